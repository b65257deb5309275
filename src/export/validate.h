/* Whether a file is what its format wants: our own exports and files of other programs. */
#ifndef EXPORT_VALIDATE_H
#define EXPORT_VALIDATE_H

#include "export/columns.h"
#include "export/tree.h"

/* What is wrong at one place. `rule` is "acled interaction": the format, and the column or law. */
struct finding {
    uint64_t line; /* from 1 */
    struct str column;
    const char *rule, *text;
    struct str value; /* what stands there, STR_NULL where it says nothing */
};
typedef void (*validate_say)(void *ctx, const struct finding *f);

/* Reads the whole of `bytes` in a format. *rows: rows or objects seen. ATT_EUSAGE: no such format.
 * Findings are no failure. Scratch from `a`, which grows with the number of rows (their ids). O(n).
 */
att_status validate_run(struct arena *a, const char *format, att_text bytes, validate_say say,
                        void *ctx, uint64_t *rows, att_error *err);

/* The same without the laws inside records (record/check.h), for a caller who checks records. */
att_status validate_shape(struct arena *a, const char *format, att_text bytes, validate_say say,
                          void *ctx, att_error *err);

/* ---- what the checks of the formats share */

struct checking {
    struct arena *a;  /* of the whole file */
    struct arena row; /* of one row */
    const char *format;
    struct str text;
    const struct columns *columns; /* of tabular formats */
    struct str *cell;              /* [columns->n] of the row at hand */
    struct map seen;               /* ids */
    struct map pair;               /* "acled\tEVENT\tSUB", "plover\tEVENT\tMODE" ... to quad or 1 */
    struct str *disorder;          /* of ACLED pairs, by the value in `pair` */
    struct str item;               /* of formats of JSON lines: the line at hand */
    bool shape;                    /* records are not looked into */
    uint64_t line, rows;
    validate_say say;
    void *ctx;
};

/* Says what is wrong with a column: rule "FORMAT COLUMN", or "FORMAT LAW" where given. */
void check_say(struct checking *c, struct str column, const char *law, const char *text,
               struct str value);
/* The cell of that name, empty where the table has none. */
struct str check_cell(const struct checking *c, const char *column);
/* False (and said, rule "FORMAT unique") where the id was seen before. */
void check_unique(struct checking *c, struct str column, struct str id);
/* Rules that look at several cells of a row. */
typedef void (*row_check)(struct checking *c);
row_check row_check_of(const char *format);
/* Formats of JSON: a whole document, a line each, or a sequence (RFC 8142). */
enum json_shape { JSON_DOCUMENT, JSON_LINES, JSON_SEQUENCE };
struct json_format {
    const char *name;
    enum json_shape shape;
    void (*check)(struct checking *c, const struct tree *t);
};
const struct json_format *json_format_of(const char *format);

void check_book_line(struct checking *c, const struct tree *t);
void check_ftm_entity(struct checking *c, const struct tree *t);
void check_ftm_statement(struct checking *c, const struct tree *t);
void check_statement_row(struct checking *c);
/* A SQL text of `export --format postgres`. */
void check_postgres(struct checking *c);

/* Text of a member, STR_NULL where it is none. */
struct str check_text(struct checking *c, const struct tree *t, const char *key);
/* Says that a member is wrong. */
void check_wrong(struct checking *c, const char *member, const char *law, const char *text);
/* False (and said) where the member is no text that is not empty, or no list. */
bool check_want_text(struct checking *c, const struct tree *t, const char *key);
bool check_want_list(struct checking *c, const struct tree *t, const char *key);
/* "2021-11-07", perhaps with a time behind it. */
bool check_is_date(struct str s);
/* Counts the line ends from *from to a node: to its first key, as the text's lines count. */
void json_go_to(const struct tree *t, const char **from, uint64_t *line);
/* The bytes of an object or list that is a member of the object on this line, else STR_NULL. */
struct str json_member(struct str line, const char *name);

#endif
