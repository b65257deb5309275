/* Mails as reports: head, parts, transfer encodings, the way back; and what is no mail. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/sys.h"
#include "ingest/source.h"

static struct att_source *source;
static struct att_report *report;
static att_error error;
static const char *bytes;

static att_status take(const char *mail) {
    bytes = mail;
    att_source_options opt = {0};
    att_text in = {mail, strlen(mail)};
    assert_int_equal(source_memory(sys_default(), in, "in", &opt, &source, &error), ATT_OK);
    return source_next(source, &report, &error);
}

static void done(void) {
    report_free(report);
    report = NULL;
    source_close(source);
}

static void is(struct str got, const char *want) {
    if (!str_eq_c(got, want)) fail_msg("got: %.*s\nwanted: %s", STR_ARG(got), want);
}

/* The word of the text came from these bytes of the mail. */
static void came_from(const char *word, const char *raw) {
    uint32_t b = str_find_str(report->text, str_c(word), 0);
    assert_int_not_equal(b, NONE);
    att_span s = omap_source(report->omap, (struct tspan){b, b + (uint32_t)strlen(word)});
    is((struct str){bytes + s.b, (uint32_t)(s.e - s.b)}, raw);
}

static void plain_mail(void **state) {
    (void)state;
    assert_int_equal(take("From: Field Desk <desk@example.org>\r\n"
                          "To: all@example.org\r\n"
                          "Date: Tue, 5 Mar 2019 08:14:00 +0300\r\n"
                          "Subject: Fwd: Re: Shelling in\r\n Taiz\r\n\r\n"
                          "Six civilians were killed.\r\n"),
                     ATT_OK);
    is(report->title.text, "Shelling in Taiz");
    is(report->byline.text, "Field Desk");
    is(report->published.text, "2019-03-05T05:14:00Z");
    is(str_trim(report->text), "Six civilians were killed.");
    came_from("civilians", "civilians");
    done();
}

static void encoded_parts(void **state) {
    (void)state;
    assert_int_equal(take("From: =?utf-8?Q?Jos=C3=A9_M?= <j@example.org>\n"
                          "Subject: =?UTF-8?B?QXR0YWNr?= =?iso-8859-1?Q?_in_S=E3o?= Paulo\n"
                          "Content-Type: multipart/mixed;\n boundary=\"one\"\n\n"
                          "--one\nContent-Type: multipart/alternative; boundary=two\n\n"
                          "--two\nContent-Type: text/html\n\n<p>No.</p>\n"
                          "--two\nContent-Type: text/plain; charset=utf-8\n"
                          "Content-Transfer-Encoding: quoted-printable\n\n"
                          "The governor=E2=80=99s spokes=\nman said so.\n--two--\n"
                          "--one\nContent-Type: image/png\n\nxxxx\n--one--\n"),
                     ATT_OK);
    is(report->title.text, "Attack in S\xc3\xa3o Paulo");
    is(report->byline.text, "Jos\xc3\xa9 M");
    is(str_trim(report->text), "The governor\xe2\x80\x99s spokesman said so.");
    came_from("spokesman", "spokes=\nman");
    came_from("\xe2\x80\x99", "=E2=80=99");
    done();
}

static void base64_page(void **state) {
    (void)state;
    assert_int_equal(take("From: a@example.org\nSubject: x\nContent-Type: text/html\n"
                          "Content-Transfer-Encoding: base64\n\n"
                          "PHA+VHdvIG1lbiB3ZXJlIGh1cnQg\naW4gQWRyYSBvbiBTdW5kYXkuPC9wPg==\n"),
                     ATT_OK);
    is(report->text, "Two men were hurt in Adra on Sunday.");
    is(report->byline.text, "");
    came_from("Two", "VHdv");
    done();
}

static void without_text(void **state) {
    (void)state;
    assert_int_equal(take("From: a@example.org\nSubject: x\n"
                          "Content-Type: multipart/mixed; boundary=b\n\n"
                          "--b\nContent-Type: image/png\n\nxxxx\n--b--\n"),
                     ATT_EINPUT);
    assert_string_equal(error.text, "in: mail without text");
    done();
    assert_int_equal(take("From: a@example.org\nSubject: x\n\n \n"), ATT_EINPUT);
    assert_string_equal(error.text, "in: empty: no text to read");
    done();
}

static void no_mail(void **state) {
    (void)state;
    assert_int_equal(take("Subject: the siege\n\nTwo men were hurt.\n"), ATT_OK);
    is(str_cut(report->text, 0, 8), "Subject:");
    done();
    assert_int_equal(take("From: Kabul to Herat: a road\nof war\n\nTo: be read.\n"), ATT_OK);
    is(str_cut(report->text, 0, 5), "From:");
    done();
}

static void no_report(void **state) {
    (void)state;
    assert_int_equal(take("%PDF-1.4 x"), ATT_EINPUT);
    assert_non_null(strstr(error.text, "in: a PDF document; attest reads text"));
    done();
    assert_int_equal(take("{\\rtf1 x}"), ATT_EINPUT);
    assert_non_null(strstr(error.text, "an RTF document"));
    done();
    assert_int_equal(take("<?xml version=\"1.0\"?><urlset><url/></urlset>"), ATT_EINPUT);
    assert_non_null(strstr(error.text, "a sitemap"));
    done();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_mail),  cmocka_unit_test(encoded_parts),
        cmocka_unit_test(base64_page), cmocka_unit_test(without_text),
        cmocka_unit_test(no_mail),     cmocka_unit_test(no_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
