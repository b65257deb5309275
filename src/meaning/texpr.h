/* A time expression as written: what timex_find.c reads and timex_value.c resolves. */
#ifndef MEANING_TEXPR_H
#define MEANING_TEXPR_H

#include "meaning/numeral.h"
#include "meaning/timex.h"

enum texpr_kind {
    TE_NONE,
    TE_DATE,     /* any of year, month, day, weekday, season, quarter; part, hour */
    TE_DAYS,     /* today and its neighbours: n days from the day of speaking */
    TE_UNIT,     /* "last week", "that day": the unit, rel from now; THAT from the text */
    TE_SHIFT,    /* n units before (-1) or after (1) now, or the last time of the text */
    TE_DURATION, /* n units */
    TE_SET,      /* every n units, every weekday */
    TE_REF,      /* PRESENT_REF, ... */
    TE_DECADE,   /* year / 10 */
    TE_CENTURY,  /* year / 100 */
    TE_HOLIDAY,
    TE_CLOCK, /* an hour or part of a day without its date */
};

enum { N_UNKNOWN = -1 }; /* "several": PXY */

struct texpr {
    uint32_t b, e; /* tokens */
    uint8_t kind;
    int32_t year; /* 0 = not said */
    uint8_t month, day, weekday, season, quarter, half, part;
    int8_t hour, minute, second; /* -1 = not said */
    bool zulu;
    uint8_t unit;    /* enum time_unit */
    int32_t n, most; /* "two to three weeks": 2, 3; most 0 = n alone */
    bool runs_on;    /* the end of a range that the expression before it begins */
    uint8_t before;  /* weekday that a range runs to: "from Monday to Friday" */
    bool and_half;   /* "two and a half" */
    int8_t rel;
    bool has_rel, that, by_text; /* last/this/next said; "that day"; counted from the text's time */
    bool bc, fiscal, short_year;
    uint8_t ref; /* enum time_ref */
    uint32_t holiday;
    struct str set; /* value of "daily" */
};

/* A document with what each token may be in an expression. */
struct texpr_text {
    const struct calendar *c;
    const struct doc *d;
    const struct time_word **word; /* [n_tok], NULL = no word of time */
};

/* Looks every token up once; memory in `a`. */
void texpr_text_init(struct texpr_text *x, const struct calendar *c, const struct doc *d,
                     struct arena *a);
/* The longest expression that begins at token t of the sentence [begin, end). False where none. */
bool texpr_find(const struct texpr_text *x, uint32_t begin, uint32_t t, uint32_t end,
                struct texpr *out);

/* What a range that *x began goes on to, where that is no expression of its own: "7" of "Nov. 5-7".
 */
bool texpr_go_on(const struct texpr_text *text, const struct texpr *x, uint32_t begin, uint32_t end,
                 struct texpr *out);

/* *x is the end of a range that *before, the expression before it, began. */
bool texpr_follows(const struct texpr_text *text, const struct texpr *before,
                   const struct texpr *x);

/* What expressions are counted from while a text is read. */
struct anchor {
    const struct calendar *c;
    const struct doc *d;
    struct day now;  /* publication, year 0 = unknown */
    struct day at;   /* the last day (or month, year: rest 0) of the text */
    struct day last; /* the last whole day of the text, year 0 = none */
    bool printed;    /* `now` was given: what is quoted was said on that day or so */
    bool narrative;  /* times go on from each other, not from publication */
    bool quarter;    /* the last time was a quarter */
    int32_t quarter_year;
    uint8_t quarter_n;
    uint32_t sent_b, sent_e; /* tokens of the sentence being read */
};

/* Fills type, value, from, to, precision of *t from x, and moves the anchor. */
void texpr_resolve(struct anchor *a, const struct texpr *x, struct timex *t);

#endif
