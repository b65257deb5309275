#include "base/base.h"

#include "language/coref_state.h"

#include "language/phrase.h"
#include "world/lexicon.h"

static void add_name(const struct doc *d, struct entity *e, struct tspan s, uint32_t cap) {
    struct str text = doc_cut(d, s);
    if (str_ieq(text, doc_cut(d, e->name))) return;
    for (uint32_t k = 0; k < e->n_alias; k++)
        if (str_ieq(text, doc_cut(d, e->alias[k]))) return;
    if (e->n_alias < cap) e->alias[e->n_alias++] = s;
}

static void add_role(const struct coref *x, struct entity *e, struct tspan s) {
    enum { MOST = 6 };
    for (uint32_t k = 0; k < e->n_role; k++)
        if (str_ieq(doc_cut(x->c.d, s), doc_cut(x->c.d, e->role[k]))) return;
    if (e->n_role == MOST) return;
    if (!e->role) e->role = arena_array(x->c.d->a, struct tspan, MOST);
    e->role[e->n_role++] = s;
}

/* The roles that stand before a name, or the common noun that is one. */
static void add_roles(const struct coref *x, struct entity *e, const struct mention *m) {
    if (m->type != ENTITY_PERSON || m->kind == MENTION_PRONOUN) return;
    uint32_t b = coref_titles_begin(x, m), to = coref_titles_end(m);
    for (uint32_t from; (from = coref_office_start(x, b, to)) != NONE; to = from) {
        char into[128];
        struct str sector = lexicon_sector(x->c.w->lexicon, phrase_words(x->c.d, from, to, into));
        if (!e->sector[0] && sector.n && sector.n < sizeof e->sector)
            memcpy(e->sector, sector.p, sector.n);
        add_role(x, e, doc_toks_span(x->c.d, from, to));
    }
}

/* Rank of a mention as the name of its entity: a name before a phrase before a pronoun, the
 * longer name first. */
static uint32_t name_rank(const struct mention *m) {
    uint32_t words = ATT_MIN(m->core_e - m->core_b, 8u);
    return m->kind == MENTION_NAME ? 100 + words : m->kind == MENTION_NOMINAL ? 10 : 0;
}

/* "Ana Silva and Juan Mora" are what their first member is. */
static bool joins_persons(const struct coref *x, const struct mention *m) {
    uint32_t first = mention_of_head(x->c.m, m->head);
    const struct mention *v = first == NONE ? m : &x->c.m->v[first];
    return m->kind == MENTION_NOMINAL && m->number == NUMBER_PLURAL && v != m &&
           v->type == ENTITY_PERSON;
}

static void fill_entity(const struct coref *x, struct entity *e) {
    const struct doc *d = x->c.d;
    uint32_t best = e->mention[0], names = 0;
    for (uint32_t k = 0; k < e->n_mention; k++) {
        const struct mention *m = &x->c.m->v[e->mention[k]];
        if (name_rank(m) > name_rank(&x->c.m->v[best])) best = e->mention[k];
        names += m->kind == MENTION_NAME;
        add_roles(x, e, m);
    }
    const struct mention *b = &x->c.m->v[best];
    if (e->type == ENTITY_OTHER && joins_persons(x, b)) e->type = ENTITY_PERSON;
    e->name = doc_toks_span(d, b->core_b, b->core_e);
    if (!names) return;
    uint32_t cap = ATT_MIN(names, 16u);
    e->alias = arena_array(d->a, struct tspan, cap);
    for (uint32_t k = 0; k < e->n_mention; k++) {
        const struct mention *m = &x->c.m->v[e->mention[k]];
        if (m->kind == MENTION_NAME) add_name(d, e, doc_toks_span(d, m->core_b, m->core_e), cap);
    }
}

void coref_entities(const struct coref *x, struct entities *out) {
    const struct doc *d = x->c.d;
    struct mentions *m = x->c.m;
    uint32_t *id = arena_array(x->scratch, uint32_t, (size_t)m->n + 1), n = 0;
    for (uint32_t i = 0; i < m->n; i++)
        if (x->c.v[chain_root(&x->c, i)].first == i) id[i] = n++;
    out->v = arena_array(d->a, struct entity, n);
    out->n = n;
    for (uint32_t i = 0; i < m->n; i++) {
        const struct chain *c = &x->c.v[chain_root(&x->c, i)];
        struct entity *e = &out->v[m->v[i].entity = id[c->first]];
        if (!e->mention) {
            e->mention = arena_array(d->a, uint32_t, c->size);
            e->type = c->type, e->named = c->named, e->known = c->known;
            memcpy(e->country, c->country, sizeof e->country);
            memcpy(e->sector, c->sector, sizeof e->sector);
        }
        e->mention[e->n_mention++] = i;
    }
    for (uint32_t i = 0; i < n; i++) fill_entity(x, &out->v[i]);
}
