/* The layout of wordnet.bin, shared by tools/mkwordnet.c, which writes it, and world/lexicon.c. */
#ifndef WORLD_LEXICON_TABLE_H
#define WORLD_LEXICON_TABLE_H

#include "base/base.h"

#define LEX_TABLE_MAGIC 0x31574c41u /* "ALW1" on a machine with the low byte first */
enum { LEX_TABLE_VERSION = 1, LEX_TABLE_BITS = 16 };

struct lex_header {
    uint32_t magic, version;
    uint32_t n_word;         /* entries */
    uint32_t n_irregular[3]; /* nouns, verbs, adjectives */
    uint32_t n_string;       /* bytes */
    uint32_t entry;          /* bytes of one entry */
    uint32_t bits;           /* of the bucket index */
    uint32_t zero[3];
};

struct lex_irregular {
    uint32_t print;
    uint32_t where; /* bucket << 16 | bytes of the lemma */
    uint32_t lemma; /* offset in the strings */
};

#endif
