#include "base/base.h"

#include "claims/claims.h"

#include "claims/claim.h"
#include "claims/figure.h"
#include "claims/quote.h"

const char *statement_kind_name(enum statement_kind k) {
    static const char *const name[] = {"direct", "indirect", "mixed"};
    return name[k];
}

const char *claim_slot_name(enum claim_slot s) {
#define CLAIM_NAME_(id, name) name,
    static const char *const names[N_CLAIM_SLOT] = {CLAIM_SLOTS(CLAIM_NAME_)};
#undef CLAIM_NAME_
    return names[s];
}

const char *claim_stance_name(enum claim_stance s) {
    static const char *const name[] = {"asserts", "denies", "doubts", "reports", "retracts"};
    return name[s];
}

const char *claim_certainty_name(enum claim_certainty c) {
    static const char *const name[] = {"certain", "probable", "possible", "unlikely"};
    return name[c];
}

const char *occurred_name(enum occurred o) {
    static const char *const name[] = {"real", "staged", "planned", "failed", "foiled"};
    return name[o];
}

/* The statement each event stands in, by its head token. */
static void place_events(const struct doc *d, const struct meaning *m, struct claims_found *out) {
    out->event_statement = arena_array(d->a, uint32_t, m->events.n);
    for (uint32_t i = 0; i < m->events.n; i++)
        out->event_statement[i] = out->statements.of_tok[m->events.v[i].head];
}

bool claims_tells_of(const struct claims_found *c, uint32_t event, struct tspan words) {
    uint32_t s = c->event_statement[event];
    for (uint32_t i = 0; s != NONE && i < c->statements.n; i++, s = c->statements.v[s].inside)
        if (tspan_overlap(c->statements.v[s].holder.span, words)) return true;
    return false;
}

void claims_run(const struct claim_lexicon *lex, const struct doc *d, const struct world *w,
                const struct meaning *m, struct claims_found *out, struct arena *scratch) {
    *out = (struct claims_found){0};
    statements_run(lex, d, w, m, &out->statements, scratch);
    figures_run(lex, d, w, m, out, scratch);
    place_events(d, m, out);
    claims_make(lex, d, w, m, out, scratch);
}

bool holder_same(const struct holder *x, const struct holder *y) {
    if (x->outlet || y->outlet) return x->outlet && y->outlet;
    if (x->entity != NONE || y->entity != NONE) return x->entity == y->entity;
    return tspan_eq(x->span, y->span);
}
