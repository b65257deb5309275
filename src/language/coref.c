#include "base/base.h"

#include "language/coref.h"

void coref_run(const struct doc *d, const struct world *w, struct mentions *m, struct entities *e,
               struct arena *scratch) {
    (void)w, (void)scratch;
    e->v = arena_array(d->a, struct entity, m->n);
    e->n = m->n;
    for (uint32_t i = 0; i < m->n; i++) {
        struct entity *x = &e->v[i];
        const struct mention *y = &m->v[i];
        x->type = y->type;
        x->named = y->kind == MENTION_NAME;
        x->name = doc_toks_span(d, y->core_b, y->core_e);
        x->known = NONE;
        x->mention = arena_array(d->a, uint32_t, 1);
        x->mention[0] = i;
        x->n_mention = 1;
        m->v[i].entity = i;
    }
}
