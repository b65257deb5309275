/*
 * mkgaz STATES OUT TSV...: the built-in table of places (world/gaz_table.h) out of libgeonames
 * (cities with state, country, position and population), the states of data/actors/states.tsv and
 * the rows of data/gazetteer/places-*.tsv (kind, country, admin1, latitude, longitude, population,
 * within, name, further names) and aliases.tsv (name in libgeonames, alpha-2, further names).
 * First-level areas get their biggest city's position unless a TSV row names them.
 */
#include "base/base.h"

#include "tool.h"

#include "base/map.h"
#include "base/num.h"
#include "base/tsv.h"
#include "world/gaz_table.h"

#include <geonames/geonames.h>

struct tool {
    struct arena a;
    struct gaz_builder b;
    struct map alpha3;               /* alpha-2 -> index into codes */
    VEC(struct str) codes, capitals; /* by state */
    struct map area;                 /* "USA/ohio" -> place */
    struct map city;                 /* "US/ohio name key" -> biggest place of that name */
    VEC(uint32_t) area_top;          /* [n_place] biggest city's population of an area */
};

static int32_t degrees(struct str s, const char *path, uint32_t line) {
    int64_t v;
    if (!num_parse_fixed(s, 5, &v)) {
        fprintf(stderr, "mkgaz: %s:%u: no number\n", path, line);
        exit(1);
    }
    return (int32_t)v;
}

static void add_names(struct tool *t, uint32_t place, struct str list, uint8_t flags) {
    struct str one;
    while (str_next(&list, ';', &one)) gaz_build_name(&t->b, place, one, flags);
}

static void read_states(struct tool *t, const char *path) {
    struct tsv tsv;
    tsv_init(&tsv, slurp(&t->a, path));
    while (tsv_next(&tsv)) {
        struct gaz_place p = {.kind = GAZ_COUNTRY, .admin1 = NONE, .within = NONE};
        memcpy(p.country, tsv_cell(&tsv, 0).p, ATT_MIN(tsv_cell(&tsv, 0).n, 3u));
        p.lat = degrees(tsv_cell(&tsv, 3), path, tsv.line);
        p.lon = degrees(tsv_cell(&tsv, 4), path, tsv.line);
        uint32_t i = gaz_build_place(&t->b, p, tsv_cell(&tsv, 2));
        add_names(t, i, tsv_cell(&tsv, 6), 0);
        map_put(&t->alpha3, tsv_cell(&tsv, 1), t->codes.n);
        *vec_push(&t->a, &t->codes) = tsv_cell(&tsv, 0);
        *vec_push(&t->a, &t->capitals) = namekey(&t->a, tsv_cell(&tsv, 5));
    }
}

/* Words that a gazetteer puts around an area's own name. */
static const char *const area_before[] = {
    "state of ",        "province of ", "autonomous region of ",
    "departamento de ", "region of ",   "emirate of "};
static const char *const area_after[] = {
    " governorate",      " province",     " oblast",      " region",   " state",      " county",
    " department",       " district",     " krai",        " republic", " prefecture", " city",
    " autonomous okrug", " municipality", " voivodeship", " sheng",    " emirate"};

static struct str area_core(struct tool *t, struct str name) {
    struct str key = namekey(&t->a, name);
    for (size_t i = 0; i < COUNT_OF(area_before); i++)
        if (str_starts(key, str_c(area_before[i])))
            key = str_cut(key, (uint32_t)strlen(area_before[i]), key.n);
    for (size_t i = 0; i < COUNT_OF(area_after); i++)
        if (str_ends(key, str_c(area_after[i])))
            key = str_cut(key, 0, key.n - (uint32_t)strlen(area_after[i]));
    return key;
}

static struct str area_key(struct tool *t, struct str alpha3, struct str name) {
    struct str core = area_core(t, name);
    return arena_printf(&t->a, "%.*s/%.*s", STR_ARG(alpha3), STR_ARG(core));
}

static uint32_t find_area(struct tool *t, struct str alpha3, struct str name) {
    return name.n ? map_get(&t->area, area_key(t, alpha3, name)) : NONE;
}

static uint32_t find_city(struct tool *t, struct str alpha3, struct str name) {
    struct str key = namekey(&t->a, name);
    return map_get(&t->city, arena_printf(&t->a, "%.*s/%.*s", STR_ARG(alpha3), STR_ARG(key)));
}

static void keep_city(struct tool *t, struct str alpha3, struct str name, uint32_t place) {
    struct str key = namekey(&t->a, name);
    struct str full = arena_printf(&t->a, "%.*s/%.*s", STR_ARG(alpha3), STR_ARG(key));
    uint32_t old = map_add(&t->city, full, place, NULL);
    if (t->b.place.v[place].population > t->b.place.v[old].population)
        map_put(&t->city, full, place);
}

/* One row of data/gazetteer/places-*.tsv. */
static void read_row(struct tool *t, struct tsv *tsv, const char *path) {
    struct gaz_place p = {.within = NONE, .flags = GAZ_OWN};
    struct str alpha3 = tsv_cell(tsv, 1), name = tsv_cell(tsv, 7), more = tsv_cell(tsv, 8);
    enum gaz_kind kind = gaz_kind_find(tsv_cell(tsv, 0));
    if (str_eq_c(tsv_cell(tsv, 0), "continent")) kind = GAZ_REGION, p.flags |= GAZ_WIDE;
    if (kind == N_GAZ_KIND) die("unknown kind", path);
    p.kind = (uint8_t)kind;
    memcpy(p.country, alpha3.p, ATT_MIN(alpha3.n, 3u));
    p.lat = degrees(tsv_cell(tsv, 3), path, tsv->line);
    p.lon = degrees(tsv_cell(tsv, 4), path, tsv->line);
    num_parse_u32(tsv_cell(tsv, 5), &p.population);
    p.admin1 = find_area(t, alpha3, tsv_cell(tsv, 2));
    if (tsv_cell(tsv, 6).n) p.within = find_city(t, alpha3, tsv_cell(tsv, 6));
    uint32_t i = gaz_build_place(&t->b, p, name);
    struct str one;
    while (str_next(&more, ';', &one)) {
        one = str_trim(one);
        bool abbreviation = kind == GAZ_ADMIN1 && one.n && one.p[one.n - 1] == '.';
        gaz_build_name(&t->b, i, one, abbreviation ? GAZ_NAME_SHORT : 0);
        if (kind == GAZ_ADMIN1) map_add(&t->area, area_key(t, alpha3, one), i, NULL);
    }
    if (kind == GAZ_ADMIN1) map_put(&t->area, area_key(t, alpha3, name), i);
    if (kind == GAZ_CITY) {
        for (uint32_t k = 0; k < t->codes.n; k++)
            if (str_eq(t->codes.v[k], alpha3) && str_eq(t->capitals.v[k], namekey(&t->a, name)))
                t->b.place.v[i].flags |= GAZ_CAPITAL;
        keep_city(t, alpha3, name, i);
    }
}

static void read_rows(struct tool *t, const char *path) {
    struct tsv tsv;
    tsv_init(&tsv, slurp(&t->a, path));
    while (tsv_next(&tsv)) read_row(t, &tsv, path);
}

static uint32_t area_of_city(struct tool *t, struct str alpha3, GeonamesCity *c) {
    struct str state = arena_str(&t->a, str_c(geonames_city_get_state(c)));
    if (!state.n) return NONE;
    uint32_t i = find_area(t, alpha3, state);
    if (i != NONE) return i;
    struct gaz_place p = {.kind = GAZ_ADMIN1, .admin1 = NONE, .within = NONE};
    memcpy(p.country, alpha3.p, ATT_MIN(alpha3.n, 3u));
    i = gaz_build_place(&t->b, p, state);
    gaz_build_name(&t->b, i, area_core(t, state), 0);
    map_put(&t->area, area_key(t, alpha3, state), i);
    return i;
}

static void move_area(struct tool *t, uint32_t area, const struct gaz_place *city) {
    struct gaz_place *p = &t->b.place.v[area];
    if (p->flags & GAZ_OWN) return;
    while (t->area_top.n <= area) *vec_push(&t->a, &t->area_top) = 0;
    if (city->population < t->area_top.v[area] || (!city->population && t->area_top.v[area]))
        return;
    t->area_top.v[area] = city->population;
    p->lat = city->lat, p->lon = city->lon;
}

static int32_t fixed5(double v) {
    return (int32_t)(v * 100000.0 + (v < 0 ? -0.5 : 0.5));
}

static void add_city(struct tool *t, GeonamesCity *c) {
    uint32_t s = map_get(&t->alpha3, str_c(geonames_city_get_country_code(c)));
    if (s == NONE) return;
    struct str alpha3 = t->codes.v[s], name = arena_str(&t->a, str_c(geonames_city_get_name(c)));
    struct gaz_place p = {.kind = GAZ_CITY, .within = NONE};
    memcpy(p.country, alpha3.p, ATT_MIN(alpha3.n, 3u));
    p.lat = fixed5(geonames_city_get_latitude(c));
    p.lon = fixed5(geonames_city_get_longitude(c));
    p.population = geonames_city_get_population(c);
    p.admin1 = area_of_city(t, alpha3, c);
    struct str key = namekey(&t->a, name);
    struct str core = str_ends(key, STR(" city")) ? key : area_core(t, name);
    if (str_eq(key, t->capitals.v[s]) && p.population > 20000) p.flags |= GAZ_CAPITAL;
    if (p.admin1 != NONE) move_area(t, p.admin1, &p);
    uint32_t i = gaz_build_place(&t->b, p, name);
    if (core.n > 3 && !str_eq(core, key)) gaz_build_name(&t->b, i, core, 0);
    keep_city(t, alpha3, name, i);
}

/* Further names of cities of libgeonames: name, alpha-3, names (;). */
static void read_aliases(struct tool *t, const char *path) {
    struct tsv tsv;
    tsv_init(&tsv, slurp(&t->a, path));
    while (tsv_next(&tsv)) {
        uint32_t i = find_city(t, tsv_cell(&tsv, 1), tsv_cell(&tsv, 0));
        if (i == NONE)
            fprintf(stderr, "mkgaz: %s:%u: no such city: %.*s\n", path, tsv.line,
                    STR_ARG(tsv_cell(&tsv, 0)));
        else
            add_names(t, i, tsv_cell(&tsv, 2), 0);
    }
}

static void write_out(struct tool *t, const char *path) {
    size_t n;
    const void *block = gaz_build_finish(&t->b, &n);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(block, 1, n, f) != n || fclose(f)) die("cannot be written", path);
}

int main(int argc, char **argv) {
    if (argc < 3) die("STATES OUT TSV... expected", "usage");
    struct tool *t = calloc(1, sizeof *t);
    if (!t) die("no memory", "start");
    arena_init(&t->a, sys_default(), (size_t)2 << 30);
    t->b.a = &t->a;
    map_init(&t->alpha3, &t->a, 512);
    map_init(&t->area, &t->a, 8192);
    map_init(&t->city, &t->a, 65536);
    read_states(t, argv[1]);
    /* areas first, then cities of libgeonames, then what lies in them */
    for (int i = 3; i < argc; i++)
        if (strstr(argv[i], "areas")) read_rows(t, argv[i]);
    for (int i = 0, n = geonames_get_n_cities(); i < n; i++) {
        GeonamesCity *c = geonames_get_city(i);
        add_city(t, c);
        geonames_city_free(c);
    }
    for (int i = 3; i < argc; i++) {
        if (strstr(argv[i], "aliases"))
            read_aliases(t, argv[i]);
        else if (!strstr(argv[i], "areas"))
            read_rows(t, argv[i]);
    }
    write_out(t, argv[2]);
    arena_release(&t->a);
    free(t);
    return 0;
}
