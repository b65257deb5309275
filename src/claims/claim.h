/*
 * Claims: what one holder gives as the value of one slot. Made from figures, from the participants,
 * places and times of violent events, and from phrases of responsibility, staging, failure, damage.
 */
#ifndef CLAIMS_CLAIM_H
#define CLAIMS_CLAIM_H

#include "claims/clause.h"
#include "claims/lex.h"

/* Fills c->claim in d->a; statements and figures are there. */
void claims_make(const struct claim_lexicon *lex, const struct doc *d, const struct world *w,
                 const struct meaning *m, struct claims_found *c, struct arena *scratch);

#endif
