/* Notices by which a report tells that it was corrected, updated or withdrawn. */
#ifndef INGEST_NOTICE_H
#define INGEST_NOTICE_H

#include "base/vec.h"
#include "ingest/report.h"

struct notice_phrase {
    struct str kind, phrase;
    bool part;
    uint32_t next; /* phrase[next - 1] begins with the same byte; 0 = none */
};

struct notice_words {
    VEC(struct notice_phrase) phrase;
    uint32_t first[256]; /* by first byte: index into phrase + 1, 0 = none */
};

/* Reads data/page/notices.tsv into `a`. */
void notice_open(struct notice_words *w, struct arena *a);
/* The kind of notice that a paragraph is, or STR_NULL. Longer than NOTICE_LONGEST bytes is none.
 * O(n) and a few phrases a word. */
enum { NOTICE_LONGEST = 900 };
struct str notice_kind(const struct notice_words *w, struct str paragraph);
/* Keeps a notice in r, up to NOTICES_MOST. */
void notice_add(struct att_report *r, struct str kind, struct str text, att_span source);
/* Notices among the lines of r->text, for reports that are no page. */
void notice_run(struct att_report *r, const struct notice_words *w);

#endif
