/* attest import: files of exports back into a casebook. */
#include "base/base.h"

#include "base/sys.h"
#include "cli/cli.h"

#include <stdio.h>

enum { FILE_LIMIT_MB = 4095 };

struct taking {
    const struct cli_options *o;
    att_book *book;
    att_engine *engine;
    att_reader *reader;
    const char *path; /* of the file at hand, as messages call it */
    att_import_count all;
    int status; /* worst so far */
};

static int say_refused(void *ctx, att_text text) {
    struct taking *t = ctx;
    fprintf(stderr, "%s:%.*s\n", t->path, (int)text.n, text.p);
    return 1;
}

/* False where the book itself fails. */
static bool take_bytes(struct taking *t, att_text bytes) {
    att_import_options opt = {.format = t->o->format, .refuse = say_refused, .ctx = t};
    att_import_count n;
    att_error err;
    att_status st = att_book_import(t->book, t->reader, &opt, bytes, &n, &err);
    t->all.added += n.added, t->all.there += n.there;
    t->all.rulings += n.rulings, t->all.refused += n.refused;
    if (n.refused && !t->status) t->status = EXIT_SOME_FAILED;
    if (!st) return true;
    cli_say("%s: %s", t->path, err.text);
    t->status = err.status == ATT_EUSAGE ? EXIT_USAGE : EXIT_SOME_FAILED;
    return st == ATT_EINPUT || st == ATT_ELIMIT;
}

static bool take_file(struct taking *t, const char *path) {
    struct buf text;
    att_error err;
    bool go_on = true;
    t->path = strcmp(path, "-") ? path : "standard input";
    buf_init(&text, sys_default(), (size_t)FILE_LIMIT_MB << 20);
    if (sys_read_file(sys_default(), path, (size_t)FILE_LIMIT_MB << 20, &text, &err))
        t->status = cli_failed(&err);
    else
        go_on = take_bytes(t, buf_text(&text));
    buf_release(&text);
    return go_on;
}

/* The cases of all files at once, then what a server is to keep. */
static void finish(struct taking *t) {
    att_error err;
    uint64_t cases = 0;
    att_status st = att_book_link_if_grown(t->book, &cases, &err);
    if (!st) st = att_book_save(t->book, &err);
    if (st) t->status = cli_failed(&err);
    if (st) return;
    fprintf(
        stderr,
        "attest: %llu report%s added, %llu %s there already; %llu ruling%s added; %llu case%s\n",
        (unsigned long long)t->all.added, cli_plural(t->all.added),
        (unsigned long long)t->all.there, t->all.there == 1 ? "was" : "were",
        (unsigned long long)t->all.rulings, cli_plural(t->all.rulings), (unsigned long long)cases,
        cli_plural(cases));
}

static att_status open_all(struct taking *t, att_error *err) {
    att_status st = att_engine_new(&t->o->engine, &t->engine, err);
    if (!st) st = att_reader_new(t->engine, &t->reader, err);
    return st ? st : att_book_open(NULL, t->o->file[0], 1, &t->book, err);
}

int cmd_import(const struct cli_options *o) {
    struct taking t = {.o = o};
    att_error err;
    bool go_on = true;
    if (!o->n_file) {
        cli_say("import: needs BOOK (see 'attest import --help')");
        return EXIT_USAGE;
    }
    if (open_all(&t, &err)) {
        t.status = cli_failed(&err);
    } else {
        if (o->n_file == 1) go_on = take_file(&t, "-");
        for (unsigned i = 1; go_on && i < o->n_file; i++) go_on = take_file(&t, o->file[i]);
        if (go_on) finish(&t);
    }
    att_book_close(t.book);
    att_reader_free(t.reader);
    att_engine_free(t.engine);
    return t.status;
}
