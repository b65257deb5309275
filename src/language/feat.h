/*
 * What the network sees of a token: the word, its beginnings and endings, how it is cased and
 * whether it is glued to the word before. The same for training and for reading.
 */
#ifndef LANGUAGE_FEAT_H
#define LANGUAGE_FEAT_H

#include "text/doc.h"

enum {
    FEAT_PREFIX = 4, /* beginnings of 1..4 bytes of the lower-cased word */
    FEAT_SUFFIX = 5, /* endings of 1..5 bytes */
    FEAT_GRAMS = FEAT_PREFIX + FEAT_SUFFIX,
};

enum feat_shape {
    SHAPE_LOWER,
    SHAPE_TITLE,
    SHAPE_UPPER,
    SHAPE_LETTER,
    SHAPE_MIXED,
    SHAPE_DIGITS,
    SHAPE_CODE,
    SHAPE_MARK,
    SHAPE_FIRST_TITLE,
    SHAPE_FIRST_LETTER,
    SHAPE_CASELESS,
    N_SHAPE
};

enum { N_GLUE = 3 }; /* 0 after a space, 1 directly after a token, 2 part of a contraction */

struct feats {
    uint64_t word;             /* hash of the lower-cased word with all digits as 0 */
    uint32_t gram[FEAT_GRAMS]; /* [n_gram] hashes of beginnings and endings */
    uint32_t n_gram;
};

/* Of a lower-cased word. Words of more than 64 bytes are cut there. */
void feat_word(struct str low, struct feats *f);
/* How token t of sentence s is cased. `caseless` as feat_caseless() says of the sentence. */
enum feat_shape feat_shape(const struct doc *d, uint32_t t, bool first, bool caseless);
/* True where the sentence has capitals and no small letter: case says nothing in it. */
bool feat_caseless(const struct doc *d, uint32_t b, uint32_t e);
uint32_t feat_glue(const struct doc *d, uint32_t t);

#endif
