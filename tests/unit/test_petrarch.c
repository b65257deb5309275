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
    "tests/data/petrarch_agents.txt", "tests/data/petrarch_discards.txt",
    "tests/data/petrarch_issues.txt"};

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

/* [petrarch verb/own-code], [petrarch verb/several-words] */
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

/* [petrarch pattern/synset], [petrarch pattern/near], [petrarch pattern/most-words] */
static void words_and_sets(void **state) {
    (void)state;
    expect("#anna *gave three gold coin to #norland", "071");
    expect("#anna *gave iron to #norland", "071");
    expect("#anna *gave silver to #norland", "071");
    expect("#anna *gave a royal wedding gift", "072");
    expect("#anna *gave royal horses of her own as a gift", "070");
    expect("#anna never *gave hope", "121");
}

/* [petrarch pattern/target], [petrarch pattern/skip], [petrarch pattern/subject] */
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

/* [petrarch pattern/line] */
static void bad_lines_are_counted(void **state) {
    (void)state;
    assert_int_equal(verbs.n_bad, 1);
}

/* ---- whole sentences */

/* "SOURCE CODE TARGET ISSUE,COUNT;" of each dyad of the text, read with the dictionaries of the
 * tests. */
static size_t issues_of(const json_t *dyad, char *out, size_t cap) {
    const json_t *issue;
    size_t i, at = 0;
    json_array_foreach(json_object_get(dyad, "issues"), i, issue) {
        at += (size_t)snprintf(out + at, cap - at, " %s,%d",
                               json_string_value(json_object_get(issue, "code")),
                               (int)json_integer_value(json_object_get(issue, "count")));
    }
    return at;
}

static void dyads_of(const char *text, const char *published, enum att_cameo how, char out[256]) {
    att_error err = {0};
    att_options opt = {.actors = files, .n_actors = COUNT_OF(files), .cameo = how};
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
        at += (size_t)snprintf(out + at, 256 - at, "%s %s %s",
                               json_string_value(json_object_get(dyad, "source")),
                               json_string_value(json_object_get(dyad, "code")),
                               json_string_value(json_object_get(dyad, "target")));
        at += issues_of(dyad, out + at, 256 - at);
        at += (size_t)snprintf(out + at, 256 - at, ";");
    }
    json_decref(o);
    att_report_free(report);
    att_source_close(source);
    att_reader_free(reader);
    att_engine_free(engine);
}

/* Each row names the rule of docs/CODEBOOK.md that it shows. */
static const struct {
    const char *tag, *text, *published, *dyads;
} sentence_of[] = {
    {"[petrarch verb/forms]", "Norland gave iron to Sudland.", "2012-01-05", "NRL 071 SDL;"},
    {"[petrarch pair/coordinated] [petrarch pair/back] [petrarch phrase/shared]",
     "The ministers of Norland and Ostland visited Sudland.", "2012-01-05",
     "NRLGOV 042 SDL;OSTGOV 042 SDL;SDL 043 NRLGOV;SDL 043 OSTGOV;"},
    {"[petrarch pair/hidden] [petrarch phrase/merged]",
     "Iron was given by Norlandic authorities to Sudland.", "2012-01-05", "NRLGOV 070 SDL;"},
    {"[petrarch pair/passive]", "Sudland was visited by Norland.", "2012-01-05",
     "NRL 042 SDL;SDL 043 NRL;"},
    {"[petrarch phrase/date]", "Anna Berg visited Sudland.", "2009-06-01",
     "NRLGOV 042 SDL;SDL 043 NRLGOV;"},
    {"[petrarch phrase/date]", "Anna Berg visited Sudland.", "2012-06-01",
     "NRLOPP 042 SDL;SDL 043 NRLOPP;"},
    {"[petrarch phrase/longest]", "The Norlandic relief agency visited Sudland.", "2012-01-05",
     "NGONRL 042 SDL;SDL 043 NGONRL;"},
    {"[petrarch phrase/agents]", "The Norlandic government minister visited Sudland.", "2012-01-05",
     "NRLGOV 042 SDL;SDL 043 NRLGOV;"},
    {"[petrarch phrase/modifier]", "The police report gave Sudland hope.", "2012-01-05", ""},
    {"[petrarch pattern/many]", "Norland and Ostland postponed talks.", "2012-01-05",
     "NRL 122 OST;OST 122 NRL;"},
    {"[petrarch pair/once]", "Norland gave iron to Sudland and gave hope to Sudland.", "2012-01-05",
     "NRL 071 SDL;"},
    {"[petrarch pair/subject]", "Norland decided to give iron to Sudland.", "2012-01-05",
     "NRL 071 SDL;"},
    {"[petrarch verb/nested]", "Norland wants to give iron to Sudland.", "2012-01-05",
     "NRL 033 SDL;"},
    {"[petrarch verb/governed]", "Norland asked Sudland to visit Ostland.", "2012-01-05",
     "NRL 026 SDL;"},
    {"[petrarch verb/negated]", "Norland did not give iron to Sudland.", "2012-01-05",
     "NRL 122 SDL;"},
    {"[petrarch verb/transform]", "Norland said Sudland attacked the ports.", "2012-01-05",
     "NRL 112 SDL;"},
    {"[petrarch discard/sentence]", "Norland gave iron to Sudland before the chess tournament.",
     "2012-01-05", ""},
    {"[petrarch discard/report]", "Norland gave iron to Sudland. The football league begins.",
     "2012-01-05", ""},
};

static void sentences(void **state) {
    (void)state;
    char got[256];
    for (size_t i = 0; i < COUNT_OF(sentence_of); i++) {
        dyads_of(sentence_of[i].text, sentence_of[i].published, ATT_CAMEO_PAIRS, got);
        if (strcmp(got, sentence_of[i].dyads) != 0)
            fail_msg("%s %s: %s", sentence_of[i].tag, sentence_of[i].text, got);
    }
}

/* [petrarch pair/missing] */
static void halves(void **state) {
    (void)state;
    char got[256];
    dyads_of("Norland gave hope.", "2012-01-05", ATT_CAMEO_PAIRS, got);
    assert_string_equal(got, "");
    dyads_of("Norland gave hope.", "2012-01-05", ATT_CAMEO_HALVES, got);
    assert_string_equal(got, "NRL 070 ---;");
    dyads_of("Sudland was visited.", "2012-01-05", ATT_CAMEO_HALVES, got);
    assert_string_equal(got, "--- 042 SDL;SDL 043 ---;");
}

/* [petrarch issues/forms] schools; [petrarch issues/joined] pre-schools; [petrarch issues/void]
 * olive oil; [petrarch issues/longest] crude oil */
static void issues(void **state) {
    (void)state;
    char got[256];
    dyads_of("Norland gave iron to pre-schools and schools in Sudland.", "2012-01-05",
             ATT_CAMEO_PAIRS, got);
    assert_string_equal(got, "NRL 071 SDL YOUNG,1 SCHOOLS,1;");
    dyads_of("Norland gave olive oil, crude oil, oil and more oil to Sudland.", "2012-01-05",
             ATT_CAMEO_PAIRS, got);
    assert_string_equal(got, "NRL 070 SDL CRUDE,1 OIL,2;");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_of_verbs),
        cmocka_unit_test(words_and_sets),
        cmocka_unit_test(tokens_of_patterns),
        cmocka_unit_test(bad_lines_are_counted),
        cmocka_unit_test(sentences),
        cmocka_unit_test(halves),
        cmocka_unit_test(issues),
    };
    return cmocka_run_group_tests(tests, open_verbs, close_verbs);
}
