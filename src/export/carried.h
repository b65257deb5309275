/* What a report was given as: enough to read it again. What was read out of its own text (a
 * dateline, a title that the text begins with) is left out: it will be read again. */
#ifndef EXPORT_CARRIED_H
#define EXPORT_CARRIED_H

#include "export/tree.h"
#include "record/jsonw.h"
#include "record/packed.h"

struct carried {
    struct str id, title, outlet, url, published, language, text; /* STR_NULL = not given */
};

struct carried carried_of(struct arena *a, const struct packed_node *record);
/* As an object with the keys that `attest add` reads: id, title, source, url, published, language,
 * text. Fields that are not given are left out. */
void carried_write(struct jsonw *w, const struct carried *c);
/* The same object read; false where it has no text. */
bool carried_read(struct arena *a, const struct tree *o, struct carried *c);

#endif
