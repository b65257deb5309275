#include "base/base.h"

#include "store/unit.h"

#include "record/jsonw.h"
#include "store/wordlist.h"

enum { PLACE_UNITS = 10000 }; /* of 1e-6 degrees: a hundredth of a degree */

/* A unit on its way. */
struct making {
    struct jsonw w;
    const struct record_parts *p;
    const struct flat_node *incident; /* or NULL */
    struct arena *a;
};

static void put(struct making *k, const char *key, const struct flat_node *v) {
    jsonw_key(&k->w, key);
    if (v)
        flat_write(&k->w, k->p->whole, v);
    else
        jsonw_null(&k->w);
}

static void put_member(struct making *k, const char *key, const struct flat_node *of,
                       enum packed_key from) {
    put(k, key, flat_get(of, from));
}

/* ---- places */

static bool is_spot(const struct flat_node *place) {
    struct str kind = flat_get_str(place, KEY_kind);
    return str_eq(kind, STR("city")) || str_eq(kind, STR("district")) ||
           str_eq(kind, STR("facility"));
}

/* In 1e-6 degrees; false where the place is not resolved. */
static bool position_of(const struct flat_node *place, int64_t *lat, int64_t *lon) {
    return flat_fixed(flat_get(place, KEY_lat), 6, lat) &&
           flat_fixed(flat_get(place, KEY_lon), 6, lon);
}

/* Two spellings of one resolved place get one key: its position; else the name. */
static void put_place_key(struct making *k, const struct flat_node *place) {
    int64_t lat, lon;
    if (position_of(place, &lat, &lon))
        jsonw_str(&k->w, arena_printf(k->a, "@%lld,%lld", (long long)(lat / PLACE_UNITS),
                                      (long long)(lon / PLACE_UNITS)));
    else
        jsonw_str(&k->w, flat_get_str(place, KEY_name));
}

static void put_place(struct making *k, const struct flat_node *place) {
    if (!place) {
        jsonw_null(&k->w);
        return;
    }
    jsonw_open(&k->w, '{');
    put_member(k, "name", place, KEY_name);
    put_member(k, "kind", place, KEY_kind);
    put_member(k, "geonames", place, KEY_geonames);
    put_member(k, "country", place, KEY_country);
    put_member(k, "admin1", place, KEY_admin1);
    jsonw_close(&k->w, '}');
}

static void put_at(struct making *k, const struct flat_node *place) {
    int64_t lat, lon;
    jsonw_key(&k->w, "at");
    if (!position_of(place, &lat, &lon)) {
        jsonw_null(&k->w);
        return;
    }
    jsonw_open(&k->w, '[');
    jsonw_fixed(&k->w, lat, 0);
    jsonw_fixed(&k->w, lon, 0);
    jsonw_close(&k->w, ']');
}

static void put_cities(struct making *k, const struct flat_node *mine) {
    jsonw_key(&k->w, "cities");
    jsonw_open(&k->w, '[');
    if (mine && is_spot(mine)) put_place_key(k, mine);
    FLAT_EACH(id, flat_get(k->incident, KEY_claims)) {
        const struct flat_node *claim = part_at(k->p, PART_CLAIM, id);
        const struct flat_node *place =
            part_at(k->p, PART_PLACE, flat_get(flat_get(claim, KEY_value), KEY_place));
        if (place && place != mine && is_spot(place)) put_place_key(k, place);
    }
    jsonw_close(&k->w, ']');
}

static void put_places(struct making *k) {
    const struct part_list *list = &k->p->list[PART_PLACE];
    const struct flat_node *mine =
        part_at(k->p, PART_PLACE, flat_get(flat_get(k->incident, KEY_place), KEY_place));
    jsonw_key(&k->w, "place");
    put_place(k, mine);
    put_at(k, mine);
    put_cities(k, mine);
    jsonw_key(&k->w, "nearby");
    jsonw_open(&k->w, '[');
    for (uint32_t i = 0; i < list->n; i++)
        if (is_spot(list->v[i])) put_place_key(k, list->v[i]);
    jsonw_close(&k->w, ']');
}

/* The days the report names, whatever happened on them: where no day of the incident was found, one
 * of these is likely its day. */
static void put_days(struct making *k) {
    const struct part_list *list = &k->p->list[PART_TIME];
    jsonw_key(&k->w, "days");
    jsonw_open(&k->w, '[');
    for (uint32_t i = 0; i < list->n; i++) {
        struct str from = flat_get_str(list->v[i], KEY_from);
        if (from.p && str_eq(from, flat_get_str(list->v[i], KEY_to))) jsonw_str(&k->w, from);
    }
    jsonw_close(&k->w, ']');
}

/* ---- claims */

static void put_entity(struct making *k, const struct flat_node *id) {
    const struct flat_node *name = flat_get(part_at(k->p, PART_ENTITY, id), KEY_name);
    if (name)
        flat_write(&k->w, k->p->whole, name);
    else
        jsonw_null(&k->w);
}

static void put_name(struct making *k, const struct flat_node *member) {
    jsonw_str(&k->w, flat_name(k->p->whole, member->key));
    buf_char(k->w.out, ':');
    k->w.comma = false;
}

/* As it is, an entity by its name. */
static void put_holder(struct making *k, const struct flat_node *holder) {
    if (!flat_is(holder, FLAT_OBJECT)) {
        jsonw_null(&k->w);
        return;
    }
    jsonw_open(&k->w, '{');
    FLAT_EACH(c, holder) {
        put_name(k, c);
        if (c->key == KEY_entity)
            put_entity(k, c);
        else
            flat_write(&k->w, k->p->whole, c);
    }
    jsonw_close(&k->w, '}');
}

static void put_time(struct making *k, const struct flat_node *time) {
    jsonw_open(&k->w, '{');
    put_member(k, "value", time, KEY_value);
    put_member(k, "from", time, KEY_from);
    put_member(k, "to", time, KEY_to);
    put_member(k, "precision", time, KEY_precision);
    jsonw_close(&k->w, '}');
}

static void put_value(struct making *k, const struct flat_node *value) {
    if (!flat_is(value, FLAT_OBJECT)) {
        put(k, "value", value);
        return;
    }
    jsonw_key(&k->w, "value");
    jsonw_open(&k->w, '{');
    FLAT_EACH(c, value) {
        const struct flat_node *place = c->key == KEY_place ? part_at(k->p, PART_PLACE, c) : NULL;
        const struct flat_node *time = c->key == KEY_time ? part_at(k->p, PART_TIME, c) : NULL;
        put_name(k, c);
        if (c->key == KEY_entity || c->key == KEY_claimed_by)
            put_entity(k, c);
        else if (place)
            put_place(k, place);
        else if (time)
            put_time(k, time);
        else
            flat_write(&k->w, k->p->whole, c);
    }
    jsonw_close(&k->w, '}');
}

/* "042:c3" */
static void put_claim_name(struct making *k, const char *key, const struct flat_node *id) {
    struct str report = flat_get_str(k->p->report, KEY_id), claim = flat_str(id);
    jsonw_key(&k->w, key);
    jsonw_str(&k->w, claim.p ? arena_printf(k->a, "%.*s:%.*s", STR_ARG(report), STR_ARG(claim))
                             : STR_NULL);
}

/* When it was claimed: the time it names, else the day of publication. */
static void put_claimed_at(struct making *k, const struct flat_node *claim) {
    const struct flat_node *time = part_at(k->p, PART_TIME, flat_get(claim, KEY_time));
    const struct flat_node *from = flat_get(time, KEY_from);
    const struct flat_node *published = flat_get(k->p->report, KEY_published);
    put(k, "at", flat_is(from, FLAT_STRING) ? from : flat_get(published, KEY_value));
}

static void put_claim(struct making *k, const struct flat_node *claim) {
    jsonw_open(&k->w, '{');
    put_claim_name(k, "id", flat_get(claim, KEY_id));
    put_member(k, "slot", claim, KEY_slot);
    put_value(k, flat_get(claim, KEY_value));
    jsonw_key(&k->w, "holder");
    put_holder(k, flat_get(claim, KEY_holder));
    jsonw_key(&k->w, "via");
    jsonw_open(&k->w, '[');
    FLAT_EACH(c, flat_get(claim, KEY_via))
    put_holder(k, c);
    jsonw_close(&k->w, ']');
    put_member(k, "report", k->p->report, KEY_id);
    put_member(k, "stance", claim, KEY_stance);
    put_member(k, "certainty", claim, KEY_certainty);
    put_claimed_at(k, claim);
    put_member(k, "evidence", claim, KEY_evidence);
    put_claim_name(k, "supersedes", flat_get(claim, KEY_supersedes));
    if (flat_is(flat_get(claim, KEY_partial), FLAT_TRUE)) jsonw_key_bool(&k->w, "partial", true);
    if (flat_is(flat_get(claim, KEY_attackers), FLAT_TRUE))
        jsonw_key_bool(&k->w, "attackers", true);
    jsonw_close(&k->w, '}');
}

static void put_claims(struct making *k) {
    jsonw_key(&k->w, "claims");
    jsonw_open(&k->w, '[');
    FLAT_EACH(id, flat_get(k->incident, KEY_claims)) {
        const struct flat_node *claim = part_at(k->p, PART_CLAIM, id);
        if (claim) put_claim(k, claim);
    }
    jsonw_close(&k->w, ']');
}

/* ---- words */

static uint32_t span_begin(const struct flat_node *o) {
    return (uint32_t)flat_int(flat_item(flat_get(o, KEY_span), 0), 0);
}

static uint32_t bound(const struct flat_node *pair, uint32_t i) {
    return (uint32_t)flat_int(flat_item(pair, i), 0);
}

/* Index of the sentence that holds byte `at`: the last that begins at or before it. */
static uint32_t sentence_at(const struct flat_node *const *sentence, uint32_t n, uint32_t at) {
    uint32_t lo = 0, hi = n;
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (bound(sentence[mid], 0) <= at)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

struct told {
    const struct flat_node **sentence; /* [n] */
    uint32_t n;
    uint8_t *by; /* [n] */
};

/* Marks the sentences in which the events and claims of an incident stand. */
static void mark_told(const struct making *k, const struct flat_node *incident, uint8_t mark,
                      struct told *t) {
    if (!t->n) return;
    FLAT_EACH(id, flat_get(incident, KEY_events)) {
        const struct flat_node *trigger = flat_get(part_at(k->p, PART_EVENT, id), KEY_trigger);
        t->by[sentence_at(t->sentence, t->n, span_begin(trigger))] |= mark;
    }
    FLAT_EACH(id, flat_get(incident, KEY_claims)) {
        const struct flat_node *evidence = flat_get(part_at(k->p, PART_CLAIM, id), KEY_evidence);
        t->by[sentence_at(t->sentence, t->n, span_begin(evidence))] |= mark;
    }
}

static void list_sentences(const struct making *k, struct told *t) {
    uint32_t n = flat_size(k->p->sentences);
    t->sentence = arena_array(k->a, const struct flat_node *, n + 1);
    t->by = arena_array(k->a, uint8_t, n + 1);
    FLAT_EACH(c, k->p->sentences)
    t->sentence[t->n++] = c;
}

/* A main incident is told by all that no background is told in; another by its own sentences. */
static void put_words(struct making *k) {
    enum { MINE = 1, OTHER = 2 };
    const struct part_list *list = &k->p->list[PART_INCIDENT];
    struct str title = flat_get_str(k->p->report, KEY_title), text = k->p->text;
    bool main = !k->incident || flat_is(flat_get(k->incident, KEY_main), FLAT_TRUE);
    struct told told = {0};
    struct wordlist words;
    list_sentences(k, &told);
    for (uint32_t i = 0; i < list->n; i++) {
        const struct flat_node *o = list->v[i];
        if (o == k->incident || (main && !flat_is(flat_get(o, KEY_main), FLAT_TRUE)))
            mark_told(k, o, o == k->incident ? MINE : OTHER, &told);
    }
    wordlist_init(&words, k->a, text.n + title.n);
    if (main) wordlist_add(&words, title);
    for (uint32_t i = 0; i < told.n; i++) {
        if (!(told.by[i] & MINE) && (!main || told.by[i])) continue;
        const struct flat_node *s = told.sentence[i];
        wordlist_add(&words, str_cut(text, bound(s, 0), bound(s, 1)));
    }
    jsonw_key(&k->w, "words");
    jsonw_str(&k->w, wordlist_text(&words));
}

static void put_byline(struct making *k) {
    jsonw_key(&k->w, "byline");
    jsonw_open(&k->w, '[');
    FLAT_EACH(c, flat_get(k->p->report, KEY_byline))
    jsonw_str(&k->w, flat_get_str(c, KEY_text));
    jsonw_close(&k->w, ']');
}

void unit_make(struct buf *out, const struct record_parts *p, const struct flat_node *incident,
               struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    struct making k = {.p = p, .incident = incident, .a = scratch};
    jsonw_init(&k.w, out);
    jsonw_open(&k.w, '{');
    put_member(&k, "incident", incident, KEY_id);
    put_member(&k, "report", p->report, KEY_id);
    put_member(&k, "outlet", flat_get(p->report, KEY_source), KEY_name);
    put_member(&k, "published", flat_get(p->report, KEY_published), KEY_value);
    put_member(&k, "title", p->report, KEY_title);
    put_byline(&k);
    put_member(&k, "type", incident, KEY_type);
    put_member(&k, "status", incident, KEY_status);
    if (incident)
        put_member(&k, "main", incident, KEY_main);
    else
        jsonw_key_bool(&k.w, "main", true);
    put_member(&k, "background", incident, KEY_background);
    put_member(&k, "date", incident, KEY_date);
    put_places(&k);
    put_days(&k);
    put_words(&k);
    put_claims(&k);
    jsonw_close(&k.w, '}');
    arena_rewind(scratch, mark);
}
