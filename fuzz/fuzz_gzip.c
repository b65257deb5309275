/* Unpacking: gzip, deflate, zstd, brotli by the first byte; whole and in small pieces, the bytes
 * that come out are the same. */
#include "fuzz_source.h"

enum { MOST = 1 << 18 };

static char out[2][MOST];

/* Unpacks with pieces of at most `in` bytes read and `room` bytes made; the bytes made. */
static size_t unpack_all(enum unpack_kind kind, struct str bytes, size_t piece, size_t room,
                         char *into) {
    struct unpack *u = unpack_new(sys_default(), kind);
    att_error err;
    size_t at = 0, n = 0;
    while (u && n + room <= MOST) {
        struct unpack_step step = {.in = bytes.p + at,
                                   .in_n = ATT_MIN(piece, bytes.n - at),
                                   .out = into + n,
                                   .out_n = room};
        if (unpack_run(u, &step, "fuzz", &err)) break;
        if (step.used > step.in_n || step.made > step.out_n) abort();
        at += step.used;
        n += step.made;
        if (!step.used && !step.made) break;
        if (step.between && (kind == UNPACK_BROTLI || at == bytes.n)) break;
    }
    unpack_free(u);
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const enum unpack_kind kinds[] = {UNPACK_GZIP, UNPACK_DEFLATE, UNPACK_ZSTD,
                                             UNPACK_BROTLI};
    if (!size) return 0;
    struct str bytes = {(const char *)data + 1, (uint32_t)size - 1};
    enum unpack_kind kind = kinds[data[0] % 4];
    size_t whole = unpack_all(kind, bytes, bytes.n + 1, 4096, out[0]);
    size_t parts = unpack_all(kind, bytes, 7, 4096, out[1]);
    if (memcmp(out[0], out[1], ATT_MIN(whole, parts))) abort();
    read_all(ATT_INPUT_AUTO, data + 1, size - 1);
    return 0;
}
