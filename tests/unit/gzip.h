/* Packed bytes for tests of readers. */
#ifndef UNIT_GZIP_H
#define UNIT_GZIP_H

#include <zlib.h>

/* p[n] as one gzip member in to[room]; how many bytes it takes. `room` must be enough. */
static inline size_t gzip(const void *p, size_t n, void *to, size_t room) {
    z_stream z = {0};
    deflateInit2(&z, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
    z.next_in = (Bytef *)(uintptr_t)p;
    z.avail_in = (uInt)n;
    z.next_out = (Bytef *)to;
    z.avail_out = (uInt)room;
    deflate(&z, Z_FINISH);
    deflateEnd(&z);
    return room - z.avail_out;
}

#endif
