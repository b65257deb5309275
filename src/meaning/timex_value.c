#include "base/base.h"

#include "meaning/timex_put.h"

/* ---- dates */

/* The year of a month and day that stand without one. */
static int32_t year_for(struct anchor *a, const struct texpr *x, uint32_t month, uint32_t day) {
    if (x->year) return x->year;
    if (x->runs_on && a->at.year && a->at.month) {
        bool wraps = month < a->at.month || (month == a->at.month && day && day < a->at.day);
        return a->at.year + wraps;
    }
    if (x->has_rel && x->unit == TU_YEAR) {
        int32_t y = tv_base_year(a, false);
        return y ? y + x->rel : 0;
    }
    if (a->narrative || !a->now.year) return a->at.year;
    int32_t y = a->now.year;
    int64_t now = a->now.day ? tv_number_of(a->now) : civil_days(y, 7, 1);
    if (!day) {
        int diff = (int)month - a->now.month;
        if (x->has_rel) return x->rel < 0 ? y - (diff >= 0) : x->rel > 0 ? y + (diff <= 0) : y;
        int tense = tv_tense_around(a, x->b);
        if (diff > 8) return y - 1;
        if (diff > 0 && (tense < 0 || (tense == 0 && diff > 3))) return y - 1;
        if (diff < -1 && tense > 0) return y + 1;
        if (diff < -9) return y + 1;
        return y;
    }
    int32_t best = y;
    int64_t near = INT64_MAX;
    for (int32_t k = y - 1; k <= y + 1; k++) {
        if (day > civil_month_days(k, month)) continue;
        int64_t gap = civil_days(k, month, day) - now;
        if (gap > 120 && tv_tense_around(a, x->b) <= 0) gap += 400;
        if (x->weekday && civil_weekday(now + gap) != x->weekday) gap += gap < 0 ? -4000 : 4000;
        if (gap < 0 ? -gap < near : gap < near) near = gap < 0 ? -gap : gap, best = k;
    }
    return best;
}

/* "from Monday" of "from Monday to Wednesday": the one before that Wednesday. */
static int64_t weekday_of_range(const struct texpr *x, int64_t now) {
    int64_t end = now - ((int64_t)civil_weekday(now) + 7 - x->before) % 7;
    return end - ((int64_t)x->before + 7 - x->weekday) % 7;
}

static void resolve_weekday(struct anchor *a, const struct texpr *x, struct timex *t) {
    struct day base = a->narrative ? tv_text_day(a) : a->now;
    if (!tv_known(base)) {
        t->value = arena_printf(a->d->a, "XXXX-WXX-%u", x->weekday);
        return;
    }
    int64_t n = tv_number_of(base), back = ((int64_t)civil_weekday(n) + 7 - x->weekday) % 7;
    bool future = x->has_rel ? x->rel > 0 : a->narrative || tv_tense_around(a, x->b) > 0;
    if (x->before && !future) {
        tv_put_day(a, t, tv_day_of(weekday_of_range(x, n)));
        return;
    }
    if (x->has_rel && x->rel == 0) {
        int64_t d = n - back;
        tv_put_day(a, t, tv_day_of(back && tv_tense_around(a, x->b) >= 0 ? d + 7 : d));
        return;
    }
    if (back == 0 && x->has_rel) back = 7;
    if (back == 0)
        n += 0;
    else
        n = future ? n - back + 7 : n - back;
    if (back == 7 && future) n += 7;
    tv_put_day(a, t, tv_day_of(n));
}

static void resolve_season(struct anchor *a, const struct texpr *x, struct timex *t) {
    static const char *const name[] = {"", "SP", "SU", "FA", "WI"};
    static const uint8_t first[] = {0, 3, 6, 9, 12};
    int32_t y = x->year ? x->year : tv_base_year(a, x->by_text);
    uint32_t m = first[x->season];
    if (!x->year && !a->narrative && a->now.year) {
        if (x->rel < 0 && x->has_rel)
            y = a->now.year - (m + 2 >= a->now.month);
        else if (x->rel > 0 && x->has_rel)
            y = a->now.year + (m <= a->now.month);
        else if (!x->has_rel && m > a->now.month && tv_tense_around(a, x->b) <= 0)
            y--;
    }
    if (!y) {
        t->value = arena_printf(a->d->a, "XXXX-%s", name[x->season]);
        return;
    }
    t->value = arena_printf(a->d->a, "%04d-%s", y, name[x->season]);
    uint32_t next = m % 12 + 3;
    tv_put_period(t, civil_days(y, m, 1), civil_days(y + (m == 12), next, 1) - 1, PRECISION_MONTH);
}

static void resolve_quarter(struct anchor *a, const struct texpr *x, struct timex *t) {
    int32_t y = x->year;
    if (!y && x->has_rel) y = a->now.year ? a->now.year + x->rel : 0;
    if (!y) y = tv_base_year(a, false);
    if (!y) {
        t->value = x->half ? arena_printf(a->d->a, "XXXX-H%u", x->half)
                           : arena_printf(a->d->a, "XXXX-Q%u", x->quarter);
        return;
    }
    if (!x->year && !x->has_rel && !a->narrative && a->now.month &&
        x->quarter * 3 - 2 > a->now.month + 2)
        y--;
    if (x->half) {
        t->value = arena_printf(a->d->a, "%04d-H%u", y, x->half);
        bool first = x->half == 1;
        tv_put_period(t, civil_days(y, first ? 1 : 7, 1),
                      civil_days(y, first ? 6 : 12, first ? 30 : 31), PRECISION_MONTH);
        return;
    }
    tv_put_quarter(a, t, y, x->quarter);
}

static void resolve_date(struct anchor *a, const struct texpr *x, struct timex *t) {
    if (x->bc) {
        t->value = arena_printf(a->d->a, "BC%04d", x->year);
        a->at = (struct day){0};
        return;
    }
    if (x->quarter || x->half) {
        resolve_quarter(a, x, t);
        return;
    }
    a->quarter = false;
    if (x->season) {
        resolve_season(a, x, t);
        return;
    }
    if (x->month && !x->day) {
        tv_put_month(a, t, year_for(a, x, x->month, 0), x->month);
    } else if (x->month) {
        int32_t y = year_for(a, x, x->month, x->day);
        for (int k = 0; y && k < 4 && x->day > civil_month_days(y, x->month); k++) y++;
        tv_put_day(a, t, (struct day){(int16_t)y, x->month, x->day});
    } else if (x->day) {
        struct day b = a->at.month ? a->at : a->now;
        if (!b.month || x->day > civil_month_days(b.year, b.month))
            t->value = arena_printf(a->d->a, "XXXX-XX-%02u", x->day);
        else
            tv_put_day(a, t, (struct day){b.year, b.month, x->day});
    } else if (x->weekday)
        resolve_weekday(a, x, t);
    else
        tv_put_year(a, t, x->year);
    tv_put_clock(a, t, x);
}

/* ---- relative times */

static void resolve_days(struct anchor *a, const struct texpr *x, struct timex *t) {
    if (a->narrative && x->n == 0 && !x->part) {
        t->value = STR("PRESENT_REF");
        return;
    }
    struct day b = a->narrative ? tv_text_day(a) : a->now;
    tv_put_day(a, t, tv_known(b) ? tv_day_of(tv_number_of(b) + x->n) : (struct day){0});
    tv_put_clock(a, t, x);
}

static void resolve_clock(struct anchor *a, const struct texpr *x, struct timex *t) {
    bool text = x->by_text || !x->has_rel;
    struct day b = tv_base_day(a, text);
    if (x->hour >= 0 && !a->narrative) b = a->now;
    int rel = x->has_rel ? x->rel : 0;
    tv_put_day(a, t, tv_known(b) ? tv_day_of(tv_number_of(b) + rel) : (struct day){0});
    tv_put_clock(a, t, x);
}

static struct day month_shift(struct day d, int32_t months) {
    int32_t k = d.year * 12 + d.month - 1 + months;
    struct day r = {(int16_t)(k / 12), (uint8_t)(k % 12 + 1), d.day};
    r.day = (uint8_t)ATT_MIN(r.day, civil_month_days(r.year, r.month));
    return r;
}

static bool year_in_reach(int64_t year) {
    return year >= 1000 && year <= 2999;
}

static void resolve_this_quarter(struct anchor *a, const struct texpr *x, struct timex *t) {
    if (x->that && a->quarter_year) {
        tv_put_quarter(a, t, a->quarter_year, a->quarter_n);
        return;
    }
    if (!a->now.month) {
        t->value = STR("XXXX-QX");
        return;
    }
    int32_t q = a->now.year * 4 + (a->now.month - 1) / 3 + (x->that ? -1 : x->rel);
    tv_put_quarter(a, t, q / 4, (uint32_t)(q % 4 + 1));
}

/* The unit of units bigger than a day that is `rel` units from `b`. */
static void put_unit(struct anchor *a, const struct texpr *x, struct timex *t, struct day b) {
    int32_t year = b.year + x->rel;
    switch (x->unit) {
    case TU_YEAR:
        if (year_in_reach(year)) tv_put_year(a, t, year);
        return;
    case TU_DECADE: t->value = arena_printf(a->d->a, "%d", b.year / 10 + x->rel); return;
    case TU_CENTURY: t->value = arena_printf(a->d->a, "%d", b.year / 100 + x->rel); return;
    case TU_MONTH:
        b = month_shift((struct day){b.year, b.month ? b.month : 1, 1}, x->rel);
        tv_put_month(a, t, b.year, b.month);
        return;
    default: break;
    }
    if (!tv_known(b)) return;
    int64_t n = tv_number_of(b);
    if (x->unit == TU_DAY || x->unit == TU_NIGHT) {
        tv_put_day(a, t, tv_day_of(n + x->rel));
        if (x->unit == TU_NIGHT) {
            t->type = TIMEX_TIME;
            t->value = arena_printf(a->d->a, "%.*sTNI", STR_ARG(t->value));
        }
    } else if (x->unit == TU_WEEK)
        tv_put_week(a, t, n + 7 * x->rel, false);
    else if (x->unit == TU_WEEKEND) {
        bool before = x->rel == 0 && civil_weekday(n) < 6 && tv_tense_around(a, x->b) <= 0;
        tv_put_week(a, t, n + 7 * (before ? -1 : x->rel), true);
    }
}

/* The value of a unit that nothing dates: as fine as the unit. */
static struct str unit_unknown(uint8_t unit) {
    return unit == TU_YEAR    ? STR("XXXX")
           : unit == TU_MONTH ? STR("XXXX-XX")
           : unit == TU_WEEK  ? STR("XXXX-WXX")
                              : STR("XXXX-XX-XX");
}

static void resolve_unit(struct anchor *a, const struct texpr *x, struct timex *t) {
    if (x->unit == TU_QUARTER) {
        resolve_this_quarter(a, x, t);
        return;
    }
    a->quarter = false;
    bool text = x->by_text && !(x->unit == TU_YEAR && x->that && !a->narrative);
    struct day b = tv_base_day(a, text);
    if (!b.year && a->narrative)
        b = a->at;
    else if (!b.year)
        b = text && a->at.year ? a->at : a->now;
    if (x->unit == TU_YEAR || x->unit >= TU_DECADE) {
        int32_t y = tv_base_year(a, text);
        if (x->unit <= TU_YEAR || x->unit == TU_DECADE || x->unit == TU_CENTURY)
            b.year = (int16_t)y;
    }
    if (x->unit == TU_DAY && text && !tv_known(a->at) && tv_known(a->last)) b = a->last;
    if (b.year) put_unit(a, x, t, b);
    if (!t->value.n) t->value = unit_unknown(x->unit);
}

static void shift_by(struct anchor *a, const struct texpr *x, struct timex *t) {
    if (x->n < 0) {
        t->value = x->rel < 0 ? STR("PAST_REF") : STR("FUTURE_REF");
        return;
    }
    struct day b = tv_base_day(a, x->by_text);
    if (!b.year && x->by_text) b = a->at;
    int64_t n = (int64_t)x->n * x->rel;
    static const int32_t years[] = {
        [TU_YEAR] = 1, [TU_DECADE] = 10, [TU_CENTURY] = 100, [TU_MILLENNIUM] = 1000};
    int32_t per = x->unit < COUNT_OF(years) ? years[x->unit] : 0;
    if (x->by_text && per == 0 && x->unit != TU_MONTH && !tv_known(a->at) && tv_known(a->last))
        b = a->last;
    if (per) {
        int64_t y = tv_base_year(a, x->by_text);
        if (a->quarter && per == 1 && a->quarter_year && !a->narrative) {
            tv_put_quarter(a, t, (int32_t)(a->quarter_year + (x->by_text || x->n > 1 ? n : n)),
                           a->quarter_n);
            a->quarter_year -= (int32_t)n;
            return;
        }
        if (y && year_in_reach(y + n * per)) tv_put_year(a, t, (int32_t)(y + n * per));
    } else if (b.year && x->unit == TU_MONTH) {
        if (b.month && n > -12000 && n < 12000) {
            b = month_shift((struct day){b.year, b.month, 1}, (int32_t)n);
            if (year_in_reach(b.year)) tv_put_month(a, t, b.year, b.month);
        }
    } else if (tv_known(b)) {
        int64_t k = tv_number_of(b);
        if (x->unit == TU_WEEK || x->unit == TU_FORTNIGHT)
            tv_put_week(a, t, k + n * (x->unit == TU_WEEK ? 7 : 14), false);
        else
            tv_put_day(a, t, tv_day_of(k + (x->unit == TU_DAY || x->unit == TU_NIGHT ? n : 0)));
        if (x->unit >= TU_HOUR && x->unit <= TU_SECOND) t->precision = PRECISION_DAY;
    }
    if (!t->value.n) t->value = x->rel < 0 ? STR("PAST_REF") : STR("FUTURE_REF");
}

/* "two to three weeks ago": the value of two, the interval of both. */
static void resolve_shift(struct anchor *a, const struct texpr *x, struct timex *t) {
    shift_by(a, x, t);
    if (!x->most || !t->from.year) return;
    struct texpr far = *x;
    struct timex other = *t;
    far.n = x->most;
    shift_by(a, &far, &other);
    if (!other.from.year) return;
    if (tv_number_of(other.from) < tv_number_of(t->from)) t->from = other.from;
    if (tv_number_of(other.to) > tv_number_of(t->to)) t->to = other.to;
}

/* ---- durations, sets */

static struct str duration(struct anchor *a, const struct texpr *x) {
    static const struct {
        const char *time, *unit;
        int32_t times;
    } form[] = {{"", "", 1},   {"", "Y", 1},  {"", "M", 1},  {"", "W", 1},  {"", "D", 1},
                {"T", "H", 1}, {"T", "M", 1}, {"T", "S", 1}, {"", "Y", 10}, {"", "Y", 100},
                {"", "M", 3},  {"", "WE", 1}, {"", "N", 1},  {"", "W", 2},  {"", "Y", 1000}};
    struct arena *m = a->d->a;
    const char *time = form[x->unit].time, *unit = form[x->unit].unit;
    if (x->n < 0) {
        if (x->unit == TU_DECADE) unit = "E";
        if (x->unit == TU_CENTURY) unit = "C";
        if (x->unit == TU_QUARTER) unit = "Q";
        return arena_printf(m, "P%sX%s", time, unit);
    }
    int64_t n = (int64_t)x->n * form[x->unit].times;
    if (!x->and_half) return arena_printf(m, "P%s%lld%s", time, (long long)n, unit);
    switch (x->unit) {
    case TU_YEAR: return arena_printf(m, "P%lldM", (long long)n * 12 + 6);
    case TU_DAY: return arena_printf(m, "PT%lldH", (long long)n * 24 + 12);
    case TU_DECADE: return arena_printf(m, "P%lldY", (long long)n + 5);
    case TU_CENTURY: return arena_printf(m, "P%lldY", (long long)n + 50);
    case TU_HOUR: return n ? arena_printf(m, "PT%lldH30M", (long long)n) : STR("PT30M");
    case TU_MINUTE: return n ? arena_printf(m, "PT%lldM30S", (long long)n) : STR("PT30S");
    default: return arena_printf(m, "P%s%lld.5%s", time, (long long)n, unit);
    }
}

static struct str set_value(struct anchor *a, const struct texpr *x) {
    if (x->set.n) return x->set;
    if (x->month) return arena_printf(a->d->a, "XXXX-%02u", x->month);
    if (x->weekday)
        return arena_printf(a->d->a, "XXXX-WXX-%u%s", x->weekday, tv_part_name(x->part));
    if (x->part) return arena_printf(a->d->a, "XXXX-XX-XX%s", tv_part_name(x->part));
    return duration(a, x);
}

static void resolve_holiday(struct anchor *a, const struct texpr *x, struct timex *t) {
    int32_t y = x->year ? x->year : tv_base_year(a, false);
    if (!y) {
        t->value = STR("XXXX-XX-XX");
        return;
    }
    int64_t day = calendar_holiday_day(a->c, x->holiday, y);
    if (!x->year && tv_known(a->now) && !a->narrative) {
        int64_t now = tv_number_of(a->now);
        bool back = x->has_rel ? x->rel < 0 && day >= now : day - now > 183;
        bool on = x->has_rel ? x->rel > 0 && day <= now : now - day > 183;
        if (back) day = calendar_holiday_day(a->c, x->holiday, y - 1);
        if (on) day = calendar_holiday_day(a->c, x->holiday, y + 1);
    }
    tv_put_day(a, t, tv_day_of(day));
}

static void move_anchor(struct anchor *a, const struct timex *t) {
    if (!t->from.year || t->type > TIMEX_TIME) return;
    if (t->precision == PRECISION_DAY || t->precision == PRECISION_TIME) {
        a->at = a->last = t->from;
    } else if (t->precision == PRECISION_MONTH && t->value.n == 7) {
        if (a->at.year != t->from.year || a->at.month != t->from.month)
            a->at = (struct day){t->from.year, t->from.month, 0};
    } else if (t->precision == PRECISION_WEEK)
        a->at = t->from;
    else if (a->at.year != t->from.year)
        a->at = (struct day){t->from.year, 0, 0};
}

static bool holds(struct day d) {
    return civil_valid(d.year, d.month, d.day);
}

void texpr_resolve(struct anchor *a, const struct texpr *x, struct timex *t) {
    static const char *const ref[] = {"", "PRESENT_REF", "PAST_REF", "FUTURE_REF"};
    t->type = TIMEX_DATE;
    switch (x->kind) {
    case TE_DATE: resolve_date(a, x, t); break;
    case TE_DAYS: resolve_days(a, x, t); break;
    case TE_UNIT:
        if (x->unit >= TU_HOUR && x->unit <= TU_SECOND) {
            struct texpr one = *x;
            one.n = 1;
            t->type = TIMEX_DURATION, t->value = duration(a, &one);
        } else
            resolve_unit(a, x, t);
        break;
    case TE_SHIFT: resolve_shift(a, x, t); break;
    case TE_DURATION: t->type = TIMEX_DURATION, t->value = duration(a, x); break;
    case TE_SET: t->type = TIMEX_SET, t->value = set_value(a, x); break;
    case TE_REF: t->value = str_c(ref[x->ref]); break;
    case TE_DECADE:
        t->value = arena_printf(a->d->a, "%d", x->year / 10);
        tv_put_period(t, civil_days(x->year, 1, 1), civil_days(x->year + 9, 12, 31),
                      PRECISION_YEAR);
        break;
    case TE_CENTURY:
        t->value = x->bc ? arena_printf(a->d->a, "BC%02d", x->year / 100)
                         : arena_printf(a->d->a, "%02d", x->year / 100);
        break;
    case TE_HOLIDAY: resolve_holiday(a, x, t); break;
    case TE_CLOCK: resolve_clock(a, x, t); break;
    default: break;
    }
    if (t->from.year && !(holds(t->from) && holds(t->to)))
        t->from = t->to = (struct day){0}, t->precision = PRECISION_UNKNOWN;
    move_anchor(a, t);
}
