/*
 * The readers of time expressions, one group a file: timex_clock.c hours, timex_date.c dates of a
 * calendar, timex_day.c weekdays and parts of days, timex_period.c years and what is longer or
 * named, timex_count.c counted units, timex_relative.c "last", "every", "now", timex_range.c what
 * runs from one to another. timex_find.c tries them all.
 *
 * A reader takes the token where it begins and gives the token behind what it read, with f->x
 * filled; 0 where it reads nothing, and then f->x is of no meaning.
 */
#ifndef MEANING_TIMEX_READ_H
#define MEANING_TIMEX_READ_H

#include "meaning/texpr.h"

#include "base/num.h"

/* One attempt. */
struct finding {
    const struct calendar *c;
    const struct doc *d;
    const struct time_word *const *words; /* [n_tok] */
    uint32_t begin, end;                  /* tokens of the sentence */
    struct texpr x;
};

/* ---- tokens; none beyond the sentence */

static inline const struct time_word *word(const struct finding *f, uint32_t t) {
    return t >= f->begin && t < f->end ? f->words[t] : NULL;
}
static inline uint8_t flags(const struct finding *f, uint32_t t) {
    return t >= f->begin && t < f->end ? f->d->tok_flags[t] : 0;
}
static inline struct str low(const struct finding *f, uint32_t t) {
    return t >= f->begin && t < f->end ? f->d->tok_low[t] : STR("");
}
static inline bool has(const struct finding *f, uint32_t t, uint32_t classes) {
    const struct time_word *w = word(f, t);
    return w && w->classes & classes;
}
static inline bool is(const struct finding *f, uint32_t t, const char *s) {
    return t >= f->begin && t < f->end && tok_is(f->d, t, s);
}
static inline bool near(const struct finding *f, uint32_t t, enum time_context k) {
    return t >= f->begin && t < f->end && calendar_context(f->c, k, f->d->tok_low[t]);
}
static inline bool hyphen(const struct finding *f, uint32_t t) {
    return t < f->end && tok_hyphen(f->d, t) && t + 1 < f->end;
}
/* Whole token is digits: their value, and how many; n = 0 where it is not. */
static inline uint32_t digits(const struct finding *f, uint32_t t, uint32_t *n) {
    uint32_t v = 0;
    *n = 0;
    if (!(flags(f, t) & TOK_DIGIT)) return 0;
    struct str s = low(f, t);
    if (s.n > 4 || !num_parse_u32(s, &v)) return 0;
    *n = s.n;
    return v;
}

/* ---- hours */

bool tx_set_clock(struct finding *f, uint32_t h, uint32_t m, int s);
/* "10:30", "10:30:15": fields of a clock; *sec = -1 where there are no seconds. */
bool tx_split_clock(struct str s, uint32_t *h, uint32_t *m, int *sec);
/* Behind "a.m." or "p.m." at t, *half = 0 or 1; 0 where there is none. */
uint32_t tx_am_pm(const struct finding *f, uint32_t t, int *half);
uint32_t tx_clock_at(struct finding *f, uint32_t t);

/* ---- dates */

bool tx_year_at(const struct finding *f, uint32_t t, int32_t *year);
/* The number at t is no day of the month named at `month`. */
bool tx_no_such_day(const struct finding *f, uint32_t t, uint32_t month);
/* "'98", or a two-digit year in a place where only a year can stand. */
uint32_t tx_short_year(const struct finding *f, uint32_t t, int32_t *year);
/* "'98", with its apostrophe. */
uint32_t tx_apostrophe_year(const struct finding *f, uint32_t t, int32_t *year);
/* 1..31 in digits or as an ordinal in digits; words where `words`. */
uint32_t tx_month_day(const struct finding *f, uint32_t t, bool words, uint8_t *day);
/* A month's name where it can be one; 0 where not. */
uint8_t tx_month_at(const struct finding *f, uint32_t t);
uint8_t tx_weekday_at(const struct finding *f, uint32_t t);
uint8_t tx_part_at(const struct finding *f, uint32_t t);
/* ", 1990", "of 1990", "1990" behind a month or day; t where no year follows. */
uint32_t tx_year_behind(struct finding *f, uint32_t t, bool comma);
uint32_t tx_date_core(struct finding *f, uint32_t t);

/* ---- weekdays and parts of the day with their date */

uint32_t tx_part_behind(struct finding *f, uint32_t t);
uint32_t tx_weekday_date(struct finding *f, uint32_t t);
uint32_t tx_days_at(struct finding *f, uint32_t t);
uint32_t tx_clock_date(struct finding *f, uint32_t t);
uint32_t tx_part_date(struct finding *f, uint32_t t);
uint32_t tx_date_or_weekday(struct finding *f, uint32_t t);

/* ---- years, decades, centuries, quarters, seasons, holidays */

uint32_t tx_year_alone(struct finding *f, uint32_t t);
uint32_t tx_year_words(struct finding *f, uint32_t t);
uint32_t tx_decade_at(struct finding *f, uint32_t t);
uint32_t tx_century_at(struct finding *f, uint32_t t);
uint32_t tx_quarter_at(struct finding *f, uint32_t t);
uint32_t tx_season_at(struct finding *f, uint32_t t);
uint32_t tx_holiday_at(struct finding *f, uint32_t t);
uint32_t tx_fiscal_year(struct finding *f, uint32_t t);

/* ---- counted units */

const struct time_word *tx_unit_at(const struct finding *f, uint32_t t, bool *plural);
/* "two", "several", "two and a half": f->x.n and *e. */
bool tx_read_count(struct finding *f, uint32_t t, uint32_t *e);
uint32_t tx_count_units(struct finding *f, uint32_t t);
uint32_t tx_bare_units(struct finding *f, uint32_t t);

/* ---- "last", "every", "now" */

uint32_t tx_relative_at(struct finding *f, uint32_t t);
uint32_t tx_set_at(struct finding *f, uint32_t t);
uint32_t tx_ref_at(struct finding *f, uint32_t t);

/* ---- ranges */

/* "5" of "5-7 November", "3" of "from 3 to 9 May", "10" of "10 to 11 p.m.". */
uint32_t tx_range_begin(struct finding *f, uint32_t t);
/* A number that goes on a count at token e: "to three" behind "two" weeks; e where there is none.
 */
uint32_t tx_count_on(struct finding *f, uint32_t t, uint32_t e);
/* Takes the year, and the weekday to come before, from the expression that *x runs up to. */
void tx_range_lend(struct finding *f, struct texpr *x);
/* *y is what the range runs to that *x began. */
bool tx_range_follows(const struct finding *f, const struct texpr *x, const struct texpr *y);
/* The end of a range that *x began: "7" of "Nov. 5-7", "99" of "1998-99". 0 where there is none. */
uint32_t tx_range_end(struct finding *f, const struct texpr *x);

#endif
