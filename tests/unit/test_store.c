/* The casebook: what links, what never does, in any order; copies; what a book refuses. */
#include "base/base.h"

#include "base/sys.h"
#include "store/book.h"
#include "store/casefile.h"
#include "store/crowd.h"
#include "store/disagree.h"
#include "store/link.h"
#include "store/origin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena arena;

enum { BAGHDAD = 1, ERBIL = 2, COMMON = 100 };

static const uint32_t baghdad[] = {BAGHDAD}, erbil[] = {ERBIL};

static struct link_unit unit(uint32_t report, int32_t day, const uint32_t *city) {
    static const char keys[] = "abcdefghijklmnop";
    struct link_unit u = {.key = {keys + report, 1},
                          .report = report,
                          .main = true,
                          .families = 1,
                          .sharp = NONE,
                          .from = day,
                          .to = day,
                          .published = day + 1,
                          .country = NONE,
                          .city = city,
                          .n_city = city ? 1 : 0,
                          .nearby = city,
                          .n_nearby = city ? 1 : 0};
    u.word = arena_array(&arena, uint32_t, 8);
    u.n_word = 8;
    for (uint32_t k = 0; k < 8; k++) u.word[k] = k < 5 ? k : COMMON + report * 8 + k;
    return u;
}

static uint32_t clusters(struct link_unit *u, uint32_t n, uint32_t *of) {
    uint32_t count = 0;
    link_run(&arena, &(struct link_input){.unit = u, .n = n, .n_words = COMMON * 4}, of);
    for (uint32_t i = 0; i < n; i++) count += of[i] == i;
    return count;
}

static void one_day_in_one_city_is_one_case(void **state) {
    (void)state;
    struct link_unit u[] = {unit(0, 100, baghdad), unit(1, 100, baghdad), unit(2, 101, baghdad)};
    uint32_t of[3];
    assert_int_equal(clusters(u, 3, of), 1);
}

/* A year of a city with news every other day, and one of a city with news on two. */
static void a_crowded_city_and_day_say_little(void **state) {
    (void)state;
    enum { YEAR = 365, STEP = 2 };
    struct link_unit u[YEAR / STEP + 3];
    uint32_t n = 0;
    for (int32_t day = 0; day < YEAR; day += STEP) u[n++] = unit(0, day, baghdad);
    u[n++] = unit(1, YEAR / 2, erbil);
    u[n++] = unit(2, YEAR / 2, erbil);
    struct crowd c;
    crowd_count(&arena, u, n, &c);
    assert_int_equal(crowd_loss(&c, &u[n - 1], &u[n - 2]), 0);
    assert_true(crowd_loss(&c, &u[0], &u[1]) > 30);
    assert_int_equal(crowd_loss(&c, &u[0], &u[n - 1]), 0);
}

static void a_week_apart_is_two_cases(void **state) {
    (void)state;
    struct link_unit u[] = {unit(0, 100, baghdad), unit(1, 107, baghdad)};
    uint32_t of[2];
    assert_int_equal(link_frame_score(&u[0], &u[1]), LINK_NEVER);
    assert_int_equal(clusters(u, 2, of), 2);
}

static void two_cities_are_two_cases(void **state) {
    (void)state;
    struct link_unit u[] = {unit(0, 100, baghdad), unit(1, 100, erbil)};
    uint32_t of[2];
    assert_int_equal(link_frame_score(&u[0], &u[1]), LINK_NEVER);
    assert_int_equal(clusters(u, 2, of), 2);
}

/* Days that both tell and that are days apart, or two countries, outweigh a city or a day. */
static void days_apart_and_two_countries_part(void **state) {
    (void)state;
    struct link_unit u[] = {unit(0, 100, baghdad), unit(1, 102, baghdad)};
    struct link_unit far[] = {unit(0, 100, NULL), unit(1, 100, NULL)};
    assert_true(link_frame_score(&u[0], &u[1]) < 0);
    u[0].sharp = u[1].sharp = 1;
    assert_true(link_frame_score(&u[0], &u[1]) > 0);
    far[0].country = 1;
    far[1].country = 2;
    assert_true(link_frame_score(&far[0], &far[1]) <= 0);
    far[1].country = 1;
    assert_true(link_frame_score(&far[0], &far[1]) > 0);
}

static void nothing_is_reported_before_it_happens(void **state) {
    (void)state;
    struct link_unit a = unit(0, 100, baghdad), b = unit(1, 90, baghdad);
    b.from = b.to = NO_DAY;
    assert_int_equal(link_frame_score(&a, &b), LINK_NEVER);
}

static void a_chain_never_spans_a_week(void **state) {
    (void)state;
    struct link_unit u[] = {unit(0, 100, baghdad), unit(1, 103, baghdad), unit(2, 106, baghdad),
                            unit(3, 109, baghdad)};
    uint32_t of[4];
    clusters(u, 4, of);
    assert_int_not_equal(of[0], of[3]);
}

static void one_report_tells_two_incidents(void **state) {
    (void)state;
    struct link_unit u[] = {unit(0, 100, baghdad), unit(1, 100, baghdad), unit(1, 100, baghdad)};
    uint32_t of[3];
    u[2].key = STR("b2");
    clusters(u, 3, of);
    assert_int_not_equal(of[1], of[2]);
}

static void a_report_without_incident_ties_nothing(void **state) {
    (void)state;
    struct link_unit u[] = {unit(0, 100, baghdad), unit(1, NO_DAY, NULL), unit(2, 100, erbil)};
    uint32_t of[3];
    u[1].bare = true;
    u[1].published = 101;
    clusters(u, 3, of);
    assert_int_not_equal(of[0], of[2]);
}

static void copies_are_one_origin(void **state) {
    (void)state;
    static const struct str text[] = {
        STR("Two soldiers were killed when a roadside bomb struck their patrol near the northern "
            "town of Dara on Monday, the army said."),
        STR("KHARA, Monday. Two soldiers were killed when a roadside bomb struck their patrol near "
            "the northern town of Dara on Monday, the army said. No group spoke."),
        STR("A bomb by the road killed two members of a patrol near Dara, according to the army, "
            "which did not say who had laid it on Monday."),
        STR("Short."), STR("Short.")};
    uint32_t of[5];
    origin_find(&arena, text, 5, of);
    assert_int_equal(of[1], 0);
    assert_int_equal(of[2], 2);
    assert_int_equal(of[3], 3);
}

static struct stated claim(const char *id, int low, const char *high, uint32_t origin) {
    struct flat *d = arena_new(&arena, struct flat);
    struct str s = arena_printf(&arena,
                                "{\"id\":\"%s\",\"slot\":\"killed\",\"stance\":\"asserts\","
                                "\"report\":\"%s\",\"holder\":{\"text\":\"%s\"},"
                                "\"value\":{\"low\":%d,\"high\":%s}}",
                                id, id, id, low, high);
    assert_int_equal(flat_parse(d, &arena, s, NULL), ATT_OK);
    return (struct stated){d->node, {{origin}, 1}};
}

static struct str disputed(const struct stated *s, uint32_t n) {
    struct buf out;
    struct jsonw w;
    buf_init(&out, sys_default(), 1 << 20);
    jsonw_init(&w, &out);
    disagreements(&w, &arena, s, n);
    struct str text = arena_str(&arena, (struct str){out.p, (uint32_t)out.n});
    buf_release(&out);
    return text;
}

static void figures_stay_side_by_side(void **state) {
    (void)state;
    struct stated s[] = {claim("a", 7, "null", 0), claim("b", 7, "null", 0),
                         claim("c", 10, "10", 1), claim("d", 5, "5", 2)};
    assert_string_equal(
        disputed(s, 3).p,
        "[{\"slot\":\"killed\",\"kind\":\"value\",\"compatible\":true,\"positions\":["
        "{\"value\":{\"low\":7,\"high\":null},\"holders\":[\"a\",\"b\"],\"claims\":[\"a\",\"b\"],"
        "\"reports\":[\"a\",\"b\"],\"origins\":1},"
        "{\"value\":{\"low\":10,\"high\":10},\"holders\":[\"c\"],\"claims\":[\"c\"],"
        "\"reports\":[\"c\"],\"origins\":1}],\"resolved\":null}]");
    assert_int_not_equal(str_find_str(disputed(s, 4), STR("\"compatible\":false"), 0), NONE);
    assert_string_equal(disputed(s, 2).p, "[]");
}

static void a_book_refuses_what_is_no_record(void **state) {
    (void)state;
    char path[] = "/tmp/attest-book-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    struct book b;
    att_error err;
    assert_int_equal(book_open(&b, path, false, &err), ATT_EINPUT);
    assert_int_equal(book_open(&b, path, true, &err), ATT_OK);
    static const char *const bad[] = {"", "{", "[]", "{}", "{\"attest\":1}", "null"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        bool added = true;
        assert_int_equal(book_add(&b, (att_text){bad[i], strlen(bad[i])}, &added, &err),
                         ATT_EINPUT);
        assert_false(added);
    }
    uint64_t cases = 9;
    assert_int_equal(casefile_link(&b, &arena, &cases, &err), ATT_OK);
    assert_int_equal(cases, 0);
    book_close(&b);
    assert_int_equal(book_open(&b, "/nonexistent/folder/book", true, &err), ATT_EIO);
    assert_non_null(strstr(err.text, "/nonexistent/folder/book"));
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_day_in_one_city_is_one_case),
        cmocka_unit_test(a_crowded_city_and_day_say_little),
        cmocka_unit_test(a_week_apart_is_two_cases),
        cmocka_unit_test(two_cities_are_two_cases),
        cmocka_unit_test(days_apart_and_two_countries_part),
        cmocka_unit_test(nothing_is_reported_before_it_happens),
        cmocka_unit_test(a_chain_never_spans_a_week),
        cmocka_unit_test(one_report_tells_two_incidents),
        cmocka_unit_test(a_report_without_incident_ties_nothing),
        cmocka_unit_test(copies_are_one_origin),
        cmocka_unit_test(figures_stay_side_by_side),
        cmocka_unit_test(a_book_refuses_what_is_no_record),
    };
    arena_init(&arena, sys_default(), (size_t)64 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
