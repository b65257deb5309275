/* One mail (RFC 5322 with MIME) as a report: subject, date, sender, and its text. */
#ifndef INGEST_MAIL_H
#define INGEST_MAIL_H

#include "ingest/source.h"

/* The bytes begin with the head of a mail: lines "Name: value" up to a blank one, the sender and a
 * subject, date or receiver among them. */
bool mail_is(struct str bytes);
/* The mail into r: its first text/plain part, else its first text/html part, decoded
 * (quoted-printable, base64, the character set named). ATT_EINPUT where it has none. Linear. */
att_status mail_take(struct att_source *s, struct att_report *r, struct str bytes, att_error *err);

#endif
