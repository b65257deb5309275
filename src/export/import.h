/*
 * Files of exports taken back into a book: JSON lines of a whole book (export/whole.h), and what
 * carries the texts of reports: FollowTheMoney entities and statements, GeoJSON, tables. What each
 * carries and loses stands in docs/EXPORT.md.
 */
#ifndef EXPORT_IMPORT_H
#define EXPORT_IMPORT_H

#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "export/carried.h"
#include "export/validate.h"
#include "store/book.h"

struct import_case {
    uint64_t line;
    struct str id, json;
};

struct importing {
    struct book *b;
    struct arena *a;    /* of the whole file */
    struct arena item;  /* of one line or object */
    const char *format; /* of import_format() */
    struct str text;
    validate_say say; /* each finding: what is refused, and why */
    void *ctx;
    att_import_count count;
    bool *bad; /* [n_line] lines that the format's rules refuse, from 1 */
    uint64_t n_line;
    struct buf reports;            /* out: reports still to be read, as JSON lines */
    VEC(uint64_t) report_line;     /* out: where each of them stands */
    struct map seen;               /* those reports, each once */
    VEC(struct import_case) cases; /* the cases of the file: what a link is to make */
};

/* The name of the format that the first bytes tell, or NULL. Scratch from `a`. */
const char *import_format(struct arena *a, struct str text);
/*
 * Validates the file, then imports what passed, 64 reports a transaction: records and rulings into
 * the book; reports of other formats into m->reports, for the caller to read. m has b, a, format,
 * text, say and ctx. Nothing that is there already is added twice. ATT_EUSAGE: no such format.
 * import_release() also after a failure.
 */
att_status import_run(struct importing *m, att_error *err);
/* After the book was linked: the cases of the file that the book's reports do not make are told. */
att_status import_check_cases(struct importing *m, att_error *err);
void import_release(struct importing *m);

/* ---- what the formats share */
/* Says what is wrong at a line: rule "FORMAT LAW"; counts it as refused. */
void import_say(struct importing *m, uint64_t line, const char *column, const char *law,
                const char *text);
bool import_is_bad(const struct importing *m, uint64_t line);
/* One more report to be read, unless the file has it already. */
void import_report(struct importing *m, const struct carried *c, uint64_t line);
/* A record for the book; what it refuses is told. A failure of the book is a failure. */
att_status import_record(struct importing *m, att_text record, uint64_t line, att_error *err);

void import_ftm(struct importing *m);
void import_statements(struct importing *m);
void import_geojson(struct importing *m);
void import_table(struct importing *m);

#endif
