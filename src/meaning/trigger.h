/*
 * Words that name happenings: the rules of data/triggers.tsv, the role frames of data/frames.tsv
 * and the cues of data/modality.tsv, read once into the engine's arena. Look-ups are O(1) in the
 * lemma.
 */
#ifndef MEANING_TRIGGER_H
#define MEANING_TRIGGER_H

#include "base/map.h"
#include "base/vec.h"
#include "language/tags.h"
#include "meaning/meaning.h"

enum { TRIGGER_WORDS = 4, FRAME_PREPS = 24, TRIGGER_GAP = 4 };

/* A role as a frame names it: enum event_role, or one that the filler's kind decides. */
enum frame_role {
    FRAME_HARM = N_EVENT_ROLE, /* victim when animate, target when not */
    FRAME_AGENT,               /* perpetrator when animate, weapon when it is one */
    FRAME_HUMAN,               /* recipient when animate, nothing when not */
    FRAME_NONE
};

struct frame_prep {
    struct str word;
    uint8_t role; /* event_role or frame_role */
};

struct frame {
    struct str name;
    uint8_t subject, object, of, possessive;
    struct frame_prep prep[FRAME_PREPS];
    uint32_t n_prep;
};

/* What a condition looks at. */
enum trigger_where {
    WHERE_OBJECT,
    WHERE_SUBJECT,
    WHERE_PREVIOUS,
    WHERE_NEXT,
    WHERE_ANY,
    WHERE_CLAUSE,
    WHERE_ARGUMENT
};
enum trigger_class { CLASS_LIST, CLASS_HUMAN, CLASS_THING, CLASS_WEAPON, CLASS_NONE };

struct trigger_condition {
    uint8_t where;  /* enum trigger_where */
    uint8_t class_; /* enum trigger_class */
    bool negated;
    const struct map *list; /* words of CLASS_LIST */
};

struct trigger_rule {
    struct str
        word[TRIGGER_WORDS]; /* [n_word] lemmas; the first one heads a verb, the last a noun */
    uint8_t n_word;
    char pos;  /* 'v', 'n', 'x' (any) */
    bool none; /* no happening: "heart attack" */
    uint8_t type;
    uint8_t frame;
    struct str cameo, plover;
    uint32_t cond_b, cond_e;
    uint32_t next; /* next rule of the same head word, or NONE */
};

/* What a cue does to what it governs. */
enum cue_effect {
    EFFECT_NONE,
    EFFECT_REPORTED,
    EFFECT_POSSIBLE,
    EFFECT_PLANNED,
    EFFECT_DENIED,
    EFFECT_HYPOTHETICAL,
    EFFECT_ORDERED,
    EFFECT_NEGATIVE,
    EFFECT_FACT,
    EFFECT_LIGHT
};
/* How a cue governs. */
enum cue_kind {
    CUE_VERB,
    CUE_NOUN,
    CUE_ADJ,
    CUE_ADVERB,
    CUE_MODAL,
    CUE_MARK,
    CUE_NEGATION,
    CUE_RANK,         /* "first", "only": no change of the telling */
    CUE_CIRCUMSTANCE, /* "after", "because": prepositions of when and why */
    N_CUE_KIND
};

struct cue {
    uint8_t effect;
    bool on_clause, on_object, on_preposition, on_gerund;
    bool undergone; /* light: the subject is who the event befalls, "suffered an attack" */
    bool in_phrase; /* noun: only behind "in": "in the event of an attack" */
    bool reaches;   /* light: its negation reaches a happening that is taken as known */
};

struct event_lexicon {
    const struct world *world;
    VEC(struct frame) frame;
    VEC(struct trigger_condition) cond;
    VEC(struct trigger_rule) rule;
    struct map by_word;            /* head word -> first rule */
    struct map cue_of[N_CUE_KIND]; /* word -> index into cue */
    VEC(struct cue) cue;
    struct map lists; /* "@name" -> index into list */
    VEC(struct map) list;
    uint32_t frame_other; /* of verbs that no rule names */
};

/* The event at token t: the rule, its tokens; false where none is. `extra` is the last token of a
 * multiword trigger whose parts are apart, else NONE. */
struct trigger_hit {
    const struct trigger_rule *rule;
    uint32_t b, e, extra;
};
/* True with hit->rule == NULL: a predicate or event noun that no rule names. */
bool trigger_at(const struct event_lexicon *lex, const struct doc *d, const struct meaning *m,
                uint32_t t, struct trigger_hit *hit);
/* The cue of that kind, or NULL. */
const struct cue *trigger_cue(const struct event_lexicon *lex, enum cue_kind kind, struct str word);

/* The kinds of participant the noun at token t can be. */
bool noun_is_human(const struct event_lexicon *lex, const struct doc *d, const struct meaning *m,
                   uint32_t t);
/* One or many persons, rather than an organisation or a state. */
bool noun_is_person(const struct event_lexicon *lex, const struct doc *d, const struct meaning *m,
                    uint32_t t);
bool noun_is_weapon(const struct event_lexicon *lex, const struct doc *d, const struct meaning *m,
                    uint32_t t);
/* Inside a time expression: "March 2016" is no march. O(log n). */
bool token_in_time(const struct meaning *m, uint32_t t);
/* Lower-cased lemma; also of names. */
struct str token_lemma(const struct doc *d, uint32_t t);
/* A finite verb that the tree took for an adjective of its object: "it had halted aid", "guards
 * blocked roads". Its object is its head. */
bool misread_verb(const struct doc *d, uint32_t t);
/* A plural noun with a number behind it that is the verb of a headline: "Bomb kills 3". */
bool headline_verb(const struct doc *d, uint32_t t);
/* The noun of a participle that the tree took for the subject: "a drone packed with explosives". */
uint32_t reduced_subject(const struct doc *d, uint32_t s);
/* The head of t and its relation *r, with two repairs: in "said on Monday that gunmen attacked" the
 * clause belongs to "said", whatever the tree says of Monday; in "struck a house in the north,
 * killing ten" the participle belongs to "struck", whatever it says of the north. */
uint32_t governor(const struct event_lexicon *lex, const struct doc *d, uint32_t t, enum deprel *r);
/* First child of t with that relation (or its subtypes by plain relation), or NONE. */
uint32_t child_with(const struct doc *d, uint32_t t, enum deprel r);
/* The lower-cased preposition of t ("because of" gives "because"), or an empty string. */
struct str token_case(const struct doc *d, uint32_t t);

#endif
