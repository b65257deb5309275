/*
 * What a page says of itself: title, authors, outlet, dates, address. Of all the places that give a
 * value (JSON-LD, OpenGraph, meta elements, marked elements, lines that tell a date, the URL) the
 * most reliable one counts and all are kept as candidates with their bytes of the page; what the
 * caller gave beforehand is never replaced.
 */
#ifndef INGEST_META_H
#define INGEST_META_H

#include "ingest/maintext.h"

/* Fills the fields of r that are still unknown, r->candidate, and *hints. Linear in the page. */
void meta_run(struct att_report *r, const struct dom *d, const struct page_knowledge *k,
              struct page_hints *hints);

#endif
