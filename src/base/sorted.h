/* Looking up a key in a sorted column: O(log n), no allocation. */
#ifndef BASE_SORTED_H
#define BASE_SORTED_H

#include "base/base.h"

/* The first place of v[n], ascending, that is not below key: v[i] >= key, or n. */
static inline uint32_t sorted_at_u32(const uint32_t *v, uint32_t n, uint32_t key) {
    uint32_t lo = 0, hi = n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (v[mid] < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static inline uint32_t sorted_at_u64(const uint64_t *v, uint32_t n, uint64_t key) {
    uint32_t lo = 0, hi = n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (v[mid] < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

#endif
