/* Reductions of figures, by their table of cases. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/num.h"
#include "base/sys.h"
#include "base/tsv.h"
#include "export/reduce.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena arena;
static struct vague vague;
enum { TEXT_LIMIT = 1 << 24 };

static struct stand stand_of(struct str s) {
    struct stand t = {.holder = STR("somebody"), .high = UINT64_MAX};
    uint32_t i = 0, b, quote = str_find(s, '"', 0);
    struct str said = STR_NULL;
    if (quote != NONE) {
        said = str_cut(s, quote + 1, s.n - 1);
        s = str_trim(str_cut(s, 0, quote));
    }
    while (i < s.n && ascii_is_digit(s.p[i])) i++;
    assert_true(num_parse_u64(str_cut(s, 0, i), &t.low));
    t.high = t.low;
    t.words = vague_count(&vague, said, t.low);
    if (i < s.n && s.p[i] == '+') t.high = UINT64_MAX, i++;
    if (i + 1 < s.n && s.p[i] == '.') {
        for (b = i += 2; i < s.n && ascii_is_digit(s.p[i]); i++) continue;
        assert_true(num_parse_u64(str_cut(s, b, i), &t.high));
    }
    if (i < s.n && s.p[i] == '@') {
        for (b = ++i; i < s.n && s.p[i] != '/' && s.p[i] != ' '; i++) continue;
        t.at = str_cut(s, b, i);
    }
    if (i < s.n && s.p[i] == '/') {
        for (b = ++i; i < s.n && ascii_is_digit(s.p[i]); i++) continue;
        assert_true(num_parse_u32(str_cut(s, b, i), &t.origin));
    }
    if (i < s.n) t.holder = str_trim(str_cut(s, i, s.n));
    return t;
}

static enum reduce_rule rule_named(struct str s) {
    static const char *const name[] = {"acled", "low", "best", "high", "gtd"};
    for (int i = 0; i < N_REDUCE_RULE; i++)
        if (str_eq_c(s, name[i])) return (enum reduce_rule)i;
    fail_msg("no rule %.*s", STR_ARG(s));
    return N_REDUCE_RULE;
}

static void each_case_of_the_table_holds(void **state) {
    (void)state;
    struct buf text;
    struct tsv t;
    uint32_t cases = 0;
    att_error err;
    buf_init(&text, sys_default(), TEXT_LIMIT);
    assert_int_equal(sys_read_file(sys_default(), "tests/data/reduce.tsv", TEXT_LIMIT, &text, &err),
                     ATT_OK);
    tsv_init(&t, (struct str){text.p, (uint32_t)text.n});
    while (tsv_next(&t)) {
        struct stand s[16];
        uint32_t n = 0;
        struct str rest = tsv_cell(&t, 1), one;
        uint64_t want;
        while (rest.n && str_next(&rest, ';', &one)) {
            s[n] = stand_of(str_trim(one));
            /* positions without a holder are of different people */
            if (str_eq(s[n].holder, STR("somebody")))
                s[n].holder = arena_printf(&arena, "holder %u", n);
            if (!strstr(arena_str(&arena, one).p, "/")) s[n].origin = 100 + n;
            n++;
        }
        struct reduced r = reduce(rule_named(tsv_cell(&t, 0)), s, n, NULL);
        bool known = num_parse_u64(tsv_cell(&t, 2), &want);
        if (r.known != known || (known && r.value != want))
            fail_msg("line %u: %.*s of %.*s is %d %llu", t.line, STR_ARG(tsv_cell(&t, 0)),
                     STR_ARG(tsv_cell(&t, 1)), r.known, (unsigned long long)r.value);
        cases++;
    }
    assert_true(cases >= 30);
    buf_release(&text);
}

static void a_value_rests_on_the_positions_that_give_it(void **state) {
    (void)state;
    struct stand s[] = {{.low = 7, .high = 7, .origin = 1, .holder = STR("a")},
                        {.low = 10, .high = 10, .origin = 2, .holder = STR("b")},
                        {.low = 10, .high = 10, .origin = 3, .holder = STR("c")}};
    bool rests[3];
    assert_int_equal(reduce(REDUCE_UCDP_BEST, s, 3, rests).value, 10);
    assert_false(rests[0]);
    assert_true(rests[1] && rests[2]);
    assert_string_equal(reduce_rule_name(REDUCE_ACLED), "acled most conservative");
}

static int make_arena(void **state) {
    (void)state;
    arena_init(&arena, sys_default(), (size_t)1 << 28);
    vague_open(&vague, &arena);
    return 0;
}

static int drop_arena(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_case_of_the_table_holds),
        cmocka_unit_test(a_value_rests_on_the_positions_that_give_it),
    };
    return cmocka_run_group_tests(tests, make_arena, drop_arena);
}
