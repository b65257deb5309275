/*
 * The verbs dictionary of the PETRARCH programs, compiled: verbs with codes, synonym sets,
 * patterns. The language is described in docs/CODEBOOK.md. Source: petrarch2 PETRreader.py,
 * read_verb_dictionary(), and the comments of the dictionaries.
 */
#ifndef CODEBOOK_VERBS_H
#define CODEBOOK_VERBS_H

#include "base/map.h"
#include "base/vec.h"
#include "world/petrarch.h"

/* A pattern that names the subject as its target ("+ * (FROM $)"). */
#define VERB_SUBJECT (NONE - 1)

enum verb_element_kind { VERB_WORD, VERB_SYNSET, VERB_SOURCE, VERB_TARGET, VERB_SKIP, VERB_MANY };

struct verb_phrase {
    uint32_t b, e; /* into verbs.word */
};

struct verb_element {
    uint8_t kind; /* enum verb_element_kind */
    bool near;    /* must follow the element before closely: inside { } or after '_' */
    uint32_t at;  /* index into phrase (VERB_WORD) or synset (VERB_SYNSET) */
};

/* "040:042": what the source does to the target, and what the target does to the source. */
struct verb_code {
    struct str to, back; /* "" = none */
};

struct verb_pattern {
    uint32_t before_b, after_b, end; /* elements before the verb, after it */
    uint32_t weight;                 /* words it asks for; more of them win */
    struct verb_code code;
};

struct verb_block {
    struct str name;       /* "ATTACK" */
    struct verb_code code; /* where no pattern fits */
    uint32_t pattern_b, pattern_e;
};

/* One form of a verb, or of a verb of several words: those before and after its head. */
struct verb_form {
    struct verb_phrase before, after;
    uint32_t block;
    bool own; /* has a code of its own: `code` */
    struct verb_code code;
    uint32_t next; /* next form with that head, or NONE */
};

/* "~ a (a b ATTACK) SAY = a b 015": a clause with a verb of block `lower` below one of `upper`. */
struct verb_turn {
    struct str upper, lower; /* lower "Q" = any */
    bool same;               /* both have one source; else the source below becomes the target */
    struct str code;         /* "Q" = the code of the verb below */
};

struct verbs {
    VEC(struct str) word; /* upper case */
    VEC(struct verb_phrase) phrase;
    VEC(struct verb_phrase) synset; /* into member */
    VEC(uint32_t) member;           /* phrase, or a synonym set with a bit: see verbs.c */
    struct map synset_of;
    VEC(struct verb_element) element;
    VEC(struct verb_pattern) pattern;
    VEC(struct verb_block) block;
    VEC(struct verb_form) form;
    struct map form_of; /* head word in upper case -> first form */
    VEC(struct verb_turn) turn;
    uint32_t n_bad;
};

/* A stretch of words [b, e) around a verb, as patterns look at it. `slot` gives the coded noun
 * phrase that begins at a word, or NONE; skip (may be NULL) leaves words of other clauses out. */
struct verb_text {
    const struct str *low, *lemma; /* [e] */
    const uint32_t *slot;          /* [e] */
    const bool *skip;              /* [e] or NULL */
    uint32_t b, e, verb;
};

struct verb_match {
    struct verb_code code;
    uint32_t pattern;        /* NONE = the code of the verb itself */
    uint32_t source, target; /* slots that the pattern names, or NONE */
    bool many;               /* the pattern asks for several sources, who act on each other */
    uint32_t weight;
    uint32_t block;         /* of the verb */
    struct verb_code plain; /* of the verb itself, whatever the pattern says */
};

/* Compiles the lines of the users' dictionaries; memory in `a`. */
void verbs_open(struct verbs *v, const struct petrarch *p, struct arena *a);
/* The best pattern of the verb at t->verb; false where the dictionary has no such verb. Bounded by
 * the patterns of the verb times the words of a window around it. */
bool verbs_match(const struct verbs *v, const struct verb_text *t, struct verb_match *out);
/* The code of a verb matched as *m in the clause of a verb of block `upper`; `same` where both have
 * one source. False where no transformation says it. */
bool verbs_transform(const struct verbs *v, uint32_t upper, const struct verb_match *m, bool same,
                     struct str *code);

#endif
