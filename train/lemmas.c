#include "base/base.h"

#include "lemmas.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "language/lemma.h"

enum { RULE_SEEN = 3, NO_RULE = LEMMA_RULES };

/* How often a key was seen with a rule. */
struct seen {
    uint64_t key;
    uint32_t rule, count;
};

struct learning {
    const struct treebank *tb;
    struct arena *a;
    struct map rules;        /* "K N PUT" -> count, later number or NO_RULE */
    uint32_t *rule_of;       /* [n_tok] */
    struct lemma_word *word; /* [n_tok] */
    VEC(uint64_t) chosen;    /* keys with their rule in the low bits, rising within a level */
};

static bool has_upper(struct str s) {
    for (uint32_t i = 0; i < s.n;) {
        uint32_t cp;
        unsigned n = utf8_decode(s.p + i, s.n - i, &cp);
        if (utf8_is_upper(cp)) return true;
        i += n ? n : 1;
    }
    return false;
}

static struct str rule_text(struct arena *a, const struct lemma_word *w, struct str lemma) {
    bool keep = has_upper(lemma);
    struct str base = keep ? w->form : w->low;
    uint32_t same = 0;
    while (same < base.n && same < lemma.n && base.p[same] == lemma.p[same]) same++;
    while (same && !(utf8_boundary(base, same) && utf8_boundary(lemma, same))) same--;
    return arena_printf(a, "%d %u %.*s", keep, base.n - same, (int)(lemma.n - same),
                        lemma.p + same);
}

static void read_words(struct learning *l) {
    const struct doc *d = &l->tb->d;
    for (uint32_t t = 0; t < d->n_tok; t++) {
        bool first = t == d->sent_tok[d->tok_sent[t]];
        bool upper = (d->tok_flags[t] & (TOK_TITLE | TOK_UPPER)) != 0;
        l->word[t] = (struct lemma_word){doc_tok(d, t), d->tok_low[t], (enum xpos)l->tb->xpos[t],
                                         upper && !first};
        struct str rule = rule_text(l->a, &l->word[t], l->tb->lemma[t]);
        uint32_t n = map_add(&l->rules, rule, 0, NULL);
        map_put(&l->rules, rule, n + 1);
    }
}

/* Numbers the rules that were seen often enough and says which one each word follows. */
static void number_rules(struct learning *l, struct buf *out) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->rules.n; i++) {
        struct map_entry *e = &l->rules.v[i];
        if (e->value < RULE_SEEN || n == LEMMA_RULES) {
            e->value = NO_RULE;
            continue;
        }
        buf_str(out, e->key);
        buf_char(out, '\n');
        e->value = n++;
    }
    for (uint32_t t = 0; t < l->tb->d.n_tok; t++)
        l->rule_of[t] = map_get(&l->rules, rule_text(l->a, &l->word[t], l->tb->lemma[t]));
}

static int by_seen(const void *x, const void *y) {
    const struct seen *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->rule > b->rule) - (a->rule < b->rule);
}

static int by_value(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static uint32_t chosen_find(const struct learning *l, uint64_t key) {
    uint32_t lo = 0, hi = l->chosen.n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (l->chosen.v[mid] < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    bool here = lo < l->chosen.n && (l->chosen.v[lo] & ~(uint64_t)(LEMMA_RULES - 1)) == key;
    return here ? (uint32_t)(l->chosen.v[lo] & (LEMMA_RULES - 1)) : NO_RULE;
}

/* What the endings of up to `n` bytes chosen so far say of word t. */
static uint32_t guess(const struct learning *l, uint32_t t, uint32_t n) {
    n = ATT_MIN(n, l->word[t].low.n);
    for (uint32_t k = n + 1; k-- > 0;) {
        uint32_t r = chosen_find(l, lemma_key_suffix(&l->word[t], k));
        if (r != NO_RULE) return r;
    }
    return NO_RULE;
}

/* One level: endings of n bytes, or whole words. A key is kept where its commonest rule is not what
 * the shorter endings say. */
static void learn_level(struct learning *l, uint32_t n, bool whole) {
    uint32_t n_tok = l->tb->d.n_tok, m = 0;
    struct seen *v = calloc(n_tok, sizeof *v);
    uint32_t *said = calloc(n_tok, sizeof *said);
    if (!v || !said) die("no memory");
    for (uint32_t t = 0; t < n_tok; t++) {
        if (l->rule_of[t] == NO_RULE || (!whole && l->word[t].low.n < n)) continue;
        uint64_t key = whole ? lemma_key_word(&l->word[t]) : lemma_key_suffix(&l->word[t], n);
        said[m] = whole || n ? guess(l, t, whole ? LEMMA_SUFFIX : n - 1) : NO_RULE;
        v[m] = (struct seen){key, l->rule_of[t], said[m]};
        m++;
    }
    qsort(v, m, sizeof *v, by_seen);
    for (uint32_t i = 0, j; i < m; i = j) {
        uint32_t best = 0, best_n = 0, all = 0;
        for (j = i; j < m && v[j].key == v[i].key; all++) {
            uint32_t k = j;
            while (j < m && v[j].key == v[i].key && v[j].rule == v[k].rule) j++;
            if (j - k > best_n) best_n = j - k, best = v[k].rule;
        }
        bool often = whole || n == 0 || best_n >= 2;
        if (often && best != v[i].count) *vec_push(l->a, &l->chosen) = v[i].key | best;
    }
    qsort(l->chosen.v, l->chosen.n, sizeof *l->chosen.v, by_value);
    free(v), free(said);
}

static void drop_doubles(struct learning *l) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->chosen.n; i++)
        if (!n || (l->chosen.v[i] ^ l->chosen.v[n - 1]) >= LEMMA_RULES)
            l->chosen.v[n++] = l->chosen.v[i];
    l->chosen.n = n;
}

void lemmas_write(struct modelfile *f, const struct treebank *tb) {
    struct learning l = {.tb = tb, .a = tb->d.a};
    struct buf rules;
    buf_init(&rules, f->header.sys, 1 << 24);
    map_init(&l.rules, l.a, 4096);
    l.word = arena_array(l.a, struct lemma_word, tb->d.n_tok);
    l.rule_of = arena_array(l.a, uint32_t, tb->d.n_tok);
    read_words(&l);
    number_rules(&l, &rules);
    for (uint32_t n = 0; n <= LEMMA_SUFFIX; n++) learn_level(&l, n, false);
    learn_level(&l, 0, true);
    drop_doubles(&l);
    modelfile_bytes(f, "lemma.rules", (struct str){rules.p, (uint32_t)rules.n});
    modelfile_u64(f, "lemma.keys", l.chosen.v, l.chosen.n);
    printf("lemmas: %u rules, %u keys\n", l.rules.n, l.chosen.n);
    buf_release(&rules);
}
