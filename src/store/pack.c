#include "base/base.h"

#include "store/pack.h"

#include "base/buf.h"
#include "base/sys.h"

#define TEXT_OF(x) #x
#define NUMBER_TEXT(x) TEXT_OF(x)
#define VERSION_TEXT NUMBER_TEXT(PACKED_VERSION)

enum { SCRATCH_LIMIT_MB = 2048 };

/* Where a block is made: memory that is given back at once. */
struct bench {
    struct arena a;
    struct buf block;
};

static void bench_init(struct bench *m) {
    arena_init(&m->a, sys_default(), (size_t)SCRATCH_LIMIT_MB << 20);
    buf_init(&m->block, sys_default(), (size_t)PACKED_LIMIT_MB << 20);
}

static void bench_release(struct bench *m) {
    buf_release(&m->block);
    arena_release(&m->a);
}

static struct str block_of(const struct bench *m) {
    return (struct str){m->block.p ? m->block.p : "", (uint32_t)m->block.n};
}

static att_status keep(struct book *b, struct str key, struct str block, att_error *err) {
    struct str value[] = {key, block};
    return book_put(b,
                    "INSERT INTO packed (key, version, block) VALUES (?1, " VERSION_TEXT ", "
                    "CAST(?2 AS BLOB)) ON CONFLICT (key) DO UPDATE SET "
                    "version = excluded.version, block = excluded.block",
                    value, COUNT_OF(value), err);
}

static att_status drop(struct book *b, struct str key, att_error *err) {
    return book_put(b, "DELETE FROM packed WHERE key = ?1", &key, 1, err);
}

static att_status put_block(struct book *b, struct bench *m, struct str key, struct str json,
                            att_error *err) {
    buf_reset(&m->block);
    att_status st = packed_write(&m->block, json, &m->a, err);
    /* a record of endless names of its own has no block */
    if (st == ATT_ELIMIT) return drop(b, key, err);
    return st ? st : keep(b, key, block_of(m), err);
}

att_status pack_make(struct buf *block, const struct flat *whole, struct arena *scratch,
                     att_error *err) {
    buf_reset(block);
    att_status st = packed_write_flat(block, whole, scratch, err);
    if (st == ATT_ELIMIT) buf_reset(block);
    return st == ATT_ELIMIT ? ATT_OK : st;
}

att_status pack_put(struct book *b, struct str key, const struct buf *block, att_error *err) {
    struct str made = {block->p, (uint32_t)block->n};
    if (b->server) return ATT_OK;
    return made.n ? keep(b, key, made, err) : drop(b, key, err);
}

struct packing_all {
    struct book *b;
    struct bench m;
};

static att_status pack_row(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct packing_all *all = ctx;
    return put_block(all->b, &all->m, book_column(s, 0), book_column(s, 1), err);
}

att_status pack_missing(struct book *b, att_error *err) {
    struct packing_all all = {.b = b};
    if (b->server) return ATT_OK;
    bench_init(&all.m);
    att_status st = book_each(b,
                              "SELECT key, json FROM record WHERE key NOT IN (SELECT key FROM "
                              "packed WHERE version = " VERSION_TEXT ")",
                              NULL, pack_row, &all, err);
    bench_release(&all.m);
    return st;
}

/* ---- reading */

struct getting {
    struct buf *block;
    bool found;
};

static att_status take_block(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct getting *g = ctx;
    (void)err;
    buf_reset(g->block);
    buf_str(g->block, book_column(s, 0));
    g->found = true;
    return ATT_OK;
}

/* On the fly. */
static att_status take_json(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct getting *g = ctx;
    struct arena scratch;
    arena_init(&scratch, sys_default(), (size_t)SCRATCH_LIMIT_MB << 20);
    buf_reset(g->block);
    att_status st = packed_write(g->block, book_column(s, 0), &scratch, err);
    arena_release(&scratch);
    g->found = !st;
    return st;
}

static bool opens(const struct getting *g, struct packed *out) {
    return g->found && packed_open(out, (struct str){g->block->p, (uint32_t)g->block->n});
}

att_status pack_get(struct book *b, struct str key, struct buf *block, struct packed *out,
                    att_error *err) {
    struct getting g = {block, false};
    struct book_query kept = {"SELECT block FROM packed WHERE key = ?1 AND version = " VERSION_TEXT,
                              &key, 1};
    struct book_query json = {"SELECT json FROM record WHERE key = ?1", &key, 1};
    att_status st = book_all(b, &kept, take_block, &g, err);
    if (!st) st = buf_status(block, b->path, err);
    if (st || opens(&g, out)) return st;
    g.found = false;
    st = book_all(b, &json, take_json, &g, err);
    if (!st) st = buf_status(block, b->path, err);
    if (st || opens(&g, out)) return st;
    return status_set(err, ATT_EINPUT, 0,
                      "%s: a report of a case has no record; run 'attest link %s'", b->path,
                      b->path);
}

/* ---- checks */

struct checking {
    struct str made;
    bool same;
};

static att_status compare_block(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct checking *c = ctx;
    (void)err;
    c->same = str_eq(book_column(s, 0), c->made);
    return ATT_OK;
}

att_status pack_check(struct book *b, struct str key, struct str json, att_error *err) {
    struct bench m;
    struct book_query kept = {"SELECT block FROM packed WHERE key = ?1 AND version = " VERSION_TEXT,
                              &key, 1};
    bench_init(&m);
    att_status st = packed_write(&m.block, json, &m.a, err);
    struct checking c = {block_of(&m), true};
    if (!st) st = book_all(b, &kept, compare_block, &c, err);
    bench_release(&m);
    if (st || c.same) return st;
    return status_set(err, ATT_EINPUT, 0, "its packed form is not that of its record");
}
