#include "base/base.h"

#include "language/language.h"
#include "language/tags.h"

struct parser {
    int unused;
};

att_status parser_open(const struct parser **p, const struct world *w, struct arena *a,
                       const att_options *opt, att_error *err) {
    (void)w, (void)opt, (void)err;
    *p = arena_new(a, struct parser);
    return ATT_OK;
}

void parser_run(const struct parser *p, struct doc *d, struct arena *scratch) {
    (void)p, (void)scratch;
    d->lemma = d->tok_low;
    d->upos = arena_array(d->a, uint8_t, d->n_tok);
    d->xpos = arena_array(d->a, uint8_t, d->n_tok);
    d->deprel = arena_array(d->a, uint8_t, d->n_tok);
    d->head = arena_array(d->a, uint32_t, d->n_tok);
    d->child_b = arena_array(d->a, uint32_t, (size_t)d->n_tok + 1);
    d->child = arena_array(d->a, uint32_t, d->n_tok);
    for (uint32_t t = 0; t < d->n_tok; t++) d->head[t] = NONE, d->deprel[t] = DEP_ROOT;
}
