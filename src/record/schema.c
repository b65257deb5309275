#include "base/base.h"

#include "record/schema.h"

#include "base/str.h"

#include <stdio.h>

enum { MAX_DEPTH = 64 };

/* Where in the value the check stands. */
struct at {
    const json_t *schema; /* the whole */
    char path[256];
    unsigned depth;
    att_error *err;
};

static att_status check(struct at *at, const json_t *schema, const json_t *value);

static att_status breaks(struct at *at, const char *keyword) {
    return status_set(at->err, ATT_EINPUT, 0, "record%s breaks '%s' of the schema", at->path,
                      keyword);
}

static bool is_type(const json_t *value, const char *type) {
    if (!strcmp(type, "number")) return json_is_number(value);
    if (!strcmp(type, "integer")) return json_is_integer(value);
    if (!strcmp(type, "string")) return json_is_string(value);
    if (!strcmp(type, "boolean")) return json_is_boolean(value);
    if (!strcmp(type, "null")) return json_is_null(value);
    if (!strcmp(type, "array")) return json_is_array(value);
    return !strcmp(type, "object") && json_is_object(value);
}

static bool has_type(const json_t *types, const json_t *value) {
    if (json_is_string(types)) return is_type(value, json_string_value(types));
    for (size_t i = 0; i < json_array_size(types); i++)
        if (is_type(value, json_string_value(json_array_get(types, i)))) return true;
    return false;
}

static bool in_enum(const json_t *list, const json_t *value) {
    for (size_t i = 0; i < json_array_size(list); i++)
        if (json_equal(json_array_get(list, i), value)) return true;
    return false;
}

/* One element of a pattern: a class or a literal, then {n}, * or nothing. */
struct piece {
    bool member[128];
    unsigned least, most;
};

static const char *take_class(const char *p, struct piece *out) {
    memset(out->member, 0, sizeof out->member);
    if (*p != '[') {
        out->member[(unsigned char)*p & 127] = true;
        return p + 1;
    }
    for (p++; *p && *p != ']'; p++) {
        unsigned from = (unsigned char)*p & 127, to = from;
        if (p[1] == '-' && p[2] && p[2] != ']') to = (unsigned char)p[2] & 127, p += 2;
        for (unsigned c = from; c <= to; c++) out->member[c] = true;
    }
    return *p ? p + 1 : p;
}

static const char *take_piece(const char *p, struct piece *out) {
    p = take_class(p, out);
    out->least = out->most = 1;
    if (*p == '*') {
        out->least = 0;
        out->most = UINT32_MAX;
        return p + 1;
    }
    if (*p != '{') return p;
    out->least = 0;
    for (p++; *p && *p != '}'; p++) out->least = out->least * 10 + (unsigned)(*p - '0');
    out->most = out->least;
    return *p ? p + 1 : p;
}

/* Patterns of the form ^(class or literal, {n} or *)...$; no backtracking is needed for those used.
 */
static bool matches(const char *pattern, struct str s) {
    const char *p = *pattern == '^' ? pattern + 1 : pattern;
    uint32_t i = 0;
    while (*p && *p != '$') {
        struct piece piece;
        p = take_piece(p, &piece);
        unsigned n = 0;
        while (i < s.n && n < piece.most && (unsigned char)s.p[i] < 128 &&
               piece.member[(unsigned char)s.p[i]])
            i++, n++;
        if (n < piece.least) return false;
    }
    return i == s.n;
}

static att_status check_scalar(struct at *at, const char *key, const json_t *rule,
                               const json_t *value) {
    if (!strcmp(key, "type") && !has_type(rule, value)) return breaks(at, key);
    if (!strcmp(key, "const") && !json_equal(rule, value)) return breaks(at, key);
    if (!strcmp(key, "enum") && !in_enum(rule, value)) return breaks(at, key);
    if (!strcmp(key, "pattern") && json_is_string(value)) {
        struct str s = {json_string_value(value), (uint32_t)json_string_length(value)};
        if (!matches(json_string_value(rule), s)) return breaks(at, key);
    }
    if (!json_is_number(value)) return ATT_OK;
    if (!strcmp(key, "minimum") && json_number_value(value) < json_number_value(rule))
        return breaks(at, key);
    if (!strcmp(key, "maximum") && json_number_value(value) > json_number_value(rule))
        return breaks(at, key);
    return ATT_OK;
}

/* Checks a part of the value with "/name" put behind the path. */
static att_status check_part(struct at *at, const json_t *schema, const json_t *part,
                             const char *name) {
    size_t n = strlen(at->path);
    snprintf(at->path + n, sizeof at->path - n, "/%s", name);
    att_status st = check(at, schema, part);
    if (!st) at->path[n] = 0;
    return st;
}

static att_status check_array(struct at *at, const char *key, const json_t *rule,
                              const json_t *value) {
    size_t n = json_array_size(value);
    if (!strcmp(key, "minItems") && n < (size_t)json_integer_value(rule)) return breaks(at, key);
    if (!strcmp(key, "maxItems") && n > (size_t)json_integer_value(rule)) return breaks(at, key);
    if (strcmp(key, "items")) return ATT_OK;
    for (size_t i = 0; i < n; i++) {
        char name[24];
        snprintf(name, sizeof name, "%zu", i);
        att_status st = check_part(at, rule, json_array_get(value, i), name);
        if (st) return st;
    }
    return ATT_OK;
}

static att_status check_properties(struct at *at, const json_t *schema, const json_t *value) {
    const json_t *known = json_object_get(schema, "properties");
    bool closed = json_is_false(json_object_get(schema, "additionalProperties"));
    void *it = json_object_iter((json_t *)(uintptr_t)value);
    for (; it; it = json_object_iter_next((json_t *)(uintptr_t)value, it)) {
        const char *name = json_object_iter_key(it);
        const json_t *rule = json_object_get(known, name);
        if (!rule && closed)
            return status_set(at->err, ATT_EINPUT, 0, "record%s: no member '%s' in the schema",
                              at->path, name);
        att_status st = rule ? check_part(at, rule, json_object_iter_value(it), name) : ATT_OK;
        if (st) return st;
    }
    return ATT_OK;
}

static att_status check_object(struct at *at, const json_t *schema, const char *key,
                               const json_t *rule, const json_t *value) {
    if (!strcmp(key, "properties")) return check_properties(at, schema, value);
    if (!strcmp(key, "minProperties") && json_object_size(value) < (size_t)json_integer_value(rule))
        return breaks(at, key);
    if (strcmp(key, "required")) return ATT_OK;
    for (size_t i = 0; i < json_array_size(rule); i++) {
        const char *name = json_string_value(json_array_get(rule, i));
        if (!json_object_get(value, name))
            return status_set(at->err, ATT_EINPUT, 0, "record%s lacks '%s'", at->path, name);
    }
    return ATT_OK;
}

static const json_t *resolve(const struct at *at, const json_t *schema) {
    const char *ref = json_string_value(json_object_get(schema, "$ref"));
    static const char defs[] = "#/$defs/";
    if (!ref || strncmp(ref, defs, sizeof defs - 1)) return schema;
    return json_object_get(json_object_get(at->schema, "$defs"), ref + sizeof defs - 1);
}

static att_status check_any_of(struct at *at, const json_t *list, const json_t *value) {
    char path[sizeof at->path];
    memcpy(path, at->path, sizeof path);
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (!check(at, json_array_get(list, i), value)) return ATT_OK;
        memcpy(at->path, path, sizeof path);
    }
    return breaks(at, "anyOf");
}

static att_status check_keywords(struct at *at, const json_t *schema, const json_t *value) {
    void *it = json_object_iter((json_t *)(uintptr_t)schema);
    for (; it; it = json_object_iter_next((json_t *)(uintptr_t)schema, it)) {
        const char *key = json_object_iter_key(it);
        const json_t *rule = json_object_iter_value(it);
        att_status st = check_scalar(at, key, rule, value);
        if (!st && json_is_array(value)) st = check_array(at, key, rule, value);
        if (!st && json_is_object(value)) st = check_object(at, schema, key, rule, value);
        if (!st && !strcmp(key, "anyOf")) st = check_any_of(at, rule, value);
        if (st) return st;
    }
    return ATT_OK;
}

/* The schema's depth bounds the recursion; MAX_DEPTH stops a schema that refers to itself. */
static att_status check(struct at *at, const json_t *schema, const json_t *value) {
    const json_t *rule = resolve(at, schema);
    if (!json_is_object(rule) || at->depth == MAX_DEPTH)
        return status_set(at->err, ATT_EINTERNAL, 0, "schema: cannot resolve the rule at record%s",
                          at->path);
    at->depth++;
    att_status st = check_keywords(at, rule, value);
    at->depth--;
    return st;
}

att_status schema_check(const json_t *schema, const json_t *value, att_error *err) {
    struct at at = {.schema = schema, .err = err};
    return check(&at, schema, value);
}
