#include "base/base.h"

#include "meaning/number.h"

void number_run(const struct doc *d, const struct mentions *m, struct quantities *out,
                struct arena *scratch) {
    (void)scratch;
    *out = (struct quantities){0};
    out->of_mention = arena_array(d->a, uint32_t, m->n);
    for (uint32_t i = 0; i < m->n; i++) out->of_mention[i] = NONE;
}
