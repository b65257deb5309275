/* Short texts put together, without formats. */
#ifndef EXPORT_WORDS_H
#define EXPORT_WORDS_H

#include "base/arena.h"

/* v[n] one behind another, NUL-terminated after their end. O(bytes). */
struct str words_join(struct arena *a, const struct str *v, size_t n);
/* words_of(a, STR("On "), day, STR(", in "), place) */
#define words_of(a, ...)                                                                           \
    words_join((a), (const struct str[]){__VA_ARGS__},                                             \
               sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str))
/* The decimal digits of v. */
struct str words_number(struct arena *a, uint64_t v);
/* "2021-11-07" of a day number (world/calendar.h). */
struct str words_day(struct arena *a, int64_t days);
/* "7 November 2021" of "2021-11-07"; "07 November 2021" with `zero`. */
struct str words_long_day(struct arena *a, struct str day, bool zero);

#endif
