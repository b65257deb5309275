#include "base/base.h"

#include "ingest/unpack.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

struct unpack {
    const att_sys *sys;
    enum unpack_kind kind;
    z_stream z;
    ZSTD_DStream *zstd;
    BrotliDecoderState *brotli;
    bool fresh; /* no byte of the member was read */
};

enum unpack_kind unpack_sniff(const char *p, size_t n) {
    if (n >= 3 && !memcmp(p, "\x1f\x8b\x08", 3)) return UNPACK_GZIP;
    if (n >= 4 && !memcmp(p, "\x28\xb5\x2f\xfd", 4)) return UNPACK_ZSTD;
    /* A dictionary frame of .warc.zst comes first: skippable frame. */
    if (n >= 4 && ((unsigned char)p[0] & 0xf0) == 0x50 && !memcmp(p + 1, "\x2a\x4d\x18", 3))
        return UNPACK_ZSTD;
    return UNPACK_NONE;
}

static voidpf z_take(voidpf ctx, uInt items, uInt size) {
    const att_sys *sys = ctx;
    return sys->alloc(sys->ctx, (size_t)items * size);
}

static void z_give(voidpf ctx, voidpf p) {
    const att_sys *sys = ctx;
    sys->free(sys->ctx, p);
}

static void *b_take(void *ctx, size_t size) {
    const att_sys *sys = ctx;
    return sys->alloc(sys->ctx, size);
}

static void b_give(void *ctx, void *p) {
    const att_sys *sys = ctx;
    if (p) sys->free(sys->ctx, p);
}

static bool open_codec(struct unpack *u) {
    void *sys = (void *)(uintptr_t)u->sys;
    switch (u->kind) {
    case UNPACK_ZSTD:
        u->zstd = ZSTD_createDStream();
        if (u->zstd) ZSTD_DCtx_setParameter(u->zstd, ZSTD_d_windowLogMax, UNPACK_WINDOW);
        return u->zstd != NULL;
    case UNPACK_BROTLI:
        u->brotli = BrotliDecoderCreateInstance(b_take, b_give, sys);
        return u->brotli != NULL;
    default:
        u->z.zalloc = z_take;
        u->z.zfree = z_give;
        u->z.opaque = sys;
        return inflateInit2(&u->z, u->kind == UNPACK_GZIP ? 31 : 15) == Z_OK;
    }
}

struct unpack *unpack_new(const att_sys *sys, enum unpack_kind kind) {
    struct unpack *u = sys->alloc(sys->ctx, sizeof *u);
    if (!u) return NULL;
    *u = (struct unpack){.sys = sys, .kind = kind, .fresh = true};
    if (open_codec(u)) return u;
    sys->free(sys->ctx, u);
    return NULL;
}

void unpack_free(struct unpack *u) {
    if (!u) return;
    if (u->kind == UNPACK_ZSTD)
        ZSTD_freeDStream(u->zstd);
    else if (u->kind == UNPACK_BROTLI)
        BrotliDecoderDestroyInstance(u->brotli);
    else
        inflateEnd(&u->z);
    u->sys->free(u->sys->ctx, u);
}

static att_status run_zstd(struct unpack *u, struct unpack_step *s, const char *name,
                           att_error *err) {
    ZSTD_inBuffer in = {s->in, s->in_n, 0};
    ZSTD_outBuffer out = {s->out, s->out_n, 0};
    size_t left = ZSTD_decompressStream(u->zstd, &out, &in);
    if (ZSTD_isError(left))
        return status_set(err, ATT_EINPUT, 0, "%s: damaged zstd data: %s", name,
                          ZSTD_getErrorName(left));
    s->used = in.pos;
    s->made = out.pos;
    s->between = left == 0;
    return ATT_OK;
}

static att_status run_brotli(struct unpack *u, struct unpack_step *s, const char *name,
                             att_error *err) {
    size_t in_left = s->in_n, out_left = s->out_n;
    const uint8_t *in = (const uint8_t *)s->in;
    uint8_t *out = (uint8_t *)s->out;
    BrotliDecoderResult rc =
        BrotliDecoderDecompressStream(u->brotli, &in_left, &in, &out_left, &out, NULL);
    if (rc == BROTLI_DECODER_RESULT_ERROR) {
        BrotliDecoderErrorCode code = BrotliDecoderGetErrorCode(u->brotli);
        bool memory = code <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES &&
                      code >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES;
        return status_set(err, memory ? ATT_ENOMEM : ATT_EINPUT, 0, "%s: damaged brotli data: %s",
                          name, BrotliDecoderErrorString(code));
    }
    s->used = s->in_n - in_left;
    s->made = s->out_n - out_left;
    s->between = rc == BROTLI_DECODER_RESULT_SUCCESS;
    return ATT_OK;
}

/* Some servers send deflate without its zlib head. */
static bool has_zlib_head(const char *p, size_t n) {
    const unsigned char *h = (const unsigned char *)p;
    return n && (h[0] & 0xf) == 8 && (n < 2 || (h[0] * 256u + h[1]) % 31 == 0);
}

static att_status run_zlib(struct unpack *u, struct unpack_step *s, const char *name,
                           att_error *err) {
    if (u->kind == UNPACK_DEFLATE && u->fresh && !has_zlib_head(s->in, s->in_n) &&
        inflateReset2(&u->z, -15) != Z_OK)
        return status_set(err, ATT_ENOMEM, 0, "%s: out of memory", name);
    u->z.next_in = (Bytef *)(uintptr_t)s->in;
    u->z.avail_in = (uInt)ATT_MIN(s->in_n, (size_t)1 << 30);
    u->z.next_out = (Bytef *)s->out;
    u->z.avail_out = (uInt)ATT_MIN(s->out_n, (size_t)1 << 30);
    uInt in = u->z.avail_in, out = u->z.avail_out;
    int rc = inflate(&u->z, Z_NO_FLUSH);
    if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
        return status_set(err, rc == Z_MEM_ERROR ? ATT_ENOMEM : ATT_EINPUT, 0,
                          "%s: damaged gzip data: %s", name,
                          u->z.msg ? u->z.msg : "not in its format");
    s->used = in - u->z.avail_in;
    s->made = out - u->z.avail_out;
    if (s->used) u->fresh = false;
    s->between = rc == Z_STREAM_END;
    if (s->between && inflateReset(&u->z) == Z_OK) u->fresh = true;
    return ATT_OK;
}

att_status unpack_run(struct unpack *u, struct unpack_step *s, const char *name, att_error *err) {
    s->used = s->made = 0;
    s->between = false;
    switch (u->kind) {
    case UNPACK_ZSTD: return run_zstd(u, s, name, err);
    case UNPACK_BROTLI: return run_brotli(u, s, name, err);
    default: return run_zlib(u, s, name, err);
    }
}
