/* The MUC-4 training reports with their templates, read as the role reader reads them. */
#ifndef TRAIN_MUC_DATA_H
#define TRAIN_MUC_DATA_H

#include "incidents/roles.h"

enum { MAX_TEMPLATES = 24, MAX_FILLERS = 64, MAX_FORMS = 16 };

extern const char *const muc_role_name[N_MUC_ROLE]; /* keys of the data: "PerpInd" */
extern const char *const topic_name[N_TOPIC];       /* "bombing"; "" for a type that is not read */

struct gold_filler {
    uint64_t key[MAX_FORMS]; /* normalised strings that all mean it */
    uint32_t n;
};
struct gold_template {
    uint32_t type; /* enum topic, 0 for a type that is not read */
    struct gold_filler role[N_MUC_ROLE][MAX_FILLERS];
    uint32_t n[N_MUC_ROLE];
};
struct muc_doc {
    const char *id;
    struct att_report report;
    struct doc doc;
    struct reading reading;
    struct role_view view;
    struct role_scores scores;
    struct gold_template *gold; /* [n_gold] */
    uint32_t n_gold;
};
struct muc_set {
    struct muc_doc *v; /* [n] */
    uint32_t n;
    struct arena a; /* everything */
};
/* Reads a JSONL file, gzip or plain. Exits with a message on failure. */
void muc_set_read(struct muc_set *s, const char *path, const struct world *w);
/* Templates of the document that hold the key in the role, as bits. */
uint32_t muc_gold_of(const struct muc_doc *d, uint64_t key, uint32_t role);

#endif
