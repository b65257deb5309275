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
    const struct packed_node *event;
    struct str id;               /* "REPORT:v3" */
    struct str day, last, story; /* own day (and last day), and the report's; STR_NULL = unknown */
    struct str plover, mode, contexts; /* contexts joined by ';' */
    struct str cameo;
    struct side actor[MOST_SIDES], recipient[MOST_SIDES];
    uint32_t n_actor, n_recipient;
    struct spot place;
    struct str place_raw, feature;
    uint32_t sentence; /* from 1 */
    struct basis why;  /* the event itself, as an entry of casedata.claim */
};

/* Event i (from 0) of a report read with casedata_of_record(). */
struct eventdata eventdata_of(const struct exporting *x, const struct casedata *k, uint32_t i);
uint32_t eventdata_count(const struct casedata *k);
/* It happened, or was said, as the report tells it: not denied, not merely supposed. */
bool eventdata_stands(const struct eventdata *e);
/* The export's query, for events. */
bool eventdata_wanted(const struct exporting *x, const struct eventdata *e);
/* A value of every side, each once, joined by ';'. */
struct str sides_join(struct arena *a, const struct side *v, uint32_t n, size_t field);

#endif
