/* A main that gives each file named on the command line to the fuzz target once. */
#include "base/base.h"

#include "base/sys.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        struct buf b;
        att_error err;
        buf_init(&b, sys_default(), 64u << 20);
        if (sys_read_file(sys_default(), argv[i], 64u << 20, &b, &err)) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)(b.p ? b.p : ""), b.n);
        buf_release(&b);
    }
    return 0;
}
