/* A case as the exports look at it: its reports, what they claim, who took part, where, when, and
 * its codes. Everything lives in the arena of the call. */
#ifndef EXPORT_CASEDATA_H
#define EXPORT_CASEDATA_H

#include "base/vec.h"
#include "claims/claims.h"
#include "export/reduce.h"
#include "record/packed.h"

/* A report that tells of the case. */
struct source {
    struct str key, id, sha256, outlet, title, url, published, language; /* STR_NULL = unknown */
    const struct packed_node *record; /* NULL in a case read from its digest */
    struct str text;                  /* its text; STR_NULL in a case read from its digest */
    uint32_t origin;                  /* copies of one wire have one origin */
};

/* One claim of one report. */
struct told {
    uint32_t number; /* of its id in the report, from 1, 0 = it has none; see casedata_claim_id() */
    uint32_t slot;   /* enum claim_slot; N_CLAIM_SLOT = an event as a claim */
    struct str stance, certainty, at;
    struct str holder; /* name, else the words, else the outlet */
    bool by_outlet, by_person;
    uint32_t b, e;      /* bytes of its evidence in the report's text */
    struct str value;   /* what is claimed, as words */
    uint64_t low, high; /* figures; high UINT64_MAX = open */
    bool figure, partial, attackers, superseded, nobody;
    uint32_t source; /* index into casedata.source */
};

struct eventdata;
struct given;

/* PARTY_CLAIMANT: who says of itself, or is said, to have claimed responsibility. */
enum party_role {
    PARTY_PERPETRATOR,
    PARTY_TARGET,
    PARTY_VICTIM,
    PARTY_WEAPON,
    PARTY_CLAIMANT,
    N_PARTY
};

struct party {
    struct str name; /* of the entity, else the words */
    struct str text; /* the words of the first report */
    struct str type, sector, country;
    bool named;
    VEC(uint32_t) claim; /* indices into casedata.claim */
};

struct spot {
    struct str name, kind, country, admin1, precision; /* STR_NULL = unknown */
    bool located;
    int64_t lat, lon;  /* 1e-6 degrees */
    uint64_t geonames; /* 0 = unknown */
};

struct casedata {
    struct arena *a;
    const struct vague *vague; /* what words count; NULL = their low end (export/reduce.h) */
    struct str id;
    uint64_t number; /* 53 bits of the id, the same for the case in every export */
    struct str type, status;
    struct str from, to, precision; /* days; STR_NULL = unknown */
    uint32_t days;                  /* width of the interval, 0 = unknown */
    struct spot place;
    VEC(struct source) source;
    VEC(struct told) claim;
    struct str *shown; /* [claim.n] each as the trail has it, once it was written */
    VEC(struct party) party[N_PARTY];
    struct str acled_event, acled_sub; /* codes most reports give, STR_NULL = none */
    uint32_t ucdp;                     /* type_of_violence, 0 = none */
    uint32_t gtd_attack, gtd_target, gtd_weapon;
    bool gtd_suicide, gtd_success;
    uint32_t n_origin;
    /* of a report alone: its coded events (eventdata.h) */
    struct eventdata *event; /* [n_event], each with the claim of its index */
    struct given *given;     /* [n_given] dyads of the users' dictionaries */
    uint32_t n_event, n_given;
    bool has_given;                    /* such dictionaries were used */
    struct str people, bodies, places; /* names in the story, joined by ';' */
};

/* Which claims a cell rests on. */
struct basis {
    const uint32_t *claim; /* [n] indices into casedata.claim */
    uint32_t n;
};

/* Gives the record of a report by its key, valid until the next call; false: stop. */
typedef bool (*record_find)(void *ctx, struct str key, struct packed *out);

/* The case of this JSON, which lives as long as the arena; NULL where find() failed. */
struct casedata *casedata_of(struct arena *a, const struct packed *file, record_find find,
                             void *ctx);
/* A report alone, as a case with one source and its coded events, each with what it rests on as a
 * claim. Its record lives as long as the arena. */
struct casedata *casedata_of_record(struct arena *a, struct str key, const struct packed *record);

/* An event of the record of the report alone, as a claim: its sentence (*sentence its number, from
 * 0), and who tells it. */
void casedata_add_event(struct casedata *k, const struct packed_node *event, uint32_t *sentence);

/* "REPORT:c3", or "REPORT:v3" of an event. */
struct str casedata_claim_id(const struct casedata *k, const struct told *t);
/* The words that are its evidence; STR_NULL where the source's text is not at hand. */
struct str casedata_quote(const struct casedata *k, const struct told *t);
/* All claims of a slot (those that give a value). */
struct basis casedata_claims(const struct casedata *k, enum claim_slot slot);
/* What is said of a figure, for one rule or several. */
struct figure_told {
    struct stand *stand; /* [n] */
    uint32_t n;
    uint32_t *claim, *of; /* [n_claim] claims that say something of it, and the stand of each */
    uint32_t n_claim;
};
/* Of a slot; the attackers' own losses only where `attackers`. */
struct figure_told casedata_figure(const struct casedata *k, enum claim_slot slot, bool attackers);
/* The figure by a rule; *why (may be NULL): what it rests on. */
struct reduced casedata_reduce(const struct casedata *k, const struct figure_told *f,
                               enum reduce_rule rule, struct basis *why);
/* Parties of a role by index, or NULL. */
const struct party *casedata_party(const struct casedata *k, enum party_role role, uint32_t i);
/* A state: its forces, its police, its government. */
bool party_is_state(const struct party *p);
/* The name of an organised actor: a body or an armed group by its own name, without an article;
 * STR_NULL of persons, peoples, places and whoever is only described. */
struct str party_own_name(const struct party *p);
/* Who did it, as an organised actor: a state or a name among the perpetrators, else among those who
 * claimed it; NULL = none is told. */
const struct party *casedata_organised(const struct casedata *k, enum party_role role);
/* The latest publication of a report, or STR_NULL. */
struct str casedata_last_day(const struct casedata *k);
/* "2021-11-07" as a day number; false where it is none. */
bool day_number(struct str s, int64_t *days);

#endif
