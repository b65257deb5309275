/*
 * Lemmas by rules "cut n bytes, put an ending" that are found by the whole word and its tag, else
 * by its longest known ending and tag. Learnt by train/lemmas.c; part of models/parser.bin. Where
 * the ending leads to a verb or noun that WordNet does not have, one that it has is preferred.
 */
#ifndef LANGUAGE_LEMMA_H
#define LANGUAGE_LEMMA_H

#include "language/model.h"
#include "language/tags.h"
#include "world/lexicon.h"

enum {
    LEMMA_SUFFIX = 6,     /* longest ending that is looked up, bytes */
    LEMMA_RULE_BITS = 12, /* a key's low bits hold the number of its rule */
    LEMMA_TOP_BITS = 13,
    LEMMA_RULES = 1 << LEMMA_RULE_BITS,
};

struct lemma_rule {
    bool keep_case; /* made from the form as it stands, else from the lower-cased one */
    uint32_t cut;   /* bytes cut at the end */
    struct str put; /* and what comes there */
};

struct lemmas {
    uint64_t *key; /* [n_key] rising: hash without its low bits, and the rule */
    uint32_t n_key;
    uint32_t *top;           /* [(1 << LEMMA_TOP_BITS) + 1] first key with these upper bits */
    struct lemma_rule *rule; /* [n_rule] */
    uint32_t n_rule;
    const struct lexicon *lexicon; /* NULL: rules alone */
};

struct lemma_word {
    struct str form, low;
    enum xpos xpos;
    bool capital; /* begins with a capital that the place in the sentence does not explain */
};

/* Keys of the whole word, and of its last n bytes. The low LEMMA_RULE_BITS are 0. */
uint64_t lemma_key_word(const struct lemma_word *w);
uint64_t lemma_key_suffix(const struct lemma_word *w, uint32_t n);

/* Matrices "lemma.keys" and "lemma.rules" of m, checked, copied into a. */
att_status lemmas_open(struct lemmas *l, const struct model *m, const struct lexicon *lexicon,
                       struct arena *a, att_error *err);
/* In a, or a slice of the form. Never empty for a word that is not. */
struct str lemma_get(const struct lemmas *l, const struct lemma_word *w, struct arena *a);

#endif
