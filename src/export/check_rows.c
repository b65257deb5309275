/* Rules that look at several cells of a row. */
#include "base/base.h"

#include "export/validate.h"
#include "export/words.h"

#include "base/num.h"
#include "export/casedata.h"

static bool is(struct str s, const char *text) {
    return str_eq_c(s, text);
}

static void wrong(struct checking *c, const char *column, const char *law, const char *text) {
    check_say(c, str_c(column), law, text, check_cell(c, column));
}

static uint64_t count_of(const struct checking *c, const char *column) {
    uint64_t v = 0;
    num_parse_u64(check_cell(c, column), &v);
    return v;
}

/* Both known and the first larger than the second. */
static bool exceeds(const struct checking *c, const char *x, const char *y) {
    int64_t a, b;
    return num_parse_fixed(check_cell(c, x), 3, &a) && num_parse_fixed(check_cell(c, y), 3, &b) &&
           a > b;
}

/* ---- ACLED */

/* "2021-11-07", or "07 November 2021". */
static bool acled_day(struct str s, int64_t *day) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    uint32_t d, y, first = str_find(s, ' ', 0);
    if (first == NONE) return s.n == 10 && day_number(s, day);
    uint32_t second = str_find(s, ' ', first + 1);
    if (second == NONE || !num_parse_u32(str_cut(s, 0, first), &d) ||
        !num_parse_u32(str_cut(s, second + 1, s.n), &y) || d > 31 || y > 9999)
        return false;
    char iso[16];
    for (uint32_t m = 0; m < COUNT_OF(months); m++) {
        if (!str_eq_c(str_cut(s, first + 1, second), months[m])) continue;
        char *p = iso;
        const uint32_t part[] = {y / 1000 % 10, y / 100 % 10, y / 10 % 10, y % 10, 10,
                                 (m + 1) / 10,  (m + 1) % 10, 10,          d / 10, d % 10};
        for (size_t i = 0; i < COUNT_OF(part); i++)
            *p++ = part[i] == 10 ? '-' : (char)('0' + part[i]);
        return day_number((struct str){iso, 10}, day);
    }
    return false;
}

/* The number of a kind of actor, given as number or name; 0 = none. */
static uint32_t inter_of(const struct checking *c, struct str s) {
    uint32_t n = 0;
    if (!num_parse_u32(s, &n)) num_parse_u32(columns_label(c->columns, "acled_inter", s), &n);
    return n;
}

static uint32_t interaction_of(struct checking *c, struct str s) {
    uint32_t n = 0;
    if (!num_parse_u32(s, &n)) num_parse_u32(columns_label(c->columns, "acled_interaction", s), &n);
    return n;
}

static void acled_types(struct checking *c) {
    struct str event = check_cell(c, "event_type"), sub = check_cell(c, "sub_event_type");
    uint32_t i =
        map_get(&c->pair, arena_printf(&c->row, "acled\t%.*s\t%.*s", STR_ARG(event), STR_ARG(sub)));
    if (i == NONE)
        wrong(c, "sub_event_type", "pair", "is no sub-event of this event type");
    else if (!str_eq(c->disorder[i], check_cell(c, "disorder_type")))
        wrong(c, "disorder_type", NULL, "is not the disorder type of this sub-event");
}

static void acled_actors(struct checking *c) {
    uint32_t a = inter_of(c, check_cell(c, "inter1")), b = inter_of(c, check_cell(c, "inter2"));
    uint32_t low = b ? ATT_MIN(a, b) : a, high = b ? ATT_MAX(a, b) : 0;
    if (check_cell(c, "actor2").n && !b)
        wrong(c, "inter2", NULL, "is empty beside an actor2");
    else if (!check_cell(c, "actor2").n && b)
        wrong(c, "actor2", NULL, "is empty beside an inter2");
    else if (interaction_of(c, check_cell(c, "interaction")) != low * 10 + high)
        wrong(c, "interaction", NULL, "does not follow from inter1 and inter2");
    bool civil = a == 7 || b == 7 || a == 6 || b == 6;
    if (check_cell(c, "civilian_targeting").n && !civil)
        wrong(c, "civilian_targeting", NULL, "is set where no civilians are");
}

static void acled_row(struct checking *c) {
    int64_t day = 0;
    uint64_t changed, year = count_of(c, "year");
    struct str date = check_cell(c, "event_date");
    if (!acled_day(date, &day))
        wrong(c, "event_date", NULL, "is to be a day YYYY-MM-DD or DD Month YYYY");
    else if (str_cmp(str_cut(words_day(&c->row, day), 0, 4), check_cell(c, "year")) != 0 || !year)
        wrong(c, "year", NULL, "is not the year of event_date");
    else if (num_parse_u64(check_cell(c, "timestamp"), &changed) && (uint64_t)day > changed / 86400)
        wrong(c, "timestamp", NULL, "is before the day of the event");
    acled_types(c);
    acled_actors(c);
}

/* ---- UCDP */

static void ucdp_deaths(struct checking *c) {
    if (!check_cell(c, "best").n) {
        if (check_cell(c, "low").n || check_cell(c, "high").n)
            wrong(c, "best", NULL, "is empty beside low or high");
        return;
    }
    uint64_t sum = count_of(c, "deaths_a") + count_of(c, "deaths_b") +
                   count_of(c, "deaths_civilians") + count_of(c, "deaths_unknown");
    if (sum != count_of(c, "best")) wrong(c, "best", NULL, "is not the sum of the four deaths");
    if (exceeds(c, "low", "best")) wrong(c, "low", NULL, "is above best");
    if (exceeds(c, "best", "high")) wrong(c, "high", NULL, "is below best");
}

static void ucdp_dates(struct checking *c) {
    static const int64_t most[] = {0, 1, 7, 8, 31, 366};
    int64_t from = 0, to = 0;
    uint64_t prec = count_of(c, "date_prec"), year = count_of(c, "year"), a = 0, b = 0;
    struct str start = check_cell(c, "date_start"), end = check_cell(c, "date_end");
    day_number(start, &from), day_number(end, &to);
    num_parse_u64(str_cut(start, 0, 4), &a), num_parse_u64(str_cut(end, 0, 4), &b);
    if (to < from)
        wrong(c, "date_end", NULL, "is before date_start");
    else if (year < a || year > b)
        wrong(c, "year", NULL, "is not the year of the dates");
    else if (prec < 6 && to - from + 1 > most[prec])
        wrong(c, "date_prec", NULL, "is finer than the width of the dates");
}

/* A point on the edge of two cells may be given either. */
static bool grid_fits(int64_t lat, int64_t lon, uint64_t gid) {
    for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++) {
            int64_t row = (lat + dy + 90000000) / 500000, col = (lon + dx + 180000000) / 500000;
            if ((uint64_t)(ATT_MIN(row, 359) * 720 + ATT_MIN(col, 719) + 1) == gid) return true;
        }
    return false;
}

static void ucdp_point(struct checking *c) {
    int64_t lat = 0, lon = 0, x, y;
    struct str wkt = check_cell(c, "geom_wkt"), gid = check_cell(c, "priogrid_gid");
    num_parse_fixed(check_cell(c, "latitude"), 6, &lat);
    num_parse_fixed(check_cell(c, "longitude"), 6, &lon);
    if (gid.n && !grid_fits(lat, lon, count_of(c, "priogrid_gid")))
        wrong(c, "priogrid_gid", NULL, "is not the cell of the point");
    if (!wkt.n) return;
    uint32_t open = str_find(wkt, '(', 0), gap = str_find(wkt, ' ', open == NONE ? 0 : open);
    bool fine = str_starts(wkt, STR("POINT")) && open != NONE && gap != NONE &&
                str_ends(wkt, STR(")")) && num_parse_fixed(str_cut(wkt, open + 1, gap), 6, &x) &&
                num_parse_fixed(str_cut(wkt, gap + 1, wkt.n - 1), 6, &y);
    if (!fine || x != lon || y != lat)
        wrong(c, "geom_wkt", NULL, "is to be POINT (longitude latitude) of the row");
}

static void ucdp_row(struct checking *c) {
    ucdp_deaths(c);
    ucdp_dates(c);
    ucdp_point(c);
    if (!is(check_cell(c, "type_of_violence"), "3")) return;
    if (!is(check_cell(c, "side_b"), "Civilians"))
        wrong(c, "side_b", "one-sided", "is to be Civilians in one-sided violence");
    else if (count_of(c, "deaths_b"))
        wrong(c, "deaths_b", "one-sided", "is to be 0 in one-sided violence");
}

/* ---- GTD */

static void gtd_label(struct checking *c, const char *code, const char *label, const char *list) {
    struct str n = check_cell(c, code), text = check_cell(c, label);
    if (!n.n && text.n)
        wrong(c, label, NULL, "stands without its code");
    else if (n.n && text.n && !str_eq(columns_label(c->columns, list, n), text))
        wrong(c, label, NULL, "is not the label of its code");
}

static void gtd_date(struct checking *c) {
    uint64_t y = count_of(c, "iyear"), m = count_of(c, "imonth"), d = count_of(c, "iday");
    int64_t day;
    struct str iso = arena_printf(&c->row, "%04u-%02u-%02u", (unsigned)(y % 10000),
                                  (unsigned)(m % 100), (unsigned)(d % 100));
    if (!str_eq(str_cut(check_cell(c, "eventid"), 0, 4), check_cell(c, "iyear")))
        wrong(c, "eventid", NULL, "does not begin with iyear");
    if (m > 12)
        wrong(c, "imonth", NULL, "is to be 0 to 12");
    else if (d > 31 || (m && d && !day_number(iso, &day)))
        wrong(c, "iday", NULL, "is no day of that month");
}

/* A number stands for the country that is named, and lies in its region; numbers and names that are
 * not in our table are not judged. */
static void gtd_country(struct checking *c, const char *number, const char *name) {
    struct str n = check_cell(c, number), text = check_cell(c, name);
    uint32_t told = 0,
             is = map_get(&c->pair, words_of(&c->row, STR("gtd-name\t"), text, STR("\t")));
    if (n.n && is != NONE && num_parse_u32(n, &told) && told != is)
        wrong(c, number, NULL, "is the number of another country");
}

static void gtd_region(struct checking *c) {
    struct str region = check_cell(c, "region");
    uint32_t n = 0, of = map_get(&c->pair, words_of(&c->row, STR("gtd-region\t"),
                                                    check_cell(c, "country"), STR("\t")));
    if (of != NONE && num_parse_u32(region, &n) && n != of)
        wrong(c, "region", "region of country", "is not the region of that country");
}

static void gtd_row(struct checking *c) {
    static const struct {
        const char *code, *label, *list;
    } labels[] = {{"attacktype1", "attacktype1_txt", "gtd_attack"},
                  {"attacktype2", "attacktype2_txt", "gtd_attack"},
                  {"attacktype3", "attacktype3_txt", "gtd_attack"},
                  {"targtype1", "targtype1_txt", "gtd_target"},
                  {"targtype2", "targtype2_txt", "gtd_target"},
                  {"targtype3", "targtype3_txt", "gtd_target"},
                  {"region", "region_txt", "gtd_region"}};
    static const char *const countries[][2] = {{"country", "country_txt"},
                                               {"natlty1", "natlty1_txt"},
                                               {"natlty2", "natlty2_txt"},
                                               {"natlty3", "natlty3_txt"}};
    gtd_date(c);
    gtd_region(c);
    for (size_t i = 0; i < COUNT_OF(countries); i++)
        gtd_country(c, countries[i][0], countries[i][1]);
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        gtd_label(c, labels[i].code, labels[i].label, labels[i].list);
    if (exceeds(c, "nkillter", "nkill")) wrong(c, "nkillter", NULL, "is above nkill");
    if (exceeds(c, "nwoundte", "nwound")) wrong(c, "nwoundte", NULL, "is above nwound");
    if (!check_cell(c, "latitude").n != !check_cell(c, "longitude").n)
        wrong(c, "latitude", "point", "stands without the other coordinate");
}

/* ---- the rest */

static void polecat_row(struct checking *c) {
    struct str event = check_cell(c, "Event Type"), rest = check_cell(c, "Event Mode"), mode;
    uint32_t quad = map_get(&c->pair, arena_printf(&c->row, "plover\t%.*s\t", STR_ARG(event)));
    while (rest.n && str_next(&rest, ';', &mode))
        if (map_get(&c->pair, arena_printf(&c->row, "plover\t%.*s\t%.*s", STR_ARG(event),
                                           STR_ARG(str_trim(mode)))) == NONE)
            wrong(c, "Event Mode", "mode", "is no mode of this event type");
    if (check_cell(c, "Quad Code").n && count_of(c, "Quad Code") != quad)
        wrong(c, "Quad Code", NULL, "is not the quad class of this event type");
    if (!check_cell(c, "Latitude").n != !check_cell(c, "Longitude").n)
        wrong(c, "Latitude", "point", "stands without the other coordinate");
}

static void icews_row(struct checking *c) {
    if (!check_cell(c, "Latitude").n != !check_cell(c, "Longitude").n)
        wrong(c, "Latitude", "point", "stands without the other coordinate");
}

static void cameo_row(struct checking *c) {
    struct str d = check_cell(c, "date");
    int64_t day;
    struct str iso = arena_printf(&c->row, "%.4s-%.2s-%.2s", d.p, d.p + 4, d.p + 6);
    if (!day_number(iso, &day)) wrong(c, "date", NULL, "is no day YYYYMMDD");
}

static void csv_row(struct checking *c) {
    if (str_cmp(check_cell(c, "date_end"), check_cell(c, "date_start")) < 0)
        wrong(c, "date_end", NULL, "is before date_start");
    if (exceeds(c, "killed_low", "killed_high"))
        wrong(c, "killed_low", NULL, "is above killed_high");
    if (exceeds(c, "wounded_low", "wounded_high"))
        wrong(c, "wounded_low", NULL, "is above wounded_high");
    if (exceeds(c, "origins", "reports")) wrong(c, "origins", NULL, "is above reports");
    if (!check_cell(c, "latitude").n != !check_cell(c, "longitude").n)
        wrong(c, "latitude", "point", "stands without the other coordinate");
}

row_check row_check_of(const char *format) {
    static const struct {
        const char *format;
        row_check check;
    } of[] = {{"acled", acled_row}, {"ucdp", ucdp_row},
              {"gtd", gtd_row},     {"polecat", polecat_row},
              {"icews", icews_row}, {"cameo", cameo_row},
              {"csv", csv_row},     {"ftm-statements", check_statement_row}};
    for (size_t i = 0; i < COUNT_OF(of); i++)
        if (!strcmp(of[i].format, format)) return of[i].check;
    return NULL;
}
