/* The transfer encodings of mail: quoted-printable and base64. */
#ifndef INGEST_MAIL_CODE_H
#define INGEST_MAIL_CODE_H

#include "ingest/omap.h"

/* Decodes `s`; map (may be NULL) leads to offsets counted from `base`. `word`: the form inside a
 * header, where an underscore is a space. Bytes that fit nothing stay as they are. */
struct str mail_quoted(struct arena *a, struct str s, bool word, struct omap *map, uint64_t base);
/* Decodes `s`; bytes that are none of base64 are passed over. */
struct str mail_base64(struct arena *a, struct str s, struct omap *map, uint64_t base);
/* The value of a header with its encoded words ("=?utf-8?Q?...?=") decoded and its
 * folds undone, in UTF-8. */
struct str mail_header_text(struct arena *a, struct str s);

#endif
