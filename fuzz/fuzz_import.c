/* Files of exports from anywhere: the first byte names the format; validated, then imported. */
#include "fuzz_read.h"

#include <stdio.h>

static int keep_on(void *ctx, att_text text) {
    (void)ctx, (void)text;
    return 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const formats[] = {"jsonl",       "ftm", "ftm-statements", "geojson",
                                          "geojson-seq", "csv", "reports",        "postgres",
                                          "acled",       NULL};
    att_engine *engine;
    att_reader *reader = fuzz_reader(&engine);
    att_error err;
    att_book *book;
    att_import_count count;
    if (!reader || !size || size > 1 << 16) return 0;
    const char *format = formats[(data[0] - '0') % 10u % (sizeof formats / sizeof *formats)];
    att_text file = {(const char *)data + 1, size - 1};
    att_import_options opt = {.format = format, .refuse = keep_on};
    if (format) att_validate(NULL, format, file, keep_on, NULL, NULL, &err);
    if (att_book_open(NULL, ":memory:", 1, &book, &err)) return 0;
    att_book_import(book, reader, &opt, file, &count, &err);
    att_book_close(book);
    return 0;
}
