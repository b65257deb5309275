/* The words of a text, lower-case, each once and in order: what two reports are compared by. */
#ifndef STORE_WORDLIST_H
#define STORE_WORDLIST_H

#include "base/arena.h"

struct listed_word {
    uint64_t head; /* its first bytes, so that few words are compared whole */
    struct str s;
};

struct wordlist {
    struct arena *a;
    char *text; /* lower-case words, one behind the other */
    uint32_t n;
    struct listed_word *word; /* [count] */
    uint32_t count;
};

/* Room for texts of `bytes` in all. */
void wordlist_init(struct wordlist *w, struct arena *a, uint32_t bytes);
/* Adds the words of s: runs of letters and digits of 3 to 40 bytes, a plural's s left out. */
void wordlist_add(struct wordlist *w, struct str s);
/* All words in byte order, each once, with a space between them. O(n log n). */
struct str wordlist_text(struct wordlist *w);

#endif
