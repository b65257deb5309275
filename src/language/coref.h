/* Which mentions mean the same: sieves from sure to bold over the mentions in order. */
#ifndef LANGUAGE_COREF_H
#define LANGUAGE_COREF_H

#include "language/mention.h"

/* Sets the entity of every mention and builds the entities in d->a. Each mention looks back over a
 * bounded number of candidates: linear in the number of mentions. */
void coref_run(const struct doc *d, const struct world *w, struct mentions *m, struct entities *e,
               struct arena *scratch);

#endif
