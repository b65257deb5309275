/*
 * What exports need of a case, gathered once when it is linked and kept beside it: a casedata as
 * one block of bytes, without the texts of its reports. Derived: where a block is absent, of
 * another version or damaged, the case is gathered from its records again.
 *
 * All is little-endian 32-bit words, then strings. The same case gives the same bytes.
 */
#ifndef EXPORT_DIGEST_H
#define EXPORT_DIGEST_H

#include "export/casedata.h"
#include "store/book.h"

#define DIGEST_VERSION 6 /* of layout, of what is gathered, of what formats leave out */

/* Appends the block of a case. Scratch from its arena. O(n). */
void digest_write(struct buf *out, const struct casedata *k);
/* The case of a block, strings inside the block; NULL where it is none of this version, or damaged.
 * Its sources have no record and no text. O(n), about a microsecond. */
struct casedata *digest_read(struct arena *a, struct str block);

/* Makes the digests that are missing, in one transaction. */
att_status digest_missing(struct book *b, att_error *err);
struct digests {
    bool all; /* every case of the book (every report) has a digest of this version */
    uint64_t n;
};
att_status digest_complete(struct book *b, bool reports, struct digests *found, att_error *err);

#endif
