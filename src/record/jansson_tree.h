/* Jansson's values made of a parsed text, and written: several times as fast as its own parser and
 * writer, for the many incidents a link goes through. */
#ifndef RECORD_JANSSON_TREE_H
#define RECORD_JANSSON_TREE_H

#include "record/flat.h"

#include <jansson.h>

/* The value t of d; the caller's (json_decref). NULL = out of memory, or an integer of one written
 * with a point. Members named in `without` (0 ends) are left out of the outermost object. O(n). */
json_t *jansson_tree(const struct flat *d, const struct flat_node *t,
                     const enum packed_key *without);
/* Writes a value without white space, members in their order. Values are no deeper than
 * FLAT_DEPTH. */
void jansson_write(struct jsonw *w, const json_t *v);

#endif
