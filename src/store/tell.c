#include "base/base.h"

#include "store/tell.h"

#include "base/map.h"

void tell_text(struct buf *out, struct str s) {
    for (uint32_t i = 0; i < s.n; i++)
        buf_char(out, (unsigned char)s.p[i] < 32 || s.p[i] == 127 ? ' ' : s.p[i]);
}

static void put_or(struct buf *out, struct str s, const char *none) {
    if (s.n)
        tell_text(out, s);
    else
        buf_c(out, none);
}

static void put_count(struct buf *out, uint32_t n, const char *what) {
    buf_u64(out, n);
    buf_char(out, ' ');
    buf_c(out, what);
    if (n != 1) buf_char(out, 's');
}

void tell_head(struct buf *out, const struct case_head *h) {
    struct str from = flat_get_str(h->date, KEY_from), to = flat_get_str(h->date, KEY_to);
    struct str country = flat_get_str(h->place, KEY_country);
    tell_text(out, h->id);
    buf_c(out, "  ");
    put_or(out, from, "no date");
    if (to.p && !str_eq(from, to)) {
        buf_c(out, "..");
        tell_text(out, to);
    }
    buf_c(out, "  ");
    put_or(out, h->type, "other");
    buf_c(out, "  ");
    put_or(out, flat_get_str(h->place, KEY_name), "no place");
    if (country.p) {
        buf_c(out, ", ");
        tell_text(out, country);
    }
    buf_c(out, "  ");
    put_count(out, h->reports, "report");
    buf_c(out, ", ");
    put_count(out, h->origins, "origin");
}

void tell_line(struct buf *out, const struct flat_node *file) {
    struct case_head h = {flat_get_str(file, KEY_id),
                          flat_get_str(file, KEY_type),
                          flat_get(file, KEY_date),
                          flat_get(file, KEY_place),
                          flat_size(flat_get(file, KEY_reports)),
                          flat_size(flat_get(file, KEY_origins))};
    tell_head(out, &h);
}

static struct str words_of(const struct flat_node *value) {
    static const enum packed_key names[] = {KEY_occurred, KEY_text, KEY_claimed_by, KEY_entity};
    struct str s = STR_NULL;
    for (size_t i = 0; i < COUNT_OF(names) && !s.p; i++) s = flat_get_str(value, names[i]);
    return s;
}

/* The day, or from which to which; false where none is told. */
static bool put_days(struct buf *out, const struct flat_node *time) {
    struct str from = flat_get_str(time, KEY_from), to = flat_get_str(time, KEY_to);
    if (!from.n) return false;
    tell_text(out, from);
    if (!to.n || str_eq(from, to)) return true;
    buf_c(out, "..");
    tell_text(out, to);
    return true;
}

void tell_value(struct buf *out, const struct flat_node *value) {
    const struct flat_node *low = flat_get(value, KEY_low), *high = flat_get(value, KEY_high);
    bool from = flat_is(low, FLAT_INTEGER), to = flat_is(high, FLAT_INTEGER);
    struct str place = flat_get_str(flat_get(value, KEY_place), KEY_name);
    if (from && to && low->u.integer == high->u.integer)
        buf_printf(out, "%lld", (long long)low->u.integer);
    else if (from && to)
        buf_printf(out, "%lld to %lld", (long long)low->u.integer, (long long)high->u.integer);
    else if (from)
        buf_printf(out, "at least %lld", (long long)low->u.integer);
    else if (!put_days(out, flat_get(value, KEY_time)))
        put_or(out, place.n ? place : words_of(value), "nobody");
}

static struct str holder_of(const struct flat_node *claim) {
    static const enum packed_key names[] = {KEY_entity, KEY_text, KEY_source};
    const struct flat_node *holder = flat_get(claim, KEY_holder);
    struct str s = STR_NULL;
    for (size_t i = 0; i < COUNT_OF(names) && !s.p; i++) s = flat_get_str(holder, names[i]);
    return s;
}

static void put_list(struct buf *out, const struct flat_node *list, const char *between) {
    bool first = true;
    FLAT_EACH(c, list) {
        if (!first) buf_c(out, between);
        first = false;
        tell_text(out, flat_str(c));
    }
}

/* " (by Reuters, Xinhua)" where the report took it from an agency that is not its holder. */
static void put_agencies(struct buf *out, const struct flat_node *claim) {
    const struct flat_node *list = flat_get(claim, KEY_agencies);
    if (!flat_size(list) || str_eq(flat_str(flat_item(list, 0)), holder_of(claim))) return;
    buf_c(out, " (by ");
    put_list(out, list, ", ");
    buf_c(out, ")");
}

static void tell_claim(struct buf *out, const struct flat_node *claim) {
    struct str stance = flat_get_str(claim, KEY_stance);
    buf_c(out, "\n  ");
    tell_text(out, flat_get_str(claim, KEY_slot));
    buf_c(out, ": ");
    tell_value(out, flat_get(claim, KEY_value));
    buf_c(out, "  - ");
    put_or(out, holder_of(claim), "the report");
    put_agencies(out, claim);
    if (flat_is(flat_get(claim, KEY_partial), FLAT_TRUE)) buf_c(out, " (a part)");
    if (flat_is(flat_get(claim, KEY_attackers), FLAT_TRUE)) buf_c(out, " (attackers)");
    if (stance.p && !str_eq(stance, STR("asserts"))) {
        buf_c(out, " (");
        tell_text(out, stance);
        buf_char(out, ')');
    }
    buf_c(out, "  [");
    tell_text(out, flat_get_str(claim, KEY_id));
    buf_char(out, ']');
}

/* ---- what is disputed */

/* Every claim of the position denies its value. */
static bool is_denied(const struct map *stance, const struct flat_node *position) {
    const struct flat_node *claims = flat_get(position, KEY_claims);
    bool denied = flat_size(claims) > 0;
    FLAT_EACH(id, claims)
    denied = denied && map_get(stance, flat_str(id)) == 1;
    return denied;
}

/* Claims of the case, and whether each denies what it tells. */
static void list_stances(struct map *stance, struct arena *a, const struct flat_node *file) {
    map_init(stance, a, 64);
    FLAT_EACH(c, flat_get(file, KEY_claims)) {
        struct str s = flat_get_str(c, KEY_stance);
        map_put(stance, flat_get_str(c, KEY_id),
                str_eq(s, STR("denies")) || str_eq(s, STR("retracts")));
    }
}

static void put_conflict(struct buf *out, const struct map *stance, const struct flat_node *x) {
    buf_c(out, "\n  ");
    tell_text(out, flat_get_str(x, KEY_slot));
    if (flat_is(flat_get(x, KEY_compatible), FLAT_TRUE)) buf_c(out, " (can all be true)");
    FLAT_EACH(p, flat_get(x, KEY_positions)) {
        buf_c(out, "\n    ");
        tell_value(out, flat_get(p, KEY_value));
        if (is_denied(stance, p)) buf_c(out, " (denied)");
        buf_printf(out, "  (origins: %lld)  ", (long long)flat_int(flat_get(p, KEY_origins), 0));
        put_list(out, flat_get(p, KEY_holders), "; ");
    }
}

void tell_conflicts(struct buf *out, struct arena *a, const struct flat_node *file) {
    const struct flat_node *conflicts = flat_get(file, KEY_conflicts);
    struct map stance;
    if (!flat_size(conflicts)) return;
    list_stances(&stance, a, file);
    tell_line(out, file);
    FLAT_EACH(x, conflicts)
    put_conflict(out, &stance, x);
    buf_char(out, '\n');
}

/* ---- what is new */

static void put_new_conflicts(struct buf *out, struct arena *a, const struct flat_node *file,
                              const struct news *news) {
    struct map stance;
    list_stances(&stance, a, file);
    for (uint32_t i = 0; i < news->conflicts.n; i++)
        put_conflict(out, &stance, news->conflicts.v[i]);
    buf_char(out, '\n');
}

void tell_news(struct buf *out, struct arena *a, const struct flat_node *file,
               const struct news *news) {
    tell_line(out, file);
    for (uint32_t i = 0; i < news->reports.n; i++) {
        buf_c(out, "\n  new report ");
        tell_text(out, flat_str(news->reports.v[i]));
    }
    for (uint32_t i = 0; i < news->claims.n; i++) tell_claim(out, news->claims.v[i]);
    put_new_conflicts(out, a, file, news);
}

void tell_news_conflicts(struct buf *out, struct arena *a, const struct flat_node *file,
                         const struct news *news) {
    if (!news->conflicts.n) return;
    tell_line(out, file);
    put_new_conflicts(out, a, file, news);
}

void tell_news_line(struct buf *out, const struct flat_node *file, const struct news *news) {
    tell_line(out, file);
    buf_printf(out, "; new: %u reports, %u claims, %u conflicts", news->reports.n, news->claims.n,
               news->conflicts.n);
}

static void put_nodes(struct jsonw *w, const char *key, const struct news_list *list) {
    jsonw_key(w, key);
    jsonw_open(w, '[');
    for (uint32_t i = 0; i < list->n; i++) {
        struct str raw = flat_raw(list->v[i]);
        if (raw.p)
            jsonw_raw(w, raw);
        else
            jsonw_str(w, flat_str(list->v[i]));
    }
    jsonw_close(w, ']');
}

void tell_news_json(struct buf *out, const struct flat_node *file, const struct news *news) {
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_open(&w, '{');
    jsonw_key_str(&w, "id", flat_get_str(file, KEY_id));
    put_nodes(&w, "reports", &news->reports);
    put_nodes(&w, "claims", &news->claims);
    put_nodes(&w, "conflicts", &news->conflicts);
    jsonw_close(&w, '}');
}
