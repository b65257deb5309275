#include "base/base.h"

#include "net.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "gemm.h"
#include "treebank.h"

float *floats(size_t n) {
    float *p = calloc(n ? n : 1, sizeof *p);
    if (!p) die("no memory for %zu floats", n);
    return p;
}

uint64_t random_next(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

float random_unit(uint64_t *state) {
    return (float)(random_next(state) >> 40) * 0x1p-24f;
}

struct param *param_new(struct params *ps, const char *name, int rows, int cols, float scale) {
    if (ps->n == MAX_PARAMS) die("too many parameters");
    struct param *p = &ps->p[ps->n++];
    size_t n = (size_t)rows * (size_t)cols;
    *p = (struct param){.name = name, .rows = rows, .cols = cols};
    p->w = floats(n), p->g = floats(n), p->m = floats(n), p->v = floats(n);
    for (size_t i = 0; i < n; i++) p->w[i] = scale * (2 * random_unit(&ps->random) - 1);
    return p;
}

void param_hit(struct param *p, uint32_t row) {
    if (!p->hit) {
        p->sparse = true;
        p->hit = calloc((size_t)p->rows, sizeof *p->hit);
        p->is_hit = calloc((size_t)p->rows, 1);
        if (!p->hit || !p->is_hit) die("no memory");
    }
    if (p->is_hit[row]) return;
    p->is_hit[row] = 1;
    p->hit[p->n_hit++] = row;
}

void params_save(const struct params *ps, const char *path) {
    FILE *f = fopen(path, "wb");
    if (!f) die("%s: cannot be written", path);
    for (int i = 0; i < ps->n; i++) {
        size_t n = (size_t)ps->p[i].rows * (size_t)ps->p[i].cols;
        if (fwrite(&n, sizeof n, 1, f) != 1 || fwrite(ps->p[i].w, 4, n, f) != n)
            die("%s: cannot be written", path);
    }
    if (fclose(f)) die("%s: cannot be written", path);
}

void params_load(struct params *ps, const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) die("%s: cannot be read", path);
    for (int i = 0; i < ps->n; i++) {
        size_t n = (size_t)ps->p[i].rows * (size_t)ps->p[i].cols, m;
        if (fread(&m, sizeof m, 1, f) != 1 || m != n || fread(ps->p[i].w, 4, n, f) != n)
            die("%s: not the parameters of this network", path);
    }
    fclose(f);
}

static double square(const float *g, size_t n) {
    float s[16] = {0};
    size_t i = 0;
    for (; i + 16 <= n; i += 16)
        for (int j = 0; j < 16; j++) s[j] += g[i + j] * g[i + j];
    double sum = 0;
    for (; i < n; i++) sum += (double)g[i] * g[i];
    for (int j = 0; j < 16; j++) sum += s[j];
    return sum;
}

static void adam(struct param *p, size_t at, size_t n, float rate, float scale,
                 const float bias[2]) {
    const float b1 = 0.9f, b2 = 0.98f, eps = 1e-8f;
    float *w = p->w + at, *g = p->g + at, *m = p->m + at, *v = p->v + at;
    for (size_t i = 0; i < n; i++) {
        float x = g[i] * scale;
        m[i] = b1 * m[i] + (1 - b1) * x;
        v[i] = b2 * v[i] + (1 - b2) * x * x;
        w[i] -= rate * (m[i] * bias[0]) / (sqrtf(v[i] * bias[1]) + eps);
        g[i] = 0;
    }
}

void params_step(struct params *ps, float rate, float clip, long step) {
    double sum = 0;
    for (int i = 0; i < ps->n; i++) {
        struct param *p = &ps->p[i];
        size_t cols = (size_t)p->cols;
        if (!p->sparse) sum += square(p->g, (size_t)p->rows * cols);
        for (int j = 0; j < p->n_hit; j++) sum += square(p->g + p->hit[j] * cols, cols);
    }
    float norm = (float)sqrt(sum), scale = norm > clip ? clip / norm : 1;
    double t = (double)step;
    float bias[2] = {(float)(1 / (1 - pow(0.9, t))), (float)(1 / (1 - pow(0.98, t)))};
    for (int i = 0; i < ps->n; i++) {
        struct param *p = &ps->p[i];
        size_t cols = (size_t)p->cols;
        if (!p->sparse) adam(p, 0, (size_t)p->rows * cols, rate, scale, bias);
        for (int j = 0; j < p->n_hit; j++) {
            adam(p, p->hit[j] * cols, cols, rate, scale, bias);
            p->is_hit[p->hit[j]] = 0;
        }
        p->n_hit = 0;
    }
}

/* ---- the two curves, made of pieces of parabolas so that integers follow them exactly */

static float clampf(float x, float m) {
    return x < -m ? -m : x > m ? m : x;
}

static float curve(float x) { /* like tanh */
    float t = clampf(x, 2);
    return t * (1 - fabsf(t) * 0.25f);
}
static float gate_curve(float x) { /* like the logistic function */
    float t = clampf(x, 4);
    return 0.5f + 0.25f * t * (1 - fabsf(t) * 0.125f);
}
enum { LEAK_PER_MILLE = 10 }; /* slope that is pretended beyond the ends, so that nothing dies */
static float curve_slope(float x) {
    float s = 1 - fabsf(x) * 0.5f, leak = LEAK_PER_MILLE * 1e-3f;
    return s > leak ? s : leak;
}
static float gate_slope(float x) {
    float s = 0.25f * (1 - fabsf(x) * 0.25f), leak = LEAK_PER_MILLE * 1e-3f;
    return s > leak ? s : leak;
}

/* ---- LSTM */

void lstm_init(struct lstm *l, struct params *ps, const char *name, int in, int hidden,
               int max_row) {
    l->in = in, l->hidden = hidden;
    for (int d = 0; d < 2; d++) {
        char *names[3];
        static const char *const what[] = {"in", "rec", "bias"};
        for (int i = 0; i < 3; i++) {
            names[i] = calloc(1, 32);
            if (!names[i]) die("no memory");
            snprintf(names[i], 32, "%s.%s.%s", name, d ? "back" : "fore", what[i]);
        }
        l->w[d] = param_new(ps, names[0], in, 4 * hidden, sqrtf(3.f / (float)in) * 0.7f);
        l->r[d] = param_new(ps, names[1], hidden, 4 * hidden, sqrtf(3.f / (float)hidden) * 0.7f);
        l->b[d] = param_new(ps, names[2], 1, 4 * hidden, 0);
        for (int i = 0; i < hidden; i++) l->b[d]->w[hidden + i] = 1;
        size_t n = (size_t)max_row;
        l->gate[d] = floats(n * 4 * (size_t)hidden), l->act[d] = floats(n * 4 * (size_t)hidden);
        l->cell[d] = floats(n * (size_t)hidden), l->h[d] = floats(n * (size_t)hidden);
        l->wt[d] = floats((size_t)in * 4 * (size_t)hidden);
        l->rt[d] = floats((size_t)hidden * 4 * (size_t)hidden);
    }
}

static void turn_rows(const struct pack *k, const float *from, int ld, int n, float *to) {
    for (int r = 0; r < k->n_row; r++) memcpy(to + r * n, from + k->turn[r] * ld, (size_t)n * 4);
}

static void cell_forward(int hid, const float *z, float *a, const float *c_before, float *c,
                         float *h) {
    for (int i = 0; i < hid; i++) {
        float in = gate_curve(z[i]), forget = gate_curve(z[hid + i]);
        float out = gate_curve(z[2 * hid + i]), g = curve(z[3 * hid + i]);
        a[i] = in, a[hid + i] = forget, a[2 * hid + i] = out, a[3 * hid + i] = g;
        c[i] = clampf((c_before ? forget * c_before[i] : 0) + in * g, 7.9f);
        h[i] = out * curve(c[i]);
    }
}

void lstm_forward(struct lstm *l, const struct pack *k, const float *in, float *out) {
    int hid = l->hidden, g4 = 4 * hid;
    float *turned = floats((size_t)(k->n_row * l->in));
    for (int d = 0; d < 2; d++) {
        const float *x = in;
        if (d) turn_rows(k, in, l->in, l->in, turned), x = turned;
        float *z = l->gate[d], *h = l->h[d], *c = l->cell[d];
        for (int r = 0; r < k->n_row; r++) memcpy(z + r * g4, l->b[d]->w, (size_t)g4 * 4);
        gemm(k->n_row, g4, l->in, x, l->in, 1, l->w[d]->w, g4, z, g4);
        for (int t = 0; t < k->n_time; t++) {
            int row = k->off[t], live = k->live[t];
            if (t)
                gemm(live, g4, hid, h + k->off[t - 1] * hid, hid, 1, l->r[d]->w, g4, z + row * g4,
                     g4);
            for (int b = 0; b < live; b++) {
                int r = row + b, p = t ? k->off[t - 1] + b : -1;
                cell_forward(hid, z + r * g4, l->act[d] + r * g4, p < 0 ? NULL : c + p * hid,
                             c + r * hid, h + r * hid);
            }
        }
        for (int r = 0; r < k->n_row; r++) {
            int to = d ? k->turn[r] : r;
            memcpy(out + to * 2 * hid + d * hid, h + r * hid, (size_t)hid * 4);
        }
    }
    free(turned);
}

static void transpose(const struct param *p, float *to) {
    for (int i = 0; i < p->rows; i++)
        for (int j = 0; j < p->cols; j++) to[j * p->rows + i] = p->w[i * p->cols + j];
}

/* dh, dc: gradients that flow in; dz out; dc becomes the gradient for the cell before. */
static void cell_backward(int hid, const float *z, const float *a, const float *c_before,
                          const float *c, const float *dh, float *dc, float *dz) {
    for (int i = 0; i < hid; i++) {
        float in = a[i], forget = a[hid + i], out = a[2 * hid + i], g = a[3 * hid + i];
        float through = dc[i] + dh[i] * out * curve_slope(c[i]);
        float before = c_before ? c_before[i] : 0;
        dz[i] = through * g * gate_slope(z[i]);
        dz[hid + i] = through * before * gate_slope(z[hid + i]);
        dz[2 * hid + i] = dh[i] * curve(c[i]) * gate_slope(z[2 * hid + i]);
        dz[3 * hid + i] = through * in * curve_slope(z[3 * hid + i]);
        dc[i] = through * forget;
    }
}

static void through_time(struct lstm *l, const struct pack *k, int d, const float *dh_out,
                         float *dz) {
    int hid = l->hidden, g4 = 4 * hid;
    float *dc = floats((size_t)(k->n_sent * hid)), *dh = floats((size_t)(k->n_sent * hid));
    const float *c = l->cell[d];
    for (int t = k->n_time - 1; t >= 0; t--) {
        int row = k->off[t], live = k->live[t];
        for (int b = 0; b < live; b++) {
            int r = row + b;
            for (int i = 0; i < hid; i++) dh[b * hid + i] += dh_out[r * hid + i];
            cell_backward(hid, l->gate[d] + r * g4, l->act[d] + r * g4,
                          t ? c + (k->off[t - 1] + b) * hid : NULL, c + r * hid, dh + b * hid,
                          dc + b * hid, dz + r * g4);
        }
        memset(dh, 0, (size_t)(live * hid) * 4);
        if (t) gemm(live, hid, g4, dz + row * g4, g4, 1, l->rt[d], hid, dh, hid);
    }
    free(dc), free(dh);
}

void lstm_backward(struct lstm *l, const struct pack *k, const float *in, const float *d_out,
                   float *d_in) {
    int hid = l->hidden, g4 = 4 * hid, n = k->n_row;
    float *turned = floats((size_t)(n * l->in)), *dh = floats((size_t)(n * hid));
    float *dz = floats((size_t)(n * g4)), *dx = floats((size_t)(n * l->in));
    float *before = floats((size_t)(n * hid));
    memset(d_in, 0, (size_t)(n * l->in) * 4);
    for (int d = 0; d < 2; d++) {
        const float *x = in;
        if (d) turn_rows(k, in, l->in, l->in, turned), x = turned;
        for (int r = 0; r < n; r++)
            memcpy(dh + r * hid, d_out + (d ? k->turn[r] : r) * 2 * hid + d * hid, (size_t)hid * 4);
        transpose(l->w[d], l->wt[d]), transpose(l->r[d], l->rt[d]);
        through_time(l, k, d, dh, dz);
        for (int t = 1; t < k->n_time; t++)
            memcpy(before + k->off[t] * hid, l->h[d] + k->off[t - 1] * hid,
                   (size_t)(k->live[t] * hid) * 4);
        gemm(l->in, g4, n, x, 1, l->in, dz, g4, l->w[d]->g, g4);
        gemm(hid, g4, n, before, 1, hid, dz, g4, l->r[d]->g, g4);
        for (int r = 0; r < n; r++)
            for (int i = 0; i < g4; i++) l->b[d]->g[i] += dz[r * g4 + i];
        memset(dx, 0, (size_t)(n * l->in) * 4);
        gemm(n, l->in, g4, dz, g4, 1, l->wt[d], l->in, dx, l->in);
        for (int r = 0; r < n; r++) {
            float *to = d_in + (d ? k->turn[r] : r) * l->in;
            for (int i = 0; i < l->in; i++) to[i] += dx[r * l->in + i];
        }
    }
    free(turned), free(dh), free(dz), free(dx), free(before);
}
