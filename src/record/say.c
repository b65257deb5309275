#include "base/base.h"

#include "record/say.h"

void say_bounds(struct buf *out, const json_t *low, const json_t *high) {
    if (!json_is_integer(low)) {
        buf_c(out, "unknown");
        return;
    }
    uint64_t l = (uint64_t)json_integer_value(low), h = (uint64_t)json_integer_value(high);
    if (json_is_integer(high) && !h) {
        buf_c(out, "none");
        return;
    }
    buf_u64(out, l);
    if (!json_is_integer(high)) {
        buf_c(out, " or more");
    } else if (h != l) {
        buf_c(out, " to ");
        buf_u64(out, h);
    }
}

struct str say_name(const json_t *record, const json_t *id) {
    const char *c = json_string_value(id);
    if (!c) return STR("");
    return ink_member(ink_find(json_object_get(record, c[0] == 'p' ? "places" : "entities"), c),
                      "name");
}

static void say_participant(struct buf *out, const json_t *record, const json_t *value,
                            const char *key) {
    struct str name = say_name(record, json_object_get(value, key));
    struct str text = ink_member(value, "text");
    buf_str(out, text.n ? text : name);
    if (!text.n || !name.n || str_ieq(text, name)) return;
    buf_c(out, " = ");
    buf_str(out, name);
}

void say_value(struct buf *out, const json_t *record, const char *slot, const json_t *value) {
    struct str text = ink_member(value, "text");
    if (json_object_get(value, "low")) {
        say_bounds(out, json_object_get(value, "low"), json_object_get(value, "high"));
        struct str of = ink_member(value, "of");
        if (of.n) buf_printf(out, " (%.*s)", STR_ARG(of));
    } else if (!strcmp(slot, "responsibility")) {
        struct str who = say_name(record, json_object_get(value, "claimed_by"));
        if (who.n)
            buf_printf(out, "claimed by %.*s", STR_ARG(who));
        else
            buf_c(out, "claimed by nobody");
    } else if (json_object_get(value, "occurred")) {
        buf_str(out, ink_member(value, "occurred"));
    } else if (json_object_get(value, "type")) {
        buf_str(out, ink_member(value, "type"));
    } else if (json_is_string(json_object_get(value, "time"))) {
        const char *id = json_string_value(json_object_get(value, "time"));
        const json_t *t = ink_find(json_object_get(record, "times"), id);
        struct str from = ink_member(t, "from");
        buf_str(out, text);
        if (from.n) buf_printf(out, " = %.*s", STR_ARG(from));
    } else if (json_object_get(value, "place")) {
        say_participant(out, record, value, "place");
    } else {
        say_participant(out, record, value, "entity");
    }
}

void say_holder(struct buf *out, const json_t *record, const json_t *holder) {
    struct str source = ink_member(holder, "source");
    struct str name = say_name(record, json_object_get(holder, "entity"));
    struct str text = ink_member(holder, "text");
    if (source.n)
        buf_printf(out, "the outlet (%.*s)", STR_ARG(source));
    else if (name.n > text.n || (name.n && json_is_true(json_object_get(holder, "named"))))
        buf_str(out, name);
    else if (text.n)
        buf_str(out, text);
    else
        buf_c(out, "somebody unnamed");
}

void say_chain(struct buf *out, const json_t *record, const json_t *claim) {
    say_holder(out, record, json_object_get(claim, "holder"));
    const json_t *via = json_object_get(claim, "via");
    for (size_t i = json_array_size(via); i > 0; i--) {
        const json_t *h = json_array_get(via, i - 1);
        if (json_object_get(h, "source")) continue;
        buf_c(out, ", as told by ");
        say_holder(out, record, h);
    }
}
