#include "base/base.h"

#include "base/utf8.h"
#include "text/text.h"

void tok_run(struct doc *d, const struct world *w, struct arena *scratch) {
    (void)w, (void)scratch;
    VEC(uint32_t) b = {0}, e = {0}, ts = {0}, st = {0}, sp = {0};
    VEC(struct tspan) sent = {0};
    VEC(uint8_t) fl = {0};
    VEC(struct str) low = {0};
    for (uint32_t p = 0; p < d->n_para; p++) {
        struct para *q = &d->para[p];
        q->sent_b = sent.n;
        *vec_push(d->a, &st) = b.n;
        for (uint32_t i = q->span.b; i < q->span.e;) {
            while (i < q->span.e && ascii_is_space(d->text.p[i])) i++;
            uint32_t from = i;
            while (i < q->span.e && !ascii_is_space(d->text.p[i])) i++;
            if (i == from) break;
            *vec_push(d->a, &b) = from;
            *vec_push(d->a, &e) = i;
            *vec_push(d->a, &ts) = sent.n;
            *vec_push(d->a, &fl) = TOK_SPACE_BEFORE;
            *vec_push(d->a, &low) = utf8_lower(d->a, str_cut(d->text, from, i));
        }
        *vec_push(d->a, &sent) = q->span;
        *vec_push(d->a, &sp) = p;
        q->sent_e = sent.n;
    }
    *vec_push(d->a, &st) = b.n;
    d->n_sent = sent.n, d->sent = sent.v, d->sent_tok = st.v, d->sent_para = sp.v;
    d->n_tok = b.n, d->tok_b = b.v, d->tok_e = e.v, d->tok_sent = ts.v, d->tok_flags = fl.v, d->tok_low = low.v;
}
