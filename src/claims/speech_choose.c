#include "base/base.h"

#include "claims/speech_see.h"

/* ---- candidates */

/* Where a run of content can end before token t. */
static bool may_end(const struct doc *d, uint32_t t) {
    uint8_t u = d->upos[t], p = d->upos[t - 1];
    if (p == UPOS_DET || p == UPOS_ADP || (p == UPOS_CCONJ && u != UPOS_PUNCT)) return false;
    if (u == UPOS_DET || u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_ADJ || u == UPOS_NUM)
        return p == UPOS_PUNCT || p == UPOS_PRON || p == UPOS_ADV || p == UPOS_PROPN ||
               p == UPOS_NOUN;
    return true;
}

static uint32_t content_end(const struct speech_view *v) {
    uint32_t e = v->e;
    while (e > v->b + 1 && quote_is_punct(v->k->d, e - 1) && !quote_is_mark(v->k->d, e - 1)) e--;
    return e;
}

static uint32_t behind_begins(const struct speech_view *v, const struct speech_ask *q,
                              uint32_t *out) {
    enum { NEAR = 12, FAR = 40 };
    const struct doc *d = v->k->d;
    uint32_t n = 0, rule = v->rule[q->cue].behind_b, e = content_end(v);
    for (uint32_t t = q->cue_e; t < e && t < q->cue_e + FAR && n < SPEECH_CHOICES - 2; t++) {
        bool mark = quote_is_mark(d, t), take = mark || t == rule;
        if (t < q->cue_e + NEAR) take |= d->upos[t] != UPOS_PUNCT;
        take |= t > q->cue_e && clause_is(d, t - 1, ":");
        if (take) out[n++] = t;
    }
    out[n++] = NONE;
    return n;
}

static uint32_t behind_ends(const struct speech_view *v, const struct speech_ask *q,
                            uint32_t *out) {
    enum { FAR = 90 };
    const struct doc *d = v->k->d;
    uint32_t n = 0, rule = v->rule[q->cue].behind_e, last = content_end(v);
    for (uint32_t e = q->behind_b + 1; e < last && e < q->behind_b + FAR && n < SPEECH_CHOICES - 2;
         e++)
        if (e == rule || may_end(d, e)) out[n++] = e;
    if (rule != NONE && rule > last) out[n++] = rule;
    out[n++] = ATT_MAX(last, q->behind_b + 1);
    return n;
}

static uint32_t before_ends(const struct speech_view *v, const struct speech_ask *q,
                            uint32_t *out) {
    enum { FAR = 40 };
    const struct doc *d = v->k->d;
    uint32_t n = 0, rule = v->rule[q->cue].before_e;
    for (uint32_t e = q->cue_b; e > v->b && q->cue_b - e < FAR && n < SPEECH_CHOICES - 2; e--) {
        bool stop = quote_is_punct(d, e - 1) && !quote_is_mark(d, e - 1);
        if (e == rule || (!stop && may_end(d, e))) out[n++] = e;
    }
    out[n++] = NONE;
    return n;
}

static uint32_t before_begins(const struct speech_view *v, const struct speech_ask *q,
                              uint32_t *out) {
    enum { FAR = 90 };
    const struct doc *d = v->k->d;
    uint32_t n = 0, rule = v->rule[q->cue].before_b, e = q->before_e;
    for (uint32_t b = v->b; b < e && n < SPEECH_CHOICES; b++) {
        if (e - b > FAR && b > v->b + 1 && b != rule) continue;
        bool after = b > v->b && (d->upos[b - 1] == UPOS_PUNCT || d->upos[b - 1] == UPOS_CCONJ ||
                                  d->upos[b - 1] == UPOS_VERB || d->upos[b - 1] == UPOS_NOUN ||
                                  d->upos[b - 1] == UPOS_PROPN || d->upos[b - 1] == UPOS_ADP);
        bool stop = quote_is_punct(d, b) && !quote_is_mark(d, b);
        bool phrase = v->k->sub.lo[b] == b || d->head[b] == NONE || d->head[b] > b;
        if (b == rule || b == v->b || (!stop && (after || e - b < 4) && phrase) ||
            quote_is_mark(d, b))
            out[n++] = b;
    }
    return n;
}

static uint32_t sources(const struct speech_view *v, const struct speech_ask *q, uint32_t *out) {
    enum { BEFORE = 14, BEHIND = 10, FAR = 60 };
    const struct doc *d = v->k->d;
    const struct speech_rule *r = &v->rule[q->cue];
    uint32_t n = 0, c = q->cue, rule = r->said == NONE ? NONE : v->k->said.v[r->said].src;
    for (uint32_t t = c; t-- > v->b && c - t < FAR && n < BEFORE;)
        if (t == rule || is_nominal(d, t)) out[n++] = t;
    uint32_t from = n;
    for (uint32_t t = c + 1; t < v->e && t - c < FAR && n - from < BEHIND; t++)
        if (t == rule || is_nominal(d, t)) out[n++] = t;
    out[n++] = NONE;
    return n;
}

uint32_t speech_choices(const struct speech_view *v, const struct speech_ask *q,
                        enum speech_part part, uint32_t out[SPEECH_CHOICES]) {
    switch (part) {
    case SPEECH_BEHIND_B: return behind_begins(v, q, out);
    case SPEECH_BEHIND_E: return behind_ends(v, q, out);
    case SPEECH_BEFORE_E: return before_ends(v, q, out);
    case SPEECH_BEFORE_B: return before_begins(v, q, out);
    case SPEECH_SOURCE: return sources(v, q, out);
    default: return 0;
    }
}

/* ---- features of candidates */

/* Nothing on this side. */
static void feats_none(const struct speech_view *v, const struct speech_ask *q, uint32_t id,
                       struct speech_feats *f) {
    const struct doc *d = v->k->d;
    uint32_t c = q->cue, frame = frame_of(v, c), r = d->deprel[c];
    const struct speech_rule *rule = &v->rule[c];
    uint32_t sides = (rule->behind_b != NONE) * 2u + (rule->before_b != NONE);
    put(f, id, 0, 0);
    put(f, id + 1, frame, sides);
    put(f, id + 2, v->lemma[c], sides);
    put(f, id + 3, cue_bits(v, c), sides);
    put(f, id + 4, r, d->upos[c]);
    put(f, id + 5, r, v->lemma[c]);
    put(f, id + 6, tag_at(v, q->cue_e), tag_at(v, (int64_t)q->cue_b - 1));
    put(f, id + 7, tag_at(v, (int64_t)q->cue_e + 1), tag_at(v, q->cue_e));
    put(f, id + 8, word_at(v, q->cue_e), d->upos[c]);
    put(f, id + 9, q->behind_b != NONE, mix(frame, sides, 0));
    put(f, id + 10, q->behind_b != NONE, r);
    put(f, id + 11, q->before_e != NONE, q->behind_b != NONE);
    put(f, id + 12, bucket(v->e - q->cue_e), bucket(q->cue_b - v->b));
    put(f, id + 13, clause_child(d, c, DEP_CCOMP) != NONE, clause_passive(d, c));
    bool subject = clause_own_subject(d, c) != NONE;
    put(f, id + 14, r * 2 + subject, d->upos[c]);
}

static void feats_behind_b(const struct speech_view *v, const struct speech_ask *q, uint32_t b,
                           struct speech_feats *f) {
    const struct doc *d = v->k->d;
    uint32_t c = q->cue, x = head_from(v, b, q->cue_e), h = d->head[x], frame = frame_of(v, c);
    uint32_t up = h == c ? 1 : h == NONE ? 2 : h < q->cue_b ? 3 : h < q->cue_e ? 4 : 5;
    uint32_t rel = mix(d->deprel[x], up, d->upos[x]);
    uint32_t rule = v->rule[c].behind_b == b;
    if (rule && v->rule[c].behind_b == NONE) rule = 0;
    put(f, 201, rule, frame);
    put(f, 202, rule, v->lemma[c]);
    put(f, 203, rel, 0);
    put(f, 204, rel, v->lemma[c]);
    put(f, 205, rel, cue_bits(v, c));
    put(f, 206, rel, rule * 32 + frame);
    put(f, 207, v->lemma[b], d->deprel[x]);
    put(f, 208, v->lemma[b], v->lemma[c]);
    put(f, 209, tag_at(v, b), tag_at(v, (int64_t)b - 1));
    put(f, 210, word_at(v, (int64_t)b - 1), tag_at(v, b));
    put(f, 211, bucket(b - q->cue_e), d->upos[c]);
    put(f, 212, bucket(b - q->cue_e), tag_at(v, b));
    put(f, 213, (d->tok_flags[b] & TOK_QUOTED) + quote_is_mark(d, b), rule * 32 + frame);
    put(f, 214, d->upos[x], d->xpos[x]);
    put(f, 215, path(d, c, x), 0);
    put(f, 216, path(d, c, x), cue_bits(v, c));
    put(f, 217, mix(bucket(v->k->sub.hi[x] - b), d->deprel[x], up), 0);
    put(f, 218, kind_of(v, x), rel);
    put(f, 219, b == q->cue_e, mix(v->lemma[c], d->upos[b], 0));
    put(f, 220, v->lemma[x], cue_bits(v, c));
}

/* What begins at token e, where a run of content that began at b may end. */
static void feats_stop(const struct speech_view *v, const struct speech_ask *q, uint32_t b,
                       uint32_t e, struct speech_feats *f) {
    const struct doc *d = v->k->d;
    uint32_t c = q->cue, last = content_end(v), y = NONE, at = 9, rel = 99;
    uint32_t n = e < v->e && d->upos[e] == UPOS_PUNCT && e + 1 < v->e ? e + 1 : e;
    if (n < v->e) {
        y = head_from(v, n, b);
        uint32_t h = d->head[y];
        at = h == NONE ? 0 : h == c ? 1 : h >= b && h < e ? 2 : h < b ? 3 : 4;
        rel = d->deprel[y];
    }
    uint32_t x = head_from(v, b, b), stop = mix(tag_at(v, e), rel, at);
    uint32_t own = y == NONE ? 3 : clause_own_subject(d, y) != NONE;
    uint32_t to = y == NONE ? 2 : d->head[y] == x;
    put(f, 314, stop, own * 4 + to);
    put(f, 301, stop, 0);
    put(f, 302, stop, v->lemma[c]);
    put(f, 303, stop, d->deprel[x]);
    put(f, 304, word_at(v, e), rel * 8 + at);
    put(f, 305, word_at(v, n), tag_at(v, e));
    put(f, 306, tag_at(v, (int64_t)e - 1), tag_at(v, e));
    put(f, 307, e == v->k->sub.hi[x], mix(d->deprel[x], d->upos[x], e == last));
    put(f, 308, e == v->k->sub.hi[c], e == last);
    put(f, 309, e == last, d->deprel[x]);
    put(f, 310, bucket(e - b), d->deprel[x]);
    put(f, 311, bucket(v->e - e), e == v->k->sub.hi[x]);
    put(f, 312, y == NONE ? 0 : v->lemma[y], at);
    put(f, 313, (y == NONE ? 0 : d->xpos[y]) * 128u + tag_at(v, e), at);
}

static void feats_behind_e(const struct speech_view *v, const struct speech_ask *q, uint32_t e,
                           struct speech_feats *f) {
    const struct doc *d = v->k->d;
    uint32_t b = q->behind_b, c = q->cue, frame = frame_of(v, c);
    const struct speech_counts *from = &v->count[b], *till = &v->count[e];
    uint32_t marks = (uint32_t)(till->mark - from->mark),
             commas = (uint32_t)(till->punct - from->punct) - marks,
             verbs = (uint32_t)(till->verb - from->verb);
    const struct speech_rule *r = &v->rule[c];
    uint32_t rule = (r->behind_e == e) * 2u + (r->behind_b == b);
    uint32_t x = head_from(v, b, b), done = v->k->sub.hi[x];
    uint32_t to = e < done ? 1 : e == done ? 2 : 3;
    feats_stop(v, q, b, e, f);
    put(f, 320, rule, frame);
    put(f, 321, rule, v->lemma[c]);
    put(f, 322, rule, to);
    put(f, 323, ATT_MIN(commas, 3), mix(tag_at(v, e), d->deprel[x], 0));
    put(f, 324, marks & 1, tag_at(v, e) * 2 + (d->tok_flags[e - 1] & TOK_QUOTED ? 1 : 0));
    put(f, 325, quote_is_mark(d, e - 1), mix(marks & 1, b < v->e && quote_is_mark(d, b), rule));
    put(f, 326, ATT_MIN(verbs, 3), mix(d->deprel[x], to, d->upos[x]));
    put(f, 327, ATT_MIN(verbs, 3), mix(tag_at(v, e), d->upos[x], 0));
    put(f, 328, to, mix(cue_bits(v, c), d->deprel[x], 0));
    put(f, 330, ATT_MIN(verbs, 2), v->lemma[c]);
    put(f, 331, ATT_MIN(verbs, 2), mix(cue_bits(v, c), b == q->cue_e, d->upos[x]));
    put(f, 332, e == content_end(v), mix(ATT_MIN(commas, 3), ATT_MIN(verbs, 3), v->lemma[c]));
    put(f, 329, rule * 4 + to, mix(tag_at(v, e), frame, 0));
}

static void feats_before_e(const struct speech_view *v, const struct speech_ask *q, uint32_t e,
                           struct speech_feats *f) {
    const struct doc *d = v->k->d;
    uint32_t c = q->cue, frame = frame_of(v, c), h = d->head[c], r = d->deprel[c];
    const struct speech_rule *s = &v->rule[c];
    uint32_t commas = (uint32_t)(v->count[q->cue_b].punct - v->count[e].punct);
    uint32_t rule = s->before_e == e, src = s->said == NONE ? NONE : v->k->said.v[s->said].src;
    uint32_t own = clause_own_subject(d, c), subject = own == NONE ? 0
                                                       : own < e   ? 1
                                                       : own < c   ? 2
                                                                   : 3;
    uint32_t over = h == NONE ? 0 : h < e ? 1 : h < c ? 2 : 3;
    uint32_t shape = mix(subject, over, ATT_MIN(commas, 3));
    put(f, 401, rule, frame);
    put(f, 402, rule, v->lemma[c]);
    put(f, 403, shape, r);
    put(f, 404, shape, tag_at(v, e));
    put(f, 405, mix(shape, r, tag_at(v, e)), d->upos[c]);
    put(f, 406, mix(shape, r, tag_at(v, e)), cue_bits(v, c));
    put(f, 407, tag_at(v, (int64_t)e - 1), tag_at(v, e));
    put(f, 408, bucket(q->cue_b - e), mix(tag_at(v, e), d->upos[c], 0));
    put(f, 409, (d->tok_flags[e - 1] & TOK_QUOTED) + quote_is_mark(d, e - 1), rule * 32 + frame);
    put(f, 410, bucket(e - v->b), shape);
    put(f, 411, src == NONE ? 0 : src < e ? 1 : src < c ? 2 : 3, mix(tag_at(v, e), rule, 0));
    put(f, 412, mix(tag_at(v, e), tag_at(v, (int64_t)e + 1), 0), r);
    put(f, 413, word_at(v, (int64_t)e + 1), tag_at(v, e));
    put(f, 414, path(d, c, e - 1), 0);
    put(f, 415, shape, v->lemma[c]);
    put(f, 416, clause_passive(d, c), mix(shape, tag_at(v, e), 0));
    put(f, 417, q->behind_b != NONE, mix(shape, tag_at(v, e), frame));
    put(f, 418, e == q->cue_b, mix(d->deprel[e - 1], d->head[e - 1] == c, r));
    put(f, 419, tag_at(v, q->cue_e), mix(shape, tag_at(v, e), 0));
}

static void feats_before_b(const struct speech_view *v, const struct speech_ask *q, uint32_t b,
                           struct speech_feats *f) {
    const struct doc *d = v->k->d;
    uint32_t c = q->cue, e = q->before_e, frame = frame_of(v, c), x = head_from(v, b, b);
    const struct speech_rule *s = &v->rule[c];
    uint32_t rule = (s->before_b == b) * 2u + (s->before_e == e), h = d->head[x];
    uint32_t commas = (uint32_t)(v->count[e].punct - v->count[b].punct);
    uint32_t up = h == NONE ? 0 : h == c ? 1 : h < b ? 2 : h < e ? 3 : h < c ? 4 : 5;
    bool covers = x < e && v->k->sub.hi[x] >= e;
    put(f, 501, rule, frame);
    put(f, 502, rule, v->lemma[c]);
    put(f, 503, mix(d->deprel[x], up, covers), 0);
    put(f, 504, mix(d->deprel[x], up, covers), d->upos[x]);
    put(f, 505, mix(d->deprel[x], up, covers), d->deprel[c]);
    put(f, 506, b == v->b, covers);
    put(f, 507, b == v->b, mix(d->upos[b], d->deprel[c], 0));
    put(f, 508, tag_at(v, (int64_t)b - 1), tag_at(v, b));
    put(f, 509, word_at(v, (int64_t)b - 1), covers);
    put(f, 510, v->lemma[b], tag_at(v, (int64_t)b - 1));
    put(f, 511, bucket(e - b), covers);
    put(f, 512, bucket(b - v->b), covers);
    put(f, 513, ATT_MIN(commas, 3), mix(covers, tag_at(v, (int64_t)b - 1), 0));
    put(f, 514, quote_is_mark(d, b), d->tok_flags[e - 1] & TOK_QUOTED);
    put(f, 515, path(d, c, x), 0);
    put(f, 516, v->k->sub.hi[x] == e, mix(up, d->deprel[x], 0));
    put(f, 517, clause_passive(d, c), mix(up, d->deprel[x], covers));
    put(f, 518, rule * 2 + (b == v->b), mix(frame, covers, 0));
}

static void feats_source(const struct speech_view *v, const struct speech_ask *q, uint32_t t,
                         struct speech_feats *f) {
    const struct doc *d = v->k->d;
    uint32_t c = q->cue, frame = frame_of(v, c), p = path(d, c, t), side = t > c;
    const struct speech_rule *s = &v->rule[c];
    uint32_t src = s->said == NONE ? NONE : v->k->said.v[s->said].src, rule = src == t;
    bool told = (q->behind_b != NONE && t >= q->behind_b && t < q->behind_e) ||
                (q->before_e != NONE && t >= q->before_b && t < q->before_e);
    uint32_t prep = clause_child(d, t, DEP_CASE), pw = prep == NONE ? 0 : v->lemma[prep];
    uint32_t far = side ? t - c : c - t, cue = cue_bits(v, c);
    const struct speech_counts *from = &v->count[ATT_MIN(t, c) + 1],
                               *till = &v->count[ATT_MAX(t, c)];
    uint32_t commas = (uint32_t)(till->punct - from->punct),
             between = (uint32_t)(till->nominal - from->nominal);
    put(f, 601, rule, frame);
    put(f, 602, rule, mix(p, told, 0));
    put(f, 603, p, 0);
    put(f, 604, p, v->lemma[c]);
    put(f, 605, p, cue);
    put(f, 606, p, kind_of(v, t));
    put(f, 607, mix(p, pw, 0), 0);
    put(f, 608, pw, mix(d->deprel[t], d->head[t] == c, d->upos[c]));
    put(f, 609, kind_of(v, t), mix(d->deprel[t], side, d->upos[c]));
    put(f, 610, kind_of(v, t), mix(side, bucket(between), 0));
    put(f, 611, bucket(far), mix(side, d->deprel[t], d->upos[c]));
    put(f, 612, told, mix(side, d->deprel[t], rule));
    put(f, 613, told, rule * 32 + frame);
    put(f, 614, ATT_MIN(commas, 3), mix(side, bucket(between), d->deprel[t]));
    put(f, 615, mix(clause_passive(d, c), d->deprel[t], side), pw);
    put(f, 616, d->upos[t] == UPOS_PRON ? v->lemma[t] : 5, mix(d->deprel[t], d->head[t] == c, 0));
    put(f, 617, v->lemma[t], d->deprel[t]);
    put(f, 618, v->cue[t], mix(d->deprel[t], side, d->upos[c]));
    put(f, 619, d->tok_flags[t] & TOK_QUOTED, mix(d->tok_flags[c] & TOK_QUOTED, rule, 0));
    put(f, 620, file_of(v, t), mix(side, d->deprel[t], cue));
    put(f, 621, d->deprel[c], mix(d->deprel[t], side, bucket(between)));
    put(f, 622, d->head[t] == NONE ? 0 : word_at(v, d->head[t]), d->deprel[t]);
    put(f, 623, t + 1 == q->cue_b, mix(kind_of(v, t), told, d->upos[c]));
    put(f, 624, t + 1 == q->cue_b || t == q->cue_e, mix(rule, src == NONE, frame));
}

void speech_feats_choice(const struct speech_view *v, const struct speech_ask *q,
                         enum speech_part part, uint32_t choice, struct speech_feats *f) {
    f->n = 0;
    if (choice == NONE) {
        feats_none(v, q, 700 + 20 * (uint32_t)part, f);
        return;
    }
    switch (part) {
    case SPEECH_BEHIND_B: feats_behind_b(v, q, choice, f); break;
    case SPEECH_BEHIND_E: feats_behind_e(v, q, choice, f); break;
    case SPEECH_BEFORE_E: feats_before_e(v, q, choice, f); break;
    case SPEECH_BEFORE_B: feats_before_b(v, q, choice, f); break;
    case SPEECH_SOURCE: feats_source(v, q, choice, f); break;
    default: break;
    }
}
