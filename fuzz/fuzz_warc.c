/* The reader of WARC input. */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    read_all(ATT_INPUT_WARC, data, size);
    return 0;
}
