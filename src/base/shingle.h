/* Runs of five words of a text as hashes: what tells that two texts share their wording. Words are
 * letters, digits and all bytes beyond ASCII; case of ASCII letters does not count. */
#ifndef BASE_SHINGLE_H
#define BASE_SHINGLE_H

#include "base/str.h"

enum { SHINGLE_WORDS = 5 };

struct shingles {
    struct str text;
    uint32_t at, n;               /* byte, words read */
    uint64_t word[SHINGLE_WORDS]; /* hashes of the last words, by number of the word */
};

static inline struct shingles shingles_of(struct str text) {
    return (struct shingles){.text = text};
}
/* The hash of the next run, the same on every machine; false behind the last. O(1) a byte. */
bool shingles_next(struct shingles *s, uint64_t *hash);

#endif
