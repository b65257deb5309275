/* Time expressions (TIMEX3) with values, intervals and precision; and the date of publication. */
#ifndef MEANING_TIMEX_H
#define MEANING_TIMEX_H

#include "text/doc.h"
#include "world/world.h"

enum timex_type { TIMEX_DATE, TIMEX_TIME, TIMEX_DURATION, TIMEX_SET };
enum time_precision {
    PRECISION_UNKNOWN,
    PRECISION_TIME,
    PRECISION_DAY,
    PRECISION_WEEK,
    PRECISION_MONTH,
    PRECISION_YEAR
};

/* A day of the proleptic Gregorian calendar; year 0 = unknown. */
struct day {
    int16_t year;
    uint8_t month, day;
};

struct timex {
    uint32_t tok_b, tok_e;
    struct tspan span;
    uint32_t sent;
    uint8_t type;        /* enum timex_type */
    uint8_t precision;   /* enum time_precision */
    struct str value;    /* TIMEX3 value: "2021-11-07TNI", "P2D", "XXXX-WXX-5"; "" = not resolved */
    struct day from, to; /* inclusive; year 0 = unknown */
    struct day until;    /* last day of the range that begins with it; year 0 = it begins none */
    bool relative_to_speech; /* inside a quotation, counted from when it was spoken */
};

struct timexes {
    struct timex *v; /* [n] in order, disjoint */
    uint32_t n;
};

enum published_basis {
    PUBLISHED_NONE,
    PUBLISHED_GIVEN,
    PUBLISHED_METADATA,
    PUBLISHED_DATELINE,
    PUBLISHED_CALENDAR
};

struct published {
    struct str value;  /* "YYYY-MM-DD[Thh:mm[:ss]Z]" or STR_NULL */
    struct day day;    /* of the value; year 0 = unknown */
    uint8_t basis;     /* enum published_basis */
    struct tspan span; /* evidence in the text; empty = none */
    struct str
        *candidates; /* [n_candidate] for basis calendar or an undecided calendar: "YYYY-MM-DD" */
    uint32_t n_candidate;
};

const char *timex_type_name(enum timex_type t);
/* The first time expression that ends behind byte `at`, or t->n. O(log n). */
uint32_t timex_after(const struct timexes *t, uint32_t at);
const char *time_precision_name(enum time_precision p);
const char *published_basis_name(enum published_basis b); /* NULL for PUBLISHED_NONE */

/* Finds the date of publication (given, metadata, dateline, calendar) and all time expressions;
 * results in d->a, notes on d.  O(tokens). */
void timex_run(struct doc *d, const struct world *w, struct published *pub, struct timexes *out,
               struct arena *scratch);

#endif
