/* Generated pages: whatever is nested in whatever and however characters are written, every word
 * comes out at most once, none of the tree is lost, and its span of the page shows it. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/sys.h"
#include "base/utf8.h"
#include "ingest/dom.h"
#include "ingest/source.h"

enum { PAGES = 2000, WORDS = 40 };

static uint32_t seed;

static uint32_t pick(uint32_t most) {
    seed = seed * 1664525 + 1013904223;
    return (seed >> 12) % most;
}

static struct att_source *source;
static struct att_report *report;

static bool read_page(struct str page) {
    att_source_options opt = {.input = ATT_INPUT_HTML};
    att_error err;
    assert_int_equal(
        source_memory(sys_default(), (att_text){page.p, page.n}, "page", &opt, &source, &err),
        ATT_OK);
    return source_next(source, &report, &err) == ATT_OK;
}

static void close_page(void) {
    report_free(report);
    source_close(source);
    report = NULL;
    source = NULL;
}

static uint32_t find_word(struct str text, int i, uint32_t from) {
    char word[16];
    snprintf(word, sizeof word, "Word%d ", i);
    return str_find_str(text, str_c(word), from);
}

/* Each word that was read stands there once, and its span cuts it from the page. */
static void check_words(struct str page) {
    for (int i = 0; i < WORDS; i++) {
        uint32_t at = find_word(report->text, i, 0), n = i < 10 ? 5 : 6;
        if (at == NONE) continue;
        assert_int_equal(find_word(report->text, i, at + 1), NONE);
        att_span s = omap_source(report->omap, (struct tspan){at, at + n});
        assert_true(
            str_eq(str_cut(page, (uint32_t)s.b, (uint32_t)s.e), str_cut(report->text, at, at + n)));
    }
}

/* The texts of the tree are in order and hold every word of the page once. */
static void check_tree(struct str page) {
    struct arena a;
    struct dom d;
    uint32_t end = 0, next = 0;
    arena_init(&a, sys_default(), 1 << 26);
    dom_parse(&d, page, &a);
    for (uint32_t i = 1; i < d.node.n; i++) {
        const struct dom_node *v = &d.node.v[i];
        if (v->tag != TAG_TEXT) continue;
        assert_true(v->b >= end && v->e >= v->b && v->e <= page.n);
        struct str t = str_cut(page, v->b, v->e);
        for (uint32_t at = str_find_str(t, STR("Word"), 0); at != NONE;
             at = str_find_str(t, STR("Word"), at + 1))
            next++;
        end = v->e;
    }
    uint32_t words = 0;
    for (uint32_t at = str_find_str(page, STR("Word"), 0); at != NONE;
         at = str_find_str(page, STR("Word"), at + 1))
        words++;
    assert_int_equal(next, words);
    arena_release(&a);
}

static void nestings(void **state) {
    (void)state;
    static const char *const tag[] = {"div",   "p",       "b",   "a",    "li",   "ul",
                                      "table", "tr",      "td",  "h2",   "span", "blockquote",
                                      "em",    "article", "pre", "x-own"};
    uint32_t read = 0;
    seed = 11;
    for (int round = 0; round < PAGES; round++) {
        struct buf b;
        buf_init(&b, sys_default(), 1 << 20);
        for (int i = 0; i < WORDS; i++) {
            uint32_t kind = pick(5);
            const char *name = tag[pick(COUNT_OF(tag))];
            if (kind == 0) buf_printf(&b, "<%s>", name);
            if (kind == 1) buf_printf(&b, "</%s>", name);
            if (kind == 2) buf_c(&b, pick(2) ? "&amp; " : "<br>");
            if (kind > 2) buf_printf(&b, "Word%d of the story was told by him. ", i);
        }
        struct str page = {b.p, (uint32_t)b.n};
        if (read_page(page)) {
            check_words(page);
            check_tree(page);
            read++;
        }
        close_page();
        buf_release(&b);
    }
    assert_true(read > PAGES * 9 / 10);
}

/* How a character may be written in a page, and what is read. */
static const struct {
    const char *written, *read;
} CHARACTERS[] = {
    {"&amp;", "&"},
    {"&lt;", "<"},
    {"&gt;", ">"},
    {"&quot;", "\""},
    {"&eacute;", "\xc3\xa9"},
    {"&ndash;", "\xe2\x80\x93"},
    {"&rsquo;", "\xe2\x80\x99"},
    {"&euro;", "\xe2\x82\xac"},
    {"&#8212;", "\xe2\x80\x94"},
    {"&#x201C;", "\xe2\x80\x9c"},
    {"&#xe9;", "\xc3\xa9"},
    {"&#150;", "\xe2\x80\x93"},
    {"&#128512;", "\xf0\x9f\x98\x80"},
    {"&#0;", "\xef\xbf\xbd"},
    {"&#xD800;", "\xef\xbf\xbd"},
    {"&#99999999;", "\xef\xbf\xbd"},
    {"&amp;lt;", "&lt;"},
    {"&nosuch;", "&nosuch;"},
    {"&", "&"},
    {"&#;", "&#;"},
    {"\xc3\xa9", "\xc3\xa9"},
    {"\xe2\x80\x9c", "\xe2\x80\x9c"},
    {"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"},
    {"<b>bold</b>", "bold"},
    {"<!-- no -->", ""},
    {"x<wbr>y", "xy"},
};

/* Words of mixed writing, each between marks: its span cuts it as written. */
static void characters(void **state) {
    (void)state;
    seed = 23;
    for (int round = 0; round < PAGES; round++) {
        struct buf page, written[12], read[12];
        buf_init(&page, sys_default(), 1 << 20);
        buf_c(&page, "<html><body><p>It was said in the town of Adra on Sunday that");
        for (int i = 0; i < 12; i++) {
            buf_init(&written[i], sys_default(), 1 << 16);
            buf_init(&read[i], sys_default(), 1 << 16);
            buf_printf(&written[i], "W%d", i);
            buf_printf(&read[i], "W%d", i);
            for (uint32_t k = pick(4) + 1; k; k--) {
                uint32_t c = pick(COUNT_OF(CHARACTERS));
                buf_c(&written[i], CHARACTERS[c].written);
                buf_c(&read[i], CHARACTERS[c].read);
                buf_c(&written[i], "_");
                buf_c(&read[i], "_");
            }
            buf_printf(&page, "%s%.*s", pick(3) ? " " : "&nbsp; \n", (int)written[i].n,
                       written[i].p);
        }
        buf_c(&page, " and nobody was hurt, police said.</p></body></html>");
        struct str bytes = {page.p, (uint32_t)page.n};
        assert_true(read_page(bytes));
        for (int i = 0; i < 12; i++) {
            struct str word = {read[i].p, (uint32_t)read[i].n},
                       source_word = {written[i].p, (uint32_t)written[i].n};
            uint32_t at = str_find_str(report->text, word, 0);
            if (at == NONE) fail_msg("%.*s is not in %.*s", STR_ARG(word), STR_ARG(report->text));
            att_span s = omap_source(report->omap, (struct tspan){at, at + word.n});
            struct str cut = str_cut(bytes, (uint32_t)s.b, (uint32_t)s.e);
            if (!str_eq(cut, source_word))
                fail_msg("%.*s: cut %.*s", STR_ARG(source_word), STR_ARG(cut));
            buf_release(&written[i]);
            buf_release(&read[i]);
        }
        assert_int_equal(utf8_check(report->text.p, report->text.n), report->text.n);
        close_page();
        buf_release(&page);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nestings),
        cmocka_unit_test(characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
