/*
 * From scored fillers to templates: which fillers stand in one incident, of which kind it is, and
 * whether a coder of MUC-4 would have made a template of it. Pairwise forest, then average linking
 * of what was harmed; perpetrators and weapons go to every incident they belong to.
 */
#ifndef INCIDENTS_TEMPLATES_H
#define INCIDENTS_TEMPLATES_H

#include "incidents/roles.h"

enum { MAX_PICKS = 48, MAX_MADE = 16, N_PAIR = 56, N_KIND = 40, N_KEEP = 48 };

struct pick {
    uint32_t c; /* candidate */
    uint8_t role;
    int32_t score; /* final log odds in 1/256 */
};

struct made_template {
    uint8_t topic;  /* enum topic, never TOPIC_ANY */
    uint64_t picks; /* bit per pick */
    int32_t keep;   /* log odds that a coder would keep it */
    int32_t kind[N_TOPIC];
};

enum role_forest {
    FOREST_ROLE,
    FOREST_PAIR = FOREST_ROLE + N_MUC_ROLE,
    FOREST_KIND,
    FOREST_KEEP = FOREST_KIND + N_TOPIC,
    N_FOREST
};

struct role_model {
    struct reading_words words;
    struct bank bank[N_BANK];
    struct forest forest[N_FOREST]; /* FOREST_KIND + TOPIC_ANY and TOPIC_ATTACK are unused */
    int32_t cut[N_MUC_ROLE];        /* a filler is picked above it */
    int32_t cut_pair, cut_share, cut_keep, cut_bare;
};

/* The model in the bytes of models/incident.bin, which must outlive it. A damaged file is refused
 * with its offset. Layout: struct role_file, then banks (bits, scale, bias, rows), then forests
 * (trees, nodes, bias, roots, nodes); all little-endian 32-bit words. */
struct role_file {
    uint32_t magic, version, n_bank, n_forest;
    int32_t cut[N_MUC_ROLE], cut_pair, cut_share, cut_keep, cut_bare;
};
enum { ROLE_FILE_MAGIC = 0x434e4941, ROLE_FILE_VERSION = 1 };
struct bank_file {
    uint32_t bits;
    int32_t scale[N_OUT], bias[N_OUT], pad;
};
struct forest_file {
    uint32_t n_tree, n_node;
    int32_t bias, pad;
};
att_status role_model_open(struct role_model *m, struct str bytes, struct arena *a, att_error *err);

/* What templates are made from. */
struct template_view {
    const struct role_model *model;
    const struct role_view *view;
    const struct role_scores *scores;
    struct pick pick[MAX_PICKS];
    uint32_t n_pick;
};

/* Final scores of all candidates: [n_candidate] by role; -20 where a candidate was never in the
 * race. */
void role_finals(const struct role_model *m, const struct role_view *v, const struct role_scores *s,
                 int32_t (*out)[N_MUC_ROLE]);
/* In the race for a role at all. */
bool role_is_kept(const struct role_scores *s, uint32_t c, uint32_t role);
/* The best fillers of one role that do not overlap or repeat each other; at most `room`. */
uint32_t role_picks(const struct role_view *v, int32_t (*final)[N_MUC_ROLE], uint32_t role,
                    int32_t cut, struct pick *out, uint32_t room);
void template_picks(struct template_view *t, int32_t (*final)[N_MUC_ROLE]);

void template_pair_dense(const struct template_view *t, const struct pick *a, const struct pick *b,
                         int32_t out[N_PAIR]);
void template_kind_dense(const struct template_view *t, uint64_t picks, int32_t out[N_KIND]);
void template_keep_dense(const struct template_view *t, const struct made_template *m,
                         const struct made_template *all, uint32_t n, int32_t out[N_KEEP]);
/* All templates of the report, in order of their first filler; those below cut_keep are left out
 * unless `all`. */
uint32_t templates_run(const struct template_view *t, bool all, struct made_template out[MAX_MADE]);

#endif
