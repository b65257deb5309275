/* A casebook as SQL: the blocks of COPY that `export --format postgres` or pg_dump write, held
 * against the tables of the schema. */
#include "base/base.h"

#include "export/validate.h"

#include "base/num.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "store/book.h"
#include "store/rows.h"

#include <openssl/sha.h>
#include <stdio.h>

/* A key of a report that a row names. */
struct naming {
    struct str key, table;
    uint64_t line;
};

struct sql_file {
    struct checking *c;
    struct rows_table table[ROWS_TABLES];
    unsigned n_table;
    bool seen[ROWS_TABLES];
    const struct rows_table *t; /* of the block at hand, NULL = of no table of ours */
    bool in_copy, begun, committed, named_book;
    struct map source; /* keys */
    VEC(struct naming) naming;
};

static void say(struct sql_file *f, struct str column, const char *law, const char *text,
                struct str value) {
    check_say(f->c, column, law, text, value);
}

static struct str table_name(const struct sql_file *f) {
    return str_c(f->t ? f->t->name : "-");
}

/* ---- values of a row */

static int hex_digit(char c) {
    return ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The bytes of "\\x6162" as COPY writes them. */
static bool bytes_of(struct arena *a, struct str s, struct str *out) {
    if (!str_starts(s, STR("\\\\x")) || s.n % 2 == 0) return false;
    unsigned char *to = arena_alloc_raw(a, s.n / 2);
    uint32_t n = 0;
    for (uint32_t i = 3; i < s.n; i += 2) {
        int high = hex_digit(s.p[i]), low = hex_digit(s.p[i + 1]);
        if (high < 0 || low < 0) return false;
        to[n++] = (unsigned char)(high << 4 | low);
    }
    *out = (struct str){(const char *)to, n};
    return true;
}

/* Each backslash stands before what it may stand before. */
static bool escapes(struct str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (s.p[i] == '\\' && (++i == s.n || !strchr("\\bfnrtv", s.p[i]))) return false;
    return true;
}

static const char *wrong_value(struct sql_file *f, const struct rows_column *k, struct str s,
                               const char **law) {
    uint64_t number;
    struct str bytes;
    bool minus = s.n && s.p[0] == '-';
    *law = k->kind == 'i' ? "integer" : k->kind == 'b' ? "bytes" : "escape";
    if (str_eq(s, STR("\\N"))) {
        *law = "null";
        return k->key ? "is part of the key and cannot be null" : NULL;
    }
    if (k->kind == 'i')
        return num_parse_u64(str_cut(s, minus, s.n), &number) ? NULL : "is to be a whole number";
    if (k->kind == 'b')
        return bytes_of(&f->c->row, s, &bytes) ? NULL : "is to be bytes as \\\\x and hex digits";
    if (!escapes(s)) return "a backslash that is none of COPY's";
    *law = "utf8";
    return utf8_check(s.p, s.n) == s.n ? NULL : "bytes that are no UTF-8";
}

static struct str cell_named(const struct sql_file *f, const char *column) {
    for (unsigned i = 0; i < f->t->n; i++)
        if (!strcmp(f->t->column[i].name, column)) return f->c->cell[i];
    return STR_NULL;
}

/* ---- rows */

static void check_source(struct sql_file *f) {
    static const char hex[] = "0123456789abcdef";
    unsigned char digest[SHA256_DIGEST_LENGTH];
    char want[2 * SHA256_DIGEST_LENGTH];
    struct str text, hash = cell_named(f, "sha256");
    bool added;
    map_add(&f->source, arena_str(f->c->a, cell_named(f, "key")), 1, &added);
    if (!bytes_of(&f->c->row, cell_named(f, "text"), &text)) return;
    SHA256((const unsigned char *)text.p, text.n, digest);
    for (size_t i = 0; i < sizeof want; i++)
        want[i] = hex[i % 2 ? digest[i / 2] & 15 : digest[i / 2] >> 4];
    if (!str_eq(hash, (struct str){want, sizeof want}))
        say(f, STR("sha256"), NULL, "is not the SHA-256 of the text", hash);
}

/* Reports that the row hangs on; whether they are there is known at the end. */
static void keep_names(struct sql_file *f) {
    static const char *const columns[] = {"key", "a_key", "b_key"};
    struct arena *a = f->c->a;
    for (size_t i = 0; i < COUNT_OF(columns); i++) {
        struct str key = cell_named(f, columns[i]);
        if (key.n)
            *vec_push(a, &f->naming) =
                (struct naming){arena_str(a, key), table_name(f), f->c->line};
    }
}

static void check_key(struct sql_file *f) {
    struct str id = table_name(f);
    for (unsigned i = 0; i < f->t->n; i++)
        if (f->t->column[i].key)
            id = arena_printf(&f->c->row, "%.*s\t%.*s", STR_ARG(id), STR_ARG(f->c->cell[i]));
    check_unique(f->c, table_name(f), id);
}

static void check_line(struct sql_file *f, struct str line) {
    struct str rest = line, one;
    unsigned n = 0;
    bool fine = true;
    f->c->rows++;
    while (str_next(&rest, '\t', &one)) {
        if (n < f->t->n) f->c->cell[n] = one;
        n++;
    }
    if (n != f->t->n) {
        say(f, table_name(f), "width", "has another number of values than the table", STR_NULL);
        return;
    }
    for (unsigned i = 0; i < n; i++) {
        const char *law, *wrong = wrong_value(f, &f->t->column[i], f->c->cell[i], &law);
        if (wrong) say(f, str_c(f->t->column[i].name), law, wrong, f->c->cell[i]);
        fine = fine && !wrong;
    }
    if (!fine) return;
    check_key(f);
    if (!strcmp(f->t->name, "source"))
        check_source(f);
    else
        keep_names(f);
}

/* ---- statements */

/* A name without its quotes and its schema. */
static struct str plain_name(struct str s) {
    s = str_trim(s);
    for (uint32_t dot; (dot = str_find(s, '.', 0)) != NONE;) s = str_cut(s, dot + 1, s.n);
    return s.n > 1 && s.p[0] == '"' ? str_cut(s, 1, s.n - 1) : s;
}

static void check_columns(struct sql_file *f, struct str list) {
    struct str name;
    unsigned n = 0;
    bool fine = true;
    while (str_next(&list, ',', &name)) {
        fine = fine && n < f->t->n && str_eq_c(plain_name(name), f->t->column[n].name);
        n++;
    }
    if (!fine || n != f->t->n)
        say(f, table_name(f), "columns", "has other columns than the schema", STR_NULL);
    if (!fine || n != f->t->n) f->t = NULL;
}

/* COPY name (columns) FROM stdin; */
static void open_copy(struct sql_file *f, struct str line) {
    uint32_t open = str_find(line, '(', 0), close = str_find(line, ')', 0);
    struct str name = plain_name(str_cut(line, 5, ATT_MIN(open, str_find(line, ' ', 5))));
    unsigned i = 0;
    f->in_copy = true;
    f->t = NULL;
    while (i < f->n_table && !str_eq_c(name, f->table[i].name)) i++;
    if (str_eq(name, STR("book"))) return;
    if (i == f->n_table) {
        say(f, STR("table"), NULL, "is none of a casebook", name);
        return;
    }
    if (f->seen[i]) say(f, STR("table"), "unique", "is filled twice", name);
    f->seen[i] = true;
    f->t = &f->table[i];
    if (open == NONE || close == NONE || close < open)
        say(f, table_name(f), "columns", "names no columns", STR_NULL);
    else
        check_columns(f, str_cut(line, open + 1, close));
}

/* INSERT INTO book VALUES (application, version, edition); */
static void check_book(struct sql_file *f, struct str values, char sep) {
    struct str one;
    uint64_t v[3] = {0};
    unsigned n = 0;
    bool fine = true;
    while (fine && str_next(&values, sep, &one)) {
        fine = n < 3 && num_parse_u64(str_trim(one), &v[n]);
        n++;
    }
    f->named_book = true;
    if (!fine || n != 3 || v[0] != BOOK_APPLICATION)
        say(f, STR("book"), NULL, "is not the mark of a casebook", values);
    else if (v[1] < BOOK_SERVER_SCHEMA || v[1] > BOOK_SCHEMA)
        say(f, STR("book"), "version", "is another schema than this attest knows", STR_NULL);
}

static void check_statement(struct sql_file *f, struct str line) {
    static const char insert[] = "INSERT INTO book VALUES (";
    if (str_starts(line, STR("COPY "))) {
        open_copy(f, line);
    } else if (str_starts(line, str_c(insert))) {
        uint32_t close = str_find(line, ')', 0);
        check_book(f, str_cut(line, sizeof insert - 1, close), ',');
    } else if (str_eq(line, STR("BEGIN;"))) {
        f->begun = true;
    } else if (str_eq(line, STR("COMMIT;"))) {
        f->committed = true;
    }
}

static void take_line(struct sql_file *f, struct str line) {
    if (line.n && line.p[line.n - 1] == '\r') line.n--;
    if (!f->in_copy)
        check_statement(f, str_trim(line));
    else if (str_eq(line, STR("\\.")))
        f->in_copy = false;
    else if (f->t)
        check_line(f, line);
    else if (!f->named_book)
        check_book(f, line, '\t');
}

/* ---- the whole */

static void check_end(struct sql_file *f) {
    if (f->in_copy) say(f, table_name(f), "end", "a block that \\. does not end", STR_NULL);
    if (f->begun && !f->committed && !f->in_copy)
        say(f, STR("-"), "commit", "a transaction that is not committed", STR_NULL);
    if (!f->named_book) say(f, STR("book"), NULL, "is missing: no casebook", STR_NULL);
    for (unsigned i = 0; i < f->n_table; i++)
        if (!f->seen[i]) say(f, STR("table"), "missing", "is not filled", str_c(f->table[i].name));
    for (uint32_t i = 0; i < f->naming.n; i++) {
        const struct naming *n = &f->naming.v[i];
        arena_reset(&f->c->row);
        f->c->line = n->line;
        if (map_get(&f->source, n->key) == NONE)
            say(f, n->table, "reference", "names a report that is not in source", n->key);
    }
}

/* The tables are those of an empty casebook. */
static bool know_tables(struct sql_file *f) {
    struct book b;
    att_error err;
    att_status st = book_open(&b, ":memory:", true, &err);
    if (!st) st = rows_tables(&b, f->table, &f->n_table, &err);
    if (st)
        say(f, STR("-"), "schema", arena_str(&f->c->row, str_c(err.text)).p, STR_NULL);
    else
        book_close(&b);
    return !st;
}

void check_postgres(struct checking *c) {
    struct sql_file *f = arena_new(c->a, struct sql_file);
    struct str rest = c->text, line;
    f->c = c;
    map_init(&f->source, c->a, 256);
    c->line = 0;
    c->cell = arena_array(c->a, struct str, ROWS_COLUMNS);
    if (!know_tables(f)) return;
    while (arena_reset(&c->row), str_next(&rest, '\n', &line)) {
        if (!rest.p && !line.n) break;
        c->line++;
        take_line(f, line);
    }
    check_end(f);
}
