#include "base/base.h"

#include "text/text.h"

void para_run(struct doc *d, const struct world *w, struct arena *scratch) {
    (void)w, (void)scratch;
    VEC(struct para) p = {0};
    uint32_t b = 0;
    for (uint32_t i = 0; i <= d->text.n; i++) {
        if (i < d->text.n && d->text.p[i] != '\n') continue;
        struct str line = str_trim(str_cut(d->text, b, i));
        if (line.n)
            vec_push(d->a, &p)->span = (struct tspan){(uint32_t)(line.p - d->text.p),
                                                      (uint32_t)(line.p - d->text.p) + line.n};
        b = i + 1;
    }
    d->para = p.v;
    d->n_para = p.n;
}
