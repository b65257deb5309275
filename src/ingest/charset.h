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

#endif
