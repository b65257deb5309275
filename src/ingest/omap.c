#include "base/base.h"

#include "ingest/omap.h"

void omap_init(struct omap *m, struct arena *a) {
    *m = (struct omap){.a = a};
}

void omap_add(struct omap *m, uint32_t to_n, uint64_t from, uint64_t from_n) {
    if (!to_n) return;
    struct omap_piece *last = m->piece.n ? &m->piece.v[m->piece.n - 1] : NULL;
    uint32_t to = last ? last->to + last->to_n : 0;
    if (last && to_n == from_n && last->to_n == last->from_n && last->from + last->from_n == from) {
        last->to_n += to_n;
        last->from_n += from_n;
        return;
    }
    *vec_push(m->a, &m->piece) = (struct omap_piece){to, to_n, from, from_n};
}

/* The piece that holds made-text offset `at`, or the last one. */
static const struct omap_piece *piece_at(const struct omap *m, uint32_t at) {
    uint32_t lo = 0, hi = m->piece.n;
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (m->piece.v[mid].to <= at)
            lo = mid;
        else
            hi = mid;
    }
    return &m->piece.v[lo];
}

att_span omap_source(const struct omap *m, struct tspan s) {
    if (!m || !m->piece.n) return (att_span){s.b, s.e};
    const struct omap_piece *b = piece_at(m, s.b);
    uint64_t begin = b->to_n == b->from_n ? b->from + (s.b - b->to) : b->from;
    if (tspan_empty(s)) return (att_span){begin, begin};
    const struct omap_piece *e = piece_at(m, s.e - 1);
    uint64_t end = e->to_n == e->from_n ? e->from + (s.e - e->to) : e->from + e->from_n;
    return (att_span){begin, end};
}

struct omap *omap_join(struct arena *a, const struct omap *upper, const struct omap *lower) {
    if (!upper && !lower) return NULL;
    struct omap *m = arena_new(a, struct omap);
    omap_init(m, a);
    const struct omap *only = !upper ? lower : !lower ? upper : NULL;
    if (only) {
        for (uint32_t i = 0; i < only->piece.n; i++)
            omap_add(m, only->piece.v[i].to_n, only->piece.v[i].from, only->piece.v[i].from_n);
        return m;
    }
    for (uint32_t i = 0; i < upper->piece.n; i++) {
        const struct omap_piece *u = &upper->piece.v[i];
        if (u->to_n != u->from_n) {
            att_span s = omap_source(
                lower, (struct tspan){(uint32_t)u->from, (uint32_t)(u->from + u->from_n)});
            omap_add(m, u->to_n, s.b, s.e - s.b);
            continue;
        }
        /* Cut an even piece at the borders of the lower map. */
        for (uint32_t at = (uint32_t)u->from, end = at + u->to_n; at < end;) {
            const struct omap_piece *l = piece_at(lower, at);
            uint32_t stop = ATT_MIN(end, ATT_MAX(l->to + l->to_n, at + 1));
            att_span s = omap_source(lower, (struct tspan){at, stop});
            omap_add(m, stop - at, s.b, s.e - s.b);
            at = stop;
        }
    }
    return m;
}
