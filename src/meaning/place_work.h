/* What the parts of place resolution share: name occurrences (place_find.c), the
 * evidence for each (place_weigh.c), the choice of a place
 * for each name (place_solve.c), the list of places (place.c). Private to them. */
#ifndef MEANING_PLACE_WORK_H
#define MEANING_PLACE_WORK_H

#include "base/map.h"
#include "meaning/place.h"
#include "world/gaz.h"

enum { PLACE_HITS = 24, SCORE_TAKEN = 2 };

/* One name in the text that may be a place. */
struct place_occ {
    uint32_t tok_b, tok_e;
    uint32_t group;  /* index into group */
    uint32_t entity; /* entity of NAMES, or NONE */
    uint32_t holder; /* occurrence that holds it ("Paris, Texas": Texas), or NONE */
    int32_t score;   /* evidence that it is a place */
    uint32_t hint;   /* enum gaz_word of the word after or before: area, water, county */
    bool named;      /* NAMES says it is a place */
    bool short_form; /* an abbreviation or code that counts only after another name */
    bool near, legal, dateline, taken;
};

/* Occurrences of one name in the report: one sense. */
struct place_group {
    struct str key;
    struct gaz_hit hit[PLACE_HITS];
    uint32_t n_hit;
    uint32_t pick; /* index into hit, or NONE */
    gaz_id held;   /* the area or country named after it, where no hit is in it: or NONE */
    int32_t best;  /* score of its best occurrence */
    bool used;
};

struct place_work {
    const struct doc *d;
    const struct world *w;
    const struct gaz *gaz;
    const struct mentions *m;
    const struct entities *e;
    struct arena *scratch;
    struct str *key;           /* [n_tok] name keys */
    uint32_t *mention;         /* [n_tok] widest named mention that covers the token, or NONE */
    VEC(struct place_occ) occ; /* by tok_b, disjoint */
    VEC(struct place_group) group;
    struct map groups;  /* key -> group */
    struct map persons; /* keys of words seen as parts of persons' names */
};

void place_find(struct place_work *p);
/* Scores what place_find found and takes what the evidence makes a place. */
void place_weigh(struct place_work *p);
void place_solve(struct place_work *p);
/* First letter of the token is upper case. */
bool place_cap(const struct place_work *p, uint32_t t);
uint32_t place_word(const struct place_work *p, uint32_t t);
bool place_is_punct(const struct place_work *p, uint32_t t);
uint32_t place_sent_begin(const struct place_work *p, uint32_t t);
uint32_t place_sent_end(const struct place_work *p, uint32_t t);
bool place_tok_is(const struct place_work *p, uint32_t t, const char *low);
uint32_t place_class_at(const struct place_work *p, uint32_t t);
bool place_is_given(uint32_t c);

#endif
