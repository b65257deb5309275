/* Time expressions: texts that would be slow or break, spans that stay inside, dates that hold. */
#include "base/base.h"

#include "meaning/meaning.h"
#include "meaning/published.h"
#include "unit/unit.h"

static struct timexes times_of(struct str text, const char *published, struct doc *d) {
    static struct att_report report;
    report = (struct att_report){.published = {.text = str_c(published), .basis = META_GIVEN}};
    *d = read_paragraph(text);
    d->report = &report;
    struct published pub;
    struct timexes t;
    timex_run(d, &world, &pub, &t, &scratch);
    return t;
}

/* In order, disjoint, inside the text; every day one that the calendar has. */
static void check(const struct doc *d, const struct timexes *t) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        const struct timex *x = &t->v[i];
        assert_true(x->tok_b >= at && x->tok_b < x->tok_e && x->tok_e <= d->n_tok);
        assert_true(x->span.b < x->span.e && x->span.e <= d->text.n);
        assert_true(d->tok_sent[x->tok_b] == d->tok_sent[x->tok_e - 1]);
        at = x->tok_e;
        if (x->from.year) {
            assert_true(civil_valid(x->from.year, x->from.month, x->from.day));
            assert_true(civil_valid(x->to.year, x->to.month, x->to.day));
            assert_true(civil_days(x->from.year, x->from.month, x->from.day) <=
                        civil_days(x->to.year, x->to.month, x->to.day));
        }
    }
}

static void values(void **state) {
    (void)state;
    static const struct {
        const char *text, *value;
    } x[] = {
        {"It began on 7 November 2021.", "2021-11-07"},
        {"It began on Nov. 7.", "2021-11-07"},
        {"It began three days ago.", "2021-11-05"},
        {"It began last week.", "2021-W44"},
        {"It lasted two hours.", "PT2H"},
        {"They came last night.", "2021-11-07TNI"},
        {"They met in 1998.", "1998"},
        {"It is now over.", "PRESENT_REF"},
        {"They met 99999 years ago.", "PAST_REF"},
        {"They met in the 1990s.", "199"},
        {"They met every Thursday.", "XXXX-WXX-4"},
        {"They met in January 2999.", "2999-01"},
    };
    for (size_t i = 0; i < COUNT_OF(x); i++) {
        struct doc d;
        struct timexes t = times_of(str_c(x[i].text), "2021-11-08", &d);
        if (t.n != 1 || !str_eq_c(t.v->value, x[i].value))
            fail_msg("%s: %u times, the first %.*s", x[i].text, t.n,
                     STR_ARG(t.n ? t.v->value : STR("none")));
        check(&d, &t);
    }
}

static void without_publication(void **state) {
    (void)state;
    struct doc d;
    struct timexes t =
        times_of(STR("It began yesterday, on Friday, in May, last year, a week ago."), "", &d);
    assert_true(t.n >= 4);
    for (uint32_t i = 0; i < t.n; i++) assert_int_equal(t.v[i].from.year, 0);
    t = times_of(STR("It began yesterday."), "2021-02-31", &d);
    assert_true(t.n == 1 && !t.v->from.year);
    assert_int_equal(published_day(STR("2021-11-07T10:00:00Z")).day, 7);
    assert_int_equal(published_day(STR("2021-13-07")).year, 0);
    assert_int_equal(published_day(STR("yesterday!")).year, 0);
}

static void long_texts(void **state) {
    (void)state;
    static const char *const piece[] = {"the last ",
                                        "November ",
                                        "7 ",
                                        "the night of ",
                                        "Sunday, ",
                                        "one hundred ",
                                        "2021-",
                                        "1990 ",
                                        "early ",
                                        "every ",
                                        "a year ",
                                        "'98 ",
                                        "10:30 ",
                                        "mid-",
                                        "next Friday 's attack on 5 May ",
                                        "Clashes on 5 November. Friday 's clashes. ",
                                        "two and a half "};
    for (size_t i = 0; i < COUNT_OF(piece); i++) {
        uint32_t n = (uint32_t)strlen(piece[i]), times = 20000;
        char *p = malloc((size_t)n * times);
        for (uint32_t k = 0; k < times; k++) memcpy(p + (size_t)k * n, piece[i], n);
        struct doc d;
        struct timexes t = times_of((struct str){p, n * times}, i % 2 ? "2021-11-08" : "", &d);
        check(&d, &t);
        free(p);
        arena_reset(&results);
        arena_reset(&scratch);
    }
}

/* Words of time in any order: nothing breaks, all days hold. */
static void any_order(void **state) {
    (void)state;
    static const char *const word[] = {
        "the",    "last", "next",    "of",    "November",   "May",   "31",     "2021",
        "Friday", ",",    "night",   "week",  "ago",        "two",   "and",    "a",
        "half",   "year", "-",       "'s",    "10:30",      "a.m.",  "noon",   "GMT",
        "early",  "mid-", "quarter", "third", "1990s",      "every", "Easter", "later",
        "BC",     "2999", "1000",    "9999",  "31/12/2999", "days",  "."};
    uint32_t seed = 12345;
    for (uint32_t round = 0; round < 3000; round++) {
        char text[512];
        uint32_t n = 0;
        for (uint32_t k = 0; k < 24; k++) {
            seed = seed * 1664525u + 1013904223u;
            const char *w = word[(seed >> 8) % COUNT_OF(word)];
            memcpy(text + n, w, strlen(w)), n += (uint32_t)strlen(w);
            if ((seed >> 28) > 2) text[n++] = ' ';
        }
        struct doc d;
        struct timexes t =
            times_of((struct str){text, n}, round % 2 ? "2999-12-31" : "1000-01-01", &d);
        check(&d, &t);
        arena_reset(&results);
        arena_reset(&scratch);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
        cmocka_unit_test(without_publication),
        cmocka_unit_test(long_texts),
        cmocka_unit_test(any_order),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
