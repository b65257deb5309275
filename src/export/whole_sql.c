/* The whole book as a SQL text for an empty PostgreSQL database. */
#include "base/base.h"

#include "export/whole.h"

#include "store/rows.h"

enum { PIECE_BYTES = 1 << 18, OUTPUT_LIMIT_MB = 1024, SQL_LIMIT = 1 << 16 };

static const char head[] =
    "-- A casebook of attest. Into an empty database: psql -d DATABASE -f FILE\n"
    "\\set ON_ERROR_STOP on\n"
    "SET client_encoding = 'UTF8';\n"
    "SET standard_conforming_strings = on;\n"
    "BEGIN;\n";

struct copying {
    struct giving_whole *g;
    const struct rows_table *t;
    struct buf out;
    bool stopped;
};

static att_status hand_over(struct copying *c, size_t least, att_error *err) {
    att_status st = buf_status(&c->out, c->g->b->path, err);
    if (st || c->out.n < least || c->stopped) return st;
    c->stopped = !c->g->take(c->g->ctx, buf_text(&c->out), (att_text){"", 0});
    buf_reset(&c->out);
    return ATT_OK;
}

static att_status put_rows(struct copying *c, const char *sql, att_error *err) {
    sqlite3_stmt *s = NULL;
    int code = SQLITE_DONE;
    att_status st = ATT_OK;
    if (sqlite3_prepare_v2(c->g->b->db, sql, -1, &s, NULL)) return book_failed(c->g->b, err);
    while (!st && !c->stopped && (code = sqlite3_step(s)) == SQLITE_ROW) {
        rows_write(&c->out, c->t, s);
        c->g->rows++;
        st = hand_over(c, PIECE_BYTES, err);
    }
    if (!st && code != SQLITE_DONE && code != SQLITE_ROW) st = book_failed(c->g->b, err);
    sqlite3_finalize(s);
    return st;
}

static att_status put_table(struct copying *c, const struct rows_table *t, att_error *err) {
    struct buf sql;
    c->t = t;
    buf_printf(&c->out, "\nCOPY \"%s\" (", t->name);
    rows_columns(&c->out, t, "");
    buf_c(&c->out, ") FROM stdin;\n");
    buf_init(&sql, c->g->a->sys, SQL_LIMIT);
    buf_c(&sql, "SELECT ");
    rows_columns(&sql, t, "");
    buf_printf(&sql, " FROM \"%s\" ORDER BY ", t->name);
    rows_keys(&sql, t);
    buf_char(&sql, 0);
    att_status st = buf_status(&sql, c->g->b->path, err);
    if (!st) st = put_rows(c, sql.p, err);
    buf_c(&c->out, "\\.\n");
    buf_release(&sql);
    return st;
}

att_status whole_postgres(struct giving_whole *g, att_error *err) {
    struct rows_table *t = arena_array(g->a, struct rows_table, ROWS_TABLES);
    struct copying c = {.g = g};
    unsigned n;
    att_status st = rows_tables(g->b, t, &n, err);
    if (st) return st;
    buf_init(&c.out, g->a->sys, (size_t)OUTPUT_LIMIT_MB << 20);
    buf_c(&c.out, head);
    rows_lay_out(&c.out, t, n, 1);
    for (unsigned i = 0; i < n && !st; i++) st = put_table(&c, &t[i], err);
    buf_c(&c.out, "\nCOMMIT;\n");
    if (!st) st = hand_over(&c, 1, err);
    buf_release(&c.out);
    return st;
}
