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
/* Rows [b, b + n) of a batch that are one sentence. */
struct run {
    uint32_t b, n;
};

/*
 * h[t * 2 hidden ..] for the rows t of the sentences run[n_run], longest first, each read in the
 * order that `back` says; they are worked side by side. gate[t * 4 hidden ..] holds the input's
 * share of the gates with NET_SUM places.
 */
void lstm_run(const struct lstm *l, const int32_t *gate, const struct run *run, uint32_t n_run,
              bool back, int16_t *h, struct arena *scratch);
/* Rows v[n][in] as the weights of a product, bias 0: dense_run() then gives all dot products. */
void dense_of_rows(struct dense *d, const int16_t *v, uint32_t n, uint32_t in, struct arena *a);

/* v / 2^places rounded, and cut to int16. */
static inline int16_t net_cut(int32_t v, unsigned places) {
    int32_t r = (v >> (places - 1)) + 1;
    r >>= 1;
    return (int16_t)(r > INT16_MAX ? INT16_MAX : r < -INT16_MAX ? -INT16_MAX : r);
}

/* to[n] = a + b + c, shares of a gate with NET_WEIGHT places, as NET_SUM places. */
void net_add_gates(int32_t *to, const int16_t *a, const int16_t *b, const int16_t *c, uint32_t n);
/* to[n] = y / 2^places rounded, cut to int16 and not below `least`. */
void net_cut_row(int16_t *to, const int32_t *y, uint32_t n, unsigned places, int32_t least);

#endif
