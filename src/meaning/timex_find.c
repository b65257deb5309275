#include "base/base.h"

#include "meaning/texpr.h"

#include "base/num.h"

/* One reading attempt. Every reader takes a token and gives the token behind, or 0. */
struct finding {
    const struct calendar *c;
    const struct doc *d;
    const struct time_word *const *words; /* [n_tok] */
    uint32_t begin, end;
    struct texpr x;
};

static const struct time_word *word(const struct finding *f, uint32_t t) {
    return t >= f->begin && t < f->end ? f->words[t] : NULL;
}
/* Flags and form of a token; none beyond the sentence. */
static uint8_t flags(const struct finding *f, uint32_t t) {
    return t >= f->begin && t < f->end ? f->d->tok_flags[t] : 0;
}
static struct str low(const struct finding *f, uint32_t t) {
    return t >= f->begin && t < f->end ? f->d->tok_low[t] : STR("");
}
static bool has(const struct finding *f, uint32_t t, uint32_t classes) {
    const struct time_word *w = word(f, t);
    return w && w->classes & classes;
}
static bool is(const struct finding *f, uint32_t t, const char *s) {
    return t >= f->begin && t < f->end && tok_is(f->d, t, s);
}
static bool near(const struct finding *f, uint32_t t, enum time_context k) {
    return t >= f->begin && t < f->end && calendar_context(f->c, k, f->d->tok_low[t]);
}
static bool hyphen(const struct finding *f, uint32_t t) {
    return t < f->end && tok_hyphen(f->d, t) && t + 1 < f->end;
}
/* Whole token is digits: their value, and how many. */
static uint32_t digits(const struct finding *f, uint32_t t, uint32_t *n) {
    uint32_t v = 0;
    *n = 0;
    if (t < f->begin || t >= f->end || !(flags(f, t) & TOK_DIGIT)) return 0;
    struct str s = low(f, t);
    if (s.n > 4 || !num_parse_u32(s, &v)) return 0;
    *n = s.n;
    return v;
}

/* ---- parts */

static bool year_at(const struct finding *f, uint32_t t, int32_t *year) {
    uint32_t n, v = digits(f, t, &n);
    if (n != 4 || v < 1000 || v > 2999) return false;
    *year = (int32_t)v;
    return true;
}

/* "'98" or a two-digit year in a place where only a year can stand. */
static uint32_t short_year(const struct finding *f, uint32_t t, int32_t *year) {
    uint32_t n, at = t;
    if (is(f, t, "'")) at++;
    uint32_t v = digits(f, at, &n);
    struct str s = at < f->end ? low(f, at) : STR_NULL;
    if (!n && s.n == 3 && s.p[0] == '\'' && ascii_is_digit(s.p[1]) && ascii_is_digit(s.p[2]))
        v = (uint32_t)(s.p[1] - '0') * 10 + (uint32_t)(s.p[2] - '0'), n = 2;
    if (n != 2) return 0;
    *year = (int32_t)(v < 50 ? 2000 + v : 1900 + v);
    return at + 1;
}

/* 1..31 in digits or as an ordinal in digits; words where `words`. */
static uint32_t month_day(const struct finding *f, uint32_t t, bool words, uint8_t *day) {
    if (t >= f->end) return 0;
    uint32_t n, v = digits(f, t, &n);
    if (n >= 1 && n <= 2 && v >= 1 && v <= 31) return *day = (uint8_t)v, t + 1;
    struct numeral k;
    if (!words && !(flags(f, t) & TOK_DIGIT)) return 0;
    if (!has(f, t, TW_ORDINAL | TW_NUMBER) && !(flags(f, t) & TOK_DIGIT)) return 0;
    if (numeral_read(f->c, f->d, t, f->end, &k) && k.ordinal && k.value >= 1 && k.value <= 31)
        return *day = (uint8_t)k.value, k.end;
    return 0;
}

/* A month's name where it can be one: "may", "march", "jan", "sun" need more than their letters. */
static uint8_t month_at(const struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    if (!w || !(w->classes & TW_MONTH)) return 0;
    uint8_t form = flags(f, t);
    uint32_t n;
    bool number = digits(f, t + 1, &n) && n != 3;
    if (!number && t > f->begin && digits(f, t - 1, &n) && n <= 2) number = true;
    if (number || (hyphen(f, t + 1) && hyphen(f, t - 1))) return w->month;
    bool capital = form & (TOK_TITLE | TOK_UPPER);
    bool may = is(f, t, "may") || is(f, t, "march");
    if (form & TOK_CASELESS || !capital)
        return !may && w->classes & TW_MONTH && (capital || !(w->classes & TW_SHORT)) &&
                       (capital || (t > f->begin && near(f, t - 1, TC_DATE_BEFORE)))
                   ? w->month
                   : 0;
    if (may) {
        if (t > f->begin && (near(f, t - 1, TC_DATE_BEFORE) || has(f, t - 1, TW_ORDINAL)))
            return w->month;
        return is(f, t + 1, ",") && t > f->begin && !(flags(f, t - 1) & TOK_TITLE) ? w->month : 0;
    }
    if (w->classes & TW_SHORT && !is(f, t, "august") && low(f, t).n < 5 &&
        low(f, t).p[low(f, t).n - 1] != '.')
        return 0;
    if (t + 1 < f->end && flags(f, t + 1) & TOK_TITLE && !word(f, t + 1) &&
        (is(f, t, "april") || is(f, t, "june") || is(f, t, "august")) &&
        !(t > f->begin && near(f, t - 1, TC_DATE_BEFORE) && !is(f, t - 1, "and")))
        return 0;
    return w->month;
}

static uint8_t weekday_at(const struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    if (!w || !(w->classes & TW_WEEKDAY)) return 0;
    if (!(flags(f, t) & (TOK_TITLE | TOK_UPPER))) return low(f, t).n >= 6 ? w->weekday : 0;
    if (has(f, t + 1, TW_PAPER) && !(flags(f, t) & TOK_CASELESS) &&
        flags(f, t + 1) & (TOK_TITLE | TOK_UPPER))
        return 0;
    if (t > f->begin && (is(f, t - 1, "bloody") || is(f, t - 1, "black") || is(f, t - 1, "super")))
        return 0;
    if (low(f, t).n <= 4 && low(f, t).p[low(f, t).n - 1] != '.')
        return (is(f, t + 1, ",") &&
                (month_at(f, t + 2) || flags(f, ATT_MIN(t + 2, f->end - 1)) & TOK_DIGIT)) ||
                       month_at(f, t + 1) || (t > f->begin && is(f, t - 1, "("))
                   ? w->weekday
                   : 0;
    return w->weekday;
}

static uint8_t part_at(const struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    return w && w->classes & TW_PART && !(is(f, t, "midnight")) ? w->part : 0;
}

/* ---- clock */

static uint32_t am_pm(const struct finding *f, uint32_t t, int *half) {
    if (near(f, t, TC_AM)) return *half = 0, t + 1;
    if (near(f, t, TC_PM)) return *half = 1, t + 1;
    return 0;
}

static uint32_t zone(struct finding *f, uint32_t t) {
    if (!has(f, t, TW_ZONE)) return t;
    f->x.zulu = is(f, t, "gmt") || is(f, t, "utc") || is(f, t, "z");
    return t + 1;
}

static bool set_clock(struct finding *f, uint32_t h, uint32_t m, int s) {
    if (h > 24 || m > 59 || s > 59 || (h == 24 && m)) return false;
    f->x.hour = (int8_t)h, f->x.minute = (int8_t)m, f->x.second = (int8_t)s;
    return true;
}

/* "10:30", "10:30:15", "10.30": fields of a clock. */
static bool split_clock(struct str s, uint32_t *h, uint32_t *m, int *sec) {
    struct str part;
    uint32_t v;
    *sec = -1;
    if (!str_next(&s, ':', &part) || part.n > 2 || !num_parse_u32(part, h)) return false;
    if (!str_next(&s, ':', &part) || part.n != 2 || !num_parse_u32(part, m)) return false;
    if (!s.n) return true;
    if (s.n != 2 || !num_parse_u32(s, &v)) return false;
    *sec = (int)v;
    return true;
}

static uint32_t clock_number(struct finding *f, uint32_t t) {
    uint32_t n, h = digits(f, t, &n), m = 0, e = t + 1;
    int half, sec = -1;
    struct str s = low(f, t);
    if (n == 4) { /* 1630 GMT, 1630 hours */
        bool zoned = has(f, t + 1, TW_ZONE), hours = is(f, t + 1, "hours") || is(f, t + 1, "hrs");
        if (!(zoned || hours) || !set_clock(f, h / 100, h % 100, -1)) return 0;
        return zoned ? zone(f, t + 1) : t + 2;
    }
    if (!n && s.n == 7 && str_ends(s, STR("gmt")) && num_parse_u32(str_cut(s, 0, 4), &h)) {
        f->x.zulu = true;
        return set_clock(f, h / 100, h % 100, -1) ? e : 0;
    }
    bool colon = !n && split_clock(s, &h, &m, &sec);
    struct numeral k;
    if (!n && !colon) {
        if (!has(f, t, TW_NUMBER) || !numeral_read(f->c, f->d, t, f->end, &k)) return 0;
        h = (uint32_t)k.value, e = k.end;
        if (!is(f, e, "o'clock") && !am_pm(f, e, &half)) return 0;
    }
    if (is(f, e, "o'clock")) e++, colon = true;
    uint32_t behind = am_pm(f, e, &half);
    bool in_the = is(f, e, "in") && is(f, e + 1, "the") && part_at(f, e + 2);
    if (behind) {
        if (h < 1 || h > 12) return 0;
        h = h % 12 + (half ? 12 : 0), e = behind;
    } else if (in_the && h >= 1 && h <= 12) {
        if (part_at(f, e + 2) != TP_MORNING && h < 12) h += 12;
        e += 3;
    } else if (!colon)
        return 0;
    if (!set_clock(f, h, m, sec)) return 0;
    return zone(f, e);
}

static uint32_t clock_at(struct finding *f, uint32_t t) {
    if (t >= f->end) return 0;
    const struct time_word *w = word(f, t);
    if (w && w->classes & TW_CLOCK) {
        f->x.part = is(f, t, "midnight") ? TP_MIDNIGHT : 0;
        return set_clock(f, w->clock, 0, -1) ? t + 1 : 0;
    }
    if (!(flags(f, t) & TOK_DIGIT) && !(w && w->classes & TW_NUMBER)) return 0;
    return clock_number(f, t);
}

/* ---- dates */

/* ", 1990", "of 1990", "1990" behind a month or day. */
static uint32_t year_behind(struct finding *f, uint32_t t, bool comma) {
    uint32_t at = t;
    if (is(f, at, ",") && comma)
        at++;
    else if (is(f, at, "of"))
        at++;
    if ((is(f, at, "last") || is(f, at, "this") || is(f, at, "next")) && is(f, at + 1, "year")) {
        f->x.has_rel = true, f->x.rel = word(f, at)->relative, f->x.unit = TU_YEAR;
        return at + 2;
    }
    if (year_at(f, at, &f->x.year)) {
        if (at > t && comma && has(f, at + 1, TW_MONTH)) return f->x.year = 0, t;
        return at + 1;
    }
    uint32_t n;
    if (at == t && flags(f, t - 1) & TOK_UPPER && digits(f, t, &n) && n == 2) {
        uint32_t e = short_year(f, t, &f->x.year);
        if (e) return e;
    }
    if (at < f->end && low(f, at).p[0] == '\'') {
        uint32_t e = short_year(f, at, &f->x.year);
        if (e) return e;
    }
    return t;
}

static bool day_fits(const struct finding *f) {
    const struct texpr *x = &f->x;
    return x->day <= calendar_month_days(x->year ? x->year : 2000, x->month);
}

/* "November 7, 2021", "Nov. 7", "November 2021", "November". */
static uint32_t month_first(struct finding *f, uint32_t t) {
    uint8_t m = month_at(f, t);
    if (!m) return 0;
    f->x.kind = TE_DATE, f->x.month = m;
    uint32_t e = t + 1, n;
    if (is(f, e, "the")) e++;
    uint32_t day = month_day(f, e, e > t + 1, &f->x.day);
    if (day) {
        bool clock = is(f, day, ":");
        if (!clock && day_fits(f)) {
            e = year_behind(f, day, true);
            return day_fits(f) ? e : 0;
        }
        f->x.day = 0;
    }
    if (digits(f, t + 1, &n) && n != 4) return 0;
    return year_behind(f, t + 1, false) == t + 1 && is(f, t + 1, ",")
               ? year_behind(f, t + 1, true)
               : year_behind(f, t + 1, false);
}

/* "7 November 2021", "the 7th of November", "19-Nov-12". */
static uint32_t day_first(struct finding *f, uint32_t t) {
    uint32_t e = month_day(f, t, true, &f->x.day);
    if (!e) return 0;
    f->x.kind = TE_DATE;
    if (hyphen(f, e) && has(f, e + 1, TW_MONTH) && hyphen(f, e + 2)) {
        f->x.month = word(f, e + 1)->month;
        uint32_t y = year_at(f, e + 3, &f->x.year) ? e + 4 : short_year(f, e + 3, &f->x.year);
        return y && day_fits(f) ? y : 0;
    }
    bool of = is(f, e, "of") || is(f, e, "-");
    uint8_t m = month_at(f, of ? e + 1 : e);
    if (!m) {
        if (of && is(f, e + 1, "last") && is(f, e + 2, "month")) return 0;
        return f->x.day = 0, 0;
    }
    f->x.month = m;
    e = year_behind(f, of ? e + 2 : e + 1, true);
    return day_fits(f) ? e : 0;
}

/* 2021-11-07[T10:30[:15]][Z], 11/07/2021, 7.11.2021, 02/15/90. */
static uint32_t numeric(struct finding *f, uint32_t t) {
    struct str s = low(f, t);
    if (s.n < 6 || s.n > 20 || !ascii_is_digit(s.p[0])) return 0;
    uint32_t v[3] = {0}, len[3] = {0}, k = 0, i = 0;
    char sep = 0;
    for (; i < s.n; i++) {
        if (ascii_is_digit(s.p[i])) {
            if (++len[k] > 4) return 0;
            v[k] = v[k] * 10 + (uint32_t)(s.p[i] - '0');
        } else if (k < 2 && (s.p[i] == '-' || s.p[i] == '/' || s.p[i] == '.') &&
                   (!sep || sep == s.p[i]))
            sep = s.p[i], k++;
        else
            break;
    }
    if (k != 2 || !len[1] || !len[2] || len[1] > 2) return 0;
    f->x.kind = TE_DATE;
    if (len[0] == 4) {
        if (len[2] > 2) return 0;
        f->x.year = (int32_t)v[0], f->x.month = (uint8_t)v[1], f->x.day = (uint8_t)v[2];
    } else {
        if (len[0] > 2 || (len[2] != 4 && len[2] != 2) || (sep == '.' && len[2] == 2)) return 0;
        bool day_first_form = sep == '.' || (v[0] > 12 && v[1] <= 12);
        f->x.month = (uint8_t)v[day_first_form], f->x.day = (uint8_t)v[!day_first_form];
        f->x.year = (int32_t)(len[2] == 4 ? v[2] : v[2] < 50 ? 2000 + v[2] : 1900 + v[2]);
    }
    if (!calendar_valid(f->x.year, f->x.month, f->x.day)) return 0;
    if (i == s.n) return t + 1;
    if (s.p[i] != 't') return 0;
    struct str rest = str_cut(s, i + 1, s.n);
    if (rest.n && rest.p[rest.n - 1] == 'z') rest.n--, f->x.zulu = true;
    uint32_t h, m;
    int sec;
    return split_clock(rest, &h, &m, &sec) && set_clock(f, h, m, sec) ? t + 1 : 0;
}

static uint32_t date_core(struct finding *f, uint32_t t) {
    if (t >= f->end) return 0;
    struct texpr keep = f->x;
    uint32_t e = 0;
    if (flags(f, t) & TOK_DIGIT) e = numeric(f, t);
    if (!e) f->x = keep, e = month_first(f, t);
    if (!e) f->x = keep, e = day_first(f, t);
    if (!e) f->x = keep;
    return e;
}

/* ---- years, decades, centuries */

static bool plural_next(const struct finding *f, uint32_t t) {
    if (t >= f->end) return false;
    if (near(f, t, TC_COUNTED)) return true;
    struct str s = low(f, t);
    return s.n > 3 && s.p[s.n - 1] == 's' && s.p[s.n - 2] != 's' &&
           ascii_is_lower(f->d->text.p[f->d->tok_b[t]]);
}

static uint32_t era(struct finding *f, uint32_t t) {
    if (is(f, t, "bc") || is(f, t, "bce") || is(f, t, "b.c.") || is(f, t, "b.c")) {
        f->x.bc = true;
        return t + 1;
    }
    return 0;
}

static uint32_t year_alone(struct finding *f, uint32_t t) {
    uint32_t n, v = digits(f, t, &n);
    f->x.kind = TE_DATE;
    if (n && n <= 4 && v) {
        uint32_t e = era(f, t + 1);
        if (e) return f->x.year = (int32_t)v, e;
    }
    if (!year_at(f, t, &f->x.year)) return 0;
    if (flags(f, t) & TOK_PUNCT) return 0;
    bool before = t > f->begin && near(f, t - 1, TC_YEAR_BEFORE);
    if (has(f, t + 1, TW_MEASURE | TW_PERCENT | TW_SCALE | TW_UNITS) || near(f, t + 1, TC_COUNTED))
        return 0;
    if (t > f->begin && has(f, t - 1, TW_MONEY)) return 0;
    if (t > f->begin && hyphen(f, t - 1) && t >= f->begin + 2 && !(flags(f, t - 2) & TOK_DIGIT) &&
        !is(f, t - 2, "post") && !is(f, t - 2, "pre") && !is(f, t - 2, "mid") &&
        !is(f, t - 2, "early") && !is(f, t - 2, "late"))
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
static uint32_t year_words(struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t), *v = word(f, t + 1);
    if (!w || !v || !(w->classes & TW_NUMBER) || w->number < 13 || w->number > 20) return 0;
    struct numeral k;
    if (!(v->classes & TW_NUMBER) || v->number < 10 || hyphen(f, t + 1)) return 0;
    if (!numeral_read(f->c, f->d, t + 1, f->end, &k) || k.value > 99 || k.ordinal) return 0;
    f->x.kind = TE_DATE, f->x.year = (int32_t)(w->number * 100 + k.value);
    return k.end;
}

static uint32_t decade_at(struct finding *f, uint32_t t) {
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
static uint32_t century_at(struct finding *f, uint32_t t) {
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
static uint32_t quarter_at(struct finding *f, uint32_t t) {
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
    if (year_at(f, at, &f->x.year)) return at + 1;
    if (at > e && (is(f, at, "this") || is(f, at, "last") || is(f, at, "next")) &&
        is(f, at + 1, "year")) {
        f->x.has_rel = true, f->x.rel = word(f, at)->relative, f->x.unit = TU_YEAR;
        return at + 2;
    }
    return half && at == e ? 0 : e;
}

static uint32_t season_at(struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    if (!w || !(w->classes & TW_SEASON)) return 0;
    f->x.kind = TE_DATE, f->x.season = w->season;
    uint32_t e = t + 1, at = is(f, e, "of") || is(f, e, ",") ? e + 1 : e;
    if (year_at(f, at, &f->x.year)) return at + 1;
    if (t == f->begin || !near(f, t - 1, TC_SEASON_BEFORE)) return 0;
    bool fall = is(f, t, "fall") || is(f, t, "spring");
    if (fall && is(f, t - 1, "the") && is(f, e, "of")) return 0;
    if (fall && (is(f, t - 1, "the") || is(f, t - 1, "of"))) return is(f, t, "spring") ? e : 0;
    return e;
}

static uint32_t holiday_at(struct finding *f, uint32_t t) {
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
    return year_at(f, best, &f->x.year)                           ? best + 1
           : is(f, best, ",") && year_at(f, best + 1, &f->x.year) ? best + 2
                                                                  : best;
}

/* ---- weekdays and parts of the day with their date */

static uint32_t part_behind(struct finding *f, uint32_t t) {
    uint8_t p = part_at(f, t);
    if (p && f->x.hour < 0) return f->x.part = p, t + 1;
    return t;
}

/* "Sunday[,] November 7", "Sunday night", "last Friday", "Sunday". */
static uint32_t weekday_date(struct finding *f, uint32_t t) {
    uint8_t wd = weekday_at(f, t);
    if (!wd) return 0;
    f->x.kind = TE_DATE, f->x.weekday = wd;
    uint32_t e = part_behind(f, t + 1), at = e;
    if (is(f, at, ",")) at++;
    if (is(f, at, "the")) at++;
    if (is(f, at, "(")) at++;
    struct texpr keep = f->x;
    uint32_t d = date_core(f, at);
    if (d && f->x.day) return d;
    f->x = keep;
    uint8_t day;
    if (is(f, at - 1, "the") && (d = month_day(f, at, true, &day))) return f->x.day = day, d;
    return e;
}

static uint32_t days_at(struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    if (!w || !(w->classes & (TW_DAY | TW_TONIGHT))) return 0;
    f->x.kind = TE_DAYS, f->x.n = w->day;
    if (w->classes & TW_TONIGHT) f->x.part = TP_NIGHT;
    return w->classes & TW_TONIGHT ? t + 1 : part_behind(f, t + 1);
}

/* A day that an hour or part of the day may hang on. */
static uint32_t day_at(struct finding *f, uint32_t t) {
    uint32_t e = weekday_date(f, t);
    if (!e) e = date_core(f, t);
    if (!e) e = days_at(f, t);
    if (e && f->x.kind == TE_DATE && !f->x.day && !f->x.weekday) return 0;
    return e;
}

static uint32_t clock_date(struct finding *f, uint32_t t) {
    uint32_t e = clock_at(f, t);
    if (!e) return 0;
    struct texpr keep = f->x;
    uint32_t at = is(f, e, "on") || is(f, e, ",") ? e + 1 : e;
    uint32_t d = day_at(f, at);
    if (d) return d;
    f->x = keep, f->x.kind = TE_CLOCK;
    return e;
}

/* "the night of November 7", "the morning of the 7th", "this morning", "last night". */
static uint32_t part_date(struct finding *f, uint32_t t) {
    uint8_t p = part_at(f, t);
    if (!p) return 0;
    uint32_t at = is(f, t + 1, "of") || is(f, t + 1, "on") ? t + 2 : t + 1;
    if (is(f, at, "the")) at++;
    struct texpr keep = f->x;
    uint32_t d = at > t + 1 ? day_at(f, at) : 0;
    if (!d) {
        f->x = keep;
        uint8_t day;
        if (at > t + 2 && flags(f, at) & TOK_DIGIT && (d = month_day(f, at, false, &day)))
            f->x.kind = TE_DATE, f->x.day = day;
    }
    if (d) return f->x.part = p, d;
    f->x = keep, f->x.part = p, f->x.kind = TE_CLOCK;
    return t + 1;
}

/* ---- units */

static const struct time_word *unit_at(const struct finding *f, uint32_t t, bool *plural) {
    const struct time_word *w = word(f, t);
    if (!w || !(w->classes & (TW_UNIT | TW_UNITS))) return NULL;
    if (flags(f, t) & TOK_TITLE && t > f->begin && !(flags(f, t) & TOK_CASELESS)) return NULL;
    *plural = w->classes & TW_UNITS;
    return w;
}

static bool read_count(struct finding *f, uint32_t t, uint32_t *e) {
    struct numeral k;
    if (t >= f->end || !numeral_read(f->c, f->d, t, f->end, &k) || k.ordinal) return false;
    if (k.value > 100000) return false;
    f->x.n = k.open ? N_UNKNOWN : (int32_t)k.value, f->x.and_half = k.milli == 500;
    *e = k.end;
    if (is(f, *e, "and") && is(f, *e + 1, "a") && is(f, *e + 2, "half"))
        f->x.and_half = true, *e += 3;
    if (is(f, *e, "1/2")) f->x.and_half = true, ++*e;
    if (is(f, *e, "more") || is(f, *e, "consecutive") || is(f, *e, "straight") || is(f, *e, "full"))
        ++*e;
    return true;
}

/* Behind "n units": "ago", "earlier", "later", "from now". */
static uint32_t shift_behind(struct finding *f, uint32_t e) {
    uint32_t at = hyphen(f, e) ? e + 1 : e;
    if (is(f, at, "ago")) return f->x.kind = TE_SHIFT, f->x.rel = -1, at + 1;
    if (is(f, at, "earlier") || is(f, at, "before") || is(f, at, "previously")) {
        if (is(f, at, "before") && at + 1 < f->end && !(flags(f, at + 1) & TOK_PUNCT)) return e;
        return f->x.kind = TE_SHIFT, f->x.rel = -1, f->x.by_text = true, at + 1;
    }
    if (is(f, at, "later") || is(f, at, "afterward") || is(f, at, "afterwards"))
        return f->x.kind = TE_SHIFT, f->x.rel = 1, f->x.by_text = true, at + 1;
    if (is(f, at, "from") && is(f, at + 1, "now"))
        return f->x.kind = TE_SHIFT, f->x.rel = 1, at + 2;
    return e;
}

/* "two hours", "two-week", "a week", "half an hour", "22-year" (not of "22-year-old"). */
static uint32_t count_units(struct finding *f, uint32_t t) {
    uint32_t e;
    bool plural;
    f->x.kind = TE_DURATION;
    if (is(f, t, "half") && (is(f, t + 1, "a") || is(f, t + 1, "an") || hyphen(f, t + 1)) &&
        unit_at(f, t + 2, &plural)) {
        f->x.n = 0, f->x.and_half = true, f->x.unit = unit_at(f, t + 2, &plural)->unit;
        return t + 3;
    }
    bool the_number = has(f, t, TW_NUMBER | TW_VAGUE | TW_SCALE | TW_MANY) ||
                      flags(f, t) & TOK_DIGIT || is(f, t, "a") || is(f, t, "an");
    if (!the_number || !read_count(f, t, &e)) return 0;
    bool article = e == t + 1 && (is(f, t, "a") || is(f, t, "an"));
    bool joined = hyphen(f, e);
    if (joined)
        e++;
    else if (is(f, e, "-") && !article)
        e++;
    bool old =
        is(f, e, "calendar") || is(f, e, "trading") || is(f, e, "business") || is(f, e, "whole");
    if (old) e++;
    const struct time_word *w = unit_at(f, e, &plural);
    if (!w || (w->unit == TU_SECOND && article) || w->unit == TU_QUARTER) return 0;
    if (w->unit == TU_WEEKEND || (w->unit == TU_NIGHT && article)) return 0;
    if (article && !plural && is(f, e + 1, "of") && w->unit == TU_DAY) return 0;
    f->x.unit = w->unit, e++;
    if (is(f, e, "and") && is(f, e + 1, "a") && is(f, e + 2, "half")) f->x.and_half = true, e += 3;
    if ((hyphen(f, e) && is(f, e + 1, "old")) || is(f, e, "old")) return 0;
    if (hyphen(f, e) && is(f, e + 1, "long")) return e + 2;
    uint32_t s = shift_behind(f, e);
    if (s == e && article && w->unit <= TU_DAY && t > f->begin) {
        uint32_t n;
        if (near(f, t - 1, TC_RATE) || has(f, t - 1, TW_PERCENT | TW_MONEY | TW_SCALE) ||
            (digits(f, t - 1, &n), n))
            f->x.kind = TE_SET;
    }
    return s;
}

/* Bare plurals that last: "for years", "weeks". And "year-ago", "year-earlier". */
static uint32_t bare_units(struct finding *f, uint32_t t) {
    bool plural;
    const struct time_word *w = unit_at(f, t, &plural);
    if (!w) return 0;
    f->x.unit = w->unit;
    if (!plural && hyphen(f, t + 1) && (is(f, t + 2, "ago") || is(f, t + 2, "earlier"))) {
        f->x.kind = TE_SHIFT, f->x.n = 1, f->x.rel = -1, f->x.by_text = is(f, t + 2, "earlier");
        uint32_t e = t + 3;
        bool the = t > f->begin && is(f, t - 1, "the");
        struct texpr keep = f->x;
        uint32_t q = w->unit == TU_YEAR ? quarter_at(f, e) : 0;
        if (q) return f->x.has_rel = true, f->x.rel = -1, f->x.unit = TU_YEAR, q;
        f->x = keep;
        return the && (is(f, e, "quarter") || is(f, e, "period")) ? e + 1 : e;
    }
    if (!plural && (is(f, t, "year")) && hyphen(f, t + 1) && is(f, t + 2, "end"))
        return f->x.kind = TE_DATE, f->x.month = 12, f->x.day = 31, t + 3;
    if (!plural || w->unit >= TU_QUARTER) return 0;
    uint32_t s = shift_behind(f, t + 1);
    f->x.n = N_UNKNOWN;
    if (s != t + 1 || (t > f->begin && near(f, t - 1, TC_LASTING))) {
        if (s == t + 1) f->x.kind = TE_DURATION;
        return s;
    }
    return 0;
}

/* Behind "last", "this", "next", "past", "that": what it is said of. */
static uint32_t rel_behind(struct finding *f, uint32_t t, bool past) {
    uint32_t e;
    bool plural;
    const struct time_word *w;
    struct texpr keep = f->x;
    if (!past) {
        if ((e = weekday_date(f, t))) return e;
        f->x = keep;
        uint8_t m = month_at(f, t);
        if (m)
            return f->x.kind = TE_DATE, f->x.month = m,
                   is(f, t + 1, "'s") ? t + 1
                                      : (f->x.has_rel = true, f->x.rel = keep.rel,
                                         (e = date_core(f, t)) ? e : t + 1);
        f->x = keep;
        if ((e = season_at(f, t))) return e;
        f->x = keep;
        if ((e = holiday_at(f, t))) return e;
        f->x = keep;
        uint8_t p = part_at(f, t);
        if (p) return f->x.kind = TE_CLOCK, f->x.part = p, t + 1;
    }
    if (is(f, t, "fiscal") || is(f, t, "calendar")) t++;
    if (is(f, t, "few") || is(f, t, "several") || is(f, t, "couple") || has(f, t, TW_NUMBER) ||
        flags(f, t) & TOK_DIGIT) {
        if (!read_count(f, t, &e)) return 0;
        if (is(f, e, "of") || hyphen(f, e)) e++;
        w = unit_at(f, e, &plural);
        if (!w) return 0;
        f->x.kind = TE_DURATION, f->x.unit = w->unit;
        return e + 1;
    }
    w = unit_at(f, t, &plural);
    if (!w || (w->unit == TU_SECOND && !plural)) return 0;
    f->x.unit = w->unit;
    if (plural) return f->x.kind = TE_DURATION, f->x.n = N_UNKNOWN, t + 1;
    if (past && w->unit == TU_DECADE) return f->x.kind = TE_DURATION, f->x.n = 1, t + 1;
    f->x.kind = TE_UNIT;
    if (w->unit == TU_YEAR && is(f, t + 1, "'s")) {
        keep = f->x, keep.kind = TE_DATE;
        uint32_t q;
        struct texpr unit = f->x;
        f->x = keep;
        if ((q = quarter_at(f, t + 2))) return f->x.has_rel = true, f->x.rel = keep.rel, q;
        f->x = unit;
    }
    return t + 1;
}

static uint32_t relative_at(struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    uint32_t at = t;
    bool the = false;
    if (is(f, at, "the")) the = true, at++, w = word(f, at);
    if (w && w->classes & TW_PAST) {
        f->x.has_rel = true, f->x.rel = -1;
        return rel_behind(f, at + 1, true);
    }
    if (w && w->classes & TW_RELATIVE && !is(f, at, "current") && !is(f, at, "following")) {
        f->x.has_rel = true, f->x.rel = w->relative;
        if (the && (w->relative == 1 || is(f, at, "previous") || is(f, at, "preceding")))
            f->x.by_text = true;
        if (is(f, at, "previous") || is(f, at, "preceding")) f->x.by_text = true;
        return rel_behind(f, at + 1, false);
    }
    if (the && is(f, at, "following")) {
        f->x.has_rel = f->x.by_text = true, f->x.rel = 1;
        return rel_behind(f, at + 1, false);
    }
    if (is(f, at, "current") && (has(f, at + 1, TW_UNIT) || is(f, at + 1, "fiscal"))) {
        f->x.has_rel = true;
        return rel_behind(f, at + 1, false);
    }
    if (is(f, at, "that") || is(f, at, "same")) {
        if (is(f, at, "that") && is(f, at + 1, "same")) at++;
        const struct time_word *u = word(f, at + 1);
        if (!u || !(u->classes & (TW_UNIT | TW_PART)) || u->unit == TU_SECOND) return 0;
        f->x.that = f->x.by_text = true, f->x.has_rel = true;
        f->x.kind = u->classes & TW_PART ? TE_CLOCK : TE_UNIT, f->x.unit = u->unit,
        f->x.part = u->part;
        return at + 2;
    }
    if (the && has(f, at, TW_UNIT)) {
        const struct time_word *u = word(f, at);
        if (u->unit != TU_QUARTER && u->unit != TU_WEEKEND && u->unit != TU_YEAR &&
            u->unit != TU_WEEK)
            return 0;
        if (near(f, at + 1, TC_PLAIN)) return 0;
        f->x.kind = TE_UNIT, f->x.unit = u->unit, f->x.has_rel = true,
        f->x.that = u->unit != TU_WEEKEND;
        f->x.by_text = true;
        return at + 1;
    }
    if (the && (is(f, at, "fiscal") || is(f, at, "full") || is(f, at, "calendar")) &&
        is(f, at + 1, "year")) {
        f->x.kind = TE_UNIT, f->x.unit = TU_YEAR, f->x.has_rel = f->x.that = f->x.by_text = true;
        return at + 2;
    }
    if (the && is(f, at, "latest") && (is(f, at + 1, "quarter") || is(f, at + 1, "period"))) {
        f->x.kind = TE_UNIT, f->x.unit = TU_QUARTER, f->x.has_rel = f->x.that = f->x.by_text = true;
        return at + 2;
    }
    return 0;
}

/* ---- sets and references */

static uint32_t set_at(struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    if (!w) return 0;
    f->x.kind = TE_SET;
    if (w->classes & TW_SET) {
        if (flags(f, t) & TOK_TITLE && t > f->begin) return 0;
        return f->x.set = w->value, t + 1;
    }
    if (w->classes & TW_WEEKDAYS) return f->x.weekday = w->weekday, t + 1;
    if (!(w->classes & TW_SET_WORD)) return 0;
    uint32_t e = t + 1;
    bool plural;
    f->x.n = 1;
    uint8_t wd = weekday_at(f, e);
    if (month_at(f, e)) return f->x.month = month_at(f, e), e + 1;
    if (wd) return f->x.weekday = wd, part_behind(f, e + 1);
    const struct time_word *u = unit_at(f, e, &plural);
    if (!u) {
        struct texpr keep = f->x;
        if (part_at(f, e)) return f->x.part = part_at(f, e), f->x.unit = TU_DAY, e + 1;
        if (!read_count(f, e, &e) || !(u = unit_at(f, e, &plural))) return f->x = keep, 0;
    }
    f->x.unit = u->unit;
    return e + 1;
}

static uint32_t ref_at(struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    if (!w || !(w->classes & (TW_REF | TW_ADJREF))) {
        bool the = is(f, t, "the");
        if (the && (is(f, t + 1, "past") || is(f, t + 1, "future") || is(f, t + 1, "present")) &&
            t + 2 <= f->end && (t + 2 == f->end || !word(f, t + 2)) &&
            (t + 2 == f->end || flags(f, t + 2) & TOK_PUNCT ||
             !ascii_is_alpha(low(f, t + 2).p[0]) || is(f, t + 2, "of") || is(f, t + 2, "and") ||
             is(f, t + 2, "to"))) {
            f->x.kind = TE_REF;
            f->x.ref = is(f, t + 1, "past")     ? TR_PAST
                       : is(f, t + 1, "future") ? TR_FUTURE
                                                : TR_PRESENT;
            return t + 2;
        }
        return 0;
    }
    f->x.kind = TE_REF, f->x.ref = w->ref;
    bool plural;
    if (is(f, t, "recent") && unit_at(f, t + 1, &plural) && plural) {
        f->x.kind = TE_DURATION, f->x.n = N_UNKNOWN, f->x.unit = word(f, t + 1)->unit;
        return t + 2;
    }
    if (w->classes & TW_ADJREF && flags(f, t) & TOK_TITLE && t > f->begin) return 0;
    if (is(f, t, "now") && is(f, t + 1, "that")) return 0;
    if (is(f, t, "future") && !(t > f->begin && (is(f, t - 1, "near") || is(f, t - 1, "in"))))
        return 0;
    return t + 1;
}

/* ---- all of them */

typedef uint32_t reader(struct finding *, uint32_t);

static uint32_t date_or_weekday(struct finding *f, uint32_t t) {
    struct texpr keep = f->x;
    uint32_t e = weekday_date(f, t);
    if (!e) f->x = keep, e = date_core(f, t);
    if (!e) return f->x = keep, 0;
    keep = f->x;
    if (f->x.kind == TE_DATE && f->x.day && f->x.hour < 0) { /* "November 7 at 10:30 a.m." */
        uint32_t at = is(f, e, "at") || is(f, e, ",") ? e + 1 : e;
        uint32_t k = at > e ? clock_at(f, at) : 0;
        if (k) return k;
        f->x = keep;
        uint8_t p = part_at(f, e);
        if (p) return f->x.part = p, e + 1;
    } else if (f->x.weekday && f->x.hour < 0 && is(f, e, "at")) {
        uint32_t k = clock_at(f, e + 1);
        if (k) return k;
        f->x = keep;
    }
    return e;
}

static uint32_t fiscal_year(struct finding *f, uint32_t t) {
    if (!is(f, t, "fiscal")) return 0;
    f->x.kind = TE_DATE, f->x.fiscal = true;
    uint32_t at = is(f, t + 1, "year") ? t + 2 : t + 1;
    return year_at(f, at, &f->x.year) ? at + 1 : 0;
}

static uint32_t core(struct finding *f, uint32_t t, struct texpr *best) {
    static reader *const readers[] = {
        date_or_weekday, clock_date,  part_date,  days_at,    relative_at, quarter_at,
        fiscal_year,     century_at,  decade_at,  year_alone, year_words,  season_at,
        holiday_at,      count_units, bare_units, set_at,     ref_at};
    uint32_t longest = 0;
    struct texpr blank = {.b = t, .hour = -1, .minute = -1, .second = -1};
    if (t >= f->end) return 0;
    for (uint32_t i = 0; i < COUNT_OF(readers); i++) {
        f->x = blank;
        uint32_t e = readers[i](f, t);
        if (e > longest && f->x.kind != TE_NONE) longest = e, *best = f->x;
    }
    return longest;
}

/* A token that can begin an expression. */
static bool opens(const struct texpr_text *x, uint32_t t) {
    static const uint32_t no = TW_PERCENT | TW_MONEY | TW_MEASURE | TW_FUTURE | TW_ZONE | TW_PAPER;
    if (x->word[t] && x->word[t]->classes & ~no) return true;
    uint8_t flags = x->d->tok_flags[t];
    if (flags & TOK_DIGIT) return true;
    if (flags & TOK_PUNCT) return false;
    struct str s = x->d->tok_low[t];
    switch (s.n) {
    case 1: return s.p[0] == 'a';
    case 2: return !memcmp(s.p, "an", 2);
    case 3:
        if (!memcmp(s.p, "the", 3)) return true;
        break;
    case 4:
        if (!memcmp(s.p, "that", 4) || !memcmp(s.p, "same", 4) || !memcmp(s.p, "half", 4))
            return true;
        break;
    default:
        if (s.n > 4 && !memcmp(s.p, "mid-", 4)) return true;
        if (str_eq(s, STR("fiscal"))) return true;
    }
    return flags & (TOK_TITLE | TOK_UPPER) && calendar_holiday_starts(x->c, s);
}

void texpr_text_init(struct texpr_text *x, const struct calendar *c, const struct doc *d,
                     struct arena *a) {
    x->c = c, x->d = d;
    x->word = arena_array(a, const struct time_word *, d->n_tok);
    for (uint32_t t = 0; t < d->n_tok; t++)
        if (!(d->tok_flags[t] & TOK_PUNCT) || d->tok_low[t].p[0] == '$' ||
            d->tok_low[t].p[0] == '%' || (unsigned char)d->tok_low[t].p[0] >= 0x80)
            x->word[t] = calendar_word(c, d->tok_low[t]);
}

/* "mid-November" is one token: what stands behind the hyphen. */
static bool mid_token(struct finding *f, uint32_t t, struct texpr *best) {
    struct str s = f->d->tok_low[t];
    if (s.n < 6 || memcmp(s.p, "mid-", 4) != 0) return false;
    struct str rest = str_cut(s, 4, s.n);
    struct texpr x = {.b = t, .hour = -1, .minute = -1, .second = -1, .kind = TE_DATE};
    const struct time_word *w = calendar_word(f->c, rest);
    uint32_t v;
    if (w && w->classes & TW_MONTH)
        x.month = w->month;
    else if (w && w->classes & TW_SEASON)
        x.season = w->season;
    else if (rest.n == 4 && num_parse_u32(rest, &v) && v >= 1000 && v < 3000)
        x.year = (int32_t)v;
    else if (rest.n == 5 && rest.p[4] == 's' && num_parse_u32(str_cut(rest, 0, 4), &v))
        x.kind = TE_DECADE, x.year = (int32_t)v;
    else
        return false;
    f->x = x;
    x.e = x.month && !x.year ? year_behind(f, t + 1, false) : t + 1;
    x.year = f->x.year ? f->x.year : x.year;
    *best = x;
    return true;
}

/* Tokens of "the end of", "early", "late", "earlier" before an expression that takes them. */
static uint32_t prefix(struct finding *f, uint32_t t) {
    uint32_t at = t;
    if (is(f, at, "the")) at++;
    if (has(f, at, TW_MODIFIER)) {
        at++;
        if (hyphen(f, at)) return at + 1;
        if (is(f, at, "in")) return at + 1;
        if (is(f, at, "of"))
            at++;
        else if (!has(f, t, TW_MODIFIER) && !is(f, at - 1, "early") && !is(f, at - 1, "late"))
            return 0;
        return at;
    }
    if (at == t && has(f, at, TW_EARLIER)) return at + 1;
    return 0;
}

static bool takes_prefix(const struct texpr *x) {
    switch (x->kind) {
    case TE_DATE: return true;
    case TE_DECADE:
    case TE_CENTURY:
    case TE_UNIT:
    case TE_DAYS:
    case TE_HOLIDAY: return true;
    case TE_CLOCK: return x->part && x->hour < 0;
    default: return false;
    }
}

bool texpr_find(const struct texpr_text *text, uint32_t begin, uint32_t t, uint32_t end,
                struct texpr *out) {
    if (!opens(text, t)) return false;
    struct finding f = {
        .c = text->c, .d = text->d, .words = text->word, .begin = begin, .end = end};
    if (mid_token(&f, t, out)) return true;
    uint32_t e = core(&f, t, out), p = prefix(&f, t);
    if (p) {
        struct texpr x = {0};
        uint32_t pe = core(&f, p, &x);
        if (!pe && is(&f, p, "the")) pe = core(&f, p + 1, &x);
        if (pe > e && takes_prefix(&x)) e = pe, *out = x;
    }
    if (!e && is(&f, t, "the")) { /* an article that belongs to it */
        struct texpr x = {0};
        e = core(&f, t + 1, &x);
        bool article =
            x.kind == TE_DECADE || x.kind == TE_CENTURY || x.kind == TE_DURATION ||
            (x.kind == TE_CLOCK && x.part) || x.kind == TE_SHIFT ||
            (x.kind == TE_DATE && (x.quarter || x.season || x.part || x.day || x.half || x.fiscal));
        if (!e || !article || (x.kind == TE_DURATION && (x.n == 1 || hyphen(&f, e - 2))))
            return false;
        if (x.kind == TE_CLOCK && !has(&f, t + 1, TW_PART)) return false;
        *out = x;
    }
    if (!e) return false;
    out->b = t, out->e = e;
    return true;
}
