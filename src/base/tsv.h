/* Tab-separated tables: '#' starts a comment line, empty lines are skipped, no quoting. */
#ifndef BASE_TSV_H
#define BASE_TSV_H

#include "base/str.h"

enum { TSV_CELLS = 64 };

struct tsv {
    struct str rest;
    uint32_t line;              /* number of the current line, from 1 */
    struct str cell[TSV_CELLS]; /* [n] */
    uint32_t n;
};

void tsv_init(struct tsv *t, struct str text);
/* The next row into cell[n]; cells beyond TSV_CELLS are dropped. False at the end. */
bool tsv_next(struct tsv *t);
/* Cell i, or an empty string beyond the last; "-" counts as empty. */
struct str tsv_cell(const struct tsv *t, uint32_t i);

#endif
