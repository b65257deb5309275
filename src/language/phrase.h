/* What a phrase is: type, number, gender, definiteness by its words, the lexicon and the tags. */
#ifndef LANGUAGE_PHRASE_H
#define LANGUAGE_PHRASE_H

#include "language/mention.h"
#include "language/tags.h"
#include "world/lexicon.h"

/* Head of t inside its own sentence, or NONE. */
static inline uint32_t phrase_head(const struct doc *d, uint32_t t) {
    uint32_t h = d->head[t];
    return h < d->n_tok && h != t && d->tok_sent[h] == d->tok_sent[t] ? h : NONE;
}

/* deprel_plain() without string work. */
static inline enum deprel deprel_plain_fast(enum deprel r) {
    switch (r) {
    case DEP_NSUBJ_PASS:
    case DEP_NSUBJ_OUTER: return DEP_NSUBJ;
    case DEP_NMOD_POSS:
    case DEP_NMOD_TMOD:
    case DEP_NMOD_NPMOD:
    case DEP_NMOD_DESC: return DEP_NMOD;
    case DEP_OBL_AGENT:
    case DEP_OBL_TMOD:
    case DEP_OBL_NPMOD: return DEP_OBL;
    case DEP_ACL_RELCL: return DEP_ACL;
    default: return r;
    }
}

/* Fills type, number, gender, definite, place_adjective. For a name, m->type holds the kind that
 * ner.h gave; for a coordination, m->number is already plural. */
void phrase_describe(const struct doc *d, const struct world *w, struct mention *m);
/* Classes (LEXC_*) of the words [b, e) as a noun: the longest ending that the lexicon has. */
uint32_t phrase_class(const struct doc *d, const struct lexicon *l, uint32_t b, uint32_t e);
/* The words [b, e) in lower case with single spaces; empty when longer than `into`. */
struct str phrase_words(const struct doc *d, uint32_t b, uint32_t e, char into[128]);

#endif
