/* One report through all floors, and the public calls over it. */
#include "base/base.h"

#include "api/engine.h"
#include "record/check.h"
#include "record/conllu.h"
#include "record/face.h"
#include "record/write.h"
#include "text/conllu.h"
#include "text/text.h"

enum { OUTPUT_LIMIT_MB = 1024, LASTING_LIMIT_MB = 64 };

static att_status open_memory(void *ctx) {
    struct att_reader *r = ctx;
    r->memory = parser_memory_new(r->engine->language.parser, true, &r->lasting);
    return ATT_OK;
}

att_status att_reader_new(const att_engine *engine, att_reader **out, att_error *err) {
    const att_sys *sys = engine->sys;
    struct att_reader *r = sys->alloc(sys->ctx, sizeof *r);
    *out = NULL;
    if (!r) return status_set(err, ATT_ENOMEM, 0, "reader: out of memory");
    *r = (struct att_reader){.engine = engine};
    arena_init(&r->document, sys, engine->document_limit);
    arena_init(&r->scratch, sys, engine->document_limit);
    arena_init(&r->lasting, sys, (size_t)LASTING_LIMIT_MB << 20);
    buf_init(&r->out, sys, (size_t)OUTPUT_LIMIT_MB << 20);
    att_status st = arena_try(&r->lasting, NULL, open_memory, r, err);
    if (st)
        att_reader_free(r);
    else
        *out = r;
    return st;
}

void att_reader_free(att_reader *r) {
    if (!r) return;
    const att_sys *sys = r->engine->sys;
    arena_release(&r->document);
    arena_release(&r->scratch);
    arena_release(&r->lasting);
    buf_release(&r->out);
    sys->free(sys->ctx, r);
}

/* ---- floors, each traced */

static void read_text(struct att_reader *rd, const struct att_report *report, struct reading *r) {
    const struct att_engine *e = rd->engine;
    uint64_t t = trace_begin(&e->trace);
    r->doc.a = &rd->document;
    text_run(&r->doc, report, &e->world, &rd->scratch);
    trace_end(&e->trace, t, "text", report->id.p, r->doc.text.n);
}

static void read_language(struct att_reader *rd, struct reading *r) {
    const struct att_engine *e = rd->engine;
    const char *id = r->doc.report->id.p;
    uint64_t t = trace_begin(&e->trace);
    language_parse(&e->language, &r->doc, rd->memory, &rd->scratch);
    trace_end(&e->trace, t, "parse", id, r->doc.text.n);
    t = trace_begin(&e->trace);
    language_mentions(&e->language, &r->doc, &r->meaning.mentions, &r->meaning.entities,
                      &rd->scratch);
    trace_end(&e->trace, t, "mentions", id, r->doc.text.n);
}

void floors_run(struct att_reader *rd, const struct att_report *report, struct reading *r) {
    const struct att_engine *e = rd->engine;
    const struct world *w = &e->world;
    struct arena *scratch = &rd->scratch;
    const char *id = report->id.p;
    r->actors = w->actors;
    read_text(rd, report, r);
    read_language(rd, r);
    uint64_t t = trace_begin(&e->trace);
    meaning_run(e->events, &r->doc, w, &r->meaning, scratch);
    trace_end(&e->trace, t, "meaning", id, r->doc.text.n);
    t = trace_begin(&e->trace);
    claims_run(e->claims, &r->doc, w, &r->meaning, &r->claims, scratch);
    trace_end(&e->trace, t, "claims", id, r->doc.text.n);
    t = trace_begin(&e->trace);
    incidents_run(e->incidents, &r->doc, w, &r->meaning, &r->claims, &r->incidents, &r->conflicts,
                  scratch);
    codebook_run(e->codebook, &r->doc, w, &r->meaning, &r->claims, &r->incidents, &r->coded,
                 scratch);
    trace_end(&e->trace, t, "incidents", id, r->doc.text.n);
}

/* ---- public calls: each runs with both arenas trapped */

struct read_call {
    struct att_reader *rd;
    const struct att_report *report;
    att_error *err;
};

static att_status run_read(void *ctx) {
    struct read_call *c = ctx;
    const struct att_engine *e = c->rd->engine;
    struct record_options opt = {.source_spans = e->source_spans, .cameo = e->cameo};
    struct reading *r = arena_new(&c->rd->document, struct reading);
    floors_run(c->rd, c->report, r);
    uint64_t t = trace_begin(&e->trace);
    att_status st = record_write(&c->rd->out, r, &opt, &c->rd->scratch, c->err);
    trace_end(&e->trace, t, "record", c->report->id.p, r->doc.text.n);
    return st;
}

static att_status run_text(void *ctx) {
    struct read_call *c = ctx;
    struct reading *r = arena_new(&c->rd->document, struct reading);
    read_text(c->rd, c->report, r);
    return record_write_text(&c->rd->out, r, c->err);
}

static att_status run_parse(void *ctx) {
    struct read_call *c = ctx;
    struct reading *r = arena_new(&c->rd->document, struct reading);
    if (c->report->conllu) {
        r->doc.a = &c->rd->document;
        r->doc.report = c->report;
        att_status st = conllu_doc(&r->doc, c->report->text, c->err);
        if (st) return st;
    } else {
        read_text(c->rd, c->report, r);
    }
    read_language(c->rd, r);
    conllu_write(&c->rd->out, &r->doc, &r->meaning.mentions, &r->meaning.entities);
    return buf_status(&c->rd->out, c->report->place.p, c->err);
}

/* Runs fn over fresh arenas and hands out what it wrote. */
static att_status run_over(struct att_reader *rd, att_status (*fn)(void *), void *call,
                           att_text *out, att_error *err) {
    arena_reset(&rd->document);
    arena_reset(&rd->scratch);
    buf_reset(&rd->out);
    att_status st = arena_try(&rd->document, &rd->scratch, fn, call, err);
    *out = buf_text(&rd->out);
    return st;
}

static att_status read_over(struct att_reader *rd, att_status (*fn)(void *),
                            const struct att_report *report, att_text *out, att_error *err) {
    struct read_call c = {rd, report, err};
    att_status st = run_over(rd, fn, &c, out, err);
    if (st && err && !strstr(err->text, report->place.p)) status_prefix(err, report->place.p);
    return st;
}

att_status att_read(att_reader *rd, const att_report *report, att_text *out, att_error *err) {
    return read_over(rd, run_read, report, out, err);
}

att_status att_text_only(att_reader *rd, const att_report *report, att_text *out, att_error *err) {
    return read_over(rd, run_text, report, out, err);
}

att_status att_parse(att_reader *rd, const att_report *report, att_text *out, att_error *err) {
    return read_over(rd, run_parse, report, out, err);
}

/* ---- faces of a record */

struct face_call {
    struct att_reader *rd;
    att_text record;
    const char *claim;
    const att_pretty_options *opt;
    att_error *err;
};

static att_status run_pretty(void *ctx) {
    struct face_call *c = ctx;
    return face_pretty(&c->rd->out, c->record, c->opt, c->err);
}

static att_status run_explain(void *ctx) {
    struct face_call *c = ctx;
    return face_explain(&c->rd->out, c->record, c->claim, c->opt, c->err);
}

static att_status run_compare(void *ctx) {
    struct face_call *c = ctx;
    return face_compare(&c->rd->out, c->record, c->opt, c->err);
}

static att_status run_check(void *ctx) {
    struct face_call *c = ctx;
    return record_check(c->record, &c->rd->scratch, c->err);
}

att_status att_pretty(att_reader *rd, att_text record, const att_pretty_options *opt, att_text *out,
                      att_error *err) {
    struct face_call c = {.rd = rd, .record = record, .opt = opt, .err = err};
    return run_over(rd, run_pretty, &c, out, err);
}

att_status att_explain(att_reader *rd, att_text record, const char *claim,
                       const att_pretty_options *opt, att_text *out, att_error *err) {
    struct face_call c = {.rd = rd, .record = record, .claim = claim, .opt = opt, .err = err};
    return run_over(rd, run_explain, &c, out, err);
}

att_status att_compare(att_reader *rd, att_text records, const att_pretty_options *opt,
                       att_text *out, att_error *err) {
    struct face_call c = {.rd = rd, .record = records, .opt = opt, .err = err};
    return run_over(rd, run_compare, &c, out, err);
}

att_status att_check_record(att_reader *rd, att_text record, att_error *err) {
    struct face_call c = {.rd = rd, .record = record, .err = err};
    att_text none;
    return run_over(rd, run_check, &c, &none, err);
}
