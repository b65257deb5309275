#include "base/base.h"

#include "store/book.h"

#include "base/embed.h"
#include "base/sys.h"
#include "record/check.h"
#include "record/laws.h"
#include "store/pack.h"
#include "store/server.h"

#include <stdio.h>
#include <stdlib.h>

enum { BUSY_MS = 20000, TABLES_LIMIT_MB = 16, RECORD_LIMIT_MB = 4096 };

att_status book_failed(const struct book *b, att_error *err) {
    int code = b->db ? sqlite3_errcode(b->db) : SQLITE_NOMEM;
    const char *word = b->db ? sqlite3_errmsg(b->db) : "out of memory";
    switch (code & 0xff) {
    case SQLITE_NOMEM: return status_set(err, ATT_ENOMEM, 0, "%s: out of memory", b->path);
    case SQLITE_NOTADB:
        return status_set(err, ATT_EINPUT, 0, "%s: not a casebook (no SQLite file)", b->path);
    case SQLITE_CORRUPT:
        return status_set(err, ATT_EINPUT, 0, "%s: the casebook is damaged (%s)", b->path, word);
    case SQLITE_BUSY:
        return status_set(err, ATT_EIO, 0, "%s: another program is writing to the casebook",
                          b->path);
    case SQLITE_CANTOPEN:
        return status_set(err, ATT_EIO, 0, "%s: cannot open: %s", b->path,
                          strerror(sqlite3_system_errno(b->db)));
    case SQLITE_FULL: return status_set(err, ATT_EIO, 0, "%s: the disk is full", b->path);
    default: return status_set(err, ATT_EIO, 0, "%s: %s", b->path, word);
    }
}

struct str book_column(sqlite3_stmt *s, int column) {
    const char *p = sqlite3_column_blob(s, column);
    return (struct str){p ? p : "", (uint32_t)sqlite3_column_bytes(s, column)};
}

att_status book_exec(struct book *b, const char *sql, att_error *err) {
    return sqlite3_exec(b->db, sql, NULL, NULL, NULL) ? book_failed(b, err) : ATT_OK;
}

/* A statement ready to be bound: kept from the last time where it is not in use. */
static att_status prepare(struct book *b, const char *sql, sqlite3_stmt **s, att_error *err) {
    size_t at = 0;
    while (at < BOOK_STATEMENTS && b->kept[at].sql && b->kept[at].sql != sql) at++;
    *s = at < BOOK_STATEMENTS ? b->kept[at].s : NULL;
    if (*s && !sqlite3_stmt_busy(*s)) return ATT_OK;
    bool keep = at < BOOK_STATEMENTS && !*s;
    if (sqlite3_prepare_v3(b->db, sql, -1, keep ? SQLITE_PREPARE_PERSISTENT : 0, s, NULL))
        return book_failed(b, err);
    if (!keep) return ATT_OK;
    b->kept[at].sql = sql;
    b->kept[at].s = *s;
    return ATT_OK;
}

static void put_back(struct book *b, const char *sql, sqlite3_stmt *s) {
    for (size_t i = 0; i < BOOK_STATEMENTS && b->kept[i].sql; i++)
        if (b->kept[i].sql == sql && b->kept[i].s == s) {
            sqlite3_reset(s);
            sqlite3_clear_bindings(s);
            return;
        }
    sqlite3_finalize(s);
}

static void bind(sqlite3_stmt *s, const struct str *value, int n) {
    for (int i = 0; i < n; i++)
        if (value[i].p)
            sqlite3_bind_text64(s, i + 1, value[i].p, value[i].n, SQLITE_STATIC, SQLITE_UTF8);
}

att_status book_all(struct book *b, const struct book_query *q,
                    att_status (*row)(void *ctx, sqlite3_stmt *s, att_error *err), void *ctx,
                    att_error *err) {
    sqlite3_stmt *s;
    att_status st = prepare(b, q->sql, &s, err);
    if (st) return st;
    bind(s, q->value, q->n);
    int code;
    while ((code = sqlite3_step(s)) == SQLITE_ROW && !st) st = row(ctx, s, err);
    if (!st && code != SQLITE_DONE && code != SQLITE_ROW) st = book_failed(b, err);
    put_back(b, q->sql, s);
    return st;
}

att_status book_each(struct book *b, const char *sql, const char *key,
                     att_status (*row)(void *ctx, sqlite3_stmt *s, att_error *err), void *ctx,
                     att_error *err) {
    struct str value = str_c(key);
    return book_all(b, &(struct book_query){sql, &value, key != NULL}, row, ctx, err);
}

att_status book_put(struct book *b, const char *sql, const struct str *value, int n,
                    att_error *err) {
    sqlite3_stmt *s;
    att_status st = prepare(b, sql, &s, err);
    if (st) return st;
    bind(s, value, n);
    if (sqlite3_step(s) != SQLITE_DONE) st = book_failed(b, err);
    put_back(b, sql, s);
    return st;
}

/* ---- opening */

static att_status take_int(void *ctx, sqlite3_stmt *s, att_error *err) {
    (void)err;
    *(int64_t *)ctx = sqlite3_column_int64(s, 0);
    return ATT_OK;
}

static att_status pragma(struct book *b, const char *sql, int64_t *out, att_error *err) {
    *out = 0;
    return book_each(b, sql, NULL, take_int, out, err);
}

static att_status run_script(struct book *b, const char *name, att_error *err) {
    struct str script = embed_find(name);
    char *sql = malloc((size_t)script.n + 1);
    if (!sql) return status_set(err, ATT_ENOMEM, 0, "%s: out of memory", b->path);
    memcpy(sql, script.p, script.n);
    sql[script.n] = 0;
    att_status st = book_exec(b, sql, err);
    free(sql);
    return st;
}

/* Brings the file from schema `version` (0 = empty) to this one. */
static att_status lay_out(struct book *b, int64_t version, att_error *err) {
    char mark[96];
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %d;",
             BOOK_APPLICATION, BOOK_SCHEMA);
    att_status st = ATT_OK;
    if (version == 1) st = book_exec(b, "DROP TABLE casefile; UPDATE state SET value = 'no'", err);
    if (version == 0) st = run_script(b, "data/store/schema.sql", err);
    if (!st && version < 2) st = run_script(b, "data/store/cases.sql", err);
    if (!st && version < 3) st = run_script(b, "data/store/packed.sql", err);
    if (!st) st = run_script(b, "data/store/made.sql", err);
    return st ? st : book_exec(b, mark, err);
}

/* Whose file it is; an empty one gets the schema where `create`. Inside a write transaction when
 * creating. */
static att_status recognise(struct book *b, bool create, att_error *err) {
    int64_t application, version, tables;
    att_status st = pragma(b, "PRAGMA application_id", &application, err);
    if (!st) st = pragma(b, "PRAGMA user_version", &version, err);
    if (!st) st = pragma(b, "SELECT count(*) FROM sqlite_schema", &tables, err);
    if (st) return st;
    if (!application && !version && !tables && create) return lay_out(b, 0, err);
    if (application != BOOK_APPLICATION)
        return status_set(err, ATT_EINPUT, 0, "%s: not a casebook (%s)", b->path,
                          tables ? "an SQLite file of another program" : "an empty file");
    if (version > BOOK_SCHEMA)
        return status_set(err, ATT_EINPUT, 0,
                          "%s: written by a newer attest (schema %d; this one knows %d)", b->path,
                          (int)version, (int)BOOK_SCHEMA);
    if (version == BOOK_SCHEMA) return ATT_OK;
    if (version >= 1 && version < BOOK_SCHEMA) return lay_out(b, version, err);
    return status_set(err, ATT_EINPUT, 0, "%s: no casebook schema %d", b->path, (int)version);
}

static att_status open_checked(struct book *b, bool create, att_error *err) {
    sqlite3_busy_timeout(b->db, BUSY_MS);
    att_status st = create ? book_exec(b, "PRAGMA page_size = 8192", err) : ATT_OK;
    if (!st) st = book_exec(b, create ? "BEGIN IMMEDIATE" : "BEGIN", err);
    if (st) return st;
    st = recognise(b, create, err);
    if (!st)
        return book_exec(b, "COMMIT; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536", err);
    sqlite3_exec(b->db, "ROLLBACK", NULL, NULL, NULL);
    return st;
}

static att_status read_tables(void *ctx) {
    struct book *b = ctx;
    credits_open(&b->credits, &b->a);
    return ATT_OK;
}

static att_status open_tables(struct book *b, att_error *err) {
    arena_init(&b->a, sys_default(), (size_t)TABLES_LIMIT_MB << 20);
    arena_init(&b->scratch, sys_default(), (size_t)RECORD_LIMIT_MB << 20);
    buf_init(&b->unit, sys_default(), (size_t)RECORD_LIMIT_MB << 20);
    buf_init(&b->block, sys_default(), (size_t)RECORD_LIMIT_MB << 20);
    return arena_try(&b->a, NULL, read_tables, b, err);
}

att_status book_open(struct book *b, const char *path, bool create, att_error *err) {
    *b = (struct book){.path = path, .run = ATT_VERSION};
    att_status st = open_tables(b, err);
    int flags = SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0);
    bool server = server_is_url(path);
    if (server) b->path = "postgresql", flags |= SQLITE_OPEN_CREATE;
    if (!st && sqlite3_open_v2(server ? "" : path, &b->db, flags, NULL)) st = book_failed(b, err);
    if (!st) st = open_checked(b, create || server, err);
    if (!st && server)
        st = server_open(b, path, create, err);
    else if (!st && create)
        st = book_exec(b,
                       "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
                       "PRAGMA wal_autocheckpoint = 4096",
                       err);
    if (st) book_close(b);
    return st;
}

att_status book_save(struct book *b, att_error *err) {
    return book_commit(b, err);
}

void book_close(struct book *b) {
    server_close(b->server);
    if (b->in_batch) sqlite3_exec(b->db, "ROLLBACK", NULL, NULL, NULL);
    for (size_t i = 0; i < BOOK_STATEMENTS; i++) sqlite3_finalize(b->kept[i].s);
    sqlite3_close(b->db);
    buf_release(&b->block);
    buf_release(&b->unit);
    arena_release(&b->scratch);
    arena_release(&b->a);
    *b = (struct book){0};
}

/* ---- checks */

static att_status take_state(void *ctx, sqlite3_stmt *s, att_error *err) {
    (void)err;
    *(bool *)ctx = str_eq(book_column(s, 0), STR("yes"));
    return ATT_OK;
}

att_status book_is_linked(struct book *b, att_error *err) {
    bool linked = false;
    att_status st = book_each(b, "SELECT value FROM state WHERE name = 'linked'", NULL, take_state,
                              &linked, err);
    if (st || linked) return st;
    return status_set(err, ATT_EUSAGE, 0,
                      "%s: reports were added since the last link; run 'attest link %s'", b->path,
                      b->path);
}

struct cutting {
    struct book *b;
    struct str json, text, hash;
    att_error *err;
};

/* What was stored, parsed again: its text is that of the source, every quote is its cut. */
static att_status cut(void *ctx) {
    struct cutting *c = ctx;
    struct checked made;
    att_status st = flat_parse(&made.whole, &c->b->scratch, c->json, c->err);
    if (st) return st;
    parts_find(&made.parts, &c->b->scratch, &made.whole);
    if (!str_eq(made.parts.text, c->text) ||
        !str_eq(flat_get_str(made.parts.report, KEY_sha256), c->hash))
        return status_set(c->err, ATT_EINPUT, 0, "record: its text is not that of the source");
    return laws_check(&made.parts, &c->b->scratch, c->err);
}

static att_status cut_again(struct book *b, sqlite3_stmt *s, att_error *err) {
    struct cutting c = {b, book_column(s, 0), book_column(s, 1), book_column(s, 2), err};
    arena_reset(&b->scratch);
    att_status st = arena_try(&b->scratch, NULL, cut, &c, err);
    return st ? st : pack_check(b, book_column(s, 4), c.json, err);
}

#define CUT_SQL                                                                                    \
    "SELECT r.json, s.text, s.sha256, s.report, s.key FROM record r JOIN source s ON s.key = "     \
    "r.key"

struct verify {
    void (*say)(void *ctx, const char *finding);
    void *ctx;
    uint64_t reports;
    struct book *b;
};

static att_status say_finding(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct verify *v = ctx;
    (void)err;
    struct str word = book_column(s, 0);
    if (!str_eq(word, STR("ok"))) v->say(v->ctx, (const char *)sqlite3_column_text(s, 0));
    return ATT_OK;
}

static att_status verify_report(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct verify *v = ctx;
    char line[480], id[64];
    v->reports++;
    att_status st = cut_again(v->b, s, err);
    if (!st) return ATT_OK;
    struct str report = book_column(s, 3);
    snprintf(id, sizeof id, "%.*s", STR_ARG(report));
    snprintf(line, sizeof line, "report %s: %s", id, err ? err->text : "breaks a law");
    v->say(v->ctx, line);
    return st == ATT_ENOMEM ? st : ATT_OK;
}

att_status book_verify(struct book *b, void (*say)(void *ctx, const char *finding), void *ctx,
                       uint64_t *reports, att_error *err) {
    struct verify v = {say, ctx, 0, b};
    att_error own;
    if (!err) err = &own;
    att_status st = book_each(b, "PRAGMA integrity_check", NULL, say_finding, &v, err);
    if (!st)
        st = book_each(b,
                       "SELECT 'a row of ' || \"table\" || ' has lost its source' FROM "
                       "pragma_foreign_key_check",
                       NULL, say_finding, &v, err);
    if (!st)
        st = book_each(b,
                       "SELECT 'report ' || report || ' has no record' FROM source WHERE key NOT "
                       "IN (SELECT key FROM record)",
                       NULL, say_finding, &v, err);
    if (!st) st = book_each(b, CUT_SQL " ORDER BY s.key", NULL, verify_report, &v, err);
    *reports = v.reports;
    return st;
}
