/* Where the time goes: one JSON line per stage and report, to a function the caller gave.
 * Nothing here ever reaches a record. */
#ifndef BASE_TRACE_H
#define BASE_TRACE_H

#include "base/base.h"

struct trace {
    void (*sink)(void *ctx, const char *json_line); /* NULL = off */
    void *ctx;
};

/* Thread CPU time in nanoseconds, 0 when tracing is off. */
uint64_t trace_begin(const struct trace *t);
/* Writes {"stage":..,"report":..,"ns":..,"bytes":..}. `report` may be NULL. */
void trace_end(const struct trace *t, uint64_t begun, const char *stage, const char *report,
               size_t bytes);

#endif
