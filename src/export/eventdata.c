#include "base/base.h"

#include "export/eventdata.h"

#include "base/num.h"

uint32_t eventdata_count(const struct casedata *k) {
    return tree_size(tree_get(k->source.v[0].record, "events"));
}

/* [plover 2.1] countries by ISO alpha-3; Kosovo is KOS. */
static struct str country_code(struct str iso3) {
    return str_eq_c(iso3, "XKX") ? STR("KOS") : iso3;
}

static struct side side_of(struct arena *a, const struct tree *record, const struct tree *part) {
    const struct tree *id = tree_get(part, "entity"), *e = NULL;
    struct side s = {.raw = tree_get_str(a, part, "text")};
    bool place = id && id->kind == TREE_STRING && id->raw.n && id->raw.p[0] == 'p';
    e = tree_by_id(record, place ? "places" : "entities", id);
    s.place = place;
    s.name = tree_get_str(a, e, "name");
    s.country = country_code(tree_get_str(a, e, "country"));
    s.sector = place ? STR_NULL : tree_get_str(a, e, "sector");
    s.known = place ? STR_NULL : tree_get_str(a, e, "known");
    s.office = place ? STR_NULL : tree_get_str(a, tree_item(tree_get(e, "roles"), 0), "text");
    if (!s.name.n) s.name = s.raw;
    return s;
}

static bool role_in(const struct tree *role, const char *const *names, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (tree_is(role, names[i])) return true;
    return false;
}

static void fill_sides(struct arena *a, const struct tree *record, struct eventdata *e) {
    static const char *const acts[] = {"actor", "perpetrator", "speaker", "organizer"};
    static const char *const receives[] = {"recipient", "target", "victim", "addressee",
                                           "beneficiary"};
    const struct tree *list = tree_get(e->event, "participants");
    for (uint32_t i = 0; i < tree_size(list); i++) {
        const struct tree *p = tree_item(list, i), *role = tree_get(p, "role");
        if (role_in(role, acts, COUNT_OF(acts)) && e->n_actor < MOST_SIDES)
            e->actor[e->n_actor++] = side_of(a, record, p);
        else if (role_in(role, receives, COUNT_OF(receives)) && e->n_recipient < MOST_SIDES)
            e->recipient[e->n_recipient++] = side_of(a, record, p);
    }
}

/* The incident the event belongs to, or NULL. */
static const struct tree *incident_of(const struct tree *record, const struct tree *event) {
    const struct tree *list = tree_get(record, "incidents"), *id = tree_get(event, "id");
    for (uint32_t i = 0; id && i < tree_size(list); i++) {
        const struct tree *ids = tree_get(tree_item(list, i), "events");
        for (uint32_t k = 0; k < tree_size(ids); k++)
            if (str_eq(tree_item(ids, k)->raw, id->raw)) return tree_item(list, i);
    }
    return NULL;
}

/* Its own time, else that of its incident. */
static void fill_time(struct arena *a, const struct tree *record, const struct tree *incident,
                      struct eventdata *e) {
    const struct tree *t = tree_by_id(record, "times", tree_get(e->event, "time"));
    if (!tree_get_str(a, t, "from").n) t = tree_get(incident, "date");
    e->day = tree_get_str(a, t, "from");
    e->last = tree_get_str(a, t, "to");
    if (!e->day.n || !e->last.n) e->day = e->last = STR_NULL;
}

static void fill_place(struct arena *a, const struct tree *record, const struct tree *incident,
                       struct eventdata *e) {
    const struct tree *p = tree_by_id(record, "places", tree_get(e->event, "place"));
    if (!p) p = tree_by_id(record, "places", tree_get(tree_get(incident, "place"), "place"));
    if (!p) return;
    e->place.name = tree_get_str(a, p, "name");
    e->place.kind = tree_get_str(a, p, "kind");
    e->place.country = country_code(tree_get_str(a, p, "country"));
    e->place.admin1 = tree_get_str(a, p, "admin1");
    e->place.precision = tree_get_str(a, p, "precision");
    e->place.located = tree_fixed(tree_get(p, "lat"), 6, &e->place.lat) &&
                       tree_fixed(tree_get(p, "lon"), 6, &e->place.lon);
    tree_u64(tree_get(p, "geonames"), &e->place.geonames);
    e->place_raw = tree_get_str(a, p, "text");
}

static void fill_codes(struct arena *a, struct eventdata *e) {
    const struct tree *codes = tree_get(e->event, "codes"), *plover = tree_get(codes, "plover");
    const struct tree *list = tree_get(plover, "context");
    struct str *v = arena_array(a, struct str, tree_size(list) + 1);
    for (uint32_t i = 0; i < tree_size(list); i++) v[i] = tree_str(a, tree_item(list, i));
    e->plover = tree_get_str(a, plover, "event");
    e->mode = tree_get_str(a, plover, "mode");
    e->contexts = export_join(a, v, tree_size(list), ";");
    e->cameo = tree_get_str(a, codes, "cameo");
}

static uint32_t sentence_of(const struct casedata *k, const struct tree *event) {
    const struct tree *list = tree_get(k->source.v[0].record, "sentences");
    uint64_t at = 0, b = 0;
    uint32_t lo = 0, hi = tree_size(list);
    tree_u64(tree_item(tree_get(tree_get(event, "trigger"), "span"), 0), &at);
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        tree_u64(tree_item(tree_item(list, mid), 0), &b);
        if (b <= at)
            lo = mid;
        else
            hi = mid;
    }
    return lo + 1;
}

struct eventdata eventdata_of(const struct exporting *x, const struct casedata *k, uint32_t i) {
    (void)x;
    const struct tree *record = k->source.v[0].record;
    struct eventdata e = {.event = tree_item(tree_get(record, "events"), i)};
    const struct tree *incident = incident_of(record, e.event);
    uint32_t *why = arena_new(k->a, uint32_t);
    *why = i;
    e.id = k->claim.v[i].id;
    e.why = (struct basis){why, 1};
    e.story = str_cut(k->source.v[0].published, 0, 10);
    e.sentence = sentence_of(k, e.event);
    fill_codes(k->a, &e);
    fill_sides(k->a, record, &e);
    fill_time(k->a, record, incident, &e);
    fill_place(k->a, record, incident, &e);
    return e;
}

/* [plover 2.3 negation] negated events are kept in the book and not exported; a refusal (REJECT) is
 * an event of its own. */
bool eventdata_stands(const struct eventdata *e) {
    bool negative = tree_is(tree_get(e->event, "polarity"), "-") && !str_eq_c(e->plover, "REJECT");
    const struct tree *m = tree_get(e->event, "modality");
    return !negative && !tree_is(m, "denied") && !tree_is(m, "hypothetical");
}

bool eventdata_wanted(const struct exporting *x, const struct eventdata *e) {
    const att_export_options *o = x->opt;
    if (o->from && (!e->last.n || str_cmp(e->last, str_c(o->from)) < 0)) return false;
    if (o->to && (!e->day.n || str_cmp(e->day, str_c(o->to)) > 0)) return false;
    if (o->country && !str_ieq_c(e->place.country, o->country)) return false;
    return !o->type || tree_is(tree_get(e->event, "type"), o->type);
}

struct str sides_join(struct arena *a, const struct side *v, uint32_t n, size_t field) {
    struct str s[MOST_SIDES];
    for (uint32_t i = 0; i < n; i++) memcpy(&s[i], (const char *)&v[i] + field, sizeof s[i]);
    return export_join(a, s, n, ";");
}
