/* Gradient-boosted trees for training programs: logistic loss, binned integer features, leaf-wise
 * growth. */
#ifndef TRAIN_GBT_H
#define TRAIN_GBT_H

#include "incidents/roles.h"

struct gbt_data {
    uint32_t n, n_feature;
    const int32_t *x; /* [n * stride] */
    uint32_t stride;
    const uint8_t *y;   /* [n] 0 or 1 */
    const uint8_t *use; /* [n] 1 = train on it; NULL = on all */
};
struct gbt_options {
    uint32_t trees, leaves, min_leaf;
    double rate, lambda;
};
/* A forest in malloc'd memory; leaf scores in 1/4096 log odds. */
struct forest gbt_train(const struct gbt_data *d, const struct gbt_options *o);

#endif
