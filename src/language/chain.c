#include "base/base.h"

#include "language/chain.h"

#include "language/ner.h"
#include "language/phrase.h"
#include "world/gaz.h"
#include "world/lexicon.h"
#include "world/namekey.h"

static bool is_body(uint8_t t) {
    return t == ENTITY_ORGANIZATION || t == ENTITY_GROUP || t == ENTITY_GOVERNMENT ||
           t == ENTITY_MILITARY || t == ENTITY_POLICE || t == ENTITY_MEDIA;
}

bool chain_types_fit(uint8_t a, uint8_t b) {
    if (a == b || a == ENTITY_OTHER || b == ENTITY_OTHER) return true;
    if (is_body(a) && is_body(b)) return true;
    if ((a == ENTITY_FACILITY && b == ENTITY_PLACE) || (a == ENTITY_PLACE && b == ENTITY_FACILITY))
        return true;
    if ((a == ENTITY_WEAPON && b == ENTITY_VEHICLE) || (a == ENTITY_VEHICLE && b == ENTITY_WEAPON))
        return true;
    return (a == ENTITY_PERSON && b == ENTITY_POPULATION) ||
           (a == ENTITY_POPULATION && b == ENTITY_PERSON);
}

static enum entity_type type_of_actor(uint8_t kind) {
    switch ((enum actor_kind)kind) {
    case ACTOR_STATE: return ENTITY_PLACE;
    case ACTOR_GOVERNMENT:
    case ACTOR_INTELLIGENCE: return ENTITY_GOVERNMENT;
    case ACTOR_MILITARY: return ENTITY_MILITARY;
    case ACTOR_POLICE: return ENTITY_POLICE;
    case ACTOR_ARMED_GROUP: return ENTITY_GROUP;
    case ACTOR_PARTY:
    case ACTOR_INTERGOVERNMENTAL:
    case ACTOR_NGO:
    case ACTOR_COMPANY: return ENTITY_ORGANIZATION;
    case ACTOR_MEDIA: return ENTITY_MEDIA;
    case ACTOR_PERSON: return ENTITY_PERSON;
    case ACTOR_POPULATION: return ENTITY_POPULATION;
    default: return ENTITY_OTHER;
    }
}

/* "Georgian President Eduard Shevardnadze": a known person's full name at the end of the mention.
 */
static uint32_t person_at_end(const struct chains *c, const struct mention *m) {
    for (uint32_t b = m->core_b + 1; b + 1 < m->core_e; b++) {
        uint32_t len = 0, n = m->core_e - b;
        uint32_t a = actors_match(c->w->actors, c->key + b, c->upper + b, n, &len);
        if (a != NONE && len == n && actors_get(c->w->actors, a)->kind == ACTOR_PERSON) return a;
    }
    return NONE;
}

/* The actor whose name is exactly the mention's; it also corrects the type. */
static void find_known(struct chains *c, struct mention *m, struct chain *x) {
    uint32_t b =
        m->core_b + (m->core_e - m->core_b > 1 && str_eq(c->d->tok_low[m->core_b], STR("the")));
    uint32_t n = m->core_e - b, len = 0;
    if (!c->w->actors || n > 12) return;
    uint32_t a = actors_match(c->w->actors, c->key + b, c->upper + b, n, &len);
    if (a == NONE || len != n) a = person_at_end(c, m);
    if (a == NONE) return;
    const struct actor *actor = actors_get(c->w->actors, a);
    enum entity_type t = type_of_actor(actor->kind);
    if (m->type == ENTITY_PERSON && t != ENTITY_PERSON && n == 1 && !c->upper[b]) return;
    if (m->type == ENTITY_PLACE && t != ENTITY_PLACE && n == 1) return;
    x->known = a;
    if (t != ENTITY_OTHER && !m->place_adjective) m->type = (uint8_t)t;
    memcpy(x->country, actor->country, sizeof x->country);
    memcpy(x->sector, actor->sector, sizeof x->sector);
}

/* Country of the big city or area at token b, or "" where places of two countries may be meant. */
static const char *land_of_city(const struct chains *c, uint32_t b, uint32_t e) {
    enum { HITS = 8, BIG = 300000 };
    struct gaz_hit hit[HITS];
    uint32_t len = 0;
    if (!c->w->gaz) return "";
    uint32_t n = gaz_match(c->w->gaz, c->key + b, e - b, &len, hit, HITS);
    const struct gaz_place *first = n ? gaz_place(c->w->gaz, hit[0].id) : NULL;
    if (!first || first->population < BIG) return "";
    for (uint32_t i = 1; i < n; i++) {
        const struct gaz_place *q = gaz_place(c->w->gaz, hit[i].id);
        bool other = memcmp(q->country, first->country, sizeof q->country) != 0;
        if (other && q->population > first->population / 8) return "";
    }
    return first->country;
}

/* "rebels in the Ivory Coast", "a group based in Trinidad": the land named behind the head. */
static void describe_land(struct chains *c, const struct mention *m, struct chain *x) {
    if (!c->w->actors || m->kind == MENTION_PRONOUN) return;
    if (m->type == ENTITY_PLACE || m->type == ENTITY_OTHER || m->type == ENTITY_FACILITY) return;
    for (uint32_t t = m->head + 1; t + 1 < m->tok_e && t < m->head + 12; t++) {
        bool link = lexicon_phrase_word(c->w->lexicon, c->d->tok_low[t]) & LEXP_LAND;
        uint32_t b = t + 1, len = 0;
        while (link && b + 1 < m->tok_e && !(c->d->tok_flags[b] & (TOK_TITLE | TOK_UPPER))) b++;
        if (!link || b > t + 3) continue;
        uint32_t a = actors_match(c->w->actors, c->key + b, c->upper + b, m->tok_e - b, &len);
        const char *land = "";
        uint32_t dem = actors_demonym(c->w->actors, c->key + b, m->tok_e - b, &len);
        if (dem != NONE)
            land = actors_get(c->w->actors, dem)->country; /* "members of Iraqi forces" */
        else if (a == NONE)
            land = land_of_city(c, b, m->tok_e);
        else if (actors_get(c->w->actors, a)->kind == ACTOR_STATE)
            land = actors_get(c->w->actors, a)->country;
        if (!land[0]) continue;
        memcpy(x->country, land, sizeof x->country);
        return;
    }
}

static bool describe_tokens(const struct chains *c, uint32_t b, uint32_t e,
                            struct actor_description *say) {
    return e > b && e - b <= 12 &&
           actors_describe(c->w->actors, c->key + b, c->upper + b, e - b, say);
}

static void describe(struct chains *c, const struct mention *m, struct chain *x) {
    struct actor_description say;
    uint32_t e = m->kind == MENTION_NAME ? m->core_e : m->head + 1;
    if (!c->w->actors || m->kind == MENTION_PRONOUN) return;
    if (m->type == ENTITY_PLACE || m->type == ENTITY_OTHER || m->type == ENTITY_FACILITY) return;
    if (!describe_tokens(c, m->tok_b, e, &say)) return;
    uint8_t kind = say.actor == NONE ? N_ACTOR_KIND : actors_get(c->w->actors, say.actor)->kind;
    bool person = m->kind == MENTION_NAME && m->type == ENTITY_PERSON;
    /* what the words of a name mean elsewhere says nothing of its bearer: "Najib Danish" */
    if (person && kind != ACTOR_PERSON && !describe_tokens(c, m->tok_b, m->core_b, &say)) return;
    kind = say.actor == NONE ? N_ACTOR_KIND : actors_get(c->w->actors, say.actor)->kind;
    bool partly = m->kind == MENTION_NAME && say.actor != NONE && x->known != say.actor;
    bool titled = m->type == ENTITY_PERSON && kind == ACTOR_PERSON; /* "President George Bush" */
    if (partly && kind != ACTOR_STATE && !titled) return;
    if (!x->country[0]) memcpy(x->country, say.country, sizeof x->country);
    if (!x->sector[0]) memcpy(x->sector, say.sector, sizeof x->sector);
}

void chains_init(struct chains *c, const struct doc *d, const struct world *w, struct mentions *m,
                 struct arena *scratch) {
    *c = (struct chains){.d = d, .w = w, .m = m, .scratch = scratch};
    c->v = arena_array(scratch, struct chain, (size_t)m->n + 1);
    c->key = namekey_tokens(scratch, d->text, d->tok_b, d->tok_e, d->n_tok);
    c->upper = arena_array(scratch, bool, (size_t)d->n_tok + 1);
    for (uint32_t t = 0; t < d->n_tok; t++)
        c->upper[t] = (d->tok_flags[t] & TOK_UPPER) && !(d->tok_flags[t] & TOK_CASELESS);
    for (uint32_t i = 0; i < m->n; i++) {
        struct chain *x = &c->v[i];
        *x = (struct chain){.up = i, .first = i, .size = 1, .known = NONE};
        x->named = m->v[i].kind == MENTION_NAME;
        x->full = x->named && m->v[i].core_e > m->v[i].core_b + 1;
        if (x->named) find_known(c, &m->v[i], x);
        describe(c, &m->v[i], x);
        if (!x->country[0] && x->known == NONE) describe_land(c, &m->v[i], x);
        x->type = m->v[i].type, x->number = m->v[i].number, x->gender = m->v[i].gender;
    }
}

uint32_t chain_root(const struct chains *c, uint32_t i) {
    while (c->v[i].up != i) {
        c->v[i].up = c->v[c->v[i].up].up;
        i = c->v[i].up;
    }
    return i;
}

bool chain_compatible(const struct chains *c, uint32_t i, uint32_t k) {
    const struct chain *a = &c->v[chain_root(c, i)], *b = &c->v[chain_root(c, k)];
    if (!chain_types_fit(a->type, b->type)) return false;
    bool persons = a->full && b->full && a->type == ENTITY_PERSON && b->type == ENTITY_PERSON;
    if (persons && c->persons_apart && a != b) return false;
    if (a->gender && b->gender && a->gender != b->gender) return false;
    return !a->number || !b->number || a->number == b->number;
}

static void merge_text(char into[4], const char from[4]) {
    if (!into[0]) memcpy(into, from, 4);
}

void chain_join(struct chains *c, uint32_t i, uint32_t k) {
    uint32_t r = chain_root(c, i), s = chain_root(c, k);
    if (r == s) return;
    if (c->v[r].size < c->v[s].size) {
        uint32_t t = r;
        r = s, s = t;
    }
    struct chain *a = &c->v[r];
    const struct chain *b = &c->v[s];
    bool take = (b->named && !a->named) || a->type == ENTITY_OTHER;
    if (take && b->type != ENTITY_OTHER) a->type = b->type;
    if (a->type == ENTITY_ORGANIZATION && is_body(b->type)) a->type = b->type;
    a->first = ATT_MIN(a->first, b->first);
    a->size += b->size;
    if (!a->number) a->number = b->number;
    if (!a->gender) a->gender = b->gender;
    a->named |= b->named;
    a->full |= b->full;
    if (a->known == NONE) a->known = b->known;
    if (!a->office) a->office = b->office;
    merge_text(a->country, b->country);
    merge_text(a->sector, b->sector);
    c->v[s].up = r;
}

static bool nested(const struct mention *a, const struct mention *b) {
    return (a->tok_b <= b->tok_b && b->tok_e <= a->tok_e) ||
           (b->tok_b <= a->tok_b && a->tok_e <= b->tok_e);
}

bool chain_try(struct chains *c, uint32_t i, uint32_t k) {
    if (chain_root(c, i) == chain_root(c, k)) return true;
    if (nested(&c->m->v[i], &c->m->v[k]) || !chain_compatible(c, i, k)) return false;
    chain_join(c, i, k);
    return true;
}
