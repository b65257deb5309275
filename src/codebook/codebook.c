#include "base/base.h"

#include "codebook/codebook.h"

struct codebook {
    int unused;
};

att_status codebook_open(const struct codebook **out, const struct world *w, struct arena *a,
                         const att_options *opt, att_error *err) {
    (void)w, (void)opt, (void)err;
    *out = arena_new(a, struct codebook);
    return ATT_OK;
}

void codebook_run(const struct codebook *cb, const struct doc *d, const struct world *w,
                  const struct meaning *m, const struct claims_found *c, const struct incidents *in,
                  struct coded *out, struct arena *scratch) {
    (void)cb, (void)w, (void)c, (void)in, (void)scratch;
    *out = (struct coded){0};
    out->of_event = arena_array(d->a, struct codes, m->events.n);
}
