#include "base/base.h"

#include "incidents/incidents.h"

static bool superseded(const struct claims_found *c, const struct incident *n, uint32_t claim) {
    for (uint32_t i = 0; i < n->n_claim; i++)
        if (c->claim[n->claim[i]].supersedes == claim) return true;
    return false;
}

/* A claim that its holder stands by and that counts victims. */
static bool counts(const struct claims_found *c, const struct claim *q) {
    if (q->stance == STANCE_DENIES || q->stance == STANCE_RETRACTS) return false;
    return q->figure == NONE || !c->figures.v[q->figure].attackers;
}

static uint64_t plus(uint64_t x, uint64_t y) {
    return x == NO_BOUND || y == NO_BOUND ? NO_BOUND : x + y;
}

static uint32_t sentence_of(const struct claims_found *c, const struct claim *q) {
    return q->figure == NONE ? NONE : c->figures.v[q->figure].sent;
}

/* Another claim of the same holder in the same sentence and slot has this very value. */
static bool repeats(const struct claims_found *c, const struct incident *n, uint32_t upto) {
    const struct claim *q = &c->claim[n->claim[upto]];
    for (uint32_t i = 0; i < upto; i++) {
        const struct claim *p = &c->claim[n->claim[i]];
        if (p->slot == q->slot && p->value.low > 4 && p->value.low == q->value.low &&
            p->value.high == q->value.high && sentence_of(c, p) == sentence_of(c, q) &&
            holder_same(&p->holder, &q->holder))
            return true;
    }
    return false;
}

static bool is_toll(const struct claims_found *c, const struct claim *p) {
    return p->figure != NONE && c->figures.v[p->figure].toll;
}

/* "A dozen at a hospital and around 120 more at a stadium". */
static bool is_addend(const struct claims_found *c, const struct claim *p) {
    if (p->figure == NONE) return false;
    const struct figure *f = &c->figures.v[p->figure];
    return f->increment && !f->part && f->part_of == NONE && !f->toll;
}

/* "A soldier and two civilians" of one sentence are one total of its holder. */
static struct bounds sentence_total(const struct claims_found *c, const struct incident *n,
                                    uint32_t from) {
    const struct claim *q = &c->claim[n->claim[from]];
    struct bounds b = {true, q->value.low, q->value.high};
    for (uint32_t i = from + 1; i < n->n_claim; i++) {
        const struct claim *p = &c->claim[n->claim[i]];
        if (p->slot != q->slot || !counts(c, p) || !holder_same(&p->holder, &q->holder)) continue;
        if (p->partial && !is_addend(c, p)) continue;
        if (q->figure == NONE || sentence_of(c, p) != sentence_of(c, q)) continue;
        if (superseded(c, n, n->claim[i]) || repeats(c, n, i)) continue;
        if (is_toll(c, q)) break;
        if (is_toll(c, p)) return (struct bounds){true, p->value.low, p->value.high};
        b.low = plus(b.low, p->value.low), b.high = plus(b.high, p->value.high);
    }
    return b;
}

static bool leads_sentence(const struct claims_found *c, const struct incident *n, uint32_t at) {
    const struct claim *q = &c->claim[n->claim[at]];
    for (uint32_t i = 0; i < at; i++) {
        const struct claim *p = &c->claim[n->claim[i]];
        if (p->slot == q->slot && !p->partial && counts(c, p) &&
            holder_same(&p->holder, &q->holder) && q->figure != NONE &&
            sentence_of(c, p) == sentence_of(c, q) && !superseded(c, n, n->claim[i]))
            return false;
    }
    return true;
}

/* A single victim or an increment that a story adds, not a part of a total. */
static bool adds_up(const struct claims_found *c, const struct claim *p) {
    if (p->figure == NONE) return false;
    const struct figure *f = &c->figures.v[p->figure];
    return f->part_of == NONE && !f->part && f->number.e - f->number.b > 3;
}

/* A further act of one story, told by the holder of q. */
static bool is_story(const struct claims_found *c, const struct incident *n,
                     const struct claim *q) {
    for (uint32_t i = 0; i < n->n_claim; i++) {
        const struct claim *p = &c->claim[n->claim[i]];
        if (p->slot == q->slot && counts(c, p) && holder_same(&p->holder, &q->holder) &&
            p->figure != NONE && c->figures.v[p->figure].sequel)
            return true;
    }
    return false;
}

/* "Another two died": what the same holder adds behind the total told at `from`. */
static void add_increments(const struct claims_found *c, const struct incident *n, uint32_t from,
                           struct bounds *total) {
    const struct claim *q = &c->claim[n->claim[from]];
    for (uint32_t i = from + 1; i < n->n_claim; i++) {
        const struct claim *p = &c->claim[n->claim[i]];
        if (p->slot != q->slot || !counts(c, p) || !holder_same(&p->holder, &q->holder) ||
            p->figure == NONE)
            continue;
        const struct figure *f = &c->figures.v[p->figure];
        if (!f->increment || f->part || f->part_of != NONE || superseded(c, n, n->claim[i]))
            continue;
        if (f->sent == sentence_of(c, q)) continue;
        total->low = plus(total->low, p->value.low), total->high = plus(total->high, p->value.high);
    }
}

/* The largest total that the holder of `at` gives, told first; NONE-marked where it was given
 * before. */
static bool holder_total(const struct claims_found *c, const struct incident *n, uint32_t at,
                         struct bounds *out) {
    const struct claim *q = &c->claim[n->claim[at]];
    bool known = false, story = is_story(c, n, q);
    uint32_t best = at;
    for (uint32_t i = 0; i < n->n_claim; i++) {
        const struct claim *p = &c->claim[n->claim[i]];
        if (p->slot != q->slot || !counts(c, p) || !holder_same(&p->holder, &q->holder)) continue;
        if (p->partial && !(story && adds_up(c, p))) continue;
        if (superseded(c, n, n->claim[i])) continue;
        if (i < at && !known) return false;
        if (!leads_sentence(c, n, i)) continue;
        struct bounds b = sentence_total(c, n, i);
        if (!known || (b.low > out->low && !story))
            *out = b, best = i;
        else if (story && b.low != out->low) /* not "77 in all" */
            *out = (struct bounds){true, plus(out->low, b.low), plus(out->high, b.high)};
        known = true;
    }
    if (known && !story) add_increments(c, n, best, out);
    return known;
}

/* What is told only by parts and single victims: their sum is the least that holds. */
static struct bounds parts_total(const struct claims_found *c, const struct incident *n,
                                 enum claim_slot slot) {
    struct bounds b = {false, 0, 0};
    for (uint32_t i = 0; i < n->n_claim; i++) {
        const struct claim *q = &c->claim[n->claim[i]];
        if (q->slot != slot || !counts(c, q) || superseded(c, n, n->claim[i])) continue;
        if (q->figure != NONE &&
            (c->figures.v[q->figure].part || c->figures.v[q->figure].part_of != NONE))
            continue;
        if (b.known && q->value.low <= b.low) continue;
        b = (struct bounds){true, q->value.low, q->value.high};
    }
    return b;
}

enum { MOST_CLAIMS = 256 }; /* of one slot of one incident that are weighed against each other */

/* The incident with the claims alone that bear on the slot, the earliest ones, in `keep`. */
static struct incident of_slot(const struct claims_found *c, const struct incident *n,
                               enum claim_slot slot, uint32_t keep[MOST_CLAIMS]) {
    struct incident one = {.claim = keep};
    for (uint32_t i = 0; i < n->n_claim && one.n_claim < MOST_CLAIMS; i++) {
        const struct claim *q = &c->claim[n->claim[i]];
        if (q->slot == slot || q->supersedes != NONE) keep[one.n_claim++] = n->claim[i];
    }
    return one;
}

static struct bounds figure_of(const struct claims_found *c, const struct incident *n,
                               enum claim_slot slot) {
    struct bounds all = {false, 0, 0}, one = all;
    for (uint32_t i = 0; i < n->n_claim; i++) {
        const struct claim *q = &c->claim[n->claim[i]];
        if (q->slot != slot || q->partial || !counts(c, q) || !holder_total(c, n, i, &one))
            continue;
        all.low = all.known ? ATT_MIN(all.low, one.low) : one.low;
        all.high = all.known ? ATT_MAX(all.high, one.high) : one.high;
        all.known = true;
    }
    return all.known ? all : parts_total(c, n, slot);
}

struct bounds incident_figure(const struct claims_found *c, const struct incident *n,
                              enum claim_slot slot) {
    uint32_t keep[MOST_CLAIMS];
    struct incident one = of_slot(c, n, slot, keep);
    return figure_of(c, &one, slot);
}
