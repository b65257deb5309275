#include "base/base.h"

#include "text/page.h"

#include "world/pagewords.h"

enum {
    SLUG_MOST = 90,    /* bytes of the line of a slug */
    DESK_MOST = 400,   /* bytes of what the desk changed */
    CREDIT_MOST = 400, /* bytes of a credit */
    HEADS_MOST = 3,    /* marks before a headline */
};

/* Capitalised pieces between hyphens and slashes, at least two of them parted: "BC-IRAQ-BLAST". */
static bool slug_word(struct str w) {
    uint32_t parted = 0;
    bool fresh = true;
    for (uint32_t i = 0; i < w.n; i++) {
        bool mark = w.p[i] == '-' || w.p[i] == '/';
        if (!mark && !ascii_is_alpha(w.p[i]) && !ascii_is_digit(w.p[i])) return false;
        if (fresh && !mark && ascii_is_lower(w.p[i])) return false;
        parted += mark && !fresh;
        fresh = mark;
    }
    return parted >= 2;
}

/* A slug stands alone on its line, or a comma or a bracket follows. */
static bool is_slug(struct str s) {
    uint32_t e = 0;
    if (s.n > SLUG_MOST || !s.n || !ascii_is_upper(s.p[0])) return false;
    while (e < s.n && !ascii_is_space(s.p[e]) && s.p[e] != ',') e++;
    struct str rest = str_trim(str_cut(s, e, s.n));
    return slug_word(str_cut(s, 0, e)) && (!rest.n || strchr(",([", rest.p[0]));
}

static bool is_desk_note(const struct page *p, struct str s) {
    if (s.n < 3 || s.n > DESK_MOST || s.p[0] != '(' || s.p[s.n - 1] != ')') return false;
    return page_starts(page_words(p), PAGE_DESK, str_cut(s, 1, s.n - 1)) > 0;
}

bool wire_header(const struct page *p, struct str s) {
    struct str bare = s;
    while (bare.n && strchr(":!. ", bare.p[bare.n - 1])) bare.n--;
    return is_slug(s) || is_desk_note(p, s) || page_is(page_words(p), PAGE_HEAD, bare);
}

/* The mark at `at` with its number and what parts it from the headline: its end, or `at`. */
static uint32_t head_end(const struct page *p, struct str s, uint32_t at) {
    struct str rest = str_cut(s, at, s.n);
    uint32_t n = page_starts(page_words(p), PAGE_HEAD, rest), e = n;
    if (!n) return at;
    while (e < rest.n && (rest.p[e] == ' ' || ascii_is_digit(rest.p[e]))) e++;
    bool capitals = true;
    for (uint32_t i = 0; i < n; i++) capitals &= !ascii_is_lower(rest.p[i]);
    bool hyphen = e < rest.n && rest.p[e] == '-' && capitals;
    bool colon = e + 1 < rest.n && rest.p[e] == ':' && rest.p[e + 1] == ' ';
    if (!hyphen && !colon) return at;
    for (e++; e < rest.n && rest.p[e] == ' ';) e++;
    return e < rest.n ? at + e : at;
}

uint32_t wire_title_prefix(const struct page *p, struct str s) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < HEADS_MOST; i++) at = head_end(p, s, at);
    return at;
}

bool wire_trailer(struct str s) {
    return str_starts(s, STR("((")) && str_ends(s, STR("))"));
}

uint32_t wire_credit(const struct page *p, struct str s) {
    uint32_t credit = s.n;
    while (credit && s.p[credit - 1] == ')') {
        uint32_t least = credit - ATT_MIN(credit, (uint32_t)CREDIT_MOST), at = credit - 1;
        while (at > least && s.p[at] != '(') at--;
        struct str inside = str_cut(s, at + 1, credit - 1);
        if (s.p[at] != '(' || !page_starts(page_words(p), PAGE_START, inside)) break;
        struct str before = str_trim(str_cut(s, 0, at));
        if (before.n && !ends_sentence(before)) break;
        credit = before.n;
    }
    return credit;
}
