/* The codebook tables: every code of the trigger table exists, every score is in range. */
#include "base/base.h"

#include "base/embed.h"
#include "base/sys.h"
#include "base/tsv.h"
#include "codebook/scheme.h"
#include "world/world.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct arena arena;
static const struct codebook *cb;

static void every_cameo_code_of_a_trigger_exists(void **state) {
    (void)state;
    struct tsv t;
    tsv_init(&t, embed_find("data/triggers.tsv"));
    while (tsv_next(&t)) {
        struct str code = tsv_cell(&t, 4);
        if (t.cell[0].p[0] == '@' || !code.n) continue;
        assert_int_not_equal(map_get(&cb->cameo_of, code), NONE);
    }
    assert_true(cb->cameo.n > 250);
}

static void every_plover_pair_of_a_trigger_exists(void **state) {
    (void)state;
    struct tsv t;
    tsv_init(&t, embed_find("data/triggers.tsv"));
    while (tsv_next(&t)) {
        struct str rest = tsv_cell(&t, 5), event, mode = {0};
        if (t.cell[0].p[0] == '@' || !rest.n) continue;
        assert_true(str_next(&rest, '/', &event));
        if (rest.n) assert_true(str_next(&rest, '/', &mode));
        unsigned quad;
        int tenths;
        bool recipient;
        const char *e = arena_str(&arena, event).p, *m = mode.n ? arena_str(&arena, mode).p : NULL;
        assert_true(plover_score(cb, e, m, &quad, &tenths, &recipient));
        assert_in_range(quad, 1, 4);
        assert_true(tenths >= -100 && tenths <= 100);
    }
}

static void scores_repair_the_misprint(void **state) {
    (void)state;
    unsigned quad;
    int tenths;
    bool recipient;
    assert_true(plover_score(cb, "ACCUSE", NULL, &quad, &tenths, &recipient));
    assert_int_equal(tenths, -30);
    assert_true(plover_score(cb, "PROTEST", "vandalize", &quad, &tenths, &recipient));
    assert_int_equal(tenths, -50);
    assert_true(plover_score(cb, "AID", NULL, &quad, &tenths, &recipient));
    assert_true(recipient);
    assert_false(plover_score(cb, "AID", "drone", &quad, &tenths, &recipient));
}

static void acled_has_its_sub_events(void **state) {
    (void)state;
    assert_int_equal(cb->n_acled, 25);
    assert_int_not_equal(map_get(&cb->acled_of, STR("Air/drone strike")), NONE);
}

static void muc_types_follow_from_events(void **state) {
    (void)state;
    assert_int_equal(muc_type_of(EVENT_DRONE_STRIKE), MUC_BOMBING);
    assert_int_equal(muc_type_of(EVENT_SHOOTING), MUC_ATTACK);
    assert_int_equal(muc_type_of(EVENT_MEET), MUC_NONE);
}

static void incidents_have_gtd_and_ucdp_codes(void **state) {
    (void)state;
    struct doc d = {0};
    struct meaning m = {0};
    struct incident i = {.type = EVENT_BOMBING, .status = STATUS_FAILED};
    struct gtd_codes g = gtd_codes_of(cb, &d, &m, &i);
    assert_int_equal(g.attack, 3);
    assert_int_equal(g.target, 20);
    assert_int_equal(g.weapon, 6);
    assert_false(g.success);
    assert_int_equal(ucdp_violence_of(cb, &d, &m, &i), UCDP_ONE_SIDED);
    i.type = EVENT_CLASH;
    assert_int_equal(ucdp_violence_of(cb, &d, &m, &i), UCDP_NON_STATE);
    i.type = EVENT_MEET;
    assert_int_equal(ucdp_violence_of(cb, &d, &m, &i), UCDP_NONE);
}

static int begin(void **state) {
    (void)state;
    static struct world w;
    att_options opt = {0};
    arena_init(&arena, sys_default(), (size_t)64 << 20);
    return codebook_open(&cb, &w, &arena, &opt, NULL);
}

static int end(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cameo_code_of_a_trigger_exists),
        cmocka_unit_test(every_plover_pair_of_a_trigger_exists),
        cmocka_unit_test(scores_repair_the_misprint),
        cmocka_unit_test(acled_has_its_sub_events),
        cmocka_unit_test(muc_types_follow_from_events),
        cmocka_unit_test(incidents_have_gtd_and_ucdp_codes),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
