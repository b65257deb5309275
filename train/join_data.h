/* Reports whose events are known to tell of one happening or of several: the case files of the
 * tests ("together" lines) and the MUC-4 training reports (fillers of one template). */
#ifndef TRAIN_JOIN_DATA_H
#define TRAIN_JOIN_DATA_H

#include "incidents/build.h"
#include "language/language.h"

enum { MAX_TOGETHER = 32 };

struct join_doc {
    struct doc doc;
    struct meaning meaning;
    struct claims_found claims;
    struct build b; /* of these */
    uint32_t *gold; /* [events.n] number of its happening, or NONE where nothing is known */
    double weight;  /* how much it counts */
};
struct join_set {
    struct join_doc **v; /* [n] those with two or more known events */
    uint32_t n, cap;
    struct world world;
    struct language language;
    struct parser_memory *memory;
    const struct event_lexicon *events;
    const struct claim_lexicon *claims;
    const struct incident_model *model;
    struct arena a; /* everything */
};

void join_set_open(struct join_set *s);
/* A case file of tests/cases: of every case with "together" lines, the text and these lines. Ends
 * the program with a message where the file cannot be read. */
void join_set_cases(struct join_set *s, const char *path, double weight);
/* MUC-4 as JSONL, plain or gzip: reports with templates that name whom or what was harmed. */
void join_set_muc(struct join_set *s, const char *path, double weight);

#endif
