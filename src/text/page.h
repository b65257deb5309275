/* The parts of a page, as para.c, front.c and dateline.c share them while they find paragraphs and
 * zones. */
#ifndef TEXT_PAGE_H
#define TEXT_PAGE_H

#include "text/text.h"
#include "world/lexicon.h"

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

/* The lists that the page is read with; NULL without a world. */
static inline const struct pagewords *page_words(const struct page *p) {
    return p->w ? p->w->pagewords : NULL;
}
static inline const struct lexicon *page_lexicon(const struct page *p) {
    return p->w ? p->w->lexicon : NULL;
}
/* A small word inside names: "al", "de", "von". */
static inline bool page_particle(const struct page *p, struct str w) {
    return page_lexicon(p) && (lexicon_class(page_lexicon(p), w) & LEXC_PARTICLE);
}

/* Finds title, byline, outlet and dates before the body and sets the zones. */
void front_mark(struct page *p);
/* The dateline at the start of s: fills front and returns the offset of the text behind it, with
 * its dash and the tags of a wire ("[REPORT] [TEXT]"); 0 where there is none. */
uint32_t front_dateline(struct page *p, struct str s);
/* A dateline or the header of a wire stands at the start of s. */
bool dateline_starts(const struct page *p, struct str s);

/* The paragraph is of a wire's header: its slug ("BC-IRAQ-BLAST (UPDATE 2)"), a mark of haste
 * ("URGENT"), what the desk changed ("(Adds quote)"). */
bool wire_header(const struct page *p, struct str s);
/* Length of the marks before a headline: "UPDATE 2-", "BREAKING: "; 0 = none. */
uint32_t wire_title_prefix(const struct page *p, struct str s);
/* The paragraph closes a wire: an address in two brackets. */
bool wire_trailer(struct str s);
/* The bracketed credit that ends s, "(Reporting by ...)": its offset; s.n = none. */
uint32_t wire_credit(const struct page *p, struct str s);

/* The last byte is one that ends a sentence, closing marks behind it aside. */
bool ends_sentence(struct str s);
/* The first letter is a capital (any script). */
bool starts_capital(struct str s);

#endif
