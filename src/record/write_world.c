/* The record's entities, places and times. */
#include "base/base.h"

#include "record/writer.h"
#include "world/actors.h"

static void write_mentions(struct writer *w, const struct entity *e) {
    jsonw_key(&w->j, "mentions");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < e->n_mention; i++) {
        const struct mention *m = &w->r->meaning.mentions.v[e->mention[i]];
        if (e->type == ENTITY_PLACE && m->place_adjective) continue;
        bool name = m->kind == MENTION_NAME && m->core_b < m->core_e;
        jsonw_open(&w->j, '{');
        writer_cut(w, name ? doc_toks_span(w->d, m->core_b, m->core_e)
                           : doc_toks_span(w->d, m->tok_b, m->tok_e));
        jsonw_key_c(&w->j, "kind", mention_kind_name((enum mention_kind)m->kind));
        jsonw_close(&w->j, '}');
    }
    jsonw_close(&w->j, ']');
}

static void write_mention(struct writer *w, struct tspan span, enum mention_kind kind) {
    jsonw_open(&w->j, '{');
    writer_cut(w, span);
    jsonw_key_c(&w->j, "kind", mention_kind_name(kind));
    jsonw_close(&w->j, '}');
}

static void write_cuts(struct writer *w, const char *key, const struct tspan *v, uint32_t n) {
    jsonw_key(&w->j, key);
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < n; i++) writer_cut_value(w, v[i]);
    jsonw_close(&w->j, ']');
}

static void write_aliases(struct writer *w, const struct entity *e) {
    jsonw_key(&w->j, "aliases");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < e->n_alias; i++) jsonw_str(&w->j, doc_cut(w->d, e->alias[i]));
    jsonw_close(&w->j, ']');
}

static void write_bounds(struct jsonw *j, uint64_t low, uint64_t high) {
    jsonw_key(j, "low");
    jsonw_u64(j, low);
    jsonw_key(j, "high");
    if (high == NO_BOUND)
        jsonw_null(j);
    else
        jsonw_u64(j, high);
}

/* The first counted mention gives the number of a group. */
static void write_number(struct writer *w, const struct entity *e) {
    const struct quantities *q = &w->r->meaning.quantities;
    jsonw_key(&w->j, "number");
    for (uint32_t i = 0; q->of_mention && i < e->n_mention; i++) {
        uint32_t k = q->of_mention[e->mention[i]];
        if (k == NONE || q->v[k].unit != UNIT_COUNT) continue;
        jsonw_open(&w->j, '{');
        write_bounds(&w->j, q->v[k].low, q->v[k].high);
        writer_cut(w, q->v[k].span);
        jsonw_close(&w->j, '}');
        return;
    }
    jsonw_null(&w->j);
}

/* A state under the name of its land or capital: its government. */
static void write_acting_place(struct writer *w, uint32_t i) {
    const struct entity *e = &w->r->meaning.entities.v[i];
    const struct place *p = &w->r->meaning.places.v[w->r->meaning.places.of_entity[i]];
    bool land = p->kind == PLACE_COUNTRY;
    jsonw_open(&w->j, '{');
    jsonw_key_id(&w->j, "id", 'e', w->entity_id[i]);
    jsonw_key_c(&w->j, "type", entity_type_name(ENTITY_OTHER));
    jsonw_key_str(&w->j, "name", doc_cut(w->d, e->name));
    jsonw_key_bool(&w->j, "named", e->named);
    write_aliases(w, e);
    jsonw_key_c(&w->j, "country", p->country);
    write_cuts(w, "roles", NULL, 0);
    jsonw_key_c(&w->j, "sector", land ? NULL : "GOV");
    jsonw_key_c(&w->j, "known", land ? p->country : NULL);
    jsonw_key(&w->j, "number");
    jsonw_null(&w->j);
    jsonw_key(&w->j, "mentions");
    jsonw_open(&w->j, '[');
    write_mention(w, e->name, MENTION_NAME);
    jsonw_close(&w->j, ']');
    jsonw_close(&w->j, '}');
}

static void write_entity(struct writer *w, uint32_t i) {
    const struct entity *e = &w->r->meaning.entities.v[i];
    bool place = e->type == ENTITY_PLACE;
    if (place && w->r->meaning.places.of_entity[i] != NONE) {
        write_acting_place(w, i);
        return;
    }
    jsonw_open(&w->j, '{');
    jsonw_key_id(&w->j, "id", 'e', w->entity_id[i]);
    jsonw_key_c(&w->j, "type", entity_type_name(place ? ENTITY_OTHER : (enum entity_type)e->type));
    jsonw_key_str(&w->j, "name", doc_cut(w->d, e->name));
    jsonw_key_bool(&w->j, "named", e->named);
    write_aliases(w, e);
    jsonw_key_c(&w->j, "country", e->country[0] ? e->country : NULL);
    write_cuts(w, "roles", e->role, e->n_role);
    jsonw_key_c(&w->j, "sector", e->sector[0] ? e->sector : NULL);
    jsonw_key(&w->j, "known");
    if (e->known == NONE || !w->r->actors)
        jsonw_null(&w->j);
    else
        jsonw_str(&w->j, actors_get(w->r->actors, e->known)->id);
    write_number(w, e);
    write_mentions(w, e);
    jsonw_close(&w->j, '}');
}

void write_entities(struct writer *w) {
    jsonw_key(&w->j, "entities");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < w->r->meaning.entities.n; i++)
        if (w->entity_id[i] != NONE) write_entity(w, i);
    jsonw_close(&w->j, ']');
}

static void write_point(struct writer *w, const struct place *p) {
    jsonw_key(&w->j, "lat");
    if (p->resolved)
        jsonw_fixed(&w->j, p->lat, 5);
    else
        jsonw_null(&w->j);
    jsonw_key(&w->j, "lon");
    if (p->resolved)
        jsonw_fixed(&w->j, p->lon, 5);
    else
        jsonw_null(&w->j);
}

/* The names that were read as this place, then what else its entity is called ("the city"). */
static void write_place_mentions(struct writer *w, const struct place *p, const struct entity *e) {
    jsonw_key(&w->j, "mentions");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < p->n_mention; i++) write_mention(w, p->mention[i], MENTION_NAME);
    for (uint32_t i = 0; e && i < e->n_mention; i++) {
        const struct mention *m = &w->r->meaning.mentions.v[e->mention[i]];
        if (m->kind != MENTION_NAME && !m->place_adjective)
            write_mention(w, doc_toks_span(w->d, m->tok_b, m->tok_e), (enum mention_kind)m->kind);
    }
    jsonw_close(&w->j, ']');
}

static void write_place(struct writer *w, uint32_t i) {
    const struct place *p = &w->r->meaning.places.v[i];
    jsonw_open(&w->j, '{');
    jsonw_key_id(&w->j, "id", 'p', i);
    jsonw_key_str(&w->j, "name", p->name);
    writer_cut(w, p->span);
    jsonw_key_c(&w->j, "kind", place_kind_name((enum place_kind)p->kind));
    jsonw_key(&w->j, "geonames");
    if (p->geonames)
        jsonw_u64(&w->j, p->geonames);
    else
        jsonw_null(&w->j);
    write_point(w, p);
    jsonw_key_c(&w->j, "country", p->country[0] ? p->country : NULL);
    jsonw_key_str(&w->j, "admin1", p->admin1.n ? p->admin1 : STR_NULL);
    jsonw_key_c(&w->j, "precision", place_precision_name((enum place_precision)p->precision));
    jsonw_key_id(&w->j, "within", 'p', p->within);
    const struct entity *e = p->entity == NONE ? NULL : &w->r->meaning.entities.v[p->entity];
    if (e && e->type != ENTITY_PLACE) jsonw_key_id(&w->j, "entity", 'e', w->entity_id[p->entity]);
    write_place_mentions(w, p, e);
    jsonw_close(&w->j, '}');
}

void write_places(struct writer *w) {
    jsonw_key(&w->j, "places");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < w->r->meaning.places.n; i++) write_place(w, i);
    jsonw_close(&w->j, ']');
}

void write_times(struct writer *w) {
    jsonw_key(&w->j, "times");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < w->r->meaning.times.n; i++) {
        const struct timex *t = &w->r->meaning.times.v[i];
        jsonw_open(&w->j, '{');
        jsonw_key_id(&w->j, "id", 't', i);
        writer_cut(w, t->span);
        jsonw_key_c(&w->j, "type", timex_type_name((enum timex_type)t->type));
        jsonw_key_str(&w->j, "value", t->value.n ? t->value : STR_NULL);
        writer_day(w, "from", t->from);
        writer_day(w, "to", t->to);
        jsonw_key_c(&w->j, "precision", time_precision_name((enum time_precision)t->precision));
        jsonw_close(&w->j, '}');
    }
    jsonw_close(&w->j, ']');
}
