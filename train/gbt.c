#include "base/base.h"

#include "train/gbt.h"

#include <math.h>
#include <stdlib.h>

enum { BINS = 64, MAX_LEAVES = 64 };

struct work {
    const struct gbt_data *d;
    const struct gbt_options *o;
    uint8_t *bin;          /* [n_feature * n] by feature */
    int32_t (*edge)[BINS]; /* [n_feature] upper value of each bin */
    uint32_t *n_bin;
    double *score, *g, *h; /* [n] */
    uint32_t *row, *tmp;   /* rows in use, grouped by leaf */
    uint32_t n_row;
};

struct leaf {
    uint32_t b, e; /* rows */
    double g, h, gain;
    uint32_t feature, bin, node;
};

static int by_int(const void *x, const void *y) {
    int32_t a = *(const int32_t *)x, b = *(const int32_t *)y;
    return a < b ? -1 : a > b;
}

static void bin_feature(struct work *w, uint32_t f, int32_t *v) {
    const struct gbt_data *d = w->d;
    for (uint32_t i = 0; i < w->n_row; i++) v[i] = d->x[(size_t)w->row[i] * d->stride + f];
    qsort(v, w->n_row, sizeof *v, by_int);
    uint32_t nb = 0;
    for (uint32_t k = 1; k < BINS; k++) {
        int32_t e = v[(size_t)w->n_row * k / BINS];
        if (!nb || e > w->edge[f][nb - 1]) w->edge[f][nb++] = e;
    }
    if (nb && w->edge[f][nb - 1] >= v[w->n_row - 1]) nb--;
    w->n_bin[f] = nb + 1; /* bin b holds values <= edge[b]; the last one has no edge */
    for (uint32_t i = 0; i < d->n; i++) {
        int32_t x = d->x[(size_t)i * d->stride + f];
        uint32_t lo = 0, hi = nb;
        while (lo < hi) {
            uint32_t mid = (lo + hi) / 2;
            if (x <= w->edge[f][mid])
                hi = mid;
            else
                lo = mid + 1;
        }
        w->bin[(size_t)f * d->n + i] = (uint8_t)lo;
    }
}

static double part(double g, double h, double lambda) {
    return g * g / (h + lambda);
}

static void split_feature(struct work *w, struct leaf *l, uint32_t f, double whole) {
    double hg[BINS] = {0}, hh[BINS] = {0}, g = 0, h = 0;
    uint32_t hn[BINS] = {0}, n = 0;
    const uint8_t *bin = &w->bin[(size_t)f * w->d->n];
    for (uint32_t i = l->b; i < l->e; i++) {
        uint32_t r = w->row[i], k = bin[r];
        hg[k] += w->g[r], hh[k] += w->h[r], hn[k]++;
    }
    for (uint32_t k = 0; k + 1 < w->n_bin[f]; k++) {
        g += hg[k], h += hh[k], n += hn[k];
        if (n < w->o->min_leaf || l->e - l->b - n < w->o->min_leaf) continue;
        double gain = part(g, h, w->o->lambda) + part(l->g - g, l->h - h, w->o->lambda) - whole;
        if (gain > l->gain + 1e-9) l->gain = gain, l->feature = f, l->bin = k;
    }
}

static void best_split(struct work *w, struct leaf *l) {
    l->g = l->h = 0, l->gain = 0;
    for (uint32_t i = l->b; i < l->e; i++) l->g += w->g[w->row[i]], l->h += w->h[w->row[i]];
    if (l->e - l->b < 2 * w->o->min_leaf) return;
    double whole = part(l->g, l->h, w->o->lambda);
    for (uint32_t f = 0; f < w->d->n_feature; f++)
        if (w->n_bin[f] > 1) split_feature(w, l, f, whole);
}

static uint32_t divide(struct work *w, const struct leaf *l) {
    const uint8_t *bin = &w->bin[(size_t)l->feature * w->d->n];
    uint32_t a = l->b, n = 0;
    for (uint32_t i = l->b; i < l->e; i++) {
        uint32_t r = w->row[i];
        if (bin[r] <= l->bin)
            w->row[a++] = r;
        else
            w->tmp[n++] = r;
    }
    memcpy(w->row + a, w->tmp, sizeof *w->tmp * n);
    return a;
}

static uint32_t grow(struct work *w, struct tree_node *node) {
    struct leaf leaf[MAX_LEAVES];
    uint32_t n_leaf = 1, n_node = 1;
    leaf[0] = (struct leaf){.b = 0, .e = w->n_row};
    best_split(w, &leaf[0]);
    while (n_leaf < w->o->leaves) {
        uint32_t k = 0;
        for (uint32_t i = 1; i < n_leaf; i++)
            if (leaf[i].gain > leaf[k].gain) k = i;
        if (leaf[k].gain <= 1e-6) break;
        uint32_t mid = divide(w, &leaf[k]);
        node[leaf[k].node] = (struct tree_node){w->edge[leaf[k].feature][leaf[k].bin],
                                                (uint16_t)leaf[k].feature, (uint16_t)n_node};
        leaf[n_leaf] = (struct leaf){.b = mid, .e = leaf[k].e, .node = n_node + 1};
        leaf[k].e = mid, leaf[k].node = n_node;
        n_node += 2;
        best_split(w, &leaf[k]);
        best_split(w, &leaf[n_leaf++]);
    }
    for (uint32_t i = 0; i < n_leaf; i++) {
        double v = -w->o->rate * leaf[i].g / (leaf[i].h + w->o->lambda);
        node[leaf[i].node] = (struct tree_node){(int32_t)lrint(v * SCORE_ONE * 16), TREE_LEAF, 0};
        for (uint32_t r = leaf[i].b; r < leaf[i].e; r++) w->score[w->row[r]] += v;
    }
    return n_node;
}

struct forest gbt_train(const struct gbt_data *d, const struct gbt_options *o) {
    struct work w = {.d = d, .o = o};
    w.row = malloc(sizeof *w.row * (d->n + 1)), w.tmp = malloc(sizeof *w.tmp * (d->n + 1));
    double pos = 1;
    for (uint32_t i = 0; i < d->n; i++)
        if (!d->use || d->use[i]) w.row[w.n_row++] = i, pos += d->y[i];
    w.bin = malloc((size_t)d->n * d->n_feature + 1);
    w.edge = malloc(sizeof *w.edge * d->n_feature);
    w.n_bin = malloc(sizeof *w.n_bin * d->n_feature);
    w.score = calloc(d->n + 1, sizeof(double));
    w.g = calloc(d->n + 1, sizeof(double)), w.h = calloc(d->n + 1, sizeof(double));
    int32_t *v = malloc(sizeof *v * (w.n_row + 1));
    for (uint32_t f = 0; f < d->n_feature; f++) bin_feature(&w, f, v);
    free(v);
    double bias = log(pos / (w.n_row + 2 - pos));
    for (uint32_t i = 0; i < d->n; i++) w.score[i] = bias;
    uint32_t *root = malloc(sizeof *root * o->trees), n_node = 0;
    struct tree_node *node = malloc(sizeof *node * o->trees * (2 * o->leaves));
    for (uint32_t t = 0; t < o->trees; t++) {
        for (uint32_t i = 0; i < w.n_row; i++) {
            uint32_t r = w.row[i];
            double p = 1 / (1 + exp(-w.score[r]));
            w.g[r] = p - d->y[r], w.h[r] = p * (1 - p);
        }
        root[t] = n_node;
        n_node += grow(&w, node + n_node);
    }
    free(w.bin), free(w.edge), free(w.n_bin), free(w.score);
    free(w.g), free(w.h), free(w.row), free(w.tmp);
    return (struct forest){o->trees, n_node, root, node, (int32_t)lrint(bias * SCORE_ONE * 16)};
}
