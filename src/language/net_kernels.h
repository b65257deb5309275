/*
 * The inner loops of the network, written twice: in plain C, and with the wide registers (AVX2) of
 * x86-64. Both give the same numbers; tests/unit/test_net.c compares them one by one.
 */
#ifndef LANGUAGE_NET_KERNELS_H
#define LANGUAGE_NET_KERNELS_H

#include "language/net.h"

/* Rows of activations: row k is x[k * step ..]. */
struct rows {
    const int16_t *x;
    size_t step;
    uint32_t n;
};

struct net_kernels {
    /* y[n x pad] = rows W + bias; with `add`, y grows by rows W instead. */
    void (*dense)(const struct dense *d, struct rows in, int32_t *y, bool add);
    /* One step of an LSTM: state c[hid] and output h[hid] from the sums of its gates
     * y[4 hid] (in, forget, out, cell; NET_SUM places). */
    void (*cell)(uint32_t hid, const int32_t *y, int16_t *c, int16_t *h);
    /* to[n] = (a + b) * 2^NET_ACT */
    void (*gates)(int32_t *to, const int16_t *a, const int16_t *b, uint32_t n);
    /* to[n] = net_cut(y, places), not below `least` */
    void (*cut)(int16_t *to, const int32_t *y, uint32_t n, unsigned places, int32_t least);
    /* z[n] = z + a + b, cut to 0 .. INT16_MAX */
    void (*join)(int16_t *z, const int16_t *a, const int16_t *b, uint32_t n);
    /* x[n] += v * 2^NET_ROW */
    void (*add_bytes)(int16_t *x, const int8_t *v, uint32_t n);
    /* Place of the first largest of v[n], n > 0 */
    uint32_t (*best)(const int32_t *v, uint32_t n);
};

const struct net_kernels *net_plain(void);
/* NULL where the processor does not have them. */
const struct net_kernels *net_wide(void);
/* The faster of the two. */
const struct net_kernels *net_kernels(void);

/* ---- the curves of the gates */

enum {
    NET_GATE_END = 4 << NET_WEIGHT,
    NET_CURVE_END = 2 << NET_WEIGHT,
    NET_CELL_END = 32358,
};

static inline int32_t net_within(int32_t v, int32_t end) {
    return v > end ? end : v < -end ? -end : v;
}
/* Like the logistic function: 0.5 + x/4 (1 - |x|/8) up to |x| = 4. */
static inline int32_t net_gate_curve(int32_t x) {
    int32_t t = net_within(x, NET_GATE_END), size = t < 0 ? -t : t;
    return (1 << (NET_WEIGHT - 1)) + ((t * (2 * NET_GATE_END - size) + (1 << 16)) >> 17);
}
/* Like tanh: x (1 - |x|/4) up to |x| = 2. */
static inline int32_t net_curve(int32_t x) {
    int32_t t = net_within(x, NET_CURVE_END), size = t < 0 ? -t : t;
    return (t * (2 * NET_CURVE_END - size) + (1 << 13)) >> 14;
}
/* The sum of a gate, with NET_WEIGHT places. */
static inline int32_t net_gate_sum(int32_t y) {
    return (int32_t)((uint32_t)y + (1u << (NET_ACT - 1))) >> NET_ACT;
}

/* One of the cells of a step: the state before, from the four sums of its gates. */
static inline void net_cell_one(const int32_t *y, uint32_t hid, int16_t *c, int16_t *h) {
    int32_t in = net_gate_curve(net_gate_sum(y[0]));
    int32_t keep = net_gate_curve(net_gate_sum(y[hid]));
    int32_t out = net_gate_curve(net_gate_sum(y[2 * (size_t)hid]));
    int32_t sum = keep * *c + in * net_curve(net_gate_sum(y[3 * (size_t)hid]));
    int32_t s = net_within((sum + (1 << (NET_WEIGHT - 1))) >> NET_WEIGHT, NET_CELL_END);
    *c = (int16_t)s;
    *h = (int16_t)((out * net_curve(s) + (1 << 13)) >> 14);
}

#endif
