/* JSON texts parsed into flat trees: what passes and what does not, against another parser. */
#include "base/base.h"

#include "base/sys.h"
#include "record/check.h"
#include "store/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static struct arena arena;

static struct flat parsed(const char *text) {
    struct flat d;
    att_error err;
    assert_int_equal(flat_parse(&d, &arena, str_c(text), &err), ATT_OK);
    return d;
}

static void values_are_read(void **state) {
    (void)state;
    struct flat d =
        parsed(" {\"id\":\"a\\u00e9\\n\\ud83d\\ude00\", \"low\":-12,\"lat\":3.5e0,\"odd name\":"
               "[true,false,null,[],{}], \"high\":9223372036854775807} ");
    assert_int_equal(flat_size(d.node), 5);
    assert_true(str_eq(flat_get_str(d.node, KEY_id), STR("a\xc3\xa9\n\xf0\x9f\x98\x80")));
    assert_int_equal(flat_int(flat_get(d.node, KEY_low), 0), -12);
    assert_true(flat_int(flat_get(d.node, KEY_high), 0) == INT64_MAX);
    assert_int_equal(flat_get(d.node, KEY_lat)->kind, FLAT_REAL);
    assert_null(flat_get(d.node, KEY_title));
    assert_int_equal(d.n_own, 1);
    assert_true(str_eq(flat_name(&d, N_PACKED_KEY), STR("odd name")));
    struct buf out;
    struct jsonw w;
    buf_init(&out, sys_default(), 1 << 16);
    jsonw_init(&w, &out);
    flat_write(&w, &d, d.node);
    assert_true(str_eq((struct str){out.p, (uint32_t)out.n},
                       STR("{\"id\":\"a\xc3\xa9\\n\xf0\x9f\x98\x80\",\"low\":-12,\"lat\":3.5e0,"
                           "\"odd name\":[true,false,null,[],{}],\"high\":9223372036854775807}")));
    buf_release(&out);
}

static void items_and_numbers(void **state) {
    (void)state;
    struct flat d = parsed("[[1,2],\"e12\",\"e0\",\"e\",33.25,-7,1e2]");
    int64_t v = 0;
    assert_int_equal(flat_int(flat_item(flat_item(d.node, 0), 1), 0), 2);
    assert_int_equal(flat_index(flat_item(d.node, 1)), 11);
    assert_int_equal(flat_index(flat_item(d.node, 2)), NONE);
    assert_int_equal(flat_index(flat_item(d.node, 3)), NONE);
    assert_true(flat_fixed(flat_item(d.node, 4), 6, &v) && v == 33250000);
    assert_true(flat_fixed(flat_item(d.node, 5), 6, &v) && v == -7000000);
    assert_false(flat_fixed(flat_item(d.node, 6), 6, &v));
    assert_null(flat_item(d.node, 7));
}

static bool passes(struct str s) {
    struct flat d;
    return !flat_parse(&d, &arena, s, NULL);
}

static bool other_passes(struct str s) {
    json_t *o = json_loadb(s.p, s.n, JSON_ALLOW_NUL | JSON_DECODE_ANY, NULL);
    json_decref(o);
    return o != NULL;
}

static void what_is_no_json_is_refused(void **state) {
    (void)state;
    static const char *const texts[] = {"",
                                        "{",
                                        "[",
                                        "[1,]",
                                        "{\"a\":1,}",
                                        "[1 2]",
                                        "{\"a\" 1}",
                                        "{a:1}",
                                        "01",
                                        "-",
                                        "1.",
                                        ".5",
                                        "1e",
                                        "+1",
                                        "tru",
                                        "nul",
                                        "[1]]",
                                        "\"\\x\"",
                                        "\"\\u12g4\"",
                                        "\"\\ud800\"",
                                        "\"\\udc00\"",
                                        "\"a",
                                        "\"a\nb\"",
                                        "\"\xff\"",
                                        "\"\xc0\x80\"",
                                        "[\"a\",]",
                                        "{\"a\":}",
                                        "{,}",
                                        "[,1]",
                                        "--1",
                                        "1e+",
                                        "[1}",
                                        "{\"a\":1]",
                                        "\"\\\"",
                                        "\"\\ud800\\u0041\"",
                                        "9223372036854775808",
                                        "0",
                                        "-0",
                                        "1e5",
                                        "\"\\u0000\"",
                                        "[]",
                                        " {} ",
                                        "null",
                                        "\"\\/\"",
                                        "\t[\r\n]\n"};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (passes(str_c(texts[i])) != other_passes(str_c(texts[i]))) fail_msg("%s", texts[i]);
}

/* Every byte of a text that has all there is, changed in several ways. */
static void damaged_texts_are_judged_alike(void **state) {
    (void)state;
    static const char whole[] =
        "{\"id\":\"e1\",\"span\":[0,12],\"t\\u0041\":\"a\\\\b \xc3\xa9 \\ud83d\\ude00\","
        "\"lat\":-3.25e+1,\"x\":[true,false,null,{\"k\":[]}],\"n\":0}";
    static const char put[] = "\"\\{}[],:0e-+.u \n\x01\x80\xff";
    char text[sizeof whole];
    for (size_t i = 0; i + 1 < sizeof whole; i++)
        for (size_t k = 0; k + 1 < sizeof put; k++) {
            struct arena_mark mark = arena_mark(&arena);
            memcpy(text, whole, sizeof whole);
            text[i] = put[k];
            struct str s = {text, sizeof whole - 1}, cut = str_cut(s, 0, (uint32_t)i);
            if (passes(s) != other_passes(s) || passes(cut) != other_passes(cut))
                fail_msg("byte %zu as %02x", i, (unsigned char)put[k]);
            arena_rewind(&arena, mark);
        }
}

static void deep_values_are_refused(void **state) {
    (void)state;
    char text[2 * FLAT_DEPTH + 2];
    memset(text, '[', FLAT_DEPTH + 1);
    memset(text + FLAT_DEPTH + 1, ']', FLAT_DEPTH + 1);
    assert_false(passes((struct str){text, 2 * FLAT_DEPTH + 2}));
    assert_true(passes((struct str){text + 1, 2 * FLAT_DEPTH}));
}

static const char *judged(const char *schema, const char *value, char text[320]) {
    struct schema s;
    struct flat d = parsed(value);
    att_error err = {.text = "passes"};
    assert_int_equal(schema_open(&s, &arena, str_c(schema), &err), ATT_OK);
    schema_check(&s, &d, &err);
    memcpy(text, err.text, 320);
    return text;
}

static void schemas_say_what_breaks_them(void **state) {
    (void)state;
    static const char schema[] =
        "{\"type\":\"object\",\"required\":[\"id\"],\"additionalProperties\":false,\"properties\":{"
        "\"id\":{\"type\":\"string\",\"pattern\":\"^e[1-9][0-9]*$\"},\"span\":{\"$ref\":\"#/$defs/"
        "two\"},"
        "\"kind\":{\"enum\":[\"a\",\"bc\",null]},\"lat\":{\"type\":\"number\",\"minimum\":-90,"
        "\"maximum\":90},"
        "\"holder\":{\"anyOf\":[{\"type\":\"null\"},{\"$ref\":\"#/$defs/"
        "two\"}]},\"attest\":{\"const\":1}},"
        "\"$defs\":{\"two\":{\"type\":\"array\",\"minItems\":2,\"maxItems\":2,\"items\":{\"type\":"
        "\"integer\","
        "\"minimum\":0}}}}";
    static const struct {
        const char *value, *said;
    } cases[] = {
        {"{\"id\":\"e10\",\"span\":[0,1],\"kind\":null,\"lat\":-90,\"holder\":null,\"attest\":1}",
         "passes"},
        {"{\"id\":\"e1\",\"holder\":[1,2],\"kind\":\"bc\",\"lat\":33.4058}", "passes"},
        {"[]", "record breaks 'type'"},
        {"{}", "record lacks 'id'"},
        {"{\"id\":\"e01\"}", "record/id breaks 'pattern'"},
        {"{\"id\":\"e1\",\"id\":\"e1\"}", "'id' twice"},
        {"{\"id\":\"e1\",\"odd\":1}", "no member 'odd'"},
        {"{\"id\":\"e1\",\"span\":[0,-1]}", "record/span/1 breaks 'minimum'"},
        {"{\"id\":\"e1\",\"span\":[0]}", "record/span breaks 'minItems'"},
        {"{\"id\":\"e1\",\"span\":[0,1,2]}", "record/span breaks 'maxItems'"},
        {"{\"id\":\"e1\",\"span\":[0,1.5]}", "record/span/1 breaks 'type'"},
        {"{\"id\":\"e1\",\"kind\":\"b\"}", "record/kind breaks 'enum'"},
        {"{\"id\":\"e1\",\"lat\":90.00001}", "record/lat breaks 'maximum'"},
        {"{\"id\":\"e1\",\"lat\":-91}", "record/lat breaks 'minimum'"},
        {"{\"id\":\"e1\",\"holder\":[1]}", "record/holder breaks 'anyOf'"},
        {"{\"id\":\"e1\",\"attest\":2}", "record/attest breaks 'const'"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[320];
        if (!strstr(judged(schema, cases[i].value, text), cases[i].said))
            fail_msg("%s: %s", cases[i].value, text);
    }
}

static void a_schema_not_understood_is_a_fault(void **state) {
    (void)state;
    static const char *const bad[] = {"[]",
                                      "{\"not\":{}}",
                                      "{\"type\":\"text\"}",
                                      "{\"$ref\":\"#/$defs/no\"}",
                                      "{\"properties\":{\"no such name\":{}}}",
                                      "{\"pattern\":\"a\"}"};
    struct schema s;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(schema_open(&s, &arena, str_c(bad[i]), NULL), ATT_EINTERNAL);
    assert_int_equal(record_schema(&s, &arena, NULL), ATT_OK);
}

/* The key of a report is for ever: members in order of name, capital digits in escapes. */
static void the_key_of_a_report_stays(void **state) {
    (void)state;
    struct flat d = parsed(
        "{\"title\":\"a\\u001f\\b\\f\",\"id\":\"x\",\"byline\":[{\"text\":\"b\",\"span\":[0,1]}]}");
    struct buf work;
    char key[KEY_SIZE];
    buf_init(&work, sys_default(), 1 << 16);
    report_key(&d, d.node, &work, key);
    assert_true(str_eq((struct str){work.p, (uint32_t)work.n},
                       STR("{\"byline\":[{\"span\":[0,1],\"text\":\"b\"}],\"id\":\"x\","
                           "\"title\":\"a\\u001F\\b\\f\"}")));
    assert_int_equal(strlen(key), KEY_SIZE - 1);
    buf_release(&work);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_read),
        cmocka_unit_test(items_and_numbers),
        cmocka_unit_test(what_is_no_json_is_refused),
        cmocka_unit_test(damaged_texts_are_judged_alike),
        cmocka_unit_test(deep_values_are_refused),
        cmocka_unit_test(schemas_say_what_breaks_them),
        cmocka_unit_test(a_schema_not_understood_is_a_fault),
        cmocka_unit_test(the_key_of_a_report_stays),
    };
    arena_init(&arena, sys_default(), (size_t)64 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
