/*
 * Names of places to places: countries, first-level areas, cities, regions, waters, districts.
 *
 * The built-in table (gaz.bin, made by tools/mkgaz) is used as it lies in memory; users' files
 * (opt->gazetteers: GeoNames dumps of 19 columns, or the 13-column TSV with a header; gzip too)
 * become tables of the same shape. Names are looked up by key (world/namekey.h): one hash, O(1).
 */
#ifndef WORLD_GAZ_H
#define WORLD_GAZ_H

#include "base/arena.h"
#include "world/namekey.h"

struct actors;

enum gaz_kind {
    GAZ_COUNTRY,
    GAZ_ADMIN1,
    GAZ_ADMIN2,
    GAZ_CITY,
    GAZ_DISTRICT,
    GAZ_FACILITY,
    GAZ_REGION,
    GAZ_WATER,
    N_GAZ_KIND
};

enum gaz_flag {
    GAZ_CAPITAL = 1, /* of its country */
    GAZ_OWN = 2,     /* of data/gazetteer: worth more than its population tells */
    GAZ_WIDE = 4,    /* a continent or a group of countries */
    GAZ_SEAT = 8,    /* capital of a first-level area */
};

/* One place as it lies in a table. */
struct gaz_place {
    int32_t lat, lon;    /* 1e-5 degrees */
    uint32_t population; /* 0 = unknown */
    uint32_t geonames;   /* id, 0 = none */
    uint32_t name;       /* offset of the name in the table's strings */
    uint32_t admin1;     /* place of the same table, or NONE */
    uint32_t within;     /* place of the same table that holds it (a district's city), or NONE */
    char country[4];     /* alpha-3 or "" */
    uint16_t name_n;
    uint8_t kind;  /* enum gaz_kind */
    uint8_t flags; /* enum gaz_flag */
};

/* A place of any table: table number in the upper 4 bits, index below. */
typedef uint32_t gaz_id;

enum gaz_name_flag {
    GAZ_NAME_MAIN = 1,    /* the name itself, not another one */
    GAZ_NAME_ACRONYM = 2, /* counts only where written in capitals ("UK") */
    GAZ_NAME_SHORT = 4,   /* an abbreviation that needs a place before it ("Calif.", "Pa.") */
};
struct gaz_hit {
    gaz_id id;
    uint8_t flags; /* enum gaz_name_flag */
};

struct gaz;

att_status gaz_open(const struct gaz **out, struct arena *a, const struct actors *as,
                    const att_options *opt, att_error *err);
/* Places of that name (a key), at most `cap`, biggest of each table first; how many. */
uint32_t gaz_find(const struct gaz *g, struct str key, struct gaz_hit *out, uint32_t cap);
/* The longest name at the start of token keys [n]: how many hits, and its tokens in *len. */
uint32_t gaz_match(const struct gaz *g, const struct str *key, uint32_t n, uint32_t *len,
                   struct gaz_hit *out, uint32_t cap);
const struct gaz_place *gaz_place(const struct gaz *g, gaz_id id);
struct str gaz_name(const struct gaz *g, gaz_id id);
/* The place's first-level area or the place it lies in, or NONE. */
gaz_id gaz_admin1(const struct gaz *g, gaz_id id);
gaz_id gaz_within(const struct gaz *g, gaz_id id);
/* The country's own place by alpha-3 code, or NONE. */
gaz_id gaz_country(const struct gaz *g, struct str alpha3);
const char *gaz_kind_name(enum gaz_kind k);
enum gaz_kind gaz_kind_find(struct str name);
/* What a word around a name tells (data/placewords.tsv): bits of enum gaz_word; key or plain form.
 */
enum gaz_word {
    GAZW_LOCATIVE = 1,
    GAZW_WEAK = 2,
    GAZW_NEAR = 4,
    GAZW_DIRECTION = 8,
    GAZW_INSTITUTION = 16,
    GAZW_FEATURE = 32,
    GAZW_AREA = 64,
    GAZW_COUNTY = 128,
    GAZW_WATER = 256,
    GAZW_BODY = 512,
    GAZW_MEDIA = 1024,
    GAZW_TEAM = 2048,
    GAZW_SHIP = 4096,
    GAZW_STREET = 8192,
    GAZW_LEGAL = 16384,
    GAZW_SPEAK = 32768,
    GAZW_PARTICLE = 65536,
    N_GAZ_WORD = 17
};
uint32_t gaz_word(const struct gaz *g, struct str lower);
/* Distance in kilometres, rounded; good to 1 % (integers only). */
uint32_t gaz_distance_km(const struct gaz_place *p, const struct gaz_place *q);
uint32_t gaz_n_bad(const struct gaz *g); /* malformed lines of users' files */

#endif
