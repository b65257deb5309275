#include "base/base.h"

#include "meaning/published.h"

#include "base/num.h"

struct day published_day(struct str value) {
    uint32_t y, m, d;
    struct day none = {0};
    if (value.n < 10 || value.p[4] != '-' || value.p[7] != '-') return none;
    if (!num_parse_u32(str_cut(value, 0, 4), &y) || !num_parse_u32(str_cut(value, 5, 7), &m) ||
        !num_parse_u32(str_cut(value, 8, 10), &d) || !calendar_valid((int32_t)y, m, d))
        return none;
    return (struct day){(int16_t)y, (uint8_t)m, (uint8_t)d};
}

static bool published_given(const struct doc *d, struct published *pub) {
    const struct meta_value *m = &d->report->published;
    if (!m->text.n) return false;
    struct day day = published_day(m->text);
    if (!day.year) return false;
    pub->value = m->text, pub->day = day;
    pub->basis = m->basis == META_METADATA ? PUBLISHED_METADATA : PUBLISHED_GIVEN;
    return true;
}

void published_find(struct doc *d, const struct world *w, const struct texprs *x,
                    const struct entities *e, struct published *pub, struct arena *scratch) {
    (void)w, (void)x, (void)e, (void)scratch;
    *pub = (struct published){0};
    if (published_given(d, pub)) return;
}
