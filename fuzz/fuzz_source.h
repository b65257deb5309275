/* What the fuzz targets of the readers share: read all reports of some bytes, check the laws. */
#ifndef FUZZ_SOURCE_H
#define FUZZ_SOURCE_H

#include "base/base.h"

#include "base/sys.h"
#include "base/utf8.h"
#include "ingest/source.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Text is UTF-8; blocks are in order and inside; source spans do not run backwards. */
static inline void check_report(const struct att_report *r) {
    uint64_t before = 0;
    uint32_t end = 0;
    if (utf8_check(r->text.p, r->text.n) != r->text.n) abort();
    for (uint32_t i = 0; i < r->n_block; i++) {
        struct tspan b = r->block[i].span;
        att_span s = omap_source(r->omap, b);
        if (b.b < end || b.e < b.b || b.e > r->text.n || s.b < before || s.e < s.b) abort();
        end = b.e;
        before = s.b;
    }
}

static inline void read_all(att_input input, const uint8_t *data, size_t size) {
    struct att_source *s;
    att_error err;
    att_source_options opt = {.input = input, .item_limit = 1 << 20};
    att_text bytes = {(const char *)data, size};
    if (source_memory(sys_default(), bytes, "fuzz", &opt, &s, &err)) return;
    for (int i = 0; i < 10000; i++) {
        struct att_report *r;
        att_status st = source_next(s, &r, &err);
        if (st == ATT_END) break;
        if (i == 9999) abort(); /* a source must come to its end */
        if (st) continue;
        check_report(r);
        report_free(r);
    }
    source_close(s);
}

#endif
