/* Phrases of several words to values, matched longest first over token keys (world/namekey.h). */
#ifndef WORLD_PHRASES_H
#define WORLD_PHRASES_H

#include "base/map.h"
#include "world/namekey.h"

struct phrases {
    struct arena *a;
    struct map value; /* key -> value */
    struct map first; /* first word of keys -> most words of a key that begins with it */
};

void phrases_init(struct phrases *ph, struct arena *a, uint32_t expected);
/* The value of `key` (copied where new), which is `value` if it is new: see map_add(). */
uint32_t phrases_add(struct phrases *ph, struct str key, uint32_t value, bool *added);
void phrases_put(struct phrases *ph, struct str key, uint32_t value);

/* Walks over the prefixes of token keys [n] that may be phrases: one word, two words, ... */
struct phrase_walk {
    char text[NAMEKEY_MAX];
    uint32_t n;   /* bytes of text */
    uint32_t tok; /* tokens taken */
    uint32_t words, most;
};
void phrase_walk_begin(struct phrase_walk *w, const struct phrases *ph, const struct str *key,
                       uint32_t n);
/* Takes one more token that has letters; false when no longer phrase can be. */
bool phrase_walk_next(struct phrase_walk *w, const struct str *key, uint32_t n);
static inline struct str phrase_walk_text(const struct phrase_walk *w) {
    return (struct str){w->text, w->n};
}
/* The value of the longest phrase at the start of the keys, and its tokens; or NONE. */
uint32_t phrases_match(const struct phrases *ph, const struct str *key, uint32_t n, uint32_t *len);

#endif
