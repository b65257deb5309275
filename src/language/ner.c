#include "base/base.h"

#include "language/ner.h"

#include "base/map.h"
#include "language/model.h"
#include "language/name_rules.h"
#include "world/lexicon.h"

/* ---- the file */

/* The numbers of a matrix: as they lie in the file, or a copy where the machine cannot read them
 * so. */
static const int16_t *numbers(const struct tensor *x, struct arena *a) {
    const uint16_t one = 1;
    unsigned char low;
    memcpy(&low, &one, 1);
    if (low && (uintptr_t)x->data % sizeof(int16_t) == 0) return (const void *)x->data;
    size_t n = (size_t)x->rows * x->cols;
    int16_t *copy = arena_array(a, int16_t, n);
    for (size_t i = 0; i < n; i++) copy[i] = (int16_t)tensor_i16(x, i);
    return copy;
}

att_status ner_open(struct ner_model *m, struct arena *a, const att_options *opt, att_error *err) {
    struct model file;
    struct tensor weight, step;
    att_status st = model_load(&file, "models/ner.bin", a, opt, err);
    if (!st) st = model_shape(&file, "weights", MODEL_I16, NER_ROWS, NER_LABELS, &weight, err);
    if (!st) st = model_shape(&file, "steps", MODEL_I16, NER_LABELS + 1, NER_LABELS, &step, err);
    if (st) return st;
    m->weight = numbers(&weight, a);
    m->step = numbers(&step, a);
    return ATT_OK;
}

/* ---- decoding */

bool ner_step_allowed(uint32_t from, uint32_t to) {
    if (to == NER_O || (to & 1)) return true;
    return from == to || from + 1 == to;
}

struct lattice {
    const struct ner_model *m;
    const struct ner_token *tok;
    int32_t (*em)[NER_LABELS]; /* [n_tok] scores of live stretches by features alone */
    const int16_t *lean;       /* [n_tok][N_NER_KIND] votes of the same word elsewhere, or NULL */
    uint8_t *label;            /* [n_tok] */
};

/* The rows of features of two tokens: one is added up while the other is on its way. */
struct ner_rows {
    uint32_t row[2][NER_MAX_FEATURES], n[2];
};

static const int16_t *weights_of(const struct lattice *x, uint32_t row) {
    return x->m->weight + (size_t)row * NER_LABELS;
}

static void call_rows(const struct lattice *x, const struct doc *d, uint32_t t, uint32_t *row,
                      uint32_t *n) {
    *n = ner_features(d, x->tok, t, row);
    for (uint32_t i = 0; i < *n; i++) __builtin_prefetch(weights_of(x, row[i]));
}

/* All labels but the last at once. */
typedef int16_t label_weights __attribute__((vector_size(16)));
typedef int32_t label_sums __attribute__((vector_size(32)));

static void add_rows(const struct lattice *x, const uint32_t *row, uint32_t n,
                     int32_t sum[NER_LABELS]) {
    enum { LAST = NER_LABELS - 1 };
    _Static_assert(sizeof(label_sums) == LAST * sizeof *sum, "eight labels and one");
    label_sums most = {0};
    int32_t last = 0;
    for (uint32_t i = 0; i < n; i++) {
        label_weights w;
        memcpy(&w, weights_of(x, row[i]), sizeof w);
        most += __builtin_convertvector(w, label_sums);
        last += weights_of(x, row[i])[LAST];
    }
    memcpy(sum, &most, sizeof most);
    sum[LAST] = last;
}

/* Scores of the features of tokens [b, e). */
static void score_features(const struct lattice *x, const struct doc *d, uint32_t b, uint32_t e) {
    struct ner_rows r;
    call_rows(x, d, b, r.row[b & 1], &r.n[b & 1]);
    for (uint32_t t = b; t < e; t++) {
        uint32_t now = t & 1, next = !now;
        if (t + 1 < e) call_rows(x, d, t + 1, r.row[next], &r.n[next]);
        add_rows(x, r.row[now], r.n[now], x->em[t]);
    }
}

static void emission(const struct lattice *x, uint32_t t, int32_t score[NER_LABELS]) {
    memcpy(score, x->em[t], NER_LABELS * sizeof *score);
    if (!x->lean) return;
    for (uint32_t k = 0; k < N_NER_KIND; k++) {
        score[1 + 2 * k] += x->lean[t * N_NER_KIND + k];
        score[2 + 2 * k] += x->lean[t * N_NER_KIND + k];
    }
}

enum { WORST = -100000000 };

/* The first token of a stretch: an inside label cannot stand there. */
static void begin(const struct lattice *x, const int32_t em[NER_LABELS], int32_t best[NER_LABELS]) {
    const int16_t *step = x->m->step + NER_LABELS * NER_LABELS;
    for (uint32_t to = 0; to < NER_LABELS; to++)
        best[to] = ner_step_allowed(NER_O, to) ? step[to] + em[to] : WORST;
}

/* One token on: the best way into each label, scores kept near zero. */
static void advance(const struct lattice *x, const int32_t em[NER_LABELS], int32_t best[NER_LABELS],
                    uint8_t back[NER_LABELS]) {
    int32_t next[NER_LABELS], most = WORST;
    for (uint32_t to = 0; to < NER_LABELS; to++) {
        bool inside = to != NER_O && !(to & 1);
        uint32_t f = inside ? to - 1 : 0, end = inside ? to + 1 : NER_LABELS;
        next[to] = INT32_MIN;
        for (; f < end; f++) {
            int32_t v = best[f] + x->m->step[f * NER_LABELS + to];
            if (v > next[to]) next[to] = v, back[to] = (uint8_t)f;
        }
        next[to] += em[to];
        most = ATT_MAX(most, next[to]);
    }
    for (uint32_t to = 0; to < NER_LABELS; to++) best[to] = ATT_MAX(next[to] - most, WORST);
}

static void decode(const struct lattice *x, const struct doc *d, uint32_t b, uint32_t e,
                   struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    uint8_t(*back)[NER_LABELS] = arena_alloc_array(scratch, NER_LABELS, e - b);
    int32_t best[NER_LABELS], em[NER_LABELS];
    if (!x->lean) score_features(x, d, b, e);
    for (uint32_t t = b; t < e; t++) {
        emission(x, t, em);
        if (t == b)
            begin(x, em, best);
        else
            advance(x, em, best, back[t - b]);
    }
    uint32_t l = 0;
    for (uint32_t k = 1; k < NER_LABELS; k++)
        if (best[k] > best[l]) l = k;
    for (uint32_t t = e; t > b; t--) {
        x->label[t - 1] = (uint8_t)l;
        l = back[t - 1 - b][l];
    }
    arena_rewind(scratch, mark);
}

/* Nothing was learnt from elsewhere about the stretch: its labels stand. */
static bool unmoved(const struct lattice *x, uint32_t b, uint32_t e) {
    static const int16_t none[N_NER_KIND];
    for (uint32_t t = b; t < e; t++)
        if (memcmp(x->lean + (size_t)t * N_NER_KIND, none, sizeof none)) return false;
    return true;
}

static void decode_all(const struct lattice *x, const struct doc *d, struct arena *scratch) {
    uint32_t from = 0, b, e;
    while (ner_stretch(d, x->tok, from, &b, &e)) {
        if (!x->lean || !unmoved(x, b, e)) decode(x, d, b, e, scratch);
        from = e;
    }
}

/* What the first pass said of each capitalised word, as votes for the second. */
static int16_t *votes(const struct lattice *x, const struct doc *d, struct arena *scratch) {
    enum { WEIGHT = 64, SEEN = 2 };
    struct map ids;
    uint32_t n_live = 0;
    for (uint32_t t = 0; t < d->n_tok; t++) n_live += x->tok[t].live;
    map_init(&ids, scratch, n_live + 1);
    uint16_t(*count)[N_NER_KIND + 1] = arena_alloc_array(scratch, sizeof *count, n_live + 1);
    uint32_t *id = arena_array(scratch, uint32_t, (size_t)d->n_tok + 1), n = 0;
    for (uint32_t t = 0; t < d->n_tok; t++) {
        if (!x->tok[t].live) continue;
        bool added;
        id[t] = map_add(&ids, d->tok_low[t], n, &added);
        n += added;
        uint32_t k = x->label[t] ? (uint32_t)(x->label[t] - 1) / 2 : N_NER_KIND;
        if (count[id[t]][k] < UINT16_MAX) count[id[t]][k]++;
    }
    int16_t *lean = arena_array(scratch, int16_t, ((size_t)d->n_tok + 1) * N_NER_KIND);
    for (uint32_t t = 0; t < d->n_tok; t++) {
        if (!x->tok[t].live || (x->tok[t].classes & LEXC_FUNCTION)) continue;
        uint32_t all = 0;
        for (uint32_t k = 0; k <= N_NER_KIND; k++) all += count[id[t]][k];
        if (all < SEEN) continue;
        for (uint32_t k = 0; k < N_NER_KIND; k++)
            lean[(size_t)t * N_NER_KIND + k] = (int16_t)(WEIGHT * 2 * count[id[t]][k] / all);
    }
    return lean;
}

void ner_run(const struct ner_model *m, const struct doc *d, const struct world *w,
             struct names *out, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    struct lattice x = {m, ner_tokens(d, w, scratch), NULL, NULL, NULL};
    x.em = arena_alloc_array(scratch, sizeof *x.em, (size_t)d->n_tok + 1);
    x.label = arena_array(scratch, uint8_t, (size_t)d->n_tok + 1);
    decode_all(&x, d, scratch);
    x.lean = votes(&x, d, scratch);
    decode_all(&x, d, scratch);
    names_of_labels(d, w, x.tok, x.label, out);
    arena_rewind(scratch, mark);
}
