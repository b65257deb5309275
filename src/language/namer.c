#include "base/base.h"

#include "language/language.h"

struct namer {
    int unused;
};

att_status namer_open(const struct namer **n, const struct world *w, struct arena *a,
                      const att_options *opt, att_error *err) {
    (void)w, (void)opt, (void)err;
    *n = arena_new(a, struct namer);
    return ATT_OK;
}

void namer_run(const struct namer *n, const struct doc *d, struct mentions *m, struct entities *e,
               struct arena *scratch) {
    (void)n, (void)d, (void)scratch;
    *m = (struct mentions){0};
    *e = (struct entities){0};
}
