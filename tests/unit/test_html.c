/* Pages: the story, its blocks and metadata, the way back, and pages made to break a reader. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/sys.h"
#include "ingest/date.h"
#include "ingest/json.h"
#include "ingest/source.h"

static struct att_source *source;
static struct att_report *report;

static att_status read_page(struct str page) {
    att_source_options opt = {.input = ATT_INPUT_HTML};
    att_error err;
    assert_int_equal(
        source_memory(sys_default(), (att_text){page.p, page.n}, "page", &opt, &source, &err),
        ATT_OK);
    return source_next(source, &report, &err);
}

static void close_page(void) {
    report_free(report);
    source_close(source);
    report = NULL;
    source = NULL;
}

static bool holds(const char *part) {
    return str_find_str(report->text, str_c(part), 0) != NONE;
}

#define P1                                                                                         \
    "<p>Two people were hurt when a bomb went off in the market of Adra, police said on "          \
    "Sunday.</p>"
#define P2 "<p>Nobody has claimed the attack so far, a spokesman told reporters in the town.</p>"

static const char PAGE[] =
    "<!DOCTYPE html><html lang=en><head><title>Blast in Adra | Harbour Times</title>"
    "<meta property=\"og:site_name\" content=\"Harbour Times\"><link rel=canonical "
    "href=\"https://h.example/2021/11/07/blast\">"
    "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Blast in "
    "Adra\",\"author\":[{\"name\":"
    "\"Jane Doe\"},{\"name\":\"Li "
    "Wei\"}],\"datePublished\":\"2021-11-07T08:15:00+03:00\"}</script></head><body>"
    "<nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav><h1>Blast in Adra</h1><div "
    "class=byline>By Jane Doe"
    "</div><article class=story><div class=\"article-body\">" P1
    "<figure><img src=x><figcaption>Smoke over the market. Photo: L. Wei</figcaption></figure>"
    "<div class=related-stories><a href=/1>An older story of another town</a></div><h2>No "
    "claim</h2>" P2 "<ul><li>One woman, 34, is in hospital.<li>One man went home.</ul><p>Read "
    "more: <a href=/2>Our guide</a></p></div>"
    "<section id=comments><p>I do not believe a word of this, said nobody, but it is a long "
    "comment.</p></section></article>"
    "<footer><p>Copyright 2021 Harbour Times. All rights reserved, and a long line it is "
    "indeed.</p></footer></body></html>";

static void the_story_and_nothing_else(void **state) {
    (void)state;
    assert_int_equal(read_page(STR(PAGE)), ATT_OK);
    assert_true(holds("Two people were hurt"));
    assert_true(holds("Nobody has claimed"));
    assert_true(holds("No claim"));
    assert_true(holds("One woman, 34"));
    assert_false(holds("Home"));
    assert_false(holds("Smoke over"));
    assert_false(holds("older story"));
    assert_false(holds("Read more"));
    assert_false(holds("believe a word"));
    assert_false(holds("rights reserved"));
    close_page();
}

static void metadata(void **state) {
    (void)state;
    assert_int_equal(read_page(STR(PAGE)), ATT_OK);
    assert_true(str_eq_c(report->title.text, "Blast in Adra"));
    assert_true(str_eq_c(report->byline.text, "Jane Doe\nLi Wei"));
    assert_true(str_eq_c(report->outlet.text, "Harbour Times"));
    assert_true(str_eq_c(report->published.text, "2021-11-07T05:15:00Z"));
    assert_true(str_eq_c(report->url.text, "https://h.example/2021/11/07/blast"));
    assert_true(str_eq_c(report->language.text, "en"));
    close_page();
}

static void authors_that_only_the_page_shows(void **state) {
    (void)state;
    assert_int_equal(read_page(STR("<div>By The Editors</div><h1>Blast in Adra</h1><div>By Leila "
                                   "Trabelsi | June 26, 2015</div>" P1 P2)),
                     ATT_OK);
    assert_true(str_eq_c(report->byline.text, "Leila Trabelsi"));
    assert_true(str_eq_c(report->published.text, "2015-06-26"));
    close_page();
    assert_int_equal(
        read_page(STR("<h1>Blast in Adra</h1><p>By <a href=/x>Li de Wei</a>, Adra</p>" P1 P2)),
        ATT_OK);
    assert_true(str_eq_c(report->byline.text, "Li de Wei"));
    close_page();
    assert_int_equal(read_page(STR("<h1>Blast in Adra</h1><p>By the river two men were hurt.</p>"
                                   "<p>By Sunday Adra was calm</p>" P1 P2)),
                     ATT_OK);
    assert_false(str_eq_c(report->byline.text, "the river two men"));
    close_page();
}

static void a_headline_without_a_mark(void **state) {
    (void)state;
    assert_int_equal(
        read_page(
            STR("<table><tr><td><a href=a>Home</a><tr><td><font size=5><b>Car bomb in Adra "
                "kills nine</b></font><br><i>by Rosa Quispe</i><br><br>A car bomb went off in "
                "Adra late on Wednesday, killing nine people, police said.<br><br>Nobody "
                "claimed the attack, but officials blamed the rebels.</table>")),
        ATT_OK);
    assert_true(str_eq_c(report->title.text, "Car bomb in Adra kills nine"));
    close_page();
}

/* Captions are dropped beside a story, and read where they are all of it. */
static void pictures_alone(void **state) {
    (void)state;
    assert_int_equal(
        read_page(STR("<h1>Fire in Adra</h1>"
                      "<figure><img><figcaption>Men carry a victim out of the hotel in Adra on "
                      "Tuesday, where 36 people died.</figcaption></figure>"
                      "<figure><img><figcaption>Relatives wait outside a hospital in the "
                      "town.</figcaption></figure>"
                      "<figure><img><figcaption>A gunman set the hotel alight, police said on "
                      "Wednesday.</figcaption></figure>")),
        ATT_OK);
    assert_true(holds("Men carry") && holds("Relatives wait") && holds("A gunman set"));
    close_page();
}

static void first_post_of_a_live_page(void **state) {
    (void)state;
    assert_int_equal(
        read_page(STR("<h1>Blast in Adra: live</h1><h2>Minister: 50 dead</h2>" P1
                      "<h2>Red Cross: hundreds hurt</h2>" P2 "<h2>Windows broken</h2>" P1)),
        ATT_OK);
    assert_true(holds("Minister: 50 dead"));
    close_page();
    assert_int_equal(read_page(STR("<h1>Blast in Adra</h1><p>Two men were hurt in Adra on Sunday, "
                                   "police said. <a href=/x>Read more</a></p>" P2)),
                     ATT_OK);
    assert_false(holds("Read more"));
    close_page();
}

static void blocks_are_in_order_and_disjoint(void **state) {
    (void)state;
    assert_int_equal(read_page(STR(PAGE)), ATT_OK);
    assert_int_equal(report->n_block, 5);
    assert_int_equal(report->block[1].kind, BLOCK_HEADING);
    assert_int_equal(report->block[3].kind, BLOCK_LIST);
    uint64_t before = 0;
    for (uint32_t i = 0; i < report->n_block; i++) {
        att_span s = omap_source(report->omap, report->block[i].span);
        assert_true(s.b >= before && s.e > s.b);
        before = s.e;
    }
    close_page();
}

static void entities_lead_back(void **state) {
    (void)state;
    static const char page[] = "<p>The firm Adra &amp; Sons &ndash; \xe2\x80\x9cold\xe2\x80\x9d "
                               "&#8212; was  hit\nby a bomb on Sunday, police said.</p>";
    assert_int_equal(read_page(STR(page)), ATT_OK);
    uint32_t at = str_find_str(report->text, STR("Adra & Sons"), 0);
    att_span s = omap_source(report->omap, (struct tspan){at, at + 11});
    assert_true(str_eq_c(str_cut(str_c(page), (uint32_t)s.b, (uint32_t)s.e), "Adra &amp; Sons"));
    assert_true(holds("was hit by"));
    close_page();
}

static void misnested_and_unclosed(void **state) {
    (void)state;
    assert_int_equal(
        read_page(STR(
            "<div><p>One <b>two <i>three</b> four, the police said on Sunday of it.<p>Five six "
            "seven, "
            "and eight of them, said the police.<table><tr><td>a<td>b</table></div></div></p>")),
        ATT_OK);
    assert_true(holds("One two three four"));
    assert_true(holds("Five six seven"));
    close_page();
}

static void repeat(struct buf *b, const char *s, int n) {
    for (int i = 0; i < n; i++) buf_c(b, s);
}

static void deep_and_wide(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, sys_default(), 64 << 20);
    repeat(&b, "<div>", 100000);
    buf_c(&b, P1);
    assert_int_equal(read_page((struct str){b.p, (uint32_t)b.n}), ATT_OK);
    assert_true(holds("Two people were hurt"));
    assert_true(str_starts(report->note, STR("html: nesting deeper than 512")));
    close_page();
    buf_reset(&b);
    buf_c(&b, "<p ");
    repeat(&b, "a=b ", 1000000);
    buf_c(&b, ">Two people were hurt in the market, police said on Sunday.</p>");
    assert_int_equal(read_page((struct str){b.p, (uint32_t)b.n}), ATT_OK);
    assert_true(holds("Two people were hurt"));
    close_page();
    buf_release(&b);
}

static void nothing_to_read(void **state) {
    (void)state;
    assert_int_equal(read_page(STR("<html><script>var x = 1;</script></html>")), ATT_EINPUT);
    close_page();
    assert_int_equal(read_page(STR("<!-- <p>never closed")), ATT_EINPUT);
    close_page();
}

static void expect_date(const char *from, const char *to) {
    struct arena a;
    arena_init(&a, sys_default(), 1 << 20);
    struct date_words words;
    date_words_open(&words, &a);
    struct str s = date_read(&words, &a, str_c(from));
    if (to ? !str_eq_c(s, to) : s.n != 0) fail_msg("\"%s\" became \"%.*s\"", from, STR_ARG(s));
    arena_release(&a);
}

static void dates(void **state) {
    (void)state;
    expect_date("2021-11-07T08:15:00+03:00", "2021-11-07T05:15:00Z");
    expect_date("2021-12-31T23:30:00-05:00", "2022-01-01T04:30:00Z");
    expect_date("2021-11-07", "2021-11-07");
    expect_date("20211107", "2021-11-07");
    expect_date("Sun, 07 Nov 2021 08:15:00 GMT", "2021-11-07T08:15:00Z");
    expect_date("Nov. 7, 2021 at 8:59 pm EST", "2021-11-08T01:59:00Z");
    expect_date("7 November 2021", "2021-11-07");
    expect_date("1636272900", "2021-11-07T08:15:00Z");
    expect_date("2021-02-30", NULL);
    expect_date("yesterday", NULL);
}

static void json_strings_lead_back(void **state) {
    (void)state;
    struct arena a;
    struct omap map;
    arena_init(&a, sys_default(), 1 << 20);
    omap_init(&map, &a);
    struct str raw = STR("a\\u00e9 \\\"b\\\" \\ud83d\\ude00 \\n");
    struct str s = json_decode(&a, raw, &map, 100);
    assert_true(str_eq_c(s, "a\xc3\xa9 \"b\" \xf0\x9f\x98\x80 \n"));
    att_span back = omap_source(&map, (struct tspan){1, 3});
    assert_int_equal(back.b, 101);
    assert_int_equal(back.e, 107);
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_story_and_nothing_else),
        cmocka_unit_test(metadata),
        cmocka_unit_test(authors_that_only_the_page_shows),
        cmocka_unit_test(pictures_alone),
        cmocka_unit_test(a_headline_without_a_mark),
        cmocka_unit_test(first_post_of_a_live_page),
        cmocka_unit_test(blocks_are_in_order_and_disjoint),
        cmocka_unit_test(entities_lead_back),
        cmocka_unit_test(misnested_and_unclosed),
        cmocka_unit_test(deep_and_wide),
        cmocka_unit_test(nothing_to_read),
        cmocka_unit_test(dates),
        cmocka_unit_test(json_strings_lead_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
