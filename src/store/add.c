#include "base/base.h"

#include "record/check.h"
#include "record/laws.h"
#include "record/schema.h"
#include "store/book.h"
#include "store/pack.h"
#include "store/unit.h"

#include <openssl/sha.h>
#include <stdlib.h>

enum { KEY_SIZE = 2 * SHA256_DIGEST_LENGTH + 1 };

static void hash_hex(const char *p, size_t n, char out[KEY_SIZE]) {
    static const char hex[] = "0123456789abcdef";
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256((const unsigned char *)p, n, digest);
    for (int i = 0; i < SHA256_DIGEST_LENGTH; i++) {
        out[2 * i] = hex[digest[i] >> 4];
        out[2 * i + 1] = hex[digest[i] & 15];
    }
    out[KEY_SIZE - 1] = 0;
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

/* What was stored is what was checked: the record byte for byte, and the text its quotes were cut
 * from. */
struct reading_back {
    const json_t *record;
    att_text bytes;
};

#define BACK_SQL                                                                                   \
    "SELECT r.json, s.text, s.sha256 FROM record r JOIN source s ON s.key = r.key WHERE r.key = "  \
    "?1"

static att_status read_back(void *ctx, sqlite3_stmt *s, att_error *err) {
    const struct reading_back *r = ctx;
    const json_t *report = json_object_get(r->record, "report");
    struct str json = book_column(s, 0);
    if (str_eq(json, (struct str){r->bytes.p, (uint32_t)r->bytes.n}) &&
        str_eq(book_column(s, 1), str_of(json_object_get(report, "text"))) &&
        str_eq(book_column(s, 2), str_of(json_object_get(report, "sha256"))))
        return ATT_OK;
    return status_set(err, ATT_EIO, 0, "book: what was written reads back changed");
}

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
    if (!st) st = pack_put(b, k, row[2], err);
    if (!st)
        st = book_exec(b, "UPDATE state SET value = 'no' WHERE name = 'linked' AND value <> 'no'",
                       err);
    struct reading_back r = {record, bytes};
    return st ? st : book_each(b, BACK_SQL, key, read_back, &r, err);
}

att_status book_begin(struct book *b, att_error *err) {
    if (b->in_batch) return ATT_OK;
    att_status st = book_exec(b, "BEGIN IMMEDIATE", err);
    b->in_batch = !st;
    return st;
}

void book_roll_back(struct book *b) {
    sqlite3_exec(b->db, "ROLLBACK", NULL, NULL, NULL);
    b->in_batch = false;
}

att_status book_commit(struct book *b, att_error *err) {
    if (!b->in_batch) return ATT_OK;
    att_status st = book_exec(b, "COMMIT", err);
    if (st) book_roll_back(b);
    b->in_batch = false;
    return st;
}

/* The record has passed; what fails now is the file. */
static att_status put_record(struct book *b, att_text bytes, const json_t *record, bool *added,
                             att_error *err) {
    char key[KEY_SIZE];
    bool alone = !b->in_batch;
    att_status st = report_key(json_object_get(record, "report"), key, err);
    if (!st) st = book_begin(b, err);
    if (st) return st;
    st = add_rows(b, key, bytes, record, added, err);
    if (st)
        book_roll_back(b);
    else if (alone)
        st = book_commit(b, err);
    return st;
}

att_status book_add(struct book *b, att_text bytes, bool *added, att_error *err) {
    json_t *record;
    bool is_new = false;
    if (added) *added = false;
    att_status st = record_parse(bytes, &record, err);
    if (st) return st;
    st = schema_check(b->schema, record, err);
    if (!st) st = laws_check(record, err);
    if (!st) st = put_record(b, bytes, record, &is_new, err);
    if (added) *added = is_new && !st;
    json_decref(record);
    return st;
}

/* ---- anew */

struct rebuilding {
    struct book *b;
};

static att_status rebuild_record(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct book *b = ((struct rebuilding *)ctx)->b;
    struct str key = book_column(s, 0), json = book_column(s, 1);
    json_t *record;
    att_status st = record_parse((att_text){json.p, json.n}, &record, err);
    if (st) return st;
    st = schema_check(b->schema, record, err);
    if (!st) st = laws_check(record, err);
    if (!st) st = put_units(b, key, record, err);
    if (!st) st = pack_put(b, key, json, err);
    json_decref(record);
    return st;
}

att_status book_rebuild(struct book *b, att_error *err) {
    struct rebuilding r = {b};
    att_status st = book_begin(b, err);
    if (st) return st;
    st = book_each(b, "SELECT key, json FROM record ORDER BY key", NULL, rebuild_record, &r, err);
    if (!st) st = book_exec(b, "UPDATE state SET value = 'no' WHERE name = 'linked'", err);
    if (!st) return book_commit(b, err);
    book_roll_back(b);
    return st;
}
