#include "base/base.h"

#include "language/coref_state.h"

#include "language/phrase.h"
#include "world/lexicon.h"

static bool is_subject(const struct doc *d, uint32_t t) {
    return deprel_plain_fast(d->deprel[t]) == DEP_NSUBJ;
}

static bool is_coordination(const struct doc *d, const struct mention *m) {
    return m->head + 1 < m->tok_e && d->deprel[m->tok_e - 1] == DEP_CONJ &&
           d->head[m->tok_e - 1] == m->head;
}

static bool speaks(const struct coref *x, uint32_t t) {
    const struct lex_word *w = lexicon_find(x->c.w->lexicon, x->c.d->lemma[t]);
    return w &&
           (w->verb_file[0] == LEX_VERB_COMMUNICATION || w->verb_file[1] == LEX_VERB_COMMUNICATION);
}

/* Somebody who can say something. */
static bool can_speak(enum entity_type t) {
    return (t >= ENTITY_PERSON && t <= ENTITY_MEDIA) || t == ENTITY_POPULATION || t == ENTITY_PLACE;
}

/* How likely mention k is what a pronoun i of the third person stands for; below 0: not at all. */
static int32_t salience(const struct coref *x, uint32_t i, uint32_t k,
                        const struct lex_pronoun *p) {
    const struct doc *d = x->c.d;
    const struct mention *m = &x->c.m->v[i], *y = &x->c.m->v[k];
    const struct chain *chain = &x->c.v[chain_root(&x->c, k)];
    bool person = p->gender == GENDER_MALE || p->gender == GENDER_FEMALE;
    if (y->tok_e > m->tok_b || y->place_adjective || coref_is_nothing(x, y)) return -1;
    if (person && chain->type != ENTITY_PERSON) return -1;
    if (p->gender == GENDER_NEUTER && chain->type == ENTITY_PERSON) return -1;
    if (!chain_compatible(&x->c, i, k)) return -1;
    if (y->kind == MENTION_PRONOUN) {
        const struct lex_pronoun *q = lexicon_pronoun(x->c.w->lexicon, d->tok_low[y->head]);
        if (!q || q->person != 3) return -1;
    }
    uint32_t distance = coref_sentence(x, i) - coref_sentence(x, k);
    if (distance > 3) return -1;
    bool says = is_subject(d, m->head) && d->head[m->head] != NONE && speaks(x, d->head[m->head]);

    if (p->number == NUMBER_PLURAL && chain->type == ENTITY_PLACE) return -1;
    int32_t s = 100 - 22 * (int32_t)distance;
    if (!p->reflexive && !p->possessive && distance == 0 && d->head[y->head] == d->head[m->head] &&
        is_subject(d, y->head) && !is_subject(d, m->head))
        return -1;
    if (is_subject(d, y->head)) s += 30;
    if (says && !can_speak((enum entity_type)chain->type)) s -= 40;
    if (p->number == NUMBER_PLURAL && y->number == NUMBER_PLURAL) s += 20;
    if (p->number == NUMBER_PLURAL && d->deprel[y->head] == DEP_CONJ) s -= 15;
    if (p->number == NUMBER_PLURAL && is_coordination(d, y)) s += 10;
    if (y->kind == MENTION_NAME) s += 8;
    if (y->kind == MENTION_PRONOUN) s += 15;
    if (chain->named) s += 6;
    if (person && chain->gender == p->gender) s += 15;
    s += 2 * (int32_t)ATT_MIN(chain->size, 10u);
    if (d->deprel[y->head] == DEP_NMOD || d->deprel[y->head] == DEP_NMOD_POSS) s -= 12;
    s -= (int32_t)ATT_MIN(m->tok_b - y->tok_b, 60u) / 3;
    return s;
}

static void join_third_person(struct coref *x, uint32_t i, const struct lex_pronoun *p) {
    enum { REACH = 60 };
    uint32_t best = NONE;
    int32_t top = -1;
    for (uint32_t k = i, n = 0; k > 0 && n < REACH; k--, n++) {
        int32_t s = salience(x, i, k - 1, p);
        if (s > top) top = s, best = k - 1;
    }
    if (best != NONE) chain_try(&x->c, best, i);
}

/* The quotation that byte `at` lies in, or NONE; `from` moves forward with the mentions. */
static uint32_t quotation_at(const struct doc *d, uint32_t at, uint32_t *from) {
    while (*from < d->n_quotation && d->quotation[*from].outer.e <= at) ++*from;
    if (*from == d->n_quotation || d->quotation[*from].outer.b > at) return NONE;
    return d->quotation[*from].scare ? NONE : *from;
}

/* The subject of a verb of saying beside the quotation. */
static uint32_t speaker_of(const struct coref *x, const struct quotation *q) {
    enum { REACH = 16 };
    const struct doc *d = x->c.d;
    uint32_t after = doc_tok_at(d, q->outer.e), before = doc_tok_at(d, q->outer.b);
    for (uint32_t n = 0; n < REACH; n++) {
        uint32_t t = after + n;
        if (t < d->n_tok && is_subject(d, t) && phrase_head(d, t) != NONE &&
            speaks(x, d->head[t])) {
            uint32_t m = mention_of_head(x->c.m, t);
            if (m != NONE) return m;
        }
        t = before - 1 - n;
        if (t < before && is_subject(d, t) && phrase_head(d, t) != NONE && speaks(x, d->head[t])) {
            uint32_t m = mention_of_head(x->c.m, t);
            if (m != NONE) return m;
        }
    }
    return NONE;
}

/* I, we and you: one speaker a quotation, one writer outside. */
static void join_speaker(struct coref *x, uint32_t i, const struct lex_pronoun *p, uint32_t q) {
    uint64_t where = q == NONE ? 1 : 2 + (uint64_t)q;
    uint64_t key = coref_mix(coref_mix(where, p->person), p->person == 1 ? p->number : 0);
    uint32_t *at = coref_seen(&x->noun, coref_mix(key, 99));
    if (*at) {
        chain_try(&x->c, *at - 1, i);
    } else if (q != NONE && p->person == 1 && p->number == NUMBER_SINGULAR) {
        uint32_t s = speaker_of(x, &x->c.d->quotation[q]);
        if (s != NONE) chain_try(&x->c, s, i);
    }
    *at = i + 1;
}

void coref_join_pronouns(struct coref *x) {
    uint32_t from = 0;
    for (uint32_t i = 0; i < x->c.m->n; i++) {
        const struct mention *m = &x->c.m->v[i];
        if (m->kind != MENTION_PRONOUN) continue;
        const struct lex_pronoun *p = lexicon_pronoun(x->c.w->lexicon, x->c.d->tok_low[m->head]);
        if (!p || p->demonstrative) continue;
        if (p->person < 3)
            join_speaker(x, i, p, quotation_at(x->c.d, x->c.d->tok_b[m->head], &from));
        else
            join_third_person(x, i, p);
    }
}
