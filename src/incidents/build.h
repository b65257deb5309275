/* Between the files that make incidents: what is known of each happening while it grows. */
#ifndef INCIDENTS_BUILD_H
#define INCIDENTS_BUILD_H

#include "incidents/event_facts.h"
#include "incidents/templates.h"

enum { MAX_INCIDENTS = 64 };

/* Word lists and tables of data/incidents, and the trained model. */
struct incident_model {
    struct role_model roles;
    bool trained;                                /* models/incident.bin is there */
    bool compatible[N_EVENT_TYPE][N_EVENT_TYPE]; /* data/incidents/compatible.tsv, symmetric */
    uint8_t rank[N_EVENT_TYPE];                  /* how telling a type is for the whole incident */
    struct map means; /* data/incidents/means.tsv: word -> enum event_type */
    struct map cues;  /* data/incidents/cues.tsv: word -> enum incident_cue */
};
enum incident_cue {
    CUE_FOILED = 1,
    CUE_FAILED,
    CUE_OTHER,
    CUE_DEFINITE,
    CUE_EARLIER,
    CUE_REVISED,
    CUE_BEFORE,
    CUE_LOCATED,
    CUE_ANYBODY,
    CUE_NTH,
    CUE_ATTACKER,
    CUE_CORPSE,
    CUE_SEVERAL,
    CUE_LIKE,
    CUE_SPAN,
};

/* What all the files read. */
struct build {
    const struct incident_model *model;
    const struct doc *d;
    const struct meaning *m;
    struct claims_found *claims;
    const struct world *w;
    struct arena *scratch;
    const bool *unharmed;            /* [m->entities.n] of fill_unharmed() */
    const struct event_facts *facts; /* [m->events.n] */
};

/* Whom the report says no harm came to ("he was not injured"), by entity. */
bool *fill_unharmed(const struct meaning *m, struct arena *a);

/* Events told of one happening. */
struct group {
    uint32_t *event; /* [n] in order */
    uint32_t n, cap;
    uint64_t types; /* bit per event type in it */
    uint32_t first_sent, last_sent;
    bool background, history; /* all its events are told so */
    bool in_title, only_title, in_lead;
    uint8_t side;        /* enum side: who did it, where told */
    bool plural;         /* every act in it is several at once ("two bombings") */
    struct day from, to; /* year 0 = unknown */
    bool undated;        /* told with a day that the calendar does not know ("on Monday") */
    uint32_t place;      /* finest place so far, or NONE */
    int32_t weight;      /* for the choice of the main one */
};
struct groups {
    struct group v[MAX_INCIDENTS];
    uint32_t n;
    uint32_t *of_event; /* [events.n] index into v, or NONE */
};

/* Groups the violent events of a report by rules. */
void group_run(const struct build *b, struct groups *g);
/* Event i tells of the end of those who attacked in the group ("the gunmen were shot dead"): not of
 * what they did. */
bool group_loses(const struct build *b, const struct group *g, uint32_t i);
/* True where the event can begin or join an incident. */
bool group_takes(const struct build *b, const struct event *e);
uint8_t incident_outcome(const struct build *b,
                         const struct event *e); /* CUE_FOILED, CUE_FAILED, 0 */
uint8_t incident_cue_at(const struct build *b, uint32_t tok);

/* Fillers, date, place and status of an incident out of its events. */
void fill_from_events(const struct build *b, const struct group *g, struct incident *in);
/* Adds a filler unless its entity or text is there. */
void fill_add(const struct build *b, struct incident *in, uint32_t role, uint32_t entity,
              struct tspan span);

/* When and where: of the events of a group, in setting.c. */
void setting_of_group(const struct build *b, const struct group *g, struct incident *in);
/* Where no event names them: the first date and the finest place of the sentences, [n]. */
void setting_of_sentences(const struct build *b, struct incident *in, const uint32_t *sent,
                          uint32_t n);

/* Incidents of a wire in capitals, by the trained reader; returns how many. */
uint32_t wire_run(const struct build *b, struct incident *out, uint32_t room, uint32_t *of_event);
/* Lets the trained reader fill what the events left empty. */
void wire_add(const struct build *b, struct incident *in, uint32_t n);
bool wire_is(const struct doc *d);

#endif
