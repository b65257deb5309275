/* What one input holds beside its texts: repeated reports, every value of the metadata with its
 * bytes, notices, packed bodies, news formats; and inputs made to break a reader. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/sys.h"
#include "ingest/source.h"
#include "unit/gzip.h"

#include <zstd.h>

#define STORY                                                                                      \
    "Two people were hurt when a bomb went off in the market of Adra, police said on Sunday. "     \
    "Nobody has claimed the attack so far, a spokesman told reporters in the town."

static struct buf seen; /* one line an item: "ok ID [exact|near ID]" or the error's text */
static char last[4096]; /* of the last report: "TITLE|BYLINE|OUTLET|PUBLISHED|TEXT" */

static void tell(const struct att_report *r) {
    buf_printf(&seen, "ok %.*s", STR_ARG(r->id));
    if (r->duplicate.kind)
        buf_printf(&seen, " %s %.*s", duplicate_kind_name(r->duplicate.kind),
                   STR_ARG(r->duplicate.of));
    if (r->note.n) buf_printf(&seen, " (%.*s)", STR_ARG(r->note));
    buf_c(&seen, "\n");
    snprintf(last, sizeof last, "%.*s|%.*s|%.*s|%.*s|%.*s", STR_ARG(r->title.text),
             STR_ARG(r->byline.text), STR_ARG(r->outlet.text), STR_ARG(r->published.text),
             STR_ARG(r->text));
}

static void read_bytes(const char *p, size_t n) {
    struct att_source *s;
    att_error err;
    buf_release(&seen);
    buf_init(&seen, sys_default(), 8 << 20);
    assert_int_equal(source_memory(sys_default(), (att_text){p, n}, "in", NULL, &s, &err), ATT_OK);
    for (;;) {
        struct att_report *r;
        att_status st = source_next(s, &r, &err);
        if (st == ATT_END) break;
        if (st) {
            buf_printf(&seen, "%s\n", err.text);
            continue;
        }
        tell(r);
        report_free(r);
    }
    source_close(s);
}

static void expect(const char *lines) {
    struct str got = {seen.n ? seen.p : "", (uint32_t)seen.n};
    if (!str_eq_c(got, lines)) fail_msg("got:\n%.*swanted:\n%s", STR_ARG(got), lines);
}

static void expect_last(const char *fields) {
    if (strcmp(last, fields)) fail_msg("got:\n%s\nwanted:\n%s", last, fields);
}

static void read_text(const char *s) {
    read_bytes(s, strlen(s));
}

/* ---- duplicates */

static void repeated_reports(void **state) {
    (void)state;
    read_text(
        "{\"id\":\"a\",\"text\":\"" STORY " The mayor called for calm and said that the market "
        "would be open again on Tuesday.\"}\n"
        "{\"id\":\"b\",\"text\":\"Short.\"}\n"
        "{\"id\":\"c\",\"text\":\"" STORY " The mayor called for calm and said that the market "
        "would be open again on Friday.\"}\n"
        "{\"id\":\"d\",\"text\":\"Short.\"}\n"
        "{\"id\":\"e\",\"text\":\"Gunmen attacked a police station on the road to Gao and fled "
        "before soldiers came, a resident of the village said by telephone on Monday night "
        "while the army denied that anybody had been killed there.\"}\n");
    expect("ok a\nok b\nok c near a\nok d exact b\nok e\n");
}

static void many_reports_in_bounded_memory(void **state) {
    (void)state;
    struct duplicates d;
    struct att_report r = {.kind = REPORT_TEXT};
    char text[200];
    att_error err;
    duplicates_init(&d, sys_default());
    arena_init(&r.a, sys_default(), 1 << 20);
    for (uint32_t i = 0; i < 3 * DUPLICATE_KEEP; i++) {
        snprintf(text, sizeof text, "Report %u: %u people fled the town of %u.", i, i * 7, i * 31);
        r.text = str_c(text);
        r.id = STR("x");
        r.duplicate.kind = DUPLICATE_NONE;
        assert_int_equal(duplicates_mark(&d, &r, &err), ATT_OK);
        assert_int_equal(r.duplicate.kind, DUPLICATE_NONE);
    }
    assert_int_equal(duplicates_mark(&d, &r, &err), ATT_OK);
    assert_int_equal(r.duplicate.kind, DUPLICATE_EXACT);
    assert_true(d.now.a.used + d.before.a.used < 64 << 20);
    arena_release(&r.a);
    duplicates_release(&d);
}

/* ---- metadata and notices */

static const char PAGE[] =
    "<html lang=en><head><title>Blast in Adra | Times</title>"
    "<meta property=og:title content=\"Blast &amp; fire\">"
    "<meta name=author content=\"J. Doe\">"
    "<link rel=canonical href=https://h.example/blast>"
    "<script type=application/ld+json>{\"headline\":\"Blast\",\"author\":{\"name\":\"Jane Doe\"},"
    "\"datePublished\":\"2021-11-07T08:15:00Z\",\"publisher\":{\"name\":\"Times\"}}</script></head>"
    "<body><h1>Blast in Adra</h1><div class=byline>By Jane Doe</div>"
    "<p>Updated: 8 November 2021</p><time datetime=2021-11-07>Sunday</time>"
    "<article><p>" STORY "</p><p>" STORY "</p></article>"
    "<aside><p>Correction: An earlier report gave a wrong town.</p></aside></body></html>";

static const struct {
    enum meta_field field;
    enum meta_from from;
    const char *cut; /* bytes of the page */
} PLACES[] = {
    {FIELD_TITLE, FROM_TITLE, "Blast in Adra | Times"},
    {FIELD_TITLE, FROM_OPENGRAPH, "Blast &amp; fire"},
    {FIELD_TITLE, FROM_JSON_LD, "Blast"},
    {FIELD_TITLE, FROM_HEADING, "Blast in Adra"},
    {FIELD_BYLINE, FROM_META, "J. Doe"},
    {FIELD_BYLINE, FROM_JSON_LD, "Jane Doe"},
    {FIELD_BYLINE, FROM_ELEMENT, "By Jane Doe"},
    {FIELD_OUTLET, FROM_JSON_LD, "Times"},
    {FIELD_PUBLISHED, FROM_JSON_LD, "2021-11-07T08:15:00Z"},
    {FIELD_PUBLISHED, FROM_TIME, "2021-11-07"},
    {FIELD_UPDATED, FROM_VISIBLE, "8 November 2021"},
    {FIELD_URL, FROM_LINK, "https://h.example/blast"},
    {FIELD_LANGUAGE, FROM_HTML, "en"},
};

static struct att_report *read_page(struct att_source **s, const char *page, size_t n) {
    struct att_report *r;
    att_error err;
    assert_int_equal(source_memory(sys_default(), (att_text){page, n}, "in", NULL, s, &err),
                     ATT_OK);
    assert_int_equal(source_next(*s, &r, &err), ATT_OK);
    return r;
}

static void every_value_with_its_place(void **state) {
    (void)state;
    struct att_source *s;
    struct att_report *r = read_page(&s, PAGE, sizeof PAGE - 1);
    for (uint32_t i = 0; i < COUNT_OF(PLACES); i++) {
        bool found = false;
        for (uint32_t k = 0; k < r->candidate.n; k++) {
            const struct meta_candidate *c = &r->candidate.v[k];
            struct str cut = str_cut(STR(PAGE), (uint32_t)c->source.b, (uint32_t)c->source.e);
            found |= c->field == PLACES[i].field && c->from == PLACES[i].from &&
                     str_eq_c(cut, PLACES[i].cut);
        }
        if (!found) fail_msg("no %s: %s", meta_from_name(PLACES[i].from), PLACES[i].cut);
    }
    assert_int_equal(r->candidate.n, COUNT_OF(PLACES));
    assert_true(str_eq_c(r->published.text, "2021-11-07T08:15:00Z"));
    assert_true(str_eq_c(r->updated.text, "2021-11-08"));
    assert_int_equal(r->notice.n, 1);
    assert_true(str_eq_c(r->notice.v[0].kind, "correction"));
    report_free(r);
    source_close(s);
}

static void notices_of_plain_text(void **state) {
    (void)state;
    static const char text[] =
        "One man was hurt.\n\nThis story has been updated with a statement.\n";
    struct att_source *s;
    struct att_report *r = read_page(&s, text, sizeof text - 1);
    assert_int_equal(r->notice.n, 1);
    assert_true(str_eq_c(r->notice.v[0].kind, "update"));
    assert_int_equal(r->notice.v[0].source.b, 19);
    report_free(r);
    source_close(s);
}

/* Places in a page of another character set are bytes as received. */
static void values_of_another_character_set(void **state) {
    (void)state;
    static const char page[] =
        "<html><head><meta charset=windows-1251><title>\xc2\xe7\xf0\xfb\xe2 "
        "\xe2 \xe3\xee\xf0\xee\xe4\xe5</title></head><body><p>\xc2\xe7\xf0\xfb"
        "\xe2, \xf1\xea\xe0\xe7\xe0\xeb\xe0 \xef\xee\xeb\xe8\xf6\xe8\xff.</p>";
    struct att_source *s;
    struct att_report *r = read_page(&s, page, sizeof page - 1);
    assert_true(r->candidate.n > 0);
    assert_int_equal(r->candidate.v[0].source.b, strstr(page, "<title>") + 7 - page);
    assert_int_equal(r->candidate.v[0].source.e, strstr(page, "</title>") - page);
    report_free(r);
    source_close(s);
}

/* ---- archives */

static void put_block(struct buf *b, const char *type, const char *id, const void *block, size_t n,
                      size_t claimed) {
    buf_printf(b,
               "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <%s>\r\nWARC-Target-URI: "
               "http://h.example/%s\r\nContent-Type: application/http;msgtype=response\r\n"
               "Content-Length: %zu\r\n\r\n",
               type, id, id, claimed);
    buf_put(b, block, n);
    buf_c(b, "\r\n\r\n");
}

static void put_body(struct buf *b, const char *id, const char *coding, const void *body,
                     size_t n) {
    struct buf block;
    buf_init(&block, sys_default(), 64 << 20);
    buf_printf(&block, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: %s\r\n\r\n",
               coding);
    buf_put(&block, body, n);
    put_block(b, "response", id, block.p, block.n, block.n);
    buf_release(&block);
}

/* "<p>Two people were hurt in Adra, police said.</p>" */
static const unsigned char BROTLI[] = {
    0x1b, 0x30, 0x00, 0x00, 0x44, 0xdd, 0x96, 0xea, 0xe8, 0xa2, 0xa1, 0x9c, 0x83,
    0xa1, 0x1b, 0x8a, 0xe0, 0x40, 0x8b, 0x9e, 0xa1, 0xd8, 0x92, 0xa8, 0x02, 0x8f,
    0x45, 0x8a, 0x43, 0xdb, 0xc2, 0xdb, 0x3f, 0x48, 0xd1, 0x07, 0x45, 0xcc, 0xa7,
    0x8b, 0xb5, 0x51, 0x87, 0x7a, 0x42, 0x41, 0x0e, 0x81, 0x62, 0xb6, 0x12, 0x0e};
#define BODY "<p>Two people were hurt in Adra, police said.</p>"

static void packed_bodies(void **state) {
    (void)state;
    struct buf b;
    char z[512];
    buf_init(&b, sys_default(), 1 << 20);
    put_body(&b, "br", "br", BROTLI, sizeof BROTLI);
    put_body(&b, "zstd", "zstd", z, ZSTD_compress(z, sizeof z, BODY, strlen(BODY), 3));
    put_body(&b, "gzip", "gzip", z, gzip(BODY, strlen(BODY), z, sizeof z));
    put_body(&b, "kept", "br", BODY, strlen(BODY)); /* unpacked by the crawler, its head kept */
    put_body(&b, "bad", "br", "\x1b\x30\x00\x00\xff\xff\xff\xff", 8);
    read_bytes(b.p, b.n);
    struct str got = {seen.p, (uint32_t)seen.n};
    assert_true(str_starts(got, STR("ok br\nok zstd exact br\nok gzip exact br\nok kept exact br\n"
                                    "in:")));
    assert_non_null(strstr(last, "Two people were hurt in Adra, police said."));
    /* the archive itself as zstd, in frames */
    struct buf packed;
    buf_init(&packed, sys_default(), 1 << 20);
    char *at = buf_reserve(&packed, ZSTD_compressBound(b.n));
    packed.n = ZSTD_compress(at, ZSTD_compressBound(b.n), b.p, b.n, 3);
    read_bytes(packed.p, packed.n);
    assert_true(
        str_starts((struct str){seen.p, (uint32_t)seen.n}, STR("ok br\nok zstd exact br\n")));
    buf_release(&packed);
    buf_release(&b);
}

/* Through gzip, chunks gone, Latin-1 and entities: the span cuts the unpacked body. */
static void spans_of_a_packed_body(void **state) {
    (void)state;
    static const char page[] = "<html><meta charset=iso-8859-1><p>The caf\xe9 of &quot;Adra &amp; "
                               "Sons&quot; was hit on Sunday, police said.</p>";
    struct buf b;
    char z[512];
    buf_init(&b, sys_default(), 1 << 20);
    put_body(&b, "r", "gzip", z, gzip(page, sizeof page - 1, z, sizeof z));
    struct att_source *s;
    struct att_report *r = read_page(&s, b.p, b.n);
    static const char *const pair[][2] = {{"caf\xc3\xa9", "caf\xe9"},
                                          {"\"Adra & Sons\"", "&quot;Adra &amp; Sons&quot;"},
                                          {"on Sunday", "on Sunday"}};
    for (uint32_t i = 0; i < COUNT_OF(pair); i++) {
        struct str word = str_c(pair[i][0]);
        uint32_t at = str_find_str(r->text, word, 0);
        assert_int_not_equal(at, NONE);
        att_span span = omap_source(r->omap, (struct tspan){at, at + word.n});
        assert_true(str_eq_c(str_cut(STR(page), (uint32_t)span.b, (uint32_t)span.e), pair[i][1]));
    }
    report_free(r);
    source_close(s);
    buf_release(&b);
}

static void revisits(void **state) {
    (void)state;
    static const char page[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" BODY;
    static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    struct buf b;
    buf_init(&b, sys_default(), 1 << 20);
    put_block(&b, "response", "r1", page, sizeof page - 1, sizeof page - 1);
    put_block(&b, "revisit", "r2", head, sizeof head - 1, sizeof head - 1);
    put_block(&b, "revisit", "r3", "", 0, 0);
    put_block(&b, "response", "r4", page, sizeof page - 1, sizeof page - 1);
    read_bytes(b.p, b.n);
    expect("ok r1\nok r4 exact r1\n");
    buf_release(&b);
}

static void lying_lengths(void **state) {
    (void)state;
    static const char page[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" BODY;
    size_t n = sizeof page - 1;
    struct buf b;
    buf_init(&b, sys_default(), 1 << 20);
    put_block(&b, "response", "short", page, n, n - 20);
    put_block(&b, "response", "r1", page, n, n);
    put_block(&b, "response", "long", page, n, n + 50);
    put_block(&b, "response", "r2", page, n, n);
    put_block(&b, "metadata", "m", page, n, n - 9);
    put_block(&b, "response", "r3", page, n, n);
    put_block(&b, "response", "end", page, n, n + 5000);
    read_bytes(b.p, b.n);
    struct str got = {seen.p, (uint32_t)seen.n};
    assert_true(str_starts(got, STR("in: a record whose Content-Length is wrong at byte 0; ")));
    assert_true(str_find_str(got, STR("\nok r1\n"), 0) != NONE);
    assert_true(str_find_str(got, STR("\nok r2 exact r1\n"), 0) != NONE);
    assert_true(str_find_str(got, STR("\nok r3 exact r1\n"), 0) != NONE);
    assert_true(str_find_str(got, STR("the archive ends"), 0) != NONE);
    buf_release(&b);
}

/* ---- formats of news */

static void news_formats(void **state) {
    (void)state;
    read_text("<rdf:RDF xmlns:rdf=\"r\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"d\"><channel>"
              "<title>Times</title></channel><item rdf:about=\"y\"><title>&lt;b&gt;Blast&lt;/b&gt; "
              "&amp;amp; "
              "fire</title>"
              "<dc:date>2021-11-07T08:15:00+03:00</dc:date><dc:creator>Jane Doe</dc:creator>"
              "<description>Two were hurt &#x2013; police said so.</description></item></rdf:RDF>");
    expect_last(
        "Blast & fire|Jane Doe|Times|2021-11-07T05:15:00Z|Two were hurt \xe2\x80\x93 police said "
        "so.");
    read_text("<newsItem guid=\"urn:1\"><itemMeta><provider literal=\"Agency\"/><versionCreated>"
              "2021-11-08T08:00:00Z</versionCreated><pubStatus qcode=\"stat:canceled\"/></itemMeta>"
              "<contentMeta><contentCreated>2021-11-07</contentCreated><by>Jane Doe</by><headline>"
              "Blast</headline></contentMeta><contentSet><inlineXML><html><body><p>" STORY
              "</p></body></html></inlineXML></contentSet></newsItem>");
    expect("ok urn:1 (the publisher marks this item as stat:canceled)\n");
    expect_last("Blast|Jane Doe|Agency|2021-11-07|" STORY);
    read_text(
        "<nitf><head><docdata><date.issue norm=\"20211107T081500Z\"/></docdata></head><body>"
        "<body.head><hedline><hl1>Blast</hl1></hedline><byline>By Jane Doe</byline></body.head>"
        "<body.content><p>" STORY "</p></body.content></body></nitf>");
    expect_last("Blast|Jane Doe||2021-11-07T08:15:00Z|" STORY);
    read_text("{\"uri\":\"urn:2\",\"pubStatus\":\"usable\",\"headlines\":[{\"value\":\"Blast\"}],"
              "\"by\":\"Jane Doe\",\"infosources\":[{\"name\":\"Agency\"}],\"versionCreated\":"
              "\"2021-11-07T08:15:00Z\",\"bodies\":[{\"contentType\":\"text/plain\",\"value\":"
              "\"Two were hurt.\"}]}");
    expect("ok urn:2\n");
    expect_last("Blast|Jane Doe|Agency|2021-11-07T08:15:00Z|Two were hurt.");
}

static void feeds_that_are_not_what_they_say(void **state) {
    (void)state;
    /* a body of a picture: the summary is read */
    read_text("<rss><channel><item><guid>g</guid><description>Two were hurt.</description>"
              "<content:encoded xmlns:content=\"c\">&lt;img src=x&gt;</content:encoded></item>"
              "</channel></rss>");
    expect("ok g\n");
    assert_non_null(strstr(last, "Two were hurt."));
    /* a page where a feed was asked for */
    struct att_source *s;
    struct att_report *r;
    att_error err;
    att_source_options feed = {.input = ATT_INPUT_FEED};
    static const char page[] = "<!DOCTYPE html><html><body><p>" STORY "<br></body></html>";
    assert_int_equal(
        source_memory(sys_default(), (att_text){page, sizeof page - 1}, "in", &feed, &s, &err),
        ATT_OK);
    assert_int_equal(source_next(s, &r, &err), ATT_OK);
    assert_int_equal(r->kind, REPORT_HTML);
    assert_true(str_eq_c(r->text, STORY));
    report_free(r);
    source_close(s);
}

/* ---- bombs */

static void repeat(struct buf *b, const char *s, int n) {
    for (int i = 0; i < n; i++) buf_c(b, s);
}

static void gzip_bombs(void **state) {
    (void)state;
    enum { HUGE = 100 << 20 };
    struct buf b;
    char *zeros = malloc(HUGE), *z = malloc(1 << 20);
    assert_non_null(zeros);
    assert_non_null(z);
    memset(zeros, 'a', HUGE);
    size_t n = gzip(zeros, HUGE, z, 1 << 20);
    read_bytes(z, n);
    expect("in: larger than the limit of 67108864 bytes for one report\n");
    buf_init(&b, sys_default(), 1 << 20);
    put_body(&b, "bomb", "gzip", z, n);
    put_body(&b, "good", "br", BROTLI, sizeof BROTLI);
    read_bytes(b.p, b.n);
    expect("in:0: unpacked body is longer than the limit of 67108864 bytes\nok good\n");
    buf_release(&b);
    free(zeros);
    free(z);
}

static void entity_bombs(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, sys_default(), 1 << 20);
    buf_c(&b, "<!DOCTYPE rss [<!ENTITY a0 \"aaaaaaaaaa\">");
    for (int i = 1; i < 20; i++)
        buf_printf(&b, "<!ENTITY a%d \"&a%d;&a%d;&a%d;&a%d;\">", i, i - 1, i - 1, i - 1, i - 1);
    buf_c(&b, "]><rss><channel><item><description>&a19;</description></item></channel></rss>");
    read_bytes(b.p, b.n);
    expect("in: feed is damaged at line 1, byte 27: it declares entities, which are not read\n");
    buf_release(&b);
}

static double page_seconds(struct buf *b, const char *open, int n) {
    buf_reset(b);
    buf_c(b, "<html>");
    repeat(b, open, n);
    buf_c(b, BODY);
    clock_t begun = clock();
    read_bytes(b->p, b->n);
    assert_true(str_starts((struct str){seen.p, (uint32_t)seen.n}, STR("ok in")));
    return (double)(clock() - begun) / CLOCKS_PER_SEC;
}

/* Twice the depth, and twice the attributes, take about twice the time. */
static void deep_and_wide_pages(void **state) {
    (void)state;
    static const char *const open[] = {"<div>", "<b>", "<table><tr><td>", "<ul><li>",
                                       "<em><section>"};
    struct buf b;
    buf_init(&b, sys_default(), 60 << 20);
    for (uint32_t i = 0; i < COUNT_OF(open); i++) {
        double one = page_seconds(&b, open[i], 50000), two = page_seconds(&b, open[i], 100000);
        assert_true(two < 4 * one + 0.5);
        if (!strstr(seen.p, "nesting deeper than 512 at byte")) fail_msg("%s: %s", open[i], seen.p);
    }
    buf_reset(&b);
    buf_c(&b, "<html><p ");
    repeat(&b, "a=b ", 10000000);
    buf_c(&b, ">Two people were hurt in Adra, police said.</p>");
    read_bytes(b.p, b.n);
    expect("ok in\n");
    buf_release(&b);
}

static void truncated_archives(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, sys_default(), 1 << 20);
    put_body(&b, "r1", "br", BROTLI, sizeof BROTLI);
    size_t first = b.n;
    put_body(&b, "r2", "br", BROTLI, sizeof BROTLI);
    for (size_t n = first; n < b.n; n++) { /* cut anywhere in the second record */
        read_bytes(b.p, n);
        assert_true(str_starts((struct str){seen.p, (uint32_t)seen.n}, STR("ok r1\n")));
    }
    char z[2048];
    size_t n = gzip(b.p, b.n, z, sizeof z);
    read_bytes(z, n - 12);
    struct str got = {seen.p, (uint32_t)seen.n};
    if (!str_starts(got, STR("ok r1\n")) || str_find_str(got, STR("ends"), 0) == NONE)
        fail_msg("%.*s", STR_ARG(got));
    buf_release(&b);
}

static void mixed_character_sets(void **state) {
    (void)state;
    /* one page of UTF-8 with a paste of windows-1252; another that names a set which it is not in
     */
    read_text(
        "<html><meta charset=utf-8><p>The caf\xc3\xa9 \x96 \x93old\x94 \x96 was hit on Sunday, "
        "police said.</p>");
    expect("ok in (charset: read as UTF-8 with windows-1252)\n");
    assert_non_null(strstr(last, "caf\xc3\xa9 \xe2\x80\x93 \xe2\x80\x9cold\xe2\x80\x9d"));
    read_text(
        "<html><meta charset=shift_jis><p>The caf\xc3\xa9 was hit on Sunday, police said.</p>");
    expect("ok in\n");
    assert_non_null(strstr(last, "caf\xc3\xa9"));
    read_text("<html><meta charset=no-such-set><p>The caf\xe9 was hit on Sunday, police said.</p>");
    assert_non_null(strstr(last, "caf"));
}

static int close_all(void **state) {
    (void)state;
    buf_release(&seen);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repeated_reports),
        cmocka_unit_test(many_reports_in_bounded_memory),
        cmocka_unit_test(every_value_with_its_place),
        cmocka_unit_test(notices_of_plain_text),
        cmocka_unit_test(values_of_another_character_set),
        cmocka_unit_test(packed_bodies),
        cmocka_unit_test(spans_of_a_packed_body),
        cmocka_unit_test(revisits),
        cmocka_unit_test(lying_lengths),
        cmocka_unit_test(news_formats),
        cmocka_unit_test(feeds_that_are_not_what_they_say),
        cmocka_unit_test(gzip_bombs),
        cmocka_unit_test(entity_bombs),
        cmocka_unit_test(deep_and_wide_pages),
        cmocka_unit_test(truncated_archives),
        cmocka_unit_test(mixed_character_sets),
    };
    return cmocka_run_group_tests(tests, NULL, close_all);
}
