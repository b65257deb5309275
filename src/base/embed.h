/* Files compiled into the library: lexicons, actors, codebook tables, the gazetteer, models. */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include "base/str.h"

struct embed_file {
    const char *name; /* path below data/, models/ or the generated folder, e.g. "data/cues.tsv" */
    const char *begin, *end;
};

/* The bytes of a built-in file; STR_NULL when there is none of that name. Static. */
struct str embed_find(const char *name);
/* All built-in files in order of name, [*n]. */
const struct embed_file *embed_files(size_t *n);

#endif
