#include "base/base.h"

#include "base/civil.h"

bool civil_leap(int32_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

uint32_t civil_month_days(int32_t year, uint32_t month) {
    static const uint8_t days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 0;
    return days[month] + (month == 2 && civil_leap(year));
}

bool civil_valid(int32_t year, uint32_t month, uint32_t day) {
    return year >= 1000 && year <= 2999 && day >= 1 && day <= civil_month_days(year, month);
}

int64_t civil_days(int32_t year, uint32_t month, uint32_t day) {
    int64_t y = year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
    int64_t m = month, doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void civil_date(int64_t days, int32_t *year, uint32_t *month, uint32_t *day) {
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *day = (uint32_t)(doy - (153 * mp + 2) / 5 + 1);
    *month = (uint32_t)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int32_t)(yoe + era * 400 + (*month <= 2));
}

uint32_t civil_weekday(int64_t days) {
    int64_t r = (days + 3) % 7;
    return (uint32_t)(r < 0 ? r + 7 : r) + 1;
}

uint32_t civil_week(int64_t days, int32_t *year) {
    int64_t thursday = days + 4 - (int64_t)civil_weekday(days);
    uint32_t m, d;
    civil_date(thursday, year, &m, &d);
    return (uint32_t)((thursday - civil_days(*year, 1, 1)) / 7 + 1);
}
