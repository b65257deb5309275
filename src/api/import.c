/* The public face of imports: files into a book, reports read on the way. */
#include "base/base.h"

#include "api/book.h"
#include "api/engine.h"
#include "export/import.h"
#include "store/server.h"

struct import_call {
    att_book *book;
    att_reader *reader;
    const att_import_options *opt;
    struct importing m;
    struct buf line;
    bool stopped;
    att_error *err;
};

static void give_finding(void *ctx, const struct finding *f) {
    struct import_call *c = ctx;
    if (c->stopped || !c->opt->refuse) return;
    buf_reset(&c->line);
    book_finding(&c->line, f);
    c->stopped = !c->opt->refuse(c->opt->ctx, buf_text(&c->line));
}

/* ---- reports */

static att_status read_one(struct import_call *c, const att_report *report, uint64_t line,
                           att_error *err) {
    att_text record;
    att_status st = att_read(c->reader, report, &record, err);
    return st ? st : import_record(&c->m, record, line, err);
}

/* What one report is refused for is told; the others are read. */
static att_status next_one(struct import_call *c, att_source *source, uint32_t i, att_error *err) {
    att_report *report = NULL;
    uint64_t line = i < c->m.report_line.n ? c->m.report_line.v[i] : 0;
    att_status st = att_source_next(source, &report, err);
    if (st == ATT_END) return st;
    if (!st) st = read_one(c, report, line, err);
    att_report_free(report);
    if (st != ATT_EINPUT && st != ATT_ELIMIT) return st;
    import_say(&c->m, line, "text", "text", arena_str(&c->m.item, str_c(err->text)).p);
    return ATT_OK;
}

static att_status read_reports(void *ctx) {
    struct import_call *c = ctx;
    att_source_options jsonl = {.input = ATT_INPUT_JSONL};
    att_source *source;
    att_text bytes = {c->m.reports.p, c->m.reports.n};
    if (!bytes.n) return ATT_OK;
    att_status st = att_source_memory(c->reader->engine, bytes, "import", &jsonl, &source, c->err);
    if (st) return st;
    for (uint32_t i = 0; !st; i++) st = next_one(c, source, i, c->err);
    att_source_close(source);
    if (st == ATT_END) st = ATT_OK;
    return st ? st : book_commit(&c->book->book, c->err);
}

/* ---- cases */

/* The cases of the file are held against those that the book links now. */
static att_status compare_cases(struct import_call *c) {
    att_error unlinked;
    uint64_t n;
    att_status st = ATT_OK;
    if (!c->m.cases.n) return ATT_OK;
    if (book_is_linked(&c->book->book, &unlinked)) st = att_book_link(c->book, &n, c->err);
    if (!st) st = server_need(&c->book->book, NULL, c->err);
    return st ? st : import_check_cases(&c->m, c->err);
}

att_status att_book_import(att_book *book, att_reader *reader, const att_import_options *opt,
                           att_text bytes, att_import_count *count, att_error *err) {
    struct import_call c = {.book = book, .reader = reader, .opt = opt, .err = err};
    const char *run = book->book.run; /* records bring their own */
    struct arena a;
    if (bytes.n >= UINT32_MAX) return status_set(err, ATT_ELIMIT, 0, "import: more than 4 GiB");
    struct str text = {bytes.p ? bytes.p : "", (uint32_t)bytes.n};
    arena_init(&a, book->sys, (size_t)BOOK_LIMIT_MB << 20);
    buf_init(&c.line, book->sys, (size_t)1 << 20);
    c.m =
        (struct importing){.b = &book->book, .a = &a, .text = text, .say = give_finding, .ctx = &c};
    c.m.format = opt->format;
    att_status st = import_run(&c.m, err);
    if (!st) st = arena_try(&a, &c.m.item, read_reports, &c, err);
    if (!st) st = compare_cases(&c);
    if (st && book->book.in_batch) book_roll_back(&book->book);
    book->book.run = run;
    if (count) *count = c.m.count;
    import_release(&c.m);
    buf_release(&c.line);
    arena_release(&a);
    return st;
}
