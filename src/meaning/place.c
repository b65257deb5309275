#include "base/base.h"

#include "meaning/place_work.h"

#include "base/num.h"

const char *place_kind_name(enum place_kind k) {
    static const char *const name[] = {"country",  "admin1",   "admin2", "city",
                                       "district", "facility", "region", "water"};
    return name[k];
}

const char *place_precision_name(enum place_precision p) {
    static const char *const name[] = {"exact", "near", "admin2", "admin1", "country", "unknown"};
    return name[p];
}

/* What is being made: one place for each thing in the world, or for each name that is none known.
 */
struct listing {
    struct place_work *p;
    VEC(struct place) place;
    VEC(gaz_id) id;    /* [n_place] its place in the gazetteer, or NONE */
    struct map of_key; /* "gID" or "nKEY" -> place */
    uint32_t *of_occ;  /* [n_occ] place, or NONE */
};

static enum place_precision precision_of(const struct gaz_place *q) {
    switch (q->kind) {
    case GAZ_COUNTRY: return PLACE_IN_COUNTRY;
    case GAZ_ADMIN1: return PLACE_IN_ADMIN1;
    case GAZ_ADMIN2: return PLACE_IN_ADMIN2;
    case GAZ_REGION:
    case GAZ_WATER: return q->flags & GAZ_WIDE ? PLACE_UNKNOWN : PLACE_NEAR;
    default: return PLACE_EXACT;
    }
}

static struct str admin1_name(const struct gaz *gaz, gaz_id id) {
    gaz_id area = gaz_place(gaz, id)->kind == GAZ_ADMIN1 ? id : gaz_admin1(gaz, id);
    return area == NONE ? STR("") : gaz_name(gaz, area);
}

static void fill_known(const struct gaz *gaz, struct place *out, gaz_id id) {
    const struct gaz_place *q = gaz_place(gaz, id);
    out->name = gaz_name(gaz, id);
    out->kind = q->kind; /* enum place_kind has the order of enum gaz_kind */
    out->precision = (uint8_t)precision_of(q);
    out->geonames = q->geonames;
    out->resolved = true;
    out->lat = q->lat, out->lon = q->lon;
    memcpy(out->country, q->country, 4);
    out->admin1 = admin1_name(gaz, id);
}

/* A name of no table inside a known area: the area's point, with the area's precision. */
static void fill_held(const struct gaz *gaz, struct place *out, gaz_id in, bool county) {
    fill_known(gaz, out, in);
    out->geonames = 0;
    out->kind = county ? PLACE_ADMIN2 : PLACE_CITY;
}

static uint8_t guess_kind(const struct place_work *p, const struct place_occ *o) {
    uint32_t w = place_word(p, o->tok_e - 1) | place_word(p, o->tok_b);
    if (w & GAZW_COUNTY) return PLACE_ADMIN2;
    if (w & GAZW_WATER) return PLACE_WATER;
    if (w & GAZW_STREET) return PLACE_FACILITY;
    if (w & GAZW_FEATURE) return PLACE_REGION;
    return PLACE_CITY;
}

static uint32_t new_place(struct listing *l, const struct place_occ *o, struct str key, gaz_id id) {
    struct place_work *p = l->p;
    const struct place_group *g = &p->group.v[o->group];
    struct place out = {.entity = o->entity, .within = NONE, .admin1 = STR("")};
    out.span = doc_toks_span(p->d, o->tok_b, o->tok_e);
    out.legal_notice = o->legal;
    if (id != NONE) {
        fill_known(p->gaz, &out, id);
    } else if (g->held != NONE) {
        fill_held(p->gaz, &out, g->held, (o->hint & GAZW_COUNTY) != 0);
        out.name = doc_cut(p->d, out.span);
    } else {
        out.name = doc_cut(p->d, out.span);
        out.kind = guess_kind(p, o);
        out.precision = PLACE_UNKNOWN;
    }
    *vec_push(p->d->a, &l->place) = out;
    *vec_push(p->scratch, &l->id) = id;
    map_put(&l->of_key, key, l->place.n - 1);
    return l->place.n - 1;
}

static void list_occ(struct listing *l, uint32_t i) {
    struct place_work *p = l->p;
    const struct place_occ *o = &p->occ.v[i];
    const struct place_group *g = &p->group.v[o->group];
    gaz_id id = g->pick == NONE || g->held != NONE ? NONE : g->hit[g->pick].id;
    struct str key = id != NONE ? arena_printf(p->scratch, "g%u", id)
                                : arena_printf(p->scratch, "n%.*s", STR_ARG(g->key));
    uint32_t at = map_get(&l->of_key, key);
    if (at == NONE) at = new_place(l, o, key, id);
    struct place *q = &l->place.v[at];
    if (q->entity == NONE) q->entity = o->entity;
    q->legal_notice = q->legal_notice && o->legal;
    if (q->precision == PLACE_NEAR && q->kind != PLACE_REGION && q->kind != PLACE_WATER && !o->near)
        q->precision = PLACE_EXACT;
    if (o->near && q->n_mention == 0 && q->precision == PLACE_EXACT) q->precision = PLACE_NEAR;
    q->n_mention++;
    l->of_occ[i] = at;
}

/* Each place's spans, in order. */
static void list_mentions(struct listing *l) {
    for (uint32_t k = 0; k < l->place.n; k++) {
        struct place *q = &l->place.v[k];
        q->mention = arena_array(l->p->d->a, struct tspan, q->n_mention);
        q->n_mention = 0;
    }
    for (uint32_t i = 0; i < l->p->occ.n; i++) {
        if (l->of_occ[i] == NONE) continue;
        struct place *q = &l->place.v[l->of_occ[i]];
        const struct place_occ *o = &l->p->occ.v[i];
        q->mention[q->n_mention++] = doc_toks_span(l->p->d, o->tok_b, o->tok_e);
    }
}

static uint32_t place_of_id(const struct listing *l, gaz_id id) {
    char key[16], into[NUM_DIGITS];
    if (id == NONE) return NONE;
    key[0] = 'g';
    struct str digits = num_format_u64(into, id);
    memcpy(key + 1, digits.p, digits.n);
    return map_get(&l->of_key, (struct str){key, digits.n + 1});
}

static bool may_lie(const struct place *in, const struct place *out) {
    return out->kind < in->kind && in->kind <= PLACE_FACILITY && out->kind <= PLACE_CITY;
}

/* Links of containment: as written ("Baghdad's green zone"), by the gazetteer, by area, by country.
 */
static void link_within(struct listing *l) {
    struct place_work *p = l->p;
    for (uint32_t i = 0; i < p->occ.n; i++) {
        uint32_t h = p->occ.v[i].holder;
        if (l->of_occ[i] == NONE || h == NONE || l->of_occ[h] == NONE) continue;
        struct place *q = &l->place.v[l->of_occ[i]];
        const struct place *r = &l->place.v[l->of_occ[h]];
        bool same = !q->resolved || strcmp(q->country, r->country) == 0;
        if (q != r && q->within == NONE && same && may_lie(q, r)) q->within = l->of_occ[h];
    }
    for (uint32_t k = 0; k < l->place.n; k++) {
        struct place *q = &l->place.v[k];
        gaz_id id = l->id.v[k];
        if (q->within != NONE || id == NONE) continue;
        uint32_t in = place_of_id(l, gaz_within(p->gaz, id));
        if (in == NONE) in = place_of_id(l, gaz_admin1(p->gaz, id));
        if (in == NONE && q->kind != PLACE_COUNTRY && q->country[0])
            in = place_of_id(l, gaz_country(p->gaz, str_c(q->country)));
        if (in != k) q->within = in;
    }
}

static void map_entities(const struct listing *l, struct places *out) {
    for (uint32_t i = 0; i < l->p->occ.n; i++) {
        uint32_t e = l->p->occ.v[i].entity;
        if (e != NONE && e < l->p->e->n && l->of_occ[i] != NONE && out->of_entity[e] == NONE)
            out->of_entity[e] = l->of_occ[i];
    }
}

void place_run(const struct doc *d, const struct world *w, const struct mentions *m,
               const struct entities *e, struct places *out, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    struct place_work p = {.d = d, .w = w, .gaz = w->gaz, .m = m, .e = e, .scratch = scratch};
    *out = (struct places){0};
    out->of_entity = arena_array(d->a, uint32_t, e->n);
    for (uint32_t i = 0; i < e->n; i++) out->of_entity[i] = NONE;
    place_find(&p);
    place_solve(&p);
    struct listing l = {.p = &p};
    map_init(&l.of_key, scratch, 64);
    l.of_occ = arena_array(scratch, uint32_t, p.occ.n);
    for (uint32_t i = 0; i < p.occ.n; i++) {
        l.of_occ[i] = NONE;
        if (p.occ.v[i].taken) list_occ(&l, i);
    }
    list_mentions(&l);
    link_within(&l);
    map_entities(&l, out);
    out->v = l.place.v;
    out->n = l.place.n;
    arena_rewind(scratch, mark);
}
