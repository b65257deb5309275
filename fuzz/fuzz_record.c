/* Records from anywhere: parsing, schema, laws, and the faces made from them. */
#include "base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static att_engine *engine;
    static att_reader *reader;
    att_error err;
    if (!engine && (att_engine_new(NULL, &engine, &err) || att_reader_new(engine, &reader, &err)))
        return 0;
    att_text record = {(const char *)data, size}, out;
    att_check_record(reader, record, &err);
    att_pretty(reader, record, NULL, &out, &err);
    att_explain(reader, record, "c1", NULL, &out, &err);
    att_compare(reader, record, NULL, &out, &err);
    return 0;
}
