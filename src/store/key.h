/* By what a report is known: the SHA-256 of its `report` object. */
#ifndef STORE_KEY_H
#define STORE_KEY_H

#include "base/buf.h"
#include "record/flat.h"

enum { KEY_SIZE = 65 };

/* The SHA-256, in hexadecimal digits with a NUL, of the report written without white space, its
 * members in byte order of their names (those of inner objects likewise). Scratch in `work`, which
 * may fail (buf_status). */
void report_key(const struct flat *d, const struct flat_node *report, struct buf *work,
                char key[KEY_SIZE]);

#endif
