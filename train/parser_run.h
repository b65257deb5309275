/*
 * Epochs over a corpus, the start from finished models, and teachers: other networks whose chances
 * the pupil learns beside the annotation.
 */
#ifndef TRAIN_PARSER_RUN_H
#define TRAIN_PARSER_RUN_H

#include "parser_pass.h"

struct options {
    const char *out, *save, *dev, *more, *start, *headlines;
    float rate, drop;
    const char *train[16], *teacher[8], *model[8]; /* teachers as floats, as finished models */
    const char *average[8];
    unsigned n_train, n_teacher, n_model, n_average;
    int epochs, hidden, teacher_hidden;
    uint64_t seed;
};

/* The parameters of a finished model, as far as its integers keep them. */
void start_from(struct net *n, const char *path);
/* The mean of finished models that began as one. */
void start_from_mean(struct net *n, const char *const *path, unsigned n_path);
/* Has the teachers of the options say what they think of every sentence of the corpus. */
void teach(struct corpus *c, const struct options *o, const struct vocab *v,
           const struct tagset *ts);
/* One pass over the corpus, in training with steps of the optimiser; prints a line of scores. */
void epoch_run(struct net *n, const struct corpus *c, int epoch, const struct options *o,
               bool train, long *step);

#endif
