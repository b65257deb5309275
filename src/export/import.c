#include "base/base.h"

#include "export/import.h"

#include "export/export.h"
#include "export/whole.h"
#include "store/server.h"

enum { BATCH = 64, REPORTS_LIMIT_MB = 4095, ITEM_LIMIT_MB = 1024 };

/* ---- findings */

void import_say(struct importing *m, uint64_t line, const char *column, const char *law,
                const char *text) {
    struct finding f = {.line = line,
                        .column = str_c(column),
                        .rule = arena_printf(&m->item, "%s %s", m->format, law).p,
                        .text = text};
    m->count.refused++;
    m->say(m->ctx, &f);
}

bool import_is_bad(const struct importing *m, uint64_t line) {
    return line < m->n_line && m->bad[line];
}

static void take_finding(void *ctx, const struct finding *f) {
    struct importing *m = ctx;
    if (f->line < m->n_line) m->bad[f->line] = true;
    m->count.refused++;
    m->say(m->ctx, f);
}

void import_report(struct importing *m, const struct carried *given, uint64_t line) {
    struct carried own = *given, *c = &own;
    if (c->title.n && str_starts(c->text, c->title)) c->title = STR_NULL; /* the text has it */
    if (c->published.n && !check_is_date(c->published)) c->published = STR_NULL;
    size_t from = m->reports.n;
    struct jsonw w;
    bool added = true;
    jsonw_init(&w, &m->reports);
    carried_write(&w, c);
    if (m->reports.failed) return;
    struct str json = {m->reports.p + from, (uint32_t)(m->reports.n - from)};
    map_add(&m->seen, arena_str(m->a, json), 1, &added);
    if (!added) {
        m->reports.n = from;
        return;
    }
    buf_char(&m->reports, '\n');
    *vec_push(m->a, &m->report_line) = line;
}

/* ---- records */

att_status import_record(struct importing *m, att_text record, uint64_t line, att_error *err) {
    bool added = false;
    att_status st = book_begin(m->b, err);
    if (!st) st = book_add(m->b, record, &added, err);
    if (st == ATT_EINPUT) {
        import_say(m, line, "record", "record", err->text);
        return ATT_OK;
    }
    if (st) return st;
    m->count.added += added;
    m->count.there += !added;
    return (m->count.added + m->count.there) % BATCH ? ATT_OK : book_commit(m->b, err);
}

static att_status take_record(struct importing *m, struct str line, const struct tree *t,
                              uint64_t at, att_error *err) {
    struct str json = json_member(line, "record"), run = tree_get_str(&m->item, t, "run");
    const char *own = m->b->run;
    m->b->run = arena_str(&m->item, run).p;
    att_status st = import_record(m, (att_text){json.p, json.n}, at, err);
    m->b->run = own;
    return st;
}

/* ---- rulings */

static att_status take_count(void *ctx, sqlite3_stmt *s, att_error *err) {
    (void)err;
    *(int64_t *)ctx = sqlite3_column_int64(s, 0);
    return ATT_OK;
}

struct kept {
    struct arena *a;
    struct str text;
};

static att_status keep_text(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct kept *k = ctx;
    (void)err;
    k->text = arena_str(k->a, book_column(s, 0));
    return ATT_OK;
}

static att_status ask(struct importing *m, const char *sql, struct str value, int64_t *n,
                      att_error *err) {
    *n = 0;
    return book_all(m->b, &(struct book_query){sql, &value, 1}, take_count, n, err);
}

/* One text for equal rulings, whatever their file looks like. */
static att_status plain_ruling(struct importing *m, struct str *ruling, att_error *err) {
    static const char sql[] = "SELECT json_object('verb', ?1 ->> 'verb', 'reason', ?1 ->> "
                              "'reason', 'pairs', json(?1 -> 'pairs'))";
    struct kept k = {m->a, STR_NULL};
    att_status st = book_all(m->b, &(struct book_query){sql, ruling, 1}, keep_text, &k, err);
    *ruling = k.text;
    return st;
}

static att_status put_ruling(struct importing *m, struct str ruling, att_error *err) {
    att_status st = book_put(m->b,
                             "INSERT INTO decision (verb, reason) VALUES (?1 ->> 'verb', ?1 ->> "
                             "'reason')",
                             &ruling, 1, err);
    if (!st)
        st = book_put(m->b,
                      "INSERT OR IGNORE INTO decided SELECT (SELECT max(number) FROM decision), "
                      "value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?1 -> "
                      "'pairs')",
                      &ruling, 1, err);
    if (!st) st = book_exec(m->b, "UPDATE state SET value = 'no' WHERE name = 'linked'", err);
    m->count.rulings += !st;
    return st;
}

/* The n-th equal ruling of the file is there already where the book has n of them. */
static att_status take_ruling(struct importing *m, struct str line, uint64_t at, att_error *err) {
    struct str ruling = json_member(line, "ruling");
    int64_t lost, have;
    bool added;
    att_status st = book_begin(m->b, err);
    if (!st) st = server_need(m->b, NULL, err);
    if (!st)
        st = ask(m,
                 "SELECT count(*) FROM json_each(?1 -> 'pairs') WHERE value ->> 0 NOT IN (SELECT "
                 "key FROM source) OR value ->> 2 NOT IN (SELECT key FROM source)",
                 ruling, &lost, err);
    if (!st && lost)
        import_say(m, at, "ruling", "ruling", "names a report that neither file nor book has");
    if (st || lost) return st;
    st = plain_ruling(m, &ruling, err);
    if (st) return st;
    uint32_t nth = map_add(&m->seen, ruling, 0, &added);
    map_put(&m->seen, ruling, nth + 1);
    st = ask(m,
             "SELECT count(*) FROM decision d WHERE d.verb = ?1 ->> 'verb' AND d.reason = ?1 ->> "
             "'reason' AND " WHOLE_RULING " = ?1",
             ruling, &have, err);
    return st || have > (int64_t)nth ? st : put_ruling(m, ruling, err);
}

/* ---- lines of a whole book */

static att_status take_line(struct importing *m, struct str line, uint64_t at, att_error *err) {
    const struct tree *t = tree_parse(&m->item, line, "claims conflicts history origins");
    if (tree_get(t, "record")) return take_record(m, line, t, at, err);
    if (tree_get(t, "ruling")) return take_ruling(m, line, at, err);
    *vec_push(m->a, &m->cases) =
        (struct import_case){at, arena_str(m->a, tree_get_str(&m->item, t, "id")), line};
    return ATT_OK;
}

static att_status import_lines(struct importing *m, att_error *err) {
    struct str rest = m->text, line;
    att_status st = ATT_OK;
    for (uint64_t at = 1; !st && str_next(&rest, '\n', &line); at++) {
        arena_reset(&m->item);
        line = str_trim(line);
        if (line.n && !import_is_bad(m, at)) st = take_line(m, line, at, err);
    }
    return st ? st : book_commit(m->b, err);
}

/* ---- cases */

struct comparing {
    struct importing *m;
    const struct import_case *k;
    bool found, same;
};

static att_status compare(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct comparing *c = ctx;
    (void)err;
    c->found = true;
    c->same = str_eq(book_column(s, 0), c->k->json);
    return ATT_OK;
}

/* A case is made of reports: each is to be in the book. */
static att_status check_case(struct importing *m, const struct import_case *k, bool alone,
                             att_error *err) {
    struct comparing c = {.m = m, .k = k};
    int64_t lost = 0;
    att_status st = ask(m,
                        "SELECT count(*) FROM json_each(?1 -> 'incidents') WHERE value ->> 'key' "
                        "NOT IN (SELECT key FROM source)",
                        k->json, &lost, err);
    if (st) return st;
    if (lost) {
        import_say(m, k->line, "reports", "reports",
                   "a report of it is neither in the file nor in the book: export with --whole");
        return ATT_OK;
    }
    st = book_each(m->b, "SELECT json FROM casefile WHERE id = ?1", k->id.p, compare, &c, err);
    if (!st && alone && !c.same)
        import_say(m, k->line, "id", "case",
                   c.found ? "the reports make another case of it now"
                           : "the reports make no such case now");
    return st;
}

att_status import_check_cases(struct importing *m, att_error *err) {
    int64_t reports = 0;
    att_status st = ask(m, "SELECT count(*) FROM source", STR_NULL, &reports, err);
    bool alone = !m->count.refused && m->count.added + m->count.there == (uint64_t)reports;
    for (uint32_t i = 0; i < m->cases.n && !st; i++) {
        arena_reset(&m->item);
        st = check_case(m, &m->cases.v[i], alone, err);
    }
    return st;
}

/* ---- the whole */

static const struct {
    const char *name;
    void (*run)(struct importing *m); /* NULL: lines of a whole book */
    bool validated;
} formats[] = {{"jsonl", NULL, true},
               {"ftm", import_ftm, true},
               {"ftm-statements", import_statements, true},
               {"geojson", import_geojson, true},
               {"geojson-seq", import_geojson, true},
               {"csv", import_table, false},
               {"reports", import_table, false}};

/* Not '\n' alone: a line that ends the file without one is a line too. */
static void count_lines(struct importing *m) {
    m->n_line = 2;
    for (uint32_t i = 0; i < m->text.n; i++) m->n_line += m->text.p[i] == '\n';
    m->bad = arena_array(m->a, bool, m->n_line);
}

struct import_call {
    struct importing *m;
    att_error *err;
};

static att_status run_all(void *ctx) {
    struct import_call *call = ctx;
    struct importing *m = call->m;
    size_t i = 0;
    if (!m->format) m->format = import_format(&m->item, m->text);
    if (!m->format)
        return status_set(call->err, ATT_EINPUT, 0,
                          "import: the first line tells no format; name it with --format");
    while (i < COUNT_OF(formats) && strcmp(formats[i].name, m->format) != 0) i++;
    if (i == COUNT_OF(formats))
        return status_set(call->err, ATT_EUSAGE, 0,
                          "import: --format %s: not one of jsonl, ftm, ftm-statements, geojson, "
                          "geojson-seq, csv, reports",
                          m->format);
    map_init(&m->seen, m->a, 1024);
    count_lines(m);
    att_text bytes = {m->text.p, m->text.n};
    att_status st = formats[i].validated
                        ? validate_shape(m->a, m->format, bytes, take_finding, m, call->err)
                        : ATT_OK;
    if (st) return st;
    if (!formats[i].run) return import_lines(m, call->err);
    formats[i].run(m);
    return buf_status(&m->reports, "import", call->err);
}

att_status import_run(struct importing *m, att_error *err) {
    arena_init(&m->item, m->a->sys, (size_t)ITEM_LIMIT_MB << 20);
    buf_init(&m->reports, m->a->sys, (size_t)REPORTS_LIMIT_MB << 20);
    if (str_starts(m->text, STR("\xef\xbb\xbf"))) m->text = str_cut(m->text, 3, m->text.n);
    struct import_call call = {m, err};
    return arena_try(m->a, &m->item, run_all, &call, err);
}

void import_release(struct importing *m) {
    arena_release(&m->item);
    buf_release(&m->reports);
}
