/* gzip, zlib, raw deflate, zstd and brotli, unpacked piece by piece; members and frames that follow
 * each other are one stream (brotli has no members). A zstd window is at most 1 << UNPACK_WINDOW
 * bytes. Memory comes from the att_sys, but for zstd's, which that window bounds. */
#ifndef INGEST_UNPACK_H
#define INGEST_UNPACK_H

#include "base/status.h"
#include "base/str.h"

enum unpack_kind { UNPACK_NONE, UNPACK_GZIP, UNPACK_DEFLATE, UNPACK_ZSTD, UNPACK_BROTLI };
enum { UNPACK_WINDOW = 25 };

struct unpack;

/* By the first bytes: gzip or zstd, else UNPACK_NONE. Brotli has no mark of its own. */
enum unpack_kind unpack_sniff(const char *p, size_t n);
/* NULL when memory is refused. */
struct unpack *unpack_new(const att_sys *sys, enum unpack_kind kind);
void unpack_free(struct unpack *u);

struct unpack_step {
    const char *in;
    size_t in_n, used; /* bytes offered and taken */
    char *out;
    size_t out_n, made; /* room and bytes made */
    bool between;       /* a member has just ended: the stream may end here */
};

/* One step; fails with ATT_EINPUT where the data is damaged. */
att_status unpack_run(struct unpack *u, struct unpack_step *s, const char *name, att_error *err);

#endif
