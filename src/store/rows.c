#include "base/base.h"

#include "store/rows.h"

#include "base/embed.h"
#include "store/book.h"

#include <stdlib.h>

/* ---- the tables */

static att_status rows_name(char to[ROWS_NAME], struct str name, att_error *err) {
    if (!name.n || name.n >= ROWS_NAME || str_find(name, '"', 0) != NONE)
        return status_set(err, ATT_EINTERNAL, 0, "book: a name of the schema");
    memcpy(to, name.p, name.n);
    to[name.n] = 0;
    return ATT_OK;
}

static att_status take_column(void *ctx, sqlite3_stmt *info, att_error *err) {
    struct rows_table *t = ctx;
    if (t->n == ROWS_COLUMNS) return status_set(err, ATT_EINTERNAL, 0, "book: many columns");
    struct rows_column *c = &t->column[t->n++];
    const char *type = (const char *)sqlite3_column_text(info, 1);
    c->kind = !strcmp(type, "INTEGER") ? 'i' : !strcmp(type, "BLOB") ? 'b' : 't';
    c->key = sqlite3_column_int(info, 2) != 0;
    struct str name = {(const char *)sqlite3_column_text(info, 0),
                       (uint32_t)sqlite3_column_bytes(info, 0)};
    return rows_name(c->name, name, err);
}

struct tables {
    struct rows_table *t;
    unsigned *n;
};

static att_status take_table(void *ctx, sqlite3_stmt *q, att_error *err) {
    struct tables *all = ctx;
    if (*all->n == ROWS_TABLES) return status_set(err, ATT_EINTERNAL, 0, "book: many tables");
    struct rows_table *t = &all->t[(*all->n)++];
    *t = (struct rows_table){.n = 0};
    return rows_name(t->name, book_column(q, 0), err);
}

att_status rows_tables(struct book *b, struct rows_table *t, unsigned *n, att_error *err) {
    struct tables all = {t, n};
    *n = 0;
    att_status st =
        book_each(b,
                  "SELECT l.name FROM pragma_table_list l JOIN sqlite_schema m ON m.name = l.name "
                  "WHERE l.schema = 'main' AND l.type = 'table' AND l.strict AND l.name NOT IN "
                  "('packed', 'digest', 'coded', 'made') ORDER BY m.rowid",
                  NULL, take_table, &all, err);
    for (unsigned i = 0; i < *n && !st; i++)
        st = book_each(b, "SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid",
                       t[i].name, take_column, &t[i], err);
    return st;
}

bool rows_permanent(const struct rows_table *t) {
    return !strcmp(t->name, "source") || !strcmp(t->name, "decision") ||
           !strcmp(t->name, "decided");
}

/* ---- statements */

static const char *comma(unsigned *n) {
    return (*n)++ ? ", " : "";
}

void rows_columns(struct buf *sql, const struct rows_table *t, const char *before) {
    for (unsigned i = 0; i < t->n; i++)
        buf_printf(sql, "%s%s\"%s\"", i ? ", " : "", before, t->column[i].name);
}

void rows_keys(struct buf *sql, const struct rows_table *t) {
    unsigned n = 0;
    for (unsigned i = 0; i < t->n; i++)
        if (t->column[i].key) buf_printf(sql, "%s\"%s\"", comma(&n), t->column[i].name);
}

void rows_create(struct buf *sql, const struct rows_table *t) {
    buf_printf(sql, "CREATE TABLE \"%s\" (", t->name);
    for (unsigned i = 0; i < t->n; i++) {
        const struct rows_column *c = &t->column[i];
        buf_printf(sql, "\"%s\" %s, ", c->name,
                   c->kind == 'i'   ? "bigint"
                   : c->kind == 'b' ? "bytea"
                                    : "text COLLATE \"C\"");
    }
    buf_c(sql, "PRIMARY KEY (");
    rows_keys(sql, t);
    buf_c(sql, "));\n");
}

void rows_lay_out(struct buf *sql, const struct rows_table *t, unsigned n, int64_t edition) {
    for (unsigned i = 0; i < n; i++) rows_create(sql, &t[i]);
    buf_str(sql, embed_find("data/store/server.sql"));
    buf_printf(sql, "INSERT INTO book VALUES (%d, %d, %lld);\n", BOOK_APPLICATION, BOOK_SCHEMA,
               (long long)edition);
}

void rows_stage(struct buf *sql, const struct rows_table *t) {
    buf_printf(sql,
               "DROP TABLE IF EXISTS pg_temp.new_rows; CREATE TEMPORARY TABLE new_rows ON COMMIT "
               "DROP AS SELECT * FROM \"%s\" LIMIT 0",
               t->name);
}

void rows_merge(struct buf *sql, const struct rows_table *t, bool permanent) {
    unsigned set = 0;
    buf_printf(sql, "INSERT INTO \"%s\" AS o SELECT * FROM new_rows ON CONFLICT (", t->name);
    rows_keys(sql, t);
    buf_c(sql, ") DO ");
    for (unsigned i = 0; i < t->n && !permanent; i++)
        if (!t->column[i].key)
            buf_printf(sql, "%s\"%s\" = excluded.\"%s\"", set++ ? ", " : "UPDATE SET ",
                       t->column[i].name, t->column[i].name);
    if (!set) {
        buf_c(sql, "NOTHING");
        return;
    }
    buf_c(sql, " WHERE (");
    rows_columns(sql, t, "o.");
    buf_c(sql, ") IS DISTINCT FROM (");
    rows_columns(sql, t, "excluded.");
    buf_c(sql, ")");
}

/* ---- lines of COPY */

static void write_text(struct buf *line, struct str s) {
    for (uint32_t i = 0, b = 0; i <= s.n; i++) {
        char c = i < s.n ? s.p[i] : 0;
        bool special = c == '\\' || c == '\n' || c == '\r' || c == '\t';
        if (i < s.n && !special) continue;
        buf_put(line, s.p + b, i - b);
        b = i + 1;
        if (special) buf_char(line, '\\');
        if (special) buf_char(line, c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : '\\');
    }
}

static void write_bytes(struct buf *line, struct str s) {
    static const char hex[] = "0123456789abcdef";
    buf_c(line, "\\\\x");
    for (uint32_t i = 0; i < s.n; i++) {
        buf_char(line, hex[(unsigned char)s.p[i] >> 4]);
        buf_char(line, hex[s.p[i] & 15]);
    }
}

void rows_write(struct buf *line, const struct rows_table *t, sqlite3_stmt *row) {
    for (unsigned i = 0; i < t->n; i++) {
        int k = (int)i;
        const void *p = sqlite3_column_blob(row, k);
        struct str s = {p ? p : "", (uint32_t)sqlite3_column_bytes(row, k)};
        if (i) buf_char(line, '\t');
        if (sqlite3_column_type(row, k) == SQLITE_NULL)
            buf_c(line, "\\N");
        else if (t->column[i].kind == 'b')
            write_bytes(line, s);
        else
            write_text(line, s);
    }
    buf_char(line, '\n');
}

/* Undoes the backslashes of a field in its place; the new length. */
static int unescape(char *p, int n) {
    int to = 0;
    for (int i = 0; i < n; i++) {
        char c = p[i];
        if (c == '\\' && i + 1 < n) {
            c = p[++i];
            c = c == 'n'   ? '\n'
                : c == 'r' ? '\r'
                : c == 't' ? '\t'
                : c == 'b' ? '\b'
                : c == 'f' ? '\f'
                : c == 'v' ? '\v'
                           : c;
        }
        p[to++] = c;
    }
    return to;
}

static int digit(char c) {
    return ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "\x6162" in its place; the new length, or -1. */
static int unhex(char *p, int n) {
    if (n < 2 || n % 2 || p[0] != '\\' || p[1] != 'x') return -1;
    for (int i = 2; i < n; i += 2) {
        int high = digit(p[i]), low = digit(p[i + 1]);
        if (high < 0 || low < 0) return -1;
        p[i / 2 - 1] = (char)(high << 4 | low);
    }
    return n / 2 - 1;
}

static bool bind_field(sqlite3_stmt *put, int at, char kind, char *p, int n) {
    if (n == 2 && p[0] == '\\' && p[1] == 'N') return !sqlite3_bind_null(put, at);
    n = unescape(p, n);
    if (kind == 'b') {
        n = unhex(p, n);
        return n >= 0 && !sqlite3_bind_blob(put, at, p, n, SQLITE_STATIC);
    }
    if (kind == 't') return !sqlite3_bind_text(put, at, p, n, SQLITE_STATIC);
    char number[24];
    if (n <= 0 || (size_t)n >= sizeof number) return false;
    memcpy(number, p, (size_t)n);
    number[n] = 0;
    return !sqlite3_bind_int64(put, at, strtoll(number, NULL, 10));
}

bool rows_bind(sqlite3_stmt *put, const struct rows_table *t, char *line, int n) {
    unsigned at = 0;
    if (n && line[n - 1] == '\n') n--;
    for (int b = 0, i = 0; i <= n; i++) {
        if (i < n && line[i] != '\t') continue;
        if (at == t->n || !bind_field(put, (int)at + 1, t->column[at].kind, line + b, i - b))
            return false;
        at++;
        b = i + 1;
    }
    return at == t->n;
}
