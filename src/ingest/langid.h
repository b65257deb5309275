/* The language of a text: by script, and for Latin letters by its small words. */
#ifndef INGEST_LANGID_H
#define INGEST_LANGID_H

#include "base/map.h"

struct langid {
    struct map words; /* word -> set of languages, one bit each */
    struct str code[32];
    uint32_t n;
};

void langid_open(struct langid *l, struct arena *a);
/* ISO 639-1 code (static or in the tables), or STR_NULL when the text does not tell: it is short or
 * its signs contradict each other. Reads at most 64 KiB. */
struct str langid_of(const struct langid *l, struct str text);

#endif
