/* Numbers: their bounds, their units and what they count, with no tree to help. */
#include "base/base.h"

#include "meaning/meaning.h"
#include "unit/unit.h"

static struct quantities numbers_of(struct str text, struct doc *d) {
    static struct att_report report;
    *d = read_paragraph(text);
    d->report = &report;
    struct published pub;
    struct timexes times;
    struct mentions none = {0};
    struct quantities q;
    timex_run(d, &world, &pub, &times, &scratch);
    number_run(d, world.calendar, &times, &none, &q);
    return q;
}

#define OPEN NO_BOUND

static void bounds(void **state) {
    (void)state;
    static const struct {
        const char *text, *of;
        uint64_t low, high;
        uint8_t unit;
    } x[] = {
        {"At least seven guards were hurt.", "guards", 7, OPEN, UNIT_COUNT},
        {"They shot 12 people.", "people", 12, 12, UNIT_COUNT},
        {"Up to 12 people died.", "people", 0, 12, UNIT_COUNT},
        {"More than 10 rebels fled.", NULL, 11, OPEN, UNIT_COUNT},
        {"Fewer than 10 men were there.", "men", 0, 9, UNIT_COUNT},
        {"Dozens of soldiers were hurt.", "soldiers", 24, OPEN, UNIT_COUNT},
        {"Scores of soldiers were hurt.", "soldiers", 40, OPEN, UNIT_COUNT},
        {"Hundreds of soldiers were hurt.", "soldiers", 200, OPEN, UNIT_COUNT},
        {"Several guards were hurt.", "guards", 3, OPEN, UNIT_COUNT},
        {"They shot a few guards.", "guards", 3, OPEN, UNIT_COUNT},
        {"They shot a couple of guards.", "guards", 2, 2, UNIT_COUNT},
        {"They shot a dozen guards.", "guards", 12, 12, UNIT_COUNT},
        {"They shot two dozen guards.", "guards", 24, 24, UNIT_COUNT},
        {"They shot twenty-two guards.", "guards", 22, 22, UNIT_COUNT},
        {"They shot two hundred and five guards.", "guards", 205, 205, UNIT_COUNT},
        {"They shot 1,200 guards.", "guards", 1200, 1200, UNIT_COUNT},
        {"They counted 3.5 million people.", "people", 3500000, 3500000, UNIT_COUNT},
        {"They shot between 3 and 5 guards.", "guards", 3, 5, UNIT_COUNT},
        {"They shot 3-5 guards.", "guards", 3, 5, UNIT_COUNT},
        {"They shot 10 to 15 guards.", "guards", 10, 15, UNIT_COUNT},
        {"No group did it.", NULL, 0, 0, UNIT_COUNT},
        {"AT LEAST TWELVE GUARDS WERE SHOT.", "GUARDS", 12, OPEN, UNIT_COUNT},
        {"Seven of the guards were shot.", "guards", 7, 7, UNIT_COUNT},
        {"They shot 10 security personnel.", "personnel", 10, 10, UNIT_COUNT},
        {"The 23-year-old fled.", NULL, 23, 23, UNIT_AGE},
        {"They took $5 million.", NULL, 5000000, 5000000, UNIT_MONEY},
        {"They lost 5% there.", NULL, 5, 5, UNIT_PERCENT},
        {"They drove 5 km there.", NULL, 5, 5, UNIT_MEASURE},
        {"They shot the third guard.", NULL, 3, 3, UNIT_ORDINAL},
    };
    for (size_t i = 0; i < COUNT_OF(x); i++) {
        struct doc d;
        struct quantities q = numbers_of(str_c(x[i].text), &d);
        if (q.n != 1 || q.v->low != x[i].low || q.v->high != x[i].high || q.v->unit != x[i].unit)
            fail_msg("%s: %u numbers, the first %llu..%llu unit %u", x[i].text, q.n,
                     q.n ? (unsigned long long)q.v->low : 0,
                     q.n ? (unsigned long long)q.v->high : 0, q.n ? q.v->unit : 0u);
        if (x[i].of && (q.v->of_head == NONE || !str_eq_c(doc_tok(&d, q.v->of_head), x[i].of)))
            fail_msg("%s: counts something else", x[i].text);
    }
}

static void parts(void **state) {
    (void)state;
    struct doc d;
    struct quantities q =
        numbers_of(STR("They shot 12 people, including three children and two women."), &d);
    assert_int_equal(q.n, 3);
    assert_true(q.v[0].part_of == NONE);
    assert_int_equal(q.v[1].part_of, 0);
    assert_int_equal(q.v[2].part_of, 0);
    q = numbers_of(STR("Two more soldiers fell."), &d);
    assert_true(q.n == 1 && q.v->increment && q.v->low == 2);
    q = numbers_of(STR("Another two soldiers fell."), &d);
    assert_true(q.n == 1 && q.v->increment && q.v->low == 2);
}

static void no_numbers(void **state) {
    (void)state;
    static const char *const text[] = {
        "They carried AK-47 rifles.",      "Call 555-123-4567 at once.",
        "It happened on 5 November 2021.", "In 2004 it ended.",
        "The shooting lasted on Friday.",  "They fled at 10:30.",
    };
    for (size_t i = 0; i < COUNT_OF(text); i++) {
        struct doc d;
        struct quantities q = numbers_of(str_c(text[i]), &d);
        for (uint32_t k = 0; k < q.n; k++)
            if (q.v[k].unit == UNIT_COUNT)
                fail_msg("%s: a count of %llu", text[i], (unsigned long long)q.v[k].low);
    }
}

static void long_sentences(void **state) {
    (void)state;
    static const char *const piece[] = {"one hundred ", "12, ",      "the ",  "no ",
                                        "3-",           "at least ", "dozen "};
    for (size_t i = 0; i < COUNT_OF(piece); i++) {
        uint32_t n = (uint32_t)strlen(piece[i]), times = 30000;
        char *p = malloc((size_t)n * times);
        for (uint32_t k = 0; k < times; k++) memcpy(p + (size_t)k * n, piece[i], n);
        struct doc d;
        numbers_of((struct str){p, n * times}, &d);
        free(p);
        arena_reset(&results);
        arena_reset(&scratch);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds),
        cmocka_unit_test(parts),
        cmocka_unit_test(no_numbers),
        cmocka_unit_test(long_sentences),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
