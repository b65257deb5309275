/* All that attest says about one report, from all floors. Everything lives in doc.a. */
#ifndef RECORD_READING_H
#define RECORD_READING_H

#include "codebook/codebook.h"
#include "incidents/incidents.h"

struct actors;

struct reading {
    const struct actors *actors; /* for the ids of known actors; NULL = none */
    struct doc doc;
    struct meaning meaning;
    struct claims_found claims;
    struct incidents incidents;
    struct conflicts conflicts;
    struct coded coded;
};

#endif
