/* GTD: 135 columns; those that no report can fill (criteria, subtypes) stay empty: a GTD-like
 * profile. */
#include "base/base.h"

#include "export/export.h"

#include "base/num.h"

#define NO_BASIS ((struct basis){0})

static struct str event_of_day(struct arena *a, const char day[9], uint32_t n) {
    struct str digits = words_number(a, 10000 + n);
    return words_of(a, str_c(day), str_cut(digits, 1, 5));
}

/* [gtd eventid] yyyymmdd, 00 where a part is not known, and a running number of that day. */
static struct str event_id(struct exporting *x, const struct casedata *k, const char day[9]) {
    uint32_t n = map_get(&x->count, str_c(day));
    n = n == NONE ? 1 : n + 1;
    map_put(&x->count, arena_str(x->a, str_c(day)), n);
    return n > 9999 ? STR_NULL : event_of_day(k->a, day, n);
}

static void put_date(struct exporting *x, const struct casedata *k, const char day[9]) {
    struct basis why = casedata_claims(k, SLOT_DATE);
    static const struct {
        const char *column, *rule;
        uint32_t b, e;
    } of[] = {
        {"iyear", "gtd iyear", 0, 4}, {"imonth", "gtd imonth", 4, 6}, {"iday", "gtd iday", 6, 8}};
    for (size_t i = 0; i < COUNT_OF(of); i++) {
        uint32_t n = 0;
        num_parse_u32(str_cut(str_c(day), of[i].b, of[i].e), &n);
        sheet_put(&x->sheet, of[i].column, words_number(k->a, n), of[i].rule, why);
    }
    if (k->days > 1)
        sheet_put(&x->sheet, "approxdate", words_of(k->a, k->from, STR(" to "), k->to),
                  "gtd approxdate", why);
}

/* [gtd specificity] 1 the city, 3 its smallest unit, 4 first-order unit, 5 none, a sea or a land.
 */
static uint32_t specificity(const struct casedata *k) {
    struct str p = k->place.precision;
    if (!k->place.located || str_eq_c(k->place.kind, "water") || str_eq_c(k->place.kind, "region"))
        return 5;
    if (str_eq_c(p, "exact") || str_eq_c(p, "near")) return 1;
    return str_eq_c(p, "admin2") ? 3 : str_eq_c(p, "admin1") ? 4 : 5;
}

/* [gtd country, natlty1] by GTD's own number and name where they are known to us. */
static void put_country(struct exporting *x, struct str iso3, bool nationality, struct basis why) {
    static const struct {
        const char *code, *text, *code_rule, *text_rule;
    } of[] = {{"country", "country_txt", "gtd country", "gtd country_txt"},
              {"natlty1", "natlty1_txt", "gtd natlty1", "gtd natlty1_txt"}};
    const struct country_row *c = export_country(&x->tables, iso3);
    bool known = c && c->gtd.n;
    if (known) sheet_put(&x->sheet, of[nationality].code, c->gtd, of[nationality].code_rule, why);
    sheet_put(&x->sheet, of[nationality].text,
              known ? c->gtd_name : export_country_name(&x->tables, iso3),
              of[nationality].text_rule, why);
}

static void put_place(struct exporting *x, const struct casedata *k) {
    struct sheet *s = &x->sheet;
    struct basis why = casedata_claims(k, SLOT_PLACE);
    const struct country_row *c = export_country(&x->tables, k->place.country);
    uint32_t specific = specificity(k);
    put_country(x, k->place.country, false, why);
    if (c && c->gtd_region.n) {
        sheet_put(s, "region", c->gtd_region, "gtd region", why);
        sheet_put(s, "region_txt", columns_label(s->columns, "gtd_region", c->gtd_region),
                  "gtd region_txt", why);
    }
    sheet_put(s, "provstate", k->place.admin1, "gtd provstate", why);
    if (str_eq_c(k->place.kind, "city")) sheet_put(s, "city", k->place.name, "gtd city", why);
    if (specific < 5) {
        sheet_put(s, "latitude", export_degrees(k->a, k->place.lat), "gtd latitude", why);
        sheet_put(s, "longitude", export_degrees(k->a, k->place.lon), "gtd longitude", why);
    }
    sheet_put_u64(s, k, "specificity", specific, "gtd specificity");
    if (specific == 1)
        sheet_put(s, "vicinity", str_eq_c(k->place.precision, "near") ? STR("1") : STR("0"),
                  "gtd vicinity", why);
    if (k->place.name.n && !str_eq_c(k->place.kind, "city") && !str_eq_c(k->place.kind, "country"))
        sheet_put(s, "location", k->place.name, "gtd location", why);
}

/* A code and its words, with the claims they rest on. */
static const struct coded_cell {
    const char *column, *text, *rule, *list;
    enum claim_slot slot;
} attack_cell = {"attacktype1", "attacktype1_txt", "gtd attacktype1", "gtd_attack", SLOT_OCCURRED},
  target_cell = {"targtype1", "targtype1_txt", "gtd targtype1", "gtd_target", SLOT_TARGET},
  weapon_cell = {"weaptype1", "weaptype1_txt", "gtd weaptype1", "gtd_weapon", SLOT_WEAPON};

static void put_code(struct exporting *x, const struct casedata *k, const struct coded_cell *c,
                     uint32_t code) {
    struct str number = words_number(k->a, code);
    struct basis why = casedata_claims(k, c->slot);
    sheet_put(&x->sheet, c->column, number, c->rule, why);
    sheet_put(&x->sheet, c->text, columns_label(x->sheet.columns, c->list, number), c->rule, why);
}

static void put_target(struct exporting *x, const struct casedata *k) {
    const struct party *p = casedata_party(k, PARTY_TARGET, 0);
    if (!p) p = casedata_party(k, PARTY_VICTIM, 0);
    put_code(x, k, &target_cell, k->gtd_target);
    if (!p) return;
    struct basis why = {p->claim.v, p->claim.n};
    sheet_put(&x->sheet, "target1", p->name, "gtd target1", why);
    if (p->country.n) put_country(x, p->country, true, why);
}

/* Some claim of it is the group's own word. */
static bool own_word(const struct casedata *k, const struct party *p) {
    for (uint32_t i = 0; i < p->claim.n; i++)
        if (str_ieq(k->claim.v[p->claim.v[i]].holder, p->name)) return true;
    return false;
}

/* [gtd gname] a group by its name, of the perpetrators, else of those who claimed it; else Unknown;
 * [gtd guncertain1] 1 where others than the group itself say so. */
static void put_group(struct exporting *x, const struct casedata *k) {
    static const enum party_role roles[] = {PARTY_PERPETRATOR, PARTY_CLAIMANT};
    struct sheet *s = &x->sheet;
    for (size_t r = 0; r < COUNT_OF(roles); r++)
        for (uint32_t i = 0; i < k->party[roles[r]].n; i++) {
            const struct party *p = &k->party[roles[r]].v[i];
            struct basis why = {p->claim.v, p->claim.n};
            struct str name = party_own_name(p);
            if (!name.n) continue;
            sheet_put(s, "gname", name, "gtd gname", why);
            sheet_put(s, "guncertain1", own_word(k, p) ? STR("0") : STR("1"), "gtd guncertain1",
                      why);
            return;
        }
    sheet_put(s, "gname", STR("Unknown"), "gtd gname", NO_BASIS);
}

/* [gtd claimed] 1 somebody claims it or says of itself that it did it, 0 a report says that nobody
 * did, -9 nothing is said. */
static void put_claimed(struct exporting *x, const struct casedata *k) {
    struct basis why = casedata_claims(k, SLOT_RESPONSIBILITY);
    bool claimed = false, nobody = false;
    for (uint32_t i = 0; i < k->party[PARTY_PERPETRATOR].n && !why.n; i++) {
        const struct party *p = &k->party[PARTY_PERPETRATOR].v[i];
        claimed = party_own_name(p).n && own_word(k, p);
        if (claimed) why = (struct basis){p->claim.v, p->claim.n};
    }
    for (uint32_t i = 0; i < why.n && !claimed; i++) {
        const struct told *t = &k->claim.v[why.claim[i]];
        nobody |= t->nobody;
        claimed = !t->nobody && !str_eq_c(t->stance, "denies") && t->value.n;
    }
    sheet_put(&x->sheet, "claimed",
              claimed  ? STR("1")
              : nobody ? STR("0")
                       : STR("-9"),
              "gtd claimed", why);
}

static void put_total(struct exporting *x, const char *column, struct str total, bool both,
                      struct basis why) {
    sheet_put(&x->sheet, column, total,
              both ? "gtd latest, majority, lowest: with the attackers' own"
                   : reduce_rule_name(REDUCE_GTD),
              why);
}

static struct basis both_of(struct arena *a, struct basis x, struct basis y) {
    uint32_t *claim = arena_array_raw(a, uint32_t, x.n + y.n + 1);
    if (x.n) memcpy(claim, x.claim, x.n * sizeof *claim);
    if (y.n) memcpy(claim + x.n, y.claim, y.n * sizeof *claim);
    return (struct basis){claim, x.n + y.n};
}

/* [gtd nkill, nwound] all who were, the attackers among them: both figures together; and the
 * attackers alone [gtd nkillter, nwoundte]. Blank is unknown, never 0. */
static void put_harmed(struct exporting *x, const struct casedata *k, enum claim_slot slot,
                       const char *total, const char *attackers) {
    struct basis of_others, of_own;
    struct figure_told told = casedata_figure(k, slot, false), by = casedata_figure(k, slot, true);
    struct reduced others = casedata_reduce(k, &told, REDUCE_GTD, &of_others);
    struct reduced own = casedata_reduce(k, &by, REDUCE_GTD, &of_own);
    if (own.known) {
        put_total(x, total, words_number(k->a, others.value + own.value), true,
                  both_of(k->a, of_others, of_own));
        put_total(x, attackers, words_number(k->a, own.value), false, of_own);
    } else if (others.known) {
        put_total(x, total, words_number(k->a, others.value), false, of_others);
    }
}

static void put_figures(struct exporting *x, const struct casedata *k) {
    struct basis why;
    struct figure_told taken = casedata_figure(k, SLOT_KIDNAPPED, false);
    struct reduced hostages = casedata_reduce(k, &taken, REDUCE_GTD, &why);
    put_harmed(x, k, SLOT_KILLED, "nkill", "nkillter");
    put_harmed(x, k, SLOT_WOUNDED, "nwound", "nwoundte");
    if (hostages.known) put_total(x, "nhostkid", words_number(k->a, hostages.value), false, why);
    bool hostage = k->gtd_attack == 4 || k->gtd_attack == 5 || k->gtd_attack == 6;
    sheet_put(&x->sheet, "ishostkid", hostage ? STR("1") : STR("0"), "gtd ishostkid", NO_BASIS);
}

static void put_citations(struct exporting *x, const struct casedata *k) {
    static const char *const column[] = {"scite1", "scite2", "scite3"};
    for (uint32_t i = 0; i < k->source.n && i < COUNT_OF(column); i++) {
        const struct source *s = &k->source.v[i];
        sheet_put(&x->sheet, column[i],
                  words_of(k->a, STR("\""), s->title, STR(",\" "), s->outlet, STR(", "),
                           str_cut(s->published, 0, 10)),
                  "gtd scite", NO_BASIS);
    }
}

/* [gtd alternative] what a state does to others is no case of this table. */
static bool state_acts(const struct casedata *k) {
    for (uint32_t i = 0; i < k->party[PARTY_PERPETRATOR].n; i++)
        if (party_is_state(&k->party[PARTY_PERPETRATOR].v[i])) return true;
    return false;
}

const char *gtd_none(const struct exporting *x, const struct casedata *k) {
    if (!k->gtd_attack || k->gtd_attack == 9) return "gtd attacktype1: no attack that GTD codes";
    if (str_eq_c(k->status, "planned")) return "gtd crit: it was planned only";
    if (!k->days || k->days > 366) return "gtd iyear: no year is known";
    if (state_acts(k) && !x->opt->candidates) return "gtd alternative: state actors";
    return NULL;
}

/* "20211107"; a month or day that is not known is 00 [gtd imonth, iday]. */
static void day_of(const struct casedata *k, char day[9]) {
    memcpy(day, k->from.p, 4);
    memcpy(day + 4, k->from.p + 5, 2);
    memcpy(day + 6, k->from.p + 8, 2);
    if (k->days > 1) memcpy(day + 6, "00", 2);
    if (k->days > 1 && memcmp(k->from.p, k->to.p, 7) != 0) memcpy(day + 4, "00", 2);
    day[8] = 0;
}

const char *gtd_put(struct exporting *x, const struct casedata *k) {
    struct sheet *s = &x->sheet;
    const char *rule = gtd_none(x, k);
    char day[9];
    if (rule) return rule;
    day_of(k, day);
    struct str row = event_id(x, k, day);
    if (!row.n) return "gtd eventid: more than 9999 of one day";
    sheet_clear(s);
    sheet_put(s, "eventid", row, "gtd eventid", NO_BASIS);
    put_date(x, k, day);
    put_place(x, k);
    sheet_put(s, "success", k->gtd_success ? STR("1") : STR("0"), "gtd success",
              casedata_claims(k, SLOT_OUTCOME));
    sheet_put(s, "suicide", k->gtd_suicide ? STR("1") : STR("0"), "gtd suicide",
              casedata_claims(k, SLOT_WEAPON));
    put_code(x, k, &attack_cell, k->gtd_attack);
    put_target(x, k);
    put_group(x, k);
    put_claimed(x, k);
    put_code(x, k, &weapon_cell, k->gtd_weapon);
    struct basis why;
    struct str weapons = export_parties(k, PARTY_WEAPON, "; ", &why);
    sheet_put(s, "weapdetail", weapons, "gtd weapdetail", why);
    put_figures(x, k);
    struct str differ = export_differences(k, &why);
    sheet_put(s, "addnotes", differ, "gtd addnotes", why);
    put_citations(x, k);
    sheet_write(s, k, row);
    x->rows++;
    return NULL;
}
