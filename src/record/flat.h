/*
 * A JSON text (RFC 8259) parsed once into a flat tree in an arena, for the many records a casebook
 * checks and takes apart: the nodes of a value lie in the order in which they are written, each
 * with the number of nodes it spans, so that a whole is walked as one array.
 */
#ifndef RECORD_FLAT_H
#define RECORD_FLAT_H

#include "base/arena.h"
#include "record/jsonw.h"
#include "record/packed_keys.h"

enum { FLAT_DEPTH = 64 };

enum flat_kind {
    FLAT_NULL,
    FLAT_FALSE,
    FLAT_TRUE,
    FLAT_INTEGER, /* fits 64 bits */
    FLAT_REAL,    /* any other number, as it is written */
    FLAT_STRING,  /* unescaped */
    FLAT_OBJECT,
    FLAT_ARRAY,
    N_FLAT_KIND
};

struct flat_node {
    uint16_t key; /* of a member the number of its name; 0 for items and the whole */
    uint8_t kind;
    uint32_t n;    /* bytes of a string or real; members; items */
    uint32_t size; /* nodes of the value, itself included */
    uint32_t raw;  /* bytes of an object or array as it is written, from p on */
    union {
        const char *p;   /* of strings and reals; of an object or array its bracket */
        int64_t integer; /* of FLAT_INTEGER */
    } u;
};

struct flat {
    struct flat_node *node; /* [n] the first is the whole */
    uint32_t n;
    const struct str *own; /* [n_own] names that packed_keys.h does not know: N_PACKED_KEY + i */
    uint32_t n_own;
};

/* Parses one JSON text. ATT_EINPUT with the offset: no JSON, not UTF-8, an integer of more than 64
 * bits, nested deeper than FLAT_DEPTH. Lives as long as both text and arena. O(n). */
att_status flat_parse(struct flat *d, struct arena *a, struct str text, att_error *err);
/* The same of what stands before the member `until` of the outermost object, as if that were all of
 * it; what follows is not looked at. */
att_status flat_parse_until(struct flat *d, struct arena *a, struct str text, enum packed_key until,
                            att_error *err);
/* The name of a key number that every text has; STR_NULL of another. */
struct str flat_known_name(uint32_t key);
/* The name of a key number of this text. */
struct str flat_name(const struct flat *d, uint32_t key);

/* ---- values; all of these take NULL for a node and then give nothing */

/* First member or item, and the one behind c in `t`; NULL where there is none. */
static inline const struct flat_node *flat_first(const struct flat_node *t) {
    return t && t->size > 1 ? t + 1 : NULL;
}
static inline const struct flat_node *flat_next(const struct flat_node *t,
                                                const struct flat_node *c) {
    c += c->size;
    return c < t + t->size ? c : NULL;
}
#define FLAT_EACH(c, t) for (const struct flat_node *c = flat_first(t); c; c = flat_next((t), c))

static inline bool flat_is(const struct flat_node *t, enum flat_kind kind) {
    return t && t->kind == kind;
}
/* The member of that name, or NULL. O(members). */
const struct flat_node *flat_get(const struct flat_node *t, enum packed_key key);
/* Item i, or NULL. O(i). */
const struct flat_node *flat_item(const struct flat_node *t, uint32_t i);
/* Members or items. */
uint32_t flat_size(const struct flat_node *t);
/* Text of a string, STR_NULL of all else. */
struct str flat_str(const struct flat_node *t);
struct str flat_get_str(const struct flat_node *t, enum packed_key key);
/* An object or array as it is written; STR_NULL of all else. */
struct str flat_raw(const struct flat_node *t);
/* The value of an integer, `none` of all else. */
int64_t flat_int(const struct flat_node *t, int64_t none);
/* round(v * 10^places) of a number; false where it is none, or is written with an exponent. */
bool flat_fixed(const struct flat_node *t, unsigned places, int64_t *out);
/* 11 of the string "e12"; NONE where it is no such id. */
uint32_t flat_index(const struct flat_node *id);
/* Writes a value of d, without white space. */
void flat_write(struct jsonw *w, const struct flat *d, const struct flat_node *t);
/* The same value: kind, text, members in the same order. */
bool flat_same(const struct flat_node *x, const struct flat_node *y);

#endif
