#include "base/base.h"

#include "modelfile.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <zlib.h>

#include "base/sys.h"
#include "treebank.h"

enum { LARGEST = 1 << 28 };

void modelfile_init(struct modelfile *f) {
    memset(f, 0, sizeof *f);
    buf_init(&f->header, sys_default(), LARGEST);
}

void modelfile_say(struct modelfile *f, const char *key, const char *fmt, ...) {
    char line[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    buf_printf(&f->header, "%s: %s\n", key, line);
}

static struct buf *add(struct modelfile *f, const char *name, enum model_type type, uint32_t rows,
                       uint32_t cols) {
    if (f->n == MODEL_TENSORS || strlen(name) >= MODEL_NAME) die("model: cannot add %s", name);
    memcpy(f->t[f->n].name, name, strlen(name) + 1);
    f->t[f->n].type = type;
    f->t[f->n].rows = rows;
    f->t[f->n].cols = cols;
    buf_init(&f->t[f->n].data, sys_default(), LARGEST);
    return &f->t[f->n++].data;
}

static void put_int(struct buf *b, uint64_t v, unsigned bytes) {
    for (unsigned i = 0; i < bytes; i++) buf_char(b, (char)(v >> (8 * i) & 255));
}

size_t modelfile_floats(struct modelfile *f, const char *name, const float *w, uint32_t rows,
                        uint32_t cols, enum model_type type, uint32_t shift) {
    struct buf *b = add(f, name, type, rows, cols);
    f->t[f->n - 1].shift = shift;
    unsigned bytes = type == MODEL_I8 ? 1 : type == MODEL_I16 ? 2 : 4;
    double top = ldexp(1, 8 * (int)bytes - 1) - 1;
    size_t cut = 0;
    for (size_t i = 0; i < (size_t)rows * cols; i++) {
        double v = nearbyint(ldexp((double)w[i], (int)shift));
        if (v > top) v = top, cut++;
        if (v < -top) v = -top, cut++;
        put_int(b, (uint64_t)(int64_t)v, bytes);
    }
    return cut;
}

void modelfile_u64(struct modelfile *f, const char *name, const uint64_t *v, uint32_t n) {
    struct buf *b = add(f, name, MODEL_U64, n, 1);
    for (uint32_t i = 0; i < n; i++) put_int(b, v[i], 8);
}

void modelfile_bytes(struct modelfile *f, const char *name, struct str s) {
    buf_str(add(f, name, MODEL_BYTES, s.n, 1), s);
}

static void pad(struct buf *b) {
    while (b->n % MODEL_ALIGN) buf_char(b, 0);
}

static void put_directory(struct buf *b, const struct modelfile *f) {
    uint64_t at = b->n + (uint64_t)f->n * MODEL_ENTRY;
    for (uint32_t i = 0; i < f->n; i++) {
        buf_put(b, f->t[i].name, MODEL_NAME);
        put_int(b, (uint64_t)f->t[i].type, 4);
        put_int(b, f->t[i].shift, 4);
        put_int(b, f->t[i].rows, 4);
        put_int(b, f->t[i].cols, 4);
        put_int(b, at, 8);
        put_int(b, f->t[i].data.n, 8);
        at += (f->t[i].data.n + MODEL_ALIGN - 1) / MODEL_ALIGN * MODEL_ALIGN;
    }
}

void modelfile_write(const struct modelfile *f, const char *path) {
    struct buf b;
    buf_init(&b, sys_default(), LARGEST);
    buf_c(&b, "ATTMODEL");
    put_int(&b, MODEL_VERSION, 4);
    put_int(&b, 0, 4 + 8); /* checksum and length come last */
    put_int(&b, f->n, 4);
    put_int(&b, f->header.n, 4);
    buf_put(&b, f->header.p, f->header.n);
    pad(&b);
    put_directory(&b, f);
    for (uint32_t i = 0; i < f->n; i++) {
        buf_put(&b, f->t[i].data.p, f->t[i].data.n);
        pad(&b);
    }
    if (b.failed) die("%s: too large", path);
    for (unsigned i = 0; i < 8; i++) b.p[16 + i] = (char)((uint64_t)b.n >> (8 * i) & 255);
    uint32_t sum = (uint32_t)crc32(0, (const unsigned char *)b.p + 16, (uInt)(b.n - 16));
    for (unsigned i = 0; i < 4; i++) b.p[12 + i] = (char)(sum >> (8 * i) & 255);
    FILE *out = fopen(path, "wb");
    if (!out || fwrite(b.p, 1, b.n, out) != b.n || fclose(out)) die("%s: cannot be written", path);
    buf_release(&b);
}
