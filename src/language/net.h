/*
 * The arithmetic of the parsing network, in integers: the same numbers on every processor, with or
 * without wide registers. Activations are int16 with 10 binary places, weights int16 with 12, sums
 * int32 with 22 that wrap; train/net.c is the same in floats.
 */
#ifndef LANGUAGE_NET_H
#define LANGUAGE_NET_H

#include "language/model.h"

enum {
    NET_ACT = 10,    /* binary places of an activation */
    NET_WEIGHT = 12, /* of a weight and of a gate */
    NET_SUM = NET_ACT + NET_WEIGHT,
    NET_ROW = 3,    /* an embedding's bytes have so many places less than an activation */
    NET_CHUNK = 96, /* rows that are worked together between two layers */
    NET_BLOCK = 16, /* outputs are padded to a multiple */
};

/* out = in W + bias. The weights lie in blocks of outputs and pairs of inputs, as they are used. */
struct dense {
    uint32_t in, out, pad; /* pad: out rounded up to NET_BLOCK */
    int16_t *w;            /* [pad / NET_BLOCK][in / 2][NET_BLOCK][2] */
    int32_t *bias;         /* [pad] */
};

/* One direction of an LSTM layer. Gates in the order in, forget, out, cell. */
struct lstm {
    uint32_t in, hidden;
    struct dense input, again; /* 4 * hidden outputs each; `again` is the recurrent part */
};

/* The weights "NAME" [in x out] and "NAME.bias" (bias NULL: zeros) of a model, copied into a. */
att_status dense_open(struct dense *d, const struct model *m, const char *name, const char *bias,
                      struct arena *a, att_error *err);
att_status lstm_open(struct lstm *l, const struct model *m, const char *name, struct arena *a,
                     att_error *err);

/* y[n x pad] from x[n x in]. */
void dense_run(const struct dense *d, const int16_t *x, uint32_t n, int32_t *y);
/* A product with `out` columns that are given one by one, bias 0: dense_run() then gives all dot
 * products. Column o is v[in]. */
void dense_columns(struct dense *d, uint32_t out, uint32_t in, struct arena *a);
void dense_set_column(struct dense *d, uint32_t o, const int16_t *v);

/*
 * The order in which sentences are worked side by side: rows [at[s], at[s + 1]) are the words
 * number s of all sentences that have so many, the longest sentence first. So the words of a step
 * lie together, and each stands at the same place of its step as the one before it.
 */
struct steps {
    uint32_t *at; /* [n + 1], falling differences */
    uint32_t n;   /* words of the longest sentence */
};

/* The input's share of the gates of rows [b, e), NET_SUM places: y[(row - b) * 4 hidden ..]. */
struct gate_source {
    void (*fill)(const void *ctx, uint32_t b, uint32_t e, int32_t *y);
    const void *ctx;
};

/*
 * Runs one direction over the rows of `steps`; the output goes to h[row * 2 hidden ..]. The gates
 * are asked for a few steps at a time, so that they never leave the near caches.
 */
void lstm_run(const struct lstm *l, const struct steps *steps, struct gate_source from, bool back,
              int16_t *h, struct arena *scratch);

/* v / 2^places rounded, and cut to int16. */
static inline int16_t net_cut(int32_t v, unsigned places) {
    int32_t r = (v >> (places - 1)) + 1;
    r >>= 1;
    return (int16_t)(r > INT16_MAX ? INT16_MAX : r < -INT16_MAX ? -INT16_MAX : r);
}

#endif
