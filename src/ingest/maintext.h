/*
 * The story of a page: which runs of its text are read, and their clean form with the way back.
 *
 * 1. The page's text is cut into segments: runs of inline text of one block.
 * 2. Segments are weighed by length, links and marks of sentences; parts named as navigation,
 *    comments, promotion, captions by tag or class are left out unless they hold most of the
 * weight.
 * 3. The element is chosen whose own children carry most weight (Readability's idea: weight falls
 *    off with distance), then its segments are filtered one by one.
 * 4. Chosen segments are written in order: entities decoded, white space folded, with an omap.
 */
#ifndef INGEST_MAINTEXT_H
#define INGEST_MAINTEXT_H

#include "ingest/dom.h"
#include "ingest/knowledge.h"
#include "ingest/report.h"

/* What the metadata of the page says, to tell the title from the story. */
struct page_hints {
    struct str title;
    struct str body; /* "articleBody" of JSON-LD: bytes of the page as written; STR_NULL = none */
};

/* Fills r->text, r->omap and r->block from the tree. Linear in the page. Text may come out empty.
 */
void maintext_run(struct att_report *r, const struct dom *d, const struct page_knowledge *k,
                  const struct page_hints *hints);

#endif
