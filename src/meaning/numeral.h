/* The value of a run of number words: "1,200", "3.5 million", "twenty-two", "two dozen". */
#ifndef MEANING_NUMERAL_H
#define MEANING_NUMERAL_H

#include "text/doc.h"
#include "world/calendar.h"

struct numeral {
    uint32_t end;   /* token behind it */
    uint64_t value; /* whole part */
    uint32_t milli; /* thousandths of the fraction */
    bool digits;    /* begins with a digit */
    bool open;      /* "dozens", "hundreds": a low bound */
    bool vague;     /* "several", "a few", "a couple" */
    bool article;   /* "a", "an" alone */
    bool ordinal;   /* "third", "21st" */
};

/* Reads the longest numeral at token t, not beyond `end`. False where there is none. */
bool numeral_read(const struct calendar *c, const struct doc *d, uint32_t t, uint32_t end,
                  struct numeral *out);
/* First token of the bounding words ("at least", "nearly") that end just before t, not before
 * `begin`; t where there are none. */
uint32_t numeral_bound(const struct calendar *c, const struct doc *d, uint32_t begin, uint32_t t,
                       enum bound *b);
/* Token t is exactly that word in lower case. */
static inline bool tok_is(const struct doc *d, uint32_t t, const char *word) {
    if (t >= d->n_tok) return false;
    struct str s = d->tok_low[t];
    size_t n = strlen(word);
    return s.n == n && !memcmp(s.p, word, n);
}
/* Token t is the hyphen of a compound: no space on either side. */
bool tok_hyphen(const struct doc *d, uint32_t t);

#endif
