#include "base/base.h"

#include "meaning/role_work.h"

#include "world/actors.h"
#include "world/lexicon.h"

/* Sectors that weapons, warplanes and tanks belong to. */
static bool armed_sector(const char *sector) {
    static const char *const armed[] = {"GOV", "MIL", "COP", "REB", "UAF", "SPY", "IGO"};
    for (size_t i = 0; i < COUNT_OF(armed); i++)
        if (!strcmp(sector, armed[i])) return true;
    return false;
}

static bool names_country(const struct meaning *m, const struct mention *q) {
    if (q->entity >= m->entities.n) return false;
    uint32_t p = m->places.of_entity[q->entity];
    return p != NONE && m->places.v[p].kind == PLACE_COUNTRY;
}

/* A state, an army, a band: what a means of violence can belong to. */
static bool can_own(const struct casting *c, uint32_t k) {
    const struct doc *d = c->d;
    uint32_t at = mention_of_head(&c->m->mentions, k), len = 0;
    if (at != NONE) {
        const struct mention *q = &c->m->mentions.v[at];
        if (q->place_adjective) return true;
        if (q->type == ENTITY_PLACE) return q->kind == MENTION_NAME && names_country(c->m, q);
        if (q->type == ENTITY_GROUP || q->type == ENTITY_GOVERNMENT) return true;
        if (q->type == ENTITY_MILITARY || q->type == ENTITY_POLICE) return true;
        if (q->entity < c->m->entities.n) return armed_sector(c->m->entities.v[q->entity].sector);
    }
    const struct actor_agent *g = actors_agent(c->lex->world->actors, &d->tok_low[k], 1, &len);
    if (g && armed_sector(g->sector)) return true;
    uint32_t b = d->sent_tok[d->tok_sent[k]];
    g = k > b ? actors_agent(c->lex->world->actors, &d->tok_low[k - 1], 2, &len) : NULL;
    return g && len == 2 && armed_sector(g->sector);
}

static bool is_own_modifier(const struct casting *c, uint32_t s, uint32_t k) {
    const struct doc *d = c->d;
    enum deprel r = (enum deprel)d->deprel[k];
    if (r == DEP_NMOD_POSS) return noun_is_human(c->lex, d, c->m, k);
    if (deprel_plain(r) == DEP_NMOD) {
        struct str prep = token_case(d, k);
        bool of = str_eq(prep, STR("of")) || str_eq(prep, STR("from"));
        return of && k > s && can_own(c, k);
    }
    if (r != DEP_COMPOUND && r != DEP_AMOD) return false;
    return k < s && !role_is_means(c, k) && can_own(c, k);
}

void role_cast_owner(struct casting *c, uint32_t s) {
    const struct doc *d = c->d;
    if (s == NONE || !event_is_violent((enum event_type)c->e->type) || !role_is_means(c, s)) return;
    uint32_t own = mention_of_head(&c->m->mentions, s);
    c->within = true;
    for (uint32_t i = d->child_b[s]; i < d->child_b[s + 1]; i++) {
        uint32_t k = d->child[i], n = c->part.n;
        if (!is_own_modifier(c, s, k)) continue;
        role_cast_one(c, ROLE_PERPETRATOR, k);
        if (c->part.n > n && c->part.v[n].entity == NONE && own != NONE)
            c->part.v[n].entity = c->m->mentions.v[own].entity;
        if (c->part.n > n) break; /* "a military fighter jet" */
    }
    c->within = false;
}
