/*
 * Nobody is named in an incident without somebody who says so: a filler that no claim gives gets
 * one, held by whoever speaks where its words stand.
 */
#ifndef INCIDENTS_VOUCH_H
#define INCIDENTS_VOUCH_H

#include "claims/settle.h"
#include "incidents/build.h"

enum claim_slot filler_slot(uint32_t role);
bool filler_given_by(const struct filler *f, uint32_t role, const struct claim *c);
/* Adds the missing claims, in order of evidence; claim.incident is set. O(fillers * claims of their
 * incident). */
void vouch_run(const struct build *b, const struct incidents *in);

#endif
