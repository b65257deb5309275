#include "base/base.h"

#include "record/check.h"

#include "base/embed.h"
#include "record/laws.h"

att_status record_parse(att_text record, json_t **out, att_error *err) {
    json_error_t bad;
    *out = json_loadb(record.p, record.n, JSON_ALLOW_NUL, &bad);
    if (*out) return ATT_OK;
    if (!bad.text[0]) return status_set(err, ATT_ENOMEM, 0, "record: out of memory");
    return status_set(err, ATT_EINPUT, (uint64_t)ATT_MAX(bad.position, 0),
                      "record: not JSON: %s at byte %d", bad.text, bad.position);
}

att_status record_schema(struct schema *s, struct arena *a, att_error *err) {
    return schema_open(s, a, embed_find("docs/record.schema.json"), err);
}

att_status record_open(struct checked *c, const struct schema *s, struct arena *a, struct str json,
                       att_error *err) {
    att_status st = flat_parse(&c->whole, a, json, err);
    if (!st) st = schema_check(s, &c->whole, err);
    if (st) return st;
    parts_find(&c->parts, a, &c->whole);
    return laws_check(&c->parts, a, err);
}

att_status record_check(att_text record, struct arena *scratch, att_error *err) {
    struct arena_mark mark = arena_mark(scratch);
    struct schema s;
    struct checked c;
    att_status st = record_schema(&s, scratch, err);
    if (!st && record.n > UINT32_MAX)
        st = status_set(err, ATT_EINPUT, 0, "record: longer than 4 GiB");
    if (!st) st = record_open(&c, &s, scratch, (struct str){record.p, (uint32_t)record.n}, err);
    arena_rewind(scratch, mark);
    return st;
}
