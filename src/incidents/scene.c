#include "base/base.h"

#include "incidents/scene.h"

#include "language/tags.h"

uint32_t place_name_after(const struct place *p, uint32_t at) {
    uint32_t lo = 0, hi = p->n_mention;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (p->mention[mid].b < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Whose troops or planes, rather than where: a country before a noun that is no happening of its
 * own ("US strike hits", "Russian jets"; "Iraq bombing" does tell where). */
static bool names_doer(const struct build *b, uint32_t t, uint32_t end) {
    if (t + 1 < end && str_eq_c(b->d->tok_low[t + 1], "'s")) return true;
    if (t + 1 >= end || (b->d->upos[t + 1] != UPOS_NOUN && b->d->upos[t + 1] != UPOS_PROPN))
        return false;
    uint32_t v = b->m->events.of_tok[t + 1];
    if (v == NONE) return true;
    uint8_t type = b->m->events.v[v].type;
    return type == EVENT_ATTACK || type == EVENT_AIR_STRIKE || type == EVENT_DRONE_STRIKE ||
           type == EVENT_SHELLING;
}

/* All names of the country in the sentence of the event tell who did it. */
static bool is_doer(const struct build *b, const struct event *e, const struct place *p) {
    const struct doc *d = b->d;
    if (p->kind != PLACE_COUNTRY) return false;
    struct tspan s = d->sent[e->sent];
    uint32_t end = d->sent_tok[e->sent + 1], doers = 0;
    for (uint32_t i = place_name_after(p, s.b); i < p->n_mention && p->mention[i].b < s.e; i++) {
        uint32_t t = doc_tok_at(d, p->mention[i].e);
        if (!names_doer(b, t ? t - 1 : 0, end)) return false;
        doers++;
    }
    return doers > 0;
}

static bool is_harmed(const struct participant *p) {
    return p->role == ROLE_VICTIM || p->role == ROLE_TARGET;
}

uint32_t scene_beside(const struct build *b, uint32_t mention, bool also_of) {
    enum { MENTIONS = 3 };
    const struct mentions *ms = &b->m->mentions;
    const struct places *ps = &b->m->places;
    if (!ps->of_entity) return NONE;
    uint32_t h = ms->v[mention].head;
    for (uint32_t i = mention + 1; i < ms->n && i <= mention + MENTIONS; i++) {
        const struct mention *x = &ms->v[i];
        if (x->entity == NONE || b->d->head[x->head] != h || b->d->deprel[x->head] != DEP_NMOD)
            continue;
        uint32_t at = ps->of_entity[x->entity];
        if (at == NONE || !x->tok_b) continue;
        struct str word = b->d->tok_low[x->tok_b - 1];
        bool in = str_eq_c(word, "in") || str_eq_c(word, "near"), of = str_eq_c(word, "of");
        if (in || (of && also_of)) return at;
    }
    return NONE;
}

/* "Shelled Stepanakert": the town that was hit is where it was; else where those were who had a
 * part in it. */
static uint32_t place_of_parts(const struct build *b, const struct event *e) {
    const struct places *ps = &b->m->places;
    if (!ps->of_entity) return NONE;
    for (uint32_t i = 0; i < e->n_part; i++) {
        const struct participant *p = &e->part[i];
        if (!is_harmed(p) || p->entity == NONE) continue;
        uint32_t at = ps->of_entity[p->entity];
        if (at != NONE && ps->v[at].kind != PLACE_COUNTRY && ps->v[at].kind != PLACE_REGION)
            return at;
    }
    for (uint32_t i = 0; i < e->n_part; i++) {
        const struct participant *p = &e->part[i];
        if (p->mention == NONE || p->role == ROLE_PERPETRATOR) continue;
        uint32_t at = scene_beside(b, p->mention, p->role == ROLE_TARGET);
        if (at != NONE) return at;
    }
    return NONE;
}

uint32_t scene_of(const struct build *b, const struct event *e) {
    if (e->place != NONE && !is_doer(b, e, &b->m->places.v[e->place])) return e->place;
    return place_of_parts(b, e);
}
