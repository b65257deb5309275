/*
 * JSON Schema (draft 2020-12), the keywords the published record schema uses: $ref into $defs,
 * type, const, enum, pattern (the few forms used), minimum, maximum, minItems, maxItems,
 * minProperties, items, properties, required, additionalProperties, anyOf. An unknown keyword that
 * constrains is a fault of the schema and is reported as one.
 */
#ifndef RECORD_SCHEMA_H
#define RECORD_SCHEMA_H

#include "base/status.h"

#include <jansson.h>

/* ATT_OK, or ATT_EINPUT with the JSON pointer of the first value that breaks the schema and the
 * keyword it breaks. Depth of values is bounded by the schema. */
att_status schema_check(const json_t *schema, const json_t *value, att_error *err);

#endif
