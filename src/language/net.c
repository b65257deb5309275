#include "base/base.h"

#include "language/net.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { GATE_END = 4 << NET_WEIGHT, CURVE_END = 2 << NET_WEIGHT, CELL_END = 32358 };
enum { LARGEST_SIDE = 4096, MATRIX_NAME = 64 };

/* ---- opening */

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
            d->w[((size_t)(i / 2) * d->pad + o) * 2 + i % 2] =
                (int16_t)tensor_i16(&w, (size_t)i * d->out + o);
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

typedef uint32_t pair_u32 __attribute__((may_alias, aligned(2)));

/* Four rows of x, NET_BLOCK outputs. */
__attribute__((target("avx2"))) static void block4_avx2(const struct dense *d, const int16_t *x,
                                                        uint32_t o, int32_t *y) {
    __m256i s[4][2];
    const __m256i *bias = (const __m256i *)(const void *)(d->bias + o);
    for (int r = 0; r < 4; r++)
        s[r][0] = _mm256_loadu_si256(bias), s[r][1] = _mm256_loadu_si256(bias + 1);
    for (uint32_t i = 0; i < d->in; i += 2) {
        const __m256i *w =
            (const __m256i *)(const void *)(d->w + ((size_t)(i / 2) * d->pad + o) * 2);
        __m256i w0 = _mm256_loadu_si256(w), w1 = _mm256_loadu_si256(w + 1);
        for (int r = 0; r < 4; r++) {
            __m256i v = _mm256_set1_epi32(
                (int)*(const pair_u32 *)(const void *)(x + (size_t)r * d->in + i));
            s[r][0] = _mm256_add_epi32(s[r][0], _mm256_madd_epi16(v, w0));
            s[r][1] = _mm256_add_epi32(s[r][1], _mm256_madd_epi16(v, w1));
        }
    }
    for (int r = 0; r < 4; r++) {
        __m256i *to = (__m256i *)(void *)(y + (size_t)r * d->pad + o);
        _mm256_storeu_si256(to, s[r][0]), _mm256_storeu_si256(to + 1, s[r][1]);
    }
}

/* One row of x, n * 8 outputs, n <= 8. */
__attribute__((target("avx2"))) static void row_avx2(const struct dense *d, const int16_t *x,
                                                     uint32_t o, int32_t *y) {
    __m256i s[8];
    uint32_t n = d->pad - o >= 64 ? 8 : (d->pad - o) / 8;
    const __m256i *bias = (const __m256i *)(const void *)(d->bias + o);
    __m256i *to = (__m256i *)(void *)(y + o);
    if (n == 8) {
        for (int j = 0; j < 8; j++) s[j] = _mm256_loadu_si256(bias + j);
        for (uint32_t i = 0; i < d->in; i += 2) {
            __m256i v = _mm256_set1_epi32((int)*(const pair_u32 *)(const void *)(x + i));
            const __m256i *w =
                (const __m256i *)(const void *)(d->w + ((size_t)(i / 2) * d->pad + o) * 2);
            for (int j = 0; j < 8; j++)
                s[j] = _mm256_add_epi32(s[j], _mm256_madd_epi16(v, _mm256_loadu_si256(w + j)));
        }
        for (int j = 0; j < 8; j++) _mm256_storeu_si256(to + j, s[j]);
        return;
    }
    for (uint32_t j = 0; j < n; j++) {
        __m256i one = _mm256_loadu_si256(bias + j);
        for (uint32_t i = 0; i < d->in; i += 2) {
            __m256i v = _mm256_set1_epi32((int)*(const pair_u32 *)(const void *)(x + i));
            const __m256i *w =
                (const __m256i *)(const void *)(d->w + ((size_t)(i / 2) * d->pad + o) * 2);
            one = _mm256_add_epi32(one, _mm256_madd_epi16(v, _mm256_loadu_si256(w + j)));
        }
        _mm256_storeu_si256(to + j, one);
    }
}

/* Two rows of x, NET_BLOCK outputs. */
__attribute__((target("avx2"))) static void block2_avx2(const struct dense *d, const int16_t *x,
                                                        uint32_t o, int32_t *y) {
    __m256i s[2][2];
    const __m256i *bias = (const __m256i *)(const void *)(d->bias + o);
    for (int r = 0; r < 2; r++)
        s[r][0] = _mm256_loadu_si256(bias), s[r][1] = _mm256_loadu_si256(bias + 1);
    for (uint32_t i = 0; i < d->in; i += 2) {
        const __m256i *w =
            (const __m256i *)(const void *)(d->w + ((size_t)(i / 2) * d->pad + o) * 2);
        __m256i w0 = _mm256_loadu_si256(w), w1 = _mm256_loadu_si256(w + 1);
        for (int r = 0; r < 2; r++) {
            __m256i v = _mm256_set1_epi32(
                (int)*(const pair_u32 *)(const void *)(x + (size_t)r * d->in + i));
            s[r][0] = _mm256_add_epi32(s[r][0], _mm256_madd_epi16(v, w0));
            s[r][1] = _mm256_add_epi32(s[r][1], _mm256_madd_epi16(v, w1));
        }
    }
    for (int r = 0; r < 2; r++) {
        __m256i *to = (__m256i *)(void *)(y + (size_t)r * d->pad + o);
        _mm256_storeu_si256(to, s[r][0]), _mm256_storeu_si256(to + 1, s[r][1]);
    }
}

static void dense_avx2(const struct dense *d, const int16_t *x, uint32_t n, int32_t *y) {
    uint32_t t, four = n / 4 * 4;
    for (uint32_t o = 0; o < d->pad; o += NET_BLOCK)
        for (t = 0; t < four; t += 4)
            block4_avx2(d, x + (size_t)t * d->in, o, y + (size_t)t * d->pad);
    for (t = four; t + 2 <= n; t += 2)
        for (uint32_t o = 0; o < d->pad; o += NET_BLOCK)
            block2_avx2(d, x + (size_t)t * d->in, o, y + (size_t)t * d->pad);
    for (; t < n; t++)
        for (uint32_t o = 0; o < d->pad; o += 64)
            row_avx2(d, x + (size_t)t * d->in, o, y + (size_t)t * d->pad);
}

#endif

static void dense_plain(const struct dense *d, const int16_t *x, uint32_t n, int32_t *y) {
    for (uint32_t t = 0; t < n; t++, x += d->in, y += d->pad) {
        memcpy(y, d->bias, d->pad * sizeof *y);
        for (uint32_t i = 0; i < d->in; i += 2) {
            const int16_t *w = d->w + (size_t)(i / 2) * d->pad * 2;
            int32_t a = x[i], b = x[i + 1];
            for (uint32_t o = 0; o < d->pad; o++)
                y[o] = (int32_t)((uint32_t)y[o] + (uint32_t)(a * w[2 * o]) +
                                 (uint32_t)(b * w[2 * o + 1]));
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
        for (uint32_t i = 0; i < in; i++)
            d->w[((size_t)(i / 2) * d->pad + o) * 2 + i % 2] = v[(size_t)o * in + i];
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

static inline __attribute__((always_inline)) void cell(uint32_t hid, const int32_t *restrict x,
                                                       const int32_t *restrict again,
                                                       int32_t *restrict c, int16_t *restrict h) {
    for (uint32_t i = 0; i < hid; i++) {
        int32_t half = 1 << (NET_ACT - 1);
        int32_t in = x[i] + ((again[i] + half) >> NET_ACT);
        int32_t keep = x[hid + i] + ((again[hid + i] + half) >> NET_ACT);
        int32_t out = x[2 * hid + i] + ((again[2 * hid + i] + half) >> NET_ACT);
        int32_t new = x[3 * hid + i] + ((again[3 * hid + i] + half) >> NET_ACT);
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
