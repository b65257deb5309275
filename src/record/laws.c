#include "base/base.h"

#include "record/laws.h"

#include "base/span.h"
#include "base/utf8.h"

#include <openssl/sha.h>

struct law {
    const struct record_parts *p;
    struct arena *a;
    att_error *err;
};

static att_status broken(const struct law *l, const char *what, struct str where) {
    return status_set(l->err, ATT_EINPUT, 0, "record: %.*s: %s", STR_ARG(where), what);
}

static struct str id_of(const struct flat_node *t) {
    return flat_get_str(t, KEY_id);
}

/* ---- 1. spans */

static bool span_of(const struct flat_node *pair, struct tspan *out) {
    int64_t b = flat_int(flat_item(pair, 0), -1), e = flat_int(flat_item(pair, 1), -1);
    if (b < 0 || e < b || e > UINT32_MAX) return false;
    *out = (struct tspan){(uint32_t)b, (uint32_t)e};
    return true;
}

/* What is wrong with it, or NULL. */
static const char *span_fault(struct str text, const struct flat_node *pair, struct tspan *s) {
    if (!span_of(pair, s) || s->b >= s->e || s->e > text.n) return "span lies outside the text";
    if (!utf8_boundary(text, s->b) || !utf8_boundary(text, s->e)) return "span cuts a character";
    return NULL;
}

/* `o` has the span; a note's text (it has a code) is ours. */
static const char *cut_fault(struct str text, const struct flat_node *o,
                             const struct flat_node *pair) {
    struct tspan s;
    const char *fault = span_fault(text, pair, &s);
    if (fault) return fault;
    const struct flat_node *words = flat_get(o, KEY_text);
    if (!flat_is(words, FLAT_STRING) || str_eq(flat_str(words), tspan_cut(text, s))) return NULL;
    return flat_get(o, KEY_code) ? NULL : "text is not the cut of its span";
}

static att_status check_sentences(const struct law *l) {
    uint32_t last = 0;
    FLAT_EACH(c, l->p->sentences) {
        struct tspan s = {0, 0};
        const char *fault = span_fault(l->p->text, c, &s);
        if (fault) return broken(l, fault, STR("sentences"));
        if (s.b < last) return broken(l, "sentences overlap", STR("sentences"));
        last = s.e;
    }
    return ATT_OK;
}

/* ---- 2. hash */

static att_status check_hash(const struct law *l) {
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[SHA256_DIGEST_LENGTH];
    char hex[2 * SHA256_DIGEST_LENGTH];
    SHA256((const unsigned char *)l->p->text.p, l->p->text.n, digest);
    for (int i = 0; i < SHA256_DIGEST_LENGTH; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    return str_eq(flat_get_str(l->p->report, KEY_sha256), (struct str){hex, sizeof hex})
               ? ATT_OK
               : broken(l, "not the hash of report.text", STR("report.sha256"));
}

/* ---- 3. ids */

static const char *id_fault(const struct law *l, const struct flat_node *id) {
    struct str s = flat_str(id);
    enum part part = s.n > 1 && ascii_is_digit(s.p[1]) ? part_of(s.p[0]) : N_PART;
    if (part == N_PART) return NULL; /* a code: "ASSAULT" */
    return part_at(l->p, part, id) ? NULL : "refers to an id that is not there";
}

static const char *reference_fault(const struct law *l, const struct flat_node *v) {
    const char *fault = v->kind == FLAT_STRING ? id_fault(l, v) : NULL;
    const struct flat_node *list = v->kind == FLAT_ARRAY ? v : NULL;
    FLAT_EACH(c, list)
    if (!fault) fault = id_fault(l, c);
    return fault;
}

static bool is_reference(uint32_t key) {
    switch (key) {
    case KEY_entity:
    case KEY_place:
    case KEY_time:
    case KEY_claimed_by:
    case KEY_incident:
    case KEY_within:
    case KEY_inside:
    case KEY_addressee:
    case KEY_supersedes:
    case KEY_resolved:
    case KEY_events:
    case KEY_claims:
    case KEY_event: return true;
    default: return false;
    }
}

/* The id of the innermost part of a list around node `at`. */
static struct str name_of(const struct law *l, const struct flat_node *at) {
    for (int i = 0; i < N_PART; i++)
        for (uint32_t k = 0; k < l->p->list[i].n; k++) {
            const struct flat_node *t = l->p->list[i].v[k];
            if (at >= t && at < t + t->size) return id_of(t);
        }
    return STR("report");
}

/* Every span and every reference, in one walk over the nodes. */
static att_status check_nodes(const struct law *l) {
    const struct flat_node *open[FLAT_DEPTH + 1], *t = l->p->whole->node, *end = t + t->size;
    uint32_t depth = 0;
    for (const struct flat_node *c = t; c < end; c++) {
        while (depth && c >= open[depth - 1] + open[depth - 1]->size) depth--;
        const char *fault = NULL;
        if (c->key == KEY_span)
            fault = cut_fault(l->p->text, open[depth - 1], c);
        else if (is_reference(c->key))
            fault = reference_fault(l, c);
        if (fault) return broken(l, fault, name_of(l, c));
        if (c->kind >= FLAT_OBJECT) open[depth++] = c;
    }
    return ATT_OK;
}

static att_status check_numbering(const struct law *l) {
    for (int i = 0; i < N_PART; i++)
        for (uint32_t k = 0; k < l->p->list[i].n; k++)
            if (flat_index(flat_get(l->p->list[i].v[k], KEY_id)) != k)
                return broken(l, "ids are not counted from 1", str_c(l->p->list[i].name));
    return ATT_OK;
}

/* ---- 4, 5. claims and conflicts */

static bool spans_inside(const struct flat_node *inner, const struct flat_node *outer) {
    struct tspan a, b;
    return span_of(flat_get(inner, KEY_span), &a) && span_of(flat_get(outer, KEY_span), &b) &&
           tspan_inside(a, b);
}

static att_status check_claims(const struct law *l) {
    const struct part_list *list = &l->p->list[PART_CLAIM];
    for (uint32_t i = 0; i < list->n; i++) {
        const struct flat_node *c = list->v[i], *value = flat_get(c, KEY_value);
        const struct flat_node *holder = flat_get(c, KEY_holder);
        bool figure = flat_get(value, KEY_low) != NULL;
        if (figure && !flat_get(value, KEY_span))
            return broken(l, "a figure without the span of its number", id_of(c));
        if (figure && !spans_inside(value, flat_get(c, KEY_evidence)))
            return broken(l, "a number outside the evidence of its claim", id_of(c));
        if (!flat_get(holder, KEY_source) && !flat_get(holder, KEY_text))
            return broken(l, "a claim without a holder", id_of(c));
    }
    return ATT_OK;
}

static att_status check_position(const struct law *l, const struct flat_node *x,
                                 const struct flat_node *position) {
    bool value = str_eq(flat_get_str(x, KEY_kind), STR("value"));
    FLAT_EACH(id, flat_get(position, KEY_claims)) {
        const struct flat_node *c = part_at(l->p, PART_CLAIM, id);
        if (!flat_same(flat_get(c, KEY_incident), flat_get(x, KEY_incident)))
            return broken(l, "a conflict of claims of another incident", id_of(x));
        if (value && !flat_same(flat_get(c, KEY_slot), flat_get(x, KEY_slot)))
            return broken(l, "a conflict of values of another slot", id_of(x));
    }
    return ATT_OK;
}

/* A claim stands in one position of a conflict, and the one that resolves it stands in it. */
static att_status check_sides(const struct law *l, const struct flat_node *x) {
    const struct flat_node *resolved = flat_get(x, KEY_resolved);
    const struct flat_node *positions = flat_get(x, KEY_positions);
    bool found = !flat_is(resolved, FLAT_STRING);
    if (flat_size(positions) < 2) return broken(l, "a conflict with itself", id_of(x));
    uint32_t n = l->p->list[PART_CLAIM].n;
    unsigned char *seen = arena_array(l->a, unsigned char, n + 1);
    FLAT_EACH(side, positions) {
        const struct flat_node *claims = flat_get(side, KEY_claims);
        if (!flat_size(claims)) return broken(l, "a position that nobody holds", id_of(x));
        FLAT_EACH(c, claims) {
            uint32_t at = flat_index(c);
            if (at >= n || seen[at]++) return broken(l, "a claim on both sides", id_of(x));
            found = found || str_eq(flat_str(c), flat_str(resolved));
        }
    }
    return found ? ATT_OK : broken(l, "resolved by a claim of no side", id_of(x));
}

static att_status check_conflicts(const struct law *l) {
    const struct part_list *list = &l->p->list[PART_CONFLICT];
    for (uint32_t i = 0; i < list->n; i++) {
        att_status st = check_sides(l, list->v[i]);
        FLAT_EACH(side, flat_get(list->v[i], KEY_positions))
        if (!st) st = check_position(l, list->v[i], side);
        if (st) return st;
    }
    return ATT_OK;
}

/* ---- 6. who is named as having done it */

static bool is_own_word(const struct flat_node *c) {
    return flat_get(flat_get(c, KEY_holder), KEY_source) &&
           str_eq(flat_get_str(c, KEY_stance), STR("asserts")) &&
           str_eq(flat_get_str(c, KEY_certainty), STR("certain"));
}

static const char *perpetrator_fault(const struct law *l, const struct flat_node *who) {
    const struct flat_node *claims = flat_get(who, KEY_claims);
    const struct flat_node *attributed = flat_get(who, KEY_attributed);
    bool own = false;
    if (!flat_size(claims)) return "a perpetrator whom nobody names";
    FLAT_EACH(c, claims)
    own = own || is_own_word(part_at(l->p, PART_CLAIM, c));
    return !attributed || flat_is(attributed, FLAT_TRUE) == !own
               ? NULL
               : "a perpetrator told as a fact where it is a claim";
}

static att_status check_perpetrators(const struct law *l) {
    const struct part_list *list = &l->p->list[PART_INCIDENT];
    for (uint32_t i = 0; i < list->n; i++) FLAT_EACH(who, flat_get(list->v[i], KEY_perpetrators)) {
            const char *fault = perpetrator_fault(l, who);
            if (fault) return broken(l, fault, id_of(list->v[i]));
        }
    return ATT_OK;
}

att_status laws_check(const struct record_parts *p, struct arena *scratch, att_error *err) {
    struct arena_mark mark = arena_mark(scratch);
    struct law l = {p, scratch, err};
    att_status st = check_numbering(&l);
    if (!st) st = check_nodes(&l);
    if (!st) st = check_sentences(&l);
    if (!st) st = check_hash(&l);
    if (!st) st = check_claims(&l);
    if (!st) st = check_conflicts(&l);
    if (!st) st = check_perpetrators(&l);
    arena_rewind(scratch, mark);
    return st;
}
