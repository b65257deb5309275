/* ACLED: 31 columns (column guide of 2023). Rules are named after the column they fill. */
#include "base/base.h"

#include "export/export.h"

#include "base/num.h"

#define NO_BASIS ((struct basis){0})

struct actor {
    struct str name, assoc;
    uint32_t inter; /* 1..8, 0 = no actor */
    struct basis why;
    bool known; /* a state, or by a name of its own */
};

#define UNIDENTIFIED "Unidentified Armed Group"

enum { STATE = 1, RIOTERS = 5, PROTESTERS = 6, CIVILIANS = 7, EXTERNAL = 8, MILITIA = 3 };

/* "Military Forces of %C" with the country, "%N" with the own name. */
static struct str fill_in(struct arena *a, struct str form, struct str country, struct str name) {
    uint32_t at = str_find(form, '%', 0);
    if (at == NONE) return form;
    struct str in = form.p[at + 1] == 'C' ? country : name, head = str_cut(form, 0, at);
    struct str tail = str_cut(form, at + 2, form.n);
    return words_of(a, head, in, tail);
}

static struct str of_country(const struct exporting *x, const struct casedata *k,
                             const char *what) {
    return words_of(k->a, str_c(what), STR(" ("), export_country_name(&x->tables, k->place.country),
                    STR(")"));
}

static struct str sector_of(const struct party *p) {
    static const struct {
        const char *type, *sector;
    } of[] = {{"military", "MIL"}, {"police", "COP"}, {"government", "GOV"}};
    if (p->sector.n) return p->sector;
    for (size_t i = 0; i < COUNT_OF(of); i++)
        if (str_eq_c(p->type, of[i].type)) return str_c(of[i].sector);
    return STR_NULL;
}

/* [acled actor1] names by kind of actor; who has no name is an unidentified armed group, and that a
 * political militia; state forces abroad are External/Other forces [acled inter1]. */
static bool name_actor(const struct exporting *x, const struct casedata *k, const struct party *p,
                       struct actor *out) {
    struct str sector = sector_of(p), here = k->place.country, own = party_own_name(p);
    uint32_t i = sector.n ? map_get(&x->tables.actor, sector) : NONE;
    if (i == NONE) return false;
    const struct actor_row *r = &x->tables.actors[i];
    struct str country = export_country_name(&x->tables, p->country.n ? p->country : here);
    num_parse_u32(r->inter, &out->inter);
    bool nameless = str_find_str(r->name, STR("%N"), 0) != NONE && !own.n;
    out->name = nameless ? of_country(x, k, UNIDENTIFIED) : fill_in(k->a, r->name, country, own);
    if (nameless) out->inter = MILITIA;
    if (out->inter == STATE && p->country.n && !str_eq(p->country, here)) out->inter = EXTERNAL;
    out->why = (struct basis){p->claim.v, p->claim.n};
    out->known = !nameless;
    return true;
}

/* The first party of the role that ACLED has a name for, one with a name of its own before others;
 * the others are associated. */
static void actor_of(const struct exporting *x, const struct casedata *k, enum party_role role,
                     struct actor *out) {
    struct str *more = arena_array_raw(k->a, struct str, k->party[role].n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->party[role].n; i++) {
        struct actor one = {0};
        if (!name_actor(x, k, &k->party[role].v[i], &one)) continue;
        if (!out->inter || (one.known && !out->known))
            *out = one;
        else if (one.known)
            more[n++] = one.name;
    }
    for (uint32_t i = 0; i < n; i++)
        if (str_eq(more[i], out->name)) more[i] = STR_NULL;
    if (out->inter) out->assoc = export_join(k->a, more, n, "; ");
}

/* [acled actor1] who did it; where nobody with a name is told, who claimed it. */
static void actor_acting(const struct exporting *x, const struct casedata *k, struct actor *out) {
    struct actor claims = {0};
    actor_of(x, k, PARTY_PERPETRATOR, out);
    if (!out->known) actor_of(x, k, PARTY_CLAIMANT, &claims);
    if (claims.known) *out = claims;
    if (out->inter) return;
    /* [acled actor1] is never empty */
    out->name = of_country(x, k, UNIDENTIFIED);
    out->inter = MILITIA;
}

static bool people(const struct party *p) {
    return !str_eq_c(p->type, "facility") && !str_eq_c(p->type, "vehicle") &&
           !str_eq_c(p->type, "weapon");
}

/* [acled actor2] who is hit: an actor with a name, else civilians where people are hit. */
static void actor_hit(const struct exporting *x, const struct casedata *k, struct actor *out) {
    actor_of(x, k, PARTY_TARGET, out);
    if (!out->inter) actor_of(x, k, PARTY_VICTIM, out);
    if (out->inter) return;
    for (int role = PARTY_TARGET; role <= PARTY_VICTIM; role++)
        for (uint32_t i = 0; i < k->party[role].n; i++) {
            const struct party *p = &k->party[role].v[i];
            if (!people(p)) continue;
            *out = (struct actor){.name = of_country(x, k, "Civilians"),
                                  .inter = CIVILIANS,
                                  .why = {p->claim.v, p->claim.n}};
            return;
        }
}

/* [acled Demonstrations] demonstrators are actor1, who acts against them actor2: of others than
 * forces a crowd, that is rioters. */
static void demonstration(const struct exporting *x, const struct casedata *k, struct actor *first,
                          struct actor *second) {
    bool riot = str_eq_c(k->acled_event, "Riots");
    first->name = of_country(x, k, riot ? "Rioters" : "Protesters");
    first->inter = riot ? RIOTERS : PROTESTERS;
    if (str_eq_c(k->acled_sub, "Peaceful protest")) return;
    actor_of(x, k, PARTY_PERPETRATOR, second);
    if (second->inter != CIVILIANS) return;
    if (riot)
        *second = (struct actor){0};
    else
        second->name = of_country(x, k, "Rioters"), second->inter = RIOTERS;
}

/* [acled Mob violence] a crowd against people: forces and known groups, else civilians ("a thief").
 */
static void mob(const struct exporting *x, const struct casedata *k, struct actor *first,
                struct actor *second) {
    first->name = of_country(x, k, "Rioters");
    first->inter = RIOTERS;
    actor_hit(x, k, second);
    if (second->inter && !second->known)
        second->name = of_country(x, k, "Civilians"), second->inter = CIVILIANS;
}

static bool fights(const struct actor *a) {
    return a->inter && a->inter != CIVILIANS && a->inter != PROTESTERS && a->inter != RIOTERS;
}

/* [acled Battles] has two armed sides. Both may act (a clash); a side that nobody names is an
 * unidentified armed group. */
static void second_side(const struct exporting *x, const struct casedata *k,
                        const struct actor *first, struct actor *second) {
    if (fights(second)) return;
    *second = (struct actor){.name = of_country(x, k, UNIDENTIFIED), .inter = MILITIA};
    for (uint32_t i = 0; i < k->party[PARTY_PERPETRATOR].n; i++) {
        struct actor one = {0};
        if (!name_actor(x, k, &k->party[PARTY_PERPETRATOR].v[i], &one) || !fights(&one)) continue;
        bool same = one.inter == STATE && first->inter == STATE;
        if (same || str_eq(one.name, first->name)) continue;
        *second = one;
        return;
    }
}

/* A second side that acted is no associate of the first. */
static void part_sides(struct actor *first, const struct actor *second) {
    if (str_eq(first->assoc, second->name)) first->assoc = STR_NULL;
}

static void find_actors(const struct exporting *x, const struct casedata *k, struct actor *first,
                        struct actor *second) {
    if (str_eq_c(k->acled_sub, "Mob violence")) {
        mob(x, k, first, second);
        return;
    }
    if (str_eq_c(k->acled_event, "Protests") || str_eq_c(k->acled_event, "Riots")) {
        demonstration(x, k, first, second);
        return;
    }
    actor_acting(x, k, first);
    actor_hit(x, k, second);
}

/* The code of the row agrees with its actors: [acled Battles] an attack on armed people is a clash,
 * [acled Violence against civilians] one on others is none; [acled Suicide bomb] is one whatever
 * word names it. */
static struct pair_of {
    const char *event, *sub;
} settle(const struct exporting *x, const struct casedata *k, struct actor *first,
         struct actor *second) {
    struct pair_of own = {arena_str(k->a, k->acled_event).p, arena_str(k->a, k->acled_sub).p};
    bool clash = str_eq_c(k->acled_sub, "Armed clash"), attack = str_eq_c(k->acled_sub, "Attack");
    if (k->gtd_suicide && str_eq_c(k->acled_event, "Explosions/Remote violence"))
        own.sub = "Suicide bomb";
    if (clash && !str_eq_c(k->type, "clash") && second->inter == CIVILIANS)
        own = (struct pair_of){"Violence against civilians", "Attack"};
    else if ((attack && fights(second)) || clash)
        own = (struct pair_of){"Battles", "Armed clash"};
    if (!strcmp(own.event, "Battles")) {
        second_side(x, k, first, second);
        part_sides(first, second);
    }
    return own;
}

/* ---- parts of the row */

/* [acled event_date] the middle of the interval. */
static struct str event_day(const struct casedata *k) {
    int64_t from = 0;
    day_number(k->from, &from);
    return words_day(k->a, from + (k->days - 1) / 2);
}

/* [acled time_precision] 1 a day, 2 a week, 3 a month. */
static void put_date(struct exporting *x, const struct casedata *k, struct basis why) {
    struct str day = event_day(k), shown = day;
    if (x->opt->long_dates) shown = words_long_day(k->a, day, true);
    sheet_put(&x->sheet, "event_date", shown, "acled event_date", why);
    sheet_put(&x->sheet, "year", str_cut(day, 0, 4), "acled year", why);
    sheet_put_u64(&x->sheet, k, "time_precision",
                  k->days <= 1   ? 1
                  : k->days <= 7 ? 2
                                 : 3,
                  "acled time_precision");
}

static void put_inter(struct exporting *x, const struct casedata *k, const char *column,
                      uint32_t inter) {
    if (!inter) return;
    struct str code = words_number(k->a, inter);
    sheet_put(&x->sheet, column,
              x->opt->inter_number ? code : columns_label(x->sheet.columns, "acled_inter", code),
              column[5] == '1' ? "acled inter1" : "acled inter2", NO_BASIS);
}

/* [acled interaction] 10 times the smaller plus the larger; alone 10 times its own. */
static void put_interaction(struct exporting *x, const struct casedata *k, uint32_t a, uint32_t b) {
    uint32_t low = b ? ATT_MIN(a, b) : a, high = b ? ATT_MAX(a, b) : 0;
    struct str code = words_number(k->a, low * 10 + high);
    struct str label = columns_label(x->sheet.columns, "acled_interaction", code);
    sheet_put(&x->sheet, "interaction", x->opt->inter_number ? code : label, "acled interaction",
              NO_BASIS);
}

/* [acled civilian_targeting] civilians are the main target, or protesters by excessive force. */
static bool against_civilians(const struct actor *b, const struct pair_of *pair) {
    return b->inter == CIVILIANS || !strcmp(pair->sub, "Excessive force against protesters");
}

static void put_actors(struct exporting *x, const struct casedata *k, const struct actor *a,
                       const struct actor *b) {
    struct sheet *s = &x->sheet;
    sheet_put(s, "actor1", a->name, "acled actor1", a->why);
    sheet_put(s, "assoc_actor_1", a->assoc, "acled assoc_actor_1", a->why);
    sheet_put(s, "actor2", b->name, "acled actor2", b->why);
    sheet_put(s, "assoc_actor_2", b->assoc, "acled assoc_actor_2", b->why);
    put_inter(x, k, "inter1", a->inter);
    put_inter(x, k, "inter2", b->inter);
    put_interaction(x, k, a->inter, b->inter);
}

/* [acled geo_precision] 1 the place itself, 2 near it or a part of a region, 3 a larger region. */
static uint32_t geo_precision(const struct casedata *k) {
    struct str p = k->place.precision;
    if (str_eq_c(p, "exact")) return 1;
    if (str_eq_c(p, "near") || str_eq_c(p, "admin2")) return 2;
    return str_eq_c(p, "admin1") ? 3 : 0;
}

static void put_place(struct exporting *x, const struct casedata *k) {
    struct sheet *s = &x->sheet;
    struct basis why = casedata_claims(k, SLOT_PLACE);
    const struct country_row *c = export_country(&x->tables, k->place.country);
    if (c) {
        sheet_put(s, "iso", c->number, "acled iso", why);
        sheet_put(s, "region", c->acled_region, "acled region", why);
    }
    sheet_put(s, "country", export_country_name(&x->tables, k->place.country), "acled country",
              why);
    sheet_put(s, "admin1", k->place.admin1, "acled admin1", why);
    sheet_put(s, "location", k->place.name, "acled location", why);
    sheet_put(s, "latitude", export_degrees(k->a, k->place.lat), "acled latitude", why);
    sheet_put(s, "longitude", export_degrees(k->a, k->place.lon), "acled longitude", why);
    sheet_put_u64(s, k, "geo_precision", geo_precision(k), "acled geo_precision");
}

static struct str in_brackets(struct arena *a, struct str s) {
    return s.n ? words_of(a, STR(" ("), s, STR(")")) : STR("");
}

/* "WHO clashed with WHOM" by the sub-event's form (data/codebooks/acled.tsv). */
static struct str what_happened(const struct exporting *x, struct arena *a, uint32_t pair,
                                const struct actor *who, const struct actor *whom) {
    struct str form = x->tables.told[pair], rest = form, first, second;
    str_next(&rest, '|', &first);
    second = rest;
    struct str to =
        whom->inter && second.n ? words_of(a, STR(" "), second, STR(" "), whom->name) : STR("");
    return words_of(a, who->name, STR(" "), first, to);
}

/* [acled notes] "On 7 November 2021, in PLACE (ADMIN1), WHO did WHAT to WHOM. N fatalities. Sources
 * differ: ..." */
static void put_notes(struct exporting *x, const struct casedata *k, uint32_t pair,
                      const struct actor *a, const struct actor *b) {
    struct basis why;
    struct arena *m = k->a;
    struct str differ = export_differences(k, &why), dead = sheet_get(&x->sheet, "fatalities");
    bool same = str_starts(k->place.name, k->place.admin1) || !k->place.admin1.n;
    struct str where = same ? STR("") : in_brackets(m, k->place.admin1);
    struct str deaths =
        dead.n ? words_of(m, STR(" "), dead,
                          str_eq_c(dead, "1") ? STR(" fatality.") : STR(" fatalities."))
               : STR("");
    struct str text = words_of(m, STR("On "), words_long_day(m, event_day(k), false), STR(", in "),
                               k->place.name, where, STR(", "), what_happened(x, m, pair, a, b),
                               STR("."), deaths, differ.n ? STR(" Sources differ: ") : STR(""),
                               differ, differ.n ? STR(".") : STR(""));
    sheet_put(&x->sheet, "notes", text, "acled notes", why);
}

/* [acled timestamp] the last change: midnight of the latest publication, as no clock is read. */
static void put_timestamp(struct exporting *x, const struct casedata *k) {
    int64_t day;
    if (day_number(casedata_last_day(k), &day) && day > 0)
        sheet_put_u64(&x->sheet, k, "timestamp", (uint64_t)day * 86400, "acled timestamp");
}

static void put_fatalities(struct exporting *x, const struct casedata *k) {
    struct basis why;
    struct figure_told f = casedata_figure(k, SLOT_KILLED, false);
    struct reduced r = casedata_reduce(k, &f, REDUCE_ACLED, &why);
    if (!r.known) return;
    sheet_put(&x->sheet, "fatalities", words_number(k->a, r.value), reduce_rule_name(REDUCE_ACLED),
              why);
}

/* ---- the row */

const char *acled_none(const struct exporting *x, const struct casedata *k) {
    if (!k->acled_sub.n) return "acled event_type: no event that ACLED codes";
    if (str_eq_c(k->status, "planned") || str_eq_c(k->status, "foiled"))
        return "acled event_type: it did not happen";
    if (!k->days || k->days > 31) return "acled time_precision: no month is known";
    if (!k->place.located || !k->place.country.n || !export_country(&x->tables, k->place.country))
        return "acled location: no place is known";
    /* [acled timestamp] nothing is told before it happens */
    struct str last = casedata_last_day(k);
    if (last.n && str_cmp(event_day(k), str_cut(last, 0, 10)) > 0)
        return "acled timestamp: its day is after its reports";
    return geo_precision(k) ? NULL : "acled geo_precision: no region is known";
}

const char *acled_put(struct exporting *x, const struct casedata *k) {
    struct sheet *s = &x->sheet;
    struct actor a = {0}, b = {0};
    const char *rule = acled_none(x, k);
    if (rule) return rule;
    sheet_clear(s);
    struct str row = words_of(k->a, k->place.country, words_number(k->a, k->number));
    struct basis type = casedata_claims(k, SLOT_OCCURRED);
    find_actors(x, k, &a, &b);
    struct pair_of code = settle(x, k, &a, &b);
    uint32_t pair =
        map_get(&x->tables.pair, words_of(k->a, str_c(code.event), STR("\t"), str_c(code.sub)));
    if (pair == NONE) return "acled event_type: no pair of the codebook";
    sheet_put(s, "event_id_cnty", row, "acled event_id_cnty", NO_BASIS);
    put_date(x, k, casedata_claims(k, SLOT_DATE));
    sheet_put(s, "disorder_type", x->tables.disorder[pair], "acled disorder_type", type);
    sheet_put(s, "event_type", str_c(code.event), "acled event_type", type);
    sheet_put(s, "sub_event_type", str_c(code.sub), "acled sub_event_type", type);
    put_actors(x, k, &a, &b);
    if (against_civilians(&b, &code))
        sheet_put(s, "civilian_targeting", STR("Civilian targeting"), "acled civilian_targeting",
                  b.why);
    put_place(x, k);
    sheet_put(s, "source", export_outlets(k, "; "), "acled source", NO_BASIS);
    put_fatalities(x, k);
    put_notes(x, k, pair, &a, &b);
    put_timestamp(x, k);
    sheet_write(s, k, row);
    x->rows++;
    return NULL;
}
