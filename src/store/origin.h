/*
 * Which reports and claims have one origin: copies of one text, prints of one agency's wire, and
 * what one outlet wrote. Independent sources are counted by origin.
 */
#ifndef STORE_ORIGIN_H
#define STORE_ORIGIN_H

#include "store/credit.h"

/*
 * origin[i] becomes the index of the first text [n] that text i is a copy of (i itself where none).
 * Two texts are copies where at least COPY_PERCENT of the runs of five words of the shorter one
 * stand in the other; copies of copies are copies. Texts too short to tell are copies only when
 * equal. Scratch from `a`. Cost: O(words log words).
 */
enum { COPY_PERCENT = 60 };
void origin_find(struct arena *a, const struct str *text, uint32_t n, uint32_t *origin);

/* The reports [n] of a case, earliest first, and whom each is taken from. */
struct origins {
    const struct credits *credits;
    const struct credit_report *report; /* [n] */
    uint32_t n;
    uint32_t *of; /* [n] the first report of the same origin */
    /* [n] agencies whose words it prints, its own or of the report it copies; those that gave a
     * part */
    struct credit *whole, *part;
};
/* Reports of one origin: copies of one text; prints of the same agency; reports of one outlet. */
void origins_find(struct arena *a, struct origins *o);
/* Where a claim of report r comes from: the agencies it is taken from, to *out; none = the report's
 * own. Likewise as a set of numbers to count by: [agency] or [agency, ..., reports of this origin];
 * a set of several says that it may be any of them. The caller's. */
json_t *origins_of_claim(const struct origins *o, uint32_t r, const json_t *claim,
                         struct credit *out);
/* How many of the sets (array) are independent: those of one origin, each once, and of the others
 * each that has no origin in common with what is counted. */
uint32_t origins_count(const json_t *sets);
/* Names of the agencies, as an array. The caller's. */
json_t *origins_names(const struct origins *o, const struct credit *c);

#endif
