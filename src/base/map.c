#include "base/base.h"

#include "base/map.h"

/* The word of `seen` for a hash, and its bit in it. */
static uint64_t *seen_word(const struct map *m, uint32_t print, uint64_t *bit) {
    uint32_t i = print & (m->n_slot * MAP_BITS - 1);
    *bit = (uint64_t)1 << i % 64;
    return &m->seen[i / 64];
}

static void mark(struct map *m, uint64_t hash) {
    uint64_t bit, *word = seen_word(m, (uint32_t)(hash >> 32), &bit);
    *word |= bit;
}

static void rehash(struct map *m, uint32_t n_slot) {
    m->slot = arena_array(m->a, struct map_slot, n_slot);
    m->n_slot = n_slot;
    m->seen = arena_array(m->a, uint64_t, n_slot / MAP_SLOTS_WORD);
    for (uint32_t i = 0; i < m->n; i++) {
        uint32_t s = (uint32_t)m->v[i].hash & (n_slot - 1);
        while (m->slot[s].at) s = (s + 1) & (n_slot - 1);
        m->slot[s] = (struct map_slot){i + 1, (uint32_t)(m->v[i].hash >> 32)};
        mark(m, m->v[i].hash);
    }
}

void map_init(struct map *m, struct arena *a, uint32_t expected) {
    *m = (struct map){.a = a};
    uint32_t n_slot = 16;
    while (n_slot / 2 < expected) n_slot *= 2;
    m->cap = n_slot / 2;
    m->v = arena_array(a, struct map_entry, m->cap);
    rehash(m, n_slot);
}

static uint32_t find(const struct map *m, struct str key, uint64_t hash, uint32_t *slot) {
    uint32_t s = (uint32_t)hash & (m->n_slot - 1), print = (uint32_t)(hash >> 32);
    for (; m->slot[s].at; s = (s + 1) & (m->n_slot - 1))
        if (m->slot[s].print == print && str_eq(m->v[m->slot[s].at - 1].key, key)) break;
    *slot = s;
    return m->slot[s].at ? m->slot[s].at - 1 : NONE;
}

uint32_t map_get(const struct map *m, struct str key) {
    if (!m->n) return NONE;
    uint64_t hash = str_hash(key), bit;
    if (!(*seen_word(m, (uint32_t)(hash >> 32), &bit) & bit)) return NONE;
    uint32_t slot, i = find(m, key, hash, &slot);
    return i == NONE ? NONE : m->v[i].value;
}

uint32_t map_add(struct map *m, struct str key, uint32_t value, bool *added) {
    uint64_t hash = str_hash(key);
    uint32_t slot, i = find(m, key, hash, &slot);
    if (added) *added = i == NONE;
    if (i != NONE) return m->v[i].value;
    if (m->n == m->cap) {
        struct map_entry *v = arena_array(m->a, struct map_entry, (size_t)m->cap * 2);
        memcpy(v, m->v, sizeof *v * m->n);
        m->v = v;
        m->cap *= 2;
        rehash(m, m->n_slot * 2);
        find(m, key, hash, &slot);
    }
    m->v[m->n] = (struct map_entry){key, hash, value};
    m->slot[slot] = (struct map_slot){++m->n, (uint32_t)(hash >> 32)};
    mark(m, hash);
    return value;
}

void map_put(struct map *m, struct str key, uint32_t value) {
    uint32_t slot, i = find(m, key, str_hash(key), &slot);
    if (i != NONE)
        m->v[i].value = value;
    else
        map_add(m, key, value, NULL);
}
