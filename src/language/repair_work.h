/* What the repairs of trees share: what hangs on each word. Private to repair.c (which also has the
 * subjects and the that-clauses) and repair_verbs.c (finite verbs taken for participles,
 * headlines). */
#ifndef LANGUAGE_REPAIR_WORK_H
#define LANGUAGE_REPAIR_WORK_H

#include "language/repair.h"
#include "language/tags.h"

/* What hangs on each word, as far as the rule asks; [n_tok] each. */
struct hanging {
    uint8_t *has;      /* enum has */
    uint32_t *subject; /* the last nominal subject before the word, or NONE */
    uint32_t *finite;  /* the last finite auxiliary before the word, or NONE */
};

enum has {
    HAS_LINK = 1,
    HAS_AUX = 2,
    HAS_OBJECT = 4,
    HAS_CLAUSE = 8,
    HAS_AGENT = 16,
    HAS_MARK = 32
};

static inline bool finite_tag(uint8_t x) {
    return x == XPOS_VBD || x == XPOS_VBZ || x == XPOS_VBP || x == XPOS_MD;
}

/* The verbs of one sentence, tokens [b, e): see repair.h. `lex` may be NULL. */
void repair_verbs(struct doc *d, const struct lexicon *lex, struct hanging *w, uint32_t b,
                  uint32_t e);

#endif
