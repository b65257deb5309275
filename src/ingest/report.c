#include "base/base.h"

#include "ingest/report.h"

#include <stdarg.h>
#include <stdio.h>

const char *report_kind_name(enum report_kind kind) {
    static const char *const name[] = {"text", "html", "feed", "warc", "jsonl"};
    return name[kind];
}

const char *duplicate_kind_name(enum duplicate_kind kind) {
    static const char *const name[] = {NULL, "exact", "near"};
    return name[kind];
}

void report_note(struct att_report *r, const char *fmt, ...) {
    char line[400];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    r->note = r->note.n ? arena_printf(&r->a, "%.*s; %s", STR_ARG(r->note), line)
                        : arena_str(&r->a, str_c(line));
}
