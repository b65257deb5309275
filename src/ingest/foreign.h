/* Inputs that are none of the formats read: PDF, office documents, pictures, archives, sitemaps. */
#ifndef INGEST_FOREIGN_H
#define INGEST_FOREIGN_H

#include "base/str.h"

/* What the input is that begins with `head` and whose first element is `root` (STR_NULL = none),
 * as data/page/foreign.tsv names it; STR_NULL = nothing known. */
struct str foreign_kind(struct str head, struct str root);

#endif
