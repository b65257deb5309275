/* Copies: reports that repeat one wire text, whole or nearly, are one origin. */
#ifndef STORE_ORIGIN_H
#define STORE_ORIGIN_H

#include "base/arena.h"

/*
 * origin[i] becomes the index of the first text [n] that text i is a copy of (i itself where none).
 * Two texts are copies where at least COPY_PERCENT of the runs of five words of the shorter one
 * stand in the other; copies of copies are copies. Texts too short to tell are copies only when
 * equal. Scratch from `a`. Cost: O(words log words).
 */
enum { COPY_PERCENT = 60 };
void origin_find(struct arena *a, const struct str *text, uint32_t n, uint32_t *origin);

#endif
