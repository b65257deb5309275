/* Day arithmetic against what is known of the calendar, and the words of time. */
#include "base/base.h"

#include "base/sys.h"
#include "world/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static struct arena arena;

static void days_and_back(void **state) {
    (void)state;
    int64_t n = civil_days(1000, 1, 1);
    for (int32_t y = 1000; y < 3000; y++)
        for (uint32_t m = 1; m <= 12; m++)
            for (uint32_t d = 1; d <= civil_month_days(y, m); d++, n++) {
                int32_t year;
                uint32_t month, day;
                assert_true(civil_days(y, m, d) == n);
                civil_date(n, &year, &month, &day);
                assert_true(year == y && month == m && day == d);
            }
}

static void weekdays(void **state) {
    (void)state;
    assert_int_equal(civil_days(1970, 1, 1), 0);
    assert_int_equal(civil_weekday(0), 4);
    assert_int_equal(civil_weekday(civil_days(2021, 11, 5)), 5);
    assert_int_equal(civil_weekday(civil_days(1900, 1, 1)), 1);
    assert_int_equal(civil_weekday(civil_days(2000, 2, 29)), 2);
    for (int64_t n = -800; n < 800; n++)
        assert_int_equal(civil_weekday(n + 1), civil_weekday(n) % 7 + 1);
}

static void weeks(void **state) {
    (void)state;
    static const struct {
        int32_t y;
        uint32_t m, d, week;
        int32_t of;
    } w[] = {{2021, 1, 3, 53, 2020}, {2021, 1, 4, 1, 2021}, {2008, 12, 29, 1, 2009},
             {2005, 1, 1, 53, 2004}, {1998, 3, 1, 9, 1998}, {2010, 1, 3, 53, 2009}};
    for (size_t i = 0; i < COUNT_OF(w); i++) {
        int32_t year;
        assert_int_equal(civil_week(civil_days(w[i].y, w[i].m, w[i].d), &year), w[i].week);
        assert_int_equal(year, w[i].of);
    }
}

static void months_and_validity(void **state) {
    (void)state;
    assert_int_equal(civil_month_days(1900, 2), 28);
    assert_int_equal(civil_month_days(2000, 2), 29);
    assert_int_equal(civil_month_days(2024, 2), 29);
    assert_int_equal(civil_month_days(2024, 0), 0);
    assert_int_equal(civil_month_days(2024, 13), 0);
    assert_false(civil_valid(2021, 2, 31));
    assert_false(civil_valid(999, 1, 1));
    assert_false(civil_valid(3000, 1, 1));
    assert_false(civil_valid(2021, 4, 0));
    assert_true(civil_valid(1000, 1, 1));
    assert_true(civil_valid(2999, 12, 31));
}

static void holidays(void **state) {
    (void)state;
    const struct calendar *c = calendar_open(&arena);
    static const struct {
        const char *name;
        int32_t y;
        uint32_t m, d;
    } h[] = {{"easter", 2024, 3, 31},        {"easter sunday", 2019, 4, 21},
             {"good friday", 2021, 4, 2},    {"easter", 1954, 4, 18},
             {"thanksgiving", 1999, 11, 25}, {"memorial day", 2021, 5, 31},
             {"labor day", 2021, 9, 6},      {"christmas", 1998, 12, 25}};
    for (size_t i = 0; i < COUNT_OF(h); i++) {
        uint32_t k = calendar_holiday(c, str_c(h[i].name));
        assert_true(k != NONE);
        assert_int_equal(calendar_holiday_day(c, k, h[i].y), civil_days(h[i].y, h[i].m, h[i].d));
    }
    assert_true(calendar_holiday(c, STR("doomsday")) == NONE);
}

static void words(void **state) {
    (void)state;
    const struct calendar *c = calendar_open(&arena);
    assert_int_equal(calendar_word(c, STR("sept."))->month, 9);
    assert_int_equal(calendar_word(c, STR("friday"))->weekday, 5);
    assert_int_equal(calendar_word(c, STR("twenty"))->number, 20);
    const struct time_word *second = calendar_word(c, STR("second"));
    assert_true(second->classes & TW_ORDINAL && second->classes & TW_UNIT);
    assert_null(calendar_word(c, STR("mansion")));
    assert_null(calendar_word(c, STR("")));
}

static int set_up(void **state) {
    (void)state;
    arena_init(&arena, sys_default(), (size_t)1 << 26);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_and_back),       cmocka_unit_test(weekdays), cmocka_unit_test(weeks),
        cmocka_unit_test(months_and_validity), cmocka_unit_test(holidays), cmocka_unit_test(words),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
