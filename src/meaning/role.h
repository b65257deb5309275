/*
 * Who takes part in an event and as what: by the frame of its trigger over the tree (voice,
 * control, relative clauses, coordination, light verbs), and by the order of phrases where the tree
 * says nothing.
 */
#ifndef MEANING_ROLE_H
#define MEANING_ROLE_H

#include "meaning/trigger.h"

/* Fills part/n_part of m->events.v[i]. `rule` may be NULL. O(children), lists of any length. */
void role_run(const struct event_lexicon *lex, const struct doc *d, struct meaning *m, uint32_t i,
              const struct trigger_rule *rule);

#endif
