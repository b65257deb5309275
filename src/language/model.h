/*
 * A model file: a header that explains itself and named matrices of integers. docs/MODEL.md gives
 * the layout. Everything is checked at opening: magic, version, length, checksum, every offset and
 * count. A file that fails is refused with its name, the offset and the reason.
 */
#ifndef LANGUAGE_MODEL_H
#define LANGUAGE_MODEL_H

#include "base/arena.h"

enum {
    MODEL_VERSION = 1,
    MODEL_PREFIX = 32, /* bytes before the header text */
    MODEL_NAME = 32,   /* bytes of a matrix's name, NUL-padded */
    MODEL_ENTRY = 64,  /* bytes of a directory entry */
    MODEL_ALIGN = 8,
    MODEL_TENSORS = 256, /* most matrices in a file */
};

enum model_type { MODEL_I8 = 1, MODEL_I16, MODEL_I32, MODEL_U64, MODEL_BYTES };

struct model {
    const char *file;  /* for messages */
    struct str bytes;  /* the whole file; must outlive the model */
    struct str header; /* lines "key: value" */
    uint32_t n_tensor;
    uint32_t dir; /* offset of the directory */
};

/* One matrix: `data` are its elements, little-endian, not aligned. A value is element / 2^shift. */
struct tensor {
    const unsigned char *data;
    uint64_t at; /* offset in the file */
    enum model_type type;
    uint32_t rows, cols, shift;
};

/* Checks `bytes` and makes *m a view of them. */
att_status model_open(struct model *m, struct str bytes, const char *file, att_error *err);
/* The built-in model of that name ("models/parser.bin"), or the file of that base name in the
 * folder opt->models where it is given. A file read from the folder lives in `a`. */
att_status model_load(struct model *m, const char *name, struct arena *a, const att_options *opt,
                      att_error *err);
/* The matrix `name` of that type. Fails where it is missing or of another type. */
att_status model_tensor(const struct model *m, const char *name, enum model_type type,
                        struct tensor *out, att_error *err);
/* Like model_tensor() for a matrix of a known form. */
att_status model_shape(const struct model *m, const char *name, enum model_type type, uint32_t rows,
                       uint32_t cols, struct tensor *out, att_error *err);
/* Value of a line of the header, STR_NULL when there is none. */
struct str model_says(const struct model *m, const char *key);

uint32_t model_u32(const unsigned char *p);
uint64_t model_u64(const unsigned char *p);
int32_t tensor_i16(const struct tensor *t, size_t i);
int32_t tensor_i32(const struct tensor *t, size_t i);
uint64_t tensor_u64(const struct tensor *t, size_t i);
/* A refusal that names the file and the offset. */
att_status model_refuse(const struct model *m, uint64_t at, att_error *err, const char *why);

#endif
