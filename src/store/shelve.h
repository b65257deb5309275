/* A composed case put where it is found again: its row, its members, words, place and days. */
#ifndef STORE_SHELVE_H
#define STORE_SHELVE_H

#include "store/compose.h"

/* Room for the texts of one case, used for one after the other. */
struct shelf_room {
    struct buf text, actor, place, line, json; /* json: the case, composed */
};
void shelf_room_init(struct shelf_room *r, const att_sys *sys);
void shelf_room_release(struct shelf_room *r);

/* Where a case stands. All of these are called inside a transaction; scratch from `a`. */
struct shelf {
    struct book *b;
    struct arena *a;
    struct shelf_room *room;
    uint64_t number;
};
/* Puts the case of m[n], of which the JSON is in the room. */
att_status shelve_case(const struct shelf *at, const struct composed *made, const struct member *m,
                       uint32_t n, att_error *err);
/* Takes away the case that stands there. */
att_status shelve_remove(const struct shelf *at, att_error *err);
/* Forgets all cases of the book. */
att_status shelve_clear(struct book *b, att_error *err);
/* Raised whenever other words are put into the index for the same case: shelve_remove() takes out
 * what shelve_case() put in. */
enum { SHELF_EDITION = 1 };

/* "2021-11-07..." as days since 1970-01-01, else NO_DAY (store/link.h). */
int32_t shelve_day(struct str s);

#endif
