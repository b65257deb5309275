/*
 * Quotation marks: which words stand between which marks, also where a mark is missing, doubled or
 * of the wrong direction.
 *
 * The shape of a mark (“ ” „ « ``) proposes a direction, the characters beside it another; inside
 * an open quotation shape wins for closing marks, and a mark behind a space and before punctuation
 * closes whatever its shape. A missing opening mark is put at the start of the sentence (or of the
 * paragraph where the quotation before it was left open), a missing closing mark at the end of the
 * sentence. A paragraph that opens with a mark while the one before was left open continues it.
 * Apostrophes, inches and minutes are no marks. O(bytes) per paragraph.
 */
#ifndef TEXT_MARKS_H
#define TEXT_MARKS_H

#include "text/doc.h"

enum mark_shape { MARK_EITHER, MARK_OPENS, MARK_CLOSES };

/* One mark as it stands in the text. */
struct mark {
    uint32_t b, e;    /* bytes, a run of doubled marks being one */
    uint8_t shape;    /* enum mark_shape */
    uint8_t kind;     /* '"' or '\'' */
    bool doubled;     /* more than one mark of the same direction */
    bool left, right; /* a word stands directly at that side */
    bool stop_before; /* punctuation stands directly before it */
    bool stop_after;  /* punctuation stands directly behind it */
};

/* Reads the mark at byte `at` of `text`, within [para.b, para.e); false where there is none. */
bool mark_at(struct str text, struct tspan para, uint32_t at, struct mark *out);

#endif
