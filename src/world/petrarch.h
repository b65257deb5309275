/*
 * Dictionaries of the PETRARCH and TABARI event coders: actors with date ranges, agents, verbs with
 * patterns, discards, issues. What a file holds is told by its content.
 *
 * Formats: petrarch2 PETRreader.py (actors "NAME [CODE <date]", "+SYNONYM", "[CODE 700101-800101]";
 * agents "NOUN {PLURAL} [~COD]", "!SET! = A, B"; verbs "--- NAME [CODE] ---", "- * PATTERN [CODE]",
 * "&SYNSET"; discards one phrase a line, '+' for whole stories; issues "<ISSUE ...>" blocks).
 */
#ifndef WORLD_PETRARCH_H
#define WORLD_PETRARCH_H

#include "base/arena.h"
#include "base/vec.h"

enum petrarch_kind {
    PETRARCH_ACTORS,
    PETRARCH_AGENTS,
    PETRARCH_VERBS,
    PETRARCH_DISCARDS,
    PETRARCH_ISSUES
};

/* One line that the codebook floor reads itself: without its comment and outer space. */
struct petrarch_line {
    struct str text;
    uint32_t file; /* index into file */
    uint32_t line; /* from 1 */
};

struct petrarch_code {
    struct str code;
    uint32_t from, to; /* YYYYMMDD, 0 = open */
};

struct petrarch_actor {
    struct str name;         /* "BARACK OBAMA": '_' as a space */
    uint32_t code_b, code_e; /* into code */
    uint32_t name_b, name_e; /* synonyms, into synonym */
};

struct petrarch_agent {
    struct str noun, plural; /* plural "" = none */
    struct str code;         /* "GOV" without the '~' */
    bool before;             /* "NGO~": stands before the actor's code */
};

struct petrarch {
    VEC(struct str) file; /* paths */
    VEC(struct petrarch_actor) actor;
    VEC(struct petrarch_code) code;
    VEC(struct str) synonym;
    VEC(struct petrarch_agent) agent;
    VEC(struct petrarch_line) verb, discard, issue;
    uint32_t n_bad; /* malformed lines, each reported through opt->warn */
};

/* Reads one dictionary into *p; memory in `a`. Malformed lines are reported (file and line),
 * counted and skipped. Fails only where the file cannot be read. */
att_status petrarch_read(struct petrarch *p, const char *path, struct arena *a,
                         const att_options *opt, att_error *err);
/* What the text of a dictionary holds. */
enum petrarch_kind petrarch_sniff(struct str text);

#endif
