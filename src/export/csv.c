/* attest's own table: one row a case, figures as bounds, nothing reduced, nothing left out. */
#include "base/base.h"

#include "export/export.h"

#define NO_BASIS ((struct basis){0})

static void put_bounds(struct exporting *x, const struct casedata *k, enum claim_slot slot,
                       const char *low, const char *high) {
    struct basis why;
    struct figure_told f = casedata_figure(k, slot, false);
    struct reduced r = casedata_reduce(k, &f, REDUCE_UCDP_LOW, &why);
    if (!r.known) return;
    sheet_put(&x->sheet, low, words_number(k->a, r.value), "csv lowest", why);
    r = casedata_reduce(k, &f, REDUCE_UCDP_HIGH, &why);
    sheet_put(&x->sheet, high, words_number(k->a, r.value), "csv highest", why);
}

static void put_place(struct exporting *x, const struct casedata *k) {
    struct sheet *s = &x->sheet;
    struct basis why = casedata_claims(k, SLOT_PLACE);
    sheet_put(s, "place", k->place.name, "csv place", why);
    sheet_put(s, "place_kind", k->place.kind, "csv place", why);
    sheet_put(s, "country", k->place.country, "csv place", why);
    sheet_put(s, "admin1", k->place.admin1, "csv place", why);
    if (k->place.geonames) sheet_put_u64(s, k, "geonames", k->place.geonames, "csv place");
    if (!k->place.located) return;
    sheet_put(s, "latitude", export_degrees(k->a, k->place.lat), "csv place", why);
    sheet_put(s, "longitude", export_degrees(k->a, k->place.lon), "csv place", why);
}

static void put_parties(struct exporting *x, const struct casedata *k) {
    static const char *const column[] = {"perpetrators", "targets", "victims", "weapons"};
    for (int role = 0; role <= PARTY_WEAPON; role++) {
        struct basis why;
        struct str names = export_parties(k, (enum party_role)role, "; ", &why);
        sheet_put(&x->sheet, column[role], names, "csv participants", why);
    }
}

static void put_claimed_by(struct exporting *x, const struct casedata *k) {
    struct basis why = casedata_claims(k, SLOT_RESPONSIBILITY);
    struct str *v = arena_array(k->a, struct str, why.n + 1);
    for (uint32_t i = 0; i < why.n; i++) {
        const struct told *t = &k->claim.v[why.claim[i]];
        if (!str_eq_c(t->stance, "denies")) v[i] = t->nobody ? STR("nobody") : t->value;
    }
    sheet_put(&x->sheet, "claimed_by", export_join(k->a, v, why.n, "; "), "csv claimed_by", why);
}

const char *csv_put(struct exporting *x, const struct casedata *k) {
    struct sheet *s = &x->sheet;
    struct basis date = casedata_claims(k, SLOT_DATE), occurred = casedata_claims(k, SLOT_OCCURRED);
    struct basis differ_on;
    struct str differ = export_differences(k, &differ_on);
    sheet_clear(s);
    sheet_put(s, "id", k->id, "csv id", NO_BASIS);
    sheet_put(s, "date_start", k->from, "csv date", date);
    sheet_put(s, "date_end", k->to, "csv date", date);
    sheet_put(s, "date_precision", k->precision, "csv date", date);
    sheet_put(s, "type", k->type, "csv type", occurred);
    sheet_put(s, "status", k->status, "csv status", occurred);
    sheet_put(s, "disputed", differ.n ? STR("1") : STR("0"), "csv disputed", differ_on);
    put_place(x, k);
    put_parties(x, k);
    put_bounds(x, k, SLOT_KILLED, "killed_low", "killed_high");
    put_bounds(x, k, SLOT_WOUNDED, "wounded_low", "wounded_high");
    put_claimed_by(x, k);
    sheet_put_u64(s, k, "reports", k->source.n, "csv reports");
    sheet_put_u64(s, k, "origins", k->n_origin, "csv origins");
    sheet_put(s, "outlets", export_outlets(k, "; "), "csv outlets", NO_BASIS);
    sheet_put(s, "differences", differ, "csv differences", differ_on);
    sheet_write(s, k, k->id);
    x->rows++;
    return NULL;
}
