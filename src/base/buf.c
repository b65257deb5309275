#include "base/base.h"

#include "base/buf.h"
#include "base/num.h"

#include <stdarg.h>
#include <stdio.h>

void buf_init(struct buf *b, const att_sys *sys, size_t cap) {
    *b = (struct buf){.sys = sys, .cap = cap};
}

void buf_reset(struct buf *b) {
    b->n = 0;
    b->failed = ATT_OK;
}

void buf_release(struct buf *b) {
    if (b->p) b->sys->free(b->sys->ctx, b->p);
    b->p = NULL;
    b->n = b->size = 0;
}

char *buf_reserve(struct buf *b, size_t n) {
    if (b->failed) return NULL;
    if (b->size - b->n >= n && b->p) return b->p + b->n;
    if (n > b->cap || b->n > b->cap - n) {
        b->failed = ATT_ELIMIT;
        return NULL;
    }
    size_t size = b->size < 256 ? 256 : b->size + b->size / 2;
    if (size < b->n + n) size = b->n + n;
    if (size > b->cap) size = b->cap;
    char *p = b->sys->resize(b->sys->ctx, b->p, size);
    if (!p) {
        b->failed = ATT_ENOMEM;
        return NULL;
    }
    b->p = p;
    b->size = size;
    return p + b->n;
}

void buf_u64(struct buf *b, uint64_t v) {
    char digits[NUM_DIGITS];
    struct str s = num_format_u64(digits, v);
    buf_str(b, s);
}

void buf_printf(struct buf *b, const char *fmt, ...) {
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *at = n >= 0 ? buf_reserve(b, (size_t)n + 1) : NULL;
    if (at) {
        vsnprintf(at, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

att_text buf_text(const struct buf *b) {
    return (att_text){b->p ? b->p : "", b->n};
}

att_status buf_status(const struct buf *b, const char *what, att_error *err) {
    if (b->failed == ATT_OK) return ATT_OK;
    if (b->failed == ATT_ELIMIT)
        return status_set(err, ATT_ELIMIT, b->n, "%s: larger than the limit of %zu bytes", what,
                          b->cap);
    return status_set(err, ATT_ENOMEM, b->n, "%s: out of memory", what);
}
