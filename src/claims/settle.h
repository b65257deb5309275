/*
 * What a holder cannot mean at once. Somebody who calls a happening staged, or doubts it, does not
 * assert it by speaking of it ("the attack on the house could have been faked"); and a claim's
 * evidence is a clause or a sentence, never a page.
 */
#ifndef CLAIMS_SETTLE_H
#define CLAIMS_SETTLE_H

#include "claims/claims.h"

/* Marks with slot N_CLAIM_SLOT the claims v[0..n) that their own holder takes back in the same
 * breath. O(n + sentences). */
void settle_doubters(const struct doc *d, const struct meaning *m, struct claim *v, uint32_t n,
                     struct arena *scratch);

/* The evidence around the value, at most EVIDENCE_MAX bytes, cut at tokens. */
enum { EVIDENCE_MAX = 600 };
struct tspan settle_evidence(const struct doc *d, struct tspan evidence, struct tspan value);

/* The words [b, e) of a participant for a record: the whole of a share ("Several of his guards"),
 * without a time that grammar hung on them ("the house on Monday"); empty where no words stay. */
struct tspan settle_words(const struct doc *d, const struct meaning *m, uint32_t b, uint32_t e,
                          struct tspan span);

/* The innermost statement at token t whose holder says that it is so, or NONE. */
uint32_t settle_said_at(const struct statements *st, uint32_t t);
/* Nobody is named: not the outlet, no entity, no words. */
bool settle_nobody(const struct holder *h);
/* Sets c->via for what statement s holds: "the outlet reports that AP writes that ...", all but the
 * innermost holder, in `a`. */
void settle_chain(const struct statements *st, uint32_t s, struct claim *c, struct arena *a);
/* The claims v[n], whose `supersedes` are places in v, as c->claim in `a`: by evidence, equal ones
 * in the order of v; without those whose slot is N_CLAIM_SLOT. v is not c->claim. */
void settle_order(struct claims_found *c, const struct claim *v, uint32_t n, struct arena *a,
                  struct arena *scratch);

#endif
