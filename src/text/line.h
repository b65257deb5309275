/* The words and dates of one line of a page's front, as datelines, bylines and titles are read. */
#ifndef TEXT_LINE_H
#define TEXT_LINE_H

#include "text/page.h"

/* The next word of *rest (white space between), or false. */
bool line_word(struct str *rest, struct str *word);
/* The word without points, commas, colons and brackets around it. */
struct str line_bare(struct str w);
/* At most `size` bytes of the word in small ASCII letters, in `into`. */
struct str line_low(struct str w, char *into, uint32_t size);

bool line_is_month(const struct page *p, struct str w);
/* A day and a month stand in s ("Nov 7", "3 JAN 90", "16 March"), or an ISO date does. */
bool line_has_date(const struct page *p, struct str s);
/* Nothing but a date and a time: "November 8, 2021 10:14 am". */
bool line_only_date(const struct page *p, struct str s);

#endif
