/*
 * From labels of tokens to names: titles and offices are no part of a person's name, a name ends at
 * a verb, an article before a hyphen belongs to it, pieces of one body are one name.
 */
#ifndef LANGUAGE_NAME_RULES_H
#define LANGUAGE_NAME_RULES_H

#include "language/ner.h"

/* The names that `label` (enum of ner.h, [d->n_tok], corrected in place) marks, in d->a. */
void names_of_labels(const struct doc *d, const struct world *w, const struct ner_token *tok,
                     uint8_t *label, struct names *out);

#endif
