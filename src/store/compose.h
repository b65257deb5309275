/* One case as JSON: what its reports say, who disagrees, which are copies, what was claimed when.
 */
#ifndef STORE_COMPOSE_H
#define STORE_COMPOSE_H

#include "base/arena.h"
#include "store/book.h"

enum { CASE_ID = 18 };

/* One incident of one report. */
struct member {
    struct str key, incident, published; /* published STR_NULL where unknown */
};

/*
 * Composes the case of m[n] (sorted in place: earliest published first, unknown last). The id is
 * made of its first member, so it stays while later reports join. *json is the caller's (free).
 * Reads the units and texts of the members from the book. Scratch from `a`.
 */
att_status compose_case(struct book *b, struct arena *a, struct member *m, uint32_t n,
                        char id[CASE_ID], char **json, att_error *err);

#endif
