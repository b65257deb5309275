/* What the finding of mentions (mention.c) and the reach of a phrase (mention_span.c) share.
 * Private to them. */
#ifndef LANGUAGE_MENTION_WORK_H
#define LANGUAGE_MENTION_WORK_H

#include "base/vec.h"
#include "language/mention.h"
#include "language/ner.h"
#include "language/phrase.h"
#include "world/calendar.h"
#include "world/lexicon.h"

struct finder {
    const struct doc *d;
    const struct lexicon *lex;
    const struct calendar *cal;
    struct arena *scratch;
    uint32_t *left, *right; /* [n_tok] first and last token below each token, itself included */
    uint32_t *name_of;      /* [n_tok] name that covers the token, or NONE */
    const struct names *names;
    VEC(struct mention) v;
};

/* Fills left and right. Linear. */
void mention_measure(struct finder *f);
/* The phrase of head t without relative clauses, appositions, coordinated phrases, words of time
 * and what belongs to the verb. */
struct tspan mention_span(const struct finder *f, uint32_t t);
/* The token is a word of time that heads no mention: "noon", "2016", "the next day", "11 a.m." */
bool mention_is_time(const struct finder *f, uint32_t t);
/* The number tells an age: "Saleh, 28", "aged 19, 22 and 27". */
bool mention_is_age(const struct finder *f, uint32_t t);
/* The noun is part of a preposition of several words: "in front of", "in response to". */
bool mention_in_preposition(const struct finder *f, uint32_t t);

#endif
