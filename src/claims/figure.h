/*
 * Figures: how many people are killed, wounded, missing, ... and how many weapons are counted, as
 * the words say it. The number of a figure always stands in its span; a single person ("a guard was
 * killed", "killing him") is 1..1 with the person's words as its number.
 */
#ifndef CLAIMS_FIGURE_H
#define CLAIMS_FIGURE_H

#include "claims/clause.h"
#include "claims/lex.h"

/* Fills c->figures in d->a; statements are there. O(n_tok) but for short looks beside a trigger. */
void figures_run(const struct claim_lexicon *lex, const struct doc *d, const struct world *w,
                 const struct meaning *m, struct claims_found *c, struct arena *scratch);

#endif
