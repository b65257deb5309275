#include "base/base.h"

#include "base/utf8.h"
#include "text/line.h"
#include "world/lexicon.h"
#include "world/pagewords.h"

enum {
    TITLE_MOST = 240,
    TITLE_WORDS = 22,
    BYLINE_MOST = 160,
    FRONT_PARAS = 8, /* paragraphs after the title in which bylines and dates stand */
    NAME_WORDS = 5,
};

/* ---- names */

static bool name_bytes(struct str w) {
    for (uint32_t i = 0; i < w.n; i++)
        if (!ascii_is_alpha(w.p[i]) && (unsigned char)w.p[i] < 0x80 && !strchr(".-'", w.p[i]))
            return false;
    return w.n > 0;
}

/* A word that speaks for a person's name: a given name, or no word of English. */
static bool name_evidence(const struct page *p, struct str w) {
    char low[64];
    const struct lexicon *l = page_lexicon(p);
    struct str s = line_low(w, low, sizeof low);
    if (!l) return true;
    if (lexicon_class(l, s) & (LEXC_GIVEN_MALE | LEXC_GIVEN_FEMALE | LEXC_SURNAME)) return true;
    return !lexicon_has_word(l, s);
}

/* Two to five capitalised words; `certain`: other words announced a name, so none need speak. */
static bool is_name(const struct page *p, struct str s, bool certain) {
    uint32_t n = 0;
    bool evidence = certain;
    struct str w, rest = s;
    while (line_word(&rest, &w)) {
        if (!name_bytes(w)) return false;
        if (!starts_capital(w)) {
            if (!n || !page_particle(p, w)) return false;
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
    if (page_is(page_words(p), PAGE_AGENCY, s)) return true;
    if (!starts_capital(s) || s.n > 60) return false;
    while (line_word(&rest, &w))
        if (n++ && page_is(page_words(p), PAGE_OUTLETWORD, w) && starts_capital(w)) return true;
    return n <= 5 && n >= 2 && str_starts(s, STR("The "));
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

/* The next part that is no date ("3 June 2019 |", up to a bar or the end); the first date goes to
 * *date. */
static bool next_credit(const struct page *p, struct str *rest, struct str *part,
                        struct str *date) {
    uint32_t bar = str_find(*rest, '|', 0);
    struct str s = str_trim(str_cut(*rest, 0, ATT_MIN(bar, rest->n)));
    if (line_only_date(p, s)) {
        if (!date->n) *date = s;
        *rest = bar == NONE ? STR_NULL : str_cut(*rest, bar + 1, rest->n);
    }
    return next_part(page_words(p), rest, part);
}

/* Reads names out of the text of a byline; true when it holds a name or an outlet. */
static bool read_byline(struct page *p, struct byline *b, struct str s, bool certain) {
    struct str part, rest = s, date = STR_NULL;
    bool found = false;
    struct front *f = &p->d->front;
    while (next_credit(p, &rest, &part, &date)) {
        struct str by = str_cut(part, page_starts(page_words(p), PAGE_BYLINE, part), part.n);
        if (by.n < part.n) part = str_trim(by), certain = true;
        if (is_outlet(p, part)) {
            if (tspan_empty(f->outlet)) f->outlet = page_span(p, part);
            found = true;
        } else if (is_name(p, part, certain) && !page_is(page_words(p), PAGE_STAFF, part)) {
            *vec_push(p->d->a, &b->author) = page_span(p, part);
            found = true;
            certain = false;
        } else if (!found) {
            return false;
        }
    }
    if (found && date.n && tspan_empty(f->published)) f->published = page_span(p, date);
    return found;
}

/* "Published 7 November 2021": marks the date and says so. */
static bool read_datemark(struct page *p, struct str s) {
    uint32_t n = page_starts(page_words(p), PAGE_DATEMARK, s);
    struct str date = str_trim(str_cut(s, n, s.n));
    if (s.n > BYLINE_MOST || (n ? !line_has_date(p, date) : !line_only_date(p, date))) return false;
    if (n && date.n > 60) return false;
    if (tspan_empty(p->d->front.published)) p->d->front.published = page_span(p, date);
    return true;
}

/* Nothing but names, outlets and what may stand beside them on a line of its own. */
static bool only_names(const struct page *p, struct str s) {
    struct str part, rest = s, date = STR_NULL;
    while (next_credit(p, &rest, &part, &date))
        if (!is_outlet(p, part) && !is_name(p, part, true) &&
            !page_is(page_words(p), PAGE_STAFF, part))
            return false;
    return true;
}

/* Capitalised words of which the last is one that ends the names of outlets: "The Delta Herald". */
static bool names_outlet(const struct page *p, struct str s) {
    struct str w, rest = s, last = STR_NULL;
    uint32_t n = 0;
    for (; line_word(&rest, &w); n++, last = w)
        if (!starts_capital(w) && w.n > 3) return false;
    return n >= 2 && n <= NAME_WORDS + 1 && page_is(page_words(p), PAGE_OUTLETWORD, last);
}

/* "The Delta Herald", "The Capital Monitor, November 8, 2021": a line of its own. */
static bool read_outlet_line(struct page *p, struct str s) {
    uint32_t comma = str_find(s, ',', 0);
    struct str name = comma == NONE ? s : str_trim(str_cut(s, 0, comma));
    struct str date = comma == NONE ? STR_NULL : str_trim(str_cut(s, comma + 1, s.n));
    if (page_starts(page_words(p), PAGE_BYLINE, s)) return false;
    if (ends_sentence(s) || !names_outlet(p, name) || (date.n && !line_only_date(p, date)))
        return false;
    struct front *f = &p->d->front;
    if (tspan_empty(f->outlet)) f->outlet = page_span(p, name);
    if (date.n && tspan_empty(f->published)) f->published = page_span(p, date);
    return true;
}

static bool read_front_para(struct page *p, struct byline *b, struct str s) {
    if (s.n > BYLINE_MOST) return false;
    if (page_is(page_words(p), PAGE_STAFF, s) || wire_header(p, s)) return true;
    if (dateline_starts(p, s)) return false;
    if (read_outlet_line(p, s) || read_datemark(p, s)) return true;
    uint32_t n = page_starts(page_words(p), PAGE_BYLINE, s);
    struct str rest = str_trim(str_cut(s, n, s.n));
    if (n && ends_sentence(s) && s.n > 60) return false;
    if (n) return starts_capital(rest) && read_byline(p, b, rest, true);
    struct str first = rest, part;
    if (ends_sentence(s) || !next_part(page_words(p), &first, &part)) return false;
    if (!is_name(p, part, false) && !page_is(page_words(p), PAGE_AGENCY, s)) return false;
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
    while (line_word(&s, &w)) n++;
    return n;
}

static bool looks_title(const struct page *p, uint32_t i) {
    struct str s = page_cut(p, i);
    const struct pagewords *pw = page_words(p);
    if (s.n > TITLE_MOST || s.n < 6 || !text_follows(p, i)) return false;
    if (page_starts(pw, PAGE_DATEMARK, s) || page_is(pw, PAGE_WHOLE, s) || line_only_date(p, s))
        return false;
    if (page_starts(pw, PAGE_START, s) || page_starts(pw, PAGE_TAIL, s)) return false;
    if (dateline_starts(p, s)) return false;
    if (all_quoted(s)) return true;
    if (word_count(s) > TITLE_WORDS) return false;
    if (str_find(s, ' ', 0) == NONE || strchr(",;:.[-_", s.p[s.n - 1]) || s.p[0] == '[')
        return false;
    return !ends_sentence(s) || strchr("?!", s.p[s.n - 1]) || s.n < 6;
}

static bool is_byline_start(const struct page *p, struct str s) {
    uint32_t n = page_starts(page_words(p), PAGE_BYLINE, s);
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
    uint32_t most = 2;
    for (uint32_t i = 0; !given.n && i < p->para.n && i < most; i++) {
        struct str s = page_cut(p, i);
        bool header = wire_header(p, s);
        if (header) p->para.v[i].zone = ZONE_BYLINE;
        if (header || p->para.v[i].zone == ZONE_BOILER) {
            most += most < FRONT_PARAS;
            continue;
        }
        if (is_byline_start(p, s)) continue;
        if (!looks_title(p, i)) break;
        p->para.v[i].zone = ZONE_TITLE;
        p->d->front.title = page_span(p, str_cut(s, wire_title_prefix(p, s), s.n));
        return i + 1;
    }
    return 0;
}

void front_mark(struct page *p) {
    struct byline b = {0};
    uint32_t from = mark_title(p), misses = 0;
    for (uint32_t i = 0; i < p->para.n && i < from + FRONT_PARAS && misses < 3; i++) {
        struct para *q = &p->para.v[i];
        if (q->zone == ZONE_TITLE || q->zone == ZONE_BOILER || (i + 1 == p->para.n && !i)) continue;
        struct str s = page_cut(p, i);
        if (read_front_para(p, &b, s))
            q->zone = ZONE_BYLINE;
        else if (s.n > BYLINE_MOST || ends_sentence(s))
            misses++;
    }
    p->d->front.byline = b.author.v;
    p->d->front.n_byline = b.author.n;
}
