/*
 * Trains models/incident.bin from MUC-4 reports:
 *     train_incident --train FILE [--test FILE --out MODEL --predict FILE]
 * Prints cross-validated figures on the training reports and, where given, those of the test
 * reports.
 */
#include "base/base.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/sys.h"
#include "train/bank_train.h"
#include "train/gbt.h"
#include "incidents/templates.h"
#include "train/muc_data.h"

enum { FOLDS = 5, RACE = 60 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static const struct bank_options bank_options[N_BANK] = {
    {8, 18, 3, 60, 0.1, 1e-6, 0.5},
    {8, 18, 3, 80, 0.06, 1e-5, 0.5},
    {8, 16, 2, 100, 0.1, 1e-5, 0.4},
    {15, 16, 2, 100, 0.1, 1e-5, 0.5},
};

/* ------------------------------------------------------------------ labels */

/* Recall of the candidates, by role. */
static void report_recall(const struct muc_set *s) {
    uint32_t hit[N_MUC_ROLE] = {0}, all[N_MUC_ROLE] = {0}, cands = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        const struct muc_doc *d = &s->v[i];
        cands += d->reading.n_candidate;
        for (uint32_t role = 0; role < N_MUC_ROLE; role++)
            for (uint32_t t = 0; t < d->n_gold; t++)
                for (uint32_t k = 0; k < d->gold[t].n[role]; k++) {
                    bool found = false;
                    for (uint32_t c = 0; c < d->reading.n_candidate && !found; c++)
                        for (uint32_t x = 0; x < d->gold[t].role[role][k].n; x++)
                            found |= d->gold[t].role[role][k].key[x] == d->reading.candidate[c].key;
                    hit[role] += found, all[role]++;
                    if (!found && getenv("MISSES")) printf("MISS %s %u\n", d->id, role);
                }
    }
    printf("candidates a document: %.0f; recall", (double)cands / s->n);
    for (uint32_t r = 0; r < N_MUC_ROLE; r++) printf(" %.3f", (double)hit[r] / all[r]);
    printf("\n");
}

static uint8_t label_of(const struct muc_doc *d, uint64_t key) {
    uint8_t y = 0;
    for (uint32_t role = 0; role < N_MUC_ROLE; role++)
        if (muc_gold_of(d, key, role)) y |= (uint8_t)(1u << role);
    return y;
}

static uint8_t topics_of(const struct muc_doc *d, uint32_t templates) {
    uint8_t y = 0;
    for (uint32_t t = 0; t < d->n_gold; t++)
        if (templates >> t & 1) y |= (uint8_t)(1u << TOPIC_ANY | 1u << d->gold[t].type);
    return y;
}

static uint32_t templates_of(const struct muc_doc *d, uint64_t key) {
    return muc_gold_of(d, key, MUC_PERP_IND) | muc_gold_of(d, key, MUC_PERP_ORG) |
           muc_gold_of(d, key, MUC_TARGET) | muc_gold_of(d, key, MUC_VICTIM) |
           muc_gold_of(d, key, MUC_WEAPON) | muc_gold_of(d, key, MUC_DESCRIBED);
}

static void add_doc(struct bank_data data[N_BANK], const struct muc_doc *d, uint32_t number,
                    struct arena *a) {
    const struct reading *r = &d->reading;
    struct feats f = {.a = a};
    uint8_t *word = arena_array(a, uint8_t, r->n), *sent = arena_array(a, uint8_t, d->doc.n_sent);
    for (uint32_t c = 0; c < r->n_candidate; c++) {
        uint8_t y = label_of(d, r->candidate[c].key);
        role_feats_candidate(&d->view, c, &f);
        bank_data_add(&data[BANK_CANDIDATE], &f, y, number);
        if (!y) continue;
        uint8_t topics = topics_of(d, templates_of(d, r->candidate[c].key));
        uint8_t defining = y & ((1u << MUC_TARGET) | (1u << MUC_VICTIM) | (1u << MUC_DESCRIBED) |
                                (1u << MUC_WEAPON));
        for (uint32_t m = r->candidate[c].first; m != NONE; m = r->next[m]) {
            const struct phrase *p = &r->mention[m];
            for (uint32_t t = p->b; t < p->e; t++) word[t] |= y;
            if (defining) sent[d->doc.tok_sent[p->b]] |= topics;
        }
    }
    for (uint32_t t = 0; t < r->n; t++) {
        if (!role_scores_word(r, t)) continue;
        role_feats_word(&d->view, t, &f);
        bank_data_add(&data[BANK_WORD], &f, word[t], number);
    }
    for (uint32_t s = 0; s < d->doc.n_sent; s++) {
        role_feats_sentence(&d->view, s, &f);
        bank_data_add(&data[BANK_SENTENCE], &f, sent[s], number);
    }
    role_feats_document(&d->view, &f);
    bank_data_add(&data[BANK_DOCUMENT], &f, topics_of(d, UINT32_MAX), number);
}

static void collect(struct bank_data data[N_BANK], const struct muc_set *s) {
    memset(data, 0, sizeof *data * N_BANK);
    for (uint32_t i = 0; i < s->n; i++) {
        struct arena a;
        arena_init(&a, sys_default(), SIZE_MAX);
        add_doc(data, &s->v[i], i, &a);
        arena_release(&a);
    }
    for (int k = 0; k < N_BANK; k++) {
        bank_data_index(&data[k]);
        printf("bank %d: %u instances, %.0f features each, %u distinct\n", k, data[k].n,
               (double)data[k].n_feat / data[k].n, data[k].n_id);
    }
}

/* ------------------------------------------------------------------ the forests */

struct pool {
    int32_t *x;
    uint8_t *y;
    uint16_t *doc;
    uint32_t *cand;
    uint32_t n;
};

static struct pool pool_of(const struct muc_set *s, uint32_t role) {
    struct pool p = {0};
    uint32_t cap = s->n * RACE;
    p.x = malloc(sizeof *p.x * cap * N_DENSE), p.y = malloc(cap);
    p.doc = malloc(sizeof *p.doc * cap), p.cand = malloc(sizeof *p.cand * cap);
    for (uint32_t i = 0; i < s->n; i++) {
        const struct muc_doc *d = &s->v[i];
        for (uint32_t c = 0; c < d->reading.n_candidate; c++) {
            if (!role_is_kept(&d->scores, c, role)) continue;
            role_dense(&d->scores, &d->view, c, role, &p.x[(size_t)p.n * N_DENSE]);
            p.y[p.n] = muc_gold_of(d, d->reading.candidate[c].key, role) != 0;
            p.doc[p.n] = (uint16_t)i, p.cand[p.n++] = c;
        }
    }
    return p;
}

static const struct gbt_options gbt_options = {300, 12, 40, 0.035, 10};

static struct forest train_role(const struct pool *p, uint32_t out) {
    uint8_t *use = malloc(p->n + 1);
    for (uint32_t i = 0; i < p->n; i++) use[i] = p->doc[i] % FOLDS != out;
    struct gbt_data g = {p->n, N_DENSE, p->x, N_DENSE, p->y, use};
    struct forest f = gbt_train(&g, &gbt_options);
    free(use);
    return f;
}

typedef int32_t (*final_scores)[N_MUC_ROLE];

/* Final scores of every document, OUT of the race until filled. */
static final_scores *finals_new(const struct muc_set *s) {
    final_scores *f = malloc(sizeof *f * s->n);
    for (uint32_t i = 0; i < s->n; i++) {
        f[i] = malloc(sizeof **f * (s->v[i].reading.n_candidate + 1));
        for (uint32_t c = 0; c < s->v[i].reading.n_candidate; c++)
            for (int k = 0; k < N_MUC_ROLE; k++) f[i][c][k] = -20 * SCORE_ONE;
    }
    return f;
}

static void score_pool(const struct pool *p, const struct forest *f, uint32_t only, uint32_t role,
                       final_scores *out) {
    for (uint32_t i = 0; i < p->n; i++)
        if (only >= FOLDS || p->doc[i] % FOLDS == only)
            out[p->doc[i]][p->cand[i]][role] = forest_score(f, &p->x[(size_t)i * N_DENSE]);
}

static void score_set(struct muc_set *s, const struct bank bank[N_BANK], uint32_t fold) {
    for (uint32_t i = 0; i < s->n; i++) {
        if (fold < FOLDS && i % FOLDS != fold) continue;
        struct muc_doc *d = &s->v[i];
        role_scores_run(&d->scores, bank, &d->view, &s->a);
        role_scores_rivals(&d->scores, &d->view, &s->a);
    }
}

/* ------------------------------------------------------------------ rows for the small forests */

struct rows {
    int32_t *x;
    uint8_t *y;
    uint16_t *doc;
    uint32_t n, cap, wide;
};

static int32_t *rows_add(struct rows *r, uint8_t y, uint32_t doc) {
    if (r->n == r->cap) {
        r->cap = r->cap ? 2 * r->cap : 4096;
        r->x = realloc(r->x, sizeof *r->x * r->cap * r->wide);
        r->y = realloc(r->y, r->cap), r->doc = realloc(r->doc, sizeof *r->doc * r->cap);
    }
    r->y[r->n] = y, r->doc[r->n] = (uint16_t)doc;
    return &r->x[(size_t)r->n++ * r->wide];
}

static void rows_train(const struct rows *r, const struct gbt_options *o, struct role_model *m,
                       uint32_t which) {
    uint8_t *use = malloc(r->n + 1);
    for (uint32_t fold = 0; fold <= FOLDS; fold++) {
        for (uint32_t i = 0; i < r->n; i++) use[i] = r->doc[i] % FOLDS != fold;
        struct gbt_data g = {r->n, r->wide, r->x, r->wide, r->y, use};
        m[fold].forest[which] = gbt_train(&g, o);
    }
    free(use);
}

/* The best candidate of each right filler, as picks. */
static void gold_picks(const struct muc_doc *d, final_scores fin, struct template_view *t) {
    t->n_pick = 0;
    for (uint32_t role = 0; role < N_MUC_ROLE; role++)
        for (uint32_t g = 0; g < d->n_gold; g++)
            for (uint32_t k = 0; k < d->gold[g].n[role]; k++) {
                uint32_t best = NONE;
                for (uint32_t c = 0; c < d->reading.n_candidate; c++)
                    for (uint32_t q = 0; q < d->gold[g].role[role][k].n; q++)
                        if (d->gold[g].role[role][k].key[q] == d->reading.candidate[c].key &&
                            (best == NONE || fin[c][role] > fin[best][role]))
                            best = c;
                bool old = best == NONE || t->n_pick == MAX_PICKS;
                for (uint32_t i = 0; i < t->n_pick && !old; i++)
                    old = t->pick[i].c == best && t->pick[i].role == role;
                if (!old)
                    t->pick[t->n_pick++] = (struct pick){best, (uint8_t)role, fin[best][role]};
            }
}

static uint32_t gold_bits(const struct muc_doc *d, const struct pick *p) {
    return muc_gold_of(d, d->reading.candidate[p->c].key, p->role);
}

static void collect_pairs(const struct muc_set *s, final_scores *fin, struct rows *pair,
                          struct rows kind[N_TOPIC]) {
    for (uint32_t i = 0; i < s->n; i++) {
        const struct muc_doc *d = &s->v[i];
        struct template_view t = {.view = &d->view, .scores = &d->scores};
        gold_picks(d, fin[i], &t);
        uint32_t bits[MAX_PICKS];
        for (uint32_t a = 0; a < t.n_pick; a++) bits[a] = gold_bits(d, &t.pick[a]);
        for (uint32_t a = 0; a < t.n_pick; a++)
            for (uint32_t b = a + 1; b < t.n_pick; b++)
                template_pair_dense(&t, &t.pick[a], &t.pick[b],
                                    rows_add(pair, (bits[a] & bits[b]) != 0, i));
        for (uint32_t g = 0; g < d->n_gold; g++) {
            uint64_t picks = 0;
            for (uint32_t a = 0; a < t.n_pick; a++) picks |= (uint64_t)(bits[a] >> g & 1) << a;
            for (uint32_t k = TOPIC_BOMBING; k < N_TOPIC; k++)
                template_kind_dense(&t, picks, rows_add(&kind[k], d->gold[g].type == k, i));
        }
    }
}

/* ------------------------------------------------------------------ scoring of templates */

struct tally {
    double right_p, n_p, right_g, n_g;
};

/* Right fillers of a made template against a gold one, the kind counted as one. */
static uint32_t agree(const struct template_view *t, const struct muc_doc *d,
                      const struct made_template *m, uint32_t g) {
    if (d->gold[g].type != m->topic) return 0;
    uint32_t n = 1;
    for (uint32_t i = 0; i < t->n_pick; i++)
        if (m->picks >> i & 1 && t->pick[i].role != MUC_DESCRIBED)
            n += gold_bits(d, &t->pick[i]) >> g & 1;
    return n;
}

static uint32_t size_of_made(const struct template_view *t, const struct made_template *m) {
    uint32_t n = 1;
    for (uint32_t i = 0; i < t->n_pick; i++)
        n += (m->picks >> i & 1) && t->pick[i].role != MUC_DESCRIBED;
    return n;
}

/* Greedy one-to-one mapping: of[k] = gold of made template k, or NONE. */
static void map_templates(const struct template_view *t, const struct muc_doc *d,
                          const struct made_template *m, uint32_t n, uint32_t of[MAX_MADE]) {
    uint32_t used = 0;
    for (uint32_t k = 0; k < n; k++) of[k] = NONE;
    for (;;) {
        uint32_t best = 0, bk = 0, bg = 0;
        for (uint32_t k = 0; k < n; k++)
            for (uint32_t g = 0; g < d->n_gold; g++)
                if (of[k] == NONE && !(used >> g & 1) && agree(t, d, &m[k], g) > best)
                    best = agree(t, d, &m[k], g), bk = k, bg = g;
        if (!best) return;
        of[bk] = bg, used |= 1u << bg;
    }
}

static void tally_doc(struct tally *y, const struct template_view *t, const struct muc_doc *d,
                      const struct made_template *m, uint32_t n) {
    uint32_t of[MAX_MADE];
    map_templates(t, d, m, n, of);
    for (uint32_t k = 0; k < n; k++) {
        y->n_p += size_of_made(t, &m[k]);
        if (of[k] != NONE) y->right_p += agree(t, d, &m[k], of[k]);
    }
    for (uint32_t g = 0; g < d->n_gold; g++) {
        y->n_g += 1;
        for (uint32_t r = 0; r < MUC_DESCRIBED; r++) y->n_g += d->gold[g].n[r];
    }
}

static double f1(const struct tally *y) {
    return 2 * y->right_p / (y->n_p + y->n_g + 1e-9);
}

static struct template_view view_of(const struct muc_doc *d, final_scores fin,
                                    const struct role_model *m) {
    struct template_view t = {.model = m, .view = &d->view, .scores = &d->scores};
    template_picks(&t, fin);
    return t;
}

/* Template F1 of a set with its fold's models (models = FOLDS + 1, or one for all). */
static double run_templates(const struct muc_set *s, final_scores *fin, struct role_model *m,
                            bool folds) {
    struct tally y = {0};
    for (uint32_t i = 0; i < s->n; i++) {
        struct template_view t = view_of(&s->v[i], fin[i], &m[folds ? i % FOLDS : 0]);
        struct made_template made[MAX_MADE];
        uint32_t n = templates_run(&t, false, made);
        tally_doc(&y, &t, &s->v[i], made, n);
    }
    return f1(&y);
}

static void collect_keep(const struct muc_set *s, final_scores *fin, struct role_model *m,
                         struct rows *keep) {
    for (uint32_t i = 0; i < s->n; i++) {
        const struct muc_doc *d = &s->v[i];
        struct template_view t = view_of(d, fin[i], &m[i % FOLDS]);
        struct made_template made[MAX_MADE];
        uint32_t n = templates_run(&t, true, made), of[MAX_MADE];
        map_templates(&t, d, made, n, of);
        for (uint32_t k = 0; k < n; k++) {
            bool right =
                of[k] != NONE && (2 * agree(&t, d, &made[k], of[k]) > size_of_made(&t, &made[k]) ||
                                  agree(&t, d, &made[k], of[k]) > 1);
            template_keep_dense(&t, &made[k], made, n, rows_add(keep, right, i));
        }
    }
}

/* ------------------------------------------------------------------ predictions */

static void write_string(FILE *f, struct str s) {
    fputc('"', f);
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"' || s.p[i] == '\\') fputc('\\', f);
        fputc((unsigned char)s.p[i] < 32 ? ' ' : s.p[i], f);
    }
    fputc('"', f);
}

static void write_made(FILE *f, const struct template_view *t, const struct made_template *m) {
    const struct doc *d = t->view->r->d;
    fprintf(f, "{\"incident_type\": \"%s\"", topic_name[m->topic]);
    for (uint32_t role = 0; role < N_MUC_ROLE; role++) {
        fprintf(f, ", \"%s\": [", muc_role_name[role]);
        bool any = false;
        for (uint32_t i = 0; i < t->n_pick; i++) {
            if (!(m->picks >> i & 1) || t->pick[i].role != role) continue;
            if (any) fputs(", ", f);
            any = true;
            const struct phrase *p =
                &t->view->r->mention[t->view->r->candidate[t->pick[i].c].first];
            write_string(f, doc_cut(d, doc_toks_span(d, p->b, p->e)));
        }
        fputc(']', f);
    }
    fputc('}', f);
}

static void predict(const struct muc_set *s, final_scores *fin, struct role_model *m, bool folds,
                    const char *path) {
    FILE *f = fopen(path, "w");
    for (uint32_t i = 0; i < s->n; i++) {
        struct template_view t = view_of(&s->v[i], fin[i], &m[folds ? i % FOLDS : 0]);
        struct made_template made[MAX_MADE];
        uint32_t n = templates_run(&t, false, made);
        fprintf(f, "{\"docid\": \"%s\", \"templates\": [", s->v[i].id);
        for (uint32_t k = 0; k < n; k++) {
            if (k) fputs(", ", f);
            write_made(f, &t, &made[k]);
        }
        fputs("]}\n", f);
    }
    fclose(f);
}

/* ------------------------------------------------------------------ cuts */

static void count_role(const struct muc_doc *d, const struct pick *p, uint32_t n, uint32_t role,
                       uint32_t *right, uint32_t *gold) {
    uint64_t seen[256];
    uint32_t n_seen = 0;
    uint64_t used = 0;
    for (uint32_t t = 0; t < d->n_gold; t++)
        for (uint32_t k = 0; k < d->gold[t].n[role]; k++) {
            const struct gold_filler *g = &d->gold[t].role[role][k];
            bool old = false;
            for (uint32_t j = 0; j < n_seen; j++) old |= seen[j] == g->key[0];
            if (old || n_seen == 256) continue;
            seen[n_seen++] = g->key[0], ++*gold;
            bool hit = false;
            for (uint32_t j = 0; j < n && !hit; j++)
                for (uint32_t q = 0; q < g->n && !hit; q++)
                    if (!(used >> j & 1) && g->key[q] == d->reading.candidate[p[j].c].key)
                        hit = true, used |= 1ull << j;
            *right += hit;
        }
}

enum { CUT_LEAST = -640, CUT_STEP = 32, N_CUT = 28, CUT_SMOOTH = 3 };

static double role_f1(const struct muc_set *s, final_scores *fin, uint32_t role, int32_t cut) {
    uint32_t right = 0, made = 0, gold = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        struct pick p[10];
        uint32_t n = role_picks(&s->v[i].view, fin[i], role, cut, p, 10);
        made += n;
        count_role(&s->v[i], p, n, role, &right, &gold);
    }
    return 2.0 * right / (made + gold + 1e-9);
}

/* The cut around which F1 on distinct fillers is best: one lucky value is no reason. */
static void tune_role(const struct muc_set *s, final_scores *fin, uint32_t role, int32_t *cut) {
    double f[N_CUT], best = -1;
    for (int k = 0; k < N_CUT; k++) f[k] = role_f1(s, fin, role, CUT_LEAST + k * CUT_STEP);
    for (int k = CUT_SMOOTH; k + CUT_SMOOTH < N_CUT; k++) {
        double sum = 0;
        for (int j = -CUT_SMOOTH; j <= CUT_SMOOTH; j++) sum += f[k + j];
        if (sum > best) best = sum, *cut = CUT_LEAST + k * CUT_STEP;
    }
    printf("  %s: cut %d, F1 %.3f\n", muc_role_name[role], *cut, best / (2 * CUT_SMOOTH + 1));
}

static void set_all(struct role_model *m, size_t offset, int32_t value) {
    for (uint32_t k = 0; k <= FOLDS; k++) memcpy((char *)&m[k] + offset, &value, sizeof value);
}

static void tune_cut(const struct muc_set *s, final_scores *fin, struct role_model *m,
                     size_t offset, const int32_t *value, const char *name) {
    double best = -1;
    int32_t at = 0;
    for (; *value != INT32_MIN; value++) {
        set_all(m, offset, *value);
        double f = run_templates(s, fin, m, true);
        if (f > best) best = f, at = *value;
    }
    set_all(m, offset, at);
    printf("  %s: cut %d, template F1 %.4f\n", name, at, best);
}

static void tune_templates(const struct muc_set *s, final_scores *fin, struct role_model *m) {
    static const int32_t link[] = {-512, -384, -256, -128, 0, 128, 256, INT32_MIN};
    static const int32_t keep[] = {-512, -448, -384, -320, -256, -192,
                                   -128, -64,  0,    64,   128,  INT32_MIN};
    static const int32_t bare[] = {-256, 0, 128, 256, 512, 5120, INT32_MIN};
    for (int round = 0; round < 2; round++) {
        tune_cut(s, fin, m, offsetof(struct role_model, cut_pair), link, "pair");
        tune_cut(s, fin, m, offsetof(struct role_model, cut_share), link, "share");
        tune_cut(s, fin, m, offsetof(struct role_model, cut_keep), keep, "keep");
        tune_cut(s, fin, m, offsetof(struct role_model, cut_bare), bare, "bare");
    }
}

/* ------------------------------------------------------------------ the model file */

static int role_model_write(const struct role_model *m, const char *path) {
    FILE *f = fopen(path, "wb");
    if (!f) return fprintf(stderr, "%s: cannot be written\n", path), 1;
    struct role_file h = {ROLE_FILE_MAGIC, ROLE_FILE_VERSION, N_BANK,      N_FOREST,   {0},
                          m->cut_pair,     m->cut_share,      m->cut_keep, m->cut_bare};
    memcpy(h.cut, m->cut, sizeof h.cut);
    fwrite(&h, sizeof h, 1, f);
    for (int k = 0; k < N_BANK; k++) {
        struct bank_file b = {.bits = m->bank[k].bits};
        memcpy(b.scale, m->bank[k].scale, sizeof b.scale),
            memcpy(b.bias, m->bank[k].bias, sizeof b.bias);
        fwrite(&b, sizeof b, 1, f);
        fwrite(m->bank[k].row, sizeof *m->bank[k].row, (size_t)1 << b.bits, f);
    }
    for (int k = 0; k < N_FOREST; k++) {
        struct forest_file b = {m->forest[k].n_tree, m->forest[k].n_node, m->forest[k].bias, 0};
        fwrite(&b, sizeof b, 1, f);
        fwrite(m->forest[k].root, sizeof(uint32_t), b.n_tree, f);
        fwrite(m->forest[k].node, sizeof(struct tree_node), b.n_node, f);
    }
    if (fclose(f)) return fprintf(stderr, "%s: cannot be written\n", path), 1;
    return 0;
}

/* ------------------------------------------------------------------ all of it */

static const struct gbt_options small = {100, 8, 15, 0.08, 3};

static void train_roles(struct muc_set *s, struct role_model *m, final_scores *fin) {
    for (uint32_t role = 0; role < N_MUC_ROLE; role++) {
        struct pool p = pool_of(s, role);
        for (uint32_t fold = 0; fold <= FOLDS; fold++) {
            m[fold].forest[FOREST_ROLE + role] = train_role(&p, fold);
            if (fold < FOLDS) score_pool(&p, &m[fold].forest[FOREST_ROLE + role], fold, role, fin);
        }
        free(p.x), free(p.y), free(p.doc), free(p.cand);
        tune_role(s, fin, role, &m[0].cut[role]);
        for (uint32_t k = 1; k <= FOLDS; k++) m[k].cut[role] = m[0].cut[role];
    }
}

static void train_templates(struct muc_set *s, struct role_model *m, final_scores *fin) {
    struct rows pair = {.wide = N_PAIR}, kind[N_TOPIC], keep = {.wide = N_KEEP};
    for (int k = 0; k < N_TOPIC; k++) kind[k] = (struct rows){.wide = N_KIND};
    collect_pairs(s, fin, &pair, kind);
    rows_train(&pair, &small, m, FOREST_PAIR);
    for (uint32_t k = TOPIC_BOMBING; k < N_TOPIC; k++)
        rows_train(&kind[k], &small, m, FOREST_KIND + k);
    collect_keep(s, fin, m, &keep);
    rows_train(&keep, &small, m, FOREST_KEEP);
    printf("pairs %u, kinds %u, kept %u\n", pair.n, kind[2].n, keep.n);
    tune_templates(s, fin, m);
}

struct files {
    const char *train, *test, *out, *predicted; /* NULL where not given */
};

static struct files read_files(int argc, char **argv) {
    struct files f = {0};
    for (int i = 1; i + 1 < argc; i += 2) {
        if (!strcmp(argv[i], "--train")) f.train = argv[i + 1];
        if (!strcmp(argv[i], "--test")) f.test = argv[i + 1];
        if (!strcmp(argv[i], "--out")) f.out = argv[i + 1];
        if (!strcmp(argv[i], "--predict")) f.predicted = argv[i + 1];
    }
    return f;
}

/* The models of each fold, and the last one over everything. */
static void train_models(struct muc_set *s, struct role_model *m, final_scores *fin) {
    static struct bank_data data[N_BANK];
    collect(data, s);
    for (uint32_t fold = 0; fold <= FOLDS; fold++) {
        for (int k = 0; k < N_BANK; k++)
            m[fold].bank[k] = bank_train(&data[k], &bank_options[k], FOLDS, fold);
        if (fold < FOLDS) score_set(s, m[fold].bank, fold);
    }
    printf("banks: %.1f s\n", now());
    train_roles(s, m, fin);
    printf("roles: %.1f s\n", now());
    train_templates(s, m, fin);
    printf("templates: %.1f s\n", now());
}

static void test_model(struct role_model *m, const struct files *f, const struct world *w) {
    struct muc_set t;
    muc_set_read(&t, f->test, w);
    score_set(&t, m->bank, FOLDS);
    final_scores *ft = finals_new(&t);
    for (uint32_t i = 0; i < t.n; i++) role_finals(m, &t.v[i].view, &t.v[i].scores, ft[i]);
    printf("test: template F1 %.4f\n", run_templates(&t, ft, m, false));
    if (!f->predicted) return;
    char path[4096];
    snprintf(path, sizeof path, "%s.test.jsonl", f->predicted);
    predict(&t, ft, m, false, path);
}

int main(int argc, char **argv) {
    struct files f = read_files(argc, argv);
    if (!f.train) {
        fputs("usage: train_incident --train FILE [--test FILE] [--out MODEL] [--predict PREFIX]\n",
              stderr);
        return 2;
    }
    struct arena wa;
    arena_init(&wa, sys_default(), SIZE_MAX);
    struct world w;
    att_options opt = {0};
    att_error err;
    if (world_open(&w, &wa, &opt, &err)) return fprintf(stderr, "%s\n", err.text), 1;
    struct muc_set s;
    muc_set_read(&s, f.train, &w);
    report_recall(&s);
    static struct role_model m[FOLDS + 1];
    final_scores *fin = finals_new(&s);
    train_models(&s, m, fin);
    if (f.predicted) {
        char path[4096];
        snprintf(path, sizeof path, "%s.cv.jsonl", f.predicted);
        predict(&s, fin, m, true, path);
    }
    if (f.test) test_model(&m[FOLDS], &f, &w);
    return f.out ? role_model_write(&m[FOLDS], f.out) : 0;
}
