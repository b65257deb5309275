/* GeoJSON text sequences (RFC 8142): texts, each behind a record separator (0x1E); or, as others
 * write them, one on each line. */
#ifndef EXPORT_SEQUENCE_H
#define EXPORT_SEQUENCE_H

#include "base/str.h"

enum { RECORD_SEPARATOR = 0x1e };

struct sequence {
    struct str rest;
    bool marked; /* the file has separators */
    bool begun;
    uint64_t line, next; /* of the text at hand, from 1; of the one behind it */
    bool unmarked;       /* the text at hand stands before the first separator */
};

void sequence_init(struct sequence *s, struct str text);
/* The next text that is not empty, without white space at its ends; false at the end. */
bool sequence_next(struct sequence *s, struct str *item);

#endif
