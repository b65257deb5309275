/* Cleaning: what becomes of hyphens, misread bytes, spaces and entities, and the way back. */
#include "base/base.h"

#include "base/utf8.h"
#include "unit/unit.h"

static struct doc cleaned(struct att_report *r, const char *text) {
    *r = (struct att_report){.text = str_c(text)};
    struct doc d = {.a = &results, .report = r};
    clean_run(&d, &world, &scratch);
    return d;
}

static void expect(const char *from, const char *to) {
    struct att_report r;
    struct doc d = cleaned(&r, from);
    if (!str_eq(d.text, str_c(to))) fail_msg("\"%s\" became \"%.*s\"", from, STR_ARG(d.text));
}

static void same(const char *text) {
    expect(text, text);
}

/* The source bytes of the first `part` of the clean text. */
static void expect_source(const char *from, const char *part, const char *source) {
    struct att_report r;
    struct doc d = cleaned(&r, from);
    uint32_t at = str_find_str(d.text, str_c(part), 0);
    assert_int_not_equal(at, NONE);
    att_span s = omap_source(d.omap, (struct tspan){at, at + (uint32_t)strlen(part)});
    struct str cut = str_cut(r.text, (uint32_t)s.b, (uint32_t)s.e);
    if (!str_eq(cut, str_c(source))) fail_msg("\"%s\" came from \"%.*s\"", part, STR_ARG(cut));
}

static void broken_words_are_joined(void **state) {
    (void)state;
    expect("Sev-eral men were w-ounded.", "Several men were wounded.");
    expect("TERROR-ISTS fled.", "TERRORISTS fled.");
    expect("The govern-\nment said so.", "The government said so.");
    expect("The vio- lence went on.", "The violence went on.");
    expect_source("All sev-eral men", "several", "sev-eral");
}

static void compounds_stay(void **state) {
    (void)state;
    same("pro-Iranian and so-called and al-Kazimi");
    same("They re-elect and co-operate after the cease-fire by e-mail.");
    same("pre-empt, kind-hearted, US-led, (R-N.H.), (D-PA), AK-47, Jean-Pierre");
    same("pre- and post-war years; 2019-20; mother-in-law");
    expect("the so-\ncalled zone", "the so-called zone");
}

static void misread_bytes_are_repaired(void **state) {
    (void)state;
    expect("It\xc3\xa2\xe2\x82\xac\xe2\x84\xa2s here", "It\xe2\x80\x99s here");
    expect("caf\xc3\x83\xc2\xa9", "caf\xc3\xa9");
    expect("\xc3\xa2\xe2\x82\xac\xc5\x93quoted\xc3\xa2\xe2\x82\xac\xc2\x9d",
           "\xe2\x80\x9cquoted\xe2\x80\x9d");
    same("S\xc3\xa3o Paulo, Caf\xc3\xa9, \xc3\x82ngela");
    expect_source("caf\xc3\x83\xc2\xa9 x", "caf\xc3\xa9", "caf\xc3\x83\xc2\xa9");
}

static void spaces_and_marks(void **state) {
    (void)state;
    expect("\xef\xbb\xbf"
           "a\xc2\xa0"
           "b",
           "a b");
    expect("a\r\nb\rc", "a\nb\nc");
    expect("soft\xc2\xad"
           "ware zero\xe2\x80\x8bwidth",
           "software zerowidth");
    expect("a\tb\x01"
           "c",
           "a bc");
    expect("\xc2\x93quoted\xc2\x94", "\xe2\x80\x9cquoted\xe2\x80\x9d");
    same("Two  spaces.  \xe2\x80\x9cMarks\xe2\x80\x9d stay.");
}

static void entities_in_text(void **state) {
    (void)state;
    expect("AT&amp;T &quot;x&quot; &#8217; &#x2019; &ldquo;",
           "AT&T \"x\" \xe2\x80\x99 \xe2\x80\x99 \xe2\x80\x9c");
    same("R&D; fish & chips; &unknown; &;");
    expect_source("AT&amp;T x", "AT&T", "AT&amp;T");
}

/* Text conservation over made-up mixtures: what is kept maps to increasing source spans, and a span
 * of one clean byte never maps outside of the source. */
static void offsets_increase(void **state) {
    (void)state;
    static const char *const piece[] = {"sev-eral ",
                                        "word ",
                                        "\xc2\xa0",
                                        "&amp;",
                                        "\r\n",
                                        "\xc2\xad",
                                        "\xc3\xa2\xe2\x82\xac\xe2\x84\xa2",
                                        "\xe2\x80\x9c",
                                        "-\n",
                                        "x"};
    uint32_t seed = 7;
    for (int round = 0; round < 2000; round++) {
        char text[512];
        size_t n = 0;
        for (int i = 0; i < 24; i++) {
            seed = seed * 1664525 + 1013904223;
            const char *next = piece[(seed >> 16) % COUNT_OF(piece)];
            memcpy(text + n, next, strlen(next) + 1);
            n += strlen(next);
        }
        struct att_report r;
        struct doc d = cleaned(&r, text);
        assert_int_equal(utf8_check(d.text.p, d.text.n), d.text.n);
        uint64_t before = 0;
        for (uint32_t i = 0; i < d.text.n; i++) {
            att_span s = omap_source(d.omap, (struct tspan){i, i + 1});
            assert_true(s.b >= before && s.e >= s.b && s.e <= r.text.n);
            before = s.b;
        }
        arena_reset(&results);
        arena_reset(&scratch);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(broken_words_are_joined),    cmocka_unit_test(compounds_stay),
        cmocka_unit_test(misread_bytes_are_repaired), cmocka_unit_test(spaces_and_marks),
        cmocka_unit_test(entities_in_text),           cmocka_unit_test(offsets_increase),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
