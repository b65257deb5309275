/*
 * Words: what WordNet and the readable lists under data/lexicon say about a word or a phrase.
 *
 * Two tables. `wordnet.bin` is made by tools/mkwordnet.c from the WordNet 3.0 files and only
 * mapped: a hash index with 48 bits of hash a word, no strings except irregular lemmas. The lists
 * are hash maps in the engine's arena. Keys are lower case, words of a phrase are joined by one
 * space. Everything is immutable after lexicon_open() and shared by all threads. Look-ups are O(1).
 */
#ifndef WORLD_LEXICON_H
#define WORLD_LEXICON_H

#include "base/map.h"

struct lexicon;

/* Classes of noun senses: a sense is in a class when one of the class's roots
 * (data/lexicon/wordnet_roots.tsv) is among its hypernyms. The order is that of the bits. */
/* clang-format off */
#define LEX_ISA_LIST(X)                                                                            \
    X(PERSON) X(GROUP) X(ORGANIZATION) X(GOVERNMENT) X(MILITARY_UNIT) X(POLICE) X(MEDIA)           \
    X(SOLDIER) X(LEADER) X(CRIMINAL) X(RELATIVE) X(MALE) X(FEMALE) X(INHABITANT) X(LOCATION)       \
    X(COUNTRY) X(CITY) X(REGION) X(WATER) X(BUILDING) X(FACILITY) X(DWELLING) X(WEAPON)            \
    X(EXPLOSIVE) X(VEHICLE) X(AIRCRAFT) X(ACT) X(ATTACK) X(EVENT) X(TIME) X(COMMUNICATION)         \
    X(ANIMAL)
/* clang-format on */
enum lex_isa_bit {
#define X(name) LEX_ISA_BIT_##name,
    LEX_ISA_LIST(X)
#undef X
        N_LEX_ISA
};
enum lex_isa {
#define X(name) LEX_##name = (int)(1u << LEX_ISA_BIT_##name),
    LEX_ISA_LIST(X)
#undef X
};

/* WordNet's lexicographer files, by their own numbers. */
/* clang-format off */
enum lex_file {
    LEX_FILE_NONE = 0, LEX_NOUN_TOPS = 3, LEX_NOUN_ACT, LEX_NOUN_ANIMAL, LEX_NOUN_ARTIFACT,
    LEX_NOUN_ATTRIBUTE, LEX_NOUN_BODY, LEX_NOUN_COGNITION, LEX_NOUN_COMMUNICATION, LEX_NOUN_EVENT,
    LEX_NOUN_FEELING, LEX_NOUN_FOOD, LEX_NOUN_GROUP, LEX_NOUN_LOCATION, LEX_NOUN_MOTIVE,
    LEX_NOUN_OBJECT, LEX_NOUN_PERSON, LEX_NOUN_PHENOMENON, LEX_NOUN_PLANT, LEX_NOUN_POSSESSION,
    LEX_NOUN_PROCESS, LEX_NOUN_QUANTITY, LEX_NOUN_RELATION, LEX_NOUN_SHAPE, LEX_NOUN_STATE,
    LEX_NOUN_SUBSTANCE, LEX_NOUN_TIME, LEX_VERB_BODY, LEX_VERB_CHANGE, LEX_VERB_COGNITION,
    LEX_VERB_COMMUNICATION, LEX_VERB_COMPETITION, LEX_VERB_CONSUMPTION, LEX_VERB_CONTACT,
    LEX_VERB_CREATION, LEX_VERB_EMOTION, LEX_VERB_MOTION, LEX_VERB_PERCEPTION, LEX_VERB_POSSESSION,
    LEX_VERB_SOCIAL, LEX_VERB_STATIVE, LEX_VERB_WEATHER
};
/* clang-format on */

enum lex_word_flag {
    LEX_IS_NOUN = 1,
    LEX_IS_VERB = 2,
    LEX_IS_ADJ = 4,
    LEX_IS_ADV = 8,
    LEX_PROPER = 16,         /* its first noun sense is written with a capital */
    LEX_PROPER_ADJ = 32,     /* an adjective written with a capital: of a people, place, faith */
    LEX_COMMON = 64,         /* occurs in the sense-tagged texts of WordNet */
    LEX_ALWAYS_PROPER = 128, /* no sense of any part of speech is written without a capital */
};

/* One lemma of WordNet, as it stands in the mapped table (six 32-bit words). */
struct lex_word {
    uint32_t print;       /* second part of the hash */
    uint32_t isa;         /* enum lex_isa of the first noun sense */
    uint32_t isa_any;     /* of the first three */
    uint8_t flags;        /* enum lex_word_flag */
    uint8_t noun_file[3]; /* enum lex_file of the first three noun senses, 0 where there is none */
    uint8_t verb_file[2]; /* of the first two verb senses */
    uint16_t synset[3];   /* folded numbers of the first three noun synsets; equal = synonyms */
};

/* Classes of the readable lists; a word may be in several. */
enum lex_class {
    LEXC_FUNCTION = 1, /* closed-class word */
    LEXC_GIVEN_MALE = 2,
    LEXC_GIVEN_FEMALE = 4,
    LEXC_HONORIFIC = 8,    /* Mr, Dr, Sheikh: before a person's name */
    LEXC_OFFICE = 16,      /* prime minister, spokesman: before a name or alone */
    LEXC_RANK = 32,        /* colonel: before a name or alone */
    LEXC_PARTICLE = 64,    /* al, bin, von: inside a person's name */
    LEXC_PERSON = 128,     /* a noun for a person whatever WordNet says first */
    LEXC_GROUP = 256,      /* militia, movement, faction */
    LEXC_GOVERNMENT = 512, /* ministry, parliament, embassy */
    LEXC_MILITARY = 1024,  /* army, brigade */
    LEXC_POLICE = 2048,
    LEXC_MEDIA = 4096,        /* newspaper, channel; Times, Post as the end of a name */
    LEXC_ORGANIZATION = 8192, /* company, university, party */
    LEXC_FACILITY = 16384,    /* house, airport, checkpoint */
    LEXC_WEAPON = 32768,
    LEXC_VEHICLE = 65536,
    LEXC_PLACE = 131072,       /* province, town, river: a noun for a place */
    LEXC_POPULATION = 262144,  /* people, residents, civilians: many, not organised */
    LEXC_CALENDAR = 524288,    /* months, weekdays, feasts */
    LEXC_ORG_SUFFIX = 1048576, /* Inc, Ltd, GmbH */
    LEXC_FEMALE = 2097152,     /* woman, spokeswoman */
    LEXC_MALE = 4194304,
    LEXC_PEOPLE = 8388608,      /* Shiite, Kurd, Christian: names of peoples and faiths */
    LEXC_COLLECTIVE = 16777216, /* singular noun for many: "it" and "they" both fit */
    LEXC_SURNAME = 33554432,
    LEXC_GENERIC = 67108864,    /* a noun for a person already told of: the official, the man */
    LEXC_NAMING = 134217728,    /* between a noun and its name: a group calling itself X */
    LEXC_QUANTITY = 268435456,  /* dozens, several, one: "dozens of guards" are guards */
    LEXC_CONTENT = 536870912,   /* report, claim, fear: a that-clause tells its content */
    LEXC_RESUMING = 1073741824, /* a noun for a body already told of: the group, the firm */
};

/* Words by which the reach of a phrase and of a name is told (data/lexicon/phrase_words.tsv). */
enum lex_phrase_word {
    LEXP_MOTION = 1,       /* toward, into: no part of the person or thing before */
    LEXP_CIRCUMSTANCE = 2, /* during, despite */
    LEXP_SITE = 4,         /* at, near: behind a weapon, where it is used */
    LEXP_COMPLEX = 8,      /* in front of */
    LEXP_AGE = 16,         /* aged */
    LEXP_BAND = 32,        /* "Sons" of a group's name */
    LEXP_BODY = 64,        /* "Directorate", "Embassy" of a body's name */
    LEXP_NO_BODY = 128,    /* "Republic" */
    LEXP_DAYTIME = 256,    /* dawn: a time of day that names no hour */
    LEXP_KIND = 512,       /* armed, militant: says of which kind a body is, not which one */
    LEXP_LAND = 1024,      /* in, from: before the land that people belong to */
    LEXP_RESULT = 2048,    /* dead: what became of the people whose phrase is behind it */
};

/* Personal, possessive, demonstrative pronouns: number and gender by enum gram_number/gram_gender
 * of language/mention.h (0 unknown, 1.. in their order), person 1..3. */
struct lex_pronoun {
    uint8_t person, number, gender;
    bool possessive, reflexive, demonstrative, relative;
};

/* Maps the table and reads the lists into `a`. A damaged table fails with its offset. */
att_status lexicon_open(const struct lexicon **out, struct arena *a, att_error *err);
/* Checks a table in memory: every count and offset. Used by lexicon_open() and by tests. */
att_status lexicon_check_table(struct str table, att_error *err);

/* The WordNet entry of a lemma in lower case ("prime minister"), or NULL. */
const struct lex_word *lexicon_find(const struct lexicon *l, struct str lower);
/* Classes of a word or phrase in lower case; 0 for none. */
uint32_t lexicon_class(const struct lexicon *l, struct str lower);
/* Classes of a common noun: LEXC_* bits from the lists, else from the first senses in WordNet;
 * tries the singular of a plural form itself. */
uint32_t lexicon_noun_class(const struct lexicon *l, struct str lower);
/* A word that English has: a lemma, an irregular or regular inflection of one, a word of a closed
 * class. */
bool lexicon_has_word(const struct lexicon *l, struct str lower);
/* The lemma of an irregular form ("fought" -> "fight", "men" -> "man") or STR_NULL. */
struct str lexicon_irregular_noun(const struct lexicon *l, struct str lower);
struct str lexicon_irregular_verb(const struct lexicon *l, struct str lower);
/* The lemma of a noun form by list and ending, checked against WordNet; at least 96 bytes at
 * `into`. A form that is no inflection comes back as it is. */
struct str lexicon_noun_lemma(const struct lexicon *l, struct str lower, char into[96]);
/* True when the word can be a verb (base form). */
bool lexicon_is_verb(const struct lexicon *l, struct str lower);
/* Two nouns that share one of their first three senses, or stand in one class that both are
 * exchanged for in reports (data/lexicon/synonyms.tsv). */
bool lexicon_synonyms(const struct lexicon *l, struct str a, struct str b);
/* Number of the last line of synonyms.tsv that has the word, or NONE. */
uint32_t lexicon_exchange(const struct lexicon *l, struct str word);
/* The pronoun, or NULL. */
const struct lex_pronoun *lexicon_pronoun(const struct lexicon *l, struct str lower);
/* enum lex_phrase_word of a word or phrase in lower case; 0 for none. */
uint32_t lexicon_phrase_word(const struct lexicon *l, struct str lower);
/* PLOVER sector of an office, rank or kind of organisation ("GOV"), or an empty string. */
struct str lexicon_sector(const struct lexicon *l, struct str lower);

#endif
