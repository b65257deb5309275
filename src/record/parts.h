/* The lists of a parsed record, whose items are found by their ids in one step. */
#ifndef RECORD_PARTS_H
#define RECORD_PARTS_H

#include "record/flat.h"

/* In the order of their letters, "eptvscix". */
enum part {
    PART_ENTITY,
    PART_PLACE,
    PART_TIME,
    PART_EVENT,
    PART_STATEMENT,
    PART_CLAIM,
    PART_INCIDENT,
    PART_CONFLICT,
    N_PART
};

struct part_list {
    const char *name;
    const struct flat_node **v; /* [n] */
    uint32_t n;
};

struct record_parts {
    const struct flat *whole;
    const struct flat_node *report, *sentences;
    struct str text;
    struct part_list list[N_PART];
};

/* O(n) of the record. */
void parts_find(struct record_parts *p, struct arena *a, const struct flat *d);
/* The item that an id like "e12" names in the list; NULL where id is none or the list ends before.
 * The letter is not looked at. */
const struct flat_node *part_at(const struct record_parts *p, enum part part,
                                const struct flat_node *id);
/* The list that ids of this letter name, or N_PART. */
enum part part_of(char letter);

#endif
