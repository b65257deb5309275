/* Quotation marks: pairs, missing and wrong marks, several paragraphs, what is no mark. */
#include "base/base.h"

#include "unit/unit.h"

static void expect_inner(const struct doc *d, uint32_t i, const char *inner) {
    assert_true(i < d->n_quotation);
    struct str s = doc_cut(d, d->quotation[i].inner);
    if (!str_eq_c(s, inner)) fail_msg("quotation %u is '%.*s', not '%s'", i, STR_ARG(s), inner);
}

static void pairs(void **state) {
    (void)state;
    struct doc d =
        read_report("The mayor said: “We saw it.” He added, \"Nothing is left,\" and went.\n");
    assert_int_equal(d.n_quotation, 2);
    expect_inner(&d, 0, "We saw it.");
    expect_inner(&d, 1, "Nothing is left,");
    assert_false(d.quotation[0].wrong_mark || d.quotation[1].wrong_mark);
}

static void wire_marks(void **state) {
    (void)state;
    struct doc d = read_report("He called it ``a crime against the people'' on Monday.\n");
    assert_int_equal(d.n_quotation, 1);
    expect_inner(&d, 0, "a crime against the people");
}

static void space_on_the_wrong_side(void **state) {
    (void)state;
    struct doc d =
        read_report("“Nobody was hurt here. I call everyone to calm, ”the governor wrote.\n");
    assert_int_equal(d.n_quotation, 1);
    expect_inner(&d, 0, "Nobody was hurt here. I call everyone to calm,");
    assert_true(d.quotation[0].wrong_mark);
}

static void opening_mark_missing(void **state) {
    (void)state;
    struct doc d =
        read_report("The aide doubted it. I think they staged the whole thing, ”he said.\n");
    assert_int_equal(d.n_quotation, 1);
    expect_inner(&d, 0, "I think they staged the whole thing,");
    assert_true(d.quotation[0].open_missing);
}

static void closing_mark_missing(void **state) {
    (void)state;
    struct doc d =
        read_report("She said: “The bridge is gone. Trucks wait on both banks of the river.\n\n"
                    "The road was closed on Tuesday.\n");
    assert_int_equal(d.n_quotation, 1);
    expect_inner(&d, 0, "The bridge is gone.");
    assert_true(d.quotation[0].close_missing);
}

static void closing_mark_of_the_wrong_direction(void **state) {
    (void)state;
    struct doc d =
        read_report("“We offered them help after the blast “, – says the embassy's note.\n");
    assert_int_equal(d.n_quotation, 1);
    expect_inner(&d, 0, "We offered them help after the blast");
    assert_true(d.quotation[0].wrong_mark);
}

static void doubled_marks(void **state) {
    (void)state;
    struct doc d = read_report("He wrote: ““We are safe and at home now.”” Nobody answered.\n");
    assert_int_equal(d.n_quotation, 1);
    expect_inner(&d, 0, "We are safe and at home now.");
    assert_true(d.quotation[0].wrong_mark);
}

static void several_paragraphs(void **state) {
    (void)state;
    struct doc d = read_report("The witness said: “They came at dawn and took the gate.\n\n"
                               "“Then they burned the stores.”\n\nPolice arrived at noon.\n");
    assert_int_equal(d.n_quotation, 2);
    assert_int_equal(d.quotation[1].continues, 0);
    expect_inner(&d, 1, "Then they burned the stores.");
}

static void apostrophes(void **state) {
    (void)state;
    struct doc d =
        read_report("The guards' house wasn't hit in the '90s, and o'clock isn't a mark.\n");
    assert_int_equal(d.n_quotation, 0);
}

static void single_marks(void **state) {
    (void)state;
    struct doc d = read_report("Minister: ‘We won’t yield to the rebels’ demands’, says envoy.\n");
    assert_true(d.n_quotation >= 1);
    expect_inner(&d, 0, "We won’t yield to the rebels’ demands");
}

static void nested_single(void **state) {
    (void)state;
    struct doc d = read_report("“He shouted 'leave now' at us,” the driver said.\n");
    assert_int_equal(d.n_quotation, 2);
    expect_inner(&d, 0, "He shouted 'leave now' at us,");
    expect_inner(&d, 1, "leave now");
}

static void inches_are_no_marks(void **state) {
    (void)state;
    struct doc d = read_report("A 12\" pipe was found beside the road on Friday morning.\n");
    assert_int_equal(d.n_quotation, 0);
}

static void scare_quotes(void **state) {
    (void)state;
    struct doc d = read_report("They met in the so-called “blue zone” of the city on Monday.\n");
    assert_int_equal(d.n_quotation, 1);
    assert_true(d.quotation[0].scare);
}

static void every_quotation_lies_in_the_text(void **state) {
    (void)state;
    char text[4096];
    const char *const part[] = {"\"", "“", "”", "‘", "’",    "''",
                                "``", " ", "a", ".", "\n\n", "word "};
    uint32_t seed = 1;
    for (int round = 0; round < 300; round++) {
        size_t n = 0;
        for (int i = 0; i < 200; i++) {
            seed = seed * 1664525u + 1013904223u;
            const char *p = part[(seed >> 16) % COUNT_OF(part)];
            memcpy(text + n, p, strlen(p)), n += strlen(p);
        }
        text[n] = 0;
        struct doc d = read_report(text);
        for (uint32_t i = 0; i < d.n_quotation; i++) {
            const struct quotation *q = &d.quotation[i];
            assert_true(q->outer.b <= q->inner.b && q->inner.b < q->inner.e &&
                        q->inner.e <= q->outer.e && q->outer.e <= d.text.n);
            assert_true(!i || d.quotation[i - 1].outer.b <= q->outer.b);
            assert_true(q->continues == NONE || q->continues < i);
        }
        arena_reset(&results);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs),
        cmocka_unit_test(wire_marks),
        cmocka_unit_test(space_on_the_wrong_side),
        cmocka_unit_test(opening_mark_missing),
        cmocka_unit_test(closing_mark_missing),
        cmocka_unit_test(closing_mark_of_the_wrong_direction),
        cmocka_unit_test(doubled_marks),
        cmocka_unit_test(several_paragraphs),
        cmocka_unit_test(apostrophes),
        cmocka_unit_test(single_marks),
        cmocka_unit_test(nested_single),
        cmocka_unit_test(inches_are_no_marks),
        cmocka_unit_test(scare_quotes),
        cmocka_unit_test(every_quotation_lies_in_the_text),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
