/* UCDP GED: 49 columns (codebook of version 23). Ids of conflicts, dyads and sides are UCDP's own
 * and stay empty. */
#include "base/base.h"

#include "export/export.h"

#include "base/num.h"

#define NO_BASIS ((struct basis){0})

/* [ucdp where_prec] 1 the place, 2 near it, 3 ADM2, 4 ADM1, 6 country, 7 water. */
static uint32_t where_prec(const struct casedata *k) {
    static const struct {
        const char *precision;
        uint32_t code;
    } of[] = {{"exact", 1}, {"near", 2}, {"admin2", 3}, {"admin1", 4}, {"country", 6}};
    if (str_eq_c(k->place.kind, "water")) return 7;
    for (size_t i = 0; i < COUNT_OF(of); i++)
        if (str_eq_c(k->place.precision, of[i].precision)) return of[i].code;
    return 0;
}

/* [ucdp date_prec] 1 a day, 2 two to six, 3 a week, 4 a month, 5 a year. */
static uint32_t date_prec(uint32_t days) {
    return days <= 1 ? 1 : days <= 6 ? 2 : days == 7 ? 3 : days <= 31 ? 4 : 5;
}

static void put_side(struct exporting *x, const struct casedata *k, const char *column,
                     enum party_role role) {
    const struct party *p = casedata_organised(k, role);
    if (!p) return;
    struct str country = p->country.n ? p->country : k->place.country, name = party_own_name(p);
    if (party_is_state(p) && !country.n) return;
    if (party_is_state(p))
        name = words_of(k->a, STR("Government of "), export_country_name(&x->tables, country));
    sheet_put(&x->sheet, column, name, column[5] == 'a' ? "ucdp side_a" : "ucdp side_b",
              (struct basis){p->claim.v, p->claim.n});
}

/* Of a clash both sides act: the first organised one that is not side a. */
static void put_second(struct exporting *x, const struct casedata *k) {
    const struct party *first = casedata_organised(k, PARTY_PERPETRATOR);
    for (uint32_t i = 0; i < k->party[PARTY_PERPETRATOR].n; i++) {
        const struct party *p = &k->party[PARTY_PERPETRATOR].v[i];
        struct str name = party_own_name(p);
        if (p == first || party_is_state(p) || !name.n) continue;
        sheet_put(&x->sheet, "side_b", name, "ucdp side_b", (struct basis){p->claim.v, p->claim.n});
        return;
    }
}

/* [ucdp side_b] one-sided violence has civilians as its other side. */
static void put_sides(struct exporting *x, const struct casedata *k) {
    struct sheet *s = &x->sheet;
    put_side(x, k, "side_a", PARTY_PERPETRATOR);
    if (k->ucdp == 3) {
        struct basis why;
        export_parties(k, PARTY_VICTIM, ";", &why);
        sheet_put(s, "side_b", STR("Civilians"), "ucdp side_b", why);
    } else {
        put_side(x, k, "side_b", PARTY_TARGET);
        if (!sheet_get(s, "side_b").n) put_side(x, k, "side_b", PARTY_VICTIM);
        if (!sheet_get(s, "side_b").n) put_second(x, k);
    }
    struct str a = sheet_get(s, "side_a"), b = sheet_get(s, "side_b");
    if (a.n && b.n)
        sheet_put(s, "dyad_name", words_of(k->a, a, STR(" - "), b), "ucdp dyad_name", NO_BASIS);
}

/* [ucdp type_of_violence] as most reports have it; a state on either side is never non-state. */
static uint32_t violence(const struct casedata *k, const struct sheet *s) {
    bool state = str_starts(sheet_get(s, "side_a"), STR("Government of ")) ||
                 str_starts(sheet_get(s, "side_b"), STR("Government of "));
    return k->ucdp == 2 && state ? 1 : k->ucdp;
}

/* ---- sources */

static void put_sources(struct exporting *x, const struct casedata *k) {
    struct arena *a = k->a;
    uint32_t n = k->source.n;
    struct str *article = arena_array(a, struct str, n + 1),
               *day = arena_array(a, struct str, n + 1);
    struct str *title = arena_array(a, struct str, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        const struct source *s = &k->source.v[i];
        day[i] = str_cut(s->published, 0, 10);
        title[i] = s->title;
        if (s->outlet.n || s->title.n)
            article[i] =
                words_of(a, STR("\""), s->outlet, STR(","), day[i], STR(","), s->title, STR("\""));
    }
    struct sheet *s = &x->sheet;
    sheet_put_u64(s, k, "number_of_sources", n, "ucdp number_of_sources");
    sheet_put(s, "source_article", export_join(a, article, n, ";"), "ucdp source_article",
              NO_BASIS);
    sheet_put(s, "source_office", export_outlets(k, ";"), "ucdp source_office", NO_BASIS);
    sheet_put(s, "source_date", export_join(a, day, n, ";"), "ucdp source_date", NO_BASIS);
    sheet_put(s, "source_headline", export_join(a, title, n, ";"), "ucdp source_headline",
              NO_BASIS);
}

/* [ucdp source_original] on whose word: the holders of the figures, else of the happening. */
static void put_speakers(struct exporting *x, const struct casedata *k) {
    struct basis why = casedata_claims(k, SLOT_KILLED);
    if (!why.n) why = casedata_claims(k, SLOT_OCCURRED);
    struct str *v = arena_array(k->a, struct str, why.n + 1);
    for (uint32_t i = 0; i < why.n; i++) v[i] = k->claim.v[why.claim[i]].holder;
    sheet_put(&x->sheet, "source_original", export_join(k->a, v, why.n, ";"),
              "ucdp source_original", why);
}

/* ---- place, date, deaths */

/* [ucdp priogrid_gid] cells of half a degree, counted from the south-west. */
static uint64_t priogrid(int64_t lat, int64_t lon) {
    int64_t row = (lat + 90000000) / 500000, col = (lon + 180000000) / 500000;
    return (uint64_t)(ATT_MIN(row, 359) * 720 + ATT_MIN(col, 719) + 1);
}

static void put_place(struct exporting *x, const struct casedata *k) {
    struct sheet *s = &x->sheet;
    struct basis why = casedata_claims(k, SLOT_PLACE);
    const struct country_row *c = export_country(&x->tables, k->place.country);
    struct str lat = export_degrees(k->a, k->place.lat), lon = export_degrees(k->a, k->place.lon);
    sheet_put_u64(s, k, "where_prec", where_prec(k), "ucdp where_prec");
    sheet_put(s, "where_coordinates", k->place.name, "ucdp where_coordinates", why);
    sheet_put(s, "adm_1", k->place.admin1, "ucdp adm_1", why);
    sheet_put(s, "latitude", lat, "ucdp latitude", why);
    sheet_put(s, "longitude", lon, "ucdp longitude", why);
    sheet_put(s, "geom_wkt", words_of(k->a, STR("POINT ("), lon, STR(" "), lat, STR(")")),
              "ucdp geom_wkt", why);
    sheet_put_u64(s, k, "priogrid_gid", priogrid(k->place.lat, k->place.lon), "ucdp priogrid_gid");
    sheet_put(s, "country", export_country_name(&x->tables, k->place.country), "ucdp country", why);
    if (!c) return;
    sheet_put(s, "country_id", c->gw, "ucdp country_id", why);
    sheet_put(s, "region", c->ucdp_region, "ucdp region", why);
}

static void put_date(struct exporting *x, const struct casedata *k) {
    struct basis why = casedata_claims(k, SLOT_DATE);
    sheet_put(&x->sheet, "year", str_cut(k->from, 0, 4), "ucdp year", why);
    sheet_put(&x->sheet, "date_start", k->from, "ucdp date_start", why);
    sheet_put(&x->sheet, "date_end", k->to, "ucdp date_end", why);
    sheet_put_u64(&x->sheet, k, "date_prec", date_prec(k->days), "ucdp date_prec");
    /* [ucdp event_clarity] 1 one happening told by itself; 2 what a month or a year is told of */
    sheet_put(&x->sheet, "event_clarity", date_prec(k->days) < 4 ? STR("1") : STR("2"),
              "ucdp event_clarity", NO_BASIS);
}

static void put_number(struct exporting *x, const struct casedata *k, const char *column,
                       uint64_t v, const char *rule, struct basis why) {
    sheet_put(&x->sheet, column, words_number(k->a, v), rule, why);
}

/* [ucdp best] is the sum of the four; of one-sided violence the dead are civilians, else whose dead
 * they are is not told: deaths_unknown. */
static void put_deaths(struct exporting *x, const struct casedata *k) {
    static const char *const sides[] = {"deaths_a", "deaths_b", "deaths_civilians",
                                        "deaths_unknown"};
    static const char *const rules[] = {"ucdp deaths_a", "ucdp deaths_b", "ucdp deaths_civilians",
                                        "ucdp deaths_unknown"};
    struct basis low_of, best_of, high_of;
    struct figure_told f = casedata_figure(k, SLOT_KILLED, false);
    struct reduced low = casedata_reduce(k, &f, REDUCE_UCDP_LOW, &low_of);
    struct reduced best = casedata_reduce(k, &f, REDUCE_UCDP_BEST, &best_of);
    struct reduced high = casedata_reduce(k, &f, REDUCE_UCDP_HIGH, &high_of);
    if (!best.known) return;
    for (size_t i = 0; i < COUNT_OF(sides); i++) {
        bool theirs = i == (k->ucdp == 3 ? 2 : 3);
        put_number(x, k, sides[i], theirs ? best.value : 0, rules[i], best_of);
    }
    put_number(x, k, "best", best.value, reduce_rule_name(REDUCE_UCDP_BEST), best_of);
    put_number(x, k, "high", high.value, reduce_rule_name(REDUCE_UCDP_HIGH), high_of);
    put_number(x, k, "low", low.value, reduce_rule_name(REDUCE_UCDP_LOW), low_of);
}

/* ---- the row */

static const char *missing(const struct casedata *k) {
    if (!k->ucdp) return "ucdp type_of_violence: no organized violence";
    if (str_eq_c(k->status, "planned") || str_eq_c(k->status, "foiled"))
        return "ucdp type_of_violence: it did not happen";
    if (!k->days || k->days > 366) return "ucdp date_prec: no year is known";
    if (!k->place.located || !where_prec(k)) return "ucdp where_prec: no place is known";
    return NULL;
}

/* [ucdp inclusion] an organised actor and a death. */
const char *ucdp_none(const struct exporting *x, const struct casedata *k) {
    const char *rule = missing(k);
    if (rule || x->opt->candidates) return rule;
    struct figure_told f = casedata_figure(k, SLOT_KILLED, false);
    struct reduced high = casedata_reduce(k, &f, REDUCE_UCDP_HIGH, NULL);
    if (!high.known || !high.value) return "ucdp inclusion: no death is told";
    return casedata_organised(k, PARTY_PERPETRATOR) ? NULL
                                                    : "ucdp inclusion: no organised actor is told";
}

const char *ucdp_put(struct exporting *x, const struct casedata *k) {
    struct sheet *s = &x->sheet;
    const char *rule = ucdp_none(x, k);
    if (rule) return rule;
    sheet_clear(s);
    struct str row = words_number(k->a, k->number);
    sheet_put(s, "id", row, "ucdp id", NO_BASIS);
    put_sides(x, k);
    put_deaths(x, k);
    sheet_put_u64(s, k, "type_of_violence", violence(k, s), "ucdp type_of_violence");
    put_sources(x, k);
    put_speakers(x, k);
    put_place(x, k);
    put_date(x, k);
    sheet_write(s, k, row);
    x->rows++;
    return NULL;
}
