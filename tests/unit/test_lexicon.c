/* The word table and the lists: what they say, and that a damaged table is refused. */
#include "base/base.h"

#include "base/embed.h"
#include "base/sys.h"
#include "world/lexicon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static struct arena arena;

static const struct lexicon *open_lexicon(void) {
    const struct lexicon *l = NULL;
    att_error err;
    assert_int_equal(lexicon_open(&l, &arena, &err), ATT_OK);
    return l;
}

static void knows_words(void **state) {
    (void)state;
    const struct lexicon *l = open_lexicon();
    static const char *const yes[] = {"several", "wounded",       "attacked", "stopped",
                                      "men",     "cities",        "the",      "bombing",
                                      "fought",  "prime minister"};
    static const char *const no[] = {"sev", "eral", "ounded", "qwrtz", ""};
    for (size_t i = 0; i < COUNT_OF(yes); i++) assert_true(lexicon_has_word(l, str_c(yes[i])));
    for (size_t i = 0; i < COUNT_OF(no); i++) assert_false(lexicon_has_word(l, str_c(no[i])));
}

static void classes_of_nouns(void **state) {
    (void)state;
    const struct lexicon *l = open_lexicon();
    assert_true(lexicon_noun_class(l, STR("carpenters")) & LEXC_PERSON);
    assert_true(lexicon_noun_class(l, STR("women")) & LEXC_FEMALE);
    assert_true(lexicon_noun_class(l, STR("mansion")) & LEXC_FACILITY);
    assert_true(lexicon_noun_class(l, STR("rifles")) & LEXC_WEAPON);
    assert_true(lexicon_noun_class(l, STR("ministry")) & LEXC_GOVERNMENT);
    assert_true(lexicon_noun_class(l, STR("helicopters")) & LEXC_VEHICLE);
    assert_int_equal(lexicon_noun_class(l, STR("justice")) & LEXC_FACILITY, 0);
    assert_true(lexicon_class(l, STR("colonel")) & LEXC_RANK);
    assert_true(str_eq(lexicon_sector(l, STR("prime minister")), STR("GOV")));
    const struct lex_word *w = lexicon_find(l, STR("attack"));
    assert_non_null(w);
    assert_true(w->isa & LEX_ATTACK);
    assert_true(w->flags & LEX_IS_VERB);
    w = lexicon_find(l, STR("iraqi"));
    assert_non_null(w);
    assert_true(w->flags & LEX_PROPER_ADJ);
}

static void inflections(void **state) {
    (void)state;
    const struct lexicon *l = open_lexicon();
    char into[96];
    assert_true(str_eq(lexicon_irregular_verb(l, STR("fought")), STR("fight")));
    assert_true(str_eq(lexicon_irregular_noun(l, STR("children")), STR("child")));
    assert_null(lexicon_irregular_noun(l, STR("table")).p);
    assert_true(str_eq(lexicon_noun_lemma(l, STR("militias"), into), STR("militia")));
    assert_true(str_eq(lexicon_noun_lemma(l, STR("bus"), into), STR("bus")));
    assert_true(lexicon_synonyms(l, STR("mansion"), STR("residence")));
    assert_true(lexicon_synonyms(l, STR("car"), STR("automobile")));
    assert_false(lexicon_synonyms(l, STR("car"), STR("house")));
    assert_true(lexicon_pronoun(l, STR("his"))->possessive);
    assert_null(lexicon_pronoun(l, STR("house")));
}

static void refuses_damage(void **state) {
    (void)state;
    struct str good = embed_find("wordnet.bin");
    att_error err;
    char *copy = malloc(good.n);
    assert_non_null(copy);
    for (uint32_t n = 0; n < 64; n++)
        assert_int_equal(lexicon_check_table((struct str){good.p, n}, &err), ATT_EINPUT);
    assert_int_equal(lexicon_check_table((struct str){good.p, good.n - 1}, &err), ATT_EINPUT);
    for (uint32_t at = 0; at < 36; at += 4) {
        memcpy(copy, good.p, good.n);
        copy[at + 1] ^= 0x40;
        assert_int_equal(lexicon_check_table((struct str){copy, good.n}, &err), ATT_EINPUT);
    }
    free(copy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_words), cmocka_unit_test(classes_of_nouns),
        cmocka_unit_test(inflections), cmocka_unit_test(refuses_damage)};
    arena_init(&arena, sys_default(), 64u << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
