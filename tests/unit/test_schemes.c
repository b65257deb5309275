/* Whole reports through all floors: codes of their first incident by GTD, UCDP and MUC-4, and dyads
 * of the built-in actors. Each row names the rule of docs/CODEBOOK.md that it shows. */
#include "base/base.h"

#include "api/engine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static att_engine *engine;
static att_reader *reader;

static void read_text(const char *text, struct reading *r) {
    static struct att_report report;
    report = (struct att_report){.id = STR("x"), .text = str_c(text)};
    *r = (struct reading){0};
    arena_reset(&reader->document);
    arena_reset(&reader->scratch);
    floors_run(reader, &report, r);
}

static const struct incident *first(const struct reading *r, const char *text) {
    if (!r->incidents.n) fail_msg("no incident: %s", text);
    return &r->incidents.v[0];
}

static void gtd(void **state) {
    (void)state;
    static const struct {
        const char *tag, *text;
        unsigned attack, target, weapon;
    } of[] = {
        {"[gtd attacktype1/kind]", "Gunmen kidnapped a priest in Lagos on Monday.", 6, 15, 13},
        {"[gtd attacktype1/kind]", "Rebels burned down a school in the town.", 7, 8, 8},
        {"[gtd attacktype1/hijacking]", "Three men hijacked an airliner in Lima.", 4, 6, 13},
        {"[gtd targtype1/narrowest]", "Gunmen attacked a police station in Cali.", 2, 3, 13},
        {"[gtd targtype1/narrowest]", "Gunmen attacked a bank in Port Harcourt.", 2, 1, 13},
        {"[gtd targtype1/narrowest]", "Gunmen attacked the house of Prime Minister Adel Karim.", 2,
         2, 13},
        {"[gtd targtype1/narrowest]", "Gunmen attacked the US Embassy in Rome.", 2, 7, 13},
        {"[gtd weaptype1/named]", "Gunmen attacked a bank with knives on Sunday.", 2, 1, 9},
        {"[gtd weaptype1/implied]", "Gunmen shot dead a student in Quito.", 2, 8, 5},
        {"[gtd attacktype1/prominent]", "Gunmen shot dead a judge in Quito.", 1, 2, 5},
        {"[gtd attacktype1/prominent]", "Gunmen shot dead two judges in Quito.", 2, 2, 5},
    };
    for (size_t i = 0; i < COUNT_OF(of); i++) {
        struct reading r;
        read_text(of[i].text, &r);
        struct gtd_codes g =
            gtd_codes_of(engine->codebook, &r.doc, &r.meaning, first(&r, of[i].text));
        if (g.attack != of[i].attack || g.target != of[i].target || g.weapon != of[i].weapon)
            fail_msg("%s %s: %u %u %u", of[i].tag, of[i].text, g.attack, g.target, g.weapon);
    }
}

/* [gtd outcome/success], [gtd outcome/suicide] */
static void gtd_outcome(void **state) {
    (void)state;
    struct reading r;
    read_text("A suicide bomber killed six people at a market in Kano.", &r);
    struct gtd_codes g = gtd_codes_of(engine->codebook, &r.doc, &r.meaning, first(&r, "suicide"));
    assert_true(g.success && g.suicide);
    read_text("Police foiled a bomb attack on the embassy in Rome.", &r);
    g = gtd_codes_of(engine->codebook, &r.doc, &r.meaning, first(&r, "foiled"));
    assert_false(g.success || g.suicide);
}

static void ucdp(void **state) {
    (void)state;
    static const struct {
        const char *tag, *text;
        enum ucdp_violence type;
    } of[] = {
        {"[ucdp type/state-based]", "Rebels killed four soldiers in the north.", UCDP_STATE_BASED},
        {"[ucdp type/state-based]", "The army clashed with rebels in the north.", UCDP_STATE_BASED},
        {"[ucdp type/non-state]", "Rebels killed five militiamen in the north.", UCDP_NON_STATE},
        {"[ucdp type/one-sided]", "Gunmen killed four villagers in the north.", UCDP_ONE_SIDED},
    };
    for (size_t i = 0; i < COUNT_OF(of); i++) {
        struct reading r;
        read_text(of[i].text, &r);
        enum ucdp_violence u =
            ucdp_violence_of(engine->codebook, &r.doc, &r.meaning, first(&r, of[i].text));
        if (u != of[i].type) fail_msg("%s %s: %u", of[i].tag, of[i].text, (unsigned)u);
    }
    struct incident talk = {.type = EVENT_MEET}; /* [ucdp type/none] */
    struct reading r;
    read_text("The king met the envoy.", &r);
    assert_int_equal(ucdp_violence_of(engine->codebook, &r.doc, &r.meaning, &talk), UCDP_NONE);
}

static void muc(void **state) {
    (void)state;
    static const struct {
        const char *tag;
        enum event_type event;
        enum muc_type type;
    } of[] = {
        {"[muc type/event]", EVENT_AIR_STRIKE, MUC_BOMBING},
        {"[muc type/event]", EVENT_CLASH, MUC_ATTACK},
        {"[muc type/event]", EVENT_KIDNAPPING, MUC_KIDNAPPING},
        {"[muc type/none]", EVENT_PROTEST, MUC_NONE},
    };
    for (size_t i = 0; i < COUNT_OF(of); i++)
        if (muc_type_of(of[i].event) != of[i].type) fail_msg("%s", of[i].tag);
}

static void dyads(void **state) {
    (void)state;
    static const struct {
        const char *tag, *text, *dyads;
    } of[] = {
        {"[cameo dyads/two-sided]", "France met Iran on Monday.", "FRA 040 IRN;IRN 040 FRA;"},
        {"[cameo dyads/order]", "France said that sanctions were imposed on Iran.", "FRA 163 IRN;"},
        {"[cameo dyads/missing]", "Iran tested a missile.", "IRN 150 ---;"},
    };
    for (size_t i = 0; i < COUNT_OF(of); i++) {
        struct reading r;
        char got[256];
        int at = 0;
        got[0] = 0;
        read_text(of[i].text, &r);
        for (uint32_t k = 0; k < r.coded.n_dyad; k++) {
            const struct cameo_dyad *d = &r.coded.dyad[k];
            at += snprintf(got + at, sizeof got - (size_t)at, "%.*s %.*s %.*s;", STR_ARG(d->source),
                           STR_ARG(d->code), STR_ARG(d->target));
        }
        if (!strstr(got, of[i].dyads)) fail_msg("%s %s: %s", of[i].tag, of[i].text, got);
    }
}

/* [plover score/table], [plover score/recipient] */
static void plover_scores(void **state) {
    (void)state;
    unsigned quad;
    int tenths;
    bool recipient;
    assert_true(plover_score(engine->codebook, "ASSAULT", "drone", &quad, &tenths, &recipient));
    assert_true(quad == 4 && tenths < 0 && !recipient);
    assert_true(plover_score(engine->codebook, "SANCTION", NULL, &quad, &tenths, &recipient));
    assert_true(quad == 4 && recipient);
}

static int open_all(void **state) {
    (void)state;
    att_options opt = {.cameo = ATT_CAMEO_HALVES};
    att_error err;
    if (att_engine_new(&opt, &engine, &err)) return -1;
    return att_reader_new(engine, &reader, &err) ? -1 : 0;
}

static int close_all(void **state) {
    (void)state;
    att_reader_free(reader);
    att_engine_free(engine);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gtd), cmocka_unit_test(gtd_outcome), cmocka_unit_test(ucdp),
        cmocka_unit_test(muc), cmocka_unit_test(dyads),       cmocka_unit_test(plover_scores),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
