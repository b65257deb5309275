/* Whom a report credits: the news agency whose wire it prints, or from which it takes a value. */
#ifndef STORE_CREDIT_H
#define STORE_CREDIT_H

#include "base/arena.h"
#include "base/map.h"

#include <jansson.h>

/* Agencies and the words of credit: data/page/agencies.tsv, data/store/credit_words.tsv. */
struct credits {
    struct map name; /* words of a name, one space between: agency * 2 + 1 where the name is sure */
    struct map word; /* bits of enum credit_word */
    struct str *agency; /* [n] */
    uint32_t n;
};
void credits_open(struct credits *c, struct arena *a);

enum { CREDIT_MOST = 4 };

/* The agencies that something is taken from, each once, in order of the table. */
struct credit {
    uint32_t agency[CREDIT_MOST], n;
};

/* What is known of a report beside its text; STR_NULL and NULL where unknown. */
struct credit_report {
    struct str outlet, text;
    const json_t *byline; /* array of texts, or NULL */
};

/*
 * The agencies whose words the report prints: its outlet is one, or a byline, a dateline ("KABUL
 * (AP) -") or a line of its own ("Copyright 2014 The Associated Press") names it. Those that gave a
 * part of it ("AFP contributed to this report") go to *part. Looks at the first and the last few
 * hundred bytes.
 */
void credit_of_report(const struct credits *c, const struct credit_report *r, struct credit *whole,
                      struct credit *part);
/* The agencies a claim (of a unit) is taken from by its own words: its holder, one of its chain
 * `via`, else what its sentence names ("police told AFP", "according to state news agency SANA",
 * "Reuters put it at 12"). `text` of its report. */
void credit_of_claim(const struct credits *c, const json_t *claim, struct str text,
                     struct credit *out);

#endif
