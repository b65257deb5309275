/* A case as an editor reads it: who told of it, then slot by slot what is claimed, by whom, from
 * how many origins, in which words. */
#include "base/base.h"

#include "store/tell.h"

#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "store/disagree.h"

enum { VALUE_COLUMNS = 28, QUOTE_BYTES = 160, MOST_IDS = 4 };

/* Slots as they are listed; any other comes behind them. */
static const char *const slots[] = {
    "killed", "wounded",      "hospitalized", "missing",        "kidnapped", "detained",
    "date",   "place",        "perpetrator",  "responsibility", "target",    "victim",
    "weapon", "weapon_count", "damage",       "motive",         "outcome",   "occurred"};

/* What is claimed in one way: a value, and whether it is denied. */
struct answer {
    const struct flat_node *value;
    struct str stance;       /* other than "asserts", else STR_NULL */
    bool partial, attackers; /* no answer to the whole question */
    struct map holders;
    VEC(const struct flat_node *) claims;
    VEC(struct origin_set) origins;
};

struct telling {
    struct buf *out;
    struct arena *a;
    const struct flat_node *file;
    struct map origin; /* report to the number of its origin */
    struct map agency; /* name to a number behind those */
    struct map quoted; /* words that were shown, to the index of their claim */
    VEC(struct str) ids;
};

/* ---- origins */

static void number_origins(struct telling *k) {
    uint32_t n = 0;
    map_init(&k->origin, k->a, 64);
    map_init(&k->agency, k->a, 16);
    map_init(&k->quoted, k->a, 64);
    FLAT_EACH(o, flat_get(k->file, KEY_origins)) {
        FLAT_EACH(r, flat_get(o, KEY_reports))
        map_add(&k->origin, flat_str(r), n, NULL);
        n++;
    }
}

/* Whose word it is, as a link counted it (store/origin.h). */
static struct origin_set origin_of(struct telling *k, const struct flat_node *claim) {
    struct origin_set set = {.n = 0};
    uint32_t first = k->origin.n + 1;
    FLAT_EACH(name, flat_get(claim, KEY_agencies))
    if (set.n < CREDIT_MOST)
        set.id[set.n++] = first + map_add(&k->agency, flat_str(name), k->agency.n, NULL);
    uint32_t own = map_get(&k->origin, flat_get_str(claim, KEY_report));
    if (!set.n && own != NONE) set.id[set.n++] = own;
    return set;
}

/* ---- answers */

/* Claims that read alike are one answer. */
static struct str answer_key(struct telling *k, const struct flat_node *claim) {
    struct buf *out = k->out;
    size_t from = out->n;
    buf_char(out, position_aside(claim) ? 'p' : 'w');
    buf_str(out, flat_get_str(claim, KEY_stance));
    buf_char(out, ' ');
    tell_value(out, flat_get(claim, KEY_value));
    struct str key = arena_str(k->a, (struct str){out->p + from, (uint32_t)(out->n - from)});
    out->n = from;
    return key;
}

struct slot_answers {
    struct map at; /* key to index */
    VEC(struct answer) answer;
};

static void add_answer(struct telling *k, struct slot_answers *s, const struct flat_node *claim) {
    bool added;
    uint32_t i = map_add(&s->at, answer_key(k, claim), s->answer.n, &added);
    if (added) {
        struct answer *n = vec_push(k->a, &s->answer);
        struct str stance = flat_get_str(claim, KEY_stance);
        n->value = flat_get(claim, KEY_value);
        n->stance = str_eq(stance, STR("asserts")) ? STR_NULL : stance;
        n->partial = flat_is(flat_get(claim, KEY_partial), FLAT_TRUE);
        n->attackers = flat_is(flat_get(claim, KEY_attackers), FLAT_TRUE);
        map_init(&n->holders, k->a, 4);
    }
    struct answer *n = &s->answer.v[i];
    map_add(&n->holders, position_holder(claim), 0, NULL);
    *vec_push(k->a, &n->claims) = claim;
    *vec_push(k->a, &n->origins) = origin_of(k, claim);
}

/* ---- writing */

static void put_column(struct telling *k, const struct answer *n) {
    struct buf *out = k->out;
    size_t from = out->n;
    buf_c(out, "\n    ");
    tell_value(out, n->value);
    if (n->partial) buf_c(out, " (a part)");
    if (n->attackers) buf_c(out, " (attackers)");
    if (n->stance.p) {
        buf_c(out, " (");
        tell_text(out, n->stance);
        buf_char(out, ')');
    }
    uint32_t columns = 0;
    struct str made = {out->p + from, (uint32_t)(out->n - from)};
    for (uint32_t i = 5; i < made.n; i++) columns += utf8_boundary(made, i);
    for (; columns < VALUE_COLUMNS; columns++) buf_char(out, ' ');
    buf_c(out, "  ");
}

static void put_holders(struct telling *k, const struct answer *n) {
    uint32_t origins = origins_count(k->a, n->origins.v, n->origins.n);
    for (uint32_t i = 0; i < n->holders.n; i++) {
        if (i) buf_c(k->out, "; ");
        tell_text(k->out, n->holders.v[i].key);
    }
    buf_printf(k->out, "  (%u origin%s", origins, origins == 1 ? "" : "s");
    struct map seen;
    map_init(&seen, k->a, 4);
    for (uint32_t i = 0; i < n->claims.n; i++)
        FLAT_EACH(name, flat_get(n->claims.v[i], KEY_agencies))
    map_add(&seen, flat_str(name), 0, NULL);
    for (uint32_t i = 0; i < seen.n; i++) {
        buf_c(k->out, i ? ", " : ", by ");
        tell_text(k->out, seen.v[i].key);
    }
    buf_char(k->out, ')');
}

/* The words of the first claim, unless they were shown, and the ids to ask `attest explain` for. */
static void put_quote(struct telling *k, const struct answer *n) {
    struct str words = flat_get_str(flat_get(n->claims.v[0], KEY_evidence), KEY_text);
    bool added = false;
    uint32_t at = words.n ? map_add(&k->quoted, words, k->ids.n, &added) : NONE;
    buf_c(k->out, "\n        ");
    if (added) {
        *vec_push(k->a, &k->ids) = flat_get_str(n->claims.v[0], KEY_id);
        struct str cut = str_cut(words, 0, ATT_MIN(words.n, (uint32_t)QUOTE_BYTES));
        while (cut.n && cut.n < words.n && !utf8_boundary(words, cut.n)) cut.n--;
        buf_c(k->out, "\u201c");
        tell_text(k->out, cut);
        buf_c(k->out, cut.n < words.n ? " ...\u201d  " : "\u201d  ");
    } else if (at != NONE) {
        buf_c(k->out, "in the words of ");
        tell_text(k->out, k->ids.v[at]);
        buf_c(k->out, "  ");
    }
    uint32_t shown = ATT_MIN(n->claims.n, (uint32_t)MOST_IDS);
    for (uint32_t i = 0; i < shown; i++) {
        buf_c(k->out, i ? " " : "[");
        tell_text(k->out, flat_get_str(n->claims.v[i], KEY_id));
    }
    if (shown < n->claims.n) buf_printf(k->out, " and %u more", n->claims.n - shown);
    buf_char(k->out, ']');
}

static const char *dispute_of(const struct telling *k, const char *slot) {
    FLAT_EACH(x, flat_get(k->file, KEY_conflicts))
    if (str_eq_c(flat_get_str(x, KEY_slot), slot))
        return flat_is(flat_get(x, KEY_compatible), FLAT_TRUE) ? "  (can all be true)"
                                                               : "  DISPUTED";
    return "";
}

static void put_answers(struct telling *k, const char *slot, const struct slot_answers *s) {
    if (!s->answer.n) return;
    buf_printf(k->out, "\n\n  %s%s", slot, dispute_of(k, slot));
    for (uint32_t i = 0; i < s->answer.n; i++) {
        put_column(k, &s->answer.v[i]);
        put_holders(k, &s->answer.v[i]);
        put_quote(k, &s->answer.v[i]);
    }
}

static uint32_t slot_of(const struct flat_node *claim) {
    struct str name = flat_get_str(claim, KEY_slot);
    for (uint32_t i = 0; i < COUNT_OF(slots); i++)
        if (str_eq_c(name, slots[i])) return i;
    return COUNT_OF(slots);
}

static void put_claims(struct telling *k) {
    struct slot_answers of[COUNT_OF(slots) + 1] = {0};
    for (uint32_t i = 0; i < COUNT_OF(of); i++) map_init(&of[i].at, k->a, 4);
    FLAT_EACH(claim, flat_get(k->file, KEY_claims))
    add_answer(k, &of[slot_of(claim)], claim);
    for (uint32_t i = 0; i < COUNT_OF(of); i++)
        put_answers(k, i < COUNT_OF(slots) ? slots[i] : "other", &of[i]);
}

/* ---- who told of it */

static void put_wire(struct telling *k, struct str report) {
    FLAT_EACH(o, flat_get(k->file, KEY_origins)) {
        const struct flat_node *agencies = flat_get(o, KEY_agencies);
        bool mine = false;
        FLAT_EACH(r, flat_get(o, KEY_reports))
        mine = mine || str_eq(flat_str(r), report);
        if (!mine || !flat_size(agencies)) continue;
        bool first = true;
        FLAT_EACH(name, agencies) {
            buf_c(k->out, first ? ", wire of " : ", ");
            first = false;
            tell_text(k->out, flat_str(name));
        }
        return;
    }
}

static void put_report(struct telling *k, const struct flat_node *o) {
    struct str outlet = flat_get_str(o, KEY_outlet), published = flat_get_str(o, KEY_published);
    buf_c(k->out, "\n  told by ");
    tell_text(k->out, flat_get_str(o, KEY_report));
    buf_c(k->out, " (");
    tell_text(k->out, outlet.n ? outlet : STR("outlet unknown"));
    buf_c(k->out, ", ");
    tell_text(k->out, published.n ? published : STR("undated"));
    buf_char(k->out, ')');
    put_wire(k, flat_get_str(o, KEY_report));
    if (!flat_is(flat_get(o, KEY_main), FLAT_TRUE)) buf_c(k->out, ", in passing");
}

void tell_case(struct buf *out, struct arena *a, const struct flat_node *file) {
    struct telling k = {.out = out, .a = a, .file = file};
    number_origins(&k);
    tell_line(out, file);
    FLAT_EACH(o, flat_get(file, KEY_incidents))
    put_report(&k, o);
    put_claims(&k);
    buf_char(out, '\n');
}
