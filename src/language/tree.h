/* The best tree over a sentence out of a score for every arc. */
#ifndef LANGUAGE_TREE_H
#define LANGUAGE_TREE_H

#include "base/arena.h"

enum { TREE_NEVER = INT32_MIN / 4 }; /* score of an arc that must not be */

/*
 * score[dep * (n + 1) + head]: head 0 is the root, head h the word h - 1; an arc to oneself is
 * ignored. Writes head[n] in the same numbering: a tree with exactly one word under the root, of
 * the largest sum found (Chu and Liu 1965, Edmonds 1967; of several words that the root attracts
 * the best few are tried). O(n^2) in time and memory, all of it in `scratch`.
 */
void tree_best(const int32_t *score, uint32_t n, uint32_t *head, struct arena *scratch);

#endif
