/*
 * The shortest program over libattest: reads the files it is given and prints their records.
 *     cc read_one.c $(pkg-config --cflags --libs attest)
 */
#include <attest/attest.h>
#include <stdio.h>

static int read_file(att_engine *engine, att_reader *reader, const char *path) {
    att_error err;
    att_source *source;
    att_report *report;
    int failed = 0;
    if (att_source_open(engine, path, NULL, &source, &err) != ATT_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    for (;;) {
        att_text record;
        att_status st = att_source_next(source, &report, &err);
        if (st == ATT_END) break;
        if (st == ATT_OK) st = att_read(reader, report, &record, &err);
        if (st == ATT_OK)
            printf("%.*s\n", (int)record.n, record.p);
        else
            failed = fprintf(stderr, "%s\n", err.text) != 0;
        att_report_free(report);
    }
    att_source_close(source);
    return failed;
}

int main(int argc, char **argv) {
    att_error err;
    att_engine *engine;
    att_reader *reader;
    int failed = 0;
    if (att_engine_new(NULL, &engine, &err) != ATT_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    if (att_reader_new(engine, &reader, &err) != ATT_OK) {
        fprintf(stderr, "%s\n", err.text);
        att_engine_free(engine);
        return 1;
    }
    for (int i = 1; i < argc; i++) failed |= read_file(engine, reader, argv[i]);
    att_reader_free(reader);
    att_engine_free(engine);
    return failed;
}
