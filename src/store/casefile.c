#include "base/base.h"

#include "store/casefile.h"

#include "base/embed.h"
#include "base/intern.h"
#include "base/tsv.h"
#include "base/vec.h"
#include "store/keep.h"
#include "store/link.h"
#include "store/pack.h"
#include "store/ruling.h"
#include "store/shelve.h"
#include "store/unit.h"

#include <stdlib.h>

struct linker {
    struct book *b;
    struct arena *a;
    struct map family, sharp; /* of a type: bits of families; 1 where it is sharp */
    struct intern families, types, spots, words, reports, countries;
    struct map resolved; /* lower-case name of a town to its spot, NONE where there are several */
    VEC(struct link_unit) unit; /* in order of key */
    VEC(struct member) member;  /* [unit.n] */
    uint32_t *cluster;          /* [unit.n] */
};

static void open_families(struct linker *l) {
    struct tsv t;
    map_init(&l->family, l->a, 64);
    map_init(&l->sharp, l->a, 64);
    intern_init(&l->families, l->a, 16);
    tsv_init(&t, embed_find("data/store/families.tsv"));
    while (tsv_next(&t)) {
        struct str rest = tsv_cell(&t, 1), name;
        uint32_t bits = 0;
        while (str_next(&rest, ',', &name)) bits |= 1u << (intern_put(&l->families, name) & 31);
        map_put(&l->family, t.cell[0], bits);
        if (str_eq(tsv_cell(&t, 2), STR("1"))) map_put(&l->sharp, t.cell[0], 1);
    }
}

/* ---- one row to a unit */

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static const uint32_t *spot_ids(struct linker *l, const struct flat_node *list, uint32_t *n) {
    uint32_t *id = arena_array(l->a, uint32_t, flat_size(list));
    *n = 0;
    FLAT_EACH(c, list)
    id[(*n)++] = intern_put(&l->spots, flat_str(c));
    if (*n) qsort(id, *n, sizeof *id, by_number);
    return id;
}

static void day_numbers(struct linker *l, const struct flat_node *list, struct link_unit *u) {
    uint32_t *day = arena_array(l->a, uint32_t, flat_size(list));
    FLAT_EACH(c, list) {
        int32_t d = shelve_day(flat_str(c));
        if (d != NO_DAY) day[u->n_day++] = (uint32_t)d;
    }
    if (u->n_day) qsort(day, u->n_day, sizeof *day, by_number);
    u->day = day;
}

static void word_ids(struct linker *l, struct str words, struct link_unit *u) {
    struct str rest = words, word;
    uint32_t n = 1;
    for (uint32_t i = 0; i < words.n; i++) n += words.p[i] == ' ';
    u->word = arena_array(l->a, uint32_t, n);
    while (str_next(&rest, ' ', &word)) u->word[u->n_word++] = intern_put(&l->words, word);
}

static struct str lower(struct arena *a, struct str s) {
    char *p = arena_alloc_raw(a, s.n + 1);
    for (uint32_t i = 0; i < s.n; i++) p[i] = ascii_lower(s.p[i]);
    return (struct str){p, s.n};
}

/* Where a report puts a town that others only name. */
static void learn_town(struct linker *l, const struct flat_node *o, const struct link_unit *u) {
    const struct flat_node *place = flat_get(o, KEY_place),
                           *first = flat_item(flat_get(o, KEY_cities), 0);
    struct str name = flat_get_str(place, KEY_name), key = flat_str(first);
    if (!u->located || !key.n || key.p[0] != '@' || !name.n) return;
    uint32_t spot = intern_put(&l->spots, key);
    bool added;
    struct str low = lower(l->a, name);
    if (map_add(&l->resolved, low, spot, &added) != spot) map_put(&l->resolved, low, NONE);
}

static uint32_t *settled(struct linker *l, const uint32_t *id, uint32_t n) {
    uint32_t *out = arena_array(l->a, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        struct str name = intern_str(&l->spots, id[i]);
        uint32_t spot =
            name.n && name.p[0] != '@' ? map_get(&l->resolved, lower(l->a, name)) : NONE;
        out[i] = spot == NONE ? id[i] : spot;
    }
    if (n) qsort(out, n, sizeof *out, by_number);
    return out;
}

/* Names of towns to the one place of that name in the book, once all units are read. */
static void settle_towns(struct linker *l) {
    for (uint32_t i = 0; i < l->unit.n; i++) {
        struct link_unit *u = &l->unit.v[i];
        u->city = settled(l, u->city, u->n_city);
        u->nearby = settled(l, u->nearby, u->n_nearby);
    }
}

static void locate_unit(const struct flat_node *o, struct link_unit *u) {
    enum { UNITS = 10000 }; /* of 1e-6 degrees in 1e-2 */
    struct str kind = flat_get_str(flat_get(o, KEY_place), KEY_kind);
    const struct flat_node *at = flat_get(o, KEY_at);
    u->quarter = str_eq(kind, STR("district")) || str_eq(kind, STR("facility"));
    u->located = flat_size(at) == 2 && (u->quarter || str_eq(kind, STR("city")));
    u->lat = (int32_t)(flat_int(flat_item(at, 0), 0) / UNITS);
    u->lon = (int32_t)(flat_int(flat_item(at, 1), 0) / UNITS);
}

static void fill_unit(struct linker *l, const struct flat_node *o, struct link_unit *u) {
    const struct flat_node *date = flat_get(o, KEY_date);
    struct str type = flat_get_str(o, KEY_type);
    struct str country = flat_get_str(flat_get(o, KEY_place), KEY_country);
    uint32_t bits = map_get(&l->family, type);
    u->main = flat_is(flat_get(o, KEY_main), FLAT_TRUE);
    u->families = bits == NONE ? 0 : bits;
    u->sharp = map_get(&l->sharp, type) == NONE ? NONE : intern_put(&l->types, type);
    u->bare = flat_is(flat_get(o, KEY_incident), FLAT_NULL);
    u->from = shelve_day(flat_get_str(date, KEY_from));
    u->to = shelve_day(flat_get_str(date, KEY_to));
    if (u->from == NO_DAY || u->to == NO_DAY || u->to < u->from) u->from = u->to = NO_DAY;
    u->published = shelve_day(flat_get_str(o, KEY_published));
    u->country = country.n ? intern_put(&l->countries, country) : NONE;
    u->city = spot_ids(l, flat_get(o, KEY_cities), &u->n_city);
    u->nearby = spot_ids(l, flat_get(o, KEY_nearby), &u->n_nearby);
    locate_unit(o, u);
    learn_town(l, o, u);
    day_numbers(l, flat_get(o, KEY_days), u);
    word_ids(l, flat_get_str(o, KEY_words), u);
}

static att_status take_unit(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct linker *l = ctx;
    struct str key = book_column(s, 0), incident = book_column(s, 1);
    struct arena *scratch = &l->b->scratch;
    struct flat whole;
    arena_reset(scratch);
    if (flat_parse_until(&whole, scratch, book_column(s, 2), KEY_claims, NULL))
        return status_set(err, ATT_EINPUT, 0, "%s: an incident is no JSON", l->b->path);
    struct member *m = vec_push(l->a, &l->member);
    struct link_unit *u = vec_push(l->a, &l->unit);
    struct str published = flat_get_str(whole.node, KEY_published);
    m->key = arena_str(l->a, key);
    m->incident = arena_str(l->a, incident);
    m->published = published.p ? arena_str(l->a, published) : STR_NULL;
    m->unit = str_hash(book_column(s, 2));
    u->key = m->key;
    u->report = intern_put(&l->reports, m->key);
    fill_unit(l, whole.node, u);
    return ATT_OK;
}

/* ---- clusters to cases */

/* Reports in which no incident was found make no case of their own. */
static bool has_incident(const struct linker *l, const uint32_t *index, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (!str_eq_c(l->member.v[index[i]].incident, UNIT_BARE)) return true;
    return false;
}

/* Members in order of their clusters; *count clusters make a case. */
static struct cluster *list_clusters(const struct linker *l, struct member *m, uint32_t *count) {
    uint32_t n = l->unit.n, *begin = arena_array(l->a, uint32_t, n + 2);
    uint32_t *order = arena_array(l->a, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) begin[l->cluster[i] + 2]++;
    for (uint32_t i = 0; i + 1 < n + 2; i++) begin[i + 1] += begin[i];
    for (uint32_t i = 0; i < n; i++) order[begin[l->cluster[i] + 1]++] = i;
    struct cluster *c = arena_array(l->a, struct cluster, n + 1);
    *count = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t size = begin[i + 1] - begin[i];
        if (!size || !has_incident(l, order + begin[i], size)) continue;
        c[(*count)++] = (struct cluster){.m = m + begin[i], .n = size};
        for (uint32_t k = begin[i]; k < begin[i + 1]; k++) m[k] = l->member.v[order[k]];
    }
    return c;
}

static att_status put_cases(struct linker *l, uint64_t *cases, att_error *err) {
    struct member *m = arena_array(l->a, struct member, l->unit.n + 1);
    uint32_t n;
    struct cluster *c = list_clusters(l, m, &n);
    *cases = n;
    return keep_cases(l->b, l->a, c, n, err);
}

struct link_call {
    struct linker *l;
    uint64_t *cases;
    att_error *err;
};

static att_status link_all(void *ctx) {
    struct link_call *c = ctx;
    struct linker *l = c->l;
    struct intern *tables[] = {&l->types, &l->spots, &l->words, &l->reports, &l->countries};
    open_families(l);
    map_init(&l->resolved, l->a, 256);
    for (size_t i = 0; i < COUNT_OF(tables); i++) intern_init(tables[i], l->a, 256);
    att_status st =
        book_each(l->b, "SELECT key, incident, unit FROM incident ORDER BY key, incident", NULL,
                  take_unit, l, c->err);
    if (st) return st;
    settle_towns(l);
    l->cluster = arena_array(l->a, uint32_t, l->unit.n + 1);
    struct link_rulings rulings;
    st = ruling_load(l->b, l->a, l->member.v, l->member.n, &rulings, c->err);
    if (st) return st;
    link_run(l->a, &(struct link_input){l->unit.v, l->unit.n, l->words.ids.n, rulings}, l->cluster);
    st = put_cases(l, c->cases, c->err);
    return st ? st
              : book_exec(l->b, "UPDATE state SET value = 'yes' WHERE name = 'linked'", c->err);
}

static att_status link_book(struct linker *l, uint64_t *cases, att_error *err) {
    struct link_call call = {l, cases, err};
    bool same = false;
    att_status st = pack_missing(l->b, err);
    if (!st) st = keep_is_same(l->b, &same, cases, err);
    return st || same ? st : arena_try(l->a, &l->b->scratch, link_all, &call, err);
}

att_status casefile_link(struct book *b, struct arena *a, uint64_t *cases, att_error *err) {
    struct linker l = {.b = b, .a = a};
    att_status st = book_exec(b, "BEGIN IMMEDIATE", err);
    if (st) return st;
    st = link_book(&l, cases, err);
    if (!st) st = book_exec(b, "COMMIT", err);
    if (st) sqlite3_exec(b->db, "ROLLBACK", NULL, NULL, NULL);
    return st;
}
