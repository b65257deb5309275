/* PLOVER (JSON lines, manual of 2024) and POLECAT (40 columns): one row a coded event of a report.
 */
#include "base/base.h"

#include "export/eventdata.h"

#include "codebook/codebook.h"
#include "record/jsonw.h"

struct scored {
    unsigned quad;
    int tenths;
    bool needs_recipient;
};

/* Quad class and score of the category and mode [plover 4]. */
static bool score_of(const struct exporting *x, const struct casedata *k, const struct eventdata *e,
                     struct scored *s) {
    struct str event = arena_str(k->a, e->plover), mode = arena_str(k->a, e->mode);
    return plover_score(x->codebook, event.p, mode.n ? mode.p : NULL, &s->quad, &s->tenths,
                        &s->needs_recipient) ||
           plover_score(x->codebook, event.p, NULL, &s->quad, &s->tenths, &s->needs_recipient);
}

static struct str tenths_text(struct arena *a, int tenths) {
    unsigned v = (unsigned)(tenths < 0 ? -tenths : tenths);
    return words_of(a, tenths < 0 ? STR("-") : STR(""), words_number(a, v / 10), STR("."),
                    words_number(a, v % 10));
}

/* [plover date] the day of the event; with --candidates the report's where none is told. */
static struct str date_of(const struct exporting *x, const struct eventdata *e, const char **rule) {
    *rule = "plover date";
    if (e->day.n || !x->opt->candidates) return e->day;
    *rule = "plover date: day of publication, none is told";
    return e->story;
}

/* An event that makes a row; *s its score. */
static bool codes(const struct exporting *x, const struct casedata *k, const struct eventdata *e,
                  struct scored *s) {
    const char *rule;
    if (!e->plover.n || !e->stands || !eventdata_wanted(x, e)) return false;
    if (!date_of(x, e, &rule).n || !score_of(x, k, e, s)) return false;
    /* [plover 2.2] COOPERATE, AID and SANCTION need a recipient */
    return !s->needs_recipient || e->n_recipient;
}

/* ---- JSON lines */

static void write_sides(struct jsonw *w, const char *key, const struct side *v, uint32_t n) {
    jsonw_key(w, key);
    jsonw_open(w, '[');
    for (uint32_t i = 0; i < n; i++) {
        jsonw_open(w, '{');
        jsonw_key_str(w, "code", v[i].country.n ? v[i].country : STR_NULL);
        jsonw_key_str(w, "sector", v[i].sector.n ? v[i].sector : STR_NULL);
        jsonw_key_str(w, "entity_text", v[i].raw);
        jsonw_key_str(w, "identifier_id", v[i].known.n ? v[i].known : STR_NULL);
        jsonw_key_str(w, "identifier_text", v[i].name);
        jsonw_close(w, '}');
    }
    jsonw_close(w, ']');
}

static void write_list(struct jsonw *w, const char *key, struct str joined) {
    struct str rest = joined, one;
    jsonw_key(w, key);
    jsonw_open(w, '[');
    while (rest.n && str_next(&rest, ';', &one)) jsonw_str(w, one);
    jsonw_close(w, ']');
}

static uint32_t resolution(const struct spot *p) {
    static const char *const names[] = {"exact", "near", "admin2", "admin1", "country"};
    for (uint32_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq_c(p->precision, names[i])) return i + 1;
    return 0;
}

static void write_place(struct jsonw *w, const struct eventdata *e) {
    const struct spot *p = &e->place;
    if (!p->name.n) return;
    jsonw_key(w, "event_loc");
    jsonw_open(w, '{');
    jsonw_key_str(w, "extracted_place", e->place_raw);
    jsonw_key_str(w, "resolved_place", p->name);
    if (p->geonames) {
        jsonw_key(w, "geonameid");
        jsonw_u64(w, p->geonames);
    }
    if (p->located) {
        jsonw_key(w, "lat");
        jsonw_fixed(w, p->lat, 6);
        jsonw_key(w, "lon");
        jsonw_fixed(w, p->lon, 6);
    }
    if (p->admin1.n) jsonw_key_str(w, "province", p->admin1);
    if (p->country.n) jsonw_key_str(w, "country_code", p->country);
    if (resolution(p)) {
        jsonw_key(w, "resolution");
        jsonw_u64(w, resolution(p));
    }
    jsonw_close(w, '}');
}

static void write_story(struct jsonw *w, const struct casedata *k, const struct eventdata *e) {
    const struct source *s = &k->source.v[0];
    const struct told *t = &k->claim.v[e->why.claim[0]];
    jsonw_key(w, "text_info");
    jsonw_open(w, '{');
    jsonw_key(w, "sequence");
    jsonw_u64(w, e->sentence);
    jsonw_key(w, "start");
    jsonw_u64(w, t->b);
    jsonw_key(w, "end");
    jsonw_u64(w, t->e);
    jsonw_close(w, '}');
    jsonw_key(w, "cite_info");
    jsonw_open(w, '{');
    jsonw_key_str(w, "publisher", s->outlet);
    jsonw_key_str(w, "title", s->title);
    jsonw_key_str(w, "url", s->url);
    jsonw_key_str(w, "date", e->story.n ? e->story : STR_NULL);
    jsonw_close(w, '}');
    jsonw_key_c(w, "coder", "attest");
}

static void trail_event(struct exporting *x, const struct casedata *k, const struct eventdata *e,
                        const char *date_rule, struct str date, struct str score) {
    const struct {
        const char *column;
        struct str value;
        const char *rule;
    } of[] = {{"date", date, date_rule},
              {"event", e->plover, "plover event"},
              {"mode", e->mode, "plover mode"},
              {"context", e->contexts, "plover context"},
              {"actor", sides_join(k->a, e->actor, e->n_actor, offsetof(struct side, raw)),
               "plover actor"},
              {"recipient",
               sides_join(k->a, e->recipient, e->n_recipient, offsetof(struct side, raw)),
               "plover recipient"},
              {"event_scale", score, "plover event_scale"},
              {"event_loc", e->place.name, "plover event_loc"}};
    for (size_t i = 0; x->trail && i < COUNT_OF(of); i++)
        if (of[i].value.n)
            trail_put(x->trail, k, eventdata_id(k, e), str_c(of[i].column), of[i].value, of[i].rule,
                      e->why);
}

static void write_event(struct exporting *x, const struct casedata *k, const struct eventdata *e,
                        const struct scored *s) {
    struct jsonw w;
    const char *date_rule;
    struct str date = date_of(x, e, &date_rule);
    jsonw_init(&w, x->out);
    jsonw_open(&w, '{');
    jsonw_key_str(&w, "id", eventdata_id(k, e));
    jsonw_key_str(&w, "date", date);
    if (e->day.n && !str_eq(e->day, e->last)) jsonw_key_str(&w, "enddate", e->last);
    write_sides(&w, "actor", e->actor, e->n_actor);
    write_sides(&w, "recipient", e->recipient, e->n_recipient);
    write_list(&w, "event", e->plover);
    write_list(&w, "mode", e->mode);
    write_list(&w, "context", e->contexts);
    jsonw_key(&w, "quad_code");
    jsonw_u64(&w, s->quad);
    jsonw_key(&w, "event_scale");
    jsonw_fixed(&w, s->tenths, 1);
    write_place(&w, e);
    write_story(&w, k, e);
    jsonw_close(&w, '}');
    buf_char(x->out, '\n');
    trail_event(x, k, e, date_rule, date, tenths_text(k->a, s->tenths));
    x->rows++;
}

const char *plover_put(struct exporting *x, const struct casedata *k) {
    for (uint32_t i = 0; i < k->n_event; i++) {
        const struct eventdata e = k->event[i];
        struct scored s;
        if (codes(x, k, &e, &s)) write_event(x, k, &e, &s);
    }
    return NULL;
}

/* ---- POLECAT */

static struct str primary(const struct side *v, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (v[i].sector.n) return v[i].sector;
    return STR_NULL;
}

static void put_sides(struct exporting *x, const struct casedata *k, const struct eventdata *e,
                      bool actor) {
    static const char *const columns[2][6] = {
        {"Recipient Name", "Recipient Country", "Primary Recipient Sector", "Recipient Sectors",
         "Recipient Title", "Recipient Name Raw"},
        {"Actor Name", "Actor Country", "Primary Actor Sector", "Actor Sectors", "Actor Title",
         "Actor Name Raw"}};
    const struct side *v = actor ? e->actor : e->recipient;
    uint32_t n = actor ? e->n_actor : e->n_recipient;
    struct str value[6] = {sides_join(k->a, v, n, offsetof(struct side, name)),
                           sides_join(k->a, v, n, offsetof(struct side, country)),
                           primary(v, n),
                           sides_join(k->a, v, n, offsetof(struct side, sector)),
                           sides_join(k->a, v, n, offsetof(struct side, office)),
                           sides_join(k->a, v, n, offsetof(struct side, raw))};
    for (size_t i = 0; i < COUNT_OF(value); i++)
        sheet_put(&x->sheet, columns[actor][i], value[i],
                  actor ? "polecat actor" : "polecat recipient", e->why);
}

static void put_place(struct exporting *x, const struct casedata *k, const struct eventdata *e) {
    struct sheet *s = &x->sheet;
    const struct spot *p = &e->place;
    sheet_put(s, "Placename", p->name, "polecat place", e->why);
    if (str_eq_c(p->kind, "city")) sheet_put(s, "City", p->name, "polecat place", e->why);
    sheet_put(s, "Province", p->admin1, "polecat place", e->why);
    sheet_put(s, "Country", p->country, "polecat place", e->why);
    if (p->located) {
        sheet_put(s, "Latitude", export_degrees(k->a, p->lat), "polecat place", e->why);
        sheet_put(s, "Longitude", export_degrees(k->a, p->lon), "polecat place", e->why);
    }
    if (p->geonames) sheet_put_u64(s, k, "GeoNames ID", p->geonames, "polecat place");
    sheet_put(s, "Raw Placename", e->place_raw, "polecat place", e->why);
    sheet_put(s, "Feature Type", p->kind, "polecat place", e->why);
}

static void put_story(struct exporting *x, const struct casedata *k, const struct eventdata *e) {
    struct sheet *s = &x->sheet;
    const struct source *from = &k->source.v[0];
    sheet_put(s, "Source", from->outlet, "polecat source", e->why);
    sheet_put(s, "Publication Date", e->story, "polecat source", e->why);
    sheet_put(s, "Story People", k->people, "polecat story", e->why);
    sheet_put(s, "Story Organizations", k->bodies, "polecat story", e->why);
    sheet_put(s, "Story Locations", k->places, "polecat story", e->why);
    sheet_put(s, "Language", from->language, "polecat source", e->why);
    sheet_put(s, "Version", STR("attest " ATT_VERSION), "polecat version", e->why);
}

const char *polecat_put(struct exporting *x, const struct casedata *k) {
    struct sheet *s = &x->sheet;
    for (uint32_t i = 0; i < k->n_event; i++) {
        const struct eventdata e = k->event[i];
        struct scored score;
        const char *rule;
        if (!codes(x, k, &e, &score)) continue;
        sheet_clear(s);
        struct str id = eventdata_id(k, &e);
        sheet_put(s, "Event ID", id, "polecat id", e.why);
        struct str date = date_of(x, &e, &rule);
        sheet_put(s, "Event Date", date, rule, e.why);
        sheet_put(s, "Event Type", e.plover, "plover event", e.why);
        sheet_put(s, "Event Mode", e.mode, "plover mode", e.why);
        sheet_put(s, "Intensity", tenths_text(k->a, score.tenths), "plover event_scale", e.why);
        sheet_put_u64(s, k, "Quad Code", score.quad, "plover quad_code");
        sheet_put(s, "Contexts", e.contexts, "plover context", e.why);
        put_sides(x, k, &e, true);
        put_sides(x, k, &e, false);
        put_place(x, k, &e);
        put_story(x, k, &e);
        sheet_write(s, k, id);
        x->rows++;
    }
    return NULL;
}
