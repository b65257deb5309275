/* Text of a page as it is read: entities decoded, white space folded, with the way back. */
#ifndef INGEST_PAGETEXT_H
#define INGEST_PAGETEXT_H

#include "ingest/knowledge.h"
#include "ingest/omap.h"

struct page_writer {
    const struct page_knowledge *k;
    struct arena *a;
    char *p;
    uint32_t n, size;
    struct omap *map; /* NULL = not wanted */
    bool gap, line;   /* white space was read and not yet written; a line break among it */
    uint32_t gap_at, gap_n;
    uint32_t block; /* where the block began: no white space before */
};

/* Appends n bytes as they are; they came from bytes [from, from + from_n) of the page. */
void page_emit(struct page_writer *o, const char *p, uint32_t n, uint32_t from, uint32_t from_n);
/* White space at page bytes [at, at + n), written as one character once text follows; `line`: as a
 * line break. */
void page_space(struct page_writer *o, uint32_t at, uint32_t n, bool line);
/* Bytes [b, e) of the page as text; `pre` keeps line ends. */
void page_write(struct page_writer *o, struct str page, uint32_t b, uint32_t e, bool pre);
/* Decoded text of the page's bytes [b, e): entities, folded white space, trimmed. */
struct str page_text(const struct page_knowledge *k, struct arena *a, struct str page, uint32_t b,
                     uint32_t e);

#endif
