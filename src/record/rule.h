/* A compiled rule of a schema, for those who make and apply it. */
#ifndef RECORD_RULE_H
#define RECORD_RULE_H

#include "record/schema.h"

/* One element of a pattern: a class or a literal, then {n}, * or nothing. */
struct piece {
    uint64_t member[2]; /* ASCII characters as bits */
    uint32_t least, most;
};

enum { RULE_WORDS = (N_PACKED_KEY + 63) / 64 };

struct rule {
    uint32_t kinds;            /* bits of enum flat_kind that pass `type`; 0 = any */
    uint32_t word_kinds;       /* bits of null, true, false among the values of `enum` */
    const char *values;        /* "enum" or "const" where only some values pass, else NULL */
    const struct str *word;    /* [n_word] strings of them, by length and bytes */
    const int64_t *number;     /* [n_number] integers of them */
    const struct piece *piece; /* [n_piece] of a pattern, where not NULL */
    uint32_t n_word, n_number, n_piece;
    bool has_minimum, has_maximum, closed;
    int64_t minimum, maximum; /* RULE_PLACES behind the point */
    uint32_t min_items, max_items, min_members;
    const struct rule *items;         /* or NULL */
    const struct rule **member;       /* [N_PACKED_KEY] rules of members, or NULL */
    uint64_t required[RULE_WORDS];    /* bits of names */
    const struct rule *const *any_of; /* [n_any] or NULL */
    uint32_t n_any;
};

enum { RULE_PLACES = 9 };

#endif
