/* What FollowTheMoney wants: entities as JSON lines; statements as a table or as JSON lines. */
#include "base/base.h"

#include "export/validate.h"

#include "export/casedata.h"
#include "export/statement.h"

/* YYYY[-MM[-DD[T..]]] */
static bool is_prefix_date(struct str s) {
    static const char whole[] = "0000-01-01";
    char day[10];
    int64_t number;
    if (s.n != 4 && s.n != 7 && s.n < 10) return false;
    memcpy(day, whole, sizeof day);
    memcpy(day, s.p, ATT_MIN(s.n, 10u));
    return day_number((struct str){day, 10}, &number);
}

static void ftm_values(struct checking *c, const struct tree *p) {
    static const char *const dates[] = {"date", "startDate", "endDate", "publishedAt"};
    bool date = false;
    for (size_t i = 0; i < COUNT_OF(dates); i++) date |= str_eq_c(p->key, dates[i]);
    if (p->kind != TREE_ARRAY) {
        check_say(c, p->key, "properties", "is to be a list", STR_NULL);
        return;
    }
    for (uint32_t i = 0; i < p->n; i++) {
        struct str v = tree_str(&c->row, p->item[i]);
        if (p->item[i]->kind != TREE_STRING)
            check_say(c, p->key, "properties", "holds what is no text", p->item[i]->raw);
        else if (date && !is_prefix_date(v))
            check_say(c, p->key, "date", "is to be a date YYYY[-MM[-DD]]", v);
    }
}

void check_ftm_entity(struct checking *c, const struct tree *t) {
    const struct tree *p = tree_get(t, "properties");
    struct str schema = check_text(c, t, "schema");
    if (!check_want_text(c, t, "id")) return;
    check_unique(c, STR("id"), check_text(c, t, "id"));
    if (!schema.n || !ascii_is_upper(schema.p[0])) {
        check_say(c, STR("schema"), NULL, "is to be the name of a schema", schema);
        return;
    }
    if (!p || p->kind != TREE_OBJECT) {
        check_wrong(c, "properties", NULL, "is to be an object");
        return;
    }
    for (const struct tree *v = p->first; v; v = v->next) ftm_values(c, v);
    if (str_eq_c(schema, "Event") && !tree_size(tree_get(p, "name")))
        check_wrong(c, "name", NULL, "is needed by an Event");
    if (str_eq_c(schema, "Article") && !tree_size(tree_get(p, "fileName")))
        check_wrong(c, "fileName", NULL, "is needed by an Article");
}

/* ---- statements */

static bool is_dataset(struct str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (!ascii_is_lower(s.p[i]) && !ascii_is_digit(s.p[i]) && s.p[i] != '_' && s.p[i] != '-')
            return false;
    return s.n > 0;
}

static void check_seen(struct checking *c, struct str first, struct str last) {
    if (first.n && !is_prefix_date(first))
        check_say(c, STR("first_seen"), NULL, "is to be a date", first);
    else if (last.n && !is_prefix_date(last))
        check_say(c, STR("last_seen"), NULL, "is to be a date", last);
    else if (first.n && last.n && str_cmp(last, first) < 0)
        check_say(c, STR("last_seen"), NULL, "is before first_seen", last);
}

static bool is_yes(struct str external) {
    return str_ieq_c(external, "t") || str_ieq_c(external, "true") || str_eq_c(external, "1");
}

/* What the names of a statement and its id say; its cells are there. */
static void check_statement(struct checking *c, const struct ftm_statement *s, struct str id,
                            struct str first, struct str last) {
    char want[STATEMENT_ID];
    statement_id(&c->row, s, want);
    if (!ascii_is_upper(s->schema.p[0]))
        check_say(c, STR("schema"), NULL, "is to be the name of a schema", s->schema);
    if (!is_dataset(s->dataset))
        check_say(c, STR("dataset"), NULL, "is to be lower-case letters, digits and _", s->dataset);
    bool date = str_eq(statement_prop_type(s->prop), STR("date"));
    if (date && !is_prefix_date(s->value))
        check_say(c, STR("value"), "date", "is to be a date YYYY[-MM[-DD]]", s->value);
    check_seen(c, first, last);
    /* the row that stands for the entity as a whole has another id */
    if (id.n && !str_eq_c(s->prop, "id") && !str_eq_c(id, want))
        check_say(c, STR("id"), NULL, "is not the SHA-1 of dataset, entity, prop and value", id);
    check_unique(c, STR("id"), id);
}

void check_statement_row(struct checking *c) {
    struct ftm_statement s = {
        check_cell(c, "entity_id"),       check_cell(c, "schema"),  check_cell(c, "prop"),
        check_cell(c, "value"),           check_cell(c, "dataset"), check_cell(c, "lang"),
        is_yes(check_cell(c, "external"))};
    check_statement(c, &s, check_cell(c, "id"), check_cell(c, "first_seen"),
                    check_cell(c, "last_seen"));
}

void check_ftm_statement(struct checking *c, const struct tree *t) {
    static const char *const needed[] = {"entity_id", "prop", "schema", "value", "dataset"};
    const struct tree *external = tree_get(t, "external");
    for (size_t i = 0; i < COUNT_OF(needed); i++)
        if (!check_want_text(c, t, needed[i])) return;
    struct ftm_statement s = {check_text(c, t, "entity_id"),
                              check_text(c, t, "schema"),
                              check_text(c, t, "prop"),
                              check_text(c, t, "value"),
                              check_text(c, t, "dataset"),
                              check_text(c, t, "lang"),
                              tree_true(external) || is_yes(tree_str(&c->row, external))};
    check_statement(c, &s, check_text(c, t, "id"), check_text(c, t, "first_seen"),
                    check_text(c, t, "last_seen"));
}
