/* The objects behind attest.h. */
#ifndef API_ENGINE_H
#define API_ENGINE_H

#include "base/buf.h"
#include "base/trace.h"
#include "language/language.h"
#include "record/reading.h"

struct att_engine {
    const att_sys *sys;
    struct arena a; /* everything below */
    struct world world;
    struct language language;
    const struct event_lexicon *events;
    const struct claim_lexicon *claims;
    const struct incident_model *incidents;
    const struct codebook *codebook;
    struct trace trace;
    size_t document_limit;
    bool cameo, source_spans;
};

struct att_reader {
    const struct att_engine *engine;
    struct arena document, scratch;
    struct arena lasting; /* what is remembered from report to report */
    struct parser_memory *memory;
    struct buf out;
};

/* Floors text to codebook over one report; `r` and all it points to live in reader->document. */
void floors_run(struct att_reader *reader, const struct att_report *report, struct reading *r);

#endif
