/* Actors: names and variants, terms, demonyms, noun phrases, PETRARCH dictionaries, what the tables
 * hold. */
#include "base/base.h"

#include "base/embed.h"
#include "base/map.h"
#include "base/num.h"
#include "base/tsv.h"
#include "unit/unit.h"
#include "world/actors.h"
#include "world/namekey.h"

static struct arena arena;
static unsigned warned;
static char warnings[8][320];

static void keep_warning(void *ctx, const att_error *e) {
    (void)ctx;
    if (warned < COUNT_OF(warnings)) memcpy(warnings[warned], e->text, sizeof warnings[0]);
    warned++;
}

static const struct actors *open_actors(const char *path) {
    const struct actors *as = NULL;
    att_options opt = {.warn = keep_warning, .actors = &path, .n_actors = path ? 1 : 0};
    att_error err = {0};
    warned = 0;
    assert_int_equal(actors_open(&as, &arena, &opt, &err), ATT_OK);
    return as;
}

static const struct actor *find(const struct actors *as, const char *name) {
    uint32_t i = actors_find(as, namekey(&arena, str_c(name)));
    return i == NONE ? NULL : actors_get(as, i);
}

static bool is(const struct actors *as, const char *name, const char *id) {
    const struct actor *a = find(as, name);
    return a && str_eq_c(a->id, id);
}

static void variants_are_one_actor(void **state) {
    (void)state;
    const struct actors *as = open_actors(NULL);
    assert_true(is(as, "Iraq", "IRQ"));
    assert_true(is(as, "Islamic State", "armed_group/islamic-state"));
    assert_true(is(as, "ISIL", "armed_group/islamic-state"));
    assert_true(is(as, "Da'esh", "armed_group/islamic-state"));
    assert_true(is(as, "al-Qaida", "armed_group/al-qaeda"));
    assert_true(is(as, "Asaib Ahl al-Haqq", "armed_group/asaib-ahl-al-haq"));
    assert_true(is(as, "Al Arabia", "media/al-arabiya"));
    assert_true(is(as, "Mustafa al-Kazimy", "person/mustafa-al-kadhimi"));
    assert_true(is(as, "AFP", "media/agence-france-presse"));
    assert_null(find(as, "No Such Group"));
}

static void years_in_office(void **state) {
    (void)state;
    const struct actors *as = open_actors(NULL);
    const struct actor *k = find(as, "Mustafa al-Kadhimi");
    assert_non_null(k);
    assert_non_null(actors_term_at(as, k, 20211107));
    assert_null(actors_term_at(as, k, 20101105));
    assert_null(actors_term_at(as, k, 20231105));
    const struct actor *p = find(as, "Vladimir Putin");
    uint32_t n;
    actors_terms(as, p, &n);
    assert_int_equal(n, 2);
    assert_null(actors_term_at(as, p, 20100601));
}

static uint32_t keys(const char *text, struct str key[16], bool upper[16]) {
    struct str rest = str_c(text), word;
    uint32_t n = 0;
    while (n < 16 && str_next(&rest, ' ', &word)) {
        upper[n] = namekey_is_acronym(word);
        key[n++] = namekey(&arena, word);
    }
    return n;
}

static void describes(const char *text, const char *country, const char *sector, const char *code) {
    const struct actors *as = open_actors(NULL);
    struct str key[16];
    bool upper[16];
    struct actor_description d;
    uint32_t n = keys(text, key, upper);
    assert_true(actors_describe(as, key, upper, n, &d));
    assert_string_equal(d.country, country);
    assert_string_equal(d.sector, sector);
    assert_string_equal(d.code, code);
}

static void noun_phrases(void **state) {
    (void)state;
    describes("Iraqi Prime Minister", "IRQ", "GOV", "IRQGOV");
    describes("the Iraqi prime minister 's spokesman", "IRQ", "GOV", "IRQGOV");
    describes("Iraqi police spokesman", "IRQ", "COP", "IRQCOP");
    describes("Israeli soldiers", "ISR", "MIL", "ISRMIL");
    describes("South Korean troops", "KOR", "MIL", "KORMIL");
    describes("Chechen rebels", "RUS", "REB", "RUSREB");
    describes("Russia", "RUS", "", "RUS");
    describes("U.S. officials", "USA", "GOV", "USAGOV");
    describes("Palestinian gunmen", "PSE", "UAF", "PSEUAF");
    describes("Baghdad", "IRQ", "GOV", "IRQGOV");
    describes("the Kremlin", "RUS", "GOV", "RUSGOV");
    describes("the United Nations", "", "", "IGOUNO");
}

static void acronyms_need_capitals(void **state) {
    (void)state;
    const struct actors *as = open_actors(NULL);
    struct str key[2] = {STR("us"), STR("is")};
    bool lower[2] = {false, false}, upper[2] = {true, true};
    uint32_t len = 0;
    assert_true(actors_match(as, key, lower, 1, &len) == NONE);
    assert_true(actors_match(as, key, upper, 1, &len) != NONE);
    assert_true(actors_match(as, key + 1, lower + 1, 1, &len) == NONE);
}

static void what_the_tables_hold(void **state) {
    (void)state;
    const struct actors *as = open_actors(NULL);
    uint32_t n[N_ACTOR_KIND] = {0}, coded = 0;
    for (uint32_t i = 0; i < actors_count(as); i++) {
        const struct actor *a = actors_get(as, i);
        n[a->kind]++;
        coded += a->code.n > 0;
        bool known = !a->country[0] || actors_state(as, str_c(a->country)) != NONE;
        if (!known) print_error("%.*s: no state %s\n", STR_ARG(a->id), a->country);
        assert_true(known);
    }
    assert_true(n[ACTOR_STATE] >= 190);
    assert_true(n[ACTOR_ARMED_GROUP] + n[ACTOR_PARTY] >= 600);
    assert_true(n[ACTOR_MEDIA] >= 400);
    assert_true(n[ACTOR_PERSON] >= 400);
    assert_int_equal(coded, actors_count(as));
}

/* States with their capital and people; states whose every year since 1990 has a head. */
static void states_are_told_whole(void **state) {
    (void)state;
    enum { FIRST = 1990, LAST = 2023, YEARS = LAST - FIRST + 1 };
    struct tsv t;
    uint32_t told = 0, ruled = 0;
    for (tsv_init(&t, embed_find("data/actors/states.tsv")); tsv_next(&t);)
        told += !str_eq_c(tsv_cell(&t, 5), "-") && !str_eq_c(tsv_cell(&t, 7), "-");
    assert_true(told >= 190);
    struct map years; /* alpha-3 -> a bit for each year */
    map_init(&years, &arena, 256);
    uint64_t seen[256] = {0};
    uint32_t n = 0, b, e;
    for (tsv_init(&t, embed_find("data/actors/leaders.tsv")); tsv_next(&t);) {
        if (!num_parse_u32(tsv_cell(&t, 2), &b)) continue;
        if (!num_parse_u32(tsv_cell(&t, 3), &e)) e = LAST;
        bool added;
        uint32_t at = map_add(&years, tsv_cell(&t, 0), n, &added);
        n += added;
        assert_true(n < COUNT_OF(seen));
        for (uint32_t y = FIRST; y <= LAST; y++)
            if (b <= y && y <= e) seen[at] |= UINT64_C(1) << (y - FIRST);
    }
    for (uint32_t i = 0; i < n; i++) ruled += seen[i] == (UINT64_C(1) << YEARS) - 1;
    assert_true(ruled >= 60);
}

static void actor_dictionary(void **state) {
    (void)state;
    const char *path = write_file("# a dictionary\n"
                                  "<!-- more\n words -->\n"
                                  "NOWHERE_PEOPLES_FRONT_ [XNW]  # comment\n"
                                  "+N.P.F.\n"
                                  "JOHN_Q_RULER_\n"
                                  "+RULER\n"
                                  "\t[IRQELI <950601]\n"
                                  "\t[IRQGOV 19950601 - 19990815]\n"
                                  "\t[IRQELI >990816]\n"
                                  "NO_CODE_HERE\n"
                                  "ANOTHER [ABC\n"
                                  "BAD_DATE [ABC 991332-999999]\n"
                                  "LAST_ONE [DEF]\n");
    const struct actors *as = open_actors(path);
    unlink(path);
    const struct actor *front = find(as, "N.P.F.");
    assert_non_null(front);
    assert_true(front->user);
    assert_true(str_eq(front->code, STR("XNW")));
    const struct actor *ruler = find(as, "Ruler");
    assert_non_null(ruler);
    assert_true(str_eq(actors_term_at(as, ruler, 19970101)->code, STR("IRQGOV")));
    assert_true(str_eq(actors_term_at(as, ruler, 19900101)->code, STR("IRQELI")));
    assert_string_equal(actors_term_at(as, ruler, 19970101)->country, "IRQ");
    assert_non_null(find(as, "last one"));
    assert_null(find(as, "no code here"));
    assert_true(warned >= 3);
    assert_int_equal(actors_petrarch(as)->n_bad, warned);
    bool told = false;
    for (size_t i = 0; i < COUNT_OF(warnings); i++) told |= strstr(warnings[i], ":11:") != NULL;
    assert_true(told);
}

static void agent_dictionary(void **state) {
    (void)state;
    const char *path = write_file("!PERSON! = MAN, MEN\n"
                                  "ROBOT_HANDLER {} [~RBT]\n"
                                  "CATTLE!PERSON! [~AGR]\n"
                                  "SHEEP_HERD {SHEEP_HERDS} [~AGR]\n"
                                  "NOTHING\n");
    const struct actors *as = open_actors(path);
    unlink(path);
    struct str key[16];
    bool upper[16];
    uint32_t len = 0, n = keys("cattlemen", key, upper);
    const struct actor_agent *g = actors_agent(as, key, n, &len);
    assert_non_null(g);
    assert_true(str_eq(g->role, STR("AGR")));
    n = keys("sheep herds", key, upper);
    assert_non_null(actors_agent(as, key, n, &len));
    assert_int_equal(len, 2);
    assert_int_equal(warned, 1);
}

static void kinds_are_told_by_content(void **state) {
    (void)state;
    assert_int_equal(petrarch_sniff(STR("--- ATTACK [190] ---\nATTACK\n- * TOWN [195]\n")),
                     PETRARCH_VERBS);
    assert_int_equal(petrarch_sniff(STR("&WEAPON\n+GUN\n")), PETRARCH_VERBS);
    assert_int_equal(petrarch_sniff(STR("MONTHS LATER\n+TYPHOON\n")), PETRARCH_DISCARDS);
    assert_int_equal(petrarch_sniff(STR("<ISSUE CATEGORY=\"X\">\nn:school [SCHOOLS]\n")),
                     PETRARCH_ISSUES);
    assert_int_equal(petrarch_sniff(STR("SOLDIER [~MIL]\n")), PETRARCH_AGENTS);
    assert_int_equal(petrarch_sniff(STR("IRAQ [IRQ]\n")), PETRARCH_ACTORS);
    assert_int_equal(petrarch_sniff(STR("")), PETRARCH_DISCARDS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(variants_are_one_actor),
        cmocka_unit_test(years_in_office),
        cmocka_unit_test(noun_phrases),
        cmocka_unit_test(acronyms_need_capitals),
        cmocka_unit_test(what_the_tables_hold),
        cmocka_unit_test(states_are_told_whole),
        cmocka_unit_test(actor_dictionary),
        cmocka_unit_test(agent_dictionary),
        cmocka_unit_test(kinds_are_told_by_content),
    };
    arena_init(&arena, sys_default(), (size_t)1 << 30);
    int rc = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return rc;
}
