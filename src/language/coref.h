/* Which mentions mean the same: sieves from sure to bold over the mentions in order. */
#ifndef LANGUAGE_COREF_H
#define LANGUAGE_COREF_H

#include "language/mention.h"

/* Sets the entity of every mention and builds the entities in d->a. Each mention looks back over a
 * bounded number of candidates: linear in the number of mentions. */
void coref_run(const struct doc *d, const struct world *w, struct mentions *m, struct entities *e,
               struct arena *scratch);

/* A proper noun that the reader of names missed, and that is the last name of a person named
 * elsewhere in the report, in whatever spelling ("al-Kazimi" after "Mustafa al-Kazimy"), becomes a
 * name. O(n log n). */
void coref_name_again(const struct doc *d, struct mentions *m, struct arena *scratch);

#endif
