#include "base/base.h"

#include "record/position.h"
#include "record/say.h"

static const json_t *value_of(const struct stand *s) {
    return json_object_get(s->claim, "value");
}

static bool is_against(const struct stand *s) {
    struct str stance = ink_member(s->claim, "stance");
    return str_eq(stance, STR("denies")) || str_eq(stance, STR("retracts"));
}

static bool same_flag(const struct stand *a, const struct stand *b, const char *key) {
    return json_is_true(json_object_get(a->claim, key)) ==
           json_is_true(json_object_get(b->claim, key));
}

static bool same_member(const struct stand *a, const struct stand *b, const char *key) {
    const json_t *x = json_object_get(value_of(a), key), *y = json_object_get(value_of(b), key);
    return x == y || json_equal(x, y);
}

/* Bounds are the same; in one record also who is counted, as far as the words tell. */
static bool same_figure(const struct stand *a, const struct stand *b) {
    if (!same_member(a, b, "low") || !same_member(a, b, "high")) return false;
    if (a->record != b->record) return true;
    struct str x = ink_member(value_of(a), "of"), y = ink_member(value_of(b), "of");
    return !x.n || !y.n || str_find_str(x, y, 0) != NONE || str_find_str(y, x, 0) != NONE;
}

static struct str name_of(const struct stand *s) {
    const json_t *place = json_object_get(value_of(s), "place");
    struct str name = say_name(s->record, place ? place : json_object_get(value_of(s), "entity"));
    return name.n ? name : ink_member(value_of(s), "text");
}

static const json_t *time_of(const struct stand *s) {
    const char *id = json_string_value(json_object_get(value_of(s), "time"));
    return ink_find(json_object_get(s->record, "times"), id);
}

static bool same_day(const struct stand *a, const struct stand *b) {
    const json_t *x = time_of(a), *y = time_of(b);
    struct str from = ink_member(x, "from");
    if (!from.n) return str_ieq(ink_member(value_of(a), "text"), ink_member(value_of(b), "text"));
    return str_eq(from, ink_member(y, "from")) && str_eq(ink_member(x, "to"), ink_member(y, "to"));
}

static bool same_position(const struct stand *a, const struct stand *b) {
    if (is_against(a) != is_against(b) || !same_flag(a, b, "partial") ||
        !same_flag(a, b, "attackers"))
        return false;
    if (json_object_get(value_of(a), "low")) return same_figure(a, b);
    if (json_object_get(value_of(a), "occurred")) return same_member(a, b, "occurred");
    if (json_object_get(value_of(a), "type")) return same_member(a, b, "type");
    if (json_object_get(value_of(a), "time")) return same_day(a, b);
    if (str_eq(ink_member(a->claim, "slot"), STR("responsibility")))
        return str_ieq(say_name(a->record, json_object_get(value_of(a), "claimed_by")),
                       say_name(b->record, json_object_get(value_of(b), "claimed_by")));
    return str_ieq(name_of(a), name_of(b));
}

void position_group(struct stand *v, size_t n) {
    for (size_t i = 0; i < n; i++) {
        v[i].position = (uint32_t)i;
        for (size_t j = 0; j < i; j++)
            if (v[j].position == j && same_position(&v[j], &v[i])) {
                v[i].position = (uint32_t)j;
                break;
            }
    }
}

static bool ranges_part(const json_t *x, const json_t *y) {
    const json_t *high = json_object_get(x, "high");
    return json_is_integer(high) &&
           json_integer_value(high) < json_integer_value(json_object_get(y, "low"));
}

bool position_excludes(const struct stand *a, const struct stand *b) {
    const json_t *x = value_of(a), *y = value_of(b);
    if (is_against(a) || is_against(b) || json_is_true(json_object_get(a->claim, "partial")) ||
        json_is_true(json_object_get(b->claim, "partial")) || !same_flag(a, b, "attackers"))
        return false;
    if (json_object_get(x, "low")) return ranges_part(x, y) || ranges_part(y, x);
    return json_object_get(x, "occurred") && !same_member(a, b, "occurred");
}
