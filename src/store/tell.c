#include "base/base.h"

#include "store/tell.h"

#include "base/str.h"

/* Text of a report for a terminal: control characters become spaces. */
static void put(struct buf *out, const json_t *v) {
    const char *p = json_string_value(v);
    size_t n = json_string_length(v);
    for (size_t i = 0; i < n; i++)
        buf_char(out, (unsigned char)p[i] < 32 || p[i] == 127 ? ' ' : p[i]);
}

static void put_or(struct buf *out, const json_t *v, const char *none) {
    if (json_string_length(v))
        put(out, v);
    else
        buf_c(out, none);
}

void tell_line(struct buf *out, const json_t *file) {
    const json_t *date = json_object_get(file, "date"), *place = json_object_get(file, "place");
    const json_t *from = json_object_get(date, "from"), *to = json_object_get(date, "to");
    put(out, json_object_get(file, "id"));
    buf_c(out, "  ");
    put_or(out, from, "no date");
    if (json_is_string(to) && !json_equal(from, to)) {
        buf_c(out, "..");
        put(out, to);
    }
    buf_c(out, "  ");
    put_or(out, json_object_get(file, "type"), "other");
    buf_c(out, "  ");
    put_or(out, json_object_get(place, "name"), "no place");
    if (json_is_string(json_object_get(place, "country"))) {
        buf_c(out, ", ");
        put(out, json_object_get(place, "country"));
    }
    size_t reports = json_array_size(json_object_get(file, "reports"));
    size_t origins = json_array_size(json_object_get(file, "origins"));
    buf_printf(out, "  %zu report%s, %zu origin%s", reports, reports == 1 ? "" : "s", origins,
               origins == 1 ? "" : "s");
}

static const json_t *words_of(const json_t *value) {
    static const char *const names[] = {"occurred", "text", "claimed_by", "entity"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (json_is_string(json_object_get(value, names[i])))
            return json_object_get(value, names[i]);
    return NULL;
}

static void put_value(struct buf *out, const json_t *value) {
    const json_t *low = json_object_get(value, "low"), *high = json_object_get(value, "high");
    if (json_is_integer(low) && json_is_integer(high) && json_equal(low, high))
        buf_printf(out, "%lld", json_integer_value(low));
    else if (json_is_integer(low) && json_is_integer(high))
        buf_printf(out, "%lld to %lld", json_integer_value(low), json_integer_value(high));
    else if (json_is_integer(low))
        buf_printf(out, "at least %lld", json_integer_value(low));
    else
        put_or(out, words_of(value), "nobody");
}

static const json_t *holder_of(const json_t *claim) {
    static const char *const names[] = {"entity", "text", "source"};
    const json_t *holder = json_object_get(claim, "holder");
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (json_is_string(json_object_get(holder, names[i])))
            return json_object_get(holder, names[i]);
    return NULL;
}

/* " (by Reuters, Xinhua)" where the report took it from an agency that is not its holder. */
static void put_agencies(struct buf *out, const json_t *claim) {
    const json_t *list = json_object_get(claim, "agencies");
    if (!json_array_size(list) || json_equal(json_array_get(list, 0), holder_of(claim))) return;
    buf_c(out, " (by ");
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (i) buf_c(out, ", ");
        put(out, json_array_get(list, i));
    }
    buf_c(out, ")");
}

static void tell_claim(struct buf *out, const json_t *claim) {
    const char *stance = json_string_value(json_object_get(claim, "stance"));
    buf_c(out, "\n  ");
    put(out, json_object_get(claim, "slot"));
    buf_c(out, ": ");
    put_value(out, json_object_get(claim, "value"));
    buf_c(out, "  - ");
    put_or(out, holder_of(claim), "the report");
    put_agencies(out, claim);
    if (json_is_true(json_object_get(claim, "partial"))) buf_c(out, " (a part)");
    if (json_is_true(json_object_get(claim, "attackers"))) buf_c(out, " (attackers)");
    if (stance && strcmp(stance, "asserts")) buf_printf(out, " (%s)", stance);
    buf_c(out, "  [");
    put(out, json_object_get(claim, "id"));
    buf_char(out, ']');
}

void tell_case(struct buf *out, const json_t *file) {
    const json_t *list = json_object_get(file, "incidents"),
                 *claims = json_object_get(file, "claims");
    tell_line(out, file);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *o = json_array_get(list, i);
        buf_c(out, "\n  told by ");
        put(out, json_object_get(o, "report"));
        buf_c(out, " (");
        put_or(out, json_object_get(o, "outlet"), "outlet unknown");
        buf_c(out, ", ");
        put_or(out, json_object_get(o, "published"), "undated");
        buf_c(out, json_is_true(json_object_get(o, "main")) ? ")" : "), in passing");
    }
    for (size_t i = 0; i < json_array_size(claims); i++) tell_claim(out, json_array_get(claims, i));
    buf_char(out, '\n');
}

static void put_list(struct buf *out, const json_t *list) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (i) buf_c(out, "; ");
        put(out, json_array_get(list, i));
    }
}

static void put_conflicts(struct buf *out, const json_t *conflicts) {
    for (size_t i = 0; i < json_array_size(conflicts); i++) {
        const json_t *x = json_array_get(conflicts, i), *list = json_object_get(x, "positions");
        buf_c(out, "\n  ");
        put(out, json_object_get(x, "slot"));
        if (json_is_true(json_object_get(x, "compatible"))) buf_c(out, " (can all be true)");
        for (size_t k = 0; k < json_array_size(list); k++) {
            const json_t *p = json_array_get(list, k);
            buf_c(out, "\n    ");
            put_value(out, json_object_get(p, "value"));
            buf_printf(out, "  (origins: %lld)  ",
                       json_integer_value(json_object_get(p, "origins")));
            put_list(out, json_object_get(p, "holders"));
        }
    }
}

void tell_conflicts(struct buf *out, const json_t *file) {
    const json_t *conflicts = json_object_get(file, "conflicts");
    if (!json_array_size(conflicts)) return;
    tell_line(out, file);
    put_conflicts(out, conflicts);
    buf_char(out, '\n');
}

void tell_news(struct buf *out, const json_t *file, const json_t *news) {
    const json_t *reports = json_object_get(news, "reports"),
                 *claims = json_object_get(news, "claims");
    tell_line(out, file);
    for (size_t i = 0; i < json_array_size(reports); i++) {
        buf_c(out, "\n  new report ");
        put(out, json_array_get(reports, i));
    }
    for (size_t i = 0; i < json_array_size(claims); i++) tell_claim(out, json_array_get(claims, i));
    put_conflicts(out, json_object_get(news, "conflicts"));
    buf_char(out, '\n');
}

void tell_news_line(struct buf *out, const json_t *file, const json_t *news) {
    static const char *const keys[] = {"reports", "claims", "conflicts"};
    tell_line(out, file);
    buf_c(out, "; new:");
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        buf_printf(out, "%s %zu %s", i ? "," : "", json_array_size(json_object_get(news, keys[i])),
                   keys[i]);
}

static int add_bytes(const char *p, size_t n, void *ctx) {
    buf_put(ctx, p, n);
    return 0;
}

void tell_json(struct buf *out, const json_t *value) {
    json_dump_callback(value, add_bytes, out, JSON_COMPACT);
}
