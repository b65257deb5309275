/* Which act of violence an event belongs to, by the grammar of its sentence. */
#ifndef INCIDENTS_ACT_H
#define INCIDENTS_ACT_H

#include "incidents/build.h"

/* Event v is an act of violence, not the harm it did; false for NONE. */
bool act_is(const struct build *b, uint32_t v);
/* The act that did the harm ("a bomb exploded, killing six"), or that the participle goes on
 * telling of ("rockets hit the town, destroying a school"); NONE where grammar does not say.
 * `before`: the event is told as what came before the act. O(words of the sentence near by). */
uint32_t act_of(const struct build *b, const struct event *e, bool before);
/* The act that is the subject of the verb ("the strike had hit a wedding"), or NONE. */
uint32_t act_of_subject(const struct build *b, const struct event *e);
/* "The death came before the strike": the act named behind "before" did not do it. */
bool act_comes_later(const struct build *b, const struct event *e);

#endif
