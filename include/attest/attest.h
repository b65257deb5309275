/*
 * attest: who did what to whom, who says so, and who disputes it.
 *
 * The one public header of libattest. The library reads reports (bytes) and
 * writes records (JSON, the contract of docs/record.schema.json). It never
 * prints, never exits, never reads the environment, and keeps no global state.
 *
 * Three lifetimes:
 *   att_engine   what is known (lexicons, places, actors, models): immutable,
 *                shared by any number of threads
 *   att_reader   one thread's scratch: use it from one thread at a time
 *   att_source   a stream of reports out of files or memory
 * What you pass in stays yours. What comes out belongs to the object named in
 * the call, until the next call on that object or its release.
 */
#ifndef ATTEST_ATTEST_H
#define ATTEST_ATTEST_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ATT_API __attribute__((visibility("default")))
#else
#define ATT_API
#endif

#define ATT_RECORD_VERSION 1

/* How a call ended. Everything but ATT_OK and ATT_END comes with an att_error. */
typedef enum att_status {
    ATT_OK = 0,
    ATT_END,       /* no more reports; not an error */
    ATT_EINPUT,    /* the input breaks its own format; `at` says where */
    ATT_ELIMIT,    /* a stated limit was reached; the text names it */
    ATT_ENOMEM,    /* the allocator said no */
    ATT_EIO,       /* reading or writing failed; the text has the system's reason */
    ATT_EUSAGE,    /* the caller asked for what does not exist */
    ATT_EINTERNAL, /* a law of the record was broken: our fault */
} att_status;

/* Why a call failed: the thing, the place and the limit, in one line. */
typedef struct att_error {
    att_status status;
    uint64_t at;    /* byte offset in the input, 0 where none applies */
    char text[320]; /* UTF-8, NUL-terminated, no newline */
} att_error;

/* Bytes of the source as received, 0-based, half-open. */
typedef struct att_span {
    uint64_t b, e;
} att_span;

/* A piece of UTF-8 text that is not NUL-terminated. */
typedef struct att_text {
    const char *p;
    size_t n;
} att_text;

typedef struct att_engine att_engine;
typedef struct att_reader att_reader;
typedef struct att_source att_source;

/* The system calls the library makes, so that a test can make each of them fail.
 * NULL in att_options means the C library and the operating system. */
typedef struct att_sys {
    void *ctx;
    void *(*alloc)(void *ctx, size_t n);
    void *(*resize)(void *ctx, void *p, size_t n);
    void (*free)(void *ctx, void *p);
    int (*open)(void *ctx, const char *path);                   /* descriptor or -1, errno set */
    ptrdiff_t (*read)(void *ctx, int fd, void *into, size_t n); /* bytes, 0 at end, -1 errno */
    int (*close)(void *ctx, int fd);
} att_sys;

/* Dyads in records: none, those with two sides, also those with one side that nobody names. */
enum att_cameo { ATT_CAMEO_NONE, ATT_CAMEO_PAIRS, ATT_CAMEO_HALVES };

/* What an engine knows beyond what is built in. Zero-initialise; every field is optional. */
typedef struct att_options {
    const att_sys *sys;
    const char *const *actors; /* paths of PETRARCH/TABARI dictionaries, [n_actors] */
    size_t n_actors;
    const char *const *gazetteers; /* paths of GeoNames dumps or place TSVs, [n_gazetteers] */
    size_t n_gazetteers;
    const char *models;    /* folder of model files to use instead of the built-in ones */
    size_t document_limit; /* bytes of memory one report may take; 0 = 1 GiB */
    int cameo;             /* enum att_cameo: the PETRARCH-style "cameo" list of records */
    int source_spans;      /* add source_span beside every span */
    void (*warn)(void *ctx,
                 const att_error *e); /* a bad dictionary line and its like; may be NULL */
    void *warn_ctx;
    void (*trace)(void *ctx, const char *json_line); /* one JSON object per stage and report */
    void *trace_ctx;
} att_options;

/* Builds an engine. On failure *out is NULL and *err says why. Cost: some 10 ms. */
ATT_API att_status att_engine_new(const att_options *opt, att_engine **out, att_error *err);
ATT_API void att_engine_free(att_engine *engine);
/* The version of the library, e.g. "0.1.0". Static. */
ATT_API const char *att_version(void);

/* What is known of every report of a source beforehand. Zero-initialise. */
typedef enum att_input {
    ATT_INPUT_AUTO,
    ATT_INPUT_TEXT,
    ATT_INPUT_HTML,
    ATT_INPUT_JSONL,
    ATT_INPUT_FEED,
    ATT_INPUT_WARC,
    ATT_INPUT_CONLLU, /* gold tokens for att_parse() only */
} att_input;

typedef struct att_source_options {
    att_input input;
    const char *published; /* YYYY-MM-DD[Thh:mm[:ss]Z] or NULL */
    const char *outlet;    /* name of the source or NULL */
    size_t item_limit;     /* bytes of one report; 0 = 64 MiB */
} att_source_options;

/* One report as found, before any reading. Fields not given are {NULL, 0}.
 * Owned by the source; valid until att_source_release() of it. */
typedef struct att_report att_report;

/* Opens a file, or standard input for "-", or a directory (its files in order of name). */
ATT_API att_status att_source_open(const att_engine *engine, const char *path,
                                   const att_source_options *opt, att_source **out, att_error *err);
/* The same over memory that stays the caller's and must outlive the source. */
ATT_API att_status att_source_memory(const att_engine *engine, att_text bytes, const char *name,
                                     const att_source_options *opt, att_source **out,
                                     att_error *err);
/* The next report into *out, to be given back with att_report_free(). ATT_END after the last.
 * A failure concerns one report: call again for the next one, until ATT_END. */
ATT_API att_status att_source_next(att_source *source, att_report **out, att_error *err);
/* How many bytes of the source have been consumed so far (for progress). */
ATT_API uint64_t att_source_consumed(const att_source *source);
ATT_API void att_source_close(att_source *source);
ATT_API void att_report_free(att_report *report);
/* Where the report came from: "FILE" or "FILE:LINE". Owned by the report. */
ATT_API const char *att_report_place(const att_report *report);

/* One thread's reader over a shared engine. */
ATT_API att_status att_reader_new(const att_engine *engine, att_reader **out, att_error *err);
ATT_API void att_reader_free(att_reader *reader);

/* Reads one report to its record: one JSON object, no newline. *out belongs to the reader until
 * its next call. The record is checked against the laws of the contract before it is given out. */
ATT_API att_status att_read(att_reader *reader, const att_report *report, att_text *out,
                            att_error *err);
/* Main text and metadata only: one JSON object (url, title, byline, published, text). */
ATT_API att_status att_text_only(att_reader *reader, const att_report *report, att_text *out,
                                 att_error *err);
/* Tokens, tags, lemmas, trees, names and coreference as CoNLL-U. */
ATT_API att_status att_parse(att_reader *reader, const att_report *report, att_text *out,
                             att_error *err);

/* Faces of a record (JSON text as att_read() wrote it, from any place). */
typedef struct att_pretty_options {
    int colour;      /* ANSI colours */
    int width;       /* columns, 0 = 80 */
    int every_quote; /* of att_pretty: the whole words of every claim, not the best of a position */
} att_pretty_options;
/* For a person at a terminal: incidents, who says what about each slot, conflicts, evidence. */
ATT_API att_status att_pretty(att_reader *reader, att_text record, const att_pretty_options *opt,
                              att_text *out, att_error *err);
/* One claim with its holder, chain, evidence in its sentence, rivals and what it supersedes. */
ATT_API att_status att_explain(att_reader *reader, att_text record, const char *claim,
                               const att_pretty_options *opt, att_text *out, att_error *err);
/* What the records of several reports say about the same slots, side by side. `records` is JSONL.
 */
ATT_API att_status att_compare(att_reader *reader, att_text records, const att_pretty_options *opt,
                               att_text *out, att_error *err);
/* Checks one record against the published schema and the laws. ATT_EINPUT names the place. */
ATT_API att_status att_check_record(att_reader *reader, att_text record, att_error *err);

/* A casebook: one file, or "postgresql://...", of reports and the cases they tell of. Used from one
 * thread at a time. */
typedef struct att_book att_book;

/* Opens the casebook at `path` (kept by reference: the caller's, to outlive the book). With
 * `create` a missing or empty file becomes a casebook; without it one must be there. ATT_EINPUT:
 * another program's file, one of a newer version, or a damaged one. `sys` may be NULL. */
ATT_API att_status att_book_open(const att_sys *sys, const char *path, int create, att_book **out,
                                 att_error *err);
/* Closes an open batch: all is then in the file, or on the server. */
ATT_API att_status att_book_save(att_book *book, att_error *err);
ATT_API void att_book_close(att_book *book);
/* Adds one record (JSON as att_read() writes it) in one transaction, after it was checked against
 * the schema and its quotes were cut again from what was stored. A report that is there already
 * changes nothing; *added (may be NULL) is then 0. ATT_EINPUT: the record breaks a law; nothing was
 * added. */
ATT_API att_status att_book_add(att_book *book, att_text record, int *added, att_error *err);
/* Reports added between the two calls are one transaction: faster, and all of them are there or
 * none after a crash. A failure of the file rolls the batch back and ends it. */
ATT_API att_status att_book_begin(att_book *book, att_error *err);
ATT_API att_status att_book_commit(att_book *book, att_error *err);
/* Groups the incidents of all reports into cases. The same reports give the same cases in whatever
 * order they were added. *cases (may be NULL) is their number. */
ATT_API att_status att_book_link(att_book *book, uint64_t *cases, att_error *err);
/* The same where reports or rulings were added since the last link; *cases is the number in any
 * case. */
ATT_API att_status att_book_link_if_grown(att_book *book, uint64_t *cases, att_error *err);

/* What is said of cases: each face gives texts to take(), which returns 0 to stop. */
typedef enum att_book_face {
    ATT_BOOK_JSONL,     /* one case a text, as JSON (docs/STORE.md), in order of id */
    ATT_BOOK_LIST,      /* one line a case: id, date, type, place, number of reports and origins */
    ATT_BOOK_SHOW,      /* a case for a person */
    ATT_BOOK_CONFLICTS, /* what is disputed, case by case */
} att_book_face;
typedef int (*att_book_take)(void *ctx, att_text text);
/* Which cases, and as of when. Zero-initialise; every field is optional, all that are given hold.
 */
typedef struct att_book_query {
    const char *id;        /* beginning of an id; an id of before a join or split leads on */
    const char *text;      /* words, all in the reports of the case */
    const char *place;     /* a name, or "LAT,LON,KM" */
    const char *actor;     /* a name among holders and participants */
    const char *from, *to; /* days YYYY-MM-DD: cases that reach into [from, to] */
    const char *as_of;     /* a day or time: what reports published by then say */
    const char *since;     /* with as_of: only what was new after this day or time */
} att_book_query;
/* As att_book_cases(), for the cases that fit. `id` is then that of the query. */
ATT_API att_status att_book_find(att_book *book, att_book_face face, const att_book_query *query,
                                 att_book_take take, void *ctx, att_error *err);
/* A person's ruling, kept for good with its reason and heeded by every later link: with `join` the
 * cases `of` and `with` are one happening; without, report `with` of case `of` tells of another.
 * The later of two rulings that contradict each other wins. ATT_EUSAGE: no such case, report or
 * pair. */
ATT_API att_status att_book_decide(att_book *book, int join, const char *of, const char *with,
                                   const char *reason, att_error *err);
/* Makes all that is derived anew from the records, which are checked again, then links. */
ATT_API att_status att_book_rebuild(att_book *book, uint64_t *cases, att_error *err);
/* The records of the reports with this id, one by one. ATT_EUSAGE: there is none. */
ATT_API att_status att_book_records(att_book *book, const char *report, att_book_take take,
                                    void *ctx, att_error *err);
/* Cases whose id begins with `id` (NULL = all). ATT_EUSAGE: no such case, or reports were added
 * since the last link. A text is valid during take() and has no newline at its end. */
ATT_API att_status att_book_cases(att_book *book, att_book_face face, const char *id,
                                  att_book_take take, void *ctx, att_error *err);
/* What is exported, and how. Zero-initialise; only `format` is needed. */
typedef struct att_export_options {
    const char *format;    /* acled, ucdp, gtd, plover, polecat, cameo, icews, geojson, geojson-seq,
                              jsonld, ftm, ftm-statements, csv, reports, jsonl, postgres
                              (docs/EXPORT.md) */
    const char *id;        /* cases whose id begins so */
    const char *from, *to; /* days YYYY-MM-DD: cases that reach into [from, to] */
    const char *country;   /* of the case's place, ISO 3166-1 alpha-3 */
    const char *type;      /* of the case, as in records */
    int spreadsheet_safe;  /* an apostrophe before cells that begin with = + - @ */
    int candidates;    /* also cases that miss a scheme's criterion of inclusion (no death told) */
    int long_dates;    /* ACLED: "07 November 2021" */
    int inter_number;  /* ACLED: numbers of inter1, inter2, interaction */
    int whole;         /* what att_book_import() needs as well: jsonl with records and rulings, the
                          texts of reports in ftm, ftm-statements, geojson and geojson-seq */
    int provenance;    /* make the trail of provenance as well */
    const char *as_of; /* a day or time: from what reports published by then say; not with whole */
    const char *since; /* with as_of: cases that told something new after this day or time */
} att_export_options;
/* How much was written: rows, and cases that are none in the format. */
typedef struct att_export_count {
    uint64_t rows, left_out;
} att_export_count;
/* Takes pieces of the file and of the trail (one JSON object a line: row, column, value, rule,
 * claims); returns 0 to stop. */
typedef int (*att_export_take)(void *ctx, att_text rows, att_text trail);
/* Writes the cases in a format. The same book gives the same bytes. *count may be NULL. ATT_EUSAGE:
 * no such format, or reports were added since the last link. */
ATT_API att_status att_book_export(att_book *book, const att_export_options *opt,
                                   att_export_take take, void *ctx, att_export_count *count,
                                   att_error *err);
/* How a file is taken into a book. Zero-initialise. */
typedef struct att_import_options {
    const char *format;   /* jsonl, ftm, ftm-statements, geojson, geojson-seq, csv, reports; NULL =
                             told by the first bytes */
    att_book_take refuse; /* gets what is not imported: "LINE: COLUMN: why [RULE]" */
    void *ctx;
} att_import_options;
typedef struct att_import_count {
    uint64_t added, there; /* reports */
    uint64_t rulings;      /* added */
    uint64_t refused;      /* findings */
} att_import_count;
/* Takes a file of an export back: records, rulings and cases of `jsonl` with `whole`, which give
 * the same book again; reports with their texts of the other formats, which `reader` reads anew.
 * What is damaged is told and left out, all else imported, 64 reports a transaction; nothing is
 * added twice. Cases of the file are compared with those the book then links. ATT_EUSAGE: no such
 * format. */
ATT_API att_status att_book_import(att_book *book, att_reader *reader,
                                   const att_import_options *opt, att_text bytes,
                                   att_import_count *count, att_error *err);
/* Whether a file is what a format of att_export_options wants; files of other programs too. take()
 * gets each finding: "LINE: COLUMN: what is wrong [RULE]". *rows (may be NULL): rows or objects
 * seen. ATT_EUSAGE: no such format. */
ATT_API att_status att_validate(const att_sys *sys, const char *format, att_text bytes,
                                att_book_take take, void *ctx, uint64_t *rows, att_error *err);
/* Checks the file, its references, and every quote of every record. take() gets each finding;
 * *reports is how many were checked. ATT_OK with no finding: all is well. */
ATT_API att_status att_book_verify(att_book *book, att_book_take take, void *ctx, uint64_t *reports,
                                   att_error *err);

#ifdef __cplusplus
}
#endif
#endif
