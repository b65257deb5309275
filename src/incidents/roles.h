/*
 * The trained role reader: which noun phrases of a report fill which role of an incident.
 *
 * Four banks of hashed linear features (words, candidates, sentences, the document) give scores;
 * boosted trees over some sixty dense features of every candidate give its final score for a role.
 * Trained by train/train_incident.c; the features of training and reading are these same functions.
 * Integers throughout: scores are log odds in 1/256. Method: candidates and re-ranking as in
 * Patwardhan and Riloff 2009, gradient boosting of Friedman 2001.
 */
#ifndef INCIDENTS_ROLES_H
#define INCIDENTS_ROLES_H

#include "incidents/reading.h"

enum muc_role {
    MUC_PERP_IND,
    MUC_PERP_ORG,
    MUC_TARGET,
    MUC_VICTIM,
    MUC_WEAPON,
    MUC_DESCRIBED,
    N_MUC_ROLE
};
/* What sentences and documents are scored for: any incident, and one of each kind. */
enum topic {
    TOPIC_ANY,
    TOPIC_ATTACK,
    TOPIC_BOMBING,
    TOPIC_KIDNAPPING,
    TOPIC_ARSON,
    TOPIC_ROBBERY,
    N_TOPIC
};

enum { N_OUT = 6, N_DENSE = 72, SCORE_ONE = 256 };

struct bank_row {
    uint16_t check; /* upper half of the feature's hash; 0 = free row */
    int8_t w[N_OUT];
};

/* Hashed linear model. Row of a feature: open addressing from its lower bits. */
struct bank {
    uint32_t bits; /* 1 << bits rows */
    const struct bank_row *row;
    int32_t scale[N_OUT]; /* score = sum * scale / 65536 + bias, in 1/256 */
    int32_t bias[N_OUT];
};

struct tree_node {
    int32_t at;       /* threshold: left where value <= at; a leaf's score */
    uint16_t feature; /* TREE_LEAF for a leaf */
    uint16_t left;    /* of the tree's nodes; right is left + 1 */
};
enum { TREE_LEAF = UINT16_MAX };

struct forest {
    uint32_t n_tree, n_node;
    const uint32_t *root;         /* [n_tree] index into node */
    const struct tree_node *node; /* [n_node] */
    int32_t bias;
};

/* Features of one thing, hashes. */
struct feats {
    struct arena *a;
    uint32_t *v, n, cap;
};

/* What features need to know of the whole document. */
struct role_view {
    const struct reading *r;
    uint32_t *sent_mask; /* [n_sent] bits of violence classes */
    uint32_t *para;      /* [n_sent] paragraph with words, from 0 */
    uint32_t doc_mask;
};
void role_view_init(struct role_view *v, const struct reading *r, struct arena *a);
void role_feats_word(const struct role_view *v, uint32_t t, struct feats *f);
void role_feats_candidate(const struct role_view *v, uint32_t c, struct feats *f);
void role_feats_sentence(const struct role_view *v, uint32_t s, struct feats *f);
void role_feats_document(const struct role_view *v, struct feats *f);
/* WordNet's file of the first noun sense; 60 for an unknown name, 61 for a number, 0 for others. */
uint32_t role_word_file(const struct reading *r, uint32_t t);
/* Words that a phrase can hold; others are never scored. */
bool role_scores_word(const struct reading *r, uint32_t t);

void bank_score(const struct bank *b, const struct feats *f, int32_t out[N_OUT]);
int32_t forest_score(const struct forest *f, const int32_t *dense);

enum role_bank { BANK_WORD, BANK_CANDIDATE, BANK_SENTENCE, BANK_DOCUMENT, N_BANK };
struct role_scores {
    int32_t (*word)[N_OUT];      /* [n_tok] by role */
    int32_t (*candidate)[N_OUT]; /* [n_candidate] by role */
    int32_t (*sentence)[N_OUT];  /* [n_sent] by topic */
    int32_t document[N_OUT];     /* by topic */
    int32_t (*longer)[N_OUT], (*shorter)[N_OUT],
        (*same_head)[N_OUT];       /* [n_candidate] best rivals */
    int32_t (*in_sentence)[N_OUT]; /* [n_sent] best candidate of each role in the sentence */
    int32_t (*rank)[N_OUT];        /* [n_candidate] place in the document by candidate score */
    int32_t mass[N_OUT];           /* sum of candidates' odds in the document, in 1/256 */
};
/* Scores of the banks; everything in `a`. */
void role_scores_run(struct role_scores *s, const struct bank bank[N_BANK],
                     const struct role_view *v, struct arena *a);
/* The rivals, ranks and masses, once `candidate` is filled. */
void role_scores_rivals(struct role_scores *s, const struct role_view *v, struct arena *a);
void role_dense(const struct role_scores *s, const struct role_view *v, uint32_t c, uint32_t role,
                int32_t out[N_DENSE]);

#endif
