/*
 * JSON Schema (draft 2020-12), the keywords the published record schema uses: $ref into $defs,
 * type, const, enum, pattern (the few forms used), minimum, maximum, minItems, maxItems,
 * minProperties, items, properties, required, additionalProperties (false), anyOf. Compiled once
 * into a table of rules, in which a member finds its rule by the number of its name.
 */
#ifndef RECORD_SCHEMA_H
#define RECORD_SCHEMA_H

#include "record/flat.h"

struct rule;

struct schema {
    const struct rule *whole;
};

/* Compiles a schema. ATT_EINTERNAL: no JSON, or it has what is not understood, a name without a
 * number (packed_keys.h) included. Lives as long as the arena and the text. */
att_status schema_open(struct schema *s, struct arena *a, struct str json, att_error *err);
/* ATT_OK, or ATT_EINPUT with the JSON pointer of the first value that breaks the schema and the
 * keyword it breaks; a name that an object has twice counts as one. O(n). */
att_status schema_check(const struct schema *s, const struct flat *d, att_error *err);

#endif
