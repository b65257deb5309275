/* Which entities the record lists, and under which numbers. */
#include "base/base.h"

#include "record/writer.h"

static void mark_one(const struct writer *w, bool *acts, uint32_t entity) {
    const struct places *p = &w->r->meaning.places;
    if (entity == NONE || w->r->meaning.entities.v[entity].type != ENTITY_PLACE) return;
    uint32_t at = p->of_entity[entity];
    if (at != NONE && p->v[at].country[0]) acts[entity] = true;
}

/* A state that acts, speaks or is acted upon under the name of its land or capital is listed as an
 * entity too: what it did, it did as a government. */
static void mark_acting(const struct writer *w, bool *acts) {
    const struct events *ev = &w->r->meaning.events;
    const struct statements *st = &w->r->claims.statements;
    for (uint32_t i = 0; i < ev->n; i++)
        for (uint32_t k = 0; k < ev->v[i].n_part; k++) mark_one(w, acts, ev->v[i].part[k].entity);
    for (uint32_t i = 0; i < st->n; i++) {
        mark_one(w, acts, st->v[i].holder.entity);
        mark_one(w, acts, st->v[i].addressee);
    }
}

/* Listed under places. A name that was taken for a place and is none stays an entity. */
static bool placed(const struct writer *w, uint32_t entity) {
    const struct meaning *m = &w->r->meaning;
    return m->entities.v[entity].type == ENTITY_PLACE && m->places.of_entity[entity] != NONE;
}

/* ---- what something else in the record speaks of */

static void use(bool *used, uint32_t entity) {
    if (entity != NONE) used[entity] = true;
}

static void mark_claims(const struct claims_found *c, bool *used) {
    for (uint32_t i = 0; i < c->statements.n; i++) {
        use(used, c->statements.v[i].holder.entity);
        use(used, c->statements.v[i].addressee);
    }
    for (uint32_t i = 0; i < c->n_claim; i++) {
        const struct claim *k = &c->claim[i];
        use(used, k->value.entity);
        use(used, k->holder.entity);
        for (uint32_t v = 0; v < k->n_via; v++) use(used, k->via[v].entity);
    }
}

static void mark_used(const struct writer *w, bool *used) {
    const struct events *ev = &w->r->meaning.events;
    const struct incidents *in = &w->r->incidents;
    const struct places *p = &w->r->meaning.places;
    for (uint32_t i = 0; i < ev->n; i++)
        for (uint32_t k = 0; k < ev->v[i].n_part; k++) use(used, ev->v[i].part[k].entity);
    for (uint32_t i = 0; i < in->n; i++)
        for (uint32_t r = 0; r < N_FILLER_ROLE; r++)
            for (uint32_t k = 0; k < in->v[i].n_filler[r]; k++)
                use(used, in->v[i].filler[r][k].entity);
    for (uint32_t i = 0; i < p->n; i++) use(used, p->v[i].entity);
    mark_claims(&w->r->claims, used);
}

/* "responsibility", "the time", "Iraqi" of "Iraqi forces": a noun without a kind or an adjective of
 * a people that nothing speaks of. */
static bool is_mere_word(const struct writer *w, uint32_t entity) {
    const struct entity *e = &w->r->meaning.entities.v[entity];
    if (!e->named) return e->type == ENTITY_OTHER;
    for (uint32_t i = 0; i < e->n_mention; i++)
        if (!w->r->meaning.mentions.v[e->mention[i]].place_adjective) return false;
    return true;
}

void writer_number_entities(struct writer *w, struct arena *scratch) {
    const struct entities *e = &w->r->meaning.entities;
    w->entity_id = arena_array(scratch, uint32_t, e->n);
    uint32_t next = 0;
    bool *acts = arena_array(scratch, bool, e->n), *used = arena_array(scratch, bool, e->n);
    mark_acting(w, acts);
    mark_used(w, used);
    for (uint32_t i = 0; i < e->n; i++) {
        bool listed = placed(w, i) ? acts[i] : used[i] || !is_mere_word(w, i);
        w->entity_id[i] = listed ? next++ : NONE;
    }
}
