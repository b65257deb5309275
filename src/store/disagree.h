/* What the claims of a case disagree about. */
#ifndef STORE_DISAGREE_H
#define STORE_DISAGREE_H

#include "base/arena.h"

#include <jansson.h>

/*
 * [{slot, kind, compatible, positions: [{value, holders, claims, reports, origins}], resolved}] of
 * the claims of one case, slot by slot, positions in order of the claims. origin[i] tells
 * the origins of claim i (a set of origins_of_claim(), store/origin.h): what is of one origin
 * counts once in `origins`. Figures that are a part of a toll, or count attackers, are no position.
 * A slot where all say the same is not listed; figures whose bounds can all be true are compatible.
 * The caller's.
 */
json_t *disagreements(struct arena *a, const json_t *claims, const json_t *origin);

#endif
