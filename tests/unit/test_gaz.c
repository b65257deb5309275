/* Places: look-up of names, users' files with bad lines, damaged tables, distance, speed of a
 * look-up. */
#include "base/base.h"

#include <time.h>

#include "base/embed.h"
#include "unit/unit.h"
#include "world/actors.h"
#include "world/gaz.h"
#include "world/gaz_table.h"

static struct arena arena;
static unsigned warned;
static char last_warning[320];

static void count_warning(void *ctx, const att_error *e) {
    (void)ctx;
    warned++;
    memcpy(last_warning, e->text, sizeof last_warning);
}

static const struct gaz *open_gaz(const char *path) {
    const struct actors *as = NULL;
    const struct gaz *g = NULL;
    att_options opt = {.warn = count_warning, .gazetteers = &path, .n_gazetteers = path ? 1 : 0};
    att_error err = {0};
    warned = 0;
    assert_int_equal(actors_open(&as, &arena, NULL, &err), ATT_OK);
    assert_int_equal(gaz_open(&g, &arena, as, &opt, &err), ATT_OK);
    return g;
}

static gaz_id first(const struct gaz *g, const char *name) {
    struct gaz_hit hit[16];
    uint32_t n = gaz_find(g, namekey(&arena, str_c(name)), hit, 16);
    return n ? hit[0].id : NONE;
}

static bool lies_in(const struct gaz *g, const char *name, const char *alpha3) {
    gaz_id id = first(g, name);
    return id != NONE && strcmp(gaz_place(g, id)->country, alpha3) == 0;
}

static void names_are_folded(void **state) {
    (void)state;
    const struct gaz *g = open_gaz(NULL);
    assert_true(lies_in(g, "Baghdad", "IRQ"));
    assert_true(lies_in(g, "BAGHDAD", "IRQ"));
    assert_true(lies_in(g, "Bogotá", "COL"));
    assert_true(lies_in(g, "bogota", "COL"));
    assert_true(lies_in(g, "Sana'a", "YEM"));
    assert_true(lies_in(g, "Deir ez-Zor", "SYR"));
    assert_true(lies_in(g, "Kiev", "UKR"));
    assert_true(first(g, "Xyzzyville") == NONE);
}

static void containment(void **state) {
    (void)state;
    const struct gaz *g = open_gaz(NULL);
    gaz_id zone = first(g, "Green Zone");
    assert_true(zone != NONE);
    assert_true(str_eq(gaz_name(g, gaz_within(g, zone)), STR("Baghdad")));
    gaz_id texas = first(g, "Texas"), dallas = first(g, "Dallas");
    assert_true(gaz_admin1(g, dallas) == texas);
    assert_int_equal(gaz_place(g, gaz_country(g, STR("IRQ")))->kind, GAZ_COUNTRY);
    assert_true(gaz_country(g, STR("QQQ")) == NONE);
}

static void longest_match(void **state) {
    (void)state;
    const struct gaz *g = open_gaz(NULL);
    struct str key[] = {STR("new"), STR("york"), STR("city"), STR("police")};
    struct gaz_hit hit[8];
    uint32_t len = 0;
    assert_true(gaz_match(g, key, 4, &len, hit, 8) > 0);
    assert_int_equal(len, 3);
    struct str comma[] = {STR(""), STR("york")};
    assert_int_equal(gaz_match(g, comma, 2, &len, hit, 8), 0);
}

static void distances(void **state) {
    (void)state;
    const struct gaz *g = open_gaz(NULL);
    const struct gaz_place *baghdad = gaz_place(g, first(g, "Baghdad"));
    const struct gaz_place *mosul = gaz_place(g, first(g, "Mosul"));
    uint32_t km = gaz_distance_km(baghdad, mosul);
    assert_in_range(km, 345, 362);
    assert_int_equal(gaz_distance_km(mosul, mosul), 0);
    struct gaz_place a = {.lon = 17990000}, b = {.lon = -17990000};
    assert_in_range(gaz_distance_km(&a, &b), 15, 30); /* over the date line */
}

/* A name is found in less than 2 microseconds on any machine of this century; ten times that here,
 * since tests also run under sanitizers. */
static void lookup_is_fast(void **state) {
    (void)state;
    const struct gaz *g = open_gaz(NULL);
    struct gaz_hit hit[16];
    uint32_t found = 0;
    clock_t begun = clock();
    for (int i = 0; i < 100000; i++) {
        found += gaz_find(g, i & 1 ? STR("baghdad") : STR("springfield"), hit, 16) > 0;
        found += gaz_find(g, STR("no such place"), hit, 16) > 0;
    }
    double each = (double)(clock() - begun) / CLOCKS_PER_SEC / 200000;
    print_message("one name: %.3f microseconds\n", each * 1e6);
    assert_int_equal(found, 100000);
    assert_true(each < 20e-6);
}

static void users_file_with_bad_lines(void **state) {
    (void)state;
    const char *path = write_file(
        "geonameid\tname\tascii\talternatenames\tlat\tlon\tfclass\tfcode\tcc\tadmin1\tadmin2\tpop\t"
        "src\n"
        "77\tQala Nowhere\tQala Nowhere\tKala Nowhere\t33.5\t44.5\tP\tPPL\tIQ\t07\t\t900\tx\n"
        "78\tBroken\tBroken\t\t133.5\t44.5\tP\tPPL\tIQ\t07\t\t900\tx\n"
        "too\tfew\tcolumns\n"
        "\t\t\t\t1\t1\tP\tPPL\tIQ\t07\t\t900\tx\n"
        "79\tBad\xff name\tx\t\t1\t1\tP\tPPL\tIQ\t07\t\t900\tx\n"
        "nine\tLetters\tx\t\t1\t1\tP\tPPL\tIQ\t07\t\t900\tx\n");
    const struct gaz *g = open_gaz(path);
    unlink(path);
    assert_int_equal(warned, 5);
    assert_int_equal(gaz_n_bad(g), 5);
    assert_non_null(strstr(last_warning, ":7:"));
    gaz_id id = first(g, "Kala Nowhere");
    assert_true(id != NONE);
    assert_int_equal(gaz_place(g, id)->geonames, 77);
    assert_string_equal(gaz_place(g, id)->country, "IRQ");
    assert_true(lies_in(g, "Baghdad", "IRQ"));
}

static void geonames_dump(void **state) {
    (void)state;
    const char *path =
        write_file("90\tWest Nowhere\tWest "
                   "Nowhere\t\t10\t20\tA\tADM1\tTD\t\t05\t\t\t\t0\t\t\tAfrica/X\t2020-01-01\n"
                   "91\tNowhere Town\tNowhere "
                   "Town\tNT\t10.1\t20.1\tP\tPPL\tTD\t\t05\t\t\t\t50\t\t\tAfrica/X\t2020-01-01\n");
    const struct gaz *g = open_gaz(path);
    unlink(path);
    assert_int_equal(warned, 0);
    gaz_id id = first(g, "Nowhere Town");
    assert_true(id != NONE);
    assert_true(str_eq(gaz_name(g, gaz_admin1(g, id)), STR("West Nowhere")));
}

static void damaged_tables_are_refused(void **state) {
    (void)state;
    struct str whole = embed_find("gaz.bin");
    struct gaz_table t;
    att_error err = {0};
    assert_int_equal(gaz_table_open(&t, whole, "gaz.bin", &err), ATT_OK);
    char *copy = arena_alloc(&arena, whole.n);
    memcpy(copy, whole.p, whole.n);
    struct str c = {copy, whole.n};
    for (uint32_t at = 0; at < whole.n; at += whole.n / 37) {
        copy[at] = (char)(copy[at] ^ 0x55);
        assert_int_equal(gaz_table_open(&t, c, "gaz.bin", &err), ATT_EINPUT);
        copy[at] = (char)(copy[at] ^ 0x55);
    }
    c.n = whole.n - 9;
    assert_int_equal(gaz_table_open(&t, c, "gaz.bin", &err), ATT_EINPUT);
    c.n = 3;
    assert_int_equal(gaz_table_open(&t, c, "gaz.bin", &err), ATT_EINPUT);
}

static void missing_file(void **state) {
    (void)state;
    const struct actors *as = NULL;
    const struct gaz *g = NULL;
    const char *path = "/nonexistent/places.tsv";
    att_options opt = {.gazetteers = &path, .n_gazetteers = 1};
    att_error err = {0};
    assert_int_equal(actors_open(&as, &arena, NULL, &err), ATT_OK);
    assert_int_equal(gaz_open(&g, &arena, as, &opt, &err), ATT_EIO);
    assert_non_null(strstr(err.text, "/nonexistent/places.tsv"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_folded), cmocka_unit_test(containment),
        cmocka_unit_test(longest_match),    cmocka_unit_test(distances),
        cmocka_unit_test(lookup_is_fast),   cmocka_unit_test(users_file_with_bad_lines),
        cmocka_unit_test(geonames_dump),    cmocka_unit_test(damaged_tables_are_refused),
        cmocka_unit_test(missing_file),
    };
    arena_init(&arena, sys_default(), (size_t)1 << 30);
    int rc = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return rc;
}
