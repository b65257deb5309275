/*
 * The shape of a table of places, in gaz.bin and in memory: 32-bit words, little-endian.
 *
 *   header   struct gaz_header
 *   place    [n_place] struct gaz_place
 *   name     [n_name] struct gaz_name_entry, sorted by hash; one entry for each name of each place
 *   bucket   [(1 << bits) + 1]: names whose hash has these upper bits are [bucket[b], bucket[b +
 * 1]) strings  [n_string] bytes
 */
#ifndef WORLD_GAZ_TABLE_H
#define WORLD_GAZ_TABLE_H

#include "base/vec.h"
#include "world/gaz.h"

#define GAZ_MAGIC 0x315a4741u /* "AGZ1" */

struct gaz_header {
    uint32_t magic, version, n_place, n_name, bits, n_string, check, words_most;
};

struct gaz_name_entry {
    uint64_t hash; /* namekey_hash(NAMEKEY_SEED, key) */
    uint32_t place;
    uint32_t flags; /* enum gaz_name_flag */
};

struct gaz_table {
    const struct gaz_header *h;
    const struct gaz_place *place;
    const struct gaz_name_entry *name;
    const uint32_t *bucket;
    const char *string;
};

/* Gathers places and names, then lays them out. Everything in `a`. */
struct gaz_builder {
    struct arena *a;
    VEC(struct gaz_place) place;
    VEC(struct gaz_name_entry) name;
    VEC(struct str) string;
    uint32_t n_string;
};

/* A new place named p.name (given as text here); its index. */
uint32_t gaz_build_place(struct gaz_builder *b, struct gaz_place p, struct str name);
/* The same, found by no name: an area that places of this table lie in. */
uint32_t gaz_build_silent(struct gaz_builder *b, struct gaz_place p, struct str name);
/* One more name of a place. */
void gaz_build_name(struct gaz_builder *b, uint32_t place, struct str text, uint8_t flags);
/* The table in one block of `*n` bytes, 8-aligned. Names of one hash stand biggest place first. */
void *gaz_build_finish(struct gaz_builder *b, size_t *n);
/* Checks a block (sizes, checksum, indices) and points the table into it. */
att_status gaz_table_open(struct gaz_table *t, struct str block, const char *what, att_error *err);
/* The names of that hash: [*b, *e); false when there is none. */
bool gaz_table_names(const struct gaz_table *t, uint64_t hash, uint32_t *b, uint32_t *e);
/* Importance for the order of hits: countries and first-level areas before cities of their size. */
uint32_t gaz_weight(const struct gaz_place *p);

#endif
