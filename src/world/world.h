/*
 * What is known before any report is read: words, places, actors, the calendar.
 * Built once per engine, immutable afterwards, shared by all threads.
 */
#ifndef WORLD_WORLD_H
#define WORLD_WORLD_H

#include "base/arena.h"

struct lexicon;   /* world/lexicon.h: word classes (WordNet), common words, given names, titles */
struct gaz;       /* world/gaz.h:     place names, positions, containment */
struct forms;     /* world/forms.h:   abbreviations, units, contractions for the tokenizer */
struct actors;    /* world/actors.h:  states, groups, outlets, leaders; users' dictionaries */
struct calendar;  /* world/calendar.h: day arithmetic, words of time and number */
struct pagewords; /* world/pagewords.h: bylines, boilerplate, tags of wires, agencies */

struct world {
    const struct lexicon *lexicon;
    const struct gaz *gaz;
    const struct actors *actors;
    const struct pagewords *pagewords;
    const struct forms *forms;
    const struct calendar *calendar;
};

/* Everything goes into `a` (the engine's arena). A malformed line of a user's file is reported
 * through opt->warn and skipped; a file that cannot be read fails the call. */
att_status world_open(struct world *w, struct arena *a, const att_options *opt, att_error *err);

#endif
