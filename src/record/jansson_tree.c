#include "base/base.h"

#include "record/jansson_tree.h"

#include <stdlib.h>

static json_t *value_of(const struct flat_node *t) {
    char number[64];
    switch (t->kind) {
    case FLAT_FALSE: return json_false();
    case FLAT_TRUE: return json_true();
    case FLAT_INTEGER: return json_integer(t->u.integer);
    case FLAT_STRING: return json_stringn_nocheck(t->u.p, t->n);
    case FLAT_OBJECT: return json_object();
    case FLAT_ARRAY: return json_array();
    case FLAT_REAL:
        if (t->n >= sizeof number) return NULL;
        memcpy(number, t->u.p, t->n);
        number[t->n] = 0;
        return json_real(strtod(number, NULL));
    default: return json_null();
    }
}

static bool is_left_out(const struct flat_node *c, const enum packed_key *without) {
    for (; without && *without; without++)
        if (c->key == *without) return true;
    return false;
}

/* Puts v, which becomes the container's, into it. */
static bool put_into(json_t *up, const struct flat *d, const struct flat_node *c, json_t *v) {
    if (!json_is_object(up)) return !json_array_append_new(up, v);
    struct str name = flat_name(d, c->key);
    return !json_object_setn_new_nocheck(up, name.p, name.n, v);
}

json_t *jansson_tree(const struct flat *d, const struct flat_node *t,
                     const enum packed_key *without) {
    json_t *whole = value_of(t), *open[FLAT_DEPTH + 1] = {whole};
    const struct flat_node *end[FLAT_DEPTH + 1] = {t + t->size};
    uint32_t depth = 0;
    for (const struct flat_node *c = t + 1; whole && c < t + t->size; c++) {
        while (c == end[depth]) depth--;
        if (!depth && is_left_out(c, without)) {
            c += c->size - 1;
            continue;
        }
        json_t *v = value_of(c);
        if (!v || !put_into(open[depth], d, c, v)) {
            json_decref(whole);
            return NULL;
        }
        if (c->kind < FLAT_OBJECT) continue;
        open[++depth] = v;
        end[depth] = c + c->size;
    }
    return whole;
}

/* ---- writing */

static void write_scalar(struct jsonw *w, const json_t *v) {
    switch (json_typeof(v)) {
    case JSON_STRING:
        jsonw_str(w, (struct str){json_string_value(v), (uint32_t)json_string_length(v)});
        break;
    case JSON_INTEGER: jsonw_fixed(w, json_integer_value(v), 0); break;
    case JSON_TRUE: jsonw_bool(w, true); break;
    case JSON_FALSE: jsonw_bool(w, false); break;
    default: jsonw_null(w);
    }
}

/* The schema of cases bounds the depth. */
void jansson_write(struct jsonw *w, const json_t *v) {
    if (json_is_array(v)) {
        jsonw_open(w, '[');
        for (size_t i = 0, n = json_array_size(v); i < n; i++)
            jansson_write(w, json_array_get(v, i));
        jsonw_close(w, ']');
        return;
    }
    if (!json_is_object(v)) {
        write_scalar(w, v);
        return;
    }
    jsonw_open(w, '{');
    void *it = json_object_iter((json_t *)(uintptr_t)v);
    for (; it; it = json_object_iter_next((json_t *)(uintptr_t)v, it)) {
        jsonw_key(w, json_object_iter_key(it));
        jansson_write(w, json_object_iter_value(it));
    }
    jsonw_close(w, '}');
}
