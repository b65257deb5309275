/*
 * Trains the weights of data/incidents/join.tsv:
 *     train_join [--muc FILE] [--muc-weight X] [--spread X] [--out FILE] CASES...
 *
 * Each known event of a report stands before the happenings told so far, as the gold has them, and
 * a new one: a softmax over their sums, with a Gaussian prior around the weights set by hand (third
 * column of the table). Prints what the weights do on reports left out of their training (by folds)
 * beside what the hand weights do: B-cubed over the known events of each report, in free runs.
 */
#include "base/base.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/sys.h"
#include "base/tsv.h"
#include "incidents/join.h"
#include "train/join_data.h"
#include "train/treebank.h"

enum { FOLDS = 10, STEPS = 400, ONE = 8, TABLE_CAP = 1 << 20 };
static const char table[] = "data/incidents/join.tsv";

/* ---- examples: one known event before its candidates */

struct example {
    uint64_t marks[MAX_INCIDENTS]; /* [n] of the groups that fit */
    uint32_t n, gold;              /* gold: index into marks, or n = a new one */
    uint32_t doc;
};
struct examples {
    struct example *v; /* [n] */
    uint32_t n, cap;
};

struct gold_run {
    const struct join_doc *d;
    uint32_t doc;
    struct examples *out;
    uint32_t of[MAX_INCIDENTS]; /* happening of each group */
    uint32_t n;
};

static void add_example(struct gold_run *g, const struct join_view *v, uint32_t at) {
    struct examples *x = g->out;
    if (x->n == x->cap) {
        x->cap = x->cap ? 2 * x->cap : 1024;
        x->v = realloc(x->v, x->cap * sizeof *x->v);
        if (!x->v) die("out of memory");
    }
    struct example *e = &x->v[x->n++];
    *e = (struct example){.doc = g->doc, .gold = NONE};
    for (uint32_t k = 0; k < v->n; k++) {
        if (!v->fits[k]) continue;
        if (k == at) e->gold = e->n;
        e->marks[e->n++] = v->marks[k];
    }
    if (at == v->n) e->gold = e->n;
    if (e->gold == NONE || !e->n) x->n--; /* nothing to choose from */
}

/* Follows the gold and writes down what there was to choose from. */
static uint32_t choose_gold(void *ctx, uint32_t event, const struct join_view *v) {
    struct gold_run *g = ctx;
    uint32_t want = g->d->gold[event], at = v->n;
    if (want == NONE) return NONE;
    for (uint32_t k = 0; k < g->n; k++)
        if (g->of[k] == want) at = k;
    if (at == v->n && !v->can_begin) return NONE;
    add_example(g, v, at);
    if (at == v->n) g->of[g->n++] = want;
    return at;
}

static void collect(const struct join_set *s, struct examples *out) {
    struct groups *gs = malloc(sizeof *gs);
    for (uint32_t i = 0; i < s->n; i++) {
        struct gold_run g = {.d = s->v[i], .doc = i, .out = out};
        struct group_guide guide = {choose_gold, &g};
        group_run(&s->v[i]->b, gs, &guide);
    }
    free(gs);
}

/* ---- learning: gradient ascent with momentum, all in double; only the rounded result is kept */

struct learner {
    const struct join_set *set;
    const struct examples *x;
    double prior[N_JOIN_MARK], spread;
    uint32_t fold; /* left out, or NONE */
};

static double sum_of(const double w[N_JOIN_MARK], uint64_t marks) {
    double s = 0;
    for (; marks; marks &= marks - 1) s += w[__builtin_ctzll(marks)];
    return s;
}

static void add_marks(double g[N_JOIN_MARK], uint64_t marks, double by) {
    for (; marks; marks &= marks - 1) g[__builtin_ctzll(marks)] += by;
}

static void add_gradient(const double w[N_JOIN_MARK], const struct example *e, double by,
                         double g[N_JOIN_MARK]) {
    double p[MAX_INCIDENTS + 1], top = w[JOIN_NEW], all = 0;
    for (uint32_t k = 0; k < e->n; k++) top = fmax(top, p[k] = sum_of(w, e->marks[k]));
    p[e->n] = w[JOIN_NEW];
    for (uint32_t k = 0; k <= e->n; k++) all += p[k] = exp(p[k] - top);
    for (uint32_t k = 0; k <= e->n; k++)
        add_marks(g, k < e->n ? e->marks[k] : 1ull << JOIN_NEW, by * ((k == e->gold) - p[k] / all));
}

static void learn(const struct learner *l, double w[N_JOIN_MARK]) {
    double speed[N_JOIN_MARK] = {0};
    memcpy(w, l->prior, sizeof l->prior);
    for (uint32_t step = 0; step < STEPS; step++) {
        double g[N_JOIN_MARK] = {0}, mass = 0;
        for (uint32_t i = 0; i < l->x->n; i++) {
            const struct example *e = &l->x->v[i];
            double by = l->set->v[e->doc]->weight;
            if (e->doc % FOLDS == l->fold) continue;
            add_gradient(w, e, by, g);
            mass += by;
        }
        for (uint32_t k = 0; k < N_JOIN_MARK; k++) {
            g[k] -= (w[k] - l->prior[k]) / (l->spread * l->spread);
            speed[k] = 0.9 * speed[k] + g[k] / (1 + mass);
            w[k] += speed[k];
        }
    }
}

static void round_all(const double w[N_JOIN_MARK], int16_t out[N_JOIN_MARK]) {
    for (uint32_t k = 0; k < N_JOIN_MARK; k++) out[k] = (int16_t)lround(w[k] * ONE);
}

/* ---- scoring: free runs, B-cubed over the known events */

struct score {
    double precision, recall;
    uint32_t n;
};

static uint32_t choose_free(void *ctx, uint32_t event, const struct join_view *v) {
    (void)event;
    return group_choose(ctx, v);
}

static void score_doc(const struct join_doc *d, int16_t *weight, struct score *s) {
    struct groups *gs = malloc(sizeof *gs);
    struct group_guide guide = {choose_free, weight};
    group_run(&d->b, gs, &guide);
    uint32_t n = d->meaning.events.n;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t same = 0, both = 0, gold = 0;
        if (d->gold[i] == NONE) continue;
        for (uint32_t k = 0; k < n; k++) {
            if (d->gold[k] == NONE) continue;
            bool a = k == i || (gs->of_event[i] != NONE && gs->of_event[k] == gs->of_event[i]);
            same += a, gold += d->gold[k] == d->gold[i], both += a && d->gold[k] == d->gold[i];
        }
        s->precision += (double)both / same, s->recall += (double)both / gold, s->n++;
    }
    free(gs);
}

static void print_score(const char *what, const char *of, const struct score *s) {
    double p = s->precision / s->n, r = s->recall / s->n;
    printf("%-8s %-6s events %5u  B3 precision %.4f recall %.4f F %.4f\n", what, of, s->n, p, r,
           2 * p * r / (p + r));
}

/* ---- the table */

static void read_prior(struct str text, double prior[N_JOIN_MARK]) {
    struct tsv t;
    tsv_init(&t, text);
    while (tsv_next(&t))
        for (uint32_t k = 0; k < N_JOIN_MARK; k++) {
            char number[16];
            struct str c = tsv_cell(&t, 2);
            if (!str_eq_c(t.cell[0], join_mark_name((enum join_mark)k)) || c.n > 15) continue;
            snprintf(number, sizeof number, "%.*s", STR_ARG(c));
            prior[k] = strtod(number, NULL) / ONE;
        }
}

/* The table again, with other weights in its second column. */
static void write_table(const char *path, struct str text, const int16_t weight[N_JOIN_MARK]) {
    FILE *f = fopen(path, "w");
    if (!f) die("%s: cannot be written", path);
    struct str line;
    while (str_next(&text, '\n', &line)) {
        struct str rest = line, name, old;
        uint32_t k = N_JOIN_MARK;
        if (line.n && line.p[0] != '#' && str_next(&rest, '\t', &name) &&
            str_next(&rest, '\t', &old))
            for (k = 0; k < N_JOIN_MARK; k++)
                if (str_eq_c(name, join_mark_name((enum join_mark)k))) break;
        if (k < N_JOIN_MARK)
            fprintf(f, "%.*s\t%d\t%.*s\n", STR_ARG(name), weight[k], STR_ARG(rest));
        else
            fprintf(f, "%.*s\n", STR_ARG(line));
    }
    fclose(f);
}

struct options {
    const char *muc, *out;
    double muc_weight, spread;
};

static void run_folds(struct learner *l, const struct join_set *s) {
    struct score hand[2] = {0}, learnt[2] = {0};
    int16_t w[N_JOIN_MARK];
    double x[N_JOIN_MARK];
    for (l->fold = 0; l->fold < FOLDS; l->fold++) {
        learn(l, x);
        for (uint32_t i = 0; i < s->n; i++) {
            if (i % FOLDS != l->fold) continue;
            bool muc = s->v[i]->weight < 1;
            round_all(x, w);
            score_doc(s->v[i], w, &learnt[muc]);
            round_all(l->prior, w);
            score_doc(s->v[i], w, &hand[muc]);
        }
    }
    for (int muc = 0; muc < 2; muc++) {
        if (!hand[muc].n) continue;
        print_score("hand", muc ? "muc" : "cases", &hand[muc]);
        print_score("folds", muc ? "muc" : "cases", &learnt[muc]);
    }
}

int main(int argc, char **argv) {
    struct options o = {.muc_weight = 0.1, .spread = 0.5};
    struct join_set s;
    join_set_open(&s);
    for (int i = 1; i < argc; i++) {
        bool more = i + 1 < argc;
        if (!strcmp(argv[i], "--muc") && more)
            o.muc = argv[++i];
        else if (!strcmp(argv[i], "--out") && more)
            o.out = argv[++i];
        else if (!strcmp(argv[i], "--muc-weight") && more)
            o.muc_weight = strtod(argv[++i], NULL);
        else if (!strcmp(argv[i], "--spread") && more)
            o.spread = strtod(argv[++i], NULL);
        else
            join_set_cases(&s, argv[i], 1);
    }
    if (o.muc) join_set_muc(&s, o.muc, o.muc_weight);
    struct buf text;
    att_error err;
    buf_init(&text, sys_default(), TABLE_CAP);
    if (sys_read_file(sys_default(), table, TABLE_CAP, &text, &err)) die("%s", err.text);
    struct examples x = {0};
    collect(&s, &x);
    printf("reports %u, choices %u\n", s.n, x.n);
    struct learner l = {.set = &s, .x = &x, .spread = o.spread};
    read_prior((struct str){text.p, (uint32_t)text.n}, l.prior);
    run_folds(&l, &s);
    double w[N_JOIN_MARK];
    int16_t weight[N_JOIN_MARK];
    l.fold = NONE;
    learn(&l, w);
    round_all(w, weight);
    if (o.out) write_table(o.out, (struct str){text.p, (uint32_t)text.n}, weight);
    for (uint32_t k = 0; !o.out && k < N_JOIN_MARK; k++)
        printf("%-16s %6.2f %6.2f\n", join_mark_name((enum join_mark)k), l.prior[k], w[k]);
    return 0;
}
