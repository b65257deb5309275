/* Checks a record (JSON) against the published schema and the laws of the contract. */
#ifndef RECORD_CHECK_H
#define RECORD_CHECK_H

#include "record/parts.h"
#include "record/schema.h"

#include <jansson.h>

/* The published schema (docs/record.schema.json), compiled. */
att_status record_schema(struct schema *s, struct arena *a, att_error *err);
/*
 * Parses one record, once, and checks it: ATT_OK; or ATT_EINPUT with the path of the first value
 * that breaks the schema or a law (record/laws.h). What is found lives as long as both text and
 * arena. On failure the arena holds what was made so far.
 */
struct checked {
    struct flat whole;
    struct record_parts parts;
};
att_status record_open(struct checked *c, const struct schema *s, struct arena *a, struct str json,
                       att_error *err);
/* The same where nothing but the answer is wanted. Scratch is rewound. */
att_status record_check(att_text record, struct arena *scratch, att_error *err);
/* Parses one record for faces; *out is the caller's (json_decref). */
att_status record_parse(att_text record, json_t **out, att_error *err);

#endif
