/* A casebook file: opened, added to, walked. One connection, used from one thread at a time. */
#ifndef STORE_BOOK_H
#define STORE_BOOK_H

#include "base/buf.h"
#include "record/schema.h"
#include "store/credit.h"

#include <sqlite3.h>

enum { BOOK_APPLICATION = 0x61747442, /* "attB" */ BOOK_SCHEMA = 4 };
/* The oldest schema of which the tables on a server are those of this one. */
enum { BOOK_SERVER_SCHEMA = 2 };
enum { BOOK_STATEMENTS = 48 };

struct book {
    sqlite3 *db;
    const char *path;       /* the caller's, lives as long */
    const char *run;        /* stamp of derived rows; static */
    struct server *server;  /* of a casebook in PostgreSQL (store/server.h), or NULL */
    bool in_batch;          /* a transaction of several reports is open */
    bool unlinked;          /* ... and says that the cases wait for a link */
    struct credits credits; /* names of agencies, parsed once */
    struct schema schema;   /* of records, compiled for the first one */
    struct arena a;         /* of both */
    struct arena scratch;   /* of the record at hand */
    struct buf unit, block; /* what is kept of it */
    struct {
        const char *sql;
        sqlite3_stmt *s;
    } kept[BOOK_STATEMENTS]; /* prepared once, found by the address of their text */
};

/* Opens `path`, a file or "postgresql://..."; creates it where `create` and it is missing or empty.
 * ATT_EIO: cannot be opened; ATT_EINPUT: another program's file, a newer schema, or a damaged one.
 * On failure nothing is open.
 */
att_status book_open(struct book *b, const char *path, bool create, att_error *err);
/* Writes a casebook in PostgreSQL back; a file is written already. */
att_status book_save(struct book *b, att_error *err);
void book_close(struct book *b);

/*
 * Adds one record in one transaction. ATT_EINPUT: the record breaks the schema or a law; nothing is
 * added. *added (may be NULL) is false where the very report is there already. Of two records of
 * one report the one of the later run stays (then the one that sorts last), in any order of adding.
 */
att_status book_add(struct book *b, att_text record, bool *added, att_error *err);
/* Reports added between the two are one transaction. A failure of the file (not a refused record)
 * rolls all of them back and ends the batch. book_commit() without a batch does nothing. */
att_status book_begin(struct book *b, att_error *err);
att_status book_commit(struct book *b, att_error *err);
void book_roll_back(struct book *b);
/* Makes what the book derived from its records anew, in one transaction; every record is checked
 * first. The cases wait for the next link. ATT_EINPUT names the first report that does not pass. */
att_status book_rebuild(struct book *b, att_error *err);

/*
 * How the book is read. Cases: `SELECT id, json FROM casefile ORDER BY id`, json as docs/STORE.md
 * tells it, each of its incidents with the `key` of its report; records: `SELECT key, json FROM
 * record ORDER BY key`, source: `SELECT key, report, outlet, published, sha256, text FROM source`.
 *
 * Every row of `sql` (constant text; `key` bound to ?1 where not NULL) to row(); it returns a
 * status to stop. */
att_status book_each(struct book *b, const char *sql, const char *key,
                     att_status (*row)(void *ctx, sqlite3_stmt *s, att_error *err), void *ctx,
                     att_error *err);
/* A query with its bound texts (STR_NULL = null), and every row of it. */
struct book_query {
    const char *sql;         /* constant text */
    const struct str *value; /* [n] */
    int n;
};
att_status book_all(struct book *b, const struct book_query *q,
                    att_status (*row)(void *ctx, sqlite3_stmt *s, att_error *err), void *ctx,
                    att_error *err);
/* Text of a column, with its length. Valid until the next row. */
struct str book_column(sqlite3_stmt *s, int column);
att_status book_exec(struct book *b, const char *sql, att_error *err);
/* Binds text to ?1, ?2 .. [n] (STR_NULL = null), runs to the end. */
att_status book_put(struct book *b, const char *sql, const struct str *value, int n,
                    att_error *err);
/* A failed SQLite call as a status with the book's path. */
att_status book_failed(const struct book *b, att_error *err);
/* ATT_EUSAGE where reports were added since the last link. */
att_status book_is_linked(struct book *b, att_error *err);
/* integrity_check, foreign keys, hashes, and every quote cut again. say() gets each finding. */
att_status book_verify(struct book *b, void (*say)(void *ctx, const char *finding), void *ctx,
                       uint64_t *reports, att_error *err);

#endif
