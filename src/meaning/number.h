/* Numbers with bounds, and what they count: "at least seven guards" is {7, -} of "guards". */
#ifndef MEANING_NUMBER_H
#define MEANING_NUMBER_H

#include "language/mention.h"
#include "meaning/timex.h"
#include "world/calendar.h"

#define NO_BOUND UINT64_MAX /* high: no upper bound */

enum quantity_unit {
    UNIT_COUNT,
    UNIT_ORDINAL,
    UNIT_MEASURE,
    UNIT_AGE,
    UNIT_MONEY,
    UNIT_PERCENT,
    UNIT_TIME
};

struct quantity {
    uint32_t tok_b, tok_e; /* the whole expression with "at least", "more than" */
    struct tspan span;
    uint32_t num_b, num_e; /* the number words alone */
    uint64_t low, high;    /* high == NO_BOUND: open; "no" is {0, 0}; "dozens" is {24, NO_BOUND} */
    bool vague;            /* "several", "dozens", "many": a bound, not a number */
    bool increment;        /* "another two", "two more" */
    bool share;            /* "some of", "half of" */
    uint8_t unit;          /* enum quantity_unit */
    uint32_t of_head;      /* head token of what is counted ("guards"), or NONE */
    uint32_t of_mention;   /* mention of what is counted, or NONE */
    uint32_t part_of; /* quantity this one is inside of ("12, including three children"), or NONE */
};

struct quantities {
    struct quantity *v; /* [n] in order, disjoint */
    uint32_t n;
    uint32_t *of_mention; /* [mentions.n] the quantity that counts the mention, or NONE */
};

/* Finds the numbers outside of `times` (may be NULL) and what they count; results in d->a. Reads
 * the tree where there is one, else the words that follow. O(tokens). */
void number_run(const struct doc *d, const struct calendar *c, const struct timexes *times,
                const struct mentions *m, struct quantities *out);

#endif
