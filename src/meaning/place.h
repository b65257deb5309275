/* Places: the place entities of the document, resolved against the gazetteer or honestly not. */
#ifndef MEANING_PLACE_H
#define MEANING_PLACE_H

#include "language/mention.h"
#include "world/world.h"

enum place_kind {
    PLACE_COUNTRY,
    PLACE_ADMIN1,
    PLACE_ADMIN2,
    PLACE_CITY,
    PLACE_DISTRICT,
    PLACE_FACILITY,
    PLACE_REGION,
    PLACE_WATER
};
enum place_precision {
    PLACE_EXACT,
    PLACE_NEAR,
    PLACE_IN_ADMIN2,
    PLACE_IN_ADMIN1,
    PLACE_IN_COUNTRY,
    PLACE_UNKNOWN
};

struct place {
    uint32_t entity;   /* index into entities.v (ENTITY_PLACE, or ENTITY_FACILITY inside a place);
                        * NONE   where only the gazetteer knows the name */
    struct tspan span; /* first mention: the name */
    struct str name;   /* name as resolved, or as it stands */
    uint8_t kind;      /* enum place_kind */
    uint8_t precision; /* enum place_precision */
    uint32_t geonames; /* id, 0 = not resolved to a GeoNames id */
    bool resolved;
    int32_t lat, lon;      /* 1e-5 degrees, where resolved */
    char country[4];       /* alpha-3 or "" */
    struct str admin1;     /* name or "" */
    uint32_t within;       /* index into places.v, or NONE */
    bool legal_notice;     /* "banned in Russia": a remark, no place of an event */
    struct tspan *mention; /* [n_mention] every name of it in the text, in order */
    uint32_t n_mention;
};

struct places {
    struct place *v; /* [n] in order of first mention */
    uint32_t n;
    uint32_t *of_entity; /* [entities.n] index into v, or NONE */
};

const char *place_kind_name(enum place_kind k);
const char *place_precision_name(enum place_precision p);

void place_run(const struct doc *d, const struct world *w, const struct mentions *m,
               const struct entities *e, struct places *out, struct arena *scratch);

#endif
