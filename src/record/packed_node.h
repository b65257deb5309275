/* The bytes of a packed block, for those who write, check and read them. */
#ifndef RECORD_PACKED_NODE_H
#define RECORD_PACKED_NODE_H

#include "record/packed.h"

/*
 * node    0  u16  kind, and the number of its key times 16
 *         2  u16  of strings and decimals their length; of objects and arrays their count; either
 *                 PACKED_MANY where it stands in 4 bytes before the content. Of an id its letter,
 *                 of a pair how far the second number is above the first
 *         4  u32  the number itself; of all that has content: from it to the node
 *
 * header  0  "attP"   4  u32 version   8  u32 size of the block   12  u32 nodes
 *        16  u32 own keys   20  u32 bytes of strings   24  u64 XXH3 of all behind the header
 */
enum { PACKED_MANY = 0xffff, PACKED_MOST_KEYS = 4000, PACKED_NODE = sizeof(struct packed_node) };
enum { PACKED_AT_VERSION = 4, PACKED_AT_SIZE = 8, PACKED_AT_NODES = 12 };
enum { PACKED_AT_KEYS = 16, PACKED_AT_STRINGS = 20, PACKED_AT_SUM = 24, PACKED_OWN_KEY = 8 };
#define PACKED_MAGIC "attP"

static inline uint32_t packed_load32(const void *at) {
    const unsigned char *b = at;
    return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static inline void packed_store32(void *at, uint32_t v) {
    unsigned char *b = at;
    for (int i = 0; i < 4; i++) b[i] = (unsigned char)(v >> 8 * i);
}

static inline uint32_t packed_head(const struct packed_node *t) {
    return t->b[0] | (uint32_t)t->b[1] << 8;
}

/* Length, count, letter or height, as it stands in the node. */
static inline uint32_t packed_short(const struct packed_node *t) {
    return t->b[2] | (uint32_t)t->b[3] << 8;
}

static inline uint32_t packed_long(const struct packed_node *t) {
    return packed_load32(t->b + 4);
}

static inline const char *packed_content(const struct packed_node *t) {
    return (const char *)t - packed_long(t);
}

/* Length or count of what has content. */
static inline uint32_t packed_extent(const struct packed_node *t) {
    uint32_t n = packed_short(t);
    return n == PACKED_MANY ? packed_load32(packed_content(t) - 4) : n;
}

static inline const struct packed_node *packed_first(const struct packed_node *t) {
    return (const struct packed_node *)(const void *)packed_content(t);
}

#endif
