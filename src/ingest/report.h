/* One report as found: bytes, what is known of them, and the way back to the source. */
#ifndef INGEST_REPORT_H
#define INGEST_REPORT_H

#include "base/arena.h"
#include "base/vec.h"
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

/* Every value that an input gives for a field is kept, with the place that gives it. */
enum meta_field {
    FIELD_TITLE,
    FIELD_BYLINE,
    FIELD_OUTLET,
    FIELD_PUBLISHED,
    FIELD_UPDATED,
    FIELD_URL,
    FIELD_LANGUAGE,
    N_META_FIELDS
};
enum meta_from {
    FROM_JSON_LD,
    FROM_OPENGRAPH, /* a meta element named og:... or article:... */
    FROM_META,      /* another meta element */
    FROM_TITLE,     /* the title element */
    FROM_HEADING,   /* the first heading */
    FROM_TIME,      /* a time element */
    FROM_ELEMENT,   /* an element marked by itemprop, rel or class */
    FROM_VISIBLE,   /* a line that says "Published ..." or "Updated ..." */
    FROM_LINK,      /* the canonical link */
    FROM_HTML,      /* the lang of the page */
    FROM_FEED,      /* an element of a feed or news document */
    FROM_MAIL,      /* a header of a mail */
};

struct meta_candidate {
    enum meta_field field;
    enum meta_from from;
    struct str text; /* decoded */
    struct str date; /* of published and updated: as date_read() reads it */
    att_span source; /* bytes of the source */
};

/* A sentence or paragraph by which the report tells of its own correction or update. */
struct notice {
    struct str kind; /* "correction", ...: data/page/notices.tsv */
    struct str text;
    att_span source; /* bytes of the source */
};

enum { CANDIDATES_MOST = 64, NOTICES_MOST = 16 };

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
    /* byline: several authors stand on lines of their own */
    struct str text;         /* what extraction gave: valid UTF-8, before cleaning */
    const struct omap *omap; /* text -> source bytes; NULL = identity */
    struct text_block *block;
    uint32_t n_block; /* 0 for plain text */
    bool conllu;      /* text is CoNLL-U: its tokens are given */
    struct str note;  /* limits that extraction met, for notes[]; STR_NULL = none */
    struct duplicate duplicate;
    VEC(struct meta_candidate) candidate; /* at most CANDIDATES_MOST, in the order of the source */
    VEC(struct notice) notice;            /* at most NOTICES_MOST, in the order of the source */
};

/* Leads the spans of candidates and notices one step further back. NULL changes nothing. */
void report_map_back(struct att_report *r, const struct omap *map);

/* An outlet that nothing else names is the host of the report's URL. */
void report_outlet_of_url(struct att_report *r);
/* Adds a sentence to r->note. */
void report_note(struct att_report *r, const char *fmt, ...) ATT_PRINTF(2, 3);

/* The names that are printed: "html", "near", "published", "json-ld", ... Static. */
const char *report_kind_name(enum report_kind kind);
const char *duplicate_kind_name(enum duplicate_kind kind); /* NULL for DUPLICATE_NONE */
const char *meta_field_name(enum meta_field field);
const char *meta_from_name(enum meta_from from);

#endif
