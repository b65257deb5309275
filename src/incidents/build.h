/* Between the files that make incidents: what is known of each happening while it grows. */
#ifndef INCIDENTS_BUILD_H
#define INCIDENTS_BUILD_H

#include "incidents/event_facts.h"
#include "incidents/templates.h"

enum { MAX_INCIDENTS = 64 };

/* Marks that tell for or against one happening (join.h). */
/* clang-format off: one mark a line; what each means stands beside its weight in the table */
#define JOIN_MARKS(X)                                                                              \
    X(NEW, "new")                                                                                  \
    X(SAME_SENTENCE, "same_sentence")                                                              \
    X(NEXT_SENTENCE, "next_sentence")                                                              \
    X(SAME_PARAGRAPH, "same_paragraph")                                                            \
    X(DATE_DAY, "date_day")                                                                        \
    X(DATE_WIDE, "date_wide")                                                                      \
    X(DATE_APART, "date_apart")                                                                    \
    X(PLACE_WITHIN, "place_within")                                                                \
    X(PLACE_ABROAD, "place_abroad")                                                                \
    X(PLACE_APART, "place_apart")                                                                  \
    X(SAME_HARMED, "same_harmed")                                                                  \
    X(SAME_DOER, "same_doer")                                                                      \
    X(SAME_ANYBODY, "same_anybody")                                                                \
    X(DEFINITE, "definite")                                                                        \
    X(DEFINITE_TYPE, "definite_type")                                                              \
    X(DEFINITE_NEAR, "definite_near")                                                              \
    X(AGAIN_SEVERAL, "again_several")                                                              \
    X(DENIED, "denied")                                                                            \
    X(TITLE, "title")                                                                              \
    X(OTHER_SIDE, "other_side")                                                                    \
    X(OTHER_DAY, "other_day")                                                                      \
    X(FIRE, "fire")                                                                                \
    X(OTHER_WORD, "other_word")                                                                    \
    X(ONE_OF_SEVERAL, "one_of_several")                                                            \
    X(EARLIER_WORD, "earlier_word")                                                                \
    X(PAST, "past")                                                                                \
    X(PAST_DEFINITE, "past_definite")                                                              \
    X(HISTORY, "history")                                                                          \
    X(SAME_TYPE, "same_type")                                                                      \
    X(SAME_TYPE_FAR, "same_type_far")                                                              \
    X(ACT_BY_ACT, "act_by_act")                                                                    \
    X(HARM_BY_ACT, "harm_by_act")                                                                  \
    X(HARM_BY_OTHER, "harm_by_other")                                                              \
    X(HARM_BEFORE, "harm_before")                                                                  \
    X(HARM_HISTORY, "harm_history")                                                                \
    X(HARM_NEWS, "harm_news")                                                                      \
    X(HARM_NEAR, "harm_near")                                                                      \
    X(HARM_BARE, "harm_bare")                                                                      \
    X(FIRST_NEWS, "first_news")                                                                    \
    X(BEFORE_LANDMARK, "before_landmark")                                                          \
    X(NEW_DOER, "new_doer")                                                                        \
    X(NEW_HARMED, "new_harmed")                                                                    \
    X(PLACE_UNLIKE, "place_unlike")                                                                \
    X(NEW_PARAGRAPH, "new_paragraph")                                                              \
    X(OTHER_OPENING, "other_opening")                                                              \
    X(NEW_VERB, "new_verb") X(OTHER_MEANS, "other_means") X(AVENGED, "avenged")
/* clang-format on */
#define JOIN_ENUM_(id, name) JOIN_##id,
enum join_mark { JOIN_MARKS(JOIN_ENUM_) N_JOIN_MARK };
#undef JOIN_ENUM_

/* Word lists and tables of data/incidents, and the trained model. */
struct incident_model {
    struct role_model roles;
    bool trained;                                /* models/incident.bin is there */
    bool compatible[N_EVENT_TYPE][N_EVENT_TYPE]; /* data/incidents/compatible.tsv, symmetric */
    uint8_t rank[N_EVENT_TYPE];                  /* how telling a type is for the whole incident */
    int16_t join[N_JOIN_MARK];                   /* data/incidents/join.tsv, in eighths */
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
    CUE_SPEAKING,
    CUE_NAMING,
    CUE_STORY,
    CUE_GAME,
    CUE_DRILL,
    CUE_MARKED,
    CUE_AVENGED,
    CUE_TOLL,
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

/* Works out `unharmed` and `facts` of what else is set. */
void incident_build(struct build *b);

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

/* How an event stands to the groups before it. */
struct join_view {
    uint64_t marks[MAX_INCIDENTS]; /* [n] bit per enum join_mark */
    bool fits[MAX_INCIDENTS];      /* [n] its type can tell of the same happening */
    uint32_t n;
    bool can_begin; /* a happening of its own */
};
/* Who decides: the group that the event joins, n = a new one, NONE = none. */
struct group_guide {
    uint32_t (*choose)(void *ctx, uint32_t event, const struct join_view *v);
    void *ctx;
};
/* What the weights say. */
uint32_t group_choose(const int16_t weight[N_JOIN_MARK], const struct join_view *v);

/* Groups the violent events of a report; by the weights of the model where `guide` is NULL. */
void group_run(const struct build *b, struct groups *g, const struct group_guide *guide);
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
