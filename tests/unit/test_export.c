/* Exports: reductions by their table of cases; and files spoiled in three hundred ways, each
 * refused by the right rule. */
#include "base/base.h"

#include "base/buf.h"
#include "base/num.h"
#include "base/sys.h"
#include "base/tsv.h"
#include "export/columns.h"
#include "export/export.h"
#include "export/reduce.h"
#include "export/validate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena arena;
enum { TEXT_LIMIT = 1 << 24, MOST_CELLS = 160 };

/* ---- reductions */

static struct stand stand_of(struct str s) {
    struct stand t = {.holder = STR("somebody"), .high = UINT64_MAX};
    uint32_t i = 0, b, quote = str_find(s, '"', 0);
    if (quote != NONE) {
        t.said = str_cut(s, quote + 1, s.n - 1);
        s = str_trim(str_cut(s, 0, quote));
    }
    while (i < s.n && ascii_is_digit(s.p[i])) i++;
    assert_true(num_parse_u64(str_cut(s, 0, i), &t.low));
    t.high = t.low;
    if (i < s.n && s.p[i] == '+') t.high = UINT64_MAX, i++;
    if (i + 1 < s.n && s.p[i] == '.') {
        for (b = i += 2; i < s.n && ascii_is_digit(s.p[i]); i++) continue;
        assert_true(num_parse_u64(str_cut(s, b, i), &t.high));
    }
    if (i < s.n && s.p[i] == '@') {
        for (b = ++i; i < s.n && s.p[i] != '/' && s.p[i] != ' '; i++) continue;
        t.at = str_cut(s, b, i);
    }
    if (i < s.n && s.p[i] == '/') {
        for (b = ++i; i < s.n && ascii_is_digit(s.p[i]); i++) continue;
        assert_true(num_parse_u32(str_cut(s, b, i), &t.origin));
    }
    if (i < s.n) t.holder = str_trim(str_cut(s, i, s.n));
    return t;
}

static enum reduce_rule rule_named(struct str s) {
    static const char *const name[] = {"acled", "low", "best", "high", "gtd"};
    for (int i = 0; i < N_REDUCE_RULE; i++)
        if (str_eq_c(s, name[i])) return (enum reduce_rule)i;
    fail_msg("no rule %.*s", STR_ARG(s));
    return N_REDUCE_RULE;
}

static void each_case_of_the_table_holds(void **state) {
    (void)state;
    struct buf text;
    struct tsv t;
    uint32_t cases = 0;
    att_error err;
    buf_init(&text, sys_default(), TEXT_LIMIT);
    assert_int_equal(sys_read_file(sys_default(), "tests/data/reduce.tsv", TEXT_LIMIT, &text, &err),
                     ATT_OK);
    tsv_init(&t, (struct str){text.p, (uint32_t)text.n});
    while (tsv_next(&t)) {
        struct stand s[16];
        uint32_t n = 0;
        struct str rest = tsv_cell(&t, 1), one;
        uint64_t want;
        while (rest.n && str_next(&rest, ';', &one)) {
            s[n] = stand_of(str_trim(one));
            /* positions without a holder are of different people */
            if (str_eq(s[n].holder, STR("somebody")))
                s[n].holder = arena_printf(&arena, "holder %u", n);
            if (!strstr(arena_str(&arena, one).p, "/")) s[n].origin = 100 + n;
            n++;
        }
        struct reduced r = reduce(rule_named(tsv_cell(&t, 0)), s, n, NULL);
        bool known = num_parse_u64(tsv_cell(&t, 2), &want);
        if (r.known != known || (known && r.value != want))
            fail_msg("line %u: %.*s of %.*s is %d %llu", t.line, STR_ARG(tsv_cell(&t, 0)),
                     STR_ARG(tsv_cell(&t, 1)), r.known, (unsigned long long)r.value);
        cases++;
    }
    assert_true(cases >= 30);
    buf_release(&text);
}

static void a_value_rests_on_the_positions_that_give_it(void **state) {
    (void)state;
    struct stand s[] = {{.low = 7, .high = 7, .origin = 1, .holder = STR("a")},
                        {.low = 10, .high = 10, .origin = 2, .holder = STR("b")},
                        {.low = 10, .high = 10, .origin = 3, .holder = STR("c")}};
    bool rests[3];
    assert_int_equal(reduce(REDUCE_UCDP_BEST, s, 3, rests).value, 10);
    assert_false(rests[0]);
    assert_true(rests[1] && rests[2]);
    assert_string_equal(reduce_rule_name(REDUCE_ACLED), "acled most conservative");
}

/* ---- a book to export */

static const char reports[] =
    "{\"id\":\"a\",\"source\":\"Daily, The\",\"published\":\"2021-11-08\",\"title\":\"Bomb in "
    "Basra\","
    "\"url\":\"https://example.org/a\",\"text\":\"At least 12 people were killed on 7 November "
    "2021 "
    "when Taliban fighters attacked a market in Kandahar, police said. Doctors put the toll at 15. "
    "The United States condemned the attack.\"}\n"
    "{\"id\":\"b\",\"source\":\"Wire\",\"published\":\"2019-03-05\",\"title\":\"Soldiers killed\","
    "\"url\":\"https://example.org/b\",\"text\":\"Rebels killed two soldiers in Aleppo on 4 March "
    "2019, the army said. Syria accused Turkey of helping the rebels. Turkey sent aid to "
    "Lebanon.\"}\n"
    "{\"id\":\"c\",\"source\":\"Wire\",\"published\":\"2018-06-10\",\"title\":\"Car bomb\","
    "\"url\":\"https://example.org/c\",\"text\":\"A suicide car bomb killed three police officers "
    "in "
    "Kabul on 9 June 2018. The Islamic State group claimed responsibility for the attack. Two "
    "attackers were also killed, police said, and 20 people were wounded.\"}\n";

static att_book *book;
static char book_path[] = "/tmp/attest-export-XXXXXX";
static struct buf whole;    /* JSON lines of all of the book, with a ruling */
static struct buf file[32]; /* the export of each format, in the order of export_formats */

static int keep_rows(void *ctx, att_text rows, att_text trail) {
    (void)trail;
    buf_put(ctx, rows.p, rows.n);
    return 1;
}

static void fill_book(void) {
    att_engine *engine;
    att_reader *reader;
    att_source *source;
    att_report *report;
    att_text record, text = {reports, sizeof reports - 1};
    att_options opt = {.cameo = 0};
    att_error err;
    assert_int_equal(att_engine_new(&opt, &engine, &err), ATT_OK);
    assert_int_equal(att_reader_new(engine, &reader, &err), ATT_OK);
    att_source_options jsonl = {.input = ATT_INPUT_JSONL};
    assert_int_equal(att_source_memory(engine, text, "reports", &jsonl, &source, &err), ATT_OK);
    while (att_source_next(source, &report, &err) == ATT_OK) {
        assert_int_equal(att_read(reader, report, &record, &err), ATT_OK);
        assert_int_equal(att_book_add(book, record, NULL, &err), ATT_OK);
        att_report_free(report);
    }
    att_source_close(source);
    att_reader_free(reader);
    att_engine_free(engine);
}

static int keep_first_ids(void *ctx, att_text json) {
    char(*id)[18] = ctx;
    struct str s = {json.p, (uint32_t)json.n};
    if (!id[0][0])
        snprintf(id[0], sizeof id[0], "%.*s", 17, s.p + 7);
    else
        snprintf(id[1], sizeof id[1], "%.*s", 17, s.p + 7);
    return !id[1][0];
}

/* Two cases of the book are one, says a person. */
static void rule_and_export(void) {
    att_error err;
    char id[2][18] = {{0}};
    att_export_options opt = {.format = "jsonl", .whole = 1};
    assert_int_equal(att_book_cases(book, ATT_BOOK_JSONL, NULL, keep_first_ids, id, &err), ATT_OK);
    assert_int_equal(att_book_decide(book, 1, id[0], id[1], "one \"night\"", &err), ATT_OK);
    assert_int_equal(att_book_link(book, NULL, &err), ATT_OK);
    buf_init(&whole, sys_default(), TEXT_LIMIT);
    assert_int_equal(att_book_export(book, &opt, keep_rows, &whole, NULL, &err), ATT_OK);
}

static int make_exports(void **state) {
    (void)state;
    att_error err;
    int fd = mkstemp(book_path);
    assert_true(fd >= 0);
    close(fd);
    arena_init(&arena, sys_default(), (size_t)1 << 30);
    assert_int_equal(att_book_open(NULL, book_path, 1, &book, &err), ATT_OK);
    fill_book();
    assert_int_equal(att_book_link(book, NULL, &err), ATT_OK);
    for (uint32_t i = 0; export_formats[i].name; i++) {
        att_export_options opt = {.format = export_formats[i].name, .candidates = 1};
        buf_init(&file[i], sys_default(), TEXT_LIMIT);
        assert_int_equal(att_book_export(book, &opt, keep_rows, &file[i], NULL, &err), ATT_OK);
    }
    rule_and_export();
    return 0;
}

static int drop_exports(void **state) {
    (void)state;
    for (uint32_t i = 0; export_formats[i].name; i++) buf_release(&file[i]);
    buf_release(&whole);
    att_book_close(book);
    unlink(book_path);
    arena_release(&arena);
    return 0;
}

static struct str file_of(const char *format) {
    for (uint32_t i = 0; export_formats[i].name; i++)
        if (!strcmp(export_formats[i].name, format))
            return (struct str){file[i].p, (uint32_t)file[i].n};
    fail_msg("no format %s", format);
    return STR_NULL;
}

/* ---- findings */

struct found {
    uint32_t n;
    char rule[120], text[200]; /* of the first */
    uint64_t line;
};

static void keep_finding(void *ctx, const struct finding *f) {
    struct found *v = ctx;
    if (v->n++) return;
    snprintf(v->rule, sizeof v->rule, "%s", f->rule);
    snprintf(v->text, sizeof v->text, "%.*s: %s", STR_ARG(f->column), f->text);
    v->line = f->line;
}

static uint32_t n_mutations;

static struct found findings_of(const char *format, struct str text) {
    struct found v = {0};
    struct arena a;
    att_error err;
    arena_init(&a, sys_default(), (size_t)1 << 28);
    assert_int_equal(
        validate_run(&a, format, (att_text){text.p, text.n}, keep_finding, &v, NULL, &err), ATT_OK);
    arena_release(&a);
    return v;
}

static void refused(const char *format, struct str text, const char *rule, uint64_t line,
                    const char *what) {
    struct found v = findings_of(format, text);
    n_mutations++;
    if (!v.n) fail_msg("%s: %s: not refused (%s)", format, what, rule);
    if (strcmp(v.rule, rule) != 0)
        fail_msg("%s: %s: refused by [%s] (%s), not by [%s]", format, what, v.rule, v.text, rule);
    if (line && v.line != line)
        fail_msg("%s: %s: line %u, not %u", format, what, (unsigned)v.line, (unsigned)line);
}

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

/* ---- JSON: the first occurrence of some text is replaced by another */

static const char *const spoiled[][4] = {
    {"plover", "{\"id\":", "{\"id\"", "plover json"},
    {"plover", "\"id\":", "\"identifier\":", "plover id"},
    {"plover", "\"id\":\"a:", "\"id\":7,\"x\":\"a:", "plover id"},
    {"plover", "\"date\":\"20", "\"date\":\"0", "plover date"},
    {"plover", "\"date\":", "\"day\":", "plover date"},
    {"plover", "\"actor\":[", "\"enddate\":\"1999-01-01\",\"actor\":[", "plover enddate"},
    {"plover", "\"actor\":[", "\"enddate\":\"soon\",\"actor\":[", "plover enddate"},
    {"plover", "\"actor\":[", "\"actors\":[", "plover actor"},
    {"plover", "\"event\":[\"", "\"events\":[\"", "plover event"},
    {"plover", "\"event\":[\"ASSAULT\"]", "\"event\":[]", "plover event"},
    {"plover", "\"event\":[\"ASSAULT\"]", "\"event\":[\"FIGHT\"]", "plover event"},
    {"plover", "\"event\":[\"ASSAULT\"]", "\"event\":[\"DEMAND\"]", "plover event"},
    {"plover", "\"event\":[\"ASSAULT\"],\"mode\":[", "\"event\":[\"ASSAULT\"],\"mode\":[\"riot\",",
     "plover mode"},
    {"plover", "\"context\":[", "\"context\":[\"weather\",", "plover context"},
    {"plover", "\"quad_code\":4", "\"quad_code\":1", "plover quad_code"},
    {"plover", "\"quad_code\":4", "\"quad_code\":\"4\"", "plover quad_code"},
    {"plover", "\"event_scale\":-", "\"event_scale\":-2", "plover event_scale"},
    {"plover", "\"lat\":", "\"lat\":9", "plover lat"},
    {"plover", "\"lon\":", "\"lon\":99", "plover lon"},
    {"plover", "\"sector\":null", "\"sector\":\"XYZ\"", "plover sector"},
    {"geojson", "{\"type\":\"FeatureCollection\"", "{\"type\":\"Collection\"", "geojson type"},
    {"geojson", "{\"type\":\"FeatureCollection\"", "{\"type\":\"FeatureCollection\",\"crs\":{}",
     "geojson crs"},
    {"geojson", "\"features\":[", "\"items\":[", "geojson features"},
    {"geojson", "{\"type\":\"Feature\",", "{\"type\":\"Thing\",", "geojson type"},
    {"geojson", "{\"type\":\"Feature\",", "{", "geojson type"},
    {"geojson", "\"geometry\":", "\"geom\":", "geojson geometry"},
    {"geojson", "\"type\":\"Point\"", "\"type\":\"Dot\"", "geojson geometry"},
    {"geojson", "\"coordinates\":[", "\"coordinates\":[999", "geojson coordinates"},
    {"geojson", "\"coordinates\":[", "\"coordinates\":[1,95,", "geojson coordinates"},
    {"geojson", "\"coordinates\":[", "\"coordinates\":[\"x\",", "geojson coordinates"},
    {"geojson", "\"properties\":{", "\"props\":{", "geojson properties"},
    {"geojson", "\"properties\":{", "\"coordinates\":[1,2],\"properties\":{", "geojson foreign"},
    {"geojson", "\"type\":\"Point\",\"coordinates\":[",
     "\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]],\"was\":[", "geojson ring"},
    {"geojson", "\"type\":\"Point\",\"coordinates\":[",
     "\"type\":\"LineString\",\"coordinates\":[[0,0],[1,95]],\"was\":[", "geojson coordinates"},
    {"geojson", "\"id\":\"", "\"id\":[],\"was\":\"", "geojson id"},
    {"geojson", "]}", "]", "geojson json"},
    {"jsonld", "\"https://schema.org\"", "\"https://example.org\"", "jsonld @context"},
    {"jsonld", "\"@context\"", "\"context\"", "jsonld @context"},
    {"jsonld", "{\"@type\":\"Claim\"", "{\"kind\":\"Claim\"", "jsonld @type"},
    {"jsonld", "\"text\":\"", "\"words\":\"", "jsonld text"},
    {"jsonld", "\"text\":\"", "\"text\":\"\",\"was\":\"", "jsonld text"},
    {"jsonld", "\"author\":{\"@type\":\"", "\"author\":{\"@type\":\"Robot\",\"was\":\"",
     "jsonld author"},
    {"jsonld", "\"name\":\"", "\"called\":\"", "jsonld author name"},
    {"jsonld", "\"datePublished\":\"20", "\"datePublished\":\"", "jsonld datePublished"},
    {"jsonld", "{\"@type\":\"NewsArticle\",\"url\":", "{\"link\":", "jsonld appearance"},
    {"jsonld", "{\"@type\":\"Claim\",", "{\"@type\":\"ClaimReview\",", "jsonld claimReviewed"},
    {"jsonld", "{\"@type\":\"Claim\",",
     "{\"@type\":\"ClaimReview\",\"claimReviewed\":\"x\",\"url\":\"y\",", "jsonld reviewRating"},
    {"jsonld", "{\"@type\":\"Claim\",",
     "{\"@type\":\"ClaimReview\",\"claimReviewed\":\"x\",\"reviewRating\":{},", "jsonld url"},
    {"jsonld", "{\"@type\":\"Claim\",",
     "{\"@type\":\"ClaimReview\",\"claimReviewed\":\"x\",\"url\":\"y\",\"reviewRating\":{"
     "\"ratingValue\":7,\"worstRating\":1,\"bestRating\":5},",
     "jsonld reviewRating"},
    {"jsonld", "[{\"@type\"", "{\"@type\"", "jsonld json"},
    {"ftm", "\"id\":", "\"key\":", "ftm id"},
    {"ftm", "\"id\":\"", "\"id\":\"\",\"was\":\"", "ftm id"},
    {"ftm", "\"schema\":\"A", "\"schema\":\"a", "ftm schema"},
    {"ftm", "\"schema\":", "\"type\":", "ftm schema"},
    {"ftm", "\"properties\":{", "\"values\":{", "ftm properties"},
    {"ftm", "\"title\":[\"", "\"title\":\"x\",\"was\":[\"", "ftm properties"},
    {"ftm", "\"title\":[\"", "\"title\":[7,\"", "ftm properties"},
    {"ftm", "\"fileName\":", "\"file\":", "ftm fileName"},
    {"ftm", "\"publishedAt\":[\"20", "\"publishedAt\":[\"", "ftm date"},
    {"ftm", "\"schema\":\"Event\",\"properties\":{\"name\":",
     "\"schema\":\"Event\",\"properties\":{\"title\":", "ftm name"},
    {"ftm", "\"properties\":{\"name\":[\"",
     "\"properties\":{\"startDate\":[\"2021-13\"],\"name\":[\"", "ftm date"},
    {"ftm", "}}", "}", "ftm json"},
    {"jsonl", "{\"id\":", "{\"case\":", "jsonl id"},
    {"jsonl", "\"reports\":[", "\"report\":[", "jsonl reports"},
    {"jsonl", "\"incidents\":[", "\"incident\":[", "jsonl incidents"},
    {"jsonl", "\"claims\":[{", "\"claim\":[{", "jsonl claims"},
    {"jsonl", "\"conflicts\":[", "\"conflict\":[", "jsonl conflicts"},
    {"jsonl", "\"origins\":[{", "\"origin\":[{", "jsonl origins"},
    {"jsonl", "\"history\":[", "\"past\":[", "jsonl history"},
    {"jsonl", "\"date\":{\"from\":\"20", "\"date\":{\"from\":\"9", "jsonl date"},
    {"jsonl", "\"date\":", "\"day\":", "jsonl date"},
    {"jsonl", "\"slot\":\"", "\"place\":\"", "jsonl claims"},
    {"jsonl", "\"holder\":{", "\"who\":{", "jsonl holder"},
    {"jsonl", "\"evidence\":{", "\"proof\":{", "jsonl evidence"},
    {"jsonl", "}", "", "jsonl json"},
    {"geojson-seq", "{\"type\":\"Feature\",", "{\"type\":\"Thing\",", "geojson-seq type"},
    {"geojson-seq", "{\"type\":\"Feature\",", "{\"type\":\"FeatureCollection\",",
     "geojson-seq type"},
    {"geojson-seq", "\"geometry\":", "\"geom\":", "geojson-seq geometry"},
    {"geojson-seq", "\"type\":\"Point\"", "\"type\":\"Dot\"", "geojson-seq geometry"},
    {"geojson-seq", "\"coordinates\":[", "\"coordinates\":[999", "geojson-seq coordinates"},
    {"geojson-seq", "\"type\":\"Point\",\"coordinates\":[",
     "\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]],\"was\":[",
     "geojson-seq ring"},
    {"geojson-seq", "\"properties\":{", "\"props\":{", "geojson-seq properties"},
    {"geojson-seq", "\"properties\":{", "\"features\":[],\"properties\":{", "geojson-seq foreign"},
    {"geojson-seq", "\"id\":\"", "\"id\":[],\"was\":\"", "geojson-seq id"},
    {"geojson-seq", "\x1e", "{}\x1e", "geojson-seq mark"},
    {"geojson-seq", "}\n", "\n", "geojson-seq json"},
    {"geojson-seq", "}\n\x1e", "}\n", "geojson-seq json"},
    {"postgres", "COPY \"source\"", "COPY \"sauce\"", "postgres table"},
    {"postgres", "COPY \"record\"", "COPY public.source", "postgres unique"},
    {"postgres", "COPY \"state\"", "COPY book", "postgres missing"},
    {"postgres", "(\"key\", \"report\"", "(\"report\", \"key\"", "postgres columns"},
    {"postgres", "(\"key\", \"run\", \"json\") FROM", "(\"key\", \"run\") FROM",
     "postgres columns"},
    {"postgres", "(\"key\", \"run\", \"json\") FROM", "FROM", "postgres columns"},
    {"postgres", "\\.\n", "\n", "postgres width"},
    {"postgres", "\\.\n", "a\tb\n\\.\n", "postgres width"},
    {"postgres", "INSERT INTO book VALUES (1635021890", "INSERT INTO book VALUES (7",
     "postgres book"},
    {"postgres", "INSERT INTO book", "-- INSERT INTO book", "postgres book"},
    {"postgres", "INSERT INTO book VALUES (1635021890, ", "INSERT INTO book VALUES (1635021890, 9",
     "postgres version"},
    {"postgres", "COMMIT;", "", "postgres commit"},
    {"postgres", "\\.\n\nCOMMIT;\n", "", "postgres end"},
    {"postgres", "\t\\\\x", "\t\\\\y", "postgres bytes"},
    {"postgres", "\t\\\\x", "\t\\\\x6", "postgres bytes"},
    {"postgres", "\t\\\\x", "\t\\\\x6g", "postgres bytes"},
    {"postgres", "\t\\\\x", "\t\\\\x20", "postgres sha256"},
    {"postgres", "\"json\") FROM stdin;\n", "\"json\") FROM stdin;\nf", "postgres reference"},
    {"postgres", "{\"attest\":1", "{\\q\"attest\":1", "postgres escape"},
    {"postgres", "\"line\", \"json\") FROM stdin;\n", "\"line\", \"json\") FROM stdin;\nx",
     "postgres integer"},
    {"postgres", "linked\t", "\\N\t", "postgres null"},
    {"postgres", "linked\tyes", "linked\t\xff", "postgres utf8"},
    {"postgres", "linked\tyes\n", "linked\tyes\nlinked\tno\n", "postgres unique"},
};

/* The same over the JSON lines of a whole book. */
static const char *const spoiled_whole[][3] = {
    {"{\"run\":\"", "{\"ran\":\"", "jsonl run"},
    {"\"record\":{", "\"record\":[],\"was\":{", "jsonl record"},
    {"\"record\":{\"attest\":1", "\"record\":{\"attest\":2", "jsonl record"},
    {"\"sha256\":\"", "\"sha256\":\"0", "jsonl record"},
    {"\"text\":\"At least 12", "\"text\":\"At least 13", "jsonl record"},
    {"\"sentences\":[[0,", "\"sentences\":[[90000,", "jsonl record"},
    {"\"polarity\":\"+\"", "\"polarity\":\"x\"", "jsonl record"},
    {"\"verb\":\"join\"", "\"verb\":\"glue\"", "jsonl verb"},
    {"\"reason\":\"", "\"reason\":\"\",\"was\":\"", "jsonl reason"},
    {"\"reason\":\"", "\"because\":\"", "jsonl reason"},
    {"\"pairs\":[", "\"pairs\":[[\"a\",\"i1\",\"b\"],", "jsonl pairs"},
    {"\"pairs\":[", "\"pairs\":[\"a\",", "jsonl pairs"},
    {"\"pairs\":[", "\"pairs\":[],\"was\":[", "jsonl pairs"},
    {"{\"ruling\":", "{\"rule\":", "jsonl id"},
};

/* Statements as JSON lines. */
static const char statement[] =
    "{\"canonical_id\":\"e\",\"entity_id\":\"e\",\"prop\":\"name\",\"schema\":\"Person\","
    "\"value\":\"Ann\",\"dataset\":\"wire\",\"external\":false,\"first_seen\":\"2021-11-08\","
    "\"last_seen\":\"2021-11-09\",\"id\":\"dcc21665e69f1334a2764c12c81fd651e360f5ff\"}\n";
static const char *const spoiled_statement[][3] = {
    {"\"entity_id\":", "\"entity\":", "ftm-statements entity_id"},
    {"\"prop\":\"", "\"prop\":\"\",\"was\":\"", "ftm-statements prop"},
    {"\"value\":\"Ann\"", "\"value\":7", "ftm-statements value"},
    {"\"value\":\"Ann\"", "\"value\":\"Bob\"", "ftm-statements id"},
    {"\"external\":false", "\"external\":true", "ftm-statements id"},
    {"\"schema\":\"P", "\"schema\":\"p", "ftm-statements schema"},
    {"\"dataset\":\"wire\"", "\"dataset\":\"The Wire\"", "ftm-statements dataset"},
    {"\"first_seen\":\"2021", "\"first_seen\":\"2029", "ftm-statements last_seen"},
    {"}\n", "\n", "ftm-statements json"},
};

static struct str replaced(struct str s, const char *from, const char *to) {
    uint32_t at = str_find_str(s, str_c(from), 0);
    if (at == NONE) fail_msg("\"%s\" does not occur", from);
    struct str head = str_cut(s, 0, at), tail = str_cut(s, at + (uint32_t)strlen(from), s.n);
    return arena_printf(&arena, "%.*s%s%.*s", STR_ARG(head), to, STR_ARG(tail));
}

static void spoiled_json_is_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(spoiled); i++)
        refused(spoiled[i][0], replaced(file_of(spoiled[i][0]), spoiled[i][1], spoiled[i][2]),
                spoiled[i][3], 0, spoiled[i][2]);
}

static void spoiled_books_are_refused(void **state) {
    (void)state;
    struct str text = {whole.p, (uint32_t)whole.n};
    struct found v = findings_of("jsonl", text);
    if (v.n) fail_msg("%s [%s]", v.text, v.rule);
    for (size_t i = 0; i < COUNT_OF(spoiled_whole); i++)
        refused("jsonl", replaced(text, spoiled_whole[i][0], spoiled_whole[i][1]),
                spoiled_whole[i][2], 0, spoiled_whole[i][1]);
    struct str first = str_cut(text, 0, str_find(text, '\n', 0));
    refused("jsonl", arena_printf(&arena, "%.*s\n%.*s", STR_ARG(first), STR_ARG(text)),
            "jsonl unique", 2, "a record twice");
}

static void spoiled_statements_are_refused(void **state) {
    (void)state;
    struct found v = findings_of("ftm-statements", str_c(statement));
    if (v.n) fail_msg("%s [%s]", v.text, v.rule);
    for (size_t i = 0; i < COUNT_OF(spoiled_statement); i++)
        refused("ftm-statements",
                replaced(str_c(statement), spoiled_statement[i][0], spoiled_statement[i][1]),
                spoiled_statement[i][2], 0, spoiled_statement[i][1]);
    refused("ftm-statements", arena_printf(&arena, "%s%s", statement, statement),
            "ftm-statements unique", 2, "a line twice");
}

static void lines_twice_are_refused(void **state) {
    (void)state;
    static const char *const formats[][2] = {{"plover", "plover unique"},
                                             {"ftm", "ftm unique"},
                                             {"jsonl", "jsonl unique"},
                                             {"geojson-seq", "geojson-seq unique"}};
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        struct str s = file_of(formats[i][0]);
        uint32_t end = str_find(s, '\n', 0);
        struct str text =
            arena_printf(&arena, "%.*s\n%.*s", STR_ARG(str_cut(s, 0, end)), STR_ARG(s));
        refused(formats[i][0], text, formats[i][1], 2, "a line twice");
    }
}

static void three_hundred_were_refused(void **state) {
    (void)state;
    print_message("# %u mutations, each refused by its rule\n", n_mutations);
    assert_true(n_mutations >= 300);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_case_of_the_table_holds),
        cmocka_unit_test(a_value_rests_on_the_positions_that_give_it),
        cmocka_unit_test(every_export_is_valid),
        cmocka_unit_test(every_typed_cell_is_looked_at),
        cmocka_unit_test(the_form_of_tables_is_looked_at),
        cmocka_unit_test(rules_over_several_cells_hold),
        cmocka_unit_test(spoiled_json_is_refused),
        cmocka_unit_test(spoiled_books_are_refused),
        cmocka_unit_test(spoiled_statements_are_refused),
        cmocka_unit_test(lines_twice_are_refused),
        cmocka_unit_test(three_hundred_were_refused),
    };
    return cmocka_run_group_tests(tests, make_exports, drop_exports);
}
