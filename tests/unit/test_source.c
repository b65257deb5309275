/* Inputs of every format, good and broken: each bad item is one named error, the rest is read. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/sys.h"
#include "ingest/charset.h"
#include "ingest/langid.h"
#include "ingest/source.h"
#include "unit/gzip.h"

#define P1                                                                                         \
    "<p>Two people were hurt when a bomb went off in the market of Adra, police said on "          \
    "Sunday.</p>"

/* What came out of an input, one line an item: "ok ID" or the error's text. */
static struct buf seen; /* set up by read_bytes() */
static char last_text[4096];

static void read_bytes(const char *p, size_t n, size_t limit) {
    struct att_source *s;
    att_error err;
    att_source_options opt = {.item_limit = limit};
    buf_release(&seen);
    buf_init(&seen, sys_default(), 1 << 20);
    last_text[0] = 0;
    assert_int_equal(source_memory(sys_default(), (att_text){p, n}, "in", &opt, &s, &err), ATT_OK);
    for (int i = 0; i < 1000; i++) {
        struct att_report *r;
        att_status st = source_next(s, &r, &err);
        if (st == ATT_END) break;
        if (st)
            buf_printf(&seen, "%s\n", err.text);
        else {
            buf_printf(&seen, "ok %.*s\n", STR_ARG(r->id));
            snprintf(last_text, sizeof last_text, "%.*s", STR_ARG(r->text));
            report_free(r);
        }
        assert_true(i < 999);
    }
    source_close(s);
}

static void expect(const char *lines) {
    struct str got = {seen.n ? seen.p : "", (uint32_t)seen.n};
    if (!str_eq_c(got, lines)) fail_msg("got:\n%.*swanted:\n%s", STR_ARG(got), lines);
}

static void read_text(const char *s) {
    read_bytes(s, strlen(s), 0);
}

static void plain_text(void **state) {
    (void)state;
    read_text("Two men were hurt.\n");
    expect("ok in\n");
    read_text("");
    expect("in: empty: no text to read\n");
    read_text(" \n\t ");
    expect("in: empty: no text to read\n");
    read_bytes("a\0b", 3, 0);
    expect("in: binary, not text: a zero byte at byte 1\n");
    read_text("It\xe2\x80\x99s bad \xff here");
    expect("in: not UTF-8: byte 0xff at byte 11\n");
}

static void one_bad_line_of_many(void **state) {
    (void)state;
    read_text("{\"id\":\"a\",\"text\":\"One.\"}\n[1]\n\n{\"id\":\"b\"}\n{broken\n{\"id\":7,"
              "\"text\":\"Two.\"}");
    assert_true(str_starts((struct str){seen.p, (uint32_t)seen.n},
                           STR("ok a\nin:2: not a JSON object\nin:4: neither \"text\" nor \"html\" "
                               "is a string\nin:5: ")));
    assert_true(str_ends((struct str){seen.p, (uint32_t)seen.n}, STR("ok 7\n")));
}

static void limits(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, sys_default(), 8 << 20);
    buf_c(&b, "{\"id\":\"a\",\"text\":\"");
    for (int i = 0; i < 200000; i++) buf_c(&b, "word ");
    buf_c(&b, "\"}\n{\"id\":\"b\",\"text\":\"Short.\"}\n");
    read_bytes(b.p, b.n, 1000);
    expect("in:1: line longer than the limit of 1000 bytes\nok b\n");
    read_bytes(b.p + 20, 5000, 1000);
    expect("in: larger than the limit of 1000 bytes for one report\n");
    buf_release(&b);
}

static void character_sets(void **state) {
    (void)state;
    read_text("<html><head><meta charset=windows-1252></head><body><p>The caf\xe9 was hit \x96 "
              "nobody was hurt, "
              "police said.</p></body></html>");
    assert_non_null(strstr(last_text, "caf\xc3\xa9 was hit \xe2\x80\x93 nobody"));
    read_bytes("\xff\xfeT\0w\0o\0 \0m\0e\0n\0 \0\x1c\x20", 20, 0);
    expect("ok in\n");
    assert_string_equal(last_text, "Two men \xe2\x80\x9c");
    struct arena a;
    struct charset_text t;
    att_error err;
    arena_init(&a, sys_default(), 1 << 24);
    assert_int_equal(charset_convert(&a, STR("\xe4\xf0\xf3\xe3 \xe4\xf0\xf3\xe3"),
                                     STR("windows-1251"), true, &t, &err),
                     ATT_OK);
    assert_true(
        str_eq_c(t.text, "\xd0\xb4\xd1\x80\xd1\x83\xd0\xb3 \xd0\xb4\xd1\x80\xd1\x83\xd0\xb3"));
    att_span s = omap_source(t.map, (struct tspan){2, 6});
    assert_int_equal(s.b, 1);
    assert_int_equal(s.e, 3);
    assert_int_equal(charset_convert(&a, STR("\x93\xfa\x96{ x"), STR("Shift_JIS"), true, &t, &err),
                     ATT_OK);
    assert_true(str_eq_c(t.text, "\xe6\x97\xa5\xe6\x9c\xac x"));
    assert_int_equal(omap_source(t.map, (struct tspan){3, 6}).b, 2);
    arena_release(&a);
}

static void packed(void **state) {
    (void)state;
    char z[4096];
    size_t n = gzip("Two men were hurt.\n", 19, z, sizeof z),
           m = gzip("Three more fled.", 16, z + n, sizeof z - n);
    read_bytes(z, n + m, 0);
    expect("ok in\n");
    assert_string_equal(last_text, "Two men were hurt.\nThree more fled.");
    read_bytes(z, n - 6, 0);
    expect("in: packed data ends early, after 19 bytes of text\n");
    z[n / 2] ^= 0x55;
    read_bytes(z, n, 0);
    assert_true(seen.n > 4 && !memcmp(seen.p, "in: ", 4));
    static char zeros[1 << 20];
    memset(zeros, 'a', sizeof zeros);
    n = gzip(zeros, sizeof zeros, z, sizeof z);
    read_bytes(z, n, 1000);
    expect("in: larger than the limit of 1000 bytes for one report\n");
}

static void feeds(void **state) {
    (void)state;
    read_text(
        "<?xml "
        "version=\"1.0\"?><rss><channel><title>Harbour</title><item><guid>g1</"
        "guid><description>&lt;p&gt;Two people "
        "were hurt &amp;amp; one fled, police said on "
        "Sunday.&lt;/p&gt;</description></item><item><guid>g2</guid></item>"
        "<item><guid>g3</guid><description>Plain words.</description></item></channel></rss>");
    expect("ok g1\nin:2: empty: no text to read\nok g3\n");
    read_text("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>e1</id><content "
              "type=\"xhtml\"><div>" P1 "</div></content></entry></feed>");
    expect("ok e1\n");
    assert_true(!strncmp(last_text, "Two people were hurt", 20));
    read_text(
        "<nitf><head><docdata><doc-id id-string=\"n1\"/></docdata></head><body><body.content>" P1
        "</body.content></body></nitf>");
    expect("ok n1\n");
    read_text("{\"version\":\"https://jsonfeed.org/version/"
              "1\",\"items\":[{\"id\":\"j1\",\"content_text\":\"One.\"},{\"id\":\"j2\"}]}");
    expect("ok j1\nin:2: neither \"text\" nor \"html\" is a string\n");
    read_text("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a "
              "\"b\">]><rss><channel><item/></channel></rss>");
    expect("in: feed is damaged at line 1, byte 47: it declares entities, which are not read\n");
    read_text("<rss><channel><item><guid>a</guid><description>One.</description></"
              "item><item><broken</channel>");
    assert_true(str_ends((struct str){seen.p, (uint32_t)seen.n}, STR("")));
}

static void put_record(struct buf *b, const char *type, const char *id, const char *block) {
    buf_printf(b,
               "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <%s>\r\nWARC-Target-URI: "
               "http://h.example/%s\r\nContent-Type: "
               "application/http;msgtype=response\r\nContent-Length: %zu\r\n\r\n%s\r\n\r\n",
               type, id, id, strlen(block), block);
}

static void archives(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, sys_default(), 1 << 20);
    put_record(&b, "warcinfo", "i", "a: b\r\n");
    put_record(&b, "response", "r1", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" P1);
    put_record(&b, "response", "r2", "HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n" P1);
    put_record(&b, "response", "r3",
               "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n2c\r\n"
               "Two people were hurt in Adra, police said of\r\n0\r\n\r\n");
    put_record(&b, "response", "r4", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p></p>");
    size_t good = b.n;
    read_bytes(b.p, b.n, 0);
    struct str got = {seen.p, (uint32_t)seen.n};
    assert_true(str_starts(got, STR("ok r1\nok r3\nin:")));
    assert_true(str_ends(got, STR(": no text on the page\n")));
    put_record(&b, "response", "r5", "HTTP/1.1 200 OK\r\n\r\n" P1);
    read_bytes(b.p, good + 200, 0);
    got = (struct str){seen.p, (uint32_t)seen.n};
    assert_true(str_find_str(got, STR("the archive ends"), 0) != NONE ||
                str_find_str(got, STR("no WARC record"), 0) != NONE);
    assert_true(str_starts(got, STR("ok r1\nok r3\n")));
    read_text("WARC/1.0\r\nWARC-Type: response\r\n\r\nx");
    expect("in: a record without Content-Length at byte 0; 1 bytes are left out\n");
    buf_release(&b);
}

static void languages(void **state) {
    (void)state;
    struct arena a;
    struct langid l = {0};
    arena_init(&a, sys_default(), 1 << 24);
    langid_open(&l, &a);
    assert_true(str_eq_c(langid_of(&l, STR("The man was shot at the door of the house and he died "
                                           "in the hospital, they said.")),
                         "en"));
    assert_true(str_eq_c(langid_of(&l, STR("El hombre murió en el hospital de la ciudad, según "
                                           "dijo la policía el domingo por la noche.")),
                         "es"));
    assert_true(str_eq_c(langid_of(&l, STR("Der Mann wurde vor dem Haus erschossen und ist in der "
                                           "Nacht gestorben, sagte die Polizei.")),
                         "de"));
    assert_true(str_eq_c(langid_of(&l, STR("Два человека пострадали при взрыве на рынке")), "ru"));
    assert_true(langid_of(&l, STR("Fire!")).n == 0);
    arena_release(&a);
}

static int close_all(void **state) {
    (void)state;
    buf_release(&seen);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text), cmocka_unit_test(one_bad_line_of_many),
        cmocka_unit_test(limits),     cmocka_unit_test(character_sets),
        cmocka_unit_test(packed),     cmocka_unit_test(feeds),
        cmocka_unit_test(archives),   cmocka_unit_test(languages),
    };
    return cmocka_run_group_tests(tests, NULL, close_all);
}
