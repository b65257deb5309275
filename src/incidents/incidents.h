/*
 * Incidents: the happenings in the world that one report tells of, who did what to whom in each,
 * and where its claims clash.
 */
#ifndef INCIDENTS_INCIDENTS_H
#define INCIDENTS_INCIDENTS_H

#include "claims/claims.h"

enum incident_status {
    STATUS_HAPPENED,
    STATUS_FAILED,
    STATUS_FOILED,
    STATUS_PLANNED,
    STATUS_DISPUTED
};
enum muc_type {
    MUC_NONE,
    MUC_ATTACK,
    MUC_BOMBING,
    MUC_KIDNAPPING,
    MUC_ARSON,
    MUC_ROBBERY,
    MUC_HIJACKING
};

/* One perpetrator, target, victim or weapon: its most informative verbatim mention. */
struct filler {
    uint32_t entity; /* index into entities.v, or NONE */
    struct tspan span;
    uint32_t *claim; /* [n_claim] claims that give it; may be empty */
    uint32_t n_claim;
};
enum filler_role { FILL_PERPETRATOR, FILL_TARGET, FILL_VICTIM, FILL_WEAPON, N_FILLER_ROLE };

struct incident {
    uint8_t type;   /* enum event_type */
    uint8_t muc;    /* enum muc_type: MUC_NONE where it follows from the type */
    uint8_t status; /* enum incident_status */
    bool main, background;
    struct day from, to; /* year 0 = unknown */
    uint8_t date_precision;
    uint32_t time;  /* timex the date comes from, or NONE */
    uint32_t place; /* index into places.v, or NONE */
    struct filler *filler[N_FILLER_ROLE];
    uint32_t n_filler[N_FILLER_ROLE];
    uint32_t *event; /* [n_event] indices into events.v */
    uint32_t n_event;
    uint32_t *claim; /* [n_claim] indices into claims */
    uint32_t n_claim;
};

struct incidents {
    struct incident *v; /* [n] in order of first event */
    uint32_t n;
    uint32_t *of_event; /* [events.n] or NONE */
};

enum conflict_kind { CONFLICT_VALUE, CONFLICT_EXISTENCE, CONFLICT_ATTRIBUTION, CONFLICT_REVISION };

/* Claims that give one value (or bounds that can be true together). */
struct position {
    uint32_t *claim; /* [n_claim] */
    uint32_t n_claim;
};

struct conflict {
    uint32_t incident;
    uint8_t slot, kind;        /* enum claim_slot, enum conflict_kind */
    bool compatible;           /* all positions can be true together ("at least seven" and "10") */
    struct position *position; /* [n_position], in order of telling */
    uint32_t n_position;
    uint32_t resolved; /* claim that supersedes the others, or NONE */
};

struct conflicts {
    struct conflict *v;
    uint32_t n;
};

const char *incident_status_name(enum incident_status s);
const char *muc_type_name(enum muc_type t); /* NULL for MUC_NONE */
const char *conflict_kind_name(enum conflict_kind k);

/* Bounds that the claims of an incident give one figure slot. */
struct bounds {
    bool known;         /* false: no claim gives it (null in the record, never 0) */
    uint64_t low, high; /* high == NO_BOUND: open */
};
/* From the lowest to the highest total that anybody asserts; parts, increments, attackers' own
 * losses and superseded claims are left out. No rule of a codebook: nothing is chosen. */
struct bounds incident_figure(const struct claims_found *c, const struct incident *n,
                              enum claim_slot slot);

/* Nobody but others gives the filler: no claim has it as the outlet's own sure word. */
bool filler_is_attributed(const struct claims_found *c, const struct filler *f);

struct incident_model; /* candidate models, trees, templates */
att_status incident_model_open(const struct incident_model **out, const struct world *w,
                               struct arena *a, const att_options *opt, att_error *err);

/* Groups events and claims into incidents (sets claim.incident), fills them, finds conflicts. */
void incidents_run(const struct incident_model *model, const struct doc *d, const struct world *w,
                   const struct meaning *m, struct claims_found *c, struct incidents *out,
                   struct conflicts *conflicts, struct arena *scratch);

#endif
