/* Spellings, phrases and chains: over documents with hand-made trees, good and bad. */
#include "base/base.h"

#include "language/coref.h"
#include "language/language.h"
#include "language/spelling.h"
#include "language/tags.h"
#include "text/conllu.h"
#include "unit/unit.h"

static struct language language;

static int open_language(void **state) {
    att_options opt = {0};
    att_error err;
    return open_world(state) || language_open(&language, &world, &engine, &opt, &err) ? -1 : 0;
}

struct read {
    struct doc d;
    struct mentions m;
    struct entities e;
};

static void cut(struct read *r, const char *text) {
    *r = (struct read){0};
    r->d = read_paragraph(str_c(text));
}

static void read_text(struct read *r, const char *text) {
    cut(r, text);
    language_parse(&language, &r->d, NULL, &scratch);
    language_mentions(&language, &r->d, &r->m, &r->e, &scratch);
}

/* The entity of the first mention with that text, or NONE. */
static uint32_t entity_of(const struct read *r, const char *text) {
    for (uint32_t i = 0; i < r->m.n; i++) {
        const struct mention *m = &r->m.v[i];
        struct str core = doc_cut(&r->d, doc_toks_span(&r->d, m->core_b, m->core_e));
        struct str all = doc_cut(&r->d, doc_toks_span(&r->d, m->tok_b, m->tok_e));
        if (str_eq_c(core, text) || str_eq_c(all, text)) return m->entity;
    }
    return NONE;
}

static void check_laws(const struct read *r) {
    uint32_t total = 0;
    for (uint32_t i = 0; i < r->m.n; i++) {
        const struct mention *m = &r->m.v[i];
        assert_true(m->tok_b < m->tok_e && m->tok_e <= r->d.n_tok);
        assert_true(m->core_b >= m->tok_b && m->core_e <= m->tok_e && m->core_b < m->core_e);
        assert_true(m->head >= m->tok_b && m->head < m->tok_e);
        assert_true(m->entity < r->e.n);
        for (uint32_t k = i + 1; k < r->m.n && r->m.v[k].tok_b < m->tok_e; k++)
            assert_true(r->m.v[k].tok_e <= m->tok_e);
    }
    for (uint32_t i = 0; i < r->e.n; i++) {
        assert_true(r->e.v[i].n_mention > 0);
        total += r->e.v[i].n_mention;
        for (uint32_t k = 1; k < r->e.v[i].n_mention; k++)
            assert_true(r->e.v[i].mention[k - 1] < r->e.v[i].mention[k]);
    }
    assert_int_equal(total, r->m.n);
}

static bool near(const char *a, const char *b) {
    char ia[SPELLING_MAX], ib[SPELLING_MAX];
    struct str pa = spelling_plain(str_c(a), ia), pb = spelling_plain(str_c(b), ib);
    return spelling_skeleton(pa) == spelling_skeleton(pb) && spelling_near(pa, pb);
}

static void spellings(void **state) {
    (void)state;
    assert_true(near("al-kazimi", "kadhimi"));
    assert_true(near("kazimy", "al-kazimi"));
    assert_true(near("mohammed", "muhammad"));
    assert_true(near("qasim", "kasim"));
    assert_false(near("hassan", "hussein"));
    assert_false(near("petrov", "pavlov"));
}

static void chains(void **state) {
    (void)state;
    struct read r;
    read_text(&r, "Estonian Prime Minister Juhan Saar fled. The prime minister was wounded, but he "
                  "is alive.");
    check_laws(&r);
    uint32_t e = entity_of(&r, "Juhan Saar");
    assert_int_not_equal(e, NONE);
    assert_int_equal(e, entity_of(&r, "he"));
    assert_string_equal(r.e.v[e].country, "EST");
    assert_true(r.e.v[e].named);
    assert_int_equal(r.e.v[e].type, ENTITY_PERSON);
}

static void no_trees(void **state) {
    (void)state;
    struct read r;
    cut(&r, "Maria Lopez met the guards in Madrid. She left with John Smith.");
    uint32_t n = r.d.n_tok;
    r.d.lemma = r.d.tok_low;
    r.d.upos = arena_array(&results, uint8_t, n);
    r.d.xpos = arena_array(&results, uint8_t, n);
    r.d.deprel = arena_array(&results, uint8_t, n);
    r.d.head = arena_array(&results, uint32_t, n);
    r.d.child_b = arena_array(&results, uint32_t, n + 1);
    r.d.child = arena_array(&results, uint32_t, n);
    for (uint32_t t = 0; t < n; t++) r.d.head[t] = NONE, r.d.deprel[t] = DEP_ROOT;
    language_mentions(&language, &r.d, &r.m, &r.e, &scratch);
    check_laws(&r);
    assert_int_not_equal(entity_of(&r, "Madrid"), NONE);
}

/* Any tree at all: heads and relations at random, cycles and other sentences included. */
static void bad_trees(void **state) {
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < 300; round++) {
        struct read r;
        arena_reset(&results);
        cut(&r, "The guard of Peter Novak, a colonel, met two men and a woman near the old house. "
                "The colonel (PN) said he, Novak, and the UN saw \"no drones\". It was in Oslo.");
        language_parse(&language, &r.d, NULL, &scratch);
        uint32_t n = r.d.n_tok, at = 0;
        for (uint32_t t = 0; t < n; t++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            r.d.head[t] = (uint32_t)(seed >> 33) % (n + 2);
            if (r.d.head[t] >= n) r.d.head[t] = NONE;
            r.d.deprel[t] = (uint8_t)((seed >> 20) % N_DEPREL);
            r.d.upos[t] = (uint8_t)((seed >> 12) % N_UPOS);
        }
        for (uint32_t t = 0; t < n; t++) {
            r.d.child_b[t] = at;
            for (uint32_t c = 0; c < n; c++)
                if (r.d.head[c] == t && at < n) r.d.child[at++] = c;
        }
        r.d.child_b[n] = at;
        language_mentions(&language, &r.d, &r.m, &r.e, &scratch);
        check_laws(&r);
    }
}

static void long_text(void **state) {
    (void)state;
    struct read r;
    size_t n = 0;
    static char text[400000];
    while (n + 64 < sizeof text)
        n += (size_t)snprintf(text + n, sizeof text - n, "the guard of Omar Saleh and ");
    read_text(&r, text);
    check_laws(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(spellings), cmocka_unit_test(chains),
                                       cmocka_unit_test(no_trees), cmocka_unit_test(bad_trees),
                                       cmocka_unit_test(long_text)};
    return cmocka_run_group_tests(tests, open_language, close_world);
}
