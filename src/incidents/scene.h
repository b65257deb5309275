/* Where an event was, by the grammar of its sentence. */
#ifndef INCIDENTS_SCENE_H
#define INCIDENTS_SCENE_H

#include "incidents/build.h"

/* The place that the event was at, not the one whose troops did it; or NONE. */
uint32_t scene_of(const struct build *b, const struct event *e);

/* "A second bomb in Mosul": the place that hangs on the noun of the mention, or NONE; `also_of`: by
 * "of" too ("the prison of Kerman"). */
uint32_t scene_beside(const struct build *b, uint32_t mention, bool also_of);

#endif
