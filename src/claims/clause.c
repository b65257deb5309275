#include "base/base.h"

#include "claims/clause.h"

/* Tokens of the document so that every head stands before its dependents. */
static uint32_t top_down(const struct doc *d, uint32_t *order) {
    uint32_t n = 0;
    for (uint32_t t = 0; t < d->n_tok; t++)
        if (d->head[t] == NONE) order[n++] = t;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t c = d->child_b[order[i]]; c < d->child_b[order[i] + 1] && n < d->n_tok; c++)
            order[n++] = d->child[c];
    return n;
}

void subtrees_run(const struct doc *d, struct subtrees *s, struct arena *a) {
    s->lo = arena_array(a, uint32_t, d->n_tok);
    s->hi = arena_array(a, uint32_t, d->n_tok);
    for (uint32_t t = 0; t < d->n_tok; t++) s->lo[t] = t, s->hi[t] = t + 1;
    uint32_t *order = arena_array(a, uint32_t, d->n_tok);
    for (uint32_t i = top_down(d, order); i-- > 0;) {
        uint32_t t = order[i], h = d->head[t];
        if (h == NONE || h >= d->n_tok) continue;
        s->lo[h] = ATT_MIN(s->lo[h], s->lo[t]);
        s->hi[h] = ATT_MAX(s->hi[h], s->hi[t]);
    }
}

uint32_t clause_child(const struct doc *d, uint32_t t, enum deprel rel) {
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++)
        if (d->deprel[d->child[c]] == rel) return d->child[c];
    return NONE;
}

uint32_t clause_child_plain(const struct doc *d, uint32_t t, enum deprel rel) {
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++)
        if (deprel_plain(d->deprel[d->child[c]]) == rel) return d->child[c];
    return NONE;
}

bool clause_is_verb(const struct doc *d, uint32_t t) {
    return d->upos[t] == UPOS_VERB || (d->xpos[t] >= XPOS_VB && d->xpos[t] <= XPOS_VBZ);
}

uint32_t clause_own_subject(const struct doc *d, uint32_t t) {
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++) {
        enum deprel r = d->deprel[d->child[c]];
        if (r == DEP_NSUBJ || r == DEP_NSUBJ_PASS || r == DEP_NSUBJ_OUTER) return d->child[c];
    }
    return NONE;
}

enum { CLAUSE_UP = 8 }; /* verbs looked at above a verb without a subject */

uint32_t clause_subject(const struct doc *d, uint32_t t) {
    for (int i = 0; i < CLAUSE_UP && t != NONE; i++) {
        uint32_t s = clause_own_subject(d, t);
        if (s != NONE) return s;
        enum deprel r = d->deprel[t];
        uint32_t h = d->head[t];
        if (h == NONE) return NONE;
        if (r == DEP_ACL || r == DEP_ACL_RELCL) return h;
        if (r != DEP_CONJ && r != DEP_XCOMP && r != DEP_ADVCL && r != DEP_PARATAXIS) return NONE;
        t = h;
    }
    return NONE;
}

bool clause_passive(const struct doc *d, uint32_t t) {
    return clause_child(d, t, DEP_AUX_PASS) != NONE || clause_child(d, t, DEP_NSUBJ_PASS) != NONE;
}

bool clause_negated(const struct doc *d, uint32_t t) {
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++) {
        struct str w = d->tok_low[d->child[c]];
        if (str_eq_c(w, "not") || str_eq_c(w, "n't") || str_eq_c(w, "never")) return true;
    }
    return false;
}

uint32_t clause_verb_above(const struct doc *d, uint32_t t) {
    for (uint32_t i = 0; i < 64 && d->head[t] != NONE; i++) {
        if (clause_is_verb(d, t)) return t;
        t = d->head[t];
    }
    return t;
}

struct tspan clause_whole_of(const struct doc *d, uint32_t b, uint32_t e, struct tspan span) {
    if (e <= b || e + 1 >= d->n_tok || !clause_is(d, e, "of")) return span;
    uint32_t h = e - 1;
    if (d->upos[h] == UPOS_NOUN || d->upos[h] == UPOS_PROPN || d->upos[h] == UPOS_VERB) return span;
    for (uint32_t c = d->child_b[h]; c < d->child_b[h + 1]; c++) {
        uint32_t x = d->child[c];
        if (x <= e || deprel_plain(d->deprel[x]) != DEP_NMOD || d->upos[x] == UPOS_PRON) continue;
        return x < clause_sent_e(d, h) ? doc_toks_span(d, b, x + 1) : span;
    }
    return span;
}
