/*
 * Which incidents of different reports are tellings of one happening.
 *
 * Blocking: two incidents are compared where they share one of their rarest words (a common word
 * counts only inside the same weeks), or a place and a day. A pair scores by shared words (cosine
 * over words weighted by rarity in the book), day, city, and kind of happening; figures take no
 * part, so a different toll is no proof. A day a week or more apart, a city that the other report
 * does not know, or a publication before the happening forbids the pair. Clusters are connected
 * components of accepted pairs, joined from the best score downwards; a join that would bring a
 * forbidden pair of days or cities together is left out. Integers only, everything in canonical
 * order: any order of units gives the same clusters.
 */
#ifndef STORE_LINK_H
#define STORE_LINK_H

#include "base/arena.h"
#include "base/map.h"

enum { NO_DAY = INT32_MIN };
/* Raised whenever the same units may be grouped otherwise: a book is then linked anew. */
enum { LINK_EDITION = 2 };

/* One incident of one report. Lists belong to the caller's arena. */
struct link_unit {
    struct str key;  /* unique; its order is the canonical one */
    uint32_t report; /* two incidents of one report are never one */
    bool main;
    bool bare;           /* the report as such: no incident was found in it */
    uint32_t families;   /* bits of data/store/families.tsv; 0 = any */
    uint32_t sharp;      /* id of a type that says how it was done, or NONE */
    int32_t from, to;    /* days since 1970-01-01, inclusive, or NO_DAY */
    int32_t published;   /* day or NO_DAY */
    const uint32_t *day; /* [n_day] the days its report names, ascending */
    uint32_t n_day;
    uint32_t country;     /* id or NONE */
    bool quarter;         /* its place is a district or a building, not a city */
    bool located;         /* ... and is resolved */
    int32_t lat, lon;     /* 1e-2 degrees */
    const uint32_t *city; /* [n_city] ids of the places it is put at, ascending */
    uint32_t n_city;
    const uint32_t *nearby; /* [n_nearby] ids of all places of its report, ascending */
    uint32_t n_nearby;
    uint32_t *word; /* [n_word] ids of words, each once; link_run() sorts them */
    uint32_t n_word;
};

/* What a person ruled: pairs of units that are one happening or are not. The latest ruling comes
 * first and wins over those behind it. */
struct link_rulings {
    const struct link_ruling {
        uint32_t a, b; /* units */
        bool join;
    } * v; /* [n] */
    uint32_t n;
};
struct link_input {
    struct link_unit *unit; /* [n] sorted by key */
    uint32_t n, n_words;    /* ids of words are below n_words */
    struct link_rulings rulings;
};
/* Clusters the units: cluster[i] becomes the index of the first unit of its cluster. Scratch from
 * `a`. Cost: O(n log n) for bounded words a unit. */
void link_run(struct arena *a, const struct link_input *in, uint32_t *cluster);
/* The score of a pair, without the words: its parts for tests. Forbidden pairs give LINK_NEVER. */
enum { LINK_NEVER = -10000 };
int link_frame_score(const struct link_unit *a, const struct link_unit *b);

#endif
