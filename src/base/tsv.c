#include "base/base.h"

#include "base/tsv.h"

void tsv_init(struct tsv *t, struct str text) {
    *t = (struct tsv){.rest = text};
}

static void split(struct tsv *t, struct str row) {
    struct str cell;
    t->n = 0;
    while (t->n < TSV_CELLS && str_next(&row, '\t', &cell)) t->cell[t->n++] = cell;
}

bool tsv_next(struct tsv *t) {
    struct str row;
    while (str_next(&t->rest, '\n', &row)) {
        t->line++;
        if (row.n && row.p[row.n - 1] == '\r') row.n--;
        if (!row.n || row.p[0] == '#') continue;
        split(t, row);
        return true;
    }
    return false;
}

struct str tsv_cell(const struct tsv *t, uint32_t i) {
    struct str s = i < t->n ? t->cell[i] : STR("");
    return str_eq(s, STR("-")) ? STR("") : s;
}
