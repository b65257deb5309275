/*
 * What a word alone says to the gates of the parser's first layer. The sum over the word's features
 * is linear, so that its gates are made once and then remembered from report to report. What is
 * remembered never changes a result.
 */
#ifndef LANGUAGE_WORD_GATES_H
#define LANGUAGE_WORD_GATES_H

#include "language/parser_model.h"

enum {
    WORD_GROUP = 16,     /* new words that are looked at together, at least N_SHAPE + N_GLUE */
    WORD_KEY = 64,       /* bytes of a word that count: FEAT_BYTES */
    WORD_MEMORY = 8192,  /* words that a reader remembers */
    WORD_NO_MEMORY = 64, /* words that are remembered where nobody remembers */
};

/* Words whose gates are computed together. */
struct word_group {
    int16_t *x; /* [WORD_GROUP][embed] sums of features */
    int16_t *gate[WORD_GROUP];
    uint32_t n;
    int32_t *sum; /* [WORD_GROUP][gates of one direction] */
};

void word_group_init(const struct parser *p, struct word_group *g, struct arena *a);
/* Fills the rows of gates of what was added; without `biased` the layer's bias is left out. */
void word_group_run(const struct parser *p, struct word_group *g, bool biased);
/* An empty row for features whose gates go to `gate`; complete after the next word_group_run(). */
int16_t *word_group_add(const struct parser *p, struct word_group *g, int16_t *gate);
/* x += row of t */
void word_add_row(const struct parser *p, const struct embed_table *t, uint32_t row, int16_t *x);
/* Adds the word (in lower case) to the group; runs the group when it is full. */
void word_gates(const struct parser *p, struct word_group *g, struct str low, int16_t *gate);

struct word_slot {
    char key[WORD_KEY];
    uint32_t n;    /* bytes of key */
    uint32_t used; /* number of the last batch that needed it, 0 = free */
};

/* Of one thread. Every word has two slots; the one not used for longer gives way. */
struct parser_memory {
    struct word_slot *slot; /* [n] */
    int16_t *gate;          /* [n][parser_gate_row()] */
    uint32_t n;             /* a power of two, at least 2 */
    uint32_t batch;         /* number of the batch at work, from 1 */
};

/* Begins a batch: rows that were handed out before may be given to other words now. */
void word_memory_next(struct parser_memory *m);
/* The row of gates of a word, complete after the next word_group_run() and valid for this batch.
 * A word that finds no slot gets a row in `scratch`. */
const int16_t *word_memory_get(struct parser_memory *m, const struct parser *p,
                               struct word_group *g, struct str low, struct arena *scratch);

#endif
