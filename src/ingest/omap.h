/*
 * Offset map: from a text made by extraction or cleaning back to the bytes it came from.
 * Pieces in increasing order; inside a piece of equal lengths offsets run in parallel, a piece of
 * unequal lengths (an entity, a mojibake repair, a dropped hyphen) maps as a whole.
 */
#ifndef INGEST_OMAP_H
#define INGEST_OMAP_H

#include "base/arena.h"
#include "base/span.h"
#include "base/vec.h"

struct omap_piece {
    uint32_t to, to_n;     /* in the made text */
    uint64_t from, from_n; /* in the source */
};

struct omap {
    struct arena *a;
    VEC(struct omap_piece) piece;
};

void omap_init(struct omap *m, struct arena *a);
/* Says that the next to_n bytes of the made text came from source bytes [from, from + from_n).
 * Neighbours that continue each other are joined. to_n == 0 (bytes left out) is not recorded. */
void omap_add(struct omap *m, uint32_t to_n, uint64_t from, uint64_t from_n);
/* Source bytes of a span of the made text. m == NULL is the identity. O(log pieces). */
att_span omap_source(const struct omap *m, struct tspan s);
/* The map from `upper`'s made text to `lower`'s source (upper's source = lower's made text).
 * Either may be NULL (identity); the result may be NULL. */
struct omap *omap_join(struct arena *a, const struct omap *upper, const struct omap *lower);

#endif
