/* The date of publication: given, in the metadata, in the dateline, or by the calendar. */
#ifndef MEANING_PUBLISHED_H
#define MEANING_PUBLISHED_H

#include "meaning/texpr.h"

/* The expressions of a report in order, as found; [n]. */
struct texprs {
    const struct texpr *v;
    uint32_t n;
};

/* Fills *pub from what is given, the dateline and the days that the text names. Years in office of
 * known persons narrow the years. Notes "published_undecided" on d. */
void published_find(struct doc *d, const struct world *w, const struct texprs *x,
                    struct published *pub, struct arena *scratch);
/* "2021-11-07", "2021-11-07T10:30:00Z": its day, year 0 where it is none. */
struct day published_day(struct str value);

#endif
