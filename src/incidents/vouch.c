#include "base/base.h"

#include "incidents/vouch.h"

#include "claims/settle.h"

enum claim_slot filler_slot(uint32_t role) {
    static const uint8_t slot[N_FILLER_ROLE] = {SLOT_PERPETRATOR, SLOT_TARGET, SLOT_VICTIM,
                                                SLOT_WEAPON};
    return (enum claim_slot)slot[role];
}

bool filler_given_by(const struct filler *f, uint32_t role, const struct claim *c) {
    if (c->slot != filler_slot(role)) return false;
    if (f->entity != NONE && c->value.entity == f->entity) return true;
    return tspan_overlap(c->value.text, f->span);
}

/* Claims by incident: those of incident k are at[from[k] .. from[k + 1]). */
struct shelves {
    uint32_t *from, *at;
};

static struct shelves sort_claims(const struct build *b, const struct incidents *in) {
    const struct claims_found *c = b->claims;
    struct shelves s = {arena_array(b->scratch, uint32_t, in->n + 2),
                        arena_array(b->scratch, uint32_t, c->n_claim + 1)};
    for (uint32_t i = 0; i < c->n_claim; i++)
        if (c->claim[i].incident != NONE) s.from[c->claim[i].incident + 2]++;
    for (uint32_t k = 2; k <= in->n + 1; k++) s.from[k] += s.from[k - 1];
    for (uint32_t i = 0; i < c->n_claim; i++)
        if (c->claim[i].incident != NONE) s.at[s.from[c->claim[i].incident + 1]++] = i;
    return s;
}

static bool is_given(const struct build *b, const struct shelves *s, uint32_t incident,
                     uint32_t role, const struct filler *f) {
    for (uint32_t i = s->from[incident]; i < s->from[incident + 1]; i++)
        if (filler_given_by(f, role, &b->claims->claim[s->at[i]])) return true;
    return false;
}

static struct claim claim_for(const struct build *b, uint32_t incident, uint32_t role,
                              const struct filler *f) {
    const struct statements *st = &b->claims->statements;
    static const struct holder outlet = {.outlet = true, .entity = NONE};
    uint32_t t = doc_tok_at(b->d, f->span.b);
    if (t >= b->d->n_tok) t = b->d->n_tok - 1;
    struct claim c = {.slot = (uint8_t)filler_slot(role),
                      .event = NONE,
                      .incident = incident,
                      .holder = outlet,
                      .time = NONE,
                      .supersedes = NONE,
                      .figure = NONE};
    c.value.entity = f->entity, c.value.place = c.value.time = NONE;
    c.value.text = f->span;
    c.evidence = settle_evidence(b->d, b->d->sent[b->d->tok_sent[t]], f->span);
    uint32_t s = settle_said_at(st, t);
    if (s == NONE) return c;
    c.time = st->v[s].time;
    const struct holder *h = &st->v[s].holder;
    if (settle_nobody(h)) {
        c.stance = STANCE_REPORTS;
        return c;
    }
    c.holder = *h;
    settle_chain(st, s, &c, b->d->a);
    return c;
}

void vouch_run(const struct build *b, const struct incidents *in) {
    struct arena_mark mark = arena_mark(b->scratch);
    struct claims_found *c = b->claims;
    uint32_t room = c->n_claim, n = c->n_claim;
    for (uint32_t k = 0; k < in->n; k++)
        for (uint32_t r = 0; r < N_FILLER_ROLE; r++) room += in->v[k].n_filler[r];
    struct claim *v = arena_array(b->scratch, struct claim, room + 1);
    struct shelves s = sort_claims(b, in);
    if (n) memcpy(v, c->claim, n * sizeof *v);
    for (uint32_t k = 0; k < in->n && b->d->n_tok; k++)
        for (uint32_t r = 0; r < N_FILLER_ROLE; r++)
            for (uint32_t i = 0; i < in->v[k].n_filler[r]; i++) {
                const struct filler *f = &in->v[k].filler[r][i];
                if (is_given(b, &s, k, r, f)) continue;
                v[n++] = claim_for(b, k, r, f);
            }
    if (n > c->n_claim) settle_order(c, v, n, b->d->a, b->scratch);
    arena_rewind(b->scratch, mark);
}

bool filler_is_attributed(const struct claims_found *c, const struct filler *f) {
    for (uint32_t i = 0; i < f->n_claim; i++) {
        const struct claim *x = &c->claim[f->claim[i]];
        if (x->holder.outlet && x->stance == STANCE_ASSERTS && x->certainty == CERTAIN)
            return false;
    }
    return true;
}
