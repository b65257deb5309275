/* CAMEO dyads as the PETRARCH programs write them, and the ICEWS table: one row a pair of a report.
 * Both date an event by its story, as their own programs do. */
#include "base/base.h"

#include "export/eventdata.h"

struct dyad {
    struct str source, target, code;
    const struct side *from, *to; /* NULL where a dictionary gave the codes */
    struct str issues;
};

/* [cameo actors] a country and roles of three letters; PLOVER's JRN and MED are CAMEO's MED and
 * HLH. */
static struct str role_code(struct str sector) {
    static const struct {
        const char *plover, *cameo;
    } of[] = {{"JRN", "MED"}, {"MED", "HLH"}, {"SOC", "CVL"}, {"UNK", ""}};
    for (size_t i = 0; i < COUNT_OF(of); i++)
        if (str_eq_c(sector, of[i].plover)) return str_c(of[i].cameo);
    return sector;
}

static struct str actor_code(struct arena *a, const struct side *s) {
    struct str role = role_code(s->sector.n ? s->sector : STR(""));
    if (!s->country.n && !role.n) return STR_NULL;
    return words_of(a, s->country.n ? s->country : STR("---"), role);
}

typedef void (*dyad_put)(struct exporting *x, const struct casedata *k, const struct eventdata *e,
                         const struct dyad *d);

/* Dyads that users' dictionaries gave stand in the record; else every event of both sides is one.
 */
static void each_given(struct exporting *x, const struct casedata *k, dyad_put put) {
    for (uint32_t i = 0; i < k->n_given; i++) {
        const struct given *t = &k->given[i];
        struct dyad d = {
            .source = t->source, .target = t->target, .code = t->code, .issues = t->issues};
        if (t->event == NONE) continue;
        const struct eventdata *e = &k->event[t->event];
        if (e->story.n && d.code.n && eventdata_wanted(x, e)) put(x, k, e, &d);
    }
}

static void each_own(struct exporting *x, const struct casedata *k, dyad_put put) {
    for (uint32_t i = 0; i < k->n_event; i++) {
        const struct eventdata *e = &k->event[i];
        if (!e->cameo.n || !e->story.n || !e->stands || !eventdata_wanted(x, e)) continue;
        for (uint32_t s = 0; s < e->n_actor; s++)
            for (uint32_t t = 0; t < e->n_recipient; t++) {
                struct dyad d = {.source = actor_code(k->a, &e->actor[s]),
                                 .target = actor_code(k->a, &e->recipient[t]),
                                 .code = e->cameo,
                                 .from = &e->actor[s],
                                 .to = &e->recipient[t]};
                if (d.source.n && d.target.n && !str_eq(d.source, d.target)) put(x, k, e, &d);
            }
    }
}

static void each_dyad(struct exporting *x, const struct casedata *k, dyad_put put) {
    if (k->has_given)
        each_given(x, k, put);
    else
        each_own(x, k, put);
}

static struct str row_id(const struct exporting *x, const struct casedata *k) {
    return words_number(k->a, x->rows + 1);
}

static void put_cameo(struct exporting *x, const struct casedata *k, const struct eventdata *e,
                      const struct dyad *d) {
    struct sheet *s = &x->sheet;
    const struct source *from = &k->source.v[0];
    sheet_clear(s);
    sheet_put(
        s, "date",
        words_of(k->a, str_cut(e->story, 0, 4), str_cut(e->story, 5, 7), str_cut(e->story, 8, 10)),
        "cameo date: day of the story", e->why);
    sheet_put(s, "source", d->source, "cameo source", e->why);
    sheet_put(s, "target", d->target, "cameo target", e->why);
    sheet_put(s, "code", d->code, "cameo code", e->why);
    sheet_put(s, "issues", d->issues, "cameo issues", e->why);
    sheet_put(s, "ids", words_of(k->a, from->id, STR("_"), words_number(k->a, e->sentence)),
              "cameo ids", e->why);
    sheet_put(s, "url", from->url, "cameo url", e->why);
    sheet_put(s, "publisher", from->outlet, "cameo publisher", e->why);
    sheet_write(s, k, row_id(x, k));
    x->rows++;
}

const char *cameo_put(struct exporting *x, const struct casedata *k) {
    each_dyad(x, k, put_cameo);
    return NULL;
}

/* ---- ICEWS */

static void put_icews_side(struct exporting *x, const struct eventdata *e, const struct side *v,
                           bool source) {
    static const char *const columns[2][3] = {{"Target Name", "Target Sectors", "Target Country"},
                                              {"Source Name", "Source Sectors", "Source Country"}};
    if (!v) return;
    sheet_put(&x->sheet, columns[source][0], v->name, "icews actors", e->why);
    sheet_put(&x->sheet, columns[source][1], v->sector, "icews actors", e->why);
    sheet_put(&x->sheet, columns[source][2],
              v->country.n ? export_country_name(&x->tables, v->country) : STR_NULL, "icews actors",
              e->why);
}

static void put_icews_place(struct exporting *x, const struct casedata *k,
                            const struct eventdata *e) {
    struct sheet *s = &x->sheet;
    const struct spot *p = &e->place;
    if (str_eq_c(p->kind, "city")) sheet_put(s, "City", p->name, "icews place", e->why);
    if (str_eq_c(p->kind, "district")) sheet_put(s, "District", p->name, "icews place", e->why);
    sheet_put(s, "Province", p->admin1, "icews place", e->why);
    if (p->country.n)
        sheet_put(s, "Country", export_country_name(&x->tables, p->country), "icews place", e->why);
    if (!p->located) return;
    sheet_put(s, "Latitude", export_degrees(k->a, p->lat), "icews place", e->why);
    sheet_put(s, "Longitude", export_degrees(k->a, p->lon), "icews place", e->why);
}

static void put_icews(struct exporting *x, const struct casedata *k, const struct eventdata *e,
                      const struct dyad *d) {
    struct sheet *s = &x->sheet;
    const struct source *from = &k->source.v[0];
    const struct cameo_names *c = export_cameo(&x->tables, d->code);
    sheet_clear(s);
    sheet_put(s, "Event ID", row_id(x, k), "icews id", e->why);
    sheet_put(s, "Event Date", e->story, "icews date: day of the story", e->why);
    sheet_put(s, "CAMEO Code", d->code, "cameo code", e->why);
    sheet_put(s, "Event Text", c ? c->name : STR_NULL, "cameo code", e->why);
    sheet_put(s, "Intensity", c ? c->goldstein : STR_NULL, "cameo goldstein", e->why);
    put_icews_side(x, e, d->from, true);
    put_icews_side(x, e, d->to, false);
    sheet_put(s, "Story ID", from->id, "icews story", e->why);
    sheet_put_u64(s, k, "Sentence Number", e->sentence, "icews story");
    sheet_put(s, "Publisher", from->outlet, "icews story", e->why);
    put_icews_place(x, k, e);
    sheet_write(s, k, row_id(x, k));
    x->rows++;
}

const char *icews_put(struct exporting *x, const struct casedata *k) {
    each_dyad(x, k, put_icews);
    return NULL;
}
