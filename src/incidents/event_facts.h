/*
 * What the files that make incidents ask again and again of an event: its day, whether it is told
 * as history, whose side did it, which act did the harm. Worked out once for each event.
 */
#ifndef INCIDENTS_EVENT_FACTS_H
#define INCIDENTS_EVENT_FACTS_H

#include "incidents/incidents.h"

enum side { SIDE_UNKNOWN, SIDE_STATE, SIDE_OTHER };

/* "The gunman was shot" tells of an attacker's end; "four rebels were killed" does where rebels
 * attacked. */
enum loss { LOSS_NONE, LOSS_FIGHTERS, LOSS_ATTACKERS };

struct event_facts {
    const struct timex *day; /* the date that grammar gives it, NULL where it has none */
    uint32_t time;           /* index of `day`, or NONE */
    int32_t age;             /* days from `day` to the publication, 0 where unknown */
    uint32_t place;          /* where it was, not whose; or NONE */
    uint32_t act; /* for harm: the act of violence in its sentence that did it, or NONE */
    uint8_t type; /* enum event_type: a man seized is kidnapped, a town captured is not */
    uint8_t side; /* enum side: who did it */
    bool before;  /* told as what came before in its sentence: "after a man died" */
    bool history; /* told in the pluperfect or weeks before the report */
    bool past;    /* told as something else than the news: by the grammar, "a similar strike", "two
                   * years after a van was driven into a crowd" */
    bool aside;   /* no happening of its own: "the third attack this month", a drone that
                   * was shot down */
    uint8_t loss; /* enum loss: whether all whom it harms are those who attacked */
    bool toll;    /* of a span of years ("6,000 have died since 2004"): no happening */
    bool plural;  /* several happenings at once ("two bombings", "twin attacks") */
    bool again;   /* a noun for what was told of before ("the attack") */
    bool in_title;
    bool unreal; /* a figure of speech, a plot, a game, a drill: nothing happened */
};

struct build;
/* [events.n] in b->scratch. O(events * window + participants). */
struct event_facts *event_facts_run(const struct build *b);

bool day_known(struct day d);
int day_compare(struct day a, struct day b);
/* Days from `d` to the publication; 0 where either is unknown. */
int32_t day_age(const struct build *b, struct day d);
bool event_is_harm(uint8_t type);
/* A date of the calendar; a mere hour of the day is none. */
bool timex_is_day(const struct doc *d, const struct timex *t);
/* "The spokesman said on Monday": the day of the talk, not of what it is about. */
bool time_is_talks(const struct build *b, uint32_t sent, uint32_t time);
/* The words name those who attacked, whatever else they are ("the gunmen", "himself"). */
bool names_attacker(const struct build *b, uint32_t tok_b, uint32_t tok_e);

/* The first name of the place that begins at byte `at` or behind it, or n_mention. */
uint32_t place_name_after(const struct place *p, uint32_t at);
/* Persons or a population, by its entity or its noun. */
bool names_people(const struct build *b, const struct participant *p);

#endif
