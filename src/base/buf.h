/* A growing byte buffer with a cap, for what is written or read whole. A failure (cap or memory)
 * sticks: later writes do nothing, and `failed` tells which it was. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/status.h"
#include "base/str.h"

struct buf {
    const att_sys *sys;
    char *p;
    size_t n, size, cap; /* used, allocated, most that may be allocated */
    att_status failed;   /* ATT_OK, ATT_ELIMIT or ATT_ENOMEM */
};

void buf_init(struct buf *b, const att_sys *sys, size_t cap);
void buf_reset(struct buf *b); /* empties it, keeps the memory */
void buf_release(struct buf *b);
/* Room for n more bytes at the returned place, or NULL (sticky). Does not change b->n. */
char *buf_reserve(struct buf *b, size_t n);
/* Inline, since most writes are short and find room. */
static inline void buf_put(struct buf *b, const void *p, size_t n) {
    bool room = !b->failed && b->size - b->n >= n;
    char *at = !n ? NULL : room ? b->p + b->n : buf_reserve(b, n);
    if (!at) return;
    memcpy(at, p, n);
    b->n += n;
}
static inline void buf_char(struct buf *b, char c) {
    buf_put(b, &c, 1);
}
static inline void buf_str(struct buf *b, struct str s) {
    buf_put(b, s.p, s.n);
}
static inline void buf_c(struct buf *b, const char *c) {
    buf_put(b, c, strlen(c));
}
void buf_u64(struct buf *b, uint64_t v);
void buf_printf(struct buf *b, const char *fmt, ...) ATT_PRINTF(2, 3);
/* What is in it, as a slice (valid until the next write). */
att_text buf_text(const struct buf *b);
/* ATT_OK, or the sticky failure with a message that names `what`. */
att_status buf_status(const struct buf *b, const char *what, att_error *err);

#endif
