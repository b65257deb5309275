/* The caseless reading of a report, the trained model's file, and what incidents are made of. */
#include "base/base.h"

#include "base/embed.h"
#include "incidents/build.h"
#include "unit/unit.h"

static struct reading read_caseless(const struct doc *d) {
    static struct reading_words words;
    struct reading r;
    reading_words_open(&words, &engine);
    reading_run(&r, d, &world, &words, &results);
    return r;
}

static bool has_candidate(const struct reading *r, const char *text) {
    uint64_t key = reading_key(str_c(text));
    for (uint32_t c = 0; c < r->n_candidate; c++)
        if (r->candidate[c].key == key) return true;
    return false;
}

static void keys_pass_over_articles_and_marks(void **state) {
    (void)state;
    assert_true(reading_key(STR("The \"Red\" Bridge")) == reading_key(STR("RED BRIDGE")));
    assert_true(reading_key(STR("red\n  bridge")) == reading_key(STR("a red bridge")));
    assert_true(reading_key(STR("red bridges")) != reading_key(STR("red bridge")));
    assert_true(reading_key(STR("the")) == 0);
}

static void case_makes_no_difference(void **state) {
    (void)state;
    struct doc a =
        read_report("Two masked men attacked the offices of the coffee bank in the town.\n");
    struct doc b =
        read_report("TWO MASKED MEN ATTACKED THE OFFICES OF THE COFFEE BANK IN THE TOWN.\n");
    struct reading x = read_caseless(&a), y = read_caseless(&b);
    assert_int_equal(x.n_candidate, y.n_candidate);
    for (uint32_t c = 0; c < x.n_candidate; c++)
        assert_true(x.candidate[c].key == y.candidate[c].key);
}

static void phrases_and_tails(void **state) {
    (void)state;
    struct doc d = read_report("GUNMEN SHOT THE MANAGER OF THE STATE-OWNED BANK WITH A RIFLE.\n");
    struct reading r = read_caseless(&d);
    assert_true(has_candidate(&r, "gunmen"));
    assert_true(has_candidate(&r, "manager of the state-owned bank"));
    assert_true(has_candidate(&r, "state-owned bank"));
    assert_true(has_candidate(&r, "rifle"));
    assert_false(has_candidate(&r, "shot"));
}

static void short_forms(void **state) {
    (void)state;
    struct doc d = read_report("THE POPULAR RIVER FRONT (PRF) SAID NOTHING.\n");
    struct reading r = read_caseless(&d);
    uint64_t key = reading_key(STR("PRF"));
    uint32_t found = NONE;
    for (uint32_t c = 0; c < r.n_candidate; c++)
        if (r.candidate[c].key == key) found = r.alias[c];
    assert_true(found != NONE);
    assert_true(r.candidate[found].key == reading_key(STR("POPULAR RIVER FRONT")));
}

static void wires_are_known_by_their_capitals(void **state) {
    (void)state;
    struct doc a =
        read_report("THE ARMY SAID TODAY THAT IT HAD SEEN NOTHING OF THE KIND IN THE WHOLE OF THE "
                    "REGION AND THAT NO UNIT HAD LEFT ITS BASE THIS WEEK.\n");
    struct doc b =
        read_report("The army said today that it had seen nothing of the kind in the whole of the "
                    "region and that no unit had left its base this week.\n");
    assert_true(wire_is(&a));
    assert_false(wire_is(&b));
}

static void the_model_opens(void **state) {
    (void)state;
    struct role_model m;
    att_error err;
    assert_int_equal(role_model_open(&m, embed_find("models/incident.bin"), &engine, &err), ATT_OK);
}

/* A file cut anywhere, or with a wrong head, is refused and never read past its end. */
static void damaged_models_are_refused(void **state) {
    (void)state;
    struct str whole = embed_find("models/incident.bin");
    struct role_model m;
    att_error err;
    for (uint32_t n = 0; n < whole.n; n += 1 + whole.n / 97) {
        char *copy = test_malloc(n + 1);
        memcpy(copy, whole.p, n);
        assert_int_equal(role_model_open(&m, (struct str){copy, n}, &engine, &err), ATT_EINPUT);
        test_free(copy);
    }
    char head[64];
    memcpy(head, whole.p, sizeof head);
    head[0] ^= 1;
    assert_int_equal(role_model_open(&m, (struct str){head, sizeof head}, &engine, &err),
                     ATT_EINPUT);
    assert_true(strstr(err.text, "incident.bin") != NULL);
}

/* A phrase of ten thousand nouns stays within the caps. */
static void long_phrases_stay_small(void **state) {
    (void)state;
    char *text = arena_alloc(&results, 80001);
    for (int i = 0; i < 10000; i++) memcpy(text + 8 * i, "station ", 8);
    struct doc d = read_report(text);
    struct reading r = read_caseless(&d);
    assert_true(r.n_mention < 40u * d.n_tok);
    assert_true(r.n_candidate <= READING_MAX_CANDIDATES);
}

static void days_in_order(void **state) {
    (void)state;
    assert_true(day_compare((struct day){2014, 2, 3}, (struct day){2014, 3, 1}) < 0);
    assert_true(day_compare((struct day){2014, 3, 1}, (struct day){2013, 12, 31}) > 0);
    assert_int_equal(day_compare((struct day){2014, 3, 1}, (struct day){2014, 3, 1}), 0);
    assert_false(day_known((struct day){0}));
}

static void trees_are_walked(void **state) {
    (void)state;
    static const uint32_t root[] = {0, 3};
    static const struct tree_node node[] = {
        {10, 0, 1}, {160, TREE_LEAF, 0}, {-160, TREE_LEAF, 0}, {32, TREE_LEAF, 0}};
    struct forest f = {2, 4, root, node, 16};
    assert_int_equal(forest_score(&f, (int32_t[]){10}), (16 + 160 + 32) / 16);
    assert_int_equal(forest_score(&f, (int32_t[]){11}), (16 - 160 + 32) / 16);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_pass_over_articles_and_marks),
        cmocka_unit_test(case_makes_no_difference),
        cmocka_unit_test(phrases_and_tails),
        cmocka_unit_test(short_forms),
        cmocka_unit_test(wires_are_known_by_their_capitals),
        cmocka_unit_test(the_model_opens),
        cmocka_unit_test(damaged_models_are_refused),
        cmocka_unit_test(long_phrases_stay_small),
        cmocka_unit_test(days_in_order),
        cmocka_unit_test(trees_are_walked),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
