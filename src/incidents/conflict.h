/*
 * Where the claims of one incident clash. Positions are groups of claims with one value, in the
 * order of telling; a conflict is the same whoever is asked first. Nothing is dropped and nothing
 * decided: `resolved` names a claim only where the report itself says that it takes the place of
 * the others.
 */
#ifndef INCIDENTS_CONFLICT_H
#define INCIDENTS_CONFLICT_H

#include "incidents/incidents.h"

/* Conflicts of all incidents, in order of incident and slot, in d->a. claim.incident is set.
 * O(claims of an incident and slot, squared by its distinct values). */
void conflicts_run(const struct doc *d, const struct meaning *m, const struct claims_found *c,
                   const struct incidents *in, struct conflicts *out, struct arena *scratch);

/* Two claims of one slot that cannot be told apart by their values. */
bool claims_agree(const struct claim *x, const struct claim *y);

#endif
