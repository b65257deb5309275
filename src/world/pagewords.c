#include "base/base.h"

#include "base/embed.h"
#include "base/map.h"
#include "base/tsv.h"
#include "base/vec.h"
#include "world/pagewords.h"

enum { LONGEST_PHRASE = 96 };

struct pagewords {
    VEC(struct str) phrase[PAGE_MARKS];
    struct map exact[PAGE_MARKS]; /* lower-cased phrase -> index into phrase[] */
};

static const char *const mark_name[PAGE_MARKS] = {
    "byline", "staff",      "datemark", "whole",  "start", "part", "tail",    "tag",   "body",
    "editor", "outletword", "month",    "agency", "joint", "site", "between", "update"};

static void read_table(struct pagewords *pw, struct arena *a, const char *name) {
    struct tsv t;
    tsv_init(&t, embed_find(name));
    while (tsv_next(&t)) {
        struct str mark = tsv_cell(&t, 0), phrase = t.n > 1 ? t.cell[1] : STR("");
        if (!phrase.n || phrase.n > LONGEST_PHRASE) continue;
        for (uint32_t m = 0; m < PAGE_MARKS; m++) {
            if (!str_eq_c(mark, mark_name[m])) continue;
            map_put(&pw->exact[m], phrase, pw->phrase[m].n);
            *vec_push(a, &pw->phrase[m]) = phrase;
        }
    }
}

const struct pagewords *pagewords_open(struct arena *a) {
    struct pagewords *pw = arena_new(a, struct pagewords);
    for (uint32_t m = 0; m < PAGE_MARKS; m++) map_init(&pw->exact[m], a, 64);
    read_table(pw, a, "data/page/phrases.tsv");
    read_table(pw, a, "data/page/agencies.tsv");
    return pw;
}

bool page_is(const struct pagewords *pw, enum page_mark mark, struct str s) {
    char low[LONGEST_PHRASE];
    if (!pw || !s.n || s.n > LONGEST_PHRASE) return false;
    for (uint32_t i = 0; i < s.n; i++) low[i] = ascii_lower(s.p[i]);
    return map_get(&pw->exact[mark], (struct str){low, s.n}) != NONE;
}

static bool word_byte(struct str s, uint32_t at) {
    unsigned char c = at < s.n ? (unsigned char)s.p[at] : ' ';
    return c >= 0x80 || ascii_is_alpha(c) || ascii_is_digit(c);
}

static bool at_border(struct str s, uint32_t at) {
    return at == 0 || ascii_is_digit(s.p[at - 1]) || !word_byte(s, at - 1) || !word_byte(s, at);
}

uint32_t page_starts(const struct pagewords *pw, enum page_mark mark, struct str s) {
    uint32_t best = 0;
    char first = s.n ? ascii_lower(s.p[0]) : 0;
    for (uint32_t i = 0; pw && i < pw->phrase[mark].n; i++) {
        struct str p = pw->phrase[mark].v[i];
        if (p.n <= best || p.n > s.n || p.p[0] != first) continue;
        if (str_ieq(str_cut(s, 0, p.n), p) && at_border(s, p.n)) best = p.n;
    }
    return best;
}

struct str page_phrase(const struct pagewords *pw, enum page_mark mark, uint32_t i) {
    return pw && i < pw->phrase[mark].n ? pw->phrase[mark].v[i] : STR_NULL;
}

bool page_holds(const struct pagewords *pw, enum page_mark mark, struct str s) {
    for (uint32_t i = 0; pw && i < pw->phrase[mark].n; i++) {
        struct str p = pw->phrase[mark].v[i];
        for (uint32_t at = 0; at + p.n <= s.n; at++)
            if (ascii_lower(s.p[at]) == p.p[0] && str_ieq(str_cut(s, at, at + p.n), p)) return true;
    }
    return false;
}
