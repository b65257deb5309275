/* Everything the meaning floor finds in one report. Data flows: times, places, numbers, events. */
#ifndef MEANING_MEANING_H
#define MEANING_MEANING_H

#include "language/mention.h"
#include "meaning/event.h"

struct meaning {
    struct mentions mentions; /* from language/ */
    struct entities entities;
    struct published published;
    struct timexes times;
    struct places places;
    struct quantities quantities;
    struct events events;
};

/* mentions and entities are there; fills the rest in d->a. */
void meaning_run(const struct event_lexicon *lex, struct doc *d, const struct world *w,
                 struct meaning *m, struct arena *scratch);

#endif
