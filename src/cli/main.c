#include "base/base.h"

#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>

static void print_help(FILE *to) {
    fputs("attest reads news reports and writes who did what to whom, and who says so.\n\n"
          "usage: attest COMMAND [OPTION]... [FILE|-]...\n\n",
          to);
    for (const struct command *c = cli_commands; c->name; c++)
        fprintf(to, "  %-9s %s\n", c->name, c->summary);
    fputs("\n'attest COMMAND --help' tells the rest. --version prints the version.\n"
          "Exit status: 0 all read; 1 some inputs failed; 2 wrong usage; 3 internal error.\n",
          to);
}

static int no_command(const char *name) {
    const char *near = NULL;
    unsigned least = CLI_NEAR + 1;
    for (const struct command *c = cli_commands; c->name; c++) {
        unsigned d = cli_distance(str_c(c->name), str_c(name));
        if (d < least) least = d, near = c->name;
    }
    if (near)
        cli_say("no such command: %s; did you mean %s?", name, near);
    else
        cli_say("no such command: %s ('attest --help' lists them)", name);
    return EXIT_USAGE;
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    const char *name = argc > 1 ? argv[1] : "";
    if (!strcmp(name, "--version")) {
        printf("attest %s\n", att_version());
        return EXIT_FINE;
    }
    if (!strcmp(name, "--help") || !strcmp(name, "-h") || !strcmp(name, "help")) {
        print_help(stdout);
        return EXIT_FINE;
    }
    for (const struct command *c = cli_commands; c->name; c++) {
        if (strcmp(c->name, name)) continue;
        static struct cli_options o;
        int st = cli_parse(c, argc, argv, &o);
        if (st) return st;
        if (!o.help) return c->run(&o);
        printf("%s", c->usage);
        return EXIT_FINE;
    }
    if (argc > 1) return no_command(name);
    print_help(stderr);
    return EXIT_USAGE;
}
