/* The program: commands, options, and where their output goes. Sees only attest.h and base/. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/buf.h"
#include "base/status.h"

/* Exit statuses scripts may rely on. */
enum { EXIT_FINE = 0, EXIT_SOME_FAILED = 1, EXIT_USAGE = 2, EXIT_BROKEN = 3 };

enum { MAX_LIST = 256 };

struct cli_options {
    const char *file[MAX_LIST]; /* [n_file] arguments that are no options */
    unsigned n_file;
    att_options engine;
    const char *actors[MAX_LIST];
    const char *gazetteers[MAX_LIST];
    att_source_options source;
    unsigned threads;
    const char *format, *out;
    att_export_options export;
    att_book_query query;
    const char *reason;
    bool json, pretty, progress, trace, compare, records, all_quotes;
    bool help;
};

struct command {
    const char *name;
    const char *summary; /* one line of `attest --help` */
    const char *usage;   /* text of `attest NAME --help` */
    const char *options; /* names of the options it takes, space separated */
    int (*run)(const struct cli_options *o);
};

/* All commands, ended by a NULL name. */
extern const struct command cli_commands[];

/* Parses argv[2..) for a command: 0, or EXIT_USAGE with a word on standard error. */
int cli_parse(const struct command *c, int argc, char **argv, struct cli_options *o);
/* Letters to add, drop or change to make one word the other; more than CLI_NEAR for long words. */
enum { CLI_NEAR = 2 };
unsigned cli_distance(struct str a, struct str b);
/* "attest: TEXT" on standard error. */
void cli_say(const char *fmt, ...) ATT_PRINTF(1, 2);
/* "" for one, else "s". */
static inline const char *cli_plural(uint64_t n) {
    return n == 1 ? "" : "s";
}
/* Says what failed; the exit status for it. */
int cli_failed(const att_error *err);
/* Writes to standard output; false when nobody reads any more. */
bool cli_write(att_text text);
bool cli_newline(void);
/* True where colours are wanted: a terminal, and NO_COLOR is not set. */
bool cli_colour(void);
int cli_width(void);

/* What the reading commands share: every report of every input through `make`, in order. */
struct batch {
    const struct cli_options *o;
    att_status (*make)(att_reader *, const att_report *, att_text *, att_error *);
    bool (*take)(void *ctx, att_text made); /* in input order; NULL = a line on standard output */
    void *ctx;
    bool no_newline; /* what is made ends its own lines */
};
int batch_run(struct batch *b);

int cmd_read(const struct cli_options *o);
int cmd_text(const struct cli_options *o);
int cmd_parse(const struct cli_options *o);
int cmd_explain(const struct cli_options *o);
int cmd_check(const struct cli_options *o);
int cmd_add(const struct cli_options *o);
int cmd_link(const struct cli_options *o);
int cmd_cases(const struct cli_options *o);
int cmd_show(const struct cli_options *o);
int cmd_conflicts(const struct cli_options *o);
int cmd_export(const struct cli_options *o);
int cmd_import(const struct cli_options *o);
int cmd_validate(const struct cli_options *o);
int cmd_rebuild(const struct cli_options *o);
int cmd_decide(const struct cli_options *o);
int cmd_verify(const struct cli_options *o);
int cmd_doctor(const struct cli_options *o);

#endif
