/*
 * Rows of one table between SQLite and PostgreSQL: the statements both need, and the text form of
 * COPY (PostgreSQL manual, COPY, "Text Format"). TEXT is text in byte order, INTEGER bigint, BLOB
 * bytea. Names are those of data/store/schema.sql.
 */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

#include <sqlite3.h>

enum { ROWS_COLUMNS = 16, ROWS_NAME = 48, ROWS_TABLES = 32 };

struct book;

struct rows_column {
    char name[ROWS_NAME];
    char kind; /* 't'ext, 'i'nteger, 'b'ytes */
    bool key;
};

struct rows_table {
    char name[ROWS_NAME];
    unsigned n; /* of column */
    struct rows_column column[ROWS_COLUMNS];
};

/* The tables of a casebook in the order in which rows may be filled in: t[ROWS_TABLES], *n of them.
 * Those of the index that queries use are not among them. */
att_status rows_tables(struct book *b, struct rows_table *t, unsigned *n, att_error *err);

/* Rows that are only ever added: what was received, what was ruled. */
bool rows_permanent(const struct rows_table *t);

/* Each appends to `sql`. */
void rows_create(struct buf *sql, const struct rows_table *t);
/* All tables t[n], the laws of data/store/server.sql, and the row of table `book`. */
void rows_lay_out(struct buf *sql, const struct rows_table *t, unsigned n, int64_t edition);
void rows_keys(struct buf *sql, const struct rows_table *t);
void rows_columns(struct buf *sql, const struct rows_table *t, const char *before);
void rows_stage(struct buf *sql, const struct rows_table *t); /* makes the table new_rows */
/* Puts the rows of new_rows into the table, over those of the same key; `permanent`: only new ones.
 */
void rows_merge(struct buf *sql, const struct rows_table *t, bool permanent);

/* A row of SQLite as a line of COPY, and a line of COPY bound to an insert; false where it is none.
 */
void rows_write(struct buf *line, const struct rows_table *t, sqlite3_stmt *row);
bool rows_bind(sqlite3_stmt *put, const struct rows_table *t, char *line, int n);

#endif
