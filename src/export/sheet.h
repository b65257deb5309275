/* One row on its way out, and the trail of where each cell comes from: shared by all formats. */
#ifndef EXPORT_SHEET_H
#define EXPORT_SHEET_H

#include "base/buf.h"
#include "export/casedata.h"
#include "export/columns.h"

enum sheet_shape {
    SHAPE_CSV,  /* RFC 4180, LF, header */
    SHAPE_TSV,  /* no quoting, header */
    SHAPE_BARE, /* no quoting, no header */
};

struct sheet {
    const struct columns *columns;
    enum sheet_shape shape;
    bool safe;               /* an apostrophe before cells that a spreadsheet would run */
    struct buf *out, *trail; /* trail NULL = no provenance */
    struct cell {
        struct str value;
        const char *rule;
        struct basis why;
    } * cell; /* [columns->n] */
};

void sheet_init(struct sheet *s, struct arena *a, const struct columns *c);
/* The header row, where the shape has one. */
void sheet_header(const struct sheet *s);
/* Empties all cells. */
void sheet_clear(struct sheet *s);
/* Puts a value (empty = unknown: the cell stays empty) with the rule it comes by. The column is one
 * of the table's. */
void sheet_put(struct sheet *s, const char *column, struct str value, const char *rule,
               struct basis why);
void sheet_put_u64(struct sheet *s, const struct casedata *k, const char *column, uint64_t value,
                   const char *rule);
struct str sheet_get(const struct sheet *s, const char *column);
/* Writes the row, and a line of the trail for each cell that is not empty. `row` names it there. */
void sheet_write(struct sheet *s, const struct casedata *k, struct str row);

/* A line of the trail: {row, case, column, value, rule, claims: [{id, report, sha256, bytes, quote,
 * holder, published}]}. Nothing where trail is NULL. */
void trail_put(struct buf *trail, const struct casedata *k, struct str row, struct str column,
               struct str value, const char *rule, struct basis why);
/* {case, left_out: rule}: the case is no row of this format, by that rule. */
void trail_left_out(struct buf *trail, const struct casedata *k, const char *rule);
/* Appends a cell as RFC 4180 wants it. */
void csv_cell(struct buf *out, struct str value, bool safe);

#endif
