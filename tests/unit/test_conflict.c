/* Conflicts between claims: agreement, exclusion, bounds that meet, revisions, and totals. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/sys.h"
#include "incidents/conflict.h"

enum { MOST = 8 };

struct scene {
    struct arena a, scratch;
    struct doc d;
    struct meaning m;
    struct claims_found c;
    struct claim claim[MOST];
    struct figure figure[MOST];
    uint32_t index[MOST];
    struct incident incident;
    struct incidents in;
    struct conflicts out;
};

static int open_scene(void **state) {
    static struct scene s;
    memset(&s, 0, sizeof s);
    arena_init(&s.a, sys_default(), (size_t)1 << 24);
    arena_init(&s.scratch, sys_default(), (size_t)1 << 24);
    s.d.a = &s.a;
    s.c.claim = s.claim;
    s.c.figures.v = s.figure;
    s.incident.claim = s.index;
    s.in = (struct incidents){.v = &s.incident, .n = 1};
    *state = &s;
    return 0;
}

static int close_scene(void **state) {
    struct scene *s = *state;
    arena_release(&s->scratch);
    arena_release(&s->a);
    return 0;
}

/* A figure claim of its own sentence. */
static struct claim *put(struct scene *s, enum claim_slot slot, uint64_t low, uint64_t high) {
    uint32_t i = s->c.n_claim++;
    s->figure[i] = (struct figure){.slot = (uint8_t)slot,
                                   .low = low,
                                   .high = high,
                                   .sent = i,
                                   .statement = NONE,
                                   .part_of = NONE,
                                   .revises = NONE};
    s->c.figures.n = s->c.n_claim;
    s->claim[i] = (struct claim){
        .slot = (uint8_t)slot, .figure = i, .supersedes = NONE, .time = NONE, .event = NONE};
    s->claim[i].value.low = low, s->claim[i].value.high = high;
    s->claim[i].value.entity = NONE;
    s->claim[i].holder = (struct holder){.entity = i};
    s->index[s->incident.n_claim++] = i;
    return &s->claim[i];
}

static void run(struct scene *s) {
    conflicts_run(&s->d, &s->m, &s->c, &s->in, &s->out, &s->scratch);
}

static void values_that_exclude(void **state) {
    struct scene *s = *state;
    put(s, SLOT_KILLED, 10, 10), put(s, SLOT_KILLED, 14, 14);
    run(s);
    assert_int_equal(s->out.n, 1);
    assert_int_equal(s->out.v[0].kind, CONFLICT_VALUE);
    assert_false(s->out.v[0].compatible);
    assert_int_equal(s->out.v[0].resolved, NONE);
}

static void bounds_that_meet(void **state) {
    struct scene *s = *state;
    put(s, SLOT_WOUNDED, 7, NO_BOUND), put(s, SLOT_WOUNDED, 10, 10);
    run(s);
    assert_int_equal(s->out.n, 1);
    assert_true(s->out.v[0].compatible);
}

static void agreement_is_none(void **state) {
    struct scene *s = *state;
    put(s, SLOT_KILLED, 10, 10), put(s, SLOT_KILLED, 10, 10), put(s, SLOT_WOUNDED, 3, 3);
    run(s);
    assert_int_equal(s->out.n, 0);
}

static void revision_resolves(void **state) {
    struct scene *s = *state;
    put(s, SLOT_KILLED, 4, 4);
    put(s, SLOT_KILLED, 9, 9)->supersedes = 0;
    run(s);
    assert_int_equal(s->out.n, 1);
    assert_int_equal(s->out.v[0].kind, CONFLICT_REVISION);
    assert_int_equal(s->out.v[0].resolved, 1);
    struct bounds b = incident_figure(&s->c, &s->incident, SLOT_KILLED);
    assert_true(b.known && b.low == 9 && b.high == 9);
}

static void parts_and_attackers_are_no_rivals(void **state) {
    struct scene *s = *state;
    put(s, SLOT_KILLED, 12, 12);
    put(s, SLOT_KILLED, 3, 3)->partial = true;
    put(s, SLOT_KILLED, 1, 1);
    s->figure[2].attackers = true;
    run(s);
    assert_int_equal(s->out.n, 0);
    struct bounds b = incident_figure(&s->c, &s->incident, SLOT_KILLED);
    assert_true(b.known && b.low == 12 && b.high == 12);
}

static void one_sentence_adds_up(void **state) {
    struct scene *s = *state;
    put(s, SLOT_KILLED, 14, 14), put(s, SLOT_KILLED, 1, 1);
    s->figure[1].sent = s->figure[0].sent;
    s->claim[1].holder = s->claim[0].holder;
    run(s);
    assert_int_equal(s->out.n, 0);
    struct bounds b = incident_figure(&s->c, &s->incident, SLOT_KILLED);
    assert_true(b.known && b.low == 15 && b.high == 15);
}

static void unknown_is_not_zero(void **state) {
    struct scene *s = *state;
    put(s, SLOT_WOUNDED, 3, NO_BOUND);
    assert_false(incident_figure(&s->c, &s->incident, SLOT_KILLED).known);
}

static void order_does_not_matter(void **state) {
    struct scene *s = *state;
    put(s, SLOT_KILLED, 14, 14), put(s, SLOT_KILLED, 10, 10), put(s, SLOT_KILLED, 14, 14);
    run(s);
    assert_int_equal(s->out.n, 1);
    assert_int_equal(s->out.v[0].n_position, 2);
    assert_int_equal(s->out.v[0].position[0].n_claim, 2);
    assert_int_equal(s->out.v[0].position[1].n_claim, 1);
}

static void staged_against_real(void **state) {
    struct scene *s = *state;
    struct claim *x = put(s, SLOT_OCCURRED, 0, 0);
    x->figure = NONE, x->value.occurred = OCCURRED_REAL;
    x = put(s, SLOT_OCCURRED, 0, 0);
    x->figure = NONE, x->value.occurred = OCCURRED_STAGED;
    run(s);
    assert_int_equal(s->out.n, 1);
    assert_int_equal(s->out.v[0].kind, CONFLICT_EXISTENCE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values_that_exclude, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(bounds_that_meet, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(agreement_is_none, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(revision_resolves, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(parts_and_attackers_are_no_rivals, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(one_sentence_adds_up, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(unknown_is_not_zero, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(order_does_not_matter, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(staged_against_real, open_scene, close_scene),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
