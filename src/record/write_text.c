/* attest text: the story of a report and what its source says of it. */
#include "base/base.h"

#include "record/writer.h"

static void write_source_span(struct writer *w, att_span s) {
    jsonw_key(&w->j, "source_span");
    jsonw_open(&w->j, '[');
    jsonw_u64(&w->j, s.b);
    jsonw_u64(&w->j, s.e);
    jsonw_close(&w->j, ']');
}

static void write_candidates(struct writer *w) {
    const struct att_report *f = w->d->report;
    if (!f->candidate.n) return;
    jsonw_key(&w->j, "candidates");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < f->candidate.n; i++) {
        const struct meta_candidate *c = &f->candidate.v[i];
        jsonw_open(&w->j, '{');
        jsonw_key_c(&w->j, "field", meta_field_name(c->field));
        jsonw_key_c(&w->j, "from", meta_from_name(c->from));
        jsonw_key_str(&w->j, "text", c->text);
        if (c->date.n) jsonw_key_str(&w->j, "value", c->date);
        write_source_span(w, c->source);
        jsonw_close(&w->j, '}');
    }
    jsonw_close(&w->j, ']');
}

static void write_notices(struct writer *w) {
    const struct att_report *f = w->d->report;
    if (!f->notice.n) return;
    jsonw_key(&w->j, "notices");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < f->notice.n; i++) {
        jsonw_open(&w->j, '{');
        jsonw_key_str(&w->j, "kind", f->notice.v[i].kind);
        jsonw_key_str(&w->j, "text", f->notice.v[i].text);
        write_source_span(w, f->notice.v[i].source);
        jsonw_close(&w->j, '}');
    }
    jsonw_close(&w->j, ']');
}

static void write_duplicate(struct writer *w) {
    const struct duplicate *dup = &w->d->report->duplicate;
    if (!dup->kind) return;
    jsonw_key(&w->j, "duplicate");
    jsonw_open(&w->j, '{');
    jsonw_key_c(&w->j, "kind", duplicate_kind_name(dup->kind));
    jsonw_key_str(&w->j, "of", dup->of);
    jsonw_close(&w->j, '}');
}

att_status record_write_text(struct buf *out, const struct reading *r, att_error *err) {
    struct record_options plain = {0};
    struct writer w = {.r = r, .d = &r->doc, .opt = &plain};
    const struct att_report *f = w.d->report;
    struct tspan found;
    struct str outlet = writer_outlet(w.d, &found);
    jsonw_init(&w.j, out);
    jsonw_open(&w.j, '{');
    jsonw_key_str(&w.j, "id", f->id);
    jsonw_key_str(&w.j, "url", f->url.text);
    jsonw_key_str(&w.j, "title", writer_title(w.d));
    writer_byline(&w);
    jsonw_key_str(&w.j, "outlet", outlet);
    jsonw_key_str(&w.j, "published", f->published.text);
    if (f->updated.text.n) jsonw_key_str(&w.j, "updated", f->updated.text);
    jsonw_key_str(&w.j, "language", f->language.text);
    jsonw_key_str(&w.j, "text", w.d->text);
    write_candidates(&w);
    write_notices(&w);
    write_duplicate(&w);
    jsonw_close(&w.j, '}');
    return writer_finish(&w, out, err);
}
