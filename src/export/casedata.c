#include "base/base.h"

#include "export/casedata.h"

#include "base/num.h"
#include "export/words.h"
#include "world/calendar.h"

/* ---- days */

bool day_number(struct str s, int64_t *days) {
    uint32_t y, m, d;
    if (s.n < 10 || !num_parse_u32(str_cut(s, 0, 4), &y) || !num_parse_u32(str_cut(s, 5, 7), &m) ||
        !num_parse_u32(str_cut(s, 8, 10), &d) || s.p[4] != '-' || s.p[7] != '-' || !y || d < 1 ||
        d > civil_month_days((int32_t)y, m))
        return false;
    *days = civil_days((int32_t)y, m, d);
    return true;
}

/* ---- questions */

static bool denied(const struct told *t) {
    return str_eq(t->stance, STR("denies")) || str_eq(t->stance, STR("retracts"));
}

struct str casedata_claim_id(const struct casedata *k, const struct told *t) {
    char digits[NUM_DIGITS];
    struct str mark = t->slot == N_CLAIM_SLOT ? STR(":v") : STR(":c");
    struct str number = t->number ? num_format_u64(digits, t->number) : STR("");
    return words_of(k->a, k->source.v[t->source].id, mark, number);
}

struct str casedata_quote(const struct casedata *k, const struct told *t) {
    return str_cut(k->source.v[t->source].text, t->b, t->e);
}

struct basis casedata_claims(const struct casedata *k, enum claim_slot slot) {
    uint32_t *v = arena_array_raw(k->a, uint32_t, k->claim.n + 1), n = 0;
    for (uint32_t i = 0; i < k->claim.n; i++)
        if (k->claim.v[i].slot == slot) v[n++] = i;
    return (struct basis){v, n};
}

/* "A soldier and two civilians" of one sentence are one total of its holder. */
static bool adds_to(const struct told *x, const struct told *y) {
    return x->source == y->source && x->b == y->b && x->e == y->e && str_eq(x->holder, y->holder) &&
           !(x->low > 4 && x->low == y->low && x->high == y->high);
}

static bool stands(const struct told *t, enum claim_slot slot, bool attackers) {
    return t->slot == slot && t->figure && !t->partial && !t->superseded &&
           t->attackers == attackers && !denied(t);
}

static uint64_t plus(uint64_t x, uint64_t y) {
    return x == UINT64_MAX || y == UINT64_MAX ? UINT64_MAX : x + y;
}

static void add_stand(const struct casedata *k, struct figure_told *f, const struct told *t) {
    f->stand[f->n++] = (struct stand){t->low, t->high,   vague_count(k->vague, t->value, t->low),
                                      t->at,  t->holder, k->source.v[t->source].origin};
}

/* Claims that stand, up to as many positions as are looked at; each the first of its stand or added
 * to it. */
static void fill_stands(const struct casedata *k, struct figure_told *f) {
    const struct told **lead = arena_array_raw(k->a, const struct told *, f->n_claim);
    uint32_t all = f->n_claim;
    f->n_claim = 0;
    for (uint32_t i = 0; i < all; i++) {
        const struct told *t = &k->claim.v[f->claim[i]];
        uint32_t at = 0;
        while (at < f->n && !adds_to(lead[at], t)) at++;
        if (at == REDUCE_MOST) break;
        f->of[f->n_claim++] = at;
        struct stand *s = &f->stand[at];
        if (at == f->n)
            lead[at] = t, add_stand(k, f, t);
        else
            s->low = plus(s->low, t->low), s->high = plus(s->high, t->high), s->words = s->low;
    }
}

struct figure_told casedata_figure(const struct casedata *k, enum claim_slot slot, bool attackers) {
    struct figure_told f = {0};
    for (uint32_t i = 0; i < k->claim.n; i++) f.n_claim += stands(&k->claim.v[i], slot, attackers);
    if (!f.n_claim) return f;
    f.stand = arena_array_raw(k->a, struct stand, f.n_claim);
    f.claim = arena_array_raw(k->a, uint32_t, f.n_claim);
    f.of = arena_array_raw(k->a, uint32_t, f.n_claim);
    f.n_claim = 0;
    for (uint32_t i = 0; i < k->claim.n; i++)
        if (stands(&k->claim.v[i], slot, attackers)) f.claim[f.n_claim++] = i;
    fill_stands(k, &f);
    return f;
}

struct reduced casedata_reduce(const struct casedata *k, const struct figure_told *f,
                               enum reduce_rule rule, struct basis *why) {
    bool rests[REDUCE_MOST];
    struct reduced r = reduce(rule, f->stand, f->n, rests);
    if (!why) return r;
    uint32_t *claim = arena_array_raw(k->a, uint32_t, f->n_claim + 1), n = 0;
    for (uint32_t i = 0; i < f->n_claim; i++)
        if (rests[f->of[i]]) claim[n++] = f->claim[i];
    *why = (struct basis){claim, n};
    return r;
}

const struct party *casedata_party(const struct casedata *k, enum party_role role, uint32_t i) {
    return i < k->party[role].n ? &k->party[role].v[i] : NULL;
}

bool party_is_state(const struct party *p) {
    static const char *const sectors[] = {"MIL", "COP", "GOV"}, *const types[] = {"military",
                                                                                  "police",
                                                                                  "government"};
    bool state = false;
    for (size_t i = 0; i < COUNT_OF(sectors); i++)
        state |= str_eq_c(p->sector, sectors[i]) || str_eq_c(p->type, types[i]);
    return state;
}

struct str party_own_name(const struct party *p) {
    static const char *const bodies[] = {"group", "organization", "military", "police",
                                         "government"};
    bool body = false;
    for (size_t i = 0; i < COUNT_OF(bodies); i++) body |= str_eq_c(p->type, bodies[i]);
    if (!p->named || !body) return STR_NULL;
    bool article = str_ieq_c(str_cut(p->name, 0, 4), "the ");
    return str_cut(p->name, article ? 4 : 0, p->name.n);
}

const struct party *casedata_organised(const struct casedata *k, enum party_role role) {
    for (uint32_t i = 0; i < k->party[role].n; i++) {
        const struct party *p = &k->party[role].v[i];
        if (party_is_state(p) || party_own_name(p).n) return p;
    }
    return role == PARTY_PERPETRATOR ? casedata_organised(k, PARTY_CLAIMANT) : NULL;
}

struct str casedata_last_day(const struct casedata *k) {
    struct str last = STR_NULL;
    for (uint32_t i = 0; i < k->source.n; i++) {
        struct str s = k->source.v[i].published;
        if (s.n >= 10 && (!last.n || str_cmp(s, last) > 0)) last = s;
    }
    return last;
}
