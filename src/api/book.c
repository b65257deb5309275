/* The public face of the casebook. */
#include "base/base.h"

#include "api/book.h"
#include "base/sys.h"
#include "export/digest.h"
#include "export/export.h"
#include "export/validate.h"
#include "store/book.h"
#include "store/casefile.h"
#include "store/find.h"
#include "store/ruling.h"
#include "store/server.h"
#include "store/tell.h"

enum { TEXT_LIMIT_MB = 1024 };

att_status att_book_open(const att_sys *sys, const char *path, int create, att_book **out,
                         att_error *err) {
    if (!sys) sys = sys_default();
    *out = NULL;
    struct att_book *b = sys->alloc(sys->ctx, sizeof *b);
    if (!b) return status_set(err, ATT_ENOMEM, 0, "%s: out of memory", path);
    *b = (struct att_book){.sys = sys};
    arena_init(&b->a, sys, (size_t)BOOK_LIMIT_MB << 20);
    buf_init(&b->text, sys, (size_t)TEXT_LIMIT_MB << 20);
    att_status st = book_open(&b->book, path, create, err);
    if (st)
        sys->free(sys->ctx, b);
    else
        *out = b;
    return st;
}

void att_book_close(att_book *b) {
    if (!b) return;
    book_close(&b->book);
    arena_release(&b->a);
    buf_release(&b->text);
    b->sys->free(b->sys->ctx, b);
}

att_status att_book_add(att_book *b, att_text record, int *added, att_error *err) {
    bool is_new = false;
    att_status st = book_add(&b->book, record, &is_new, err);
    if (added) *added = is_new;
    return st;
}

att_status att_book_begin(att_book *b, att_error *err) {
    return book_begin(&b->book, err);
}

att_status att_book_commit(att_book *b, att_error *err) {
    return book_commit(&b->book, err);
}

att_status att_book_save(att_book *b, att_error *err) {
    return book_save(&b->book, err);
}

/* What linking and ruling look at: all but the records. */
#define LINK_TABLES "source incident decision decided casefile member"

/* A turn to write on a server, with these tables (NULL = all); nothing for a file. */
static att_status take_turn(att_book *b, const char *tables, att_error *err) {
    att_status st = server_begin(&b->book, err);
    return st ? st : server_need(&b->book, tables, err);
}

static att_status end_turn(att_book *b, att_status st, att_error *err) {
    if (!st) return server_commit(&b->book, err);
    server_roll_back(&b->book);
    return st;
}

att_status att_book_link(att_book *b, uint64_t *cases, att_error *err) {
    uint64_t n = 0;
    att_status st = take_turn(b, LINK_TABLES, err);
    if (!st) st = casefile_link(&b->book, &b->a, &n, err);
    arena_reset(&b->a);
    if (!st) st = digest_missing(&b->book, err);
    if (cases) *cases = n;
    return end_turn(b, st, err);
}

static att_status take_count(void *ctx, sqlite3_stmt *s, att_error *err) {
    (void)err;
    *(uint64_t *)ctx = (uint64_t)sqlite3_column_int64(s, 0);
    return ATT_OK;
}

att_status att_book_link_if_grown(att_book *b, uint64_t *cases, att_error *err) {
    att_status st = book_is_linked(&b->book, err);
    if (st == ATT_EUSAGE) return att_book_link(b, cases, err);
    if (!st) st = server_lines(&b->book, err);
    return st ? st
              : book_each(&b->book, "SELECT count(*) FROM casefile", NULL, take_count, cases, err);
}

/* ---- faces */

struct giving {
    struct att_book *b;
    att_book_face face;
    const att_book_query *query;
    att_book_take take;
    void *ctx;
    bool stopped;
};

static void make_face(struct giving *g, const struct flat_node *file) {
    switch (g->face) {
    case ATT_BOOK_LIST: tell_line(&g->b->text, file); break;
    case ATT_BOOK_SHOW: tell_case(&g->b->text, &g->b->a, file); break;
    case ATT_BOOK_CONFLICTS: tell_conflicts(&g->b->text, &g->b->a, file); break;
    case ATT_BOOK_JSONL: buf_str(&g->b->text, flat_raw(file)); break;
    }
}

static att_status hand_out(struct giving *g, att_error *err) {
    att_status st = buf_status(&g->b->text, g->b->book.path, err);
    if (!st && g->b->text.n) g->stopped = !g->take(g->ctx, buf_text(&g->b->text));
    return st;
}

static void make_news(struct giving *g, const struct flat_node *now, const struct news *news) {
    switch (g->face) {
    case ATT_BOOK_LIST: tell_news_line(&g->b->text, now, news); break;
    case ATT_BOOK_SHOW: tell_news(&g->b->text, &g->b->a, now, news); break;
    case ATT_BOOK_CONFLICTS: tell_news_conflicts(&g->b->text, &g->b->a, now, news); break;
    case ATT_BOOK_JSONL: tell_news_json(&g->b->text, now, news); break;
    }
}

/* The case of before, where it is asked for what is new. */
static att_status make_old(struct giving *g, const struct find_hit *hit, att_error *err) {
    const att_book_query *q = g->query;
    struct as_of at = {&g->b->book, &g->b->a, hit};
    struct flat now, before;
    struct news news;
    bool known, earlier = false;
    att_status st = find_as_of(&at, str_c(q->as_of), &now, &known, err);
    if (st || !known) return st;
    if (q->since) st = find_as_of(&at, str_c(q->since), &before, &earlier, err);
    if (st) return st;
    if (!q->since)
        make_face(g, now.node);
    else if (find_news(&g->b->a, earlier ? before.node : NULL, now.node, &news))
        make_news(g, now.node, &news);
    return ATT_OK;
}

static att_status make_now(struct giving *g, const struct find_hit *hit, att_error *err) {
    struct flat file;
    if (g->face == ATT_BOOK_JSONL || g->face == ATT_BOOK_LIST) {
        buf_str(&g->b->text, g->face == ATT_BOOK_JSONL ? hit->json : hit->line);
        return ATT_OK;
    }
    if (flat_parse(&file, &g->b->a, hit->json, NULL))
        return status_set(err, ATT_EINPUT, 0, "%s: a case is no JSON", g->b->book.path);
    make_face(g, file.node);
    return ATT_OK;
}

static att_status give_case(void *ctx, const struct find_hit *hit, att_error *err) {
    struct giving *g = ctx;
    if (g->stopped) return ATT_OK;
    buf_reset(&g->b->text);
    struct arena_mark mark = arena_mark(&g->b->a);
    att_status st = g->query->as_of ? make_old(g, hit, err) : make_now(g, hit, err);
    arena_rewind(&g->b->a, mark);
    return st ? st : hand_out(g, err);
}

struct finding_call {
    struct giving *g;
    struct find_query q;
    att_error *err;
};

static att_status find_all(void *ctx) {
    struct finding_call *c = ctx;
    return find_cases(&c->g->b->book, &c->g->b->a, &c->q, give_case, c->g, c->err);
}

/* A server keeps the cases, not the index that queries use: the copy makes it anew. */
static att_status make_index(att_book *b, att_error *err) {
    uint64_t n = 0;
    att_status st = book_is_linked(&b->book, err);
    if (!st) st = server_need(&b->book, LINK_TABLES, err);
    if (!st) st = casefile_link(&b->book, &b->a, &n, err);
    arena_reset(&b->a);
    return st;
}

/* What is looked at is fetched from a server: as little as will do. */
static att_status fetch_cases(att_book *b, att_book_face face, const struct find_query *q,
                              bool as_of, att_error *err) {
    if (!b->book.server) return ATT_OK;
    if (find_by_words(q)) return make_index(b, err);
    if (q->id) return server_cases(&b->book, q->id, as_of, err);
    if (as_of) return server_need(&b->book, "casefile member source incident", err);
    return face == ATT_BOOK_LIST ? server_lines(&b->book, err)
                                 : server_need(&b->book, "casefile", err);
}

att_status att_book_find(att_book *b, att_book_face face, const att_book_query *q,
                         att_book_take take, void *ctx, att_error *err) {
    struct giving g = {.b = b, .face = face, .query = q, .take = take, .ctx = ctx};
    bool brief = q->as_of || face == ATT_BOOK_LIST;
    struct finding_call call = {
        &g, {q->id, q->text, q->place, q->actor, q->from, q->to, brief}, err};
    att_status st = fetch_cases(b, face, &call.q, q->as_of != NULL, err);
    if (!st) st = arena_try(&b->a, NULL, find_all, &call, err);
    arena_reset(&b->a);
    return st;
}

att_status att_book_cases(att_book *b, att_book_face face, const char *id, att_book_take take,
                          void *ctx, att_error *err) {
    return att_book_find(b, face, &(att_book_query){.id = id}, take, ctx, err);
}

att_status att_book_decide(att_book *b, int join, const char *of, const char *with,
                           const char *reason, att_error *err) {
    att_status st = book_is_linked(&b->book, err);
    struct ruling r = {join != 0, of, with, reason};
    if (!st) st = take_turn(b, LINK_TABLES, err);
    if (!st) st = ruling_add(&b->book, &r, err);
    return end_turn(b, st, err);
}

att_status att_book_rebuild(att_book *b, uint64_t *cases, att_error *err) {
    att_status st = take_turn(b, NULL, err);
    if (!st) st = book_rebuild(&b->book, err);
    st = end_turn(b, st, err);
    return st ? st : att_book_link(b, cases, err);
}

static att_status give_record(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct giving *g = ctx;
    if (g->stopped) return ATT_OK;
    buf_reset(&g->b->text);
    buf_str(&g->b->text, book_column(s, 0));
    return hand_out(g, err);
}

att_status att_book_records(att_book *b, const char *report, att_book_take take, void *ctx,
                            att_error *err) {
    struct giving g = {.b = b, .take = take, .ctx = ctx};
    buf_reset(&b->text);
    att_status st = server_records(&b->book, report, err);
    if (!st)
        st = book_each(&b->book,
                       "SELECT r.json FROM source s JOIN record r ON r.key = s.key WHERE "
                       "s.report = ?1 ORDER BY s.key",
                       report, give_record, &g, err);
    if (st || b->text.n) return st;
    return status_set(err, ATT_EUSAGE, 0, "%s: no report %s", b->book.path, report);
}

/* ---- exports */

struct exporting_call {
    att_export_take take;
    void *ctx;
};

static bool give_rows(void *ctx, att_text rows, att_text trail) {
    struct exporting_call *c = ctx;
    return c->take(c->ctx, rows, trail) != 0;
}

struct back_call {
    att_book *b;
    const att_export_options *opt;
    att_error *err;
};

static att_status look_back(void *ctx) {
    struct back_call *c = ctx;
    att_status st = book_is_linked(&c->b->book, c->err);
    return st ? st : find_look_back(&c->b->book, &c->b->a, c->opt->as_of, c->opt->since, c->err);
}

att_status att_book_export(att_book *b, const att_export_options *opt, att_export_take take,
                           void *ctx, att_export_count *count, att_error *err) {
    struct exporting_call call = {take, ctx};
    struct back_call back = {b, opt, err};
    /* cases as stored need nothing else */
    bool stored = !strcmp(opt->format, "jsonl") && !opt->whole && !opt->as_of && !opt->from &&
                  !opt->to && !opt->country && !opt->type;
    att_status st = server_need(&b->book, stored ? "casefile" : NULL, err);
    if (!st && opt->as_of) st = arena_try(&b->a, NULL, look_back, &back, err);
    arena_reset(&b->a);
    if (!st) st = export_run(&b->book, &b->a, opt, give_rows, &call, count, err);
    arena_reset(&b->a);
    if (opt->as_of) find_look_ahead(&b->book, NULL);
    return st;
}

struct validating_call {
    att_book_take take;
    void *ctx;
    struct buf line;
    bool stopped;
};

void book_finding(struct buf *line, const struct finding *f) {
    buf_u64(line, f->line);
    buf_printf(line, ": %.*s: %s", STR_ARG(f->column), f->text);
    if (f->value.p) {
        struct str v = str_cut(f->value, 0, 60);
        buf_c(line, ", not \"");
        for (uint32_t i = 0; i < v.n; i++)
            buf_char(line, (unsigned char)v.p[i] < 32 ? ' ' : v.p[i]);
        buf_c(line, f->value.n > v.n ? "...\"" : "\"");
    }
    buf_printf(line, " [%s]", f->rule);
}

static void give_line(void *ctx, const struct finding *f) {
    struct validating_call *c = ctx;
    if (c->stopped) return;
    buf_reset(&c->line);
    book_finding(&c->line, f);
    c->stopped = !c->take(c->ctx, buf_text(&c->line));
}

att_status att_validate(const att_sys *sys, const char *format, att_text bytes, att_book_take take,
                        void *ctx, uint64_t *rows, att_error *err) {
    struct validating_call c = {.take = take, .ctx = ctx};
    struct arena a;
    if (!sys) sys = sys_default();
    arena_init(&a, sys, (size_t)BOOK_LIMIT_MB << 20);
    buf_init(&c.line, sys, (size_t)1 << 20);
    att_status st = validate_run(&a, format, bytes, give_line, &c, rows, err);
    if (!st) st = buf_status(&c.line, "validate", err);
    buf_release(&c.line);
    arena_release(&a);
    return st;
}

static void give_finding(void *ctx, const char *finding) {
    struct giving *g = ctx;
    att_text text = {finding, strlen(finding)};
    if (!g->stopped) g->stopped = !g->take(g->ctx, text);
}

att_status att_book_verify(att_book *b, att_book_take take, void *ctx, uint64_t *reports,
                           att_error *err) {
    struct giving g = {.b = b, .take = take, .ctx = ctx};
    uint64_t n = 0;
    att_status st = server_need(&b->book, NULL, err);
    if (!st) st = book_verify(&b->book, give_finding, &g, &n, err);
    if (reports) *reports = n;
    return st;
}
