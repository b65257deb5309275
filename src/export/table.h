/* The rows of a table in text: CSV (RFC 4180, CRLF or LF) or columns between tabs. */
#ifndef EXPORT_TABLE_H
#define EXPORT_TABLE_H

#include "base/vec.h"

struct table_rows {
    struct str text;
    uint32_t at, row_at; /* the next byte; the first one of the row at hand */
    char sep;            /* ',' with quotes, '\t' without */
    bool bad;            /* the row has a quote that does not end, or something behind its end */
    uint64_t line, next_line; /* of the row at hand, from 1; of the one behind it */
    VEC(struct str) cell;
};

void table_init(struct table_rows *r, struct str text, char sep);
/* The next row into cell; false at the end. Cells are slices of the text, or (with doubled quotes)
 * of the arena. O(bytes). */
bool table_next(struct table_rows *r, struct arena *a);

#endif
