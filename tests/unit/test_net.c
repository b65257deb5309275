/* The network's inner loops: wide registers against plain C, at ordinary and at extreme values. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/sys.h"
#include "language/net_kernels.h"

static struct arena arena;
static uint32_t seed = 7;

static uint32_t chance(void) {
    return (seed = seed * 1664525 + 1013904223) >> 8;
}

/* Mostly small, now and then at an end of its range. */
static int32_t value(int32_t end) {
    uint32_t r = chance();
    if (r % 16 == 0) return end;
    if (r % 16 == 1) return -end;
    if (r % 16 == 2) return 0;
    return (int32_t)(chance() % ((uint32_t)end + 1)) - end / 2;
}

static void fill_i16(int16_t *v, size_t n, int32_t end) {
    for (size_t i = 0; i < n; i++) v[i] = (int16_t)value(end);
}

static void fill_i32(int32_t *v, size_t n, int32_t end) {
    for (size_t i = 0; i < n; i++) v[i] = value(end);
}

static const struct net_kernels *wide_or_skip(void) {
    const struct net_kernels *wide = net_wide();
    if (!wide) skip();
    return wide;
}

static void dense_agrees(void **state) {
    (void)state;
    const struct net_kernels *plain = net_plain(), *wide = wide_or_skip();
    enum { IN = 38, OUT = 41, ROWS = 11, STEP = 50 };
    struct dense d;
    int16_t column[IN], x[ROWS * STEP];
    dense_columns(&d, OUT, IN, &arena);
    for (uint32_t o = 0; o < OUT; o++) {
        fill_i16(column, IN, INT16_MAX);
        dense_set_column(&d, o, column);
    }
    fill_i32(d.bias, d.pad, INT32_MAX);
    fill_i16(x, ROWS * STEP, INT16_MAX);
    size_t n = (size_t)ROWS * d.pad;
    int32_t *a = arena_array(&arena, int32_t, n), *b = arena_array(&arena, int32_t, n);
    for (uint32_t rows = 0; rows <= ROWS; rows++)
        for (int add = 0; add < 2; add++) {
            fill_i32(a, n, INT32_MAX);
            memcpy(b, a, n * sizeof *a);
            plain->dense(&d, (struct rows){x, STEP, rows}, a, add);
            wide->dense(&d, (struct rows){x, STEP, rows}, b, add);
            assert_memory_equal(a, b, n * sizeof *a);
        }
}

static void cells_agree(void **state) {
    (void)state;
    const struct net_kernels *plain = net_plain(), *wide = wide_or_skip();
    enum { HID = 44, ROUNDS = 4000 };
    int32_t y[4 * HID];
    int16_t c[2][HID], h[2][HID];
    for (uint32_t r = 0; r < ROUNDS; r++) {
        fill_i32(y, 4 * HID, r % 2 ? INT32_MAX : 12 << NET_SUM);
        fill_i16(c[0], HID, NET_CELL_END);
        memcpy(c[1], c[0], sizeof c[0]);
        plain->cell(HID, y, c[0], h[0]);
        wide->cell(HID, y, c[1], h[1]);
        assert_memory_equal(c[0], c[1], sizeof c[0]);
        assert_memory_equal(h[0], h[1], sizeof h[0]);
    }
}

/* Every value that a gate can have, through one cell. */
static void curves_agree(void **state) {
    (void)state;
    const struct net_kernels *plain = net_plain(), *wide = wide_or_skip();
    enum { HID = 16 };
    int32_t y[4 * HID];
    int16_t c[2][HID], h[2][HID];
    for (int32_t v = -9 * (1 << NET_WEIGHT); v <= 9 << NET_WEIGHT; v += HID) {
        for (uint32_t i = 0; i < 4 * HID; i++)
            y[i] = (v + (int32_t)(i % HID)) * (1 << NET_ACT) + value(1 << (NET_ACT - 1));
        for (uint32_t i = 0; i < HID; i++)
            c[0][i] = c[1][i] = (int16_t)net_within(v + (int32_t)i, NET_CELL_END);
        plain->cell(HID, y, c[0], h[0]);
        wide->cell(HID, y, c[1], h[1]);
        assert_memory_equal(c[0], c[1], sizeof c[0]);
        assert_memory_equal(h[0], h[1], sizeof h[0]);
    }
}

static void passes_agree(void **state) {
    (void)state;
    const struct net_kernels *plain = net_plain(), *wide = wide_or_skip();
    enum { N = 53, ROUNDS = 500 };
    int16_t a[N], b[N], to[2][N];
    int32_t y[N], sum[2][N];
    int8_t bytes[N];
    for (uint32_t r = 0; r < ROUNDS; r++) {
        fill_i16(a, N, INT16_MAX), fill_i16(b, N, INT16_MAX), fill_i32(y, N, INT32_MAX);
        plain->gates(sum[0], a, b, N), wide->gates(sum[1], a, b, N);
        assert_memory_equal(sum[0], sum[1], sizeof sum[0]);
        int32_t least = r % 2 ? 0 : INT16_MIN;
        plain->cut(to[0], y, N, NET_WEIGHT, least), wide->cut(to[1], y, N, NET_WEIGHT, least);
        assert_memory_equal(to[0], to[1], sizeof to[0]);
        fill_i16(to[0], N, INT16_MAX);
        memcpy(to[1], to[0], sizeof to[0]);
        plain->join(to[0], a, b, N), wide->join(to[1], a, b, N);
        assert_memory_equal(to[0], to[1], sizeof to[0]);
        for (uint32_t i = 0; i < N; i++) bytes[i] = (int8_t)chance();
        plain->add_bytes(to[0], bytes, N), wide->add_bytes(to[1], bytes, N);
        assert_memory_equal(to[0], to[1], sizeof to[0]);
        for (uint32_t n = 1; n <= N; n++) assert_int_equal(plain->best(y, n), wide->best(y, n));
    }
}

static int open_arena(void **state) {
    (void)state;
    arena_init(&arena, sys_default(), 16 << 20);
    return 0;
}

static int close_arena(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dense_agrees), cmocka_unit_test(cells_agree),
        cmocka_unit_test(curves_agree), cmocka_unit_test(passes_agree)};
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
