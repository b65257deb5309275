/*
 * How much happens at a place: where a place of the book has news of many of its days, a common
 * place and day say little, and two reports need more words in common to be one happening.
 */
#ifndef STORE_CROWD_H
#define STORE_CROWD_H

#include "store/link.h"

struct crowd {
    uint8_t *loss; /* [n] of a place id */
    uint32_t n;
};

/* Counts the days of each place; from `a`. O(n log n). */
void crowd_count(struct arena *a, const struct link_unit *unit, uint32_t n, struct crowd *c);
/* What a pair that is put at one place loses: 0 where none is shared or the place is quiet. Of
 * several shared places the quietest counts. */
int crowd_loss(const struct crowd *c, const struct link_unit *a, const struct link_unit *b);

#endif
