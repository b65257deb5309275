/* The laws of the contract that a schema cannot say, checked on a parsed record. */
#ifndef RECORD_LAWS_H
#define RECORD_LAWS_H

#include "record/parts.h"

/*
 * 1. Every span lies inside report.text, on code points, and the text beside it is the cut.
 * 2. report.sha256 is that of report.text.
 * 3. Every id that is referred to exists; ids of a list are counted from 1.
 * 4. A figure claim's number words stand in its span, and that in the evidence.
 * 5. No claim without a holder; no conflict whose claims are of another incident, or (for values)
 * slot; a conflict has two sides at least, each held by a claim, no claim on both; what resolves it
 * is one of them.
 * 6. No perpetrator whom no claim names; where none is the outlet's own sure word, it says so.
 * ATT_EINPUT names the law and the part. The record has passed the schema. Scratch is rewound.
 */
att_status laws_check(const struct record_parts *p, struct arena *scratch, att_error *err);

#endif
