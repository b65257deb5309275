/*
 * Reports of one input that repeat an earlier one, word for word or nearly: by a hash of the text,
 * and by MinHash over runs of five words with bands (Broder 1997; Leskovec, Rajaraman and Ullman,
 * Mining of Massive Datasets, 3.4). Only the last DUPLICATE_KEEP to 2 * DUPLICATE_KEEP reports are
 * remembered, so that an archive of any size takes bounded memory.
 */
#ifndef INGEST_DUPLICATE_H
#define INGEST_DUPLICATE_H

#include "base/arena.h"
#include "ingest/report.h"

enum {
    DUPLICATE_MINS = 64,     /* least hashes of a sketch */
    DUPLICATE_BANDS = 16,    /* of four each: of pairs that share 80 % of their runs the bands
                              * leave out one in four thousand before they are compared */
    DUPLICATE_PERCENT = 80,  /* of the least hashes that agree in a near duplicate */
    DUPLICATE_LEAST = 20,    /* runs of five words without which only equal texts are told */
    DUPLICATE_KEEP = 1 << 14 /* reports of a generation */
};

struct sketch {
    uint64_t text;    /* hash of the bytes */
    uint32_t n, runs; /* bytes, runs of five words */
    struct str id;
    uint32_t min[DUPLICATE_MINS];
};

/* One generation of reports. */
struct sketches {
    struct arena a;
    struct sketch **v; /* [n] */
    uint32_t n, cap;
    uint32_t *slot; /* [n_slot] index into v + 1, 0 = free; one for the text and one a band */
    uint32_t n_slot, used;
};

struct duplicates {
    struct sketches now, before;
};

void duplicates_init(struct duplicates *d, const att_sys *sys);
void duplicates_release(struct duplicates *d);
/* Sets r->duplicate where an earlier report says the same, and remembers r. The first such report
 * in the order of the input is named. O(bytes). */
att_status duplicates_mark(struct duplicates *d, struct att_report *r, att_error *err);

#endif
