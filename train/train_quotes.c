/*
 * train_quotes OUT [--epochs N] [--cut X] [--fold K/N] FILE...: the reader of statements
 * (src/claims/speech.h) from reports with annotated attributions: logistic and softmax regression
 * over hashed features, AdaGrad, dropout of features. FILE is JSONL: {"text", "attributions":
 * [{"source", "cue", "content": [[begin, end], ...]}, ...]} in characters. With --fold K/N the
 * reports whose number falls into part K of N are held out and decisions on them are counted;
 * nothing is written then. Deterministic.
 */
#include "base/base.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/sys.h"
#include "claims/speech.h"
#include "train/modelfile.h"
#include "train/quote_data.h"

enum { ROWS = 1 << SPEECH_BITS, SHIFT = 10, LEAST = 4 };

/* A decision: one candidate is right. Of a yes-or-no question there is one candidate. */
struct decision {
    uint64_t first; /* into `start` of the pool */
    uint32_t n, right;
    uint32_t bit; /* of a cue: its bit in `seen` */
    uint8_t part;
    bool held, rule;
};

struct pool {
    VEC(struct decision) decision;
    VEC(uint64_t) start; /* first row of each candidate */
    VEC(uint32_t) row;
    struct arena a;
    uint64_t seen[SPEECH_SEEN];
    uint32_t times[SPEECH_SEEN * 64]; /* a lemma was a cue */
    uint32_t lost[N_SPEECH_PART], asked[N_SPEECH_PART];
    const struct claim_lexicon *lex;
    const struct world *world;
    uint32_t fold, folds;
};

static float weight[ROWS], slope[ROWS];
static uint32_t count[ROWS];

/* ---- decisions out of a report */

static void add_candidate(struct pool *p, const struct speech_feats *f) {
    *vec_push(&p->a, &p->start) = p->row.n;
    for (uint32_t i = 0; i < f->n; i++) *vec_push(&p->a, &p->row) = f->v[i];
}

static struct decision *add_decision(struct pool *p, enum speech_part part, bool held) {
    struct decision *d = vec_push(&p->a, &p->decision);
    *d = (struct decision){.first = p->start.n, .part = (uint8_t)part, .held = held};
    return d;
}

static void ask_yes(struct pool *p, enum speech_part part, const struct speech_feats *f, bool yes,
                    bool held) {
    struct decision *d = add_decision(p, part, held);
    d->n = 1, d->right = yes;
    add_candidate(p, f);
}

static void ask_choice(struct pool *p, const struct speech_view *v, const struct speech_ask *q,
                       enum speech_part part, uint32_t right, bool held) {
    uint32_t c[SPEECH_CHOICES], n = speech_choices(v, q, part, c), at = NONE;
    for (uint32_t i = 0; i < n; i++)
        if (c[i] == right) at = i;
    p->asked[part]++;
    if (at == NONE) {
        p->lost[part]++;
        return;
    }
    struct decision *d = add_decision(p, part, held);
    d->n = n, d->right = at;
    for (uint32_t i = 0; i < n; i++) {
        struct speech_feats f = {.w = NULL};
        speech_feats_choice(v, q, part, c[i], &f);
        add_candidate(p, &f);
    }
}

/* The token of the cue that stands for it: one that the rules know, else the lowest verb. */
static uint32_t head_of_cue(const struct speech_view *v, const struct attribution *a) {
    const struct doc *d = v->k->d;
    uint32_t top = NONE, e = ATT_MIN(a->cue_e, v->e);
    for (uint32_t t = e; t-- > ATT_MAX(a->cue_b, v->b);)
        if (v->rule[t].said != NONE) return t;
    for (uint32_t t = ATT_MAX(a->cue_b, v->b); t < e && top == NONE; t++)
        if (d->head[t] == NONE || d->head[t] < a->cue_b || d->head[t] >= a->cue_e) top = t;
    for (uint32_t x = top; x != NONE; x = clause_child(d, x, DEP_XCOMP)) {
        if (x < a->cue_b || x >= e) break;
        top = x;
    }
    return top;
}

static void sides_of(const struct speech_view *v, const struct attribution *a,
                     struct speech_ask *q) {
    q->behind_b = q->behind_e = q->before_b = q->before_e = NONE;
    for (uint32_t i = 0; i < a->n_run; i++) {
        uint32_t b = ATT_MAX(a->run_b[i], v->b), e = ATT_MIN(a->run_e[i], v->e);
        while (b < e && e == v->e && quote_is_punct(v->k->d, e - 1) &&
               !quote_is_mark(v->k->d, e - 1))
            e--;
        if (b >= e) continue;
        uint32_t *lo = b > q->cue ? &q->behind_b : &q->before_b;
        uint32_t *hi = b > q->cue ? &q->behind_e : &q->before_e;
        *lo = *lo == NONE ? b : ATT_MIN(*lo, b);
        *hi = *hi == NONE ? e : ATT_MAX(*hi, e);
    }
}

static void ask_around(struct pool *p, const struct speech_view *v, const struct attribution *a,
                       struct speech_ask *q, bool held) {
    struct speech_feats f = {.w = NULL};
    while (q->cue_b > v->b) {
        bool yes = q->cue_b > a->cue_b;
        speech_feats_around(v, q, q->cue_b - 1, &f);
        ask_yes(p, SPEECH_AROUND, &f, yes, held);
        if (!yes) break;
        q->cue_b--;
    }
    while (q->cue_e < v->e) {
        bool yes = q->cue_e < a->cue_e;
        speech_feats_around(v, q, q->cue_e, &f);
        ask_yes(p, SPEECH_AROUND, &f, yes, held);
        if (!yes) break;
        q->cue_e++;
    }
}

/* The head of the source among the candidates; NONE where there is no source; false where it stands
 * elsewhere. */
static bool source_of(const struct speech_view *v, const struct attribution *a, uint32_t *out) {
    const struct doc *d = v->k->d;
    *out = NONE;
    if (a->source_b >= a->source_e) return true;
    if (a->source_b < v->b || a->source_e > v->e) return false;
    for (uint32_t t = a->source_b; t < a->source_e; t++)
        if (d->head[t] == NONE || d->head[t] < a->source_b || d->head[t] >= a->source_e) {
            *out = t;
            return true;
        }
    return false;
}

static void ask_attribution(struct pool *p, const struct speech_view *v,
                            const struct attribution *a, uint32_t cue, bool held) {
    struct speech_ask q = {.cue = cue, .cue_b = cue, .cue_e = cue + 1};
    q.behind_b = q.behind_e = q.before_b = q.before_e = NONE;
    ask_around(p, v, a, &q, held);
    struct speech_ask right = q;
    uint32_t source;
    sides_of(v, a, &right);
    ask_choice(p, v, &q, SPEECH_BEHIND_B, right.behind_b, held);
    q.behind_b = right.behind_b, q.behind_e = right.behind_e;
    if (q.behind_b != NONE) ask_choice(p, v, &q, SPEECH_BEHIND_E, right.behind_e, held);
    ask_choice(p, v, &q, SPEECH_BEFORE_E, right.before_e, held);
    q.before_b = right.before_b, q.before_e = right.before_e;
    if (q.before_e != NONE) ask_choice(p, v, &q, SPEECH_BEFORE_B, right.before_b, held);
    if (source_of(v, a, &source)) ask_choice(p, v, &q, SPEECH_SOURCE, source, held);
}

static void ask_sentence(struct pool *p, const struct speech_view *v, const struct quote_doc *q,
                         bool held) {
    for (uint32_t i = 0; i < q->n; i++) {
        const struct attribution *a = &q->v[i];
        if (a->cue_b >= a->cue_e || a->cue_b < v->b || a->cue_b >= v->e) continue;
        uint32_t t = head_of_cue(v, a);
        if (t == NONE) continue;
        p->times[speech_seen_bit(v, t)] += !held;
        ask_attribution(p, v, a, t, held);
    }
    for (uint32_t t = v->b; t < v->e; t++) {
        if (!speech_may_cue(v, t, NULL)) continue;
        struct speech_feats f = {.w = NULL};
        bool yes = false;
        for (uint32_t i = 0; i < q->n && !yes; i++)
            yes = t >= q->v[i].cue_b && t < q->v[i].cue_e && head_of_cue(v, &q->v[i]) == t;
        speech_feats_cue(v, t, &f);
        ask_yes(p, SPEECH_CUE, &f, yes, held);
        struct decision *d = &p->decision.v[p->decision.n - 1];
        d->bit = speech_seen_bit(v, t);
        d->rule = v->rule[t].said != NONE;
    }
}

static void each_report(void *ctx, struct quote_doc *q, uint32_t number) {
    struct pool *p = ctx;
    struct arena a;
    bool held = p->folds && number % p->folds == p->fold;
    arena_init(&a, sys_default(), SIZE_MAX);
    struct quoter k;
    quoter_init(&k, p->lex, &q->doc, &q->meaning, &a);
    k.w = p->world;
    struct speech_view v;
    speech_view_init(&v, &k);
    for (uint32_t s = 0; s < q->doc.n_sent; s++) {
        uint32_t first = k.said.n;
        if (!quoter_reads(&q->doc, s)) continue;
        cue_sentence(&k, s);
        speech_view_sentence(&v, s, first);
        ask_sentence(p, &v, q, held);
    }
    arena_release(&a);
}

/* ---- learning */

static uint32_t rnd(uint64_t *s) {
    *s ^= *s << 13, *s ^= *s >> 7, *s ^= *s << 17;
    return (uint32_t)(*s >> 32);
}

/* Words that were a cue twice, and what the rules have for one. */
static bool is_asked(const struct pool *p, const struct decision *d) {
    return d->part != SPEECH_CUE || d->rule || p->seen[d->bit / 64] >> (d->bit % 64) & 1;
}

static void keep_seen(struct pool *p) {
    for (uint32_t b = 0; b < SPEECH_SEEN * 64; b++)
        if (p->times[b] >= 2) p->seen[b / 64] |= UINT64_C(1) << (b % 64);
}

static uint64_t end_of(const struct pool *p, uint64_t candidate) {
    return candidate + 1 < p->start.n ? p->start.v[candidate + 1] : p->row.n;
}

static double score_of(const struct pool *p, uint64_t candidate) {
    double s = 0;
    for (uint64_t i = p->start.v[candidate]; i < end_of(p, candidate); i++)
        s += (double)weight[p->row.v[i]];
    return s;
}

static const double drop = 0.4, rate = 0.08;

/* Scores of the candidates with some features left out: bit by bit the same in score and step. */
static void chances(const struct pool *p, const struct decision *d, uint64_t seed, double *out) {
    double most = -1e30, sum = 0;
    for (uint32_t c = 0; c < d->n; c++) {
        double s = 0;
        for (uint64_t i = p->start.v[d->first + c]; i < end_of(p, d->first + c); i++)
            if (rnd(&seed) >= drop * 4294967295.0) s += (double)weight[p->row.v[i]];
        out[c] = s / (1 - drop);
        most = fmax(most, out[c]);
    }
    if (d->n == 1) {
        out[0] = 1 / (1 + exp(-out[0]));
        return;
    }
    for (uint32_t c = 0; c < d->n; c++) sum += out[c] = exp(out[c] - most);
    for (uint32_t c = 0; c < d->n; c++) out[c] /= sum;
}

static void step(const struct pool *p, const struct decision *d, uint64_t seed) {
    double chance[SPEECH_CHOICES];
    chances(p, d, seed, chance);
    for (uint32_t c = 0; c < d->n; c++) {
        double right = d->n == 1 ? d->right : c == d->right;
        double g = (chance[c] - right) / (1 - drop);
        bool small = fabs(g) < 0.004;
        for (uint64_t i = p->start.v[d->first + c]; i < end_of(p, d->first + c); i++) {
            uint32_t row = p->row.v[i];
            if (rnd(&seed) < drop * 4294967295.0 || small || count[row] < LEAST) continue;
            double x = g + 1e-5 * (double)weight[row];
            slope[row] += (float)(x * x);
            weight[row] -= (float)(rate * x / sqrt((double)slope[row] + 1e-8));
        }
    }
}

static void train(struct pool *p, uint32_t epochs) {
    uint32_t *order = malloc(sizeof *order * (p->decision.n + 1)), n = 0;
    uint64_t seed = 88172645463325252u;
    for (uint32_t i = 0; i < p->decision.n; i++) {
        const struct decision *d = &p->decision.v[i];
        if (d->held || !is_asked(p, d)) continue;
        order[n++] = i;
        for (uint64_t k = p->start.v[d->first]; k < end_of(p, d->first + d->n - 1); k++)
            count[p->row.v[k]]++;
    }
    printf("%u decisions, %llu features\n", n, (unsigned long long)p->row.n);
    for (uint32_t e = 0; e < epochs; e++) {
        for (uint32_t i = n; i > 1; i--) {
            uint32_t j = rnd(&seed) % i, t = order[i - 1];
            order[i - 1] = order[j], order[j] = t;
        }
        for (uint32_t i = 0; i < n; i++) {
            uint64_t s = ((uint64_t)rnd(&seed) << 32 | rnd(&seed)) | 1;
            step(p, &p->decision.v[order[i]], s);
        }
    }
    free(order);
}

/* ---- what it comes to on reports held out */

static void tell(const struct pool *p, double cut) {
    static const char *const name[N_SPEECH_PART] = {"cue",      "around",   "behind b", "behind e",
                                                    "before e", "before b", "source"};
    uint32_t hit[N_SPEECH_PART] = {0}, all[N_SPEECH_PART] = {0}, said = 0, gold = 0, both = 0;
    for (uint32_t i = 0; i < p->decision.n; i++) {
        const struct decision *d = &p->decision.v[i];
        if (!d->held) continue;
        double most = -1e30;
        uint32_t best = 0;
        for (uint32_t c = 0; c < d->n; c++) {
            double s = score_of(p, d->first + c);
            if (s > most) most = s, best = c;
        }
        if (d->part == SPEECH_CUE) {
            bool yes = is_asked(p, d) && most > cut;
            said += yes, gold += d->right, both += yes && d->right;
        }
        if (d->n == 1) best = most > 0;
        all[d->part]++, hit[d->part] += best == d->right;
    }
    for (int k = 0; k < N_SPEECH_PART; k++)
        if (all[k])
            printf("%-9s %6u decisions, right %.4f; lost before %u of %u\n", name[k], all[k],
                   (double)hit[k] / all[k], p->lost[k], p->asked[k]);
    printf("cues P %.3f R %.3f F %.3f\n", (double)both / said, (double)both / gold,
           2.0 * both / (said + gold));
}

static int write_model(const struct pool *p, double cut, const char *path) {
    static struct modelfile f;
    float at = (float)(cut * (1 << SHIFT));
    modelfile_init(&f);
    modelfile_say(&f, "model", "attest statements: cues, content, holders");
    modelfile_say(&f, "language", "en");
    modelfile_say(&f, "trained-on", "PolNeAR (research)");
    modelfile_say(&f, "command", "see models/quotes.md");
    size_t over = modelfile_floats(&f, "weights", weight, 1, ROWS, MODEL_I16, SHIFT);
    modelfile_u64(&f, "seen", p->seen, SPEECH_SEEN);
    modelfile_floats(&f, "cut", &at, 1, 1, MODEL_I32, 0);
    modelfile_write(&f, path);
    printf("%zu weights cut\n", over);
    return 0;
}

int main(int argc, char **argv) {
    static struct pool p;
    const char *out = NULL;
    uint32_t epochs = 8;
    double cut = -0.7;
    struct quote_reader r;
    arena_init(&p.a, sys_default(), SIZE_MAX);
    quote_reader_open(&r);
    p.lex = r.engine->claims, p.world = &r.engine->world;
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--epochs") && i + 1 < argc)
            epochs = (uint32_t)strtoul(argv[++i], NULL, 10);
        else if (!strcmp(argv[i], "--cut") && i + 1 < argc)
            cut = strtod(argv[++i], NULL);
        else if (!strcmp(argv[i], "--fold") && i + 1 < argc)
            sscanf(argv[++i], "%u/%u", &p.fold, &p.folds);
        else if (!out)
            out = argv[i];
        else
            quote_reader_run(&r, argv[i], each_report, &p);
    }
    if (!p.decision.n) return fprintf(stderr, "train_quotes OUT [OPTIONS] FILE...\n"), 2;
    keep_seen(&p);
    train(&p, epochs);
    if (!p.folds) return write_model(&p, cut, out);
    tell(&p, cut);
    return 0;
}
