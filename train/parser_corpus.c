#include "base/base.h"

#include "parser_corpus.h"

#include <stdlib.h>

static int by_u64(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

void vocab_make(struct vocab *v, const struct treebank *tb, const struct treebank *more) {
    uint32_t n = 0, all_n = 2 * tb->d.n_tok + more->d.n_tok;
    uint64_t *all = malloc(all_n * sizeof *all);
    if (!all) die("no memory");
    struct feats f;
    for (uint32_t t = 0; t < tb->d.n_tok; t++, n += 2)
        feat_word(tb->d.tok_low[t], &f), all[n] = all[n + 1] = f.word;
    for (uint32_t t = 0; t < more->d.n_tok; t++, n++)
        feat_word(more->d.tok_low[t], &f), all[n] = f.word;
    qsort(all, n, sizeof *all, by_u64);
    v->hash = malloc(n * sizeof *v->hash), v->count = malloc(n * sizeof *v->count), v->n = 0;
    for (uint32_t i = 0, j; i < n; i = j) {
        for (j = i; j < n && all[j] == all[i]; j++) {
        }
        if (j - i >= 2 * RARE) v->hash[v->n] = all[i], v->count[v->n++] = (j - i) / 2;
    }
    free(all);
}

static uint32_t vocab_find(const struct vocab *v, uint64_t h) {
    const uint64_t *p = bsearch(&h, v->hash, v->n, sizeof h, by_u64);
    return p ? (uint32_t)(p - v->hash) : v->n;
}

void tagset_make(struct tagset *t, const struct treebank *tb) {
    uint32_t seen[N_UPOS][N_XPOS] = {{0}}, rel[N_DEPREL] = {0};
    memset(t, 0, sizeof *t);
    memset(t->tag_of, -1, sizeof t->tag_of), memset(t->rel_of, -1, sizeof t->rel_of);
    for (uint32_t i = 0; i < tb->d.n_tok; i++)
        seen[tb->upos[i]][tb->xpos[i]]++, rel[tb->deprel[i]]++;
    enum { SEEN = 8 };
    for (int u = 0; u < N_UPOS; u++)
        for (int x = 0; x < N_XPOS; x++)
            if (seen[u][x] >= SEEN && t->n_tag < 250) {
                t->tag_of[u][x] = (int)t->n_tag;
                t->upos[t->n_tag] = (uint8_t)u, t->xpos[t->n_tag++] = (uint8_t)x;
            }
    for (int r = 0; r < N_DEPREL; r++)
        if (rel[r]) t->rel_of[r] = (int)t->n_rel, t->rel[t->n_rel++] = (uint8_t)r;
}

static struct word word_make(const struct treebank *tb, const struct tagset *ts, uint32_t t,
                             uint32_t first, bool caseless, bool own) {
    const struct doc *d = &tb->d;
    struct word w = {.own = own};
    struct feats f;
    feat_word(d->tok_low[t], &f);
    w.hash = f.word, w.n_gram = f.n_gram;
    for (uint32_t i = 0; i < f.n_gram; i++) w.gram[i] = f.gram[i] % BUCKETS;
    w.shape = (uint8_t)feat_shape(d, t, t == first, caseless);
    w.glue = (uint8_t)feat_glue(d, t);
    int tag = ts->tag_of[tb->upos[t]][tb->xpos[t]], rel = ts->rel_of[tb->deprel[t]];
    w.tag = tag < 0 ? NO_TAG : (uint8_t)tag, w.rel = rel < 0 ? NO_TAG : (uint8_t)rel;
    w.head = tb->head[t] == NONE ? -1 : (int16_t)(tb->head[t] - first);
    return w;
}

void corpus_add(struct corpus *c, const struct treebank *tb, const struct tagset *ts, bool own) {
    const struct doc *d = &tb->d;
    if (!d->n_tok) return;
    c->w = realloc(c->w, (c->n_word + d->n_tok) * sizeof *c->w);
    c->s = realloc(c->s, (c->n_sent + d->n_sent) * sizeof *c->s);
    if (!c->w || !c->s) die("no memory");
    for (uint32_t s = 0; s < d->n_sent; s++) {
        uint32_t b = d->sent_tok[s], e = d->sent_tok[s + 1];
        c->s[c->n_sent++] = (struct sentence){c->n_word, e - b};
        bool caseless = feat_caseless(d, b, e);
        for (uint32_t t = b; t < e; t++) c->w[c->n_word++] = word_make(tb, ts, t, b, caseless, own);
    }
    if (own) c->n_gold = c->n_sent;
}

void corpus_ids(struct corpus *c, const struct vocab *v) {
    for (uint32_t t = 0; t < c->n_word; t++) {
        struct word *w = &c->w[t];
        w->id = vocab_find(v, w->hash), w->count = w->id < v->n ? v->count[w->id] : 1;
    }
}
