/* Dates of publication as pages, feeds and archives write them. */
#ifndef INGEST_DATE_H
#define INGEST_DATE_H

#include "base/arena.h"
#include "base/vec.h"

struct date_word {
    struct str word;
    int32_t value;
};

struct date_words {
    VEC(struct date_word) month; /* first letters, 1..12 */
    VEC(struct date_word) zone;  /* minutes east of UTC */
};

/* Reads data/page/dates.tsv into `a`. */
void date_words_open(struct date_words *w, struct arena *a);

/* "YYYY-MM-DDThh:mm:ssZ" where s gives a time with its zone, "YYYY-MM-DD" where it gives a date,
 * else STR_NULL. Reads ISO 8601, RFC 822, "Nov 7, 2021 8:59 pm EST", "7 November 2021", 20211107,
 * Unix seconds or milliseconds. A day that the month does not have is no date. */
struct str date_read(const struct date_words *w, struct arena *a, struct str s);
/* The date in the path of a URL: "/2021/11/07/", "/2021/nov/07/", "/20211107"; STR_NULL = none. */
struct str date_of_url(const struct date_words *w, struct arena *a, struct str url);

#endif
