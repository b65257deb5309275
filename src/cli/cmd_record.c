/* attest explain, check: commands over records. */
#include "base/base.h"

#include "base/sys.h"
#include "cli/cli.h"

#include <stdio.h>

enum { RECORDS_LIMIT_MB = 1024 };

/* An engine, a reader and a file of records, for one command. */
struct records {
    att_engine *engine;
    att_reader *reader;
    struct buf text;
};

static att_status records_open(struct records *s, const struct cli_options *o, att_error *err) {
    *s = (struct records){0};
    buf_init(&s->text, sys_default(), (size_t)RECORDS_LIMIT_MB << 20);
    att_status st = att_engine_new(&o->engine, &s->engine, err);
    return st ? st : att_reader_new(s->engine, &s->reader, err);
}

static void records_close(struct records *s) {
    buf_release(&s->text);
    att_reader_free(s->reader);
    att_engine_free(s->engine);
}

static att_status records_read(struct records *s, const char *path, att_error *err) {
    buf_reset(&s->text);
    return sys_read_file(sys_default(), path, (size_t)RECORDS_LIMIT_MB << 20, &s->text, err);
}

static struct str all_of(const struct records *s) {
    return (struct str){s->text.p ? s->text.p : "", (uint32_t)s->text.n};
}

/* True where the record is of the report `id`: ids stand first in a record as attest writes it. */
static bool record_is(struct str line, struct str id) {
    static const struct str head = STR("{\"attest\":1,\"report\":{\"id\":\"");
    if (!str_starts(line, head)) return false;
    struct str rest = str_cut(line, head.n, line.n);
    return str_starts(rest, id) && rest.n > id.n && rest.p[id.n] == '"';
}

static att_status explain(struct records *s, const char *claim, att_error *err) {
    struct str rest = all_of(s), line;
    const char *colon = strrchr(claim, ':');
    struct str id = colon ? (struct str){claim, (uint32_t)(colon - claim)} : STR_NULL;
    att_pretty_options opt = {.colour = cli_colour(), .width = cli_width()};
    while (str_next(&rest, '\n', &line)) {
        if (!str_trim(line).n || (id.p && !record_is(line, id))) continue;
        att_text out;
        att_status st = att_explain(s->reader, (att_text){line.p, line.n},
                                    colon ? colon + 1 : claim, &opt, &out, err);
        if (!st) cli_write(out);
        return st;
    }
    return status_set(err, ATT_EINPUT, 0, "explain: no record%s%.*s", id.p ? " of report " : "",
                      STR_ARG(id));
}

static int keep_record(void *ctx, att_text record) {
    struct buf *text = ctx;
    buf_put(text, record.p, record.n);
    buf_char(text, '\n');
    return 1;
}

static bool is_book(const char *path) {
    static const char magic[] = "SQLite format 3";
    char head[sizeof magic] = {0};
    if (!strncmp(path, "postgresql://", 13) || !strncmp(path, "postgres://", 11)) return true;
    FILE *f = strcmp(path, "-") ? fopen(path, "rb") : NULL;
    bool is =
        f && fread(head, 1, sizeof head, f) == sizeof head && !memcmp(head, magic, sizeof head);
    if (f) fclose(f);
    return is;
}

/* The records of the claim's report from a casebook. */
static att_status records_of_book(struct records *s, const char *path, const char *claim,
                                  att_error *err) {
    const char *colon = strrchr(claim, ':');
    char report[1024];
    att_book *book;
    if (!colon ||
        snprintf(report, sizeof report, "%.*s", (int)(colon - claim), claim) >= (int)sizeof report)
        return status_set(err, ATT_EUSAGE, 0, "explain: %s: in a casebook a claim is REPORT:c3",
                          claim);
    att_status st = att_book_open(NULL, path, 0, &book, err);
    if (st) return st;
    buf_reset(&s->text);
    st = att_book_records(book, report, keep_record, &s->text, err);
    att_book_close(book);
    return st ? st : buf_status(&s->text, path, err);
}

int cmd_explain(const struct cli_options *o) {
    if (o->n_file != 2) {
        cli_say("explain: needs RECORDS or BOOK, and CLAIM (see 'attest explain --help')");
        return EXIT_USAGE;
    }
    struct records s;
    att_error err;
    att_status st = records_open(&s, o, &err);
    if (!st && is_book(o->file[0]))
        st = records_of_book(&s, o->file[0], o->file[1], &err);
    else if (!st)
        st = records_read(&s, o->file[0], &err);
    if (!st) st = explain(&s, o->file[1], &err);
    if (st) cli_say("%s", err.text);
    records_close(&s);
    return st == ATT_EUSAGE ? EXIT_USAGE : st ? EXIT_SOME_FAILED : EXIT_FINE;
}

static unsigned check_file(struct records *s, const char *path) {
    att_error err;
    unsigned bad = 0, number = 0;
    if (records_read(s, path, &err)) {
        cli_say("%s", err.text);
        return 1;
    }
    struct str rest = all_of(s), line;
    while (str_next(&rest, '\n', &line)) {
        number++;
        if (!str_trim(line).n) continue;
        if (!att_check_record(s->reader, (att_text){line.p, line.n}, &err)) continue;
        cli_say("%s:%u: %s", path, number, err.text);
        bad++;
    }
    return bad;
}

int cmd_check(const struct cli_options *o) {
    struct records s;
    att_error err;
    unsigned bad = 0;
    att_status st = records_open(&s, o, &err);
    if (st) cli_say("%s", err.text);
    if (!st && !o->n_file) bad = check_file(&s, "-");
    for (unsigned i = 0; !st && i < o->n_file; i++) bad += check_file(&s, o->file[i]);
    records_close(&s);
    return st ? EXIT_BROKEN : bad ? EXIT_SOME_FAILED : EXIT_FINE;
}
