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

/* What a case is composed to. */
struct composed {
    char id[CASE_ID];
    json_t *file;           /* the case; the caller's (json_decref) */
    bool located;           /* its place is resolved */
    int64_t lat, lon;       /* 1e-6 degrees */
    const struct str *text; /* [n_text] titles and texts of its reports, in the arena */
    uint32_t n_text;
};

/*
 * Composes the case of m[n] (sorted in place: earliest published first, unknown last). The id is
 * made of its first member, so it stays while later reports join. Reads the units and texts of the
 * members from the book. On failure out->file is NULL. Scratch from `a`.
 */
att_status compose_case(struct book *b, struct arena *a, struct member *m, uint32_t n,
                        struct composed *out, att_error *err);
/* Order of members: earliest published first, unknown last. */
int compose_by_time(const void *a, const void *b);
/* The id a case has that begins with this incident. */
void compose_id(struct arena *a, const struct member *first, char id[CASE_ID]);
/* Whether `at` (a day, or a time "YYYY-MM-DDThh:mm...") was over by `until` (likewise; a day is
 * over at its end). */
bool known_by(struct str at, struct str until);

#endif
