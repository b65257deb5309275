#include "base/base.h"

#include "train/bank_train.h"

#include <math.h>
#include <stdlib.h>

enum { WIDE = 8, INDEX_BITS = 24, MAX_ON = 65536 };

void bank_data_add(struct bank_data *d, const struct feats *f, uint8_t label, uint32_t doc) {
    if (d->n + 2 > d->cap) {
        d->cap = d->cap ? 2 * d->cap : 1024;
        d->start = realloc(d->start, sizeof *d->start * (d->cap + 1));
        d->label = realloc(d->label, d->cap);
        d->doc = realloc(d->doc, sizeof *d->doc * d->cap);
        if (!d->n) d->start[0] = 0;
    }
    if (d->n_feat + f->n > d->cap_feat) {
        d->cap_feat = 2 * d->cap_feat + f->n + 4096;
        d->feat = realloc(d->feat, sizeof *d->feat * d->cap_feat);
    }
    memcpy(d->feat + d->n_feat, f->v, sizeof *f->v * f->n);
    d->n_feat += f->n;
    d->label[d->n] = label, d->doc[d->n] = (uint16_t)doc;
    d->start[++d->n] = d->n_feat;
}

void bank_data_index(struct bank_data *d) {
    uint32_t mask = (1u << INDEX_BITS) - 1, room = 1u << (INDEX_BITS - 1);
    uint32_t *slot = calloc((size_t)mask + 1, sizeof *slot);
    d->hash = malloc(sizeof *d->hash * room);
    for (uint64_t i = 0; i < d->n_feat; i++) {
        uint32_t h = d->feat[i], at = (h * 2654435761u) >> (32 - INDEX_BITS);
        while (slot[at] && d->hash[slot[at] - 1] != h) at = (at + 1) & mask;
        if (!slot[at] && d->n_id < room) d->hash[d->n_id++] = h, slot[at] = d->n_id;
        d->feat[i] = slot[at] ? slot[at] - 1 : 0;
    }
    free(slot);
}

static uint32_t rnd(uint64_t *s) {
    *s ^= *s << 13, *s ^= *s >> 7, *s ^= *s << 17;
    return (uint32_t)(*s >> 32);
}

struct learner {
    float *w, *g;  /* [n * WIDE] */
    uint32_t *row; /* [n_id] kept row or NONE */
    uint32_t n;
    float bias[WIDE], bias_g[WIDE];
    uint32_t on[MAX_ON];
};

static void gradient(struct learner *l, uint32_t k, uint8_t y, const struct bank_options *o,
                     float up, float grad[WIDE]) {
    float s[WIDE] = {0};
    for (uint32_t i = 0; i < k; i++) {
        const float *w = &l->w[(size_t)l->on[i] * WIDE];
        for (int j = 0; j < WIDE; j++) s[j] += w[j];
    }
    for (int j = 0; j < WIDE; j++) {
        float p = 1.0f / (1.0f + expf(-(s[j] * up + l->bias[j])));
        grad[j] = j < N_OUT ? p - (float)(y >> j & 1) : 0;
        l->bias_g[j] += grad[j] * grad[j];
        l->bias[j] -= (float)o->rate * grad[j] / sqrtf(l->bias_g[j]);
    }
}

static void step(struct learner *l, const uint32_t *id, uint32_t n, uint8_t y,
                 const struct bank_options *o, uint64_t *seed) {
    uint32_t k = 0, cut = (uint32_t)(o->dropout * 4294967295.0);
    for (uint32_t i = 0; i < n && k < MAX_ON; i++) {
        uint32_t row = l->row[id[i]];
        if (row != NONE && (cut == 0 || rnd(seed) >= cut)) l->on[k++] = row;
    }
    float grad[WIDE], big = 0, up = (float)(1 / (1 - o->dropout));
    gradient(l, k, y, o, up, grad);
    for (int j = 0; j < WIDE; j++) big = fmaxf(big, fabsf(grad[j]));
    if (big < 0.004f) return;
    for (uint32_t i = 0; i < k; i++) {
        float *w = &l->w[(size_t)l->on[i] * WIDE], *g = &l->g[(size_t)l->on[i] * WIDE];
        for (int j = 0; j < WIDE; j++) {
            float x = grad[j] * up + (float)o->l2 * w[j];
            g[j] += x * x;
            w[j] -= (float)o->rate * x / sqrtf(g[j] + 1e-8f);
        }
    }
}

static void pack_row(struct bank_row *rows, uint32_t mask, uint32_t hash, const int8_t q[N_OUT]) {
    uint32_t at = hash & mask, c = hash >> 16;
    while (rows[at].check) at = (at + 1) & mask;
    rows[at].check = (uint16_t)(c ? c : 1);
    memcpy(rows[at].w, q, N_OUT);
}

static struct bank pack(const struct learner *l, const struct bank_data *d,
                        const struct bank_options *o) {
    struct bank b = {.bits = o->bits};
    struct bank_row *rows = calloc((size_t)1 << o->bits, sizeof *rows);
    float most[N_OUT] = {0};
    for (uint32_t i = 0; i < l->n; i++)
        for (int j = 0; j < N_OUT; j++) most[j] = fmaxf(most[j], fabsf(l->w[(size_t)i * WIDE + j]));
    for (int j = 0; j < N_OUT; j++) {
        most[j] = 127 / fmaxf(fminf(most[j], 3.0f), 0.01f);
        b.scale[j] = (int32_t)lrintf(65536.0f * SCORE_ONE / most[j]);
        b.bias[j] = (int32_t)lrintf(l->bias[j] * SCORE_ONE);
    }
    for (uint32_t id = 0; id < d->n_id; id++) {
        if (l->row[id] == NONE) continue;
        int8_t q[N_OUT];
        bool any = false;
        for (int j = 0; j < N_OUT; j++) {
            float x = l->w[(size_t)l->row[id] * WIDE + j] * most[j];
            q[j] = (int8_t)lrintf(fmaxf(-127, fminf(127, x)));
            any |= q[j] != 0;
        }
        if (any) pack_row(rows, (1u << o->bits) - 1, d->hash[id], q);
    }
    b.row = rows;
    return b;
}

/* Features seen min_count times or more often, fewer where the table is too small for them. */
static void keep_rows(struct learner *l, const struct bank_data *d, const struct bank_options *o,
                      uint32_t folds, uint32_t out) {
    uint32_t *count = calloc((size_t)d->n_id + 1, sizeof *count), floor = o->min_count, n = NONE;
    uint32_t room = (uint32_t)(0.72 * (1u << o->bits));
    for (uint32_t i = 0; i < d->n; i++)
        if (d->doc[i] % folds != out)
            for (uint64_t k = d->start[i]; k < d->start[i + 1]; k++) count[d->feat[k]]++;
    for (; n > room; floor++) {
        n = 0;
        for (uint32_t id = 0; id < d->n_id; id++) n += count[id] >= floor;
    }
    floor--;
    l->row = malloc(sizeof *l->row * ((size_t)d->n_id + 1));
    for (uint32_t id = 0; id < d->n_id; id++) l->row[id] = count[id] >= floor ? l->n++ : NONE;
    free(count);
}

static void epoch(struct learner *l, const struct bank_data *d, const struct bank_options *o,
                  uint32_t *order, uint32_t n, uint64_t *seed) {
    for (uint32_t i = n; i > 1; i--) {
        uint32_t j = rnd(seed) % i, t = order[i - 1];
        order[i - 1] = order[j], order[j] = t;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t x = order[i];
        if (!d->label[x] && rnd(seed) % 100 >= o->keep_percent) continue;
        step(l, d->feat + d->start[x], (uint32_t)(d->start[x + 1] - d->start[x]), d->label[x], o,
             seed);
    }
}

struct bank bank_train(const struct bank_data *d, const struct bank_options *o, uint32_t folds,
                       uint32_t out) {
    struct learner *l = calloc(1, sizeof *l);
    keep_rows(l, d, o, folds, out);
    l->w = calloc((size_t)l->n * WIDE + 1, sizeof(float));
    l->g = calloc((size_t)l->n * WIDE + 1, sizeof(float));
    for (int j = 0; j < WIDE; j++) l->bias[j] = -3, l->bias_g[j] = 1;
    uint32_t *order = malloc(sizeof *order * (d->n + 1)), n = 0;
    for (uint32_t i = 0; i < d->n; i++)
        if (d->doc[i] % folds != out) order[n++] = i;
    uint64_t seed = 88172645463325252ull;
    for (uint32_t k = 0; k < o->epochs; k++) epoch(l, d, o, order, n, &seed);
    struct bank b = pack(l, d, o);
    free(l->w), free(l->g), free(l->row), free(order), free(l);
    return b;
}
