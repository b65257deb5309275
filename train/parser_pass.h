/*
 * The parsing network in floats: one pass over a batch of sentences, forward and, in training,
 * backward. docs/MODEL.md describes the network.
 */
#ifndef TRAIN_PARSER_PASS_H
#define TRAIN_PARSER_PASS_H

#include "net.h"
#include "parser_corpus.h"

enum {
    EMBED = 128, /* size of the sum of embeddings */
    ARC = 96,
    REL = 64,
    DISTANCES = 16,
    BATCH_TOKENS = 480,
    BATCH_SENTENCES = 32,
    LONGEST = 160, /* longer sentences are not trained on */
};

struct net {
    struct params ps;
    const struct tagset *ts;
    struct param *word, *gram, *shape, *glue;
    struct lstm l1, l2;
    struct param *tag, *tag_b, *arc_h, *arc_hb, *arc_d, *arc_db, *arc_u, *arc_ub, *arc_root,
        *arc_dist;
    struct param *rel_h, *rel_d, *rel_b, *rel_root, *rel_dist, *rel_out, *rel_ob;
    int hidden, n_tag, n_rel; /* the latter two rounded up to 8 */
};

/* What one pass over a batch needs and leaves behind. */
struct pass {
    const struct corpus *c;
    const uint32_t *sent; /* [k.n_sent] longest first */
    struct pack k;
    bool train;
    enum collecting {
        COLLECT_NOTHING,
        COLLECT_ARCS,      /* with tags, and the relations of annotated words */
        COLLECT_RELATIONS, /* of words whose heads the teachers gave */
    } collect;
    float share;       /* of one teacher */
    float drop;        /* part of the units that are left out in training */
    uint32_t *word_of; /* [n_row] word of the corpus */
    uint8_t *mode;     /* [n_sent] how the case is changed */
    uint8_t *no_word;  /* [n_row] */
    uint32_t *no_gram; /* [n_row] bits */
    float *x, *x_mask, *o1, *o1_mask, *o2, *o2_mask, *tag, *hh, *dd, *hh_mask, *dd_mask, *p;
    float *rh, *rd, *z, *z_mask, *rel;
    double loss_tag, loss_arc, loss_rel;
    long n_word, right_tag, right_upos, right_head, right_both;
};

/* n rounded up to 8. */
int up8(int n);
/* A network with `vocab` rows of words for the tags and relations of `ts`, which must outlive it.
 */
void net_init(struct net *n, int hidden, uint64_t seed, uint32_t vocab, const struct tagset *ts);
/* Runs the batch p->sent; leaves losses, counts and, in training, gradients. */
void pass_run(struct net *n, struct pass *p);
void pass_free(struct pass *p);

#endif
