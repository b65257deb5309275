#include "base/base.h"

#include "language/repair.h"

#include "language/tags.h"

/* What hangs on each word, as far as the rule asks; [n_tok] each. */
struct hanging {
    uint8_t *has;      /* enum has */
    uint32_t *subject; /* the last nominal subject before the word, or NONE */
    uint32_t *finite;  /* the last finite auxiliary before the word, or NONE */
};

enum has { HAS_LINK = 1, HAS_AUX = 2, HAS_OBJECT = 4, HAS_CLAUSE = 8 };

static bool finite_tag(uint8_t x) {
    return x == XPOS_VBD || x == XPOS_VBZ || x == XPOS_VBP || x == XPOS_MD;
}

static void note_child(struct hanging *w, const struct doc *d, uint32_t t) {
    uint32_t h = d->head[t];
    switch (deprel_plain((enum deprel)d->deprel[t])) {
    case DEP_NSUBJ:
        if (t < h) w->subject[h] = t;
        w->has[h] |= HAS_LINK;
        break;
    case DEP_CSUBJ:
    case DEP_MARK:
    case DEP_CC:
    case DEP_EXPL: w->has[h] |= HAS_LINK; break;
    case DEP_AUX: w->has[h] |= HAS_AUX; /* fall through */
    case DEP_COP:
        if (t < h && finite_tag(d->xpos[t])) w->finite[h] = t;
        break;
    case DEP_OBJ: w->has[h] |= HAS_OBJECT; break;
    case DEP_CCOMP: w->has[h] |= HAS_CLAUSE; break;
    default: break;
    }
}

static bool clause_relation(uint8_t r) {
    enum deprel p = deprel_plain((enum deprel)r);
    return p == DEP_ADVCL || p == DEP_CCOMP || p == DEP_XCOMP || p == DEP_PARATAXIS ||
           p == DEP_CONJ || p == DEP_ACL;
}

/* Something between the two words that may begin or join a clause. */
static bool joined(const struct doc *d, uint32_t b, uint32_t e) {
    for (uint32_t t = b; t < e; t++) {
        uint8_t u = d->upos[t], x = d->xpos[t];
        if (u == UPOS_SCONJ || u == UPOS_CCONJ || u == UPOS_PUNCT) return true;
        if (x == XPOS_WDT || x == XPOS_WP || x == XPOS_WRB) return true;
    }
    return false;
}

/* Is `verb` the verb of the clause that its head, a participle, was taken for? */
static bool changed_places(const struct doc *d, const struct hanging *w, uint32_t verb) {
    uint32_t part = d->head[verb];
    if (part == NONE || part >= verb || part == 0 || !clause_relation(d->deprel[verb]))
        return false;
    if (d->upos[part] != UPOS_VERB || (d->xpos[part] != XPOS_VBN && d->xpos[part] != XPOS_VBD))
        return false;
    bool finite = (d->upos[verb] == UPOS_VERB && d->xpos[verb] == XPOS_VBD) ||
                  (w->finite[verb] != NONE && w->finite[verb] > part);
    if (!finite || w->has[verb] & HAS_LINK || w->has[part] & (HAS_AUX | HAS_OBJECT)) return false;
    if (w->has[part] & HAS_CLAUSE && d->deprel[verb] != DEP_CCOMP) return false;
    uint32_t noun = w->subject[part];
    if (noun != part - 1) return false;
    bool nominal =
        d->upos[noun] == UPOS_NOUN || d->upos[noun] == UPOS_PROPN || d->upos[noun] == UPOS_NUM;
    return nominal && !joined(d, part + 1, verb);
}

static void change_places(struct doc *d, uint32_t verb, uint32_t b, uint32_t e) {
    uint32_t part = d->head[verb], noun = part - 1;
    for (uint32_t t = b; t < e; t++)
        if (d->head[t] == part && (t < noun || t > verb)) d->head[t] = verb;
    d->head[verb] = d->head[part], d->deprel[verb] = d->deprel[part];
    d->head[noun] = verb;
    d->head[part] = noun, d->deprel[part] = DEP_ACL, d->xpos[part] = XPOS_VBN;
}

void repair_run(struct doc *d, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    struct hanging w = {arena_array(scratch, uint8_t, d->n_tok),
                        arena_array(scratch, uint32_t, d->n_tok),
                        arena_array(scratch, uint32_t, d->n_tok)};
    for (uint32_t t = 0; t < d->n_tok; t++) w.subject[t] = w.finite[t] = NONE;
    for (uint32_t t = 0; t < d->n_tok; t++)
        if (d->head[t] != NONE) note_child(&w, d, t);
    for (uint32_t s = 0; s < d->n_sent; s++)
        for (uint32_t t = d->sent_tok[s]; t < d->sent_tok[s + 1]; t++)
            if (changed_places(d, &w, t)) {
                change_places(d, t, d->sent_tok[s], d->sent_tok[s + 1]);
                break; /* once a sentence: what hangs where is noted for the tree as it was */
            }
    arena_rewind(scratch, mark);
}
