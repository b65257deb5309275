/*
 * What the two files that find figures share: the quantities and mentions of the document by token,
 * who can be counted, and how a figure is added. All in the scratch arena of the caller.
 */
#ifndef CLAIMS_COUNTER_H
#define CLAIMS_COUNTER_H

#include "claims/clause.h"
#include "claims/lex.h"

struct counter {
    const struct claim_lexicon *lex;
    const struct doc *d;
    const struct world *w;
    const struct meaning *m;
    const struct statements *st;
    struct subtrees sub;
    uint32_t *q_at; /* [n_tok] quantity that covers the token, or NONE */
    uint32_t *q_of; /* [n_tok] quantity that counts the token as its head, or NONE */
    VEC(struct figure) v;
    bool *perpetrator; /* [entities.n] somebody who attacks, by role or by name of his kind */
    struct arena *a;
};

/* A count of things, not a measure, an age or a share without a number. */
bool counter_usable(const struct counter *k, const struct quantity *q);
/* The usable quantity of the noun at t, or that t stands in; NONE. */
uint32_t counter_quantity(const struct counter *k, uint32_t t);
/* The mention whose head is t, else the narrowest name that covers t ("al-Kazimi" by its parts). */
uint32_t counter_mention(const struct counter *k, uint32_t t);
/* "the other", "the others": what remains of a group told before. */
bool counter_is_the_other(const struct doc *d, uint32_t t);
bool counter_is_person(const struct counter *k, uint32_t t);
/* A figure of the slot told at the trigger: quantity q (NONE: one person) of the noun `head` (may
 * be NONE). Told twice in one sentence, it is added once. */
void counter_add(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t q, uint32_t head);
/* A figure of zero that the word tells ("without casualties"). */
void counter_add_none(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t word);
/* The harmed at h and those coordinated with them. A relative pronoun stands for its antecedent. */
void counter_add_group(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t h);

/* One person is told of at h: a name, "a guard", "him", "nobody". */
bool counter_is_single(const struct counter *k, uint32_t h);

/* A happening, a building, a vehicle, an animal: "a stabbing attack", "200 cows". */
bool counter_is_no_being(const struct counter *k, uint32_t h);

/* ---- listing.c: adds whoever a list of the harmed goes on with behind its first, whose head is h,
 * by the order of the words ("two guards, a driver and three of their friends"). True where the
 * members spell out the first ("two men, a teacher and a doctor") and add nothing. */
bool listing_go_on(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t h);

/* "19 villagers and two guards died": whoever a list begins with before its last, whose head is h.
 */
void listing_go_back(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t h);

/* ---- beside.c: numbers of people by the order of the words, where the tree says nothing */
bool beside_counts_people(const struct counter *k, uint32_t t);
/* A mark that ends the words a trigger can be about. */
bool beside_stops(const struct doc *d, uint32_t t);
/* What the quantity q (may be NONE) counts, or NONE. */
uint32_t beside_counted(const struct counter *k, uint32_t q);
/* The quantity behind, before, directly behind the verb at t; NONE. */
uint32_t beside_right(const struct counter *k, uint32_t t);
uint32_t beside_left(const struct counter *k, uint32_t t);
uint32_t beside_behind(const struct counter *k, uint32_t t);
/* The head of the first people counted between the tokens; of those before the auxiliary of t. */
uint32_t beside_between(const struct counter *k, uint32_t from, uint32_t t);
uint32_t beside_auxiliary(const struct counter *k, uint32_t t);
/* The people counted before "including ..." where the last of those it lists was taken for the
 * subject ("eight people, including four guards, and all three attackers were killed"); or NONE. */
uint32_t beside_whole(const struct counter *k, uint32_t t);
/* "Killed the ambassador and three bystanders were injured": the noun behind an active verb that
 * the tree gave to what follows; or NONE. */
uint32_t beside_object(const struct doc *d, uint32_t t);

/* ---- recount.c: a number of what was counted before, told by the verb at t; false where it is
 * none
 */
bool recount_at(struct counter *k, uint32_t t);

/* ---- harm.c: the figures that the word at t tells */
void harm_at(struct counter *k, uint32_t t);

#endif
