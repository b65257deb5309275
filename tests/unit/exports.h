/* What the tests of exports share: a small book, its export in each format, and how a spoiled file
 * is refused. */
#ifndef TESTS_UNIT_EXPORTS_H
#define TESTS_UNIT_EXPORTS_H

#include "base/base.h"

#include "base/buf.h"
#include "base/sys.h"
#include "export/export.h"
#include "export/validate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena arena;
enum { TEXT_LIMIT = 1 << 24 };

static const char reports[] =
    "{\"id\":\"a\",\"source\":\"Daily, The\",\"published\":\"2021-11-08\",\"title\":\"Bomb in "
    "Basra\","
    "\"url\":\"https://example.org/a\",\"text\":\"At least 12 people were killed on 7 November "
    "2021 "
    "when Taliban fighters attacked a market in Kandahar, police said. Doctors put the toll at 15. "
    "The United States condemned the attack.\"}\n"
    "{\"id\":\"b\",\"source\":\"Wire\",\"published\":\"2019-03-05\",\"title\":\"Soldiers killed\","
    "\"url\":\"https://example.org/b\",\"text\":\"Rebels killed two soldiers in Aleppo on 4 March "
    "2019, the army said. Syria accused Turkey of helping the rebels. Turkey sent aid to "
    "Lebanon.\"}\n"
    "{\"id\":\"c\",\"source\":\"Wire\",\"published\":\"2018-06-10\",\"title\":\"Car bomb\","
    "\"url\":\"https://example.org/c\",\"text\":\"A suicide car bomb killed three police officers "
    "in "
    "Kabul on 9 June 2018. The Islamic State group claimed responsibility for the attack. Two "
    "attackers were also killed, police said, and 20 people were wounded.\"}\n";

static att_book *book;
static char book_path[] = "/tmp/attest-export-XXXXXX";
static struct buf whole;    /* JSON lines of all of the book, with a ruling */
static struct buf file[32]; /* the export of each format, in the order of export_formats */

static inline int keep_rows(void *ctx, att_text rows, att_text trail) {
    (void)trail;
    buf_put(ctx, rows.p, rows.n);
    return 1;
}

static inline void fill_book(void) {
    att_engine *engine;
    att_reader *reader;
    att_source *source;
    att_report *report;
    att_text record, text = {reports, sizeof reports - 1};
    att_options opt = {.cameo = 0};
    att_error err;
    assert_int_equal(att_engine_new(&opt, &engine, &err), ATT_OK);
    assert_int_equal(att_reader_new(engine, &reader, &err), ATT_OK);
    att_source_options jsonl = {.input = ATT_INPUT_JSONL};
    assert_int_equal(att_source_memory(engine, text, "reports", &jsonl, &source, &err), ATT_OK);
    while (att_source_next(source, &report, &err) == ATT_OK) {
        assert_int_equal(att_read(reader, report, &record, &err), ATT_OK);
        assert_int_equal(att_book_add(book, record, NULL, &err), ATT_OK);
        att_report_free(report);
    }
    att_source_close(source);
    att_reader_free(reader);
    att_engine_free(engine);
}

static inline int keep_first_ids(void *ctx, att_text json) {
    char(*id)[18] = ctx;
    struct str s = {json.p, (uint32_t)json.n};
    if (!id[0][0])
        snprintf(id[0], sizeof id[0], "%.*s", 17, s.p + 7);
    else
        snprintf(id[1], sizeof id[1], "%.*s", 17, s.p + 7);
    return !id[1][0];
}

/* Two cases of the book are one, says a person. */
static inline void rule_and_export(void) {
    att_error err;
    char id[2][18] = {{0}};
    att_export_options opt = {.format = "jsonl", .whole = 1};
    assert_int_equal(att_book_cases(book, ATT_BOOK_JSONL, NULL, keep_first_ids, id, &err), ATT_OK);
    assert_int_equal(att_book_decide(book, 1, id[0], id[1], "one \"night\"", &err), ATT_OK);
    assert_int_equal(att_book_link(book, NULL, &err), ATT_OK);
    buf_init(&whole, sys_default(), TEXT_LIMIT);
    assert_int_equal(att_book_export(book, &opt, keep_rows, &whole, NULL, &err), ATT_OK);
}

static inline int make_exports(void **state) {
    (void)state;
    att_error err;
    int fd = mkstemp(book_path);
    assert_true(fd >= 0);
    close(fd);
    arena_init(&arena, sys_default(), (size_t)1 << 30);
    assert_int_equal(att_book_open(NULL, book_path, 1, &book, &err), ATT_OK);
    fill_book();
    assert_int_equal(att_book_link(book, NULL, &err), ATT_OK);
    for (uint32_t i = 0; export_formats[i].name; i++) {
        att_export_options opt = {.format = export_formats[i].name, .candidates = 1};
        buf_init(&file[i], sys_default(), TEXT_LIMIT);
        assert_int_equal(att_book_export(book, &opt, keep_rows, &file[i], NULL, &err), ATT_OK);
    }
    rule_and_export();
    return 0;
}

static inline int drop_exports(void **state) {
    (void)state;
    for (uint32_t i = 0; export_formats[i].name; i++) buf_release(&file[i]);
    buf_release(&whole);
    att_book_close(book);
    unlink(book_path);
    arena_release(&arena);
    return 0;
}

static inline struct str file_of(const char *format) {
    for (uint32_t i = 0; export_formats[i].name; i++)
        if (!strcmp(export_formats[i].name, format))
            return (struct str){file[i].p, (uint32_t)file[i].n};
    fail_msg("no format %s", format);
    return STR_NULL;
}

/* ---- findings */

struct found {
    uint32_t n;
    char rule[120], text[200]; /* of the first */
    uint64_t line;
};

static inline void keep_finding(void *ctx, const struct finding *f) {
    struct found *v = ctx;
    if (v->n++) return;
    snprintf(v->rule, sizeof v->rule, "%s", f->rule);
    snprintf(v->text, sizeof v->text, "%.*s: %s", STR_ARG(f->column), f->text);
    v->line = f->line;
}

static uint32_t n_mutations;

static inline struct found findings_of(const char *format, struct str text) {
    struct found v = {0};
    struct arena a;
    att_error err;
    arena_init(&a, sys_default(), (size_t)1 << 28);
    assert_int_equal(
        validate_run(&a, format, (att_text){text.p, text.n}, keep_finding, &v, NULL, &err), ATT_OK);
    arena_release(&a);
    return v;
}

static inline void refused(const char *format, struct str text, const char *rule, uint64_t line,
                           const char *what) {
    struct found v = findings_of(format, text);
    n_mutations++;
    if (!v.n) fail_msg("%s: %s: not refused (%s)", format, what, rule);
    if (strcmp(v.rule, rule) != 0)
        fail_msg("%s: %s: refused by [%s] (%s), not by [%s]", format, what, v.rule, v.text, rule);
    if (line && v.line != line)
        fail_msg("%s: %s: line %u, not %u", format, what, (unsigned)v.line, (unsigned)line);
}

#endif
