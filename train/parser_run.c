#include "base/base.h"

#include "parser_run.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/sys.h"
#include "language/model.h"

static const float CLIP = 5;

struct ranked {
    uint64_t key;
    uint32_t sent;
};
static int by_key(const void *a, const void *b) {
    const struct ranked *x = a, *y = b;
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key)
                            : (x->sent > y->sent) - (x->sent < y->sent);
}

struct batch {
    uint32_t b, n;
};

/* Sentences of about one length together; the batches in random order. */
static struct batch *batches_make(const struct corpus *c, struct params *ps, struct ranked *order,
                                  uint32_t *n_batch, uint32_t longest) {
    uint32_t n = 0, m = 0;
    for (uint32_t s = 0; s < c->n_sent; s++)
        if (c->s[s].n <= longest)
            order[n++] =
                (struct ranked){(uint64_t)(c->s[s].n * 16 + random_next(&ps->random) % 48) << 32 |
                                    (uint32_t)random_next(&ps->random),
                                s};
    qsort(order, n, sizeof *order, by_key);
    struct batch *v = calloc(n, sizeof *v);
    for (uint32_t i = 0, tokens = 0; i < n; i++) {
        uint32_t len = c->s[order[i].sent].n;
        if (!m || tokens + len > BATCH_TOKENS || v[m - 1].n == BATCH_SENTENCES)
            v[m++] = (struct batch){i, 0}, tokens = 0;
        v[m - 1].n++, tokens += len;
    }
    for (uint32_t i = m; i > 1; i--) {
        uint32_t j = (uint32_t)(random_next(&ps->random) % i);
        struct batch x = v[i - 1];
        v[i - 1] = v[j], v[j] = x;
    }
    *n_batch = m;
    return v;
}

static void one_batch(struct net *n, struct pass *sum, const struct corpus *c, struct ranked *order,
                      struct batch b, bool train) {
    struct pass p = {
        .c = c, .train = train, .collect = sum->collect, .share = sum->share, .drop = sum->drop};
    struct ranked by_len[BATCH_SENTENCES];
    uint32_t sent[BATCH_SENTENCES];
    p.k.n_sent = (int)b.n, p.k.len = calloc(b.n, sizeof(int));
    for (uint32_t i = 0; i < b.n; i++)
        by_len[i] = (struct ranked){UINT32_MAX - c->s[order[b.b + i].sent].n, order[b.b + i].sent};
    qsort(by_len, b.n, sizeof *by_len, by_key);
    for (uint32_t i = 0; i < b.n; i++) sent[i] = by_len[i].sent, p.k.len[i] = (int)c->s[sent[i]].n;
    p.sent = sent;
    pass_run(n, &p);
    sum->loss_tag += p.loss_tag, sum->loss_arc += p.loss_arc, sum->loss_rel += p.loss_rel;
    sum->n_word += p.n_word, sum->right_tag += p.right_tag, sum->right_upos += p.right_upos;
    sum->right_head += p.right_head, sum->right_both += p.right_both;
    pass_free(&p);
}

static void report(const char *what, int epoch, const struct pass *s) {
    double n = (double)s->n_word / 100;
    printf("%s %d loss %.3f %.3f %.3f upos %.2f tag %.2f uas %.2f las %.2f cpu %.0f s\n", what,
           epoch, s->loss_tag / (n * 100), s->loss_arc / (n * 100), s->loss_rel / (n * 100),
           (double)s->right_upos / n, (double)s->right_tag / n, (double)s->right_head / n,
           (double)s->right_both / n, (double)clock() / CLOCKS_PER_SEC);
    fflush(stdout);
}

void start_from(struct net *n, const char *path) {
    struct buf b;
    struct model m;
    att_error err = {0};
    buf_init(&b, sys_default(), (size_t)1 << 28);
    if (sys_read_file(sys_default(), path, (size_t)1 << 28, &b, &err)) die("%s", err.text);
    if (model_open(&m, (struct str){b.p, (uint32_t)b.n}, path, &err)) die("%s", err.text);
    for (int i = 0; i < n->ps.n; i++) {
        struct param *p = &n->ps.p[i];
        struct tensor t;
        enum model_type type = MODEL_I8;
        while (type <= MODEL_I32 && model_tensor(&m, p->name, type, &t, &err)) type++;
        if (type > MODEL_I32 || t.rows != (uint32_t)p->rows || t.cols != (uint32_t)p->cols)
            die("%s: %s is not the matrix of this network", path, p->name);
        for (size_t j = 0; j < (size_t)t.rows * t.cols; j++) {
            int32_t v = type == MODEL_I8    ? (int8_t)t.data[j]
                        : type == MODEL_I16 ? tensor_i16(&t, j)
                                            : tensor_i32(&t, j);
            p->w[j] = ldexpf((float)v, -(int)t.shift);
        }
    }
    buf_release(&b);
}

void start_from_mean(struct net *n, const char *const *path, unsigned n_path) {
    struct net one = *n;
    for (int i = 0; i < n->ps.n; i++)
        one.ps.p[i].w = floats((size_t)n->ps.p[i].rows * (size_t)n->ps.p[i].cols);
    for (unsigned k = 0; k < n_path; k++) {
        start_from(&one, path[k]);
        for (int i = 0; i < n->ps.n; i++)
            for (int j = 0; j < n->ps.p[i].rows * n->ps.p[i].cols; j++)
                n->ps.p[i].w[j] = (k ? n->ps.p[i].w[j] : 0) + one.ps.p[i].w[j] / (float)n_path;
    }
    for (int i = 0; i < n->ps.n; i++) free(one.ps.p[i].w);
}

/* ---- teachers */

static void collect_from(struct net *n, const struct corpus *c, enum collecting what, float share) {
    struct ranked *order = calloc(c->n_sent, sizeof *order);
    uint32_t n_batch;
    struct batch *v = batches_make(c, &n->ps, order, &n_batch, LONGEST);
    struct pass sum = {.collect = what, .share = share};
    for (uint32_t i = 0; i < n_batch; i++) one_batch(n, &sum, c, order, v[i], false);
    report("teach", what, &sum);
    free(order), free(v);
}

static int best_place(const float *v, int n) {
    int best = 0;
    for (int i = 1; i < n; i++)
        if (v[i] > v[best]) best = i;
    return best;
}

/* Tags and heads of the sentences without annotation: the teachers' best. */
static void take_arcs(struct corpus *c, int n_tag) {
    for (uint32_t s = c->n_gold; s < c->n_sent; s++)
        for (uint32_t i = 0; i < c->s[s].n; i++) {
            int len = (int)c->s[s].n;
            struct word *w = &c->w[c->s[s].b + i];
            w->tag =
                (uint8_t)best_place(c->soft_tag + (size_t)(c->s[s].b + i) * (size_t)n_tag, n_tag);
            int h = best_place(c->soft_arc + c->soft_arc_at[s] + (size_t)i * (size_t)(len + 1),
                               len + 1);
            w->head = h == len ? -1 : (int16_t)h;
        }
}

/* Their relations; and where they stand in capitals, the case that the tags imply. */
static void take_relations(struct corpus *c, const struct tagset *ts, int n_rel) {
    for (uint32_t s = c->n_gold; s < c->n_sent; s++)
        for (uint32_t i = 0; i < c->s[s].n; i++) {
            struct word *w = &c->w[c->s[s].b + i];
            w->rel =
                (uint8_t)best_place(c->soft_rel + (size_t)(c->s[s].b + i) * (size_t)n_rel, n_rel);
            if (w->shape != SHAPE_CASELESS) continue;
            bool name = ts->upos[w->tag] == UPOS_PROPN;
            w->shape = i == 0 ? SHAPE_FIRST_TITLE : name ? SHAPE_TITLE : SHAPE_LOWER;
        }
}

void teach(struct corpus *c, const struct options *o, const struct vocab *v,
           const struct tagset *ts) {
    int n_tag = up8((int)ts->n_tag), n_rel = up8((int)ts->n_rel);
    size_t arcs = 0;
    c->soft_arc_at = calloc(c->n_sent, sizeof *c->soft_arc_at);
    for (uint32_t s = 0; s < c->n_sent; s++) {
        c->soft_arc_at[s] = arcs;
        if (c->s[s].n <= LONGEST) arcs += (size_t)c->s[s].n * (c->s[s].n + 1);
    }
    c->soft_tag = floats((size_t)c->n_word * (size_t)n_tag);
    c->soft_rel = floats((size_t)c->n_word * (size_t)n_rel), c->soft_arc = floats(arcs);
    corpus_ids(c, v);
    static struct net n[16];
    unsigned n_all = o->n_teacher + o->n_model;
    for (unsigned i = 0; i < n_all; i++)
        if (i < o->n_teacher) {
            net_init(&n[i], o->teacher_hidden, 1, v->n, ts);
            params_load(&n[i].ps, o->teacher[i]);
        } else {
            net_init(&n[i], o->hidden, 1, v->n, ts);
            start_from(&n[i], o->model[i - o->n_teacher]);
        }
    float share = 1 / (float)n_all;
    for (unsigned i = 0; i < n_all; i++) collect_from(&n[i], c, COLLECT_ARCS, share);
    if (c->n_gold == c->n_sent) return;
    take_arcs(c, n_tag);
    struct corpus rest = *c; /* the sentences without annotation */
    rest.s += c->n_gold, rest.n_sent -= c->n_gold, rest.soft_arc_at += c->n_gold;
    for (unsigned i = 0; i < n_all; i++) collect_from(&n[i], &rest, COLLECT_RELATIONS, share);
    take_relations(c, ts, n_rel);
}

/* One pass over the corpus, in training with steps of the optimiser. `rate_of` 1 to 0. */
void epoch_run(struct net *n, const struct corpus *c, int epoch, const struct options *o,
               bool train, long *step) {
    struct ranked *order = calloc(c->n_sent, sizeof *order);
    uint32_t n_batch;
    uint64_t keep = n->ps.random;
    struct batch *v = batches_make(c, &n->ps, order, &n_batch, train ? LONGEST : 400);
    struct pass sum = {.drop = o->drop};
    for (uint32_t i = 0; i < n_batch; i++) {
        one_batch(n, &sum, c, order, v[i], train);
        if (!train) continue;
        enum { WARM = 300 };
        double done = (epoch + (double)i / n_batch) / o->epochs;
        float rate = o->rate * (float)(1 - done) * (*step < WARM ? (float)*step / WARM : 1);
        params_step(&n->ps, rate, CLIP, ++*step);
    }
    if (!train) n->ps.random = keep;
    report(train ? "train" : "dev  ", epoch + 1, &sum);
    free(order), free(v);
}
