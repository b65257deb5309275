/* Faces of a record for people, made from its JSON alone. */
#ifndef RECORD_FACE_H
#define RECORD_FACE_H

#include "base/buf.h"

/* Incidents, who says what about each slot, conflicts side by side, quotes. ATT_EINPUT where the
 * record is not JSON or breaks the schema's outline. */
att_status face_pretty(struct buf *out, att_text record, const att_pretty_options *opt,
                       att_error *err);
/* One claim: value, holder, chain, evidence in its sentence, rivals, what it supersedes. */
att_status face_explain(struct buf *out, att_text record, const char *claim,
                        const att_pretty_options *opt, att_error *err);
/* Several records (JSONL): per slot of their main incidents, the positions with reports and
 * holders. */
att_status face_compare(struct buf *out, att_text records, const att_pretty_options *opt,
                        att_error *err);

#endif
