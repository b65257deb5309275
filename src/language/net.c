#include "base/base.h"

#include "language/net.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { GATE_END = 4 << NET_WEIGHT, CURVE_END = 2 << NET_WEIGHT, CELL_END = 32358 };
enum { LARGEST_SIDE = 4096, MATRIX_NAME = 64 };

/* ---- opening */

static size_t weight_at(const struct dense *d, uint32_t i, uint32_t o) {
    return ((size_t)(o / NET_BLOCK) * (d->in / 2) + i / 2) * (2 * NET_BLOCK) + o % NET_BLOCK * 2 +
           i % 2;
}

att_status dense_open(struct dense *d, const struct model *m, const char *name, const char *bias,
                      struct arena *a, att_error *err) {
    struct tensor w, b;
    att_status st = model_tensor(m, name, MODEL_I16, &w, err);
    if (st) return st;
    if (!w.rows || !w.cols || w.rows % 2 || w.rows > LARGEST_SIDE || w.cols > LARGEST_SIDE ||
        w.shift != NET_WEIGHT)
        return model_refuse(m, w.at, err, "weights of a form that is not read");
    *d = (struct dense){.in = w.rows, .out = w.cols};
    d->pad = (w.cols + NET_BLOCK - 1) / NET_BLOCK * NET_BLOCK;
    d->w = arena_array(a, int16_t, (size_t)d->in * d->pad);
    d->bias = arena_array(a, int32_t, d->pad);
    for (uint32_t i = 0; i < d->in; i++)
        for (uint32_t o = 0; o < d->out; o++)
            d->w[weight_at(d, i, o)] = (int16_t)tensor_i16(&w, (size_t)i * d->out + o);
    if (!bias) return ATT_OK;
    st = model_shape(m, bias, MODEL_I32, 1, d->out, &b, err);
    if (st) return st;
    for (uint32_t o = 0; o < d->out; o++) d->bias[o] = tensor_i32(&b, o);
    return ATT_OK;
}

att_status lstm_open(struct lstm *l, const struct model *m, const char *name, struct arena *a,
                     att_error *err) {
    struct str in = arena_printf(a, "%s.in", name), rec = arena_printf(a, "%s.rec", name);
    struct str bias = arena_printf(a, "%s.bias", name);
    att_status st = dense_open(&l->input, m, in.p, bias.p, a, err);
    if (!st) st = dense_open(&l->again, m, rec.p, NULL, a, err);
    if (st) return st;
    l->in = l->input.in, l->hidden = l->again.in;
    if (l->input.out != 4 * l->hidden || l->again.out != 4 * l->hidden || l->hidden % 4)
        return model_refuse(m, m->dir, err, "the gates of an LSTM do not fit its state");
    return ATT_OK;
}

/* ---- products. Sums are unsigned where C would call their overflow undefined. */

#if defined(__x86_64__)

typedef int32_t pair_i32 __attribute__((may_alias, aligned(2)));

static inline __attribute__((always_inline, target("avx2"))) __m256i both(const int16_t *x) {
    return _mm256_set1_epi32(*(const pair_i32 *)(const void *)x);
}

/* NET_BLOCK outputs of four rows of x; w: the block's weights, b: its biases. */
__attribute__((target("avx2"))) static void rows4_avx2(const int16_t *w, const int32_t *b,
                                                       const int16_t *x, size_t ld, int32_t *y,
                                                       size_t pad) {
    const int16_t *x0 = x, *x1 = x + ld, *x2 = x + 2 * ld, *x3 = x + 3 * ld, *end = x + ld;
    __m256i a0 = _mm256_loadu_si256((const void *)b),
            b0 = _mm256_loadu_si256((const void *)(b + 8));
    __m256i a1 = a0, a2 = a0, a3 = a0, b1 = b0, b2 = b0, b3 = b0;
    for (; x0 < end; x0 += 2, x1 += 2, x2 += 2, x3 += 2, w += 2 * NET_BLOCK) {
        __m256i u = _mm256_loadu_si256((const void *)w);
        __m256i v = _mm256_loadu_si256((const void *)(w + NET_BLOCK)), t = both(x0);
        a0 = _mm256_add_epi32(a0, _mm256_madd_epi16(t, u));
        b0 = _mm256_add_epi32(b0, _mm256_madd_epi16(t, v));
        t = both(x1);
        a1 = _mm256_add_epi32(a1, _mm256_madd_epi16(t, u));
        b1 = _mm256_add_epi32(b1, _mm256_madd_epi16(t, v));
        t = both(x2);
        a2 = _mm256_add_epi32(a2, _mm256_madd_epi16(t, u));
        b2 = _mm256_add_epi32(b2, _mm256_madd_epi16(t, v));
        t = both(x3);
        a3 = _mm256_add_epi32(a3, _mm256_madd_epi16(t, u));
        b3 = _mm256_add_epi32(b3, _mm256_madd_epi16(t, v));
    }
    _mm256_storeu_si256((void *)y, a0), _mm256_storeu_si256((void *)(y + 8), b0);
    y += pad;
    _mm256_storeu_si256((void *)y, a1), _mm256_storeu_si256((void *)(y + 8), b1);
    y += pad;
    _mm256_storeu_si256((void *)y, a2), _mm256_storeu_si256((void *)(y + 8), b2);
    y += pad;
    _mm256_storeu_si256((void *)y, a3), _mm256_storeu_si256((void *)(y + 8), b3);
}

__attribute__((target("avx2"))) static void rows2_avx2(const int16_t *w, const int32_t *b,
                                                       const int16_t *x, size_t ld, int32_t *y,
                                                       size_t pad) {
    const int16_t *x0 = x, *x1 = x + ld, *end = x + ld;
    __m256i a0 = _mm256_loadu_si256((const void *)b),
            b0 = _mm256_loadu_si256((const void *)(b + 8));
    __m256i a1 = a0, b1 = b0;
    for (; x0 < end; x0 += 2, x1 += 2, w += 2 * NET_BLOCK) {
        __m256i u = _mm256_loadu_si256((const void *)w);
        __m256i v = _mm256_loadu_si256((const void *)(w + NET_BLOCK)), t = both(x0);
        a0 = _mm256_add_epi32(a0, _mm256_madd_epi16(t, u));
        b0 = _mm256_add_epi32(b0, _mm256_madd_epi16(t, v));
        t = both(x1);
        a1 = _mm256_add_epi32(a1, _mm256_madd_epi16(t, u));
        b1 = _mm256_add_epi32(b1, _mm256_madd_epi16(t, v));
    }
    _mm256_storeu_si256((void *)y, a0), _mm256_storeu_si256((void *)(y + 8), b0);
    y += pad;
    _mm256_storeu_si256((void *)y, a1), _mm256_storeu_si256((void *)(y + 8), b1);
}

__attribute__((target("avx2"))) static void rows1_avx2(const int16_t *w, const int32_t *b,
                                                       const int16_t *x, size_t ld, int32_t *y) {
    const int16_t *end = x + ld;
    __m256i a0 = _mm256_loadu_si256((const void *)b),
            b0 = _mm256_loadu_si256((const void *)(b + 8));
    for (; x < end; x += 2, w += 2 * NET_BLOCK) {
        __m256i u = _mm256_loadu_si256((const void *)w);
        __m256i v = _mm256_loadu_si256((const void *)(w + NET_BLOCK)), t = both(x);
        a0 = _mm256_add_epi32(a0, _mm256_madd_epi16(t, u));
        b0 = _mm256_add_epi32(b0, _mm256_madd_epi16(t, v));
    }
    _mm256_storeu_si256((void *)y, a0), _mm256_storeu_si256((void *)(y + 8), b0);
}

static void dense_avx2(const struct dense *d, const int16_t *x, uint32_t n, int32_t *y) {
    size_t in = d->in, pad = d->pad;
    for (uint32_t o = 0; o < d->pad; o += NET_BLOCK) {
        const int16_t *w = d->w + o * in;
        uint32_t t = 0;
        for (; t + 4 <= n; t += 4) rows4_avx2(w, d->bias + o, x + t * in, in, y + t * pad + o, pad);
        if (t + 2 <= n) rows2_avx2(w, d->bias + o, x + t * in, in, y + t * pad + o, pad), t += 2;
        if (t < n) rows1_avx2(w, d->bias + o, x + t * in, in, y + t * pad + o);
    }
}

#endif

static void dense_plain(const struct dense *d, const int16_t *x, uint32_t n, int32_t *y) {
    for (uint32_t t = 0; t < n; t++, x += d->in, y += d->pad) {
        memcpy(y, d->bias, d->pad * sizeof *y);
        for (uint32_t o = 0; o < d->pad; o += NET_BLOCK)
            for (uint32_t i = 0; i < d->in; i += 2) {
                const int16_t *w = d->w + (size_t)o * d->in + (size_t)i * NET_BLOCK;
                int32_t a = x[i], b = x[i + 1];
                for (uint32_t k = 0; k < NET_BLOCK; k++)
                    y[o + k] = (int32_t)((uint32_t)y[o + k] + (uint32_t)(a * w[2 * k]) +
                                         (uint32_t)(b * w[2 * k + 1]));
            }
    }
}

static bool wide(void) {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2");
#else
    return false;
#endif
}

void dense_run(const struct dense *d, const int16_t *x, uint32_t n, int32_t *y) {
#if defined(__x86_64__)
    if (wide()) {
        dense_avx2(d, x, n, y);
        return;
    }
#endif
    dense_plain(d, x, n, y);
}

void dense_of_rows(struct dense *d, const int16_t *v, uint32_t n, uint32_t in, struct arena *a) {
    *d = (struct dense){.in = in, .out = n, .pad = (n + NET_BLOCK - 1) / NET_BLOCK * NET_BLOCK};
    d->w = arena_array(a, int16_t, (size_t)in * d->pad);
    d->bias = arena_array(a, int32_t, d->pad);
    for (uint32_t o = 0; o < n; o++)
        for (uint32_t i = 0; i < in; i++) d->w[weight_at(d, i, o)] = v[(size_t)o * in + i];
}

/* ---- the recurrent layer */

static inline int32_t cut(int32_t v, int32_t end) {
    return v > end ? end : v < -end ? -end : v;
}
static inline int32_t size_of(int32_t v) {
    return v < 0 ? -v : v;
}

/* Like the logistic function: 0.5 + x/4 (1 - |x|/8) up to |x| = 4. */
static inline int32_t gate_curve(int32_t x) {
    int32_t t = cut(x, GATE_END);
    return (1 << (NET_WEIGHT - 1)) + ((t * (2 * GATE_END - size_of(t)) + (1 << 16)) >> 17);
}
/* Like tanh: x (1 - |x|/4) up to |x| = 2. */
static inline int32_t curve(int32_t x) {
    int32_t t = cut(x, CURVE_END);
    return (t * (2 * CURVE_END - size_of(t)) + (1 << 13)) >> 14;
}

/* The two shares of a gate, with NET_WEIGHT places. */
static inline int32_t gate_sum(int32_t a, int32_t b) {
    return (int32_t)((uint32_t)a + (uint32_t)b + (1u << (NET_ACT - 1))) >> NET_ACT;
}

static inline __attribute__((always_inline)) void cell(uint32_t hid, const int32_t *restrict x,
                                                       const int32_t *restrict again,
                                                       int32_t *restrict c, int16_t *restrict h) {
    for (uint32_t i = 0; i < hid; i++) {
        int32_t in = gate_sum(x[i], again[i]), keep = gate_sum(x[hid + i], again[hid + i]);
        int32_t out = gate_sum(x[2 * hid + i], again[2 * hid + i]);
        int32_t new = gate_sum(x[3 * hid + i], again[3 * hid + i]);
        int32_t sum = gate_curve(keep) * c[i] + gate_curve(in) * curve(new);
        int32_t s = cut((sum + (1 << (NET_WEIGHT - 1))) >> NET_WEIGHT, CELL_END);
        c[i] = s;
        h[i] = (int16_t)((gate_curve(out) * curve(s) + (1 << 13)) >> 14);
    }
}

typedef void cell_fn(uint32_t hid, const int32_t *x, const int32_t *again, int32_t *c, int16_t *h);

static void cell_plain(uint32_t hid, const int32_t *x, const int32_t *again, int32_t *c,
                       int16_t *h) {
    cell(hid, x, again, c, h);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void
cell_avx2(uint32_t hid, const int32_t *x, const int32_t *again, int32_t *c, int16_t *h) {
    cell(hid, x, again, c, h);
}
#endif

static cell_fn *cell_best(void) {
#if defined(__x86_64__)
    if (wide()) return cell_avx2;
#endif
    return cell_plain;
}

void lstm_run(const struct lstm *l, const int32_t *gate, const struct run *run, uint32_t n_run,
              bool back, int16_t *h, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    uint32_t hid = l->hidden, live = n_run;
    int32_t *c = arena_array(scratch, int32_t, (size_t)n_run * hid);
    int16_t *before = arena_array(scratch, int16_t, (size_t)n_run * hid);
    int32_t *again = arena_array(scratch, int32_t, (size_t)n_run * l->again.pad);
    cell_fn *step = cell_best();
    for (uint32_t s = 0; s < run[0].n; s++) {
        while (run[live - 1].n <= s) live--;
        if (s) dense_run(&l->again, before, live, again);
        for (uint32_t k = 0; k < live; k++) {
            size_t t = run[k].b + (back ? run[k].n - 1 - s : s);
            int16_t *now = before + (size_t)k * hid;
            step(hid, gate + t * 4 * hid, again + (size_t)k * l->again.pad, c + (size_t)k * hid,
                 now);
            memcpy(h + t * 2 * hid, now, hid * sizeof *now);
        }
    }
    arena_rewind(scratch, mark);
}

/* ---- passes over numbers */

static inline __attribute__((always_inline)) void add_gates(int32_t *restrict to,
                                                            const int16_t *restrict a,
                                                            const int16_t *restrict b,
                                                            const int16_t *restrict c, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) to[i] = (a[i] + b[i] + c[i]) * (1 << NET_ACT);
}

static inline __attribute__((always_inline)) void cut_row(int16_t *restrict to,
                                                          const int32_t *restrict y, uint32_t n,
                                                          unsigned places, int32_t least) {
    for (uint32_t i = 0; i < n; i++) {
        int16_t v = net_cut(y[i], places);
        to[i] = (int16_t)(v < least ? least : v);
    }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void
add_gates_avx2(int32_t *to, const int16_t *a, const int16_t *b, const int16_t *c, uint32_t n) {
    add_gates(to, a, b, c, n);
}

__attribute__((target("avx2"))) static void cut_row_avx2(int16_t *to, const int32_t *y, uint32_t n,
                                                         unsigned places, int32_t least) {
    cut_row(to, y, n, places, least);
}
#endif

void net_add_gates(int32_t *to, const int16_t *a, const int16_t *b, const int16_t *c, uint32_t n) {
#if defined(__x86_64__)
    if (wide()) {
        add_gates_avx2(to, a, b, c, n);
        return;
    }
#endif
    add_gates(to, a, b, c, n);
}

void net_cut_row(int16_t *to, const int32_t *y, uint32_t n, unsigned places, int32_t least) {
#if defined(__x86_64__)
    if (wide()) {
        cut_row_avx2(to, y, n, places, least);
        return;
    }
#endif
    cut_row(to, y, n, places, least);
}
