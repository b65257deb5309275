#include "base/base.h"

#include "base/embed.h"
#include "record/check.h"
#include "record/laws.h"
#include "record/schema.h"

att_status record_parse(att_text record, json_t **out, att_error *err) {
    json_error_t bad;
    *out = json_loadb(record.p, record.n, JSON_ALLOW_NUL, &bad);
    if (*out) return ATT_OK;
    if (!bad.text[0]) return status_set(err, ATT_ENOMEM, 0, "record: out of memory");
    return status_set(err, ATT_EINPUT, (uint64_t)ATT_MAX(bad.position, 0),
                      "record: not JSON: %s at byte %d", bad.text, bad.position);
}

att_status record_check_json(const json_t *record, att_error *err) {
    struct str bytes = embed_find("docs/record.schema.json");
    json_error_t bad;
    json_t *schema = json_loadb(bytes.p, bytes.n, 0, &bad);
    if (!schema) return status_set(err, ATT_ENOMEM, 0, "schema: %s", bad.text);
    att_status st = schema_check(schema, record, err);
    json_decref(schema);
    return st ? st : laws_check(record, err);
}

att_status record_check(att_text record, att_error *err) {
    json_t *o;
    att_status st = record_parse(record, &o, err);
    if (st) return st;
    st = record_check_json(o, err);
    json_decref(o);
    return st;
}
