/*
 * Memory with one lifetime: everything in an arena is freed at once.
 *
 * An allocation never returns NULL. When the limit is reached or the allocator says no, the arena
 * leaves to the nearest arena_try() of its thread with ATT_ELIMIT or ATT_ENOMEM, so that the floors
 * between need no check after every allocation. Whoever allocates between arena_try() and the
 * allocation by other means than an arena must not hold it across an arena call.
 * Under AddressSanitizer every allocation is followed by a poisoned redzone.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <setjmp.h>

#include "base/status.h"
#include "base/str.h"

struct arena_block;

struct arena {
    const att_sys *sys;
    struct arena_block *block; /* newest first */
    struct arena_block *spare; /* given back by a rewind or reset, kept for reuse up to a cap */
    size_t spare_bytes;
    char *at, *end;          /* free part of the newest block */
    size_t used, limit;      /* bytes taken from the allocator, and their cap */
    struct arena_trap *trap; /* where a failure goes; NULL = abort() */
};

struct arena_trap {
    jmp_buf env;
    struct arena_trap *up;
    att_status status;
    size_t limit;
};

/* An empty arena that takes at most `limit` bytes from `sys`. Allocates nothing yet. */
void arena_init(struct arena *a, const att_sys *sys, size_t limit);
/* Forgets everything, keeps its blocks for reuse up to a cap. */
void arena_reset(struct arena *a);
/* Gives everything back. The arena is as after arena_init(). */
void arena_release(struct arena *a);

/* n zeroed bytes aligned to 16. n may be 0. */
void *arena_alloc(struct arena *a, size_t n);
#define arena_new(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define arena_array(a, T, n) ((T *)arena_alloc_array((a), sizeof(T), (n)))
void *arena_alloc_array(struct arena *a, size_t size, size_t n);
/* n bytes that hold anything, for what is wholly written before it is read. */
void *arena_alloc_raw(struct arena *a, size_t n);
#define arena_array_raw(a, T, n) ((T *)arena_alloc_raw((a), sizeof(T) * (size_t)(n)))
/* A copy of s, NUL-terminated after its end. */
struct str arena_str(struct arena *a, struct str s);
struct str arena_printf(struct arena *a, const char *fmt, ...) ATT_PRINTF(2, 3);

/* Scratch use: everything allocated after the mark is given back to the arena at rewind. */
struct arena_mark {
    struct arena_block *block;
    char *at, *end;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark m);

/* Runs fn(ctx) so that a failing allocation in `a` or `b` (may be NULL) returns here.
 * Returns what fn returned, or ATT_ENOMEM / ATT_ELIMIT with *err filled. */
att_status arena_try(struct arena *a, struct arena *b, att_status (*fn)(void *ctx), void *ctx,
                     att_error *err);

#endif
