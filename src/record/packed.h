/*
 * A JSON value as one block of bytes that is read in its place, without parsing: what is kept
 * beside each record of a casebook for those who read many.
 *
 *     header   magic, version, sizes, checksum of all that follows (32 bytes)
 *     own keys (offset, length) of each name that packed_keys.h does not know
 *     strings  unescaped, each once; the words of a span lie inside report.text
 *     nodes    8 bytes each: kind and key, length or count, distance back to the content
 *
 * Members and items of a value are a run of nodes before it; the last node is the whole. All is
 * little-endian. The same text gives the same bytes on every machine. A block may lie at any
 * address. What is read from it lives as long as the block.
 */
#ifndef RECORD_PACKED_H
#define RECORD_PACKED_H

#include "base/arena.h"
#include "base/buf.h"
#include "record/packed_keys.h"

#define PACKED_VERSION 2 /* of layout and names */
enum { PACKED_HEADER = 32, PACKED_DEPTH = 64, PACKED_LIMIT_MB = 512 };

enum packed_kind {
    PACKED_NULL,
    PACKED_FALSE,
    PACKED_TRUE,
    PACKED_NUMBER,  /* 0 .. 2^32 - 1, in the node */
    PACKED_DECIMAL, /* any other number, as its text */
    PACKED_STRING,
    PACKED_ID,   /* a string like "e12", in the node */
    PACKED_PAIR, /* an array of two such numbers, the second 0 .. 65535 above the first: a span */
    PACKED_OBJECT,
    PACKED_ARRAY,
    N_PACKED_KIND
};

struct packed_node {
    unsigned char b[8];
};

struct packed {
    struct str block;
    const struct packed_node *root;
};

/* Appends the block of a JSON text to out. ATT_EINPUT: no JSON, or nested deeper than PACKED_DEPTH;
 * ATT_ELIMIT: more than 3,800 names of its own; ATT_ENOMEM. Scratch is rewound. O(n). */
att_status packed_write(struct buf *out, struct str json, struct arena *scratch, att_error *err);
/* The same of a text that is parsed already (record/flat.h). */
struct flat;
att_status packed_write_flat(struct buf *out, const struct flat *whole, struct arena *scratch,
                             att_error *err);
/* Looks at every node and the checksum, so that nothing that is read later lies outside. false: no
 * block of this version, or a damaged one. O(n), about a microsecond for ten kilobytes. */
bool packed_open(struct packed *p, struct str block);
/* The version that a block says it has, 0 where it is none. */
uint32_t packed_version(struct str block);
/* Appends a value as JSON without white space; `t` is of `p`. ATT_EINPUT: nested too deep. */
att_status packed_json(struct buf *out, const struct packed *p, const struct packed_node *t,
                       att_error *err);
/* The name of a key number of the block; STR_NULL where there is none. */
struct str packed_key_name(const struct packed *p, uint32_t key);

/* ---- values; all of these take NULL for a node and then give nothing */

enum packed_kind packed_kind(const struct packed_node *t);
/* The member of that name, or NULL. O(members). */
const struct packed_node *packed_get(const struct packed_node *t, enum packed_key key);
/* A member by a name that may be the block's own. */
const struct packed_node *packed_get_named(const struct packed *p, const struct packed_node *t,
                                           struct str name);
/* Members or items; 2 of a pair. */
uint32_t packed_size(const struct packed_node *t);
/* Item i of an array that is no pair, or NULL. O(1). */
const struct packed_node *packed_item(const struct packed_node *t, uint32_t i);
/* The two numbers of a pair, however it is kept. */
bool packed_pair(const struct packed_node *t, uint64_t *first, uint64_t *second);
/* The item that an id like "e12" names in the list `key` of a record. O(1). */
const struct packed_node *packed_by_id(const struct packed_node *record, enum packed_key key,
                                       const struct packed_node *id);
/* 11 of "e12", NONE where it is no id; and its letter, 0 likewise. */
uint32_t packed_index(const struct packed_node *id);
char packed_letter(const struct packed_node *id);
/* Text of a string, STR_NULL of all else. Only ids take room from `a`. */
struct str packed_str(struct arena *a, const struct packed_node *t);
struct str packed_get_str(struct arena *a, const struct packed_node *t, enum packed_key key);
/* What a string, number, true or false says; STR_NULL of all else. */
struct str packed_text(struct arena *a, const struct packed_node *t);
bool packed_u64(const struct packed_node *t, uint64_t *out);
/* round(v * 10^places) of a number. */
bool packed_fixed(const struct packed_node *t, unsigned places, int64_t *out);
bool packed_true(const struct packed_node *t);
bool packed_is(const struct packed_node *t, const char *text);
/* Both are the same string or number. */
bool packed_same(const struct packed_node *x, const struct packed_node *y);

#endif
