/* NewsML-G2, NITF and RDF: the reader of news documents, over their own names. */
#include "fuzz_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    read_all(ATT_INPUT_FEED, data, size);
    return 0;
}
