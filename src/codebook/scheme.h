/* What the schemes share: their tables, and an event as they look at it. */
#ifndef CODEBOOK_SCHEME_H
#define CODEBOOK_SCHEME_H

#include "base/map.h"
#include "codebook/codebook.h"

enum { PLOVER_NAMES = 16, CODE_CONTEXTS = 4 };

/* A row of data/codebooks/cameo.tsv. */
struct cameo_row {
    const char *code, *plover_event, *plover_mode; /* NULL where the cell is empty */
    const char *context[CODE_CONTEXTS];
    uint32_t n_context;
};

/* A row of data/codebooks/weapons.tsv. */
struct weapon_row {
    const char *plover_mode; /* the first of the modes */
    uint8_t gtd;
    const char *acled_sub; /* NULL = none of its own */
};

struct plover_row {
    const char *event, *mode; /* mode NULL = the category itself */
    uint8_t quad;
    int16_t tenths;
    bool needs_recipient;
};

struct codebook {
    const struct world *world;
    VEC(struct cameo_row) cameo;
    struct map cameo_of; /* code -> index */
    VEC(struct weapon_row) weapon;
    struct map weapon_of; /* word or phrase -> index */
    VEC(struct plover_row) plover;
    VEC(const char *) context;
    struct map context_of;   /* lemma -> index into context */
    struct map attempt;      /* lemmas of trying */
    struct map mob;          /* lemmas of crowds that attack */
    struct map demonstrator; /* lemmas of those who demonstrate, and of what they hold */
    struct map hijack;       /* lemmas of taking a vehicle with those in it */
    struct map acled_of;     /* sub-event -> index into acled */
    struct {
        const char *event, *sub;
    } acled[32];
    uint32_t n_acled;
    struct map gtd_target_of;             /* lemma -> targtype1, smallest row first */
    struct map gtd_rank_of;               /* lemma -> row */
    const struct petrarch_book *petrarch; /* users' dictionaries with verbs, or NULL */
    bool dyads;                           /* asked for */
    bool halves;                          /* dyads with one side only */
};

/* One event with what the rules ask about it. */
struct coding {
    const struct codebook *cb;
    const struct doc *d;
    const struct meaning *m;
    const struct incidents *in;
    const struct event *e;
    uint32_t event;
};

/* The participant with that role after `from` (0 at first), or NONE. */
uint32_t coding_next(const struct coding *c, enum event_role role, uint32_t from);
/* The entity of a participant, or NULL. */
const struct entity *coding_entity(const struct coding *c, uint32_t participant);
/* The weapon table's row for the words of the span, longest phrase first, or NULL. */
const struct weapon_row *codebook_weapon(const struct codebook *cb, const struct doc *d,
                                         struct tspan span);
/* The row of the event's weapon or of its trigger's words, or NULL. */
const struct weapon_row *coding_weapon(const struct coding *c);
/* Who acts: MIL, COP, GOV, REB, UAF ... of the first participant with the role; "" when unknown. */
const char *coding_sector(const struct coding *c, enum event_role role);
/* The events [*b, *e) of the same sentence, at most some 64 around this one. */
void coding_neighbours(const struct coding *c, uint32_t *b, uint32_t *e);
/* Whether a word of a participant with the role is in the list of cues. */
bool coding_cue(const struct coding *c, enum event_role role, const struct map *cues);
bool sector_is_state(const char *sector);
bool sector_is_armed(const char *sector);

void cameo_code(const struct coding *c, struct codes *out);
void plover_code(const struct coding *c, struct codes *out);
void acled_code(const struct coding *c, struct codes *out);
void cameo_dyads(const struct codebook *cb, const struct doc *d, const struct meaning *m,
                 struct coded *out, struct arena *scratch);
/* Dyads by users' actors, agents and verbs (dyads.c); NULL where they gave no verbs. `halves`: also
 * those with one side only. */
const struct petrarch_book *petrarch_book_open(const struct world *w, bool halves, struct arena *a);
void petrarch_dyads(const struct petrarch_book *pb, const struct doc *d, const struct meaning *m,
                    struct coded *out, struct arena *scratch);

#endif
