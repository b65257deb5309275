/* What the targets of whole reading share: source, all floors, record, its check. */
#ifndef FUZZ_READ_H
#define FUZZ_READ_H

#include "base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One reader for all inputs of a run; NULL where there is no memory for it. */
static inline att_reader *fuzz_reader(att_engine **engine) {
    static att_engine *one;
    static att_reader *reader;
    att_error err;
    if (!one && (att_engine_new(NULL, &one, &err) || att_reader_new(one, &reader, &err)))
        return NULL;
    *engine = one;
    return reader;
}

/* Reads every report of the bytes; a broken law of the record ends the program. */
static inline int fuzz_read(att_input input, const uint8_t *data, size_t size) {
    att_engine *engine;
    att_reader *reader = fuzz_reader(&engine);
    att_error err;
    att_source_options opt = {.input = input, .item_limit = 1 << 20};
    att_text bytes = {(const char *)data, size};
    att_source *source;
    att_report *report;
    if (!reader || att_source_memory(engine, bytes, "fuzz", &opt, &source, &err)) return 0;
    att_status st;
    while ((st = att_source_next(source, &report, &err)) != ATT_END) {
        att_text out;
        if (st) continue;
        if (att_read(reader, report, &out, &err) == ATT_EINTERNAL) __builtin_trap();
        att_report_free(report);
    }
    att_source_close(source);
    return 0;
}

#endif
