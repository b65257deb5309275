/* Training of a hashed linear bank: six logistic outputs, AdaGrad, dropout of features. */
#ifndef TRAIN_BANK_TRAIN_H
#define TRAIN_BANK_TRAIN_H

#include "incidents/roles.h"

struct bank_data {
    uint32_t n, cap;
    uint64_t *start; /* [n + 1] into feat */
    uint32_t *feat;  /* hashes, then dense ids after bank_data_index() */
    uint64_t n_feat, cap_feat;
    uint8_t *label; /* [n] bit per output */
    uint16_t *doc;  /* [n] */
    uint32_t *hash; /* [n_id] hash of each id */
    uint32_t n_id;
};
struct bank_options {
    uint32_t epochs, bits, min_count;
    uint32_t keep_percent; /* share of the instances without any label that an epoch sees */
    double rate, l2, dropout;
};
void bank_data_add(struct bank_data *d, const struct feats *f, uint8_t label, uint32_t doc);
void bank_data_index(struct bank_data *d);
/* Trains on all instances whose document is not of fold `out` (doc % folds); out = folds: on all.
 */
struct bank bank_train(const struct bank_data *d, const struct bank_options *o, uint32_t folds,
                       uint32_t out);

#endif
