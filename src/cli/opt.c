/* Options of all commands. */
#include "base/base.h"

#include "base/civil.h"
#include "base/num.h"
#include "cli/cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

void cli_say(const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    fputs("attest: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
}

bool cli_write(att_text text) {
    return fwrite(text.p, 1, text.n, stdout) == text.n;
}

bool cli_newline(void) {
    return fputc('\n', stdout) != EOF;
}

bool cli_colour(void) {
    const char *no = getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) && !(no && *no);
}

int cli_width(void) {
    struct winsize size;
    if (isatty(STDOUT_FILENO) && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col >= 40)
        return size.ws_col > 120 ? 120 : size.ws_col;
    return 80;
}

static const struct {
    const char *name;
    att_input input;
} inputs[] = {{"auto", ATT_INPUT_AUTO},    {"text", ATT_INPUT_TEXT}, {"html", ATT_INPUT_HTML},
              {"jsonl", ATT_INPUT_JSONL},  {"feed", ATT_INPUT_FEED}, {"warc", ATT_INPUT_WARC},
              {"conllu", ATT_INPUT_CONLLU}};

static bool set_input(struct cli_options *o, const char *value) {
    for (size_t i = 0; i < COUNT_OF(inputs); i++)
        if (!strcmp(inputs[i].name, value)) {
            o->source.input = inputs[i].input;
            return true;
        }
    cli_say("--input %s: not one of auto, text, html, jsonl, feed, warc, conllu", value);
    return false;
}

/* The value has that form: "d" a digit, all else itself. */
static bool has_form(const char *value, const char *form) {
    for (; *form; form++, value++)
        if (*form == 'd' ? !ascii_is_digit(*value) : *value != *form) return false;
    return true;
}

static unsigned two_digits(const char *p) {
    return (unsigned)(p[0] - '0') * 10 + (unsigned)(p[1] - '0');
}

/* Begins with a day of the calendar, YYYY-MM-DD. */
static bool begins_with_day(const char *value) {
    if (!has_form(value, "dddd-dd-dd")) return false;
    int32_t year = (int32_t)(two_digits(value) * 100 + two_digits(value + 2));
    return civil_valid(year, two_digits(value + 5), two_digits(value + 8));
}

/* "", "T08:15Z", "T08:15:30Z"; where `zone_open` also without Z. */
static bool is_clock(const char *s, bool zone_open) {
    if (!*s) return true;
    bool seconds = has_form(s, "Tdd:dd:dd");
    if (!seconds && !has_form(s, "Tdd:dd")) return false;
    const char *end = s + (seconds ? 9 : 6);
    bool fits = two_digits(s + 1) < 24 && two_digits(s + 4) < 60;
    bool zone = !strcmp(end, "Z") || (!*end && zone_open);
    return fits && (!seconds || two_digits(s + 7) <= 60) && zone;
}

static bool set_day(const char **day, const char *name, const char *value) {
    bool fine = begins_with_day(value) && !value[10];
    if (!fine) cli_say("%s %s: not a day of the calendar, YYYY-MM-DD", name, value);
    *day = value;
    return fine;
}

static bool set_time(const char **to, const char *name, const char *value, bool zone_open) {
    bool fine = begins_with_day(value) && is_clock(value + 10, zone_open);
    if (!fine)
        cli_say("%s %s: not a day of the calendar, YYYY-MM-DD, or a time of one, "
                "YYYY-MM-DDThh:mm[:ss]%s",
                name, value, zone_open ? "[Z]" : "Z");
    *to = value;
    return fine;
}

static bool set_threads(struct cli_options *o, const char *value) {
    uint32_t n;
    if (!num_parse_u32(str_c(value), &n) || n < 1 || n > 256) {
        cli_say("--threads %s: not a number from 1 to 256", value);
        return false;
    }
    o->threads = n;
    return true;
}

static bool add_path(const char **list, size_t *n, const char *name, const char *value) {
    if (*n == MAX_LIST) {
        cli_say("%s: more than %d files", name, MAX_LIST);
        return false;
    }
    list[(*n)++] = value;
    return true;
}

static bool set_pair(struct cli_options *o, const char *name, const char *value) {
    if (!strcmp(name, "--input")) return set_input(o, value);
    if (!strcmp(name, "--published")) return set_time(&o->source.published, name, value, false);
    if (!strcmp(name, "--threads")) return set_threads(o, value);
    if (!strcmp(name, "--actors")) return add_path(o->actors, &o->engine.n_actors, name, value);
    if (!strcmp(name, "--gazetteer"))
        return add_path(o->gazetteers, &o->engine.n_gazetteers, name, value);
    if (!strcmp(name, "--source")) o->source.outlet = value;
    if (!strcmp(name, "--models")) o->engine.models = value;
    if (!strcmp(name, "--format")) o->format = value;
    if (!strcmp(name, "--out")) o->out = value;
    if (!strcmp(name, "--text")) o->query.text = value;
    if (!strcmp(name, "--place")) o->query.place = value;
    if (!strcmp(name, "--actor")) o->query.actor = value;
    if (!strcmp(name, "--as-of")) return set_time(&o->query.as_of, name, value, true);
    if (!strcmp(name, "--since")) return set_time(&o->query.since, name, value, true);
    if (!strcmp(name, "--reason")) o->reason = value;
    if (!strcmp(name, "--case")) o->export.id = value;
    if (!strcmp(name, "--country")) o->export.country = value;
    if (!strcmp(name, "--type")) o->export.type = value;
    if (!strcmp(name, "--from")) return set_day(&o->export.from, name, value);
    if (!strcmp(name, "--to")) return set_day(&o->export.to, name, value);
    return true;
}

static bool set_flag(struct cli_options *o, const char *name) {
    if (!strcmp(name, "--json"))
        o->json = true;
    else if (!strcmp(name, "--pretty"))
        o->pretty = true;
    else if (!strcmp(name, "--progress"))
        o->progress = true;
    else if (!strcmp(name, "--trace"))
        o->trace = true;
    else if (!strcmp(name, "--all-quotes"))
        o->all_quotes = true;
    else if (!strcmp(name, "--compare"))
        o->compare = true;
    else if (!strcmp(name, "--records"))
        o->records = true;
    else if (!strcmp(name, "--cameo"))
        o->engine.cameo = ATT_CAMEO_PAIRS;
    else if (!strcmp(name, "--cameo-halves"))
        o->engine.cameo = ATT_CAMEO_HALVES;
    else if (!strcmp(name, "--spreadsheet-safe"))
        o->export.spreadsheet_safe = 1;
    else if (!strcmp(name, "--whole"))
        o->export.whole = 1;
    else if (!strcmp(name, "--candidates"))
        o->export.candidates = 1;
    else if (!strcmp(name, "--long-dates"))
        o->export.long_dates = 1;
    else if (!strcmp(name, "--inter-numbers"))
        o->export.inter_number = 1;
    else if (!strcmp(name, "--source-spans"))
        o->engine.source_spans = 1;
    else
        return false;
    return true;
}

/* True where `name` is a word of the space-separated list. */
static bool takes(const char *list, const char *name) {
    struct str rest = str_c(list), word;
    while (str_next(&rest, ' ', &word))
        if (str_eq_c(word, name)) return true;
    return false;
}

static void warn(void *ctx, const att_error *e) {
    (void)ctx;
    cli_say("warning: %s", e->text);
}

static void trace(void *ctx, const char *line) {
    (void)ctx;
    fprintf(stderr, "%s\n", line);
}

static int usage_error(const struct command *c, const char *what, const char *arg) {
    cli_say("%s: %s: %s (see 'attest %s --help')", c->name, what, arg, c->name);
    return EXIT_USAGE;
}

unsigned cli_distance(struct str a, struct str b) {
    enum { LONGEST = 31 };
    unsigned row[LONGEST + 1], far = LONGEST + 1;
    if (a.n > LONGEST || b.n > LONGEST) return far;
    for (unsigned j = 0; j <= b.n; j++) row[j] = j;
    for (unsigned i = 1; i <= a.n; i++) {
        unsigned corner = row[0];
        row[0] = i;
        for (unsigned j = 1; j <= b.n; j++) {
            unsigned change = corner + (a.p[i - 1] != b.p[j - 1]);
            corner = row[j];
            row[j] = ATT_MIN(change, ATT_MIN(row[j], row[j - 1]) + 1);
        }
    }
    return row[b.n];
}

static int no_option(const struct command *c, const char *arg) {
    struct str rest = str_c(c->options), word, near = STR_NULL;
    unsigned least = CLI_NEAR + 1;
    while (str_next(&rest, ' ', &word)) {
        unsigned d = cli_distance(word, str_c(arg));
        if (d < least) least = d, near = word;
    }
    if (!near.n) return usage_error(c, "no such option", arg);
    cli_say("%s: no such option: %s; did you mean %.*s? (see 'attest %s --help')", c->name, arg,
            STR_ARG(near), c->name);
    return EXIT_USAGE;
}

static int parse_option(const struct command *c, int argc, char **argv, int *i,
                        struct cli_options *o) {
    char *arg = argv[*i], *equals = strchr(arg, '=');
    if (equals) *equals = 0;
    if (!takes(c->options, arg)) return no_option(c, arg);
    if (set_flag(o, arg)) return equals ? usage_error(c, "takes no value", arg) : 0;
    const char *value = equals ? equals + 1 : *i + 1 < argc ? argv[++*i] : NULL;
    if (!value) return usage_error(c, "needs a value", arg);
    return set_pair(o, arg, value) ? 0 : EXIT_USAGE;
}

int cli_parse(const struct command *c, int argc, char **argv, struct cli_options *o) {
    o->threads = 1;
    bool only_files = false;
    for (int i = 2; i < argc; i++) {
        if (!only_files && !strcmp(argv[i], "--")) {
            only_files = true;
        } else if (!only_files && (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))) {
            o->help = true;
            return 0;
        } else if (!only_files && argv[i][0] == '-' && argv[i][1]) {
            int st = parse_option(c, argc, argv, &i, o);
            if (st) return st;
        } else if (o->n_file == MAX_LIST) {
            return usage_error(c, "more than 256 files; name a folder instead", argv[i]);
        } else {
            o->file[o->n_file++] = argv[i];
        }
    }
    o->engine.actors = o->actors;
    o->engine.gazetteers = o->gazetteers;
    o->engine.warn = warn;
    o->engine.trace = o->trace ? trace : NULL;
    return 0;
}
