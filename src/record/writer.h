/* What the parts of the record writer share: the output, ids, and spans that are checked as they
 * are written. Internal to record/. */
#ifndef RECORD_WRITER_H
#define RECORD_WRITER_H

#include "record/jsonw.h"
#include "record/reading.h"
#include "record/write.h"

struct writer {
    struct jsonw j;
    const struct reading *r;
    const struct doc *d;
    const struct record_options *opt;
    uint32_t *entity_id;     /* [entities.n] index of the record's entity list, NONE for places */
    uint32_t *claim_scratch; /* [n_claim] */
    const char *broken;      /* the first law that was broken, or NULL */
    struct tspan broken_span;
};

/* "span": [b, e] and, where asked for, "source_span"; checks the law of spans. */
void writer_span(struct writer *w, struct tspan s);
/* "span", "source_span", "text". */
void writer_cut(struct writer *w, struct tspan s);
/* {"span", "text"} as a value, null when empty. */
void writer_cut_value(struct writer *w, struct tspan s);
/* Name of the outlet, STR_NULL where nothing tells it: given, of the byline, or the dateline's
 * agency. *found is its place in the text, empty where it was given. */
struct str writer_outlet(const struct doc *d, struct tspan *found);
/* The title: of the metadata, else of the text's front. */
struct str writer_title(const struct doc *d);
/* "byline": [{text, span}] */
void writer_byline(struct writer *w);
/* ATT_EINTERNAL where a law was broken, else the state of the buffer. */
att_status writer_finish(const struct writer *w, struct buf *out, att_error *err);
/* Fills entity_id: every entity but places that do not act, and nouns of no kind and adjectives of
 * peoples of which no event, statement, claim, incident or place speaks. */
void writer_number_entities(struct writer *w, struct arena *scratch);
/* "e3", or "p2" for a place, or null. */
void writer_entity_id(struct writer *w, const char *key, uint32_t entity);
/* Calendar day as "YYYY-MM-DD" or null. */
void writer_day(struct writer *w, const char *key, struct day day);
/* [ids of list] */
void writer_ids(struct writer *w, const char *key, char list, const uint32_t *v, uint32_t n);

/* Top-level members, in the order of the contract. */
void write_report(struct writer *w);
void write_sentences(struct writer *w);
void write_entities(struct writer *w);
void write_places(struct writer *w);
void write_times(struct writer *w);
void write_events(struct writer *w);
void write_statements(struct writer *w);
void write_claims(struct writer *w);
void write_incidents(struct writer *w);
void write_conflicts(struct writer *w);
void write_cameo(struct writer *w);
void write_notes(struct writer *w);

#endif
