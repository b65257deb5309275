#include "base/base.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"
#include "ingest/foreign.h"

/* The bytes at the start of s are those that `hex` writes. */
static bool starts_hex(struct str s, struct str hex) {
    static const char digit[] = "0123456789abcdef";
    if (s.n * 2 < hex.n) return false;
    for (uint32_t i = 0; i < hex.n; i++) {
        unsigned byte = (unsigned char)s.p[i / 2];
        if (digit[i % 2 ? byte & 15 : byte >> 4] != hex.p[i]) return false;
    }
    return true;
}

struct str foreign_kind(struct str head, struct str root) {
    struct tsv t;
    tsv_init(&t, embed_find("data/page/foreign.tsv"));
    while (tsv_next(&t)) {
        uint32_t at = 0;
        bool bytes = str_eq_c(tsv_cell(&t, 0), "bytes");
        num_parse_u32(tsv_cell(&t, 1), &at);
        if (bytes ? starts_hex(str_cut(head, at, head.n), tsv_cell(&t, 2))
                  : root.n && str_eq(root, tsv_cell(&t, 2)))
            return tsv_cell(&t, 3);
    }
    return STR_NULL;
}
