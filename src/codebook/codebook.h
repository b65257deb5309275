/* Codes of the field's coding schemes for events and incidents, each by rules with their paragraph. */
#ifndef CODEBOOK_CODEBOOK_H
#define CODEBOOK_CODEBOOK_H

#include "incidents/incidents.h"

enum { MAX_CONTEXTS = 6 };

/* Static strings out of data/codebooks; NULL = the scheme has no code for it. */
struct codes {
    const char *plover_event, *plover_mode;
    const char *plover_context[MAX_CONTEXTS]; /* [n_context] */
    uint32_t n_context;
    const char *cameo;
    const char *acled_event, *acled_sub_event;
};

/* One PETRARCH-style dyad of --cameo. */
struct cameo_dyad {
    struct str source, target, code; /* "USAGOV", "IRQ", "112" */
    uint32_t event;                  /* index into events.v, or NONE */
};

struct coded {
    struct codes *of_event; /* [events.n] */
    struct cameo_dyad *dyad; /* [n_dyad], only where asked for */
    uint32_t n_dyad;
};

struct codebook; /* tables of data/codebooks, users' verb patterns */
att_status codebook_open(const struct codebook **out, const struct world *w, struct arena *a,
                         const att_options *opt, att_error *err);
void codebook_run(const struct codebook *cb, const struct doc *d, const struct world *w,
                  const struct meaning *m, const struct claims_found *c, const struct incidents *in,
                  struct coded *out, struct arena *scratch);

#endif
