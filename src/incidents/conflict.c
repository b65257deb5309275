#include "base/base.h"

#include "incidents/conflict.h"

enum { MAX_POSITIONS = 64 };

struct clash {
    const struct doc *d;
    const struct claims_found *c;
    VEC(struct conflict) out; /* in d->a */
    struct arena *a;
};

bool claims_agree(const struct claim *x, const struct claim *y) {
    if (slot_is_figure((enum claim_slot)x->slot))
        return x->slot == y->slot && x->value.low == y->value.low && x->value.high == y->value.high;
    if ((x->stance == STANCE_DENIES) != (y->stance == STANCE_DENIES)) return false;
    if (x->slot == SLOT_OCCURRED) return x->value.occurred == y->value.occurred;
    return x->value.entity == y->value.entity;
}

/* Claims that stand against others: whole figures of victims, whether it happened, who did it. */
static bool takes_part(const struct claims_found *c, const struct claim *x) {
    if (x->stance == STANCE_RETRACTS) return false; /* nobody stands by it any more */
    if (slot_is_figure((enum claim_slot)x->slot)) {
        if (x->partial || x->stance == STANCE_DENIES) return false;
        if (x->figure == NONE) return true;
        const struct figure *f = &c->figures.v[x->figure];
        return !f->attackers && !f->one_act;
    }
    if (x->slot == SLOT_OCCURRED) return x->value.occurred <= OCCURRED_STAGED;
    if (x->slot == SLOT_VICTIM) return x->value.entity != NONE;
    return x->slot == SLOT_RESPONSIBILITY || x->slot == SLOT_PERPETRATOR;
}

static uint32_t sentence_of(const struct claims_found *c, const struct claim *x) {
    return x->figure == NONE ? NONE : c->figures.v[x->figure].sent;
}

/* "The doorman, a waitress and three customers", "12 passengers and the driver": counts of one
 * sentence and holder that add up; the largest alone stands for them. Single persons told of beside
 * a total of another sentence are marked as parts, but count in such a sum. */
static bool is_addend(const struct claims_found *c, const struct incident *n,
                      const struct claim *x) {
    uint32_t sent = sentence_of(c, x);
    if (!slot_is_figure((enum claim_slot)x->slot) || sent == NONE || !x->value.low) return false;
    for (uint32_t i = 0; i < n->n_claim; i++) {
        const struct claim *y = &c->claim[n->claim[i]];
        if (y == x || y->slot != x->slot || sentence_of(c, y) != sent || !takes_part(c, y))
            continue;
        if (y->supersedes != NONE || x->supersedes != NONE || !holder_same(&x->holder, &y->holder))
            continue;
        if (y->value.low > x->value.low || (y->value.low == x->value.low && y < x)) return true;
    }
    return false;
}

/* The least that the counts which the holder of x adds up in its sentence come to. */
static uint64_t least_of_sentence(const struct claims_found *c, const struct incident *n,
                                  const struct claim *x) {
    uint64_t sum = 0;
    for (uint32_t i = 0; i < n->n_claim; i++) {
        const struct claim *y = &c->claim[n->claim[i]];
        const struct figure *f = y->figure == NONE ? NULL : &c->figures.v[y->figure];
        if (!f || y->slot != x->slot || f->sent != sentence_of(c, x) ||
            !holder_same(&x->holder, &y->holder))
            continue;
        if (f->attackers || f->part || f->part_of != NONE) continue;
        sum += y->value.low;
    }
    return sum;
}

/* Another claim of the slot gives the sum that x is part of: no rival of it. */
static bool sums_to_another(const struct claims_found *c, const struct incident *n,
                            const struct claim *x) {
    uint64_t sum = least_of_sentence(c, n, x);
    if (sum <= x->value.low) return false;
    for (uint32_t i = 0; i < n->n_claim; i++) {
        const struct claim *y = &c->claim[n->claim[i]];
        if (y->slot == x->slot && takes_part(c, y) && sentence_of(c, y) != sentence_of(c, x) &&
            y->value.low <= sum && sum <= y->value.high)
            return true;
    }
    return false;
}

/* A total over a span of time ("since January") beside counts of a happening. */
static bool counts_span(const struct claims_found *c, const struct incident *n,
                        const struct claim *x) {
    if (x->figure == NONE || c->figures.v[x->figure].period == NONE) return false;
    for (uint32_t i = 0; i < n->n_claim; i++) {
        const struct claim *y = &c->claim[n->claim[i]];
        if (y->slot == x->slot && y->figure != NONE && takes_part(c, y) &&
            c->figures.v[y->figure].period == NONE)
            return true;
    }
    return false;
}

/* Enough claims that the search of each through all stays short. */
enum { MANY_CLAIMS = 512 };

static bool is_rival(const struct clash *k, const struct incident *n, const struct claim *x) {
    if (!takes_part(k->c, x)) return false;
    if (!slot_is_figure((enum claim_slot)x->slot) || n->n_claim > MANY_CLAIMS) return true;
    return !is_addend(k->c, n, x) && !counts_span(k->c, n, x) && !sums_to_another(k->c, n, x);
}

static bool ranges_meet(const struct claim *x, const struct claim *y) {
    return x->value.low <= y->value.high && y->value.low <= x->value.high;
}

static const struct claim *first_of(const struct clash *k, const struct position *p) {
    return &k->c->claim[p->claim[0]];
}

/* All bounds can be true together: every pair of ranges meets, and so (on a line) all of them. */
static bool all_meet(const struct clash *k, const struct conflict *x) {
    for (uint32_t i = 0; i < x->n_position; i++)
        for (uint32_t j = i + 1; j < x->n_position; j++)
            if (!ranges_meet(first_of(k, &x->position[i]), first_of(k, &x->position[j])))
                return false;
    return true;
}

static void put_position(struct clash *k, struct conflict *x, uint32_t claim, uint32_t room) {
    for (uint32_t i = 0; i < x->n_position; i++) {
        struct position *p = &x->position[i];
        if (!claims_agree(first_of(k, p), &k->c->claim[claim])) continue;
        p->claim[p->n_claim++] = claim;
        return;
    }
    if (x->n_position == MAX_POSITIONS) return;
    struct position *p = &x->position[x->n_position++];
    p->claim = arena_array(k->d->a, uint32_t, room);
    p->claim[p->n_claim++] = claim;
}

static bool in_conflict(const struct conflict *x, uint32_t claim) {
    for (uint32_t i = 0; i < x->n_position; i++)
        for (uint32_t j = 0; j < x->position[i].n_claim; j++)
            if (x->position[i].claim[j] == claim) return true;
    return false;
}

/* The claim that takes the place of another here and whose own place nobody takes. */
static uint32_t resolving(const struct clash *k, const struct conflict *x) {
    uint32_t best = NONE;
    for (uint32_t i = 0; i < x->n_position; i++)
        for (uint32_t j = 0; j < x->position[i].n_claim; j++) {
            uint32_t c = x->position[i].claim[j], old = k->c->claim[c].supersedes;
            if (old != NONE && in_conflict(x, old)) best = c;
        }
    return best;
}

/* Sums of one sentence ("a soldier and two civilians") are no rivals of each other. */
static bool one_sentence(const struct clash *k, const struct conflict *x) {
    uint32_t sent = NONE;
    for (uint32_t i = 0; i < x->n_position; i++)
        for (uint32_t j = 0; j < x->position[i].n_claim; j++) {
            const struct claim *c = &k->c->claim[x->position[i].claim[j]];
            if (c->figure == NONE) return false;
            const struct figure *f = &k->c->figures.v[c->figure];
            uint32_t s = f->statement == NONE ? f->sent : NONE - 1 - f->statement;
            if (sent != NONE && s != sent) return false;
            sent = s;
        }
    return true;
}

static bool has_value(const struct clash *k, const struct conflict *x, uint8_t occurred) {
    for (uint32_t i = 0; i < x->n_position; i++) {
        const struct claim *c = first_of(k, &x->position[i]);
        if (c->value.occurred == occurred && c->stance != STANCE_DENIES) return true;
    }
    return false;
}

static bool any_denial(const struct clash *k, const struct conflict *x) {
    for (uint32_t i = 0; i < x->n_position; i++)
        if (first_of(k, &x->position[i])->stance == STANCE_DENIES) return true;
    return false;
}

/* Two positions that name different holders' perpetrators, or one that denies. */
static bool holders_differ(const struct clash *k, const struct conflict *x) {
    const struct claim *f = first_of(k, &x->position[0]);
    for (uint32_t i = 1; i < x->n_position; i++) {
        const struct claim *g = first_of(k, &x->position[i]);
        if (f->holder.entity != g->holder.entity || f->holder.outlet != g->holder.outlet)
            return true;
    }
    return false;
}

static bool is_conflict(struct clash *k, struct conflict *x) {
    if (x->n_position < 2) return false;
    if (slot_is_figure((enum claim_slot)x->slot)) {
        if (x->resolved == NONE && one_sentence(k, x)) return false;
        x->compatible = all_meet(k, x);
        x->kind = x->resolved != NONE ? CONFLICT_REVISION : CONFLICT_VALUE;
        return true;
    }
    if (x->slot == SLOT_OCCURRED) {
        x->kind = CONFLICT_EXISTENCE;
        return has_value(k, x, OCCURRED_STAGED) || any_denial(k, x);
    }
    x->kind = x->resolved != NONE ? CONFLICT_REVISION : CONFLICT_ATTRIBUTION;
    return any_denial(k, x) || holders_differ(k, x);
}

/* The figure counts fighters by a word for such. */
static bool counts_fighters(const struct claims_found *c, const struct claim *x) {
    return x->figure != NONE && c->figures.v[x->figure].fighters;
}

static void clash_slot(struct clash *k, const struct incident *n, uint32_t incident, uint8_t slot,
                       bool fighters) {
    uint32_t room = 0;
    for (uint32_t i = 0; i < n->n_claim; i++) room += k->c->claim[n->claim[i]].slot == slot;
    if (room < 2) return;
    struct conflict x = {.incident = incident, .slot = slot, .resolved = NONE};
    x.position = arena_array(k->d->a, struct position, ATT_MIN(room, MAX_POSITIONS));
    for (uint32_t i = 0; i < n->n_claim; i++) {
        const struct claim *c = &k->c->claim[n->claim[i]];
        if (c->slot == slot && counts_fighters(k->c, c) == fighters && is_rival(k, n, c))
            put_position(k, &x, n->claim[i], room);
    }
    x.resolved = resolving(k, &x);
    bool sides = slot == SLOT_PERPETRATOR && (n->type == EVENT_CLASH || n->type == EVENT_RIOT);
    if (sides && !any_denial(k, &x)) return; /* both fight: no rivals */
    if (is_conflict(k, &x)) *vec_push(k->d->a, &k->out) = x;
}

/* A claim of another slot that says what a denial of `slot` denies. */
static bool bears_on(uint8_t slot, const struct claim *y) {
    if (slot == SLOT_RESPONSIBILITY)
        return y->slot == SLOT_PERPETRATOR || y->slot == SLOT_RESPONSIBILITY;
    return y->slot == SLOT_VICTIM || y->slot == SLOT_WOUNDED || y->slot == SLOT_HOSPITALIZED;
}

/* Whether one person is a victim, whether a group did it: asserted by some, denied by others, in
 * whatever slots. */
static void clash_denied(struct clash *k, const struct incident *n, uint32_t incident,
                         uint8_t slot) {
    for (uint32_t i = 0; i < n->n_claim; i++) {
        const struct claim *no = &k->c->claim[n->claim[i]];
        if (no->slot != slot || no->stance != STANCE_DENIES || no->value.entity == NONE) continue;
        bool told = false;
        for (uint32_t j = 0; j < k->out.n && !told; j++)
            told = in_conflict(&k->out.v[j], n->claim[i]);
        if (told) continue;
        struct conflict x = {.incident = incident,
                             .slot = slot,
                             .resolved = NONE,
                             .kind =
                                 slot == SLOT_VICTIM ? CONFLICT_EXISTENCE : CONFLICT_ATTRIBUTION};
        x.position = arena_array(k->d->a, struct position, 2);
        struct position *yes = &x.position[0], *denied = &x.position[1];
        yes->claim = arena_array(k->d->a, uint32_t, n->n_claim);
        denied->claim = arena_array(k->d->a, uint32_t, n->n_claim);
        for (uint32_t j = 0; j < n->n_claim; j++) {
            const struct claim *y = &k->c->claim[n->claim[j]];
            bool linked = no->supersedes == n->claim[j];
            if ((y->value.entity != no->value.entity && !linked) || !bears_on(slot, y)) continue;
            struct position *p = y->stance == STANCE_DENIES ? denied : yes;
            p->claim[p->n_claim++] = n->claim[j];
        }
        if (!yes->n_claim) continue;
        x.n_position = 2;
        x.resolved = resolving(k, &x);
        if (x.resolved != NONE) x.kind = CONFLICT_REVISION;
        *vec_push(k->d->a, &k->out) = x;
    }
}

void conflicts_run(const struct doc *d, const struct meaning *m, const struct claims_found *c,
                   const struct incidents *in, struct conflicts *out, struct arena *scratch) {
    (void)m;
    struct clash k = {.d = d, .c = c, .a = scratch};
    static const uint8_t slots[] = {
        SLOT_OCCURRED, SLOT_PERPETRATOR,  SLOT_RESPONSIBILITY, SLOT_WEAPON_COUNT, SLOT_KILLED,
        SLOT_WOUNDED,  SLOT_HOSPITALIZED, SLOT_MISSING,        SLOT_DETAINED,     SLOT_KIDNAPPED};
    for (uint32_t i = 0; i < in->n; i++) {
        for (size_t s = 0; s < COUNT_OF(slots); s++) clash_slot(&k, &in->v[i], i, slots[s], false);
        clash_slot(&k, &in->v[i], i, SLOT_KILLED, true); /* "14 soldiers", "20 militants" */
        clash_denied(&k, &in->v[i], i, SLOT_VICTIM);
        clash_denied(&k, &in->v[i], i, SLOT_RESPONSIBILITY);
    }
    out->v = k.out.v;
    out->n = k.out.n;
}
