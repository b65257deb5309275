#include "base/base.h"

#include "ingest/report.h"

const char *report_kind_name(enum report_kind kind) {
    static const char *const name[] = {"text", "html", "feed", "warc", "jsonl"};
    return name[kind];
}
