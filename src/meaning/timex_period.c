#include "base/base.h"

#include "meaning/timex_read.h"

/* ---- years, decades, centuries */

static bool plural_next(const struct finding *f, uint32_t t) {
    if (t >= f->end) return false;
    if (near(f, t, TC_COUNTED)) return true;
    struct str s = low(f, t);
    return s.n > 3 && s.p[s.n - 1] == 's' && s.p[s.n - 2] != 's' &&
           ascii_is_lower(f->d->text.p[f->d->tok_b[t]]);
}

static uint32_t era(struct finding *f, uint32_t t) {
    if (near(f, t, TC_BEFORE_CHRIST)) {
        f->x.bc = true;
        return t + 1;
    }
    return 0;
}

/* The year of a day that the calendar does not have: "February 31, 2020". */
static bool of_no_day(const struct finding *f, uint32_t t) {
    uint32_t at = is(f, t - 1, ",") ? t - 1 : t;
    return tx_no_such_day(f, at - 1, at - 2) || tx_no_such_day(f, at - 2, at - 1);
}

/* "in '98", not "in '60 Minutes'". */
static uint32_t apostrophe_alone(struct finding *f, uint32_t t) {
    if (t == f->begin || !near(f, t - 1, TC_YEAR_BEFORE)) return 0;
    uint32_t e = tx_apostrophe_year(f, t, &f->x.year);
    return e && !(flags(f, e) & TOK_TITLE) && !plural_next(f, e) ? e : 0;
}

uint32_t tx_year_alone(struct finding *f, uint32_t t) {
    uint32_t n, v = digits(f, t, &n), short_end = apostrophe_alone(f, t);
    f->x.kind = TE_DATE;
    if (short_end) return short_end;
    if (n && n <= 4 && v) {
        uint32_t e = era(f, t + 1);
        if (e) return f->x.year = (int32_t)v, e;
    }
    if (!tx_year_at(f, t, &f->x.year)) return 0;
    if (flags(f, t) & TOK_PUNCT || of_no_day(f, t)) return 0;
    bool before = t > f->begin && near(f, t - 1, TC_YEAR_BEFORE);
    if (has(f, t + 1, TW_MEASURE | TW_PERCENT | TW_SCALE | TW_UNITS) || near(f, t + 1, TC_COUNTED))
        return 0;
    if (t > f->begin && (has(f, t - 1, TW_MONEY) || near(f, t - 1, TC_CODE))) return 0;
    if (t > f->begin && hyphen(f, t - 1) && t >= f->begin + 2 && !(flags(f, t - 2) & TOK_DIGIT) &&
        !near(f, t - 2, TC_YEAR_PREFIX))
        return 0;
    bool modern = f->x.year >= 1900 && f->x.year < 2050;
    if (!before && plural_next(f, t + 1) && (t == f->begin || !is(f, t - 1, "the"))) return 0;
    if (before && plural_next(f, t + 1) && !modern) return 0;
    enum bound b;
    if (!before && numeral_bound(f->c, f->d, f->begin, t, &b) != t) return 0;
    if (!modern && !before && !is(f, t + 1, ")") && !is(f, t + 1, ",")) return 0;
    return t + 1;
}

/* "nineteen ninety-six". */
uint32_t tx_year_words(struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t), *v = word(f, t + 1);
    if (!w || !v || !(w->classes & TW_NUMBER) || w->number < 13 || w->number > 20) return 0;
    struct numeral k;
    if (!(v->classes & TW_NUMBER) || v->number < 10 || hyphen(f, t + 1)) return 0;
    if (!numeral_read(f->c, f->d, t + 1, f->end, &k) || k.value > 99 || k.ordinal) return 0;
    f->x.kind = TE_DATE, f->x.year = (int32_t)(w->number * 100 + k.value);
    return k.end;
}

uint32_t tx_decade_at(struct finding *f, uint32_t t) {
    if (t >= f->end) return 0;
    struct str s = low(f, t);
    uint32_t v;
    f->x.kind = TE_DECADE;
    const struct time_word *w = word(f, t);
    if (w && w->classes & TW_DECADE) {
        if (t == f->begin || !(is(f, t - 1, "the") || has(f, t - 1, TW_MODIFIER))) return 0;
        return f->x.year = 1900 + (int32_t)w->number, t + 1;
    }
    if (s.n && s.p[0] == '\'') s = str_cut(s, 1, s.n);
    if (s.n < 3 || s.p[s.n - 1] != 's') return 0;
    if (s.n > 4 && s.p[s.n - 2] == '\'') s.n--;
    s.n--;
    if (!num_parse_u32(s, &v)) return 0;
    if (s.n == 4 && v >= 1000 && v < 3000 && v % 10 == 0) return f->x.year = (int32_t)v, t + 1;
    bool marked = t > f->begin && (is(f, t - 1, "'") || is(f, t - 1, "the") ||
                                   has(f, t - 1, TW_MODIFIER) || is(f, t - 1, "\xe2\x80\x99"));
    if (s.n == 2 && v % 10 == 0 && v >= 20 && (marked || low(f, t).p[0] == '\'')) {
        f->x.year = (int32_t)(1900 + v);
        return t + 1;
    }
    return 0;
}

/* "the 20th century", "nineteenth-century". */
uint32_t tx_century_at(struct finding *f, uint32_t t) {
    struct numeral k;
    if (!numeral_read(f->c, f->d, t, f->end, &k) || !k.ordinal || k.value > 30 || !k.value)
        return 0;
    uint32_t e = hyphen(f, k.end) ? k.end + 1 : k.end;
    if (!is(f, e, "century")) return 0;
    f->x.kind = TE_CENTURY, f->x.year = (int32_t)(k.value - 1) * 100;
    uint32_t bc = era(f, e + 1);
    return bc ? bc : e + 1;
}

/* "third quarter [of 1989]", "fiscal first quarter", "first half". */
uint32_t tx_quarter_at(struct finding *f, uint32_t t) {
    if (is(f, t, "fiscal")) f->x.fiscal = true, t++;
    const struct time_word *w = word(f, t);
    if (!w || !(w->classes & TW_ORDINAL) || w->ordinal > 4) return 0;
    uint32_t e = hyphen(f, t + 1) ? t + 2 : t + 1;
    if (is(f, e, "fiscal")) f->x.fiscal = true, e++;
    bool half = is(f, e, "half") && w->ordinal <= 2;
    if (!is(f, e, "quarter") && !half) return 0;
    f->x.kind = TE_DATE;
    if (half)
        f->x.half = w->ordinal;
    else
        f->x.quarter = w->ordinal;
    e++;
    uint32_t at = is(f, e, "of") || is(f, e, "in") ? e + 1 : e;
    if (is(f, at, "fiscal")) at++;
    if (tx_year_at(f, at, &f->x.year)) return at + 1;
    if (at > e && (is(f, at, "this") || is(f, at, "last") || is(f, at, "next")) &&
        is(f, at + 1, "year")) {
        f->x.has_rel = true, f->x.rel = word(f, at)->relative, f->x.unit = TU_YEAR;
        return at + 2;
    }
    return half && at == e ? 0 : e;
}

/* "-14" behind "winter 2013": one winter. */
static uint32_t next_year(const struct finding *f, uint32_t t) {
    uint32_t n, v = hyphen(f, t) ? digits(f, t + 1, &n) : 0;
    int32_t next = f->x.year + 1;
    return v && ((n == 2 && (int32_t)v == next % 100) || (int32_t)v == next) ? t + 2 : t;
}

uint32_t tx_season_at(struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    if (!w || !(w->classes & TW_SEASON)) return 0;
    f->x.kind = TE_DATE, f->x.season = w->season;
    uint32_t e = t + 1, at = is(f, e, "of") || is(f, e, ",") ? e + 1 : e;
    uint32_t y = tx_year_at(f, at, &f->x.year) ? at + 1 : tx_apostrophe_year(f, at, &f->x.year);
    if (y) return f->x.season == TS_WINTER ? next_year(f, y) : y;
    if (t == f->begin || !near(f, t - 1, TC_SEASON_BEFORE)) return 0;
    bool fall = near(f, t, TC_ALSO_ACT);
    if (fall && is(f, t - 1, "the") && is(f, e, "of")) return 0;
    if (fall && (is(f, t - 1, "the") || is(f, t - 1, "of"))) return is(f, t, "spring") ? e : 0;
    return e;
}

uint32_t tx_holiday_at(struct finding *f, uint32_t t) {
    if (t >= f->end || !calendar_holiday_starts(f->c, low(f, t))) return 0;
    if (!(flags(f, t) & (TOK_TITLE | TOK_UPPER))) return 0;
    char name[48];
    uint32_t n = 0, best = 0;
    for (uint32_t k = t; k < f->end && k < t + 5; k++) {
        struct str s = low(f, k);
        if (n + s.n + 1 >= sizeof name) break;
        if (n && flags(f, k) & TOK_SPACE_BEFORE) name[n++] = ' ';
        memcpy(name + n, s.p, s.n), n += s.n;
        uint32_t h = calendar_holiday(f->c, (struct str){name, n});
        if (h != NONE) best = k + 1, f->x.holiday = h;
    }
    if (!best) return 0;
    f->x.kind = TE_HOLIDAY;
    return tx_year_at(f, best, &f->x.year)                           ? best + 1
           : is(f, best, ",") && tx_year_at(f, best + 1, &f->x.year) ? best + 2
                                                                     : best;
}

uint32_t tx_fiscal_year(struct finding *f, uint32_t t) {
    if (!is(f, t, "fiscal")) return 0;
    f->x.kind = TE_DATE, f->x.fiscal = true;
    uint32_t at = is(f, t + 1, "year") ? t + 2 : t + 1;
    return tx_year_at(f, at, &f->x.year) ? at + 1 : 0;
}
