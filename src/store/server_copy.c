#include "base/base.h"

#include "store/server_copy.h"

#include "base/sys.h"

enum { LINE_LIMIT = 1 << 30 };

/* A statement over the copy made by `write`. */
static att_status on_copy(struct book *b, struct buf *sql, att_error *err) {
    buf_char(sql, 0);
    att_status st = buf_status(sql, b->path, err);
    return st ? st : book_exec(b, sql->p, err);
}

/* `n."a" = o."a" AND ...` over the key of a table. */
static void same_key(struct buf *sql, const struct rows_table *t, const char *x, const char *y) {
    unsigned n = 0;
    for (unsigned i = 0; i < t->n; i++)
        if (t->column[i].key)
            buf_printf(sql, "%s%s\"%s\" = %s\"%s\"", n++ ? " AND " : "", x, t->column[i].name, y,
                       t->column[i].name);
}

/* ---- what was changed: the triggers of the copy keep the keys, except while rows are fetched */

static void keep_key(struct buf *sql, const struct rows_table *t, const char *event,
                     const char *row) {
    unsigned n = 0;
    buf_printf(sql,
               "CREATE TEMP TRIGGER \"%s_%s\" AFTER %s ON main.\"%s\" WHEN (SELECT fetching FROM "
               "fetch) = 0 BEGIN INSERT OR IGNORE INTO \"changed_%s\" VALUES (",
               t->name, event, event, t->name, t->name);
    for (unsigned i = 0; i < t->n; i++)
        if (t->column[i].key)
            buf_printf(sql, "%s%s.\"%s\"", n++ ? ", " : "", row, t->column[i].name);
    buf_c(sql, "); END;");
}

static att_status watch_table(struct book *b, const struct rows_table *t, att_error *err) {
    struct buf sql;
    buf_init(&sql, sys_default(), SERVER_SQL_LIMIT);
    buf_printf(&sql, "CREATE TEMP TABLE \"changed_%s\" (", t->name);
    rows_keys(&sql, t);
    buf_c(&sql, ", PRIMARY KEY (");
    rows_keys(&sql, t);
    buf_c(&sql, ")) WITHOUT ROWID;");
    keep_key(&sql, t, "INSERT", "new");
    keep_key(&sql, t, "UPDATE", "new");
    keep_key(&sql, t, "DELETE", "old");
    /* what is permanent is so on the server; the copy forgets it */
    if (rows_permanent(t)) buf_printf(&sql, "DROP TRIGGER \"%s_is_never_dropped\";", t->name);
    att_status st = on_copy(b, &sql, err);
    buf_release(&sql);
    return st;
}

att_status copy_watch(struct server *s, struct book *b, att_error *err) {
    att_status st = book_exec(b,
                              "PRAGMA foreign_keys = OFF; CREATE TEMP TABLE fetch (fetching); "
                              "INSERT INTO fetch VALUES (0)",
                              err);
    for (unsigned i = 0; i < s->n_table && !st; i++) st = watch_table(b, &s->table[i], err);
    return st;
}

static att_status fetching(struct book *b, bool on, att_error *err) {
    return book_exec(
        b, on ? "UPDATE temp.fetch SET fetching = 1" : "UPDATE temp.fetch SET fetching = 0", err);
}

/* Tables from..to-1. */
static att_status forget(struct server *s, struct book *b, unsigned from, unsigned to,
                         att_error *err) {
    struct buf sql;
    buf_init(&sql, sys_default(), SERVER_SQL_LIMIT);
    for (unsigned i = from; i < to; i++) {
        buf_printf(&sql, "DELETE FROM \"%s\"; DELETE FROM temp.\"changed_%s\";", s->table[i].name,
                   s->table[i].name);
        s->held[i] = HELD_NONE;
    }
    att_status st = book_exec(b, "PRAGMA foreign_keys = OFF", err);
    if (!st) st = fetching(b, true, err);
    if (!st) st = on_copy(b, &sql, err);
    att_error own;
    att_status off = fetching(b, false, st ? &own : err);
    buf_release(&sql);
    return st ? st : off;
}

att_status copy_forget(struct server *s, struct book *b, att_error *err) {
    return forget(s, b, 0, s->n_table, err);
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
    if (n == -2 && !st) st = server_failed(s, err);
    for (PGresult *r; (r = PQgetResult(s->c));) {
        if (PQresultStatus(r) != PGRES_COMMAND_OK && !st) st = server_failed(s, err);
        PQclear(r);
    }
    return st;
}

/* A row that is there stays; one that was changed (perhaps dropped) does not come back. */
static void insert_new(struct buf *sql, const struct rows_table *t) {
    unsigned n = 0;
    buf_printf(sql, "INSERT OR IGNORE INTO \"%s\" (", t->name);
    rows_columns(sql, t, "");
    buf_c(sql, ") SELECT ");
    for (unsigned i = 0; i < t->n; i++) buf_printf(sql, "%s?%u", i ? ", " : "", i + 1);
    buf_printf(sql, " WHERE NOT EXISTS (SELECT 1 FROM temp.\"changed_%s\" c WHERE ", t->name);
    for (unsigned i = 0; i < t->n; i++)
        if (t->column[i].key)
            buf_printf(sql, "%sc.\"%s\" = ?%u", n++ ? " AND " : "", t->column[i].name, i + 1);
    buf_put(sql, ")", 2);
}

static void copy_out(struct buf *sql, const struct rows_table *t, const struct pull *p) {
    buf_c(sql, "COPY (SELECT ");
    if (p->values)
        buf_c(sql, p->values);
    else
        rows_columns(sql, t, "");
    buf_printf(sql, " FROM \"%s\"", t->name);
    if (p->where) buf_printf(sql, " WHERE %s", p->where);
    buf_put(sql, ") TO STDOUT", 12);
}

static att_status run_pull(struct server *s, struct book *b, const struct pull *p, att_error *err) {
    const struct rows_table *t = &s->table[p->table];
    struct buf sql;
    sqlite3_stmt *put = NULL;
    att_status st = ATT_OK;
    buf_init(&sql, sys_default(), SERVER_SQL_LIMIT);
    insert_new(&sql, t);
    if (sqlite3_prepare_v2(b->db, sql.p, -1, &put, NULL)) st = book_failed(b, err);
    buf_reset(&sql);
    copy_out(&sql, t, p);
    if (!st) st = buf_status(&sql, s->name, err);
    PGresult *r = st ? NULL : PQexec(s->c, sql.p);
    if (!st && PQresultStatus(r) != PGRES_COPY_OUT) st = server_failed(s, err);
    if (!st) st = pull_rows(s, b, put, t, err);
    PQclear(r);
    sqlite3_finalize(put);
    buf_release(&sql);
    return st;
}

att_status copy_pull_values(struct server *s, struct book *b, const struct pull *p,
                            att_error *err) {
    att_error own;
    bool alone = sqlite3_get_autocommit(b->db);
    att_status st = alone ? book_exec(b, "BEGIN", err) : ATT_OK;
    if (!st) st = fetching(b, true, err);
    if (!st) st = run_pull(s, b, p, err);
    att_status off = fetching(b, false, st ? &own : err);
    if (!st) st = off;
    if (!st && alone) st = book_exec(b, "COMMIT", err);
    if (st && alone) sqlite3_exec(b->db, "ROLLBACK", NULL, NULL, NULL);
    return st;
}

att_status copy_pull(struct server *s, struct book *b, unsigned i, const char *where,
                     att_error *err) {
    struct pull p = {.table = i, .where = where};
    att_status st = ATT_OK;
    if (s->held[i] == HELD_ALL) return ATT_OK;
    if (s->held[i] == HELD_LINES) st = forget(s, b, i, i + 1, err);
    if (!st) st = copy_pull_values(s, b, &p, err);
    if (!st) s->held[i] = where ? HELD_SOME : HELD_ALL;
    return st;
}

/* ---- to the server */

struct pushing {
    struct server *s;
    const struct rows_table *t;
    struct buf line;
    uint64_t rows;
};

static att_status push_rows(struct pushing *p, struct book *b, const char *sql, att_error *err) {
    sqlite3_stmt *q = NULL;
    int code = SQLITE_DONE;
    att_status st = ATT_OK;
    if (sqlite3_prepare_v2(b->db, sql, -1, &q, NULL)) st = book_failed(b, err);
    while (!st && (code = sqlite3_step(q)) == SQLITE_ROW) {
        buf_reset(&p->line);
        rows_write(&p->line, p->t, q);
        st = buf_status(&p->line, p->s->name, err);
        if (!st && PQputCopyData(p->s->c, p->line.p, (int)p->line.n) != 1)
            st = server_failed(p->s, err);
        p->rows++;
    }
    if (!st && code != SQLITE_DONE) st = book_failed(b, err);
    sqlite3_finalize(q);
    return st;
}

/* The rows of a query over the copy into the table new_rows of the server. */
static att_status stage(struct pushing *p, struct book *b, struct buf *select, att_error *err) {
    struct buf sql;
    buf_char(select, 0);
    buf_init(&sql, sys_default(), SERVER_SQL_LIMIT);
    rows_stage(&sql, p->t);
    att_status st = buf_status(select, p->s->name, err);
    if (!st) st = server_exec_buf(p->s, &sql, err);
    buf_release(&sql);
    PGresult *r = st ? NULL : PQexec(p->s->c, "COPY new_rows FROM STDIN");
    if (!st && PQresultStatus(r) != PGRES_COPY_IN) st = server_failed(p->s, err);
    PQclear(r);
    if (st) return st;
    st = push_rows(p, b, select->p, err);
    if (PQputCopyEnd(p->s->c, st ? "the copy could not be read" : NULL) != 1 && !st)
        st = server_failed(p->s, err);
    for (PGresult *e; (e = PQgetResult(p->s->c));) {
        if (PQresultStatus(e) != PGRES_COMMAND_OK && !st) st = server_failed(p->s, err);
        PQclear(e);
    }
    return st;
}

static att_status count_changed(void *ctx, sqlite3_stmt *q, att_error *err) {
    (void)err;
    *(int64_t *)ctx = sqlite3_column_int64(q, 0);
    return ATT_OK;
}

static att_status is_changed(struct book *b, const struct rows_table *t, int64_t *n,
                             att_error *err) {
    char sql[128];
    sqlite3_stmt *q;
    snprintf(sql, sizeof sql, "SELECT count(*) FROM temp.\"changed_%s\"", t->name);
    *n = 0;
    if (sqlite3_prepare_v2(b->db, sql, -1, &q, NULL)) return book_failed(b, err);
    att_status st = sqlite3_step(q) == SQLITE_ROW ? count_changed(n, q, err) : book_failed(b, err);
    sqlite3_finalize(q);
    return st;
}

/* Rows that are no more. */
static att_status push_dropped(struct pushing *p, struct book *b, att_error *err) {
    struct buf sql;
    buf_init(&sql, sys_default(), SERVER_SQL_LIMIT);
    buf_c(&sql, "SELECT ");
    for (unsigned i = 0; i < p->t->n; i++)
        buf_printf(&sql, p->t->column[i].key ? "%sc.\"%s\"" : "%sNULL", i ? ", " : "",
                   p->t->column[i].name);
    buf_printf(&sql,
               " FROM temp.\"changed_%s\" c WHERE NOT EXISTS (SELECT 1 FROM main.\"%s\" o WHERE ",
               p->t->name, p->t->name);
    same_key(&sql, p->t, "o.", "c.");
    buf_char(&sql, ')');
    p->rows = 0;
    att_status st = stage(p, b, &sql, err);
    buf_reset(&sql);
    buf_printf(&sql, "DELETE FROM \"%s\" o USING new_rows n WHERE ", p->t->name);
    same_key(&sql, p->t, "o.", "n.");
    if (!st && p->rows) st = server_exec_buf(p->s, &sql, err);
    buf_release(&sql);
    return st;
}

static att_status push_there(struct pushing *p, struct book *b, att_error *err) {
    struct buf sql;
    buf_init(&sql, sys_default(), SERVER_SQL_LIMIT);
    buf_c(&sql, "SELECT ");
    rows_columns(&sql, p->t, "o.");
    buf_printf(&sql, " FROM temp.\"changed_%s\" c JOIN main.\"%s\" o ON ", p->t->name, p->t->name);
    same_key(&sql, p->t, "o.", "c.");
    att_status st = stage(p, b, &sql, err);
    buf_reset(&sql);
    rows_merge(&sql, p->t, rows_permanent(p->t));
    if (!st) st = server_exec_buf(p->s, &sql, err);
    buf_release(&sql);
    return st;
}

static att_status push_table(struct server *s, struct book *b, const struct rows_table *t,
                             att_error *err) {
    struct pushing p = {.s = s, .t = t};
    struct buf sql;
    buf_init(&p.line, sys_default(), LINE_LIMIT);
    att_status st = rows_permanent(t) ? ATT_OK : push_dropped(&p, b, err);
    if (!st) st = push_there(&p, b, err);
    buf_release(&p.line);
    buf_init(&sql, sys_default(), SERVER_SQL_LIMIT);
    buf_printf(&sql, "DELETE FROM temp.\"changed_%s\"", t->name);
    if (!st) st = on_copy(b, &sql, err);
    buf_release(&sql);
    return st;
}

att_status copy_push(struct server *s, struct book *b, bool *changed, att_error *err) {
    att_status st = ATT_OK;
    for (unsigned i = 0; i < s->n_table && !st; i++) {
        int64_t n;
        st = is_changed(b, &s->table[i], &n, err);
        if (st || !n) continue;
        *changed = true;
        st = push_table(s, b, &s->table[i], err);
    }
    return st;
}
