/* From the book to the rows. */
#include "base/base.h"

#include "export/export.h"

#include "codebook/codebook.h"
#include "base/num.h"
#include "export/digest.h"
#include "export/whole.h"
#include "store/pack.h"

#define TEXT_OF(x) #x
#define NUMBER_TEXT(x) TEXT_OF(x)
#define VERSION_TEXT NUMBER_TEXT(DIGEST_VERSION)

enum { PIECE_BYTES = 1 << 18, OUTPUT_LIMIT_MB = 1024, CASE_LIMIT_MB = 1024 };

struct running {
    struct book *b;
    struct exporting x;
    const struct export_format *f;
    struct arena item; /* of one case */
    struct buf out, trail;
    struct buf record, file; /* packed: the record and the case at hand */
    export_take take;
    void *ctx;
    att_error *err;
    att_status status;
    struct digests digests;
    bool stopped;
    bool skips;                  /* what the digest says is no row is only counted */
    struct str *text;            /* where the text of a report goes */
    struct str key, block, json; /* the row that is being made: id or key, its digest, its JSON */
};

static bool find_record(void *ctx, struct str key, struct packed *out) {
    struct running *r = ctx;
    r->status = pack_get(r->b, key, &r->record, out, r->err);
    return !r->status;
}

static bool wanted(const att_export_options *o, const struct casedata *k) {
    if (o->from && (!k->to.n || str_cmp(k->to, str_c(o->from)) < 0)) return false;
    if (o->to && (!k->from.n || str_cmp(k->from, str_c(o->to)) > 0)) return false;
    if (o->country && !str_ieq_c(k->place.country, o->country)) return false;
    return !o->type || str_eq_c(k->type, o->type);
}

static void hand_over(struct running *r, size_t least) {
    if (r->out.n + r->trail.n < least || r->stopped) return;
    r->stopped = !r->take(r->ctx, buf_text(&r->out), buf_text(&r->trail));
    buf_reset(&r->out);
    buf_reset(&r->trail);
}

static bool has_query(const att_export_options *o) {
    return o->from || o->to || o->country || o->type;
}

static att_status put_stored(struct running *r) {
    buf_str(&r->out, r->json);
    buf_char(&r->out, '\n');
    r->x.rows++;
    return ATT_OK;
}

static att_status keep_json(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct running *r = ctx;
    return packed_write(&r->file, book_column(s, 0), r->x.a, err);
}

/* A case without a good digest, from its records. */
static att_status gather(struct running *r, struct casedata **k) {
    struct packed file;
    struct book_query q = {"SELECT json FROM casefile WHERE id = ?1", &r->key, 1};
    buf_reset(&r->file);
    att_status st = book_all(r->b, &q, keep_json, r, r->err);
    if (st) return st;
    struct str block = arena_str(&r->item, (struct str){r->file.p, (uint32_t)r->file.n});
    if (!packed_open(&file, block))
        return status_set(r->err, ATT_EINPUT, 0, "%s: a case is no JSON", r->b->path);
    *k = casedata_of(&r->item, &file, find_record, r);
    return *k ? ATT_OK : r->status;
}

static att_status take_text(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct running *r = ctx;
    (void)err;
    *r->text = arena_str(&r->item, book_column(s, 0));
    return ATT_OK;
}

/* The texts of a case's reports, from which its quotes are cut. */
static att_status read_texts(struct running *r, struct casedata *k) {
    att_status st = ATT_OK;
    for (uint32_t i = 0; i < k->source.n && !st; i++) {
        struct book_query q = {"SELECT text FROM source WHERE key = ?1", &k->source.v[i].key, 1};
        r->text = &k->source.v[i].text;
        st = book_all(r->b, &q, take_text, r, r->err);
    }
    return st;
}

static att_status look_at(struct running *r, struct casedata **k) {
    struct packed record;
    /* a digest has no texts */
    bool records = r->x.opt->whole || r->f->records;
    *k = records ? NULL : digest_read(&r->item, r->block);
    if (*k) return r->x.trail || r->f->quotes ? read_texts(r, *k) : ATT_OK;
    if (!r->f->by_report) return gather(r, k);
    if (!find_record(r, r->key, &record)) return r->status;
    *k = casedata_of_record(&r->item, r->key, &record);
    return ATT_OK;
}

static att_status make_row(void *ctx) {
    struct running *r = ctx;
    struct casedata *k = NULL;
    if (r->f->as_stored && !has_query(r->x.opt)) return put_stored(r);
    att_status st = look_at(r, &k);
    if (st) return st;
    k->vague = &r->x.tables.vague;
    if (!r->f->by_report && !wanted(r->x.opt, k)) return ATT_OK;
    if (r->f->as_stored) return put_stored(r);
    const char *rule = r->f->put(&r->x, k);
    if (!rule) return ATT_OK;
    r->x.left_out++;
    trail_left_out(r->x.trail, k, rule);
    return ATT_OK;
}

static att_status take_row(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct running *r = ctx;
    if (r->stopped) return ATT_OK;
    r->key = book_column(s, 0);
    r->block = book_column(s, 1);
    r->json = r->f->as_stored ? book_column(s, 2) : STR_NULL;
    arena_reset(&r->item);
    att_status st = arena_try(&r->item, r->x.a, make_row, r, err);
    if (!st) st = buf_status(&r->out, r->b->path, err);
    if (!st) st = buf_status(&r->trail, r->b->path, err);
    if (!st) hand_over(r, PIECE_BYTES);
    return st;
}

#define ONE "substr(id, 1, length(?1)) = ?1 "
#define STORED                                                                                     \
    "SELECT c.id, d.block, c.json FROM casefile c LEFT JOIN digest d ON d.number = c.number AND "  \
    "d.version = " VERSION_TEXT " "
#define DIGESTED "SELECT id, block FROM digest WHERE version = " VERSION_TEXT " "
#define MAY_BE "AND NOT left_out & CAST(?1 AS INTEGER) "
#define IN_ORDER "ORDER BY dated IS NULL, dated, id"
#define BARE "SELECT id, NULL FROM casefile "
#define BARE_ORDER "ORDER BY json ->> '$.date.from' IS NULL, json ->> '$.date.from', id"

/* Cases by their first day (unknown last), reports by their day of publication. */
static const char *rows_sql(const struct running *r) {
    bool one = r->x.opt->id != NULL;
    if (r->f->by_report && r->digests.all && !r->f->records)
        return "SELECT key, block FROM coded WHERE version = " VERSION_TEXT
               " ORDER BY published IS NULL, published, key";
    if (r->f->by_report)
        return "SELECT s.key, NULL FROM source s JOIN record r ON r.key = s.key "
               "ORDER BY s.published IS NULL, s.published, s.key";
    if (r->f->as_stored && !one && !has_query(r->x.opt))
        return "SELECT id, NULL, json FROM casefile ORDER BY id";
    if (r->f->as_stored)
        return one ? STORED "WHERE substr(c.id, 1, length(?1)) = ?1 ORDER BY c.id"
                   : STORED "ORDER BY c.id";
    if (r->skips) return DIGESTED MAY_BE IN_ORDER;
    if (r->digests.all) return one ? DIGESTED "AND " ONE IN_ORDER : DIGESTED IN_ORDER;
    return one ? BARE "WHERE " ONE BARE_ORDER : BARE BARE_ORDER;
}

static att_status set_up(void *ctx) {
    struct running *r = ctx;
    struct exporting *x = &r->x;
    export_tables(&x->tables, x->a);
    map_init(&x->count, x->a, 64);
    x->out = &r->out;
    x->trail = x->trail ? &r->trail : NULL;
    if (r->f->by_report) {
        static const struct world no_world = {0};
        static const att_options no_options = {0};
        att_status st = codebook_open(&x->codebook, &no_world, x->a, &no_options, r->err);
        if (st) return st;
    }
    if (!r->f->columns) return ATT_OK;
    sheet_init(&x->sheet, x->a, columns_open(x->a, str_c(r->f->columns)));
    x->sheet.shape = r->f->shape;
    x->sheet.safe = x->opt->spreadsheet_safe;
    x->sheet.out = x->out;
    x->sheet.trail = x->trail;
    sheet_header(&x->sheet);
    return ATT_OK;
}

static att_status run_rows(struct running *r) {
    const att_export_options *o = r->x.opt;
    att_status st = digest_complete(r->b, r->f->by_report, &r->digests, r->err);
    if (st) return st;
    char bits[NUM_DIGITS];
    r->skips = r->digests.all && r->f->none_bit && !r->x.trail && !o->candidates && !o->id &&
               !has_query(o);
    struct str value = r->skips          ? num_format_u64(bits, r->f->none_bit)
                       : r->f->by_report ? STR_NULL
                                         : str_c(o->id);
    if (r->f->begin) r->f->begin(&r->x);
    struct book_query q = {rows_sql(r), &value, value.p != NULL};
    st = book_all(r->b, &q, take_row, r, r->err);
    if (r->skips) r->x.left_out = r->digests.n - r->x.rows;
    if (!st && r->f->end) r->f->end(&r->x);
    if (!st) st = buf_status(&r->out, r->b->path, r->err);
    if (!st) hand_over(r, 1);
    return st;
}

/* The book as a whole: all of it or nothing. */
static att_status run_whole(struct running *r, struct arena *a, att_export_count *count) {
    struct giving_whole g = {.b = r->b, .a = a, .take = r->take, .ctx = r->ctx};
    if (has_query(r->x.opt) || r->x.opt->id || r->x.opt->as_of)
        return status_set(r->err, ATT_EUSAGE, 0,
                          "export: a whole book has all its cases: no --case, --from, --to, "
                          "--country, --type or --as-of");
    att_status st = r->f->whole ? whole_postgres(&g, r->err) : whole_jsonl(&g, r->err);
    if (count) *count = (att_export_count){g.rows, 0};
    return st;
}

att_status export_run(struct book *b, struct arena *a, const att_export_options *opt,
                      export_take take, void *ctx, att_export_count *count, att_error *err) {
    struct running r = {.b = b, .take = take, .ctx = ctx, .err = err};
    r.f = export_format_find(opt->format);
    if (!r.f) return export_no_format("export", opt->format, err);
    att_status st = book_is_linked(b, err);
    if (st) return st;
    r.x.opt = opt;
    if (r.f->whole || (r.f->as_stored && opt->whole)) return run_whole(&r, a, count);
    arena_init(&r.item, a->sys, (size_t)CASE_LIMIT_MB << 20);
    struct buf *bufs[] = {&r.out, &r.trail, &r.record, &r.file};
    for (size_t i = 0; i < COUNT_OF(bufs); i++)
        buf_init(bufs[i], a->sys, (size_t)OUTPUT_LIMIT_MB << 20);
    r.x = (struct exporting){.opt = opt, .a = a, .trail = opt->provenance ? &r.trail : NULL};
    st = arena_try(a, NULL, set_up, &r, err);
    /* every page is read once: a small cache stays warm, a large one is memory never seen again */
    if (!st) st = book_exec(b, "PRAGMA cache_size = -256", err);
    if (!st) st = run_rows(&r);
    if (!st) st = book_exec(b, "PRAGMA cache_size = -65536", err);
    if (count) *count = (att_export_count){r.x.rows, r.x.left_out};
    arena_release(&r.item);
    for (size_t i = 0; i < COUNT_OF(bufs); i++) buf_release(bufs[i]);
    return st;
}
