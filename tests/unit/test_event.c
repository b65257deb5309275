/* Names of the event tables, the built-in lexicon of triggers, frames and cues. */
#include "base/base.h"

#include "base/sys.h"
#include "base/tsv.h"
#include "base/embed.h"
#include "meaning/trigger.h"
#include "world/world.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct arena arena;

static const struct event_lexicon *open_lexicon(void) {
    static struct world w;
    const struct event_lexicon *lex = NULL;
    att_error err = {0};
    att_options opt = {0};
    assert_int_equal(event_lexicon_open(&lex, &w, &arena, &opt, &err), ATT_OK);
    return lex;
}

static void names_are_those_of_the_contract(void **state) {
    (void)state;
    assert_string_equal(event_type_name(EVENT_DRONE_STRIKE), "drone_strike");
    assert_string_equal(event_type_name(EVENT_OTHER), "other");
    assert_string_equal(event_role_name(ROLE_ORGANIZER), "organizer");
    assert_string_equal(modality_name(MODALITY_ORDERED), "ordered");
    assert_null(event_tense_name(TENSE_NONE));
    assert_true(event_is_violent(EVENT_SABOTAGE));
    assert_false(event_is_violent(EVENT_PROTEST));
}

static bool type_is_known(struct str name) {
    for (int i = 0; i < N_EVENT_TYPE; i++)
        if (str_eq_c(name, event_type_name((enum event_type)i))) return true;
    return str_eq_c(name, "none");
}

static bool frame_is_known(const struct event_lexicon *lex, struct str name) {
    for (uint32_t i = 0; i < lex->frame.n; i++)
        if (str_eq(lex->frame.v[i].name, name)) return true;
    return false;
}

static void every_row_names_a_type_and_a_frame(void **state) {
    (void)state;
    const struct event_lexicon *lex = open_lexicon();
    struct tsv t;
    tsv_init(&t, embed_find("data/triggers.tsv"));
    uint32_t rows = 0;
    while (tsv_next(&t)) {
        if (t.cell[0].p[0] == '@') continue;
        rows++;
        assert_true(type_is_known(tsv_cell(&t, 2)));
        if (tsv_cell(&t, 3).n) assert_true(frame_is_known(lex, tsv_cell(&t, 3)));
    }
    assert_true(rows > 150);
    assert_true(lex->rule.n > 800);
}

static void every_condition_list_exists(void **state) {
    (void)state;
    const struct event_lexicon *lex = open_lexicon();
    struct tsv t;
    tsv_init(&t, embed_find("data/triggers.tsv"));
    while (tsv_next(&t)) {
        struct str conds = tsv_cell(&t, 6), cond;
        while (str_next(&conds, ' ', &cond)) {
            uint32_t at = str_find(cond, '@', 0);
            if (at != NONE)
                assert_int_not_equal(map_get(&lex->lists, str_cut(cond, at, cond.n)), NONE);
        }
    }
}

static void cues_keep_their_scopes(void **state) {
    (void)state;
    const struct event_lexicon *lex = open_lexicon();
    const struct cue *k = trigger_cue(lex, CUE_VERB, STR("suspect"));
    assert_non_null(k);
    assert_true(k->on_clause && k->on_object);
    assert_int_equal(trigger_cue(lex, CUE_MODAL, STR("may"))->effect, EFFECT_POSSIBLE);
    assert_int_equal(trigger_cue(lex, CUE_NEGATION, STR("never"))->effect, EFFECT_NEGATIVE);
    assert_null(trigger_cue(lex, CUE_VERB, STR("eat")));
}

static int begin(void **state) {
    (void)state;
    arena_init(&arena, sys_default(), (size_t)64 << 20);
    return 0;
}

static int end(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_those_of_the_contract),
        cmocka_unit_test(every_row_names_a_type_and_a_frame),
        cmocka_unit_test(every_condition_list_exists),
        cmocka_unit_test(cues_keep_their_scopes),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
