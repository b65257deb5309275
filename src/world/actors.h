/*
 * Who acts in the news: states, their organs and forces, armed groups, parties, international
 * organizations, media, leaders with their years in office; and the nouns of offices and groups.
 *
 * Built from the tables of data/actors and from users' PETRARCH/TABARI dictionaries (opt->actors),
 * which come before the built-in ones. Immutable. Names are looked up by their key
 * (world/namekey.h); a look-up costs one hash of the name.
 */
#ifndef WORLD_ACTORS_H
#define WORLD_ACTORS_H

#include "base/arena.h"
#include "world/petrarch.h"

enum actor_kind {
    ACTOR_STATE,
    ACTOR_GOVERNMENT,
    ACTOR_MILITARY,
    ACTOR_POLICE,
    ACTOR_INTELLIGENCE,
    ACTOR_ARMED_GROUP,
    ACTOR_PARTY,
    ACTOR_INTERGOVERNMENTAL,
    ACTOR_NGO,
    ACTOR_MEDIA,
    ACTOR_COMPANY,
    ACTOR_PERSON,
    ACTOR_POPULATION,
    ACTOR_USER, /* of a user's dictionary: kind not told */
    N_ACTOR_KIND
};

/* One office or code of an actor and when it held. Days are YYYYMMDD, 0 = open. */
struct actor_term {
    struct str office; /* "prime minister", or "" */
    struct str code;   /* CAMEO code, "IRQGOV" */
    char country[4];   /* alpha-3 or "" */
    char sector[4];    /* PLOVER sector or "" */
    uint32_t from, to; /* inclusive; the year alone is known where the day part is 0101 / 1231 */
};

struct actor {
    struct str id; /* stable: "IRQ", "group/asaib-ahl-al-haq"; user's: "user/NAME" */
    struct str name;
    uint8_t kind;    /* enum actor_kind */
    bool user;       /* of a user's dictionary */
    char country[4]; /* alpha-3, or "" for international ones; of the last term for persons */
    char sector[4];  /* PLOVER sector: GOV, MIL, COP, SPY, REB, PTY, MED ...; "" for states */
    struct str code; /* CAMEO code: "IRQ", "IRQGOV", "IGOUNO" */
    uint32_t term_b, term_e; /* terms [term_b, term_e) by date */
};

/* What a word of an office or group says: "spokesman", "soldiers", "prime minister". */
struct actor_agent {
    struct str key;
    char sector[4];  /* PLOVER sector or "" */
    struct str role; /* CAMEO role: "GOV", "MIL", "REB", ... */
    bool weak;       /* says little beside another one: "spokesman", "official", "leader" */
    bool head;       /* a person or group, not an adjective */
};

/* What a noun phrase's words say about the actor. */
struct actor_description {
    uint32_t actor; /* a known actor named in it, or NONE */
    char country[4];
    char sector[4];
    char code[16]; /* CAMEO: country and role, "IRQGOV"; "" when nothing is known */
};

struct actors;

att_status actors_open(const struct actors **out, struct arena *a, const att_options *opt,
                       att_error *err);

uint32_t actors_count(const struct actors *as);
const struct actor *actors_get(const struct actors *as, uint32_t i);
const struct actor_term *actors_terms(const struct actors *as, const struct actor *of, uint32_t *n);

/* The actor of that name (utf8_fold or namekey form), or NONE. Demonyms and capitals are not names
 * of states here. `written` forms that count only in capitals are found too: see actors_match(). */
uint32_t actors_find(const struct actors *as, struct str folded);
/* The longest name that begins at the first of `n` token keys (namekey_tokens()): the actor, and
 * how many tokens it takes; a "the" before the name is passed over. `upper` [n] or NULL: tokens
 * written in capitals, asked for acronyms. */
uint32_t actors_match(const struct actors *as, const struct str *key, const bool *upper, uint32_t n,
                      uint32_t *len);
/* Whether the actor's name was in use, or its term ran, on day YYYYMMDD (0 = unknown: true). */
const struct actor_term *actors_term_at(const struct actors *as, const struct actor *of,
                                        uint32_t day);

/* "iraqi", "iraqis" -> index of the state's actor, or NONE. Longest match like actors_match(). */
uint32_t actors_demonym(const struct actors *as, const struct str *key, uint32_t n, uint32_t *len);
/* "baghdad", "the kremlin" -> the state whose government it can stand for, or NONE. */
uint32_t actors_metonym(const struct actors *as, const struct str *key, uint32_t n, uint32_t *len);
/* "prime minister", "security forces" -> the office or group noun, or NULL. Longest match. */
const struct actor_agent *actors_agent(const struct actors *as, const struct str *key, uint32_t n,
                                       uint32_t *len);
/* The state with that ISO code, or NONE. */
uint32_t actors_state(const struct actors *as, struct str alpha3);
uint32_t actors_state_alpha2(const struct actors *as, struct str alpha2);

/* Country, sector and code of a noun phrase by its token keys: demonym or state, office or group,
 * known names: "Iraqi Prime Minister" -> IRQ GOV IRQGOV. False when nothing is known of it. */
bool actors_describe(const struct actors *as, const struct str *key, const bool *upper, uint32_t n,
                     struct actor_description *out);

/* The users' dictionaries as parsed, for the codebook floor. */
const struct petrarch *actors_petrarch(const struct actors *as);

const char *actor_kind_name(enum actor_kind k);
/* The kind of that name, or N_ACTOR_KIND. */
enum actor_kind actor_kind_find(struct str name);

#endif
