#include "base/base.h"

#include "incidents/incidents.h"

static bool superseded(const struct claims_found *c, const struct incident *n, uint32_t claim) {
    for (uint32_t i = 0; i < n->n_claim; i++)
        if (c->claim[n->claim[i]].supersedes == claim) return true;
    return false;
}

/* A claim that gives the whole figure and that its holder stands by. */
static bool counts(const struct claims_found *c, const struct claim *q) {
    if (q->partial || q->stance == STANCE_DENIES || q->stance == STANCE_RETRACTS) return false;
    return q->figure == NONE || !c->figures.v[q->figure].attackers;
}

struct bounds incident_figure(const struct claims_found *c, const struct incident *n,
                              enum claim_slot slot) {
    struct bounds b = {false, 0, 0};
    for (uint32_t i = 0; i < n->n_claim; i++) {
        const struct claim *q = &c->claim[n->claim[i]];
        if (q->slot != slot || !counts(c, q) || superseded(c, n, n->claim[i])) continue;
        b.low = b.known ? ATT_MIN(b.low, q->value.low) : q->value.low;
        b.high = b.known ? ATT_MAX(b.high, q->value.high) : q->value.high;
        b.known = true;
    }
    return b;
}
