#include "base/base.h"

#include "text/line.h"

#include "world/pagewords.h"

enum { MOST_ZONE = 4 }; /* bytes of "GMT", "CEST" */

bool line_word(struct str *rest, struct str *word) {
    *rest = str_trim(*rest);
    if (!rest->n) return false;
    uint32_t e = 0;
    while (e < rest->n && !ascii_is_space(rest->p[e])) e++;
    *word = str_cut(*rest, 0, e);
    *rest = str_cut(*rest, e, rest->n);
    return true;
}

struct str line_bare(struct str w) {
    while (w.n && strchr(".,;:()", w.p[w.n - 1])) w.n--;
    while (w.n && strchr("(", w.p[0])) w.p++, w.n--;
    return w;
}

struct str line_low(struct str w, char *into, uint32_t size) {
    w = str_cut(w, 0, size);
    for (uint32_t i = 0; i < w.n; i++) into[i] = ascii_lower(w.p[i]);
    return (struct str){into, w.n};
}

static bool is_number(struct str w, uint32_t digits) {
    if (!w.n || w.n > digits) return false;
    for (uint32_t i = 0; i < w.n; i++)
        if (!ascii_is_digit(w.p[i])) return false;
    return true;
}

bool line_is_month(const struct page *p, struct str w) {
    return page_is(page_words(p), PAGE_MONTH, line_bare(w));
}

bool line_has_date(const struct page *p, struct str s) {
    struct str w;
    bool month = false, number = false;
    while (line_word(&s, &w)) {
        w = line_bare(w);
        month |= line_is_month(p, w);
        number |= is_number(w, 4);
        if (w.n >= 8 && is_number(str_cut(w, 0, 4), 4) && w.p[4] == '-') return true;
        if (w.n >= 8 && w.n <= 10 && ascii_is_digit(w.p[0]) && strchr("/.", w.p[w.n - 5]))
            return true;
    }
    return month && number;
}

bool line_only_date(const struct page *p, struct str s) {
    if (s.n > 60 || !line_has_date(p, s)) return false;
    struct str w;
    uint32_t other = 0;
    while (line_word(&s, &w)) {
        w = line_bare(w);
        if (!w.n || line_is_month(p, w) || ascii_is_digit(w.p[0])) continue;
        bool day = page_is(page_words(p), PAGE_WEEKDAY, w);
        if (w.n > MOST_ZONE && starts_capital(w) && !day) return false; /* a name */
        other++;
    }
    return other <= 3;
}
