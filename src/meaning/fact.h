/*
 * How an event is told: its polarity, modality with the cue's span, and tense; by the cues of
 * data/modality.tsv in its own clause and in the clauses and phrases it stands in.
 */
#ifndef MEANING_FACT_H
#define MEANING_FACT_H

#include "meaning/trigger.h"

/* Fills modality, negative, tense and cue of *e. O(depth of the tree), at most FACT_STEPS. */
void fact_run(const struct event_lexicon *lex, const struct doc *d, const struct meaning *m,
              struct event *e);
/* A word that only carries its object's event: "carried out", "launched". */
bool fact_is_light(const struct event_lexicon *lex, const struct doc *d, uint32_t t);

/* A light verb whose subject the event befalls: "suffered", "received". */
bool fact_is_undergone(const struct event_lexicon *lex, const struct doc *d, uint32_t t);

#endif
