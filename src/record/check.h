/* Checks a record (JSON) against the published schema and the laws of the contract. */
#ifndef RECORD_CHECK_H
#define RECORD_CHECK_H

#include "base/status.h"

#include <jansson.h>

/* ATT_OK; or ATT_EINPUT with the path of the first value that breaks the schema
 * (docs/record.schema.json, JSON Schema 2020-12, the keywords used there) or a law: spans inside
 * report.text, on code points, text equal to the cut, ids that exist, every number of a claim
 * inside its span, conflicts of claims. */
att_status record_check(att_text record, att_error *err);
att_status record_check_json(const json_t *record, att_error *err);
/* Parses one record; *out is the caller's (json_decref). */
att_status record_parse(att_text record, json_t **out, att_error *err);

#endif
