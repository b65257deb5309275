#include "base/base.h"

#include "language/parser_model.h"

#include "language/feat.h"
#include "language/tags.h"
#include "language/word_gates.h"

enum { EMBED_SHIFT = 7 };

static att_status open_table(struct parser *p, struct embed_table *t, const char *name,
                             uint32_t least, att_error *err) {
    struct tensor x;
    att_status st = model_tensor(&p->model, name, MODEL_I8, &x, err);
    if (st) return st;
    if (!p->embed) p->embed = x.cols;
    if (x.cols != p->embed || x.rows < least || !x.cols || x.cols % 2 || x.shift != EMBED_SHIFT)
        return model_refuse(&p->model, x.at, err, "a table of a form that is not read");
    *t = (struct embed_table){(const int8_t *)x.data, x.rows};
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
    while (p->n_tag < PARSER_NAMES && str_next(&rest, '\n', &line) && line.n) {
        if (!str_next(&line, ' ', &upos))
            return model_refuse(&p->model, tags.at, err, "a tag without a name");
        p->tag_upos[p->n_tag] = (uint8_t)upos_find(upos);
        p->tag_xpos[p->n_tag++] = (uint8_t)xpos_find(line);
    }
    rest = (struct str){(const char *)rels.data, rels.rows};
    while (p->n_rel < PARSER_NAMES && str_next(&rest, '\n', &line) && line.n)
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
    att_status st = model_shape(&p->model, "arc.distance", MODEL_I32, 1, PARSER_DISTANCES, &x, err);
    if (st) return st;
    for (uint32_t i = 0; i < PARSER_DISTANCES; i++)
        p->arc_distance[i] = tensor_i32(&x, i) >> (NET_SUM - 2 * NET_ACT);
    unsigned drop = NET_WEIGHT - NET_ACT;
    p->rel_none = arena_array(a, int16_t, p->rel);
    st = open_row(p, &p->arc_root, "arc.root", 1, p->arc, drop, a, err);
    if (!st) st = open_row(p, &p->rel_root, "rel.root", 1, p->rel, drop, a, err);
    if (!st)
        st = open_row(p, &p->rel_distance, "rel.distance", PARSER_DISTANCES, p->rel, drop, a, err);
    return st;
}

/* ---- made beforehand */

/* The gates of every pair of casing and glue. */
static void open_gates(struct parser *p, struct arena *a) {
    uint32_t row = parser_gate_row(p);
    struct word_group g;
    word_group_init(p, &g, a);
    int16_t *shape = arena_array(a, int16_t, (size_t)N_SHAPE * row);
    int16_t *glue = arena_array(a, int16_t, (size_t)N_GLUE * row);
    for (uint32_t i = 0; i < N_SHAPE; i++)
        word_add_row(p, &p->shapes, i, word_group_add(p, &g, shape + (size_t)i * row));
    for (uint32_t i = 0; i < N_GLUE; i++)
        word_add_row(p, &p->glues, i, word_group_add(p, &g, glue + (size_t)i * row));
    word_group_run(p, &g, false);
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
    uint32_t row = parser_gate_row(p);
    struct word_group g;
    word_group_init(p, &g, a);
    p->frequent_gate = arena_array(a, int16_t, (size_t)p->frequent.n * row);
    for (uint32_t i = 0; i < p->frequent.n; i++)
        word_gates(p, &g, p->frequent.v[i].key, p->frequent_gate + (size_t)i * row);
    word_group_run(p, &g, true);
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
