/*
 * What a page says of itself: title, authors, outlet, dates, address. Of all the places that give a
 * value (JSON-LD, OpenGraph, meta elements, marked elements, the URL) the most reliable one counts;
 * what the caller gave beforehand is never replaced.
 */
#ifndef INGEST_META_H
#define INGEST_META_H

#include "ingest/maintext.h"

/* Reads data/page/meta.tsv: name of a meta element -> field and rank; keys of JSON-LD under which
 * stands something other than the page. */
void meta_names(struct map *names, struct map *other, struct arena *a);
/* Fills the fields of r that are still unknown, and *hints. Linear in the page. */
void meta_run(struct att_report *r, const struct dom *d, const struct page_knowledge *k,
              struct page_hints *hints);

#endif
