#include "base/base.h"

#include "incidents/roles.h"

enum { MENTIONS_READ = 6, AHEAD = 48 };

/* ------------------------------------------------------------------ features */

static uint32_t mix(uint32_t id, uint32_t a, uint32_t b) {
    uint32_t h = (id + 1) * 0x9E3779B1u ^ a;
    h = (h ^ h >> 15) * 0x85EBCA6Bu;
    h = (h ^ h >> 13 ^ b) * 0xC2B2AE35u;
    h ^= h >> 16;
    return h ? h : 1; /* 0 is no feature */
}

static void put(struct feats *f, uint32_t id, uint32_t a, uint32_t b) {
    if (f->n == f->cap) f->v = vec_grow(f->a, f->v, sizeof *f->v, f->n, &f->cap);
    f->v[f->n++] = mix(id, a, b);
}

/* Each feature once: through a small table on the stack, or one in the arena for many. */
static void unique(struct feats *f) {
    enum { SLOTS = 1024 };
    uint32_t few[SLOTS], *seen = few, slots = SLOTS, n = 0;
    struct arena_mark mark = arena_mark(f->a);
    while (slots / 2 < f->n) slots *= 2;
    if (slots > SLOTS)
        seen = arena_array(f->a, uint32_t, slots);
    else
        memset(few, 0, sizeof few);
    for (uint32_t i = 0; i < f->n; i++) {
        uint32_t x = f->v[i], at = x & (slots - 1);
        while (seen[at] && seen[at] != x) at = (at + 1) & (slots - 1);
        if (seen[at]) continue;
        seen[at] = x;
        f->v[n++] = x;
    }
    f->n = n;
    arena_rewind(f->a, mark);
}

static uint32_t bucket(uint32_t n) {
    return n < 4 ? n : n < 6 ? 4 : n < 9 ? 5 : n < 16 ? 6 : 7;
}

void role_view_init(struct role_view *v, const struct reading *r, struct arena *a) {
    const struct doc *d = r->d;
    *v = (struct role_view){.r = r};
    v->sent_mask = arena_array(a, uint32_t, d->n_sent);
    v->para = arena_array(a, uint32_t, d->n_sent);
    uint32_t para = 0;
    for (uint32_t s = 0; s < d->n_sent; s++) {
        if (s && d->sent_para[s] != d->sent_para[s - 1]) para++;
        v->para[s] = para;
        for (uint32_t t = d->sent_tok[s]; t < d->sent_tok[s + 1]; t++)
            if (r->violence[t]) v->sent_mask[s] |= 1u << r->violence[t];
        v->doc_mask |= v->sent_mask[s];
    }
}

static uint32_t file_of(const struct reading *r, uint32_t t) {
    if (r->lex[t]) return r->lex[t]->noun_file[0];
    return r->kind[t] == KIND_NAME ? 60 : r->kind[t] == KIND_NUM ? 61 : 0;
}

static uint32_t word_at(const struct reading *r, uint32_t t, int by, uint32_t b, uint32_t e) {
    int64_t at = (int64_t)t + by;
    if (at < b) return 1;
    if (at >= e) return 2;
    return r->word[at];
}

/* The nearest word of violence before or after [b, e) in the sentence: its token or NONE. */
static uint32_t violence_before(const struct reading *r, uint32_t t, uint32_t from) {
    for (uint32_t k = 0; t > from && k < 14; k++)
        if (r->violence[--t]) return t;
    return NONE;
}
static uint32_t violence_after(const struct reading *r, uint32_t t, uint32_t end) {
    for (uint32_t k = 0; t < end && k < 14; k++, t++)
        if (r->violence[t]) return t;
    return NONE;
}

static bool is_passive(const struct reading *r, uint32_t verb) {
    if (!r->past[verb]) return false;
    uint32_t from = r->d->sent_tok[r->d->tok_sent[verb]];
    for (uint32_t t = verb, k = 0; t > from && k < 4; k++) {
        t--;
        if (r->kind[t] == KIND_AUX) {
            struct str s = r->d->tok_low[t];
            return !(str_eq_c(s, "has") || str_eq_c(s, "have") || str_eq_c(s, "had"));
        }
        if (r->kind[t] != KIND_ADV) return true; /* "THE MAN KILLED BY": a bare participle */
    }
    return true;
}

static void feats_classes(struct feats *f, const struct reading *r, uint32_t t, uint32_t id) {
    const struct lex_word *w = r->lex[t];
    put(f, id, file_of(r, t), w ? w->noun_file[1] : 0);
    put(f, id + 1, file_of(r, t), 0);
    if (w)
        for (uint32_t m = w->isa; m; m &= m - 1) put(f, id + 2, (uint32_t)__builtin_ctz(m), 0);
    if (w)
        for (uint32_t m = w->isa_any & ~w->isa; m; m &= m - 1)
            put(f, id + 3, (uint32_t)__builtin_ctz(m), 0);
    for (uint32_t m = r->classes[t]; m; m &= m - 1) put(f, id + 4, (uint32_t)__builtin_ctz(m), 0);
    put(f, id + 5, r->kind[t], r->violence[t]);
}

bool role_scores_word(const struct reading *r, uint32_t t) {
    uint8_t k = r->kind[t];
    return k == KIND_NOUN || k == KIND_NAME || k == KIND_ADJ || k == KIND_NUM;
}

void role_feats_word(const struct role_view *v, uint32_t t, struct feats *f) {
    const struct reading *r = v->r;
    const struct doc *d = r->d;
    uint32_t s = d->tok_sent[t], b = d->sent_tok[s], e = d->sent_tok[s + 1], w = r->word[t];
    f->n = 0;
    put(f, 0, w, 0);
    put(f, 1, r->lemma[t], 0);
    for (int k = -4; k <= 4; k++)
        if (k) put(f, 2, (uint32_t)(k + 8), word_at(r, t, k, b, e));
    put(f, 3, word_at(r, t, -1, b, e), w);
    put(f, 4, w, word_at(r, t, 1, b, e));
    put(f, 5, word_at(r, t, -2, b, e), word_at(r, t, -1, b, e));
    put(f, 6, word_at(r, t, 1, b, e), word_at(r, t, 2, b, e));
    feats_classes(f, r, t, 10);
    if (t > b) put(f, 36, r->kind[t - 1], file_of(r, t - 1));
    if (t + 1 < e) put(f, 17, r->kind[t + 1], file_of(r, t + 1));
    if (t + 1 < e) put(f, 18, r->lemma[t + 1], file_of(r, t));
    if (t > b + 1) put(f, 19, r->kind[t - 2], r->kind[t - 1]);
    uint32_t l = r->verb_left[t], rt = r->verb_right[t], fl = file_of(r, t);
    if (l != NONE)
        put(f, 20, r->lemma[l], is_passive(r, l)),
            put(f, 21, r->violence[l] * 2u + is_passive(r, l), fl);
    if (rt != NONE)
        put(f, 22, r->lemma[rt], is_passive(r, rt)),
            put(f, 23, r->violence[rt] * 2u + is_passive(r, rt), fl);
    uint32_t vb = violence_before(r, t, b), va = violence_after(r, t + 1, e);
    if (vb != NONE) put(f, 24, r->lemma[vb], bucket(t - vb)), put(f, 25, r->violence[vb], fl);
    if (va != NONE) put(f, 26, r->lemma[va], bucket(va - t)), put(f, 27, r->violence[va], fl);
    for (uint32_t m = v->sent_mask[s]; m; m &= m - 1) put(f, 28, (uint32_t)__builtin_ctz(m), fl);
    put(f, 29, bucket(v->para[s]), fl);
    put(f, 30, v->doc_mask & 0x7e, 0);
    for (uint32_t m = v->doc_mask; m; m &= m - 1) put(f, 31, (uint32_t)__builtin_ctz(m), w);
}

static void feats_string(const struct role_view *v, const struct candidate *c,
                         const struct phrase *p, struct feats *f) {
    const struct reading *r = v->r;
    uint32_t head = p->head, len = p->e - p->b;
    put(f, 40, (uint32_t)c->key, (uint32_t)(c->key >> 32));
    put(f, 41, r->word[head], 0);
    put(f, 42, r->lemma[head], 0);
    put(f, 43, r->word[p->b], 0);
    put(f, 44, bucket(len), r->kind[head]);
    put(f, 45, bucket(c->n), file_of(r, head));
    put(f, 46, bucket(v->para[r->d->tok_sent[p->b]]), file_of(r, head));
    uint32_t shape = 0, names = 0, known = 0;
    for (uint32_t t = p->b; t < p->e; t++) {
        shape = shape * 31 + r->kind[t];
        if (r->kind[t] == KIND_NAME) names++;
        if (r->lex[t]) known++;
        put(f, 47, r->lemma[t], t < head ? 1 : t == head ? 2 : 3);
        if (r->violence[t]) put(f, 48, r->violence[t], t < head ? 1 : t == head ? 2 : 3);
        if (t < head)
            for (uint32_t m = r->classes[t]; m; m &= m - 1)
                put(f, 60, (uint32_t)__builtin_ctz(m), file_of(r, head));
    }
    put(f, 49, shape, 0);
    put(f, 50, names, known == 0);
    if (head + 1 < p->e) {
        put(f, 51, r->word[head + 1], file_of(r, head));
        put(f, 52, r->word[p->e - 1], r->lemma[head]);
        put(f, 53, file_of(r, p->e - 1), file_of(r, head));
    }
    if (head > p->b) put(f, 54, r->lemma[head - 1], r->lemma[head]);
    feats_classes(f, r, head, 70);
    if (head > p->b) feats_classes(f, r, p->b, 80);
}

static void feats_governor(const struct role_view *v, const struct phrase *p, struct feats *f) {
    const struct reading *r = v->r;
    const struct doc *d = r->d;
    uint32_t s = d->tok_sent[p->b], b = d->sent_tok[s], e = d->sent_tok[s + 1];
    uint32_t fl = file_of(r, p->head),
             isa = r->lex[p->head] ? r->lex[p->head]->isa : r->kind[p->head];
    uint32_t prep = p->outer_b > b && (r->kind[p->outer_b - 1] == KIND_PREP ||
                                       r->kind[p->outer_b - 1] == KIND_TO)
                        ? r->word[p->outer_b - 1]
                        : 0;
    uint32_t l = r->verb_left[p->outer_b], vb = violence_before(r, p->outer_b, b);
    if (l != NONE) {
        uint32_t pas = is_passive(r, l), near = bucket(p->outer_b - l);
        put(f, 90, r->lemma[l], prep);
        put(f, 91, mix(0, r->lemma[l], prep), pas);
        put(f, 92, r->violence[l] * 2u + pas, prep);
        put(f, 93, mix(1, r->violence[l] * 2u + pas, prep), fl);
        put(f, 94, mix(2, r->lemma[l], near), 0);
        put(f, 95, mix(3, r->violence[l] * 2u + pas, near), prep ? 1 : 0);
    }
    if (vb != NONE) {
        put(f, 96, r->lemma[vb], prep);
        put(f, 97, mix(4, r->violence[vb], prep), fl);
        put(f, 98, r->violence[vb], bucket(p->outer_b - vb));
        put(f, 99, mix(5, r->violence[vb], r->kind[vb]), isa);
    }
    uint32_t rt = r->verb_right[p->e - 1], va = violence_after(r, p->e, e);
    if (rt != NONE) {
        uint32_t pas = is_passive(r, rt), near = bucket(rt - p->e);
        put(f, 100, r->lemma[rt], pas);
        put(f, 101, mix(6, r->violence[rt] * 2u + pas, prep ? 1 : 0), fl);
        put(f, 102, mix(7, r->lemma[rt], near), pas);
        put(f, 103, mix(8, r->violence[rt] * 2u + pas, near), prep ? 1 : 0);
        put(f, 104, mix(9, r->violence[rt] * 2u + pas, near), isa);
    }
    if (va != NONE) {
        put(f, 105, r->lemma[va], bucket(va - p->e));
        put(f, 106, mix(10, r->violence[va], r->kind[va]), fl);
        put(f, 107, r->violence[va], bucket(va - p->e));
    }
}

static void feats_context(const struct role_view *v, const struct phrase *p, struct feats *f) {
    const struct reading *r = v->r;
    const struct doc *d = r->d;
    uint32_t s = d->tok_sent[p->b], b = d->sent_tok[s], e = d->sent_tok[s + 1];
    uint32_t fl = file_of(r, p->head);
    uint32_t w1 = word_at(r, p->outer_b, -1, b, e), w2 = word_at(r, p->outer_b, -2, b, e);
    uint32_t n1 = word_at(r, p->e, 0, b, e), n2 = word_at(r, p->e, 1, b, e);
    put(f, 120, w1, 0);
    put(f, 121, w2, w1);
    put(f, 122, word_at(r, p->outer_b, -3, b, e), 0);
    put(f, 123, n1, 0);
    put(f, 124, n1, n2);
    put(f, 125, word_at(r, p->e, 2, b, e), 0);
    put(f, 126, w1, fl);
    put(f, 127, n1, fl);
    put(f, 128, w2, 0);
    put(f, 129, n2, 0);
    put(f, 130, word_at(r, p->outer_b, -3, b, e), mix(0, w2, w1));
    put(f, 131, p->b > p->outer_b ? r->word[p->b - 1] : 0, 0);
    put(f, 132, p->b > p->outer_b ? r->kind[p->b - 1] : 99, p->e < p->outer_e ? r->kind[p->e] : 99);
    if (p->b > p->outer_b) put(f, 133, r->kind[p->b - 1], file_of(r, p->b - 1));
    if (p->e < p->outer_e) put(f, 134, r->lemma[p->e], fl), put(f, 138, file_of(r, p->e), fl);
    for (uint32_t m = v->sent_mask[s]; m; m &= m - 1) {
        put(f, 135, (uint32_t)__builtin_ctz(m), fl);
        put(f, 136, (uint32_t)__builtin_ctz(m), r->lemma[p->head]);
    }
    if (s)
        for (uint32_t m = v->sent_mask[s - 1]; m; m &= m - 1)
            put(f, 139, (uint32_t)__builtin_ctz(m), fl);
    put(f, 137, p->b == b, p->e == e);
}

void role_feats_candidate(const struct role_view *v, uint32_t c, struct feats *f) {
    const struct reading *r = v->r;
    const struct candidate *q = &r->candidate[c];
    f->n = 0;
    feats_string(v, q, &r->mention[q->first], f);
    uint32_t m = q->first;
    for (uint32_t k = 0; m != NONE && k < MENTIONS_READ; k++, m = r->next[m]) {
        feats_governor(v, &r->mention[m], f);
        feats_context(v, &r->mention[m], f);
    }
    uint32_t fl = file_of(r, r->mention[q->first].head);
    for (uint32_t k = v->doc_mask; k; k &= k - 1) put(f, 140, (uint32_t)__builtin_ctz(k), fl);
    unique(f);
}

void role_feats_sentence(const struct role_view *v, uint32_t s, struct feats *f) {
    const struct reading *r = v->r;
    const struct doc *d = r->d;
    uint32_t b = d->sent_tok[s], e = ATT_MIN(d->sent_tok[s + 1], b + 200);
    f->n = 0;
    for (uint32_t t = b; t < e; t++) {
        if (r->kind[t] <= KIND_QUOTE) continue;
        put(f, 150, r->lemma[t], 0);
        if (t + 1 < e) put(f, 151, r->lemma[t], r->lemma[t + 1]);
        if (r->violence[t]) put(f, 152, r->violence[t], r->past[t] ? is_passive(r, t) : 2);
        if (r->violence[t] && t > b) put(f, 153, r->violence[t], r->word[t - 1]);
        if (r->violence[t] && t + 1 < e) put(f, 154, r->violence[t], r->word[t + 1]);
        put(f, 155, file_of(r, t), 0);
    }
    for (uint32_t m = v->sent_mask[s]; m; m &= m - 1)
        for (uint32_t k = m & (m - 1); k; k &= k - 1)
            put(f, 156, (uint32_t)__builtin_ctz(m), (uint32_t)__builtin_ctz(k));
    put(f, 157, bucket(v->para[s]), 0);
    put(f, 158, bucket(e - b), 0);
    if (s)
        for (uint32_t m = v->sent_mask[s - 1]; m; m &= m - 1)
            put(f, 159, (uint32_t)__builtin_ctz(m), 0);
    unique(f);
}

void role_feats_document(const struct role_view *v, struct feats *f) {
    const struct reading *r = v->r;
    const struct doc *d = r->d;
    uint32_t n = ATT_MIN(r->n, 4000u);
    f->n = 0;
    for (uint32_t t = 0; t < n; t++) {
        if (r->kind[t] <= KIND_QUOTE) continue;
        put(f, 170, r->lemma[t], 0);
        uint32_t para = v->para[d->tok_sent[t]];
        if (para < 3) put(f, 171, r->lemma[t], 0);
        if (t + 1 < n) put(f, 172, r->lemma[t], r->lemma[t + 1]);
        if (r->violence[t]) put(f, 173, r->violence[t], ATT_MIN(para, 3u));
    }
    for (uint32_t m = v->doc_mask; m; m &= m - 1)
        for (uint32_t k = m & (m - 1); k; k &= k - 1)
            put(f, 174, (uint32_t)__builtin_ctz(m), (uint32_t)__builtin_ctz(k));
    put(f, 175, bucket(d->n_sent / 2), 0);
    unique(f);
}

/* ------------------------------------------------------------------ models */

/* A row at once: its check and its weights. */
typedef int8_t row_bytes __attribute__((vector_size(8)));
typedef int16_t row_words __attribute__((vector_size(16)));
typedef int32_t row_sums __attribute__((vector_size(32)));
enum { ROW_HEAD = 2 }; /* bytes before the weights */

void bank_score(const struct bank *b, const struct feats *f, int32_t out[N_OUT]) {
    _Static_assert(sizeof(struct bank_row) == sizeof(row_bytes), "a row is eight bytes");
    row_sums sum = {0};
    uint32_t mask = (1u << b->bits) - 1;
    for (uint32_t i = 0; i < f->n && i < AHEAD; i++) __builtin_prefetch(&b->row[f->v[i] & mask]);
    for (uint32_t i = 0; i < f->n; i++) {
        if (i + AHEAD < f->n) __builtin_prefetch(&b->row[f->v[i + AHEAD] & mask]);
        uint32_t h = f->v[i], at = h & mask;
        uint16_t check = (uint16_t)(h >> 16 ? h >> 16 : 1);
        while (b->row[at].check && b->row[at].check != check) at = (at + 1) & mask;
        if (!b->row[at].check) continue;
        row_bytes row;
        memcpy(&row, &b->row[at], sizeof row);
        sum += __builtin_convertvector(__builtin_convertvector(row, row_words), row_sums);
    }
    for (int k = 0; k < N_OUT; k++)
        out[k] = (int32_t)((int64_t)sum[ROW_HEAD + k] * b->scale[k] / 65536) + b->bias[k];
}

int32_t forest_score(const struct forest *f, const int32_t *dense) {
    int32_t s = f->bias;
    for (uint32_t i = 0; i < f->n_tree; i++) {
        const struct tree_node *n = &f->node[f->root[i]], *base = n;
        while (n->feature != TREE_LEAF) n = &base[n->left + (dense[n->feature] > n->at)];
        s += n->at;
    }
    return s / 16;
}

void role_scores_run(struct role_scores *s, const struct bank bank[N_BANK],
                     const struct role_view *v, struct arena *a) {
    const struct reading *r = v->r;
    const struct doc *d = r->d;
    struct feats f = {.a = a};
    s->word = arena_alloc_array(a, sizeof *s->word, r->n);
    s->candidate = arena_alloc_array(a, sizeof *s->candidate, r->n_candidate);
    s->sentence = arena_alloc_array(a, sizeof *s->sentence, d->n_sent);
    for (uint32_t t = 0; t < r->n; t++) {
        for (int k = 0; k < N_OUT; k++) s->word[t][k] = -8 * SCORE_ONE;
        if (!role_scores_word(r, t)) continue;
        role_feats_word(v, t, &f);
        bank_score(&bank[BANK_WORD], &f, s->word[t]);
    }
    for (uint32_t i = 0; i < d->n_sent; i++) {
        role_feats_sentence(v, i, &f);
        bank_score(&bank[BANK_SENTENCE], &f, s->sentence[i]);
    }
    role_feats_document(v, &f);
    bank_score(&bank[BANK_DOCUMENT], &f, s->document);
    for (uint32_t c = 0; c < r->n_candidate; c++) {
        role_feats_candidate(v, c, &f);
        bank_score(&bank[BANK_CANDIDATE], &f, s->candidate[c]);
    }
}

/* ------------------------------------------------------------------ dense features */

/* A score as a share of 256: 128 + 128 x / (|x| + 512). */
static int32_t squash(int32_t x) {
    int32_t ax = x < 0 ? -x : x;
    return 128 + (int32_t)((int64_t)128 * x / (ax + 2 * SCORE_ONE));
}

static void keep_best(int32_t *into, int32_t x) {
    if (x > *into) *into = x;
}

static void rivals_of_pair(struct role_scores *s, const struct reading *r, uint32_t i, uint32_t j) {
    const struct phrase *p = &r->mention[i], *q = &r->mention[j];
    uint32_t ci = r->of[i], cj = r->of[j];
    if (ci == cj || p->b >= q->e || q->b >= p->e) return;
    bool i_longer = p->e - p->b > q->e - q->b;
    for (int k = 0; k < N_OUT; k++) {
        int32_t si = s->candidate[ci][k], sj = s->candidate[cj][k];
        keep_best(i_longer ? &s->longer[cj][k] : &s->shorter[cj][k], si);
        keep_best(i_longer ? &s->shorter[ci][k] : &s->longer[ci][k], sj);
        if (p->head != q->head) continue;
        keep_best(&s->same_head[ci][k], sj);
        keep_best(&s->same_head[cj][k], si);
    }
}

struct by_score {
    uint32_t key; /* rising with falling scores */
    uint32_t c;
};

/* The candidates, best first and in their order where scores are equal; `to` has room for twice as
 * many. Sorted byte by byte, the lowest first. */
static struct by_score *sort_by_score(const struct role_scores *s, const struct reading *r,
                                      uint32_t role, struct by_score *to) {
    struct by_score *v = to, *other = to + r->n_candidate;
    for (uint32_t c = 0; c < r->n_candidate; c++)
        v[c] = (struct by_score){~((uint32_t)s->candidate[c][role] ^ 1u << 31), c};
    for (unsigned shift = 0; shift < 32; shift += 8) {
        uint32_t at[257] = {0};
        for (uint32_t i = 0; i < r->n_candidate; i++) at[(v[i].key >> shift & 255) + 1]++;
        if (r->n_candidate && at[(v[0].key >> shift & 255) + 1] == r->n_candidate) continue;
        for (uint32_t k = 0; k < 256; k++) at[k + 1] += at[k];
        for (uint32_t i = 0; i < r->n_candidate; i++) other[at[v[i].key >> shift & 255]++] = v[i];
        struct by_score *swap = v;
        v = other, other = swap;
    }
    return v;
}

void role_scores_rivals(struct role_scores *s, const struct role_view *v, struct arena *a) {
    const struct reading *r = v->r;
    s->longer = arena_alloc_array(a, sizeof *s->longer, r->n_candidate);
    s->shorter = arena_alloc_array(a, sizeof *s->shorter, r->n_candidate);
    s->same_head = arena_alloc_array(a, sizeof *s->same_head, r->n_candidate);
    s->rank = arena_alloc_array(a, sizeof *s->rank, r->n_candidate);
    for (uint32_t c = 0; c < r->n_candidate; c++) {
        for (int k = 0; k < N_OUT; k++)
            s->longer[c][k] = s->shorter[c][k] = s->same_head[c][k] = -16 * SCORE_ONE;
    }
    s->in_sentence = arena_alloc_array(a, sizeof *s->in_sentence, r->d->n_sent);
    for (uint32_t i = 0; i < r->d->n_sent; i++)
        for (int k = 0; k < N_OUT; k++) s->in_sentence[i][k] = -16 * SCORE_ONE;
    uint32_t reach = 0;
    for (uint32_t i = 0; i < r->n_mention; i++) {
        for (int k = 0; k < N_OUT; k++)
            keep_best(&s->in_sentence[r->d->tok_sent[r->mention[i].b]][k],
                      s->candidate[r->of[i]][k]);
        reach = r->mention[i].e;
        for (uint32_t j = i + 1; j < r->n_mention && r->mention[j].outer_b < reach; j++)
            rivals_of_pair(s, r, i, j);
    }
    struct by_score *room = arena_array(a, struct by_score, 2 * (size_t)r->n_candidate);
    for (uint32_t k = 0; k < N_OUT; k++) {
        const struct by_score *order = sort_by_score(s, r, k, room);
        s->mass[k] = 0;
        for (uint32_t i = 0; i < r->n_candidate; i++) {
            s->rank[order[i].c][k] = (int32_t)i;
            int32_t score = s->candidate[order[i].c][k];
            if (i < 30 && score > -2 * SCORE_ONE) s->mass[k] += squash(score);
        }
    }
}

/* Least, mean and greatest word score over a phrase, and those just outside it. */
static void dense_words(const struct role_scores *s, const struct reading *r,
                        const struct phrase *p, uint32_t role, int32_t *out) {
    int32_t least = INT32_MAX, most = INT32_MIN, n = 0;
    int64_t sum = 0;
    for (uint32_t t = p->b; t < p->e; t++) {
        if (!role_scores_word(r, t)) continue;
        int32_t x = s->word[t][role];
        least = ATT_MIN(least, x), most = ATT_MAX(most, x);
        sum += x, n++;
    }
    keep_best(&out[0], n ? least : -2048);
    keep_best(&out[1], n ? (int32_t)(sum / n) : -2048);
    keep_best(&out[2], n ? most : -2048);
    keep_best(&out[3], s->word[p->head][role]);
    int32_t left = p->b > p->outer_b ? s->word[p->b - 1][role] : -2049;
    int32_t right =
        p->e < r->n && r->d->tok_sent[p->e] == r->d->tok_sent[p->b] ? s->word[p->e][role] : -2049;
    keep_best(&out[4], left);
    keep_best(&out[5], right);
}

void role_dense(const struct role_scores *s, const struct role_view *v, uint32_t c, uint32_t role,
                int32_t out[N_DENSE]) {
    const struct reading *r = v->r;
    const struct doc *d = r->d;
    const struct candidate *q = &r->candidate[c];
    const struct phrase *p = &r->mention[q->first];
    uint32_t n = 0;
    int32_t own = s->candidate[c][role];
    out[n++] = own;
    for (int k = 0; k < N_OUT; k++) out[n++] = s->candidate[c][k];
    int32_t *w = &out[n];
    for (int k = 0; k < 12; k++) w[k] = -4096;
    int32_t sent_any = -4096, sent_best[N_OUT], in_title = 0;
    int32_t with[N_OUT];
    for (int k = 0; k < N_OUT; k++) sent_best[k] = with[k] = -4096;
    uint32_t m = q->first, last_sent = d->tok_sent[p->b];
    for (uint32_t k = 0; m != NONE && k < MENTIONS_READ; k++, m = r->next[m]) {
        const struct phrase *x = &r->mention[m];
        uint32_t st = d->tok_sent[x->b];
        dense_words(s, r, x, role, w);
        for (int j = 0; j < N_OUT; j++) {
            keep_best(&w[6 + j], s->word[x->head][j]);
            keep_best(&sent_best[j], s->sentence[st][j]);
            keep_best(&with[j], s->in_sentence[st][j]);
        }
        keep_best(&sent_any, st + 1 < d->n_sent ? s->sentence[st + 1][TOPIC_ANY] : -4096);
        if (doc_sent_zone(d, st) == ZONE_TITLE) in_title = 1;
        last_sent = st;
    }
    n += 12;
    for (int k = 0; k < N_OUT; k++) out[n++] = with[k];
    out[n++] = r->alias[c] == NONE ? -4096 : s->candidate[r->alias[c]][role];
    for (int k = 0; k < N_OUT; k++) out[n++] = sent_best[k];
    out[n++] = sent_any;
    for (int k = 0; k < N_OUT; k++) out[n++] = s->document[k];
    out[n++] = s->longer[c][role];
    out[n++] = s->shorter[c][role];
    out[n++] = s->same_head[c][role];
    out[n++] = own - ATT_MAX(s->longer[c][role], s->shorter[c][role]);
    out[n++] = s->rank[c][role];
    for (int k = 0; k < N_OUT; k++) out[n++] = s->mass[k];
    uint32_t s0 = d->tok_sent[p->b];
    out[n++] = (int32_t)q->n;
    out[n++] = (int32_t)(p->e - p->b);
    out[n++] = (int32_t)(p->head - p->b);
    out[n++] = (int32_t)s0;
    out[n++] = (int32_t)v->para[s0];
    out[n++] = (int32_t)(s0 * 256 / ATT_MAX(d->n_sent, 1u));
    out[n++] = (int32_t)(last_sent - s0);
    out[n++] = (int32_t)d->n_sent;
    out[n++] = (int32_t)file_of(r, p->head);
    out[n++] = r->kind[p->head];
    out[n++] = r->lex[p->head] ? (int32_t)(r->lex[p->head]->isa & 0xff) : -1;
    out[n++] = r->violence[p->head];
    int32_t known = 0, names = 0;
    for (uint32_t t = p->b; t < p->e; t++)
        known += r->lex[t] != NULL, names += r->kind[t] == KIND_NAME;
    out[n++] = known;
    out[n++] = names;
    out[n++] = p->b > p->outer_b ? r->kind[p->b - 1] : -1;
    out[n++] = p->e < p->outer_e ? r->kind[p->e] : -1;
    out[n++] = in_title;
    out[n++] = (int32_t)__builtin_popcount(v->sent_mask[s0]);
    out[n++] = (int32_t)(p->b - d->sent_tok[s0]);
    assert(n <= N_DENSE);
    while (n < N_DENSE) out[n++] = 0;
}
