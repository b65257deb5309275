/*
 * A casebook in PostgreSQL. The server has the tables of the file (data/store/schema.sql), column
 * for column. A program works on a private copy of them in SQLite, so that every query, order and
 * byte is that of a file; rows come and go by COPY. What was changed is written back as one
 * transaction by server_save(); where another program wrote in between, nothing is written and the
 * caller is told to do it again.
 *
 * Cost: opening reads the whole book, saving sends it; sources are only ever added on the server
 * too.
 */
#ifndef STORE_SERVER_H
#define STORE_SERVER_H

#include "base/status.h"

struct book;
struct server;

/* "postgresql://..." or "postgres://..." */
bool server_is_url(const char *path);
/* Connects, lays the tables out where `create` and there are none, and fills the copy b->db, which
 * has its schema. ATT_EIO: the server; ATT_EINPUT: no casebook, or one of a newer schema. */
att_status server_open(struct book *b, const char *url, bool create, att_error *err);
/* Writes back. Does nothing where nothing was changed. */
att_status server_save(struct book *b, att_error *err);
void server_close(struct server *s);

#endif
