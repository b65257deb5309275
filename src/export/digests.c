/* The digests of a casebook: made when its cases are linked. */
#include "base/base.h"

#include "export/digest.h"
#include "export/export.h"

#include "base/num.h"
#include "base/sys.h"
#include "store/pack.h"

#define TEXT_OF(x) #x
#define NUMBER_TEXT(x) TEXT_OF(x)
#define VERSION_TEXT NUMBER_TEXT(DIGEST_VERSION)

enum { CASE_LIMIT_MB = 1024 };

struct making {
    struct book *b;
    struct arena item; /* of one case */
    struct buf record, file, block;
    struct str id, json, dated; /* the case at hand; STR_NULL = unknown */
    uint32_t left_out;          /* bits of formats */
    struct arena a;             /* of the tables */
    struct exporting x;
    att_status status;
    att_error *err;
};

static bool find_record(void *ctx, struct str key, struct packed *out) {
    struct making *m = ctx;
    m->status = pack_get(m->b, key, &m->record, out, m->err);
    return !m->status;
}

static att_status make_block(void *ctx) {
    struct making *m = ctx;
    struct packed file;
    att_status st = packed_write(&m->file, m->json, &m->item, m->err);
    if (st) return st;
    if (!packed_open(&file, (struct str){m->file.p, (uint32_t)m->file.n}))
        return status_set(m->err, ATT_EINTERNAL, 0, "%s: a case cannot be packed", m->b->path);
    const struct casedata *k = casedata_of(&m->item, &file, find_record, m);
    if (!k) return m->status;
    digest_write(&m->block, k);
    m->left_out = 0;
    for (const struct export_format *f = export_formats; f->name; f++)
        if (f->none && f->none(&m->x, k)) m->left_out |= f->none_bit;
    m->dated = k->from.p ? arena_str(&m->item, k->from) : STR_NULL;
    return buf_status(&m->block, m->b->path, m->err);
}

static att_status make_digest(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct making *m = ctx;
    char digits[NUM_DIGITS], bits[NUM_DIGITS];
    struct str number = num_format_i64(digits, sqlite3_column_int64(s, 0));
    buf_reset(&m->file);
    buf_reset(&m->block);
    arena_reset(&m->item);
    m->id = book_column(s, 1);
    m->json = book_column(s, 2);
    att_status st = arena_try(&m->item, NULL, make_block, m, err);
    if (st) return st;
    struct str value[] = {number,
                          m->id,
                          m->dated,
                          num_format_u64(bits, m->left_out),
                          {m->block.p, (uint32_t)m->block.n}};
    return book_put(m->b,
                    "INSERT INTO digest (number, id, version, dated, left_out, block) VALUES "
                    "(CAST(?1 AS INTEGER), ?2, " VERSION_TEXT ", ?3, CAST(?4 AS INTEGER), "
                    "CAST(?5 AS BLOB)) ON CONFLICT (number) DO UPDATE SET id = excluded.id, "
                    "version = excluded.version, dated = excluded.dated, "
                    "left_out = excluded.left_out, block = excluded.block",
                    value, COUNT_OF(value), err);
}

/* ---- the events of a report */

static att_status make_events(void *ctx) {
    struct making *m = ctx;
    struct packed record;
    if (!find_record(m, m->id, &record)) return m->status;
    const struct casedata *k = casedata_of_record(&m->item, m->id, &record);
    digest_write(&m->block, k);
    m->dated = k->source.v[0].published;
    return buf_status(&m->block, m->b->path, m->err);
}

static att_status make_coded(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct making *m = ctx;
    buf_reset(&m->block);
    arena_reset(&m->item);
    m->id = book_column(s, 0);
    att_status st = arena_try(&m->item, NULL, make_events, m, err);
    if (st) return st;
    struct str value[] = {m->id, m->dated, {m->block.p, (uint32_t)m->block.n}};
    return book_put(m->b,
                    "INSERT INTO coded (key, version, published, block) VALUES "
                    "(?1, " VERSION_TEXT ", ?2, CAST(?3 AS BLOB)) ON CONFLICT (key) DO UPDATE SET "
                    "version = excluded.version, published = excluded.published, "
                    "block = excluded.block",
                    value, COUNT_OF(value), err);
}

static att_status read_tables(void *ctx) {
    struct making *m = ctx;
    static const att_export_options no_options = {0};
    m->x.opt = &no_options;
    export_tables(&m->x.tables, &m->a);
    return ATT_OK;
}

static att_status make_all(struct book *b, att_error *err) {
    struct making m = {.b = b, .err = err};
    struct buf *bufs[] = {&m.record, &m.file, &m.block};
    arena_init(&m.item, sys_default(), (size_t)CASE_LIMIT_MB << 20);
    for (size_t i = 0; i < COUNT_OF(bufs); i++)
        buf_init(bufs[i], sys_default(), (size_t)CASE_LIMIT_MB << 20);
    arena_init(&m.a, sys_default(), (size_t)CASE_LIMIT_MB << 20);
    att_status st = arena_try(&m.a, NULL, read_tables, &m, err);
    if (!st)
        st = book_each(b,
                       "SELECT number, id, json FROM casefile WHERE number NOT IN (SELECT number "
                       "FROM digest WHERE version = " VERSION_TEXT ")",
                       NULL, make_digest, &m, err);
    if (!st)
        st = book_each(b,
                       "SELECT key FROM record WHERE key NOT IN (SELECT key FROM coded WHERE "
                       "version = " VERSION_TEXT ")",
                       NULL, make_coded, &m, err);
    for (size_t i = 0; i < COUNT_OF(bufs); i++) buf_release(bufs[i]);
    arena_release(&m.item);
    arena_release(&m.a);
    return st;
}

att_status digest_missing(struct book *b, att_error *err) {
    struct digests cases, reports;
    if (b->server) return ATT_OK; /* its commands fetch all rows, and gathering is cheaper */
    att_status st = digest_complete(b, false, &cases, err);
    if (!st) st = digest_complete(b, true, &reports, err);
    if (st || (cases.all && reports.all)) return st;
    st = book_exec(b, "BEGIN IMMEDIATE", err);
    if (st) return st;
    st = make_all(b, err);
    if (!st) st = book_exec(b, "COMMIT", err);
    if (st) sqlite3_exec(b->db, "ROLLBACK", NULL, NULL, NULL);
    return st;
}

static att_status take_counts(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct digests *found = ctx;
    (void)err;
    found->n = (uint64_t)sqlite3_column_int64(s, 1);
    found->all = found->n == (uint64_t)sqlite3_column_int64(s, 0);
    return ATT_OK;
}

att_status digest_complete(struct book *b, bool reports, struct digests *found, att_error *err) {
    *found = (struct digests){0};
    return book_each(b,
                     reports
                         ? "SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM coded "
                           "WHERE version = " VERSION_TEXT ")"
                         : "SELECT (SELECT count(*) FROM casefile), (SELECT count(*) FROM digest "
                           "WHERE version = " VERSION_TEXT ")",
                     NULL, take_counts, found, err);
}
