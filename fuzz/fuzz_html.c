/* The reader of HTML input. */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    read_all(ATT_INPUT_HTML, data, size);
    return 0;
}
