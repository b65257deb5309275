#include "base/base.h"

#include "export/words.h"

#include "base/num.h"
#include "base/civil.h"

struct str words_join(struct arena *a, const struct str *v, size_t n) {
    size_t room = 1;
    for (size_t i = 0; i < n; i++) room += v[i].n;
    char *to = arena_alloc_raw(a, room), *at = to;
    for (size_t i = 0; i < n; i++) {
        if (v[i].n) memcpy(at, v[i].p, v[i].n);
        at += v[i].n;
    }
    *at = 0;
    return (struct str){to, (uint32_t)(at - to)};
}

struct str words_number(struct arena *a, uint64_t v) {
    char digits[NUM_DIGITS];
    return words_of(a, num_format_u64(digits, v));
}

/* n decimal digits of v, with zeros before them. */
static void put_digits(char *to, uint32_t v, uint32_t n) {
    for (uint32_t i = n; i-- > 0; v /= 10) to[i] = (char)('0' + v % 10);
}

struct str words_day(struct arena *a, int64_t days) {
    char day[] = "0000-00-00";
    int32_t y;
    uint32_t m, d;
    civil_date(days, &y, &m, &d);
    put_digits(day, y < 0 ? 0 : (uint32_t)y, 4);
    put_digits(day + 5, m, 2);
    put_digits(day + 8, d, 2);
    return words_of(a, str_c(day));
}

struct str words_long_day(struct arena *a, struct str day, bool zero) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    uint32_t m = 0, keeps = !zero && day.n > 8 && day.p[8] == '0';
    if (!num_parse_u32(str_cut(day, 5, 7), &m) || m < 1 || m > COUNT_OF(months)) return day;
    return words_of(a, str_cut(day, 8 + keeps, 10), STR(" "), str_c(months[m - 1]), STR(" "),
                    str_cut(day, 0, 4));
}
