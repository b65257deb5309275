/* Parts of a record in words: values, holders, figures. Shared by the faces. */
#ifndef RECORD_SAY_H
#define RECORD_SAY_H

#include "record/ink.h"

/* The value of a claim as a person writes it: "at least 7 (security personnel)", "3 or more
 * (several of his guards)", "none"; of participants the name, and the words where they tell more.
 * A denied or withdrawn one says so. */
void say_value(struct buf *out, const json_t *record, const json_t *claim);
/* "The Associated Press", "the outlet (Daily Example)", "somebody unnamed" */
void say_holder(struct buf *out, const json_t *record, const json_t *holder);
/* Holder with its chain: "police, as told by AP". */
void say_chain(struct buf *out, const json_t *record, const json_t *claim);
/* Holder as beside other holders of one report: its outlet is "the outlet"; how surely and when it
 * was said. */
void say_stand(struct buf *out, const json_t *record, const json_t *claim);
/* The words of the claim's evidence in marks, cut at words around those of the value where they
 * take more than `columns`. */
void say_quote(struct buf *out, const json_t *claim, unsigned columns);
/* "drone strike" of "drone_strike" */
void say_kind(struct buf *out, struct str type);
/* Name of an entity or place by its id; empty where there is none. */
struct str say_name(const json_t *record, const json_t *id);

#endif
