/* Reports with annotated attributions (source, cue, content), read as attest reads them. */
#ifndef TRAIN_QUOTE_DATA_H
#define TRAIN_QUOTE_DATA_H

#include "api/engine.h"

enum { ATTRIBUTION_RUNS = 8 };

/* One attribution, in tokens. */
struct attribution {
    uint32_t cue_b, cue_e;       /* hull of the cue */
    uint32_t source_b, source_e; /* hull of the source; equal = none */
    uint32_t run_b[ATTRIBUTION_RUNS], run_e[ATTRIBUTION_RUNS]; /* [n_run] the content */
    uint32_t n_run;
};

struct quote_doc {
    struct doc doc;
    struct meaning meaning;
    struct attribution *v; /* [n] */
    uint32_t n;
};

/* What reads the reports. */
struct quote_reader {
    struct att_engine *engine;
    struct att_reader *reader;
};

void quote_reader_open(struct quote_reader *r);
/* Calls `each` with every report of a JSONL file, gzip or plain, and its number. What it is given
 * lives until it returns. Exits with a message where the file cannot be read. */
void quote_reader_run(struct quote_reader *r, const char *path,
                      void (*each)(void *ctx, struct quote_doc *d, uint32_t number), void *ctx);

#endif
