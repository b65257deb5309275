/* Text for a terminal: colours, wrapped and indented lines, columns counted in characters. */
#ifndef RECORD_INK_H
#define RECORD_INK_H

#include "base/buf.h"

#include <jansson.h>

enum ink_style { INK_PLAIN, INK_BOLD, INK_DIM, INK_RED, INK_GREEN, INK_YELLOW, INK_CYAN };

struct ink {
    struct buf *out;
    bool colour;
    unsigned width;
};

void ink_init(struct ink *k, struct buf *out, const att_pretty_options *opt);
void ink_put(struct ink *k, enum ink_style style, struct str s);
void ink_c(struct ink *k, enum ink_style style, const char *s);
void ink_spaces(struct ink *k, unsigned n);
/* s, padded to `columns` or cut with an ellipsis. Control characters and newlines become spaces. */
void ink_cell(struct ink *k, enum ink_style style, struct str s, unsigned columns);
/* s in lines of the width, each indented; newlines of s are spaces. Ends with a newline. */
void ink_wrap(struct ink *k, enum ink_style style, struct str s, unsigned indent);
/* Pieces of text, one below the other, in a column of a row. */
struct ink_piece {
    enum ink_style style;
    struct str s;
};
struct ink_column {
    unsigned columns, gap;         /* of its text, and blank ones after it */
    const struct ink_piece *piece; /* [n_piece]; an empty one takes no line */
    unsigned n_piece;
};
/* Columns side by side, each wrapped at its words; a line for as long as any has text. At most
 * INK_MOST columns. */
enum { INK_MOST = 4 };
void ink_row(struct ink *k, unsigned indent, const struct ink_column *column, unsigned n);
/* As much of s as `columns` hold, cut at a space where there is one. */
struct str ink_cut(struct str s, unsigned columns);
/* Columns s takes: its code points. */
unsigned ink_columns(struct str s);

/* Short ways into a record's JSON: "" or NULL where a member is missing. */
struct str ink_member(const json_t *o, const char *key);
const json_t *ink_find(const json_t *list, const char *id);

#endif
