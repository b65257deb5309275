/*
 * CoNLL-U in: given tokens and sentences become a document, ready for language_parse().
 * Format: https://universaldependencies.org/format.html
 */
#ifndef TEXT_CONLLU_H
#define TEXT_CONLLU_H

#include "text/doc.h"

/*
 * Fills text, para, sent* and tok* of `d` (whose arena d->a is set and whose other columns are
 * empty) from the sentences of `conllu`. The text is the forms joined as SpaceAfter says; the words
 * of a multiword token stand on its bytes where they spell it, else their own forms are written.
 * `# newdoc` and `# newpar` begin a paragraph. Empty nodes and the other columns are not read.
 * Fails with ATT_EINPUT and the byte of the first line that is not CoNLL-U.
 */
att_status conllu_doc(struct doc *d, struct str conllu, att_error *err);

#endif
