#include "base/base.h"

#include "record/rule.h"

#include "base/map.h"
#include "base/num.h"

#include <stdlib.h>

/* A schema on its way to rules. Its own nesting bounds the recursion; parts referred to are made
 * once. */
struct making {
    struct arena *a;
    struct flat d;
    const struct flat_node *defs;
    struct map made; /* name of a part to its index in `part` */
    struct rule *part[256];
    att_error *err;
};

static const struct rule *make_rule(struct making *k, const struct flat_node *t);

static bool refuse(struct making *k, const char *what, struct str name) {
    status_set(k->err, ATT_EINTERNAL, 0, "schema: %s '%.*s'", what, STR_ARG(name));
    return false;
}

/* The member of a schema by a name that records need not know. */
static const struct flat_node *member(const struct making *k, const struct flat_node *t,
                                      struct str name) {
    if (!flat_is(t, FLAT_OBJECT)) return NULL;
    FLAT_EACH(c, t)
    if (str_eq(flat_name(&k->d, c->key), name)) return c;
    return NULL;
}

/* ---- keywords of one value */

static uint32_t kinds_of(struct str type) {
    static const struct {
        const char *type;
        uint32_t kinds;
    } types[] = {{"null", 1u << FLAT_NULL},       {"boolean", 1u << FLAT_TRUE | 1u << FLAT_FALSE},
                 {"integer", 1u << FLAT_INTEGER}, {"number", 1u << FLAT_INTEGER | 1u << FLAT_REAL},
                 {"string", 1u << FLAT_STRING},   {"array", 1u << FLAT_ARRAY},
                 {"object", 1u << FLAT_OBJECT}};
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_eq_c(type, types[i].type)) return types[i].kinds;
    return 0;
}

static bool take_type(struct making *k, struct rule *r, const struct flat_node *v) {
    const struct flat_node *list = flat_is(v, FLAT_ARRAY) ? v : NULL;
    if (!list) r->kinds = kinds_of(flat_str(v));
    FLAT_EACH(c, list) {
        if (!kinds_of(flat_str(c))) return refuse(k, "no type", flat_str(c));
        r->kinds |= kinds_of(flat_str(c));
    }
    return r->kinds || refuse(k, "no type", flat_str(v));
}

static int by_length(const void *a, const void *b) {
    const struct str *x = a, *y = b;
    if (x->n != y->n) return x->n < y->n ? -1 : 1;
    return x->n ? memcmp(x->p, y->p, x->n) : 0;
}

static bool take_values(struct making *k, struct rule *r, const struct flat_node *v,
                        const char *keyword) {
    bool one = !flat_is(v, FLAT_ARRAY);
    struct str *word = arena_array(k->a, struct str, v->n + 1);
    int64_t *number = arena_array(k->a, int64_t, v->n + 1);
    r->values = keyword;
    for (const struct flat_node *c = one ? v : flat_first(v); c; c = one ? NULL : flat_next(v, c)) {
        if (c->kind == FLAT_STRING)
            word[r->n_word++] = flat_str(c);
        else if (c->kind == FLAT_INTEGER)
            number[r->n_number++] = c->u.integer;
        else if (c->kind <= FLAT_TRUE)
            r->word_kinds |= 1u << c->kind;
        else
            return refuse(k, "no plain value in", str_c(keyword));
    }
    if (r->n_word) qsort(word, r->n_word, sizeof *word, by_length);
    r->word = word;
    r->number = number;
    return true;
}

static void add_member(struct piece *p, unsigned from, unsigned to) {
    for (unsigned c = from; c <= to; c++) p->member[c >> 6] |= (uint64_t)1 << (c & 63);
}

static uint32_t take_class(struct str s, uint32_t i, struct piece *out) {
    if (s.p[i] != '[') {
        add_member(out, s.p[i] & 127, s.p[i] & 127);
        return i + 1;
    }
    for (i++; i < s.n && s.p[i] != ']'; i++) {
        unsigned from = s.p[i] & 127, to = from;
        if (i + 2 < s.n && s.p[i + 1] == '-' && s.p[i + 2] != ']') to = s.p[i += 2] & 127;
        add_member(out, from, to);
    }
    return i + 1;
}

static uint32_t take_count(struct str s, uint32_t i, struct piece *out) {
    out->least = out->most = 1;
    if (i < s.n && s.p[i] == '*') {
        out->least = 0;
        out->most = UINT32_MAX;
        return i + 1;
    }
    if (i >= s.n || s.p[i] != '{') return i;
    out->least = 0;
    for (i++; i < s.n && s.p[i] != '}'; i++)
        out->least = out->least * 10 + (uint32_t)(s.p[i] - '0');
    out->most = out->least;
    return i + 1;
}

/* Patterns of the form ^(class or literal, {n} or *)...$; no backtracking is needed for those used.
 */
static bool take_pattern(struct making *k, struct rule *r, const struct flat_node *v) {
    struct str s = flat_str(v);
    if (s.n < 2 || s.p[0] != '^' || s.p[s.n - 1] != '$') return refuse(k, "no such pattern", s);
    s = str_cut(s, 1, s.n - 1);
    struct piece *piece = arena_array(k->a, struct piece, s.n + 1);
    for (uint32_t i = 0; i < s.n; r->n_piece++) {
        i = take_class(s, i, &piece[r->n_piece]);
        i = take_count(s, i, &piece[r->n_piece]);
    }
    r->piece = piece;
    return true;
}

/* ---- keywords of parts */

static bool take_properties(struct making *k, struct rule *r, const struct flat_node *v) {
    r->member = arena_array(k->a, const struct rule *, N_PACKED_KEY);
    FLAT_EACH(c, v) {
        if (c->key >= N_PACKED_KEY) return refuse(k, "no number for", flat_name(&k->d, c->key));
        if (!(r->member[c->key] = make_rule(k, c))) return false;
    }
    return true;
}

static uint32_t number_of(struct str name) {
    for (uint32_t i = 1; i < N_PACKED_KEY; i++)
        if (str_eq(flat_name(&(struct flat){0}, i), name)) return i;
    return 0;
}

static bool take_required(struct making *k, struct rule *r, const struct flat_node *v) {
    FLAT_EACH(c, v) {
        uint32_t name = number_of(flat_str(c));
        if (!name) return refuse(k, "no number for", flat_str(c));
        r->required[name / 64] |= (uint64_t)1 << name % 64;
    }
    return true;
}

static bool take_any_of(struct making *k, struct rule *r, const struct flat_node *v) {
    const struct rule **any = arena_array(k->a, const struct rule *, v->n + 1);
    FLAT_EACH(c, v)
    if (!(any[r->n_any++] = make_rule(k, c))) return false;
    r->any_of = any;
    return true;
}

static bool take_bound(struct making *k, struct rule *r, const struct flat_node *v, bool least) {
    int64_t *to = least ? &r->minimum : &r->maximum;
    *(least ? &r->has_minimum : &r->has_maximum) = true;
    return flat_fixed(v, RULE_PLACES, to) || refuse(k, "no bound in", STR("minimum"));
}

static bool take_keyword(struct making *k, struct rule *r, const struct flat_node *v) {
    static const struct str passed[] = {STR("$schema"), STR("$id"), STR("title"), STR("$defs"),
                                        STR("description")};
    struct str name = flat_name(&k->d, v->key);
    if (str_eq(name, STR("type"))) return take_type(k, r, v);
    if (str_eq(name, STR("enum"))) return take_values(k, r, v, "enum");
    if (str_eq(name, STR("const"))) return take_values(k, r, v, "const");
    if (str_eq(name, STR("pattern"))) return take_pattern(k, r, v);
    if (str_eq(name, STR("minimum"))) return take_bound(k, r, v, true);
    if (str_eq(name, STR("maximum"))) return take_bound(k, r, v, false);
    if (str_eq(name, STR("minItems"))) return r->min_items = (uint32_t)flat_int(v, 0), true;
    if (str_eq(name, STR("maxItems"))) return r->max_items = (uint32_t)flat_int(v, 0), true;
    if (str_eq(name, STR("minProperties"))) return r->min_members = (uint32_t)flat_int(v, 0), true;
    if (str_eq(name, STR("properties"))) return take_properties(k, r, v);
    if (str_eq(name, STR("required"))) return take_required(k, r, v);
    if (str_eq(name, STR("anyOf"))) return take_any_of(k, r, v);
    if (str_eq(name, STR("items"))) return (r->items = make_rule(k, v)) != NULL;
    if (str_eq(name, STR("additionalProperties")) && v->kind == FLAT_FALSE) return r->closed = true;
    for (size_t i = 0; i < COUNT_OF(passed); i++)
        if (str_eq(name, passed[i])) return true;
    return refuse(k, "an unknown keyword", name);
}

/* ---- rules */

static bool fill_rule(struct making *k, struct rule *r, const struct flat_node *t) {
    r->max_items = UINT32_MAX;
    if (!flat_is(t, FLAT_OBJECT)) return refuse(k, "no object in", STR("a rule"));
    FLAT_EACH(c, t)
    if (!take_keyword(k, r, c)) return false;
    return true;
}

static const struct rule *refer(struct making *k, struct str ref) {
    static const struct str before = STR("#/$defs/");
    struct str name = str_cut(ref, before.n, ref.n);
    const struct flat_node *t = str_starts(ref, before) ? member(k, k->defs, name) : NULL;
    bool added;
    uint32_t at = map_add(&k->made, name, k->made.n, &added);
    if (!t || at >= COUNT_OF(k->part)) {
        refuse(k, "cannot resolve", ref);
        return NULL;
    }
    if (!added) return k->part[at];
    k->part[at] = arena_new(k->a, struct rule);
    return fill_rule(k, k->part[at], t) ? k->part[at] : NULL;
}

static const struct rule *make_rule(struct making *k, const struct flat_node *t) {
    struct str ref = flat_str(member(k, t, STR("$ref")));
    if (ref.n) return refer(k, ref);
    struct rule *r = arena_new(k->a, struct rule);
    return fill_rule(k, r, t) ? r : NULL;
}

att_status schema_open(struct schema *s, struct arena *a, struct str json, att_error *err) {
    struct making *k = arena_new(a, struct making);
    k->a = a;
    k->err = err;
    if (flat_parse(&k->d, a, json, err)) return ATT_EINTERNAL;
    map_init(&k->made, a, COUNT_OF(k->part));
    k->defs = member(k, k->d.node, STR("$defs"));
    s->whole = make_rule(k, k->d.node);
    return s->whole ? ATT_OK : ATT_EINTERNAL;
}
