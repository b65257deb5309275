/* ACLED rows: who acts, on whom, and a sub-event that agrees with both. */
#include "base/base.h"

#include "unit.h"

#include "export/export.h"

static struct arena arena;

enum { MOST = 3 };

struct who {
    const char *name, *type, *sector, *country; /* sector NULL = not known */
    bool named;
};

static const struct made {
    const char *what, *type, *event, *sub;
    struct who by[MOST], on[MOST], claims;
    bool suicide;
    const char *now, *actor1, *actor2, *interaction;
} made[] = {
    {.what = "a clash has two sides, both of which act",
     .type = "clash",
     .event = "Battles",
     .sub = "Armed clash",
     .by = {{"the army", "military", "MIL", "SDN", false},
            {"Rapid Support Forces", "group", "UAF", "", true}},
     .on = {{"25 people", "population", "CVL", "", false}},
     .now = "Armed clash",
     .actor1 = "Military Forces of Sudan",
     .actor2 = "Rapid Support Forces",
     .interaction = "State forces-Political militia"},
    {.what = "two groups of a kind",
     .type = "clash",
     .event = "Battles",
     .sub = "Armed clash",
     .by = {{"ELN", "group", "REB", "", true}, {"FARC", "group", "REB", "", true}},
     .now = "Armed clash",
     .actor1 = "ELN",
     .actor2 = "FARC",
     .interaction = "Rebel group-Rebel group"},
    {.what = "a side that nobody names",
     .type = "clash",
     .event = "Battles",
     .sub = "Armed clash",
     .on = {{"people", "population", "CVL", "", false}},
     .now = "Armed clash",
     .actor1 = "Unidentified Armed Group (Sudan)",
     .actor2 = "Unidentified Armed Group (Sudan)",
     .interaction = "Political militia-Political militia"},
    {.what = "an attack on soldiers is a clash",
     .type = "attack",
     .event = "Violence against civilians",
     .sub = "Attack",
     .by = {{"The PKK", "group", "REB", "", true}},
     .on = {{"two soldiers", "person", "MIL", "", false}},
     .now = "Armed clash",
     .actor1 = "PKK",
     .actor2 = "Military Forces of Sudan",
     .interaction = "State forces-Rebel group"},
    {.what = "civilians are no side of a battle",
     .type = "attack",
     .event = "Battles",
     .sub = "Armed clash",
     .by = {{"rebels", "person", "REB", "", false}},
     .on = {{"villagers", "population", "CVL", "", false}},
     .now = "Attack",
     .actor1 = "Unidentified Armed Group (Sudan)",
     .actor2 = "Civilians (Sudan)",
     .interaction = "Political militia-Civilians"},
    {.what = "who claimed it, where nobody else has a name",
     .type = "bombing",
     .event = "Explosions/Remote violence",
     .sub = "Remote explosive/landmine/IED",
     .by = {{"A suicide bomber", "person", "REB", "", false}},
     .on = {{"five soldiers", "person", "MIL", "", false}},
     .claims = {"Al-Shabaab", "group", "REB", "SOM", true},
     .suicide = true,
     .now = "Suicide bomb",
     .actor1 = "Al-Shabaab",
     .actor2 = "Military Forces of Sudan",
     .interaction = "State forces-Rebel group"},
    {.what = "a man with a name is no armed group",
     .type = "kidnapping",
     .event = "Violence against civilians",
     .sub = "Abduction/forced disappearance",
     .by = {{"Gunmen", "person", "UAF", "", true}},
     .on = {{"a priest", "person", "REL", "", false}},
     .now = "Abduction/forced disappearance",
     .actor1 = "Unidentified Armed Group (Sudan)",
     .actor2 = "Civilians (Sudan)",
     .interaction = "Political militia-Civilians"},
    {.what = "forces abroad",
     .type = "air_strike",
     .event = "Explosions/Remote violence",
     .sub = "Air/drone strike",
     .by = {{"Israeli", "population", "MIL", "ISR", true}},
     .on = {{"a house", "facility", NULL, "", false}, {"a family", "population", "CVL", "", false}},
     .now = "Air/drone strike",
     .actor1 = "Military Forces of Israel",
     .actor2 = "Civilians (Sudan)",
     .interaction = "External/Other forces-Civilians"},
    {.what = "protesters are actor1",
     .type = "clash",
     .event = "Protests",
     .sub = "Protest with intervention",
     .by = {{"Police", "police", "COP", "", false}},
     .now = "Protest with intervention",
     .actor1 = "Protesters (Sudan)",
     .actor2 = "Police Forces of Sudan",
     .interaction = "State forces-Protesters"},
    {.what = "a mob and a thief",
     .type = "attack",
     .event = "Riots",
     .sub = "Mob violence",
     .by = {{"A mob", "person", "CVL", "", false}},
     .on = {{"a thief", "person", "CRM", "", false}},
     .now = "Mob violence",
     .actor1 = "Rioters (Sudan)",
     .actor2 = "Civilians (Sudan)",
     .interaction = "Rioters-Civilians"},
};

static void add(struct casedata *k, enum party_role role, const struct who *w) {
    if (!w->name) return;
    *vec_push(&arena, &k->party[role]) = (struct party){.name = str_c(w->name),
                                                        .text = str_c(w->name),
                                                        .type = str_c(w->type),
                                                        .sector = str_c(w->sector),
                                                        .country = str_c(w->country),
                                                        .named = w->named};
}

static void holds(const struct made *m, const struct sheet *s, const char *column,
                  const char *want) {
    if (!str_eq_c(sheet_get(s, column), want))
        fail_msg("%s: %s is %.*s", m->what, column, STR_ARG(sheet_get(s, column)));
}

static void rows(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(made); i++) {
        const struct made *m = &made[i];
        const att_export_options opt = {0};
        struct buf out;
        buf_init(&out, sys_default(), 1 << 16);
        arena_init(&arena, sys_default(), (size_t)1 << 26);
        struct exporting x = {.opt = &opt, .a = &arena, .out = &out};
        struct casedata k = {.a = &arena,
                             .id = STR("k0"),
                             .type = str_c(m->type),
                             .status = STR("happened"),
                             .from = STR("2020-01-31"),
                             .to = STR("2020-01-31"),
                             .days = 1,
                             .acled_event = str_c(m->event),
                             .acled_sub = str_c(m->sub),
                             .gtd_suicide = m->suicide};
        k.place = (struct spot){.name = STR("Kassala"),
                                .kind = STR("city"),
                                .country = STR("SDN"),
                                .admin1 = STR("Kassala State"),
                                .precision = STR("exact"),
                                .located = true};
        *vec_push(&arena, &k.source) = (struct source){.id = STR("r")};
        for (size_t p = 0; p < MOST; p++)
            add(&k, PARTY_PERPETRATOR, &m->by[p]), add(&k, PARTY_TARGET, &m->on[p]);
        add(&k, PARTY_CLAIMANT, &m->claims);
        export_tables(&x.tables, &arena);
        sheet_init(&x.sheet, &arena, columns_open(&arena, STR("acled")));
        x.sheet.out = &out;
        assert_null(acled_put(&x, &k));
        holds(m, &x.sheet, "sub_event_type", m->now);
        holds(m, &x.sheet, "actor1", m->actor1);
        holds(m, &x.sheet, "actor2", m->actor2);
        holds(m, &x.sheet, "interaction", m->interaction);
        arena_release(&arena);
        buf_release(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
