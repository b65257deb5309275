/* A case from what its reports' records say of it. */
#include "base/base.h"

#include "export/casedata.h"

#include "base/map.h"
#include "base/num.h"
#include "export/eventdata.h"

/* ---- claims of a record */

static struct str name_of(struct arena *a, const struct packed_node *record,
                          const struct packed_node *id) {
    const struct packed_node *o = packed_by_id(record, KEY_entities, id);
    if (!o || packed_letter(id) == 'p') o = packed_by_id(record, KEY_places, id);
    return packed_get_str(a, o, KEY_name);
}

static struct str first_of(struct str a, struct str b) {
    return a.n ? a : b;
}

static void fill_holder(struct arena *a, const struct packed_node *record,
                        const struct packed_node *claim, struct told *t) {
    const struct packed_node *h = packed_get(claim, KEY_holder),
                             *outlet = packed_get(h, KEY_source);
    t->by_outlet = outlet != NULL;
    t->holder = first_of(packed_str(a, outlet), name_of(a, record, packed_get(h, KEY_entity)));
    t->holder = first_of(t->holder, packed_get_str(a, h, KEY_text));
    const struct packed_node *e = packed_by_id(record, KEY_entities, packed_get(h, KEY_entity));
    t->by_person = packed_is(packed_get(e, KEY_type), "person");
}

static void fill_value(struct arena *a, const struct packed_node *record,
                       const struct packed_node *v, struct told *t) {
    static const enum packed_key words[] = {KEY_occurred, KEY_type};
    static const enum packed_key entities[] = {KEY_entity, KEY_claimed_by, KEY_place};
    const struct packed_node *time = packed_by_id(record, KEY_times, packed_get(v, KEY_time));
    t->figure = packed_u64(packed_get(v, KEY_low), &t->low);
    if (!packed_u64(packed_get(v, KEY_high), &t->high)) t->high = UINT64_MAX;
    const struct packed_node *by = packed_get(v, KEY_claimed_by);
    t->nobody = by && packed_kind(by) == PACKED_NULL;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        t->value = first_of(t->value, packed_get_str(a, v, words[i]));
    for (size_t i = 0; i < COUNT_OF(entities); i++)
        t->value = first_of(t->value, name_of(a, record, packed_get(v, entities[i])));
    t->value = first_of(t->value, packed_get_str(a, time, KEY_from));
    t->value = first_of(t->value, packed_get_str(a, v, KEY_text));
}

static struct str day_of_claim(struct arena *a, const struct packed_node *record,
                               const struct packed_node *claim) {
    const struct packed_node *time = packed_by_id(record, KEY_times, packed_get(claim, KEY_time));
    struct str from = packed_get_str(a, time, KEY_from);
    if (from.n) return from;
    return packed_get_str(a, packed_get(packed_get(record, KEY_report), KEY_published), KEY_value);
}

/* 3 of "c3", 0 where there is none. */
static uint32_t number_in_report(const struct packed_node *id) {
    return packed_index(id) + 1;
}

static uint32_t slot_of(const struct packed_node *name) {
    uint32_t s = 0;
    while (s < N_CLAIM_SLOT && !packed_is(name, claim_slot_name((enum claim_slot)s))) s++;
    return s;
}

static void fill_span(const struct packed_node *span, struct told *t) {
    uint64_t b = 0, e = 0;
    packed_pair(span, &b, &e);
    t->b = (uint32_t)b, t->e = (uint32_t)e;
}

/* The words of a figure are its "dozens"; those of all else its value. */
static void add_claim(struct casedata *k, uint32_t source, const struct packed_node *claim) {
    struct arena *a = k->a;
    const struct source *s = &k->source.v[source];
    struct told *t = vec_push(a, &k->claim);
    t->source = source;
    t->number = number_in_report(packed_get(claim, KEY_id));
    t->slot = slot_of(packed_get(claim, KEY_slot));
    t->stance = packed_get_str(a, claim, KEY_stance);
    t->certainty = packed_get_str(a, claim, KEY_certainty);
    t->at = day_of_claim(a, s->record, claim);
    fill_span(packed_get(packed_get(claim, KEY_evidence), KEY_span), t);
    t->partial = packed_true(packed_get(claim, KEY_partial));
    t->attackers = packed_true(packed_get(claim, KEY_attackers));
    fill_holder(a, s->record, claim, t);
    fill_value(a, s->record, packed_get(claim, KEY_value), t);
}

/* Index of each claim of the record inside the case, NONE where it is no claim of it. */
static uint32_t *add_claims(struct casedata *k, uint32_t source, const struct packed_node *ids) {
    const struct packed_node *record = k->source.v[source].record,
                             *all = packed_get(record, KEY_claims);
    uint32_t *at = arena_array_raw(k->a, uint32_t, packed_size(all) + 1), from = k->claim.n;
    for (uint32_t i = 0; i < packed_size(all); i++) at[i] = NONE;
    for (uint32_t i = 0; i < packed_size(ids); i++) {
        const struct packed_node *claim = packed_by_id(record, KEY_claims, packed_item(ids, i));
        if (!claim) continue;
        at[packed_index(packed_item(ids, i))] = k->claim.n;
        add_claim(k, source, claim);
    }
    for (uint32_t i = 0; i < packed_size(ids); i++) {
        const struct packed_node *over =
            packed_get(packed_by_id(record, KEY_claims, packed_item(ids, i)), KEY_supersedes);
        uint32_t n = packed_index(over);
        if (n < packed_size(all) && at[n] >= from && at[n] != NONE)
            k->claim.v[at[n]].superseded = true;
    }
    return at;
}

/* ---- parties */

static struct party *party_named(struct casedata *k, enum party_role role, struct str name) {
    for (uint32_t i = 0; i < k->party[role].n; i++)
        if (str_ieq(k->party[role].v[i].name, name)) return &k->party[role].v[i];
    return NULL;
}

/* A name over two lines of the report is one line. */
static struct str one_line(struct arena *a, struct str s) {
    if (str_find(s, '\n', 0) == NONE && str_find(s, '\r', 0) == NONE) return s;
    char *to = arena_alloc_raw(a, s.n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        bool space = s.p[i] == '\n' || s.p[i] == '\r';
        if (!space || (n && to[n - 1] != ' ')) to[n++] = space ? ' ' : s.p[i];
    }
    return (struct str){to, n};
}

/* "Israel bombed", "Russian shelling": the name of a land, or the word for what is its own, acts
 * for its forces; "Israelis" are people. */
static bool acts_for_state(struct arena *a, const struct party *p, const struct packed_node *e) {
    if (!p->named || p->sector.n || !p->country.n) return false;
    if (str_eq_c(p->type, "other")) return str_eq(packed_get_str(a, e, KEY_known), p->country);
    return str_eq_c(p->type, "population") && !str_ends(p->name, STR("s")) &&
           str_find(p->name, ' ', 0) == NONE;
}

/* The party of an entity; `text` is what the report calls it there. */
static struct party *party_of(struct casedata *k, enum party_role role, const struct packed_node *e,
                              struct str text) {
    struct arena *a = k->a;
    bool named = packed_true(packed_get(e, KEY_named));
    struct str name = one_line(a, named ? packed_get_str(a, e, KEY_name) : text);
    struct party *p = party_named(k, role, name);
    if (p) return p;
    p = vec_push(a, &k->party[role]);
    p->name = name;
    p->text = one_line(a, text);
    p->named = named;
    p->type = packed_get_str(a, e, KEY_type);
    p->sector = packed_get_str(a, e, KEY_sector);
    p->country = packed_get_str(a, e, KEY_country);
    if (str_eq_c(p->type, "other")) p->sector = STR_NULL; /* a place is no actor */
    if (role == PARTY_PERPETRATOR && acts_for_state(a, p, e)) p->sector = STR("MIL");
    return p;
}

static void add_party(struct casedata *k, enum party_role role, const struct packed_node *record,
                      const struct packed_node *filler, const uint32_t *claim_at) {
    struct arena *a = k->a;
    const struct packed_node *e =
        packed_by_id(record, KEY_entities, packed_get(filler, KEY_entity));
    struct party *p = party_of(k, role, e, packed_get_str(a, filler, KEY_text));
    const struct packed_node *ids = packed_get(filler, KEY_claims);
    for (uint32_t i = 0; i < packed_size(ids); i++) {
        uint32_t n = packed_index(packed_item(ids, i));
        if (n < packed_size(packed_get(record, KEY_claims)) && claim_at[n] != NONE)
            *vec_push(a, &p->claim) = claim_at[n];
    }
}

/* Who claimed it, by the claims of responsibility that stand. */
static void add_claimants(struct casedata *k, const struct packed_node *record,
                          const uint32_t *claim_at) {
    const struct packed_node *list = packed_get(record, KEY_claims);
    for (uint32_t i = 0; i < packed_size(list); i++) {
        const struct told *t = claim_at[i] == NONE ? NULL : &k->claim.v[claim_at[i]];
        const struct packed_node *claim = packed_item(list, i),
                                 *value = packed_get(claim, KEY_value);
        const struct packed_node *by =
            packed_by_id(record, KEY_entities, packed_get(value, KEY_claimed_by));
        if (!t || t->slot != SLOT_RESPONSIBILITY || !by || str_eq_c(t->stance, "denies") ||
            str_eq_c(t->stance, "retracts"))
            continue;
        struct party *p = party_of(k, PARTY_CLAIMANT, by, packed_get_str(k->a, value, KEY_text));
        *vec_push(k->a, &p->claim) = claim_at[i];
    }
}

static void add_parties(struct casedata *k, const struct packed_node *record,
                        const struct packed_node *incident, const uint32_t *claim_at) {
    static const enum packed_key key[] = {KEY_perpetrators, KEY_targets, KEY_victims, KEY_weapons};
    add_claimants(k, record, claim_at);
    for (int role = 0; role < PARTY_CLAIMANT; role++) {
        const struct packed_node *list = packed_get(incident, key[role]);
        for (uint32_t i = 0; i < packed_size(list); i++)
            add_party(k, (enum party_role)role, record, packed_item(list, i), claim_at);
    }
}

/* ---- codes: what most reports give, the first of equals */

struct vote {
    struct map count;
    struct str best;
};

static void vote_for(struct vote *v, struct arena *a, struct str s) {
    if (!s.n) return;
    if (!v->count.a) map_init(&v->count, a, 8);
    uint32_t n = map_get(&v->count, s), most = v->best.n ? map_get(&v->count, v->best) : 0;
    map_put(&v->count, s, n == NONE ? 1 : n + 1);
    if (!v->best.n || map_get(&v->count, s) > most) v->best = s;
}

struct votes {
    struct vote acled, ucdp, attack, target, weapon, suicide, success, status;
};

/* The ACLED code of an incident: of its first event of the incident's own type, else of the first
 * one that has a code. */
static const struct packed_node *acled_of(const struct packed_node *record,
                                          const struct packed_node *incident) {
    const struct packed_node *ids = packed_get(incident, KEY_events),
                             *type = packed_get(incident, KEY_type);
    const struct packed_node *first = NULL;
    for (uint32_t i = 0; i < packed_size(ids); i++) {
        const struct packed_node *event = packed_by_id(record, KEY_events, packed_item(ids, i));
        const struct packed_node *code = packed_get(packed_get(event, KEY_codes), KEY_acled);
        if (!code) continue;
        if (packed_same(packed_get(event, KEY_type), type)) return code;
        if (!first) first = code;
    }
    return first;
}

static void take_votes(struct casedata *k, struct votes *v, const struct packed_node *record,
                       const struct packed_node *incident) {
    const struct packed_node *acled = acled_of(record, incident),
                             *codes = packed_get(incident, KEY_codes);
    const struct packed_node *gtd = packed_get(codes, KEY_gtd);
    const struct {
        struct vote *vote;
        struct str s;
    } of[] = {{&v->ucdp, packed_text(k->a, packed_get(codes, KEY_ucdp))},
              {&v->attack, packed_text(k->a, packed_get(gtd, KEY_attack))},
              {&v->target, packed_text(k->a, packed_get(gtd, KEY_target))},
              {&v->weapon, packed_text(k->a, packed_get(gtd, KEY_weapon))},
              {&v->suicide, packed_text(k->a, packed_get(gtd, KEY_suicide))},
              {&v->success, packed_text(k->a, packed_get(gtd, KEY_success))},
              {&v->status, packed_text(k->a, packed_get(incident, KEY_status))}};
    for (size_t i = 0; i < COUNT_OF(of); i++) vote_for(of[i].vote, k->a, of[i].s);
    if (!acled) return;
    struct str event = packed_get_str(k->a, acled, KEY_event),
               sub = packed_get_str(k->a, acled, KEY_sub_event);
    if (sub.n)
        vote_for(&v->acled, k->a, arena_printf(k->a, "%.*s\t%.*s", STR_ARG(event), STR_ARG(sub)));
}

static uint32_t number_of(struct str s) {
    uint32_t n = 0;
    return num_parse_u32(s, &n) ? n : 0;
}

static void settle_codes(struct casedata *k, const struct votes *v) {
    struct str rest = v->acled.best;
    if (rest.n) {
        str_next(&rest, '\t', &k->acled_event);
        k->acled_sub = rest;
    }
    k->ucdp = number_of(v->ucdp.best);
    k->gtd_attack = number_of(v->attack.best);
    k->gtd_target = number_of(v->target.best);
    k->gtd_weapon = number_of(v->weapon.best);
    k->gtd_suicide = str_eq(v->suicide.best, STR("true"));
    k->gtd_success = str_eq(v->success.best, STR("true"));
    k->status = v->status.best;
}

/* ---- place, date, sources */

static void fill_place(struct casedata *k, const struct packed_node *place, struct spot *s) {
    s->name = packed_get_str(k->a, place, KEY_name);
    s->kind = packed_get_str(k->a, place, KEY_kind);
    s->country = packed_get_str(k->a, place, KEY_country);
    s->admin1 = packed_get_str(k->a, place, KEY_admin1);
    packed_u64(packed_get(place, KEY_geonames), &s->geonames);
}

/* Where the place lies: as the first report says that has a place of the name there. */
static void locate(struct casedata *k, const struct packed_node *record) {
    const struct packed_node *list = packed_get(record, KEY_places);
    for (uint32_t i = 0; i < packed_size(list) && !k->place.located && k->place.name.n; i++) {
        const struct packed_node *p = packed_item(list, i);
        uint64_t id = 0;
        packed_u64(packed_get(p, KEY_geonames), &id);
        if (id != k->place.geonames || !str_eq(packed_get_str(k->a, p, KEY_name), k->place.name))
            continue;
        k->place.located = packed_fixed(packed_get(p, KEY_lat), 6, &k->place.lat) &&
                           packed_fixed(packed_get(p, KEY_lon), 6, &k->place.lon);
        k->place.precision = packed_get_str(k->a, p, KEY_precision);
    }
}

static uint64_t number_of_id(struct str id) {
    uint64_t v = 0;
    for (uint32_t i = 1; i < id.n && i < 17; i++) {
        char c = id.p[i];
        v = v * 16 + (uint64_t)(ascii_is_digit(c) ? c - '0' : ascii_lower(c) - 'a' + 10) % 16;
    }
    return v >> 11;
}

static void fill_head(struct casedata *k, const struct packed_node *file) {
    const struct packed_node *date = packed_get(file, KEY_date);
    int64_t from, to;
    k->id = packed_get_str(k->a, file, KEY_id);
    k->number = number_of_id(k->id);
    k->type = packed_get_str(k->a, file, KEY_type);
    k->from = packed_get_str(k->a, date, KEY_from);
    k->to = packed_get_str(k->a, date, KEY_to);
    k->precision = packed_get_str(k->a, date, KEY_precision);
    if (day_number(k->from, &from) && day_number(k->to, &to) && from <= to && to - from < 36525)
        k->days = (uint32_t)(to - from) + 1;
    fill_place(k, packed_get(file, KEY_place), &k->place);
}

static uint32_t add_source(struct casedata *k, struct str key, const struct packed_node *record) {
    const struct packed_node *report = packed_get(record, KEY_report);
    for (uint32_t i = 0; i < k->source.n; i++)
        if (str_eq(k->source.v[i].key, key)) return i;
    struct source *s = vec_push(k->a, &k->source);
    *s = (struct source){.key = key,
                         .id = packed_get_str(k->a, report, KEY_id),
                         .sha256 = packed_get_str(k->a, report, KEY_sha256),
                         .outlet = packed_get_str(k->a, packed_get(report, KEY_source), KEY_name),
                         .title = packed_get_str(k->a, report, KEY_title),
                         .url = packed_get_str(k->a, report, KEY_url),
                         .published =
                             packed_get_str(k->a, packed_get(report, KEY_published), KEY_value),
                         .language = packed_get_str(k->a, report, KEY_language),
                         .record = record,
                         .text = packed_get_str(k->a, report, KEY_text),
                         .origin = k->source.n - 1};
    return k->source.n - 1;
}

/* Reports of one origin, by their ids. */
static void set_origins(struct casedata *k, const struct packed_node *list) {
    k->n_origin = packed_size(list);
    for (uint32_t o = 0; o < packed_size(list); o++) {
        const struct packed_node *ids = packed_get(packed_item(list, o), KEY_reports);
        for (uint32_t i = 0; i < packed_size(ids); i++)
            for (uint32_t s = 0; s < k->source.n; s++)
                if (str_eq(packed_str(k->a, packed_item(ids, i)), k->source.v[s].id))
                    k->source.v[s].origin = o;
    }
}

/* A record in the arena; one that several members name is fetched once. */
static const struct packed_node *record_of(struct casedata *k, struct str key, record_find find,
                                           void *ctx) {
    struct packed p;
    for (uint32_t i = 0; i < k->source.n; i++)
        if (str_eq(k->source.v[i].key, key)) return k->source.v[i].record;
    return find(ctx, key, &p) && packed_open(&p, arena_str(k->a, p.block)) ? p.root : NULL;
}

struct casedata *casedata_of(struct arena *a, const struct packed *from, record_find find,
                             void *ctx) {
    const struct packed_node *file = from->root;
    const struct packed_node *members = packed_get(file, KEY_incidents);
    struct casedata *k = arena_new(a, struct casedata);
    struct votes votes = {0};
    k->a = a;
    fill_head(k, file);
    for (uint32_t i = 0; i < packed_size(members); i++) {
        const struct packed_node *m = packed_item(members, i);
        struct str key = packed_get_str(a, m, KEY_key);
        const struct packed_node *record = record_of(k, key, find, ctx);
        if (!record) return NULL;
        uint32_t source = add_source(k, key, record);
        const struct packed_node *incident =
            packed_by_id(record, KEY_incidents, packed_get(m, KEY_incident));
        locate(k, record);
        if (!incident) continue;
        const uint32_t *at = add_claims(k, source, packed_get(incident, KEY_claims));
        add_parties(k, record, incident, at);
        take_votes(k, &votes, record, incident);
    }
    set_origins(k, packed_get(file, KEY_origins));
    settle_codes(k, &votes);
    k->shown = arena_array(a, struct str, k->claim.n + 1);
    return k;
}

/* ---- a report alone */

/* The sentence, from 0, that an event stands in. */
static uint32_t sentence_of(const struct packed_node *list, const struct packed_node *event) {
    uint32_t lo = 0, hi = packed_size(list);
    uint64_t at = 0, b = 0, e = 0;
    packed_pair(packed_get(packed_get(event, KEY_trigger), KEY_span), &at, &e);
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        packed_pair(packed_item(list, mid), &b, &e);
        if (b <= at)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

void casedata_add_event(struct casedata *k, const struct packed_node *event, uint32_t *sentence) {
    struct told *t = vec_push(k->a, &k->claim);
    const struct source *s = &k->source.v[0];
    const struct packed_node *list = packed_get(s->record, KEY_sentences);
    *sentence = sentence_of(list, event);
    t->number = number_in_report(packed_get(event, KEY_id));
    t->slot = N_CLAIM_SLOT;
    fill_span(packed_item(list, *sentence), t);
    fill_holder(k->a, s->record, event, t);
    if (!t->holder.n) t->holder = s->outlet;
}

struct casedata *casedata_of_record(struct arena *a, struct str key, const struct packed *from) {
    struct casedata *k = arena_new(a, struct casedata);
    k->a = a;
    k->id = key;
    add_source(k, key, from->root);
    eventdata_gather(k);
    k->shown = arena_array(a, struct str, k->claim.n + 1);
    return k;
}
