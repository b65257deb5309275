/*
 * One claim per holder and value. A report repeats itself: the same holder gives the same slot of
 * one incident the same value in many sentences. The surest of them stays, the first of equals; the
 * events of the others stay where they are.
 */
#ifndef INCIDENTS_MERGE_H
#define INCIDENTS_MERGE_H

#include "incidents/build.h"

/* Merges the claims of the report; claim.incident is set, nothing else refers to claims yet.
 * `supersedes` follows. O(n) expected. */
void claims_merge(const struct build *b);

#endif
