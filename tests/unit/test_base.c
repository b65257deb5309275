/* base: arena, strings, vectors, maps, buffers, numbers, UTF-8, the pool. */
#include "base/base.h"

#include "base/buf.h"
#include "base/intern.h"
#include "base/num.h"
#include "base/pool.h"
#include "base/sys.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void arena_gives_zeroed_aligned_memory(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, sys_default(), 1 << 20);
    for (size_t n = 0; n < 3000; n += 37) {
        unsigned char *p = arena_alloc(&a, n);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
        memset(p, 0xff, n);
    }
    arena_reset(&a);
    unsigned char *again = arena_alloc(&a, 100);
    for (int i = 0; i < 100; i++) assert_int_equal(again[i], 0);
    arena_release(&a);
    assert_int_equal(a.used, 0);
}

static att_status take_too_much(void *ctx) {
    struct arena *a = ctx;
    for (int i = 0; i < 1000; i++) arena_alloc(a, 1000);
    return ATT_OK;
}

static void arena_stops_at_its_limit(void **state) {
    (void)state;
    struct arena a;
    att_error err;
    arena_init(&a, sys_default(), 300000);
    assert_int_equal(arena_try(&a, NULL, take_too_much, &a, &err), ATT_ELIMIT);
    assert_non_null(strstr(err.text, "300000"));
    assert_null(a.trap);
    arena_release(&a);
}

static void arena_rewinds(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, sys_default(), 64 << 20);
    struct str kept = arena_str(&a, STR("kept"));
    struct arena_mark m = arena_mark(&a);
    for (int i = 0; i < 100; i++) arena_alloc(&a, 50000);
    arena_rewind(&a, m);
    assert_true(str_eq_c(kept, "kept"));
    assert_true(a.used < 24 << 20); /* blocks are kept for reuse up to a cap */
    arena_release(&a);
}

static void strings(void **state) {
    (void)state;
    assert_true(str_ieq(STR("Kabul"), STR("KABUL")));
    assert_false(str_ieq(STR("Kabul"), STR("Kabu")));
    assert_int_equal(str_find_str(STR("a bomb, a bombing"), STR("bombing"), 0), 10);
    assert_int_equal(str_find_str(STR("abc"), STR("abcd"), 0), NONE);
    assert_int_equal(str_hash(STR("abc")), str_hash(str_c("abc")));
    assert_int_equal(str_ihash(STR("ABC")), str_hash(STR("abc")));
    struct str rest = STR("a\tb\t\tc"), part;
    unsigned n = 0;
    while (str_next(&rest, '\t', &part)) n++;
    assert_int_equal(n, 4);
}

static void map_keeps_the_order_of_insertion(void **state) {
    (void)state;
    struct arena a;
    struct map m;
    arena_init(&a, sys_default(), 64 << 20);
    map_init(&m, &a, 2);
    for (uint32_t i = 0; i < 5000; i++) {
        struct str key = arena_printf(&a, "key %u", i * 7919 % 5000);
        map_put(&m, key, i);
    }
    assert_int_equal(m.n, 5000);
    for (uint32_t i = 0; i < 5000; i++) assert_int_equal(m.v[i].value, i);
    map_put(&m, STR("key 0"), 77);
    assert_int_equal(m.n, 5000);
    assert_int_equal(map_get(&m, STR("key 0")), 77);
    assert_int_equal(map_get(&m, STR("none")), NONE);
    struct intern in;
    intern_init(&in, &a, 4);
    uint32_t x = intern_put(&in, STR("drone"));
    assert_int_equal(intern_put(&in, STR("drone")), x);
    assert_true(str_eq_c(intern_str(&in, x), "drone"));
    arena_release(&a);
}

static void vectors_grow(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, sys_default(), 64 << 20);
    VEC(uint32_t) v = {0};
    for (uint32_t i = 0; i < 10000; i++) *vec_push(&a, &v) = i;
    for (uint32_t i = 0; i < 10000; i++) assert_int_equal(v.v[i], i);
    arena_release(&a);
}

static void buffers_have_a_cap(void **state) {
    (void)state;
    struct buf b;
    att_error err;
    buf_init(&b, sys_default(), 100);
    for (int i = 0; i < 30; i++) buf_c(&b, "12345");
    assert_int_equal(b.failed, ATT_ELIMIT);
    assert_true(b.n <= 100);
    assert_int_equal(buf_status(&b, "thing", &err), ATT_ELIMIT);
    assert_non_null(strstr(err.text, "thing"));
    buf_release(&b);
}

static void numbers(void **state) {
    (void)state;
    char d[NUM_DIGITS];
    int64_t fixed;
    uint64_t u;
    assert_true(str_eq_c(num_format_u64(d, UINT64_MAX), "18446744073709551615"));
    assert_true(str_eq_c(num_format_i64(d, INT64_MIN), "-9223372036854775808"));
    assert_true(str_eq_c(num_format_fixed(d, -3312345, 5), "-33.12345"));
    assert_true(str_eq_c(num_format_fixed(d, 4400000, 5), "44"));
    assert_true(str_eq_c(num_format_fixed(d, -5, 5), "-0.00005"));
    assert_true(num_parse_u64(STR("18446744073709551615"), &u));
    assert_false(num_parse_u64(STR("18446744073709551616"), &u));
    assert_false(num_parse_u64(STR(""), &u));
    assert_false(num_parse_u64(STR("1 "), &u));
    assert_true(num_parse_fixed(STR("-12.5"), 5, &fixed));
    assert_int_equal(fixed, -1250000);
    assert_false(num_parse_fixed(STR("1.2.3"), 5, &fixed));
}

static void utf8(void **state) {
    (void)state;
    uint32_t cp;
    assert_int_equal(utf8_decode("\xe2\x80\x9c", 3, &cp), 3);
    assert_int_equal(cp, 0x201c);
    assert_int_equal(utf8_decode("\xc0\x80", 2, &cp), 0);         /* overlong */
    assert_int_equal(utf8_decode("\xed\xa0\x80", 3, &cp), 0);     /* surrogate */
    assert_int_equal(utf8_decode("\xf4\x90\x80\x80", 4, &cp), 0); /* above U+10FFFF */
    assert_int_equal(utf8_decode("\xe2\x80", 2, &cp), 0);         /* cut short */
    assert_int_equal(utf8_check("ab\xff", 3), 2);
    struct arena a;
    arena_init(&a, sys_default(), 1 << 20);
    assert_true(str_eq_c(utf8_fold(&a, STR("Ha\xc5\x9f\x64 \xc3\x9f\xc3\xa6 \xe2\x80\x99")),
                         "hasd ssae '"));
    assert_int_equal(utf8_case_of(STR("KABUL")), CASE_UPPER);
    assert_int_equal(utf8_case_of(STR("Kabul")), CASE_TITLE);
    assert_int_equal(utf8_case_of(STR("al-Kazimi")), CASE_MIXED);
    assert_int_equal(utf8_case_of(STR("12")), CASE_NONE);
    arena_release(&a);
}

static void tables(void **state) {
    (void)state;
    struct tsv t;
    tsv_init(&t, STR("# head\na\tb\t-\r\n\nc\n"));
    assert_true(tsv_next(&t));
    assert_int_equal(t.line, 2);
    assert_int_equal(t.n, 3);
    assert_int_equal(tsv_cell(&t, 2).n, 0);
    assert_true(tsv_next(&t));
    assert_int_equal(t.line, 4);
    assert_int_equal(tsv_cell(&t, 5).n, 0);
    assert_false(tsv_next(&t));
}

/* ---- pool */

enum { ITEMS = 2000 };

struct counting {
    int item[ITEMS];
    int given, done, stop_at;
    bool in_order;
};

static void *count_next(void *ctx) {
    struct counting *c = ctx;
    if (c->given == ITEMS) return NULL;
    c->item[c->given] = c->given;
    return &c->item[c->given++];
}

static void count_work(void *ctx, unsigned worker, void *item) {
    (void)ctx, (void)worker;
    *(int *)item *= 2;
}

static bool count_done(void *ctx, void *item) {
    struct counting *c = ctx;
    c->in_order = c->in_order && *(int *)item == 2 * c->done;
    c->done++;
    return c->done != c->stop_at;
}

static void pool_joins_in_order(void **state) {
    (void)state;
    for (unsigned threads = 1; threads <= 5; threads += 2) {
        static struct counting c;
        memset(&c, 0, sizeof c);
        c.in_order = true;
        struct pool_job job = {.ctx = &c,
                               .threads = threads,
                               .next = count_next,
                               .work = count_work,
                               .done = count_done};
        assert_int_equal(pool_run(&job, sys_default(), NULL), ATT_OK);
        assert_int_equal(c.done, ITEMS);
        assert_true(c.in_order);
    }
}

static void pool_loses_nothing_when_stopped(void **state) {
    (void)state;
    static struct counting c;
    memset(&c, 0, sizeof c);
    c.in_order = true;
    c.stop_at = 100;
    struct pool_job job = {
        .ctx = &c, .threads = 4, .next = count_next, .work = count_work, .done = count_done};
    assert_int_equal(pool_run(&job, sys_default(), NULL), ATT_OK);
    assert_int_equal(c.done, c.given);
    assert_true(c.done >= 100 && c.done < ITEMS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(arena_stops_at_its_limit),
        cmocka_unit_test(arena_rewinds),
        cmocka_unit_test(strings),
        cmocka_unit_test(map_keeps_the_order_of_insertion),
        cmocka_unit_test(vectors_grow),
        cmocka_unit_test(buffers_have_a_cap),
        cmocka_unit_test(numbers),
        cmocka_unit_test(utf8),
        cmocka_unit_test(tables),
        cmocka_unit_test(pool_joins_in_order),
        cmocka_unit_test(pool_loses_nothing_when_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
