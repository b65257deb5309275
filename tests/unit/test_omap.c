/* Offset maps: pieces, spans and joining two of them. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/sys.h"
#include "ingest/omap.h"

static struct arena arena;

static int open_all(void **state) {
    (void)state;
    arena_init(&arena, sys_default(), 1 << 24);
    return 0;
}

static int close_all(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static void expect(const struct omap *m, uint32_t b, uint32_t e, uint64_t from, uint64_t to) {
    att_span s = omap_source(m, (struct tspan){b, e});
    assert_int_equal(s.b, from);
    assert_int_equal(s.e, to);
}

static void no_map_is_the_identity(void **state) {
    (void)state;
    expect(NULL, 3, 7, 3, 7);
}

static void even_neighbours_are_one_piece(void **state) {
    (void)state;
    struct omap m;
    omap_init(&m, &arena);
    omap_add(&m, 4, 10, 4);
    omap_add(&m, 3, 14, 3);
    assert_int_equal(m.piece.n, 1);
    expect(&m, 2, 6, 12, 16);
}

static void an_uneven_piece_maps_as_a_whole(void **state) {
    (void)state;
    struct omap m;
    omap_init(&m, &arena);
    omap_add(&m, 2, 0, 2);
    omap_add(&m, 1, 2, 5); /* an entity of five bytes */
    omap_add(&m, 2, 7, 2);
    expect(&m, 2, 3, 2, 7);
    expect(&m, 1, 4, 1, 8);
}

static void bytes_left_out_stay_between(void **state) {
    (void)state;
    struct omap m;
    omap_init(&m, &arena);
    omap_add(&m, 3, 0, 3);
    omap_add(&m, 0, 3, 1);
    omap_add(&m, 4, 4, 4);
    expect(&m, 0, 7, 0, 8);
    expect(&m, 3, 4, 4, 5);
}

static void joining_goes_through_both(void **state) {
    (void)state;
    struct omap lower, upper;
    omap_init(&lower, &arena);
    omap_add(&lower, 5, 100, 5);
    omap_add(&lower, 1, 105, 6);
    omap_add(&lower, 5, 111, 5);
    omap_init(&upper, &arena);
    omap_add(&upper, 3, 0, 3);
    omap_add(&upper, 1, 3, 2);
    omap_add(&upper, 5, 5, 5);
    struct omap *m = omap_join(&arena, &upper, &lower);
    expect(m, 0, 3, 100, 103);
    expect(m, 3, 4, 103, 105);
    expect(m, 4, 5, 105, 111);
    expect(m, 5, 9, 111, 115);
    assert_null(omap_join(&arena, NULL, NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_map_is_the_identity),
        cmocka_unit_test(even_neighbours_are_one_piece),
        cmocka_unit_test(an_uneven_piece_maps_as_a_whole),
        cmocka_unit_test(bytes_left_out_stay_between),
        cmocka_unit_test(joining_goes_through_both),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
