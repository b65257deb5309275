/*
 * From a report as found to clean text with sentences and tokens.
 *
 * Runs, in this order: clean (hyphens, mojibake, spaces; with the way back), para (title, byline,
 * dateline, body, boilerplate), tok + sent (tokens and sentences), marks (quotation marks).
 */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "text/doc.h"
#include "world/world.h"

/* Fills `d` from `r`; scratch is the thread's own and rewound by the caller. */
void text_run(struct doc *d, const struct att_report *r, const struct world *w,
              struct arena *scratch);

/* Each is one pass of text_run(). */
void clean_run(struct doc *d, const struct world *w, struct arena *scratch); /* text, omap */
void para_run(struct doc *d, const struct world *w, struct arena *scratch);  /* para, front */
void tok_run(struct doc *d, const struct world *w, struct arena *scratch);   /* sent*, tok* */
void marks_run(struct doc *d, const struct world *w, struct arena *scratch); /* quotation */

#endif
