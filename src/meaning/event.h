/* Events: one mention of one happening, with its participants, time, place, and how it is said. */
#ifndef MEANING_EVENT_H
#define MEANING_EVENT_H

#include "language/mention.h"
#include "meaning/number.h"
#include "meaning/place.h"
#include "meaning/timex.h"

/* clang-format off: one type a line */
#define EVENT_TYPES(X)                                                                             \
    X(ATTACK, "attack")                                                                            \
    X(BOMBING, "bombing")                                                                          \
    X(SHOOTING, "shooting")                                                                        \
    X(DRONE_STRIKE, "drone_strike")                                                                \
    X(AIR_STRIKE, "air_strike")                                                                    \
    X(SHELLING, "shelling")                                                                        \
    X(KIDNAPPING, "kidnapping")                                                                    \
    X(ARSON, "arson")                                                                              \
    X(ROBBERY, "robbery")                                                                          \
    X(ASSASSINATION, "assassination")                                                              \
    X(CLASH, "clash")                                                                              \
    X(RIOT, "riot")                                                                                \
    X(PROTEST, "protest")                                                                          \
    X(ARREST, "arrest")                                                                            \
    X(RELEASE, "release")                                                                          \
    X(DEATH, "death")                                                                              \
    X(INJURY, "injury")                                                                            \
    X(SEIZURE, "seizure")                                                                          \
    X(CYBER, "cyber")                                                                              \
    X(SABOTAGE, "sabotage")                                                                        \
    X(EXPULSION, "expulsion")                                                                      \
    X(STATEMENT, "statement")                                                                      \
    X(ACCUSE, "accuse")                                                                            \
    X(DENY, "deny")                                                                                \
    X(CLAIM_RESPONSIBILITY, "claim_responsibility")                                                \
    X(CONDEMN, "condemn")                                                                          \
    X(PRAISE, "praise")                                                                            \
    X(THREATEN, "threaten")                                                                        \
    X(DEMAND, "demand")                                                                            \
    X(OFFER, "offer")                                                                              \
    X(AID, "aid")                                                                                  \
    X(MEET, "meet")                                                                                \
    X(AGREE, "agree")                                                                              \
    X(INVESTIGATE, "investigate")                                                                  \
    X(ORDER, "order")                                                                              \
    X(APPOINT, "appoint")                                                                          \
    X(VOTE, "vote")                                                                                \
    X(DEPLOY, "deploy")                                                                            \
    X(WITHDRAW, "withdraw")                                                                        \
    X(CEASEFIRE, "ceasefire")                                                                      \
    X(SANCTION, "sanction")                                                                        \
    X(OTHER, "other")
/* clang-format on */

#define EVENT_ENUM_(id, name) EVENT_##id,
enum event_type { EVENT_TYPES(EVENT_ENUM_) N_EVENT_TYPE };
#undef EVENT_ENUM_

enum event_role {
    ROLE_PERPETRATOR,
    ROLE_VICTIM,
    ROLE_TARGET,
    ROLE_WEAPON,
    ROLE_ACTOR,
    ROLE_RECIPIENT,
    ROLE_SPEAKER,
    ROLE_ADDRESSEE,
    ROLE_BENEFICIARY,
    ROLE_ORGANIZER,
    N_EVENT_ROLE
};
enum modality {
    MODALITY_ASSERTED,
    MODALITY_REPORTED,
    MODALITY_POSSIBLE,
    MODALITY_PLANNED,
    MODALITY_DENIED,
    MODALITY_HYPOTHETICAL,
    MODALITY_ORDERED
};
enum event_tense { TENSE_NONE, TENSE_PAST, TENSE_PRESENT, TENSE_FUTURE };

struct participant {
    uint8_t role;          /* enum event_role */
    uint32_t mention;      /* index into mentions.v, or NONE */
    uint32_t entity;       /* index into entities.v, or NONE */
    uint32_t tok_b, tok_e; /* the phrase in this sentence */
    struct tspan span;
};

struct event {
    uint8_t type;            /* enum event_type */
    uint8_t modality, tense; /* enum modality, enum event_tense */
    bool negative;           /* polarity '-' */
    bool main;               /* what its sentence is about */
    bool background;         /* told as earlier history, not as the news */
    uint32_t sent;
    uint32_t trig_b, trig_e; /* trigger tokens [trig_b, trig_e) */
    uint32_t head;           /* its syntactic head token */
    struct tspan trigger;
    struct str lemma;         /* "blow up" for multiword triggers */
    struct tspan cue;         /* what makes it possible, denied, ...; empty = none */
    uint32_t time;            /* index into timexes.v, or NONE */
    uint32_t place;           /* index into places.v, or NONE */
    struct participant *part; /* [n_part] */
    uint32_t n_part;
    struct str cameo,
        plover; /* what the trigger's rule says for the codebooks: "183", "ASSAULT/drone" */
};

struct events {
    struct event *v; /* [n] by trig_b */
    uint32_t n;
    uint32_t *of_tok; /* [n_tok] event whose trigger covers the token, or NONE */
};

const char *event_type_name(enum event_type t);
const char *event_role_name(enum event_role r);
const char *modality_name(enum modality m);
const char *event_tense_name(enum event_tense t); /* NULL for TENSE_NONE */
/* Violence that can make an incident (attack .. sabotage, death, injury, clash). */
bool event_is_violent(enum event_type t);

struct event_lexicon; /* triggers, roles, modality cues: data/triggers.tsv and its like */
att_status event_lexicon_open(const struct event_lexicon **out, const struct world *w,
                              struct arena *a, const att_options *opt, att_error *err);

struct meaning; /* meaning/meaning.h */
void event_run(const struct event_lexicon *lex, const struct doc *d, const struct world *w,
               struct meaning *m, struct arena *scratch);

#endif
