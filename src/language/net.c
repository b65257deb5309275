#include "base/base.h"

#include "language/net.h"

#include "language/net_kernels.h"

enum { LARGEST_SIDE = 4096 };

/* ---- opening */

static size_t weight_at(const struct dense *d, uint32_t i, uint32_t o) {
    return ((size_t)(o / NET_BLOCK) * (d->in / 2) + i / 2) * (2 * NET_BLOCK) + o % NET_BLOCK * 2 +
           i % 2;
}

att_status dense_open(struct dense *d, const struct model *m, const char *name, const char *bias,
                      struct arena *a, att_error *err) {
    struct tensor w, b;
    att_status st = model_tensor(m, name, MODEL_I16, &w, err);
    if (st) return st;
    if (!w.rows || !w.cols || w.rows % 2 || w.rows > LARGEST_SIDE || w.cols > LARGEST_SIDE ||
        w.shift != NET_WEIGHT)
        return model_refuse(m, w.at, err, "weights of a form that is not read");
    *d = (struct dense){.in = w.rows, .out = w.cols};
    d->pad = (w.cols + NET_BLOCK - 1) / NET_BLOCK * NET_BLOCK;
    d->w = arena_array(a, int16_t, (size_t)d->in * d->pad);
    d->bias = arena_array(a, int32_t, d->pad);
    for (uint32_t i = 0; i < d->in; i++)
        for (uint32_t o = 0; o < d->out; o++)
            d->w[weight_at(d, i, o)] = (int16_t)tensor_i16(&w, (size_t)i * d->out + o);
    if (!bias) return ATT_OK;
    st = model_shape(m, bias, MODEL_I32, 1, d->out, &b, err);
    if (st) return st;
    for (uint32_t o = 0; o < d->out; o++) d->bias[o] = tensor_i32(&b, o);
    return ATT_OK;
}

att_status lstm_open(struct lstm *l, const struct model *m, const char *name, struct arena *a,
                     att_error *err) {
    struct str in = arena_printf(a, "%s.in", name), rec = arena_printf(a, "%s.rec", name);
    struct str bias = arena_printf(a, "%s.bias", name);
    att_status st = dense_open(&l->input, m, in.p, bias.p, a, err);
    if (!st) st = dense_open(&l->again, m, rec.p, NULL, a, err);
    if (st) return st;
    l->in = l->input.in, l->hidden = l->again.in;
    if (l->input.out != 4 * l->hidden || l->again.out != 4 * l->hidden || l->hidden % 4)
        return model_refuse(m, m->dir, err, "the gates of an LSTM do not fit its state");
    return ATT_OK;
}

/* ---- the inner loops in plain C. Sums are unsigned where C would call their overflow undefined.
 */

static void dense_plain(const struct dense *d, struct rows in, int32_t *y, bool add) {
    for (uint32_t t = 0; t < in.n; t++, in.x += in.step, y += d->pad) {
        if (!add) memcpy(y, d->bias, d->pad * sizeof *y);
        for (uint32_t o = 0; o < d->pad; o += NET_BLOCK)
            for (uint32_t i = 0; i < d->in; i += 2) {
                const int16_t *w = d->w + (size_t)o * d->in + (size_t)i * NET_BLOCK;
                int32_t a = in.x[i], b = in.x[i + 1];
                for (uint32_t k = 0; k < NET_BLOCK; k++)
                    y[o + k] = (int32_t)((uint32_t)y[o + k] + (uint32_t)(a * w[2 * k]) +
                                         (uint32_t)(b * w[2 * k + 1]));
            }
    }
}

static void cell_plain(uint32_t hid, const int32_t *y, int16_t *c, int16_t *h) {
    for (uint32_t i = 0; i < hid; i++) net_cell_one(y + i, hid, c + i, h + i);
}

static void gates_plain(int32_t *to, const int16_t *a, const int16_t *b, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) to[i] = (a[i] + b[i]) * (1 << NET_ACT);
}

static void cut_plain(int16_t *to, const int32_t *y, uint32_t n, unsigned places, int32_t least) {
    for (uint32_t i = 0; i < n; i++) to[i] = (int16_t)ATT_MAX(net_cut(y[i], places), least);
}

static void join_plain(int16_t *z, const int16_t *a, const int16_t *b, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        z[i] = (int16_t)ATT_MAX(0, ATT_MIN(z[i] + a[i] + b[i], INT16_MAX));
}

static void add_bytes_plain(int16_t *x, const int8_t *v, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) x[i] = (int16_t)(x[i] + v[i] * (1 << NET_ROW));
}

static uint32_t best_plain(const int32_t *v, uint32_t n) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (v[i] > v[best]) best = i;
    return best;
}

const struct net_kernels *net_plain(void) {
    static const struct net_kernels kernels = {dense_plain, cell_plain,      gates_plain, cut_plain,
                                               join_plain,  add_bytes_plain, best_plain};
    return &kernels;
}

const struct net_kernels *net_kernels(void) {
    const struct net_kernels *wide = net_wide();
    return wide ? wide : net_plain();
}

/* ---- products */

void dense_run(const struct dense *d, const int16_t *x, uint32_t n, int32_t *y) {
    net_kernels()->dense(d, (struct rows){x, d->in, n}, y, false);
}

void dense_columns(struct dense *d, uint32_t out, uint32_t in, struct arena *a) {
    *d = (struct dense){.in = in, .out = out};
    d->pad = (out + NET_BLOCK - 1) / NET_BLOCK * NET_BLOCK;
    d->w = arena_array(a, int16_t, (size_t)in * d->pad);
    d->bias = arena_array(a, int32_t, d->pad);
}

void dense_set_column(struct dense *d, uint32_t o, const int16_t *v) {
    int16_t *w = d->w + weight_at(d, 0, o);
    for (uint32_t i = 0; i < d->in; i += 2, w += 2 * NET_BLOCK) memcpy(w, v + i, 2 * sizeof *w);
}

/* ---- the recurrent layer */

struct lstm_work {
    const struct lstm *l;
    const struct steps *steps;
    const struct net_kernels *kernels;
    bool back;
    int16_t *state; /* [rows of the first step][hidden] */
    int16_t *h;
};

/* One step, whose rows begin with the gates y. */
static void lstm_step(const struct lstm_work *w, uint32_t s, int32_t *y) {
    const uint32_t *at = w->steps->at;
    size_t hid = w->l->hidden;
    uint32_t b = at[s], n = at[s + 1] - b, from = w->back ? s + 1 : s - 1;
    if (w->back ? s + 1 < w->steps->n : s > 0) {
        /* the rows of the step before that go on here; read backwards, others begin */
        uint32_t more = at[from + 1] - at[from];
        struct rows in = {w->h + at[from] * 2 * hid, 2 * hid, ATT_MIN(n, more)};
        w->kernels->dense(&w->l->again, in, y, true);
    }
    for (uint32_t k = 0; k < n; k++)
        w->kernels->cell(w->l->hidden, y + k * 4 * hid, w->state + k * hid,
                         w->h + (b + k) * 2 * hid);
}

/* The steps [*b, *e) that come next, of about NET_CHUNK rows: after [*b, *e), or before it. */
static void next_steps(const struct steps *st, bool back, uint32_t *b, uint32_t *e) {
    if (back) {
        *e = *b;
        do --*b;
        while (*b > 0 && st->at[*e] - st->at[*b - 1] <= NET_CHUNK);
    } else {
        *b = *e;
        do ++*e;
        while (*e < st->n && st->at[*e + 1] - st->at[*b] <= NET_CHUNK);
    }
}

void lstm_run(const struct lstm *l, const struct steps *steps, struct gate_source from, bool back,
              int16_t *h, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    size_t hid = l->hidden, most = steps->at[1];
    struct lstm_work w = {l, steps, net_kernels(), back, arena_array(scratch, int16_t, most * hid),
                          h};
    int32_t *y = arena_array_raw(scratch, int32_t, ATT_MAX(most, (size_t)NET_CHUNK) * 4 * hid);
    for (uint32_t b = back ? steps->n : 0, e = b; back ? b > 0 : e < steps->n;) {
        next_steps(steps, back, &b, &e);
        from.fill(from.ctx, steps->at[b], steps->at[e], y);
        for (uint32_t i = b; i < e; i++) {
            uint32_t s = back ? e - 1 - (i - b) : i;
            lstm_step(&w, s, y + (steps->at[s] - steps->at[b]) * 4 * hid);
        }
    }
    arena_rewind(scratch, mark);
}
