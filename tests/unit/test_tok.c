/* Tokens and sentences: UD English conventions, and texts that do not keep to them; trees over all.
 */
#include "base/base.h"

#include "base/buf.h"
#include "language/language.h"
#include "language/repair.h"
#include "language/tags.h"
#include "record/conllu.h"
#include "text/conllu.h"
#include "unit/unit.h"

static const struct parser *parser;

static int open_parser(void **state) {
    att_options opt = {0};
    att_error err;
    return open_world(state) || parser_open(&parser, &world, &engine, &opt, &err) ? -1 : 0;
}

/* Tokens apart by a space, sentences by " | ". */
static void expect(const char *text, const char *tokens) {
    struct doc d = read_paragraph(str_c(text));
    struct buf b;
    buf_init(&b, sys_default(), 1 << 20);
    for (uint32_t t = 0; t < d.n_tok; t++) {
        bool first = t == d.sent_tok[d.tok_sent[t]];
        if (t) buf_c(&b, first ? " | " : " ");
        buf_str(&b, doc_tok(&d, t));
    }
    buf_char(&b, 0);
    assert_string_equal(b.p, tokens);
    buf_release(&b);
}

static void contractions(void **state) {
    (void)state;
    expect("They don't, can't and won't.", "They do n't , ca n't and wo n't .");
    expect("The minister's guards’ cars weren’t hit.",
           "The minister 's guards ’ cars were n’t hit .");
    expect("I'd say we'll cannot.", "I 'd say we 'll can not .");
    expect("Rock 'n' roll at five o'clock, O'Neill said.",
           "Rock ' n ' roll at five o'clock , O'Neill said .");
}

static void hyphens(void **state) {
    (void)state;
    expect("pro-Iranian anti-tank 15-year car-bomb al-Kazimi",
           "pro-Iranian anti-tank 15 - year car - bomb al - Kazimi");
    expect("10-15 dead, call 713-853-3989", "10 - 15 dead , call 713-853-3989");
}

static void numbers(void **state) {
    (void)state;
    expect("1,200 of 3.5m at 5pm, 50km off, on 9/11 at 10:30.",
           "1,200 of 3.5 m at 5 pm , 50 km off , on 9/11 at 10:30 .");
    expect("It cost $5m and US$20.", "It cost $ 5 m and US$ 20 .");
    expect("the 1990s, the 20th", "the 1990s , the 20th");
}

static void abbreviations(void **state) {
    (void)state;
    expect("Gen. J. W. Smith met Dr. Lee on Nov. 7 in the U.S. capital.",
           "Gen. J. W. Smith met Dr. Lee on Nov. 7 in the U.S. capital .");
    expect("He left the U.S. The talks went on.", "He left the U.S. | The talks went on .");
    expect("Acme Inc. He said no. Then he left.", "Acme Inc. | He said no . | Then he left .");
    expect("Gun No. 10 fired. We sat. Then", "Gun No. 10 fired . | We sat . | Then");
}

static void sentences(void **state) {
    (void)state;
    expect("Two died in Syria.Three others fled.", "Two died in Syria . | Three others fled .");
    expect("“We saw it.” He left. \"Go!\" she said.",
           "“ We saw it . ” | He left . | \" Go ! \" she said .");
    expect("They waited... and left. Why?! Nobody knew.",
           "They waited ... and left . | Why ?! | Nobody knew .");
    expect("THREE MEN DIED IN QUITO. POLICE FLED.", "THREE MEN DIED IN QUITO . | POLICE FLED .");
    expect("TEHRAN (AFP) - A show opened.", "TEHRAN ( AFP ) - | A show opened .");
    expect("See https://example.org/a-b.html. Write to a.b@example.org.",
           "See https://example.org/a-b.html . | Write to a.b@example.org .");
}

/* What always holds: tokens in order inside the text, one root a sentence, heads inside it. */
static void expect_sound(struct doc *d) {
    uint32_t at = 0;
    for (uint32_t t = 0; t < d->n_tok; t++) {
        assert_true(d->tok_b[t] >= at && d->tok_e[t] > d->tok_b[t] && d->tok_e[t] <= d->text.n);
        at = d->tok_e[t];
        assert_true(d->lemma[t].n > 0);
    }
    uint32_t children = 0;
    for (uint32_t s = 0; s < d->n_sent; s++) {
        uint32_t roots = 0;
        for (uint32_t t = d->sent_tok[s]; t < d->sent_tok[s + 1]; t++) {
            roots += d->head[t] == NONE;
            if (d->head[t] == NONE) continue;
            assert_int_equal(d->tok_sent[d->head[t]], s);
            assert_true(d->deprel[t] != DEP_ROOT);
            children++;
        }
        assert_int_equal(roots, 1);
    }
    assert_int_equal(d->child_b[d->n_tok], children);
    for (uint32_t t = 0; t < d->n_tok; t++)
        for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++)
            assert_int_equal(d->head[d->child[c]], t);
}

static void trees_are_sound(void **state) {
    (void)state;
    struct doc d =
        read_paragraph(STR("Gunmen killed seven people in Baghdad on Sunday, police said. "
                           "Three were wounded."));
    parser_run(parser, &d, NULL, &scratch);
    expect_sound(&d);
    assert_int_equal(d.n_sent, 2);
    assert_int_equal(d.upos[1], UPOS_VERB);
    assert_int_equal(d.deprel[0], DEP_NSUBJ);
    assert_true(str_eq_c(d.lemma[1], "kill"));
}

/* A participle after a noun is not the verb of the clause, whatever the tree said. */
static void reduced_relatives(void **state) {
    (void)state;
    struct doc d = read_paragraph(STR("Trucks packed with grain entered the camp."));
    uint8_t upos[] = {UPOS_NOUN, UPOS_VERB, UPOS_ADP,  UPOS_NOUN,
                      UPOS_VERB, UPOS_DET,  UPOS_NOUN, UPOS_PUNCT};
    uint8_t xpos[] = {XPOS_NNS, XPOS_VBD, XPOS_IN, XPOS_NN, XPOS_VBD, XPOS_DT, XPOS_NN, XPOS_STOP};
    uint8_t rel[] = {DEP_NSUBJ, DEP_ROOT, DEP_CASE, DEP_OBL,
                     DEP_ADVCL, DEP_DET,  DEP_OBJ,  DEP_PUNCT};
    uint32_t head[] = {1, NONE, 3, 1, 1, 6, 4, 1};
    static const uint32_t right[] = {4, 0, 3, 1, NONE, 6, 4, 4};
    assert_int_equal(d.n_tok, COUNT_OF(head));
    d.upos = upos, d.xpos = xpos, d.deprel = rel, d.head = head;
    repair_run(&d, world.lexicon, &scratch);
    for (size_t t = 0; t < COUNT_OF(head); t++) assert_int_equal(head[t], right[t]);
    assert_int_equal(rel[0], DEP_NSUBJ);
    assert_int_equal(rel[1], DEP_ACL);
    assert_int_equal(rel[4], DEP_ROOT);
}

static void long_sentences(void **state) {
    (void)state;
    enum { WORDS = 12000 };
    char *text = malloc(WORDS * 5 + 1);
    assert_non_null(text);
    for (uint32_t i = 0; i < WORDS; i++) memcpy(text + 5 * i, i % 7 ? "word " : "and, ", 5);
    struct doc d = read_paragraph((struct str){text, WORDS * 5});
    parser_run(parser, &d, NULL, &scratch);
    expect_sound(&d);
    assert_true(d.n_sent > 20 && d.n_sent < 60);
    for (uint32_t s = 0; s < d.n_sent; s++) assert_true(d.sent_tok[s + 1] - d.sent_tok[s] <= 512);
    assert_string_equal(d.notes.v[0].code, "sentence_limit");
    assert_string_equal(d.notes.v[1].code, "long_sentence");
    free(text);
}

static void no_spaces(void **state) {
    (void)state;
    enum { BYTES = 300000 };
    char *text = malloc(BYTES);
    assert_non_null(text);
    for (uint32_t i = 0; i < BYTES; i++) text[i] = "ab.-'C,1"[(i * 7919u >> 3) % 8];
    struct doc d = read_paragraph((struct str){text, BYTES});
    parser_run(parser, &d, NULL, &scratch);
    expect_sound(&d);
    free(text);
}

static const char given[] = "# newdoc id = a\n# newpar\n# text = I can't go.\n"
                            "1\tI\t_\t_\t_\t_\t_\t_\t_\t_\n"
                            "2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_\n"
                            "2\tca\t_\t_\t_\t_\t_\t_\t_\t_\n"
                            "3\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
                            "4\tgo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
                            "5\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n";

static void given_tokens(void **state) {
    (void)state;
    struct doc d = {.a = &results};
    att_error err;
    assert_int_equal(conllu_doc(&d, str_c(given), &err), ATT_OK);
    assert_true(str_eq_c(d.text, "I can't go."));
    assert_int_equal(d.n_tok, 5);
    assert_true(d.tok_flags[2] & TOK_MWT);
    parser_run(parser, &d, NULL, &scratch);
    expect_sound(&d);
    struct buf b;
    buf_init(&b, sys_default(), 1 << 20);
    conllu_write(&b, &d, NULL, NULL);
    buf_char(&b, 0);
    assert_non_null(strstr(b.p, "2-3\tcan't\t_"));
    assert_non_null(
        strstr(b.p, "4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No|ByteRange=8:10\n"));
    buf_release(&b);
}

static void broken_conllu(void **state) {
    (void)state;
    static const char *const bad[] = {"",
                                      "1\tI\n",
                                      "x\tI\t_\t_\t_\t_\t_\t_\t_\t_\n",
                                      "3-2\tI\t_\t_\t_\t_\t_\t_\t_\t_\n",
                                      "1\t\t_\t_\t_\t_\t_\t_\t_\t_\n",
                                      "# only a comment\n"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct doc d = {.a = &results};
        att_error err;
        assert_int_equal(conllu_doc(&d, str_c(bad[i]), &err), ATT_EINPUT);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contractions),      cmocka_unit_test(hyphens),
        cmocka_unit_test(numbers),           cmocka_unit_test(abbreviations),
        cmocka_unit_test(sentences),         cmocka_unit_test(trees_are_sound),
        cmocka_unit_test(reduced_relatives), cmocka_unit_test(long_sentences),
        cmocka_unit_test(no_spaces),         cmocka_unit_test(given_tokens),
        cmocka_unit_test(broken_conllu),
    };
    return cmocka_run_group_tests(tests, open_parser, close_world);
}
