/* The private copy of a casebook on a server, and its rows on their way: inside server*.c only. */
#ifndef STORE_SERVER_COPY_H
#define STORE_SERVER_COPY_H

#include "base/buf.h"
#include "store/book.h"
#include "store/rows.h"
#include "store/server.h"

#include <libpq-fe.h>

enum { SERVER_SQL_LIMIT = 1 << 20, SERVER_NAME = 64 };
/* LINES: cases without their JSON. */
enum held { HELD_NONE, HELD_SOME, HELD_LINES, HELD_ALL };

struct server {
    PGconn *c;
    char name[SERVER_NAME]; /* what messages call it: a URL may hold a password */
    char state[6];          /* SQLSTATE of the last failure */
    int64_t edition;        /* how often the casebook had been written when the copy was filled */
    bool writing;           /* a turn is open */
    unsigned n_table;
    struct rows_table table[ROWS_TABLES];
    enum held held[ROWS_TABLES];
};

att_status server_failed(struct server *s, att_error *err);
att_status server_exec(struct server *s, const char *sql, att_error *err);
/* The same for a buffer, which is closed with a NUL. */
att_status server_exec_buf(struct server *s, struct buf *sql, att_error *err);

/* Tables beside the copy that keep which of its rows were changed. */
att_status copy_watch(struct server *s, struct book *b, att_error *err);
/* All rows of table i (where NULL), or those for which the condition holds. A row that is there
 * already, or was changed, stays. */
att_status copy_pull(struct server *s, struct book *b, unsigned i, const char *where,
                     att_error *err);
/* The same with another list of values than its columns. */
struct pull {
    unsigned table;
    const char *values, *where; /* NULL = the columns, all rows */
};
att_status copy_pull_values(struct server *s, struct book *b, const struct pull *p, att_error *err);
/* Forgets all rows. */
att_status copy_forget(struct server *s, struct book *b, att_error *err);
/* Sends the rows that were changed; *changed: there were any. */
att_status copy_push(struct server *s, struct book *b, bool *changed, att_error *err);

#endif
