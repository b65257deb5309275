/*
 * Small questions about the words of a sentence that the two files of features share.
 */
#ifndef CLAIMS_SPEECH_SEE_H
#define CLAIMS_SPEECH_SEE_H

#include "claims/speech.h"

#include "world/lexicon.h"

static inline uint32_t mix(uint32_t id, uint32_t a, uint32_t b) {
    uint32_t h = (id + 1) * 0x9E3779B1u ^ a;
    h = (h ^ h >> 15) * 0x85EBCA6Bu;
    h = (h ^ h >> 13 ^ b) * 0xC2B2AE35u;
    return h ^ h >> 16;
}

static inline void put(struct speech_feats *f, uint32_t id, uint32_t a, uint32_t b) {
    if (f->n == SPEECH_FEATS) return;
    uint32_t row = mix(id, a, b) >> (32 - SPEECH_BITS);
    if (f->w) __builtin_prefetch(&f->w[row]);
    f->v[f->n++] = row;
}

static inline uint32_t bucket(uint32_t n) {
    return n < 5 ? n : n < 7 ? 5 : n < 10 ? 6 : n < 15 ? 7 : n < 25 ? 8 : 9;
}

static inline bool is_nominal(const struct doc *d, uint32_t t) {
    uint8_t u = d->upos[t], r = d->deprel[t];
    if (r == DEP_COMPOUND || r == DEP_FLAT || r == DEP_FIXED || r == DEP_GOESWITH) return false;
    if (u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_PRON) return true;
    return r == DEP_NSUBJ || r == DEP_NSUBJ_PASS || r == DEP_OBL_AGENT;
}

enum { UNASKED = 255 }; /* in `file` */

/* WordNet's file of the word at t; looked up when it is first asked for. */
static inline uint32_t file_of(const struct speech_view *v, uint32_t t) {
    const struct doc *d = v->k->d;
    if (v->file[t] != UNASKED) return v->file[t];
    bool verb = d->upos[t] == UPOS_VERB, noun = d->upos[t] == UPOS_NOUN;
    const struct lex_word *w =
        verb || noun ? lexicon_find(v->k->w->lexicon, clause_lemma(d, t)) : NULL;
    return v->file[t] = !w ? 0 : verb ? w->verb_file[0] : w->noun_file[0];
}

static inline uint32_t word_at(const struct speech_view *v, int64_t t) {
    if (t < v->b) return 1;
    if (t >= v->e) return 2;
    return v->lemma[t];
}

static inline uint32_t tag_at(const struct speech_view *v, int64_t t) {
    if (t < v->b) return 100;
    if (t >= v->e) return 101;
    uint32_t u = v->k->d->upos[t];
    if (u == UPOS_PUNCT) return 64 + v->k->d->xpos[t];
    return u;
}

static inline uint32_t frame_of(const struct speech_view *v, uint32_t cue) {
    uint32_t i = v->rule[cue].said;
    return i == NONE ? 0 : v->k->said.v[i].frame;
}

/* The kind of who or what the phrase with head t means. */
static inline uint32_t kind_of(const struct speech_view *v, uint32_t t) {
    const struct meaning *m = v->k->m;
    uint32_t i = t == NONE ? NONE : mention_widest_of_head(&m->mentions, t);
    if (t == NONE) return 99;
    if (i == NONE) return 98;
    return m->mentions.v[i].type * 4u + m->mentions.v[i].kind;
}

/* Which classes of the cue list a word may stand in, as one number. */
static inline uint32_t cue_bits(const struct speech_view *v, uint32_t t) {
    return v->cue[t] & (CUE_SAY | CUE_THINK | CUE_SHOW | CUE_SEEM | CUE_REACT | CUE_NOUN | CUE_ADV);
}

/* The highest head whose subtree begins at b, not above `from`. */
static inline uint32_t head_from(const struct speech_view *v, uint32_t b, uint32_t from) {
    const struct doc *d = v->k->d;
    uint32_t x = b;
    for (int i = 0; i < 24; i++) {
        uint32_t h = d->head[x];
        if (h == NONE || h < from || h < v->b || h >= v->e || v->k->sub.lo[h] != b) break;
        x = h;
    }
    return x;
}

/* The relations from `a` up to a common head and down to `b`, a few steps each. */
static inline uint32_t path(const struct doc *d, uint32_t a, uint32_t b) {
    enum { UP = 5 };
    uint32_t chain[UP + 1], n = 0, x = a, h = 7, down[UP + 1], m = 0;
    for (; n <= UP && x != NONE; x = d->head[x]) chain[n++] = x;
    for (x = b; x != NONE && m <= UP; x = d->head[x]) {
        for (uint32_t i = 0; i < n; i++) {
            if (chain[i] != x) continue;
            for (uint32_t j = 0; j < i; j++) h = mix(h, d->deprel[chain[j]], 1);
            while (m > 0) h = mix(h, down[--m], 2);
            return h;
        }
        if (m <= UP) down[m++] = d->deprel[x];
    }
    return 0;
}

#endif
