/*
 * What the sieves of coreference share: the chains, and the mentions last seen under a key.
 * Within src/language only.
 */
#ifndef LANGUAGE_COREF_STATE_H
#define LANGUAGE_COREF_STATE_H

#include "language/chain.h"
#include "language/coref.h"

/* Chains seen so far, by a 64-bit key: the last mention that had it. Open addressing. */
struct seen {
    uint64_t *key;
    uint32_t *mention; /* + 1 */
    uint32_t mask;
};

struct coref {
    struct chains c;
    struct seen name, part, office, noun;
    struct arena *scratch;
};

/* The place of `key`: the mention last put there + 1, or 0. */
uint32_t *coref_seen(struct seen *s, uint64_t key);
uint64_t coref_mix(uint64_t a, uint64_t b);
/* The sentence of mention i. */
uint32_t coref_sentence(const struct coref *x, uint32_t i);

/* Hash of the capital letters of an acronym, and of the initials of a longer name: the same for a
 * name and its acronym. 0 where m is none. */
uint64_t coref_acronym(const struct coref *x, const struct mention *m, uint64_t salt);
uint64_t coref_initials(const struct coref *x, const struct mention *m, uint64_t salt);
/* Start of the longest office or rank that ends at token e, not before b; NONE for none. */
uint32_t coref_office_start(const struct coref *x, uint32_t b, uint32_t e);
/* Tokens in which the titles of a mention stand: before a name they may stand outside its phrase.
 */
uint32_t coref_titles_begin(const struct coref *x, const struct mention *m);
uint32_t coref_titles_end(const struct mention *m);
/* Chain of the possessor of a phrase ("his house", "the house of the minister"), or NONE. */
uint32_t coref_possessor(const struct coref *x, const struct mention *m);

/* "No group": nothing that a later phrase speaks of. */
bool coref_is_nothing(const struct coref *x, const struct mention *m);

/* The sieves: names by their spelling; pronouns; definite phrases by their nouns. */
void coref_join_names(struct coref *x);
void coref_join_pronouns(struct coref *x);
void coref_join_nouns(struct coref *x);
/* The chains as entities, in the arena of the document. */
void coref_entities(const struct coref *x, struct entities *out);

#endif
