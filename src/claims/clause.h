/*
 * Small questions about the dependency tree that the files of this floor share.
 * Ranges of tokens are half-open. All columns live in the scratch arena of the caller.
 */
#ifndef CLAIMS_CLAUSE_H
#define CLAIMS_CLAUSE_H

#include "language/tags.h"
#include "text/doc.h"

/* First and last token of the subtree of each token: subtree of t covers [lo[t], hi[t]). */
struct subtrees {
    uint32_t *lo, *hi; /* [n_tok] */
};

/* O(n_tok); a head that leads round in a circle is cut. */
void subtrees_run(const struct doc *d, struct subtrees *s, struct arena *a);

/* First dependent of t with the relation, or NONE. */
uint32_t clause_child(const struct doc *d, uint32_t t, enum deprel rel);
/* First dependent whose plain relation (without subtype) is `rel`, or NONE. */
uint32_t clause_child_plain(const struct doc *d, uint32_t t, enum deprel rel);
bool clause_is_verb(const struct doc *d, uint32_t t);
/* nsubj, nsubj:pass, csubj of t itself, or NONE. */
uint32_t clause_own_subject(const struct doc *d, uint32_t t);
/* The subject of t: its own, or of the verb it is coordinated with or subordinate to. */
uint32_t clause_subject(const struct doc *d, uint32_t t);
bool clause_passive(const struct doc *d, uint32_t t);
/* A negation among the dependents ("not", "n't", "never", "no"). */
bool clause_negated(const struct doc *d, uint32_t t);
/* The lowest verb at or above t (t itself when it is one), or the root of its sentence. */
uint32_t clause_verb_above(const struct doc *d, uint32_t t);
/* A bare number or share with what it is of: "Several" of "Several of his guards" gives the whole;
 * any other phrase [b, e) gives `span`. */
struct tspan clause_whole_of(const struct doc *d, uint32_t b, uint32_t e, struct tspan span);

static inline struct str clause_lemma(const struct doc *d, uint32_t t) {
    return d->lemma[t].n ? d->lemma[t] : d->tok_low[t];
}
static inline bool clause_is(const struct doc *d, uint32_t t, const char *lower) {
    return str_eq_c(d->tok_low[t], lower);
}
static inline bool clause_lemma_is(const struct doc *d, uint32_t t, const char *lower) {
    return str_eq_c(clause_lemma(d, t), lower) || str_eq_c(d->tok_low[t], lower);
}
static inline uint32_t clause_sent_b(const struct doc *d, uint32_t t) {
    return d->sent_tok[d->tok_sent[t]];
}
static inline uint32_t clause_sent_e(const struct doc *d, uint32_t t) {
    return d->sent_tok[d->tok_sent[t] + 1];
}

#endif
