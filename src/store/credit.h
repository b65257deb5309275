/* Whom a report credits: the news agency whose wire it prints, or from which it takes a value. */
#ifndef STORE_CREDIT_H
#define STORE_CREDIT_H

#include "base/map.h"
#include "record/flat.h"

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
    const struct flat_node *byline; /* array of texts, or NULL */
};

/*
 * The agencies whose words the report prints: its outlet is one, or a byline, a dateline ("KABUL
 * (AP) -") or a line of its own ("Copyright 2014 The Associated Press") names it. Those that gave a
 * part of it ("AFP contributed to this report") go to *part. Looks at the first and the last few
 * hundred bytes.
 */
void credit_of_report(const struct credits *c, const struct credit_report *r, struct credit *whole,
                      struct credit *part);
/* The agencies a claim (of a unit) is taken from by its own words: its holder, else one of its
 * chain `via`. */
void credit_of_claim(const struct credits *c, const struct flat_node *claim, struct credit *out);
/* ... else what a sentence names ("police told AFP", "according to state news agency SANA",
 * "Reuters put it at 12"). */
void credit_of_sentence(const struct credits *c, struct str sentence, struct credit *out);
/* The sentence around the bytes b .. e of a text. */
struct str credit_sentence(struct str text, uint32_t b, uint32_t e);

#endif
