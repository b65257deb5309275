/* The two kinds of offset. att_span (attest.h) counts bytes of the source as received; struct tspan
 * counts bytes of the clean text. Only an omap turns one into the other. */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include "base/str.h"

/* Bytes of the clean text, 0-based, half-open. Empty (b == e) means "none". */
struct tspan {
    uint32_t b, e;
};

static inline bool tspan_empty(struct tspan s) {
    return s.b >= s.e;
}
static inline bool tspan_eq(struct tspan a, struct tspan b) {
    return a.b == b.b && a.e == b.e;
}
static inline bool tspan_inside(struct tspan in, struct tspan out) {
    return in.b >= out.b && in.e <= out.e;
}
static inline bool tspan_overlap(struct tspan a, struct tspan b) {
    return a.b < b.e && b.b < a.e;
}
static inline struct str tspan_cut(struct str text, struct tspan s) {
    return str_cut(text, s.b, s.e);
}

#endif
