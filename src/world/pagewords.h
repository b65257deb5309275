/*
 * Phrases by which the parts of a news page are told from its story: bylines, dates, boilerplate,
 * tags of wires, agencies. From data/page/; compared without regard to ASCII case.
 */
#ifndef WORLD_PAGEWORDS_H
#define WORLD_PAGEWORDS_H

#include "base/arena.h"

/* The meaning of each mark is written in data/page/phrases.tsv. */
enum page_mark {
    PAGE_BYLINE,
    PAGE_STAFF,
    PAGE_DATEMARK,
    PAGE_WHOLE,
    PAGE_START,
    PAGE_PART,
    PAGE_TAIL,
    PAGE_TAG,
    PAGE_BODY,
    PAGE_EDITOR,
    PAGE_OUTLETWORD,
    PAGE_MONTH,
    PAGE_AGENCY,
    PAGE_JOINT,
    PAGE_SITE,
    PAGE_BETWEEN,
    PAGE_UPDATE,
    PAGE_WEEKDAY,
    PAGE_HEAD,
    PAGE_DESK,
    PAGE_MAILMARK,
    PAGE_MARKS
};

struct pagewords;

/* Parses the built-in tables into `a`. */
const struct pagewords *pagewords_open(struct arena *a);
/* The whole of s is a phrase of that mark. pw == NULL knows none. */
bool page_is(const struct pagewords *pw, enum page_mark mark, struct str s);
/* Length of the longest phrase of that mark at the start of s, ending at a word border; 0 = none.
 */
uint32_t page_starts(const struct pagewords *pw, enum page_mark mark, struct str s);
/* Phrase i of that mark in the order of the table, an underscore for each space; STR_NULL beyond
 * the last. */
struct str page_phrase(const struct pagewords *pw, enum page_mark mark, uint32_t i);
/* s holds a phrase of that mark. O(phrases * n): for short s. */
bool page_holds(const struct pagewords *pw, enum page_mark mark, struct str s);

#endif
