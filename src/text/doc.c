#include "base/base.h"

#include "text/doc.h"
#include "base/sorted.h"

#include <stdarg.h>
#include <stdio.h>

void doc_note(struct doc *d, const char *code, struct tspan span, const char *fmt, ...) {
    char line[256];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    *vec_push(d->a, &d->notes) = (struct note){code, arena_str(d->a, str_c(line)), span};
}

uint32_t doc_tok_at(const struct doc *d, uint32_t at) {
    return sorted_at_u32(d->tok_b, d->n_tok, at);
}

void doc_span_toks(const struct doc *d, struct tspan s, uint32_t *b, uint32_t *e) {
    uint32_t first = doc_tok_at(d, s.b);
    if (first && d->tok_e[first - 1] > s.b) first--;
    uint32_t last = doc_tok_at(d, s.e);
    *b = first;
    *e = ATT_MAX(first, last);
}
