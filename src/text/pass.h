/*
 * A pass of cleaning copies its input and replaces some pieces; one that replaces nothing costs one
 * scan and leaves text and map alone. Calls of pass_replace() come in the order of the input.
 */
#ifndef TEXT_PASS_H
#define TEXT_PASS_H

#include "ingest/omap.h"

struct lexicon;
struct map;

struct pass {
    struct arena *a;
    const struct lexicon *lexicon;
    const struct map *prefixes, *tails;
    struct str in;
    char *out; /* NULL until the first replacement */
    uint32_t n, size;
    uint32_t run; /* input before this offset is in the output */
    struct omap map;
};

/* Input [from, from + n) becomes `with`. */
void pass_replace(struct pass *p, uint32_t from, uint32_t n, struct str with);
/* Runs one pass over *text and joins its map to *map; true where it replaced anything. */
bool pass_run(void (*pass)(struct pass *), struct pass *p, struct str *text,
              const struct omap **map);

/* The marks of plain text that are none of it (markup.c): the ">" of quoted lines, Markdown. */
void markup_quoted(struct pass *p);
void markup_markdown(struct pass *p);

#endif
