/*
 * What the files that make claims share: the claims of one report while they are made, who holds
 * the words at a token, and the happening they are about. All in the scratch arena of the caller.
 */
#ifndef CLAIMS_CLAIMER_H
#define CLAIMS_CLAIMER_H

#include "claims/clause.h"
#include "claims/lex.h"

struct claimer {
    const struct claim_lexicon *lex;
    const struct doc *d;
    const struct world *w;
    const struct meaning *m;
    struct claims_found *c;
    struct subtrees sub;
    VEC(struct claim) v;
    uint32_t *of_figure; /* [figures.n] claim made from it, or NONE */
    bool *unharmed;      /* [entities.n] told to have come to no harm */
    struct arena *a;
};

/* A claim about what token t says, held by whoever says it. Valid until the next one is added. */
struct claim *claimer_add(struct claimer *k, enum claim_slot slot, uint32_t t, uint32_t event);
/* The innermost statement at token t whose holder says that it is so, or NONE. */
uint32_t claimer_said(const struct claimer *k, uint32_t t);
/* The holder is the one that the noun at `subj` names. */
void claimer_hold(const struct claimer *k, struct claim *c, uint32_t subj);
/* The words and the entity of the widest mention whose head is t. */
struct tspan claimer_phrase(const struct claimer *k, uint32_t t);
uint32_t claimer_entity(const struct claimer *k, uint32_t t);
/* The antecedent for a relative pronoun, else t itself. */
uint32_t claimer_referent(const struct doc *d, uint32_t t);
/* Who does what the passive verb v says ("by the Front"), or NONE. */
uint32_t claimer_agent(const struct doc *d, uint32_t v);
struct tspan claimer_evidence(const struct claimer *k, uint32_t t);
bool claimer_violent(const struct claimer *k, uint32_t event);
/* The violent event that words at token t are about: in the sentence, else the last before, else
 * the first after; NONE where there is none. */
uint32_t claimer_event(const struct claimer *k, uint32_t t);

/* ---- denial.c: who says that it is not so */
/* The statement around the innermost one at t that says it is not so, or NONE. */
uint32_t denial_around(const struct claimer *k, uint32_t t);
/* Adds to claim i, which somebody else makes, its denial by the holder of statement s. */
void denial_by(struct claimer *k, uint32_t i, uint32_t s);
/* True where the event is told in an account that is said to be untrue. */
bool denial_of_account(const struct claimer *k, uint32_t event);
/* Claims `from` on are of the event; those that nobody else makes are denied by who denies it. */
void denial_held(struct claimer *k, const struct event *ev, uint32_t from);
/* The denial of what is told, by the verb at t ("rejected the reports"). */
void denial_at(struct claimer *k, uint32_t t);

/* ---- responsibility.c: who claims it, denies it, is blamed for it, at the word t */
void responsibility_at(struct claimer *k, uint32_t t);
/* ---- happened.c: whether it happened as told, who is unhurt, at the word t */
void happened_at(struct claimer *k, uint32_t t);
/* ---- circumstance.c: why, how it ended, what was damaged, at the word t */
void circumstance_at(struct claimer *k, uint32_t t);

#endif
