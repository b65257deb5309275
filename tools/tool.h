/* What the programs that build tables share: complaints, files, numbers. */
#ifndef TOOLS_TOOL_H
#define TOOLS_TOOL_H

#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/sys.h"

static _Noreturn inline void die(const char *what, const char *name) {
    fprintf(stderr, "%s: %s\n", name, what);
    exit(1);
}

/* A whole file, in the arena. */
static inline struct str slurp(struct arena *a, const char *path) {
    struct buf b;
    att_error err;
    buf_init(&b, sys_default(), 64u << 20);
    if (sys_read_file(sys_default(), path, 64u << 20, &b, &err)) die(err.text, path);
    struct str s = arena_str(a, (struct str){b.p, (uint32_t)b.n});
    buf_release(&b);
    return s;
}

#endif
