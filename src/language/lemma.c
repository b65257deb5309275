#include "base/base.h"

#include "language/lemma.h"

#include "base/utf8.h"

#include "base/num.h"
#include "base/sorted.h"

static uint64_t key_of(struct str s, enum xpos x, uint64_t kind) {
    uint64_t h = str_hash(s) ^ str_hash(str_c(xpos_name(x))) * 0x9E3779B97F4A7C15u;
    h = (h ^ kind * 0xD6E8FEB86659FD93u) * 0xFF51AFD7ED558CCDu;
    h ^= h >> 32;
    h *= 0xC4CEB9FE1A85EC53u;
    return (h ^ h >> 29) & ~(uint64_t)(LEMMA_RULES - 1);
}

uint64_t lemma_key_word(const struct lemma_word *w) {
    return key_of(w->low, w->xpos, 1);
}

uint64_t lemma_key_suffix(const struct lemma_word *w, uint32_t n) {
    return key_of(str_cut(w->low, w->low.n - n, w->low.n), w->xpos, 2 + n * 2 + w->capital);
}

/* "K N PUT": K is 1 where the case is kept, N the bytes to cut. */
static bool read_rule(struct lemma_rule *r, struct str line) {
    struct str keep, cut;
    if (!str_next(&line, ' ', &keep) || !str_next(&line, ' ', &cut)) return false;
    if (!num_parse_u32(cut, &r->cut)) return false;
    r->keep_case = str_eq_c(keep, "1");
    r->put = line;
    return true;
}

static att_status read_rules(struct lemmas *l, const struct model *m, struct arena *a,
                             att_error *err) {
    struct tensor t;
    att_status st = model_tensor(m, "lemma.rules", MODEL_BYTES, &t, err);
    if (st) return st;
    struct str rest = {(const char *)t.data, t.rows}, line;
    l->rule = arena_array(a, struct lemma_rule, LEMMA_RULES);
    while (str_next(&rest, '\n', &line) && line.n) {
        if (l->n_rule == LEMMA_RULES || !read_rule(&l->rule[l->n_rule], line))
            return model_refuse(m, t.at + (uint64_t)(line.p - (const char *)t.data), err,
                                "not a rule for lemmas");
        l->n_rule++;
    }
    return ATT_OK;
}

att_status lemmas_open(struct lemmas *l, const struct model *m, const struct lexicon *lexicon,
                       struct arena *a, att_error *err) {
    *l = (struct lemmas){.lexicon = lexicon};
    att_status st = read_rules(l, m, a, err);
    struct tensor t;
    if (!st) st = model_tensor(m, "lemma.keys", MODEL_U64, &t, err);
    if (st) return st;
    l->key = arena_array(a, uint64_t, t.rows);
    l->n_key = t.rows;
    for (uint32_t i = 0; i < t.rows; i++) {
        l->key[i] = tensor_u64(&t, i);
        if ((l->key[i] & (LEMMA_RULES - 1)) >= l->n_rule || (i && l->key[i] <= l->key[i - 1]))
            return model_refuse(m, t.at + 8 * (uint64_t)i, err, "a key for lemmas out of order");
    }
    l->top = arena_array(a, uint32_t, (1u << LEMMA_TOP_BITS) + 1);
    for (uint32_t k = 0, i = 0; k <= 1u << LEMMA_TOP_BITS; l->top[k++] = i)
        while (i < l->n_key && l->key[i] >> (64 - LEMMA_TOP_BITS) < k) i++;
    return ATT_OK;
}

static const struct lemma_rule *find(const struct lemmas *l, uint64_t key) {
    const uint32_t *top = l->top + (key >> (64 - LEMMA_TOP_BITS));
    uint32_t lo = top[0] + sorted_at_u64(l->key + top[0], top[1] - top[0], key);
    bool here = lo < l->n_key && (l->key[lo] & ~(uint64_t)(LEMMA_RULES - 1)) == key;
    return here ? &l->rule[l->key[lo] & (LEMMA_RULES - 1)] : NULL;
}

static struct str apply(const struct lemma_rule *r, const struct lemma_word *w, struct arena *a) {
    struct str base = r->keep_case ? w->form : w->low;
    if (r->cut > base.n || (r->cut == base.n && !r->put.n)) return base;
    if (!utf8_boundary(base, base.n - r->cut)) return base; /* never half a character */
    if (!r->put.n) return str_cut(base, 0, base.n - r->cut);
    char *into = arena_alloc(a, (size_t)base.n - r->cut + r->put.n);
    memcpy(into, base.p, base.n - r->cut);
    memcpy(into + base.n - r->cut, r->put.p, r->put.n);
    return (struct str){into, base.n - r->cut + r->put.n};
}

enum { LONGEST_VERB = 64 };

/* base[0, n) and `put` as a verb that WordNet has; in a, or STR_NULL. */
static struct str verb(const struct lemmas *l, struct str base, uint32_t n, struct str put,
                       struct arena *a) {
    char word[LONGEST_VERB];
    if (n < 2 || n + put.n > sizeof word) return STR_NULL;
    memcpy(word, base.p, n);
    memcpy(word + n, put.p, put.n);
    struct str s = {word, n + put.n};
    return lexicon_is_verb(l->lexicon, s) ? arena_str(a, s) : STR_NULL;
}

/* The verb behind a form whose ending has `n` bytes: "stopped", "hoping", "carries". */
static struct str verb_without(const struct lemmas *l, struct str low, uint32_t n,
                               struct arena *a) {
    if (low.n < n + 2) return STR_NULL;
    uint32_t stem = low.n - n;
    struct str v = STR_NULL;
    bool twice = low.p[stem - 1] == low.p[stem - 2];
    if (low.p[stem - 1] == 'i') v = verb(l, low, stem - 1, STR("y"), a);
    if (!v.p && twice) v = verb(l, low, stem - 1, STR(""), a);
    if (!v.p) v = verb(l, low, stem, STR(""), a);
    return v.p ? v : verb(l, low, stem, STR("e"), a);
}

static struct str known_verb(const struct lemmas *l, const struct lemma_word *w, struct arena *a) {
    struct str v = lexicon_irregular_verb(l->lexicon, w->low);
    if (v.p) return v;
    switch (w->xpos) {
    case XPOS_VBG: return str_ends(w->low, STR("ing")) ? verb_without(l, w->low, 3, a) : STR_NULL;
    case XPOS_VBD:
    case XPOS_VBN: return str_ends(w->low, STR("ed")) ? verb_without(l, w->low, 2, a) : STR_NULL;
    case XPOS_VBZ:
        if (!str_ends(w->low, STR("s"))) return STR_NULL;
        v = verb(l, w->low, w->low.n - 1, STR(""), a);
        return v.p || !str_ends(w->low, STR("es")) ? v : verb_without(l, w->low, 2, a);
    default: return STR_NULL;
    }
}

static struct str known_noun(const struct lemmas *l, const struct lemma_word *w, struct arena *a) {
    char into[96];
    struct str n = lexicon_noun_lemma(l->lexicon, w->low, into);
    return n.p && !str_eq(n, w->low) ? arena_str(a, n) : STR_NULL;
}

/* `guess` where WordNet has it, else what WordNet has for the form, else `guess`. */
static struct str check(const struct lemmas *l, const struct lemma_word *w, struct str guess,
                        struct arena *a) {
    struct str better = STR_NULL;
    if (w->xpos == XPOS_VBG || w->xpos == XPOS_VBD || w->xpos == XPOS_VBN || w->xpos == XPOS_VBZ) {
        if (!lexicon_is_verb(l->lexicon, guess)) better = known_verb(l, w, a);
    } else if (w->xpos == XPOS_NNS) {
        const struct lex_word *noun = lexicon_find(l->lexicon, guess);
        if (!noun || !(noun->flags & LEX_IS_NOUN)) better = known_noun(l, w, a);
    }
    return better.p ? better : guess;
}

struct str lemma_get(const struct lemmas *l, const struct lemma_word *w, struct arena *a) {
    const struct lemma_rule *r = find(l, lemma_key_word(w));
    if (r) return apply(r, w, a);
    for (uint32_t n = ATT_MIN(w->low.n, (uint32_t)LEMMA_SUFFIX) + 1; !r && n-- > 0;)
        r = find(l, lemma_key_suffix(w, n));
    struct str guess = r ? apply(r, w, a) : w->low;
    return l->lexicon ? check(l, w, guess, a) : guess;
}
