/* Events whose words tell of no act of violence in the world: a figure of speech, the plot of a
 * film, a game, a drill; and those that only put a name on what was told. */
#ifndef INCIDENTS_UNREAL_H
#define INCIDENTS_UNREAL_H

#include "incidents/build.h"

/* [events.n] in b->scratch: true where nothing of the kind happened. O(tokens + participants). */
bool *unreal_run(const struct build *b);
/* "The mayor called it an attack on the town", "it was a cowardly attack". */
bool unreal_is_label(const struct build *b, const struct event *e);

#endif
