#include "base/base.h"

#include "meaning/timex_read.h"

/* ---- parts */

bool tx_year_at(const struct finding *f, uint32_t t, int32_t *year) {
    uint32_t n, v = digits(f, t, &n);
    if (n != 4 || v < 1000 || v > 2999) return false;
    *year = (int32_t)v;
    return true;
}

static bool apostrophe(const struct finding *f, uint32_t t) {
    return is(f, t, "'") || is(f, t, "\xe2\x80\x99") || is(f, t, "\xe2\x80\x98");
}

bool tx_no_such_day(const struct finding *f, uint32_t t, uint32_t month) {
    uint32_t n, v = digits(f, t, &n);
    const struct time_word *w = word(f, month);
    return n && n <= 2 && w && w->classes & TW_MONTH && v > civil_month_days(2000, w->month);
}

uint32_t tx_apostrophe_year(const struct finding *f, uint32_t t, int32_t *year) {
    if (!apostrophe(f, t) || flags(f, t + 1) & TOK_SPACE_BEFORE) return 0;
    return tx_short_year(f, t, year);
}

uint32_t tx_short_year(const struct finding *f, uint32_t t, int32_t *year) {
    uint32_t n, at = t;
    if (apostrophe(f, t)) at++;
    uint32_t v = digits(f, at, &n);
    if (n != 2) return 0;
    *year = (int32_t)(v < 50 ? 2000 + v : 1900 + v);
    return at + 1;
}

/* 1..31 in digits or as an ordinal in digits; words where `words`. */
uint32_t tx_month_day(const struct finding *f, uint32_t t, bool words, uint8_t *day) {
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
uint8_t tx_month_at(const struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    if (!w || !(w->classes & TW_MONTH)) return 0;
    uint8_t form = flags(f, t);
    uint32_t n;
    bool number = digits(f, t + 1, &n) && n != 3;
    if (!number && t > f->begin && digits(f, t - 1, &n) && n <= 2) number = true;
    if (number || (hyphen(f, t + 1) && hyphen(f, t - 1))) return w->month;
    bool capital = form & (TOK_TITLE | TOK_UPPER);
    bool may = near(f, t, TC_ALSO_VERB);
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
        near(f, t, TC_ALSO_NAME) &&
        !(t > f->begin && near(f, t - 1, TC_DATE_BEFORE) && !is(f, t - 1, "and")))
        return 0;
    return w->month;
}

uint8_t tx_weekday_at(const struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    if (!w || !(w->classes & TW_WEEKDAY)) return 0;
    if (!(flags(f, t) & (TOK_TITLE | TOK_UPPER))) return low(f, t).n >= 6 ? w->weekday : 0;
    if (has(f, t + 1, TW_PAPER) && !(flags(f, t) & TOK_CASELESS) &&
        flags(f, t + 1) & (TOK_TITLE | TOK_UPPER))
        return 0;
    if (t > f->begin && near(f, t - 1, TC_NAMED_DAY)) return 0;
    if (low(f, t).n <= 4 && low(f, t).p[low(f, t).n - 1] != '.')
        return (is(f, t + 1, ",") &&
                (tx_month_at(f, t + 2) || flags(f, ATT_MIN(t + 2, f->end - 1)) & TOK_DIGIT)) ||
                       tx_month_at(f, t + 1) || (t > f->begin && is(f, t - 1, "("))
                   ? w->weekday
                   : 0;
    return w->weekday;
}

uint8_t tx_part_at(const struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    return w && w->classes & TW_PART && !(is(f, t, "midnight")) ? w->part : 0;
}

/* ---- dates */

/* ", 1990", "of 1990", "1990" behind a month or day. */
uint32_t tx_year_behind(struct finding *f, uint32_t t, bool comma) {
    uint32_t at = t;
    if (is(f, at, ",") && comma)
        at++;
    else if (is(f, at, "of"))
        at++;
    if ((is(f, at, "last") || is(f, at, "this") || is(f, at, "next")) && is(f, at + 1, "year")) {
        f->x.has_rel = true, f->x.rel = word(f, at)->relative, f->x.unit = TU_YEAR;
        return at + 2;
    }
    if (tx_year_at(f, at, &f->x.year)) {
        if (at > t && comma && has(f, at + 1, TW_MONTH)) return f->x.year = 0, t;
        return at + 1;
    }
    uint32_t n;
    if (at == t && flags(f, t - 1) & TOK_UPPER && digits(f, t, &n) && n == 2) {
        uint32_t e = tx_short_year(f, t, &f->x.year);
        if (e) return e;
    }
    uint32_t e = tx_apostrophe_year(f, at, &f->x.year);
    return e ? e : t;
}

static bool day_fits(const struct finding *f) {
    const struct texpr *x = &f->x;
    return x->day <= civil_month_days(x->year ? x->year : 2000, x->month);
}

/* "November 7, 2021", "Nov. 7", "November 2021", "November". */
static uint32_t month_first(struct finding *f, uint32_t t) {
    uint8_t m = tx_month_at(f, t);
    if (!m) return 0;
    f->x.kind = TE_DATE, f->x.month = m;
    uint32_t e = t + 1, n;
    if (is(f, e, "the")) e++;
    uint32_t day = tx_month_day(f, e, e > t + 1, &f->x.day);
    if (day) {
        bool clock = is(f, day, ":");
        if (!clock && day_fits(f)) {
            e = tx_year_behind(f, day, true);
            return day_fits(f) ? e : 0;
        }
        f->x.day = 0;
    }
    if ((digits(f, t + 1, &n) && n != 4) || tx_no_such_day(f, t - 1, t)) return 0;
    return tx_year_behind(f, t + 1, false) == t + 1 && is(f, t + 1, ",")
               ? tx_year_behind(f, t + 1, true)
               : tx_year_behind(f, t + 1, false);
}

/* "7 November 2021", "the 7th of November", "19-Nov-12". */
static uint32_t day_first(struct finding *f, uint32_t t) {
    uint32_t e = tx_month_day(f, t, true, &f->x.day);
    if (!e) return 0;
    f->x.kind = TE_DATE;
    if (hyphen(f, e) && has(f, e + 1, TW_MONTH) && hyphen(f, e + 2)) {
        f->x.month = word(f, e + 1)->month;
        uint32_t y = tx_year_at(f, e + 3, &f->x.year) ? e + 4 : tx_short_year(f, e + 3, &f->x.year);
        return y && day_fits(f) ? y : 0;
    }
    bool of = is(f, e, "of") || is(f, e, "-");
    uint8_t m = tx_month_at(f, of ? e + 1 : e);
    if (!m) {
        if (of && is(f, e + 1, "last") && is(f, e + 2, "month")) return 0;
        return f->x.day = 0, 0;
    }
    f->x.month = m;
    e = tx_year_behind(f, of ? e + 2 : e + 1, true);
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
    if (!civil_valid(f->x.year, f->x.month, f->x.day)) return 0;
    if (i == s.n) return t + 1;
    if (s.p[i] != 't') return 0;
    struct str rest = str_cut(s, i + 1, s.n);
    if (rest.n && rest.p[rest.n - 1] == 'z') rest.n--, f->x.zulu = true;
    uint32_t h, m;
    int sec;
    return tx_split_clock(rest, &h, &m, &sec) && tx_set_clock(f, h, m, sec) ? t + 1 : 0;
}

uint32_t tx_date_core(struct finding *f, uint32_t t) {
    if (t >= f->end) return 0;
    struct texpr keep = f->x;
    uint32_t e = 0;
    if (flags(f, t) & TOK_DIGIT) e = numeric(f, t);
    if (!e) f->x = keep, e = month_first(f, t);
    if (!e) f->x = keep, e = day_first(f, t);
    if (!e) f->x = keep;
    return e;
}
