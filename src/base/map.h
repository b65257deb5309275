/* A map from strings to uint32_t that iterates in the order of insertion. Lives in an arena;
 * the keys are the caller's and must live as long. Open addressing, expected O(1). */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

struct map_entry {
    struct str key;
    uint64_t hash;
    uint32_t value;
};

/* Part of the hash stands beside the index, so that a look-up that fails seldom reads the entries;
 * most of those that fail see it by one bit. */
struct map_slot {
    uint32_t at;    /* index into v + 1, 0 = free */
    uint32_t print; /* upper half of the hash */
};

struct map {
    struct arena *a;
    struct map_entry *v; /* [n], insertion order */
    uint32_t n, cap;
    struct map_slot *slot; /* [n_slot] */
    uint32_t n_slot;
    uint64_t
        *seen; /* [n_slot / MAP_SLOTS_WORD] a bit for each entry, by the upper half of its hash */
};

enum { MAP_BITS = 4, MAP_SLOTS_WORD = 64 / MAP_BITS }; /* bits of `seen` for each slot */

void map_init(struct map *m, struct arena *a, uint32_t expected);
/* The value of `key`, or NONE. */
uint32_t map_get(const struct map *m, struct str key);
/* Sets the value of `key`, new or old. */
void map_put(struct map *m, struct str key, uint32_t value);
/* The value of `key`; a new key gets `value` first and *added = true (may be NULL). */
uint32_t map_add(struct map *m, struct str key, uint32_t value, bool *added);

#endif
