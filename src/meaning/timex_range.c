#include "base/base.h"

#include "meaning/timex_read.h"

/* ---- what stands between the ends */

static bool range_to(const struct finding *f, uint32_t t) {
    return near(f, t, TC_RANGE_TO);
}

static bool list_and(const struct finding *f, uint32_t t) {
    return near(f, t, TC_LIST_AND);
}

static bool in_list(const struct finding *f, uint32_t t) {
    return list_and(f, t) || is(f, t, ",");
}

/* A dash, whatever spaces stand around it. */
static bool dash(const struct finding *f, uint32_t t) {
    return range_to(f, t) && flags(f, t) & TOK_PUNCT;
}

static bool behind_from(const struct finding *f, uint32_t t) {
    return t > f->begin && near(f, t - 1, TC_RANGE_FROM);
}

/* A day's number that no noun follows: "Nov. 5 and 6 in Kabul", not "Nov. 5 and 6 soldiers". */
static bool closed(const struct finding *f, uint32_t t) {
    int32_t year;
    return t >= f->end || flags(f, t) & TOK_PUNCT || tx_year_at(f, t, &year) ||
           near(f, t, TC_PHRASE_END);
}

/* ---- days that share a month */

/* Token behind the month's name that a chain "5, 6 and 7 November" comes to from its day at t;
 * *last = its last day. */
static uint32_t chain_to_month(const struct finding *f, uint32_t t, uint32_t *last) {
    enum { LINKS = 4 };
    uint8_t day, next;
    uint32_t e = tx_month_day(f, t, false, &day);
    for (uint32_t k = 0; e && k < LINKS; k++) {
        if (!range_to(f, e) && !in_list(f, e)) return 0;
        *last = is(f, e, ",") && is(f, e + 1, "and") ? e + 2 : e + 1;
        e = tx_month_day(f, *last, false, &next);
        if (!e || next <= day) return 0;
        day = next;
        uint32_t m = is(f, e, "of") ? e + 1 : e;
        if (tx_month_at(f, m)) return m + 1;
    }
    return 0;
}

/* A bare number that stands where a day can: behind "on" or "from", joined by a dash to the day
 * behind it, or a member of a list of days. */
static bool stands_as_day(const struct finding *f, uint32_t t, uint32_t e) {
    if (low(f, t).n > 2 || dash(f, e)) return true; /* "5th" */
    if (t == f->begin) return false;
    if (near(f, t - 1, TC_DATE_BEFORE) && !is(f, t - 1, "that") && !is(f, t - 1, "and"))
        return true;
    uint8_t day, before;
    return t >= f->begin + 2 && in_list(f, t - 1) && tx_month_day(f, t, false, &day) &&
           tx_month_day(f, t - 2, false, &before) && before < day;
}

static uint32_t first_days(struct finding *f, uint32_t t) {
    uint8_t day;
    uint32_t e = tx_month_day(f, t, false, &day), last = 0, n, month = chain_to_month(f, t, &last);
    if (!month || !stands_as_day(f, t, e)) return 0;
    if (digits(f, month, &n) && n < 3) return 0; /* "a 2-3 May 5": the month has its own day */
    if (!tx_date_core(f, last) || f->x.kind != TE_DATE || !f->x.month) return 0;
    f->x.day = day;
    return e;
}

/* ---- hours that share a half of the day */

static uint32_t first_hours(struct finding *f, uint32_t t) {
    uint32_t n, h = digits(f, t, &n);
    bool joined = dash(f, t + 1);
    if (!n || h < 1 || h > 12 || !(range_to(f, t + 1) || is(f, t + 1, "and"))) return 0;
    if (!joined && !behind_from(f, t)) return 0;
    if (!tx_clock_date(f, t + 2) || f->x.hour < 0) return 0;
    uint32_t second = (uint32_t)f->x.hour % 12;
    int half;
    bool said = tx_am_pm(f, t + 3, &half);
    if (!said) return 0;
    bool same = h % 12 < second;
    uint32_t noon = (f->x.hour >= 12) == same ? 12 : 0;
    f->x.hour = (int8_t)(h % 12 + noon), f->x.minute = 0, f->x.second = -1;
    return t + 1;
}

uint32_t tx_range_begin(struct finding *f, uint32_t t) {
    if (!(flags(f, t) & TOK_DIGIT)) return 0;
    struct texpr keep = f->x;
    uint32_t e = first_days(f, t);
    if (e) return e;
    f->x = keep;
    return first_hours(f, t);
}

/* ---- counts */

uint32_t tx_count_on(struct finding *f, uint32_t t, uint32_t e) {
    bool or = is(f, e, "or"), between = is(f, e, "and") && behind_from(f, t);
    struct numeral k;
    if (!range_to(f, e) && ! or &&!between) return e;
    if (!(flags(f, e + 1) & TOK_DIGIT) && !has(f, e + 1, TW_NUMBER)) return e;
    if (f->x.n < 0 || !numeral_read(f->c, f->d, e + 1, f->end, &k) || k.ordinal) return e;
    if (k.value <= (uint64_t)f->x.n || k.value > 100000) return e;
    f->x.most = (int32_t)k.value;
    return k.end;
}

/* ---- what the first end takes from the second */

/* The year of y, or the year before where x's month comes after y's. */
static void lend_year(struct texpr *x, const struct texpr *y) {
    bool later = x->month > y->month || (x->month == y->month && x->day > y->day);
    x->year = y->year - later;
}

static void lend_to_month(struct finding *f, struct texpr *x, uint32_t at) {
    if (!tx_date_core(f, at)) return;
    const struct texpr *y = &f->x;
    if (y->kind == TE_DATE && y->month && y->year && !y->day == !x->day) lend_year(x, y);
}

static void lend_to_season(struct finding *f, struct texpr *x, uint32_t at) {
    if (tx_season_at(f, at) && f->x.year) x->year = f->x.year - (x->season > f->x.season);
}

static void lend_to_weekday(struct finding *f, struct texpr *x, uint32_t at) {
    if (!dash(f, at - 1) && !behind_from(f, x->b)) return;
    if (tx_weekday_date(f, at) && !f->x.day) x->before = f->x.weekday;
}

/* An hour whose day stands behind the second hour. */
static void lend_to_clock(struct finding *f, struct texpr *x, uint32_t at) {
    if (!tx_clock_date(f, at) || f->x.kind == TE_CLOCK) return;
    struct texpr y = f->x;
    y.b = x->b, y.e = x->e, y.zulu |= x->zulu;
    y.hour = x->hour, y.minute = x->minute, y.second = x->second, y.part = x->part;
    *x = y;
}

void tx_range_lend(struct finding *f, struct texpr *x) {
    static const struct texpr blank = {.hour = -1, .minute = -1, .second = -1};
    uint32_t at = x->e;
    bool clock = x->kind == TE_CLOCK && x->hour >= 0 && !x->has_rel;
    if ((x->kind != TE_DATE && !clock) || x->year || x->has_rel) return;
    if (!range_to(f, at) && !list_and(f, at)) return;
    f->x = blank;
    if (x->month && tx_range_end(f, x)) {
        x->year = f->x.year;
        return;
    }
    at += is(f, at + 1, "the") ? 2 : 1;
    f->x = blank, f->x.b = at;
    if (clock)
        lend_to_clock(f, x, at);
    else if (x->month)
        lend_to_month(f, x, at);
    else if (x->season)
        lend_to_season(f, x, at);
    else if (x->weekday && !x->day)
        lend_to_weekday(f, x, at);
}

/* ---- the second end */

static uint32_t end_day(struct finding *f, const struct texpr *x, uint32_t at) {
    uint8_t day, more;
    uint32_t e = tx_month_day(f, at, false, &day), k;
    if (!e || day <= x->day || tx_month_at(f, e) || is(f, e, "of")) return 0;
    if (has(f, e, TW_UNITS | TW_UNIT | TW_MEASURE | TW_PERCENT | TW_SCALE)) return 0;
    bool list = in_list(f, e) && (k = tx_month_day(f, e + 1, false, &more)) && closed(f, k);
    if (!dash(f, at - 1) && !closed(f, e) && !list) return 0;
    if (is(f, at - 1, ",") && !list) return 0;
    f->x.kind = TE_DATE, f->x.month = x->month, f->x.day = day, f->x.year = x->year;
    if (day > civil_month_days(x->year ? x->year : 2000, x->month)) return 0;
    return tx_year_behind(f, e, true);
}

/* "99" of "1998-99". */
static uint32_t end_year(struct finding *f, const struct texpr *x, uint32_t at) {
    uint32_t n, v = digits(f, at, &n);
    if (!hyphen(f, at - 1) || n != 2 || (int32_t)v <= x->year % 100 || hyphen(f, at + 1)) return 0;
    f->x.kind = TE_DATE, f->x.year = x->year / 100 * 100 + (int32_t)v;
    return at + 1;
}

/* The day stands behind its month and ends the expression. */
static bool day_last(const struct finding *f, const struct texpr *x) {
    uint32_t n;
    if (!(flags(f, x->e - 1) & TOK_DIGIT)) return false;
    if (x->e == x->b + 1) return true; /* a member of a list */
    digits(f, x->e - 1, &n);
    return n < 3 && (has(f, x->e - 2, TW_MONTH) || is(f, x->e - 2, "the"));
}

bool tx_range_follows(const struct finding *f, const struct texpr *x, const struct texpr *y) {
    const uint32_t days = 1u << TE_DATE | 1u << TE_DAYS | 1u << TE_HOLIDAY;
    if (y->b <= f->begin || !(days & 1u << x->kind) || !(days & 1u << y->kind)) return false;
    uint32_t at = is(f, y->b - 1, "the") ? y->b - 2 : y->b - 1;
    bool between = is(f, at, "and") && x->b > 0 && tok_is(f->d, x->b - 1, "between");
    return x->e == at && (range_to(f, at) || between);
}

uint32_t tx_range_end(struct finding *f, const struct texpr *x) {
    bool plain = x->kind == TE_DATE && !x->part && x->hour < 0 && !x->bc && !x->fiscal;
    if (!plain || !(range_to(f, x->e) || in_list(f, x->e))) return 0;
    f->x = (struct texpr){.b = x->e + 1, .hour = -1, .minute = -1, .second = -1};
    if (x->month && x->day) return day_last(f, x) ? end_day(f, x, x->e + 1) : 0;
    if (x->year && !x->month && !x->quarter && !x->season && !x->half)
        return end_year(f, x, x->e + 1);
    return 0;
}
