/* The lines of plain text before they become paragraphs. */
#ifndef TEXT_LINES_H
#define TEXT_LINES_H

#include "text/page.h"

struct line {
    struct tspan span;     /* without white space at its ends */
    uint32_t widest, last; /* bytes of its lines as received: cleaning joins broken words */
    bool blank_before;
    bool indented;
    bool furniture; /* the head, foot or number of a printed page */
};

struct lines {
    VEC(struct line) line;
    bool wrapped; /* a single break is a space */
};

/* Finds the lines of p->d->text and how they are broken. A note tells of text that looks like two
 * columns side by side. */
void lines_find(struct page *p, struct lines *l);

#endif
