/* What the claims of a case disagree about. */
#ifndef STORE_DISAGREE_H
#define STORE_DISAGREE_H

#include "store/origin.h"

/* A claim (of a unit) and whom it is taken from. */
struct stated {
    const struct flat_node *claim;
    struct origin_set origin;
};

/*
 * Writes [{slot, kind, compatible, positions: [{value, holders, claims, reports, origins}],
 * resolved}] of the claims of one case, slot by slot, positions in order of the claims. What is of
 * one origin counts once in `origins`. Figures that are a part of a toll, or count attackers, are
 * no position. A slot where all say the same is not listed; figures whose bounds can all be true
 * are compatible. Scratch from `a`.
 */
void disagreements(struct jsonw *w, struct arena *a, const struct stated *stated, uint32_t n);

/* What makes two values one position; STR_NULL of a value that is none. */
struct str position_key(struct arena *a, const struct flat_node *value);
/* A part of a toll, or those among the attackers: no other answer to the same question. */
bool position_aside(const struct flat_node *claim);
/* Whose word a claim is: its holder, else the report. */
struct str position_holder(const struct flat_node *claim);

#endif
