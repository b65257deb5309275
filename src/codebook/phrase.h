/*
 * Noun phrases with the codes of users' actor and agent dictionaries, as the PETRARCH programs make
 * them: the actor's code on the day of the report, then the codes of its agents.
 */
#ifndef CODEBOOK_PHRASE_H
#define CODEBOOK_PHRASE_H

#include "base/map.h"
#include "base/vec.h"
#include "text/doc.h"
#include "world/petrarch.h"

/* Names by key (world/namekey.h), and how many words the longest one has that begins so. */
struct names {
    struct map of, first;
};

struct phrasebook {
    const struct petrarch *p;
    struct names actor, agent; /* -> index into p->actor, p->agent */
    struct names discard;      /* -> 1 = leaves the sentence out, 2 = the report */
};

struct coded_phrase {
    uint32_t b, e;   /* tokens */
    struct str code; /* "ARNGOV", "---COP" where no actor is named */
    bool actor;      /* an actor is named */
    bool joined;     /* coordinated with the phrase before */
};

typedef VEC(struct coded_phrase) coded_phrases;

void phrasebook_open(struct phrasebook *pb, const struct petrarch *p, struct arena *a);
/* The coded phrases of tokens [range[0], range[1]) in order; `key` are the document's keys
 * (namekey_tokens()); day YYYYMMDD or 0. Codes in d->a, the list in `a`. Linear. */
void phrases_find(const struct phrasebook *pb, const struct doc *d, const struct str *key,
                  uint32_t day, const uint32_t range[2], coded_phrases *out, struct arena *a);
/* 0, 1 or 2 as in discard_of: the strongest discard phrase among tokens [b, e). */
uint32_t phrases_discard(const struct phrasebook *pb, const struct str *key, uint32_t b,
                         uint32_t e);

#endif
