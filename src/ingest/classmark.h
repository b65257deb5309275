/* What the tag, class, id, role and itemprop of an element say of its place on the page. */
#ifndef INGEST_CLASSMARK_H
#define INGEST_CLASSMARK_H

#include "ingest/dom.h"
#include "ingest/knowledge.h"

enum class_mark { CLASS_NONE, CLASS_DROP, CLASS_COMMENT, CLASS_CAPTION, CLASS_BODY, CLASS_CONTENT };

/* The strongest enum class_mark of node i. `memo` keeps what each value of an attribute said, for
 * one page. Amortised O(bytes of the values). */
uint32_t class_mark_of(const struct page_knowledge *k, struct map *memo, const struct dom *d,
                       uint32_t i);
/* The element is hidden by attribute or style. */
bool class_hides(const struct dom *d, uint32_t i);

#endif
