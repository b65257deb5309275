#include "base/base.h"

#include "incidents/merge.h"

/* What makes two claims one: packed without gaps, so that equal keys have equal bytes. */
struct key {
    uint64_t low, high;
    uint32_t incident, slot, stance, flags;
    uint32_t holder_kind, holder, text, value;
    struct day from, to;
};

struct merger {
    const struct build *b;
    struct map words; /* lower-cased texts -> id */
    struct map keys;  /* key bytes -> claim that stays */
};

enum { HOLDER_OUTLET, HOLDER_ENTITY, HOLDER_WORDS };

static uint32_t text_id(struct merger *m, struct tspan s) {
    struct str raw = doc_cut(m->b->d, s);
    char *low = arena_array(m->b->scratch, char, raw.n);
    for (uint32_t i = 0; i < raw.n; i++) low[i] = ascii_lower(raw.p[i]);
    return map_add(&m->words, (struct str){low, raw.n}, m->words.n, NULL);
}

/* Somebody known by an entity is the same whatever he is called; others by their words. */
static void set_value(struct merger *m, struct key *k, const struct claim *c) {
    switch (c->slot) {
    case SLOT_OCCURRED: k->value = c->value.occurred; return;
    case SLOT_TYPE: k->value = c->value.type; return;
    case SLOT_PLACE: k->value = c->value.place; return;
    case SLOT_DATE: {
        const struct timex *t = &m->b->m->times.v[c->value.time];
        k->value = t->precision;
        k->from = t->from, k->to = t->to;
        if (!day_known(t->from)) k->text = text_id(m, t->span);
        return;
    }
    default: break;
    }
    k->value = c->value.entity;
    if (slot_is_figure((enum claim_slot)c->slot)) {
        k->low = c->value.low, k->high = c->value.high;
        k->text = c->value.entity == NONE && c->value.low < 5 ? text_id(m, c->value.of) : NONE;
    } else if (c->value.entity == NONE && c->slot != SLOT_RESPONSIBILITY) {
        k->text = text_id(m, c->value.text);
    }
}

/* When it was told: claims of two days are two claims. */
static void set_time(struct merger *m, struct key *k, const struct claim *c) {
    if (c->time == NONE || c->slot == SLOT_DATE) return;
    const struct timex *t = &m->b->m->times.v[c->time];
    k->from = t->from, k->to = t->to;
}

static struct str key_of(struct merger *m, const struct claim *c) {
    struct key *k = arena_new(m->b->scratch, struct key);
    memset(k, 0, sizeof *k);
    k->incident = c->incident, k->slot = c->slot, k->stance = c->stance;
    k->flags = c->partial;
    if (c->figure != NONE) k->flags |= m->b->claims->figures.v[c->figure].attackers ? 2u : 0;
    k->text = NONE;
    if (!c->holder.outlet) {
        k->holder_kind = c->holder.entity != NONE ? HOLDER_ENTITY : HOLDER_WORDS;
        k->holder = c->holder.entity != NONE ? c->holder.entity : text_id(m, c->holder.span);
    }
    set_time(m, k, c);
    set_value(m, k, c);
    return (struct str){(const char *)k, sizeof *k};
}

/* to[i]: the claim that stands for claim i: the surest of its kind, the first of these. */
static void choose(struct merger *m, uint32_t *to) {
    struct claims_found *c = m->b->claims;
    uint32_t *key = arena_array(m->b->scratch, uint32_t, c->n_claim);
    for (uint32_t i = 0; i < c->n_claim; i++) {
        struct str k = key_of(m, &c->claim[i]);
        bool fresh = false;
        key[i] = map_add(&m->keys, k, m->keys.n, &fresh);
        struct map_entry *e = &m->keys.v[key[i]];
        if (fresh) to[e->value] = i;
        if (c->claim[i].certainty < c->claim[to[key[i]]].certainty) to[key[i]] = i;
    }
    uint32_t *kept = arena_array(m->b->scratch, uint32_t, c->n_claim);
    memcpy(kept, to, c->n_claim * sizeof *kept);
    for (uint32_t i = 0; i < c->n_claim; i++) to[i] = kept[key[i]];
}

/* A claim that goes leaves its place in a revision to the one that stands for it. */
static void move_revisions(struct claims_found *c, const uint32_t *to) {
    for (uint32_t i = 0; i < c->n_claim; i++) {
        uint32_t old = c->claim[i].supersedes, stays = to[i];
        if (old == NONE) continue;
        old = to[old];
        if (stays == i)
            c->claim[i].supersedes = old == i ? NONE : old;
        else if (c->claim[stays].supersedes == NONE && old < stays)
            c->claim[stays].supersedes = old;
    }
    for (uint32_t i = 0; i < c->n_claim; i++) {
        uint32_t old = c->claim[i].supersedes;
        if (to[i] == i && old != NONE && c->claim[old].supersedes == i)
            c->claim[i].supersedes = NONE;
    }
}

void claims_merge(const struct build *b) {
    struct claims_found *c = b->claims;
    struct arena_mark mark = arena_mark(b->scratch);
    struct merger m = {.b = b};
    map_init(&m.words, b->scratch, 64);
    map_init(&m.keys, b->scratch, c->n_claim + 1);
    uint32_t *to = arena_array(b->scratch, uint32_t, c->n_claim + 1), n = 0;
    uint32_t *at = arena_array(b->scratch, uint32_t, c->n_claim + 1);
    choose(&m, to);
    move_revisions(c, to);
    for (uint32_t i = 0; i < c->n_claim; i++)
        if (to[i] == i) at[i] = n, c->claim[n++] = c->claim[i];
    c->n_claim = n;
    for (uint32_t i = 0; i < n; i++)
        if (c->claim[i].supersedes != NONE) c->claim[i].supersedes = at[c->claim[i].supersedes];
    arena_rewind(b->scratch, mark);
}
