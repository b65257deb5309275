/*
 * The caseless view of a report that the trained role reader works on: words without case, their
 * classes, simple noun phrases with their tails, and the distinct strings among these (candidates).
 *
 * Nothing here looks at upper and lower case or at the parse, so that a wire in capitals and a web
 * page of today look the same. All arrays live in the arena given to reading_run().
 */
#ifndef INCIDENTS_READING_H
#define INCIDENTS_READING_H

#include "base/map.h"
#include "base/vec.h"
#include "text/doc.h"
#include "world/lexicon.h"
#include "world/world.h"

enum word_kind {
    KIND_PUNCT,
    KIND_COMMA,
    KIND_QUOTE,
    KIND_NOUN,
    KIND_NAME,
    KIND_ADJ,
    KIND_NUM,
    KIND_DET,
    KIND_POSS,
    KIND_PREP,
    KIND_VERB,
    KIND_ING,
    KIND_AUX,
    KIND_PRON,
    KIND_ADV,
    KIND_CONJ,
    KIND_TO,
    KIND_SUB,
    KIND_HYPHEN
};

enum { MAX_VIOLENCE_CLASS = 32 };

/* Word lists of the reader: data/incidents/phrase_words.tsv, violence_words.tsv. */
struct reading_words {
    struct map kind_of;     /* word -> enum word_kind */
    struct map violence_of; /* lemma -> class 1.. */
    uint32_t n_violence;    /* classes, without 0 = none */
};
void reading_words_open(struct reading_words *w, struct arena *a);

/* One noun phrase without its article; tokens [b, e), head token, outer edges with the article. */
struct phrase {
    uint32_t b, e, head;
    uint32_t outer_b, outer_e; /* of the whole base noun phrase it stands in */
};

/* A distinct string (articles, punctuation and case aside) and where it occurs. */
struct candidate {
    uint64_t key;   /* hash of the normalised string */
    uint32_t first; /* index into mention of its first occurrence */
    uint32_t n;     /* occurrences: mention[first], then next[] */
    uint32_t last;  /* its latest occurrence */
};

struct reading {
    const struct doc *d;
    uint32_t n;                       /* tokens */
    uint8_t *kind;                    /* [n] enum word_kind */
    uint8_t *violence;                /* [n] class of data/incidents/violence_words.tsv, 0 = none */
    bool *past;                       /* [n] past form or participle of a verb */
    uint32_t *word, *lemma;           /* [n] hashes of the lower-cased form and of its lemma */
    const struct lex_word **lex;      /* [n] WordNet entry of the lemma, or NULL */
    uint32_t *classes;                /* [n] LEXC_* */
    uint32_t *verb_left, *verb_right; /* [n] nearest verb before / after in the sentence, or NONE */
    uint32_t *para_of_sent;           /* [n_sent] number of the body paragraph */
    struct phrase *mention; /* [n_mention] by candidate order of first sight, overlapping */
    uint32_t *next;         /* [n_mention] next occurrence of the same candidate, or NONE */
    uint32_t *of;           /* [n_mention] its candidate */
    uint32_t n_mention;
    struct candidate *candidate; /* [n_candidate] */
    uint32_t *alias; /* [n_candidate] its short or long form, "Army of X (AX)", or NONE */
    uint32_t n_candidate;
};

/* O(n_tok) with small constants; at most READING_MAX_CANDIDATES candidates are kept. */
enum { READING_MAX_CANDIDATES = 60000 };
void reading_run(struct reading *r, const struct doc *d, const struct world *w,
                 const struct reading_words *words, struct arena *a);
/* Hash of the normalised string of a piece of text: lower case, without articles and punctuation.
 */
uint64_t reading_key(struct str s);

#endif
