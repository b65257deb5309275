#include "base/base.h"

#include "store/compose.h"

#include "base/map.h"
#include "base/vec.h"
#include "store/disagree.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>

/* A case on its way. */
struct making {
    struct book *b;
    struct arena *a;
    struct member *m; /* [n] */
    uint32_t n, read;
    struct flat *unit;          /* [n] */
    uint32_t *of;               /* [n] number of its report */
    struct map report;          /* key of a report to its number, in order of the members */
    struct credit_report *said; /* [report.n] */
    struct origins origins;
    VEC(struct stated) stated; /* its claims */
    struct jsonw w;
    struct composed *out;
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

static const struct flat_node *unit_of(const struct making *k, uint32_t i) {
    return k->unit[i].node;
}

static att_status take_unit(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct making *k = ctx;
    struct str unit = arena_str(k->a, book_column(s, 0));
    if (flat_parse(&k->unit[k->read++], k->a, unit, NULL))
        return status_set(err, ATT_EINPUT, 0, "%s: an incident is no JSON", k->b->path);
    return ATT_OK;
}

static att_status take_text(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct making *k = ctx;
    (void)err;
    k->said[k->report.n - 1].text = arena_str(k->a, book_column(s, 0));
    return ATT_OK;
}

static att_status read_member(struct making *k, uint32_t i) {
    const struct member *m = &k->m[i];
    bool added;
    k->of[i] = map_add(&k->report, m->key, k->report.n, &added);
    const struct str key[] = {m->key, m->incident};
    struct book_query q = {"SELECT unit FROM incident WHERE key = ?1 AND incident = ?2", key, 2};
    att_status st = book_all(k->b, &q, take_unit, k, k->err);
    if (!st && k->read != i + 1)
        st = status_set(k->err, ATT_EINPUT, 0, "%s: an incident of a case is missing", k->b->path);
    if (st || !added) return st;
    k->said[k->report.n - 1] =
        (struct credit_report){.outlet = flat_get_str(unit_of(k, i), KEY_outlet),
                               .byline = flat_get(unit_of(k, i), KEY_byline)};
    return book_each(k->b, "SELECT text FROM source WHERE key = ?1", m->key.p, take_text, k,
                     k->err);
}

static att_status read_members(struct making *k) {
    att_status st = ATT_OK;
    map_init(&k->report, k->a, k->n);
    k->said = arena_array(k->a, struct credit_report, k->n + 1);
    k->unit = arena_array(k->a, struct flat, k->n + 1);
    k->of = arena_array(k->a, uint32_t, k->n + 1);
    for (uint32_t i = 0; i < k->n && !st; i++) st = read_member(k, i);
    return st;
}

/* ---- what most say */

enum { LOOK_AT = 64 };

/* How a value of a unit is taken, compared, and preferred. */
struct label {
    const struct flat_node *(*of)(const struct flat_node *unit); /* NULL = none */
    bool (*same)(const struct flat_node *x, const struct flat_node *y);
    bool (*good)(const struct flat_node *unit, const struct flat_node *value);
};

/* The value most units give; of equals, the one that comes first. */
static const struct flat_node *most_good(const struct making *k, const struct label *l, bool good) {
    const struct flat_node *best = NULL;
    uint32_t most = 0, look = ATT_MIN(k->n, (uint32_t)LOOK_AT);
    for (uint32_t i = 0; i < look; i++) {
        const struct flat_node *v = l->of(unit_of(k, i));
        if (!v || (good && !l->good(unit_of(k, i), v))) continue;
        uint32_t said = 0;
        for (uint32_t j = 0; j < look; j++) said += l->same(v, l->of(unit_of(k, j)));
        if (said <= most) continue;
        most = said;
        best = v;
    }
    return best;
}

static const struct flat_node *most_said(const struct making *k, const struct label *l) {
    const struct flat_node *v = most_good(k, l, true);
    return v ? v : most_good(k, l, false);
}

static const struct flat_node *known(const struct flat_node *v) {
    return flat_is(v, FLAT_NULL) ? NULL : v;
}

static const struct flat_node *type_of(const struct flat_node *unit) {
    return known(flat_get(unit, KEY_type));
}

static bool says_how(const struct flat_node *unit, const struct flat_node *value) {
    static const char *const vague[] = {"death", "injury", "attack", "protest", "clash"};
    (void)unit;
    for (size_t i = 0; i < COUNT_OF(vague); i++)
        if (str_eq_c(flat_str(value), vague[i])) return false;
    return true;
}

static const struct flat_node *place_of(const struct flat_node *unit) {
    return known(flat_get(unit, KEY_place));
}

static bool is_city(const struct flat_node *unit, const struct flat_node *value) {
    (void)value;
    return flat_size(flat_get(unit, KEY_cities)) > 0;
}

/* None where no day is told. */
static const struct flat_node *date_of(const struct flat_node *unit) {
    const struct flat_node *date = flat_get(unit, KEY_date);
    return flat_is(flat_get(date, KEY_from), FLAT_STRING) ? date : NULL;
}

static bool is_day(const struct flat_node *unit, const struct flat_node *value) {
    struct str p = flat_get_str(value, KEY_precision);
    (void)unit;
    return str_eq(p, STR("day")) || str_eq(p, STR("time"));
}

static const enum packed_key date_keys[] = {KEY_from, KEY_to, KEY_precision};

static bool same_date(const struct flat_node *x, const struct flat_node *y) {
    bool same = y != NULL;
    for (size_t i = 0; i < COUNT_OF(date_keys) && same; i++)
        same = flat_same(flat_get(x, date_keys[i]), flat_get(y, date_keys[i]));
    return same;
}

static void put_node(struct making *k, const char *key, const struct flat_node *v) {
    jsonw_key(&k->w, key);
    if (!v)
        jsonw_null(&k->w);
    else if (v->kind >= FLAT_OBJECT)
        jsonw_raw(&k->w, flat_raw(v));
    else
        flat_write(&k->w, k->unit, v);
}

/* {from, to, precision} of a unit's date. */
static void put_date(struct making *k, const struct flat_node *date) {
    if (!date) {
        put_node(k, "date", NULL);
        return;
    }
    jsonw_key(&k->w, "date");
    jsonw_open(&k->w, '{');
    for (size_t i = 0; i < COUNT_OF(date_keys); i++)
        put_node(k, flat_known_name(date_keys[i]).p, flat_get(date, date_keys[i]));
    jsonw_close(&k->w, '}');
}

static void put_labels(struct making *k) {
    static const struct label type = {type_of, flat_same, says_how},
                              date = {date_of, same_date, is_day},
                              place = {place_of, flat_same, is_city};
    struct case_head *head = &k->out->head;
    const struct flat_node *most = most_said(k, &type);
    head->type = flat_str(most);
    head->date = most_said(k, &date);
    head->place = most_said(k, &place);
    jsonw_key_str(&k->w, "id", head->id);
    put_node(k, "type", most);
    put_date(k, head->date);
    put_node(k, "place", head->place);
}

/* Where most reports put it. */
static void locate(struct making *k) {
    struct composed *out = k->out;
    for (uint32_t i = 0; i < k->n && !out->located && out->head.place; i++) {
        const struct flat_node *u = unit_of(k, i), *at = flat_get(u, KEY_at);
        if (!flat_same(flat_get(u, KEY_place), out->head.place)) continue;
        out->located = flat_is(at, FLAT_ARRAY);
        out->lat = flat_int(flat_item(at, 0), 0);
        out->lon = flat_int(flat_item(at, 1), 0);
    }
}

/* ---- lists of the case */

static void put_incident(struct making *k, uint32_t i) {
    static const enum packed_key keys[] = {KEY_report, KEY_incident, KEY_type,
                                           KEY_main,   KEY_outlet,   KEY_published};
    jsonw_open(&k->w, '{');
    jsonw_key_str(&k->w, "key", k->m[i].key);
    for (size_t x = 0; x < COUNT_OF(keys); x++)
        put_node(k, flat_known_name(keys[x]).p, flat_get(unit_of(k, i), keys[x]));
    jsonw_close(&k->w, '}');
}

static void put_reports(struct making *k) {
    struct map seen;
    bool added;
    map_init(&seen, k->a, 16);
    jsonw_key(&k->w, "reports");
    jsonw_open(&k->w, '[');
    for (uint32_t i = 0; i < k->n; i++) {
        struct str id = flat_get_str(unit_of(k, i), KEY_report);
        map_add(&seen, id, 0, &added);
        if (added) jsonw_str(&k->w, id);
    }
    jsonw_close(&k->w, ']');
    k->out->head.reports = seen.n;
    jsonw_key(&k->w, "incidents");
    jsonw_open(&k->w, '[');
    for (uint32_t i = 0; i < k->n; i++) put_incident(k, i);
    jsonw_close(&k->w, ']');
}

/* The claim as the unit has it, and from which agencies it is taken. */
static void put_claim(struct making *k, uint32_t report, const struct flat_node *claim) {
    struct stated *s = vec_push(k->a, &k->stated);
    struct str raw = flat_raw(claim);
    struct credit from;
    s->claim = claim;
    origins_of_claim(&k->origins, report, claim, &from, &s->origin);
    jsonw_raw(&k->w, str_cut(raw, 0, raw.n - 1));
    jsonw_key(&k->w, "agencies");
    origins_names(&k->w, &k->origins, &from);
    jsonw_close(&k->w, '}');
}

static void put_claims(struct making *k) {
    jsonw_key(&k->w, "claims");
    jsonw_open(&k->w, '[');
    for (uint32_t i = 0; i < k->n; i++) FLAT_EACH(claim, flat_get(unit_of(k, i), KEY_claims))
    if (flat_size(claim)) put_claim(k, k->of[i], claim);
    jsonw_close(&k->w, ']');
}

/* Members of the reports of origin o to put(), each report once in a row. */
static void each_of_origin(struct making *k, uint32_t o, enum packed_key key) {
    uint32_t last = NONE;
    jsonw_open(&k->w, '[');
    for (uint32_t i = 0; i < k->n; i++) {
        uint32_t r = k->of[i];
        if (k->origins.of[r] != o || r == last) continue;
        last = r;
        jsonw_str(&k->w, flat_get_str(unit_of(k, i), key));
    }
    jsonw_close(&k->w, ']');
}

static void put_origins(struct making *k) {
    jsonw_key(&k->w, "origins");
    jsonw_open(&k->w, '[');
    for (uint32_t o = 0; o < k->report.n; o++) {
        if (k->origins.of[o] != o) continue;
        k->out->head.origins++;
        jsonw_open(&k->w, '{');
        jsonw_key(&k->w, "reports");
        each_of_origin(k, o, KEY_report);
        jsonw_key(&k->w, "outlets");
        each_of_origin(k, o, KEY_outlet);
        jsonw_key(&k->w, "agencies");
        origins_names(&k->w, &k->origins, &k->origins.whole[o]);
        jsonw_close(&k->w, '}');
    }
    jsonw_close(&k->w, ']');
}

struct told {
    struct str at;
    uint32_t claim;
};

static int by_at(const void *a, const void *b) {
    const struct told *x = a, *y = b;
    if (!x->at.p != !y->at.p) return x->at.p ? -1 : 1;
    int c = x->at.p ? str_cmp(x->at, y->at) : 0;
    return c ? c : x->claim < y->claim ? -1 : x->claim > y->claim;
}

/* The claims in the order in which they were made; those without a time last. */
static void put_history(struct making *k) {
    uint32_t n = k->stated.n;
    struct told *t = arena_array(k->a, struct told, n + 1);
    for (uint32_t i = 0; i < n; i++)
        t[i] = (struct told){flat_get_str(k->stated.v[i].claim, KEY_at), i};
    if (n) qsort(t, n, sizeof *t, by_at);
    jsonw_key(&k->w, "history");
    jsonw_open(&k->w, '[');
    for (uint32_t i = 0; i < n; i++) {
        bool first = !i || !t[i].at.p != !t[i - 1].at.p || !str_eq(t[i].at, t[i - 1].at);
        bool last = i + 1 == n || !t[i].at.p != !t[i + 1].at.p || !str_eq(t[i].at, t[i + 1].at);
        if (first) {
            jsonw_open(&k->w, '{');
            jsonw_key_str(&k->w, "at", t[i].at);
            jsonw_key(&k->w, "claims");
            jsonw_open(&k->w, '[');
        }
        jsonw_str(&k->w, flat_get_str(k->stated.v[t[i].claim].claim, KEY_id));
        if (!last) continue;
        jsonw_close(&k->w, ']');
        jsonw_close(&k->w, '}');
    }
    jsonw_close(&k->w, ']');
}

static void put_parts(struct making *k) {
    k->origins = (struct origins){.credits = &k->b->credits, .report = k->said, .n = k->report.n};
    origins_find(k->a, &k->origins);
    jsonw_open(&k->w, '{');
    put_labels(k);
    put_reports(k);
    put_claims(k);
    jsonw_key(&k->w, "conflicts");
    disagreements(&k->w, k->a, k->stated.v, k->stated.n);
    put_origins(k);
    put_history(k);
    jsonw_close(&k->w, '}');
}

static void list_sources(struct making *k) {
    struct composed *out = k->out;
    struct str *text = arena_array(k->a, struct str, k->report.n + 1);
    out->claim = arena_array(k->a, const struct flat_node *, k->stated.n + 1);
    for (uint32_t i = 0; i < k->report.n; i++) text[i] = k->said[i].text;
    for (uint32_t i = 0; i < k->stated.n; i++) out->claim[i] = k->stated.v[i].claim;
    out->text = text;
    out->n_text = k->report.n;
    out->n_claim = k->stated.n;
}

att_status compose_case(const struct composing *c, struct composed *out, att_error *err) {
    struct making k = {.b = c->b, .a = c->a, .m = c->m, .n = c->n, .out = out, .err = err};
    *out = (struct composed){0};
    qsort(c->m, c->n, sizeof *c->m, compose_by_time);
    compose_id(c->a, &c->m[0], out->id);
    out->head.id = c->id.p ? c->id : str_c(out->id);
    att_status st = read_members(&k);
    if (st) return st;
    buf_reset(c->json);
    jsonw_init(&k.w, c->json);
    put_parts(&k);
    locate(&k);
    list_sources(&k);
    return buf_status(c->json, c->b->path, err);
}
