/*
 * Treebanks as the training of the parser sees them: words with features, the forms that have rows
 * of their own, the tags and relations that occur.
 */
#ifndef TRAIN_PARSER_CORPUS_H
#define TRAIN_PARSER_CORPUS_H

#include "language/feat.h"
#include "language/tags.h"
#include "treebank.h"

enum {
    BUCKETS = 1 << 14, /* rows for beginnings and endings of words */
    RARE = 2,          /* words seen less often have no row of their own */
    NO_TAG = 255,      /* a tag or relation that is too rare to be learnt */
};

struct word {
    uint64_t hash;
    uint32_t id; /* row of the word table */
    uint32_t gram[FEAT_GRAMS], n_gram;
    uint8_t shape, glue, tag, rel;
    bool own;     /* annotated, not taught */
    int16_t head; /* in the sentence, -1 = root */
    uint32_t count;
};

struct sentence {
    uint32_t b, n;
};

struct corpus {
    struct word *w;
    struct sentence *s;
    uint32_t n_word, n_sent,
        n_gold; /* sentences [n_gold, n_sent) have no annotation of their own */
    /* What the teachers say, NULL without teachers: chances of tags and relations of each word, of
     * heads (the words, then the root) of each sentence's words. */
    float *soft_tag, *soft_rel; /* [n_word][n_tag], [n_word][n_rel] */
    float *soft_arc;            /* [soft_arc_at[s] + i * (n + 1) ..] */
    size_t *soft_arc_at;        /* [n_sent] */
};

struct tagset {
    uint8_t upos[256], xpos[256], rel[256];
    uint32_t n_tag, n_rel;
    int tag_of[N_UPOS][N_XPOS], rel_of[N_DEPREL];
};

struct vocab {
    uint64_t *hash; /* [n] rising */
    uint32_t *count;
    uint32_t n;
};

/* Words of the treebank that were seen RARE times, with those of `more` (may be empty) counting
 * half. */
void vocab_make(struct vocab *v, const struct treebank *tb, const struct treebank *more);
void tagset_make(struct tagset *t, const struct treebank *tb);
/* Appends a treebank; `own`: its annotation counts. */
void corpus_add(struct corpus *c, const struct treebank *tb, const struct tagset *ts, bool own);
/* Gives every word its row in the table of words. */
void corpus_ids(struct corpus *c, const struct vocab *v);

#endif
