/* Chains of mentions while they are built: disjoint sets with what is known of each chain. */
#ifndef LANGUAGE_CHAIN_H
#define LANGUAGE_CHAIN_H

#include "language/mention.h"
#include "world/actors.h"

/* What a chain is, kept at its root. */
struct chain {
    uint32_t up;    /* mention above in the set; itself for the root */
    uint32_t first; /* first mention of the chain */
    uint32_t size;
    uint8_t type, number, gender;
    bool named, full; /* has a name; has one of several words */
    uint32_t known;   /* actor, or NONE */
    uint32_t office;  /* number of its office (synonyms line or hash), 0 = none */
    char country[4], sector[4];
};

struct chains {
    const struct doc *d;
    const struct world *w;
    struct mentions *m;
    struct chain *v; /* [m->n] */
    struct arena *scratch;
    struct str *key;    /* [n_tok] namekey_tokens() */
    bool *upper;        /* [n_tok] written in capitals in text that uses case */
    bool persons_apart; /* names are compared: two chains with names of persons are two persons */
};

/* One chain a mention, described by the mention. */
void chains_init(struct chains *c, const struct doc *d, const struct world *w, struct mentions *m,
                 struct arena *scratch);
/* Root of mention i's chain. */
uint32_t chain_root(const struct chains *c, uint32_t i);
/* Types, numbers and genders that one thing can have. */
bool chain_compatible(const struct chains *c, uint32_t i, uint32_t k);
/* Joins the chains of mentions i and k. */
void chain_join(struct chains *c, uint32_t i, uint32_t k);
/* Joins when compatible and not one inside the other; true when they are one chain now. */
bool chain_try(struct chains *c, uint32_t i, uint32_t k);
/* Types that may name the same thing. */
bool chain_types_fit(uint8_t a, uint8_t b);

#endif
