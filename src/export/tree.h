/* A JSON text as a tree in an arena, its strings slices of the text: for the many records an export
 * reads. Forgiving towards what our own writer never writes. */
#ifndef EXPORT_TREE_H
#define EXPORT_TREE_H

#include "base/arena.h"

enum tree_kind {
    TREE_NULL,
    TREE_FALSE,
    TREE_TRUE,
    TREE_NUMBER,
    TREE_STRING,
    TREE_OBJECT,
    TREE_ARRAY
};

struct tree {
    struct str key, raw; /* raw: of strings what stands between the marks, of numbers all */
    enum tree_kind kind;
    uint32_t n; /* members or items */
    struct tree *first, *next;
    struct tree **item; /* [n] of arrays */
};

/* The text as a tree without the members named in skip (space-separated), or NULL where it is no
 * JSON. Lives as long as both text and arena. O(n). */
const struct tree *tree_parse(struct arena *a, struct str text, const char *skip);

/* All of these take NULL for a tree and then give nothing. */
const struct tree *tree_get(const struct tree *t, const char *key);
const struct tree *tree_item(const struct tree *t, uint32_t i);
uint32_t tree_size(const struct tree *t);
/* Text of a string, STR_NULL of all else. */
struct str tree_str(struct arena *a, const struct tree *t);
struct str tree_get_str(struct arena *a, const struct tree *t, const char *key);
bool tree_u64(const struct tree *t, uint64_t *out);
/* round(v * 10^places) of a number. */
bool tree_fixed(const struct tree *t, unsigned places, int64_t *out);
bool tree_true(const struct tree *t);
bool tree_is(const struct tree *t, const char *text);

#endif
