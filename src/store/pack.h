/* The packed form of each record (record/packed.h), kept beside it so that exports, links and views
 * parse no JSON. Derived: where a block is absent, of another version or damaged it is made on the
 * fly. A casebook on a server has none: every command fetches its rows, and packing is cheaper. */
#ifndef STORE_PACK_H
#define STORE_PACK_H

#include "record/flat.h"
#include "record/packed.h"
#include "store/book.h"

/* The packed form of a parsed record in place of what is in `block`; empty where it has none. */
att_status pack_make(struct buf *block, const struct flat *whole, struct arena *scratch,
                     att_error *err);
/* Puts what was made beside the record. Inside a transaction. */
att_status pack_put(struct book *b, struct str key, const struct buf *block, att_error *err);
/* Packs the records of which the block is absent or of another version. Inside a transaction. */
att_status pack_missing(struct book *b, att_error *err);
/* The record of a report, packed: in place of what is in `block`, valid until its next write.
 * ATT_EINPUT: there is no such record. */
att_status pack_get(struct book *b, struct str key, struct buf *block, struct packed *out,
                    att_error *err);
/* ATT_EINPUT: the block of this record is not what packing it gives. One that is absent or of
 * another version is fine. */
att_status pack_check(struct book *b, struct str key, struct str json, att_error *err);

#endif
