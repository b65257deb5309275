#include "base/base.h"

#include "export/reduce.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"

static const char *const names[N_REDUCE_RULE] = {"acled most conservative", "ucdp low", "ucdp best",
                                                 "ucdp high", "gtd latest, majority, lowest"};

const char *reduce_rule_name(enum reduce_rule rule) {
    return names[rule];
}

void vague_open(struct vague *v, struct arena *a) {
    struct tsv t;
    uint32_t count;
    map_init(&v->count, a, 8);
    tsv_init(&t, embed_find("data/codebooks/acled_vague.tsv"));
    while (tsv_next(&t))
        if (num_parse_u32(tsv_cell(&t, 1), &count)) map_put(&v->count, tsv_cell(&t, 0), count);
}

/* [acled fatalities] "tens" 10, "dozens" 12, "hundreds" 100 */
uint64_t vague_count(const struct vague *v, struct str said, uint64_t low) {
    struct str rest = said, word;
    while (v && str_next(&rest, ' ', &word)) {
        char lower[16];
        if (word.n > sizeof lower) continue;
        for (uint32_t i = 0; i < word.n; i++) lower[i] = ascii_lower(word.p[i]);
        uint32_t count = map_get(&v->count, (struct str){lower, word.n});
        if (count != NONE) return count;
    }
    return low;
}

/* The day of saying; unknown is before all days. */
static int by_day(const struct stand *x, const struct stand *y) {
    return str_cmp(str_cut(x->at, 0, 10), str_cut(y->at, 0, 10));
}

/* [acled fatalities] a later figure of one holder takes the place of his earlier one. */
static bool revised(const struct stand *s, uint32_t n, uint32_t i) {
    for (uint32_t k = 0; k < n; k++)
        if (str_eq(s[k].holder, s[i].holder) && by_day(&s[k], &s[i]) > 0) return true;
    return false;
}

static uint64_t highest_of(const struct stand *s) {
    return s->high == UINT64_MAX ? s->low : s->high;
}

static uint64_t value_of(enum reduce_rule rule, const struct stand *s) {
    return rule == REDUCE_ACLED ? s->words : rule == REDUCE_UCDP_HIGH ? highest_of(s) : s->low;
}

/* How many different origins among those that stand give the value of i. */
static uint32_t origins_of(const struct stand *s, const bool *in, uint32_t n, uint32_t i) {
    uint32_t count = 0;
    for (uint32_t k = 0; k < n; k++) {
        bool first = in[k] && s[k].low == s[i].low;
        for (uint32_t j = 0; first && j < k; j++)
            first = !(in[j] && s[j].low == s[i].low && s[j].origin == s[k].origin);
        count += first;
    }
    return count;
}

/* The value that more origins give than any other; else the lowest. */
static uint64_t majority(const struct stand *s, const bool *in, uint32_t n) {
    uint64_t best = UINT64_MAX, lowest = UINT64_MAX;
    uint32_t most = 0;
    bool tie = false;
    for (uint32_t i = 0; i < n; i++) {
        if (!in[i]) continue;
        uint32_t count = origins_of(s, in, n, i);
        if (s[i].low < lowest) lowest = s[i].low;
        if (count > most)
            most = count, best = s[i].low, tie = false;
        else if (count == most && s[i].low != best)
            tie = true;
    }
    return tie ? lowest : best;
}

/* The positions the rule looks at. */
static void look_at(enum reduce_rule rule, const struct stand *s, uint32_t n, bool *in) {
    uint32_t last = 0;
    for (uint32_t i = 1; i < n; i++)
        if (by_day(&s[i], &s[last]) > 0) last = i;
    for (uint32_t i = 0; i < n; i++)
        in[i] = rule == REDUCE_ACLED ? !revised(s, n, i)
                : rule == REDUCE_GTD ? by_day(&s[i], &s[last]) == 0
                                     : true;
}

static uint64_t extreme(enum reduce_rule rule, const struct stand *s, const bool *in, uint32_t n) {
    bool high = rule == REDUCE_UCDP_HIGH;
    uint64_t v = high ? 0 : UINT64_MAX;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t own = value_of(rule, &s[i]);
        if (in[i]) v = high ? ATT_MAX(v, own) : ATT_MIN(v, own);
    }
    return v;
}

struct reduced reduce(enum reduce_rule rule, const struct stand *s, uint32_t n, bool *rests) {
    bool in[REDUCE_MOST];
    if (n > REDUCE_MOST) n = REDUCE_MOST;
    if (!n) return (struct reduced){false, 0};
    look_at(rule, s, n, in);
    bool votes = rule == REDUCE_UCDP_BEST || rule == REDUCE_GTD;
    uint64_t v = votes ? majority(s, in, n) : extreme(rule, s, in, n);
    for (uint32_t i = 0; rests && i < n; i++) rests[i] = in[i] && value_of(rule, &s[i]) == v;
    return (struct reduced){true, v};
}
