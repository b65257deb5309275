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

/* The line of the case and what is new in it (store/find.h). */
void tell_news(struct buf *out, const json_t *file, const json_t *news);
/* The line of the case and how much is new in it. */
void tell_news_line(struct buf *out, const json_t *file, const json_t *news);
/* A JSON value on one line. */
void tell_json(struct buf *out, const json_t *value);

#endif
