/*
 * A growing array in an arena:   VEC(struct token) toks = {0};
 *                                struct token *t = vec_push(arena, &toks);
 * vec_push() gives a pointer to a new zeroed element, valid until the next push.
 * The caps are those of the arena; amortised O(1).
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

#define VEC(T)                                                                                     \
    struct {                                                                                       \
        T *v;                                                                                      \
        uint32_t n, cap;                                                                           \
    }

#define vec_push(a, vec)                                                                           \
    ((vec)->n == (vec)->cap                                                                        \
         ? (void)((vec)->v = vec_grow((a), (vec)->v, sizeof *(vec)->v, (vec)->n, &(vec)->cap))     \
         : (void)0,                                                                                \
     &(vec)->v[(vec)->n++])

/* A larger copy of v[n] of elements of `size` bytes; *cap is doubled. */
void *vec_grow(struct arena *a, const void *v, size_t size, uint32_t n, uint32_t *cap);

#endif
