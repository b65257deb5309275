/* What the formats of JSON want. Rules are named FORMAT LAW. */
#include "base/base.h"

#include "export/validate.h"

#include "export/casedata.h"

void json_go_to(const struct tree *t, const char **from, uint64_t *line) {
    const char *p = t->key.p ? t->key.p : t->raw.p ? t->raw.p : t->first ? t->first->key.p : NULL;
    if (!p || p < *from) return;
    for (const char *q = *from; q < p; q++) *line += *q == '\n';
    *from = p;
}

struct str check_text(struct checking *c, const struct tree *t, const char *key) {
    return tree_get_str(&c->row, t, key);
}

void check_wrong(struct checking *c, const char *member, const char *law, const char *text) {
    check_say(c, str_c(member), law, text, STR_NULL);
}

bool check_want_text(struct checking *c, const struct tree *t, const char *key) {
    if (check_text(c, t, key).n) return true;
    check_wrong(c, key, NULL, "is to be a text");
    return false;
}

bool check_want_list(struct checking *c, const struct tree *t, const char *key) {
    const struct tree *v = tree_get(t, key);
    if (v && v->kind == TREE_ARRAY) return true;
    check_wrong(c, key, NULL, "is to be a list");
    return false;
}

bool check_is_date(struct str s) {
    int64_t day;
    return day_number(s, &day) && (s.n == 10 || s.p[10] == 'T');
}

static bool in_range(const struct tree *t, int64_t most) {
    int64_t v;
    return tree_fixed(t, 6, &v) && v >= -most * 1000000 && v <= most * 1000000;
}

static bool listed(struct checking *c, const char *list, struct str value) {
    return columns_label(c->columns, list, value).p != NULL;
}

/* ---- PLOVER */

static void plover_date(struct checking *c, const struct tree *t) {
    int64_t from = 0, to = 0;
    struct str date = check_text(c, t, "date"), end = check_text(c, t, "enddate");
    if (date.n != 10 || !day_number(date, &from))
        check_wrong(c, "date", NULL, "is to be a day YYYY-MM-DD");
    else if (tree_get(t, "enddate") && (end.n != 10 || !day_number(end, &to) || to < from))
        check_wrong(c, "enddate", NULL, "is to be a day not before date");
}

static void plover_sides(struct checking *c, const struct tree *t, const char *key) {
    const struct tree *list = tree_get(t, key);
    for (uint32_t i = 0; i < tree_size(list); i++) {
        struct str sector = check_text(c, tree_item(list, i), "sector");
        if (sector.n && !listed(c, "plover_sector", sector) &&
            !listed(c, "plover_nonstate", sector))
            check_say(c, str_c(key), "sector", "has no sector of the manual", sector);
    }
}

static bool has_pair(struct checking *c, const char *kind, struct str x, struct str y) {
    return map_get(&c->pair,
                   arena_printf(&c->row, "%s\t%.*s\t%.*s", kind, STR_ARG(x), STR_ARG(y))) != NONE;
}

/* Each mode is one of one of the events. */
static void plover_modes(struct checking *c, const struct tree *t) {
    const struct tree *events = tree_get(t, "event"), *modes = tree_get(t, "mode");
    for (uint32_t i = 0; i < tree_size(modes); i++) {
        struct str mode = tree_str(&c->row, tree_item(modes, i));
        bool fine = false;
        for (uint32_t k = 0; k < tree_size(events) && !fine; k++)
            fine = has_pair(c, "plover", tree_str(&c->row, tree_item(events, k)), mode);
        if (!fine) check_say(c, STR("mode"), NULL, "is no mode of the event", mode);
    }
}

static void plover_codes(struct checking *c, const struct tree *t) {
    const struct tree *events = tree_get(t, "event"), *contexts = tree_get(t, "context");
    struct str first = tree_str(&c->row, tree_item(events, 0));
    for (uint32_t i = 0; i < tree_size(events); i++) {
        struct str e = tree_str(&c->row, tree_item(events, i));
        if (!listed(c, "plover_event", e))
            check_say(c, STR("event"), NULL, "is no category of the manual", e);
        else if (has_pair(c, "recipient", e, STR("")) && !tree_size(tree_get(t, "recipient")))
            check_say(c, STR("recipient"), NULL, "is needed by the event", e);
    }
    for (uint32_t i = 0; i < tree_size(contexts); i++) {
        struct str x = tree_str(&c->row, tree_item(contexts, i));
        if (!listed(c, "plover_context", x))
            check_say(c, STR("context"), NULL, "is no context of the manual", x);
    }
    uint32_t quad = map_get(&c->pair, arena_printf(&c->row, "plover\t%.*s\t", STR_ARG(first)));
    uint64_t given;
    if (tree_get(t, "quad_code") && (!tree_u64(tree_get(t, "quad_code"), &given) || given != quad))
        check_wrong(c, "quad_code", NULL, "is not the quad class of the event");
    if (tree_get(t, "event_scale") && !in_range(tree_get(t, "event_scale"), 10))
        check_wrong(c, "event_scale", NULL, "is to be from -10 to 10");
}

static void plover_object(struct checking *c, const struct tree *t) {
    const struct tree *place = tree_get(t, "event_loc");
    if (!check_want_text(c, t, "id")) return;
    check_unique(c, STR("id"), check_text(c, t, "id"));
    plover_date(c, t);
    if (!check_want_list(c, t, "actor") || !check_want_list(c, t, "event")) return;
    if (!tree_size(tree_get(t, "event"))) check_wrong(c, "event", NULL, "is empty");
    plover_sides(c, t, "actor");
    plover_sides(c, t, "recipient");
    plover_codes(c, t);
    plover_modes(c, t);
    if (tree_get(place, "lat") && !in_range(tree_get(place, "lat"), 90))
        check_wrong(c, "event_loc", "lat", "is to be from -90 to 90");
    if (tree_get(place, "lon") && !in_range(tree_get(place, "lon"), 180))
        check_wrong(c, "event_loc", "lon", "is to be from -180 to 180");
}

/* ---- GeoJSON */

static bool is_position(const struct tree *t) {
    return t && t->kind == TREE_ARRAY && t->n >= 2 && t->n <= 3 && in_range(tree_item(t, 0), 180) &&
           in_range(tree_item(t, 1), 90);
}

static bool same_position(const struct tree *x, const struct tree *y) {
    int64_t a, b, p, q;
    return tree_fixed(tree_item(x, 0), 6, &a) && tree_fixed(tree_item(y, 0), 6, &b) &&
           tree_fixed(tree_item(x, 1), 6, &p) && tree_fixed(tree_item(y, 1), 6, &q) && a == b &&
           p == q;
}

static void check_positions(struct checking *c, const struct tree *list, bool ring) {
    uint32_t n = tree_size(list);
    for (uint32_t i = 0; i < n; i++)
        if (!is_position(tree_item(list, i))) {
            check_wrong(c, "coordinates", NULL, "are to be [longitude, latitude]");
            return;
        }
    if (ring && (n < 4 || !same_position(tree_item(list, 0), tree_item(list, n - 1))))
        check_wrong(c, "coordinates", "ring", "are no closed ring");
}

/* How deep the positions lie in the coordinates of each type. */
static int depth_of(const struct tree *g) {
    static const struct {
        const char *type;
        int depth;
    } of[] = {{"Point", 0},   {"MultiPoint", 1},      {"LineString", 1},
              {"Polygon", 2}, {"MultiLineString", 2}, {"MultiPolygon", 3}};
    for (size_t i = 0; i < COUNT_OF(of); i++)
        if (tree_is(tree_get(g, "type"), of[i].type)) return of[i].depth;
    return -1;
}

static void geojson_geometry(struct checking *c, const struct tree *g) {
    const struct tree *at = tree_get(g, "coordinates");
    int depth = depth_of(g);
    bool rings =
        tree_is(tree_get(g, "type"), "Polygon") || tree_is(tree_get(g, "type"), "MultiPolygon");
    if (g->kind == TREE_NULL || tree_is(tree_get(g, "type"), "GeometryCollection")) return;
    if (depth < 0) {
        check_wrong(c, "geometry", NULL, "has no type of RFC 7946");
        return;
    }
    if (depth == 0) {
        if (!is_position(at))
            check_wrong(c, "coordinates", NULL, "are to be [longitude, latitude]");
        return;
    }
    if (!at || at->kind != TREE_ARRAY) check_wrong(c, "coordinates", NULL, "are to be a list");
    if (depth == 1) check_positions(c, at, false);
    for (uint32_t i = 0; depth > 1 && i < tree_size(at); i++) {
        const struct tree *part = tree_item(at, i);
        if (depth == 2) check_positions(c, part, rings);
        for (uint32_t k = 0; depth == 3 && k < tree_size(part); k++)
            check_positions(c, tree_item(part, k), rings);
    }
}

static void geojson_feature(struct checking *c, const struct tree *f) {
    const struct tree *g = tree_get(f, "geometry"), *p = tree_get(f, "properties");
    const struct tree *id = tree_get(f, "id");
    if (!tree_is(tree_get(f, "type"), "Feature")) {
        check_wrong(c, "type", NULL, "is to be Feature");
        return;
    }
    if (!g)
        check_wrong(c, "geometry", NULL, "is missing (null is unknown)");
    else
        geojson_geometry(c, g);
    if (!p || (p->kind != TREE_OBJECT && p->kind != TREE_NULL))
        check_wrong(c, "properties", NULL, "is to be an object or null");
    if (tree_get(f, "coordinates") || tree_get(f, "geometries") || tree_get(f, "features"))
        check_wrong(c, "coordinates", "foreign", "a member that means something else");
    if (id && id->kind != TREE_STRING && id->kind != TREE_NUMBER)
        check_wrong(c, "id", NULL, "is to be a text or a number");
    else if (id)
        check_unique(c, STR("id"), id->raw);
}

static void geojson_document(struct checking *c, const struct tree *t) {
    const struct tree *list = tree_get(t, "features");
    const char *from = c->text.p;
    if (tree_get(t, "crs")) check_wrong(c, "crs", NULL, "is not allowed: all positions are WGS 84");
    if (!tree_is(tree_get(t, "type"), "FeatureCollection")) {
        check_wrong(c, "type", NULL, "is to be FeatureCollection");
        return;
    }
    if (!check_want_list(c, t, "features")) return;
    for (uint32_t i = 0; i < tree_size(list); i++) {
        c->rows++;
        json_go_to(tree_item(list, i), &from, &c->line);
        geojson_feature(c, tree_item(list, i));
    }
}

/* ---- JSON-LD */

static void jsonld_author(struct checking *c, const struct tree *a) {
    bool fine = a->kind != TREE_OBJECT || tree_is(tree_get(a, "@type"), "Person") ||
                tree_is(tree_get(a, "@type"), "Organization");
    if (!fine) check_wrong(c, "author", NULL, "is to be a Person or an Organization");
    if (a->kind == TREE_OBJECT && !check_text(c, a, "name").n && !check_text(c, a, "url").n)
        check_wrong(c, "author", "author name", "has no name");
}

static void jsonld_claim(struct checking *c, const struct tree *t) {
    const struct tree *author = tree_get(t, "author"), *at = tree_get(t, "appearance");
    struct str day = check_text(c, t, "datePublished");
    check_want_text(c, t, "text");
    if (author) jsonld_author(c, author);
    if (tree_get(t, "datePublished") && !check_is_date(day))
        check_wrong(c, "datePublished", NULL, "is to be a date of ISO 8601");
    for (uint32_t i = 0; at && at->kind == TREE_ARRAY && i < tree_size(at); i++)
        if (!check_text(c, tree_item(at, i), "@type").n &&
            !check_text(c, tree_item(at, i), "url").n)
            check_wrong(c, "appearance", NULL, "has neither @type nor url");
}

/* A verdict of a named human; its rating lies between worst and best. */
static void jsonld_review(struct checking *c, const struct tree *t) {
    const struct tree *r = tree_get(t, "reviewRating");
    int64_t value, worst, best;
    check_want_text(c, t, "claimReviewed");
    check_want_text(c, t, "url");
    if (!r)
        check_wrong(c, "reviewRating", NULL, "is missing");
    else if (tree_fixed(tree_get(r, "ratingValue"), 3, &value) &&
             tree_fixed(tree_get(r, "worstRating"), 3, &worst) &&
             tree_fixed(tree_get(r, "bestRating"), 3, &best) && (value < worst || value > best))
        check_wrong(c, "reviewRating", NULL, "is not between worst and best");
}

static void jsonld_node(struct checking *c, const struct tree *t) {
    const struct tree *type = tree_get(t, "@type");
    c->rows++;
    if (!type) {
        check_wrong(c, "@type", NULL, "is missing");
        return;
    }
    if (tree_is(type, "Claim")) jsonld_claim(c, t);
    if (tree_is(type, "ClaimReview")) jsonld_review(c, t);
    check_unique(c, STR("@id"), check_text(c, t, "@id"));
}

static bool names_schema_org(struct checking *c, const struct tree *context) {
    if (!context) return false;
    for (uint32_t i = 0; context->kind == TREE_ARRAY && i < context->n; i++)
        if (str_find_str(tree_str(&c->row, context->item[i]), STR("schema.org"), 0) != NONE)
            return true;
    return str_find_str(tree_str(&c->row, context), STR("schema.org"), 0) != NONE;
}

static void jsonld_document(struct checking *c, const struct tree *t) {
    const struct tree *graph = tree_get(t, "@graph");
    const char *from = c->text.p;
    if (!names_schema_org(c, tree_get(t, "@context")))
        check_wrong(c, "@context", NULL, "is to name schema.org");
    if (!graph) jsonld_node(c, t);
    for (uint32_t i = 0; i < tree_size(graph); i++) {
        json_go_to(tree_item(graph, i), &from, &c->line);
        jsonld_node(c, tree_item(graph, i));
    }
}

const struct json_format *json_format_of(const char *format) {
    static const struct json_format of[] = {{"plover", JSON_LINES, plover_object},
                                            {"geojson", JSON_DOCUMENT, geojson_document},
                                            {"geojson-seq", JSON_SEQUENCE, geojson_feature},
                                            {"jsonld", JSON_DOCUMENT, jsonld_document},
                                            {"ftm", JSON_LINES, check_ftm_entity},
                                            {"ftm-statements", JSON_LINES, check_ftm_statement},
                                            {"jsonl", JSON_LINES, check_book_line}};
    for (size_t i = 0; i < COUNT_OF(of); i++)
        if (!strcmp(of[i].name, format)) return &of[i];
    return NULL;
}
