/* From what everybody says of a figure to the one number a codebook asks for. Pure functions; the
 * positions stay in the case. Each rule has a name, which goes into the trail of provenance. */
#ifndef EXPORT_REDUCE_H
#define EXPORT_REDUCE_H

#include "base/map.h"

/* What one holder says in one report: a total. */
struct stand {
    uint64_t low, high; /* high UINT64_MAX = open ("at least seven") */
    uint64_t words;     /* what ACLED counts for its words, vague_count(); else `low` */
    struct str at;      /* the day of saying; STR_NULL = unknown */
    struct str holder;
    uint32_t origin; /* copies of one wire have one origin */
};

enum reduce_rule {
    REDUCE_ACLED,     /* the most conservative of the latest figures of every holder; "tens" 10,
                         "dozens" 12, "hundreds" 100 (ACLED FAQ, fatalities) */
    REDUCE_UCDP_LOW,  /* the lowest figure (UCDP GED codebook, low) */
    REDUCE_UCDP_BEST, /* the figure most independent origins give; none does: the lowest (best) */
    REDUCE_UCDP_HIGH, /* the highest figure; an open bound counts as its low end (high) */
    REDUCE_GTD,       /* the latest; of several the majority of origins; of none the lowest (GTD
                         codebook, nkill) */
    N_REDUCE_RULE
};

enum { REDUCE_MOST = 1024 }; /* positions that are looked at, the earliest ones */

struct reduced {
    bool known; /* false: nobody gives a figure */
    uint64_t value;
};

/* "acled most conservative", ... */
const char *reduce_rule_name(enum reduce_rule rule);
/* rests[i] (may be NULL, [n]) becomes true where stand i gives the value. O(n * n). */
struct reduced reduce(enum reduce_rule rule, const struct stand *s, uint32_t n, bool *rests);
/* Words and what ACLED counts for them (data/codebooks/acled_vague.tsv). */
struct vague {
    struct map count;
};
void vague_open(struct vague *v, struct arena *a);
/* What the words of a figure count ("dozens": 12), else `low`. v may be NULL. */
uint64_t vague_count(const struct vague *v, struct str said, uint64_t low);

#endif
