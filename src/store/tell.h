/* A case for a person. */
#ifndef STORE_TELL_H
#define STORE_TELL_H

#include "base/buf.h"

#include <jansson.h>

/* "k0a1... 2021-11-07 drone_strike Baghdad, IRQ  6 reports, 5 origins" */
void tell_line(struct buf *out, const json_t *file);
/* The line, the reports, and the claims slot by slot. */
void tell_case(struct buf *out, const json_t *file);
/* The line and what is disputed; nothing where nothing is. */
void tell_conflicts(struct buf *out, const json_t *file);

#endif
