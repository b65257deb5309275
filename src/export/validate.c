#include "base/base.h"

#include "export/validate.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "export/export.h"
#include "export/sequence.h"
#include "export/table.h"

#include <jansson.h>

enum { ROW_LIMIT_MB = 256 };

void check_say(struct checking *c, struct str column, const char *law, const char *text,
               struct str value) {
    struct str rule = law ? arena_printf(&c->row, "%s %s", c->format, law)
                          : arena_printf(&c->row, "%s %.*s", c->format, STR_ARG(column));
    struct finding f = {c->line, column, rule.p, text, value};
    c->say(c->ctx, &f);
}

struct str check_cell(const struct checking *c, const char *column) {
    uint32_t i = map_get(&c->columns->of, str_c(column));
    return i == NONE ? STR_NULL : c->cell[i];
}

void check_unique(struct checking *c, struct str column, struct str id) {
    bool added = true;
    if (!id.n) return;
    map_add(&c->seen, arena_str(c->a, id), 1, &added);
    if (!added) check_say(c, column, "unique", "stands in the file twice", id);
}

/* ---- tables that several checks ask */

static void add_pair(struct checking *c, const char *scheme, struct str x, struct str y,
                     uint32_t value) {
    map_put(&c->pair, arena_printf(c->a, "%s\t%.*s\t%.*s", scheme, STR_ARG(x), STR_ARG(y)), value);
}

/* GTD's number of a country by its name, and the region of each number. */
static void read_gtd_countries(struct checking *c) {
    struct tsv t;
    struct map region;
    uint32_t number, n;
    map_init(&region, c->a, 256);
    tsv_init(&t, embed_find("data/codebooks/countries.tsv"));
    while (tsv_next(&t))
        if (num_parse_u32(tsv_cell(&t, 4), &n)) map_put(&region, tsv_cell(&t, 0), n);
    tsv_init(&t, embed_find("data/codebooks/gtd_countries.tsv"));
    while (tsv_next(&t)) {
        if (!num_parse_u32(tsv_cell(&t, 0), &number)) continue;
        add_pair(c, "gtd-name", tsv_cell(&t, 2), STR(""), number);
        n = map_get(&region, tsv_cell(&t, 1));
        if (n != NONE) add_pair(c, "gtd-region", tsv_cell(&t, 0), STR(""), n);
    }
}

static void read_pairs(struct checking *c) {
    struct tsv t;
    uint32_t n = 0;
    map_init(&c->pair, c->a, 256);
    c->disorder = arena_array(c->a, struct str, 64);
    tsv_init(&t, embed_find("data/codebooks/acled.tsv"));
    while (n < 64 && tsv_next(&t)) {
        c->disorder[n] = tsv_cell(&t, 2);
        add_pair(c, "acled", tsv_cell(&t, 0), tsv_cell(&t, 1), n++);
    }
    tsv_init(&t, embed_find("data/codebooks/plover.tsv"));
    while (tsv_next(&t)) {
        uint32_t quad = 0;
        num_parse_u32(tsv_cell(&t, 2), &quad);
        add_pair(c, "plover", tsv_cell(&t, 0), tsv_cell(&t, 1), quad);
        if (tsv_cell(&t, 4).n) add_pair(c, "recipient", tsv_cell(&t, 0), STR(""), 1);
    }
}

/* ---- tabular formats */

static struct str first_column(const struct checking *c) {
    return c->columns->v[0].name;
}

static void check_header(struct checking *c, const struct table_rows *r) {
    for (uint32_t i = 0; i < c->columns->n || i < r->cell.n; i++) {
        struct str want = i < c->columns->n ? c->columns->v[i].name : STR("no more columns");
        struct str is = i < r->cell.n ? r->cell.v[i] : STR("no more columns");
        if (i < c->columns->n && i < r->cell.n && str_eq(want, is)) continue;
        struct str text =
            arena_printf(&c->row, "column %u is to be \"%.*s\"", i + 1, STR_ARG(want));
        check_say(c, want, "header", text.p, is);
        return;
    }
}

/* Other programs write NA, NULL or None for what they do not know. */
static struct str known(const struct checking *c, struct str s) {
    bool words = !strcmp(c->format, "icews") || !strcmp(c->format, "polecat");
    if (words && (str_eq_c(s, "NA") || str_eq_c(s, "NULL") || str_eq_c(s, "None"))) return STR_NULL;
    return s;
}

static void check_row(struct checking *c, const struct table_rows *r, row_check rules) {
    struct str whole = r->cell.n ? r->cell.v[0] : STR_NULL;
    c->line = r->line;
    if (r->bad) {
        check_say(c, first_column(c), "quote", "a quotation mark inside or open", whole);
        return;
    }
    if (r->cell.n != c->columns->n) {
        struct str text = arena_printf(&c->row, "has %u cells, not %u", r->cell.n, c->columns->n);
        check_say(c, first_column(c), "width", text.p, whole);
        return;
    }
    for (uint32_t i = 0; i < c->columns->n; i++) c->cell[i] = known(c, r->cell.v[i]);
    bool fine = true;
    for (uint32_t i = 0; i < c->columns->n; i++) {
        const char *wants = column_wants(c->columns, &c->row, i, c->cell[i]);
        if (utf8_check(c->cell[i].p, c->cell[i].n) != c->cell[i].n) {
            check_say(c, c->columns->v[i].name, "utf8", "bytes that are no UTF-8", STR_NULL);
            fine = false;
        } else if (wants) {
            struct str text = arena_printf(&c->row, "is to be %s", wants);
            check_say(c, c->columns->v[i].name, NULL, text.p, c->cell[i]);
            fine = false;
        }
    }
    if (fine && rules) rules(c);
    bool own = strcmp(c->format, "cameo") != 0 && strcmp(c->format, "ftm-statements") != 0;
    if (own) check_unique(c, first_column(c), c->cell[0]);
}

static void check_table(struct checking *c, const struct export_format *f) {
    struct table_rows r;
    table_init(&r, c->text, f->shape == SHAPE_CSV ? ',' : '\t');
    row_check rules = row_check_of(c->format);
    c->cell = arena_array(c->a, struct str, c->columns->n);
    if (f->shape != SHAPE_BARE) {
        c->line = 1;
        table_next(&r, &c->row);
        check_header(c, &r);
    }
    while (arena_reset(&c->row), table_next(&r, &c->row)) {
        c->rows++;
        check_row(c, &r, rules);
    }
}

/* ---- JSON */

static bool parses(struct checking *c, struct str s) {
    json_error_t e;
    json_t *v = json_loadb(s.p, s.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &e);
    if (!v) {
        c->line += e.line > 1 ? (uint64_t)(e.line - 1) : 0;
        check_say(c, STR("-"), "json", arena_str(&c->row, str_c(e.text)).p, STR_NULL);
    }
    json_decref(v);
    return v != NULL;
}

static void check_document(struct checking *c, const struct json_format *f) {
    c->line = 1;
    if (!parses(c, c->text)) return;
    const struct tree *t = tree_parse(c->a, c->text, NULL);
    if (t) f->check(c, t);
}

static void check_item(struct checking *c, const struct json_format *f, struct str item) {
    c->rows++;
    c->item = item;
    if (!parses(c, item)) return;
    const struct tree *t = tree_parse(&c->row, item, NULL);
    if (t) f->check(c, t);
}

static void check_lines(struct checking *c, const struct json_format *f) {
    struct str rest = c->text, line;
    c->line = 0;
    while (arena_reset(&c->row), str_next(&rest, '\n', &line)) {
        uint64_t at = ++c->line;
        if (str_trim(line).n) check_item(c, f, line);
        c->line = at;
    }
}

/* Texts behind record separators (RFC 8142), or a line each. */
static void check_sequence(struct checking *c, const struct json_format *f) {
    struct sequence s;
    struct str item;
    sequence_init(&s, c->text);
    while (arena_reset(&c->row), sequence_next(&s, &item)) {
        c->line = s.line;
        if (s.unmarked)
            check_say(c, STR("-"), "mark", "stands before the first record separator", STR_NULL);
        else
            check_item(c, f, item);
    }
}

/* ---- the whole */

struct validate_call {
    struct checking *c;
    const struct export_format *table;
    const struct json_format *json;
};

static att_status validate_all(void *ctx) {
    struct validate_call *v = ctx;
    struct checking *c = v->c;
    map_init(&c->seen, c->a, 1024);
    read_pairs(c);
    read_gtd_countries(c);
    c->columns = columns_open(c->a, str_c(v->table->columns ? v->table->columns : "csv"));
    bool table = v->table->columns && !(v->json && str_starts(str_trim(c->text), STR("{")));
    if (table)
        check_table(c, v->table);
    else if (!v->json)
        check_postgres(c);
    else if (v->json->shape == JSON_LINES)
        check_lines(c, v->json);
    else if (v->json->shape == JSON_SEQUENCE)
        check_sequence(c, v->json);
    else
        check_document(c, v->json);
    return ATT_OK;
}

static att_status validate(struct checking *c, att_text bytes, att_error *err) {
    struct validate_call v = {c, export_format_find(c->format), json_format_of(c->format)};
    if (!v.table) return export_no_format("validate", c->format, err);
    if (bytes.n >= UINT32_MAX) return status_set(err, ATT_ELIMIT, 0, "validate: more than 4 GiB");
    c->text = (struct str){bytes.p ? bytes.p : "", (uint32_t)bytes.n};
    if (str_starts(c->text, STR("\xef\xbb\xbf"))) c->text = str_cut(c->text, 3, c->text.n);
    arena_init(&c->row, c->a->sys, (size_t)ROW_LIMIT_MB << 20);
    att_status st = arena_try(c->a, &c->row, validate_all, &v, err);
    arena_release(&c->row);
    return st;
}

att_status validate_run(struct arena *a, const char *format, att_text bytes, validate_say say,
                        void *ctx, uint64_t *rows, att_error *err) {
    struct checking c = {.a = a, .format = format, .say = say, .ctx = ctx};
    att_status st = validate(&c, bytes, err);
    if (rows) *rows = c.rows;
    return st;
}

att_status validate_shape(struct arena *a, const char *format, att_text bytes, validate_say say,
                          void *ctx, att_error *err) {
    struct checking c = {.a = a, .format = format, .say = say, .ctx = ctx, .shape = true};
    return validate(&c, bytes, err);
}
