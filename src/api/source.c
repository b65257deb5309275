/* The public faces of a stream of reports. */
#include "base/base.h"

#include "api/engine.h"
#include "ingest/source.h"

att_status att_source_open(const att_engine *engine, const char *path,
                           const att_source_options *opt, att_source **out, att_error *err) {
    return source_open(engine->sys, path, opt, out, err);
}

att_status att_source_memory(const att_engine *engine, att_text bytes, const char *name,
                             const att_source_options *opt, att_source **out, att_error *err) {
    return source_memory(engine->sys, bytes, name, opt, out, err);
}

att_status att_source_next(att_source *source, att_report **out, att_error *err) {
    return source_next(source, out, err);
}

uint64_t att_source_consumed(const att_source *source) {
    return source->done_bytes + (source->open ? source->in.consumed : 0);
}

void att_source_close(att_source *source) {
    source_close(source);
}

void att_report_free(att_report *report) {
    report_free(report);
}

const char *att_report_place(const att_report *report) {
    return report->place.p;
}
