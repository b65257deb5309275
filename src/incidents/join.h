/*
 * How strongly an event belongs to a group of events told before it: marks that tell for or against
 * one happening, each with a weight of data/incidents/join.tsv. The sum decides; below the weight
 * of "new" the event begins a happening of its own.
 */
#ifndef INCIDENTS_JOIN_H
#define INCIDENTS_JOIN_H

#include "incidents/build.h"

const char *join_mark_name(enum join_mark m);
/* Reads data/incidents/join.tsv. */
void join_open(int16_t weight[N_JOIN_MARK]);

/* Which marks hold between event `event` and group k, a bit each. False: their types cannot tell of
 * one happening. O(participants). */
bool join_marks(const struct build *b, const struct groups *gs, uint32_t k, uint32_t event,
                uint64_t *marks);
int32_t join_score(const int16_t weight[N_JOIN_MARK], uint64_t marks);

/* "The attack", "Sunday's attack": one spoken of before. */
bool join_is_definite(const struct build *b, const struct event *e);
/* "In a second blast", "the latest attack": one of several. */
bool join_is_numbered(const struct build *b, const struct event *e);
/* The cue among the few words before the trigger, in its sentence. */
bool join_has_cue(const struct build *b, const struct event *e, uint8_t cue, uint32_t reach);
/* The act that did it by grammar is in group k. */
bool join_by_act(const struct build *b, const struct event *e, const struct groups *gs, uint32_t k);
/* The first place is the second or lies in it. */
bool join_place_inside(const struct build *b, uint32_t p, uint32_t q);
/* All whom the event harms did what the group tells ("police shot him dead"). */
bool join_harms_doers(const struct build *b, const struct event *e, const struct group *g);
/* The event tells of the end of those who attacked in the group. */
bool join_loses(const struct build *b, const struct event *e, const struct group *g);

#endif
