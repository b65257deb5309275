#include "base/base.h"

#include "export/eventdata.h"

#include "base/num.h"

uint32_t eventdata_count(const struct casedata *k) {
    return packed_size(packed_get(k->source.v[0].record, KEY_events));
}

/* [plover 2.1] countries by ISO alpha-3; Kosovo is KOS. */
static struct str country_code(struct str iso3) {
    return str_eq_c(iso3, "XKX") ? STR("KOS") : iso3;
}

static struct side side_of(struct arena *a, const struct packed_node *record,
                           const struct packed_node *part) {
    const struct packed_node *id = packed_get(part, KEY_entity), *e = NULL;
    struct side s = {.raw = packed_get_str(a, part, KEY_text)};
    bool place = packed_letter(id) == 'p';
    e = packed_by_id(record, place ? KEY_places : KEY_entities, id);
    s.place = place;
    s.name = packed_get_str(a, e, KEY_name);
    s.country = country_code(packed_get_str(a, e, KEY_country));
    s.sector = place ? STR_NULL : packed_get_str(a, e, KEY_sector);
    s.known = place ? STR_NULL : packed_get_str(a, e, KEY_known);
    s.office =
        place ? STR_NULL : packed_get_str(a, packed_item(packed_get(e, KEY_roles), 0), KEY_text);
    if (!s.name.n) s.name = s.raw;
    return s;
}

static bool role_in(const struct packed_node *role, const char *const *names, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (packed_is(role, names[i])) return true;
    return false;
}

static void fill_sides(struct arena *a, const struct packed_node *record, struct eventdata *e) {
    static const char *const acts[] = {"actor", "perpetrator", "speaker", "organizer"};
    static const char *const receives[] = {"recipient", "target", "victim", "addressee",
                                           "beneficiary"};
    const struct packed_node *list = packed_get(e->event, KEY_participants);
    for (uint32_t i = 0; i < packed_size(list); i++) {
        const struct packed_node *p = packed_item(list, i), *role = packed_get(p, KEY_role);
        if (role_in(role, acts, COUNT_OF(acts)) && e->n_actor < MOST_SIDES)
            e->actor[e->n_actor++] = side_of(a, record, p);
        else if (role_in(role, receives, COUNT_OF(receives)) && e->n_recipient < MOST_SIDES)
            e->recipient[e->n_recipient++] = side_of(a, record, p);
    }
}

/* The incident the event belongs to, or NULL. */
static const struct packed_node *incident_of(const struct packed_node *record,
                                             const struct packed_node *event) {
    const struct packed_node *list = packed_get(record, KEY_incidents),
                             *id = packed_get(event, KEY_id);
    for (uint32_t i = 0; id && i < packed_size(list); i++) {
        const struct packed_node *ids = packed_get(packed_item(list, i), KEY_events);
        for (uint32_t k = 0; k < packed_size(ids); k++)
            if (packed_same(packed_item(ids, k), id)) return packed_item(list, i);
    }
    return NULL;
}

/* Its own time, else that of its incident. */
static void fill_time(struct arena *a, const struct packed_node *record,
                      const struct packed_node *incident, struct eventdata *e) {
    const struct packed_node *t = packed_by_id(record, KEY_times, packed_get(e->event, KEY_time));
    if (!packed_get_str(a, t, KEY_from).n) t = packed_get(incident, KEY_date);
    e->day = packed_get_str(a, t, KEY_from);
    e->last = packed_get_str(a, t, KEY_to);
    if (!e->day.n || !e->last.n) e->day = e->last = STR_NULL;
}

static void fill_place(struct arena *a, const struct packed_node *record,
                       const struct packed_node *incident, struct eventdata *e) {
    const struct packed_node *p = packed_by_id(record, KEY_places, packed_get(e->event, KEY_place));
    if (!p)
        p = packed_by_id(record, KEY_places,
                         packed_get(packed_get(incident, KEY_place), KEY_place));
    if (!p) return;
    e->place.name = packed_get_str(a, p, KEY_name);
    e->place.kind = packed_get_str(a, p, KEY_kind);
    e->place.country = country_code(packed_get_str(a, p, KEY_country));
    e->place.admin1 = packed_get_str(a, p, KEY_admin1);
    e->place.precision = packed_get_str(a, p, KEY_precision);
    e->place.located = packed_fixed(packed_get(p, KEY_lat), 6, &e->place.lat) &&
                       packed_fixed(packed_get(p, KEY_lon), 6, &e->place.lon);
    packed_u64(packed_get(p, KEY_geonames), &e->place.geonames);
    e->place_raw = packed_get_str(a, p, KEY_text);
}

static void fill_codes(struct arena *a, struct eventdata *e) {
    const struct packed_node *codes = packed_get(e->event, KEY_codes),
                             *plover = packed_get(codes, KEY_plover);
    const struct packed_node *list = packed_get(plover, KEY_context);
    struct str *v = arena_array(a, struct str, packed_size(list) + 1);
    for (uint32_t i = 0; i < packed_size(list); i++) v[i] = packed_str(a, packed_item(list, i));
    e->plover = packed_get_str(a, plover, KEY_event);
    e->mode = packed_get_str(a, plover, KEY_mode);
    e->contexts = export_join(a, v, packed_size(list), ";");
    e->cameo = packed_get_str(a, codes, KEY_cameo);
}

struct eventdata eventdata_of(const struct exporting *x, const struct casedata *k, uint32_t i) {
    (void)x;
    const struct packed_node *record = k->source.v[0].record;
    struct eventdata e = {.event = packed_item(packed_get(record, KEY_events), i)};
    const struct packed_node *incident = incident_of(record, e.event);
    uint32_t *why = arena_new(k->a, uint32_t);
    *why = i;
    e.id = k->claim.v[i].id;
    e.why = (struct basis){why, 1};
    e.story = str_cut(k->source.v[0].published, 0, 10);
    e.sentence = casedata_sentence(record, e.event) + 1;
    fill_codes(k->a, &e);
    fill_sides(k->a, record, &e);
    fill_time(k->a, record, incident, &e);
    fill_place(k->a, record, incident, &e);
    return e;
}

/* [plover 2.3 negation] negated events are kept in the book and not exported; a refusal (REJECT) is
 * an event of its own. */
bool eventdata_stands(const struct eventdata *e) {
    bool negative =
        packed_is(packed_get(e->event, KEY_polarity), "-") && !str_eq_c(e->plover, "REJECT");
    const struct packed_node *m = packed_get(e->event, KEY_modality);
    return !negative && !packed_is(m, "denied") && !packed_is(m, "hypothetical");
}

bool eventdata_wanted(const struct exporting *x, const struct eventdata *e) {
    const att_export_options *o = x->opt;
    if (o->from && (!e->last.n || str_cmp(e->last, str_c(o->from)) < 0)) return false;
    if (o->to && (!e->day.n || str_cmp(e->day, str_c(o->to)) > 0)) return false;
    if (o->country && !str_ieq_c(e->place.country, o->country)) return false;
    return !o->type || packed_is(packed_get(e->event, KEY_type), o->type);
}

struct str sides_join(struct arena *a, const struct side *v, uint32_t n, size_t field) {
    struct str s[MOST_SIDES];
    for (uint32_t i = 0; i < n; i++) memcpy(&s[i], (const char *)&v[i] + field, sizeof s[i]);
    return export_join(a, s, n, ";");
}
