/* Cases by their words, place, days and actors; and cases as they stood at some time. */
#ifndef STORE_FIND_H
#define STORE_FIND_H

#include "store/compose.h"

/*
 * What is looked for; NULL = anything. `text`, `place`, `actor` are words: all of `text` in the
 * reports of the case, those of `place` and `actor` one behind the other in a name; `place` may
 * also be "LAT,LON,KM". `from`, `to`: days the case reaches into. Answered from the FTS5 and R*Tree
 * tables: cost grows with the cases that match the first condition given.
 */
struct find_query {
    const char *id; /* beginning of an id, also of a former one */
    const char *text, *place, *actor, *from, *to;
    bool brief; /* the JSON of hits is not wanted (where no `id` is given) */
};

/* Each case in order of its id to take(): its number, id, line and JSON (empty where the query is
 * brief), valid during the call. */
struct find_hit {
    struct str number, id, line, json;
};
typedef att_status (*find_take)(void *ctx, const struct find_hit *hit, att_error *err);
/* ATT_EUSAGE: a condition without words, a bad place or day; no case has that id. */
att_status find_cases(struct book *b, struct arena *a, const struct find_query *q, find_take take,
                      void *ctx, att_error *err);

/* Whether words are looked for: in the index, which the copy of a server's cases does not have. */
bool find_by_words(const struct find_query *q);

/* The case as it stood at `until`: reports published by then, and what they claim. *known is false
 * where no report of it was out (undated reports are never known to be). Lives in `a`. */
struct as_of {
    struct book *b;
    struct arena *a;
    const struct find_hit *hit;
};
att_status find_as_of(const struct as_of *l, struct str until, struct flat *file, bool *known,
                      att_error *err);
/* What `after` says and `before` (may be NULL) does not; false where nothing is new. */
bool find_news(struct arena *a, const struct flat_node *before, const struct flat_node *after,
               struct news *out);
/* Puts the whole book back to `until`: until find_look_ahead() every query of this connection sees
 * the cases as they stood then and the reports that were out; with `since` (may be NULL) only cases
 * that told something new after it. The file is not changed. `until` lives as long. */
att_status find_look_back(struct book *b, struct arena *a, const char *until, const char *since,
                          att_error *err);
att_status find_look_ahead(struct book *b, att_error *err);

#endif
