#include "base/base.h"

#include "incidents/roles.h"

enum { AHEAD = 48 }; /* rows fetched before they are summed */

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
