/* The cases of a casebook in the formats of other programs. */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include "export/sheet.h"
#include "export/words.h"
#include "store/book.h"

/* Countries and names that several formats need (data/codebooks). */
struct tables {
    struct map country; /* alpha-3 to row */
    struct country_row {
        struct str iso3, number, name, acled_region, ucdp_region, gtd_region, gw, iso2;
        struct str gtd, gtd_name; /* GTD's own number and name of it, empty = not known to us */
    } * countries;
    struct map actor; /* sector to row of acled_actors.tsv */
    struct actor_row {
        struct str sector, name, inter;
    } * actors;
    struct map cameo; /* code to row of cameo.tsv */
    struct cameo_names {
        struct str name, goldstein;
    } * cameos;
    struct map pair;             /* "event\tsub" of acled.tsv to disorder type */
    struct str *disorder, *told; /* and the form in which notes tell it */
    struct vague vague;
};

struct exporting {
    const att_export_options *opt;
    struct arena *a; /* of the whole export */
    struct tables tables;
    struct sheet sheet;
    struct buf *out, *trail;         /* trail NULL = none wanted */
    const struct codebook *codebook; /* scores of PLOVER */
    struct map count;                /* rows a day, for ids with a running number */
    uint64_t rows, left_out;
};

struct export_format {
    const char *name;
    const char *columns; /* table of columns, NULL = not tabular */
    enum sheet_shape shape;
    bool by_report; /* rows of reports, not of cases */
    bool records;   /* rows want the reports' records */
    bool quotes;    /* rows want the words of claims */
    bool as_stored; /* the case as the book has it, in order of id */
    bool whole;     /* the book with all its tables (export/whole.h), never a part of it */
    /* One row or several; returns NULL, or the rule by which the case is none. */
    const char *(*put)(struct exporting *x, const struct casedata *k);
    /* The rule by which the case is none (put says the same); NULL: it may be one. The digest of a
     * case keeps it, without --candidates, as the bit none_bit, so that such cases need not be
     * read. May be NULL. */
    const char *(*none)(const struct exporting *x, const struct casedata *k);
    uint32_t none_bit;
    void (*begin)(struct exporting *x), (*end)(struct exporting *x); /* may be NULL */
};

/* All formats, ended by a NULL name. */
extern const struct export_format export_formats[];
const struct export_format *export_format_find(const char *name);
/* ATT_EUSAGE with the names of all formats. */
att_status export_no_format(const char *command, const char *name, att_error *err);

/* Gives rows and trail in pieces; false to stop. */
typedef bool (*export_take)(void *ctx, att_text rows, att_text trail);
/*
 * Writes the book in opt->format. Cases in order of their first day, then id; reports in order of
 * publication, then key. ATT_EUSAGE: no such format; the book grew since its link. *count may be
 * NULL. Scratch from `a`. Cost: the records of the cases are read once a case.
 */
att_status export_run(struct book *b, struct arena *a, const att_export_options *opt,
                      export_take take, void *ctx, att_export_count *count, att_error *err);

/* ---- what the formats share */
void export_tables(struct tables *t, struct arena *a);
const struct country_row *export_country(const struct tables *t, struct str iso3);
const struct cameo_names *export_cameo(const struct tables *t, struct str code);
/* A name of the country, else its code. */
struct str export_country_name(const struct tables *t, struct str iso3);
/* 1e-6 degrees as "33.3" */
struct str export_degrees(struct arena *a, int64_t v);
/* Values [n] joined by sep, each once, empty ones left out. */
struct str export_join(struct arena *a, const struct str *v, uint32_t n, const char *sep);
struct str export_outlets(const struct casedata *k, const char *sep);
/* Names of the parties of a role. */
struct str export_parties(const struct casedata *k, enum party_role role, const char *sep,
                          struct basis *why);
/* "killed: 3 (police); at least 5 (doctors)" for slots on which reports differ, or STR_NULL. */
struct str export_differences(const struct casedata *k, struct basis *why);

const char *acled_none(const struct exporting *x, const struct casedata *k);
const char *ucdp_none(const struct exporting *x, const struct casedata *k);
const char *gtd_none(const struct exporting *x, const struct casedata *k);
const char *acled_put(struct exporting *x, const struct casedata *k);
const char *ucdp_put(struct exporting *x, const struct casedata *k);
const char *gtd_put(struct exporting *x, const struct casedata *k);
const char *csv_put(struct exporting *x, const struct casedata *k);
const char *plover_put(struct exporting *x, const struct casedata *k);
const char *polecat_put(struct exporting *x, const struct casedata *k);
const char *cameo_put(struct exporting *x, const struct casedata *k);
const char *icews_put(struct exporting *x, const struct casedata *k);
const char *geojson_put(struct exporting *x, const struct casedata *k);
const char *geojson_seq_put(struct exporting *x, const struct casedata *k);
const char *reports_put(struct exporting *x, const struct casedata *k);
const char *jsonld_put(struct exporting *x, const struct casedata *k);
const char *ftm_put(struct exporting *x, const struct casedata *k);
void geojson_begin(struct exporting *x), geojson_end(struct exporting *x);
void jsonld_begin(struct exporting *x), jsonld_end(struct exporting *x);

#endif
