#include "base/base.h"

#include "record/rule.h"

#include "base/num.h"

#include <stdio.h>

/* Where in the value the check stands: what it went through, outermost last. */
struct at {
    const struct flat *d;
    uint32_t key[FLAT_DEPTH + 1]; /* [n] name of a member, or NONE and the index of an item */
    uint32_t index[FLAT_DEPTH + 1];
    uint32_t n;
    const char *keyword;
    uint32_t name; /* of a member that is missing, unknown or twice there */
};

static bool check(struct at *at, const struct rule *r, const struct flat_node *v);

static bool breaks(struct at *at, const char *keyword, uint32_t name) {
    at->keyword = keyword;
    at->name = name;
    return false;
}

static bool inside(struct at *at, uint32_t key, uint32_t index) {
    if (at->n < COUNT_OF(at->key)) {
        at->key[at->n] = key;
        at->index[at->n++] = index;
    }
    return false;
}

/* ---- one value */

static bool in_words(const struct rule *r, struct str s) {
    for (uint32_t i = 0; i < r->n_word && r->word[i].n <= s.n; i++)
        if (str_eq(r->word[i], s)) return true;
    return false;
}

static bool is_value(const struct rule *r, const struct flat_node *v) {
    if (v->kind == FLAT_STRING) return in_words(r, flat_str(v));
    for (uint32_t i = 0; i < r->n_number && v->kind == FLAT_INTEGER; i++)
        if (r->number[i] == v->u.integer) return true;
    return r->word_kinds >> v->kind & 1;
}

static bool matches(const struct rule *r, struct str s) {
    uint32_t i = 0;
    for (uint32_t k = 0; k < r->n_piece; k++) {
        const struct piece *p = &r->piece[k];
        uint32_t n = 0;
        for (; i < s.n && n < p->most; i++, n++) {
            unsigned c = (unsigned char)s.p[i];
            if (c > 127 || !(p->member[c >> 6] >> (c & 63) & 1)) break;
        }
        if (n < p->least) return false;
    }
    return i == s.n;
}

static bool check_scalar(struct at *at, const struct rule *r, const struct flat_node *v) {
    int64_t number;
    if (r->kinds && !(r->kinds >> v->kind & 1)) return breaks(at, "type", 0);
    if (r->values && !is_value(r, v)) return breaks(at, r->values, 0);
    if (r->piece && v->kind == FLAT_STRING && !matches(r, flat_str(v)))
        return breaks(at, "pattern", 0);
    if ((!r->has_minimum && !r->has_maximum) || (v->kind != FLAT_INTEGER && v->kind != FLAT_REAL))
        return true;
    if (v->kind == FLAT_INTEGER && r->has_minimum && !r->has_maximum)
        return v->u.integer >= r->minimum / 1000000000 || breaks(at, "minimum", 0);
    if (!flat_fixed(v, RULE_PLACES, &number)) return breaks(at, "maximum", 0);
    if (r->has_minimum && number < r->minimum) return breaks(at, "minimum", 0);
    return !r->has_maximum || number <= r->maximum || breaks(at, "maximum", 0);
}

/* ---- parts */

static bool check_items(struct at *at, const struct rule *r, const struct flat_node *v) {
    uint32_t i = 0;
    if (v->n < r->min_items) return breaks(at, "minItems", 0);
    if (v->n > r->max_items) return breaks(at, "maxItems", 0);
    if (!r->items) return true;
    FLAT_EACH(c, v) {
        if (!check(at, r->items, c)) return inside(at, NONE, i);
        i++;
    }
    return true;
}

static bool check_members(struct at *at, const struct rule *r, const struct flat_node *v) {
    uint64_t seen[RULE_WORDS] = {0};
    if (v->n < r->min_members) return breaks(at, "minProperties", 0);
    FLAT_EACH(c, v) {
        const struct rule *rule = c->key < N_PACKED_KEY && r->member ? r->member[c->key] : NULL;
        if (!rule && r->closed) return breaks(at, "additionalProperties", c->key);
        if (rule && !check(at, rule, c)) return inside(at, c->key, 0);
        if (c->key >= N_PACKED_KEY) continue;
        if (seen[c->key / 64] >> c->key % 64 & 1) return breaks(at, "twice", c->key);
        seen[c->key / 64] |= (uint64_t)1 << c->key % 64;
    }
    for (uint32_t i = 0; i < RULE_WORDS; i++) {
        uint64_t missing = r->required[i] & ~seen[i];
        if (missing) return breaks(at, "required", i * 64 + (uint32_t)__builtin_ctzll(missing));
    }
    return true;
}

static bool check_any_of(struct at *at, const struct rule *r, const struct flat_node *v) {
    for (uint32_t i = 0; i < r->n_any; i++) {
        at->n = 0;
        if (check(at, r->any_of[i], v)) return true;
    }
    at->n = 0;
    return breaks(at, "anyOf", 0);
}

/* A parsed value is no deeper than FLAT_DEPTH, which bounds the recursion. */
static bool check(struct at *at, const struct rule *r, const struct flat_node *v) {
    if (!check_scalar(at, r, v)) return false;
    if (v->kind == FLAT_ARRAY && !check_items(at, r, v)) return false;
    if (v->kind == FLAT_OBJECT && !check_members(at, r, v)) return false;
    return !r->any_of || check_any_of(at, r, v);
}

/* ---- what is told of it */

/* "/claims/3/value" */
static void put_path(const struct at *at, char *to, size_t size) {
    size_t n = 0;
    to[0] = 0;
    for (uint32_t i = at->n; i-- && n < size;) {
        struct str name = at->key[i] == NONE ? STR_NULL : flat_name(at->d, at->key[i]);
        int made = name.p ? snprintf(to + n, size - n, "/%.*s", STR_ARG(name))
                          : snprintf(to + n, size - n, "/%u", at->index[i]);
        n += made > 0 ? (size_t)made : size;
    }
}

att_status schema_check(const struct schema *s, const struct flat *d, att_error *err) {
    struct at at = {.d = d};
    char path[256];
    if (check(&at, s->whole, d->node)) return ATT_OK;
    struct str name = flat_name(d, at.name);
    put_path(&at, path, sizeof path);
    if (!strcmp(at.keyword, "required"))
        return status_set(err, ATT_EINPUT, 0, "record%s lacks '%.*s'", path, STR_ARG(name));
    if (!strcmp(at.keyword, "twice"))
        return status_set(err, ATT_EINPUT, 0, "record%s: '%.*s' twice", path, STR_ARG(name));
    if (!strcmp(at.keyword, "additionalProperties"))
        return status_set(err, ATT_EINPUT, 0, "record%s: no member '%.*s' in the schema", path,
                          STR_ARG(name));
    return status_set(err, ATT_EINPUT, 0, "record%s breaks '%s' of the schema", path, at.keyword);
}
