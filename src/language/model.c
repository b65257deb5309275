#include "base/base.h"

#include "language/model.h"

#include <zlib.h>

#include "base/embed.h"
#include "base/sys.h"

static const char magic[8] = {'A', 'T', 'T', 'M', 'O', 'D', 'E', 'L'};

enum { AT_VERSION = 8, AT_CHECKSUM = 12, AT_SIZE = 16, AT_TENSORS = 24, AT_HEADER = 28 };
enum { ENTRY_TYPE = 32, ENTRY_SHIFT = 36, ENTRY_ROWS = 40, ENTRY_COLS = 44, ENTRY_AT = 48 };
enum { ENTRY_BYTES = 56, LARGEST_SHIFT = 24 };

uint32_t model_u32(const unsigned char *p) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

uint64_t model_u64(const unsigned char *p) {
    return (uint64_t)model_u32(p) | (uint64_t)model_u32(p + 4) << 32;
}

int32_t tensor_i16(const struct tensor *t, size_t i) {
    const unsigned char *p = t->data + 2 * i;
    return (int16_t)(uint16_t)(p[0] | p[1] << 8);
}

int32_t tensor_i32(const struct tensor *t, size_t i) {
    return (int32_t)model_u32(t->data + 4 * i);
}

uint64_t tensor_u64(const struct tensor *t, size_t i) {
    return model_u64(t->data + 8 * i);
}

att_status model_refuse(const struct model *m, uint64_t at, att_error *err, const char *why) {
    return status_set(err, ATT_EINPUT, at, "%s: byte %llu: %s", m->file, (unsigned long long)at,
                      why);
}

static uint64_t type_size(uint32_t type) {
    switch (type) {
    case MODEL_I8:
    case MODEL_BYTES: return 1;
    case MODEL_I16: return 2;
    case MODEL_I32: return 4;
    case MODEL_U64: return 8;
    default: return 0;
    }
}

static const unsigned char *byte_at(const struct model *m, uint64_t at) {
    return (const unsigned char *)m->bytes.p + at;
}

static att_status check_entry(const struct model *m, uint64_t at, att_error *err) {
    const unsigned char *e = byte_at(m, at);
    uint64_t size = type_size(model_u32(e + ENTRY_TYPE));
    uint64_t rows = model_u32(e + ENTRY_ROWS), cols = model_u32(e + ENTRY_COLS);
    uint64_t from = model_u64(e + ENTRY_AT), n = model_u64(e + ENTRY_BYTES);
    if (e[MODEL_NAME - 1]) return model_refuse(m, at, err, "the name of a matrix does not end");
    if (!size) return model_refuse(m, at + ENTRY_TYPE, err, "unknown type of matrix");
    if (model_u32(e + ENTRY_SHIFT) > LARGEST_SHIFT)
        return model_refuse(m, at + ENTRY_SHIFT, err, "scale out of range");
    if (cols && rows > UINT32_MAX / cols)
        return model_refuse(m, at + ENTRY_ROWS, err, "matrix too large");
    if (n != rows * cols * size)
        return model_refuse(m, at + ENTRY_BYTES, err, "length and form of a matrix differ");
    if (from > m->bytes.n || n > m->bytes.n - from)
        return model_refuse(m, at + ENTRY_AT, err, "a matrix lies outside the file");
    return ATT_OK;
}

static att_status check_prefix(const struct model *m, att_error *err) {
    if (m->bytes.n < MODEL_PREFIX) return model_refuse(m, m->bytes.n, err, "cut short");
    if (memcmp(m->bytes.p, magic, sizeof magic)) return model_refuse(m, 0, err, "not a model file");
    if (model_u32(byte_at(m, AT_VERSION)) != MODEL_VERSION)
        return model_refuse(m, AT_VERSION, err, "a model of another version");
    if (model_u64(byte_at(m, AT_SIZE)) != m->bytes.n)
        return model_refuse(m, AT_SIZE, err, "the length is not the one written in it");
    uint32_t sum = (uint32_t)crc32(0, byte_at(m, AT_SIZE), m->bytes.n - AT_SIZE);
    if (sum != model_u32(byte_at(m, AT_CHECKSUM)))
        return model_refuse(m, AT_CHECKSUM, err, "the checksum does not fit: the file is damaged");
    return ATT_OK;
}

att_status model_open(struct model *m, struct str bytes, const char *file, att_error *err) {
    *m = (struct model){.file = file, .bytes = bytes};
    att_status st = check_prefix(m, err);
    if (st) return st;
    uint64_t header = model_u32(byte_at(m, AT_HEADER));
    m->n_tensor = model_u32(byte_at(m, AT_TENSORS));
    if (header > bytes.n - MODEL_PREFIX)
        return model_refuse(m, AT_HEADER, err, "the header is longer than the file");
    m->header = str_cut(bytes, MODEL_PREFIX, MODEL_PREFIX + (uint32_t)header);
    uint64_t dir = (MODEL_PREFIX + header + MODEL_ALIGN - 1) / MODEL_ALIGN * MODEL_ALIGN;
    if (m->n_tensor > MODEL_TENSORS || dir + (uint64_t)m->n_tensor * MODEL_ENTRY > bytes.n)
        return model_refuse(m, AT_TENSORS, err, "more matrices than the file can hold");
    m->dir = (uint32_t)dir;
    for (uint32_t i = 0; i < m->n_tensor; i++) {
        st = check_entry(m, dir + (uint64_t)i * MODEL_ENTRY, err);
        if (st) return st;
    }
    return ATT_OK;
}

static att_status read_file(struct str *out, const char *path, struct arena *a, att_error *err) {
    enum { LARGEST = 64 << 20 };
    struct buf b;
    buf_init(&b, a->sys, LARGEST);
    att_status st = sys_read_file(a->sys, path, LARGEST, &b, err);
    if (!st && a->limit - a->used < b.n) st = status_set(err, ATT_ELIMIT, 0, "%s: no room", path);
    if (!st) *out = arena_str(a, (struct str){b.p, (uint32_t)b.n});
    buf_release(&b);
    return st;
}

att_status model_load(struct model *m, const char *name, struct arena *a, const att_options *opt,
                      att_error *err) {
    if (!opt || !opt->models) {
        struct str bytes = embed_find(name);
        if (!bytes.p) return status_set(err, ATT_EINPUT, 0, "%s: no such built-in model", name);
        return model_open(m, bytes, name, err);
    }
    const char *slash = strrchr(name, '/');
    struct str path = arena_printf(a, "%s/%s", opt->models, slash ? slash + 1 : name), bytes;
    att_status st = read_file(&bytes, path.p, a, err);
    return st ? st : model_open(m, bytes, path.p, err);
}

att_status model_tensor(const struct model *m, const char *name, enum model_type type,
                        struct tensor *out, att_error *err) {
    for (uint32_t i = 0; i < m->n_tensor; i++) {
        uint64_t at = m->dir + (uint64_t)i * MODEL_ENTRY;
        const unsigned char *e = byte_at(m, at);
        if (strcmp((const char *)e, name)) continue;
        if (model_u32(e + ENTRY_TYPE) != type) break;
        *out = (struct tensor){.at = model_u64(e + ENTRY_AT),
                               .type = type,
                               .rows = model_u32(e + ENTRY_ROWS),
                               .cols = model_u32(e + ENTRY_COLS),
                               .shift = model_u32(e + ENTRY_SHIFT)};
        out->data = byte_at(m, out->at);
        return ATT_OK;
    }
    return status_set(err, ATT_EINPUT, m->dir, "%s: byte %u: no matrix %s of the type needed",
                      m->file, m->dir, name);
}

att_status model_shape(const struct model *m, const char *name, enum model_type type, uint32_t rows,
                       uint32_t cols, struct tensor *out, att_error *err) {
    att_status st = model_tensor(m, name, type, out, err);
    if (st) return st;
    if (out->rows != rows || out->cols != cols)
        return status_set(err, ATT_EINPUT, out->at, "%s: byte %llu: %s is %u x %u, not %u x %u",
                          m->file, (unsigned long long)out->at, name, out->rows, out->cols, rows,
                          cols);
    return ATT_OK;
}

struct str model_says(const struct model *m, const char *key) {
    struct str rest = m->header, line, k = str_c(key);
    while (str_next(&rest, '\n', &line))
        if (str_starts(line, k) && line.n > k.n && line.p[k.n] == ':')
            return str_trim(str_cut(line, k.n + 1, line.n));
    return STR_NULL;
}
