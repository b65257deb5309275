/* Users' dictionaries of verbs: the pattern language over words, with a dictionary of our own; and
 * dyads of whole sentences through the library. */
#include "base/base.h"

#include "base/sys.h"
#include "codebook/verbs.h"

#include <attest/attest.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { WORDS = 16 };

static struct arena arena;
static struct verbs verbs;
static const char *const files[] = {
    "tests/data/petrarch_verbs.txt", "tests/data/petrarch_actors.txt",
    "tests/data/petrarch_agents.txt", "tests/data/petrarch_discards.txt"};

static int open_verbs(void **state) {
    (void)state;
    static struct petrarch p;
    att_error err = {0};
    arena_init(&arena, sys_default(), 64u << 20);
    assert_int_equal(petrarch_read(&p, files[0], &arena, NULL, &err), ATT_OK);
    verbs_open(&verbs, &p, &arena);
    return 0;
}

static int close_verbs(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

/* The match of the verb in "anna *gave iron to #norland": '*' marks the verb, '#' coded phrases,
 * numbered from the left. */
static struct verb_match match(const char *text, bool *found) {
    struct str low[WORDS], rest = str_c(text), word;
    uint32_t slot[WORDS], n = 0, slots = 0, verb = 0;
    while (n < WORDS && str_next(&rest, ' ', &word)) {
        bool marked = word.p[0] == '*', coded = word.p[0] == '#';
        if (marked) verb = n;
        slot[n] = coded ? slots++ : NONE;
        low[n++] = str_cut(word, marked || coded, word.n);
    }
    struct verb_text t = {low, low, slot, NULL, 0, n, verb};
    struct verb_match m = {.pattern = NONE};
    *found = verbs_match(&verbs, &t, &m);
    return m;
}

static void expect(const char *text, const char *code) {
    bool found;
    struct verb_match m = match(text, &found);
    assert_true(found);
    if (!str_eq_c(m.code.to, code)) fail_msg("%s: %.*s", text, STR_ARG(m.code.to));
}

static void codes_of_verbs(void **state) {
    (void)state;
    bool found;
    expect("#anna *gave #norland hope", "070");
    expect("#anna *called off dinner", "121");
    struct verb_match m = match("#anna *visit #norland", &found);
    assert_true(str_eq_c(m.code.back, "043"));
    match("#anna *sang of #norland", &found);
    assert_false(found);
    match("#anna *called #norland", &found);
    assert_false(found);
}

static void words_and_sets(void **state) {
    (void)state;
    expect("#anna *gave three gold coin to #norland", "071");
    expect("#anna *gave iron to #norland", "071");
    expect("#anna *gave silver to #norland", "071");
    expect("#anna *gave a royal wedding gift", "072");
    expect("#anna *gave royal horses of her own as a gift", "070");
    expect("#anna never *gave hope", "121");
}

static void tokens_of_patterns(void **state) {
    (void)state;
    bool found;
    struct verb_match m = match("#anna *gave her word in #ostland to #norland", &found);
    assert_int_equal(m.target, 2);
    m = match("#anna *gave advice of #ostland to #norland", &found);
    assert_int_equal(m.target, 2);
    m = match("#anna *receive a gift from #norland", &found);
    assert_true(m.target == VERB_SUBJECT && m.source == 1);
    m = match("#anna and #norland *postpone talks", &found);
    assert_true(m.many && str_eq_c(m.code.to, "122"));
}

static void bad_lines_are_counted(void **state) {
    (void)state;
    assert_int_equal(verbs.n_bad, 1);
}

/* ---- whole sentences */

/* "SOURCE CODE TARGET;" of each dyad of the text, read with the dictionaries of the tests. */
static void dyads_of(const char *text, const char *published, char out[256]) {
    att_error err = {0};
    att_options opt = {.actors = files, .n_actors = COUNT_OF(files), .cameo = 1};
    att_source_options so = {.input = ATT_INPUT_JSONL};
    att_engine *engine = NULL;
    att_reader *reader = NULL;
    att_source *source = NULL;
    att_report *report = NULL;
    att_text record = {0};
    char line[512];
    int n = snprintf(line, sizeof line, "{\"id\":\"x\",\"published\":\"%s\",\"text\":\"%s\"}\n",
                     published, text);
    assert_int_equal(att_engine_new(&opt, &engine, &err), ATT_OK);
    assert_int_equal(att_reader_new(engine, &reader, &err), ATT_OK);
    att_text bytes = {line, (size_t)n};
    assert_int_equal(att_source_memory(engine, bytes, "x", &so, &source, &err), ATT_OK);
    assert_int_equal(att_source_next(source, &report, &err), ATT_OK);
    assert_int_equal(att_read(reader, report, &record, &err), ATT_OK);
    json_t *o = json_loadb(record.p, record.n, 0, NULL), *dyad;
    size_t i, at = 0;
    out[0] = 0;
    json_array_foreach(json_object_get(o, "cameo"), i, dyad) {
        at += (size_t)snprintf(out + at, 256 - at, "%s %s %s;",
                               json_string_value(json_object_get(dyad, "source")),
                               json_string_value(json_object_get(dyad, "code")),
                               json_string_value(json_object_get(dyad, "target")));
    }
    json_decref(o);
    att_report_free(report);
    att_source_close(source);
    att_reader_free(reader);
    att_engine_free(engine);
}

static void sentences(void **state) {
    (void)state;
    static const struct {
        const char *text, *published, *dyads;
    } of[] = {
        {"Norland gave iron to Sudland.", "2012-01-05", "NRL 071 SDL;"},
        {"The ministers of Norland and Ostland visited Sudland.", "2012-01-05",
         "NRLGOV 042 SDL;OSTGOV 042 SDL;SDL 043 NRLGOV;SDL 043 OSTGOV;"},
        {"Iron was given by Norlandic authorities to Sudland.", "2012-01-05", "NRLGOV 070 SDL;"},
        {"Anna Berg visited Sudland.", "2009-06-01", "NRLGOV 042 SDL;SDL 043 NRLGOV;"},
        {"Anna Berg visited Sudland.", "2012-06-01", "NRLOPP 042 SDL;SDL 043 NRLOPP;"},
        {"Norland and Ostland postponed talks.", "2012-01-05", "NRL 122 OST;OST 122 NRL;"},
        {"Norland gave iron to Sudland before the chess tournament.", "2012-01-05", ""},
        {"Norland gave iron to Sudland. The football league begins.", "2012-01-05", ""},
    };
    char got[256];
    for (size_t i = 0; i < COUNT_OF(of); i++) {
        dyads_of(of[i].text, of[i].published, got);
        assert_string_equal(got, of[i].dyads);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_of_verbs),     cmocka_unit_test(words_and_sets),
        cmocka_unit_test(tokens_of_patterns), cmocka_unit_test(bad_lines_are_counted),
        cmocka_unit_test(sentences),
    };
    return cmocka_run_group_tests(tests, open_verbs, close_verbs);
}
