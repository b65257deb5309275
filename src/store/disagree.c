#include "base/base.h"

#include "store/disagree.h"

#include "base/map.h"
#include "base/num.h"
#include "base/vec.h"

/* Slots in which two values are two positions, in the order in which they are listed. */
static const struct {
    const char *slot, *kind;
} slots[] = {{"occurred", "existence"},
             {"perpetrator", "attribution"},
             {"responsibility", "attribution"},
             {"weapon_count", "value"},
             {"killed", "value"},
             {"wounded", "value"},
             {"hospitalized", "value"},
             {"missing", "value"},
             {"detained", "value"},
             {"kidnapped", "value"},
             {"date", "value"}};

/* ---- one claim */

static long long bound(const struct flat_node *v) {
    return flat_int(v, -1);
}

static struct str window_key(struct arena *a, struct str from, struct str to) {
    return from.n ? arena_printf(a, "%.*s..%.*s", STR_ARG(from), STR_ARG(to)) : STR_NULL;
}

struct str position_key(struct arena *a, const struct flat_node *value) {
    static const enum packed_key names[] = {KEY_occurred, KEY_claimed_by, KEY_entity, KEY_text};
    const struct flat_node *low = flat_get(value, KEY_low), *high = flat_get(value, KEY_high);
    if (flat_is(low, FLAT_INTEGER) || flat_is(high, FLAT_INTEGER))
        return arena_printf(a, "%lld..%lld", bound(low), bound(high));
    const struct flat_node *time = flat_get(value, KEY_time);
    struct str from = flat_get_str(time, KEY_from), to = flat_get_str(time, KEY_to);
    if (time) return !to.n || str_eq(from, to) ? from : window_key(a, from, to);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const struct flat_node *v = flat_get(value, names[i]);
        struct str s = flat_str(v);
        if (s.n) return s;
        if (names[i] == KEY_claimed_by && flat_is(v, FLAT_NULL)) return STR("nobody");
    }
    return STR_NULL;
}

bool position_aside(const struct flat_node *claim) {
    return flat_is(flat_get(claim, KEY_partial), FLAT_TRUE) ||
           flat_is(flat_get(claim, KEY_attackers), FLAT_TRUE);
}

struct str position_holder(const struct flat_node *claim) {
    static const enum packed_key names[] = {KEY_entity, KEY_text, KEY_source};
    const struct flat_node *holder = flat_get(claim, KEY_holder);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str s = flat_get_str(holder, names[i]);
        if (s.p) return s;
    }
    return flat_get_str(claim, KEY_report);
}

static bool denies(const struct flat_node *claim) {
    struct str stance = flat_get_str(claim, KEY_stance);
    return str_eq(stance, STR("denies")) || str_eq(stance, STR("retracts"));
}

/* ---- positions */

struct position {
    const struct flat_node *value;
    struct map holders, reports; /* keys in order of the claims */
    VEC(struct str) claims;
    VEC(struct origin_set) origins; /* each once */
};

struct slot_work {
    struct arena *a;
    struct map at; /* key of a value to its number */
    VEC(struct position) position;
};

static bool same_set(const struct origin_set *x, const struct origin_set *y) {
    bool same = x->n == y->n;
    for (uint32_t i = 0; i < x->n && same; i++) same = x->id[i] == y->id[i];
    return same;
}

static void add_origin(struct arena *a, struct position *p, const struct origin_set *origin) {
    for (uint32_t i = 0; i < p->origins.n; i++)
        if (same_set(&p->origins.v[i], origin)) return;
    *vec_push(a, &p->origins) = *origin;
}

static void add_claim(struct slot_work *w, const struct stated *s) {
    const struct flat_node *value = flat_get(s->claim, KEY_value);
    struct str key = position_key(w->a, value);
    bool added;
    if (!key.n) return;
    uint32_t i = map_add(&w->at, key, w->position.n, &added);
    if (added) {
        struct position *p = vec_push(w->a, &w->position);
        p->value = value;
        map_init(&p->holders, w->a, 4);
        map_init(&p->reports, w->a, 4);
    }
    struct position *p = &w->position.v[i];
    map_add(&p->holders, position_holder(s->claim), 0, NULL);
    map_add(&p->reports, flat_get_str(s->claim, KEY_report), 0, NULL);
    *vec_push(w->a, &p->claims) = flat_get_str(s->claim, KEY_id);
    add_origin(w->a, p, &s->origin);
}

/* All windows hold some day. */
static bool days_agree(const struct slot_work *w) {
    struct str first = STR_NULL, last = STR_NULL;
    for (uint32_t i = 0; i < w->position.n; i++) {
        const struct flat_node *time = flat_get(w->position.v[i].value, KEY_time);
        struct str from = flat_get_str(time, KEY_from), to = flat_get_str(time, KEY_to);
        if (!from.n || !to.n) return false;
        if (!first.p || str_cmp(from, first) > 0) first = from;
        if (!last.p || str_cmp(to, last) < 0) last = to;
    }
    return first.p && str_cmp(first, last) <= 0;
}

/* All bounds can be true of one number. */
static bool bounds_agree(const struct slot_work *w) {
    int64_t low = 0, high = -1;
    for (uint32_t i = 0; i < w->position.n; i++) {
        const struct flat_node *v = w->position.v[i].value;
        const struct flat_node *l = flat_get(v, KEY_low), *h = flat_get(v, KEY_high);
        if (!flat_is(l, FLAT_INTEGER) && !flat_is(h, FLAT_INTEGER)) return false;
        if (flat_is(l, FLAT_INTEGER)) low = ATT_MAX(low, l->u.integer);
        if (flat_is(h, FLAT_INTEGER)) high = high < 0 ? h->u.integer : ATT_MIN(high, h->u.integer);
    }
    return high < 0 || low <= high;
}

/* ---- writing */

static void put_names(struct jsonw *w, const char *key, const struct map *names) {
    jsonw_key(w, key);
    jsonw_open(w, '[');
    for (uint32_t i = 0; i < names->n; i++) jsonw_str(w, names->v[i].key);
    jsonw_close(w, ']');
}

static void put_position(struct jsonw *w, struct arena *a, const struct position *p) {
    jsonw_open(w, '{');
    jsonw_key(w, "value");
    jsonw_raw(w, flat_raw(p->value));
    put_names(w, "holders", &p->holders);
    jsonw_key(w, "claims");
    jsonw_open(w, '[');
    for (uint32_t i = 0; i < p->claims.n; i++) jsonw_str(w, p->claims.v[i]);
    jsonw_close(w, ']');
    put_names(w, "reports", &p->reports);
    jsonw_key(w, "origins");
    jsonw_u64(w, origins_count(a, p->origins.v, p->origins.n));
    jsonw_close(w, '}');
}

static void put_slot(struct jsonw *w, struct arena *a, const struct stated *stated, uint32_t n,
                     uint32_t slot) {
    struct slot_work k = {.a = a};
    bool denied = false;
    map_init(&k.at, a, 8);
    for (uint32_t i = 0; i < n; i++) {
        const struct flat_node *claim = stated[i].claim;
        if (!str_eq_c(flat_get_str(claim, KEY_slot), slots[slot].slot)) continue;
        if (position_aside(claim)) continue;
        denied = denied || denies(claim);
        add_claim(&k, &stated[i]);
    }
    if (k.position.n < 2 && !denied) return;
    jsonw_open(w, '{');
    jsonw_key_c(w, "slot", slots[slot].slot);
    jsonw_key_c(w, "kind", slots[slot].kind);
    jsonw_key_bool(w, "compatible", !denied && (bounds_agree(&k) || days_agree(&k)));
    jsonw_key(w, "positions");
    jsonw_open(w, '[');
    for (uint32_t i = 0; i < k.position.n; i++) put_position(w, a, &k.position.v[i]);
    jsonw_close(w, ']');
    jsonw_key(w, "resolved");
    jsonw_null(w);
    jsonw_close(w, '}');
}

void disagreements(struct jsonw *w, struct arena *a, const struct stated *stated, uint32_t n) {
    jsonw_open(w, '[');
    for (uint32_t i = 0; i < COUNT_OF(slots); i++) put_slot(w, a, stated, n, i);
    jsonw_close(w, ']');
}
