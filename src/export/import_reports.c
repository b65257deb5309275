/* Files that carry the texts of reports: each report once, for the caller to read. */
#include "base/base.h"

#include "export/import.h"

#include "base/embed.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "export/sequence.h"
#include "export/statement.h"
#include "export/table.h"

/* ---- FollowTheMoney */

static bool is_document(struct str schema) {
    static const char *const names[] = {"Article", "Document", "PlainText", "HyperText", "Pages"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq_c(schema, names[i])) return true;
    return false;
}

/* A document on its way: the properties that make a report. */
struct document {
    struct str id, file;
    uint64_t line;
    struct carried c;
};

static struct str *field_of(struct document *d, struct str prop) {
    const struct {
        const char *prop;
        struct str *to;
    } of[] = {{"title", &d->c.title},   {"publisher", &d->c.outlet},
              {"sourceUrl", &d->c.url}, {"publishedAt", &d->c.published},
              {"bodyText", &d->c.text}, {"language", &d->c.language},
              {"fileName", &d->file}};
    for (size_t i = 0; i < COUNT_OF(of); i++)
        if (str_eq_c(prop, of[i].prop)) return of[i].to;
    return NULL;
}

static void put_document(struct importing *m, struct document *d) {
    d->c.id = d->file.n ? d->file : d->id;
    if (d->c.language.n == 3) d->c.language = statement_language(d->c.language);
    if (d->c.text.n)
        import_report(m, &d->c, d->line);
    else
        import_say(m, d->line, "bodyText", "bodyText",
                   "is missing: a report without its text cannot be read");
}

/* All but documents is made anew from their texts. */
static void take_entity(struct importing *m, struct str json, uint64_t line) {
    const struct tree *t = tree_parse(&m->item, json, NULL), *p = tree_get(t, "properties");
    struct document d = {.id = tree_get_str(&m->item, t, "id"), .line = line};
    if (!is_document(tree_get_str(&m->item, t, "schema"))) return;
    for (const struct tree *v = p ? p->first : NULL; v; v = v->next) {
        struct str *to = field_of(&d, v->key);
        if (to) *to = tree_str(&m->item, tree_item(v, 0));
    }
    put_document(m, &d);
}

void import_ftm(struct importing *m) {
    struct str rest = m->text, line;
    for (uint64_t at = 1; str_next(&rest, '\n', &line); at++) {
        arena_reset(&m->item);
        if (str_trim(line).n && !import_is_bad(m, at)) take_entity(m, line, at);
    }
}

/* ---- statements: the properties of an entity stand on several rows */

struct documents {
    struct map at; /* id to index */
    VEC(struct document) v;
};

static void take_statement(struct importing *m, struct documents *all, const struct str cell[4],
                           uint64_t line) {
    bool added;
    if (!is_document(cell[2]) || import_is_bad(m, line)) return;
    struct str id = arena_str(m->a, cell[0]);
    uint32_t i = map_add(&all->at, id, all->v.n, &added);
    if (added) *vec_push(m->a, &all->v) = (struct document){.id = id, .line = line};
    struct str *to = field_of(&all->v.v[i], cell[1]);
    if (to && !to->n) *to = arena_str(m->a, cell[3]);
}

static const char *const statement_cells[] = {"entity_id", "prop", "schema", "value"};

static void statement_lines(struct importing *m, struct documents *all) {
    struct str rest = m->text, line;
    for (uint64_t at = 1; str_next(&rest, '\n', &line); at++) {
        struct str cell[4];
        arena_reset(&m->item);
        if (!str_trim(line).n || import_is_bad(m, at)) continue;
        const struct tree *t = tree_parse(&m->item, line, NULL);
        for (int i = 0; i < 4; i++) cell[i] = tree_get_str(&m->item, t, statement_cells[i]);
        take_statement(m, all, cell, at);
    }
}

/* The validator wants the columns of the library, in its order. */
static void statement_rows(struct importing *m, struct documents *all) {
    struct table_rows r;
    uint32_t column[4] = {NONE, NONE, NONE, NONE};
    table_init(&r, m->text, ',');
    table_next(&r, m->a);
    for (uint32_t i = 0; i < r.cell.n; i++)
        for (int k = 0; k < 4; k++)
            if (str_eq_c(r.cell.v[i], statement_cells[k])) column[k] = i;
    while (arena_reset(&m->item), table_next(&r, &m->item)) {
        struct str cell[4] = {{0}};
        if (r.bad) continue;
        for (int k = 0; k < 4; k++)
            if (column[k] < r.cell.n) cell[k] = r.cell.v[column[k]];
        take_statement(m, all, cell, r.line);
    }
}

void import_statements(struct importing *m) {
    struct documents all = {.v = {0}};
    map_init(&all.at, m->a, 256);
    if (str_starts(str_trim(m->text), STR("{")))
        statement_lines(m, &all);
    else
        statement_rows(m, &all);
    arena_reset(&m->item);
    for (uint32_t i = 0; i < all.v.n; i++) put_document(m, &all.v.v[i]);
}

/* ---- GeoJSON */

static void take_feature(struct importing *m, const struct tree *f, uint64_t line) {
    const struct tree *p = tree_get(f, "properties"), *list = tree_get(p, "reports");
    struct carried c;
    uint32_t n = 0;
    if (import_is_bad(m, line)) return;
    for (uint32_t i = 0; i < tree_size(list); i++)
        if (carried_read(&m->item, tree_item(list, i), &c)) import_report(m, &c, line), n++;
    if (!n && carried_read(&m->item, p, &c)) import_report(m, &c, line), n++;
    if (!n)
        import_say(m, line, "properties", "text",
                   "hold no report with its text: a case alone cannot be read");
}

void import_geojson(struct importing *m) {
    struct sequence s;
    struct str item;
    if (!strcmp(m->format, "geojson")) {
        const struct tree *t = tree_parse(m->a, m->text, NULL);
        const struct tree *list = tree_get(t, "features");
        const char *from = m->text.p;
        uint64_t line = 1;
        for (uint32_t i = 0; i < tree_size(list); i++) {
            arena_reset(&m->item);
            json_go_to(tree_item(list, i), &from, &line);
            take_feature(m, tree_item(list, i), line);
        }
        return;
    }
    sequence_init(&s, m->text);
    while (arena_reset(&m->item), sequence_next(&s, &item))
        if (!import_is_bad(m, s.line)) take_feature(m, tree_parse(&m->item, item, NULL), s.line);
}

/* ---- tables */

enum { N_FIELD = 7 };
static const char *const fields[N_FIELD] = {"id",        "title",    "source", "url",
                                            "published", "language", "text"};

static struct str *field_at(struct carried *c, uint32_t i) {
    struct str *of[N_FIELD] = {&c->id,        &c->title,    &c->outlet, &c->url,
                               &c->published, &c->language, &c->text};
    return of[i];
}

static uint32_t field_named(struct str column) {
    struct tsv t;
    tsv_init(&t, embed_find("data/codebooks/report_columns.tsv"));
    while (tsv_next(&t))
        for (uint32_t i = 0; i < N_FIELD; i++)
            if (str_ieq(tsv_cell(&t, 0), str_trim(column)) && str_eq_c(tsv_cell(&t, 1), fields[i]))
                return i;
    return NONE;
}

struct table_map {
    uint32_t column[N_FIELD]; /* of each field, NONE = the table has none */
    uint32_t width;
};

static bool read_header(struct importing *m, const struct table_rows *r, struct table_map *map) {
    map->width = r->cell.n;
    for (int i = 0; i < N_FIELD; i++) map->column[i] = NONE;
    for (uint32_t i = 0; i < r->cell.n; i++) {
        uint32_t field = field_named(r->cell.v[i]);
        if (field != NONE && map->column[field] == NONE) map->column[field] = i;
    }
    if (map->column[N_FIELD - 1] != NONE) return true;
    import_say(m, 1, "text", "header",
               "no column holds the texts of reports: a case alone cannot be read");
    return false;
}

/* What is wrong with a row, NULL = nothing; *column and *law name it. */
static const char *wrong_row(const struct table_rows *r, const struct table_map *map,
                             const struct carried *c, const char **column, const char **law) {
    *column = *law = "text";
    for (uint32_t i = 0; i < r->cell.n; i++)
        if (utf8_check(r->cell.v[i].p, r->cell.v[i].n) != r->cell.v[i].n) {
            *law = "utf8";
            return "bytes that are no UTF-8";
        }
    if (r->bad) *law = "quote";
    if (r->bad) return "a quotation mark inside or open";
    if (r->cell.n != map->width) *law = "width";
    if (r->cell.n != map->width) return "has not as many cells as the header";
    if (!str_trim(c->text).n) return "is empty";
    if (!c->published.n || check_is_date(c->published)) return NULL;
    *column = *law = "published";
    return "is to be a day YYYY-MM-DD";
}

static void take_row(struct importing *m, const struct table_rows *r, const struct table_map *map) {
    struct carried c = {.id = STR_NULL};
    const char *column, *law;
    for (uint32_t i = 0; i < N_FIELD; i++)
        if (map->column[i] < r->cell.n) *field_at(&c, i) = r->cell.v[map->column[i]];
    const char *wrong = wrong_row(r, map, &c, &column, &law);
    if (wrong)
        import_say(m, r->line, column, law, wrong);
    else
        import_report(m, &c, r->line);
}

/* Between commas; between tabs where the header has tabs and no comma. */
void import_table(struct importing *m) {
    struct str first = str_cut(m->text, 0, str_find(m->text, '\n', 0));
    bool tabs = str_find(first, ',', 0) == NONE && str_find(first, '\t', 0) != NONE;
    struct table_rows r;
    struct table_map map;
    table_init(&r, m->text, tabs ? '\t' : ',');
    if (!table_next(&r, m->a) || !read_header(m, &r, &map)) return;
    while (arena_reset(&m->item), table_next(&r, &m->item))
        if (r.cell.n > 1 || r.cell.v[0].n) take_row(m, &r, &map);
}
