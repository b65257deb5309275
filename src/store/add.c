#include "base/base.h"

#include "record/check.h"
#include "store/book.h"
#include "store/key.h"
#include "store/pack.h"
#include "store/server.h"
#include "store/unit.h"

#include "base/buf.h"
#include "base/sys.h"

enum { UNITS_LIMIT_MB = 512 };

/* A record that has passed, and all that the book keeps of it. Nothing of it takes memory that the
 * rows are waiting for. */
struct ready {
    struct book *b;
    struct str json, key; /* the caller's; of the source */
    struct checked c;
    struct str *unit, *incident; /* [n] */
    uint32_t n;
    bool is_new;
    att_error *err;
};

/* ---- making ready */

static att_status open_schema(struct book *b, att_error *err) {
    if (b->schema.whole) return ATT_OK;
    return record_schema(&b->schema, &b->a, err);
}

static att_status make_units(struct ready *r) {
    const struct part_list *list = &r->c.parts.list[PART_INCIDENT];
    struct buf *out = &r->b->unit;
    uint32_t n = ATT_MAX(list->n, 1);
    size_t *end = arena_array(&r->b->scratch, size_t, n + 1);
    r->unit = arena_array(&r->b->scratch, struct str, n);
    r->incident = arena_array(&r->b->scratch, struct str, n);
    buf_reset(out);
    for (; r->n < n; r->n++) {
        const struct flat_node *o = list->n ? list->v[r->n] : NULL;
        r->incident[r->n] = o ? flat_get_str(o, KEY_id) : STR(UNIT_BARE);
        unit_make(out, &r->c.parts, o, &r->b->scratch);
        end[r->n + 1] = out->n;
    }
    for (uint32_t i = 0; i < n; i++)
        r->unit[i] = (struct str){out->p + end[i], (uint32_t)(end[i + 1] - end[i])};
    return buf_status(out, r->b->path, r->err);
}

static att_status make_ready(void *ctx) {
    struct ready *r = ctx;
    char *key = arena_array(&r->b->scratch, char, KEY_SIZE);
    att_status st = open_schema(r->b, r->err);
    if (!st) st = record_open(&r->c, &r->b->schema, &r->b->scratch, r->json, r->err);
    if (st) return st;
    r->key = (struct str){key, KEY_SIZE - 1};
    report_key(&r->c.whole, r->c.parts.report, &r->b->unit, key);
    st = buf_status(&r->b->unit, r->b->path, r->err);
    if (!st) st = make_units(r);
    return st ? st : pack_make(&r->b->block, &r->c.whole, &r->b->scratch, r->err);
}

static att_status open_ready(struct ready *r) {
    arena_reset(&r->b->scratch);
    return arena_try(&r->b->scratch, &r->b->a, make_ready, r, r->err);
}

/* ---- rows */

static att_status put_source(struct ready *r) {
    const struct flat_node *report = r->c.parts.report;
    struct str value[] = {r->key,
                          flat_get_str(report, KEY_id),
                          flat_get_str(flat_get(report, KEY_source), KEY_name),
                          flat_get_str(flat_get(report, KEY_published), KEY_value),
                          flat_get_str(report, KEY_sha256),
                          r->c.parts.text};
    att_status st = book_put(r->b,
                             "INSERT INTO source (key, report, outlet, published, sha256, text) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, CAST(?6 AS BLOB)) ON CONFLICT DO NOTHING",
                             value, COUNT_OF(value), r->err);
    r->is_new = !st && sqlite3_changes(r->b->db) > 0;
    return st;
}

static att_status put_record(struct ready *r, bool *added) {
    struct str row[] = {r->key, str_c(r->b->run), r->json};
    att_status st =
        book_put(r->b,
                 "INSERT INTO record (key, run, json) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO "
                 "UPDATE SET run = excluded.run, json = excluded.json "
                 "WHERE (excluded.run, excluded.json) > (record.run, record.json)",
                 row, COUNT_OF(row), r->err);
    *added = !st && sqlite3_changes(r->b->db) > 0;
    return st;
}

static att_status put_units(struct ready *r) {
    att_status st = ATT_OK;
    if (!r->is_new) st = book_put(r->b, "DELETE FROM incident WHERE key = ?1", &r->key, 1, r->err);
    for (uint32_t i = 0; i < r->n && !st; i++) {
        struct str value[] = {r->key, r->incident[i], r->unit[i]};
        st = book_put(r->b, "INSERT INTO incident (key, incident, unit) VALUES (?1, ?2, ?3)", value,
                      COUNT_OF(value), r->err);
    }
    return st;
}

#define BACK_SQL                                                                                   \
    "SELECT r.json, s.text, s.sha256 FROM record r JOIN source s ON s.key = r.key WHERE r.key = "  \
    "?1"

/* What was stored is what was checked: the record byte for byte, and the text its quotes were cut
 * from. */
static att_status read_back(void *ctx, sqlite3_stmt *s, att_error *err) {
    const struct ready *r = ctx;
    if (str_eq(book_column(s, 0), r->json) && str_eq(book_column(s, 1), r->c.parts.text) &&
        str_eq(book_column(s, 2), flat_get_str(r->c.parts.report, KEY_sha256)))
        return ATT_OK;
    return status_set(err, ATT_EIO, 0, "book: what was written reads back changed");
}

/* The cases wait for a link; said once in a batch. */
static att_status unlink_cases(struct book *b, att_error *err) {
    att_status st = b->unlinked
                        ? ATT_OK
                        : book_exec(b, "UPDATE state SET value = 'no' WHERE name = 'linked'", err);
    b->unlinked = !st;
    return st;
}

static att_status put_rows(struct ready *r, bool *added) {
    att_status st = put_source(r);
    if (!st) st = put_record(r, added);
    if (st || !*added) return st;
    st = put_units(r);
    if (!st) st = pack_put(r->b, r->key, &r->b->block, r->err);
    if (!st) st = unlink_cases(r->b, r->err);
    struct book_query back = {BACK_SQL, &r->key, 1};
    return st ? st : book_all(r->b, &back, read_back, r, r->err);
}

/* ---- batches */

att_status book_begin(struct book *b, att_error *err) {
    if (b->in_batch) return ATT_OK;
    att_status st = server_begin(b, err);
    if (!st) st = book_exec(b, "BEGIN IMMEDIATE", err);
    b->in_batch = !st;
    b->unlinked = false;
    return st;
}

void book_roll_back(struct book *b) {
    sqlite3_exec(b->db, "ROLLBACK", NULL, NULL, NULL);
    b->in_batch = false;
    server_roll_back(b);
}

att_status book_commit(struct book *b, att_error *err) {
    if (!b->in_batch) return ATT_OK;
    att_status st = book_exec(b, "COMMIT", err);
    if (st) book_roll_back(b);
    b->in_batch = false;
    return st ? st : server_commit(b, err);
}

att_status book_add(struct book *b, att_text bytes, bool *added, att_error *err) {
    bool is_new = false, alone = !b->in_batch;
    if (added) *added = false;
    if (bytes.n > UINT32_MAX) return status_set(err, ATT_EINPUT, 0, "record: longer than 4 GiB");
    struct ready r = {.b = b, .json = {bytes.p, (uint32_t)bytes.n}, .err = err};
    att_status st = open_ready(&r);
    if (!st) st = book_begin(b, err);
    if (st) return st;
    st = server_report(b, r.key, err);
    if (!st) st = put_rows(&r, &is_new);
    if (st)
        book_roll_back(b);
    else if (alone)
        st = book_commit(b, err);
    if (added) *added = is_new && !st;
    return st;
}

/* ---- anew */

static att_status rebuild_record(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct ready r = {.b = ctx, .json = book_column(s, 1), .err = err};
    att_status st = open_ready(&r);
    r.key = book_column(s, 0);
    if (!st) st = put_units(&r);
    return st ? st : pack_put(r.b, r.key, &r.b->block, err);
}

att_status book_rebuild(struct book *b, att_error *err) {
    att_status st = book_begin(b, err);
    if (st) return st;
    st = book_each(b, "SELECT key, json FROM record ORDER BY key", NULL, rebuild_record, b, err);
    if (!st)
        st = book_exec(b,
                       "UPDATE state SET value = 'no' WHERE name = 'linked'; "
                       "DELETE FROM state WHERE name = 'edition'",
                       err);
    if (!st) return book_commit(b, err);
    book_roll_back(b);
    return st;
}
