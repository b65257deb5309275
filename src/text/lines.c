#include "base/base.h"

#include "base/map.h"
#include "text/lines.h"

enum {
    WRAP_WIDTH = 120,     /* longest line of a text that may be wrapped by hand */
    FURNITURE_MOST = 120, /* bytes of the head or foot of a page */
    NUMBER_MOST = 4,      /* digits of the number of a page */
    GAP = 3,              /* blanks that part columns, or a head from its number */
    COLUMN_LINES = 3,     /* lines that make two columns */
    COLUMN_SHIFT = 2,     /* bytes by which the second may begin elsewhere */
    COLUMN_WORDS = 3,     /* words of a line of a column */
};

static struct str cut(const struct page *p, const struct lines *l, uint32_t i) {
    return doc_cut(p->d, l->line.v[i].span);
}

/* How wide the line was before cleaning, which takes the break out of a word that stands over it.
 */
static void measure(const struct page *p, struct line *l) {
    l->widest = l->last = l->span.e - l->span.b;
    if (!p->d->cleaned) return;
    att_span from = omap_source(p->d->cleaned, l->span);
    struct str s = str_cut(p->d->report->text, (uint32_t)from.b, (uint32_t)from.e), part;
    if (str_find(s, '\n', 0) == NONE) return;
    for (l->widest = 0; str_next(&s, '\n', &part);) {
        l->last = str_trim(part).n;
        l->widest = ATT_MAX(l->widest, l->last);
    }
}

static void split(struct page *p, struct lines *l) {
    struct str text = p->d->text;
    bool blank = true;
    for (uint32_t b = 0; b < text.n;) {
        uint32_t e = str_find(text, '\n', b);
        if (e == NONE) e = text.n;
        struct str s = str_trim(str_cut(text, b, e));
        if (s.n) {
            struct line *at = vec_push(p->a, &l->line);
            *at = (struct line){.span = page_span(p, s), .blank_before = blank};
            at->indented = s.p - (text.p + b) >= 2;
            measure(p, at);
        }
        blank = !s.n;
        b = e + 1;
    }
}

/* ---- heads, feet and numbers of pages */

static uint32_t digits_at_end(struct str s) {
    uint32_t n = 0;
    while (n < s.n && ascii_is_digit(s.p[s.n - 1 - n])) n++;
    return n;
}

static bool all_digits(struct str s) {
    return s.n && digits_at_end(s) == s.n;
}

/* The line without the number of its page; s itself where it ends with none. */
static struct str without_number(struct str s) {
    uint32_t n = digits_at_end(s);
    return n && n <= NUMBER_MOST ? str_trim(str_cut(s, 0, s.n - n)) : s;
}

static bool ends_with_page(struct str s) {
    s = without_number(s);
    if (s.n > 3 && str_ieq_c(str_cut(s, s.n - 3, s.n), " of"))
        s = without_number(str_trim(str_cut(s, 0, s.n - 3)));
    if (s.n < 4 || !str_ieq_c(str_cut(s, s.n - 4, s.n), "page")) return false;
    if (s.n == 4) return true;
    struct str head = str_cut(s, 0, s.n - 4);
    uint32_t gap = head.n - str_trim(head).n;
    return gap >= GAP || strchr("|-", str_trim(head).p[str_trim(head).n - 1]);
}

/* "12", "- 12 -" */
static bool is_page_number(struct str s) {
    while (s.n && strchr("-[] ", s.p[0])) s = str_cut(s, 1, s.n);
    while (s.n && strchr("-[] ", s.p[s.n - 1])) s.n--;
    return s.n <= NUMBER_MOST && all_digits(s);
}

/* Numbers of pages go up by one from each to the next; two of them are enough where they stand
 * apart from the text by a blank or indent, as in a list they do not. */
static void mark_numbers(struct page *p, struct lines *l) {
    uint32_t before = NONE, last = 0;
    for (uint32_t i = 0; i < l->line.n; i++) {
        struct str s = cut(p, l, i);
        if (!is_page_number(s)) continue;
        uint32_t v = 0;
        for (uint32_t k = 0; k < s.n; k++)
            if (ascii_is_digit(s.p[k])) v = v * 10 + (uint32_t)(s.p[k] - '0');
        if (before != NONE && v == last + 1) {
            l->line.v[i].furniture = true;
            l->line.v[before].furniture = true;
        }
        before = i;
        last = v;
    }
}

static void mark_furniture(struct page *p, struct lines *l) {
    bool pages = false;
    for (uint32_t i = 0; i < l->line.n; i++) {
        struct str s = cut(p, l, i);
        struct line *at = &l->line.v[i];
        at->furniture = s.n <= FURNITURE_MOST && digits_at_end(s) && ends_with_page(s);
        pages |= at->furniture;
    }
    mark_numbers(p, l);
    if (!pages) return;
    for (uint32_t i = 0; i < l->line.n; i++)
        if (is_page_number(cut(p, l, i))) l->line.v[i].furniture = true;
}

/* ---- how lines are broken */

static uint32_t first_word(struct str s) {
    uint32_t i = 0;
    while (i < s.n && !ascii_is_space(s.p[i])) i++;
    return i;
}

/* Wrapped by hand: no line is long, and most inner breaks come where the next word had no room. */
static bool is_wrapped(const struct page *p, const struct lines *l) {
    uint32_t widest = 0, inner = 0, full = 0, open = 0;
    for (uint32_t i = 0; i < l->line.n; i++)
        if (!l->line.v[i].furniture) widest = ATT_MAX(widest, l->line.v[i].widest);
    if (widest > WRAP_WIDTH || widest < 30) return false;
    for (uint32_t i = 1; i < l->line.n; i++) {
        const struct line *at = &l->line.v[i];
        if (at->blank_before || at->indented || at->furniture || at[-1].furniture) continue;
        struct str a = cut(p, l, i - 1), b = cut(p, l, i);
        inner++;
        full += at[-1].last + 1 + first_word(b) + 14 > widest;
        open += !ends_sentence(a);
    }
    return inner && full * 10 >= inner * 6 && open * 10 >= inner * 4;
}

/* ---- two columns side by side */

/* Words of letters; a word with a digit counts against it. */
static bool is_prose(struct str s) {
    uint32_t words = 0, numbers = 0;
    struct str w;
    while (str_next(&s, ' ', &w)) {
        bool digit = false;
        for (uint32_t i = 0; i < w.n; i++) digit |= ascii_is_digit(w.p[i]);
        words += w.n && !digit;
        numbers += digit;
    }
    return words >= COLUMN_WORDS && words > numbers * 2;
}

/* Offset behind the gap that parts two columns of prose, from the line's start; 0 = none. */
static uint32_t column_at(const struct page *p, struct tspan line) {
    struct str s = doc_cut(p->d, line);
    uint32_t b = s.n;
    for (uint32_t i = 0, run = 0; i < s.n && b == s.n; i++) {
        if (s.p[i] != ' ' && run >= GAP) b = i;
        run = s.p[i] == ' ' ? run + 1 : 0;
    }
    if (b == s.n || s.n > WRAP_WIDTH * 2) return 0;
    struct str right = str_cut(s, b, s.n);
    bool more = str_find_str(right, STR("   "), 0) != NONE;
    return !more && is_prose(str_cut(s, 0, b)) && is_prose(right) ? b : 0;
}

static void note_columns(struct page *p, const struct lines *l) {
    uint32_t run = 0, at = 0;
    for (uint32_t i = 0; i < l->line.n; i++) {
        uint32_t b = l->line.v[i].furniture ? 0 : column_at(p, l->line.v[i].span);
        bool same = b && run && b + COLUMN_SHIFT >= at && b <= at + COLUMN_SHIFT;
        run = same ? run + 1 : b != 0;
        at = b;
        if (run < COLUMN_LINES) continue;
        struct tspan s = {l->line.v[i + 1 - run].span.b, l->line.v[i].span.e};
        doc_note(p->d, "columns", s,
                 "these lines look like two columns side by side; their sentences may be mixed");
        return;
    }
}

void lines_find(struct page *p, struct lines *l) {
    split(p, l);
    mark_furniture(p, l);
    l->wrapped = is_wrapped(p, l);
    note_columns(p, l);
}
