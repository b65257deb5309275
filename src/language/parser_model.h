/* The parsing network as it is opened: layers, tables and what is made of them beforehand. */
#ifndef LANGUAGE_PARSER_MODEL_H
#define LANGUAGE_PARSER_MODEL_H

#include "base/map.h"
#include "language/language.h"
#include "language/lemma.h"
#include "language/net_kernels.h"

enum {
    PARSER_DISTANCES = 16,
    PARSER_NAMES = 256, /* most tags or relations of a model */
};

struct embed_table {
    const int8_t *row; /* [rows][embed] in the model's own bytes */
    uint32_t rows;
};

struct parser {
    struct model model;
    uint32_t embed, hidden, arc, rel;
    uint64_t *word; /* [n_word] hashes, rising */
    uint32_t n_word;
    struct embed_table words, grams, shapes, glues;
    struct lstm one[2], two[2]; /* fore, back */
    struct dense tag, arc_head, arc_dep, arc_pair, rel_head, rel_dep, rel_out;
    int16_t *arc_root, *rel_root;           /* [arc], [rel]: NET_WEIGHT and NET_ACT places */
    int32_t arc_distance[PARSER_DISTANCES]; /* 2 * NET_ACT places */
    int16_t *rel_distance;                  /* [PARSER_DISTANCES][rel] NET_ACT places */
    int16_t *rel_none;                      /* [rel] zeros: the root has no distance */
    uint8_t tag_upos[PARSER_NAMES], tag_xpos[PARSER_NAMES], rel_name[PARSER_NAMES];
    uint32_t n_tag, n_rel, root_rel; /* root_rel: the relation "root" */
    int16_t *look_gate; /* [N_SHAPE][N_GLUE] rows of gates of layer one: what casing and glue add */
    const struct net_kernels *net;
    struct map frequent; /* word -> row of frequent_gate */
    int16_t *frequent_gate;
    struct lemmas lemmas;
};

/* Numbers of a row of gates of layer one: both directions. */
static inline uint32_t parser_gate_row(const struct parser *p) {
    return 8 * p->hidden;
}

#endif
