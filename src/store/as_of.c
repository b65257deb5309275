#include "base/base.h"

#include "base/vec.h"
#include "store/find.h"

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

att_status find_as_of(struct book *b, struct arena *a, const struct find_hit *hit, struct str until,
                      json_t **file, att_error *err) {
    struct known k = {.a = a, .until = until};
    struct book_query q = {"SELECT m.key, m.incident, s.published FROM member m JOIN source s ON "
                           "s.key = m.key WHERE m.casefile = ?1 ORDER BY m.key, m.incident",
                           &hit->number, 1};
    struct composed made;
    *file = NULL;
    att_status st = book_all(b, &q, take_member, &k, err);
    if (st || !k.member.n) return st;
    st = compose_case(b, a, k.member.v, k.member.n, until, &made, err);
    if (st) return st;
    json_object_set_new(made.file, "id", json_stringn(hit->id.p, hit->id.n));
    *file = made.file;
    return ATT_OK;
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
