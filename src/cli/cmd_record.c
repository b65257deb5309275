/* attest explain, check: commands over records. */
#include "base/base.h"

#include "base/sys.h"
#include "cli/cli.h"

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

int cmd_explain(const struct cli_options *o) {
    if (o->n_file != 2) {
        cli_say("explain: needs RECORDS and CLAIM (see 'attest explain --help')");
        return EXIT_USAGE;
    }
    struct records s;
    att_error err;
    att_status st = records_open(&s, o, &err);
    if (!st) st = records_read(&s, o->file[0], &err);
    if (!st) st = explain(&s, o->file[1], &err);
    if (st) cli_say("%s", err.text);
    records_close(&s);
    return st ? EXIT_SOME_FAILED : EXIT_FINE;
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
