#include "base/base.h"

#include "export/eventdata.h"

#include "base/num.h"

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

/* An event at hand, and the incident it belongs to (or NULL). */
struct told_event {
    struct arena *a;
    const struct packed_node *record, *event, *incident;
};

static void fill_sides(const struct told_event *t, struct eventdata *e) {
    static const char *const acts[] = {"actor", "perpetrator", "speaker", "organizer"};
    static const char *const receives[] = {"recipient", "target", "victim", "addressee",
                                           "beneficiary"};
    const struct packed_node *list = packed_get(t->event, KEY_participants);
    e->actor = arena_array(t->a, struct side, MOST_SIDES);
    e->recipient = arena_array(t->a, struct side, MOST_SIDES);
    for (uint32_t i = 0; i < packed_size(list); i++) {
        const struct packed_node *p = packed_item(list, i), *role = packed_get(p, KEY_role);
        if (role_in(role, acts, COUNT_OF(acts)) && e->n_actor < MOST_SIDES)
            e->actor[e->n_actor++] = side_of(t->a, t->record, p);
        else if (role_in(role, receives, COUNT_OF(receives)) && e->n_recipient < MOST_SIDES)
            e->recipient[e->n_recipient++] = side_of(t->a, t->record, p);
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
static void fill_time(const struct told_event *t, struct eventdata *e) {
    const struct packed_node *time =
        packed_by_id(t->record, KEY_times, packed_get(t->event, KEY_time));
    if (!packed_get_str(t->a, time, KEY_from).n) time = packed_get(t->incident, KEY_date);
    e->day = packed_get_str(t->a, time, KEY_from);
    e->last = packed_get_str(t->a, time, KEY_to);
    if (!e->day.n || !e->last.n) e->day = e->last = STR_NULL;
}

static void fill_place(const struct told_event *t, struct eventdata *e) {
    const struct packed_node *own = packed_get(t->event, KEY_place);
    const struct packed_node *p = packed_by_id(t->record, KEY_places, own);
    struct arena *a = t->a;
    own = packed_get(packed_get(t->incident, KEY_place), KEY_place);
    if (!p) p = packed_by_id(t->record, KEY_places, own);
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

/* [plover 2.3 negation] negated events are kept in the book and not exported; a refusal (REJECT) is
 * an event of its own. */
static bool stands(const struct packed_node *event, struct str plover) {
    bool negative = packed_is(packed_get(event, KEY_polarity), "-") && !str_eq_c(plover, "REJECT");
    const struct packed_node *m = packed_get(event, KEY_modality);
    return !negative && !packed_is(m, "denied") && !packed_is(m, "hypothetical");
}

static void fill_codes(const struct told_event *t, struct eventdata *e) {
    const struct packed_node *codes = packed_get(t->event, KEY_codes),
                             *plover = packed_get(codes, KEY_plover);
    const struct packed_node *list = packed_get(plover, KEY_context);
    struct str *v = arena_array(t->a, struct str, packed_size(list) + 1);
    for (uint32_t i = 0; i < packed_size(list); i++) v[i] = packed_str(t->a, packed_item(list, i));
    e->type = packed_get_str(t->a, t->event, KEY_type);
    e->plover = packed_get_str(t->a, plover, KEY_event);
    e->mode = packed_get_str(t->a, plover, KEY_mode);
    e->contexts = export_join(t->a, v, packed_size(list), ";");
    e->cameo = packed_get_str(t->a, codes, KEY_cameo);
    e->stands = stands(t->event, e->plover);
}

/* An event that no format has a row for is not looked at further. */
static void gather_event(struct casedata *k, const struct packed_node *event) {
    struct told_event t = {.a = k->a, .record = k->source.v[0].record, .event = event};
    struct eventdata *e = &k->event[k->n_event];
    uint32_t sentence;
    fill_codes(&t, e);
    if (!k->has_given && (!e->stands || (!e->plover.n && !e->cameo.n))) return;
    t.incident = incident_of(t.record, event);
    casedata_add_event(k, event, &sentence);
    e->sentence = sentence + 1;
    fill_sides(&t, e);
    fill_time(&t, e);
    fill_place(&t, e);
    k->n_event++;
}

/* "CODE,2;CODE,1" as PETRARCH writes issues. */
static struct str issues_of(struct arena *a, const struct packed_node *dyad) {
    const struct packed_node *list = packed_get(dyad, KEY_issues);
    struct str *v = arena_array(a, struct str, packed_size(list) + 1);
    for (uint32_t i = 0; i < packed_size(list); i++) {
        const struct packed_node *t = packed_item(list, i), *count = packed_get(t, KEY_count);
        v[i] = arena_printf(a, "%.*s,%.*s", STR_ARG(packed_get_str(a, t, KEY_code)),
                            STR_ARG(count ? packed_text(a, count) : STR("1")));
    }
    return export_join(a, v, packed_size(list), ";");
}

/* With dictionaries every event is kept, so that ids and indices agree. */
static void gather_given(struct casedata *k, const struct packed_node *list) {
    const struct packed_node *events = packed_get(k->source.v[0].record, KEY_events);
    k->given = arena_array(k->a, struct given, packed_size(list) + 1);
    for (uint32_t i = 0; i < packed_size(list); i++) {
        const struct packed_node *t = packed_item(list, i), *id = packed_get(t, KEY_event);
        uint32_t v = 0;
        while (v < packed_size(events) &&
               !packed_same(packed_get(packed_item(events, v), KEY_id), id))
            v++;
        k->given[k->n_given++] = (struct given){.source = packed_get_str(k->a, t, KEY_source),
                                                .target = packed_get_str(k->a, t, KEY_target),
                                                .code = packed_get_str(k->a, t, KEY_code),
                                                .issues = issues_of(k->a, t),
                                                .event = v < k->n_event ? v : NONE};
    }
}

/* Names of the story's entities of these types (all: NULL). */
static struct str story_names(const struct casedata *k, enum packed_key list, const char *types) {
    const struct packed_node *v = packed_get(k->source.v[0].record, list);
    struct str *name = arena_array(k->a, struct str, packed_size(v) + 1);
    for (uint32_t i = 0; i < packed_size(v); i++) {
        const struct packed_node *e = packed_item(v, i);
        struct str rest = str_c(types), type;
        bool fine = !types;
        while (types && str_next(&rest, ' ', &type))
            fine = fine || str_eq(packed_get_str(k->a, e, KEY_type), type);
        if (types && !packed_true(packed_get(e, KEY_named))) fine = false;
        if (fine) name[i] = packed_get_str(k->a, e, KEY_name);
    }
    return export_join(k->a, name, packed_size(v), ";");
}

void eventdata_gather(struct casedata *k) {
    static const char groups[] = "organization group government military police media";
    const struct packed_node *record = k->source.v[0].record;
    const struct packed_node *events = packed_get(record, KEY_events),
                             *given = packed_get(record, KEY_cameo);
    k->has_given = given != NULL;
    k->event = arena_array(k->a, struct eventdata, packed_size(events) + 1);
    for (uint32_t i = 0; i < packed_size(events); i++) gather_event(k, packed_item(events, i));
    gather_given(k, given);
    k->people = story_names(k, KEY_entities, "person");
    k->bodies = story_names(k, KEY_entities, groups);
    k->places = story_names(k, KEY_places, NULL);
    eventdata_settle(k);
}

void eventdata_settle(struct casedata *k) {
    uint32_t *why = arena_array_raw(k->a, uint32_t, k->n_event + 1);
    for (uint32_t i = 0; i < k->n_event; i++) {
        struct eventdata *e = &k->event[i];
        why[i] = i;
        e->why = (struct basis){&why[i], 1};
        e->story = str_cut(k->source.v[0].published, 0, 10);
    }
}

struct str eventdata_id(const struct casedata *k, const struct eventdata *e) {
    return casedata_claim_id(k, &k->claim.v[e->why.claim[0]]);
}

bool eventdata_wanted(const struct exporting *x, const struct eventdata *e) {
    const att_export_options *o = x->opt;
    if (o->from && (!e->last.n || str_cmp(e->last, str_c(o->from)) < 0)) return false;
    if (o->to && (!e->day.n || str_cmp(e->day, str_c(o->to)) > 0)) return false;
    if (o->country && !str_ieq_c(e->place.country, o->country)) return false;
    return !o->type || str_eq_c(e->type, o->type);
}

struct str sides_join(struct arena *a, const struct side *v, uint32_t n, size_t field) {
    struct str s[MOST_SIDES];
    for (uint32_t i = 0; i < n; i++) memcpy(&s[i], (const char *)&v[i] + field, sizeof s[i]);
    return export_join(a, s, n, ";");
}
