#include "base/base.h"

#include "base/num.h"
#include "base/vec.h"
#include "store/find.h"
#include "store/link.h"
#include "store/shelve.h"
#include "store/tell.h"

struct known {
    struct arena *a;
    struct str until;
    VEC(struct member) member;
};

static att_status take_member(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct known *k = ctx;
    (void)err;
    struct str published = book_column(s, 2);
    if (!published.n || !known_by(published, k->until)) return ATT_OK;
    struct member *m = vec_push(k->a, &k->member);
    m->key = arena_str(k->a, book_column(s, 0));
    m->incident = arena_str(k->a, book_column(s, 1));
    m->published = arena_str(k->a, published);
    return ATT_OK;
}

enum { CASE_LIMIT_MB = 2048, LINE_LIMIT_MB = 1 };

/* A case as it was composed; empty where nothing of it was known. */
struct then {
    struct buf json;
    struct composed made;
};

static void then_init(struct then *t, const att_sys *sys) {
    buf_init(&t->json, sys, (size_t)CASE_LIMIT_MB << 20);
}

static att_status compose_then(const struct as_of *l, struct str until, struct then *t,
                               att_error *err) {
    struct known k = {.a = l->a, .until = until};
    struct book_query q = {"SELECT m.key, m.incident, s.published FROM member m JOIN source s ON "
                           "s.key = m.key WHERE m.casefile = ?1 ORDER BY m.key, m.incident",
                           &l->hit->number, 1};
    buf_reset(&t->json);
    att_status st = book_all(l->b, &q, take_member, &k, err);
    if (st || !k.member.n) return st;
    struct composing c = {l->b, l->a, k.member.v, k.member.n, &t->json, l->hit->id};
    return compose_case(&c, &t->made, err);
}

struct then_call {
    const struct as_of *l;
    struct str until;
    struct then *t;
    struct str *json;
    att_error *err;
};

static att_status compose_call(void *ctx) {
    struct then_call *c = ctx;
    att_status st = compose_then(c->l, c->until, c->t, c->err);
    if (!st) *c->json = arena_str(c->l->a, (struct str){c->t->json.p, (uint32_t)c->t->json.n});
    return st;
}

att_status find_as_of(const struct as_of *l, struct str until, struct flat *file, bool *known,
                      att_error *err) {
    struct then t;
    struct str json = STR_NULL;
    struct then_call call = {l, until, &t, &json, err};
    then_init(&t, l->a->sys);
    att_status st = arena_try(l->a, &l->b->scratch, compose_call, &call, err);
    buf_release(&t.json);
    *known = !st && json.n;
    return *known ? flat_parse(file, l->a, json, err) : st;
}

/* ---- what is new */

static bool same_text(const struct flat_node *x, const struct flat_node *y) {
    struct str a = flat_raw(x), b = flat_raw(y);
    return a.p && b.p ? str_eq(a, b) : flat_same(x, y);
}

/* Items of after[key] that before[key] does not have. Both lists have one order: the next is likely
 * the next. */
static struct news_list new_in(struct arena *a, const struct flat_node *before,
                               const struct flat_node *after, enum packed_key key) {
    const struct flat_node *old = flat_get(before, key), *now = flat_get(after, key);
    const struct flat_node *at = flat_first(old);
    struct news_list out = {arena_array(a, const struct flat_node *, flat_size(now) + 1), 0};
    uint32_t n = flat_size(old);
    FLAT_EACH(v, now) {
        const struct flat_node *c = at;
        uint32_t k = 0;
        for (; k < n && !same_text(c, v); k++) {
            c = flat_next(old, c);
            if (!c) c = flat_first(old);
        }
        if (k == n)
            out.v[out.n++] = v;
        else
            at = flat_next(old, c) ? flat_next(old, c) : flat_first(old);
    }
    return out;
}

bool find_news(struct arena *a, const struct flat_node *before, const struct flat_node *after,
               struct news *out) {
    out->reports = new_in(a, before, after, KEY_reports);
    out->claims = new_in(a, before, after, KEY_claims);
    out->conflicts = new_in(a, before, after, KEY_conflicts);
    return out->reports.n + out->claims.n + out->conflicts.n > 0;
}

/* ---- the whole book */

/* The SQL function known(published). */
static void known_sql(sqlite3_context *ctx, int n, sqlite3_value **v) {
    const char *until = sqlite3_user_data(ctx);
    const char *at = (const char *)sqlite3_value_text(v[0]);
    (void)n;
    sqlite3_result_int(ctx, at && known_by(str_c(at), str_c(until)));
}

struct looking_back {
    struct book *b;
    struct arena *a;
    const char *until, *since;
    struct then then;
    struct buf line;
    att_error *err;
};

static att_status put_old(struct looking_back *l, const struct find_hit *hit, struct then *t,
                          att_error *err) {
    const struct flat_node *date = t->made.head.date;
    int32_t first = shelve_day(flat_get_str(date, KEY_from));
    int32_t last = shelve_day(flat_get_str(date, KEY_to));
    bool dated = first != NO_DAY && last != NO_DAY, located = t->made.located;
    buf_reset(&l->line);
    tell_head(&l->line, &t->made.head);
    struct str row[] = {hit->number,
                        hit->id,
                        dated ? arena_printf(l->a, "%d", first) : STR_NULL,
                        dated ? arena_printf(l->a, "%d", last) : STR_NULL,
                        located ? arena_printf(l->a, "%lld", (long long)t->made.lat) : STR_NULL,
                        located ? arena_printf(l->a, "%lld", (long long)t->made.lon) : STR_NULL,
                        {l->line.p ? l->line.p : "", (uint32_t)l->line.n},
                        {t->json.p, (uint32_t)t->json.n}};
    att_status st = buf_status(&l->line, l->b->path, err);
    return st ? st
              : book_put(l->b,
                         "INSERT INTO temp.casefile (number, id, first, last, lat, lon, line, "
                         "json) VALUES (CAST(?1 AS INTEGER), ?2, CAST(?3 AS INTEGER), CAST(?4 AS "
                         "INTEGER), CAST(?5 AS INTEGER), CAST(?6 AS INTEGER), ?7, ?8)",
                         row, COUNT_OF(row), err);
}

/* Whether the case tells something that it did not tell at `since`. */
static att_status is_wanted(struct looking_back *l, const struct as_of *at, bool *wanted,
                            att_error *err) {
    struct flat before, now;
    struct news news;
    bool known;
    *wanted = true;
    if (!l->since) return ATT_OK;
    att_status st = find_as_of(at, str_c(l->since), &before, &known, err);
    if (st || !known) return st;
    st = find_as_of(at, str_c(l->until), &now, &known, err);
    if (!st) *wanted = find_news(l->a, before.node, now.node, &news);
    return st;
}

/* One case as it stood; with `since`, only where that differs from how it stood before. */
static att_status take_case(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct looking_back *l = ctx;
    struct arena_mark mark = arena_mark(l->a);
    struct find_hit hit = {.number = arena_str(l->a, book_column(s, 0)),
                           .id = arena_str(l->a, book_column(s, 1))};
    struct as_of at = {l->b, l->a, &hit};
    bool wanted = false;
    att_status st = compose_then(&at, str_c(l->until), &l->then, err);
    if (!st && l->then.json.n) st = is_wanted(l, &at, &wanted, err);
    if (!st && wanted) st = put_old(l, &hit, &l->then, err);
    arena_rewind(l->a, mark);
    return st;
}

/* Digests are of the cases of today: none of them is seen. */
#define THEN                                                                                       \
    "CREATE TEMP TABLE casefile (number INTEGER PRIMARY KEY, id TEXT, first INTEGER, last "        \
    "INTEGER, lat INTEGER, lon INTEGER, line TEXT, json TEXT);"                                    \
    "CREATE TEMP VIEW source AS SELECT * FROM main.source WHERE known(published);"                 \
    "CREATE TEMP VIEW digest AS SELECT * FROM main.digest WHERE 0;"                                \
    "CREATE TEMP VIEW coded AS SELECT * FROM main.coded WHERE 0"
#define NOW                                                                                        \
    "DROP TABLE IF EXISTS temp.casefile; DROP VIEW IF EXISTS temp.source;"                         \
    "DROP VIEW IF EXISTS temp.digest; DROP VIEW IF EXISTS temp.coded"

static att_status look_back(void *ctx) {
    struct looking_back *l = ctx;
    return book_each(l->b, "SELECT number, id FROM main.casefile ORDER BY number", NULL, take_case,
                     l, l->err);
}

att_status find_look_back(struct book *b, struct arena *a, const char *until, const char *since,
                          att_error *err) {
    struct looking_back l = {.b = b, .a = a, .until = until, .since = since, .err = err};
    if (sqlite3_create_function_v2(b->db, "known", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                   (void *)(uintptr_t)until, known_sql, NULL, NULL, NULL))
        return book_failed(b, err);
    att_status st = book_exec(b, THEN, err);
    if (st) return st;
    then_init(&l.then, a->sys);
    buf_init(&l.line, a->sys, (size_t)LINE_LIMIT_MB << 20);
    st = arena_try(a, &b->scratch, look_back, &l, err);
    buf_release(&l.then.json);
    buf_release(&l.line);
    return st;
}

att_status find_look_ahead(struct book *b, att_error *err) {
    return book_exec(b, NOW, err);
}
