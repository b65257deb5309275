/*
 * The record of one report as JSON (the contract, version 1).
 *
 * While it writes it keeps the laws: every span lies inside the text, begins and ends on a code
 * point, and its words are cut from the text at the place the span names. A broken law fails the
 * call with ATT_EINTERNAL and the id of the value, so that a wrong record never leaves the library.
 */
#ifndef RECORD_WRITE_H
#define RECORD_WRITE_H

#include "record/reading.h"

struct record_options {
    bool source_spans; /* add source_span beside every span */
    bool cameo;        /* add the "cameo" list */
};

/* Appends one JSON object without a newline. Scratch is rewound. */
att_status record_write(struct buf *out, const struct reading *r, const struct record_options *opt,
                        struct arena *scratch, att_error *err);
/* Main text and metadata only: {id, url, title, byline, outlet, published, language, text}, and
 * where there are any: updated, candidates (every value of the metadata with its place), notices
 * (corrections, updates), duplicate. */
att_status record_write_text(struct buf *out, const struct reading *r, att_error *err);

#endif
