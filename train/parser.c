/*
 * attest-train-parser: makes models/parser.bin, the tagger and dependency parser, out of treebanks.
 * Run without arguments it prints its options; models/parser.md has the command of the model built
 * in.
 *
 * One network for tags and trees: sums of embeddings, two layers of bidirectional LSTM, a softmax
 * over tags, biaffine scores of arcs (Dozat and Manning 2017) and a small perceptron for relations.
 * Part of the sentences is shown in capitals, in small letters or as headlines. Same data, options
 * and processor family: same model, byte for byte.
 */
#include "base/base.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/map.h"
#include "base/sys.h"
#include "gemm.h"
#include "language/feat.h"
#include "language/tags.h"
#include "lemmas.h"
#include "modelfile.h"
#include "net.h"
#include "treebank.h"

enum {
    EMBED = 128,       /* size of the sum of embeddings */
    BUCKETS = 1 << 14, /* rows for beginnings and endings of words */
    ARC = 96,
    REL = 64,
    DISTANCES = 16,
    BATCH_TOKENS = 480,
    BATCH_SENTENCES = 32,
    LONGEST = 160, /* longer sentences are not trained on */
    RARE = 2,      /* words seen less often have no row of their own */
};
static const float DROP_WORD = 0.15f, DROP_GRAM = 0.05f;
static const float RATE = 2.5e-3f, DROP = 0.33f, CLIP = 5;
static const float TEACH = 0.5f; /* weight of the teachers beside the annotation */

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

struct net {
    struct params ps;
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

static const struct tagset *tags_for_score;

/* ---- reading */

static int by_u64(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Words of the treebank that were seen RARE times, with those of `more` (may be empty) counting
 * half. */
static void vocab_make(struct vocab *v, const struct treebank *tb, const struct treebank *more) {
    uint32_t n = 0, all_n = 2 * tb->d.n_tok + more->d.n_tok;
    uint64_t *all = malloc(all_n * sizeof *all);
    if (!all) die("no memory");
    struct feats f;
    for (uint32_t t = 0; t < tb->d.n_tok; t++, n += 2)
        feat_word(tb->d.tok_low[t], &f), all[n] = all[n + 1] = f.word;
    for (uint32_t t = 0; t < more->d.n_tok; t++, n++)
        feat_word(more->d.tok_low[t], &f), all[n] = f.word;
    qsort(all, n, sizeof *all, by_u64);
    v->hash = malloc(n * sizeof *v->hash), v->count = malloc(n * sizeof *v->count), v->n = 0;
    for (uint32_t i = 0, j; i < n; i = j) {
        for (j = i; j < n && all[j] == all[i]; j++) {
        }
        if (j - i >= 2 * RARE) v->hash[v->n] = all[i], v->count[v->n++] = (j - i) / 2;
    }
    free(all);
}

static uint32_t vocab_find(const struct vocab *v, uint64_t h) {
    const uint64_t *p = bsearch(&h, v->hash, v->n, sizeof h, by_u64);
    return p ? (uint32_t)(p - v->hash) : v->n;
}

static void tagset_make(struct tagset *t, const struct treebank *tb) {
    uint32_t seen[N_UPOS][N_XPOS] = {{0}}, rel[N_DEPREL] = {0};
    memset(t, 0, sizeof *t);
    memset(t->tag_of, -1, sizeof t->tag_of), memset(t->rel_of, -1, sizeof t->rel_of);
    for (uint32_t i = 0; i < tb->d.n_tok; i++)
        seen[tb->upos[i]][tb->xpos[i]]++, rel[tb->deprel[i]]++;
    enum { SEEN = 8 };
    for (int u = 0; u < N_UPOS; u++)
        for (int x = 0; x < N_XPOS; x++)
            if (seen[u][x] >= SEEN && t->n_tag < 250) {
                t->tag_of[u][x] = (int)t->n_tag;
                t->upos[t->n_tag] = (uint8_t)u, t->xpos[t->n_tag++] = (uint8_t)x;
            }
    for (int r = 0; r < N_DEPREL; r++)
        if (rel[r]) t->rel_of[r] = (int)t->n_rel, t->rel[t->n_rel++] = (uint8_t)r;
}

enum { NO_TAG = 255 };

static struct word word_make(const struct treebank *tb, const struct tagset *ts, uint32_t t,
                             uint32_t first, bool caseless, bool own) {
    const struct doc *d = &tb->d;
    struct word w = {.own = own};
    struct feats f;
    feat_word(d->tok_low[t], &f);
    w.hash = f.word, w.n_gram = f.n_gram;
    for (uint32_t i = 0; i < f.n_gram; i++) w.gram[i] = f.gram[i] % BUCKETS;
    w.shape = (uint8_t)feat_shape(d, t, t == first, caseless);
    w.glue = (uint8_t)feat_glue(d, t);
    int tag = ts->tag_of[tb->upos[t]][tb->xpos[t]], rel = ts->rel_of[tb->deprel[t]];
    w.tag = tag < 0 ? NO_TAG : (uint8_t)tag, w.rel = rel < 0 ? NO_TAG : (uint8_t)rel;
    w.head = tb->head[t] == NONE ? -1 : (int16_t)(tb->head[t] - first);
    return w;
}

/* Appends a treebank; `own`: its annotation counts. */
static void corpus_add(struct corpus *c, const struct treebank *tb, const struct tagset *ts,
                       bool own) {
    const struct doc *d = &tb->d;
    if (!d->n_tok) return;
    c->w = realloc(c->w, (c->n_word + d->n_tok) * sizeof *c->w);
    c->s = realloc(c->s, (c->n_sent + d->n_sent) * sizeof *c->s);
    if (!c->w || !c->s) die("no memory");
    for (uint32_t s = 0; s < d->n_sent; s++) {
        uint32_t b = d->sent_tok[s], e = d->sent_tok[s + 1];
        c->s[c->n_sent++] = (struct sentence){c->n_word, e - b};
        bool caseless = feat_caseless(d, b, e);
        for (uint32_t t = b; t < e; t++) c->w[c->n_word++] = word_make(tb, ts, t, b, caseless, own);
    }
    if (own) c->n_gold = c->n_sent;
}

static void corpus_ids(struct corpus *c, const struct vocab *v) {
    for (uint32_t t = 0; t < c->n_word; t++) {
        struct word *w = &c->w[t];
        w->id = vocab_find(v, w->hash), w->count = w->id < v->n ? v->count[w->id] : 1;
    }
}

/* ---- the network */

static int up8(int n) {
    return (n + 7) / 8 * 8;
}

static void net_init(struct net *n, int hidden, uint64_t seed, uint32_t vocab,
                     const struct tagset *ts) {
    memset(n, 0, sizeof *n);
    struct params *p = &n->ps;
    p->random = seed;
    n->hidden = hidden, n->n_tag = up8((int)ts->n_tag), n->n_rel = up8((int)ts->n_rel);
    int out = 2 * hidden, rows = BATCH_TOKENS + 2 * LONGEST + 64;
    n->word = param_new(p, "word", (int)vocab + 1, EMBED, 0.02f);
    n->gram = param_new(p, "gram", BUCKETS, EMBED, 0.1f);
    n->shape = param_new(p, "shape", N_SHAPE, EMBED, 0.1f);
    n->glue = param_new(p, "glue", N_GLUE, EMBED, 0.1f);
    n->word->sparse = n->gram->sparse = true;
    lstm_init(&n->l1, p, "lstm1", EMBED, hidden, rows * 4);
    lstm_init(&n->l2, p, "lstm2", out, hidden, rows * 4);
    float s = sqrtf(3.f / (float)out);
    n->tag = param_new(p, "tag", out, n->n_tag, s),
    n->tag_b = param_new(p, "tag.bias", 1, n->n_tag, 0);
    n->arc_h = param_new(p, "arc.head", out, ARC, s);
    n->arc_hb = param_new(p, "arc.head.bias", 1, ARC, 0);
    n->arc_d = param_new(p, "arc.dep", out, ARC, s);
    n->arc_db = param_new(p, "arc.dep.bias", 1, ARC, 0);
    n->arc_u = param_new(p, "arc.pair", ARC, ARC, 0.1f);
    n->arc_ub = param_new(p, "arc.pair.bias", 1, ARC, 0);
    n->arc_root = param_new(p, "arc.root", 1, ARC, 0.1f);
    n->arc_dist = param_new(p, "arc.distance", 1, DISTANCES, 0);
    n->rel_h = param_new(p, "rel.head", out, REL, s),
    n->rel_d = param_new(p, "rel.dep", out, REL, s);
    n->rel_b = param_new(p, "rel.bias", 1, REL, 0);
    n->rel_root = param_new(p, "rel.root", 1, REL, 0.1f);
    n->rel_dist = param_new(p, "rel.distance", DISTANCES, REL, 0.05f);
    n->rel_out = param_new(p, "rel.out", REL, n->n_rel, sqrtf(3.f / REL));
    n->rel_ob = param_new(p, "rel.out.bias", 1, n->n_rel, 0);
}

/* 0..7 head before, 8..15 after, by distance 1, 2, 3, 4, 5-6, 7-10, 11-20, more. */
static int distance(int head, int dep) {
    int d = head < dep ? dep - head : head - dep;
    int k = d <= 4 ? d - 1 : d <= 6 ? 4 : d <= 10 ? 5 : d <= 20 ? 6 : 7;
    return head < dep ? k : 8 + k;
}

/* out[n x m] = in[n x k] W + bias */
static float *dense(const float *in, int n, const struct param *w, const struct param *bias) {
    int m = w->cols;
    float *out = floats((size_t)n * (size_t)m);
    if (bias)
        for (int r = 0; r < n; r++) memcpy(out + r * m, bias->w, (size_t)m * 4);
    gemm(n, m, w->rows, in, w->rows, 1, w->w, m, out, m);
    return out;
}

static void dense_back(const float *in, int n, struct param *w, struct param *bias,
                       const float *d_out, float *d_in) {
    int m = w->cols, k = w->rows;
    gemm(k, m, n, in, 1, k, d_out, m, w->g, m);
    if (bias)
        for (int r = 0; r < n; r++)
            for (int i = 0; i < m; i++) bias->g[i] += d_out[r * m + i];
    float *t = floats((size_t)k * (size_t)m);
    for (int i = 0; i < k; i++)
        for (int j = 0; j < m; j++) t[j * k + i] = w->w[i * m + j];
    gemm(n, k, m, d_out, m, 1, t, k, d_in, k);
    free(t);
}

static void times(float *x, const float *mask, size_t n) {
    for (size_t i = 0; i < n; i++) x[i] *= mask[i];
}

static void relu(float *x, size_t n) {
    for (size_t i = 0; i < n; i++) x[i] = x[i] > 0 ? x[i] : 0;
}
static void relu_back(const float *x, float *d, size_t n) {
    for (size_t i = 0; i < n; i++) d[i] = x[i] > 0 ? d[i] : 0;
}

/* A mask for dropout; one row for all words of a sentence where `same` is set. */
static float *mask_new(const struct pass *p, struct params *ps, int cols, bool same) {
    float *m = floats((size_t)(p->k.n_row * cols));
    for (int t = 0; t < p->k.n_time; t++)
        for (int b = 0; b < p->k.live[t]; b++) {
            float *row = m + (p->k.off[t] + b) * cols;
            if (t && same) {
                memcpy(row, m + b * cols, (size_t)cols * 4);
                continue;
            }
            for (int i = 0; i < cols; i++)
                row[i] = random_unit(&ps->random) < p->drop ? 0 : 1 / (1 - p->drop);
        }
    return m;
}

enum { CASE_KEPT, CASE_CAPITALS, CASE_SMALL, CASE_HEADLINE };

static uint8_t shape_in(const struct word *w, uint8_t mode, bool first) {
    if (mode == CASE_KEPT || w->shape == SHAPE_DIGITS || w->shape == SHAPE_MARK ||
        w->shape == SHAPE_CODE)
        return w->shape;
    if (mode == CASE_CAPITALS) return SHAPE_CASELESS;
    if (mode == CASE_SMALL) return SHAPE_LOWER;
    return w->shape == SHAPE_LOWER ? first ? SHAPE_FIRST_TITLE : SHAPE_TITLE : w->shape;
}

static void embed(struct net *n, struct pass *p) {
    p->x = floats((size_t)p->k.n_row * EMBED);
    for (int r = 0; r < p->k.n_row; r++) {
        const struct word *w = &p->c->w[p->word_of[r]];
        float *x = p->x + r * EMBED;
        int b = r;
        for (int t = 0; t < p->k.n_time && b >= p->k.live[t]; t++) b -= p->k.live[t];
        bool first = r < p->k.live[0];
        const float *row[FEAT_GRAMS + 3];
        int m = 0;
        row[m++] = n->word->w + (p->no_word[r] ? (uint32_t)n->word->rows - 1 : w->id) * EMBED;
        row[m++] = n->shape->w + shape_in(w, p->mode[b], first) * EMBED;
        row[m++] = n->glue->w + w->glue * EMBED;
        for (uint32_t i = 0; i < w->n_gram; i++)
            if (!(p->no_gram[r] >> i & 1)) row[m++] = n->gram->w + w->gram[i] * EMBED;
        for (int j = 0; j < m; j++)
            for (int i = 0; i < EMBED; i++) x[i] += row[j][i];
    }
}

static void embed_row_back(struct param *p, uint32_t row, const float *d, bool sparse) {
    if (sparse) param_hit(p, row);
    float *g = p->g + (size_t)row * EMBED;
    for (int i = 0; i < EMBED; i++) g[i] += d[i];
}

static void embed_back(struct net *n, struct pass *p, const float *dx) {
    for (int r = 0; r < p->k.n_row; r++) {
        const struct word *w = &p->c->w[p->word_of[r]];
        const float *d = dx + r * EMBED;
        int b = r;
        for (int t = 0; t < p->k.n_time && b >= p->k.live[t]; t++) b -= p->k.live[t];
        embed_row_back(n->word, p->no_word[r] ? (uint32_t)n->word->rows - 1 : w->id, d, true);
        embed_row_back(n->shape, shape_in(w, p->mode[b], r < p->k.live[0]), d, false);
        embed_row_back(n->glue, w->glue, d, false);
        for (uint32_t i = 0; i < w->n_gram; i++)
            if (!(p->no_gram[r] >> i & 1)) embed_row_back(n->gram, w->gram[i], d, true);
    }
}

static void pack_make(struct pass *p, struct params *ps) {
    struct pack *k = &p->k;
    k->n_time = k->len[0];
    k->off = calloc((size_t)k->n_time + 1, sizeof(int)),
    k->live = calloc((size_t)k->n_time, sizeof(int));
    for (int t = 0; t < k->n_time; t++) {
        while (k->live[t] < k->n_sent && k->len[k->live[t]] > t) k->live[t]++;
        k->off[t + 1] = k->off[t] + k->live[t];
    }
    k->n_row = k->off[k->n_time];
    size_t n = (size_t)k->n_row;
    k->turn = calloc(n, sizeof(int)), p->word_of = calloc(n, 4), p->no_word = calloc(n, 1);
    p->no_gram = calloc(n, 4), p->mode = calloc((size_t)k->n_sent, 1);
    for (int b = 0; b < k->n_sent; b++) {
        float u = p->train ? random_unit(&ps->random) : 1;
        p->mode[b] = u < 0.12f   ? CASE_CAPITALS
                     : u < 0.16f ? CASE_SMALL
                     : u < 0.20f ? CASE_HEADLINE
                                 : CASE_KEPT;
        for (int t = 0; t < k->len[b]; t++) {
            int r = k->off[t] + b;
            k->turn[r] = k->off[k->len[b] - 1 - t] + b;
            p->word_of[r] = p->c->s[p->sent[b]].b + (uint32_t)t;
            if (!p->train) continue;
            float rare = 0.25f / (0.25f + (float)p->c->w[p->word_of[r]].count);
            p->no_word[r] = random_unit(&ps->random) < DROP_WORD + rare;
            for (int i = 0; i < FEAT_GRAMS; i++)
                p->no_gram[r] |= (uint32_t)(random_unit(&ps->random) < DROP_GRAM) << i;
        }
    }
}

/* Makes chances of the scores row[n]; returns the place of the best. */
static int softmax(float *row, int n) {
    int best = 0;
    for (int i = 1; i < n; i++)
        if (row[i] > row[best]) best = i;
    float top = row[best], sum = 0;
    for (int i = 0; i < n; i++) sum += row[i] = expf(row[i] - top);
    for (int i = 0; i < n; i++) row[i] /= sum;
    return best;
}

static void collect(float *to, const float *row, int n, float share) {
    for (int i = 0; i < n; i++) to[i] += share * row[i];
}

/* Chances row[n] become the gradient times `scale`, against the gold place (-1: none) and, where
 * there are teachers, what they say. Returns the loss against the gold place. */
static double gradient(float *row, int n, int gold, const float *soft, bool own, float scale) {
    double loss = gold < 0 ? 0 : -log((double)row[gold] + 1e-9);
    float hard = gold < 0 || !own ? 0 : soft ? 1 - TEACH : 1, taught = !soft ? 0 : 1 - hard;
    for (int i = 0; i < n; i++)
        row[i] = scale * ((hard + taught) * row[i] - (soft ? taught * soft[i] : 0));
    if (gold >= 0) row[gold] -= scale * hard;
    return loss;
}

static void forward_encoder(struct net *n, struct pass *p) {
    int rows = p->k.n_row, out = 2 * n->hidden;
    embed(n, p);
    p->o1 = floats((size_t)(rows * out)), p->o2 = floats((size_t)(rows * out));
    if (p->train) {
        p->x_mask = mask_new(p, &n->ps, EMBED, true);
        p->o1_mask = mask_new(p, &n->ps, out, true), p->o2_mask = mask_new(p, &n->ps, out, true);
        p->hh_mask = mask_new(p, &n->ps, ARC, false), p->dd_mask = mask_new(p, &n->ps, ARC, false);
        p->z_mask = mask_new(p, &n->ps, REL, false);
        times(p->x, p->x_mask, (size_t)(rows * EMBED));
    }
    lstm_forward(&n->l1, &p->k, p->x, p->o1);
    if (p->train) times(p->o1, p->o1_mask, (size_t)(rows * out));
    lstm_forward(&n->l2, &p->k, p->o1, p->o2);
    if (p->train) times(p->o2, p->o2_mask, (size_t)(rows * out));
}

/* Tags: scores, loss and gradient of p->tag in place; adds to d_o2. */
static void tag_step(struct net *n, struct pass *p, float scale, float *d_o2) {
    int rows = p->k.n_row;
    p->tag = dense(p->o2, rows, n->tag, n->tag_b);
    for (int r = 0; r < rows; r++) {
        size_t t = p->word_of[r];
        const struct word *w = &p->c->w[t];
        float *row = p->tag + r * n->n_tag, *soft = p->c->soft_tag;
        if (soft) soft += t * (size_t)n->n_tag;
        int best = softmax(row, n->n_tag);
        if (p->collect == COLLECT_ARCS) collect(soft, row, n->n_tag, p->share);
        p->loss_tag += gradient(row, n->n_tag, w->tag == NO_TAG ? -1 : w->tag, soft, w->own, scale);
        p->right_tag += best == w->tag;
        p->right_upos +=
            w->tag != NO_TAG && tags_for_score->upos[best] == tags_for_score->upos[w->tag];
    }
    if (p->train) dense_back(p->o2, rows, n->tag, n->tag_b, p->tag, d_o2);
}

/* Arcs of one sentence. guess[i]: the best head by score alone. */
static void arc_sentence(struct net *n, struct pass *p, int b, float scale, float *d_p, float *d_hh,
                         int *guess) {
    const struct pack *k = &p->k;
    int len = k->len[b], m = up8(len);
    float *ps = floats((size_t)(len * ARC)), *hs = floats((size_t)(m * ARC));
    float *ht = floats((size_t)(m * ARC)), *s = floats((size_t)(len * m)),
          *line = floats((size_t)len + 1);
    for (int i = 0; i < len; i++) {
        memcpy(ps + i * ARC, p->p + (k->off[i] + b) * ARC, ARC * 4);
        memcpy(hs + i * ARC, p->hh + (k->off[i] + b) * ARC, ARC * 4);
        for (int a = 0; a < ARC; a++) ht[a * m + i] = hs[i * ARC + a];
    }
    gemm(len, m, ARC, ps, ARC, 1, ht, m, s, m);
    float *dps = floats((size_t)(len * ARC)), *dhs = floats((size_t)(m * ARC));
    for (int i = 0; i < len; i++) {
        const struct word *w = &p->c->w[p->c->s[p->sent[b]].b + (uint32_t)i];
        float root = 0;
        for (int a = 0; a < ARC; a++) root += ps[i * ARC + a] * n->arc_root->w[a];
        for (int j = 0; j < len; j++)
            line[j] = j == i ? -1e9f : s[i * m + j] + n->arc_dist->w[distance(j, i)];
        line[len] = root;
        int best = softmax(line, len + 1);
        float *soft = p->c->soft_arc;
        if (soft) soft += p->c->soft_arc_at[p->sent[b]] + (size_t)(i * (len + 1));
        if (p->collect == COLLECT_ARCS) collect(soft, line, len + 1, p->share);
        p->loss_arc += gradient(line, len + 1, w->head < 0 ? len : w->head, soft, w->own, scale);
        guess[i] = best == len ? -1 : best;
        if (!p->train) continue;
        memcpy(s + i * m, line, (size_t)len * 4);
        for (int j = 0; j < len; j++)
            if (j != i) n->arc_dist->g[distance(j, i)] += line[j];
        for (int a = 0; a < ARC; a++) {
            n->arc_root->g[a] += line[len] * ps[i * ARC + a];
            dps[i * ARC + a] += line[len] * n->arc_root->w[a];
        }
    }
    if (p->train) {
        gemm(len, ARC, len, s, m, 1, hs, ARC, dps, ARC);
        gemm(len, ARC, len, s, 1, m, ps, ARC, dhs, ARC);
        for (int i = 0; i < len; i++) {
            memcpy(d_p + (k->off[i] + b) * ARC, dps + i * ARC, ARC * 4);
            memcpy(d_hh + (k->off[i] + b) * ARC, dhs + i * ARC, ARC * 4);
        }
    }
    free(ps), free(hs), free(ht), free(s), free(line), free(dps), free(dhs);
}

static void arc_step(struct net *n, struct pass *p, float scale, float *d_o2, int *guess) {
    int rows = p->k.n_row;
    size_t size = (size_t)(rows * ARC);
    p->hh = dense(p->o2, rows, n->arc_h, n->arc_hb),
    p->dd = dense(p->o2, rows, n->arc_d, n->arc_db);
    relu(p->hh, size), relu(p->dd, size);
    if (p->train) times(p->hh, p->hh_mask, size), times(p->dd, p->dd_mask, size);
    p->p = dense(p->dd, rows, n->arc_u, n->arc_ub);
    float *d_p = floats(size), *d_hh = floats(size), *d_dd = floats(size);
    for (int b = 0; b < p->k.n_sent; b++) {
        int one[4096];
        arc_sentence(n, p, b, scale, d_p, d_hh, one);
        for (int i = 0; i < p->k.len[b]; i++) guess[p->k.off[i] + b] = one[i];
    }
    if (p->train) {
        dense_back(p->dd, rows, n->arc_u, n->arc_ub, d_p, d_dd);
        times(d_dd, p->dd_mask, size), times(d_hh, p->hh_mask, size);
        relu_back(p->dd, d_dd, size), relu_back(p->hh, d_hh, size);
        dense_back(p->o2, rows, n->arc_d, n->arc_db, d_dd, d_o2);
        dense_back(p->o2, rows, n->arc_h, n->arc_hb, d_hh, d_o2);
    }
    free(d_p), free(d_hh), free(d_dd);
}

static void rel_step(struct net *n, struct pass *p, float scale, float *d_o2, const int *guess) {
    int rows = p->k.n_row;
    size_t size = (size_t)(rows * REL);
    p->rh = dense(p->o2, rows, n->rel_h, NULL), p->rd = dense(p->o2, rows, n->rel_d, n->rel_b);
    p->z = floats(size);
    int *head_row = calloc((size_t)rows, sizeof *head_row),
        *dist = calloc((size_t)rows, sizeof *dist);
    for (int t = 0; t < p->k.n_time; t++)
        for (int b = 0; b < p->k.live[t]; b++) {
            int r = p->k.off[t] + b,
                h = p->train || p->collect ? p->c->w[p->word_of[r]].head : guess[r];
            head_row[r] = h < 0 ? -1 : p->k.off[h] + b;
            dist[r] = h < 0 ? 0 : distance(h, t);
            const float *hv = h < 0 ? n->rel_root->w : p->rh + head_row[r] * REL;
            const float *dv = n->rel_dist->w + dist[r] * REL;
            for (int i = 0; i < REL; i++)
                p->z[r * REL + i] = p->rd[r * REL + i] + hv[i] + (h < 0 ? 0 : dv[i]);
        }
    relu(p->z, size);
    if (p->train) times(p->z, p->z_mask, size);
    p->rel = dense(p->z, rows, n->rel_out, n->rel_ob);
    for (int r = 0; r < rows; r++) {
        size_t t = p->word_of[r];
        const struct word *w = &p->c->w[t];
        float *row = p->rel + r * n->n_rel, *soft = p->c->soft_rel;
        if (soft) soft += t * (size_t)n->n_rel;
        int best = softmax(row, n->n_rel);
        if (p->collect == COLLECT_RELATIONS || (p->collect && w->own))
            collect(soft, row, n->n_rel, p->share);
        p->loss_rel += gradient(row, n->n_rel, w->rel == NO_TAG ? -1 : w->rel, soft, w->own, scale);
        bool head = guess[r] == w->head;
        p->right_head += head;
        p->right_both += head && w->rel != NO_TAG &&
                         deprel_plain((enum deprel)tags_for_score->rel[best]) ==
                             deprel_plain((enum deprel)tags_for_score->rel[w->rel]);
    }
    if (p->train) {
        float *dz = floats(size), *drh = floats(size);
        dense_back(p->z, rows, n->rel_out, n->rel_ob, p->rel, dz);
        times(dz, p->z_mask, size), relu_back(p->z, dz, size);
        for (int r = 0; r < rows; r++) {
            float *to = head_row[r] < 0 ? n->rel_root->g : drh + head_row[r] * REL;
            for (int i = 0; i < REL; i++) to[i] += dz[r * REL + i];
            if (head_row[r] >= 0)
                for (int i = 0; i < REL; i++) n->rel_dist->g[dist[r] * REL + i] += dz[r * REL + i];
        }
        dense_back(p->o2, rows, n->rel_d, n->rel_b, dz, d_o2);
        dense_back(p->o2, rows, n->rel_h, NULL, drh, d_o2);
        free(dz), free(drh);
    }
    free(head_row), free(dist);
}

static void pass_free(struct pass *p) {
    float *all[] = {p->x,   p->x_mask, p->o1, p->o1_mask, p->o2,      p->o2_mask,
                    p->tag, p->hh,     p->dd, p->hh_mask, p->dd_mask, p->p,
                    p->rh,  p->rd,     p->z,  p->z_mask,  p->rel};
    for (size_t i = 0; i < COUNT_OF(all); i++) free(all[i]);
    free(p->k.len), free(p->k.off), free(p->k.live), free(p->k.turn);
    free(p->word_of), free(p->no_word), free(p->no_gram), free(p->mode);
}

static void pass_run(struct net *n, struct pass *p) {
    pack_make(p, &n->ps);
    int rows = p->k.n_row, out = 2 * n->hidden;
    float scale = 1.f / (float)rows;
    float *d_o2 = floats((size_t)(rows * out));
    int *guess = calloc((size_t)rows, sizeof *guess);
    forward_encoder(n, p);
    tag_step(n, p, scale, d_o2);
    arc_step(n, p, scale, d_o2, guess);
    rel_step(n, p, scale, d_o2, guess);
    if (p->train) {
        float *d_o1 = floats((size_t)(rows * out)), *dx = floats((size_t)(rows * EMBED));
        times(d_o2, p->o2_mask, (size_t)(rows * out));
        lstm_backward(&n->l2, &p->k, p->o1, d_o2, d_o1);
        times(d_o1, p->o1_mask, (size_t)(rows * out));
        lstm_backward(&n->l1, &p->k, p->x, d_o1, dx);
        times(dx, p->x_mask, (size_t)rows * EMBED);
        embed_back(n, p, dx);
        free(d_o1), free(dx);
    }
    p->n_word += rows;
    free(d_o2), free(guess);
}

/* ---- batches and epochs */

struct ranked {
    uint64_t key;
    uint32_t sent;
};
static int by_key(const void *a, const void *b) {
    const struct ranked *x = a, *y = b;
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key)
                            : (x->sent > y->sent) - (x->sent < y->sent);
}

struct batch {
    uint32_t b, n;
};

/* Sentences of about one length together; the batches in random order. */
static struct batch *batches_make(const struct corpus *c, struct params *ps, struct ranked *order,
                                  uint32_t *n_batch, uint32_t longest) {
    uint32_t n = 0, m = 0;
    for (uint32_t s = 0; s < c->n_sent; s++)
        if (c->s[s].n <= longest)
            order[n++] =
                (struct ranked){(uint64_t)(c->s[s].n * 16 + random_next(&ps->random) % 48) << 32 |
                                    (uint32_t)random_next(&ps->random),
                                s};
    qsort(order, n, sizeof *order, by_key);
    struct batch *v = calloc(n, sizeof *v);
    for (uint32_t i = 0, tokens = 0; i < n; i++) {
        uint32_t len = c->s[order[i].sent].n;
        if (!m || tokens + len > BATCH_TOKENS || v[m - 1].n == BATCH_SENTENCES)
            v[m++] = (struct batch){i, 0}, tokens = 0;
        v[m - 1].n++, tokens += len;
    }
    for (uint32_t i = m; i > 1; i--) {
        uint32_t j = (uint32_t)(random_next(&ps->random) % i);
        struct batch x = v[i - 1];
        v[i - 1] = v[j], v[j] = x;
    }
    *n_batch = m;
    return v;
}

static void one_batch(struct net *n, struct pass *sum, const struct corpus *c, struct ranked *order,
                      struct batch b, bool train) {
    struct pass p = {
        .c = c, .train = train, .collect = sum->collect, .share = sum->share, .drop = sum->drop};
    struct ranked by_len[BATCH_SENTENCES];
    uint32_t sent[BATCH_SENTENCES];
    p.k.n_sent = (int)b.n, p.k.len = calloc(b.n, sizeof(int));
    for (uint32_t i = 0; i < b.n; i++)
        by_len[i] = (struct ranked){UINT32_MAX - c->s[order[b.b + i].sent].n, order[b.b + i].sent};
    qsort(by_len, b.n, sizeof *by_len, by_key);
    for (uint32_t i = 0; i < b.n; i++) sent[i] = by_len[i].sent, p.k.len[i] = (int)c->s[sent[i]].n;
    p.sent = sent;
    pass_run(n, &p);
    sum->loss_tag += p.loss_tag, sum->loss_arc += p.loss_arc, sum->loss_rel += p.loss_rel;
    sum->n_word += p.n_word, sum->right_tag += p.right_tag, sum->right_upos += p.right_upos;
    sum->right_head += p.right_head, sum->right_both += p.right_both;
    pass_free(&p);
}

static void report(const char *what, int epoch, const struct pass *s) {
    double n = (double)s->n_word / 100;
    printf("%s %d loss %.3f %.3f %.3f upos %.2f tag %.2f uas %.2f las %.2f cpu %.0f s\n", what,
           epoch, s->loss_tag / (n * 100), s->loss_arc / (n * 100), s->loss_rel / (n * 100),
           (double)s->right_upos / n, (double)s->right_tag / n, (double)s->right_head / n,
           (double)s->right_both / n, (double)clock() / CLOCKS_PER_SEC);
    fflush(stdout);
}

/* The parameters of a finished model, as far as its integers keep them. */
static void start_from(struct net *n, const char *path) {
    struct buf b;
    struct model m;
    att_error err = {0};
    buf_init(&b, sys_default(), (size_t)1 << 28);
    if (sys_read_file(sys_default(), path, (size_t)1 << 28, &b, &err)) die("%s", err.text);
    if (model_open(&m, (struct str){b.p, (uint32_t)b.n}, path, &err)) die("%s", err.text);
    for (int i = 0; i < n->ps.n; i++) {
        struct param *p = &n->ps.p[i];
        struct tensor t;
        enum model_type type = MODEL_I8;
        while (type <= MODEL_I32 && model_tensor(&m, p->name, type, &t, &err)) type++;
        if (type > MODEL_I32 || t.rows != (uint32_t)p->rows || t.cols != (uint32_t)p->cols)
            die("%s: %s is not the matrix of this network", path, p->name);
        for (size_t j = 0; j < (size_t)t.rows * t.cols; j++) {
            int32_t v = type == MODEL_I8    ? (int8_t)t.data[j]
                        : type == MODEL_I16 ? tensor_i16(&t, j)
                                            : tensor_i32(&t, j);
            p->w[j] = ldexpf((float)v, -(int)t.shift);
        }
    }
    buf_release(&b);
}

/* ---- teachers: larger networks whose chances the pupil learns beside the annotation */

static void collect_from(struct net *n, const struct corpus *c, enum collecting what, float share) {
    struct ranked *order = calloc(c->n_sent, sizeof *order);
    uint32_t n_batch;
    struct batch *v = batches_make(c, &n->ps, order, &n_batch, LONGEST);
    struct pass sum = {.collect = what, .share = share};
    for (uint32_t i = 0; i < n_batch; i++) one_batch(n, &sum, c, order, v[i], false);
    report("teach", what, &sum);
    free(order), free(v);
}

static int best_place(const float *v, int n) {
    int best = 0;
    for (int i = 1; i < n; i++)
        if (v[i] > v[best]) best = i;
    return best;
}

/* Tags and heads of the sentences without annotation: the teachers' best. */
static void take_arcs(struct corpus *c, int n_tag) {
    for (uint32_t s = c->n_gold; s < c->n_sent; s++)
        for (uint32_t i = 0; i < c->s[s].n; i++) {
            int len = (int)c->s[s].n;
            struct word *w = &c->w[c->s[s].b + i];
            w->tag =
                (uint8_t)best_place(c->soft_tag + (size_t)(c->s[s].b + i) * (size_t)n_tag, n_tag);
            int h = best_place(c->soft_arc + c->soft_arc_at[s] + (size_t)i * (size_t)(len + 1),
                               len + 1);
            w->head = h == len ? -1 : (int16_t)h;
        }
}

/* Their relations; and where they stand in capitals, the case that the tags imply. */
static void take_relations(struct corpus *c, const struct tagset *ts, int n_rel) {
    for (uint32_t s = c->n_gold; s < c->n_sent; s++)
        for (uint32_t i = 0; i < c->s[s].n; i++) {
            struct word *w = &c->w[c->s[s].b + i];
            w->rel =
                (uint8_t)best_place(c->soft_rel + (size_t)(c->s[s].b + i) * (size_t)n_rel, n_rel);
            if (w->shape != SHAPE_CASELESS) continue;
            bool name = ts->upos[w->tag] == UPOS_PROPN;
            w->shape = i == 0 ? SHAPE_FIRST_TITLE : name ? SHAPE_TITLE : SHAPE_LOWER;
        }
}

struct options {
    const char *out, *save, *dev, *more, *start, *headlines;
    float rate, drop;
    const char *train[16], *teacher[8], *model[8]; /* teachers as floats, as finished models */
    unsigned n_train, n_teacher, n_model;
    int epochs, hidden, teacher_hidden;
    uint64_t seed;
};

static void teach(struct corpus *c, const struct options *o, const struct vocab *v,
                  const struct tagset *ts) {
    int n_tag = up8((int)ts->n_tag), n_rel = up8((int)ts->n_rel);
    size_t arcs = 0;
    c->soft_arc_at = calloc(c->n_sent, sizeof *c->soft_arc_at);
    for (uint32_t s = 0; s < c->n_sent; s++) {
        c->soft_arc_at[s] = arcs;
        if (c->s[s].n <= LONGEST) arcs += (size_t)c->s[s].n * (c->s[s].n + 1);
    }
    c->soft_tag = floats((size_t)c->n_word * (size_t)n_tag);
    c->soft_rel = floats((size_t)c->n_word * (size_t)n_rel), c->soft_arc = floats(arcs);
    corpus_ids(c, v);
    static struct net n[16];
    unsigned n_all = o->n_teacher + o->n_model;
    for (unsigned i = 0; i < n_all; i++)
        if (i < o->n_teacher) {
            net_init(&n[i], o->teacher_hidden, 1, v->n, ts);
            params_load(&n[i].ps, o->teacher[i]);
        } else {
            net_init(&n[i], o->hidden, 1, v->n, ts);
            start_from(&n[i], o->model[i - o->n_teacher]);
        }
    float share = 1 / (float)n_all;
    for (unsigned i = 0; i < n_all; i++) collect_from(&n[i], c, COLLECT_ARCS, share);
    if (c->n_gold == c->n_sent) return;
    take_arcs(c, n_tag);
    struct corpus rest = *c; /* the sentences without annotation */
    rest.s += c->n_gold, rest.n_sent -= c->n_gold, rest.soft_arc_at += c->n_gold;
    for (unsigned i = 0; i < n_all; i++) collect_from(&n[i], &rest, COLLECT_RELATIONS, share);
    take_relations(c, ts, n_rel);
}

/* One pass over the corpus, in training with steps of the optimiser. `rate_of` 1 to 0. */
static void epoch_run(struct net *n, const struct corpus *c, int epoch, const struct options *o,
                      bool train, long *step) {
    struct ranked *order = calloc(c->n_sent, sizeof *order);
    uint32_t n_batch;
    uint64_t keep = n->ps.random;
    struct batch *v = batches_make(c, &n->ps, order, &n_batch, train ? LONGEST : 400);
    struct pass sum = {.drop = o->drop};
    for (uint32_t i = 0; i < n_batch; i++) {
        one_batch(n, &sum, c, order, v[i], train);
        if (!train) continue;
        enum { WARM = 300 };
        double done = (epoch + (double)i / n_batch) / o->epochs;
        float rate = o->rate * (float)(1 - done) * (*step < WARM ? (float)*step / WARM : 1);
        params_step(&n->ps, rate, CLIP, ++*step);
    }
    if (!train) n->ps.random = keep;
    report(train ? "train" : "dev  ", epoch + 1, &sum);
    free(order), free(v);
}

/* ---- writing */

static void write_names(struct modelfile *f, const struct tagset *ts) {
    struct buf b;
    buf_init(&b, f->header.sys, 1 << 20);
    for (uint32_t i = 0; i < ts->n_tag; i++)
        buf_printf(&b, "%s %s\n", upos_name((enum upos)ts->upos[i]),
                   xpos_name((enum xpos)ts->xpos[i]));
    modelfile_bytes(f, "tags", (struct str){b.p, (uint32_t)b.n});
    buf_reset(&b);
    for (uint32_t i = 0; i < ts->n_rel; i++)
        buf_printf(&b, "%s\n", deprel_name((enum deprel)ts->rel[i]));
    modelfile_bytes(f, "relations", (struct str){b.p, (uint32_t)b.n});
    buf_release(&b);
}

struct form_count {
    struct str form;
    uint32_t count;
};
static int by_count(const void *x, const void *y) {
    const struct form_count *a = x, *b = y;
    if (a->count != b->count) return a->count > b->count ? -1 : 1;
    return str_cmp(a->form, b->form);
}

/* The commonest forms: the reader prepares them when it opens the model. */
static void write_frequent(struct modelfile *f, const struct treebank *tb) {
    enum { FREQUENT = 1500 };
    struct map m;
    map_init(&m, tb->d.a, 1 << 15);
    for (uint32_t t = 0; t < tb->d.n_tok; t++) {
        uint32_t n = map_add(&m, tb->d.tok_low[t], 0, NULL);
        map_put(&m, tb->d.tok_low[t], n + 1);
    }
    struct form_count *v = calloc(m.n, sizeof *v);
    for (uint32_t i = 0; i < m.n; i++) v[i] = (struct form_count){m.v[i].key, m.v[i].value};
    qsort(v, m.n, sizeof *v, by_count);
    struct buf b;
    buf_init(&b, f->header.sys, 1 << 20);
    for (uint32_t i = 0; i < m.n && i < FREQUENT; i++) buf_str(&b, v[i].form), buf_char(&b, '\n');
    modelfile_bytes(f, "frequent", (struct str){b.p, (uint32_t)b.n});
    buf_release(&b), free(v);
}

static void net_write(const struct net *n, struct modelfile *f) {
    enum { SHIFT_EMBED = 7, SHIFT_WEIGHT = 12, SHIFT_BIAS = 22 };
    for (int i = 0; i < n->ps.n; i++) {
        const struct param *p = &n->ps.p[i];
        bool table = p == n->word || p == n->gram || p == n->shape || p == n->glue;
        bool bias = p->rows == 1 && p != n->arc_root && p != n->rel_root;
        enum model_type type = table ? MODEL_I8 : bias ? MODEL_I32 : MODEL_I16;
        uint32_t shift = table ? SHIFT_EMBED : bias ? SHIFT_BIAS : SHIFT_WEIGHT;
        float top = 0;
        for (int j = 0; j < p->rows * p->cols; j++) top = fmaxf(top, fabsf(p->w[j]));
        size_t cut =
            modelfile_floats(f, p->name, p->w, (uint32_t)p->rows, (uint32_t)p->cols, type, shift);
        printf("%-18s %5d x %-4d largest %.3f, cut %zu\n", p->name, p->rows, p->cols, (double)top,
               cut);
    }
}

static void say(struct modelfile *f, const struct options *o) {
    modelfile_say(f, "model", "attest parser: tags, trees, lemmas");
    modelfile_say(f, "language", "en");
    modelfile_say(f, "trained-on",
                  "UD English EWT r2.16 train; UD English GUM r2.16 train without its "
                  "non-commercial documents%s",
                  o->more
                      ? "; by teachers on unannotated MUC-4, WikiWars, wikigold, re3d (without BBC)"
                      : "");
    modelfile_say(f, "licence", "CC BY-SA 4.0");
    modelfile_say(f, "command", "see models/parser.md: %d epochs, %d units, %u teachers", o->epochs,
                  o->hidden, o->n_teacher + o->n_model);
}

static const char *value_of(int argc, char **argv, int *i) {
    if (*i + 1 >= argc) die("%s needs a value", argv[*i]);
    return argv[++*i];
}

static void read_options(struct options *o, int argc, char **argv) {
    *o = (struct options){
        .epochs = 20, .hidden = 96, .teacher_hidden = 192, .seed = 1, .rate = RATE, .drop = DROP};
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (!strcmp(a, "--out"))
            o->out = value_of(argc, argv, &i);
        else if (!strcmp(a, "--save"))
            o->save = value_of(argc, argv, &i);
        else if (!strcmp(a, "--dev"))
            o->dev = value_of(argc, argv, &i);
        else if (!strcmp(a, "--more"))
            o->more = value_of(argc, argv, &i);
        else if (!strcmp(a, "--headlines"))
            o->headlines = value_of(argc, argv, &i);
        else if (!strcmp(a, "--start"))
            o->start = value_of(argc, argv, &i);
        else if (!strcmp(a, "--rate"))
            o->rate = strtof(value_of(argc, argv, &i), NULL);
        else if (!strcmp(a, "--drop"))
            o->drop = strtof(value_of(argc, argv, &i), NULL);
        else if (!strcmp(a, "--epochs"))
            o->epochs = (int)whole_number(value_of(argc, argv, &i));
        else if (!strcmp(a, "--hidden"))
            o->hidden = (int)whole_number(value_of(argc, argv, &i));
        else if (!strcmp(a, "--teacher-hidden"))
            o->teacher_hidden = (int)whole_number(value_of(argc, argv, &i));
        else if (!strcmp(a, "--seed"))
            o->seed = whole_number(value_of(argc, argv, &i));
        else if (!strcmp(a, "--teacher") && o->n_teacher < COUNT_OF(o->teacher))
            o->teacher[o->n_teacher++] = value_of(argc, argv, &i);
        else if (!strcmp(a, "--teacher-model") && o->n_model < COUNT_OF(o->model))
            o->model[o->n_model++] = value_of(argc, argv, &i);
        else if (a[0] != '-' && o->n_train < COUNT_OF(o->train))
            o->train[o->n_train++] = a;
        else
            die("unknown or too many: %s", a);
    }
    if (!o->out || !o->dev || !o->n_train || o->hidden % 8 || o->hidden < 8)
        die("usage: attest-train-parser --out MODEL --dev FILE [--epochs N] [--hidden N] "
            "[--seed N] [--rate R] [--drop R] [--start MODEL] [--save FLOATS] "
            "[--teacher FLOATS]... [--teacher-hidden N] [--teacher-model MODEL]... [--more FILE] "
            "[--headlines FILE] TRAIN...");
}

int main(int argc, char **argv) {
    static struct treebank train, dev, more, headlines, none;
    static struct vocab v, v_teacher;
    static struct tagset ts;
    static struct corpus c, cd;
    static struct net n;
    static struct modelfile f;
    struct options o;
    read_options(&o, argc, argv);
    treebank_read(&train, o.train, o.n_train);
    treebank_read(&dev, &o.dev, 1);
    if (o.more) treebank_read(&more, &o.more, 1);
    if (o.headlines) treebank_read(&headlines, &o.headlines, 1);
    tagset_make(&ts, &train);
    tags_for_score = &ts;
    corpus_add(&c, &train, &ts, true), corpus_add(&c, &headlines, &ts, true);
    corpus_add(&c, &more, &ts, false), corpus_add(&cd, &dev, &ts, true);
    vocab_make(&v_teacher, &train, &none), vocab_make(&v, &train, o.start ? &none : &more);
    if (o.n_teacher + o.n_model) teach(&c, &o, &v_teacher, &ts);
    corpus_ids(&c, &v), corpus_ids(&cd, &v);
    net_init(&n, o.hidden, o.seed, v.n, &ts);
    printf("%u words, %u sentences, %u forms, %u tags, %u relations\n", c.n_word, c.n_sent, v.n,
           ts.n_tag, ts.n_rel);
    long step = 0;
    if (o.start) start_from(&n, o.start);
    if (o.start) epoch_run(&n, &cd, -1, &o, false, &step);
    for (int e = 0; e < o.epochs; e++) {
        epoch_run(&n, &c, e, &o, true, &step);
        epoch_run(&n, &cd, e, &o, false, &step);
    }
    if (o.save) params_save(&n.ps, o.save);
    modelfile_init(&f);
    say(&f, &o);
    write_names(&f, &ts);
    modelfile_u64(&f, "words", v.hash, v.n);
    write_frequent(&f, &train);
    net_write(&n, &f);
    lemmas_write(&f, &train);
    modelfile_write(&f, o.out);
    return 0;
}
