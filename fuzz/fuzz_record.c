/* Records from anywhere: parsing, schema, laws, and the faces made from them. */
#include "fuzz_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    att_engine *engine;
    att_reader *reader = fuzz_reader(&engine);
    att_error err;
    if (!reader) return 0;
    att_text record = {(const char *)data, size}, out;
    att_check_record(reader, record, &err);
    att_pretty(reader, record, NULL, &out, &err);
    att_explain(reader, record, "c1", NULL, &out, &err);
    att_compare(reader, record, NULL, &out, &err);
    return 0;
}
