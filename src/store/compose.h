/* One case as JSON: what its reports say, who disagrees, which are copies, what was claimed when.
 */
#ifndef STORE_COMPOSE_H
#define STORE_COMPOSE_H

#include "base/arena.h"
#include "store/book.h"
#include "store/tell.h"

enum { CASE_ID = 18 };
/* Raised whenever the same members are composed to another case. */
enum { COMPOSE_EDITION = 2 };

/* One incident of one report. */
struct member {
    struct str key, incident, published; /* published STR_NULL where unknown */
    uint64_t unit;                       /* hash of its unit; of a link */
};

/* What is to be composed: the case of m[n] (sorted in place: earliest published first, unknown
 * last); its JSON goes in place of what is in `json`. */
struct composing {
    struct book *b;
    struct arena *a; /* of what comes out, and scratch */
    struct member *m;
    uint32_t n;
    struct buf *json;
    struct str id; /* STR_NULL = that of its first member */
};

/* What of a case stands outside its JSON. */
struct composed {
    struct case_head head;
    char id[CASE_ID];
    bool located;           /* its place is resolved */
    int64_t lat, lon;       /* 1e-6 degrees */
    const struct str *text; /* [n_text] titles and texts of its reports */
    uint32_t n_text;
    const struct flat_node **claim; /* [n_claim] */
    uint32_t n_claim;
};

/* Reads the units and texts of the members from the book. The id is made of the first member, so it
 * stays while later reports join. */
att_status compose_case(const struct composing *c, struct composed *out, att_error *err);
/* Order of members: earliest published first, unknown last. */
int compose_by_time(const void *a, const void *b);
/* The id a case has that begins with this incident. */
void compose_id(struct arena *a, const struct member *first, char id[CASE_ID]);
/* Whether `at` (a day, or a time "YYYY-MM-DDThh:mm...") was over by `until` (likewise; a day is
 * over at its end). */
bool known_by(struct str at, struct str until);

#endif
