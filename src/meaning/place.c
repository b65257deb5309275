#include "base/base.h"

#include "meaning/place.h"

const char *place_kind_name(enum place_kind k) {
    static const char *const name[] = {"country",  "admin1",   "admin2", "city",
                                       "district", "facility", "region", "water"};
    return name[k];
}

const char *place_precision_name(enum place_precision p) {
    static const char *const name[] = {"exact", "near", "admin2", "admin1", "country", "unknown"};
    return name[p];
}

void place_run(const struct doc *d, const struct world *w, const struct mentions *m,
               const struct entities *e, struct places *out, struct arena *scratch) {
    (void)w, (void)m, (void)scratch;
    *out = (struct places){0};
    out->of_entity = arena_array(d->a, uint32_t, e->n);
    for (uint32_t i = 0; i < e->n; i++) out->of_entity[i] = NONE;
}
