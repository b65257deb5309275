#include "base/base.h"

#include "language/parser_model.h"

#include <stdlib.h>

#include "language/feat.h"
#include "language/repair.h"
#include "language/tags.h"
#include "language/tree.h"
#include "language/word_gates.h"

enum {
    PARSER_SEGMENT = 256, /* longer sentences are cut into pieces of at most so many words */
    PARSER_BATCH = 384,   /* words of several sentences that are worked side by side */
    PARSER_CUT = 64,      /* how far before the end of a piece a comma is looked for */
};

/* ---- a batch of sentences, or of pieces of a long one */

/* Words [b, b + n) of a batch that are one sentence. */
struct run {
    uint32_t b, n;
};

/* Tokens [b, b + n) of the document: whole sentences, or one piece of a long one. */
struct batch {
    const struct parser *p;
    struct doc *d;
    struct parser_memory *memory;
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

/* In the arena of the batch: rows of words that the memory has no room for. */
static void find_gates(struct batch *k) {
    word_memory_next(k->memory);
    for (uint32_t i = 0; i < k->n; i++) {
        struct str low = k->d->tok_low[k->b + i];
        uint32_t at = map_get(&k->p->frequent, low);
        k->word_gate[i] = at != NONE ? k->p->frequent_gate + (size_t)at * parser_gate_row(k->p)
                                     : word_memory_get(k->memory, k->p, &k->group, low, k->scratch);
    }
    word_group_run(k->p, &k->group, true);
}

static const int16_t *look_of(const struct batch *k, uint32_t t, bool caseless) {
    const struct doc *d = k->d;
    bool first = t == d->sent_tok[d->tok_sent[t]];
    uint32_t look = feat_shape(d, t, first, caseless) * N_GLUE + feat_glue(d, t);
    return k->p->look_gate + (size_t)look * parser_gate_row(k->p);
}

/* What words and their looks say to one direction of layer one, in the order of the steps. */
struct word_rows {
    const struct net_kernels *net;
    const int16_t **word, **look; /* [rows] */
    uint32_t at, side;            /* first gate and number of gates of the direction */
};

static void fill_words(const void *ctx, uint32_t b, uint32_t e, int32_t *y) {
    const struct word_rows *w = ctx;
    for (uint32_t r = b; r < e; r++, y += w->side)
        w->net->gates(y, w->word[r] + w->at, w->look[r] + w->at, w->side);
}

static void layer_one(struct batch *k, int16_t *out) {
    const struct parser *p = k->p;
    const struct doc *d = k->d;
    struct word_rows w = {.net = p->net, .side = 4 * p->hidden};
    w.word = arena_alloc_array(k->scratch, sizeof *w.word, k->n);
    w.look = arena_alloc_array(k->scratch, sizeof *w.look, k->n);
    bool caseless = false;
    for (uint32_t i = 0; i < k->n; i++) {
        uint32_t t = k->b + i, s = d->tok_sent[t], first = d->sent_tok[s];
        if (i == 0 || t == first) caseless = feat_caseless(d, first, d->sent_tok[s + 1]);
        w.word[k->row[i]] = k->word_gate[i];
        w.look[k->row[i]] = look_of(k, t, caseless);
    }
    for (uint32_t dir = 0; dir < 2; dir++) {
        w.at = dir * w.side;
        lstm_run(&p->one[dir], &k->steps, (struct gate_source){fill_words, &w}, dir,
                 out + dir * p->hidden, k->scratch);
    }
}

/* The outputs of layer one as the input of one direction of layer two. */
struct layer_rows {
    const struct dense *input;
    const int16_t *x;
};

static void fill_layer(const void *ctx, uint32_t b, uint32_t e, int32_t *y) {
    const struct layer_rows *r = ctx;
    dense_run(r->input, r->x + (size_t)b * r->input->in, e - b, y);
}

/* The words in their own order again. */
static void layer_two(struct batch *k, const int16_t *in, int16_t *out) {
    const struct parser *p = k->p;
    uint32_t both = 2 * p->hidden;
    int16_t *packed = arena_array_raw(k->scratch, int16_t, (size_t)k->n * both);
    for (uint32_t dir = 0; dir < 2; dir++) {
        struct layer_rows rows = {&p->two[dir].input, in};
        lstm_run(&p->two[dir], &k->steps, (struct gate_source){fill_layer, &rows}, dir,
                 packed + dir * p->hidden, k->scratch);
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
    int32_t *y = arena_array_raw(k->scratch, int32_t, (size_t)NET_CHUNK * w->pad);
    int16_t *v = arena_array_raw(k->scratch, int16_t, (size_t)k->n * w->out);
    for (uint32_t b = 0, n; b < k->n; b += n) {
        n = ATT_MIN(k->n - b, (uint32_t)NET_CHUNK);
        dense_run(w, x + (size_t)b * w->in, n, y);
        for (uint32_t i = 0; i < n; i++)
            k->p->net->cut(v + (size_t)(b + i) * w->out, y + (size_t)i * w->pad, w->out, NET_WEIGHT,
                           relu ? 0 : INT16_MIN);
    }
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
    struct arena_mark mark = arena_mark(k->scratch);
    find_gates(k);
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

void parser_run(const struct parser *p, struct doc *d, struct parser_memory *memory,
                struct arena *scratch) {
    d->lemma = arena_array(d->a, struct str, d->n_tok);
    d->upos = arena_array(d->a, uint8_t, d->n_tok);
    d->xpos = arena_array(d->a, uint8_t, d->n_tok);
    d->deprel = arena_array(d->a, uint8_t, d->n_tok);
    d->head = arena_array(d->a, uint32_t, d->n_tok);
    d->child_b = arena_array(d->a, uint32_t, (size_t)d->n_tok + 1);
    d->child = arena_array(d->a, uint32_t, d->n_tok);
    struct arena_mark mark = arena_mark(scratch);
    struct batch k = {.p = p, .d = d, .memory = memory, .scratch = scratch};
    if (!memory) k.memory = parser_memory_new(p, false, scratch);
    k.word_gate = arena_alloc_array(scratch, sizeof *k.word_gate, PARSER_BATCH);
    k.run = arena_array(scratch, struct run, PARSER_BATCH);
    word_group_init(p, &k.group, scratch);
    run_sentences(&k);
    arena_rewind(scratch, mark);
    repair_run(d, p->lemmas.lexicon, scratch);
    run_lemmas(p, d);
    run_children(d);
}
