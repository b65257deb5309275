/* Where an event was, by the grammar of its sentence. */
#ifndef INCIDENTS_SCENE_H
#define INCIDENTS_SCENE_H

#include "incidents/build.h"

/* The place that the event was at, not the one whose troops did it; or NONE. */
uint32_t scene_of(const struct build *b, const struct event *e);

#endif
