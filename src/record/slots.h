/* The table that a face makes of one slot: positions, who takes each, the words. */
#ifndef RECORD_SLOTS_H
#define RECORD_SLOTS_H

#include "record/ink.h"
#include "record/position.h"

enum { SLOT_COLUMNS = 15 /* of the slot's name */, QUOTE_LINES = 3 /* of a quote, at most */ };

struct slots {
    struct ink ink;
    struct stand *v;         /* [n] claims of the slot at hand */
    const json_t **shown;    /* [n_shown] claims whose words this incident's tables have shown */
    const json_t **replaced; /* [room] by the claim's place in its record: what replaces it */
    size_t n, n_shown, room; /* room: of all three */
    bool every_quote;        /* of each claim, not one of each position */
    struct buf words, value, holders, quote;
};

/* Room for `room` claims. */
att_status slots_open(struct slots *t, struct buf *out, const att_pretty_options *opt, size_t room,
                      att_error *err);
void slots_close(struct slots *t);
/* Which claims of the record others replace; without it none is marked so. */
void slots_know(struct slots *t, const json_t *record);
/* Before the tables of an incident: no words have been shown. */
void slots_begin(struct slots *t);
/* Keeps a claim for the next table; does nothing where the room is full. */
void slots_add(struct slots *t, const json_t *record, const json_t *claim);
/* The table of what was added, which is then forgotten. `state` stands below the slot's name. */
void slots_put(struct slots *t, const char *label, struct ink_piece state);
/* A row of other words: what is in the buffers `value`, `holders`, `quote`. */
void slots_row(struct slots *t, const char *label, struct ink_piece state, enum ink_style style);

/* What is in a buffer, of the table's or another. */
static inline struct str slots_words(const struct buf *b) {
    return (struct str){b->p ? b->p : "", (uint32_t)b->n};
}

#endif
