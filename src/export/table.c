#include "base/base.h"

#include "export/table.h"

void table_init(struct table_rows *r, struct str text, char sep) {
    *r = (struct table_rows){.text = text, .sep = sep, .line = 1, .next_line = 1};
}

/* A quote that never ends spoils the line it stands in, not the rest of the file. */
static struct str take_open(struct table_rows *r, uint32_t b) {
    const char *end = memchr(r->text.p + b, '\n', r->text.n - b);
    uint32_t e = end ? (uint32_t)(end - r->text.p) : r->text.n;
    r->bad = true;
    r->next_line = r->line;
    for (uint32_t i = r->row_at; i < e; i++) r->next_line += r->text.p[i] == '\n';
    r->at = e;
    return str_cut(r->text, b, e);
}

/* A quoted cell from its opening quote on. */
static struct str take_quoted(struct table_rows *r, struct arena *a) {
    uint32_t b = ++r->at, quotes = 0, n = r->text.n;
    const char *p = r->text.p;
    for (; r->at < n; r->at++) {
        r->next_line += p[r->at] == '\n';
        if (p[r->at] != '"') continue;
        if (r->at + 1 >= n || p[r->at + 1] != '"') break;
        r->at++, quotes++;
    }
    uint32_t e = r->at;
    if (r->at >= n) return take_open(r, b);
    r->at++;
    if (r->at < n && p[r->at] != r->sep && p[r->at] != '\n' && p[r->at] != '\r') r->bad = true;
    if (!quotes) return str_cut(r->text, b, e);
    char *to = arena_alloc_raw(a, e - b);
    uint32_t m = 0;
    for (uint32_t i = b; i < e; i++) {
        to[m++] = p[i];
        if (p[i] == '"') i++;
    }
    return (struct str){to, m};
}

static struct str take_plain(struct table_rows *r) {
    uint32_t b = r->at;
    while (r->at < r->text.n && r->text.p[r->at] != r->sep && r->text.p[r->at] != '\n') {
        if (r->sep == ',' && r->text.p[r->at] == '"') r->bad = true;
        r->at++;
    }
    uint32_t e = r->at;
    if (e > b && r->text.p[e - 1] == '\r' && (e == r->text.n || r->text.p[e] == '\n')) e--;
    return str_cut(r->text, b, e);
}

bool table_next(struct table_rows *r, struct arena *a) {
    if (r->at >= r->text.n) return false;
    r->cell.v = NULL, r->cell.n = r->cell.cap = 0;
    r->bad = false;
    r->line = r->next_line;
    r->row_at = r->at;
    for (;;) {
        bool quoted = r->sep == ',' && r->at < r->text.n && r->text.p[r->at] == '"';
        struct str s = quoted ? take_quoted(r, a) : take_plain(r);
        *vec_push(a, &r->cell) = s;
        while (r->bad && r->at < r->text.n && r->text.p[r->at] != r->sep &&
               r->text.p[r->at] != '\n')
            r->at++;
        if (r->at < r->text.n && r->text.p[r->at] == '\r') r->at++;
        if (r->at >= r->text.n || r->text.p[r->at++] == '\n') break;
    }
    r->next_line++;
    return true;
}
