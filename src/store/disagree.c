#include "base/base.h"

#include "store/disagree.h"

#include "base/map.h"
#include "base/num.h"
#include "store/origin.h"

/* Slots in which two values are two positions, in the order in which they are listed. */
static const struct {
    const char *slot, *kind;
} slots[] = {{"occurred", "existence"},
             {"perpetrator", "attribution"},
             {"responsibility", "attribution"},
             {"weapon_count", "value"},
             {"killed", "value"},
             {"wounded", "value"},
             {"hospitalized", "value"},
             {"missing", "value"},
             {"detained", "value"},
             {"kidnapped", "value"},
             {"date", "value"}};

static struct str text_of(const json_t *v) {
    return json_is_string(v) ? (struct str){json_string_value(v), (uint32_t)json_string_length(v)}
                             : STR_NULL;
}

/* What makes two values one position. */
static struct str key_of(struct arena *a, const json_t *value) {
    static const char *const names[] = {"occurred", "claimed_by", "entity", "text"};
    const json_t *low = json_object_get(value, "low"), *high = json_object_get(value, "high");
    if (json_is_integer(low) || json_is_integer(high))
        return arena_printf(a, "%lld..%lld", json_is_integer(low) ? json_integer_value(low) : -1LL,
                            json_is_integer(high) ? json_integer_value(high) : -1LL);
    const json_t *time = json_object_get(value, "time");
    if (time) return text_of(json_object_get(time, "from"));
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str s = text_of(json_object_get(value, names[i]));
        if (s.n) return s;
        if (!strcmp(names[i], "claimed_by") && json_is_null(json_object_get(value, names[i])))
            return STR("nobody");
    }
    return STR_NULL;
}

/* All bounds can be true of one number. */
static bool can_agree(const json_t *positions) {
    json_int_t low = 0, high = -1;
    for (size_t i = 0; i < json_array_size(positions); i++) {
        const json_t *v = json_object_get(json_array_get(positions, i), "value");
        const json_t *l = json_object_get(v, "low"), *h = json_object_get(v, "high");
        if (!json_is_integer(l) && !json_is_integer(h)) return false;
        if (json_is_integer(l)) low = ATT_MAX(low, json_integer_value(l));
        if (json_is_integer(h))
            high = high < 0 ? json_integer_value(h) : ATT_MIN(high, json_integer_value(h));
    }
    return high < 0 || low <= high;
}

static void add_once(json_t *list, json_t *value) {
    for (size_t i = 0; i < json_array_size(list); i++)
        if (json_equal(json_array_get(list, i), value)) return;
    json_array_append(list, value);
}

static json_t *holder_words(const json_t *claim) {
    static const char *const names[] = {"entity", "text", "source"};
    const json_t *holder = json_object_get(claim, "holder");
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (json_is_string(json_object_get(holder, names[i])))
            return json_object_get(holder, names[i]);
    return json_object_get(claim, "report");
}

struct slot_work {
    struct arena *a;
    struct map position;              /* key of a value to its number */
    json_t *positions, *seen_origins; /* arrays side by side */
};

static void add_claim(struct slot_work *w, const json_t *claim, const json_t *origin) {
    const json_t *value = json_object_get(claim, "value");
    struct str key = key_of(w->a, value);
    bool added;
    if (!key.n) return;
    uint32_t at = map_add(&w->position, key, w->position.n, &added);
    if (added) {
        json_array_append_new(w->positions,
                              json_pack("{s:O, s:[], s:[], s:[], s:i}", "value", value, "holders",
                                        "claims", "reports", "origins", 0));
        json_array_append_new(w->seen_origins, json_array());
    }
    json_t *p = json_array_get(w->positions, at), *seen = json_array_get(w->seen_origins, at);
    add_once(json_object_get(p, "holders"), holder_words(claim));
    json_array_append(json_object_get(p, "claims"), json_object_get(claim, "id"));
    add_once(json_object_get(p, "reports"), json_object_get(claim, "report"));
    add_once(seen, (json_t *)(uintptr_t)origin);
}

static bool denies(const json_t *claim) {
    struct str stance = text_of(json_object_get(claim, "stance"));
    return str_eq(stance, STR("denies")) || str_eq(stance, STR("retracts"));
}

/* A part of a toll, or those among the attackers: no other answer to the same question. */
static bool is_aside(const json_t *claim) {
    return json_is_true(json_object_get(claim, "partial")) ||
           json_is_true(json_object_get(claim, "attackers"));
}

static void put_slot(struct arena *a, const json_t *claims, const json_t *origin, size_t slot,
                     json_t *out) {
    struct slot_work w = {.a = a, .positions = json_array(), .seen_origins = json_array()};
    bool denied = false;
    map_init(&w.position, a, 16);
    for (size_t i = 0; i < json_array_size(claims); i++) {
        const json_t *claim = json_array_get(claims, i);
        if (!str_eq_c(text_of(json_object_get(claim, "slot")), slots[slot].slot)) continue;
        if (is_aside(claim)) continue;
        denied = denied || denies(claim);
        add_claim(&w, claim, json_array_get(origin, i));
    }
    for (size_t i = 0; i < json_array_size(w.positions); i++)
        json_object_set_new(json_array_get(w.positions, i), "origins",
                            json_integer(origins_count(json_array_get(w.seen_origins, i))));
    if (w.position.n > 1 || denied)
        json_array_append_new(out, json_pack("{s:s, s:s, s:b, s:O, s:n}", "slot", slots[slot].slot,
                                             "kind", slots[slot].kind, "compatible",
                                             !denied && can_agree(w.positions), "positions",
                                             w.positions, "resolved"));
    json_decref(w.positions);
    json_decref(w.seen_origins);
}

json_t *disagreements(struct arena *a, const json_t *claims, const json_t *origin) {
    json_t *out = json_array();
    for (size_t i = 0; i < COUNT_OF(slots); i++) put_slot(a, claims, origin, i, out);
    return out;
}
