#include "base/base.h"

#include "incidents/templates.h"

#include "base/status.h"

/* Reads `n` bytes at *at of the file; NULL where they are not there. */
static const void *take(struct str s, size_t *at, size_t n) {
    if (n > s.n - *at) return NULL;
    const void *p = s.p + *at;
    *at += n;
    return p;
}

static att_status damaged(att_error *err, size_t at, const char *what) {
    return status_set(err, ATT_EINPUT, at, "incident.bin: %s at byte %zu", what, at);
}

static att_status bank_open(struct bank *b, struct str s, size_t *at, att_error *err) {
    const struct bank_file *f = take(s, at, sizeof *f);
    if (!f) return damaged(err, *at, "cut short");
    if (f->bits < 4 || f->bits > 24) return damaged(err, *at, "bank of impossible size");
    b->bits = f->bits;
    memcpy(b->scale, f->scale, sizeof b->scale);
    memcpy(b->bias, f->bias, sizeof b->bias);
    b->row = take(s, at, sizeof *b->row << b->bits);
    if (!b->row) return damaged(err, *at, "cut short");
    bool free_row = false; /* look-ups end at a free row: one must be there */
    for (uint32_t i = 0; i < 1u << b->bits && !free_row; i++) free_row = !b->row[i].check;
    return free_row ? ATT_OK : damaged(err, *at, "bank without a free row");
}

/* Children stand after their parent, so that every walk ends. */
static bool node_holds(const struct forest *f, uint32_t root, uint32_t i, uint32_t end) {
    const struct tree_node *n = &f->node[i];
    if (n->feature == TREE_LEAF) return true;
    return n->feature < N_DENSE && root + n->left > i && root + n->left + 1u < end;
}

static att_status forest_open(struct forest *f, struct str s, size_t *at, att_error *err) {
    const struct forest_file *h = take(s, at, sizeof *h);
    if (!h) return damaged(err, *at, "cut short");
    f->n_tree = h->n_tree, f->n_node = h->n_node, f->bias = h->bias;
    f->root = take(s, at, sizeof *f->root * (size_t)f->n_tree);
    if (!f->root) return damaged(err, *at, "cut short");
    f->node = take(s, at, sizeof *f->node * (size_t)f->n_node);
    if (!f->node) return damaged(err, *at, "cut short");
    for (uint32_t t = 0; t < f->n_tree; t++) {
        uint32_t b = f->root[t], e = t + 1 < f->n_tree ? f->root[t + 1] : f->n_node;
        if (b >= e || e > f->n_node) return damaged(err, *at, "tree out of bounds");
        for (uint32_t i = b; i < e; i++)
            if (!node_holds(f, b, i, e)) return damaged(err, *at, "tree with a bad node");
    }
    return ATT_OK;
}

att_status role_model_open(struct role_model *m, struct str s, struct arena *a, att_error *err) {
    size_t at = 0;
    const struct role_file *h = take(s, &at, sizeof *h);
    if (!h || h->magic != ROLE_FILE_MAGIC) return damaged(err, 0, "no model of incidents");
    if (h->version != ROLE_FILE_VERSION || h->n_bank != N_BANK || h->n_forest != N_FOREST)
        return damaged(err, 0, "model of another version");
    memcpy(m->cut, h->cut, sizeof m->cut);
    m->cut_pair = h->cut_pair, m->cut_share = h->cut_share;
    m->cut_keep = h->cut_keep, m->cut_bare = h->cut_bare;
    for (int k = 0; k < N_BANK; k++) {
        att_status st = bank_open(&m->bank[k], s, &at, err);
        if (st) return st;
    }
    for (int k = 0; k < N_FOREST; k++) {
        att_status st = forest_open(&m->forest[k], s, &at, err);
        if (st) return st;
    }
    reading_words_open(&m->words, a);
    return ATT_OK;
}
