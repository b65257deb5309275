/* Model files: damaged ones are refused, whatever byte is hit; and the arithmetic of the network.
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/embed.h"
#include "base/sys.h"
#include "language/language.h"
#include "language/model.h"
#include "language/net.h"
#include "language/tags.h"
#include "language/tree.h"
#include "text/text.h"

static struct arena arena;

static int open_arena(void **state) {
    (void)state;
    arena_init(&arena, sys_default(), (size_t)1 << 30);
    return 0;
}

static int close_arena(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct str built_in(void) {
    struct str s = embed_find("models/parser.bin");
    assert_non_null(s.p);
    return s;
}

static void whole_file_opens(void **state) {
    (void)state;
    struct model m;
    att_error err;
    assert_int_equal(model_open(&m, built_in(), "parser.bin", &err), ATT_OK);
    assert_true(str_eq_c(model_says(&m, "language"), "en"));
    assert_true(model_says(&m, "licence").n > 0);
    assert_true(model_says(&m, "trained-on").n > 0);
    assert_null(model_says(&m, "no such line").p);
}

static void expect_refused(struct str bytes) {
    struct model m;
    att_error err = {0};
    assert_int_equal(model_open(&m, bytes, "x.bin", &err), ATT_EINPUT);
    assert_memory_equal(err.text, "x.bin: byte ", 12);
}

static void cut_short_is_refused(void **state) {
    (void)state;
    struct str all = built_in();
    for (uint32_t n = 0; n < 4096 && n < all.n; n++) expect_refused(str_cut(all, 0, n));
    for (uint32_t n = 4096; n < all.n; n += all.n / 61) expect_refused(str_cut(all, 0, n));
    expect_refused(str_cut(all, 0, all.n - 1));
}

static void flipped_is_refused(void **state) {
    (void)state;
    struct str all = built_in();
    char *copy = malloc(all.n);
    assert_non_null(copy);
    memcpy(copy, all.p, all.n);
    for (uint32_t i = 0; i < all.n; i += i < 256 ? 1 : all.n / 61) {
        for (int bit = 0; bit < 8; bit += 7) {
            copy[i] = (char)(copy[i] ^ 1 << bit);
            expect_refused((struct str){copy, all.n});
            copy[i] = all.p[i];
        }
    }
    free(copy);
}

static void missing_folder_is_refused(void **state) {
    (void)state;
    att_options opt = {.models = "/nonexistent/models"};
    att_error err = {0};
    struct model m;
    assert_int_not_equal(model_load(&m, "models/parser.bin", &arena, &opt, &err), ATT_OK);
    assert_non_null(strstr(err.text, "/nonexistent/models/parser.bin"));
}

/* The product with wide registers against the sum written down. */
static void products_are_exact(void **state) {
    (void)state;
    enum { IN = 34, OUT = 23, ROWS = 7 };
    int16_t v[OUT * IN], x[ROWS * IN];
    uint32_t r = 1;
    for (uint32_t i = 0; i < OUT * IN; i++) v[i] = (int16_t)((r = r * 1664525 + 1013904223) >> 17);
    for (uint32_t i = 0; i < ROWS * IN; i++) x[i] = (int16_t)((r = r * 1664525 + 1013904223) >> 20);
    struct dense d;
    dense_columns(&d, OUT, IN, &arena);
    for (uint32_t o = 0; o < OUT; o++) dense_set_column(&d, o, v + (size_t)o * IN);
    int32_t *y = arena_array(&arena, int32_t, (size_t)ROWS * d.pad);
    for (uint32_t n = 1; n <= ROWS; n++) {
        dense_run(&d, x, n, y);
        for (uint32_t t = 0; t < n; t++)
            for (uint32_t o = 0; o < OUT; o++) {
                uint32_t sum = 0;
                for (uint32_t i = 0; i < IN; i++)
                    sum += (uint32_t)(x[t * IN + i] * (int32_t)v[o * IN + i]);
                assert_int_equal(y[t * d.pad + o], (int32_t)sum);
            }
    }
}

static void expect_tree(const uint32_t *head, uint32_t n) {
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        roots += head[i] == 0;
        uint32_t v = i + 1, steps = 0;
        while (v && steps++ <= n) v = head[v - 1];
        assert_int_equal(v, 0);
    }
    assert_int_equal(roots, 1);
}

/* The best tree of small random graphs against all trees. */
static int64_t best_by_trial(const int32_t *score, uint32_t n) {
    int64_t best = INT64_MIN;
    uint32_t all = 1, head[5];
    for (uint32_t i = 0; i < n; i++) all *= n + 1;
    for (uint32_t k = 0; k < all; k++) {
        uint32_t rest = k, roots = 0;
        bool tree = true;
        int64_t sum = 0;
        for (uint32_t i = 0; i < n; i++, rest /= n + 1) {
            head[i] = rest % (n + 1);
            roots += head[i] == 0;
            sum += score[i * (n + 1) + head[i]];
            tree = tree && head[i] != i + 1;
        }
        for (uint32_t i = 0; tree && i < n; i++) {
            uint32_t v = i + 1, steps = 0;
            while (v && steps++ <= n) v = head[v - 1];
            tree = !v;
        }
        if (tree && roots == 1 && sum > best) best = sum;
    }
    return best;
}

static void best_trees(void **state) {
    (void)state;
    uint32_t r = 7;
    for (int round = 0; round < 400; round++) {
        uint32_t n = 1 + (uint32_t)round % 5, head[5];
        int32_t score[5 * 6];
        for (uint32_t i = 0; i < n * (n + 1); i++)
            score[i] = (int32_t)((r = r * 1664525 + 1013904223) >> 22);
        tree_best(score, n, head, &arena);
        expect_tree(head, n);
        if (n > 4) continue; /* of five roots not all are tried */
        int64_t sum = 0;
        for (uint32_t i = 0; i < n; i++) sum += score[i * (n + 1) + head[i]];
        assert_int_equal(sum, best_by_trial(score, n));
    }
}

static void cycles_of_many_words(void **state) {
    (void)state;
    enum { N = 200 };
    int32_t *score = arena_array(&arena, int32_t, N * (N + 1));
    uint32_t *head = arena_array(&arena, uint32_t, N), r = 3;
    for (uint32_t i = 0; i < N * (N + 1); i++)
        score[i] = (int32_t)((r = r * 1664525 + 1013904223) >> 20) - 1000 * (i % (N + 1) == 0);
    tree_best(score, N, head, &arena);
    expect_tree(head, N);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(whole_file_opens, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(cut_short_is_refused, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(flipped_is_refused, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(missing_folder_is_refused, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(products_are_exact, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(best_trees, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(cycles_of_many_words, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
