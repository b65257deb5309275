/* Names: found in plain, capital and lower-case text; titles, articles, long text. */
#include "base/base.h"

#include "language/ner.h"
#include "unit/unit.h"

static struct ner_model model;

static int open_names(void **state) {
    att_options opt = {0};
    att_error err;
    return open_world(state) || ner_open(&model, &engine, &opt, &err) ? -1 : 0;
}

static void read_names(struct doc *d, struct names *names, const char *text) {
    *d = read_paragraph(str_c(text));
    ner_run(&model, d, &world, names, &scratch);
    for (uint32_t i = 0; i < names->n; i++) {
        assert_true(names->v[i].tok_b < names->v[i].tok_e && names->v[i].tok_e <= d->n_tok);
        assert_int_equal(d->tok_sent[names->v[i].tok_b], d->tok_sent[names->v[i].tok_e - 1]);
        if (i) assert_true(names->v[i - 1].tok_e <= names->v[i].tok_b);
    }
}

static bool has(const struct doc *d, const struct names *n, const char *text, enum ner_kind kind) {
    for (uint32_t i = 0; i < n->n; i++) {
        struct tspan s = doc_toks_span(d, n->v[i].tok_b, n->v[i].tok_e);
        if (str_eq_c(doc_cut(d, s), text) && n->v[i].kind == kind) return true;
    }
    return false;
}

static void plain(void **state) {
    (void)state;
    struct doc d;
    struct names n;
    read_names(
        &d, &n,
        "Colonel Peter Hansen flew from Madrid to Nairobi with officials of the World Bank.");
    assert_true(has(&d, &n, "Peter Hansen", NER_PERSON));
    assert_true(has(&d, &n, "Madrid", NER_PLACE));
    assert_true(has(&d, &n, "World Bank", NER_ORGANIZATION));
    read_names(&d, &n, "THE BOMB WENT OFF IN MADRID, JOHN SMITH SAID.");
    assert_true(has(&d, &n, "MADRID", NER_PLACE));
    assert_true(has(&d, &n, "JOHN SMITH", NER_PERSON));
    read_names(&d, &n, "the rain stopped and nobody was hurt.");
    assert_int_equal(n.n, 0);
}

static void odd(void **state) {
    (void)state;
    struct doc d;
    struct names n;
    static char text[600000];
    read_names(&d, &n, "");
    assert_int_equal(n.n, 0);
    read_names(&d, &n, "- al - Al- -Al al-");
    memset(text, 'X', sizeof text - 1);
    read_names(&d, &n, text);
    for (size_t i = 0; i < sizeof text - 1; i++) text[i] = "XY Zoe "[i % 7];
    read_names(&d, &n, text);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(plain), cmocka_unit_test(odd)};
    return cmocka_run_group_tests(tests, open_names, close_world);
}
