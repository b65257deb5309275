#include "base/base.h"

#include "store/ruling.h"

#include "base/vec.h"

#include <stdio.h>

/* ---- which case */

struct found {
    char number[24];
    unsigned n;
};

static att_status take_number(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct found *f = ctx;
    (void)err;
    snprintf(f->number, sizeof f->number, "%lld", (long long)sqlite3_column_int64(s, 0));
    f->n++;
    return ATT_OK;
}

att_status ruling_case(struct book *b, const char *id, char number[24], att_error *err) {
    struct found f = {.n = 0};
    att_status st = book_each(b,
                              "SELECT number FROM casefile WHERE id >= ?1 AND id < ?1 || 'g' "
                              "ORDER BY number LIMIT 2",
                              id, take_number, &f, err);
    if (!st && !f.n)
        st = book_each(b,
                       "SELECT DISTINCT casefile FROM member WHERE own >= ?1 AND own < ?1 || 'g' "
                       "LIMIT 2",
                       id, take_number, &f, err);
    if (st) return st;
    memcpy(number, f.number, sizeof f.number);
    if (f.n == 1) return ATT_OK;
    return status_set(err, ATT_EUSAGE, 0,
                      f.n ? "%s: several cases begin with %s" : "%s: no case %s", b->path, id);
}

/* ---- ruling */

static att_status count_changes(struct book *b, att_error *err) {
    return sqlite3_changes(b->db) > 0
               ? ATT_OK
               : status_set(err, ATT_EUSAGE, 0,
                            "%s: nothing to rule on: one case already, or no such report in it",
                            b->path);
}

static att_status put_pairs(struct book *b, const struct ruling *r, att_error *err) {
    char of[24], with[24];
    att_status st = ruling_case(b, r->of, of, err);
    if (!st && r->join) st = ruling_case(b, r->with, with, err);
    if (st) return st;
    struct str value[] = {str_c(of), r->join ? str_c(with) : str_c(r->with)};
    st = book_put(b,
                  r->join ? "INSERT INTO decided SELECT (SELECT max(number) FROM decision), x.key, "
                            "x.incident, y.key, y.incident FROM member x JOIN casefile cx ON "
                            "cx.number = x.casefile, member y JOIN casefile cy ON cy.number = "
                            "y.casefile WHERE cx.number = ?1 AND cy.number = ?2 AND cx.number <> "
                            "cy.number AND (cx.id = x.own OR cy.id = y.own)"
                          : "INSERT INTO decided SELECT (SELECT max(number) FROM decision), x.key, "
                            "x.incident, y.key, y.incident FROM member x JOIN source sx ON sx.key "
                            "= x.key AND sx.report = ?2, member y JOIN source sy ON sy.key = y.key "
                            "AND sy.report <> ?2 WHERE x.casefile = ?1 AND y.casefile = ?1",
                  value, COUNT_OF(value), err);
    return st ? st : count_changes(b, err);
}

att_status ruling_add(struct book *b, const struct ruling *r, att_error *err) {
    struct str value[] = {r->join ? STR("join") : STR("split"), str_c(r->reason)};
    if (!value[1].n) return status_set(err, ATT_EUSAGE, 0, "decide: a ruling needs a reason");
    att_status st = book_begin(b, err);
    if (st) return st;
    st = book_put(b, "INSERT INTO decision (verb, reason) VALUES (?1, ?2)", value, COUNT_OF(value),
                  err);
    if (!st) st = put_pairs(b, r, err);
    if (!st) st = book_exec(b, "UPDATE state SET value = 'no' WHERE name = 'linked'", err);
    if (!st) return book_commit(b, err);
    sqlite3_exec(b->db, "ROLLBACK", NULL, NULL, NULL);
    b->in_batch = false;
    return st;
}

/* ---- loading */

struct loading {
    struct arena *a;
    const struct member *m; /* [n] */
    uint32_t n;
    VEC(struct link_ruling) ruling;
};

/* Index of a member, or NONE where that incident is no more. */
static uint32_t member_at(const struct loading *l, struct str key, struct str incident) {
    uint32_t lo = 0, hi = l->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        int c = str_cmp(l->m[mid].key, key);
        if (!c) c = str_cmp(l->m[mid].incident, incident);
        if (!c) return mid;
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NONE;
}

static att_status take_ruling(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct loading *l = ctx;
    (void)err;
    uint32_t a = member_at(l, book_column(s, 1), book_column(s, 2));
    uint32_t b = member_at(l, book_column(s, 3), book_column(s, 4));
    if (a == NONE || b == NONE) return ATT_OK;
    *vec_push(l->a, &l->ruling) =
        (struct link_ruling){a, b, str_eq(book_column(s, 0), STR("join"))};
    return ATT_OK;
}

att_status ruling_load(struct book *b, struct arena *a, const struct member *m, uint32_t n,
                       struct link_rulings *out, att_error *err) {
    struct loading l = {.a = a, .m = m, .n = n};
    att_status st = book_each(b,
                              "SELECT d.verb, p.a_key, p.a_incident, p.b_key, p.b_incident FROM "
                              "decision d JOIN decided p ON p.decision = d.number ORDER BY "
                              "d.number DESC, 2, 3, 4, 5",
                              NULL, take_ruling, &l, err);
    *out = (struct link_rulings){l.ruling.v, l.ruling.n};
    return st;
}
