#include "base/base.h"

#include "base/vec.h"

void *vec_grow(struct arena *a, const void *v, size_t size, uint32_t n, uint32_t *cap) {
    uint32_t grown = *cap ? *cap * 2 : 8;
    void *p = arena_alloc_array(a, size, grown);
    if (n) memcpy(p, v, size * n);
    *cap = grown;
    return p;
}
