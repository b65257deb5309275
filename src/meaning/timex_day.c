#include "base/base.h"

#include "meaning/timex_read.h"

/* ---- weekdays and parts of the day with their date */

uint32_t tx_part_behind(struct finding *f, uint32_t t) {
    uint8_t p = tx_part_at(f, t);
    if (p && f->x.hour < 0) return f->x.part = p, t + 1;
    return t;
}

/* "Sunday[,] November 7", "Sunday night", "last Friday", "Sunday". */
uint32_t tx_weekday_date(struct finding *f, uint32_t t) {
    uint8_t wd = tx_weekday_at(f, t);
    if (!wd) return 0;
    f->x.kind = TE_DATE, f->x.weekday = wd;
    uint32_t e = tx_part_behind(f, t + 1), at = e;
    if (is(f, at, ",")) at++;
    if (is(f, at, "the")) at++;
    if (is(f, at, "(")) at++;
    struct texpr keep = f->x;
    uint32_t d = tx_date_core(f, at);
    if (d && f->x.day) return d;
    f->x = keep;
    uint8_t day;
    if (is(f, at - 1, "the") && (d = tx_month_day(f, at, true, &day))) return f->x.day = day, d;
    return e;
}

uint32_t tx_days_at(struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    if (!w || !(w->classes & (TW_DAY | TW_TONIGHT))) return 0;
    f->x.kind = TE_DAYS, f->x.n = w->day;
    if (w->classes & TW_TONIGHT) f->x.part = TP_NIGHT;
    return w->classes & TW_TONIGHT ? t + 1 : tx_part_behind(f, t + 1);
}

/* A day that an hour or part of the day may hang on. */
static uint32_t day_at(struct finding *f, uint32_t t) {
    uint32_t e = tx_weekday_date(f, t);
    if (!e) e = tx_date_core(f, t);
    if (!e) e = tx_days_at(f, t);
    if (e && f->x.kind == TE_DATE && !f->x.day && !f->x.weekday) return 0;
    return e;
}

uint32_t tx_clock_date(struct finding *f, uint32_t t) {
    uint32_t e = tx_clock_at(f, t);
    if (!e) return 0;
    struct texpr keep = f->x;
    uint32_t at = is(f, e, "on") || is(f, e, ",") ? e + 1 : e;
    uint32_t d = day_at(f, at);
    if (d) return d;
    f->x = keep, f->x.kind = TE_CLOCK;
    return e;
}

/* "the night of November 7", "the morning of the 7th", "this morning", "last night". */
uint32_t tx_part_date(struct finding *f, uint32_t t) {
    uint8_t p = tx_part_at(f, t);
    if (!p) return 0;
    uint32_t at = is(f, t + 1, "of") || is(f, t + 1, "on") ? t + 2 : t + 1;
    if (is(f, at, "the")) at++;
    struct texpr keep = f->x;
    uint32_t d = at > t + 1 ? day_at(f, at) : 0;
    if (!d) {
        f->x = keep;
        uint8_t day;
        if (at > t + 2 && flags(f, at) & TOK_DIGIT && (d = tx_month_day(f, at, false, &day)))
            f->x.kind = TE_DATE, f->x.day = day;
    }
    if (!d && at > t + 1) { /* "the night of 7 to 8 November": it begins on the 7th */
        f->x = keep;
        d = tx_range_begin(f, at);
        if (d && (f->x.kind != TE_DATE || !f->x.day)) d = 0;
    }
    if (d) return f->x.part = p, d;
    f->x = keep, f->x.part = p, f->x.kind = TE_CLOCK;
    return t + 1;
}

uint32_t tx_date_or_weekday(struct finding *f, uint32_t t) {
    struct texpr keep = f->x;
    uint32_t e = tx_weekday_date(f, t);
    if (!e) f->x = keep, e = tx_date_core(f, t);
    if (!e) return f->x = keep, 0;
    keep = f->x;
    if (f->x.kind == TE_DATE && f->x.day && f->x.hour < 0) { /* "November 7 at 10:30 a.m." */
        uint32_t at = is(f, e, "at") || is(f, e, ",") ? e + 1 : e;
        uint32_t k = at > e ? tx_clock_at(f, at) : 0;
        if (k) return k;
        f->x = keep;
        uint8_t p = tx_part_at(f, e);
        if (p) return f->x.part = p, e + 1;
    } else if (f->x.weekday && f->x.hour < 0 && is(f, e, "at")) {
        uint32_t k = tx_clock_at(f, e + 1);
        if (k) return k;
        f->x = keep;
    }
    return e;
}
