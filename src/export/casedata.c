#include "base/base.h"

#include "export/casedata.h"

#include "base/num.h"
#include "world/calendar.h"

/* ---- days */

bool day_number(struct str s, int64_t *days) {
    uint32_t y, m, d;
    if (s.n < 10 || !num_parse_u32(str_cut(s, 0, 4), &y) || !num_parse_u32(str_cut(s, 5, 7), &m) ||
        !num_parse_u32(str_cut(s, 8, 10), &d) || s.p[4] != '-' || s.p[7] != '-' || !y || d < 1 ||
        d > calendar_month_days((int32_t)y, m))
        return false;
    *days = calendar_days((int32_t)y, m, d);
    return true;
}

struct str day_text(struct arena *a, int64_t days) {
    int32_t y;
    uint32_t m, d;
    calendar_date(days, &y, &m, &d);
    return arena_printf(a, "%04d-%02u-%02u", y, m, d);
}

/* ---- questions */

static bool denied(const struct told *t) {
    return str_eq(t->stance, STR("denies")) || str_eq(t->stance, STR("retracts"));
}

struct basis casedata_claims(const struct casedata *k, const char *slot) {
    uint32_t *v = arena_array_raw(k->a, uint32_t, k->claim.n + 1), n = 0;
    for (uint32_t i = 0; i < k->claim.n; i++)
        if (str_eq_c(k->claim.v[i].slot, slot)) v[n++] = i;
    return (struct basis){v, n};
}

/* "A soldier and two civilians" of one sentence are one total of its holder. */
static bool adds_to(const struct casedata *k, const struct told *x, const struct told *y) {
    (void)k;
    return x->source == y->source && x->b == y->b && x->e == y->e && str_eq(x->holder, y->holder) &&
           !(x->low > 4 && x->low == y->low && x->high == y->high);
}

static bool stands(const struct told *t, const char *slot, bool attackers) {
    return t->figure && !t->partial && !t->superseded && t->attackers == attackers && !denied(t) &&
           str_eq_c(t->slot, slot);
}

static uint64_t plus(uint64_t x, uint64_t y) {
    return x == UINT64_MAX || y == UINT64_MAX ? UINT64_MAX : x + y;
}

static uint32_t stands_of(const struct casedata *k, const char *slot, bool attackers,
                          struct stand *s, uint32_t *of_claim) {
    uint32_t n = 0, *lead = arena_array_raw(k->a, uint32_t, k->claim.n + 1);
    memset(of_claim, 0xff, k->claim.n * sizeof *of_claim); /* NONE */
    for (uint32_t i = 0; i < k->claim.n; i++) {
        const struct told *t = &k->claim.v[i];
        uint32_t at = 0;
        if (!stands(t, slot, attackers)) continue;
        while (at < n && !adds_to(k, &k->claim.v[lead[at]], t)) at++;
        of_claim[i] = at;
        if (at < n) {
            s[at].low = plus(s[at].low, t->low), s[at].high = plus(s[at].high, t->high);
            s[at].said = STR_NULL;
            continue;
        }
        if (n == REDUCE_MOST) break;
        lead[n] = i;
        s[n++] = (struct stand){t->low, t->high,   t->value,
                                t->at,  t->holder, k->source.v[t->source].origin};
    }
    return n;
}

struct reduced casedata_reduce(const struct casedata *k, const char *slot, enum reduce_rule rule,
                               bool attackers, struct basis *why) {
    struct stand *s = arena_array(k->a, struct stand, k->claim.n + 1);
    uint32_t *of_claim = arena_array(k->a, uint32_t, k->claim.n + 1);
    bool *rests = arena_array(k->a, bool, k->claim.n + 1);
    uint32_t n = stands_of(k, slot, attackers, s, of_claim), *claim = NULL, n_claim = 0;
    struct reduced r = reduce(rule, s, n, rests);
    if (!why) return r;
    claim = arena_array_raw(k->a, uint32_t, k->claim.n + 1);
    for (uint32_t i = 0; i < k->claim.n && n; i++)
        if (of_claim[i] != NONE && rests[of_claim[i]]) claim[n_claim++] = i;
    *why = (struct basis){claim, n_claim};
    return r;
}

const struct party *casedata_party(const struct casedata *k, enum party_role role, uint32_t i) {
    return i < k->party[role].n ? &k->party[role].v[i] : NULL;
}

struct str casedata_last_day(const struct casedata *k) {
    struct str last = STR_NULL;
    for (uint32_t i = 0; i < k->source.n; i++) {
        struct str s = k->source.v[i].published;
        if (s.n >= 10 && (!last.n || str_cmp(s, last) > 0)) last = s;
    }
    return last;
}
