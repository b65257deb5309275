/* The parts of a page, as para.c and front.c share them while they find paragraphs and zones. */
#ifndef TEXT_PAGE_H
#define TEXT_PAGE_H

#include "text/text.h"

struct page {
    struct doc *d;
    const struct world *w;
    VEC(struct para) para; /* in `a` */
    struct arena *a;       /* scratch */
};

static inline struct str page_cut(const struct page *p, uint32_t para) {
    return doc_cut(p->d, p->para.v[para].span);
}
/* Bytes of d->text for a slice of it. */
static inline struct tspan page_span(const struct page *p, struct str s) {
    uint32_t b = (uint32_t)(s.p - p->d->text.p);
    return (struct tspan){b, b + s.n};
}

/* Finds title, byline, outlet and dates before the body and sets the zones. */
void front_mark(struct page *p);
/* The dateline at the start of s: fills front and returns the offset of the text behind it, with
 * its dash and the tags of a wire ("[REPORT] [TEXT]"); 0 where there is none. */
uint32_t front_dateline(struct page *p, struct str s);

/* The last byte is one that ends a sentence, closing marks behind it aside. */
bool ends_sentence(struct str s);
/* The first letter is a capital (any script). */
bool starts_capital(struct str s);

#endif
