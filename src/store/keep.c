#include "base/base.h"

#include "store/keep.h"

#include "base/embed.h"
#include "base/vec.h"
#include "store/link.h"
#include "store/shelve.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>

enum { HEX = 2 * SHA256_DIGEST_LENGTH };

/* ---- the edition: how cases are grouped and composed */

static struct str edition_text(char out[64]) {
    static const char *const tables[] = {"data/page/agencies.tsv", "data/store/credit_words.tsv",
                                         "data/store/families.tsv"};
    uint64_t sum = 0;
    for (size_t i = 0; i < COUNT_OF(tables); i++) sum = sum * 31 + str_hash(embed_find(tables[i]));
    snprintf(out, 64, "%d.%d.%d.%016llx", (int)LINK_EDITION, (int)COMPOSE_EDITION,
             (int)SHELF_EDITION, (unsigned long long)sum);
    return str_c(out);
}

static att_status take_number(void *ctx, sqlite3_stmt *s, att_error *err) {
    (void)err;
    *(uint64_t *)ctx = (uint64_t)sqlite3_column_int64(s, 0);
    return ATT_OK;
}

/* *whole: all cases of the book are of this edition, and tell what they are made of. */
static att_status is_whole(struct book *b, bool *whole, att_error *err) {
    char edition[64];
    struct str value = edition_text(edition);
    struct book_query q = {
        "SELECT (SELECT count(*) FROM made) = (SELECT count(*) FROM casefile) AND "
        "EXISTS (SELECT 1 FROM state WHERE name = 'edition' AND value = ?1)",
        &value, 1};
    uint64_t yes = 0;
    att_status st = book_all(b, &q, take_number, &yes, err);
    *whole = yes && !b->server; /* its copy has no index */
    return st;
}

att_status keep_is_same(struct book *b, bool *same, uint64_t *cases, att_error *err) {
    att_error unlinked;
    att_status st = book_is_linked(b, &unlinked);
    *same = false;
    if (st == ATT_EUSAGE) return ATT_OK;
    if (!st) st = is_whole(b, same, err);
    if (st || !*same) return st;
    return book_each(b, "SELECT count(*) FROM casefile", NULL, take_number, cases, err);
}

/* ---- numbers */

static int by_id(const void *a, const void *b) {
    return memcmp(((const struct cluster *)a)->id, ((const struct cluster *)b)->id, CASE_ID);
}

/* The first ten digits of the id; the next that is free where two begin alike. So a case has the
 * number that its id and the ids near it give, in whatever order reports came. */
static void number_clusters(struct cluster *c, uint32_t n) {
    enum { DIGITS = 10 };
    if (n) qsort(c, n, sizeof *c, by_id);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t number = 0;
        for (int k = 1; k <= DIGITS; k++)
            number = number * 16 + (uint64_t)(c[i].id[k] - (c[i].id[k] < 'a' ? '0' : 'a' - 10));
        c[i].number = i && number <= c[i - 1].number ? c[i - 1].number + 1 : number;
    }
}

/* ---- what a case is made of */

static void add_part(struct buf *out, struct str s) {
    buf_u64(out, s.n);
    buf_char(out, ' ');
    buf_str(out, s);
}

static att_status digest_of(const struct cluster *c, struct buf *work, char hex[HEX + 1]) {
    unsigned char sum[SHA256_DIGEST_LENGTH];
    buf_reset(work);
    add_part(work, str_c(c->id));
    buf_u64(work, c->number);
    for (uint32_t i = 0; i < c->n; i++) {
        add_part(work, c->m[i].key);
        add_part(work, c->m[i].incident);
        buf_u64(work, c->m[i].unit);
        buf_char(work, ' ');
    }
    SHA256((const unsigned char *)work->p, work->n, sum);
    for (int i = 0; i < SHA256_DIGEST_LENGTH; i++) snprintf(hex + 2 * i, 3, "%02x", sum[i]);
    return work->failed;
}

struct old {
    uint64_t number;
    char digest[HEX + 1];
};

struct keeping {
    struct book *b;
    struct arena *a;
    struct shelf_room room;
    VEC(struct old) old; /* in order of number */
    struct cluster *c;   /* [n] likewise */
    uint32_t n;
    att_error *err;
};

static att_status take_old(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct keeping *k = ctx;
    struct old *o = vec_push(k->a, &k->old);
    (void)err;
    o->number = (uint64_t)sqlite3_column_int64(s, 0);
    snprintf(o->digest, sizeof o->digest, "%.*s", STR_ARG(book_column(s, 1)));
    return ATT_OK;
}

/* ---- putting and taking away */

static att_status remove_case(struct keeping *k, uint64_t number) {
    struct arena_mark mark = arena_mark(k->a);
    att_status st = shelve_remove(&(struct shelf){k->b, k->a, &k->room, number}, k->err);
    arena_rewind(k->a, mark);
    return st;
}

static att_status put_made(struct keeping *k, const struct cluster *c, const char *digest) {
    struct str value[] = {arena_printf(k->a, "%llu", (unsigned long long)c->number), str_c(digest)};
    return book_put(k->b, "INSERT INTO made (number, digest) VALUES (CAST(?1 AS INTEGER), ?2)",
                    value, COUNT_OF(value), k->err);
}

static att_status put_case(struct keeping *k, const struct cluster *c, const char *digest) {
    struct arena_mark mark = arena_mark(k->a);
    struct composing from = {k->b, k->a, c->m, c->n, &k->room.json, STR_NULL};
    struct shelf at = {k->b, k->a, &k->room, c->number};
    struct composed made;
    att_status st = compose_case(&from, &made, k->err);
    if (!st) st = shelve_case(&at, &made, c->m, c->n, k->err);
    if (!st) st = put_made(k, c, digest);
    arena_rewind(k->a, mark);
    return st;
}

/* What stays; all else of the book is taken away, then what is missing is put: an incident or an id
 * may go from one number to another. */
static att_status merge(void *ctx) {
    struct keeping *k = ctx;
    char(*digest)[HEX + 1] = arena_alloc_array(k->a, sizeof *digest, k->n);
    bool *stays = arena_array(k->a, bool, k->n + 1);
    att_status st = ATT_OK;
    uint32_t at = 0;
    for (uint32_t i = 0; i < k->n && !st; i++) {
        const struct cluster *c = &k->c[i];
        st = digest_of(c, &k->room.text, digest[i]);
        for (; at < k->old.n && k->old.v[at].number < c->number && !st; at++)
            st = remove_case(k, k->old.v[at].number);
        if (st || at == k->old.n || k->old.v[at].number != c->number) continue;
        stays[i] = !strcmp(k->old.v[at].digest, digest[i]);
        if (!stays[i]) st = remove_case(k, c->number);
        at++;
    }
    for (; at < k->old.n && !st; at++) st = remove_case(k, k->old.v[at].number);
    for (uint32_t i = 0; i < k->n && !st; i++)
        if (!stays[i]) st = put_case(k, &k->c[i], digest[i]);
    return st;
}

static att_status mark_edition(struct book *b, att_error *err) {
    char edition[64];
    struct str value = edition_text(edition);
    return book_put(b, "INSERT OR REPLACE INTO state (name, value) VALUES ('edition', ?1)", &value,
                    1, err);
}

static att_status bring_forward(struct keeping *k) {
    bool whole;
    att_status st = is_whole(k->b, &whole, k->err);
    if (!st)
        st = whole ? book_each(k->b, "SELECT number, digest FROM made ORDER BY number", NULL,
                               take_old, k, k->err)
                   : shelve_clear(k->b, k->err);
    if (st) return st;
    shelf_room_init(&k->room, k->a->sys);
    st = arena_try(k->a, &k->b->scratch, merge, k, k->err);
    shelf_room_release(&k->room);
    return st ? st : mark_edition(k->b, k->err);
}

att_status keep_cases(struct book *b, struct arena *a, struct cluster *c, uint32_t n,
                      att_error *err) {
    struct keeping k = {.b = b, .a = a, .c = c, .n = n, .err = err};
    for (uint32_t i = 0; i < n; i++) {
        struct arena_mark mark = arena_mark(a);
        qsort(c[i].m, c[i].n, sizeof *c[i].m, compose_by_time);
        compose_id(a, &c[i].m[0], c[i].id);
        arena_rewind(a, mark);
    }
    number_clusters(c, n);
    return bring_forward(&k);
}
