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
    struct { /* the sentence looked at last: many claims stand in one */
        struct str sentence;
        struct credit said;
    } last;
};
/* Whom a claim may be taken from: agencies, or origins of reports behind them. Of several it may be
 * any. */
struct origin_set {
    uint32_t id[CREDIT_MOST + 1], n;
};
/* Reports of one origin: copies of one text; prints of the same agency; reports of one outlet. */
void origins_find(struct arena *a, struct origins *o);
/* Where a claim of report r comes from: the agencies it is taken from, to *out; none = the report's
 * own. Likewise as a set to count by: [agency] or [agency, ..., reports of this origin]. */
void origins_of_claim(struct origins *o, uint32_t r, const struct flat_node *claim,
                      struct credit *out, struct origin_set *set);
/* How many of the sets [n] are independent: those of one origin, each once, and of the others each
 * that has no origin in common with what is counted. Scratch from `a`. */
uint32_t origins_count(struct arena *a, const struct origin_set *set, uint32_t n);
/* Writes the names of the agencies, as an array. */
void origins_names(struct jsonw *w, const struct origins *o, const struct credit *c);

#endif
