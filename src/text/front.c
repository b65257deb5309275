#include "base/base.h"

#include "base/utf8.h"
#include "text/page.h"
#include "world/lexicon.h"
#include "world/pagewords.h"

enum {
    TITLE_MOST = 240,
    TITLE_WORDS = 22,
    BYLINE_MOST = 160,
    FRONT_PARAS = 8,     /* paragraphs after the title in which bylines and dates stand */
    DATELINE_MOST = 160, /* bytes before the dash */
    HEADER_MOST = 600,   /* bytes before the [TEXT] of a wire */
    NAME_WORDS = 5,
};

static const struct pagewords *words_of(const struct page *p) {
    return p->w ? p->w->pagewords : NULL;
}
static const struct lexicon *lexicon_of(const struct page *p) {
    return p->w ? p->w->lexicon : NULL;
}

/* The next word of *rest (white space between), or false. */
static bool next_word(struct str *rest, struct str *word) {
    *rest = str_trim(*rest);
    if (!rest->n) return false;
    uint32_t e = 0;
    while (e < rest->n && !ascii_is_space(rest->p[e])) e++;
    *word = str_cut(*rest, 0, e);
    *rest = str_cut(*rest, e, rest->n);
    return true;
}

static struct str bare_word(struct str w) {
    while (w.n && strchr(".,;:()", w.p[w.n - 1])) w.n--;
    while (w.n && strchr("(", w.p[0])) w.p++, w.n--;
    return w;
}

static struct str low_word(struct str w, char *into, uint32_t size) {
    w = str_cut(w, 0, size);
    for (uint32_t i = 0; i < w.n; i++) into[i] = ascii_lower(w.p[i]);
    return (struct str){into, w.n};
}

/* ---- dates */

static bool is_number(struct str w, uint32_t digits) {
    if (!w.n || w.n > digits) return false;
    for (uint32_t i = 0; i < w.n; i++)
        if (!ascii_is_digit(w.p[i])) return false;
    return true;
}

static bool is_month(const struct page *p, struct str w) {
    return page_is(words_of(p), PAGE_MONTH, bare_word(w));
}

/* A day and a month stand in s ("Nov 7", "3 JAN 90", "16 March"), or an ISO date does. */
static bool has_date(const struct page *p, struct str s) {
    struct str w;
    bool month = false, number = false;
    while (next_word(&s, &w)) {
        w = bare_word(w);
        month |= is_month(p, w);
        number |= is_number(w, 4);
        if (w.n >= 8 && is_number(str_cut(w, 0, 4), 4) && w.p[4] == '-') return true;
        if (w.n >= 8 && w.n <= 10 && ascii_is_digit(w.p[0]) && strchr("/.", w.p[w.n - 5]))
            return true;
    }
    return month && number;
}

/* Nothing but a date and a time: "November 8, 2021 10:14 am". */
static bool only_date(const struct page *p, struct str s) {
    if (s.n > 60 || !has_date(p, s)) return false;
    struct str w;
    uint32_t other = 0;
    while (next_word(&s, &w)) {
        w = bare_word(w);
        if (w.n && !is_month(p, w) && !ascii_is_digit(w.p[0])) other++;
    }
    return other <= 3;
}

/* ---- names */

static bool is_particle(const struct page *p, struct str w) {
    return lexicon_of(p) && (lexicon_class(lexicon_of(p), w) & LEXC_PARTICLE);
}

static bool name_bytes(struct str w) {
    for (uint32_t i = 0; i < w.n; i++)
        if (!ascii_is_alpha(w.p[i]) && (unsigned char)w.p[i] < 0x80 && !strchr(".-'", w.p[i]))
            return false;
    return w.n > 0;
}

/* A word that speaks for a person's name: a given name, or no word of English. */
static bool name_evidence(const struct page *p, struct str w) {
    char low[64];
    const struct lexicon *l = lexicon_of(p);
    struct str s = low_word(w, low, sizeof low);
    if (!l) return true;
    if (lexicon_class(l, s) & (LEXC_GIVEN_MALE | LEXC_GIVEN_FEMALE | LEXC_SURNAME)) return true;
    return !lexicon_has_word(l, s);
}

/* Two to five capitalised words; `certain`: other words announced a name, so none need speak. */
static bool is_name(const struct page *p, struct str s, bool certain) {
    uint32_t n = 0;
    bool evidence = certain;
    struct str w, rest = s;
    while (next_word(&rest, &w)) {
        if (!name_bytes(w)) return false;
        if (!starts_capital(w)) {
            if (!n || !is_particle(p, w)) return false;
            continue;
        }
        n++;
        evidence |= w.n > 2 && name_evidence(p, w);
    }
    return n >= (certain ? 1u : 2u) && n <= NAME_WORDS && evidence;
}

static bool is_outlet(const struct page *p, struct str s) {
    struct str w, rest = s;
    uint32_t n = 0;
    if (page_is(words_of(p), PAGE_AGENCY, s)) return true;
    if (!starts_capital(s) || s.n > 60) return false;
    while (next_word(&rest, &w))
        if (n++ && page_is(words_of(p), PAGE_OUTLETWORD, w) && starts_capital(w)) return true;
    return n <= 5 && n >= 2 && str_starts(s, STR("The "));
}

/* ---- datelines */

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
    while (next_word(&s, &w)) {
        struct str b = bare_word(w);
        bool joint = page_is(words_of(p), PAGE_JOINT, b) || is_particle(p, b);
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
    while (next_word(&rest, &w)) {
        struct str b = bare_word(w);
        uint32_t at = (uint32_t)(w.p - head.p);
        bool day = b.n && ascii_is_digit(b.p[0]);
        if ((day || is_month(p, b)) && at) {
            date_at = at;
            break;
        }
    }
    l->place = str_trim(str_cut(head, 0, ATT_MIN(date_at, head.n)));
    while (l->place.n && l->place.p[l->place.n - 1] == ',')
        l->place = str_trim(str_cut(l->place, 0, l->place.n - 1));
    l->date = date_at == NONE ? STR_NULL : str_trim(str_cut(head, date_at, head.n));
    if (l->date.n && !has_date(p, l->date)) return false;
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
    const struct lexicon *l = lexicon_of(p);
    struct str part = place;
    uint32_t comma = str_find(place, ',', 0);
    if (comma != NONE) part = str_cut(place, 0, comma);
    struct str s = low_word(part, low, sizeof low);
    const struct lex_word *e = l ? lexicon_find(l, s) : NULL;
    return e && (e->isa_any & (LEX_LOCATION | LEX_CITY | LEX_COUNTRY | LEX_REGION));
}

static bool unknown_word(const struct page *p, struct str place) {
    char low[64];
    const struct lexicon *l = lexicon_of(p);
    struct str w = STR_NULL;
    if (!l || !next_word(&place, &w)) return false;
    return !lexicon_has_word(l, low_word(bare_word(w), low, sizeof low));
}

static bool accept(const struct page *p, const struct dateline *l, struct str behind) {
    bool agency = page_is(words_of(p), PAGE_AGENCY, l->agency);
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
        if (page_is(words_of(p), PAGE_BODY, inside)) return e;
        if (end == from && page_starts(words_of(p), PAGE_TAG, inside)) tagged = end = e;
    }
    return tagged;
}

/* A header without a place: everything before a bracketed [TEXT] near the start. */
static uint32_t bare_header(const struct page *p, struct str s) {
    struct str inside;
    uint32_t e;
    for (uint32_t at = str_find(s, '[', 0); at < HEADER_MOST; at = str_find(s, '[', at + 1))
        if (bracket_at(s, at, &inside, &e) && page_is(words_of(p), PAGE_BODY, inside)) return e;
    return 0;
}

/* The dateline at the start of s: its length with the dash, 0 = none. */
static uint32_t read_dateline(const struct page *p, struct str s, struct dateline *l) {
    uint32_t n, dash = find_dash(s, l, &n);
    if (dash == NONE) return 0;
    struct str head = str_trim(str_cut(s, 0, dash));
    if (!head.n || head.p[0] == '[') return 0;
    take_agency(&head, l);
    struct str behind = str_trim(str_cut(s, dash + n, s.n));
    return take_place(p, head, l) && accept(p, l, behind) ? dash + n : 0;
}

static bool starts_wire(const struct page *p, struct str s) {
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

/* ---- bylines */

struct byline {
    VEC(struct tspan) author;
};

/* First place before `end` where the mark stands in s, each of its underscores a space; or `end`.
 */
static uint32_t find_mark(struct str s, struct str mark, uint32_t end) {
    for (uint32_t at = 0; at < end && at + mark.n <= s.n; at++) {
        uint32_t k = 0;
        while (k < mark.n && s.p[at + k] == (mark.p[k] == '_' ? ' ' : mark.p[k])) k++;
        if (k == mark.n) return at;
    }
    return end;
}

/* The next part of a list of names: up to a comma, "and", "&", "|", "/", ";", or a dash. */
static bool next_part(const struct pagewords *pw, struct str *rest, struct str *part) {
    if (!rest->n) return false;
    uint32_t end = str_find(*rest, '\n', 0), skip = end != NONE;
    struct str mark;
    if (end == NONE) end = rest->n;
    for (uint32_t i = 0; (mark = page_phrase(pw, PAGE_BETWEEN, i)).n; i++) {
        uint32_t at = find_mark(*rest, mark, end);
        if (at < end) end = at, skip = mark.n;
    }
    *part = str_trim(str_cut(*rest, 0, end));
    *rest = str_cut(*rest, end + skip, rest->n);
    return true;
}

/* Reads names out of the text of a byline; true when it holds a name or an outlet. */
static bool read_byline(struct page *p, struct byline *b, struct str s, bool certain) {
    struct str part, rest = s;
    bool found = false;
    struct front *f = &p->d->front;
    while (next_part(words_of(p), &rest, &part)) {
        struct str by = str_cut(part, page_starts(words_of(p), PAGE_BYLINE, part), part.n);
        if (by.n < part.n) part = str_trim(by), certain = true;
        if (is_outlet(p, part)) {
            if (tspan_empty(f->outlet)) f->outlet = page_span(p, part);
            found = true;
        } else if (is_name(p, part, certain) && !page_is(words_of(p), PAGE_STAFF, part)) {
            *vec_push(p->d->a, &b->author) = page_span(p, part);
            found = true;
            certain = false;
        } else if (!found) {
            return false;
        }
    }
    return found;
}

/* "Published 7 November 2021": marks the date and says so. */
static bool read_datemark(struct page *p, struct str s) {
    uint32_t n = page_starts(words_of(p), PAGE_DATEMARK, s);
    struct str date = str_trim(str_cut(s, n, s.n));
    if (s.n > BYLINE_MOST || (n ? !has_date(p, date) : !only_date(p, date))) return false;
    if (n && date.n > 60) return false;
    if (tspan_empty(p->d->front.published)) p->d->front.published = page_span(p, date);
    return true;
}

/* Nothing but names, outlets and what may stand beside them on a line of its own. */
static bool only_names(const struct page *p, struct str s) {
    struct str part, rest = s;
    while (next_part(words_of(p), &rest, &part))
        if (!is_outlet(p, part) && !is_name(p, part, true) &&
            !page_is(words_of(p), PAGE_STAFF, part))
            return false;
    return true;
}

/* Capitalised words of which the last is one that ends the names of outlets: "The Delta Herald". */
static bool names_outlet(const struct page *p, struct str s) {
    struct str w, rest = s, last = STR_NULL;
    uint32_t n = 0;
    for (; next_word(&rest, &w); n++, last = w)
        if (!starts_capital(w) && w.n > 3) return false;
    return n >= 2 && n <= NAME_WORDS + 1 && page_is(words_of(p), PAGE_OUTLETWORD, last);
}

/* "The Delta Herald", "The Capital Monitor, November 8, 2021": a line of its own. */
static bool read_outlet_line(struct page *p, struct str s) {
    uint32_t comma = str_find(s, ',', 0);
    struct str name = comma == NONE ? s : str_trim(str_cut(s, 0, comma));
    struct str date = comma == NONE ? STR_NULL : str_trim(str_cut(s, comma + 1, s.n));
    if (page_starts(words_of(p), PAGE_BYLINE, s)) return false;
    if (ends_sentence(s) || !names_outlet(p, name) || (date.n && !only_date(p, date))) return false;
    struct front *f = &p->d->front;
    if (tspan_empty(f->outlet)) f->outlet = page_span(p, name);
    if (date.n && tspan_empty(f->published)) f->published = page_span(p, date);
    return true;
}

static bool read_front_para(struct page *p, struct byline *b, struct str s) {
    if (s.n > BYLINE_MOST) return false;
    if (page_is(words_of(p), PAGE_STAFF, s)) return true;
    if (starts_wire(p, s)) return false;
    if (read_outlet_line(p, s) || read_datemark(p, s)) return true;
    uint32_t n = page_starts(words_of(p), PAGE_BYLINE, s);
    struct str rest = str_trim(str_cut(s, n, s.n));
    if (n && ends_sentence(s) && s.n > 60) return false;
    if (n) return starts_capital(rest) && read_byline(p, b, rest, true);
    struct str first = rest, part;
    if (ends_sentence(s) || !next_part(words_of(p), &first, &part)) return false;
    if (!is_name(p, part, false) && !page_is(words_of(p), PAGE_AGENCY, s)) return false;
    return only_names(p, s) && read_byline(p, b, s, false);
}

/* ---- the title */

static bool same_title(struct str a, struct str b) {
    a = str_trim(a), b = str_trim(b);
    return a.n && str_ieq(a, b);
}

static bool all_quoted(struct str s) {
    bool open = s.n && (s.p[0] == '"' || str_starts(s, STR("\xe2\x80\x9c")));
    return open && (s.p[s.n - 1] == '"' || str_ends(s, STR("\xe2\x80\x9d")) ||
                    str_ends(s, STR("\xe2\x80\x9c")));
}

static bool text_follows(const struct page *p, uint32_t after) {
    for (uint32_t i = after + 1; i < p->para.n && i <= after + FRONT_PARAS; i++) {
        struct tspan s = p->para.v[i].span;
        if (s.e - s.b >= 60 && ends_sentence(page_cut(p, i))) return true;
    }
    return false;
}

static uint32_t word_count(struct str s) {
    uint32_t n = 0;
    struct str w;
    while (next_word(&s, &w)) n++;
    return n;
}

static bool looks_title(const struct page *p, uint32_t i) {
    struct str s = page_cut(p, i);
    const struct pagewords *pw = words_of(p);
    if (s.n > TITLE_MOST || s.n < 6 || !text_follows(p, i)) return false;
    if (page_starts(pw, PAGE_DATEMARK, s) || page_is(pw, PAGE_WHOLE, s) || only_date(p, s))
        return false;
    if (page_starts(pw, PAGE_START, s) || page_starts(pw, PAGE_TAIL, s)) return false;
    if (starts_wire(p, s)) return false;
    if (all_quoted(s)) return true;
    if (word_count(s) > TITLE_WORDS) return false;
    if (str_find(s, ' ', 0) == NONE || strchr(",;:.[-_", s.p[s.n - 1]) || s.p[0] == '[')
        return false;
    return !ends_sentence(s) || strchr("?!", s.p[s.n - 1]) || s.n < 6;
}

static bool is_byline_start(const struct page *p, struct str s) {
    uint32_t n = page_starts(words_of(p), PAGE_BYLINE, s);
    return n && s.n < 80 && is_name(p, str_trim(str_cut(s, n, s.n)), true);
}

static uint32_t mark_title(struct page *p) {
    struct str given = p->d->report->title.text;
    for (uint32_t i = 0; given.n && i < p->para.n && i < 3; i++) {
        if (!same_title(page_cut(p, i), given)) continue;
        p->para.v[i].zone = ZONE_TITLE;
        p->d->front.title = p->para.v[i].span;
        return i + 1;
    }
    for (uint32_t i = 0; !given.n && i < p->para.n && i < 2; i++) {
        if (is_byline_start(p, page_cut(p, i))) continue;
        if (!looks_title(p, i)) break;
        p->para.v[i].zone = ZONE_TITLE;
        p->d->front.title = p->para.v[i].span;
        return i + 1;
    }
    return 0;
}

void front_mark(struct page *p) {
    struct byline b = {0};
    uint32_t from = mark_title(p), misses = 0;
    for (uint32_t i = 0; i < p->para.n && i < from + FRONT_PARAS && misses < 3; i++) {
        struct para *q = &p->para.v[i];
        if (q->zone == ZONE_TITLE || (i + 1 == p->para.n && !i)) continue;
        struct str s = page_cut(p, i);
        if (read_front_para(p, &b, s))
            q->zone = ZONE_BYLINE;
        else if (s.n > BYLINE_MOST || ends_sentence(s))
            misses++;
    }
    p->d->front.byline = b.author.v;
    p->d->front.n_byline = b.author.n;
}
