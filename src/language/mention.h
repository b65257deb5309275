/*
 * What the text talks about: names, noun phrases and pronouns (mentions), and who or what they are
 * (entities: chains of mentions that mean one person, group, thing or place).
 */
#ifndef LANGUAGE_MENTION_H
#define LANGUAGE_MENTION_H

#include "text/doc.h"
#include "world/world.h"

enum mention_kind { MENTION_NAME, MENTION_NOMINAL, MENTION_PRONOUN };

/* The `type` of the record's entities, and ENTITY_PLACE, which goes to the record's places. */
enum entity_type {
    ENTITY_OTHER,
    ENTITY_PERSON,
    ENTITY_ORGANIZATION,
    ENTITY_GROUP,
    ENTITY_GOVERNMENT,
    ENTITY_MILITARY,
    ENTITY_POLICE,
    ENTITY_MEDIA,
    ENTITY_FACILITY,
    ENTITY_VEHICLE,
    ENTITY_WEAPON,
    ENTITY_POPULATION,
    ENTITY_PLACE,
    N_ENTITY_TYPE
};

enum gram_number { NUMBER_UNKNOWN, NUMBER_SINGULAR, NUMBER_PLURAL };
enum gram_gender { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE, GENDER_NEUTER };

/* Class of a noun phrase's head by WordNet and lexicon: what kind of participant it can be. */
struct mention {
    uint32_t tok_b,
        tok_e;     /* tokens [tok_b, tok_e): the phrase without relative clauses and appositions */
    uint32_t head; /* its syntactic head token */
    uint32_t core_b,
        core_e;   /* for names: the name itself, without title ("Prime Minister") and 's */
    uint8_t kind; /* enum mention_kind */
    uint8_t type; /* enum entity_type */
    uint8_t number, gender;
    bool definite; /* the, this, possessive, or a name */
    bool
        place_adjective; /* a demonym or adjective of a place ("Iraqi"): never a point on the map */
    uint32_t entity;     /* index into entities.v, never NONE after coref */
};

struct mentions {
    struct mention *v; /* [n] by tok_b, then longer first; may nest, never cross */
    uint32_t n;
    uint32_t *narrow, *wide; /* [n_tok] narrowest and widest mention of each head, or NONE */
    uint32_t n_tok;          /* 0: the two columns are not filled */
};

struct entity {
    uint8_t type;      /* enum entity_type */
    struct tspan name; /* the fullest name form that occurs, else the first mention's phrase */
    bool named;
    char country[4];    /* ISO 3166-1 alpha-3 or "" */
    char sector[4];     /* PLOVER sector or "" */
    uint32_t known;     /* index into world actors, or NONE */
    struct tspan *role; /* [n_role] "Prime Minister" */
    uint32_t n_role;
    uint32_t *mention; /* [n_mention] indices into mentions.v, in order */
    uint32_t n_mention;
    struct tspan *alias; /* [n_alias] other name forms, in order of first occurrence */
    uint32_t n_alias;
};

struct entities {
    struct entity *v; /* [n] by first mention */
    uint32_t n;
};

struct names; /* language/ner.h */

/* Fills *m (in d->a) from the names and the trees; entity is NONE everywhere. Works on whatever
 * trees there are: without any, names and pronouns remain. Linear. */
void mention_find(const struct doc *d, const struct world *w, const struct names *names,
                  struct mentions *m, struct arena *scratch);

const char *entity_type_name(enum entity_type t);   /* "person"; ENTITY_PLACE is "place" */
const char *mention_kind_name(enum mention_kind k); /* "name" */
/* The narrowest mention whose head is token t, or NONE. */
uint32_t mention_of_head(const struct mentions *m, uint32_t t);
/* The widest mention whose head is token t, or NONE. */
uint32_t mention_widest_of_head(const struct mentions *m, uint32_t t);
/* The first mention that begins at token t or behind it, or m->n. O(log n). */
uint32_t mention_first_at(const struct mentions *m, uint32_t t);

#endif
