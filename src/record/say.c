#include "base/base.h"

#include "base/utf8.h"
#include "record/say.h"

struct str say_name(const json_t *record, const json_t *id) {
    const char *c = json_string_value(id);
    if (!c) return STR("");
    return ink_member(ink_find(json_object_get(record, c[0] == 'p' ? "places" : "entities"), c),
                      "name");
}

/* ---- figures */

static bool has_digit(struct str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (ascii_is_digit(s.p[i])) return true;
    return false;
}

/* "at least 7" where a number is told ("at least seven"), "3 or more" where a bare word is
 * ("several"), the words themselves where they have digits ("more than 60"). */
static void say_open(struct buf *out, json_int_t low, struct str words) {
    bool phrase = str_find(words, ' ', 0) != NONE;
    if (phrase && has_digit(words)) {
        buf_str(out, words);
        return;
    }
    if (phrase) buf_c(out, "at least ");
    buf_u64(out, (uint64_t)low);
    if (!phrase) buf_c(out, " or more");
}

static void say_bounds(struct buf *out, const json_t *value) {
    const json_t *low = json_object_get(value, "low"), *high = json_object_get(value, "high");
    if (!json_is_integer(low)) {
        buf_c(out, "not stated");
        return;
    }
    json_int_t l = json_integer_value(low), h = json_integer_value(high);
    if (!json_is_integer(high)) {
        say_open(out, l, ink_member(value, "text"));
    } else if (!h) {
        buf_c(out, "none");
    } else {
        buf_u64(out, (uint64_t)l);
        if (h != l) buf_printf(out, " to %llu", (unsigned long long)h);
    }
}

enum { OF_COLUMNS = 44 /* of who is counted */ };

/* A number that is told as one: with digits, in a phrase ("at least seven"), or exact. */
static bool is_told(const json_t *value) {
    struct str number = ink_member(value, "text");
    return has_digit(number) || str_find(number, ' ', 0) != NONE ||
           json_is_integer(json_object_get(value, "high"));
}

/* Who is counted, without the number that stands before them; a word that is no number ("dozens")
 * and the name of a single one stay. */
static struct str counted(const json_t *value) {
    struct str of = ink_member(value, "of"), number = ink_member(value, "text");
    if (!is_told(value) || !number.n || !str_starts(of, number) || of.n == number.n) return of;
    return str_trim(str_cut(of, number.n, of.n));
}

/* Not longer than a cell has room for; whole words. */
static void say_counted(struct buf *out, struct str of) {
    struct str cut = ink_cut(of, OF_COLUMNS);
    buf_printf(out, "%.*s%s", STR_ARG(cut), cut.n < of.n ? " \xe2\x80\xa6" : "");
}

static void say_figure(struct buf *out, const json_t *value, bool denied) {
    struct str of = counted(value), number = ink_member(value, "text");
    if (denied && ink_member(value, "of").n) { /* "any guard" */
        buf_str(out, ink_member(value, "of"));
        return;
    }
    say_bounds(out, value);
    bool vague = number.n && !is_told(value) && str_find_str(of, number, 0) == NONE;
    if (!vague && !of.n) return;
    buf_c(out, " (");
    if (vague) buf_str(out, number);
    if (vague && of.n) buf_c(out, ": ");
    say_counted(out, of);
    buf_char(out, ')');
}

/* ---- participants, places, times */

/* The words describe the entity: no name and no pronoun of it. */
static bool is_description(const json_t *entity, const json_t *value) {
    const json_t *span = json_object_get(value, "span"),
                 *list = json_object_get(entity, "mentions");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *m = json_array_get(list, i);
        if (json_equal(json_object_get(m, "span"), span))
            return str_eq(ink_member(m, "kind"), STR("nominal"));
    }
    return true;
}

/* The name, and the words where they say more than the name: "Ned Price (the official)". A longer
 * phrase that holds the name stands alone. */
static void say_participant(struct buf *out, const json_t *record, const json_t *id,
                            const json_t *value) {
    struct str name = say_name(record, id), text = ink_member(value, "text");
    const json_t *entity = ink_find(json_object_get(record, "entities"), json_string_value(id));
    if (!name.n || str_find_str(text, name, 0) != NONE) {
        buf_str(out, text);
        return;
    }
    buf_str(out, name);
    if (text.n && str_find_str(name, text, 0) == NONE && is_description(entity, value))
        buf_printf(out, " (%.*s)", STR_ARG(text));
}

static void say_time(struct buf *out, const json_t *record, const json_t *value) {
    const char *id = json_string_value(json_object_get(value, "time"));
    const json_t *t = ink_find(json_object_get(record, "times"), id);
    struct str from = ink_member(t, "from"), to = ink_member(t, "to");
    struct str text = ink_member(value, "text");
    if (!from.n) {
        buf_str(out, text);
        return;
    }
    buf_str(out, from);
    if (to.n && !str_eq(from, to)) buf_printf(out, " to %.*s", STR_ARG(to));
    if (text.n) buf_printf(out, " (%.*s)", STR_ARG(text));
}

static void say_plain(struct buf *out, const json_t *record, const json_t *claim, bool denied) {
    const json_t *value = json_object_get(claim, "value");
    if (json_object_get(value, "low")) {
        say_figure(out, value, denied);
    } else if (str_eq(ink_member(claim, "slot"), STR("responsibility"))) {
        struct str who = say_name(record, json_object_get(value, "claimed_by"));
        buf_c(out, who.n ? "claimed by " : "claimed by nobody");
        buf_str(out, who);
    } else if (json_object_get(value, "occurred")) {
        buf_str(out, ink_member(value, "occurred"));
    } else if (json_object_get(value, "type")) {
        say_kind(out, ink_member(value, "type"));
    } else if (json_is_string(json_object_get(value, "time"))) {
        say_time(out, record, value);
    } else {
        const json_t *place = json_object_get(value, "place");
        say_participant(out, record, place ? place : json_object_get(value, "entity"), value);
    }
}

void say_kind(struct buf *out, struct str type) {
    for (uint32_t i = 0; i < type.n; i++) buf_char(out, type.p[i] == '_' ? ' ' : type.p[i]);
}

void say_value(struct buf *out, const json_t *record, const json_t *claim) {
    struct str stance = ink_member(claim, "stance");
    bool denied = str_eq(stance, STR("denies"));
    if (denied) buf_c(out, "denied: ");
    if (str_eq(stance, STR("retracts"))) buf_c(out, "withdrawn: ");
    say_plain(out, record, claim, denied);
}

/* ---- holders */

static void put_holder(struct buf *out, const json_t *record, const json_t *holder) {
    struct str name = say_name(record, json_object_get(holder, "entity"));
    struct str text = ink_member(holder, "text");
    if (name.n > text.n || (name.n && json_is_true(json_object_get(holder, "named"))))
        buf_str(out, name);
    else if (text.n)
        buf_str(out, text);
    else
        buf_c(out, "somebody unnamed");
}

void say_holder(struct buf *out, const json_t *record, const json_t *holder) {
    struct str source = ink_member(holder, "source");
    if (source.n)
        buf_printf(out, "the outlet (%.*s)", STR_ARG(source));
    else
        put_holder(out, record, holder);
}

static void say_via(struct buf *out, const json_t *record, const json_t *claim) {
    const json_t *via = json_object_get(claim, "via");
    for (size_t i = json_array_size(via); i > 0; i--) {
        const json_t *h = json_array_get(via, i - 1);
        if (json_object_get(h, "source")) continue;
        buf_c(out, ", as told by ");
        put_holder(out, record, h);
    }
}

void say_chain(struct buf *out, const json_t *record, const json_t *claim) {
    say_holder(out, record, json_object_get(claim, "holder"));
    say_via(out, record, claim);
}

void say_stand(struct buf *out, const json_t *record, const json_t *claim) {
    static const struct {
        const char *key, *is, *words;
    } told[] = {{"stance", "reports", ", as reported"},
                {"stance", "doubts", ", in doubt"},
                {"certainty", "probable", ", probably"},
                {"certainty", "possible", ", possibly"},
                {"certainty", "unlikely", ", hardly likely"}};
    const json_t *holder = json_object_get(claim, "holder");
    if (ink_member(holder, "source").n)
        buf_c(out, "the outlet");
    else
        put_holder(out, record, holder);
    say_via(out, record, claim);
    for (size_t i = 0; i < COUNT_OF(told); i++)
        if (str_eq_c(ink_member(claim, told[i].key), told[i].is)) buf_c(out, told[i].words);
    const char *id = json_string_value(json_object_get(claim, "time"));
    const json_t *t = ink_find(json_object_get(record, "times"), id);
    struct str day = ink_member(t, "from");
    if (day.n) buf_printf(out, ", on %.*s", STR_ARG(day));
}

/* ---- quotes */

/* The window of `columns` bytes around the words at `at`, at words: shorter is fine. */
static struct str window(struct str s, uint32_t at, uint32_t columns) {
    uint32_t before = columns / 4, b = at > before ? at - before : 0;
    if (s.n - b < columns) b = s.n > columns ? s.n - columns : 0;
    uint32_t e = b + columns < s.n ? b + columns : s.n;
    while (b && b < at && !ascii_is_space(s.p[b])) b++;
    uint32_t last = e;
    while (e < s.n && e > at && !ascii_is_space(s.p[e])) e--;
    if (e <= at) e = last; /* one word as long as that */
    while (!utf8_boundary(s, e)) e--;
    return str_cut(s, b, e);
}

void say_quote(struct buf *out, const json_t *claim, unsigned columns) {
    struct str all = str_trim(ink_member(json_object_get(claim, "evidence"), "text")), s = all;
    struct str value = ink_member(json_object_get(claim, "value"), "text");
    if (ink_columns(all) > columns) {
        uint32_t at = value.n ? str_find_str(all, value, 0) : NONE;
        s = str_trim(window(all, at == NONE ? 0 : at, columns));
    }
    bool whole = s.p == all.p;
    bool marked = whole && (str_starts(s, STR("\xe2\x80\x9c")) || str_starts(s, STR("\"")));
    buf_c(out, marked ? "" : "\xe2\x80\x9c");
    buf_c(out, whole ? "" : "\xe2\x80\xa6 ");
    buf_str(out, s);
    buf_c(out, s.p + s.n < all.p + all.n ? " \xe2\x80\xa6" : "");
    buf_c(out, marked ? "" : "\xe2\x80\x9d");
}
