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
    "byline", "staff",   "datemark", "whole",      "start", "part",   "tail",
    "tag",    "body",    "editor",   "outletword", "month", "agency", "joint",
    "site",   "between", "update",   "weekday",    "head",  "desk",   "mailmark"};

static void add(struct pagewords *pw, struct arena *a, uint32_t mark, struct str phrase) {
    if (!phrase.n || phrase.n > LONGEST_PHRASE) return;
    map_put(&pw->exact[mark], phrase, pw->phrase[mark].n);
    *vec_push(a, &pw->phrase[mark]) = phrase;
}

static void read_phrases(struct pagewords *pw, struct arena *a) {
    struct tsv t;
    tsv_init(&t, embed_find("data/page/phrases.tsv"));
    while (tsv_next(&t))
        for (uint32_t m = 0; m < PAGE_MARKS; m++)
            if (str_eq_c(tsv_cell(&t, 0), mark_name[m])) add(pw, a, m, tsv_cell(&t, 1));
}

static void add_agency(struct pagewords *pw, struct arena *a, struct str name) {
    char *low = arena_array(a, char, name.n + 1);
    for (uint32_t i = 0; i < name.n; i++) low[i] = ascii_lower(name.p[i]);
    add(pw, a, PAGE_AGENCY, (struct str){low, name.n});
}

static void read_agencies(struct pagewords *pw, struct arena *a) {
    struct tsv t;
    tsv_init(&t, embed_find("data/page/agencies.tsv"));
    while (tsv_next(&t)) {
        struct str rest = tsv_cell(&t, 2), name;
        add_agency(pw, a, tsv_cell(&t, 0));
        while (str_next(&rest, ';', &name))
            if (!str_eq_c(name, "-")) add_agency(pw, a, name);
    }
}

const struct pagewords *pagewords_open(struct arena *a) {
    struct pagewords *pw = arena_new(a, struct pagewords);
    for (uint32_t m = 0; m < PAGE_MARKS; m++) map_init(&pw->exact[m], a, 64);
    read_phrases(pw, a);
    read_agencies(pw, a);
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
