#include "base/base.h"

#include "language/coref.h"
#include "language/language.h"
#include "language/ner.h"

struct namer {
    const struct world *world;
    struct ner_model ner;
};

att_status namer_open(const struct namer **n, const struct world *w, struct arena *a,
                      const att_options *opt, att_error *err) {
    struct namer *x = arena_new(a, struct namer);
    x->world = w;
    *n = x;
    return ner_open(&x->ner, a, opt, err);
}

void namer_run(const struct namer *n, const struct doc *d, struct mentions *m, struct entities *e,
               struct arena *scratch) {
    struct names names;
    ner_run(&n->ner, d, n->world, &names, scratch);
    mention_find(d, n->world, &names, m, scratch);
    coref_run(d, n->world, m, e, scratch);
}
