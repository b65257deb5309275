#include "base/base.h"

#include "record/check.h"

att_status record_parse(att_text record, json_t **out, att_error *err) {
    json_error_t bad;
    *out = json_loadb(record.p, record.n, JSON_ALLOW_NUL, &bad);
    if (*out) return ATT_OK;
    return status_set(err, ATT_EINPUT, (uint64_t)ATT_MAX(bad.position, 0),
                      "record: not JSON: %s at byte %d", bad.text, bad.position);
}

att_status record_check_json(json_t *record, att_error *err) {
    (void)record, (void)err;
    return ATT_OK;
}

att_status record_check(att_text record, att_error *err) {
    json_t *o;
    att_status st = record_parse(record, &o, err);
    if (st) return st;
    st = record_check_json(o, err);
    json_decref(o);
    return st;
}
