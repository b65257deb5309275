#include "base/base.h"

#include "store/unit.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

enum { MIN_WORD = 3, MAX_WORD = 40, MIN_STEM = 5 };

static const json_t *by_id(const json_t *record, const char *list, const json_t *id) {
    const char *text = json_string_value(id);
    return text ? json_array_get(json_object_get(record, list), strtoul(text + 1, NULL, 10) - 1)
                : NULL;
}

static void copy(json_t *to, const char *key, const json_t *from) {
    if (from)
        json_object_set_new(to, key, json_deep_copy(from));
    else
        json_object_set_new(to, key, json_null());
}

static void copy_members(json_t *to, const json_t *from, const char *const *keys, size_t n) {
    for (size_t i = 0; i < n; i++) copy(to, keys[i], json_object_get(from, keys[i]));
}

/* ---- places */

static bool is_spot(const json_t *place) {
    const char *kind = json_string_value(json_object_get(place, "kind"));
    return kind &&
           (!strcmp(kind, "city") || !strcmp(kind, "district") || !strcmp(kind, "facility"));
}

/* Two spellings of one resolved place get one key: its position; else the name. */
static json_t *place_key(const json_t *place) {
    const json_t *lat = json_object_get(place, "lat"), *lon = json_object_get(place, "lon");
    if (!json_is_number(lat) || !json_is_number(lon))
        return json_deep_copy(json_object_get(place, "name"));
    char key[48];
    snprintf(key, sizeof key, "@%d,%d", (int)(json_number_value(lat) * 100),
             (int)(json_number_value(lon) * 100));
    return json_string(key);
}

static json_t *place_brief(const json_t *place) {
    static const char *const keys[] = {"name", "kind", "geonames", "country", "admin1"};
    if (!place) return json_null();
    json_t *o = json_object();
    copy_members(o, place, keys, COUNT_OF(keys));
    return o;
}

/* [latitude, longitude] in 1e-6 degrees, null where the place is not resolved. */
static json_t *position_of(const json_t *place) {
    const json_t *lat = json_object_get(place, "lat"), *lon = json_object_get(place, "lon");
    if (!json_is_number(lat) || !json_is_number(lon)) return json_null();
    return json_pack("[I, I]", (json_int_t)(json_number_value(lat) * 1000000),
                     (json_int_t)(json_number_value(lon) * 1000000));
}

static void put_places(json_t *unit, const json_t *record, const json_t *incident) {
    const json_t *mine =
        by_id(record, "places", json_object_get(json_object_get(incident, "place"), "place"));
    json_object_set_new(unit, "place", place_brief(mine));
    json_object_set_new(unit, "at", position_of(mine));
    json_t *cities = json_array(), *nearby = json_array();
    const json_t *list = json_object_get(record, "places");
    for (size_t i = 0; i < json_array_size(list); i++)
        if (is_spot(json_array_get(list, i)))
            json_array_append_new(nearby, place_key(json_array_get(list, i)));
    if (mine && is_spot(mine)) json_array_append_new(cities, place_key(mine));
    const json_t *claims = json_object_get(incident, "claims");
    for (size_t i = 0; i < json_array_size(claims); i++) {
        const json_t *claim = by_id(record, "claims", json_array_get(claims, i));
        const json_t *place =
            by_id(record, "places", json_object_get(json_object_get(claim, "value"), "place"));
        if (place && place != mine && is_spot(place))
            json_array_append_new(cities, place_key(place));
    }
    json_object_set_new(unit, "cities", cities);
    json_object_set_new(unit, "nearby", nearby);
}

/* The days the report names, whatever happened on them: where no day of the incident was found, one
 * of these is likely its day. */
static void put_days(json_t *unit, const json_t *record) {
    json_t *days = json_array();
    const json_t *list = json_object_get(record, "times");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *time = json_array_get(list, i), *from = json_object_get(time, "from");
        if (json_is_string(from) && json_equal(from, json_object_get(time, "to")))
            json_array_append_new(days, json_deep_copy(from));
    }
    json_object_set_new(unit, "days", days);
}

/* ---- claims */

static json_t *entity_name(const json_t *record, const json_t *id) {
    const json_t *entity = by_id(record, "entities", id);
    return entity ? json_deep_copy(json_object_get(entity, "name")) : json_null();
}

static json_t *holder_of(const json_t *record, const json_t *holder) {
    json_t *o = json_deep_copy(holder);
    if (json_object_get(o, "entity"))
        json_object_set_new(o, "entity", entity_name(record, json_object_get(holder, "entity")));
    return o;
}

static json_t *value_of(const json_t *record, const json_t *value) {
    json_t *o = json_deep_copy(value);
    static const char *const entities[] = {"entity", "claimed_by"};
    for (size_t i = 0; i < COUNT_OF(entities); i++)
        if (json_object_get(o, entities[i]))
            json_object_set_new(o, entities[i],
                                entity_name(record, json_object_get(value, entities[i])));
    const json_t *place = by_id(record, "places", json_object_get(value, "place"));
    if (place) json_object_set_new(o, "place", place_brief(place));
    const json_t *time = by_id(record, "times", json_object_get(value, "time"));
    static const char *const keys[] = {"value", "from", "to", "precision"};
    if (!time) return o;
    json_t *brief = json_object();
    copy_members(brief, time, keys, COUNT_OF(keys));
    json_object_set_new(o, "time", brief);
    return o;
}

/* "042:c3" */
static json_t *claim_name(const json_t *record, const json_t *id) {
    const char *claim = json_string_value(id);
    if (!claim) return json_null();
    const char *report =
        json_string_value(json_object_get(json_object_get(record, "report"), "id"));
    return json_sprintf("%s:%s", report ? report : "", claim);
}

/* When it was claimed: the time it names, else the day of publication. */
static json_t *claimed_at(const json_t *record, const json_t *claim) {
    const json_t *time = by_id(record, "times", json_object_get(claim, "time"));
    const json_t *from = json_object_get(time, "from");
    if (json_is_string(from)) return json_deep_copy(from);
    const json_t *published = json_object_get(json_object_get(record, "report"), "published");
    json_t *day = json_deep_copy(json_object_get(published, "value"));
    return day ? day : json_null();
}

static json_t *claim_of(const json_t *record, const json_t *claim) {
    json_t *o = json_object(), *via = json_array();
    const json_t *chain = json_object_get(claim, "via");
    json_object_set_new(o, "id", claim_name(record, json_object_get(claim, "id")));
    copy(o, "slot", json_object_get(claim, "slot"));
    json_object_set_new(o, "value", value_of(record, json_object_get(claim, "value")));
    json_object_set_new(o, "holder", holder_of(record, json_object_get(claim, "holder")));
    for (size_t i = 0; i < json_array_size(chain); i++)
        json_array_append_new(via, holder_of(record, json_array_get(chain, i)));
    json_object_set_new(o, "via", via);
    copy(o, "report", json_object_get(json_object_get(record, "report"), "id"));
    copy(o, "stance", json_object_get(claim, "stance"));
    copy(o, "certainty", json_object_get(claim, "certainty"));
    json_object_set_new(o, "at", claimed_at(record, claim));
    copy(o, "evidence", json_object_get(claim, "evidence"));
    json_object_set_new(o, "supersedes", claim_name(record, json_object_get(claim, "supersedes")));
    return o;
}

static void put_claims(json_t *unit, const json_t *record, const json_t *incident) {
    json_t *claims = json_array();
    const json_t *list = json_object_get(incident, "claims");
    for (size_t i = 0; i < json_array_size(list); i++)
        json_array_append_new(claims,
                              claim_of(record, by_id(record, "claims", json_array_get(list, i))));
    json_object_set_new(unit, "claims", claims);
}

/* ---- words */

struct words {
    char *text; /* [n] lower-case words with a space after each */
    size_t n;
    struct str *word; /* [count], slices of text */
    size_t count;
};

static bool in_word(unsigned char c) {
    return c >= 0x80 || ascii_is_alpha(c) || ascii_is_digit(c);
}

/* Appends the words of s; the room was measured beforehand (never more than the bytes and a space).
 */
static void add_words(struct words *w, struct str s) {
    for (uint32_t i = 0; i < s.n;) {
        uint32_t b = i;
        while (i < s.n && in_word((unsigned char)s.p[i])) i++;
        uint32_t n = i - b;
        if (n >= MIN_WORD && n <= MAX_WORD) {
            char *to = w->text + w->n;
            for (uint32_t k = 0; k < n; k++) to[k] = ascii_lower(s.p[b + k]);
            if (n >= MIN_STEM && to[n - 1] == 's' && to[n - 2] != 's') n--;
            w->word[w->count++] = (struct str){to, n};
            w->n += n + 1;
            to[n] = ' ';
        }
        i += i == b;
    }
}

static int by_text(const void *a, const void *b) {
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static json_t *words_json(struct words *w) {
    qsort(w->word, w->count, sizeof *w->word, by_text);
    char *out = malloc(w->n + 1);
    if (!out) return NULL;
    size_t n = 0;
    for (size_t i = 0; i < w->count; i++) {
        if (i && str_eq(w->word[i], w->word[i - 1])) continue;
        memcpy(out + n, w->word[i].p, w->word[i].n);
        n += w->word[i].n;
        out[n++] = ' ';
    }
    json_t *v = json_stringn(out, n ? n - 1 : 0);
    free(out);
    return v;
}

static struct str text_of(const json_t *v) {
    return json_is_string(v) ? (struct str){json_string_value(v), (uint32_t)json_string_length(v)}
                             : (struct str){"", 0};
}

static uint32_t span_begin(const json_t *o) {
    return (uint32_t)json_integer_value(json_array_get(json_object_get(o, "span"), 0));
}

/* Index of the sentence that holds byte `at`: the last that begins at or before it. */
static size_t sentence_at(const json_t *sentences, uint32_t at) {
    size_t lo = 0, hi = json_array_size(sentences);
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (json_integer_value(json_array_get(json_array_get(sentences, mid), 0)) <= at)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

/* Marks the sentences in which the events and claims of an incident stand. */
static void mark_told(const json_t *record, const json_t *incident, uint8_t mark, uint8_t *told) {
    const json_t *sentences = json_object_get(record, "sentences");
    const json_t *events = json_object_get(incident, "events");
    const json_t *claims = json_object_get(incident, "claims");
    if (!json_array_size(sentences)) return;
    for (size_t i = 0; i < json_array_size(events); i++) {
        const json_t *event = by_id(record, "events", json_array_get(events, i));
        told[sentence_at(sentences, span_begin(json_object_get(event, "trigger")))] |= mark;
    }
    for (size_t i = 0; i < json_array_size(claims); i++) {
        const json_t *claim = by_id(record, "claims", json_array_get(claims, i));
        told[sentence_at(sentences, span_begin(json_object_get(claim, "evidence")))] |= mark;
    }
}

/* A main incident is told by all that no background is told in; another by its own sentences. */
static void put_words(json_t *unit, const json_t *record, const json_t *incident) {
    enum { MINE = 1, OTHER = 2 };
    const json_t *report = json_object_get(record, "report");
    const json_t *sentences = json_object_get(record, "sentences");
    const json_t *list = json_object_get(record, "incidents");
    struct str text = text_of(json_object_get(report, "text"));
    struct str title = text_of(json_object_get(report, "title"));
    size_t n = json_array_size(sentences), room = (size_t)text.n + title.n + 2;
    bool main = !incident || json_is_true(json_object_get(incident, "main"));
    uint8_t *told = calloc(n + 1, 1);
    struct words w = {.text = malloc(room * 2), .word = malloc(room * sizeof *w.word)};
    if (told && w.text && w.word) {
        for (size_t i = 0; i < json_array_size(list); i++) {
            const json_t *o = json_array_get(list, i);
            if (o == incident || (main && !json_is_true(json_object_get(o, "main"))))
                mark_told(record, o, o == incident ? MINE : OTHER, told);
        }
        if (main) add_words(&w, title);
        for (size_t i = 0; i < n; i++) {
            const json_t *s = json_array_get(sentences, i);
            if (!(told[i] & MINE) && (!main || told[i])) continue;
            add_words(&w, str_cut(text, (uint32_t)json_integer_value(json_array_get(s, 0)),
                                  (uint32_t)json_integer_value(json_array_get(s, 1))));
        }
        json_object_set_new(unit, "words", words_json(&w));
    }
    free(told);
    free(w.text);
    free(w.word);
}

static void put_byline(json_t *unit, const json_t *report) {
    json_t *names = json_array();
    const json_t *list = json_object_get(report, "byline");
    for (size_t i = 0; i < json_array_size(list); i++)
        json_array_append_new(names,
                              json_deep_copy(json_object_get(json_array_get(list, i), "text")));
    json_object_set_new(unit, "byline", names);
}

json_t *unit_make(const json_t *record, const json_t *incident) {
    static const char *const keys[] = {"type", "status", "main", "background", "date"};
    const json_t *report = json_object_get(record, "report");
    json_t *unit = json_object();
    copy(unit, "incident", json_object_get(incident, "id"));
    copy(unit, "report", json_object_get(report, "id"));
    copy(unit, "outlet", json_object_get(json_object_get(report, "source"), "name"));
    copy(unit, "published", json_object_get(json_object_get(report, "published"), "value"));
    copy(unit, "title", json_object_get(report, "title"));
    put_byline(unit, report);
    copy_members(unit, incident, keys, COUNT_OF(keys));
    put_places(unit, record, incident);
    put_days(unit, record);
    put_words(unit, record, incident);
    put_claims(unit, record, incident);
    if (!incident) json_object_set_new(unit, "main", json_true());
    if (json_object_get(unit, "words") && json_object_get(unit, "claims")) return unit;
    json_decref(unit);
    return NULL;
}
