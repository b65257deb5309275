/* The columns of a tabular format: names in order, and what may stand in each (data/codebooks/
 * columns_FORMAT.tsv); and the lists of values that the schemes know
 * (data/codebooks/vocabulary.tsv). */
#ifndef EXPORT_COLUMNS_H
#define EXPORT_COLUMNS_H

#include "base/map.h"

struct column {
    struct str name, type; /* type: "text", "uint", "list:NAME" ... (columns.c) */
    bool needed;
};

struct columns {
    struct str format;
    struct column *v; /* [n] */
    uint32_t n;
    struct map of;    /* name to index */
    struct map *list; /* "LIST\tCODE" to index into label */
    struct str *label;
};

/* NULL where there is no table of that name. */
const struct columns *columns_open(struct arena *a, struct str format);
/* The label of a code in a list, STR_NULL where it is none. */
struct str columns_label(const struct columns *c, const char *list, struct str code);
/* NULL where the value may stand in the column, else what the column wants. */
const char *column_wants(const struct columns *c, struct arena *a, uint32_t column,
                         struct str value);

#endif
