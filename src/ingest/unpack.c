#include "base/base.h"

#include "ingest/unpack.h"

#include <zlib.h>
#include <zstd.h>

struct unpack {
    const att_sys *sys;
    enum unpack_kind kind;
    z_stream z;
    ZSTD_DStream *zstd;
    bool fresh, raw; /* no byte of the member was read; deflate without its zlib head */
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

struct unpack *unpack_new(const att_sys *sys, enum unpack_kind kind) {
    struct unpack *u = sys->alloc(sys->ctx, sizeof *u);
    if (!u) return NULL;
    *u = (struct unpack){.sys = sys, .kind = kind, .fresh = true};
    u->z.zalloc = z_take;
    u->z.zfree = z_give;
    u->z.opaque = (voidpf)(uintptr_t)sys;
    bool ok = kind == UNPACK_ZSTD ? (u->zstd = ZSTD_createDStream()) != NULL
                                  : inflateInit2(&u->z, kind == UNPACK_GZIP ? 31 : 15) == Z_OK;
    if (ok) return u;
    sys->free(sys->ctx, u);
    return NULL;
}

void unpack_free(struct unpack *u) {
    if (!u) return;
    if (u->kind == UNPACK_ZSTD)
        ZSTD_freeDStream(u->zstd);
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

att_status unpack_run(struct unpack *u, struct unpack_step *s, const char *name, att_error *err) {
    s->used = s->made = 0;
    s->between = false;
    if (u->kind == UNPACK_ZSTD) return run_zstd(u, s, name, err);
    u->z.next_in = (Bytef *)(uintptr_t)s->in;
    u->z.avail_in = (uInt)ATT_MIN(s->in_n, (size_t)1 << 30);
    u->z.next_out = (Bytef *)s->out;
    u->z.avail_out = (uInt)ATT_MIN(s->out_n, (size_t)1 << 30);
    uInt in = u->z.avail_in, out = u->z.avail_out;
    int rc = inflate(&u->z, Z_NO_FLUSH);
    if (rc == Z_DATA_ERROR && u->kind == UNPACK_DEFLATE && u->fresh && !u->raw) {
        u->raw = true; /* some servers send deflate without its zlib head */
        if (inflateReset2(&u->z, -15) != Z_OK)
            return status_set(err, ATT_ENOMEM, 0, "%s: out of memory", name);
        return unpack_run(u, s, name, err);
    }
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
