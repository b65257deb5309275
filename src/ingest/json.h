/*
 * Reading JSON by pulling one token after another, with the bytes of each: for JSON-LD inside
 * pages, where a string's way back to the page matters. Forgiving: a bad byte ends the reading. No
 * recursion.
 */
#ifndef INGEST_JSON_H
#define INGEST_JSON_H

#include "ingest/omap.h"

enum { JSON_DEPTH = 64 };

enum json_token { JSON_END, JSON_OPEN, JSON_CLOSE, JSON_STRING, JSON_OTHER };

struct json_pull {
    struct str text;
    uint32_t at, depth;
    struct str key[JSON_DEPTH]; /* [depth] the key under which each open value stands; arrays pass
                                 * their own key on to their items */
    bool array[JSON_DEPTH];
    struct str value; /* of JSON_STRING: between the marks, as written; of JSON_OTHER: all of it */
    struct str name;  /* the key of the value just read or opened */
};

void json_pull_init(struct json_pull *j, struct str text);
/* The next value or bracket; deeper than JSON_DEPTH ends the reading. O(1) amortised a byte. */
enum json_token json_pull_next(struct json_pull *j);
/* A string as written into UTF-8, with map (may be NULL) to offsets counted from `base`. */
struct str json_decode(struct arena *a, struct str raw, struct omap *map, uint64_t base);

#endif
