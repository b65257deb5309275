/* Whole reading of untrusted bytes as jsonl: source, all floors, record, its check. */
#include "base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static att_engine *engine;
    static att_reader *reader;
    att_error err;
    if (!engine && (att_engine_new(NULL, &engine, &err) || att_reader_new(engine, &reader, &err)))
        return 0;
    att_source_options opt = {.input = ATT_INPUT_JSONL, .item_limit = 1 << 20};
    att_source *source;
    att_report *report;
    if (att_source_memory(engine, (att_text){(const char *)data, size}, "fuzz", &opt, &source,
                          &err))
        return 0;
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
