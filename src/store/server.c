#include "base/base.h"

#include "store/server.h"

#include "base/buf.h"
#include "base/embed.h"
#include "base/sys.h"
#include "store/book.h"
#include "store/rows.h"

#include <libpq-fe.h>
#include <stdlib.h>

enum { SQL_LIMIT = 1 << 20, NAME_BYTES = 64 };

struct server {
    PGconn *c;
    char name[NAME_BYTES]; /* what messages call it: a URL may hold a password */
    int64_t edition;       /* of what the copy was filled with */
    int changes;           /* sqlite3_total_changes() then */
    bool fresh;            /* the tables were made just now */
    unsigned n_table;
    struct rows_table table[ROWS_TABLES];
};

bool server_is_url(const char *path) {
    return !strncmp(path, "postgresql://", 13) || !strncmp(path, "postgres://", 11);
}

static att_status failed(const struct server *s, att_error *err) {
    struct str word = str_trim(str_c(PQerrorMessage(s->c)));
    uint32_t line = str_find(word, '\n', 0);
    return status_set(err, ATT_EIO, 0, "%s: %.*s", s->name, (int)(line == NONE ? word.n : line),
                      word.p);
}

static att_status exec(struct server *s, const char *sql, att_error *err) {
    PGresult *r = PQexec(s->c, sql);
    ExecStatusType st = PQresultStatus(r);
    PQclear(r);
    return st == PGRES_COMMAND_OK || st == PGRES_TUPLES_OK ? ATT_OK : failed(s, err);
}

static att_status exec_buf(struct server *s, struct buf *sql, att_error *err) {
    buf_char(sql, 0);
    att_status st = buf_status(sql, s->name, err);
    return st ? st : exec(s, sql->p, err);
}

/* The integers of the first row; *n of them, or 0 where there is no row. */
static att_status ask(struct server *s, const char *sql, int64_t *out, int *n, att_error *err) {
    PGresult *r = PQexec(s->c, sql);
    att_status st = PQresultStatus(r) == PGRES_TUPLES_OK ? ATT_OK : failed(s, err);
    int want = *n;
    *n = st || !PQntuples(r) ? 0 : PQnfields(r);
    for (int i = 0; i < *n && i < want; i++) out[i] = strtoll(PQgetvalue(r, 0, i), NULL, 10);
    PQclear(r);
    return st;
}

static att_status lay_out(struct server *s, att_error *err) {
    struct buf sql;
    buf_init(&sql, sys_default(), SQL_LIMIT);
    rows_lay_out(&sql, s->table, s->n_table, 0);
    att_status st = exec_buf(s, &sql, err);
    buf_release(&sql);
    return st;
}

/* Whose tables they are. In a transaction. */
static att_status recognise(struct server *s, bool create, att_error *err) {
    int64_t found = 0, book[3] = {0};
    int one = 1, three = 3;
    att_status st = ask(s,
                        "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND "
                        "tablename IN ('book', 'source')",
                        &found, &one, err);
    if (st) return st;
    s->fresh = !found;
    if (!found && create) st = lay_out(s, err);
    if (!found && !create) return status_set(err, ATT_EINPUT, 0, "%s: no casebook there", s->name);
    if (!st) st = ask(s, "SELECT application, version, edition FROM book", book, &three, err);
    if (st || book[0] != BOOK_APPLICATION)
        return status_set(err, ATT_EINPUT, 0, "%s: not a casebook (tables of another program)",
                          s->name);
    s->edition = book[2];
    if (book[1] == BOOK_SCHEMA || book[1] == 2) return ATT_OK; /* what 3 added stays in files */
    return status_set(err, ATT_EINPUT, 0, "%s: casebook schema %d; this attest knows %d", s->name,
                      (int)book[1], (int)BOOK_SCHEMA);
}

/* ---- from the server */

static att_status pull_rows(struct server *s, struct book *b, sqlite3_stmt *put,
                            const struct rows_table *t, att_error *err) {
    char *line;
    int n;
    att_status st = ATT_OK;
    while ((n = PQgetCopyData(s->c, &line, 0)) > 0) {
        if (!st && !rows_bind(put, t, line, n))
            st = status_set(err, ATT_EINPUT, 0, "%s: a row of %s cannot be read", s->name, t->name);
        if (!st && sqlite3_step(put) != SQLITE_DONE) st = book_failed(b, err);
        sqlite3_reset(put);
        PQfreemem(line);
    }
    if (n == -2 && !st) st = failed(s, err);
    for (PGresult *r; (r = PQgetResult(s->c));) {
        if (PQresultStatus(r) != PGRES_COMMAND_OK && !st) st = failed(s, err);
        PQclear(r);
    }
    return st;
}

static att_status pull(struct server *s, struct book *b, const struct rows_table *t,
                       att_error *err) {
    struct buf sql;
    sqlite3_stmt *put = NULL;
    buf_init(&sql, sys_default(), SQL_LIMIT);
    buf_printf(&sql, "DELETE FROM \"%s\"", t->name);
    buf_char(&sql, 0);
    att_status st = book_exec(b, sql.p, err);
    buf_reset(&sql);
    rows_insert(&sql, t);
    if (!st && sqlite3_prepare_v2(b->db, sql.p, -1, &put, NULL)) st = book_failed(b, err);
    buf_reset(&sql);
    buf_printf(&sql, "COPY \"%s\" (", t->name);
    rows_columns(&sql, t, "");
    buf_c(&sql, ") TO STDOUT");
    buf_char(&sql, 0);
    PGresult *r = st ? NULL : PQexec(s->c, sql.p);
    if (!st && PQresultStatus(r) != PGRES_COPY_OUT) st = failed(s, err);
    if (!st) st = pull_rows(s, b, put, t, err);
    PQclear(r);
    sqlite3_finalize(put);
    buf_release(&sql);
    return st;
}

/* ---- rows to the server */

struct pushing {
    struct server *s;
    const struct rows_table *t;
    struct buf line;
};

static att_status push_row(struct pushing *p, sqlite3_stmt *q, att_error *err) {
    buf_reset(&p->line);
    rows_write(&p->line, p->t, q);
    att_status st = buf_status(&p->line, p->s->name, err);
    if (st) return st;
    return PQputCopyData(p->s->c, p->line.p, (int)p->line.n) == 1 ? ATT_OK : failed(p->s, err);
}

static att_status push_rows(struct pushing *p, struct book *b, att_error *err) {
    struct buf sql;
    buf_init(&sql, sys_default(), SQL_LIMIT);
    rows_select(&sql, p->t);
    sqlite3_stmt *q = NULL;
    int code = SQLITE_DONE;
    att_status st = ATT_OK;
    if (sqlite3_prepare_v2(b->db, sql.p, -1, &q, NULL)) st = book_failed(b, err);
    while (!st && (code = sqlite3_step(q)) == SQLITE_ROW) st = push_row(p, q, err);
    if (!st && code != SQLITE_DONE) st = book_failed(b, err);
    sqlite3_finalize(q);
    buf_release(&sql);
    if (PQputCopyEnd(p->s->c, st ? "the copy could not be read" : NULL) != 1 && !st)
        st = failed(p->s, err);
    for (PGresult *r; (r = PQgetResult(p->s->c));) {
        if (PQresultStatus(r) != PGRES_COMMAND_OK && !st) st = failed(p->s, err);
        PQclear(r);
    }
    return st;
}

static att_status push(struct server *s, struct book *b, const struct rows_table *t,
                       att_error *err) {
    struct pushing p = {.s = s, .t = t};
    struct buf sql;
    buf_init(&sql, sys_default(), SQL_LIMIT);
    buf_init(&p.line, sys_default(), (size_t)1 << 30);
    rows_stage(&sql, t);
    att_status st = exec_buf(s, &sql, err);
    PGresult *r = st ? NULL : PQexec(s->c, "COPY new_rows FROM STDIN");
    if (!st && PQresultStatus(r) != PGRES_COPY_IN) st = failed(s, err);
    PQclear(r);
    if (!st) st = push_rows(&p, b, err);
    buf_reset(&sql);
    rows_merge(&sql, t, rows_permanent(t));
    if (!st) st = exec_buf(s, &sql, err);
    buf_release(&sql);
    buf_release(&p.line);
    return st;
}

/* ---- opening */

static att_status fill(struct server *s, struct book *b, bool create, att_error *err) {
    att_status st = rows_tables(b, s->table, &s->n_table, err);
    if (!st)
        st = exec(s,
                  create ? "BEGIN; SELECT pg_advisory_xact_lock(1635017026)"
                         : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                  err);
    if (!st) st = recognise(s, create, err);
    if (!st) st = book_exec(b, "BEGIN", err);
    for (unsigned i = 0; i < s->n_table && !st; i++)
        st = s->fresh ? push(s, b, &s->table[i], err) : pull(s, b, &s->table[i], err);
    if (!st) st = book_exec(b, "COMMIT", err);
    if (!st) st = exec(s, "COMMIT", err);
    s->changes = sqlite3_total_changes(b->db);
    return st;
}

static void ignore_notice(void *ctx, const PGresult *r) {
    (void)ctx, (void)r;
}

att_status server_open(struct book *b, const char *url, bool create, att_error *err) {
    struct server *s = calloc(1, sizeof *s);
    if (!s) return status_set(err, ATT_ENOMEM, 0, "postgresql: out of memory");
    b->server = s;
    b->path = s->name;
    memcpy(s->name, "postgresql", sizeof "postgresql");
    s->c = PQconnectdb(url);
    if (PQstatus(s->c) != CONNECTION_OK) return failed(s, err);
    snprintf(s->name, sizeof s->name, "postgresql:%s", PQdb(s->c));
    PQsetNoticeReceiver(s->c, ignore_notice, NULL);
    if (PQsetClientEncoding(s->c, "UTF8")) return failed(s, err);
    return fill(s, b, create, err);
}

void server_close(struct server *s) {
    if (!s) return;
    PQfinish(s->c);
    free(s);
}

/* ---- saving */

static att_status take_turn(struct server *s, att_error *err) {
    int64_t edition = 0;
    int one = 1;
    att_status st = exec(s, "BEGIN; SELECT pg_advisory_xact_lock(1635017026)", err);
    if (!st)
        st = ask(s, "UPDATE book SET edition = edition + 1 RETURNING edition", &edition, &one, err);
    if (st || edition == s->edition + 1) return st;
    return status_set(err, ATT_EIO, 0,
                      "%s: another program wrote to the casebook meanwhile; nothing was written, "
                      "run the command again",
                      s->name);
}

att_status server_save(struct book *b, att_error *err) {
    struct server *s = b->server;
    if (!s || sqlite3_total_changes(b->db) == s->changes) return ATT_OK;
    att_status st = take_turn(s, err);
    for (unsigned i = 0; i < s->n_table && !st; i++) st = push(s, b, &s->table[i], err);
    if (!st) st = exec(s, "COMMIT", err);
    if (st) {
        PQclear(PQexec(s->c, "ROLLBACK"));
        return st;
    }
    s->edition++;
    s->changes = sqlite3_total_changes(b->db);
    return ATT_OK;
}
