#include "base/base.h"

#include "meaning/timex_put.h"

#include "language/tags.h"

/* ---- days as numbers */

int64_t tv_number_of(struct day d) {
    return civil_days(d.year, d.month, d.day);
}

struct day tv_day_of(int64_t n) {
    int32_t y;
    uint32_t m, d;
    civil_date(n, &y, &m, &d);
    return (struct day){(int16_t)y, (uint8_t)m, (uint8_t)d};
}

bool tv_known(struct day d) {
    return d.year && d.month && d.day;
}

/* Where relative times of the text are counted from: the last time of the text, else publication.
 */
struct day tv_text_day(const struct anchor *a) {
    return tv_known(a->at) || a->narrative ? a->at : a->now;
}
struct day tv_base_day(const struct anchor *a, bool by_text) {
    return by_text || a->narrative ? tv_text_day(a) : a->now;
}
int32_t tv_base_year(const struct anchor *a, bool by_text) {
    if (a->narrative) return a->at.year;
    bool text = by_text || !a->now.year;
    return text && a->at.year ? a->at.year : a->now.year;
}

/* A verb in the past by its tag or, without tags, by its form. */
static bool is_past(const struct doc *d, uint32_t t) {
    if (d->xpos) return d->xpos[t] == XPOS_VBD;
    struct str s = d->tok_low[t];
    return (s.n > 4 && str_ends(s, STR("ed"))) || str_eq_c(s, "said") || str_eq_c(s, "was") ||
           str_eq_c(s, "were") || str_eq_c(s, "had");
}

/* -1 past, 1 future, 0 not told: the verb before token t, else the one behind it. */
int tv_tense_around(const struct anchor *a, uint32_t t) {
    const struct doc *d = a->d;
    uint32_t from = t > a->sent_b + 8 ? t - 8 : a->sent_b, to = ATT_MIN(a->sent_e, t + 8);
    for (uint32_t k = t; k-- > from;) {
        const struct time_word *w = calendar_word(a->c, d->tok_low[k]);
        if (w && w->classes & TW_FUTURE) return 1;
        if (is_past(d, k)) return -1;
    }
    for (uint32_t k = t + 1; k < to; k++) {
        const struct time_word *w = calendar_word(a->c, d->tok_low[k]);
        if (w && w->classes & TW_FUTURE) return 1;
        if (is_past(d, k)) return -1;
    }
    return 0;
}

/* ---- writing */

void tv_put_period(struct timex *t, int64_t from, int64_t to, enum time_precision p) {
    t->from = tv_day_of(from), t->to = tv_day_of(to), t->precision = (uint8_t)p;
}

void tv_put_year(struct anchor *a, struct timex *t, int32_t year) {
    t->value = arena_printf(a->d->a, "%04d", year);
    if (year < 1000 || year > 2999) return;
    tv_put_period(t, civil_days(year, 1, 1), civil_days(year, 12, 31), PRECISION_YEAR);
}

void tv_put_month(struct anchor *a, struct timex *t, int32_t year, uint32_t month) {
    if (!year) {
        t->value = arena_printf(a->d->a, "XXXX-%02u", month);
        return;
    }
    t->value = arena_printf(a->d->a, "%04d-%02u", year, month);
    tv_put_period(t, civil_days(year, month, 1),
                  civil_days(year, month, civil_month_days(year, month)), PRECISION_MONTH);
}

const char *tv_part_name(uint8_t part) {
    static const char *const name[] = {"", "TMO", "TAF", "TEV", "TNI", "T24:00", "TDT"};
    return name[part];
}

/* The hour or part of the day behind a date's value; type TIME. */
void tv_put_clock(struct anchor *a, struct timex *t, const struct texpr *x) {
    if (x->hour < 0 && !x->part) return;
    t->type = TIMEX_TIME;
    struct arena *m = a->d->a;
    if (x->hour < 0 || x->part == TP_MIDNIGHT) {
        t->value = arena_printf(m, "%.*s%s", STR_ARG(t->value), tv_part_name(x->part));
        return;
    }
    t->precision = PRECISION_TIME;
    const char *z = x->zulu ? "Z" : "";
    if (x->second >= 0)
        t->value = arena_printf(m, "%.*sT%02d:%02d:%02d%s", STR_ARG(t->value), x->hour, x->minute,
                                x->second, z);
    else
        t->value = arena_printf(m, "%.*sT%02d:%02d%s", STR_ARG(t->value), x->hour, x->minute, z);
}

void tv_put_day(struct anchor *a, struct timex *t, struct day d) {
    if (!d.day) {
        t->value = STR("XXXX-XX-XX");
        return;
    }
    if (!d.year) {
        t->value = arena_printf(a->d->a, "XXXX-%02u-%02u", d.month, d.day);
        return;
    }
    t->value = arena_printf(a->d->a, "%04d-%02u-%02u", d.year, d.month, d.day);
    t->from = t->to = d, t->precision = PRECISION_DAY;
}

void tv_put_quarter(struct anchor *a, struct timex *t, int32_t year, uint32_t q) {
    t->value = arena_printf(a->d->a, "%04d-Q%u", year, q);
    tv_put_period(t, civil_days(year, q * 3 - 2, 1),
                  civil_days(year, q * 3, civil_month_days(year, q * 3)), PRECISION_MONTH);
    a->quarter = true, a->quarter_year = year, a->quarter_n = (uint8_t)q;
}

void tv_put_week(struct anchor *a, struct timex *t, int64_t day, bool weekend) {
    int32_t year;
    uint32_t w = civil_week(day, &year);
    int64_t monday = day - (int64_t)civil_weekday(day) + 1;
    t->value = arena_printf(a->d->a, "%04d-W%02u%s", year, w, weekend ? "-WE" : "");
    tv_put_period(t, weekend ? monday + 5 : monday, monday + 6,
                  weekend ? PRECISION_DAY : PRECISION_WEEK);
}
