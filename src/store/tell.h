/* A case for a person. */
#ifndef STORE_TELL_H
#define STORE_TELL_H

#include "base/arena.h"
#include "record/flat.h"

/* What a line tells of a case. */
struct case_head {
    struct str id, type;
    const struct flat_node *date, *place; /* {from, to}, {name, country}; NULL = not known */
    uint32_t reports, origins;
};
/* "k0a1... 2021-11-07 drone_strike Baghdad, IRQ  6 reports, 5 origins" */
void tell_head(struct buf *out, const struct case_head *h);
/* The same of a case (its JSON, docs/STORE.md). */
void tell_line(struct buf *out, const struct flat_node *file);
/* The line, the reports, and slot by slot what is claimed: by whom, from how many origins, in which
 * words. Scratch from `a`. */
void tell_case(struct buf *out, struct arena *a, const struct flat_node *file);
/* The line and what is disputed; nothing where nothing is. Scratch from `a`. */
void tell_conflicts(struct buf *out, struct arena *a, const struct flat_node *file);
/* Text of a report: control characters become spaces. */
void tell_text(struct buf *out, struct str s);
/* "at least 7", "2021-11-07", "police" */
void tell_value(struct buf *out, const struct flat_node *value);

/* What a case tells that it did not tell before (store/find.h): lists of its own nodes. */
struct news_list {
    const struct flat_node **v; /* [n] */
    uint32_t n;
};
struct news {
    struct news_list reports, claims, conflicts;
};
/* The line of the case and what is new in it. */
void tell_news(struct buf *out, struct arena *a, const struct flat_node *file,
               const struct news *news);
/* The line of the case and how much is new in it. */
void tell_news_line(struct buf *out, const struct flat_node *file, const struct news *news);
/* The line and what is new in dispute; nothing where nothing is. */
void tell_news_conflicts(struct buf *out, struct arena *a, const struct flat_node *file,
                         const struct news *news);
/* {id, reports, claims, conflicts} as JSON. */
void tell_news_json(struct buf *out, const struct flat_node *file, const struct news *news);

#endif
