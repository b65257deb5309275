#include "base/base.h"

#include "claims/speech.h"

#include "base/embed.h"
#include "language/model.h"

#include <stdlib.h>

/* ---- the model */

static att_status fill_model(struct speech_model *m, const struct model *file, struct arena *a,
                             att_error *err) {
    struct tensor w, seen, cut;
    att_status st = model_shape(file, "weights", MODEL_I16, 1, 1u << SPEECH_BITS, &w, err);
    if (!st) st = model_shape(file, "seen", MODEL_U64, SPEECH_SEEN, 1, &seen, err);
    if (!st) st = model_shape(file, "cut", MODEL_I32, 1, 1, &cut, err);
    if (st) return st;
    int16_t *weight = arena_array(a, int16_t, 1u << SPEECH_BITS);
    uint64_t *bits = arena_array(a, uint64_t, SPEECH_SEEN);
    for (uint32_t i = 0; i < 1u << SPEECH_BITS; i++) weight[i] = (int16_t)tensor_i16(&w, i);
    for (uint32_t i = 0; i < SPEECH_SEEN; i++) bits[i] = tensor_u64(&seen, i);
    *m = (struct speech_model){.w = weight, .seen = bits, .cut = tensor_i32(&cut, 0)};
    return ATT_OK;
}

att_status speech_open(const struct speech_model **out, struct arena *a, const att_options *opt,
                       att_error *err) {
    struct model file;
    bool given = opt && opt->models;
    *out = NULL;
    if (!given && !embed_find("models/quotes.bin").p) return ATT_OK;
    att_status st = model_load(&file, "models/quotes.bin", a, opt, err);
    if (given && st == ATT_EIO) return ATT_OK; /* the folder has none */
    if (st) return st;
    struct speech_model *m = arena_new(a, struct speech_model);
    *out = m;
    return fill_model(m, &file, a, err);
}

int32_t speech_score(const struct speech_model *m, const struct speech_feats *f) {
    int32_t s = 0;
    for (uint32_t i = 0; i < f->n; i++) s += m->w[f->v[i]];
    return s;
}

/* ---- deciding */

/* Leads of what the rules say, in the units of the weights (1024: odds of e). They cost nothing on
 * the texts the model is trained on and keep what the rules know of other kinds of text. */
enum {
    LEAD = 800,
    LEAD_FORM = 3200,  /* a quotation that begins behind the cue ends at its mark; joined verbs have
                          one subject */
    LEAD_CUE = 1600,   /* the words of the cue */
    FOUND_ALONE = 700, /* a cue that the rules do not know needs more */
};

/* Behind the mark that closes the quotation whose mark is token b; NONE where there is none. */
static uint32_t quotation_end(const struct speech_view *v, uint32_t b) {
    const struct doc *d = v->k->d;
    uint32_t lo = 0, hi = d->n_quotation, x, e;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->quotation[mid].outer.b < d->tok_b[b])
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == d->n_quotation || d->quotation[lo].outer.b != d->tok_b[b]) return NONE;
    doc_span_toks(d, d->quotation[lo].outer, &x, &e);
    return e <= v->e ? e : NONE;
}

/* What the rules would say, where they made a statement of the cue. */
static uint32_t rule_choice(const struct speech_view *v, const struct speech_ask *q,
                            enum speech_part part) {
    const struct speech_rule *r = &v->rule[q->cue];
    switch (part) {
    case SPEECH_BEHIND_B: return r->behind_b;
    case SPEECH_BEHIND_E:
        if (r->behind_b == q->behind_b) return r->behind_e;
        return quotation_end(v, q->behind_b);
    case SPEECH_BEFORE_E: return r->before_e;
    case SPEECH_BEFORE_B: return r->before_e == q->before_e ? r->before_b : NONE;
    case SPEECH_SOURCE: return v->k->said.v[r->said].src;
    default: return NONE;
    }
}

/* "The army disputed the toll and said ...": the rules take the subject of the verb it is joined
 * to. */
static bool shares_subject(const struct doc *d, uint32_t cue, uint32_t src) {
    return src != NONE && d->deprel[cue] == DEP_CONJ && clause_own_subject(d, cue) == NONE &&
           d->head[cue] != NONE && clause_own_subject(d, d->head[cue]) == src;
}

/* The candidate with the highest score, with the lead of what the rules say. */
static uint32_t choose(const struct speech_view *v, const struct speech_model *m,
                       const struct speech_ask *q, enum speech_part part) {
    uint32_t c[SPEECH_CHOICES], n = speech_choices(v, q, part, c), best = NONE;
    bool ruled = v->rule[q->cue].said != NONE;
    uint32_t rule = ruled ? rule_choice(v, q, part) : NONE;
    bool closing = part == SPEECH_BEHIND_E && v->rule[q->cue].behind_b != q->behind_b;
    int32_t most = INT32_MIN, lead = closing ? LEAD_FORM : LEAD;
    if (part == SPEECH_SOURCE && shares_subject(v->k->d, q->cue, rule)) lead = LEAD_FORM;
    struct speech_feats f = {.w = m->w};
    for (uint32_t i = 0; i < n; i++) {
        speech_feats_choice(v, q, part, c[i], &f);
        int32_t s = speech_score(m, &f);
        if (ruled && c[i] == rule) s += lead;
        if (s > most) most = s, best = c[i];
    }
    return best;
}

static bool is_around(const struct speech_view *v, const struct speech_model *m,
                      const struct speech_ask *q, uint32_t t) {
    struct speech_feats f = {.w = m->w};
    speech_feats_around(v, q, t, &f);
    uint32_t r = v->rule[q->cue].said;
    const struct said *s = r == NONE ? NULL : &v->k->said.v[r];
    int32_t lead = !s ? 0 : t >= s->cue_b && t < s->cue_e ? LEAD_CUE : -LEAD;
    return speech_score(m, &f) + lead > 0;
}

/* The words of the cue around its head. */
static void widen_cue(const struct speech_view *v, const struct speech_model *m,
                      struct speech_ask *q) {
    enum { WORDS = 8 };
    while (q->cue_b > v->b && q->cue - q->cue_b < WORDS && is_around(v, m, q, q->cue_b - 1))
        q->cue_b--;
    while (q->cue_e < v->e && q->cue_e - q->cue < WORDS && is_around(v, m, q, q->cue_e)) q->cue_e++;
}

static void decide(const struct speech_view *v, const struct speech_model *m,
                   struct speech_ask *q) {
    q->cue_b = q->cue, q->cue_e = q->cue + 1;
    q->behind_b = q->behind_e = q->before_b = q->before_e = NONE;
    widen_cue(v, m, q);
    q->behind_b = choose(v, m, q, SPEECH_BEHIND_B);
    if (q->behind_b != NONE) q->behind_e = choose(v, m, q, SPEECH_BEHIND_E);
    q->before_e = choose(v, m, q, SPEECH_BEFORE_E);
    if (q->before_e != NONE) q->before_b = choose(v, m, q, SPEECH_BEFORE_B);
}

/* ---- statements */

/* The tokens [b, e) as parts, without the holder's phrase in them. */
static void add_run(struct quoter *k, struct said *s, uint32_t b, uint32_t e) {
    if (s->src == NONE || s->src_b >= e || s->src_e <= b) {
        quote_add_part(k, s, b, e);
        return;
    }
    if (s->src_b > b) quote_add_part(k, s, b, s->src_b);
    if (s->src_e < e) quote_add_part(k, s, s->src_e, e);
}

/* The rule's parts stay where the model sees the same hulls. */
static bool same_as_rule(const struct speech_rule *r, const struct speech_ask *q) {
    return r->behind_b == q->behind_b && r->before_b == q->before_b && r->before_e == q->before_e &&
           (r->behind_e == q->behind_e || (r->beyond && q->behind_b != NONE));
}

static uint8_t frame_found(const struct speech_view *v, const struct speech_ask *q) {
    const struct doc *d = v->k->d;
    uint32_t c = clause_child(d, q->cue, DEP_CCOMP);
    if (q->behind_b == NONE && q->before_e == NONE) return FRAME_QUOTE;
    bool says = v->cue[q->cue] & (CUE_SAY | CUE_THINK | CUE_SHOW);
    bool quoted = d->tok_flags[q->cue] & TOK_QUOTED; /* "I think": of the speaker around it */
    return says && c != NONE && !quoted ? FRAME_CLAUSE : FRAME_OBJECT;
}

/* The source as the model names it; the rule's words for it where it is the same. */
static void set_source(const struct speech_view *v, const struct speech_ask *q, uint32_t src,
                       struct said *s) {
    if (src == NONE) {
        s->src = NONE;
        return;
    }
    if (s->src != src) quote_set_source(v->k, s, src);
    if (s->src_b < q->cue_e && s->src_e > q->cue_b) {
        if (src < q->cue_b)
            s->src_e = ATT_MIN(s->src_e, q->cue_b);
        else
            s->src_b = ATT_MAX(s->src_b, q->cue_e);
    }
    if (s->src_b >= s->src_e) s->src_b = src, s->src_e = src + 1;
}

static void read_cue(struct speech_view *v, const struct speech_model *m, uint32_t t) {
    struct speech_rule *r = &v->rule[t];
    struct speech_ask q = {.cue = t};
    decide(v, m, &q);
    struct said s = r->said == NONE ? (struct said){.cue = t, .src = NONE} : v->k->said.v[r->said];
    s.cue_b = q.cue_b, s.cue_e = q.cue_e;
    set_source(v, &q, choose(v, m, &q, SPEECH_SOURCE), &s);
    if (cue_is_nobody(v->k->d, &s)) {
        if (r->said != NONE) v->k->said.v[r->said].frame = FRAME_NONE;
        return;
    }
    if (r->said == NONE) s.frame = frame_found(v, &q);
    if (r->said == NONE || !same_as_rule(r, &q)) {
        s.n_part = 0;
        if (q.before_e != NONE) add_run(v->k, &s, q.before_b, q.before_e);
        if (q.behind_b != NONE) add_run(v->k, &s, q.behind_b, q.behind_e);
    }
    if (r->said == NONE)
        *vec_push(v->k->a, &v->k->said) = s;
    else
        v->k->said.v[r->said] = s;
}

/* Statements whose form says all: the model has no voice in them. */
static bool is_fixed(const struct said *s) {
    return s->frame == FRAME_TURN || s->frame == FRAME_COLON || s->frame == FRAME_FIRST ||
           s->cites || s->sure;
}

static int by_cue(const void *x, const void *y) {
    const struct said *a = x, *b = y;
    return (a->cue > b->cue) - (a->cue < b->cue);
}

static bool is_caseless(const struct doc *d, uint32_t sent) {
    return d->sent_tok[sent] < d->sent_tok[sent + 1] &&
           d->tok_flags[d->sent_tok[sent]] & TOK_CASELESS;
}

/* Speech that the rules have with its holder: the model may change its bounds only. Attributions
 * inside others are not annotated where it learns. */
static bool is_strong(const struct speech_view *v, const struct said *s) {
    if (s->frame == FRAME_PREP) return true;
    if (s->src == NONE || v->k->d->tok_flags[s->cue] & TOK_QUOTED) return false;
    if (s->frame == FRAME_NOUN) return true;
    return (s->frame == FRAME_ASIDE || s->frame == FRAME_CLAUSE) && v->cue[s->cue] & CUE_SAY;
}

/* The token is a cue, by the model and what the rules made of it. */
static bool is_cue(const struct speech_view *v, const struct speech_model *m, uint32_t t) {
    uint32_t said = v->rule[t].said;
    if (said != NONE && is_strong(v, &v->k->said.v[said])) return true;
    struct speech_feats f = {.w = m->w};
    speech_feats_cue(v, t, &f);
    return speech_score(m, &f) > m->cut + (said == NONE ? FOUND_ALONE : 0);
}

void speech_read(struct speech_view *v, const struct speech_model *m, uint32_t sent,
                 uint32_t first) {
    struct quoter *k = v->k;
    if (is_caseless(k->d, sent)) return;
    speech_view_sentence(v, sent, first);
    uint32_t n = k->said.n, kept = first;
    for (uint32_t t = v->b; t < v->e; t++) {
        if (!speech_may_cue(v, t, m->seen)) continue;
        uint32_t said = v->rule[t].said, act = k->m->events.of_tok[t];
        if (said != NONE && is_fixed(&k->said.v[said])) continue;
        if (said == NONE && act != NONE && event_is_violent(k->m->events.v[act].type)) continue;
        if (is_cue(v, m, t))
            read_cue(v, m, t);
        else if (said != NONE)
            k->said.v[said].frame = FRAME_NONE;
    }
    for (uint32_t i = first; i < k->said.n; i++) {
        const struct said *s = &k->said.v[i];
        if (s->frame == FRAME_NONE || (i >= n && !s->n_part && s->frame != FRAME_QUOTE)) continue;
        k->said.v[kept++] = *s;
    }
    k->said.n = kept;
    if (kept > first + 1) qsort(k->said.v + first, kept - first, sizeof *k->said.v, by_cue);
}
