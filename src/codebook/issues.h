/*
 * Issues of users' dictionaries: what a sentence is about, beside its dyads. The lines are those of
 * the Phoenix issue files: "PHRASE [CODE]" inside <ISSUE CATEGORY="NAME">; "~PHRASE" is passed
 * over; "n:" and "v:" before a word take its forms; '+' joins parts that may be one word or two.
 */
#ifndef CODEBOOK_ISSUES_H
#define CODEBOOK_ISSUES_H

#include "base/map.h"
#include "base/vec.h"
#include "codebook/codebook.h"
#include "text/doc.h"
#include "world/petrarch.h"

struct issue_phrase {
    struct str code; /* "" = passed over */
    bool inflected;  /* a lemma of the text may stand for a word of it */
};

struct issues {
    VEC(struct issue_phrase) phrase;
    struct map of; /* key (world/namekey.h) -> index into phrase */
};

typedef VEC(struct cameo_issue) issue_list;

void issues_open(struct issues *s, const struct petrarch *p, struct arena *a);
/* Appends the issues of tokens [range[0], range[1]) with their counts, by their first occurrence;
 * the longest phrase at a place counts, and phrases do not overlap. `key` are the document's keys
 * (namekey_tokens()). Linear; codes live as long as *s, the list in `a`. */
void issues_find(const struct issues *s, const struct doc *d, const struct str *key,
                 const uint32_t range[2], issue_list *out, struct arena *a);

#endif
