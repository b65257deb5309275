/* What a link changes of the cases of a book: a case that is made of what it was made of stays,
 * with its row, its words and what exports derived from it. */
#ifndef STORE_KEEP_H
#define STORE_KEEP_H

#include "store/compose.h"

struct cluster {
    struct member *m; /* [n] sorted in place */
    uint32_t n;
    uint64_t number; /* of its case; these two are found by keep_cases() */
    char id[CASE_ID];
};

/* Brings the cases of the book to these clusters: composes those that are new or made of something
 * else, takes away what is no more. Inside a transaction. Scratch from `a`. */
att_status keep_cases(struct book *b, struct arena *a, struct cluster *c, uint32_t n,
                      att_error *err);
/* *same: nothing was added or ruled since the last link, and it composed as this program does; then
 * also how many cases there are. */
att_status keep_is_same(struct book *b, bool *same, uint64_t *cases, att_error *err);

#endif
