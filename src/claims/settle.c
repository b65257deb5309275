#include "base/base.h"

#include "claims/settle.h"

#include "claims/clause.h"

#include <stdlib.h>

enum { CHAIN = 32 }; /* staged claims looked at in one sentence */

struct settler {
    const struct doc *d;
    const struct meaning *m;
    struct claim *v;
    uint32_t *first; /* [n_sent] last staged claim of the sentence, or NONE */
    uint32_t *next;  /* [n] the staged claim before it in its sentence */
    bool *doubts;    /* [entities.n] holders that call it staged or doubt it */
};

/* Held to be staged, or never to have happened. */
static bool is_staged(const struct claim *c) {
    if (c->slot != SLOT_OCCURRED) return false;
    return c->value.occurred == OCCURRED_STAGED ? c->stance != STANCE_DENIES
                                                : c->stance == STANCE_DENIES;
}

static uint32_t sentence_of(const struct doc *d, struct tspan s) {
    uint32_t t = doc_tok_at(d, s.b);
    return d->tok_sent[t < d->n_tok ? t : d->n_tok - 1];
}

/* "The attack on the house", "their raid": spoken of as known, not told. */
static bool is_presupposed(const struct doc *d, const struct event *e) {
    uint32_t h = e->head;
    if (d->upos[h] != UPOS_NOUN && d->upos[h] != UPOS_PROPN) return false;
    for (uint32_t c = d->child_b[h]; c < d->child_b[h + 1]; c++) {
        uint32_t x = d->child[c];
        if (d->deprel[x] == DEP_NMOD_POSS) return true;
        if (d->deprel[x] != DEP_DET) continue;
        if (clause_is(d, x, "the") || clause_is(d, x, "this") || clause_is(d, x, "that"))
            return true;
    }
    return false;
}

static void note_doubts(struct settler *k, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        const struct claim *c = &k->v[i];
        if (c->slot != SLOT_OCCURRED) continue;
        bool staged = is_staged(c);
        if (!staged && c->stance != STANCE_DOUBTS) continue;
        if (!c->holder.outlet && c->holder.entity != NONE) k->doubts[c->holder.entity] = true;
        if (!staged) continue;
        uint32_t s = sentence_of(k->d, c->value.text);
        k->next[i] = k->first[s], k->first[s] = i;
    }
}

static bool is_taken_back(const struct settler *k, const struct claim *c) {
    const struct event *e = &k->m->events.v[c->event];
    bool known = is_presupposed(k->d, e);
    if (known && !c->holder.outlet && c->holder.entity != NONE && k->doubts[c->holder.entity] &&
        c->stance == STANCE_ASSERTS)
        return true;
    uint32_t s = k->first[e->sent];
    for (int i = 0; s != NONE && i < CHAIN; i++, s = k->next[s])
        if ((known || k->v[s].event == c->event) && holder_same(&k->v[s].holder, &c->holder))
            return true;
    return false;
}

void settle_doubters(const struct doc *d, const struct meaning *m, struct claim *v, uint32_t n,
                     struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    struct settler k = {.d = d, .m = m, .v = v};
    k.first = arena_array(scratch, uint32_t, d->n_sent);
    for (uint32_t s = 0; s < d->n_sent; s++) k.first[s] = NONE;
    k.next = arena_array(scratch, uint32_t, n + 1);
    k.doubts = arena_array(scratch, bool, m->entities.n + 1);
    note_doubts(&k, n);
    for (uint32_t i = 0; i < n; i++) {
        const struct claim *c = &v[i];
        if (c->slot == SLOT_OCCURRED && c->value.occurred == OCCURRED_REAL &&
            c->stance != STANCE_DENIES && c->event != NONE && is_taken_back(&k, c))
            v[i].slot = N_CLAIM_SLOT;
    }
    arena_rewind(scratch, mark);
}

struct tspan settle_evidence(const struct doc *d, struct tspan evidence, struct tspan value) {
    if (evidence.e - evidence.b <= EVIDENCE_MAX) return evidence;
    bool inside = !tspan_empty(value) && tspan_inside(value, evidence);
    uint32_t from = inside ? value.b : evidence.b, b = evidence.b;
    if (from - b > EVIDENCE_MAX / 2) b = from - EVIDENCE_MAX / 2;
    uint32_t t = doc_tok_at(d, b), end = ATT_MIN(evidence.e, b + EVIDENCE_MAX);
    if (inside) end = ATT_MAX(end, value.e);
    if (t >= d->n_tok) return evidence;
    struct tspan s = {d->tok_b[t], d->tok_e[t]};
    for (; t < d->n_tok && d->tok_e[t] <= end; t++) s.e = d->tok_e[t];
    return s;
}

struct tspan settle_words(const struct doc *d, const struct meaning *m, uint32_t b, uint32_t e,
                          struct tspan span) {
    struct tspan s = clause_whole_of(d, b, e, span);
    uint32_t at = timex_after(&m->times, s.b);
    if (at == m->times.n || !tspan_overlap(m->times.v[at].span, s)) return s;
    uint32_t end = doc_tok_at(d, m->times.v[at].span.b), from = doc_tok_at(d, s.b);
    while (end > from && (d->upos[end - 1] == UPOS_ADP || d->upos[end - 1] == UPOS_DET ||
                          d->upos[end - 1] == UPOS_PUNCT))
        end--;
    return end > from ? (struct tspan){s.b, d->tok_e[end - 1]} : (struct tspan){0, 0};
}

uint32_t settle_said_at(const struct statements *st, uint32_t t) {
    uint32_t s = st->of_tok[t];
    for (uint32_t i = 0; i < st->n && s != NONE && !st->v[s].asserts; i++) s = st->v[s].inside;
    return s;
}

bool settle_nobody(const struct holder *h) {
    return !h->outlet && h->entity == NONE && tspan_empty(h->span);
}

void settle_chain(const struct statements *st, uint32_t s, struct claim *c, struct arena *a) {
    enum { DEPTH = 8 };
    uint32_t depth = 0, u;
    for (u = st->v[s].inside; u != NONE && depth < DEPTH; u = st->v[u].inside)
        depth += !settle_nobody(&st->v[u].holder);
    c->via = arena_array(a, struct holder, depth + 1);
    c->via[0] = (struct holder){.outlet = true, .entity = NONE};
    c->n_via = depth + 1;
    for (u = st->v[s].inside; u != NONE && depth; u = st->v[u].inside)
        if (!settle_nobody(&st->v[u].holder)) c->via[depth--] = st->v[u].holder;
}

struct ranked {
    struct claim c;
    uint32_t at;
};

static int by_evidence(const void *x, const void *y) {
    const struct ranked *a = x, *b = y;
    if (a->c.evidence.b != b->c.evidence.b) return a->c.evidence.b < b->c.evidence.b ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

void settle_order(struct claims_found *c, const struct claim *v, uint32_t n, struct arena *a,
                  struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    struct ranked *r = arena_array(scratch, struct ranked, n + 1);
    uint32_t *place = arena_array(scratch, uint32_t, n + 1), kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        place[i] = NONE;
        if (v[i].slot != N_CLAIM_SLOT) r[kept++] = (struct ranked){v[i], i};
    }
    if (kept) qsort(r, kept, sizeof *r, by_evidence);
    for (uint32_t i = 0; i < kept; i++) place[r[i].at] = i;
    c->claim = arena_array(a, struct claim, kept);
    c->n_claim = kept;
    for (uint32_t i = 0; i < kept; i++) {
        c->claim[i] = r[i].c;
        if (r[i].c.supersedes != NONE) c->claim[i].supersedes = place[r[i].c.supersedes];
    }
    arena_rewind(scratch, mark);
}
