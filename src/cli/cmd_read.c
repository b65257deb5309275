/* attest read, text, parse */
#include "base/base.h"

#include "base/sys.h"
#include "cli/cli.h"

#include <unistd.h>

static att_status make_face(att_reader *reader, const att_report *report, bool every_quote,
                            att_text *out, att_error *err) {
    att_text record;
    att_status st = att_read(reader, report, &record, err);
    if (st) return st;
    struct buf copy; /* the reader's own buffer is written over by the next call */
    buf_init(&copy, sys_default(), SIZE_MAX / 2);
    buf_put(&copy, record.p, record.n);
    st = buf_status(&copy, att_report_place(report), err);
    att_pretty_options opt = {
        .colour = cli_colour(), .width = cli_width(), .every_quote = every_quote};
    if (!st) st = att_pretty(reader, buf_text(&copy), &opt, out, err);
    buf_release(&copy);
    return st;
}

static att_status make_pretty(att_reader *reader, const att_report *report, att_text *out,
                              att_error *err) {
    return make_face(reader, report, false, out, err);
}

static att_status make_quoted(att_reader *reader, const att_report *report, att_text *out,
                              att_error *err) {
    return make_face(reader, report, true, out, err);
}

static bool keep_line(void *ctx, att_text made) {
    struct buf *all = ctx;
    buf_put(all, made.p, made.n);
    buf_char(all, '\n');
    return !all->failed;
}

/* Compares the records that were kept. */
static int compare(const struct cli_options *o, const struct buf *all) {
    att_engine *engine = NULL;
    att_reader *reader = NULL;
    att_error err;
    att_text out;
    att_pretty_options opt = {.colour = cli_colour(), .width = cli_width()};
    att_status st = buf_status(all, "compare", &err);
    if (!st) st = att_engine_new(&o->engine, &engine, &err);
    if (!st) st = att_reader_new(engine, &reader, &err);
    if (!st) st = att_compare(reader, buf_text(all), &opt, &out, &err);
    if (st)
        cli_say("%s", err.text);
    else
        cli_write(out);
    att_reader_free(reader);
    att_engine_free(engine);
    return st ? EXIT_BROKEN : EXIT_FINE;
}

static int read_and_compare(const struct cli_options *o) {
    struct buf all;
    buf_init(&all, sys_default(), (size_t)1 << 30);
    struct batch b = {.o = o, .make = att_read, .take = keep_line, .ctx = &all};
    int status = batch_run(&b);
    if (status != EXIT_BROKEN) {
        int compared = compare(o, &all);
        if (compared) status = compared;
    }
    buf_release(&all);
    return status;
}

int cmd_read(const struct cli_options *o) {
    if (o->json && (o->pretty || o->all_quotes)) {
        cli_say("read: --json and %s exclude each other", o->pretty ? "--pretty" : "--all-quotes");
        return EXIT_USAGE;
    }
    if (o->source.input == ATT_INPUT_CONLLU) {
        cli_say("read: --input conllu is for 'attest parse'");
        return EXIT_USAGE;
    }
    if (o->compare) return read_and_compare(o);
    bool pretty = o->pretty || o->all_quotes || (!o->json && isatty(STDOUT_FILENO));
    struct batch b = {.o = o, .make = att_read, .no_newline = pretty};
    if (pretty) b.make = o->all_quotes ? make_quoted : make_pretty;
    return batch_run(&b);
}

int cmd_text(const struct cli_options *o) {
    struct batch b = {.o = o, .make = att_text_only};
    return batch_run(&b);
}

int cmd_parse(const struct cli_options *o) {
    struct batch b = {.o = o, .make = att_parse, .no_newline = true};
    return batch_run(&b);
}
