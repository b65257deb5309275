/* The whole book as JSON lines. */
#include "base/base.h"

#include "export/whole.h"

#include "record/jsonw.h"

enum { PIECE_BYTES = 1 << 18, OUTPUT_LIMIT_MB = 1024 };

struct lines {
    struct giving_whole *g;
    struct buf out;
    bool stopped;
};

static att_status end_line(struct lines *l, size_t least, att_error *err) {
    att_status st = buf_status(&l->out, l->g->b->path, err);
    if (st || l->out.n < least || l->stopped) return st;
    l->stopped = !l->g->take(l->g->ctx, buf_text(&l->out), (att_text){"", 0});
    buf_reset(&l->out);
    return ATT_OK;
}

/* A record of another program may have line ends between its values. */
static void put_one_line(struct buf *out, struct str json) {
    char *at = buf_reserve(out, json.n);
    if (!at) return;
    for (uint32_t i = 0; i < json.n; i++)
        at[i] = json.p[i] == '\n' || json.p[i] == '\r' ? ' ' : json.p[i];
    out->n += json.n;
}

static att_status put_record(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct lines *l = ctx;
    struct jsonw w;
    if (l->stopped) return ATT_OK;
    jsonw_init(&w, &l->out);
    jsonw_open(&w, '{');
    jsonw_key_str(&w, "run", book_column(s, 0));
    jsonw_key(&w, "record");
    put_one_line(&l->out, book_column(s, 1));
    buf_c(&l->out, "}\n");
    l->g->rows++;
    return end_line(l, PIECE_BYTES, err);
}

static att_status put_ruling(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct lines *l = ctx;
    if (l->stopped) return ATT_OK;
    buf_c(&l->out, "{\"ruling\":");
    buf_str(&l->out, book_column(s, 0));
    buf_c(&l->out, "}\n");
    l->g->rows++;
    return end_line(l, PIECE_BYTES, err);
}

static att_status put_case(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct lines *l = ctx;
    if (l->stopped) return ATT_OK;
    buf_str(&l->out, book_column(s, 0));
    buf_char(&l->out, '\n');
    l->g->rows++;
    return end_line(l, PIECE_BYTES, err);
}

att_status whole_jsonl(struct giving_whole *g, att_error *err) {
    struct lines l = {.g = g};
    buf_init(&l.out, g->a->sys, (size_t)OUTPUT_LIMIT_MB << 20);
    att_status st =
        book_each(g->b, "SELECT run, json FROM record ORDER BY key", NULL, put_record, &l, err);
    if (!st)
        st = book_each(g->b, "SELECT " WHOLE_RULING " FROM decision d ORDER BY d.number", NULL,
                       put_ruling, &l, err);
    if (!st) st = book_each(g->b, "SELECT json FROM casefile ORDER BY id", NULL, put_case, &l, err);
    if (!st) st = end_line(&l, 1, err);
    buf_release(&l.out);
    return st;
}
