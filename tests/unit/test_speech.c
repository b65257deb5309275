/* The trained reader of statements: its file, and what stands without it. */
#include "base/base.h"

#include "base/embed.h"
#include "claims/speech.h"
#include "language/language.h"
#include "unit/unit.h"

static struct language language;

static int open_language(void **state) {
    att_options opt = {0};
    att_error err;
    return open_world(state) || language_open(&language, &world, &engine, &opt, &err) ? -1 : 0;
}

/* Without the file the rules stand alone; with it the weights are there. */
static void the_model_opens(void **state) {
    (void)state;
    const struct speech_model *m;
    att_error err;
    assert_int_equal(speech_open(&m, &engine, NULL, &err), ATT_OK);
    assert_int_equal(m != NULL, embed_find("models/quotes.bin").p != NULL);
    struct speech_feats none = {.n = 0};
    if (m) assert_int_equal(speech_score(m, &none), 0);
}

/* In a folder of models without this one the rules stand alone. */
static void another_folder(void **state) {
    (void)state;
    const struct speech_model *m;
    att_error err;
    att_options opt = {.models = "/nonexistent/models"};
    assert_int_equal(speech_open(&m, &engine, &opt, &err), ATT_OK);
    assert_null(m);
}

/* The features of every candidate are rows of the table, and few enough. */
static void features_are_rows(void **state) {
    (void)state;
    struct meaning m = {0};
    struct quoter k;
    struct doc d = read_report("“We lost the barn,” the farmer said on Monday, according to a "
                               "neighbour, and the mayor promised to rebuild it.\n");
    language_parse(&language, &d, NULL, &scratch);
    language_mentions(&language, &d, &m.mentions, &m.entities, &scratch);
    m.events.of_tok = arena_array(&results, uint32_t, d.n_tok);
    for (uint32_t t = 0; t < d.n_tok; t++) m.events.of_tok[t] = NONE;
    const struct claim_lexicon *lex;
    att_error err;
    assert_int_equal(claim_lexicon_open(&lex, &world, &engine, NULL, &err), ATT_OK);
    quoter_init(&k, lex, &d, &m, &results);
    k.w = &world;
    struct speech_view v;
    speech_view_init(&v, &k);
    cue_sentence(&k, 0);
    speech_view_sentence(&v, 0, 0);
    for (uint32_t t = v.b; t < v.e; t++) {
        struct speech_ask q = {t, t, t + 1, NONE, NONE, NONE, NONE};
        uint32_t c[SPEECH_CHOICES], n = speech_choices(&v, &q, SPEECH_SOURCE, c);
        assert_true(n > 0 && n <= SPEECH_CHOICES);
        struct speech_feats f = {.w = NULL};
        for (uint32_t i = 0; i < n; i++) {
            speech_feats_choice(&v, &q, SPEECH_SOURCE, c[i], &f);
            assert_true(f.n > 0 && f.n <= SPEECH_FEATS);
            for (uint32_t j = 0; j < f.n; j++) assert_true(f.v[j] < 1u << SPEECH_BITS);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_model_opens),
        cmocka_unit_test(another_folder),
        cmocka_unit_test(features_are_rows),
    };
    return cmocka_run_group_tests(tests, open_language, close_world);
}
