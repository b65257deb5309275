/*
 * A stream of reports out of a file, standard input, a directory or memory. Formats are told apart
 * by their first bytes unless the caller names one. One bad item is one error; the stream goes on.
 */
#ifndef INGEST_SOURCE_H
#define INGEST_SOURCE_H

#include "base/buf.h"
#include "ingest/maintext.h"
#include "ingest/report.h"

enum {
    SOURCE_ITEM_LIMIT = 64 << 20, /* bytes of one report where the caller gives no limit */
    SOURCE_CHUNK = 1 << 16,
};

/* Bytes of one input, pulled as they are needed; memory stays within one item. */
struct byte_stream {
    const att_sys *sys;
    int fd;          /* -1 for memory */
    struct buf have; /* bytes read and not yet consumed: have.p[from .. have.n) */
    size_t from;
    uint64_t consumed; /* bytes handed out so far */
    bool at_end;
};

/* Reads on until `want` unconsumed bytes are there or the input ends. */
att_status stream_fill(struct byte_stream *s, size_t want, const char *name, att_error *err);

struct att_source {
    const att_sys *sys;
    att_source_options opt;
    size_t item_limit;
    struct arena a;   /* paths and what lives as long as the source */
    struct str *path; /* [n_path] files still to read, NUL-terminated */
    uint32_t n_path, at_path;
    struct str name;       /* of the current input, for messages */
    struct byte_stream in; /* the current input */
    bool open;
    att_input format;             /* of the current input, once sniffed */
    uint64_t line;                /* JSONL: lines read; others: items */
    uint64_t done_bytes;          /* of inputs already closed */
    struct page_knowledge *pages; /* NULL until the first page */
    void *reader;                 /* private state of a format that needs it (feed, warc) */
    void *held; /* memory of a library that an item needs, e.g. a JSON tree; freed with */
    void (*held_free)(void *held); /* the item whichever way it ends */
};

att_status source_open(const att_sys *sys, const char *path, const att_source_options *opt,
                       struct att_source **out, att_error *err);
att_status source_memory(const att_sys *sys, att_text bytes, const char *name,
                         const att_source_options *opt, struct att_source **out, att_error *err);
att_status source_next(struct att_source *s, struct att_report **out, att_error *err);
void source_close(struct att_source *s);

/* A fresh report with its arena, place and kind set, and what the caller said of all reports. */
att_status report_new(struct att_source *s, enum report_kind kind, struct att_report **out,
                      att_error *err);
void report_free(struct att_report *r);
/* The part of a path after its last slash. */
struct str source_base_name(struct str path);

/* The formats. Each makes at most one report of the current input and leaves the stream behind it;
 * ATT_END when the input is done. */
att_status rd_text_next(struct att_source *s, struct att_report *r, att_error *err);
att_status rd_jsonl_next(struct att_source *s, struct att_report *r, att_error *err);
att_status rd_html_next(struct att_source *s, struct att_report *r, att_error *err);

/* Checks that bytes are a text: not empty, UTF-8, no NUL. Errors name `what` and the offset. */
att_status text_check(struct str bytes, const char *what, att_error *err);
/* Main text, blocks and metadata of an HTML page into r (text, omap, block, title, ...). */
att_status html_extract(struct att_source *s, struct att_report *r, struct str html,
                        att_error *err);

#endif
