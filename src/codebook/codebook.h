/* Codes of the field's coding schemes for events and incidents, each by rules with their paragraph.
 */
#ifndef CODEBOOK_CODEBOOK_H
#define CODEBOOK_CODEBOOK_H

#include "incidents/incidents.h"

enum { MAX_CONTEXTS = 6 };

/* Static strings out of data/codebooks; NULL = the scheme has no code for it. */
struct codes {
    const char *plover_event, *plover_mode;
    const char *plover_context[MAX_CONTEXTS]; /* [n_context] */
    uint32_t n_context;
    const char *cameo;
    const char *acled_event, *acled_sub_event;
};

/* An issue of the users' dictionaries and how often the sentence names it. */
struct cameo_issue {
    struct str code; /* "REFUGEES" */
    uint32_t count;
};

/* One PETRARCH-style dyad of --cameo. */
struct cameo_dyad {
    struct str source, target, code; /* "USAGOV", "IRQ", "112"; "---" = nobody named */
    uint32_t event;                  /* index into events.v, or NONE */
    uint32_t issue_b, issue_e;       /* into coded.issue: of its sentence */
};

/* UCDP: kinds of organized violence (UCDP GED codebook, type_of_violence). */
enum ucdp_violence { UCDP_NONE, UCDP_STATE_BASED, UCDP_NON_STATE, UCDP_ONE_SIDED };
/* GTD: codes of attack, target and weapon types, as the codebook numbers them. */
struct gtd_codes {
    uint8_t attack; /* attacktype1: 1..9 */
    uint8_t target; /* targtype1: 1..22 */
    uint8_t weapon; /* weaptype1: 1..13 */
    bool suicide, success;
};

/* Codes of an incident: the schemes that code happenings, not sentences. */
struct incident_codes {
    enum ucdp_violence ucdp; /* UCDP_NONE = no organized violence */
    struct gtd_codes gtd;    /* attack 0 = no violence at all */
};

struct coded {
    struct codes *of_event;             /* [events.n] */
    struct incident_codes *of_incident; /* [incidents.n] */
    struct cameo_dyad *dyad;            /* [n_dyad], only where asked for */
    uint32_t n_dyad;
    const struct cameo_issue *issue;
};

struct codebook; /* tables of data/codebooks, users' verb patterns */
att_status codebook_open(const struct codebook **out, const struct world *w, struct arena *a,
                         const att_options *opt, att_error *err);
void codebook_run(const struct codebook *cb, const struct doc *d, const struct world *w,
                  const struct meaning *m, const struct claims_found *c, const struct incidents *in,
                  struct coded *out, struct arena *scratch);

/* Codes of incident i of `in`, for the exports. */
enum ucdp_violence ucdp_violence_of(const struct codebook *cb, const struct doc *d,
                                    const struct meaning *m, const struct incident *i);
struct gtd_codes gtd_codes_of(const struct codebook *cb, const struct doc *d,
                              const struct meaning *m, const struct incident *i);
/* The MUC-4 incident type an event type stands for; MUC_NONE where it makes no template. */
enum muc_type muc_type_of(enum event_type t);
/* Quad class (1..4), score in tenths and whether a recipient must be there; false for no such pair.
 */
bool plover_score(const struct codebook *cb, const char *event, const char *mode, unsigned *quad,
                  int *tenths, bool *needs_recipient);

#endif
