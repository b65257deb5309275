#include "base/base.h"

#include "api/engine.h"
#include "base/sys.h"

#ifndef ATT_VERSION
#define ATT_VERSION "0"
#endif

enum {
    ENGINE_LIMIT_MB = 1536,   /* all knowledge, a full GeoNames dump included */
    DOCUMENT_LIMIT_MB = 1024, /* one report while it is read */
};

const char *att_version(void) {
    return ATT_VERSION;
}

struct open_call {
    struct att_engine *e;
    const att_options *opt;
    att_error *err;
};

static att_status open_floors(void *ctx) {
    struct open_call *c = ctx;
    struct att_engine *e = c->e;
    att_status st = world_open(&e->world, &e->a, c->opt, c->err);
    if (!st) st = language_open(&e->language, &e->world, &e->a, c->opt, c->err);
    if (!st) st = event_lexicon_open(&e->events, &e->world, &e->a, c->opt, c->err);
    if (!st) st = claim_lexicon_open(&e->claims, &e->world, &e->a, c->opt, c->err);
    if (!st) st = incident_model_open(&e->incidents, &e->world, &e->a, c->opt, c->err);
    if (!st) st = codebook_open(&e->codebook, &e->world, &e->a, c->opt, c->err);
    return st;
}

att_status att_engine_new(const att_options *opt, att_engine **out, att_error *err) {
    static const att_options none;
    if (!opt) opt = &none;
    const att_sys *sys = opt->sys ? opt->sys : sys_default();
    *out = NULL;
    struct att_engine *e = sys->alloc(sys->ctx, sizeof *e);
    if (!e) return status_set(err, ATT_ENOMEM, 0, "engine: out of memory");
    *e = (struct att_engine){.sys = sys, .cameo = opt->cameo, .source_spans = opt->source_spans};
    e->trace = (struct trace){opt->trace, opt->trace_ctx};
    e->document_limit = opt->document_limit ? opt->document_limit : (size_t)DOCUMENT_LIMIT_MB << 20;
    arena_init(&e->a, sys, (size_t)ENGINE_LIMIT_MB << 20);
    struct open_call call = {e, opt, err};
    att_status st = arena_try(&e->a, NULL, open_floors, &call, err);
    if (st)
        att_engine_free(e);
    else
        *out = e;
    return st;
}

void att_engine_free(att_engine *e) {
    if (!e) return;
    arena_release(&e->a);
    e->sys->free(e->sys->ctx, e);
}
