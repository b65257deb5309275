#include "base/base.h"

#include "language/language.h"

att_status language_open(struct language *l, const struct world *w, struct arena *a,
                         const att_options *opt, att_error *err) {
    l->world = w;
    att_status st = parser_open(&l->parser, w, a, opt, err);
    if (st) return st;
    return namer_open(&l->namer, w, a, opt, err);
}

void language_parse(const struct language *l, struct doc *d, struct parser_memory *memory,
                    struct arena *scratch) {
    parser_run(l->parser, d, memory, scratch);
}

void language_mentions(const struct language *l, const struct doc *d, struct mentions *m,
                       struct entities *e, struct arena *scratch) {
    namer_run(l->namer, d, m, e, scratch);
}
