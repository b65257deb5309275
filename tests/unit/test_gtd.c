/* GTD rows: totals with the attackers' own. */
#include "base/base.h"

#include "unit.h"

#include "export/export.h"

static struct arena arena;

static void says(struct casedata *k, enum claim_slot slot, uint64_t n, bool attackers) {
    struct told *t = vec_push(&arena, &k->claim);
    *t = (struct told){.number = 1,
                       .slot = slot,
                       .stance = STR("asserts"),
                       .holder = STR("police"),
                       .value = STR("n"),
                       .b = k->claim.n,
                       .e = k->claim.n + 1,
                       .low = n,
                       .high = n,
                       .figure = true,
                       .attackers = attackers};
}

/* killed and wounded of others and of attackers (0 = not told) to the four cells. */
static void totals(void **state) {
    (void)state;
    static const struct {
        uint64_t killed, own, wounded, own_wounded;
        const char *nkill, *nkillter, *nwound, *nwoundte;
    } of[] = {{3, 2, 0, 0, "5", "2", "", ""},
              {3, 0, 4, 0, "3", "", "4", ""},
              {0, 2, 0, 1, "2", "2", "1", "1"},
              {0, 0, 0, 0, "", "", "", ""}};
    for (size_t i = 0; i < COUNT_OF(of); i++) {
        const att_export_options opt = {0};
        struct buf out;
        buf_init(&out, sys_default(), 1 << 16);
        arena_init(&arena, sys_default(), (size_t)1 << 26);
        struct exporting x = {.opt = &opt, .a = &arena, .out = &out};
        struct casedata k = {.a = &arena,
                             .id = STR("k0"),
                             .from = STR("2020-01-31"),
                             .to = STR("2020-01-31"),
                             .days = 1,
                             .gtd_attack = 2};
        *vec_push(&arena, &k.source) = (struct source){.id = STR("r")};
        export_tables(&x.tables, &arena);
        map_init(&x.count, &arena, 8);
        sheet_init(&x.sheet, &arena, columns_open(&arena, STR("gtd")));
        x.sheet.out = &out;
        if (of[i].killed) says(&k, SLOT_KILLED, of[i].killed, false);
        if (of[i].own) says(&k, SLOT_KILLED, of[i].own, true);
        if (of[i].wounded) says(&k, SLOT_WOUNDED, of[i].wounded, false);
        if (of[i].own_wounded) says(&k, SLOT_WOUNDED, of[i].own_wounded, true);
        assert_null(gtd_put(&x, &k));
        assert_true(str_eq_c(sheet_get(&x.sheet, "nkill"), of[i].nkill));
        assert_true(str_eq_c(sheet_get(&x.sheet, "nkillter"), of[i].nkillter));
        assert_true(str_eq_c(sheet_get(&x.sheet, "nwound"), of[i].nwound));
        assert_true(str_eq_c(sheet_get(&x.sheet, "nwoundte"), of[i].nwoundte));
        arena_release(&arena);
        buf_release(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(totals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
