/* Writes model files (src/language/model.h reads them). */
#ifndef TRAIN_MODELFILE_H
#define TRAIN_MODELFILE_H

#include "base/buf.h"
#include "language/model.h"

struct modelfile {
    struct {
        char name[MODEL_NAME];
        enum model_type type;
        uint32_t rows, cols, shift;
        struct buf data;
    } t[MODEL_TENSORS];
    uint32_t n;
    struct buf header;
};

void modelfile_init(struct modelfile *f);
/* A line of the header. */
void modelfile_say(struct modelfile *f, const char *key, const char *fmt, ...) ATT_PRINTF(3, 4);
/* A matrix of floats as integers of `type` with value = integer / 2^shift. Returns how many did not
 * fit and were cut to the range. */
size_t modelfile_floats(struct modelfile *f, const char *name, const float *w, uint32_t rows,
                        uint32_t cols, enum model_type type, uint32_t shift);
void modelfile_u64(struct modelfile *f, const char *name, const uint64_t *v, uint32_t n);
void modelfile_bytes(struct modelfile *f, const char *name, struct str s);
void modelfile_write(const struct modelfile *f, const char *path);

#endif
