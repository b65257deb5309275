#include "base/base.h"

#include "train/quote_data.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/utf8.h"
#include "text/text.h"
#include "train/treebank.h"

enum { LINE_CAP = 1 << 22 };

void quote_reader_open(struct quote_reader *r) {
    att_error err;
    if (att_engine_new(NULL, &r->engine, &err)) die("%s: %s", "engine", err.text);
    if (att_reader_new(r->engine, &r->reader, &err)) die("%s: %s", "reader", err.text);
}

/* Byte of each character of the text. */
static uint32_t *bytes_of(struct str s, uint32_t *n, struct arena *a) {
    uint32_t *at = arena_array(a, uint32_t, s.n + 1), k = 0;
    for (uint32_t i = 0; i < s.n; i++)
        if (((unsigned char)s.p[i] & 0xC0) != 0x80) at[k++] = i;
    at[k] = s.n;
    *n = k;
    return at;
}

struct text_places {
    const uint32_t *byte; /* [n + 1] of each character */
    uint32_t n;
    att_span *source; /* [n_tok] source bytes of each token */
    uint32_t n_tok;
};

/* Tokens that stand in the characters [b, e). */
static void tokens_in(const struct text_places *p, json_t *span, uint32_t *tb, uint32_t *te) {
    uint32_t b = (uint32_t)json_integer_value(json_array_get(span, 0));
    uint32_t e = (uint32_t)json_integer_value(json_array_get(span, 1));
    uint64_t from = p->byte[ATT_MIN(b, p->n)], to = p->byte[ATT_MIN(e, p->n)];
    uint32_t lo = 0, hi = p->n_tok;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (p->source[mid].e <= from)
            lo = mid + 1;
        else
            hi = mid;
    }
    *tb = lo;
    while (lo < p->n_tok && p->source[lo].b < to) lo++;
    *te = lo;
}

static void hull(const struct text_places *p, json_t *spans, uint32_t *b, uint32_t *e) {
    size_t i;
    json_t *span;
    *b = NONE, *e = 0;
    json_array_foreach(spans, i, span) {
        uint32_t x, y;
        tokens_in(p, span, &x, &y);
        if (x >= y) continue;
        *b = ATT_MIN(*b, x), *e = ATT_MAX(*e, y);
    }
    if (*b == NONE) *b = *e = 0;
}

static void read_gold(struct quote_doc *q, json_t *row, const struct text_places *p) {
    json_t *list = json_object_get(row, "attributions"), *x, *span;
    size_t i, j;
    q->v = arena_array(q->doc.a, struct attribution, json_array_size(list));
    json_array_foreach(list, i, x) {
        struct attribution *a = &q->v[q->n++];
        hull(p, json_object_get(x, "cue"), &a->cue_b, &a->cue_e);
        hull(p, json_object_get(x, "source"), &a->source_b, &a->source_e);
        json_array_foreach(json_object_get(x, "content"), j, span) {
            uint32_t k = a->n_run;
            if (k == ATTRIBUTION_RUNS) break;
            tokens_in(p, span, &a->run_b[k], &a->run_e[k]);
            a->n_run += a->run_b[k] < a->run_e[k];
        }
    }
}

static void read_row(struct quote_reader *r, json_t *row, struct quote_doc *q) {
    struct att_reader *rd = r->reader;
    const struct att_engine *e = r->engine;
    struct att_report *report = arena_new(&rd->document, struct att_report);
    report->kind = REPORT_JSONL;
    report->place = report->id =
        arena_str(&rd->document, str_c(json_string_value(json_object_get(row, "id"))));
    report->text = arena_str(&rd->document, str_c(json_string_value(json_object_get(row, "text"))));
    q->doc.a = &rd->document;
    text_run(&q->doc, report, &e->world, &rd->scratch);
    language_parse(&e->language, &q->doc, rd->memory, &rd->scratch);
    language_mentions(&e->language, &q->doc, &q->meaning.mentions, &q->meaning.entities,
                      &rd->scratch);
    meaning_run(e->events, &q->doc, &e->world, &q->meaning, &rd->scratch);
    struct text_places p = {.n_tok = q->doc.n_tok};
    p.byte = bytes_of(report->text, &p.n, &rd->document);
    p.source = arena_array(&rd->document, att_span, q->doc.n_tok);
    for (uint32_t t = 0; t < q->doc.n_tok; t++)
        p.source[t] = omap_source(q->doc.omap, doc_tok_span(&q->doc, t));
    read_gold(q, row, &p);
}

void quote_reader_run(struct quote_reader *r, const char *path,
                      void (*each)(void *ctx, struct quote_doc *d, uint32_t number), void *ctx) {
    gzFile f = gzopen(path, "rb");
    char *line = malloc(LINE_CAP);
    uint32_t n = 0;
    if (!f || !line) die("%s: %s", path, "cannot be read");
    for (; gzgets(f, line, LINE_CAP); n++) {
        json_t *row = json_loads(line, 0, NULL);
        if (!row) die("%s: %s", path, "a line is no JSON");
        struct quote_doc q = {0};
        arena_reset(&r->reader->document);
        arena_reset(&r->reader->scratch);
        read_row(r, row, &q);
        each(ctx, &q, n);
        json_decref(row);
    }
    if (!n) die("%s: %s", path, "nothing in it");
    gzclose(f);
    free(line);
}
