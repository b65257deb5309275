/*
 * The word lists of this floor, read once from data/cues.tsv, data/casualty.tsv and data/claims/.
 * Keys are lemmas in lower case, words of a phrase joined by one space. Immutable after opening.
 */
#ifndef CLAIMS_LEX_H
#define CLAIMS_LEX_H

#include "base/map.h"
#include "claims/claims.h"

enum cue_class {
    CUE_SAY = 1,
    CUE_THINK = 2,
    CUE_SHOW = 4,
    CUE_SEEM = 8,
    CUE_REACT = 16,
    CUE_NOUN = 32,
    CUE_PREP = 64,
    CUE_ADV = 128,
    CUE_DOC = 256,
    CUE_MEDIUM = 512,
    CUE_CITE = 1024,
    CUE_BARE = 2048,
    CUE_LABEL = 4096,
    CUE_SELF = 8192,
};

/* How a word of casualty.tsv tells of harm. */
enum casualty_how {
    HARM_OBJECT,
    HARM_SUBJECT,
    HARM_STATE,
    HARM_NOUN,
    HARM_TOLL,
    HARM_LEAVE,
    HARM_LIVES,
    N_HARM
};

/* Classes of data/claims/ tables. */
enum claim_word {
    WORD_ATTACKER = 1,
    WORD_NOBODY = 2,
    WORD_MORE = 4,
    WORD_INCLUDE = 8,
    WORD_STAGED = 16,
    WORD_STAGED_ADJ = 32,
    WORD_STAGED_NOUN = 64,
    WORD_FOILED = 128,
    WORD_FAILED = 256,
    WORD_PLANNED = 512,
    WORD_EVENT = 1024,
    WORD_BEFORE = 2048,
    WORD_AFTER = 4096,
    WORD_RAISE = 8192,
    WORD_BRING = 16384,
    WORD_RETRACT = 32768,
    WORD_PROBABLE = 1 << 16,
    WORD_POSSIBLE = 1 << 17,
    WORD_UNLIKELY = 1 << 18,
    WORD_REPORTED = 1 << 19,
    WORD_DENY = 1 << 20,
    WORD_DOUBT = 1 << 21,
    WORD_BLAME = 1 << 22,
    WORD_UNHURT = 1 << 23,
    WORD_DAMAGE = 1 << 24,
    WORD_COUNT = 1 << 25,
    WORD_STANDIN = 1 << 26,
    WORD_UNKNOWN = 1 << 27,
    WORD_AMOUNT = 1 << 28,
    WORD_SELF = 1 << 29,
    WORD_ANIMAL = 1 << 30,
};

/* Classes of data/claims/counting.tsv and data/claims/circumstances.tsv. */
enum form_word {
    FORM_SHARE = 1,
    FORM_HEAD = 2,
    FORM_MAY = 4,
    FORM_PLAN = 8,
    FORM_TELL = 16,
    FORM_THEN = 32,
    FORM_ONE = 64,
    FORM_PUT = 128,
    FORM_CARRY = 256,
    FORM_STAY = 512,
    FORM_HIT = 1024,
    FORM_OWN = 2048,
    FORM_SUFFER = 4096,
    FORM_HARM = 8192,
    FORM_VICTIM = 16384,
    FORM_LOST = 32768,
    FORM_WHY = 1 << 16,
    FORM_REVENGE = 1 << 17,
    FORM_AVENGE = 1 << 18,
    FORM_ENDS = 1 << 19,
    FORM_FREED = 1 << 20,
    FORM_BREAKS = 1 << 21,
    FORM_BROKEN = 1 << 22,
    FORM_NEVER = 1 << 23,
    FORM_BATCH = 1 << 24,
    FORM_TALLY = 1 << 25,
    FORM_APART = 1 << 26,
    FORM_LOAD = 1 << 27,
    FORM_ACCOUNT = 1 << 28,
    FORM_PAIR = 1 << 29,
    FORM_DEED = 1 << 30,
};

/* A phrase of responsibility.tsv. */
enum responsibility_what { RESP_CLAIM, RESP_DENY, RESP_NOCLAIM };
struct responsibility_phrase {
    struct str phrase;
    struct str first; /* its first word; empty where that is "*" */
    uint8_t what;
};

struct speech_model; /* claims/speech.h */

struct claim_lexicon {
    struct map cue;          /* lemma -> enum cue_class bits */
    struct map harm[N_HARM]; /* lemma -> slot; HARM_LEAVE: 0 */
    struct map prep_head;    /* first word of a preposition of speech -> longest in words */
    struct map harm_head;    /* first word of phrases of several words -> longest in words */
    struct map word;         /* lemma -> enum claim_word bits */
    struct map form;         /* word -> enum form_word bits */
    VEC(struct responsibility_phrase) responsibility;
    const struct speech_model *speech; /* NULL: the rules stand alone */
};

uint32_t lex_cue(const struct claim_lexicon *l, struct str lemma);
uint32_t lex_word(const struct claim_lexicon *l, struct str lemma);
/* The word is of that class of counting.tsv or circumstances.tsv. */
bool lex_form(const struct claim_lexicon *l, struct str word, enum form_word what);
/* The slot of a harm word, or NONE. */
uint32_t lex_harm(const struct claim_lexicon *l, enum casualty_how how, struct str lemma);

#endif
