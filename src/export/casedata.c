#include "base/base.h"

#include "export/casedata.h"

#include "base/map.h"
#include "base/num.h"
#include "world/calendar.h"

#define NOT_NEEDED "sentences mentions statements notes conflicts aliases byline"

/* ---- days */

bool day_number(struct str s, int64_t *days) {
    uint32_t y, m, d;
    if (s.n < 10 || !num_parse_u32(str_cut(s, 0, 4), &y) || !num_parse_u32(str_cut(s, 5, 7), &m) ||
        !num_parse_u32(str_cut(s, 8, 10), &d) || s.p[4] != '-' || s.p[7] != '-' || !y || d < 1 ||
        d > calendar_month_days((int32_t)y, m))
        return false;
    *days = calendar_days((int32_t)y, m, d);
    return true;
}

struct str day_text(struct arena *a, int64_t days) {
    int32_t y;
    uint32_t m, d;
    calendar_date(days, &y, &m, &d);
    return arena_printf(a, "%04d-%02u-%02u", y, m, d);
}

/* ---- claims of a record */

static struct str name_of(struct arena *a, const struct tree *record, const struct tree *id) {
    const struct tree *o = tree_by_id(record, "entities", id);
    if (!o || id->raw.p[0] == 'p') o = tree_by_id(record, "places", id);
    return tree_get_str(a, o, "name");
}

static struct str first_of(struct str a, struct str b) {
    return a.n ? a : b;
}

static void fill_holder(struct arena *a, const struct tree *record, const struct tree *claim,
                        struct told *t) {
    const struct tree *h = tree_get(claim, "holder"), *outlet = tree_get(h, "source");
    t->by_outlet = outlet != NULL;
    t->holder = first_of(tree_str(a, outlet), name_of(a, record, tree_get(h, "entity")));
    t->holder = first_of(t->holder, tree_get_str(a, h, "text"));
    const struct tree *e = tree_by_id(record, "entities", tree_get(h, "entity"));
    t->by_person = tree_is(tree_get(e, "type"), "person");
}

static void fill_value(struct arena *a, const struct tree *record, const struct tree *v,
                       struct told *t) {
    static const char *const words[] = {"occurred", "type"};
    static const char *const entities[] = {"entity", "claimed_by", "place"};
    const struct tree *time = tree_by_id(record, "times", tree_get(v, "time"));
    t->figure = tree_u64(tree_get(v, "low"), &t->low);
    if (!tree_u64(tree_get(v, "high"), &t->high)) t->high = UINT64_MAX;
    const struct tree *by = tree_get(v, "claimed_by");
    t->nobody = by && by->kind == TREE_NULL;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        t->value = first_of(t->value, tree_get_str(a, v, words[i]));
    for (size_t i = 0; i < COUNT_OF(entities); i++)
        t->value = first_of(t->value, name_of(a, record, tree_get(v, entities[i])));
    t->value = first_of(t->value, tree_get_str(a, time, "from"));
    t->value = first_of(t->value, tree_get_str(a, v, "text"));
}

static struct str day_of_claim(struct arena *a, const struct tree *record,
                               const struct tree *claim) {
    const struct tree *time = tree_by_id(record, "times", tree_get(claim, "time"));
    struct str from = tree_get_str(a, time, "from");
    if (from.n) return from;
    return tree_get_str(a, tree_get(tree_get(record, "report"), "published"), "value");
}

/* The words of a figure are its "dozens"; those of all else its value. */
static void add_claim(struct casedata *k, uint32_t source, const struct tree *claim) {
    struct arena *a = k->a;
    const struct source *s = &k->source.v[source];
    const struct tree *evidence = tree_get(claim, "evidence"), *span = tree_get(evidence, "span");
    struct told *t = vec_push(a, &k->claim);
    struct str id = tree_get(claim, "id") ? tree_get(claim, "id")->raw : STR("c");
    t->source = source;
    t->id = arena_printf(a, "%.*s:%.*s", STR_ARG(s->id), STR_ARG(id));
    t->slot = tree_get_str(a, claim, "slot");
    t->stance = tree_get_str(a, claim, "stance");
    t->certainty = tree_get_str(a, claim, "certainty");
    t->at = day_of_claim(a, s->record, claim);
    t->quote = tree_get_str(a, evidence, "text");
    tree_u64(tree_item(span, 0), &t->b);
    tree_u64(tree_item(span, 1), &t->e);
    t->partial = tree_true(tree_get(claim, "partial"));
    t->attackers = tree_true(tree_get(claim, "attackers"));
    fill_holder(a, s->record, claim, t);
    fill_value(a, s->record, tree_get(claim, "value"), t);
}

/* Index of each claim of the record inside the case, NONE where it is no claim of it. */
static uint32_t *add_claims(struct casedata *k, uint32_t source, const struct tree *ids) {
    const struct tree *record = k->source.v[source].record, *all = tree_get(record, "claims");
    uint32_t *at = arena_array_raw(k->a, uint32_t, tree_size(all) + 1), from = k->claim.n;
    for (uint32_t i = 0; i < tree_size(all); i++) at[i] = NONE;
    for (uint32_t i = 0; i < tree_size(ids); i++) {
        const struct tree *claim = tree_by_id(record, "claims", tree_item(ids, i));
        uint32_t n;
        if (!claim || !num_parse_u32(str_cut(claim->first->raw, 1, NONE), &n)) continue;
        at[n - 1] = k->claim.n;
        add_claim(k, source, claim);
    }
    for (uint32_t i = 0; i < tree_size(ids); i++) {
        const struct tree *over =
            tree_get(tree_by_id(record, "claims", tree_item(ids, i)), "supersedes");
        uint32_t n;
        if (!over || over->kind != TREE_STRING ||
            !num_parse_u32(str_cut(over->raw, 1, over->raw.n), &n))
            continue;
        if (n && n <= tree_size(all) && at[n - 1] >= from && at[n - 1] != NONE)
            k->claim.v[at[n - 1]].superseded = true;
    }
    return at;
}

/* ---- parties */

static struct party *party_named(struct casedata *k, enum party_role role, struct str name) {
    for (uint32_t i = 0; i < k->party[role].n; i++)
        if (str_ieq(k->party[role].v[i].name, name)) return &k->party[role].v[i];
    return NULL;
}

static void add_party(struct casedata *k, enum party_role role, const struct tree *record,
                      const struct tree *filler, const uint32_t *claim_at) {
    struct arena *a = k->a;
    const struct tree *e = tree_by_id(record, "entities", tree_get(filler, "entity"));
    struct str text = tree_get_str(a, filler, "text");
    bool named = tree_true(tree_get(e, "named"));
    struct str name = named ? tree_get_str(a, e, "name") : text;
    struct party *p = party_named(k, role, name);
    if (!p) {
        p = vec_push(a, &k->party[role]);
        p->name = name;
        p->text = text;
        p->named = named;
        p->type = tree_get_str(a, e, "type");
        p->sector = tree_get_str(a, e, "sector");
        p->country = tree_get_str(a, e, "country");
    }
    const struct tree *ids = tree_get(filler, "claims");
    for (uint32_t i = 0; i < tree_size(ids); i++) {
        uint32_t n;
        if (!num_parse_u32(str_cut(tree_item(ids, i)->raw, 1, NONE), &n)) continue;
        if (n && n <= tree_size(tree_get(record, "claims")) && claim_at[n - 1] != NONE)
            *vec_push(a, &p->claim) = claim_at[n - 1];
    }
}

static void add_parties(struct casedata *k, const struct tree *record, const struct tree *incident,
                        const uint32_t *claim_at) {
    static const char *const key[N_PARTY] = {"perpetrators", "targets", "victims", "weapons"};
    for (int role = 0; role < N_PARTY; role++) {
        const struct tree *list = tree_get(incident, key[role]);
        for (uint32_t i = 0; i < tree_size(list); i++)
            add_party(k, (enum party_role)role, record, tree_item(list, i), claim_at);
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
static const struct tree *acled_of(const struct tree *record, const struct tree *incident) {
    const struct tree *ids = tree_get(incident, "events"), *type = tree_get(incident, "type");
    const struct tree *first = NULL;
    for (uint32_t i = 0; i < tree_size(ids); i++) {
        const struct tree *event = tree_by_id(record, "events", tree_item(ids, i));
        const struct tree *code = tree_get(tree_get(event, "codes"), "acled");
        if (!code) continue;
        if (type && str_eq(tree_get(event, "type")->raw, type->raw)) return code;
        if (!first) first = code;
    }
    return first;
}

static struct str raw_of(const struct tree *t) {
    return t && t->kind != TREE_NULL ? t->raw : STR_NULL;
}

static void take_votes(struct casedata *k, struct votes *v, const struct tree *record,
                       const struct tree *incident) {
    const struct tree *acled = acled_of(record, incident), *codes = tree_get(incident, "codes");
    const struct tree *gtd = tree_get(codes, "gtd");
    const struct {
        struct vote *vote;
        struct str s;
    } of[] = {{&v->ucdp, raw_of(tree_get(codes, "ucdp"))},
              {&v->attack, raw_of(tree_get(gtd, "attack"))},
              {&v->target, raw_of(tree_get(gtd, "target"))},
              {&v->weapon, raw_of(tree_get(gtd, "weapon"))},
              {&v->suicide, raw_of(tree_get(gtd, "suicide"))},
              {&v->success, raw_of(tree_get(gtd, "success"))},
              {&v->status, raw_of(tree_get(incident, "status"))}};
    for (size_t i = 0; i < COUNT_OF(of); i++) vote_for(of[i].vote, k->a, of[i].s);
    if (!acled) return;
    struct str event = tree_get_str(k->a, acled, "event"),
               sub = tree_get_str(k->a, acled, "sub_event");
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

static void fill_place(struct casedata *k, const struct tree *place, struct spot *s) {
    s->name = tree_get_str(k->a, place, "name");
    s->kind = tree_get_str(k->a, place, "kind");
    s->country = tree_get_str(k->a, place, "country");
    s->admin1 = tree_get_str(k->a, place, "admin1");
    tree_u64(tree_get(place, "geonames"), &s->geonames);
}

/* Where the place lies: as the first report says that has a place of the name there. */
static void locate(struct casedata *k, const struct tree *record) {
    const struct tree *list = tree_get(record, "places");
    for (uint32_t i = 0; i < tree_size(list) && !k->place.located && k->place.name.n; i++) {
        const struct tree *p = tree_item(list, i);
        uint64_t id = 0;
        tree_u64(tree_get(p, "geonames"), &id);
        if (id != k->place.geonames || !str_eq(tree_get_str(k->a, p, "name"), k->place.name))
            continue;
        k->place.located = tree_fixed(tree_get(p, "lat"), 6, &k->place.lat) &&
                           tree_fixed(tree_get(p, "lon"), 6, &k->place.lon);
        k->place.precision = tree_get_str(k->a, p, "precision");
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

static void fill_head(struct casedata *k, const struct tree *file) {
    const struct tree *date = tree_get(file, "date");
    int64_t from, to;
    k->file = file;
    k->id = tree_get_str(k->a, file, "id");
    k->number = number_of_id(k->id);
    k->type = tree_get_str(k->a, file, "type");
    k->from = tree_get_str(k->a, date, "from");
    k->to = tree_get_str(k->a, date, "to");
    k->precision = tree_get_str(k->a, date, "precision");
    if (day_number(k->from, &from) && day_number(k->to, &to) && from <= to && to - from < 36525)
        k->days = (uint32_t)(to - from) + 1;
    fill_place(k, tree_get(file, "place"), &k->place);
}

static uint32_t add_source(struct casedata *k, struct str key, const struct tree *record) {
    const struct tree *report = tree_get(record, "report");
    for (uint32_t i = 0; i < k->source.n; i++)
        if (str_eq(k->source.v[i].key, key)) return i;
    struct source *s = vec_push(k->a, &k->source);
    *s = (struct source){.key = key,
                         .id = tree_get_str(k->a, report, "id"),
                         .sha256 = tree_get_str(k->a, report, "sha256"),
                         .outlet = tree_get_str(k->a, tree_get(report, "source"), "name"),
                         .title = tree_get_str(k->a, report, "title"),
                         .url = tree_get_str(k->a, report, "url"),
                         .published = tree_get_str(k->a, tree_get(report, "published"), "value"),
                         .record = record,
                         .origin = k->source.n - 1};
    return k->source.n - 1;
}

/* Reports of one origin, by their ids. */
static void set_origins(struct casedata *k) {
    const struct tree *list = tree_get(k->file, "origins");
    for (uint32_t o = 0; o < tree_size(list); o++) {
        const struct tree *ids = tree_get(tree_item(list, o), "reports");
        for (uint32_t i = 0; i < tree_size(ids); i++)
            for (uint32_t s = 0; s < k->source.n; s++)
                if (str_eq(tree_str(k->a, tree_item(ids, i)), k->source.v[s].id))
                    k->source.v[s].origin = o;
    }
}

/* The tree of a record; one that several members name is parsed once. */
static const struct tree *record_of(struct casedata *k, struct str key, record_find find,
                                    void *ctx) {
    struct str json;
    for (uint32_t i = 0; i < k->source.n; i++)
        if (str_eq(k->source.v[i].key, key)) return k->source.v[i].record;
    return find(ctx, key, &json) ? tree_parse(k->a, arena_str(k->a, json), NOT_NEEDED) : NULL;
}

struct casedata *casedata_of(struct arena *a, struct str json, record_find find, void *ctx) {
    const struct tree *file = tree_parse(a, json, "claims conflicts history");
    const struct tree *members = tree_get(file, "incidents");
    struct casedata *k = arena_new(a, struct casedata);
    struct votes votes = {0};
    if (!file) return NULL;
    k->a = a;
    fill_head(k, file);
    for (uint32_t i = 0; i < tree_size(members); i++) {
        const struct tree *m = tree_item(members, i);
        struct str key = tree_get_str(a, m, "key");
        const struct tree *record = record_of(k, key, find, ctx);
        if (!record) return NULL;
        uint32_t source = add_source(k, key, record);
        const struct tree *incident = tree_by_id(record, "incidents", tree_get(m, "incident"));
        locate(k, record);
        if (!incident) continue;
        const uint32_t *at = add_claims(k, source, tree_get(incident, "claims"));
        add_parties(k, record, incident, at);
        take_votes(k, &votes, record, incident);
    }
    set_origins(k);
    settle_codes(k, &votes);
    return k;
}

/* The sentence that byte `at` stands in. */
static void quote_sentence(const struct tree *record, struct str text, uint64_t at,
                           struct told *t) {
    const struct tree *list = tree_get(record, "sentences");
    uint32_t lo = 0, hi = tree_size(list);
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        uint64_t b = 0;
        tree_u64(tree_item(tree_item(list, mid), 0), &b);
        if (b <= at)
            lo = mid;
        else
            hi = mid;
    }
    tree_u64(tree_item(tree_item(list, lo), 0), &t->b);
    tree_u64(tree_item(tree_item(list, lo), 1), &t->e);
    t->quote = str_cut(text, (uint32_t)t->b, (uint32_t)t->e);
}

/* An event as what a cell rests on: its sentence, and who tells it. */
static void add_event(struct casedata *k, const struct tree *event, struct str text) {
    struct told *t = vec_push(k->a, &k->claim);
    const struct source *s = &k->source.v[0];
    struct str id = tree_get(event, "id") ? tree_get(event, "id")->raw : STR("v");
    uint64_t at = 0;
    tree_u64(tree_item(tree_get(tree_get(event, "trigger"), "span"), 0), &at);
    t->id = arena_printf(k->a, "%.*s:%.*s", STR_ARG(s->id), STR_ARG(id));
    t->slot = STR("event");
    quote_sentence(s->record, text, at, t);
    fill_holder(k->a, s->record, event, t);
    if (!t->holder.n) t->holder = s->outlet;
}

struct casedata *casedata_of_record(struct arena *a, struct str key, struct str json) {
    const struct tree *record = tree_parse(a, json, "mentions statements notes conflicts byline");
    const struct tree *events = tree_get(record, "events");
    struct casedata *k = arena_new(a, struct casedata);
    if (!record) return NULL;
    k->a = a;
    k->id = key;
    add_source(k, key, record);
    struct str text = tree_get_str(a, tree_get(record, "report"), "text");
    for (uint32_t i = 0; i < tree_size(events); i++) add_event(k, tree_item(events, i), text);
    return k;
}

/* ---- questions */

static bool denied(const struct told *t) {
    return str_eq(t->stance, STR("denies")) || str_eq(t->stance, STR("retracts"));
}

struct basis casedata_claims(const struct casedata *k, const char *slot) {
    uint32_t *v = arena_array_raw(k->a, uint32_t, k->claim.n + 1), n = 0;
    for (uint32_t i = 0; i < k->claim.n; i++)
        if (str_eq_c(k->claim.v[i].slot, slot)) v[n++] = i;
    return (struct basis){v, n};
}

/* "A soldier and two civilians" of one sentence are one total of its holder. */
static bool adds_to(const struct casedata *k, const struct told *x, const struct told *y) {
    (void)k;
    return x->source == y->source && x->b == y->b && x->e == y->e && str_eq(x->holder, y->holder) &&
           !(x->low > 4 && x->low == y->low && x->high == y->high);
}

static bool stands(const struct told *t, const char *slot, bool attackers) {
    return t->figure && !t->partial && !t->superseded && t->attackers == attackers && !denied(t) &&
           str_eq_c(t->slot, slot);
}

static uint64_t plus(uint64_t x, uint64_t y) {
    return x == UINT64_MAX || y == UINT64_MAX ? UINT64_MAX : x + y;
}

static uint32_t stands_of(const struct casedata *k, const char *slot, bool attackers,
                          struct stand *s, uint32_t *of_claim) {
    uint32_t n = 0, *lead = arena_array_raw(k->a, uint32_t, k->claim.n + 1);
    memset(of_claim, 0xff, k->claim.n * sizeof *of_claim); /* NONE */
    for (uint32_t i = 0; i < k->claim.n; i++) {
        const struct told *t = &k->claim.v[i];
        uint32_t at = 0;
        if (!stands(t, slot, attackers)) continue;
        while (at < n && !adds_to(k, &k->claim.v[lead[at]], t)) at++;
        of_claim[i] = at;
        if (at < n) {
            s[at].low = plus(s[at].low, t->low), s[at].high = plus(s[at].high, t->high);
            s[at].said = STR_NULL;
            continue;
        }
        if (n == REDUCE_MOST) break;
        lead[n] = i;
        s[n++] = (struct stand){t->low, t->high,   t->value,
                                t->at,  t->holder, k->source.v[t->source].origin};
    }
    return n;
}

struct reduced casedata_reduce(const struct casedata *k, const char *slot, enum reduce_rule rule,
                               bool attackers, struct basis *why) {
    struct stand *s = arena_array(k->a, struct stand, k->claim.n + 1);
    uint32_t *of_claim = arena_array(k->a, uint32_t, k->claim.n + 1);
    bool *rests = arena_array(k->a, bool, k->claim.n + 1);
    uint32_t n = stands_of(k, slot, attackers, s, of_claim), *claim = NULL, n_claim = 0;
    struct reduced r = reduce(rule, s, n, rests);
    if (!why) return r;
    claim = arena_array_raw(k->a, uint32_t, k->claim.n + 1);
    for (uint32_t i = 0; i < k->claim.n && n; i++)
        if (of_claim[i] != NONE && rests[of_claim[i]]) claim[n_claim++] = i;
    *why = (struct basis){claim, n_claim};
    return r;
}

const struct party *casedata_party(const struct casedata *k, enum party_role role, uint32_t i) {
    return i < k->party[role].n ? &k->party[role].v[i] : NULL;
}

struct str casedata_last_day(const struct casedata *k) {
    struct str last = STR_NULL;
    for (uint32_t i = 0; i < k->source.n; i++) {
        struct str s = k->source.v[i].published;
        if (s.n >= 10 && (!last.n || str_cmp(s, last) > 0)) last = s;
    }
    return last;
}
