#include "base/base.h"

#include "export/sheet.h"

#include "base/num.h"
#include "export/words.h"
#include "record/jsonw.h"

void sheet_init(struct sheet *s, struct arena *a, const struct columns *c) {
    s->columns = c;
    s->cell = arena_array(a, struct cell, c->n);
}

void sheet_clear(struct sheet *s) {
    memset(s->cell, 0, s->columns->n * sizeof *s->cell);
}

void sheet_put(struct sheet *s, const char *column, struct str value, const char *rule,
               struct basis why) {
    uint32_t i = map_get(&s->columns->of, str_c(column));
    assert(i != NONE);
    if (i == NONE || !value.n) return;
    s->cell[i] = (struct cell){value, rule, why};
}

void sheet_put_u64(struct sheet *s, const struct casedata *k, const char *column, uint64_t value,
                   const char *rule) {
    sheet_put(s, column, words_number(k->a, value), rule, (struct basis){0});
}

struct str sheet_get(const struct sheet *s, const char *column) {
    uint32_t i = map_get(&s->columns->of, str_c(column));
    return i == NONE ? STR_NULL : s->cell[i].value;
}

/* ---- cells as bytes */

/* A spreadsheet runs what begins so. A number with a sign is a number. */
static bool would_run(struct str s) {
    int64_t number;
    if (!s.n || !strchr("=+-@\t\r", s.p[0])) return false;
    return !(s.p[0] == '-' && num_parse_fixed(s, 6, &number));
}

/* A cell with one of these wants quotation marks. */
static bool has_special(struct str s) {
    static const bool special[256] = {['"'] = true, [','] = true, ['\n'] = true, ['\r'] = true};
    bool any = false;
    for (uint32_t i = 0; i < s.n; i++) any |= special[(unsigned char)s.p[i]];
    return any;
}

void csv_cell(struct buf *out, struct str s, bool safe) {
    if (!s.n) return;
    bool quote = has_special(s);
    if (quote) buf_char(out, '"');
    if (safe && would_run(s)) buf_char(out, '\'');
    for (uint32_t i = 0; quote && i < s.n;) {
        const char *mark = memchr(s.p + i, '"', s.n - i);
        uint32_t end = mark ? (uint32_t)(mark - s.p) + 1 : s.n;
        buf_str(out, str_cut(s, i, end));
        if (mark) buf_char(out, '"');
        i = end;
    }
    buf_str(out, quote ? STR("\"") : s);
}

/* No quoting: what would break the row becomes one space. */
static void tsv_cell_out(struct buf *out, struct str s, bool safe) {
    if (safe && would_run(s)) buf_char(out, '\'');
    for (uint32_t i = 0; i < s.n; i++)
        buf_char(out, s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
}

static void put_cell(const struct sheet *s, uint32_t i, struct str value) {
    if (i) buf_char(s->out, s->shape == SHAPE_CSV ? ',' : '\t');
    if (s->shape == SHAPE_CSV)
        csv_cell(s->out, value, s->safe);
    else
        tsv_cell_out(s->out, value, s->safe);
}

void sheet_header(const struct sheet *s) {
    if (s->shape == SHAPE_BARE) return;
    for (uint32_t i = 0; i < s->columns->n; i++) put_cell(s, i, s->columns->v[i].name);
    buf_char(s->out, '\n');
}

void sheet_write(struct sheet *s, const struct casedata *k, struct str row) {
    for (uint32_t i = 0; i < s->columns->n; i++) put_cell(s, i, s->cell[i].value);
    buf_char(s->out, '\n');
    for (uint32_t i = 0; s->trail && i < s->columns->n; i++) {
        const struct cell *c = &s->cell[i];
        if (c->value.n)
            trail_put(s->trail, k, row, s->columns->v[i].name, c->value, c->rule, c->why);
    }
}

/* ---- the trail */

static void write_claim(struct buf *out, const struct casedata *k, uint32_t i) {
    const struct told *t = &k->claim.v[i];
    const struct source *s = &k->source.v[t->source];
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_open(&w, '{');
    jsonw_key_str(&w, "id", casedata_claim_id(k, t));
    jsonw_key_str(&w, "report", s->id);
    jsonw_key_str(&w, "sha256", s->sha256);
    jsonw_key(&w, "bytes");
    jsonw_open(&w, '[');
    jsonw_u64(&w, t->b);
    jsonw_u64(&w, t->e);
    jsonw_close(&w, ']');
    jsonw_key_str(&w, "quote", casedata_quote(k, t));
    jsonw_key_str(&w, "holder", t->holder);
    jsonw_key_str(&w, "published", s->published);
    jsonw_close(&w, '}');
}

/* A claim is written once a case and copied for every other cell that rests on it. */
static void trail_claim(struct buf *out, const struct casedata *k, uint32_t i) {
    struct str *seen = &k->shown[i];
    size_t from = out->n;
    if (seen->p) {
        buf_str(out, *seen);
        return;
    }
    write_claim(out, k, i);
    if (!out->failed)
        *seen = arena_str(k->a, (struct str){out->p + from, (uint32_t)(out->n - from)});
}

void trail_put(struct buf *trail, const struct casedata *k, struct str row, struct str column,
               struct str value, const char *rule, struct basis why) {
    struct jsonw w;
    if (!trail) return;
    jsonw_init(&w, trail);
    jsonw_open(&w, '{');
    jsonw_key_str(&w, "row", row);
    jsonw_key_str(&w, "case", k->id);
    jsonw_key_str(&w, "column", column);
    jsonw_key_str(&w, "value", value);
    jsonw_key_c(&w, "rule", rule);
    jsonw_key(&w, "claims");
    jsonw_open(&w, '[');
    for (uint32_t i = 0; i < why.n; i++) {
        if (i) buf_char(trail, ',');
        trail_claim(trail, k, why.claim[i]);
    }
    jsonw_close(&w, ']');
    jsonw_close(&w, '}');
    buf_char(trail, '\n');
}

void trail_left_out(struct buf *trail, const struct casedata *k, const char *rule) {
    struct jsonw w;
    if (!trail) return;
    jsonw_init(&w, trail);
    jsonw_open(&w, '{');
    jsonw_key_str(&w, "case", k->id);
    jsonw_key_c(&w, "left_out", rule);
    jsonw_close(&w, '}');
    buf_char(trail, '\n');
}
