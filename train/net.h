/*
 * The float side of the parsing network (docs/MODEL.md describes it): parameters, forward and
 * backward passes over a batch of sentences, and the optimiser. Training only.
 */
#ifndef TRAIN_NET_H
#define TRAIN_NET_H

#include "base/base.h"

enum { MAX_PARAMS = 64 };

/* One matrix of the model. A sparse one is updated only in the rows that a batch touched. */
struct param {
    const char *name;
    int rows, cols;
    bool sparse;
    float *w, *g, *m, *v;
    uint32_t *hit; /* [n_hit] touched rows of a sparse matrix */
    uint8_t *is_hit;
    int n_hit;
};

struct params {
    struct param p[MAX_PARAMS];
    int n;
    uint64_t random; /* state of the generator */
};

/* A matrix with uniform values in +-scale. */
struct param *param_new(struct params *ps, const char *name, int rows, int cols, float scale);
void param_hit(struct param *p, uint32_t row);
/* One step of Adam with the norm of the gradient cut at `clip`; gradients are zeroed. */
void params_step(struct params *ps, float rate, float clip, long step);

/* The values of all parameters in a file and back; a file of other parameters ends the program. */
void params_save(const struct params *ps, const char *path);
void params_load(struct params *ps, const char *path);

uint64_t random_next(uint64_t *state);
float random_unit(uint64_t *state); /* [0, 1) */

float *floats(size_t n); /* zeroed; ends the program when there is no memory */

/* Sentences of a batch, longest first, packed by time: word t of sentence b is row off[t] + b. */
struct pack {
    int n_sent, n_row, n_time;
    int *len;  /* [n_sent] falling */
    int *off;  /* [n_time + 1] */
    int *live; /* [n_time] sentences longer than t */
    int *turn; /* [n_row] the same packing read from the ends: row of (b, s) -> row of the word */
};

struct lstm {
    int in, hidden;
    struct param *w[2], *r[2], *b[2]; /* forward, backward: input, recurrent, bias; gates i f o g */
    float *gate[2], *act[2], *cell[2], *h[2]; /* [n_row] of what the last forward pass made */
    float *wt[2], *rt[2];                     /* transposed for the backward pass */
};

void lstm_init(struct lstm *l, struct params *ps, const char *name, int in, int hidden,
               int max_row);
/* out[n_row x 2 hidden] from in[n_row x in]. */
void lstm_forward(struct lstm *l, const struct pack *k, const float *in, float *out);
/* Adds to the gradients and writes d_in. */
void lstm_backward(struct lstm *l, const struct pack *k, const float *in, const float *d_out,
                   float *d_in);

#endif
