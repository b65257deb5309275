/*
 * Days of the proleptic Gregorian calendar. Numbers of days count from 1970-01-01 = 0. Source: H.
 * Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */
#ifndef BASE_CIVIL_H
#define BASE_CIVIL_H

#include "base/base.h"

bool civil_leap(int32_t year);
/* 28..31; 0 for what is no month. */
uint32_t civil_month_days(int32_t year, uint32_t month);
/* Year 1000..2999, a month, and a day that the month has. */
bool civil_valid(int32_t year, uint32_t month, uint32_t day);
/* Number of a day, and back. */
int64_t civil_days(int32_t year, uint32_t month, uint32_t day);
void civil_date(int64_t days, int32_t *year, uint32_t *month, uint32_t *day);
/* 1 = Monday .. 7 = Sunday. */
uint32_t civil_weekday(int64_t days);
/* ISO 8601 week 1..53 and the year it belongs to. */
uint32_t civil_week(int64_t days, int32_t *year);

#endif
