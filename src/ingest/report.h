/* One report as found: bytes, what is known of them, and the way back to the source. */
#ifndef INGEST_REPORT_H
#define INGEST_REPORT_H

#include "base/arena.h"
#include "ingest/omap.h"

enum report_kind { REPORT_TEXT, REPORT_HTML, REPORT_FEED, REPORT_WARC, REPORT_JSONL };

/* Where a value of the metadata was found. */
enum meta_basis { META_NONE, META_GIVEN, META_METADATA, META_BYLINE, META_URL };

struct meta_value {
    struct str text; /* STR_NULL = unknown */
    enum meta_basis basis;
};

/* What kind of block of a page a piece of text came from. Plain text is BLOCK_TEXT throughout. */
enum block_kind { BLOCK_TEXT, BLOCK_HEADING, BLOCK_LIST, BLOCK_QUOTE, BLOCK_TABLE, BLOCK_CAPTION };

struct text_block {
    struct tspan span; /* of `text` below, in order, disjoint */
    enum block_kind kind;
};

enum duplicate_kind { DUPLICATE_NONE, DUPLICATE_EXACT, DUPLICATE_NEAR };

/* An earlier report of the same input that says the same, word for word or nearly. */
struct duplicate {
    enum duplicate_kind kind;
    struct str of; /* its id */
};

/* The public att_report. Everything below lives in `a`, which the report owns. */
struct att_report {
    struct arena a;
    enum report_kind kind;
    struct str place; /* "FILE" or "FILE:LINE", NUL-terminated */
    struct str id;    /* as given, or made from the place's file name and line */
    struct meta_value title, byline, outlet, published, updated, url, language;
    struct str text;         /* what extraction gave: valid UTF-8, before cleaning */
    const struct omap *omap; /* text -> source bytes; NULL = identity */
    struct text_block *block;
    uint32_t n_block; /* 0 for plain text */
    bool conllu;      /* text is CoNLL-U: its tokens are given */
    struct str note;  /* limits that extraction met, for notes[]; STR_NULL = none */
    struct duplicate duplicate;
};

/* Adds a sentence to r->note. */
void report_note(struct att_report *r, const char *fmt, ...) ATT_PRINTF(2, 3);

/* "text", "html", ... / "exact", "near"; NULL for DUPLICATE_NONE. Static. */
const char *report_kind_name(enum report_kind kind);
const char *duplicate_kind_name(enum duplicate_kind kind);

#endif
