/* Parts of a record in words: values, holders, figures. Shared by the faces. */
#ifndef RECORD_SAY_H
#define RECORD_SAY_H

#include "record/ink.h"

/* "7 or more", "3 to 5", "10", "none", "dozens (24 or more)" */
void say_bounds(struct buf *out, const json_t *low, const json_t *high);
/* The value of a claim of that slot. */
void say_value(struct buf *out, const json_t *record, const char *slot, const json_t *value);
/* "The Associated Press", "the outlet (Daily Example)", "unnamed: it was reported" */
void say_holder(struct buf *out, const json_t *record, const json_t *holder);
/* Holder with its chain: "police, as AP writes". */
void say_chain(struct buf *out, const json_t *record, const json_t *claim);
/* Name of an entity or place by its id; empty where there is none. */
struct str say_name(const json_t *record, const json_t *id);

#endif
