/* What a person ruled about cases: these are one, this report is not of it. Only ever added. */
#ifndef STORE_RULING_H
#define STORE_RULING_H

#include "store/compose.h"
#include "store/link.h"

/*
 * join: the cases `of` and `with` are one happening. split: report `with` tells of another
 * happening than the rest of case `of`. Holds from the next link on, and over every rebuild; of two
 * rulings that contradict each other the later one wins. ATT_EUSAGE: no such case or report, the
 * report is all of the case, no reason.
 */
struct ruling {
    bool join;
    const char *of, *with, *reason;
};
att_status ruling_add(struct book *b, const struct ruling *r, att_error *err);
/* The rulings on members m[n] (sorted by key, incident), latest first, in `a`. */
att_status ruling_load(struct book *b, struct arena *a, const struct member *m, uint32_t n,
                       struct link_rulings *out, att_error *err);
/* Number of the case whose id begins with `id`, else of the one that a former id now is part of;
 * ATT_EUSAGE: none, or several. */
att_status ruling_case(struct book *b, const char *id, char number[24], att_error *err);

#endif
