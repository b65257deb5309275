/* The inner loops with the wide registers of x86-64. */
#include "base/base.h"

#include "language/net_kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE __attribute__((target("avx2")))
#define WIDE_INLINE static inline __attribute__((always_inline, target("avx2")))

enum { LANES = 16, ROWS_AT_ONCE = 4, HALF = NET_BLOCK / 2 };

typedef int32_t pair_i32 __attribute__((may_alias, aligned(2)));

/* ---- products */

WIDE_INLINE __m256i load(const void *p) {
    return _mm256_loadu_si256(p);
}

WIDE_INLINE void store(void *p, __m256i v) {
    _mm256_storeu_si256(p, v);
}

/* Two activations in every lane. */
WIDE_INLINE __m256i both(const int16_t *x) {
    return _mm256_set1_epi32(*(const pair_i32 *)(const void *)x);
}

/* NET_BLOCK outputs of `n` rows of x: the sums begin with `from` (rows `far` apart). */
WIDE_INLINE void block(uint32_t n, const struct dense *d, uint32_t o, struct rows in,
                       const int32_t *from, size_t far, int32_t *y) {
    __m256i low[ROWS_AT_ONCE], high[ROWS_AT_ONCE];
    const int16_t *w = d->w + (size_t)o * d->in;
    for (uint32_t k = 0; k < n; k++)
        low[k] = load(from + k * far), high[k] = load(from + k * far + HALF);
    size_t end = d->in;
#pragma GCC unroll 4
    for (size_t i = 0; i < end; i += 2) {
        __m256i u = load(w + i * NET_BLOCK), v = load(w + i * NET_BLOCK + NET_BLOCK);
#pragma GCC unroll 4
        for (uint32_t k = 0; k < n; k++) {
            __m256i t = both(in.x + k * in.step + i);
            low[k] = _mm256_add_epi32(low[k], _mm256_madd_epi16(t, u));
            high[k] = _mm256_add_epi32(high[k], _mm256_madd_epi16(t, v));
        }
    }
    for (uint32_t k = 0; k < n; k++)
        store(y + k * d->pad, low[k]), store(y + k * d->pad + HALF, high[k]);
}

WIDE static void dense_wide(const struct dense *d, struct rows in, int32_t *y, bool add) {
    size_t far = add ? d->pad : 0;
    for (uint32_t o = 0; o < d->pad; o += NET_BLOCK) {
        const int32_t *from = add ? y + o : d->bias + o;
        int32_t *to = y + o;
        struct rows rest = in;
        for (; rest.n >= 4; rest.n -= 4) {
            block(4, d, o, rest, from, far, to);
            rest.x += 4 * in.step, to += 4 * (size_t)d->pad, from += 4 * far;
        }
        if (rest.n == 3) block(3, d, o, rest, from, far, to);
        if (rest.n == 2) block(2, d, o, rest, from, far, to);
        if (rest.n == 1) block(1, d, o, rest, from, far, to);
    }
}

/* ---- the cells. Everything fits 16 bits: sums are cut to the ends of the curves anyway, and a
 * rounded product is what vpmulhrsw gives, (a b + 2^14) / 2^15. Lanes stay in the order that
 * packing gives until the output. */

WIDE_INLINE __m256i gate_sums(const int32_t *y) {
    __m256i half = _mm256_set1_epi32(1 << (NET_ACT - 1));
    __m256i a = _mm256_srai_epi32(_mm256_add_epi32(load(y), half), NET_ACT);
    __m256i b = _mm256_srai_epi32(_mm256_add_epi32(load(y + LANES / 2), half), NET_ACT);
    return _mm256_packs_epi32(a, b);
}

WIDE_INLINE __m256i within(__m256i v, int16_t end) {
    v = _mm256_min_epi16(v, _mm256_set1_epi16(end));
    return _mm256_max_epi16(v, _mm256_set1_epi16((int16_t)-end));
}

/* net_gate_curve(): (t u + 2^16) >> 17 as half of the high word of t u, rounded. For t = 0 the
 * other factor, 2^15, does not fit and does not matter. */
WIDE_INLINE __m256i gate_curves(__m256i x) {
    __m256i t = within(x, NET_GATE_END);
    __m256i u = _mm256_sub_epi16(_mm256_set1_epi16(INT16_MIN), _mm256_abs_epi16(t));
    __m256i high = _mm256_add_epi16(_mm256_mulhi_epi16(t, u), _mm256_set1_epi16(1));
    return _mm256_add_epi16(_mm256_srai_epi16(high, 1), _mm256_set1_epi16(1 << (NET_WEIGHT - 1)));
}

/* a b / 2^14 rounded, for |a| < 2^14. */
WIDE_INLINE __m256i rounded(__m256i a, __m256i b) {
    return _mm256_mulhrs_epi16(_mm256_slli_epi16(a, 1), b);
}

WIDE_INLINE __m256i curves(__m256i x) {
    __m256i t = within(x, NET_CURVE_END);
    return rounded(t, _mm256_sub_epi16(_mm256_set1_epi16(2 * NET_CURVE_END), _mm256_abs_epi16(t)));
}

WIDE_INLINE __m256i state_sums(__m256i sum) {
    return _mm256_srai_epi32(_mm256_add_epi32(sum, _mm256_set1_epi32(1 << (NET_WEIGHT - 1))),
                             NET_WEIGHT);
}

WIDE static void cell_wide(uint32_t hid, const int32_t *y, int16_t *c, int16_t *h) {
    uint32_t i = 0;
    for (; i + LANES <= hid; i += LANES) {
        __m256i in = gate_curves(gate_sums(y + i));
        __m256i keep = gate_curves(gate_sums(y + hid + i));
        __m256i out = gate_curves(gate_sums(y + 2 * hid + i));
        __m256i new = curves(gate_sums(y + 3 * hid + i));
        __m256i old = _mm256_permute4x64_epi64(load(c + i), 0xD8);
        __m256i a = state_sums(
            _mm256_madd_epi16(_mm256_unpacklo_epi16(keep, in), _mm256_unpacklo_epi16(old, new)));
        __m256i b = state_sums(
            _mm256_madd_epi16(_mm256_unpackhi_epi16(keep, in), _mm256_unpackhi_epi16(old, new)));
        __m256i s = within(_mm256_packs_epi32(a, b), NET_CELL_END);
        store(c + i, _mm256_permute4x64_epi64(s, 0xD8));
        store(h + i, _mm256_permute4x64_epi64(rounded(out, curves(s)), 0xD8));
    }
    for (; i < hid; i++) net_cell_one(y + i, hid, c + i, h + i);
}

/* ---- passes over numbers; loops that the compiler makes wide by itself */

WIDE static void gates_wide(int32_t *restrict to, const int16_t *restrict a,
                            const int16_t *restrict b, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) to[i] = (a[i] + b[i]) * (1 << NET_ACT);
}

WIDE static void cut_wide(int16_t *restrict to, const int32_t *restrict y, uint32_t n,
                          unsigned places, int32_t least) {
    for (uint32_t i = 0; i < n; i++) to[i] = (int16_t)ATT_MAX(net_cut(y[i], places), least);
}

WIDE static void join_wide(int16_t *restrict z, const int16_t *restrict a,
                           const int16_t *restrict b, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        z[i] = (int16_t)ATT_MAX(0, ATT_MIN(z[i] + a[i] + b[i], INT16_MAX));
}

WIDE static void add_bytes_wide(int16_t *restrict x, const int8_t *restrict v, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) x[i] = (int16_t)(x[i] + v[i] * (1 << NET_ROW));
}

WIDE static uint32_t best_wide(const int32_t *v, uint32_t n) {
    int32_t most = v[0];
    for (uint32_t i = 1; i < n; i++) most = ATT_MAX(most, v[i]);
    uint32_t i = 0;
    while (v[i] != most) i++;
    return i;
}

const struct net_kernels *net_wide(void) {
    static const struct net_kernels kernels = {dense_wide, cell_wide,      gates_wide, cut_wide,
                                               join_wide,  add_bytes_wide, best_wide};
    return __builtin_cpu_supports("avx2") ? &kernels : NULL;
}

#else

const struct net_kernels *net_wide(void) {
    return NULL;
}

#endif
