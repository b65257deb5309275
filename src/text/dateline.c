#include "base/base.h"

#include "text/line.h"
#include "world/lexicon.h"
#include "world/pagewords.h"

enum {
    DATELINE_MOST = 160, /* bytes before the dash */
    HEADER_MOST = 600,   /* bytes before the [TEXT] of a wire */
};

struct dateline {
    struct str place, date, agency;
    bool dash_strong; /* a long dash or two hyphens */
    bool colon;
};

/* The end of the head of a dateline: offset of its dash, with the dash's length in *n. */
static uint32_t find_dash(struct str s, struct dateline *l, uint32_t *n) {
    int depth = 0;
    for (uint32_t i = 1; i < s.n && i < DATELINE_MOST; i++) {
        struct str at = str_cut(s, i, s.n);
        char before = s.p[i - 1];
        depth += before == '(' ? 1 : before == ')' && depth ? -1 : 0;
        if (depth) continue; /* the hyphen of an agency's name */
        bool gap = ascii_is_space(before) || before == ')';
        bool after_gap = at.n > 3 && (ascii_is_space(at.p[1]) || at.p[1] == '[');
        *n = 0;
        l->colon = false;
        if (str_starts(at, STR("\xe2\x80\x93")) || str_starts(at, STR("\xe2\x80\x94")))
            *n = 3, l->dash_strong = true;
        else if (str_starts(at, STR("--")))
            *n = str_starts(at, STR("---")) ? 3 : 2, l->dash_strong = true;
        else if ((at.p[0] == '-' || at.p[0] == '_') && gap && after_gap)
            *n = 1, l->dash_strong = false;
        else if (at.p[0] == ':' && after_gap)
            *n = 1, l->dash_strong = false, l->colon = true;
        if (*n) return i;
        if (strchr("!?;\"", at.p[0])) return NONE;
    }
    return NONE;
}

/* Capitalised words, with the small ones that stand inside names of places. */
static bool place_words(const struct page *p, struct str s) {
    struct str w;
    uint32_t n = 0;
    while (line_word(&s, &w)) {
        struct str b = line_bare(w);
        bool joint = page_is(page_words(p), PAGE_JOINT, b) || page_particle(p, b);
        if (!starts_capital(b) && !joint && !str_starts(b, STR("al-"))) return false;
        if (b.n && ascii_is_digit(b.p[0])) return false;
        if (++n > 5) return false;
    }
    return n > 0;
}

/* Takes "(Reuters)" off the end of *head. */
static void take_agency(struct str *head, struct dateline *l) {
    struct str s = str_trim(*head);
    if (!s.n || s.p[s.n - 1] != ')') return;
    uint32_t open = s.n - 1;
    while (open > 0 && s.p[open] != '(') open--;
    if (s.p[open] != '(') return;
    l->agency = str_trim(str_cut(s, open + 1, s.n - 1));
    *head = str_trim(str_cut(s, 0, open));
}

/* Parts of the head: places up to the first part with a month, the date from there on. */
static bool take_place(const struct page *p, struct str head, struct dateline *l) {
    head = str_trim(head);
    while (head.n && strchr(",/", head.p[head.n - 1]))
        head = str_trim(str_cut(head, 0, head.n - 1));
    struct str rest = head, w;
    uint32_t date_at = NONE;
    while (line_word(&rest, &w)) {
        struct str b = line_bare(w);
        uint32_t at = (uint32_t)(w.p - head.p);
        bool day = b.n && ascii_is_digit(b.p[0]);
        if ((day || line_is_month(p, b)) && at) {
            date_at = at;
            break;
        }
    }
    l->place = str_trim(str_cut(head, 0, ATT_MIN(date_at, head.n)));
    while (l->place.n && l->place.p[l->place.n - 1] == ',')
        l->place = str_trim(str_cut(l->place, 0, l->place.n - 1));
    l->date = date_at == NONE ? STR_NULL : str_trim(str_cut(head, date_at, head.n));
    if (l->date.n && !line_has_date(p, l->date)) return false;
    struct str parts = l->place, part;
    uint32_t n = 0;
    while (str_next(&parts, ',', &part))
        if (++n > 4 || !place_words(p, str_trim(part))) return false;
    return true;
}

static bool all_capitals(struct str s) {
    uint32_t letters = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (ascii_is_lower(s.p[i])) return false;
        letters += ascii_is_upper(s.p[i]);
    }
    return letters >= 3;
}

static bool has_lower(struct str s) {
    for (uint32_t i = 0; i < s.n && i < 60; i++)
        if (ascii_is_lower(s.p[i])) return true;
    return false;
}

/* What is known of words says that the place may be one. */
static bool known_place(const struct page *p, struct str place) {
    char low[64];
    const struct lexicon *l = page_lexicon(p);
    struct str part = place;
    uint32_t comma = str_find(place, ',', 0);
    if (comma != NONE) part = str_cut(place, 0, comma);
    struct str s = line_low(part, low, sizeof low);
    const struct lex_word *e = l ? lexicon_find(l, s) : NULL;
    return e && (e->isa_any & (LEX_LOCATION | LEX_CITY | LEX_COUNTRY | LEX_REGION));
}

static bool unknown_word(const struct page *p, struct str place) {
    char low[64];
    const struct lexicon *l = page_lexicon(p);
    struct str w = STR_NULL;
    if (!l || !line_word(&place, &w)) return false;
    return !lexicon_has_word(l, line_low(line_bare(w), low, sizeof low));
}

static bool accept(const struct page *p, const struct dateline *l, struct str behind) {
    bool agency = page_is(page_words(p), PAGE_AGENCY, l->agency);
    if (!l->place.n) return agency;
    if (l->date.n) return !l->colon || agency;
    if (l->agency.n)
        return agency || (all_capitals(l->place) && all_capitals(l->agency) && l->dash_strong);
    if (!has_lower(behind) || !starts_capital(behind)) return false;
    bool known = known_place(p, l->place);
    if (all_capitals(l->place)) return known || unknown_word(p, l->place);
    if (l->colon) return false;
    return known && (l->dash_strong || str_find(l->place, ',', 0) != NONE);
}

/* The bracketed group at `at` (blanks before it aside): its inside, its end in *end. */
static bool bracket_at(struct str s, uint32_t at, struct str *inside, uint32_t *end) {
    while (at < s.n && ascii_is_space(s.p[at])) at++;
    if (at >= s.n || s.p[at] != '[') return false;
    uint32_t close = str_find(s, ']', at);
    if (close == NONE || close - at > HEADER_MOST) return false;
    *inside = str_trim(str_cut(s, at + 1, close));
    *end = close + 1;
    return true;
}

/* Where the text begins behind the tags that stand at `at`. */
static uint32_t skip_tags(const struct page *p, struct str s, uint32_t at) {
    struct str inside;
    uint32_t end = at, tagged = at;
    for (uint32_t e, from = at; bracket_at(s, from, &inside, &e); from = e) {
        if (page_is(page_words(p), PAGE_BODY, inside)) return e;
        if (end == from && page_starts(page_words(p), PAGE_TAG, inside)) tagged = end = e;
    }
    return tagged;
}

/* A header without a place: everything before a bracketed [TEXT] near the start. */
static uint32_t bare_header(const struct page *p, struct str s) {
    struct str inside;
    uint32_t e;
    for (uint32_t at = str_find(s, '[', 0); at < HEADER_MOST; at = str_find(s, '[', at + 1))
        if (bracket_at(s, at, &inside, &e) && page_is(page_words(p), PAGE_BODY, inside)) return e;
    return 0;
}

/* The dateline at the start of s: its length with the dash, 0 = none. */
static uint32_t read_dateline(const struct page *p, struct str s, struct dateline *l) {
    uint32_t n, dash = find_dash(s, l, &n);
    if (dash == NONE) return 0;
    struct str head = str_trim(str_cut(s, 0, dash));
    if (!head.n || head.p[0] == '[') return 0;
    take_agency(&head, l);
    bool bracketed = !head.n && !page_is(page_words(p), PAGE_AGENCY, l->agency);
    if (bracketed) head = l->agency, l->agency = STR_NULL; /* "(Bangkok, March 9, 2022) –" */
    struct str behind = str_trim(str_cut(s, dash + n, s.n));
    return take_place(p, head, l) && accept(p, l, behind) ? dash + n : 0;
}

bool dateline_starts(const struct page *p, struct str s) {
    struct dateline l = {0};
    return read_dateline(p, s, &l) || bare_header(p, s);
}

uint32_t front_dateline(struct page *p, struct str s) {
    struct dateline l = {0};
    struct front *f = &p->d->front;
    uint32_t n = read_dateline(p, s, &l);
    if (!n) return bare_header(p, s);
    f->dateline = page_span(p, str_cut(s, 0, n));
    if (l.place.n) f->dateline_place = page_span(p, l.place);
    if (l.date.n) f->dateline_date = page_span(p, l.date);
    if (l.agency.n) f->dateline_agency = page_span(p, l.agency);
    return skip_tags(p, s, n);
}
