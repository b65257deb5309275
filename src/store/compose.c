#include "base/base.h"

#include "store/compose.h"

#include "base/map.h"
#include "record/jansson_tree.h"
#include "store/disagree.h"
#include "store/origin.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>

/* A case on its way. */
struct making {
    struct book *b;
    struct arena *a;
    struct member *m; /* [n] */
    uint32_t n;
    json_t *unit;               /* [n] array of units */
    struct map report;          /* key of a report to its number, in order of the members */
    struct credit_report *said; /* [report.n] */
    struct origins origins;
    json_t *out;
    att_error *err;
};

int compose_by_time(const void *a, const void *b) {
    const struct member *x = a, *y = b;
    if (!x->published.p != !y->published.p) return x->published.p ? -1 : 1;
    int c = x->published.p ? str_cmp(x->published, y->published) : 0;
    if (!c) c = str_cmp(x->key, y->key);
    return c ? c : str_cmp(x->incident, y->incident);
}

/* A time as "YYYY-MM-DDThh:mm:ss", the last second of what it names. */
static struct str last_second(struct str s, char out[20]) {
    static const char most[] = "9999-99-99T23:59:59";
    memcpy(out, most, sizeof most);
    memcpy(out, s.p, ATT_MIN(s.n, (uint32_t)sizeof most - 1));
    for (uint32_t i = 10; i < sizeof most - 1; i++)
        if (i < s.n && (out[i] == 'Z' || out[i] == '.')) memcpy(out + i, most + i, 19 - i);
    out[10] = 'T';
    return (struct str){out, sizeof most - 1};
}

bool known_by(struct str at, struct str until) {
    char a[20], b[20];
    if (!until.p) return true;
    return at.n >= 4 && str_cmp(last_second(at, a), last_second(until, b)) <= 0;
}

void compose_id(struct arena *a, const struct member *first, char id[CASE_ID]) {
    unsigned char digest[SHA256_DIGEST_LENGTH];
    struct str s = arena_printf(a, "%.*s:%.*s", STR_ARG(first->key), STR_ARG(first->incident));
    SHA256((const unsigned char *)s.p, s.n, digest);
    id[0] = 'k';
    for (int i = 0; i < 8; i++) snprintf(id + 1 + 2 * i, 3, "%02x", digest[i]);
}

/* ---- reading the members */

/* Without what only links need. */
static att_status take_unit(void *ctx, sqlite3_stmt *s, att_error *err) {
    static const enum packed_key without[] = {KEY_words, KEY_nearby, KEY_days, KEY_NONE};
    struct making *k = ctx;
    struct arena_mark mark = arena_mark(k->a);
    struct flat whole;
    if (flat_parse(&whole, k->a, book_column(s, 0), NULL))
        return status_set(err, ATT_EINPUT, 0, "%s: an incident is no JSON", k->b->path);
    json_t *o = jansson_tree(&whole, whole.node, without);
    arena_rewind(k->a, mark);
    if (!o) return status_set(err, ATT_ENOMEM, 0, "%s: out of memory", k->b->path);
    json_array_append_new(k->unit, o);
    return ATT_OK;
}

static att_status take_text(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct making *k = ctx;
    (void)err;
    k->said[k->report.n - 1].text = arena_str(k->a, book_column(s, 0));
    return ATT_OK;
}

static att_status read_member(struct making *k, const struct member *m) {
    bool added;
    map_add(&k->report, m->key, k->report.n, &added);
    const struct str key[] = {m->key, m->incident};
    struct book_query q = {"SELECT unit FROM incident WHERE key = ?1 AND incident = ?2", key, 2};
    att_status st = book_all(k->b, &q, take_unit, k, k->err);
    if (st || !added) return st;
    const json_t *u = json_array_get(k->unit, json_array_size(k->unit) - 1);
    const json_t *outlet = json_object_get(u, "outlet");
    k->said[k->report.n - 1] = (struct credit_report){
        .outlet = {json_string_value(outlet), (uint32_t)json_string_length(outlet)},
        .byline = json_object_get(u, "byline")};
    return book_each(k->b, "SELECT text FROM source WHERE key = ?1", m->key.p, take_text, k,
                     k->err);
}

/* ---- parts of the case */

/* The value most units give under `key`; of equals, the one that comes first. NULL values do not
 * count. */
static const json_t *most_said(const struct making *k, const char *key,
                               bool (*good)(const json_t *unit, const json_t *value)) {
    const json_t *best = NULL;
    size_t most = 0;
    size_t look = ATT_MIN(json_array_size(k->unit), 64);
    for (size_t i = 0; i < look; i++) {
        const json_t *u = json_array_get(k->unit, i), *v = json_object_get(u, key);
        if (json_is_null(v) || !good(u, v)) continue;
        size_t said = 0;
        for (size_t j = 0; j < look; j++)
            said += json_equal(v, json_object_get(json_array_get(k->unit, j), key));
        if (said > most) {
            most = said;
            best = v;
        }
    }
    return best;
}

static bool any(const json_t *unit, const json_t *value) {
    (void)unit;
    (void)value;
    return true;
}

static bool says_how(const json_t *unit, const json_t *value) {
    static const char *const vague[] = {"death", "injury", "attack", "protest", "clash"};
    (void)unit;
    for (size_t i = 0; i < COUNT_OF(vague); i++)
        if (!strcmp(json_string_value(value), vague[i])) return false;
    return true;
}

static bool is_city(const json_t *unit, const json_t *value) {
    (void)value;
    return json_array_size(json_object_get(unit, "cities")) > 0;
}

static void put_most(struct making *k, const char *key,
                     bool (*good)(const json_t *unit, const json_t *value)) {
    const json_t *v = most_said(k, key, good);
    if (!v) v = most_said(k, key, any);
    json_object_set_new(k->out, key, v ? json_deep_copy(v) : json_null());
}

/* {from, to, precision} of a unit's date, null where no day is told. */
static void brief_dates(struct making *k) {
    for (size_t i = 0; i < json_array_size(k->unit); i++) {
        json_t *u = json_array_get(k->unit, i);
        const json_t *date = json_object_get(u, "date");
        if (!json_is_string(json_object_get(date, "from"))) {
            json_object_set_new(u, "date", json_null());
            continue;
        }
        json_object_set_new(u, "date",
                            json_pack("{s:O, s:O, s:O}", "from", json_object_get(date, "from"),
                                      "to", json_object_get(date, "to"), "precision",
                                      json_object_get(date, "precision")));
    }
}

static bool is_day(const json_t *unit, const json_t *value) {
    (void)unit;
    const char *p = json_string_value(json_object_get(value, "precision"));
    return p && (!strcmp(p, "day") || !strcmp(p, "time"));
}

static void put_reports(struct making *k) {
    json_t *reports = json_array(), *incidents = json_array();
    struct map seen;
    map_init(&seen, k->a, 16);
    for (uint32_t i = 0; i < k->n; i++) {
        const json_t *u = json_array_get(k->unit, i);
        json_t *id = json_object_get(u, "report");
        bool added;
        struct str name = {json_string_value(id), (uint32_t)json_string_length(id)};
        map_add(&seen, name, 0, &added);
        if (added) json_array_append(reports, id);
        json_array_append_new(
            incidents,
            json_pack("{s:s, s:O, s:O, s:O, s:O, s:O, s:O}", "key", k->m[i].key.p, "report", id,
                      "incident", json_object_get(u, "incident"), "type",
                      json_object_get(u, "type"), "main", json_object_get(u, "main"), "outlet",
                      json_object_get(u, "outlet"), "published", json_object_get(u, "published")));
    }
    json_object_set_new(k->out, "reports", reports);
    json_object_set_new(k->out, "incidents", incidents);
}

static struct str at_of(const json_t *claim) {
    const json_t *at = json_object_get(claim, "at");
    return json_is_string(at)
               ? (struct str){json_string_value(at), (uint32_t)json_string_length(at)}
               : STR_NULL;
}

/* All claims; each with the set of its origins, for counting. */
static void put_claims(struct making *k, json_t *origin_of_claim) {
    json_t *claims = json_array();
    for (uint32_t i = 0; i < k->n; i++) {
        json_t *list = json_object_get(json_array_get(k->unit, i), "claims");
        uint32_t report = map_get(&k->report, k->m[i].key);
        for (size_t c = 0; c < json_array_size(list); c++) {
            json_t *claim = json_array_get(list, c);
            struct credit from;
            json_array_append_new(origin_of_claim,
                                  origins_of_claim(&k->origins, report, claim, &from));
            json_object_set_new(claim, "agencies", origins_names(&k->origins, &from));
            json_array_append(claims, claim);
        }
    }
    json_object_set_new(k->out, "claims", claims);
}

static void put_origins(struct making *k) {
    json_t *origins = json_array();
    for (uint32_t o = 0; o < k->report.n; o++) {
        if (k->origins.of[o] != o) continue;
        json_t *reports = json_array(), *outlets = json_array();
        uint32_t last = NONE;
        for (uint32_t i = 0; i < k->n; i++) {
            uint32_t r = map_get(&k->report, k->m[i].key);
            if (k->origins.of[r] != o || r == last) continue;
            last = r;
            const json_t *u = json_array_get(k->unit, i);
            json_array_append(reports, json_object_get(u, "report"));
            json_array_append(outlets, json_object_get(u, "outlet"));
        }
        json_array_append_new(origins, json_pack("{s:o, s:o, s:o}", "reports", reports, "outlets",
                                                 outlets, "agencies",
                                                 origins_names(&k->origins, &k->origins.whole[o])));
    }
    json_object_set_new(k->out, "origins", origins);
}

struct told {
    struct str at;
    size_t claim;
};

static int by_at(const void *a, const void *b) {
    const struct told *x = a, *y = b;
    if (!x->at.p != !y->at.p) return x->at.p ? -1 : 1;
    int c = x->at.p ? str_cmp(x->at, y->at) : 0;
    return c ? c : x->claim < y->claim ? -1 : x->claim > y->claim;
}

/* The claims in the order in which they were made; those without a time last. */
static void put_history(struct making *k) {
    const json_t *claims = json_object_get(k->out, "claims");
    size_t n = json_array_size(claims);
    struct told *t = arena_array(k->a, struct told, n + 1);
    json_t *history = json_array(), *ids = NULL;
    for (size_t i = 0; i < n; i++) t[i] = (struct told){at_of(json_array_get(claims, i)), i};
    if (n) qsort(t, n, sizeof *t, by_at);
    for (size_t i = 0; i < n; i++) {
        const json_t *claim = json_array_get(claims, t[i].claim);
        if (!i || t[i].at.p != t[i - 1].at.p)
            if (!i || !t[i].at.p || !t[i - 1].at.p || !str_eq(t[i].at, t[i - 1].at)) {
                ids = json_array();
                json_array_append_new(
                    history,
                    json_pack("{s:O, s:o}", "at", json_object_get(claim, "at"), "claims", ids));
            }
        json_array_append(ids, json_object_get(claim, "id"));
    }
    json_object_set_new(k->out, "history", history);
}

static void put_parts(struct making *k) {
    json_t *origins = json_array();
    k->origins = (struct origins){.credits = &k->b->credits, .report = k->said, .n = k->report.n};
    origins_find(k->a, &k->origins);
    brief_dates(k);
    put_most(k, "type", says_how);
    put_most(k, "date", is_day);
    put_most(k, "place", is_city);
    put_reports(k);
    put_claims(k, origins);
    json_object_set_new(k->out, "conflicts",
                        disagreements(k->a, json_object_get(k->out, "claims"), origins));
    put_origins(k);
    put_history(k);
    json_decref(origins);
}

/* Where most reports put it. */
static void locate(struct making *k, struct composed *out) {
    const json_t *place = json_object_get(k->out, "place");
    for (uint32_t i = 0; i < k->n && !out->located; i++) {
        const json_t *u = json_array_get(k->unit, i), *at = json_object_get(u, "at");
        if (json_is_null(place) || !json_equal(json_object_get(u, "place"), place)) continue;
        out->located = json_is_array(at);
        out->lat = json_integer_value(json_array_get(at, 0));
        out->lon = json_integer_value(json_array_get(at, 1));
    }
}

static const struct str *texts_of(const struct making *k) {
    struct str *text = arena_array(k->a, struct str, k->report.n + 1);
    for (uint32_t i = 0; i < k->report.n; i++) text[i] = k->said[i].text;
    return text;
}

att_status compose_case(struct book *b, struct arena *a, struct member *m, uint32_t n,
                        struct composed *out, att_error *err) {
    struct making k = {.b = b, .a = a, .m = m, .n = n, .err = err};
    att_status st = ATT_OK;
    *out = (struct composed){0};
    qsort(m, n, sizeof *m, compose_by_time);
    compose_id(a, &m[0], out->id);
    map_init(&k.report, a, n);
    k.said = arena_array(a, struct credit_report, n + 1);
    k.unit = json_array();
    for (uint32_t i = 0; i < n && !st; i++) st = read_member(&k, &m[i]);
    if (!st && json_array_size(k.unit) != n)
        st = status_set(err, ATT_EINPUT, 0, "%s: an incident of a case is missing", b->path);
    k.out = json_pack("{s:s}", "id", out->id);
    if (!st) {
        put_parts(&k);
        locate(&k, out);
        out->file = k.out;
        out->text = texts_of(&k);
        out->n_text = k.report.n;
    } else {
        json_decref(k.out);
    }
    json_decref(k.unit);
    return st;
}
