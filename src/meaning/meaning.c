#include "base/base.h"

#include "meaning/meaning.h"

void meaning_run(const struct event_lexicon *lex, struct doc *d, const struct world *w,
                 struct meaning *m, struct arena *scratch) {
    timex_run(d, w, &m->published, &m->times, scratch);
    place_run(d, w, &m->mentions, &m->entities, &m->places, scratch);
    number_run(d, w->calendar, &m->times, &m->mentions, &m->quantities);
    event_run(lex, d, w, m, scratch);
}
