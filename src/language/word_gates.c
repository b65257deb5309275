#include "base/base.h"

#include "language/word_gates.h"

#include "base/sorted.h"
#include "language/feat.h"

void word_group_init(const struct parser *p, struct word_group *g, struct arena *a) {
    g->x = arena_array(a, int16_t, (size_t)WORD_GROUP * p->embed);
    g->sum = arena_array(a, int32_t, (size_t)WORD_GROUP * p->one[0].input.pad);
    g->n = 0;
}

void word_group_run(const struct parser *p, struct word_group *g, bool biased) {
    uint32_t side = 4 * p->hidden;
    for (uint32_t d = 0; d < 2 && g->n; d++) {
        const struct dense *w = &p->one[d].input;
        dense_run(w, g->x, g->n, g->sum);
        for (uint32_t k = 0; k < g->n; k++) {
            int32_t *sum = g->sum + (size_t)k * w->pad;
            for (uint32_t i = 0; i < side && !biased; i++)
                sum[i] = (int32_t)((uint32_t)sum[i] - (uint32_t)w->bias[i]);
            p->net->cut(g->gate[k] + d * side, sum, side, NET_ACT, INT16_MIN);
        }
    }
    g->n = 0;
}

int16_t *word_group_add(const struct parser *p, struct word_group *g, int16_t *gate) {
    int16_t *x = g->x + (size_t)g->n * p->embed;
    memset(x, 0, p->embed * sizeof *x);
    g->gate[g->n++] = gate;
    return x;
}

void word_add_row(const struct parser *p, const struct embed_table *t, uint32_t row, int16_t *x) {
    p->net->add_bytes(x, t->row + (size_t)(row % t->rows) * p->embed, p->embed);
}

static uint32_t find_word(const struct parser *p, uint64_t hash) {
    uint32_t lo = sorted_at_u64(p->word, p->n_word, hash);
    return lo < p->n_word && p->word[lo] == hash ? lo : p->n_word;
}

void word_gates(const struct parser *p, struct word_group *g, struct str low, int16_t *gate) {
    struct feats f;
    feat_word(low, &f);
    int16_t *x = word_group_add(p, g, gate);
    word_add_row(p, &p->words, find_word(p, f.word), x);
    for (uint32_t i = 0; i < f.n_gram; i++) word_add_row(p, &p->grams, f.gram[i], x);
    if (g->n == WORD_GROUP) word_group_run(p, g, true);
}

/* ---- memory */

static struct parser_memory *memory_new(const struct parser *p, uint32_t n, struct arena *a) {
    struct parser_memory *m = arena_new(a, struct parser_memory);
    m->n = n;
    m->slot = arena_array(a, struct word_slot, n);
    m->gate = arena_array_raw(a, int16_t, (size_t)n * parser_gate_row(p));
    return m;
}

struct parser_memory *parser_memory_new(const struct parser *p, bool lasting, struct arena *a) {
    return memory_new(p, lasting ? WORD_MEMORY : WORD_NO_MEMORY, a);
}

void word_memory_next(struct parser_memory *m) {
    if (++m->batch) return;
    memset(m->slot, 0, m->n * sizeof *m->slot); /* the numbers begin again */
    m->batch = 1;
}

const int16_t *word_memory_get(struct parser_memory *m, const struct parser *p,
                               struct word_group *g, struct str low, struct arena *scratch) {
    struct str key = str_cut(low, 0, WORD_KEY);
    uint32_t row = parser_gate_row(p);
    uint32_t at = (uint32_t)str_hash(key) & (m->n - 1) & ~1u, old = at;
    for (uint32_t i = at; i < at + 2; i++) {
        struct word_slot *s = &m->slot[i];
        if (s->used && str_eq((struct str){s->key, s->n}, key)) {
            s->used = m->batch;
            return m->gate + (size_t)i * row;
        }
        if (s->used < m->slot[old].used) old = i;
    }
    struct word_slot *s = &m->slot[old];
    int16_t *gate = m->gate + (size_t)old * row;
    if (s->used == m->batch) {
        gate = arena_array_raw(scratch, int16_t, row);
    } else {
        s->used = m->batch, s->n = key.n;
        if (key.n) memcpy(s->key, key.p, key.n);
    }
    word_gates(p, g, low, gate);
    return gate;
}
