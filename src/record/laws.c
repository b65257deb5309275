#include "base/base.h"

#include "base/span.h"
#include "base/utf8.h"
#include "record/laws.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>

struct law {
    struct str text;
    const json_t *record;
    att_error *err;
};

static att_status broken(const struct law *l, const char *what, const char *where) {
    return status_set(l->err, ATT_EINPUT, 0, "record: %s: %s", where, what);
}

static struct str text_of(const json_t *v) {
    return json_is_string(v) ? (struct str){json_string_value(v), (uint32_t)json_string_length(v)}
                             : STR_NULL;
}

/* ---- 1. spans */

static bool span_of(const json_t *pair, struct tspan *out) {
    json_int_t b = json_integer_value(json_array_get(pair, 0));
    json_int_t e = json_integer_value(json_array_get(pair, 1));
    if (b < 0 || e < b || e > UINT32_MAX) return false;
    *out = (struct tspan){(uint32_t)b, (uint32_t)e};
    return true;
}

static att_status check_span(const struct law *l, const json_t *pair, const char *where) {
    struct tspan s;
    if (!span_of(pair, &s) || s.b >= s.e || s.e > l->text.n)
        return broken(l, "span lies outside the text", where);
    if (!utf8_boundary(l->text, s.b) || !utf8_boundary(l->text, s.e))
        return broken(l, "span cuts a character", where);
    return ATT_OK;
}

static att_status check_cut(const struct law *l, const json_t *o, const char *where) {
    const json_t *pair = json_object_get(o, "span");
    if (!pair) return ATT_OK;
    att_status st = check_span(l, pair, where);
    struct str words = text_of(json_object_get(o, "text"));
    struct tspan s;
    if (st || !words.p || !span_of(pair, &s)) return st;
    if (json_object_get(o, "code")) return ATT_OK; /* a note's text is ours */
    return str_eq(words, tspan_cut(l->text, s))
               ? ATT_OK
               : broken(l, "text is not the cut of its span", where);
}

/* All objects below `root`; the depth of a record is bounded by the schema it has passed. */
static att_status check_all_spans(const struct law *l, const json_t *root, const char *name) {
    att_status st = ATT_OK;
    if (json_is_array(root)) {
        for (size_t i = 0; !st && i < json_array_size(root); i++)
            st = check_all_spans(l, json_array_get(root, i), name);
        return st;
    }
    if (!json_is_object(root)) return ATT_OK;
    const char *id = json_string_value(json_object_get(root, "id"));
    if (id) name = id;
    st = check_cut(l, root, name);
    void *it = json_object_iter((json_t *)(uintptr_t)root);
    for (; !st && it; it = json_object_iter_next((json_t *)(uintptr_t)root, it))
        st = check_all_spans(l, json_object_iter_value(it), name);
    return st;
}

static att_status check_sentences(const struct law *l) {
    const json_t *list = json_object_get(l->record, "sentences");
    uint32_t last = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct tspan s = {0, 0};
        att_status st = check_span(l, json_array_get(list, i), "sentences");
        if (st) return st;
        span_of(json_array_get(list, i), &s);
        if (s.b < last) return broken(l, "sentences overlap", "sentences");
        last = s.e;
    }
    return ATT_OK;
}

/* ---- 2. hash */

static att_status check_hash(const struct law *l) {
    unsigned char digest[SHA256_DIGEST_LENGTH];
    char hex[2 * SHA256_DIGEST_LENGTH + 1];
    SHA256((const unsigned char *)l->text.p, l->text.n, digest);
    for (int i = 0; i < SHA256_DIGEST_LENGTH; i++) snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    struct str said = text_of(json_object_get(json_object_get(l->record, "report"), "sha256"));
    return str_eq_c(said, hex) ? ATT_OK : broken(l, "not the hash of report.text", "report.sha256");
}

/* ---- 3. ids */

static size_t list_size(const struct law *l, char list) {
    static const struct {
        char list;
        const char *member;
    } members[] = {{'e', "entities"},   {'p', "places"}, {'t', "times"},     {'v', "events"},
                   {'s', "statements"}, {'c', "claims"}, {'i', "incidents"}, {'x', "conflicts"}};
    for (size_t i = 0; i < COUNT_OF(members); i++)
        if (members[i].list == list)
            return json_array_size(json_object_get(l->record, members[i].member));
    return 0;
}

static att_status check_id(const struct law *l, const char *id, const char *where) {
    if (!strchr("eptvscix", id[0]) || !ascii_is_digit(id[1])) return ATT_OK; /* a code: "ASSAULT" */
    unsigned long n = strtoul(id + 1, NULL, 10);
    return n >= 1 && n <= list_size(l, id[0])
               ? ATT_OK
               : broken(l, "refers to an id that is not there", where);
}

static bool is_reference(const char *key) {
    static const char *const keys[] = {"entity", "place",  "time",      "claimed_by", "incident",
                                       "within", "inside", "addressee", "supersedes", "resolved",
                                       "events", "claims", "event"};
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (!strcmp(key, keys[i])) return true;
    return false;
}

static att_status check_references(const struct law *l, const json_t *root, const char *name) {
    att_status st = ATT_OK;
    if (json_is_array(root)) {
        for (size_t i = 0; !st && i < json_array_size(root); i++)
            st = check_references(l, json_array_get(root, i), name);
        return st;
    }
    const char *id = json_string_value(json_object_get(root, "id"));
    if (id) name = id;
    void *it = json_object_iter((json_t *)(uintptr_t)root);
    for (; !st && it; it = json_object_iter_next((json_t *)(uintptr_t)root, it)) {
        const json_t *v = json_object_iter_value(it);
        bool refers = is_reference(json_object_iter_key(it));
        if (refers && json_is_string(v)) st = check_id(l, json_string_value(v), name);
        for (size_t i = 0; refers && !st && json_is_array(v) && i < json_array_size(v); i++)
            if (json_is_string(json_array_get(v, i)))
                st = check_id(l, json_string_value(json_array_get(v, i)), name);
        if (!st && (json_is_object(v) || json_is_array(v))) st = check_references(l, v, name);
    }
    return st;
}

static att_status check_numbering(const struct law *l) {
    static const char *const members[] = {"entities",   "places", "times",     "events",
                                          "statements", "claims", "incidents", "conflicts"};
    for (size_t k = 0; k < COUNT_OF(members); k++) {
        const json_t *list = json_object_get(l->record, members[k]);
        for (size_t i = 0; i < json_array_size(list); i++) {
            const char *id = json_string_value(json_object_get(json_array_get(list, i), "id"));
            if (!id || strtoul(id + 1, NULL, 10) != i + 1)
                return broken(l, "ids are not counted from 1", members[k]);
        }
    }
    return ATT_OK;
}

/* ---- 4, 5. claims and conflicts */

static bool spans_inside(const json_t *inner, const json_t *outer) {
    struct tspan a, b;
    return span_of(json_object_get(inner, "span"), &a) &&
           span_of(json_object_get(outer, "span"), &b) && tspan_inside(a, b);
}

static att_status check_claims(const struct law *l) {
    const json_t *list = json_object_get(l->record, "claims");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *c = json_array_get(list, i), *value = json_object_get(c, "value");
        const char *id = json_string_value(json_object_get(c, "id"));
        if (json_object_get(value, "low") && !json_object_get(value, "span"))
            return broken(l, "a figure without the span of its number", id);
        if (json_object_get(value, "low") && !spans_inside(value, json_object_get(c, "evidence")))
            return broken(l, "a number outside the evidence of its claim", id);
        const json_t *h = json_object_get(c, "holder");
        if (!json_object_get(h, "source") && !json_object_get(h, "text"))
            return broken(l, "a claim without a holder", id);
    }
    return ATT_OK;
}

static const json_t *claim_of(const struct law *l, const char *id) {
    return json_array_get(json_object_get(l->record, "claims"), strtoul(id + 1, NULL, 10) - 1);
}

static att_status check_position(const struct law *l, const json_t *x, const json_t *position) {
    const char *id = json_string_value(json_object_get(x, "id"));
    const json_t *claims = json_object_get(position, "claims");
    bool value = str_eq(text_of(json_object_get(x, "kind")), STR("value"));
    for (size_t i = 0; i < json_array_size(claims); i++) {
        const json_t *c = claim_of(l, json_string_value(json_array_get(claims, i)));
        if (!json_equal(json_object_get(c, "incident"), json_object_get(x, "incident")))
            return broken(l, "a conflict of claims of another incident", id);
        if (value && !json_equal(json_object_get(c, "slot"), json_object_get(x, "slot")))
            return broken(l, "a conflict of values of another slot", id);
    }
    return ATT_OK;
}

/* A claim stands in one position of a conflict, and the one that resolves it stands in it. */
static att_status check_sides(const struct law *l, const json_t *x) {
    const char *id = json_string_value(json_object_get(x, "id"));
    const char *resolved = json_string_value(json_object_get(x, "resolved"));
    const json_t *positions = json_object_get(x, "positions");
    size_t n = json_array_size(positions), all = 0;
    bool found = !resolved;
    if (n < 2) return broken(l, "a conflict with itself", id);
    unsigned char *seen = calloc(1, list_size(l, 'c') + 1);
    if (!seen) return status_set(l->err, ATT_ENOMEM, 0, "record: no memory");
    att_status st = ATT_OK;
    for (size_t k = 0; k < n && !st; k++) {
        const json_t *claims = json_object_get(json_array_get(positions, k), "claims");
        if (!json_array_size(claims)) st = broken(l, "a position that nobody holds", id);
        for (size_t i = 0; i < json_array_size(claims) && !st; i++, all++) {
            const char *c = json_string_value(json_array_get(claims, i));
            if (seen[strtoul(c + 1, NULL, 10)]++) st = broken(l, "a claim on both sides", id);
            found |= resolved && !strcmp(c, resolved);
        }
    }
    free(seen);
    return st || found ? st : broken(l, "resolved by a claim of no side", id);
}

static att_status check_conflicts(const struct law *l) {
    const json_t *list = json_object_get(l->record, "conflicts");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *x = json_array_get(list, i), *positions = json_object_get(x, "positions");
        att_status sides = check_sides(l, x);
        if (sides) return sides;
        for (size_t k = 0; k < json_array_size(positions); k++) {
            att_status st = check_position(l, x, json_array_get(positions, k));
            if (st) return st;
        }
    }
    return ATT_OK;
}

/* ---- 6. who is named as having done it */

static bool is_own_word(const json_t *c) {
    return json_object_get(json_object_get(c, "holder"), "source") &&
           str_eq(text_of(json_object_get(c, "stance")), STR("asserts")) &&
           str_eq(text_of(json_object_get(c, "certainty")), STR("certain"));
}

static att_status check_perpetrator(const struct law *l, const json_t *p, const char *id) {
    const json_t *claims = json_object_get(p, "claims");
    const json_t *attributed = json_object_get(p, "attributed");
    bool own = false;
    if (!json_array_size(claims)) return broken(l, "a perpetrator whom nobody names", id);
    for (size_t i = 0; i < json_array_size(claims); i++)
        own |= is_own_word(claim_of(l, json_string_value(json_array_get(claims, i))));
    return !attributed || json_is_true(attributed) == !own
               ? ATT_OK
               : broken(l, "a perpetrator told as a fact where it is a claim", id);
}

static att_status check_perpetrators(const struct law *l) {
    const json_t *list = json_object_get(l->record, "incidents");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *n = json_array_get(list, i), *v = json_object_get(n, "perpetrators");
        for (size_t k = 0; k < json_array_size(v); k++) {
            att_status st = check_perpetrator(l, json_array_get(v, k),
                                              json_string_value(json_object_get(n, "id")));
            if (st) return st;
        }
    }
    return ATT_OK;
}

att_status laws_check(const json_t *record, att_error *err) {
    struct law l = {.record = record, .err = err};
    l.text = text_of(json_object_get(json_object_get(record, "report"), "text"));
    att_status st = check_all_spans(&l, record, "report");
    if (!st) st = check_sentences(&l);
    if (!st) st = check_hash(&l);
    if (!st) st = check_numbering(&l);
    if (!st) st = check_references(&l, record, "report");
    if (!st) st = check_claims(&l);
    if (!st) st = check_conflicts(&l);
    if (!st) st = check_perpetrators(&l);
    return st;
}
