/* Whole reading of untrusted bytes as text. */
#include "fuzz_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_read(ATT_INPUT_TEXT, data, size);
}
