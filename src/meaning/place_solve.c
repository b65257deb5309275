#include "base/base.h"

#include "meaning/place_work.h"

#include "world/actors.h"

enum {
    UNIT = 8,   /* points for a doubling of the population */
    HELD = 400, /* named with the area it lies in */
    SAME_AREA = 26,
    SAME_COUNTRY = 18,
    NEAR_PLACE = 18,
    MOST_COUNTED = 3,
    NEAR_KM = 150,
    AREA_WORD = 90,
    SOLVE_ROUNDS = 2
};

static int32_t log2_points(uint32_t v) {
    int32_t n = 0;
    uint32_t top = v;
    while (top > 1) top >>= 1, n++;
    if (n == 0) return 0;
    uint32_t rest = v - (1u << n); /* the part between two powers, in eighths */
    return n * UNIT + (int32_t)((uint64_t)rest * UNIT >> n);
}

static int32_t base_points(const struct gaz_place *q) {
    uint32_t weight = q->population;
    if (q->kind == GAZ_COUNTRY) weight = 60000000;
    if (q->kind == GAZ_ADMIN1) weight = ATT_MAX(weight, 300000u);
    if (q->kind == GAZ_WATER || q->kind == GAZ_REGION)
        weight = ATT_MAX(weight, (q->flags & GAZ_OWN) ? 2000000u : 2000u);
    if (q->kind == GAZ_DISTRICT && (q->flags & GAZ_OWN)) weight = ATT_MAX(weight, 400000u);
    if (q->kind == GAZ_FACILITY && (q->flags & GAZ_OWN)) weight = ATT_MAX(weight, 400000u);
    if (q->kind == GAZ_CITY && (q->flags & GAZ_OWN)) weight = ATT_MAX(weight, 60000u);
    int32_t points = log2_points(weight + 1);
    if (q->flags & GAZ_CAPITAL) points += 30;
    if (q->flags & GAZ_SEAT) points += 6;
    if (q->kind == GAZ_ADMIN1 && !(q->flags & GAZ_OWN) && !q->geonames) points -= 30;
    if (q->kind == GAZ_ADMIN1) points -= 10; /* a city of the same name is meant more often */
    if (q->kind == GAZ_FACILITY && !(q->flags & GAZ_OWN)) points -= 30;
    if (q->kind == GAZ_ADMIN2) points -= 8;
    return points;
}

struct tally {
    struct map area, country; /* "USA/ohio", "USA" -> count of names there */
    VEC(gaz_id) picked;       /* one for each name in use */
};

static struct str area_name_key(struct place_work *p, gaz_id id) {
    gaz_id area = gaz_place(p->gaz, id)->kind == GAZ_ADMIN1 ? id : gaz_admin1(p->gaz, id);
    if (area == NONE) return STR_NULL;
    struct str key = namekey(p->scratch, gaz_name(p->gaz, area));
    return arena_printf(p->scratch, "%s/%.*s", gaz_place(p->gaz, id)->country, (int)key.n, key.p);
}

static void count_up(struct map *m, struct str key, uint32_t by) {
    uint32_t n = map_get(m, key);
    map_put(m, key, (n == NONE ? 0 : n) + by);
}

static uint32_t count_of(const struct map *m, struct str key) {
    uint32_t n = key.n ? map_get(m, key) : NONE;
    return n == NONE ? 0 : n;
}

static void add_pick(struct place_work *p, struct tally *t, gaz_id id) {
    const struct gaz_place *q = gaz_place(p->gaz, id);
    *vec_push(p->scratch, &t->picked) = id;
    struct str area = area_name_key(p, id);
    if (area.n) count_up(&t->area, area, q->kind == GAZ_ADMIN1 ? 2 : 1);
    if (q->country[0]) count_up(&t->country, arena_str(p->scratch, str_c(q->country)), 1);
}

static int32_t tally_points(struct place_work *p, const struct tally *t, gaz_id id, gaz_id own) {
    const struct gaz_place *q = gaz_place(p->gaz, id);
    struct str area = area_name_key(p, id);
    const struct gaz_place *mine = own == NONE ? NULL : gaz_place(p->gaz, own);
    bool land = mine && memcmp(mine->country, q->country, 4) == 0 && q->country[0];
    bool here = land && str_eq(area, area_name_key(p, own));
    uint32_t own_area = here ? (mine->kind == GAZ_ADMIN1 ? 2 : 1) : 0, own_land = land ? 1 : 0;
    uint32_t same_area = count_of(&t->area, area), same = count_of(&t->country, str_c(q->country));
    same_area = same_area > own_area ? same_area - own_area : 0;
    same = same > own_land ? same - own_land : 0;
    int32_t points = SAME_AREA * (int32_t)ATT_MIN(same_area, (uint32_t)MOST_COUNTED) +
                     SAME_COUNTRY * (int32_t)ATT_MIN(same, (uint32_t)MOST_COUNTED);
    uint32_t close = 0, most = ATT_MIN(t->picked.n, 64u);
    for (uint32_t i = 0; i < most && close < MOST_COUNTED; i++) {
        const struct gaz_place *r = gaz_place(p->gaz, t->picked.v[i]);
        if (t->picked.v[i] == id || t->picked.v[i] == own || r->kind == GAZ_COUNTRY ||
            r->kind == GAZ_ADMIN1 || (r->flags & GAZ_WIDE))
            continue;
        uint32_t km = gaz_distance_km(q, r);
        close += km < NEAR_KM && km > 0;
    }
    return points + NEAR_PLACE * (int32_t)close;
}

static bool same_area(const struct place_work *p, gaz_id area, gaz_id other) {
    if (area == other) return true;
    const struct gaz_place *x = gaz_place(p->gaz, area), *y = gaz_place(p->gaz, other);
    return memcmp(x->country, y->country, 4) == 0 && gaz_distance_km(x, y) < 60;
}

/* The place lies in the other, which is a country, an area, or a city that holds a district. */
static bool lies_in(const struct place_work *p, gaz_id id, gaz_id in) {
    const struct gaz_place *q = gaz_place(p->gaz, id), *r = gaz_place(p->gaz, in);
    if (id == in) return false;
    if (gaz_within(p->gaz, id) == in) return true;
    if (!q->country[0] || memcmp(q->country, r->country, 4) != 0) return false;
    if (r->kind == GAZ_COUNTRY) return q->kind != GAZ_COUNTRY;
    if (r->kind == GAZ_ADMIN1) {
        gaz_id area = gaz_admin1(p->gaz, id);
        return area != NONE && same_area(p, area, in);
    }
    return (q->kind == GAZ_DISTRICT || q->kind == GAZ_FACILITY) && gaz_distance_km(q, r) < 40;
}

static bool is_area(const struct gaz_place *q) {
    return q->kind == GAZ_COUNTRY || q->kind == GAZ_ADMIN1;
}

/* What one occurrence adds to a hit: the area named after it, "province" beside it. */
static int32_t occ_points(const struct place_work *p, const struct place_occ *o, gaz_id id) {
    const struct gaz_place *q = gaz_place(p->gaz, id);
    int32_t points = 0;
    if (o->hint & GAZW_AREA) points += is_area(q) ? AREA_WORD : 0;
    if (o->holder != NONE) {
        const struct place_group *h = &p->group.v[p->occ.v[o->holder].group];
        for (uint32_t i = 0; i < h->n_hit; i++)
            if (lies_in(p, id, h->hit[i].id)) return points + HELD;
    }
    return points;
}

/* The occurrence holds others: a hit that one of their hits lies in. */
static int32_t holder_points(const struct place_work *p, uint32_t held, gaz_id id) {
    const struct place_group *g = &p->group.v[p->occ.v[held].group];
    for (uint32_t i = 0; i < g->n_hit; i++)
        if (lies_in(p, g->hit[i].id, id)) return HELD / 2;
    return 0;
}

/* Points of each hit from all occurrences of the name: [group][hit]. */
static int32_t **gather_points(struct place_work *p) {
    int32_t **points = arena_array(p->scratch, int32_t *, p->group.n);
    for (uint32_t g = 0; g < p->group.n; g++) {
        points[g] = arena_array(p->scratch, int32_t, PLACE_HITS);
        for (uint32_t k = 0; k < p->group.v[g].n_hit; k++)
            points[g][k] = base_points(gaz_place(p->gaz, p->group.v[g].hit[k].id)) +
                           (p->group.v[g].hit[k].flags & GAZ_NAME_MAIN ? 6 : 0);
    }
    for (uint32_t i = 0; i < p->occ.n; i++) {
        const struct place_occ *o = &p->occ.v[i];
        if (!o->taken) continue;
        struct place_group *g = &p->group.v[o->group];
        for (uint32_t k = 0; k < g->n_hit; k++) {
            int32_t v = occ_points(p, o, g->hit[k].id);
            points[o->group][k] = ATT_MAX(points[o->group][k], 0) + (v > 0 ? v : 0);
        }
        if (o->holder == NONE || !p->occ.v[o->holder].taken) continue;
        uint32_t hg = p->occ.v[o->holder].group;
        for (uint32_t k = 0; k < p->group.v[hg].n_hit; k++)
            points[hg][k] += holder_points(p, i, p->group.v[hg].hit[k].id);
    }
    return points;
}

/* The country of the report's demonyms counts as a place there. */
static void tally_demonyms(struct place_work *p, struct tally *t) {
    for (uint32_t i = 0; i < p->d->n_tok; i++) {
        uint32_t len = 0;
        if (!place_cap(p, i)) continue;
        uint32_t s = actors_demonym(p->w->actors, p->key + i, 1, &len);
        if (s == NONE) continue;
        struct str code = str_c(actors_get(p->w->actors, s)->country);
        if (count_of(&t->country, code) < 2) count_up(&t->country, code, 1);
    }
}

/* Top-level domains that sites of all countries use, and the one that differs from its ISO code. */
static bool is_home_domain(struct str tld) {
    static const char *const common[] = {"co", "tv", "me", "io", "ws",
                                         "fm", "ly", "ai", "cc", "to"};
    for (size_t i = 0; i < COUNT_OF(common); i++)
        if (str_ieq_c(tld, common[i])) return false;
    return tld.n == 2;
}

/* The state under whose domain the report's address is, or NONE. */
static uint32_t domain_state(const struct place_work *p) {
    struct str url = p->d->report->url.text;
    uint32_t b = url.n ? str_find_str(url, STR("://"), 0) : NONE;
    if (b == NONE) return NONE;
    uint32_t e = str_find(url, '/', b + 3);
    struct str host = str_cut(url, b + 3, e == NONE ? url.n : e);
    uint32_t dot = host.n;
    while (dot > 0 && host.p[dot - 1] != '.') dot--;
    struct str tld = str_cut(host, dot, host.n);
    if (!dot || !is_home_domain(tld)) return NONE;
    if (str_ieq_c(tld, "uk")) tld = STR("GB");
    const char code[2] = {(char)(tld.p[0] & ~32), (char)(tld.p[1] & ~32)};
    return actors_state_alpha2(p->w->actors, (struct str){code, 2});
}

/* The outlet's home: where its address or its name belongs. */
static void tally_home(struct place_work *p, struct tally *t) {
    const struct actors *as = p->w->actors;
    struct str outlet = p->d->report->outlet.text;
    if (!outlet.n) outlet = doc_cut(p->d, p->d->front.outlet);
    uint32_t known = outlet.n ? actors_find(as, namekey(p->scratch, outlet)) : NONE;
    uint32_t state = domain_state(p);
    const char *home = known != NONE   ? actors_get(as, known)->country
                       : state != NONE ? actors_get(as, state)->country
                                       : "";
    if (home[0]) count_up(&t->country, str_c(home), 1);
}

static void pick_all(struct place_work *p, int32_t **points, const struct tally *t) {
    for (uint32_t g = 0; g < p->group.n; g++) {
        struct place_group *group = &p->group.v[g];
        int32_t best = INT32_MIN;
        if (!group->used) continue;
        gaz_id own = group->pick == NONE ? NONE : group->hit[group->pick].id;
        for (uint32_t k = 0; k < group->n_hit; k++) {
            gaz_id id = group->hit[k].id;
            int32_t v = points[g][k] + (t ? tally_points(p, t, id, own) : 0);
            if (v > best) best = v, group->pick = k;
        }
    }
}

/* A name of no table, with its area: the area is what is known of it. */
static void pick_held(struct place_work *p) {
    for (uint32_t i = 0; i < p->occ.n; i++) {
        const struct place_occ *o = &p->occ.v[i];
        struct place_group *g = &p->group.v[o->group];
        if (!o->taken || g->held != NONE || o->holder == NONE || !p->occ.v[o->holder].taken)
            continue;
        const struct place_group *h = &p->group.v[p->occ.v[o->holder].group];
        if (h->pick == NONE) continue;
        gaz_id in = h->hit[h->pick].id;
        if (!is_area(gaz_place(p->gaz, in))) continue;
        if (g->n_hit && gaz_place(p->gaz, in)->kind != GAZ_ADMIN1) continue;
        bool fits = g->pick != NONE && is_area(gaz_place(p->gaz, g->hit[g->pick].id));
        for (uint32_t k = 0; k < g->n_hit && !fits; k++) fits = lies_in(p, g->hit[k].id, in);
        if (!fits && p->occ.v[o->holder].tok_b == o->tok_e + 1) g->held = in;
    }
}

/* A county without an area named beside it lies in the one area the report speaks of. */
static void pick_counties(struct place_work *p, const struct tally *t) {
    uint32_t best = NONE, most = 0;
    for (uint32_t i = 0; i < t->picked.n; i++) {
        gaz_id id = t->picked.v[i];
        gaz_id area = gaz_place(p->gaz, id)->kind == GAZ_ADMIN1 ? id : gaz_admin1(p->gaz, id);
        if (area == NONE) continue;
        uint32_t n = count_of(&t->area, area_name_key(p, id));
        if (n > most) most = n, best = area;
    }
    for (uint32_t i = 0; i < p->occ.n && most > 1; i++) {
        const struct place_occ *o = &p->occ.v[i];
        struct place_group *g = &p->group.v[o->group];
        if ((o->hint & GAZW_COUNTY) && !g->n_hit && g->held == NONE) g->held = best;
    }
}

void place_solve(struct place_work *p) {
    int32_t **points = gather_points(p);
    struct tally t = {0};
    pick_all(p, points, NULL);
    for (int round = 0; round < SOLVE_ROUNDS; round++) {
        t = (struct tally){0};
        map_init(&t.area, p->scratch, 64);
        map_init(&t.country, p->scratch, 64);
        for (uint32_t g = 0; g < p->group.n; g++)
            if (p->group.v[g].used && p->group.v[g].pick != NONE)
                add_pick(p, &t, p->group.v[g].hit[p->group.v[g].pick].id);
        tally_demonyms(p, &t);
        tally_home(p, &t);
        pick_all(p, points, &t);
    }
    pick_held(p);
    pick_counties(p, &t);
}
