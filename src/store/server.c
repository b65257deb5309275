#include "base/base.h"

#include "store/server_copy.h"

#include "base/embed.h"
#include "base/sys.h"

#include <stdlib.h>

enum { WAIT_MS = 20000 }; /* as long as for a file */

bool server_is_url(const char *path) {
    return !strncmp(path, "postgresql://", 13) || !strncmp(path, "postgres://", 11);
}

/* ---- calls */

static void keep_state(struct server *s, const PGresult *r) {
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    snprintf(s->state, sizeof s->state, "%s", state ? state : "");
}

att_status server_failed(struct server *s, att_error *err) {
    struct str word = str_trim(str_c(PQerrorMessage(s->c)));
    uint32_t line = str_find(word, '\n', 0);
    return status_set(err, ATT_EIO, 0, "%s: %.*s", s->name, (int)(line == NONE ? word.n : line),
                      word.p);
}

att_status server_exec(struct server *s, const char *sql, att_error *err) {
    PGresult *r = PQexec(s->c, sql);
    ExecStatusType st = PQresultStatus(r);
    bool fine = st == PGRES_COMMAND_OK || st == PGRES_TUPLES_OK;
    keep_state(s, fine ? NULL : r);
    PQclear(r);
    return fine ? ATT_OK : server_failed(s, err);
}

att_status server_exec_buf(struct server *s, struct buf *sql, att_error *err) {
    buf_char(sql, 0);
    att_status st = buf_status(sql, s->name, err);
    return st ? st : server_exec(s, sql->p, err);
}

/* The integers of the first row; *n of them, or 0 where there is no row. */
static att_status ask(struct server *s, const char *sql, int64_t *out, int *n, att_error *err) {
    PGresult *r = PQexec(s->c, sql);
    bool fine = PQresultStatus(r) == PGRES_TUPLES_OK;
    att_status st = fine ? ATT_OK : server_failed(s, err);
    int want = *n;
    keep_state(s, fine ? NULL : r);
    *n = st || !PQntuples(r) ? 0 : PQnfields(r);
    for (int i = 0; i < *n && i < want; i++) out[i] = strtoll(PQgetvalue(r, 0, i), NULL, 10);
    PQclear(r);
    return st;
}

/* ---- whose tables they are */

static att_status lay_out(struct server *s, att_error *err) {
    struct buf sql;
    buf_init(&sql, sys_default(), SERVER_SQL_LIMIT);
    rows_lay_out(&sql, s->table, s->n_table, 0);
    buf_c(&sql, "INSERT INTO state (name, value) VALUES ('linked', 'yes');");
    att_status st = server_exec_buf(s, &sql, err);
    buf_release(&sql);
    return st;
}

static att_status not_ours(struct server *s, att_error *err) {
    return status_set(err, ATT_EINPUT, 0, "%s: not a casebook (tables of another program)",
                      s->name);
}

/* In a transaction. */
static att_status recognise(struct server *s, bool create, att_error *err) {
    int64_t found = 0, book[3] = {0};
    int one = 1, three = 3;
    att_status st = ask(s,
                        "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND "
                        "tablename IN ('book', 'source')",
                        &found, &one, err);
    if (!st && !found && !create)
        st = status_set(err, ATT_EINPUT, 0, "%s: no casebook there", s->name);
    if (!st && !found) st = lay_out(s, err);
    if (st) return st;
    st = ask(s, "SELECT application, version, edition FROM book", book, &three, err);
    bool other = !strcmp(s->state, "42P01") || !strcmp(s->state, "42703"); /* no table, no column */
    if (st) return other ? not_ours(s, err) : st;
    if (book[0] != BOOK_APPLICATION) return not_ours(s, err);
    s->edition = book[2];
    if (book[1] >= BOOK_SERVER_SCHEMA && book[1] <= BOOK_SCHEMA) return ATT_OK;
    return status_set(err, ATT_EINPUT, 0, "%s: casebook schema %d; this attest knows %d", s->name,
                      (int)book[1], (int)BOOK_SCHEMA);
}

/* ---- turns */

/* Writers of one casebook come one after the other; the schema is the casebook. */
static att_status take_turn(struct server *s, att_error *err) {
    char sql[320];
    snprintf(sql, sizeof sql,
             "BEGIN; SELECT set_config('lock_timeout', '%d', true) WHERE "
             "current_setting('lock_timeout') = '0'; SELECT pg_advisory_xact_lock(%d, "
             "hashtext(current_schema()))",
             (int)WAIT_MS, (int)BOOK_APPLICATION);
    att_status st = server_exec(s, sql, err);
    if (st && !strcmp(s->state, "55P03"))
        st = status_set(err, ATT_EIO, 0, "%s: another program is writing to the casebook", s->name);
    return st;
}

/* One view of the casebook, until the next turn. */
static att_status look(struct server *s, struct book *b, att_error *err) {
    int64_t before = s->edition;
    att_status st = server_exec(s, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", err);
    if (!st) st = recognise(s, false, err);
    if (!st && s->edition != before) st = copy_forget(s, b, err);
    return st ? st : server_need(b, "state", err);
}

static void end(struct server *s) {
    PQclear(PQexec(s->c, "ROLLBACK"));
    s->writing = false;
}

att_status server_begin(struct book *b, att_error *err) {
    struct server *s = b->server;
    if (!s || s->writing) return ATT_OK;
    int64_t before = s->edition;
    end(s);
    att_status st = take_turn(s, err);
    if (!st) st = recognise(s, false, err);
    if (!st && s->edition != before) st = copy_forget(s, b, err);
    if (!st) st = server_need(b, "state", err);
    s->writing = !st;
    if (st) end(s);
    return st;
}

att_status server_commit(struct book *b, att_error *err) {
    struct server *s = b->server;
    bool changed = false;
    if (!s || !s->writing) return ATT_OK;
    att_status st = copy_push(s, b, &changed, err);
    if (!st && changed) st = server_exec(s, "UPDATE book SET edition = edition + 1", err);
    if (!st) st = server_exec(s, "COMMIT", err);
    s->writing = false;
    if (!st && changed) s->edition++;
    if (!st) return look(s, b, err);
    att_error own;
    end(s);
    copy_forget(s, b, &own);
    return st;
}

void server_roll_back(struct book *b) {
    att_error err;
    if (!b->server || !b->server->writing) return;
    end(b->server);
    copy_forget(b->server, b, &err);
    look(b->server, b, &err);
}

/* ---- opening */

static void ignore_notice(void *ctx, const PGresult *r) {
    (void)ctx, (void)r;
}

static att_status create_tables(struct server *s, att_error *err) {
    att_status st = take_turn(s, err);
    if (!st) st = recognise(s, true, err);
    if (!st) st = server_exec(s, "COMMIT", err);
    if (st) end(s);
    return st;
}

att_status server_open(struct book *b, const char *url, bool create, att_error *err) {
    struct server *s = calloc(1, sizeof *s);
    if (!s) return status_set(err, ATT_ENOMEM, 0, "postgresql: out of memory");
    b->server = s;
    b->path = s->name;
    memcpy(s->name, "postgresql", sizeof "postgresql");
    s->c = PQconnectdb(url);
    if (PQstatus(s->c) != CONNECTION_OK) return server_failed(s, err);
    snprintf(s->name, sizeof s->name, "postgresql:%s", PQdb(s->c));
    PQsetNoticeReceiver(s->c, ignore_notice, NULL);
    if (PQsetClientEncoding(s->c, "UTF8")) return server_failed(s, err);
    att_status st = rows_tables(b, s->table, &s->n_table, err);
    if (!st) st = copy_watch(s, b, err);
    if (!st) st = copy_forget(s, b, err);
    if (!st && create) st = create_tables(s, err);
    return st ? st : look(s, b, err);
}

void server_close(struct server *s) {
    if (!s) return;
    PQfinish(s->c);
    free(s);
}
