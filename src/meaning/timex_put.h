/* Days as numbers, what times are counted from, and the writing of TIMEX3 values. Private to
 * timex_value.c and timex_put.c. */
#ifndef MEANING_TIMEX_PUT_H
#define MEANING_TIMEX_PUT_H

#include "meaning/texpr.h"

/* A day as the number of days of calendar.h, and back. */
int64_t tv_number_of(struct day d);
struct day tv_day_of(int64_t n);
/* Year, month and day are said. */
bool tv_known(struct day d);
/* Where times are counted from that the text itself is the clock of: its last time, else
 * publication. */
struct day tv_text_day(const struct anchor *a);
struct day tv_base_day(const struct anchor *a, bool by_text);
int32_t tv_base_year(const struct anchor *a, bool by_text);
/* -1 past, 1 future, 0 not told: the verb before token t, else the one behind it. */
int tv_tense_around(const struct anchor *a, uint32_t t);
/* Value, interval and precision of *t. Days run from `from` to `to`, both inside. */
void tv_put_period(struct timex *t, int64_t from, int64_t to, enum time_precision p);
void tv_put_year(struct anchor *a, struct timex *t, int32_t year);
void tv_put_month(struct anchor *a, struct timex *t, int32_t year, uint32_t month);
/* "TMO" of a morning; empty for none. */
const char *tv_part_name(uint8_t part);
/* The hour or part of the day behind a date's value; type TIME. */
void tv_put_clock(struct anchor *a, struct timex *t, const struct texpr *x);
/* Parts of the day that are 0 are not known. */
void tv_put_day(struct anchor *a, struct timex *t, struct day d);
void tv_put_quarter(struct anchor *a, struct timex *t, int32_t year, uint32_t q);
/* The week that `day` lies in, or its weekend. */
void tv_put_week(struct anchor *a, struct timex *t, int64_t day, bool weekend);

#endif
