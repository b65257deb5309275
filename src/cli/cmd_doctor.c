/* attest doctor: what the program carries and whether it works here. */
#include "base/base.h"

#include "base/embed.h"
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static const char SAMPLE[] =
    "At least two people were killed when a bomb exploded in Baghdad on Monday, police said.\n";

static void say_built_in(void) {
    size_t n, models = 0, bytes = 0;
    const struct embed_file *f = embed_files(&n);
    for (size_t i = 0; i < n; i++) {
        bytes += (size_t)(f[i].end - f[i].begin);
        models += str_starts(str_c(f[i].name), STR("models/"));
    }
    printf("built in   %zu models, %zu tables, %zu MB; no file is looked for at run time\n", models,
           n - models, bytes >> 20);
}

/* Reads one report that is known to hold a figure, and holds its record against the laws. */
static att_status read_sample(att_engine *engine, att_reader *reader, att_error *err) {
    att_source *source;
    att_report *report = NULL;
    att_text record;
    att_status st = att_source_memory(engine, (att_text){SAMPLE, sizeof SAMPLE - 1}, "sample", NULL,
                                      &source, err);
    if (st) return st;
    st = att_source_next(source, &report, err);
    if (!st) st = att_read(reader, report, &record, err);
    if (!st) st = att_check_record(reader, record, err);
    struct str text = st ? STR_NULL : (struct str){record.p, (uint32_t)record.n};
    if (!st && str_find_str(text, STR("\"slot\":\"killed\""), 0) == NONE)
        st = status_set(err, ATT_EINTERNAL, 0, "sample: its figure was not found");
    att_report_free(report);
    att_source_close(source);
    return st;
}

int cmd_doctor(const struct cli_options *o) {
    att_engine *engine = NULL;
    att_reader *reader = NULL;
    att_error err;
    printf("attest     %s\n", att_version());
    say_built_in();
    att_status st = att_engine_new(&o->engine, &engine, &err);
    if (!st) st = att_reader_new(engine, &reader, &err);
    if (!st) st = read_sample(engine, reader, &err);
    att_reader_free(reader);
    att_engine_free(engine);
    printf("processors %ld; --threads N reads as many reports at a time\n",
           sysconf(_SC_NPROCESSORS_ONLN));
    if (!st) printf("reading    one report read, its record keeps schema and laws\n");
    if (st) return cli_failed(&err);
    if (!fflush(stdout)) return EXIT_FINE;
    cli_say("standard output: cannot write: %s", strerror(errno));
    return EXIT_SOME_FAILED;
}
