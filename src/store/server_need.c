/* What a command fetches from the server. */
#include "base/base.h"

#include "store/server_copy.h"

#include "base/sys.h"

static bool named(const char *list, const char *name) {
    struct str rest = str_c(list), word;
    while (str_next(&rest, ' ', &word))
        if (str_eq_c(word, name)) return true;
    return false;
}

att_status server_need(struct book *b, const char *tables, att_error *err) {
    struct server *s = b->server;
    att_status st = ATT_OK;
    if (!s) return ATT_OK;
    for (unsigned i = 0; i < s->n_table && !st; i++)
        if (!tables || named(tables, s->table[i].name)) st = copy_pull(s, b, i, NULL, err);
    /* links drop the rows that hang on a case by reference; rows of a part would hang on nothing */
    if (!st && !tables) st = book_exec(b, "PRAGMA foreign_keys = ON", err);
    return st;
}

/* Rows of a table for which a condition holds; each ? of it is the value. */
struct part {
    const char *table, *sql;
};

static att_status fetch(struct book *b, const struct part *p, const char *value, att_error *err) {
    struct server *s = b->server;
    struct buf sql;
    unsigned i = 0;
    char *quoted = PQescapeLiteral(s->c, value, strlen(value));
    if (!quoted) return server_failed(s, err);
    while (i < s->n_table && strcmp(s->table[i].name, p->table) != 0) i++;
    buf_init(&sql, sys_default(), SERVER_SQL_LIMIT);
    for (const char *at = p->sql; *at; at++) {
        if (*at == '?')
            buf_c(&sql, quoted);
        else
            buf_char(&sql, *at);
    }
    buf_char(&sql, 0);
    PQfreemem(quoted);
    att_status st = buf_status(&sql, s->name, err);
    if (!st && i < s->n_table) st = copy_pull(s, b, i, sql.p, err);
    buf_release(&sql);
    return st;
}

static att_status fetch_all(struct book *b, const struct part *p, size_t n, const char *value,
                            att_error *err) {
    att_status st = ATT_OK;
    for (size_t i = 0; i < n && !st; i++) st = fetch(b, &p[i], value, err);
    return st;
}

#define OF_CASE                                                                                    \
    "SELECT number FROM casefile WHERE id >= ? AND id < ? || 'g' UNION SELECT casefile FROM "      \
    "member WHERE own >= ? AND own < ? || 'g'"
#define OF_REPORT "key IN (SELECT key FROM member WHERE casefile IN (" OF_CASE "))"

att_status server_cases(struct book *b, const char *id, bool reports, att_error *err) {
    static const struct part cases[] = {{"casefile", "number IN (" OF_CASE ")"},
                                        {"member", "casefile IN (" OF_CASE ")"}};
    static const struct part made_of[] = {{"source", OF_REPORT}, {"incident", OF_REPORT}};
    if (!b->server) return ATT_OK;
    att_status st = server_need(b, "state", err);
    if (!st) st = fetch_all(b, cases, COUNT_OF(cases), id, err);
    if (!st && reports) st = fetch_all(b, made_of, COUNT_OF(made_of), id, err);
    return st;
}

att_status server_lines(struct book *b, att_error *err) {
    struct server *s = b->server;
    struct pull p = {.values = "number, id, first, last, lat, lon, line, ''"};
    if (!s) return ATT_OK;
    while (p.table < s->n_table && strcmp(s->table[p.table].name, "casefile") != 0) p.table++;
    att_status st = server_need(b, "state", err);
    if (st || p.table == s->n_table || s->held[p.table] != HELD_NONE)
        return st ? st : server_need(b, "casefile", err);
    s->held[p.table] = HELD_LINES;
    return copy_pull_values(s, b, &p, err);
}

att_status server_report(struct book *b, struct str key, att_error *err) {
    static const char *const tables[] = {"source", "record", "incident"};
    char text[80];
    att_status st = ATT_OK;
    if (!b->server) return ATT_OK;
    snprintf(text, sizeof text, "%.*s", STR_ARG(key));
    for (size_t i = 0; i < COUNT_OF(tables) && !st; i++)
        st = fetch(b, &(struct part){tables[i], "key = ?"}, text, err);
    return st;
}

att_status server_records(struct book *b, const char *report, att_error *err) {
    static const struct part parts[] = {
        {"source", "report = ?"}, {"record", "key IN (SELECT key FROM source WHERE report = ?)"}};
    return b->server ? fetch_all(b, parts, COUNT_OF(parts), report, err) : ATT_OK;
}
