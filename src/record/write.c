#include "base/base.h"

#include "base/utf8.h"
#include "record/writer.h"

#include <openssl/sha.h>
#include <stdio.h>

/* ---- what the parts share */

static void check_span(struct writer *w, struct tspan s) {
    bool fine = s.b < s.e && s.e <= w->d->text.n && utf8_boundary(w->d->text, s.b) &&
                utf8_boundary(w->d->text, s.e);
    if (fine || w->broken) return;
    w->broken = "a span lies outside the text or inside a character";
    w->broken_span = s;
}

static void write_pair(struct jsonw *j, uint64_t b, uint64_t e) {
    jsonw_open(j, '[');
    jsonw_u64(j, b);
    jsonw_u64(j, e);
    jsonw_close(j, ']');
}

void writer_span(struct writer *w, struct tspan s) {
    check_span(w, s);
    jsonw_key(&w->j, "span");
    write_pair(&w->j, s.b, s.e);
    if (!w->opt->source_spans) return;
    att_span from = omap_source(w->d->omap, s);
    jsonw_key(&w->j, "source_span");
    write_pair(&w->j, from.b, from.e);
}

void writer_cut(struct writer *w, struct tspan s) {
    writer_span(w, s);
    jsonw_key_str(&w->j, "text", doc_cut(w->d, s));
}

void writer_cut_value(struct writer *w, struct tspan s) {
    if (tspan_empty(s)) {
        jsonw_null(&w->j);
        return;
    }
    jsonw_open(&w->j, '{');
    writer_cut(w, s);
    jsonw_close(&w->j, '}');
}

void writer_entity_id(struct writer *w, const char *key, uint32_t entity) {
    jsonw_key(&w->j, key);
    const struct meaning *m = &w->r->meaning;
    if (entity == NONE)
        jsonw_null(&w->j);
    else if (w->entity_id[entity] == NONE && m->places.of_entity[entity] == NONE)
        jsonw_null(&w->j);
    else if (w->entity_id[entity] == NONE)
        jsonw_id(&w->j, 'p', m->places.of_entity[entity]);
    else
        jsonw_id(&w->j, 'e', w->entity_id[entity]);
}

void writer_day(struct writer *w, const char *key, struct day day) {
    if (!day.year) {
        jsonw_key_c(&w->j, key, NULL);
        return;
    }
    char text[16];
    snprintf(text, sizeof text, "%04d-%02u-%02u", day.year, day.month % 100u, day.day % 100u);
    jsonw_key_c(&w->j, key, text);
}

void writer_ids(struct writer *w, const char *key, char list, const uint32_t *v, uint32_t n) {
    jsonw_key(&w->j, key);
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < n; i++) jsonw_id(&w->j, list, v[i]);
    jsonw_close(&w->j, ']');
}

/* ---- report, sentences, notes */

static void write_sha256(struct writer *w) {
    unsigned char digest[SHA256_DIGEST_LENGTH];
    char hex[2 * SHA256_DIGEST_LENGTH + 1];
    SHA256((const unsigned char *)w->d->text.p, w->d->text.n, digest);
    for (int i = 0; i < SHA256_DIGEST_LENGTH; i++) snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    jsonw_key_c(&w->j, "sha256", hex);
}

static const char *meta_basis_name(enum meta_basis basis) {
    static const char *const name[] = {NULL, "given", "metadata", "byline", "url"};
    return name[basis];
}

struct str writer_outlet(const struct doc *d, struct tspan *found) {
    *found = (struct tspan){0, 0};
    if (d->report->outlet.text.n) return d->report->outlet.text;
    *found = tspan_empty(d->front.outlet) ? d->front.dateline_agency : d->front.outlet;
    return tspan_empty(*found) ? STR_NULL : doc_cut(d, *found);
}

static void write_source(struct writer *w) {
    struct tspan found;
    struct str name = writer_outlet(w->d, &found);
    jsonw_key(&w->j, "source");
    if (!name.n) {
        jsonw_null(&w->j);
        return;
    }
    jsonw_open(&w->j, '{');
    jsonw_key_str(&w->j, "name", name);
    jsonw_key_c(&w->j, "basis",
                tspan_empty(found) ? meta_basis_name(w->d->report->outlet.basis) : "byline");
    if (!tspan_empty(found)) writer_span(w, found);
    jsonw_close(&w->j, '}');
}

void writer_byline(struct writer *w) {
    jsonw_key(&w->j, "byline");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < w->d->front.n_byline; i++) writer_cut_value(w, w->d->front.byline[i]);
    struct str rest = w->d->front.n_byline ? STR_NULL : w->d->report->byline.text, author;
    while (str_next(&rest, '\n', &author)) {
        if (!str_trim(author).n) continue;
        jsonw_open(&w->j, '{');
        jsonw_key_str(&w->j, "text", str_trim(author));
        jsonw_key_c(&w->j, "basis", meta_basis_name(w->d->report->byline.basis));
        jsonw_close(&w->j, '}');
    }
    jsonw_close(&w->j, ']');
}

static void write_published(struct writer *w) {
    const struct published *p = &w->r->meaning.published;
    jsonw_key(&w->j, "published");
    jsonw_open(&w->j, '{');
    jsonw_key_str(&w->j, "value", p->value);
    jsonw_key_c(&w->j, "basis", published_basis_name((enum published_basis)p->basis));
    if (!tspan_empty(p->span)) writer_span(w, p->span);
    if (p->n_candidate) {
        jsonw_key(&w->j, "candidates");
        jsonw_open(&w->j, '[');
        for (uint32_t i = 0; i < p->n_candidate; i++) jsonw_str(&w->j, p->candidates[i]);
        jsonw_close(&w->j, ']');
    }
    jsonw_close(&w->j, '}');
}

struct str writer_title(const struct doc *d) {
    if (d->report->title.text.n) return d->report->title.text;
    return tspan_empty(d->front.title) ? STR_NULL : doc_cut(d, d->front.title);
}

void write_report(struct writer *w) {
    const struct att_report *f = w->d->report;
    jsonw_key(&w->j, "report");
    jsonw_open(&w->j, '{');
    jsonw_key_str(&w->j, "id", f->id);
    write_source(w);
    jsonw_key_str(&w->j, "title", writer_title(w->d));
    writer_byline(w);
    write_published(w);
    jsonw_key_str(&w->j, "language", f->language.text);
    write_sha256(w);
    jsonw_key_c(&w->j, "kind", report_kind_name(f->kind));
    jsonw_key_str(&w->j, "url", f->url.text);
    jsonw_key_str(&w->j, "text", w->d->text);
    jsonw_close(&w->j, '}');
}

void write_sentences(struct writer *w) {
    jsonw_key(&w->j, "sentences");
    jsonw_open(&w->j, '[');
    for (uint32_t s = 0; s < w->d->n_sent; s++) {
        check_span(w, w->d->sent[s]);
        write_pair(&w->j, w->d->sent[s].b, w->d->sent[s].e);
    }
    jsonw_close(&w->j, ']');
}

void write_notes(struct writer *w) {
    jsonw_key(&w->j, "notes");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < w->d->notes.n; i++) {
        const struct note *n = &w->d->notes.v[i];
        jsonw_open(&w->j, '{');
        jsonw_key_c(&w->j, "code", n->code);
        jsonw_key_str(&w->j, "text", n->text);
        if (!tspan_empty(n->span)) writer_span(w, n->span);
        jsonw_close(&w->j, '}');
    }
    jsonw_close(&w->j, ']');
}

/* ---- the whole */

static void write_members(struct writer *w) {
    jsonw_open(&w->j, '{');
    jsonw_key(&w->j, "attest");
    jsonw_u64(&w->j, ATT_RECORD_VERSION);
    write_report(w);
    write_sentences(w);
    write_entities(w);
    write_places(w);
    write_times(w);
    write_events(w);
    write_statements(w);
    write_claims(w);
    write_incidents(w);
    write_conflicts(w);
    if (w->opt->cameo) write_cameo(w);
    write_notes(w);
    jsonw_close(&w->j, '}');
}

att_status writer_finish(const struct writer *w, struct buf *out, att_error *err) {
    if (w->broken)
        return status_set(err, ATT_EINTERNAL, w->broken_span.b, "%s: record: %s: [%u, %u)",
                          w->d->report->place.p, w->broken, w->broken_span.b, w->broken_span.e);
    return buf_status(out, w->d->report->place.p, err);
}

att_status record_write(struct buf *out, const struct reading *r, const struct record_options *opt,
                        struct arena *scratch, att_error *err) {
    struct writer w = {.r = r, .d = &r->doc, .opt = opt};
    struct arena_mark mark = arena_mark(scratch);
    jsonw_init(&w.j, out);
    writer_number_entities(&w, scratch);
    w.claim_scratch = arena_array(scratch, uint32_t, r->claims.n_claim);
    write_members(&w);
    arena_rewind(scratch, mark);
    return writer_finish(&w, out, err);
}
