/* FollowTheMoney entities (JSON lines): reports as Article, cases as Event, named participants as
 * persons and bodies. All values are strings in lists. Or their statements (CSV), a value each, the
 * outlet that says it as its dataset, seen first and last on the days of its reports. */
#include "base/base.h"

#include "export/export.h"

#include "export/carried.h"
#include "export/statement.h"
#include "record/jsonw.h"

struct ftm_entity {
    struct exporting *x;
    const struct casedata *k;
    struct jsonw w;
    struct str id;
    const char *schema;
    const struct source *of; /* the report whose own properties they are, NULL = of no one report */
};

static bool as_statements(const struct ftm_entity *e) {
    return e->x->sheet.columns != NULL;
}

static void open_entity(struct ftm_entity *e, struct str id, const char *schema) {
    e->id = id;
    e->schema = schema;
    if (as_statements(e)) return;
    jsonw_init(&e->w, e->x->out);
    jsonw_open(&e->w, '{');
    jsonw_key_str(&e->w, "id", id);
    jsonw_key_c(&e->w, "schema", schema);
    jsonw_key(&e->w, "properties");
    jsonw_open(&e->w, '{');
}

static void close_entity(struct ftm_entity *e) {
    if (as_statements(e)) return;
    jsonw_close(&e->w, '}');
    jsonw_close(&e->w, '}');
    buf_char(e->x->out, '\n');
    e->x->rows++;
}

static void put_list(struct ftm_entity *e, const char *key, const struct str *v, uint32_t n,
                     struct basis why) {
    bool begun = false;
    for (uint32_t i = 0; i < n; i++) {
        if (!v[i].n) continue;
        if (!begun) {
            jsonw_key(&e->w, key);
            jsonw_open(&e->w, '[');
        }
        begun = true;
        jsonw_str(&e->w, v[i]);
        if (e->x->trail)
            trail_put(e->x->trail, e->k, e->id, str_c(key), v[i],
                      arena_printf(e->k->a, "ftm %s", key).p, why);
    }
    if (begun) jsonw_close(&e->w, ']');
}

/* ---- statements */

/* Of one outlet: the claims of `why` that it carries, and when it said so first and last. */
struct saying {
    struct str dataset, first, last;
    struct basis why;
};

static void add_saying(struct saying *s, const struct casedata *k, uint32_t claim) {
    struct str at = k->source.v[k->claim.v[claim].source].published;
    uint32_t *of = arena_array(k->a, uint32_t, s->why.n + 1);
    if (s->why.n) memcpy(of, s->why.claim, s->why.n * sizeof *of);
    of[s->why.n] = claim;
    s->why = (struct basis){of, s->why.n + 1};
    if (!at.n) return;
    if (!s->first.n || str_cmp(at, s->first) < 0) s->first = at;
    if (!s->last.n || str_cmp(at, s->last) > 0) s->last = at;
}

static struct str dataset_of(struct arena *a, const struct source *s) {
    return statement_dataset(a, s->outlet.n ? s->outlet : s->id);
}

/* Which outlets say it: a dataset each; what rests on no claim is attest's own. */
static uint32_t sayings(const struct ftm_entity *e, struct basis why, struct saying *to) {
    const struct casedata *k = e->k;
    uint32_t n = 0;
    for (uint32_t i = 0; i < why.n; i++) {
        const struct source *s = &k->source.v[k->claim.v[why.claim[i]].source];
        struct str dataset = dataset_of(k->a, s);
        uint32_t at = 0;
        while (at < n && !str_eq(to[at].dataset, dataset)) at++;
        if (at == n) to[n++] = (struct saying){.dataset = dataset};
        add_saying(&to[at], k, why.claim[i]);
    }
    if (!n && e->of)
        to[n++] = (struct saying){.dataset = dataset_of(k->a, e->of),
                                  .first = e->of->published,
                                  .last = e->of->published};
    if (!n) to[n++] = (struct saying){.dataset = STR("attest")};
    return n;
}

static void put_statement(struct ftm_entity *e, struct str prop, struct str value,
                          const struct saying *by) {
    struct sheet *s = &e->x->sheet;
    struct ftm_statement t = {e->id, str_c(e->schema), prop, value, by->dataset, STR_NULL, false};
    char id[STATEMENT_ID];
    statement_id(e->k->a, &t, id);
    if (map_get(&e->x->count, str_c(id)) != NONE) return;
    map_put(&e->x->count, arena_str(e->x->a, str_c(id)), 1);
    const struct {
        const char *column;
        struct str value;
    } cell[] = {{"canonical_id", t.entity}, {"entity_id", t.entity},
                {"prop", t.prop},           {"prop_type", statement_prop_type(t.prop)},
                {"schema", t.schema},       {"value", t.value},
                {"dataset", t.dataset},     {"external", STR("f")},
                {"first_seen", by->first},  {"last_seen", by->last},
                {"origin", STR("attest")},  {"id", str_c(id)}};
    sheet_clear(s);
    for (size_t i = 0; i < COUNT_OF(cell); i++)
        sheet_put(s, cell[i].column, cell[i].value, "ftm-statements", by->why);
    struct buf *trail = s->trail;
    s->trail = NULL;
    sheet_write(s, e->k, str_c(id));
    s->trail = trail;
    if (trail)
        trail_put(trail, e->k, str_c(id), STR("value"), value, "ftm-statements value", by->why);
    e->x->rows++;
}

static void put_values(struct ftm_entity *e, const char *key, const struct str *v, uint32_t n,
                       struct basis why) {
    if (!as_statements(e)) {
        put_list(e, key, v, n, why);
        return;
    }
    struct saying *by = arena_array(e->k->a, struct saying, why.n + 1);
    uint32_t n_by = sayings(e, why, by);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t s = 0; s < n_by && v[i].n; s++) put_statement(e, str_c(key), v[i], &by[s]);
}

static void put_value(struct ftm_entity *e, const char *key, struct str value, struct basis why) {
    put_values(e, key, &value, 1, why);
}

/* ---- entities */

static struct str article_id(struct arena *a, const struct source *s) {
    return arena_printf(a, "attest-report-%.16s", s->key.p);
}

/* A report is written once, however many cases it tells of. */
static void put_article(struct exporting *x, const struct casedata *k, const struct source *s) {
    const struct basis none = {0};
    struct ftm_entity e = {.x = x, .k = k, .of = s};
    bool added;
    if (map_get(&x->count, s->key) != NONE) return;
    map_add(&x->count, arena_str(x->a, s->key), 1, &added);
    open_entity(&e, article_id(k->a, s), "Article");
    put_value(&e, "title", s->title, none);
    put_value(&e, "fileName", s->id, none);
    put_value(&e, "publisher", s->outlet, none);
    put_value(&e, "publishedAt", s->published, none);
    put_value(&e, "sourceUrl", s->url, none);
    put_value(&e, "language", statement_language(s->language), none);
    put_value(&e, "processingAgent", STR("attest " ATT_VERSION), none);
    if (x->opt->whole) put_value(&e, "bodyText", carried_of(k->a, s->record).text, none);
    close_entity(&e);
}

static const char *schema_of(const struct party *p) {
    static const struct {
        const char *type, *schema;
    } of[] = {
        {"person", "Person"},     {"government", "PublicBody"},     {"military", "PublicBody"},
        {"police", "PublicBody"}, {"organization", "Organization"}, {"group", "Organization"},
        {"media", "Organization"}};
    for (size_t i = 0; i < COUNT_OF(of); i++)
        if (str_eq_c(p->type, of[i].type)) return of[i].schema;
    return NULL;
}

static struct str lower_country(const struct exporting *x, struct arena *a, struct str iso3) {
    const struct country_row *r = export_country(&x->tables, iso3);
    if (!r || r->iso2.n != 2) return STR_NULL;
    return arena_printf(a, "%c%c", ascii_lower(r->iso2.p[0]), ascii_lower(r->iso2.p[1]));
}

/* Named participants as entities of their own; their ids into id[*n]. */
static void put_parties(struct exporting *x, const struct casedata *k, struct str *id,
                        uint32_t *n) {
    for (int role = PARTY_PERPETRATOR; role < PARTY_WEAPON; role++)
        for (uint32_t i = 0; i < k->party[role].n; i++) {
            const struct party *p = &k->party[role].v[i];
            const char *schema = schema_of(p);
            struct ftm_entity e = {.x = x, .k = k};
            struct basis why = {p->claim.v, p->claim.n};
            if (!p->named || !schema) continue;
            id[*n] = arena_printf(k->a, "attest-party-%.*s-%u", STR_ARG(k->id), *n + 1);
            open_entity(&e, id[(*n)++], schema);
            put_value(&e, "name", p->name, why);
            put_value(&e, "country", lower_country(x, k->a, p->country), why);
            close_entity(&e);
        }
}

/* [ftm Event] needs a name; figures and what is disputed go into notes, as Event has no casualties.
 */
static void put_event(struct exporting *x, const struct casedata *k, const struct str *involved,
                      uint32_t n) {
    struct arena *a = k->a;
    struct basis differ_on, date = casedata_claims(k, SLOT_DATE),
                            place = casedata_claims(k, SLOT_PLACE);
    struct str differ = export_differences(k, &differ_on);
    struct str *proof = arena_array(a, struct str, k->source.n + 1);
    struct ftm_entity e = {.x = x, .k = k};
    struct str name[] = {k->type, k->place.name, k->from};
    for (uint32_t i = 0; i < k->source.n; i++) proof[i] = article_id(a, &k->source.v[i]);
    open_entity(&e, arena_printf(a, "attest-case-%.*s", STR_ARG(k->id)), "Event");
    put_value(&e, "name", export_join(a, name, COUNT_OF(name), ", "), (struct basis){0});
    bool day = k->days == 1;
    put_value(&e, "date", day ? k->from : STR_NULL, date);
    put_value(&e, "startDate", day ? STR_NULL : k->from, date);
    put_value(&e, "endDate", day ? STR_NULL : k->to, date);
    put_value(&e, "location", k->place.name, place);
    put_value(&e, "country", lower_country(x, a, k->place.country), place);
    put_values(&e, "involved", involved, n, (struct basis){0});
    put_values(&e, "proof", proof, k->source.n, (struct basis){0});
    put_value(&e, "notes", differ, differ_on);
    close_entity(&e);
}

const char *ftm_put(struct exporting *x, const struct casedata *k) {
    uint32_t n = 0, room = 1;
    for (int role = 0; role < N_PARTY; role++) room += k->party[role].n;
    struct str *id = arena_array(k->a, struct str, room);
    if (!k->type.n) return "ftm name: the case has no name";
    for (uint32_t i = 0; i < k->source.n; i++) put_article(x, k, &k->source.v[i]);
    put_parties(x, k, id, &n);
    put_event(x, k, id, n);
    return NULL;
}
