/* What the parts of role casting share: phrases and their roles (role_phrase.c), verbs and
 * prepositions (role_verb.c), whose means they
 * are (role_owner.c), nouns and headlines (role.c). Private to them. */
#ifndef MEANING_ROLE_WORK_H
#define MEANING_ROLE_WORK_H

#include "meaning/role.h"

enum { MAX_PARTICIPANTS = 64 };

/* The participants of one event, as they are found. */
struct casting {
    const struct event_lexicon *lex;
    const struct doc *d;
    struct meaning *m;
    const struct event *e;
    const struct frame *frame;
    VEC(struct participant) part; /* in d->a */
    bool within;                  /* what is cast may stand inside another participant */
};

/* The noun at t, with its phrase, in the role (event_role or frame_role) that its kind allows. */
void role_cast_one(struct casting *c, uint8_t role, uint32_t t);
/* The noun at t and what is coordinated with it. Lists share the role. t may be NONE. */
void role_cast(struct casting *c, uint8_t role, uint32_t t);
/* Some participant has tokens of [b, e). */
bool role_cast_already(const struct casting *c, uint32_t b, uint32_t e);
/* The role a frame gives behind the preposition; FRAME_NONE where it says nothing. */
uint8_t role_behind(const struct frame *f, struct str prep);
/* What can do harm as a subject: a weapon, or a car or plane. */
bool role_is_means(const struct casting *c, uint32_t t);
/* The token is the trigger of an event that a rule names. */
bool role_takes_event(const struct casting *c, uint32_t t);

/* "himself". */
bool role_is_reflexive(const struct doc *d, uint32_t t);
/* "who", "which". */
bool role_is_relative(const struct doc *d, uint32_t t);

/* An oblique or a noun behind a preposition. */
void role_cast_oblique(struct casting *c, uint32_t t, bool passive);
/* A compound or adjective of an event noun, or of a means: "the army raid", "Israeli tanks". */
void role_cast_modifier(struct casting *c, uint32_t k);
/* "Turkish warplanes hit", "shot by an army sniper": whose means the noun at s is, as the
 * perpetrator of violence. s may be NONE. */
void role_cast_owner(struct casting *c, uint32_t s);
/* Subject, objects and obliques of the verb at t. */
void role_cast_verb(struct casting *c, uint32_t t);
bool role_is_passive(const struct doc *d, uint32_t t);
bool role_is_agent(const struct doc *d, uint32_t t);
/* The subject a verb has by grammar, although it stands with another verb; or NONE. */
uint32_t role_understood_subject(const struct event_lexicon *lex, const struct doc *d, uint32_t t);

#endif
