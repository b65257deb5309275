/* Statuses with a message that names the thing, the place and the limit. */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#include "base/base.h"

/* Fills *err (may be NULL) and returns `status`, so that a guard is one line:
 *     return status_set(err, ATT_EINPUT, at, "jsonl: line %u is no object", line);           */
att_status status_set(att_error *err, att_status status, uint64_t at, const char *fmt, ...)
    ATT_PRINTF(4, 5);
/* Puts "prefix: " before the text already in *err. */
void status_prefix(att_error *err, const char *prefix);

#endif
