/* A composed case put where it is found again: its row, its members, words, place and days. */
#ifndef STORE_SHELVE_H
#define STORE_SHELVE_H

#include "store/compose.h"

/* Forgets all cases of the book. */
att_status shelve_clear(struct book *b, att_error *err);
/* Room for the texts of one case, used for one after the other. */
struct shelf_room {
    struct buf text, actor, place, line, json;
};
void shelf_room_init(struct shelf_room *r, const att_sys *sys);
void shelf_room_release(struct shelf_room *r);

/* Puts the case of m[n] under `number`. Inside a transaction. Scratch from `a`. */
struct shelf {
    struct book *b;
    struct arena *a;
    struct shelf_room *room;
    uint64_t number;
    const struct member *m; /* [n] */
    uint32_t n;
};
att_status shelve_case(const struct shelf *at, const struct composed *made, att_error *err);
/* "2021-11-07..." as days since 1970-01-01, else NO_DAY (store/link.h). */
int32_t shelve_day(struct str s);

#endif
