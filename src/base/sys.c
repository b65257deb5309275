#include "base/base.h"

#include "base/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static void *os_alloc(void *ctx, size_t n) {
    (void)ctx;
    return malloc(n);
}
static void *os_resize(void *ctx, void *p, size_t n) {
    (void)ctx;
    return realloc(p, n);
}
static void os_free(void *ctx, void *p) {
    (void)ctx;
    free(p);
}
static int os_open(void *ctx, const char *path) {
    (void)ctx;
    return open(path, O_RDONLY | O_CLOEXEC);
}
static ptrdiff_t os_read(void *ctx, int fd, void *into, size_t n) {
    (void)ctx;
    ssize_t got;
    do got = read(fd, into, n);
    while (got < 0 && errno == EINTR);
    return got;
}
static int os_close(void *ctx, int fd) {
    (void)ctx;
    return close(fd);
}

const att_sys *sys_default(void) {
    static const att_sys os = {NULL, os_alloc, os_resize, os_free, os_open, os_read, os_close};
    return &os;
}

static att_status read_all(const att_sys *sys, int fd, const char *path, size_t limit,
                           struct buf *into, att_error *err) {
    enum { CHUNK = 1 << 16 };
    for (;;) {
        char *at = buf_reserve(into, CHUNK);
        if (!at) return status_set(err, ATT_ENOMEM, into->n, "%s: out of memory", path);
        ptrdiff_t got = sys->read(sys->ctx, fd, at, CHUNK);
        if (got < 0)
            return status_set(err, ATT_EIO, into->n, "%s: cannot read: %s", path, strerror(errno));
        if (got == 0) return ATT_OK;
        into->n += (size_t)got;
        if (into->n > limit)
            return status_set(err, ATT_ELIMIT, limit, "%s: larger than the limit of %zu bytes",
                              path, limit);
    }
}

att_status sys_read_file(const att_sys *sys, const char *path, size_t limit, struct buf *into,
                         att_error *err) {
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? 0 : sys->open(sys->ctx, path);
    if (fd < 0) return status_set(err, ATT_EIO, 0, "%s: cannot open: %s", path, strerror(errno));
    att_status st = read_all(sys, fd, path, limit, into, err);
    if (!standard) sys->close(sys->ctx, fd);
    return st;
}
