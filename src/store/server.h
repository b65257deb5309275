/*
 * A casebook in PostgreSQL. The server has the tables of the file (data/store), column for
 * column. A program works on a private copy in SQLite, so that every query, order and byte is that
 * of a file; the copy holds only what the program asked for (server_need, server_cases,
 * server_report), rows come by COPY, and only rows that were changed go back.
 *
 * Reading is one snapshot. Writing is a turn: server_begin() waits for the other writers of the
 * casebook, server_commit() sends the changes as one transaction. Between turns other programs may
 * write; what the copy holds is then fetched anew.
 */
#ifndef STORE_SERVER_H
#define STORE_SERVER_H

#include "base/status.h"
#include "base/str.h"

struct book;
struct server;

/* "postgresql://..." or "postgres://..." */
bool server_is_url(const char *path);
/* Connects; lays the tables out where `create` and there are none. b->db has the schema and no
 * rows. ATT_EIO: the server says no; ATT_EINPUT: no casebook, or one of a newer schema. */
att_status server_open(struct book *b, const char *url, bool create, att_error *err);
void server_close(struct server *s);

/* Fetches tables (names with spaces between them; NULL = all), unless they are there. All of these
 * do nothing for a file. */
att_status server_need(struct book *b, const char *tables, att_error *err);
/* Fetches the cases whose id begins with `id`, or that a former id leads to; with `reports` also
 * the units and texts they are made of. */
att_status server_cases(struct book *b, const char *id, bool reports, att_error *err);
/* Fetches the cases without their JSON: for lists. */
att_status server_lines(struct book *b, att_error *err);
/* Fetches the rows of the report with this key, where there is one. */
att_status server_report(struct book *b, struct str key, att_error *err);
/* Fetches the records of the reports with this id. */
att_status server_records(struct book *b, const char *report, att_error *err);

/* A turn to write. ATT_EIO: another program is writing, for longer than one waits: 20 s, or the
 * lock_timeout of the connection where one is set. */
att_status server_begin(struct book *b, att_error *err);
att_status server_commit(struct book *b, att_error *err);
void server_roll_back(struct book *b);

#endif
