/* Tables: every export is valid, and each cell of one that is spoiled is refused by the right rule.
 */
#include "base/base.h"

#include "unit/exports.h"

#include "export/columns.h"

enum { MOST_CELLS = 160 };

static void every_export_is_valid(void **state) {
    (void)state;
    for (uint32_t i = 0; export_formats[i].name; i++) {
        struct str text = {file[i].p, (uint32_t)file[i].n};
        struct found v = findings_of(export_formats[i].name, text);
        if (v.n) fail_msg("%s: %s [%s]", export_formats[i].name, v.text, v.rule);
        assert_true(text.n > 100);
    }
}

/* ---- tables: cells of one row are changed */

struct sheet_file {
    const char *format;
    char sep;
    bool header;
    struct str line[64]; /* [n_line] */
    uint32_t n_line;
    struct str cell[MOST_CELLS]; /* [n_cell] of the row at hand */
    uint32_t n_cell, row;        /* index of its line */
};

static void split_lines(struct sheet_file *s, const char *format) {
    struct str rest = file_of(format), line;
    const struct export_format *f = export_format_find(format);
    s->format = format;
    s->sep = f->shape == SHAPE_CSV ? ',' : '\t';
    s->header = f->shape != SHAPE_BARE;
    s->n_line = 0;
    while (s->n_line < 64 && str_next(&rest, '\n', &line))
        if (line.n) s->line[s->n_line++] = line;
}

/* Cells of our own exports hold no newline. */
static void split_row(struct sheet_file *s, uint32_t row) {
    struct str line = s->line[row];
    uint32_t b = 0;
    bool quoted = false;
    s->row = row;
    s->n_cell = 0;
    for (uint32_t i = 0; i <= line.n; i++) {
        if (i < line.n && s->sep == ',' && line.p[i] == '"') quoted = !quoted;
        if (i < line.n && (quoted || line.p[i] != s->sep)) continue;
        assert_true(s->n_cell < MOST_CELLS);
        s->cell[s->n_cell++] = str_cut(line, b, i);
        b = i + 1;
    }
}

static struct str join(const struct sheet_file *s) {
    struct buf out;
    buf_init(&out, sys_default(), TEXT_LIMIT);
    for (uint32_t i = 0; i < s->n_line; i++) {
        if (i != s->row) buf_str(&out, s->line[i]);
        for (uint32_t k = 0; i == s->row && k < s->n_cell; k++) {
            if (k) buf_char(&out, s->sep);
            buf_str(&out, s->cell[k]);
        }
        buf_char(&out, '\n');
    }
    struct str text = arena_str(&arena, (struct str){out.p, (uint32_t)out.n});
    buf_release(&out);
    return text;
}

/* What never stands in a column of the type; NULL = everything may. */
static const char *bad_value(struct str type) {
    static const struct {
        const char *type, *bad;
    } of[] = {{"uint", "-3x"},
              {"int", "4.5"},
              {"number", "many"},
              {"lat", "90.5"},
              {"lon", "-180.5"},
              {"date", "2021-02-30"},
              {"datetime", "2021-13-01"},
              {"flag", "2"},
              {"list", "no such value"},
              {"lists", "no such value"},
              {"mask", "??"},
              {"countries", "Iraq"},
              {"actor", "usa"}};
    struct str rest = type, name;
    str_next(&rest, ':', &name);
    for (size_t i = 0; i < COUNT_OF(of); i++)
        if (str_eq_c(name, of[i].type)) return of[i].bad;
    return NULL;
}

static const char *const tables[] = {"acled", "ucdp",  "gtd",     "csv",           "polecat",
                                     "icews", "cameo", "reports", "ftm-statements"};

static void every_typed_cell_is_looked_at(void **state) {
    (void)state;
    for (size_t t = 0; t < COUNT_OF(tables); t++) {
        struct sheet_file s;
        const struct columns *c = columns_open(&arena, str_c(tables[t]));
        split_lines(&s, tables[t]);
        for (uint32_t i = 0; i < c->n; i++) {
            const char *bad = bad_value(c->v[i].type);
            struct str rule = arena_printf(&arena, "%s %.*s", tables[t], STR_ARG(c->v[i].name));
            uint32_t row = s.header ? 1 : 0;
            assert_true(s.n_line > row);
            split_row(&s, row);
            s.cell[i] = str_c(bad);
            if (bad) refused(tables[t], join(&s), rule.p, row + 1, bad);
            split_row(&s, row);
            s.cell[i] = STR("");
            if (c->v[i].needed) refused(tables[t], join(&s), rule.p, row + 1, "empty");
        }
    }
}

static void the_form_of_tables_is_looked_at(void **state) {
    (void)state;
    for (size_t t = 0; t < COUNT_OF(tables); t++) {
        const char *f = tables[t];
        struct sheet_file s;
        split_lines(&s, f);
        struct str width = arena_printf(&arena, "%s width", f);
        uint32_t row = s.n_line - 1;
        split_row(&s, row);
        s.n_cell--;
        refused(f, join(&s), width.p, row + 1, "a cell less");
        split_row(&s, row);
        s.cell[s.n_cell++] = STR("more");
        refused(f, join(&s), width.p, row + 1, "a cell more");
        split_row(&s, row);
        s.cell[s.n_cell - 1] = STR("\xff\xfe");
        refused(f, join(&s), arena_printf(&arena, "%s utf8", f).p, row + 1, "no UTF-8");
        if (s.header) {
            split_row(&s, 0);
            s.cell[1] = STR("other");
            refused(f, join(&s), arena_printf(&arena, "%s header", f).p, 1, "another header");
            split_row(&s, 0);
            s.n_cell--;
            refused(f, join(&s), arena_printf(&arena, "%s header", f).p, 1, "a column less");
            split_row(&s, row);
            s.line[s.n_line++] = s.line[row];
            refused(f, join(&s), arena_printf(&arena, "%s unique", f).p, row + 2, "a row twice");
            s.n_line--;
        }
        if (s.sep != ',') continue;
        split_row(&s, row);
        s.cell[1] = STR("\"open");
        refused(f, join(&s), arena_printf(&arena, "%s quote", f).p, row + 1, "an open quote");
        split_row(&s, row);
        s.cell[1] = STR("a\"b");
        refused(f, join(&s), arena_printf(&arena, "%s quote", f).p, row + 1, "a quote inside");
        split_row(&s, row);
        s.cell[1] = STR("\"a\"b");
        refused(f, join(&s), arena_printf(&arena, "%s quote", f).p, row + 1, "text behind a quote");
    }
}

/* Rules over several cells: format, "COLUMN=VALUE|COLUMN=VALUE", rule. */
static const char *const laws[][3] = {
    {"acled", "sub_event_type=Peaceful protest", "acled pair"},
    {"acled", "event_type=Protests", "acled pair"},
    {"acled", "event_type=Riots", "acled pair"},
    {"acled", "event_type=Strategic developments", "acled pair"},
    {"acled", "disorder_type=Demonstrations", "acled disorder_type"},
    {"acled", "disorder_type=Strategic developments", "acled disorder_type"},
    {"acled", "year=1999", "acled year"},
    {"acled", "event_date=7.11.2021", "acled event_date"},
    {"acled", "event_date=31 November 2021", "acled event_date"},
    {"acled", "event_date=07 Novembre 2021", "acled event_date"},
    {"acled", "event_date=2021-02-29", "acled event_date"},
    {"acled", "event_date=2031-01-01|year=2031", "acled timestamp"},
    {"acled", "timestamp=86400", "acled timestamp"},
    {"acled", "actor2=|inter2=State forces", "acled actor2"},
    {"acled", "actor2=Civilians (Syria)|inter2=", "acled inter2"},
    {"acled", "interaction=Protesters only", "acled interaction"},
    {"acled", "interaction=60", "acled interaction"},
    {"acled", "inter1=Rioters|inter2=Rioters|interaction=56", "acled interaction"},
    {"acled",
     "actor2=X|inter1=State forces|inter2=Rebel group|interaction=12|civilian_targeting=Civilian "
     "targeting",
     "acled civilian_targeting"},
    {"ucdp", "best=999|deaths_unknown=1", "ucdp best"},
    {"ucdp", "best=", "ucdp best"},
    {"ucdp", "low=99999", "ucdp low"},
    {"ucdp", "high=0", "ucdp high"},
    {"ucdp", "date_end=1990-01-01", "ucdp date_end"},
    {"ucdp", "date_start=2999-01-01", "ucdp date_end"},
    {"ucdp", "year=1990", "ucdp year"},
    {"ucdp", "date_start=2018-01-01|date_end=2018-01-02|year=2018|date_prec=1", "ucdp date_prec"},
    {"ucdp", "date_start=2018-01-01|date_end=2018-01-20|year=2018|date_prec=2", "ucdp date_prec"},
    {"ucdp", "date_start=2018-01-01|date_end=2018-01-20|year=2018|date_prec=3", "ucdp date_prec"},
    {"ucdp", "date_start=2018-01-01|date_end=2018-03-20|year=2018|date_prec=4", "ucdp date_prec"},
    {"ucdp", "date_start=2018-01-01|date_end=2020-03-20|year=2018|date_prec=5", "ucdp date_prec"},
    {"ucdp", "priogrid_gid=1", "ucdp priogrid_gid"},
    {"ucdp", "geom_wkt=POINT (1 2)", "ucdp geom_wkt"},
    {"ucdp", "geom_wkt=POINT 1 2", "ucdp geom_wkt"},
    {"ucdp", "type_of_violence=3|side_b=Rebels", "ucdp one-sided"},
    {"ucdp",
     "type_of_violence=3|side_b=Civilians|deaths_a=0|deaths_b=1|deaths_civilians=0|deaths_unknown="
     "0|"
     "best=1|low=1|high=1",
     "ucdp one-sided"},
    {"gtd", "iyear=1999", "gtd eventid"},
    {"gtd", "eventid=199901010001", "gtd eventid"},
    {"gtd", "imonth=13", "gtd imonth"},
    {"gtd", "iday=32", "gtd iday"},
    {"gtd", "imonth=2|iday=30", "gtd iday"},
    {"gtd", "attacktype1_txt=Hijacking", "gtd attacktype1_txt"},
    {"gtd", "targtype1_txt=Nobody", "gtd targtype1_txt"},
    {"gtd", "region_txt=Atlantis", "gtd region_txt"},
    {"gtd", "attacktype2_txt=Hijacking", "gtd attacktype2_txt"},
    {"gtd", "nkill=1|nkillter=2", "gtd nkillter"},
    {"gtd", "nwound=1|nwoundte=2", "gtd nwoundte"},
    {"gtd", "latitude=|longitude=5", "gtd point"},
    {"gtd", "country=95|country_txt=Iran|region=|region_txt=", "gtd country"},
    {"gtd", "country=153|country_txt=Pakistan|region=10|region_txt=", "gtd region of country"},
    {"gtd", "natlty1=217|natlty1_txt=Iraq", "gtd natlty1"},
    {"csv", "date_start=2021-01-02|date_end=2021-01-01", "csv date_end"},
    {"csv", "killed_low=9|killed_high=8", "csv killed_low"},
    {"csv", "wounded_low=9|wounded_high=8", "csv wounded_low"},
    {"csv", "reports=1|origins=2", "csv origins"},
    {"csv", "latitude=1|longitude=", "csv point"},
    {"polecat", "Event Type=PROTEST|Event Mode=firearms|Quad Code=4", "polecat mode"},
    {"polecat", "Event Type=AID|Event Mode=|Quad Code=4", "polecat Quad Code"},
    {"polecat", "Latitude=1|Longitude=", "polecat point"},
    {"icews", "Latitude=|Longitude=1", "icews point"},
    {"cameo", "date=20210230", "cameo date"},
    {"cameo", "date=20211301", "cameo date"},
    {"reports", "published=soon", "reports published"},
    {"ftm-statements", "schema=article", "ftm-statements schema"},
    {"ftm-statements", "dataset=The Wire", "ftm-statements dataset"},
    {"ftm-statements", "value=another", "ftm-statements id"},
    {"ftm-statements", "dataset=another", "ftm-statements id"},
    {"ftm-statements", "entity_id=another", "ftm-statements id"},
    {"ftm-statements", "external=t", "ftm-statements id"},
    {"ftm-statements", "lang=eng", "ftm-statements id"},
    {"ftm-statements", "id=0123", "ftm-statements id"},
    {"ftm-statements", "prop=date|value=soon", "ftm-statements date"},
    {"ftm-statements", "first_seen=soon", "ftm-statements first_seen"},
    {"ftm-statements", "last_seen=2021-13-01", "ftm-statements last_seen"},
    {"ftm-statements", "first_seen=2021-02-01|last_seen=2021-01-01", "ftm-statements last_seen"},
};

static void rules_over_several_cells_hold(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(laws); i++) {
        struct sheet_file s;
        const struct columns *c = columns_open(&arena, str_c(laws[i][0]));
        struct str rest = str_c(laws[i][1]), one, column;
        split_lines(&s, laws[i][0]);
        split_row(&s, s.header ? 1 : 0);
        while (str_next(&rest, '|', &one)) {
            str_next(&one, '=', &column);
            uint32_t at = map_get(&c->of, column);
            assert_true(at != NONE);
            s.cell[at] = one.p ? one : STR("");
        }
        refused(laws[i][0], join(&s), laws[i][2], s.row + 1, laws[i][1]);
    }
}

static void all_were_refused(void **state) {
    (void)state;
    print_message("# %u mutations, each refused by its rule\n", n_mutations);
    assert_true(n_mutations >= 330);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_export_is_valid),
        cmocka_unit_test(every_typed_cell_is_looked_at),
        cmocka_unit_test(the_form_of_tables_is_looked_at),
        cmocka_unit_test(rules_over_several_cells_hold),
        cmocka_unit_test(all_were_refused),
    };
    return cmocka_run_group_tests(tests, make_exports, drop_exports);
}
