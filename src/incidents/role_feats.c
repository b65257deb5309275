#include "base/base.h"

#include "incidents/roles.h"

enum { MENTIONS_READ = 6 };

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

uint32_t role_word_file(const struct reading *r, uint32_t t) {
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
    put(f, id, role_word_file(r, t), w ? w->noun_file[1] : 0);
    put(f, id + 1, role_word_file(r, t), 0);
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
    if (t > b) put(f, 36, r->kind[t - 1], role_word_file(r, t - 1));
    if (t + 1 < e) put(f, 17, r->kind[t + 1], role_word_file(r, t + 1));
    if (t + 1 < e) put(f, 18, r->lemma[t + 1], role_word_file(r, t));
    if (t > b + 1) put(f, 19, r->kind[t - 2], r->kind[t - 1]);
    uint32_t l = r->verb_left[t], rt = r->verb_right[t], fl = role_word_file(r, t);
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
    put(f, 45, bucket(c->n), role_word_file(r, head));
    put(f, 46, bucket(v->para[r->d->tok_sent[p->b]]), role_word_file(r, head));
    uint32_t shape = 0, names = 0, known = 0;
    for (uint32_t t = p->b; t < p->e; t++) {
        shape = shape * 31 + r->kind[t];
        if (r->kind[t] == KIND_NAME) names++;
        if (r->lex[t]) known++;
        put(f, 47, r->lemma[t], t < head ? 1 : t == head ? 2 : 3);
        if (r->violence[t]) put(f, 48, r->violence[t], t < head ? 1 : t == head ? 2 : 3);
        if (t < head)
            for (uint32_t m = r->classes[t]; m; m &= m - 1)
                put(f, 60, (uint32_t)__builtin_ctz(m), role_word_file(r, head));
    }
    put(f, 49, shape, 0);
    put(f, 50, names, known == 0);
    if (head + 1 < p->e) {
        put(f, 51, r->word[head + 1], role_word_file(r, head));
        put(f, 52, r->word[p->e - 1], r->lemma[head]);
        put(f, 53, role_word_file(r, p->e - 1), role_word_file(r, head));
    }
    if (head > p->b) put(f, 54, r->lemma[head - 1], r->lemma[head]);
    feats_classes(f, r, head, 70);
    if (head > p->b) feats_classes(f, r, p->b, 80);
}

static void feats_governor(const struct role_view *v, const struct phrase *p, struct feats *f) {
    const struct reading *r = v->r;
    const struct doc *d = r->d;
    uint32_t s = d->tok_sent[p->b], b = d->sent_tok[s], e = d->sent_tok[s + 1];
    uint32_t fl = role_word_file(r, p->head),
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
    uint32_t fl = role_word_file(r, p->head);
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
    if (p->b > p->outer_b) put(f, 133, r->kind[p->b - 1], role_word_file(r, p->b - 1));
    if (p->e < p->outer_e)
        put(f, 134, r->lemma[p->e], fl), put(f, 138, role_word_file(r, p->e), fl);
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
    uint32_t fl = role_word_file(r, r->mention[q->first].head);
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
        put(f, 155, role_word_file(r, t), 0);
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
