#include "base/base.h"

#include "parser_pass.h"

#include <math.h>
#include <stdlib.h>

#include "gemm.h"

static const float DROP_WORD = 0.15f, DROP_GRAM = 0.05f;
static const float TEACH = 0.5f; /* weight of the teachers beside the annotation */

int up8(int n) {
    return (n + 7) / 8 * 8;
}

void net_init(struct net *n, int hidden, uint64_t seed, uint32_t vocab, const struct tagset *ts) {
    memset(n, 0, sizeof *n);
    n->ts = ts;
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
        p->right_upos += w->tag != NO_TAG && n->ts->upos[best] == n->ts->upos[w->tag];
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
                         deprel_plain((enum deprel)n->ts->rel[best]) ==
                             deprel_plain((enum deprel)n->ts->rel[w->rel]);
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

void pass_free(struct pass *p) {
    float *all[] = {p->x,   p->x_mask, p->o1, p->o1_mask, p->o2,      p->o2_mask,
                    p->tag, p->hh,     p->dd, p->hh_mask, p->dd_mask, p->p,
                    p->rh,  p->rd,     p->z,  p->z_mask,  p->rel};
    for (size_t i = 0; i < COUNT_OF(all); i++) free(all[i]);
    free(p->k.len), free(p->k.off), free(p->k.live), free(p->k.turn);
    free(p->word_of), free(p->no_word), free(p->no_gram), free(p->mode);
}

void pass_run(struct net *n, struct pass *p) {
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
