/*
 * Character sets: what bytes a page or file is written in, and their UTF-8 with the way back.
 */
#ifndef INGEST_CHARSET_H
#define INGEST_CHARSET_H

#include "base/map.h"
#include "ingest/omap.h"

/* The code point that windows-1252 shows for a byte; the five undefined ones are themselves. */
uint32_t charset_cp1252(unsigned char byte);
/* Names of characters ("rsquo") to code points, read from data/clean/entities.tsv into `a`. */
void charset_entities(struct map *names, struct arena *a);

/* Bytes in an unknown or named character set as UTF-8. */
struct charset_text {
    struct str text;        /* UTF-8, no zero bytes; `bytes` itself where they are */
    const struct omap *map; /* text -> bytes; NULL = identity */
    struct str name;        /* the character set; STR_NULL = UTF-8 */
    bool guessed;           /* nobody named it: the bytes suggest it */
};

/* Converts by byte order mark, else by UTF-8 if the bytes are, else by the name given (STR_NULL =
 * none), else by a guess. Bytes that fit nothing: windows-1252 when `any`, else ATT_EINPUT with the
 * offset of the first byte that is not UTF-8. Linear. */
att_status charset_convert(struct arena *a, struct str bytes, struct str named, bool any,
                           struct charset_text *out, att_error *err);
/* The character set that a page or XML document names in its first kilobyte, or STR_NULL. */
struct str charset_named(struct str head);

#endif
