#include "base/base.h"

#include "claims/speech_see.h"

/* ---- the view */

void speech_view_init(struct speech_view *v, struct quoter *k) {
    uint32_t n = k->d->n_tok;
    *v = (struct speech_view){.k = k};
    v->lemma = arena_array(k->a, uint32_t, n);
    v->cue = arena_array(k->a, uint16_t, n);
    v->file = arena_array(k->a, uint8_t, n);
    v->rule = arena_array(k->a, struct speech_rule, n);
    v->within = arena_array(k->a, uint8_t, n);
    v->count = arena_array(k->a, struct speech_counts, n + 1);
}

/* Token by token, the hulls of the parts of a rule-made statement on each side of its cue. */
static void take_rule(struct speech_view *v, uint32_t i) {
    const struct doc *d = v->k->d;
    const struct said *s = &v->k->said.v[i];
    struct speech_rule *r = &v->rule[s->cue];
    if (r->said != NONE) return;
    r->said = i;
    for (uint32_t j = 0; j < s->n_part; j++) {
        uint32_t b, e;
        doc_span_toks(d, s->part[j], &b, &e);
        if (b < v->b || e > v->e) r->beyond = true;
        b = ATT_MAX(b, v->b), e = ATT_MIN(e, v->e);
        if (b >= e) continue;
        uint32_t *lo = b > s->cue ? &r->behind_b : &r->before_b;
        uint32_t *hi = b > s->cue ? &r->behind_e : &r->before_e;
        *lo = *lo == NONE ? b : ATT_MIN(*lo, b);
        *hi = *hi == NONE ? e : ATT_MAX(*hi, e);
        uint8_t kind =
            (uint8_t)(1 + s->frame * 2 + (lex_cue(v->k->lex, clause_lemma(d, s->cue)) & CUE_SAY));
        for (uint32_t t = b; t < e; t++) v->within[t] = kind;
    }
}

static void count_tokens(struct speech_view *v) {
    const struct doc *d = v->k->d;
    struct speech_counts n = {0};
    for (uint32_t t = v->b; t < v->e; t++) {
        v->count[t] = n;
        bool punct = d->upos[t] == UPOS_PUNCT;
        n.punct += punct, n.mark += punct && quote_is_mark(d, t);
        n.verb += d->upos[t] == UPOS_VERB || d->upos[t] == UPOS_AUX;
        n.nominal += !punct && is_nominal(d, t);
    }
    v->count[v->e] = n;
}

void speech_view_sentence(struct speech_view *v, uint32_t sent, uint32_t first) {
    const struct quoter *k = v->k;
    const struct doc *d = k->d;
    v->b = ATT_MIN(k->begin, d->sent_tok[sent + 1]), v->e = d->sent_tok[sent + 1];
    for (uint32_t t = v->b; t < v->e; t++) {
        struct str l = clause_lemma(d, t);
        v->lemma[t] = (uint32_t)str_hash(l);
        v->cue[t] = (uint16_t)lex_cue(k->lex, l);
        v->rule[t] = (struct speech_rule){NONE, NONE, NONE, NONE, NONE, false};
        v->file[t] = UNASKED;
    }
    count_tokens(v);
    memset(v->within + v->b, 0, v->e - v->b);
    for (uint32_t i = first; i < k->said.n; i++)
        if (k->said.v[i].cue != NONE && k->said.v[i].cue >= v->b) take_rule(v, i);
}

bool speech_may_cue(const struct speech_view *v, uint32_t t, const uint64_t *seen) {
    const struct doc *d = v->k->d;
    if (v->rule[t].said != NONE) return true;
    uint8_t u = d->upos[t];
    if (u == UPOS_AUX || u == UPOS_PROPN || u == UPOS_PRON || u == UPOS_DET || u == UPOS_NUM)
        return false;
    if (!seen) return true;
    uint32_t bit = speech_seen_bit(v, t);
    return seen[bit / 64] >> (bit % 64) & 1;
}

uint32_t speech_seen_bit(const struct speech_view *v, uint32_t t) {
    return mix(77, v->lemma[t], v->k->d->upos[t]) % (SPEECH_SEEN * 64);
}

/* ---- is it a cue */

static void feats_child(const struct speech_view *v, uint32_t t, uint32_t x,
                        struct speech_feats *f) {
    const struct doc *d = v->k->d;
    uint32_t r = d->deprel[x], side = x > t, l = v->lemma[t];
    if (r == DEP_PUNCT || r == DEP_DET || x < v->b || x >= v->e) return;
    put(f, 10, r * 2 + side, d->upos[t]);
    put(f, 11, r * 2 + side, l);
    put(f, 12, r * 2 + side, cue_bits(v, t));
    if (r == DEP_OBJ || r == DEP_XCOMP || r == DEP_COMPOUND_PRT) put(f, 13, l, v->lemma[x]);
    if (r == DEP_OBJ || r == DEP_NSUBJ || r == DEP_NSUBJ_PASS || r == DEP_XCOMP)
        put(f, 14, r, (uint32_t)v->cue[x] << 8 | file_of(v, x));
    if (r == DEP_OBJ || r == DEP_NSUBJ || r == DEP_NSUBJ_PASS || r == DEP_NMOD_POSS) {
        put(f, 15, r, kind_of(v, x));
        put(f, 16, mix(0, r, kind_of(v, x)), l);
        if (d->upos[x] == UPOS_PRON) put(f, 17, r, v->lemma[x]);
    }
    if (r == DEP_AUX || r == DEP_ADVMOD || r == DEP_COP || r == DEP_MARK || r == DEP_CASE)
        put(f, 18, r, v->lemma[x]);
    bool phrase = r == DEP_OBL || r == DEP_ADVCL || r == DEP_NMOD || r == DEP_CCOMP || r == DEP_ACL;
    if (!phrase) return;
    uint32_t c = clause_child(d, x, DEP_CASE), m = clause_child(d, x, DEP_MARK);
    uint32_t p = c != NONE ? v->lemma[c] : m != NONE ? v->lemma[m] : 3;
    put(f, 19, r, p);
    put(f, 20, l, p);
    put(f, 21, mix(r, p, side), cue_bits(v, t));
}

/* Which relations stand below t, a bit each. */
static uint32_t has_below(const struct doc *d, uint32_t t) {
    static const uint8_t rel[] = {DEP_CCOMP, DEP_XCOMP, DEP_OBJ,  DEP_OBL,
                                  DEP_NSUBJ, DEP_AUX,   DEP_NMOD, DEP_ACL};
    uint32_t has = 0;
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++)
        for (uint32_t i = 0; i < COUNT_OF(rel); i++)
            has |= (uint32_t)(deprel_plain(d->deprel[d->child[c]]) == rel[i]) << i;
    return has;
}

/* The words around t and the marks they stand in. */
static void feats_near(const struct speech_view *v, uint32_t t, struct speech_feats *f) {
    const struct doc *d = v->k->d;
    uint32_t l = v->lemma[t], u = d->upos[t], bits = cue_bits(v, t);
    put(f, 24, tag_at(v, (int64_t)t - 1), u);
    put(f, 25, tag_at(v, (int64_t)t + 1), u);
    put(f, 26, word_at(v, (int64_t)t - 1), u);
    put(f, 27, word_at(v, (int64_t)t + 1), u);
    put(f, 28, word_at(v, (int64_t)t + 1), l);
    put(f, 29, word_at(v, (int64_t)t - 1), l);
    put(f, 30, tag_at(v, (int64_t)t + 1), tag_at(v, (int64_t)t - 1));
    put(f, 31, tag_at(v, (int64_t)t + 2), tag_at(v, (int64_t)t + 1));
    uint32_t q = 0;
    for (int64_t i = (int64_t)t - 3; i <= (int64_t)t + 3; i++)
        q = q * 2 + (i >= v->b && i < v->e && d->tok_flags[i] & TOK_QUOTED);
    put(f, 32, q, 0);
    put(f, 33, q, bits);
}

void speech_feats_cue(const struct speech_view *v, uint32_t t, struct speech_feats *f) {
    const struct doc *d = v->k->d;
    uint32_t l = v->lemma[t], u = d->upos[t], r = d->deprel[t], h = d->head[t],
             bits = cue_bits(v, t);
    uint32_t frame = frame_of(v, t), said = v->rule[t].said, act = v->k->m->events.of_tok[t];
    f->n = 0;
    put(f, 0, u, 0);
    put(f, 1, l, u);
    put(f, 2, bits, u);
    put(f, 3, d->xpos[t], bits);
    put(f, 4, frame, bits);
    put(f, 5, frame, l);
    put(f, 6, frame, said != NONE && v->k->said.v[said].src != NONE);
    put(f, 7, r, u);
    put(f, 8, r, l);
    put(f, 9, file_of(v, t), u);
    put(f, 22, r, h == NONE ? 0 : word_at(v, h));
    put(f, 23, bits, h == NONE || h < v->b || h >= v->e ? 0 : v->cue[h]);
    feats_near(v, t, f);
    put(f, 34, d->tok_flags[t] & TOK_QUOTED, doc_sent_zone(d, d->tok_sent[t]));
    put(f, 35, act == NONE ? 99 : v->k->m->events.v[act].type, u);
    uint32_t subj = u == UPOS_VERB ? clause_subject(d, t) : NONE;
    put(f, 36, kind_of(v, subj), bits);
    put(f, 37, kind_of(v, subj), file_of(v, t));
    put(f, 38, clause_child(d, t, DEP_CCOMP) != NONE, bits);
    uint32_t has = has_below(d, t);
    put(f, 41, has, bits);
    put(f, 42, has & 15, l);
    put(f, 43, has, mix(file_of(v, t), r, u));
    put(f, 44, v->within[t], u);
    put(f, 45, v->within[t], bits);
    put(f, 46, v->within[t], frame);
    put(f, 47, d->xpos[t], l);
    put(f, 39, bucket(t - v->b), u), put(f, 40, bucket(v->e - t), u);
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++) feats_child(v, t, d->child[c], f);
}

void speech_feats_around(const struct speech_view *v, const struct speech_ask *q, uint32_t t,
                         struct speech_feats *f) {
    const struct doc *d = v->k->d;
    uint32_t c = q->cue, side = t > c, rel = mix(d->deprel[t], d->head[t] == c, side);
    uint32_t far = side ? t - q->cue_e : q->cue_b - 1 - t;
    struct speech_rule *r = &v->rule[c];
    const struct said *s = r->said == NONE ? NULL : &v->k->said.v[r->said];
    bool inside = s && t >= s->cue_b && t < s->cue_e;
    f->n = 0;
    put(f, 100, side, s ? 1 + inside : 0);
    put(f, 101, rel, d->upos[c]);
    put(f, 102, v->lemma[t], side);
    put(f, 103, v->lemma[t], v->lemma[c]);
    put(f, 104, rel, v->lemma[t]);
    put(f, 105, tag_at(v, t), mix(d->upos[c], side, 0));
    put(f, 106, mix(tag_at(v, t), d->upos[c], side), bucket(far));
    put(f, 107, mix(tag_at(v, t), side, 0), tag_at(v, side ? (int64_t)t + 1 : (int64_t)t - 1));
    put(f, 108, mix(v->lemma[t], side, 0), s ? 1 + inside : 0);
    put(f, 109, word_at(v, side ? (int64_t)t + 1 : (int64_t)t - 1), side);
    put(f, 110, v->lemma[t], word_at(v, side ? (int64_t)t - 1 : (int64_t)t + 1));
    put(f, 111, path(d, c, t), side);
    put(f, 112, d->tok_flags[t] & (TOK_QUOTED | TOK_TITLE), side);
    put(f, 113, file_of(v, t), mix(v->cue[t], side, s ? s->frame : 0));
}
