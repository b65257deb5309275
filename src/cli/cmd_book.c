/* attest add, link, cases, show, conflicts, decide, rebuild, verify: commands over a casebook. */
#include "base/base.h"

#include "base/sys.h"
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>

int cli_failed(const att_error *err) {
    cli_say("%s", err->text);
    if (err->status == ATT_EUSAGE) return EXIT_USAGE;
    return err->status == ATT_EINTERNAL || err->status == ATT_ENOMEM ? EXIT_BROKEN
                                                                     : EXIT_SOME_FAILED;
}

static int needs(const char *command, const char *what) {
    cli_say("%s: needs %s (see 'attest %s --help')", command, what, command);
    return EXIT_USAGE;
}

/* ---- add */

enum { RECORD_LIMIT_MB = 1024, CHUNK = 1 << 20 };

enum { BATCH_REPORTS = 64 };

struct adding {
    att_book *book;
    uint64_t added, there;
    unsigned waiting, fresh; /* reports of the open batch, and those of them that are new */
    int status;              /* worst so far */
};

static void worsen(struct adding *a, int status) {
    if (status > a->status) a->status = status;
}

/* False where the book itself fails: going on would fail for every report. */
static bool book_broke(struct adding *a, const att_error *err) {
    worsen(a, cli_failed(err));
    a->waiting = a->fresh = 0;
    errno = EPIPE; /* told already */
    return false;
}

static bool close_batch(struct adding *a) {
    att_error err;
    if (att_book_commit(a->book, &err)) return book_broke(a, &err);
    a->added += a->fresh;
    a->there += a->waiting - a->fresh;
    a->waiting = a->fresh = 0;
    return true;
}

static bool add_record(void *ctx, att_text record) {
    struct adding *a = ctx;
    att_error err;
    int added;
    if (!a->waiting && att_book_begin(a->book, &err)) return book_broke(a, &err);
    att_status st = att_book_add(a->book, record, &added, &err);
    if (st == ATT_EINPUT) {
        worsen(a, cli_failed(&err));
        return true;
    }
    if (st) return book_broke(a, &err);
    a->waiting++;
    a->fresh += added != 0;
    return a->waiting < BATCH_REPORTS || close_batch(a);
}

/* The whole lines of `text`, and what is left of it at its end where `last`; they are taken out.
 * Before `looked` no line ends. */
static bool add_whole_lines(struct adding *a, struct buf *text, size_t looked, bool last) {
    bool go_on = true;
    size_t at = 0;
    while (go_on && at < text->n) {
        size_t from = at > looked ? at : looked;
        const char *line = text->p + at, *end = memchr(text->p + from, '\n', text->n - from);
        if (!end && !last) break;
        size_t n = end ? (size_t)(end - line) : text->n - at;
        size_t blank = 0;
        while (blank < n && ascii_is_space(line[blank])) blank++;
        if (blank < n) go_on = add_record(a, (att_text){line, n});
        at += n + (end != NULL);
    }
    memmove(text->p, text->p + at, text->n - at);
    text->n -= at;
    return go_on;
}

/* One read to the end of `text`; 1 at the end of the file, -1 told already. */
static int read_on(struct adding *a, const att_sys *sys, int fd, const char *path,
                   struct buf *text) {
    att_error err;
    char *to = buf_reserve(text, CHUNK);
    ptrdiff_t n = to ? sys->read(sys->ctx, fd, to, CHUNK) : 0;
    if (to && n > 0) {
        text->n += (size_t)n;
        return 0;
    }
    if (to && !n) return 1;
    if (to)
        status_set(&err, ATT_EIO, 0, "%s: cannot read: %s", path, strerror(errno));
    else
        buf_status(text, path, &err);
    worsen(a, cli_failed(&err));
    return -1;
}

/* Line by line, however long the file. */
static bool add_lines(struct adding *a, const char *path) {
    const att_sys *sys = sys_default();
    bool standard = !strcmp(path, "-"), go_on = true;
    int fd = standard ? 0 : sys->open(sys->ctx, path), end = 0;
    struct buf text;
    if (fd < 0) {
        cli_say("%s: cannot open: %s", path, strerror(errno));
        worsen(a, EXIT_SOME_FAILED);
        return true;
    }
    buf_init(&text, sys, (size_t)RECORD_LIMIT_MB << 20);
    while (go_on && !end) {
        size_t looked = text.n;
        end = read_on(a, sys, fd, path, &text);
        if (end >= 0 && text.p) go_on = add_whole_lines(a, &text, looked, end);
    }
    buf_release(&text);
    if (!standard) sys->close(sys->ctx, fd);
    return go_on;
}

/* The options without their first file, which is the book. */
static struct cli_options without_book(const struct cli_options *o) {
    struct cli_options rest = *o;
    rest.n_file--;
    memmove(rest.file, rest.file + 1, rest.n_file * sizeof *rest.file);
    return rest;
}

int cmd_add(const struct cli_options *o) {
    if (!o->n_file) return needs("add", "BOOK");
    struct adding a = {0};
    att_error err;
    if (att_book_open(NULL, o->file[0], 1, &a.book, &err)) return cli_failed(&err);
    struct cli_options rest = without_book(o);
    if (o->records) {
        bool go_on = true;
        if (!rest.n_file) go_on = add_lines(&a, "-");
        for (unsigned i = 0; go_on && i < rest.n_file; i++) go_on = add_lines(&a, rest.file[i]);
    } else {
        struct batch b = {.o = &rest, .make = att_read, .take = add_record, .ctx = &a};
        int status = batch_run(&b);
        worsen(&a, status);
    }
    close_batch(&a);
    if (att_book_save(a.book, &err)) {
        worsen(&a, cli_failed(&err));
        a.added = 0;
    }
    att_book_close(a.book);
    fprintf(stderr, "attest: %llu report%s added, %llu %s there already\n",
            (unsigned long long)a.added, cli_plural(a.added), (unsigned long long)a.there,
            a.there == 1 ? "was" : "were");
    return a.status;
}

/* ---- link, faces, verify */

static void say_cases(uint64_t n) {
    fprintf(stderr, "attest: %llu case%s\n", (unsigned long long)n, cli_plural(n));
}

int cmd_link(const struct cli_options *o) {
    if (o->n_file != 1) return needs("link", "BOOK");
    att_book *book;
    att_error err;
    uint64_t cases;
    if (att_book_open(NULL, o->file[0], 0, &book, &err)) return cli_failed(&err);
    att_status st = att_book_link(book, &cases, &err);
    if (!st) st = att_book_save(book, &err);
    att_book_close(book);
    if (st) return cli_failed(&err);
    say_cases(cases);
    return EXIT_FINE;
}

static int write_text(void *ctx, att_text text) {
    bool *broken = ctx;
    *broken = !cli_write(text) || !cli_newline();
    return !*broken;
}

static int write_face(const struct cli_options *o, att_book_face face, const char *id) {
    att_book *book;
    att_error err;
    bool broken = false;
    att_book_query q = o->query;
    q.id = id;
    q.from = o->export.from;
    q.to = o->export.to;
    if (q.since && !q.as_of) {
        cli_say("--since: needs --as-of, the later time");
        return EXIT_USAGE;
    }
    if (att_book_open(NULL, o->file[0], 0, &book, &err)) return cli_failed(&err);
    att_status st = att_book_find(book, face, &q, write_text, &broken, &err);
    att_book_close(book);
    if (st) return cli_failed(&err);
    if (!broken && fflush(stdout)) broken = true;
    if (broken) cli_say("standard output: cannot write: %s", strerror(errno));
    return broken ? EXIT_SOME_FAILED : EXIT_FINE;
}

int cmd_cases(const struct cli_options *o) {
    if (o->n_file != 1) return needs("cases", "BOOK");
    return write_face(o, o->json ? ATT_BOOK_JSONL : ATT_BOOK_LIST, NULL);
}

int cmd_show(const struct cli_options *o) {
    if (o->n_file != 2) return needs("show", "BOOK and CASE");
    return write_face(o, o->json ? ATT_BOOK_JSONL : ATT_BOOK_SHOW, o->file[1]);
}

int cmd_conflicts(const struct cli_options *o) {
    if (o->n_file != 1) return needs("conflicts", "BOOK");
    return write_face(o, ATT_BOOK_CONFLICTS, NULL);
}

int cmd_rebuild(const struct cli_options *o) {
    if (o->n_file != 1) return needs("rebuild", "BOOK");
    att_book *book;
    att_error err;
    uint64_t cases;
    if (att_book_open(NULL, o->file[0], 0, &book, &err)) return cli_failed(&err);
    att_status st = att_book_rebuild(book, &cases, &err);
    if (!st) st = att_book_save(book, &err);
    att_book_close(book);
    if (st) return cli_failed(&err);
    say_cases(cases);
    return EXIT_FINE;
}

int cmd_decide(const struct cli_options *o) {
    bool join = o->n_file == 4 && !strcmp(o->file[1], "join");
    if (o->n_file != 4 || (!join && strcmp(o->file[1], "split")))
        return needs("decide", "BOOK join CASE CASE, or BOOK split CASE REPORT");
    if (!o->reason) return needs("decide", "--reason TEXT");
    att_book *book;
    att_error err;
    if (att_book_open(NULL, o->file[0], 0, &book, &err)) return cli_failed(&err);
    att_status st = att_book_decide(book, join, o->file[2], o->file[3], o->reason, &err);
    uint64_t cases = 0;
    if (!st) st = att_book_link(book, &cases, &err);
    if (!st) st = att_book_save(book, &err);
    att_book_close(book);
    if (st) return cli_failed(&err);
    say_cases(cases);
    return EXIT_FINE;
}

static int say_finding(void *ctx, att_text text) {
    uint64_t *findings = ctx;
    ++*findings;
    cli_say("%.*s", (int)text.n, text.p);
    return 1;
}

int cmd_verify(const struct cli_options *o) {
    if (o->n_file != 1) return needs("verify", "BOOK");
    att_book *book;
    att_error err;
    uint64_t reports, findings = 0;
    if (att_book_open(NULL, o->file[0], 0, &book, &err)) return cli_failed(&err);
    att_status st = att_book_verify(book, say_finding, &findings, &reports, &err);
    att_book_close(book);
    if (st) return cli_failed(&err);
    printf("%llu reports checked, %llu findings\n", (unsigned long long)reports,
           (unsigned long long)findings);
    return findings ? EXIT_SOME_FAILED : EXIT_FINE;
}
