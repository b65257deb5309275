/*
 * CoNLL-U out: tokens, tags, trees, and in MISC SpaceAfter=No, ByteRange=begin:end (bytes of the
 * text) and Entity, brackets of mentions as in GUM: "(e3-person" opens, "e3)" closes.
 * Format: https://universaldependencies.org/format.html
 */
#ifndef RECORD_CONLLU_H
#define RECORD_CONLLU_H

#include "base/buf.h"
#include "language/mention.h"

/* Appends the parsed document. m and e may be NULL: then no Entity is written. */
void conllu_write(struct buf *out, const struct doc *d, const struct mentions *m,
                  const struct entities *e);

#endif
