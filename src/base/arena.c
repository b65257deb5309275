#include "base/base.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
enum { REDZONE = 16 };
#else
#define POISON(p, n) ((void)0)
#define UNPOISON(p, n) ((void)0)
enum { REDZONE = 0 };
#endif

enum { ALIGN = 16, FIRST_BLOCK = 1 << 16, LARGEST_STEP = 1 << 20 };
enum { SPARE_BYTES = 16 << 20 }; /* most that is kept for reuse */

struct arena_block {
    struct arena_block *older;
    size_t size; /* of data[] */
    _Alignas(ALIGN) char data[];
};

void arena_init(struct arena *a, const att_sys *sys, size_t limit) {
    *a = (struct arena){.sys = sys, .limit = limit};
}

static void block_free(struct arena *a, struct arena_block *b) {
    UNPOISON(b->data, b->size);
    a->used -= b->size;
    a->sys->free(a->sys->ctx, b);
}

/* Keeps a block that is not needed now for a later grow(), or gives it back to the system. */
static void block_spare(struct arena *a, struct arena_block *b) {
    if (a->spare_bytes + b->size > SPARE_BYTES) {
        block_free(a, b);
        return;
    }
    POISON(b->data, b->size);
    b->older = a->spare;
    a->spare = b;
    a->spare_bytes += b->size;
}

/* A spare block of at least `need` bytes, taken off the list, or NULL. */
static struct arena_block *spare_take(struct arena *a, size_t need) {
    for (struct arena_block **p = &a->spare; *p; p = &(*p)->older) {
        struct arena_block *b = *p;
        if (b->size < need) continue;
        *p = b->older;
        a->spare_bytes -= b->size;
        return b;
    }
    return NULL;
}

static void spare_free(struct arena *a) {
    for (struct arena_block *b = a->spare, *older; b; b = older) {
        older = b->older;
        block_free(a, b);
    }
    a->spare = NULL;
    a->spare_bytes = 0;
}

static void use_block(struct arena *a, struct arena_block *b) {
    a->block = b;
    a->at = b ? b->data : NULL;
    a->end = b ? b->data + b->size : NULL;
    if (b) POISON(b->data, b->size);
}

void arena_reset(struct arena *a) {
    struct arena_block *keep = a->block;
    for (struct arena_block *b = a->block; b; b = b->older)
        if (b->size > keep->size) keep = b;
    for (struct arena_block *b = a->block, *older; b; b = older) {
        older = b->older;
        if (b != keep) block_spare(a, b);
    }
    if (keep) keep->older = NULL;
    use_block(a, keep);
}

void arena_release(struct arena *a) {
    for (struct arena_block *b = a->block, *older; b; b = older) {
        older = b->older;
        block_free(a, b);
    }
    spare_free(a);
    a->block = NULL;
    a->at = a->end = NULL;
}

ATT_NORETURN static void leave(struct arena *a, att_status status) {
    struct arena_trap *trap = a->trap;
    if (!trap) abort();
    trap->status = status;
    trap->limit = a->limit;
    longjmp(trap->env, 1);
}

static void grow(struct arena *a, size_t need) {
    size_t step = a->block ? ATT_MIN(a->block->size * 2, (size_t)LARGEST_STEP) : FIRST_BLOCK;
    size_t size = ATT_MAX(step, need);
    struct arena_block *b = spare_take(a, need);
    if (b) {
        b->older = a->block;
        use_block(a, b);
        return;
    }
    if (size > a->limit - ATT_MIN(a->used, a->limit)) spare_free(a);
    if (size > a->limit - ATT_MIN(a->used, a->limit)) leave(a, ATT_ELIMIT);
    b = a->sys->alloc(a->sys->ctx, sizeof *b + size);
    if (!b) leave(a, ATT_ENOMEM);
    b->older = a->block;
    b->size = size;
    a->used += size;
    use_block(a, b);
}

void *arena_alloc_raw(struct arena *a, size_t n) {
    if (n > SIZE_MAX / 4) leave(a, ATT_ELIMIT);
    size_t take = ((n ? n : 1) + ALIGN - 1) / ALIGN * ALIGN + REDZONE;
    if ((size_t)(a->end - a->at) < take) grow(a, take);
    char *p = a->at;
    a->at += take;
    UNPOISON(p, n);
    return p;
}

void *arena_alloc(struct arena *a, size_t n) {
    void *p = arena_alloc_raw(a, n);
    memset(p, 0, n);
    return p;
}

void *arena_alloc_array(struct arena *a, size_t size, size_t n) {
    if (n && size > SIZE_MAX / 4 / n) leave(a, ATT_ELIMIT);
    return arena_alloc(a, size * n);
}

struct str arena_str(struct arena *a, struct str s) {
    char *p = arena_alloc(a, (size_t)s.n + 1);
    if (s.n) memcpy(p, s.p, s.n);
    return (struct str){p, s.n};
}

struct str arena_printf(struct arena *a, const char *fmt, ...) {
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *p = arena_alloc(a, (size_t)(n < 0 ? 0 : n) + 1);
    if (n > 0) vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return (struct str){p, n < 0 ? 0 : (uint32_t)n};
}

struct arena_mark arena_mark(const struct arena *a) {
    return (struct arena_mark){a->block, a->at, a->end};
}

void arena_rewind(struct arena *a, struct arena_mark m) {
    if (!m.block) {
        arena_reset(a);
        return;
    }
    while (a->block != m.block) {
        struct arena_block *older = a->block->older;
        block_spare(a, a->block);
        a->block = older;
    }
    a->at = m.at;
    a->end = m.end;
    POISON(a->at, (size_t)(a->end - a->at));
}

att_status arena_try(struct arena *a, struct arena *b, att_status (*fn)(void *ctx), void *ctx,
                     att_error *err) {
    struct arena_trap trap;
    trap.up = a->trap;
    struct arena_trap *up_b = b ? b->trap : NULL;
    a->trap = &trap;
    if (b) b->trap = &trap;
    att_status st;
    if (setjmp(trap.env) == 0)
        st = fn(ctx);
    else if (trap.status == ATT_ELIMIT)
        st = status_set(err, ATT_ELIMIT, 0, "memory: one report may take %zu bytes", trap.limit);
    else
        st = status_set(err, ATT_ENOMEM, 0, "memory: the allocator refused");
    a->trap = trap.up;
    if (b) b->trap = up_b;
    return st;
}
