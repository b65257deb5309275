#include "base/base.h"

#include "language/language.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/sorted.h"
#include "language/feat.h"
#include "language/lemma.h"
#include "language/net_kernels.h"
#include "language/repair.h"
#include "language/tags.h"
#include "language/tree.h"

enum {
    PARSER_SEGMENT = 256, /* longer sentences are cut into pieces of at most so many words */
    PARSER_BATCH = 384,   /* words of several sentences that are worked side by side */
    PARSER_CUT = 64,      /* how far before the end of a piece a comma is looked for */
    PARSER_TYPES = 8192,  /* words whose gates are remembered within a document */
    DISTANCES = 16,
    EMBED_SHIFT = 7,
    GROUP = 16,  /* new words that are looked at together, at least N_SHAPE + N_GLUE */
    NAMES = 256, /* most tags or relations of a model */
};

struct table {
    const int8_t *row; /* [rows][embed] in the model's own bytes */
    uint32_t rows;
};

struct parser {
    struct model model;
    uint32_t embed, hidden, arc, rel;
    uint64_t *word; /* [n_word] hashes, rising */
    uint32_t n_word;
    struct table words, grams, shapes, glues;
    struct lstm one[2], two[2]; /* fore, back */
    struct dense tag, arc_head, arc_dep, arc_pair, rel_head, rel_dep, rel_out;
    int16_t *arc_root, *rel_root;    /* [arc], [rel]: NET_WEIGHT and NET_ACT places */
    int32_t arc_distance[DISTANCES]; /* 2 * NET_ACT places */
    int16_t *rel_distance;           /* [DISTANCES][rel] NET_ACT places */
    int16_t *rel_none;               /* [rel] zeros: the root has no distance */
    uint8_t tag_upos[NAMES], tag_xpos[NAMES], rel_name[NAMES];
    uint32_t n_tag, n_rel, root_rel; /* root_rel: the relation "root" */
    int16_t *look_gate; /* [N_SHAPE][N_GLUE] rows of gates of layer one: what casing and glue add */
    const struct net_kernels *net;
    struct map frequent; /* word -> row of frequent_gate */
    int16_t *frequent_gate;
    struct lemmas lemmas;
};

/* ---- opening */

static att_status open_table(struct parser *p, struct table *t, const char *name, uint32_t least,
                             att_error *err) {
    struct tensor x;
    att_status st = model_tensor(&p->model, name, MODEL_I8, &x, err);
    if (st) return st;
    if (!p->embed) p->embed = x.cols;
    if (x.cols != p->embed || x.rows < least || !x.cols || x.cols % 2 || x.shift != EMBED_SHIFT)
        return model_refuse(&p->model, x.at, err, "a table of a form that is not read");
    *t = (struct table){(const int8_t *)x.data, x.rows};
    return ATT_OK;
}

static att_status open_words(struct parser *p, struct arena *a, att_error *err) {
    struct tensor x;
    att_status st = model_tensor(&p->model, "words", MODEL_U64, &x, err);
    if (st) return st;
    p->word = arena_array(a, uint64_t, x.rows);
    p->n_word = x.rows;
    for (uint32_t i = 0; i < x.rows; i++) {
        p->word[i] = tensor_u64(&x, i);
        if (i && p->word[i] <= p->word[i - 1])
            return model_refuse(&p->model, x.at + 8 * (uint64_t)i, err, "words out of order");
    }
    st = open_table(p, &p->words, "word", p->n_word + 1, err);
    if (!st) st = open_table(p, &p->grams, "gram", 1, err);
    if (!st) st = open_table(p, &p->shapes, "shape", N_SHAPE, err);
    if (!st) st = open_table(p, &p->glues, "glue", N_GLUE, err);
    return st;
}

static att_status open_names(struct parser *p, att_error *err) {
    struct tensor tags, rels;
    att_status st = model_tensor(&p->model, "tags", MODEL_BYTES, &tags, err);
    if (!st) st = model_tensor(&p->model, "relations", MODEL_BYTES, &rels, err);
    if (st) return st;
    struct str rest = {(const char *)tags.data, tags.rows}, line, upos;
    while (p->n_tag < NAMES && str_next(&rest, '\n', &line) && line.n) {
        if (!str_next(&line, ' ', &upos))
            return model_refuse(&p->model, tags.at, err, "a tag without a name");
        p->tag_upos[p->n_tag] = (uint8_t)upos_find(upos);
        p->tag_xpos[p->n_tag++] = (uint8_t)xpos_find(line);
    }
    rest = (struct str){(const char *)rels.data, rels.rows};
    while (p->n_rel < NAMES && str_next(&rest, '\n', &line) && line.n)
        p->rel_name[p->n_rel++] = (uint8_t)deprel_find(line);
    p->root_rel = NONE;
    for (uint32_t r = 0; r < p->n_rel; r++)
        if (p->rel_name[r] == DEP_ROOT) p->root_rel = r;
    if (!p->n_tag || p->n_tag > p->tag.out)
        return model_refuse(&p->model, tags.at, err, "tags and their scores differ in number");
    if (p->n_rel < 2 || p->n_rel > p->rel_out.out)
        return model_refuse(&p->model, rels.at, err, "relations and their scores differ in number");
    return ATT_OK;
}

/* A row of numbers, each divided by 2^drop. */
static att_status open_row(struct parser *p, int16_t **out, const char *name, uint32_t rows,
                           uint32_t cols, unsigned drop, struct arena *a, att_error *err) {
    struct tensor x;
    att_status st = model_shape(&p->model, name, MODEL_I16, rows, cols, &x, err);
    if (st) return st;
    *out = arena_array(a, int16_t, (size_t)rows * cols);
    for (size_t i = 0; i < (size_t)rows * cols; i++)
        (*out)[i] = (int16_t)(tensor_i16(&x, i) >> drop);
    return ATT_OK;
}

static att_status open_layers(struct parser *p, struct arena *a, att_error *err) {
    const struct model *m = &p->model;
    att_status st = lstm_open(&p->one[0], m, "lstm1.fore", a, err);
    if (!st) st = lstm_open(&p->one[1], m, "lstm1.back", a, err);
    if (!st) st = lstm_open(&p->two[0], m, "lstm2.fore", a, err);
    if (!st) st = lstm_open(&p->two[1], m, "lstm2.back", a, err);
    if (!st) st = dense_open(&p->tag, m, "tag", "tag.bias", a, err);
    if (!st) st = dense_open(&p->arc_head, m, "arc.head", "arc.head.bias", a, err);
    if (!st) st = dense_open(&p->arc_dep, m, "arc.dep", "arc.dep.bias", a, err);
    if (!st) st = dense_open(&p->arc_pair, m, "arc.pair", "arc.pair.bias", a, err);
    if (!st) st = dense_open(&p->rel_head, m, "rel.head", NULL, a, err);
    if (!st) st = dense_open(&p->rel_dep, m, "rel.dep", "rel.bias", a, err);
    if (!st) st = dense_open(&p->rel_out, m, "rel.out", "rel.out.bias", a, err);
    if (st) return st;
    p->hidden = p->one[0].hidden, p->arc = p->arc_head.out, p->rel = p->rel_head.out;
    uint32_t out = 2 * p->hidden;
    bool fit =
        p->one[0].in == p->embed && p->one[1].in == p->embed && p->one[1].hidden == p->hidden;
    for (int d = 0; d < 2; d++) fit = fit && p->two[d].in == out && p->two[d].hidden == p->hidden;
    fit = fit && p->tag.in == out && p->arc_head.in == out && p->arc_dep.in == out;
    fit = fit && p->arc_dep.out == p->arc && p->arc_pair.in == p->arc && p->arc_pair.out == p->arc;
    fit = fit && p->rel_head.in == out && p->rel_dep.in == out && p->rel_dep.out == p->rel;
    fit = fit && p->rel_out.in == p->rel && p->arc % NET_BLOCK == 0 && p->rel % NET_BLOCK == 0;
    if (!fit) return model_refuse(m, m->dir, err, "the layers do not fit each other");
    return ATT_OK;
}

static att_status open_arcs(struct parser *p, struct arena *a, att_error *err) {
    struct tensor x;
    att_status st = model_shape(&p->model, "arc.distance", MODEL_I32, 1, DISTANCES, &x, err);
    if (st) return st;
    for (uint32_t i = 0; i < DISTANCES; i++)
        p->arc_distance[i] = tensor_i32(&x, i) >> (NET_SUM - 2 * NET_ACT);
    unsigned drop = NET_WEIGHT - NET_ACT;
    p->rel_none = arena_array(a, int16_t, p->rel);
    st = open_row(p, &p->arc_root, "arc.root", 1, p->arc, drop, a, err);
    if (!st) st = open_row(p, &p->rel_root, "rel.root", 1, p->rel, drop, a, err);
    if (!st) st = open_row(p, &p->rel_distance, "rel.distance", DISTANCES, p->rel, drop, a, err);
    return st;
}

/* ---- what a word alone says to the first layer; the sum over its features is linear, so that the
 * gates of a word are made once and then remembered */

static uint32_t gate_row(const struct parser *p) {
    return 8 * p->hidden;
}

/* Words whose gates are computed together. */
struct word_group {
    int16_t *x; /* [GROUP][embed] sums of features */
    int16_t *gate[GROUP];
    uint32_t n;
    int32_t *sum; /* [GROUP][gates of one direction] */
};

static void group_init(const struct parser *p, struct word_group *g, struct arena *a) {
    g->x = arena_array(a, int16_t, (size_t)GROUP * p->embed);
    g->sum = arena_array(a, int32_t, (size_t)GROUP * p->one[0].input.pad);
    g->n = 0;
}

static void group_run(const struct parser *p, struct word_group *g, bool biased) {
    uint32_t side = 4 * p->hidden;
    for (uint32_t d = 0; d < 2 && g->n; d++) {
        const struct dense *w = &p->one[d].input;
        dense_run(w, g->x, g->n, g->sum);
        for (uint32_t k = 0; k < g->n; k++) {
            int32_t *sum = g->sum + (size_t)k * w->pad;
            for (uint32_t i = 0; i < side && !biased; i++)
                sum[i] = (int32_t)((uint32_t)sum[i] - (uint32_t)w->bias[i]);
            p->net->cut(g->gate[k] + d * side, sum, side, NET_ACT, INT16_MIN);
        }
    }
    g->n = 0;
}

/* An empty row for features whose gates go to `gate`; complete after the next group_run(). */
static int16_t *group_add(const struct parser *p, struct word_group *g, int16_t *gate) {
    int16_t *x = g->x + (size_t)g->n * p->embed;
    memset(x, 0, p->embed * sizeof *x);
    g->gate[g->n++] = gate;
    return x;
}

static void add_row(const struct parser *p, const struct table *t, uint32_t row, int16_t *x) {
    p->net->add_bytes(x, t->row + (size_t)(row % t->rows) * p->embed, p->embed);
}

static uint32_t find_word(const struct parser *p, uint64_t hash) {
    uint32_t lo = sorted_at_u64(p->word, p->n_word, hash);
    return lo < p->n_word && p->word[lo] == hash ? lo : p->n_word;
}

static void word_gates(const struct parser *p, struct word_group *g, struct str low,
                       int16_t *gate) {
    struct feats f;
    feat_word(low, &f);
    int16_t *x = group_add(p, g, gate);
    add_row(p, &p->words, find_word(p, f.word), x);
    for (uint32_t i = 0; i < f.n_gram; i++) add_row(p, &p->grams, f.gram[i], x);
    if (g->n == GROUP) group_run(p, g, true);
}

/* The gates of every pair of casing and glue. */
static void open_gates(struct parser *p, struct arena *a) {
    uint32_t row = gate_row(p);
    struct word_group g;
    group_init(p, &g, a);
    int16_t *shape = arena_array(a, int16_t, (size_t)N_SHAPE * row);
    int16_t *glue = arena_array(a, int16_t, (size_t)N_GLUE * row);
    for (uint32_t i = 0; i < N_SHAPE; i++)
        add_row(p, &p->shapes, i, group_add(p, &g, shape + (size_t)i * row));
    for (uint32_t i = 0; i < N_GLUE; i++)
        add_row(p, &p->glues, i, group_add(p, &g, glue + (size_t)i * row));
    group_run(p, &g, false);
    p->look_gate = arena_array(a, int16_t, (size_t)N_SHAPE * N_GLUE * row);
    for (size_t i = 0; i < (size_t)N_SHAPE * N_GLUE * row; i++) {
        size_t look = i / row, at = i % row;
        int32_t v = shape[look / N_GLUE * row + at] + glue[look % N_GLUE * row + at];
        p->look_gate[i] = (int16_t)ATT_MAX(INT16_MIN, ATT_MIN(v, INT16_MAX));
    }
}

static att_status open_frequent(struct parser *p, struct arena *a, att_error *err) {
    enum { MOST = 4096 };
    struct tensor t;
    att_status st = model_tensor(&p->model, "frequent", MODEL_BYTES, &t, err);
    if (st) return st;
    struct str rest = {(const char *)t.data, t.rows}, line;
    map_init(&p->frequent, a, MOST / 2);
    while (p->frequent.n < MOST && str_next(&rest, '\n', &line) && line.n)
        map_add(&p->frequent, line, p->frequent.n, NULL);
    uint32_t row = gate_row(p);
    struct word_group g;
    group_init(p, &g, a);
    p->frequent_gate = arena_array(a, int16_t, (size_t)p->frequent.n * row);
    for (uint32_t i = 0; i < p->frequent.n; i++)
        word_gates(p, &g, p->frequent.v[i].key, p->frequent_gate + (size_t)i * row);
    group_run(p, &g, true);
    return ATT_OK;
}

att_status parser_open(const struct parser **out, const struct world *w, struct arena *a,
                       const att_options *opt, att_error *err) {
    struct parser *p = arena_new(a, struct parser);
    p->net = net_kernels();
    att_status st = model_load(&p->model, "models/parser.bin", a, opt, err);
    if (!st) st = open_words(p, a, err);
    if (!st) st = open_layers(p, a, err);
    if (!st) st = open_arcs(p, a, err);
    if (!st) st = open_names(p, err);
    if (!st) st = lemmas_open(&p->lemmas, &p->model, w->lexicon, a, err);
    if (st) return st;
    open_gates(p, a);
    *out = p;
    return open_frequent(p, a, err);
}

/* ---- a batch of sentences, or of pieces of a long one */

struct types {
    struct map seen; /* word -> index into gate */
    VEC(int16_t *) gate;
    struct arena_mark base; /* the scratch before it */
};

/* Words [b, b + n) of a batch that are one sentence. */
struct run {
    uint32_t b, n;
};

/* Tokens [b, b + n) of the document: whole sentences, or one piece of a long one. */
struct batch {
    const struct parser *p;
    struct doc *d;
    struct types *types;
    struct arena *scratch;
    uint32_t b, n;
    struct run *run; /* [n_run <= PARSER_BATCH] the sentences, in order */
    uint32_t n_run;
    struct steps steps;
    uint32_t *row;             /* [n] where each word stands in the steps */
    const int16_t **word_gate; /* [PARSER_BATCH], of which n are in use */
    struct word_group group;
    int16_t *out;          /* [n][2 hidden] of the last layer */
    uint32_t *head;        /* [n] 0 = root, h = word h - 1 of its sentence */
    int16_t *heads, *pair; /* [n][arc] */
};

static void types_reset(struct types *t, struct arena *scratch) {
    map_init(&t->seen, scratch, 256);
    t->gate.v = NULL, t->gate.n = t->gate.cap = 0;
}

static const int16_t *gate_of_word(struct batch *k, struct str low) {
    const struct parser *p = k->p;
    uint32_t i = map_get(&p->frequent, low);
    if (i != NONE) return p->frequent_gate + (size_t)i * gate_row(p);
    bool added;
    i = map_add(&k->types->seen, low, k->types->gate.n, &added);
    if (!added) return k->types->gate.v[i];
    int16_t *gate = arena_array_raw(k->scratch, int16_t, gate_row(p));
    word_gates(p, &k->group, low, gate);
    *vec_push(k->scratch, &k->types->gate) = gate;
    return gate;
}

static void find_gates(struct batch *k) {
    if (k->types->gate.n + k->n > PARSER_TYPES) {
        arena_rewind(k->scratch, k->types->base);
        types_reset(k->types, k->scratch);
    }
    for (uint32_t i = 0; i < k->n; i++) k->word_gate[i] = gate_of_word(k, k->d->tok_low[k->b + i]);
    group_run(k->p, &k->group, true);
}

static const int16_t *look_of(const struct batch *k, uint32_t t, bool caseless) {
    const struct doc *d = k->d;
    bool first = t == d->sent_tok[d->tok_sent[t]];
    uint32_t look = feat_shape(d, t, first, caseless) * N_GLUE + feat_glue(d, t);
    return k->p->look_gate + (size_t)look * gate_row(k->p);
}

static void layer_one(struct batch *k, int16_t *out) {
    const struct parser *p = k->p;
    const struct doc *d = k->d;
    uint32_t side = 4 * p->hidden;
    int32_t *gate = arena_array_raw(k->scratch, int32_t, (size_t)k->n * side);
    const int16_t **look = arena_alloc_array(k->scratch, sizeof *look, k->n);
    bool caseless = false;
    for (uint32_t i = 0; i < k->n; i++) {
        uint32_t t = k->b + i, s = d->tok_sent[t], first = d->sent_tok[s];
        if (i == 0 || t == first) caseless = feat_caseless(d, first, d->sent_tok[s + 1]);
        look[i] = look_of(k, t, caseless);
    }
    for (uint32_t dir = 0; dir < 2; dir++) {
        for (uint32_t i = 0, at = dir * side; i < k->n; i++)
            p->net->gates(gate + (size_t)k->row[i] * side, k->word_gate[i] + at, look[i] + at,
                          side);
        lstm_run(&p->one[dir], &k->steps, gate, dir, out + dir * p->hidden, k->scratch);
    }
}

/* The words in their own order again. */
static void layer_two(struct batch *k, const int16_t *in, int16_t *out) {
    const struct parser *p = k->p;
    uint32_t side = 4 * p->hidden, both = 2 * p->hidden;
    int32_t *gate = arena_array_raw(k->scratch, int32_t, (size_t)k->n * side);
    int16_t *packed = arena_array_raw(k->scratch, int16_t, (size_t)k->n * both);
    for (uint32_t dir = 0; dir < 2; dir++) {
        dense_run(&p->two[dir].input, in, k->n, gate);
        lstm_run(&p->two[dir], &k->steps, gate, dir, packed + dir * p->hidden, k->scratch);
    }
    for (uint32_t i = 0; i < k->n; i++)
        memcpy(out + (size_t)i * both, packed + (size_t)k->row[i] * both, both * sizeof *out);
}

static void run_tags(struct batch *k) {
    const struct parser *p = k->p;
    int32_t *y = arena_array_raw(k->scratch, int32_t, (size_t)k->n * p->tag.pad);
    dense_run(&p->tag, k->out, k->n, y);
    for (uint32_t i = 0; i < k->n; i++) {
        uint32_t tag = p->net->best(y + (size_t)i * p->tag.pad, p->n_tag);
        k->d->upos[k->b + i] = p->tag_upos[tag];
        k->d->xpos[k->b + i] = p->tag_xpos[tag];
    }
}

/* relu (or not) of a product, as activations [n][out]. */
static int16_t *activate(struct batch *k, const struct dense *w, const int16_t *x, bool relu) {
    int32_t *y = arena_array_raw(k->scratch, int32_t, (size_t)k->n * w->pad);
    int16_t *v = arena_array_raw(k->scratch, int16_t, (size_t)k->n * w->out);
    dense_run(w, x, k->n, y);
    for (uint32_t i = 0; i < k->n; i++)
        k->p->net->cut(v + (size_t)i * w->out, y + (size_t)i * w->pad, w->out, NET_WEIGHT,
                       relu ? 0 : INT16_MIN);
    return v;
}

/* 0..7 the head stands before, 8..15 after, by 1, 2, 3, 4, 5-6, 7-10, 11-20, more words. */
static uint32_t distance(uint32_t head, uint32_t dep) {
    uint32_t d = head < dep ? dep - head : head - dep;
    uint32_t step = d <= 4 ? d - 1 : d <= 6 ? 4 : d <= 10 ? 5 : d <= 20 ? 6 : 7;
    return head < dep ? step : 8 + step;
}

/* Heads of the words of one sentence. */
static void run_arcs(struct batch *k, struct run r) {
    const struct parser *p = k->p;
    struct arena_mark mark = arena_mark(k->scratch);
    uint32_t n = r.n;
    struct dense all; /* a column for each word as a head, the last for the root */
    dense_columns(&all, n + 1, p->arc, k->scratch);
    for (uint32_t i = 0; i < n; i++)
        dense_set_column(&all, i, k->heads + (size_t)(r.b + i) * p->arc);
    dense_set_column(&all, n, p->arc_root);
    int32_t *s = arena_array_raw(k->scratch, int32_t, (size_t)n * all.pad);
    int32_t *score = arena_array_raw(k->scratch, int32_t, (size_t)n * (n + 1));
    dense_run(&all, k->pair + (size_t)r.b * p->arc, n, s);
    enum { SCORE_END = 1 << 28 };
    for (uint32_t i = 0; i < n; i++) {
        int32_t *row = score + (size_t)i * (n + 1), *from = s + (size_t)i * all.pad;
        for (uint32_t j = 0; j <= n; j++) from[j] = net_within(from[j], SCORE_END);
        row[0] = from[n];
        for (uint32_t j = 0; j < i; j++) row[j + 1] = from[j] + p->arc_distance[distance(j, i)];
        row[i + 1] = TREE_NEVER;
        for (uint32_t j = i + 1; j < n; j++) row[j + 1] = from[j] + p->arc_distance[distance(j, i)];
    }
    tree_best(score, n, k->head + r.b, k->scratch);
    arena_rewind(k->scratch, mark);
}

/* What word i of sentence r and its head say together: z is the word's own part. */
static void join_head(const struct batch *k, struct run r, uint32_t i, const int16_t *head,
                      int16_t *z) {
    const struct parser *p = k->p;
    uint32_t h = k->head[r.b + i];
    const int16_t *from = h ? head + (size_t)(r.b + h - 1) * p->rel : p->rel_root;
    p->net->join(z, from, h ? p->rel_distance + (size_t)distance(h - 1, i) * p->rel : p->rel_none,
                 p->rel);
}

static void run_relations(struct batch *k) {
    const struct parser *p = k->p;
    int16_t *head = activate(k, &p->rel_head, k->out, false);
    int16_t *z = activate(k, &p->rel_dep, k->out, false);
    int32_t *y = arena_array_raw(k->scratch, int32_t, (size_t)k->n * p->rel_out.pad);
    for (uint32_t q = 0; q < k->n_run; q++)
        for (uint32_t i = 0; i < k->run[q].n; i++)
            join_head(k, k->run[q], i, head, z + (size_t)(k->run[q].b + i) * p->rel);
    dense_run(&p->rel_out, z, k->n, y);
    for (uint32_t q = 0; q < k->n_run; q++)
        for (uint32_t i = 0; i < k->run[q].n; i++) {
            uint32_t at = k->run[q].b + i, h = k->head[at], t = k->b + at;
            int32_t *v = y + (size_t)at * p->rel_out.pad;
            if (p->root_rel < p->n_rel) v[p->root_rel] = INT32_MIN;
            k->d->head[t] = h ? k->b + k->run[q].b + h - 1 : NONE;
            k->d->deprel[t] = h ? p->rel_name[p->net->best(v, p->n_rel)] : DEP_ROOT;
        }
}

static int longer(const void *a, const void *b) {
    const struct run *x = a, *y = b;
    if (x->n != y->n) return x->n > y->n ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

/* Puts the words of the batch into the order in which the recurrent layers read them. */
static void lay_steps(struct batch *k) {
    struct run *long_first = arena_array_raw(k->scratch, struct run, k->n_run);
    memcpy(long_first, k->run, k->n_run * sizeof *k->run);
    qsort(long_first, k->n_run, sizeof *k->run, longer);
    k->steps.n = long_first[0].n;
    k->steps.at = arena_array(k->scratch, uint32_t, (size_t)k->steps.n + 1);
    k->row = arena_array_raw(k->scratch, uint32_t, k->n);
    uint32_t row = 0;
    for (uint32_t s = 0, live = k->n_run; s < k->steps.n; s++) {
        while (long_first[live - 1].n <= s) live--;
        k->steps.at[s] = row;
        for (uint32_t q = 0; q < live; q++) k->row[long_first[q].b + s] = row++;
    }
    k->steps.at[k->steps.n] = row;
}

static void run_batch(struct batch *k) {
    const struct parser *p = k->p;
    if (!k->n_run) return;
    find_gates(k);
    struct arena_mark mark = arena_mark(k->scratch);
    lay_steps(k);
    int16_t *one = arena_array_raw(k->scratch, int16_t, (size_t)k->n * 2 * p->hidden);
    k->out = arena_array_raw(k->scratch, int16_t, (size_t)k->n * 2 * p->hidden);
    k->head = arena_array_raw(k->scratch, uint32_t, k->n);
    layer_one(k, one);
    layer_two(k, one, k->out);
    run_tags(k);
    k->heads = activate(k, &p->arc_head, k->out, true);
    k->pair = activate(k, &p->arc_pair, activate(k, &p->arc_dep, k->out, true), false);
    for (uint32_t q = 0; q < k->n_run; q++) run_arcs(k, k->run[q]);
    run_relations(k);
    arena_rewind(k->scratch, mark);
    k->n = k->n_run = 0;
}

/* ---- sentences */

/* Where the piece begun at b ends: the sentence's end, or a comma near the largest length. */
static uint32_t piece_end(const struct doc *d, uint32_t b, uint32_t end) {
    if (end - b <= PARSER_SEGMENT) return end;
    uint32_t e = b + PARSER_SEGMENT;
    for (uint32_t t = e; t > e - PARSER_CUT; t--)
        if (str_eq_c(doc_tok(d, t - 1), ",") || str_eq_c(doc_tok(d, t - 1), ";")) return t;
    return e;
}

static void add_run(struct batch *k, uint32_t b, uint32_t e) {
    if (k->n + (e - b) > PARSER_BATCH) run_batch(k);
    if (!k->n_run) k->b = b;
    k->run[k->n_run++] = (struct run){b - k->b, e - b};
    k->n += e - b;
}

/* A sentence in pieces has several roots: the later ones hang on the first. */
static void join_pieces(struct doc *d, uint32_t s) {
    uint32_t root = NONE;
    for (uint32_t t = d->sent_tok[s]; t < d->sent_tok[s + 1]; t++) {
        if (d->head[t] != NONE) continue;
        if (root == NONE)
            root = t;
        else
            d->head[t] = root, d->deprel[t] = DEP_PARATAXIS;
    }
    doc_note(d, "long_sentence", d->sent[s],
             "a sentence of %u words was parsed in pieces of at most %d",
             d->sent_tok[s + 1] - d->sent_tok[s], PARSER_SEGMENT);
}

static void run_sentences(struct batch *k) {
    struct doc *d = k->d;
    for (uint32_t s = 0; s < d->n_sent; s++)
        for (uint32_t b = d->sent_tok[s], e; b < d->sent_tok[s + 1]; b = e) {
            e = piece_end(d, b, d->sent_tok[s + 1]);
            add_run(k, b, e);
        }
    run_batch(k);
    for (uint32_t s = 0; s < d->n_sent; s++)
        if (d->sent_tok[s + 1] - d->sent_tok[s] > PARSER_SEGMENT) join_pieces(d, s);
}

static void run_lemmas(const struct parser *p, struct doc *d) {
    for (uint32_t t = 0; t < d->n_tok; t++) {
        bool first = t == d->sent_tok[d->tok_sent[t]];
        bool upper = (d->tok_flags[t] & (TOK_TITLE | TOK_UPPER)) != 0;
        struct lemma_word w = {doc_tok(d, t), d->tok_low[t], (enum xpos)d->xpos[t],
                               upper && !first};
        d->lemma[t] = lemma_get(&p->lemmas, &w, d->a);
    }
}

/* Dependents of each word, in order. */
static void run_children(struct doc *d) {
    for (uint32_t t = 0; t < d->n_tok; t++)
        if (d->head[t] != NONE) d->child_b[d->head[t] + 1]++;
    for (uint32_t t = 0; t < d->n_tok; t++) d->child_b[t + 1] += d->child_b[t];
    for (uint32_t t = 0; t < d->n_tok; t++)
        if (d->head[t] != NONE) d->child[d->child_b[d->head[t]]++] = t;
    for (uint32_t t = d->n_tok; t > 0; t--) d->child_b[t] = d->child_b[t - 1];
    d->child_b[0] = 0;
}

void parser_run(const struct parser *p, struct doc *d, struct arena *scratch) {
    d->lemma = arena_array(d->a, struct str, d->n_tok);
    d->upos = arena_array(d->a, uint8_t, d->n_tok);
    d->xpos = arena_array(d->a, uint8_t, d->n_tok);
    d->deprel = arena_array(d->a, uint8_t, d->n_tok);
    d->head = arena_array(d->a, uint32_t, d->n_tok);
    d->child_b = arena_array(d->a, uint32_t, (size_t)d->n_tok + 1);
    d->child = arena_array(d->a, uint32_t, d->n_tok);
    struct arena_mark mark = arena_mark(scratch);
    struct types types;
    struct batch k = {.p = p, .d = d, .types = &types, .scratch = scratch};
    k.word_gate = arena_alloc_array(scratch, sizeof *k.word_gate, PARSER_BATCH);
    k.run = arena_array(scratch, struct run, PARSER_BATCH);
    group_init(p, &k.group, scratch);
    types.base = arena_mark(scratch);
    types_reset(&types, scratch);
    run_sentences(&k);
    arena_rewind(scratch, mark);
    repair_run(d, p->lemmas.lexicon, scratch);
    run_lemmas(p, d);
    run_children(d);
}
