#include "base/base.h"

#include "store/book.h"

#include "base/embed.h"
#include "record/check.h"
#include "record/laws.h"
#include "record/schema.h"
#include "store/unit.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>

enum { BUSY_MS = 20000, KEY_SIZE = 2 * SHA256_DIGEST_LENGTH + 1 };

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

static att_status prepare(struct book *b, const char *sql, sqlite3_stmt **s, att_error *err) {
    return sqlite3_prepare_v2(b->db, sql, -1, s, NULL) ? book_failed(b, err) : ATT_OK;
}

att_status book_each(struct book *b, const char *sql, const char *key,
                     att_status (*row)(void *ctx, sqlite3_stmt *s, att_error *err), void *ctx,
                     att_error *err) {
    sqlite3_stmt *s;
    att_status st = prepare(b, sql, &s, err);
    if (st) return st;
    if (key) sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC);
    int code;
    while ((code = sqlite3_step(s)) == SQLITE_ROW && !st) st = row(ctx, s, err);
    if (!st && code != SQLITE_DONE && code != SQLITE_ROW) st = book_failed(b, err);
    sqlite3_finalize(s);
    return st;
}

att_status book_put(struct book *b, const char *sql, const struct str *value, int n,
                    att_error *err) {
    sqlite3_stmt *s;
    att_status st = prepare(b, sql, &s, err);
    if (st) return st;
    for (int i = 0; i < n; i++)
        if (value[i].p)
            sqlite3_bind_text64(s, i + 1, value[i].p, value[i].n, SQLITE_STATIC, SQLITE_UTF8);
    if (sqlite3_step(s) != SQLITE_DONE) st = book_failed(b, err);
    sqlite3_finalize(s);
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

static att_status lay_out(struct book *b, att_error *err) {
    struct str schema = embed_find("data/store/schema.sql");
    char *sql = malloc((size_t)schema.n + 1);
    if (!sql) return status_set(err, ATT_ENOMEM, 0, "%s: out of memory", b->path);
    memcpy(sql, schema.p, schema.n);
    sql[schema.n] = 0;
    char mark[96];
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %d;",
             BOOK_APPLICATION, BOOK_SCHEMA);
    att_status st = book_exec(b, sql, err);
    free(sql);
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
    if (!application && !version && !tables && create) return lay_out(b, err);
    if (application != BOOK_APPLICATION)
        return status_set(err, ATT_EINPUT, 0, "%s: not a casebook (%s)", b->path,
                          tables ? "an SQLite file of another program" : "an empty file");
    if (version > BOOK_SCHEMA)
        return status_set(err, ATT_EINPUT, 0,
                          "%s: written by a newer attest (schema %d; this one knows %d)", b->path,
                          (int)version, (int)BOOK_SCHEMA);
    return version == BOOK_SCHEMA
               ? ATT_OK
               : status_set(err, ATT_EINPUT, 0, "%s: no casebook schema %d", b->path, (int)version);
}

static att_status open_checked(struct book *b, bool create, att_error *err) {
    sqlite3_busy_timeout(b->db, BUSY_MS);
    att_status st = book_exec(b, create ? "BEGIN IMMEDIATE" : "BEGIN", err);
    if (st) return st;
    st = recognise(b, create, err);
    if (!st) return book_exec(b, "COMMIT; PRAGMA foreign_keys = ON", err);
    sqlite3_exec(b->db, "ROLLBACK", NULL, NULL, NULL);
    return st;
}

att_status book_open(struct book *b, const char *path, bool create, att_error *err) {
    struct str schema = embed_find("docs/record.schema.json");
    *b = (struct book){.path = path, .run = ATT_VERSION};
    b->schema = json_loadb(schema.p, schema.n, 0, NULL);
    if (!b->schema) return status_set(err, ATT_ENOMEM, 0, "%s: out of memory", path);
    int flags = SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0);
    att_status st = ATT_OK;
    if (sqlite3_open_v2(path, &b->db, flags, NULL)) st = book_failed(b, err);
    if (!st) st = open_checked(b, create, err);
    if (!st && create)
        st = book_exec(b, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL", err);
    if (st) book_close(b);
    return st;
}

void book_close(struct book *b) {
    sqlite3_stmt *left = NULL;
    while (b->db && (left = sqlite3_next_stmt(b->db, NULL))) sqlite3_finalize(left);
    sqlite3_close(b->db);
    json_decref(b->schema);
    *b = (struct book){0};
}

/* ---- adding */

static void hash_hex(const char *p, size_t n, char out[KEY_SIZE]) {
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256((const unsigned char *)p, n, digest);
    for (int i = 0; i < SHA256_DIGEST_LENGTH; i++) snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

static struct str str_of(const json_t *v) {
    return json_is_string(v) ? (struct str){json_string_value(v), (uint32_t)json_string_length(v)}
                             : STR_NULL;
}

static att_status report_key(const json_t *report, char key[KEY_SIZE], att_error *err) {
    char *text = json_dumps(report, JSON_SORT_KEYS | JSON_COMPACT);
    if (!text) return status_set(err, ATT_ENOMEM, 0, "book: out of memory");
    hash_hex(text, strlen(text), key);
    free(text);
    return ATT_OK;
}

static att_status put_source(struct book *b, struct str key, const json_t *report, att_error *err) {
    struct str value[] = {key,
                          str_of(json_object_get(report, "id")),
                          str_of(json_object_get(json_object_get(report, "source"), "name")),
                          str_of(json_object_get(json_object_get(report, "published"), "value")),
                          str_of(json_object_get(report, "sha256")),
                          str_of(json_object_get(report, "text"))};
    return book_put(b,
                    "INSERT INTO source (key, report, outlet, published, sha256, text) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, CAST(?6 AS BLOB)) ON CONFLICT DO NOTHING",
                    value, COUNT_OF(value), err);
}

static att_status put_unit(struct book *b, struct str key, const json_t *record,
                           const json_t *incident, att_error *err) {
    json_t *unit = unit_make(record, incident);
    char *text = unit ? json_dumps(unit, JSON_COMPACT) : NULL;
    struct str id = incident ? str_of(json_object_get(incident, "id")) : STR(UNIT_BARE);
    struct str value[] = {key, id, str_c(text)};
    att_status st =
        text ? book_put(b, "INSERT INTO incident (key, incident, unit) VALUES (?1, ?2, ?3)", value,
                        COUNT_OF(value), err)
             : status_set(err, ATT_ENOMEM, 0, "book: out of memory");
    free(text);
    json_decref(unit);
    return st;
}

static att_status put_units(struct book *b, struct str key, const json_t *record, att_error *err) {
    att_status st = book_put(b, "DELETE FROM incident WHERE key = ?1", &key, 1, err);
    const json_t *list = json_object_get(record, "incidents");
    if (!st && !json_array_size(list)) return put_unit(b, key, record, NULL, err);
    for (size_t i = 0; !st && i < json_array_size(list); i++)
        st = put_unit(b, key, record, json_array_get(list, i), err);
    return st;
}

/* What was stored, parsed again: its text is that of the source, every quote is its cut. */
static att_status cut_again(void *ctx, sqlite3_stmt *s, att_error *err) {
    (void)ctx;
    struct str json = book_column(s, 0), text = book_column(s, 1), hash = book_column(s, 2);
    json_t *record;
    att_status st = record_parse((att_text){json.p, json.n}, &record, err);
    if (st) return st;
    const json_t *report = json_object_get(record, "report");
    if (!str_eq(str_of(json_object_get(report, "text")), text) ||
        !str_eq(str_of(json_object_get(report, "sha256")), hash))
        st = status_set(err, ATT_EINPUT, 0, "record: its text is not that of the source");
    if (!st) st = laws_check(record, err);
    json_decref(record);
    return st;
}

#define CUT_SQL                                                                                    \
    "SELECT r.json, s.text, s.sha256, s.report, s.key FROM record r JOIN source s ON s.key = "     \
    "r.key"

static att_status add_rows(struct book *b, const char *key, att_text bytes, const json_t *record,
                           bool *added, att_error *err) {
    struct str k = str_c(key);
    att_status st = put_source(b, k, json_object_get(record, "report"), err);
    struct str row[] = {k, str_c(b->run), {bytes.p, (uint32_t)bytes.n}};
    if (!st)
        st =
            book_put(b,
                     "INSERT INTO record (key, run, json) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO "
                     "UPDATE SET run = excluded.run, json = excluded.json "
                     "WHERE (excluded.run, excluded.json) > (record.run, record.json)",
                     row, COUNT_OF(row), err);
    *added = !st && sqlite3_changes(b->db) > 0;
    if (st || !*added) return st;
    st = put_units(b, k, record, err);
    if (!st)
        st = book_exec(b, "UPDATE state SET value = 'no' WHERE name = 'linked' AND value <> 'no'",
                       err);
    return st ? st : book_each(b, CUT_SQL " WHERE s.key = ?1", key, cut_again, NULL, err);
}

att_status book_add(struct book *b, att_text bytes, bool *added, att_error *err) {
    json_t *record;
    char key[KEY_SIZE];
    bool is_new = false;
    if (added) *added = false;
    att_status st = record_parse(bytes, &record, err);
    if (st) return st;
    st = schema_check(b->schema, record, err);
    if (!st) st = report_key(json_object_get(record, "report"), key, err);
    if (!st) st = book_exec(b, "BEGIN IMMEDIATE", err);
    if (st) goto out;
    st = add_rows(b, key, bytes, record, &is_new, err);
    if (!st) st = book_exec(b, "COMMIT", err);
    if (st) sqlite3_exec(b->db, "ROLLBACK", NULL, NULL, NULL);
out:
    if (added) *added = is_new;
    json_decref(record);
    return st;
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

struct verify {
    void (*say)(void *ctx, const char *finding);
    void *ctx;
    uint64_t reports;
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
    att_status st = cut_again(NULL, s, err);
    if (!st) return ATT_OK;
    struct str report = book_column(s, 3);
    snprintf(id, sizeof id, "%.*s", STR_ARG(report));
    snprintf(line, sizeof line, "report %s: %s", id, err ? err->text : "breaks a law");
    v->say(v->ctx, line);
    return st == ATT_ENOMEM ? st : ATT_OK;
}

att_status book_verify(struct book *b, void (*say)(void *ctx, const char *finding), void *ctx,
                       uint64_t *reports, att_error *err) {
    struct verify v = {say, ctx, 0};
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
