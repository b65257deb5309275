/*
 * Users' gazetteers: a GeoNames dump (allCountries.txt, cities15000.txt, XX.txt: 19 columns, see
 * https://download.geonames.org/export/dump/readme.txt) or a TSV of 13 columns with a header line
 * (geonameid name ascii alternatenames lat lon fclass fcode cc admin1 admin2 population source),
 * plain or gzip.
 */
#ifndef WORLD_GAZ_READ_H
#define WORLD_GAZ_READ_H

#include "base/arena.h"

struct actors;
struct gaz_table;

struct gaz_reading {
    const char *path;
    const struct actors *as; /* for country codes */
    const att_options *opt;
    const struct gaz_table *known; /* the built-in table: names the areas behind bare codes */
    uint32_t n_bad; /* out: malformed lines, each reported through opt->warn and skipped */
};

/* The file as a table of places (world/gaz_table.h) in `a`. Fails where it cannot be read. */
att_status gaz_read_file(struct gaz_reading *r, struct arena *a, struct str *block, att_error *err);

#endif
