/* attest export, validate: casebooks in the formats of other programs. */
#include "base/base.h"

#include "base/sys.h"
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>

struct files {
    FILE *rows, *trail; /* trail NULL = none */
    bool broken;
};

static int write_pieces(void *ctx, att_text rows, att_text trail) {
    struct files *f = ctx;
    f->broken = fwrite(rows.p, 1, rows.n, f->rows) != rows.n ||
                (f->trail && fwrite(trail.p, 1, trail.n, f->trail) != trail.n);
    return !f->broken;
}

/* FILE and FILE.provenance.jsonl, or standard output. */
static bool open_files(struct files *f, const char *out) {
    char path[4096];
    *f = (struct files){.rows = stdout};
    if (!out) return true;
    if (snprintf(path, sizeof path, "%s.provenance.jsonl", out) >= (int)sizeof path) {
        errno = ENAMETOOLONG;
        return false;
    }
    f->rows = fopen(out, "wb");
    f->trail = f->rows ? fopen(path, "wb") : NULL;
    return f->trail != NULL;
}

static bool close_files(struct files *f) {
    bool fine = !f->broken;
    if (f->rows && f->rows != stdout) fine = !fclose(f->rows) && fine;
    if (f->rows == stdout) fine = !fflush(stdout) && fine;
    if (f->trail) fine = !fclose(f->trail) && fine;
    return fine;
}

static int export_into(const struct cli_options *o, struct files *f) {
    att_export_options opt = o->export;
    att_export_count count;
    att_book *book;
    att_error err;
    opt.format = o->format ? o->format : "jsonl";
    opt.provenance = f->trail != NULL;
    opt.as_of = o->query.as_of;
    opt.since = o->query.since;
    if ((opt.since && !opt.as_of) || (opt.whole && opt.as_of)) {
        cli_say(opt.whole ? "--whole: not together with --as-of"
                          : "--since: needs --as-of, the later time");
        return EXIT_USAGE;
    }
    if (att_book_open(NULL, o->file[0], 0, &book, &err)) return cli_failed(&err);
    att_status st = att_book_export(book, &opt, write_pieces, f, &count, &err);
    att_book_close(book);
    if (st) return cli_failed(&err);
    if (count.left_out)
        cli_say("%llu rows; %llu cases are none in %s (the provenance of --out says why)",
                (unsigned long long)count.rows, (unsigned long long)count.left_out, opt.format);
    return EXIT_FINE;
}

int cmd_export(const struct cli_options *o) {
    struct files f;
    int status = EXIT_SOME_FAILED;
    if (o->n_file != 1) {
        cli_say("export: needs BOOK (see 'attest export --help')");
        return EXIT_USAGE;
    }
    if (open_files(&f, o->out))
        status = export_into(o, &f);
    else
        f.broken = true;
    if (!close_files(&f)) {
        cli_say("%s: %s", o->out ? o->out : "standard output", strerror(errno));
        if (!status) status = EXIT_SOME_FAILED;
    }
    return status;
}

/* ---- validate */

enum { FILE_LIMIT_MB = 4095 };

struct validating {
    const char *path;
    uint64_t findings;
};

static int say_finding(void *ctx, att_text text) {
    struct validating *v = ctx;
    v->findings++;
    return printf("%s:%.*s\n", v->path, (int)text.n, text.p) >= 0;
}

static int validate_file(const char *format, const char *path) {
    struct validating v = {.path = strcmp(path, "-") ? path : "standard input"};
    struct buf text;
    att_error err;
    uint64_t rows = 0;
    int status = EXIT_FINE;
    buf_init(&text, sys_default(), (size_t)FILE_LIMIT_MB << 20);
    if (sys_read_file(sys_default(), path, (size_t)FILE_LIMIT_MB << 20, &text, &err) ||
        att_validate(NULL, format, buf_text(&text), say_finding, &v, &rows, &err)) {
        status = cli_failed(&err);
    } else {
        printf("%s: %llu rows, %llu findings\n", v.path, (unsigned long long)rows,
               (unsigned long long)v.findings);
        if (v.findings) status = EXIT_SOME_FAILED;
    }
    buf_release(&text);
    return status;
}

int cmd_validate(const struct cli_options *o) {
    int worst = EXIT_FINE;
    if (!o->format) {
        cli_say("validate: needs --format (see 'attest validate --help')");
        return EXIT_USAGE;
    }
    if (!o->n_file) return validate_file(o->format, "-");
    for (unsigned i = 0; i < o->n_file; i++) {
        int status = validate_file(o->format, o->file[i]);
        if (status > worst) worst = status;
    }
    return worst;
}
