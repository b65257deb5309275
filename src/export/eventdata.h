/* The coded events of a report, as PLOVER and CAMEO files want them: who, to whom, when, where. */
#ifndef EXPORT_EVENTDATA_H
#define EXPORT_EVENTDATA_H

#include "export/export.h"

enum { MOST_SIDES = 8 };

/* An actor or recipient. */
struct side {
    struct str name, raw, country, sector, known, office; /* STR_NULL = unknown */
    bool place;                                           /* a state under the name of its land */
};

struct eventdata {
    struct str type, day, last;        /* own day, and last day; STR_NULL = unknown */
    struct str plover, mode, contexts; /* contexts joined by ';' */
    struct str cameo;
    struct side *actor, *recipient; /* [n_actor], [n_recipient]; at most MOST_SIDES of each */
    uint32_t n_actor, n_recipient;
    struct spot place;
    struct str place_raw;
    uint32_t sentence; /* from 1 */
    bool stands;       /* it happened, or was said: not denied, not merely supposed */
    /* not kept in a digest */
    struct str story; /* the day of the report */
    struct basis why; /* the event itself, as an entry of casedata.claim */
};

/* A dyad that the users' dictionaries gave. */
struct given {
    struct str source, target, code, issues;
    uint32_t event; /* index into casedata.event, NONE = none */
};

/* Gathers the events of the report's record that some format has a row for, each with its entry of
 * casedata.claim; the dyads given; and the names that stand in the story. */
void eventdata_gather(struct casedata *k);
/* What every event has from its report: story, why. */
void eventdata_settle(struct casedata *k);
/* "REPORT:v3" */
struct str eventdata_id(const struct casedata *k, const struct eventdata *e);
/* The export's query, for events. */
bool eventdata_wanted(const struct exporting *x, const struct eventdata *e);
/* A value of every side, each once, joined by ';'. */
struct str sides_join(struct arena *a, const struct side *v, uint32_t n, size_t field);

#endif
