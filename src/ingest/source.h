/*
 * A stream of reports out of a file, standard input, a directory or memory. Formats are told apart
 * by their first bytes unless the caller names one. One bad item is one error; the stream goes on.
 */
#ifndef INGEST_SOURCE_H
#define INGEST_SOURCE_H

#include "base/buf.h"
#include "ingest/duplicate.h"
#include "ingest/langid.h"
#include "ingest/maintext.h"
#include "ingest/report.h"
#include "ingest/unpack.h"

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
    struct unpack *unpack; /* NULL = the bytes are plain */
    struct buf packed;     /* packed bytes read and not yet unpacked: packed.p[packed_from .. n) */
    size_t packed_from;
    bool broken; /* unpacking failed with `why`, told once the bytes before it are consumed */
    att_error why;
    bool packed_end, between; /* no more packed bytes; the last step ended a member */
};

/* Looks at the first bytes and unpacks the rest of the stream where they are gzip or zstd. */
att_status stream_sniff_packing(struct byte_stream *s, const char *name, att_error *err);
/* Reads on until `want` unconsumed bytes are there or the input ends. */
att_status stream_fill(struct byte_stream *s, size_t want, const char *name, att_error *err);

struct att_source {
    const att_sys *sys;
    att_source_options opt;
    size_t item_limit;
    struct arena a;   /* paths and what lives as long as the source */
    struct str *path; /* [n_path] files still to read, NUL-terminated */
    uint32_t n_path, at_path;
    struct str name;              /* of the current input, for messages */
    struct byte_stream in;        /* the current input */
    bool open, started;           /* started: packing and format are known */
    att_input format;             /* of the current input, once sniffed */
    uint64_t line;                /* JSONL: lines read; others: items */
    uint64_t done_bytes;          /* of inputs already closed */
    struct langid *langid;        /* NULL until the first report */
    struct page_knowledge *pages; /* NULL until first asked for */
    struct duplicates seen;       /* reports of this source so far */
    void *reader;                 /* private state of a format that needs it (feed), freed with */
    void (*reader_free)(void *reader); /* the input */
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
att_status rd_feed_next(struct att_source *s, struct att_report *r, att_error *err);
att_status rd_warc_next(struct att_source *s, struct att_report *r, att_error *err);

/* All of the current input that is not yet consumed, within the item limit; the stream is then at
 * its end. The bytes stay in the stream. */
att_status source_take_all(struct att_source *s, struct str *out, att_error *err);
/* Bytes in an unknown character set into r->text / an HTML page into r, with a note where they were
 * converted. `named` may be STR_NULL. The bytes must live as long as r. */
att_status take_text(struct att_report *r, struct str bytes, struct str named, att_error *err);
att_status take_html(struct att_source *s, struct att_report *r, struct str bytes, struct str named,
                     att_error *err);
/* JSON of one news item (our JSONL, ninjs, an item of a JSON Feed) into r. */
struct json_t;
att_status take_json(struct att_source *s, struct att_report *r, const struct json_t *o,
                     att_error *err);

/* The tables of pages, feeds and dates; parsed at the first call, which may leave to the trap. */
const struct page_knowledge *source_knowledge(struct att_source *s);
/* Checks that a text is not empty. The error names `what`. */
att_status text_check(struct str bytes, const char *what, att_error *err);
/* Main text, blocks and metadata of an HTML page into r (text, omap, block, title, ...). */
att_status html_extract(struct att_source *s, struct att_report *r, struct str html,
                        att_error *err);

#endif
