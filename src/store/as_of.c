#include "base/base.h"

#include "base/num.h"
#include "base/vec.h"
#include "store/find.h"
#include "store/link.h"
#include "store/shelve.h"
#include "store/tell.h"

#include <stdlib.h>

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

/* made->file is NULL where nothing of the case was known. */
static att_status compose_then(struct book *b, struct arena *a, const struct find_hit *hit,
                               struct str until, struct composed *made, att_error *err) {
    struct known k = {.a = a, .until = until};
    struct book_query q = {"SELECT m.key, m.incident, s.published FROM member m JOIN source s ON "
                           "s.key = m.key WHERE m.casefile = ?1 ORDER BY m.key, m.incident",
                           &hit->number, 1};
    *made = (struct composed){.file = NULL};
    att_status st = book_all(b, &q, take_member, &k, err);
    if (st || !k.member.n) return st;
    st = compose_case(b, a, k.member.v, k.member.n, made, err);
    if (!st) json_object_set_new(made->file, "id", json_stringn(hit->id.p, hit->id.n));
    return st;
}

att_status find_as_of(struct book *b, struct arena *a, const struct find_hit *hit, struct str until,
                      json_t **file, att_error *err) {
    struct composed made;
    att_status st = compose_then(b, a, hit, until, &made, err);
    *file = made.file;
    return st;
}

/* Members of after[key] that before[key] does not have. */
static json_t *new_in(const json_t *before, const json_t *after, const char *key) {
    const json_t *old = json_object_get(before, key), *now = json_object_get(after, key);
    json_t *out = json_array();
    size_t at = 0;
    for (size_t i = 0; i < json_array_size(now); i++) {
        json_t *v = json_array_get(now, i);
        size_t k = 0, n = json_array_size(old);
        for (; k < n && !json_equal(json_array_get(old, (at + k) % n), v); k++) {
        }
        if (k == n)
            json_array_append(out, v);
        else
            at = (at + k + 1) % n; /* both lists have one order: the next is likely there */
    }
    return out;
}

json_t *find_news(const json_t *before, const json_t *after) {
    static const char *const keys[] = {"reports", "claims", "conflicts"};
    json_t *out = json_object();
    size_t n = 0;
    json_object_set(out, "id", json_object_get(after, "id"));
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        json_t *list = new_in(before, after, keys[i]);
        n += json_array_size(list);
        json_object_set_new(out, keys[i], list);
    }
    if (n) return out;
    json_decref(out);
    return NULL;
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
};

static att_status put_old(struct looking_back *l, const struct find_hit *hit,
                          const struct composed *made, att_error *err) {
    const json_t *date = json_object_get(made->file, "date");
    const json_t *from = json_object_get(date, "from"), *to = json_object_get(date, "to");
    int32_t first = shelve_day(str_c(json_string_value(from)));
    int32_t last = shelve_day(str_c(json_string_value(to)));
    bool dated = first != NO_DAY && last != NO_DAY;
    struct buf line;
    buf_init(&line, l->a->sys, (size_t)1 << 20);
    tell_line(&line, made->file);
    char *json = json_dumps(made->file, JSON_COMPACT);
    struct str row[] = {hit->number,
                        hit->id,
                        dated ? arena_printf(l->a, "%d", first) : STR_NULL,
                        dated ? arena_printf(l->a, "%d", last) : STR_NULL,
                        made->located ? arena_printf(l->a, "%lld", (long long)made->lat) : STR_NULL,
                        made->located ? arena_printf(l->a, "%lld", (long long)made->lon) : STR_NULL,
                        {line.p ? line.p : "", (uint32_t)line.n},
                        str_c(json)};
    att_status st = json ? buf_status(&line, l->b->path, err)
                         : status_set(err, ATT_ENOMEM, 0, "%s: out of memory", l->b->path);
    if (!st)
        st = book_put(l->b,
                      "INSERT INTO temp.casefile (number, id, first, last, lat, lon, line, json) "
                      "VALUES (CAST(?1 AS INTEGER), ?2, CAST(?3 AS INTEGER), CAST(?4 AS INTEGER), "
                      "CAST(?5 AS INTEGER), CAST(?6 AS INTEGER), ?7, ?8)",
                      row, COUNT_OF(row), err);
    free(json);
    buf_release(&line);
    return st;
}

/* One case as it stood; with `since`, only where that differs from how it stood before. */
static att_status take_case(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct looking_back *l = ctx;
    struct arena_mark mark = arena_mark(l->a);
    struct find_hit hit = {.number = arena_str(l->a, book_column(s, 0)),
                           .id = arena_str(l->a, book_column(s, 1))};
    struct composed made;
    json_t *before = NULL;
    bool wanted = true;
    att_status st = compose_then(l->b, l->a, &hit, str_c(l->until), &made, err);
    if (!st && made.file && l->since) {
        st = find_as_of(l->b, l->a, &hit, str_c(l->since), &before, err);
        json_t *news = st ? NULL : find_news(before, made.file);
        wanted = news != NULL;
        json_decref(news);
        json_decref(before);
    }
    if (!st && made.file && wanted) st = put_old(l, &hit, &made, err);
    json_decref(made.file);
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

att_status find_look_back(struct book *b, struct arena *a, const char *until, const char *since,
                          att_error *err) {
    struct looking_back l = {b, a, until, since};
    if (sqlite3_create_function_v2(b->db, "known", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                   (void *)(uintptr_t)until, known_sql, NULL, NULL, NULL))
        return book_failed(b, err);
    att_status st = book_exec(b, THEN, err);
    if (!st)
        st = book_each(b, "SELECT number, id FROM main.casefile ORDER BY number", NULL, take_case,
                       &l, err);
    return st;
}

att_status find_look_ahead(struct book *b, att_error *err) {
    return book_exec(b, NOW, err);
}
