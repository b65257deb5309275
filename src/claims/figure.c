#include "base/base.h"

#include "claims/figure.h"

#include <stdlib.h>

#include "world/lexicon.h"

struct counter {
    const struct claim_lexicon *lex;
    const struct doc *d;
    const struct world *w;
    const struct meaning *m;
    const struct statements *st;
    struct subtrees sub;
    uint32_t *q_at; /* [n_tok] quantity that covers the token, or NONE */
    uint32_t *q_of; /* [n_tok] quantity that counts the token as its head, or NONE */
    VEC(struct figure) v;
    bool *perpetrator; /* [entities.n] somebody who attacks, by role or by name of his kind */
    struct arena *a;
};

/* ---- small questions */

static bool one_of(struct str s, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (str_eq_c(s, list[i])) return true;
    return false;
}

/* "three of her colleagues" is a number, "some of them" is none. */
static bool usable(const struct doc *d, const struct quantity *q) {
    static const char *const shares[] = {"some", "half", "part", "most", "many", "majority", "all"};
    if (q->unit != UNIT_COUNT) return false;
    if (q->of_head != NONE && str_eq_c(d->lemma[q->of_head], "time")) return false;
    return !q->share || (q->low && !one_of(d->tok_low[q->num_b], shares, COUNT_OF(shares)));
}

static uint32_t quantity_of(const struct counter *k, uint32_t t) {
    uint32_t q = k->q_of[t] != NONE ? k->q_of[t] : k->q_at[t];
    return q != NONE && usable(k->d, &k->m->quantities.v[q]) ? q : NONE;
}

static bool lemma_is(const struct doc *d, uint32_t t, const char *lower) {
    return str_eq_c(clause_lemma(d, t), lower) || str_eq_c(d->tok_low[t], lower);
}

static bool is_nobody(const struct doc *d, uint32_t t) {
    if (clause_is(d, t, "nobody") || clause_is(d, t, "none")) return true;
    return clause_is(d, t, "one") && t && clause_is(d, t - 1, "no");
}

/* The mention whose head is t, else the narrowest name that covers t ("al-Kazimi" by its parts). */
static uint32_t mention_over(const struct counter *k, uint32_t t) {
    const struct mentions *v = &k->m->mentions;
    uint32_t m = mention_of_head(v, t), lo = 0, hi = v->n;
    if (m != NONE || k->d->upos[t] != UPOS_PROPN) return m;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (v->v[mid].tok_b <= t)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t i = lo; i-- > 0 && lo - i < 8;)
        if (v->v[i].tok_e > t && v->v[i].kind == MENTION_NAME) return i;
    return NONE;
}

static bool is_person(const struct counter *k, uint32_t t) {
    static const char *const amounts[] = {"number", "total", "toll", "figure", "couple", "body"};
    const struct doc *d = k->d;
    uint32_t cls = lexicon_noun_class(k->w->lexicon, clause_lemma(d, t));
    uint32_t m = mention_over(k, t);
    bool name = m != NONE && (k->m->mentions.v[m].kind == MENTION_NAME || d->upos[t] == UPOS_PROPN);
    if (name) {
        const struct mention *v = &k->m->mentions.v[m];
        return v->type == ENTITY_PERSON || v->type == ENTITY_OTHER ||
               k->m->entities.v[v->entity].type == ENTITY_PERSON;
    }
    if (d->upos[t] != UPOS_NOUN) return false;
    if (one_of(clause_lemma(d, t), amounts, COUNT_OF(amounts))) return false;
    if (cls & (LEXC_PERSON | LEXC_OFFICE | LEXC_RANK)) return true;
    if (cls & (LEXC_GROUP | LEXC_ORGANIZATION | LEXC_GOVERNMENT | LEXC_MILITARY | LEXC_POLICE))
        return false;
    const struct lex_word *word = lexicon_find(k->w->lexicon, clause_lemma(d, t));
    return word && word->isa_any & LEX_PERSON && !(word->isa & (LEX_ACT | LEX_EVENT | LEX_TIME));
}

/* Nothing happened yet, or perhaps never: "could kill", "threatened to kill", "if he is killed". */
static bool not_told_as_fact(const struct doc *d, uint32_t t) {
    static const char *const may[] = {"could", "would",  "might", "may", "will",
                                      "can",   "should", "'ll",   "must"};
    static const char *const plans[] = {
        "threaten", "vow",      "plan", "try",  "attempt", "intend", "want",   "fail", "promise",
        "order",    "conspire", "plot", "hope", "seek",    "decide", "refuse", "swear"};
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++) {
        uint32_t x = d->child[c];
        if (d->upos[x] == UPOS_AUX && one_of(d->tok_low[x], may, COUNT_OF(may))) return true;
        if (d->deprel[x] == DEP_MARK && (clause_is(d, x, "if") || clause_is(d, x, "unless")))
            return true;
    }
    static const char *const tells[] = {"believe", "report", "say",   "know", "confirm",
                                        "manage",  "fear",   "think", "seem", "appear",
                                        "claim",   "help",   "go"};
    uint32_t h = d->head[t];
    if (h == NONE) return false;
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++)
        if (d->deprel[d->child[c]] == DEP_MARK && clause_is(d, d->child[c], "to"))
            return !one_of(clause_lemma(d, h), tells, COUNT_OF(tells));
    if (d->deprel[t] != DEP_XCOMP && d->deprel[t] != DEP_ACL) return false;
    return d->xpos[t] == XPOS_VB && one_of(clause_lemma(d, h), plans, COUNT_OF(plans));
}

/* ---- one figure */

static struct tspan clause_span(const struct counter *k, uint32_t t, struct tspan number) {
    const struct doc *d = k->d;
    struct tspan sent = d->sent[d->tok_sent[t]];
    uint32_t v = clause_verb_above(d, t), b = k->sub.lo[v], e = k->sub.hi[v];
    while (e > b + 1 && d->upos[e - 1] == UPOS_PUNCT) e--;
    struct tspan s = doc_toks_span(d, b, e);
    return tspan_inside(number, s) ? s : sent;
}

static uint32_t event_of(const struct counter *k, uint32_t t) {
    const struct events *ev = &k->m->events;
    if (!ev->n) return NONE;
    uint32_t own = ev->of_tok[t];
    if (own != NONE && ev->v[own].type != EVENT_DEATH && ev->v[own].type != EVENT_INJURY)
        return own;
    uint32_t b = clause_sent_b(k->d, t), e = clause_sent_e(k->d, t), best = NONE, far = 0;
    for (uint32_t i = ATT_MAX(b, t > 60 ? t - 60 : 0); i < ATT_MIN(e, t + 60); i++) {
        uint32_t v = ev->of_tok[i], dist = i > t ? i - t : t - i;
        if (v == NONE || !event_is_violent(ev->v[v].type)) continue;
        if (own != NONE && (ev->v[v].type == EVENT_DEATH || ev->v[v].type == EVENT_INJURY))
            continue;
        if (best == NONE || dist < far) best = v, far = dist;
    }
    return best != NONE ? best : own;
}

static bool is_attacker(const struct counter *k, uint32_t head) {
    const struct doc *d = k->d;
    uint32_t of = d->upos[head] == UPOS_NUM ? clause_child_plain(d, head, DEP_NMOD) : NONE;
    uint32_t said = clause_child(d, head, DEP_ACL);
    if (said != NONE && lemma_is(d, said, "suspect")) return true;
    if (of != NONE && lex_word(k->lex, clause_lemma(d, of)) & WORD_ATTACKER) return true;
    if (lex_word(k->lex, clause_lemma(d, head)) & WORD_ATTACKER) return true;
    return lex_word(k->lex, d->tok_low[head]) & WORD_ATTACKER;
}

/* "more than 100" is told as 100 with an open end, as casualty codebooks do. */
static bool is_more_than(const struct doc *d, const struct quantity *q) {
    if (q->high != NO_BOUND || q->vague) return false;
    for (uint32_t t = q->tok_b; t < q->num_b; t++)
        if (clause_is(d, t, "more") || clause_is(d, t, "over") || clause_is(d, t, "above") ||
            clause_is(d, t, "exceeding"))
            return true;
    return false;
}

/* A further act of the same story: "then killed", "before killing". */
static bool is_sequel(const struct doc *d, uint32_t t) {
    static const char *const then[] = {"then",    "later", "also", "afterwards",
                                       "finally", "next",  "first"};
    if (clause_passive(d, t) || clause_child(d, t, DEP_OBJ) == NONE) return false;
    for (int up = 0; up < 3 && t != NONE; up++) {
        for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++) {
            uint32_t x = d->child[c];
            if (d->deprel[x] == DEP_ADVMOD && one_of(d->tok_low[x], then, COUNT_OF(then)))
                return true;
            if (d->deprel[x] == DEP_MARK && (clause_is(d, x, "before") || clause_is(d, x, "after")))
                return true;
        }
        if (d->deprel[t] != DEP_CONJ) return false;
        t = d->head[t];
    }
    return false;
}

/* The single person does the violence told of elsewhere ("police fired back, killing him"). */
static bool is_perpetrator(const struct counter *k, uint32_t head) {
    uint32_t m = mention_widest_of_head(&k->m->mentions, head);
    return m != NONE && k->perpetrator[k->m->mentions.v[m].entity];
}

static void add(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t q, uint32_t head) {
    const struct doc *d = k->d;
    struct figure f = {.slot = (uint8_t)slot, .quantity = q, .part_of = NONE, .revises = NONE};
    if (q != NONE) {
        const struct quantity *v = &k->m->quantities.v[q];
        f.low = v->low, f.high = v->high, f.number = v->span, f.increment = v->increment;
        if (is_more_than(d, v) && f.low) f.low--;
        if (head != NONE && v->tok_e <= trigger && head > trigger)
            head = NONE; /* "100 injured when a bomber ..." */
    } else {
        uint32_t m = mention_over(k, head);
        bool none = is_nobody(d, head);
        f.low = f.high = none ? 0 : 1;
        f.number = none && head && clause_is(d, head, "one") ? doc_toks_span(d, head - 1, head + 1)
                   : m != NONE
                       ? doc_toks_span(d, k->m->mentions.v[m].tok_b, k->m->mentions.v[m].tok_e)
                       : doc_tok_span(d, head);
    }
    if (head != NONE) {
        uint32_t m = mention_over(k, head);
        f.of = m != NONE ? doc_toks_span(d, k->m->mentions.v[m].tok_b, k->m->mentions.v[m].tok_e)
                         : doc_tok_span(d, head);
        f.attackers = is_attacker(k, head) || (q == NONE && is_perpetrator(k, head));
        if (lex_word(k->lex, clause_lemma(d, head)) & WORD_MORE && d->tok_low[head].n > 4 &&
            q == NONE)
            return;
    }
    for (uint32_t i = k->v.n; i-- > 0;) {
        if (k->v.v[i].sent != d->tok_sent[trigger]) break;
        if (k->v.v[i].slot == slot && tspan_overlap(k->v.v[i].number, f.number)) return;
    }
    f.evidence = clause_span(k, trigger, f.number);
    f.sequel = f.quantity == NONE || f.low == f.high ? is_sequel(d, trigger) : false;
    f.event = event_of(k, trigger);
    f.sent = d->tok_sent[trigger];
    f.statement = k->st->of_tok[trigger];
    *vec_push(k->a, &k->v) = f;
}

static bool is_single(const struct counter *k, uint32_t h) {
    const struct doc *d = k->d;
    static const char *const pron[] = {"he", "she", "him", "her", "himself", "herself", "i", "me"};
    if (is_nobody(d, h)) return true;
    if (d->upos[h] == UPOS_NOUN && lex_word(k->lex, clause_lemma(d, h)) & WORD_EVENT) return false;
    if (k->m->events.of_tok[h] != NONE) return false;
    if (d->upos[h] == UPOS_PRON) return one_of(d->tok_low[h], pron, COUNT_OF(pron));
    uint32_t m = mention_over(k, h);
    if (m != NONE && k->m->mentions.v[m].number == NUMBER_PLURAL) return false;
    if (d->xpos[h] == XPOS_NNS || d->xpos[h] == XPOS_NNPS) return false;
    if (d->upos[h] == UPOS_NOUN &&
        lexicon_class(k->w->lexicon, d->tok_low[h]) & (LEXC_COLLECTIVE | LEXC_POPULATION))
        return false;
    return is_person(k, h);
}

/* One noun phrase of the harmed, by its head. */
static void add_phrase(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t h) {
    const struct doc *d = k->d;
    uint32_t q = quantity_of(k, h);
    if (q != NONE) {
        add(k, slot, trigger, q, h);
        return;
    }
    uint32_t of = clause_child_plain(d, h, DEP_NMOD);
    if (of != NONE && quantity_of(k, of) != NONE && clause_child(d, of, DEP_CASE) != NONE &&
        clause_is(d, clause_child(d, of, DEP_CASE), "of")) {
        add(k, slot, trigger, quantity_of(k, of), of);
        return;
    }
    if (is_single(k, h)) add(k, slot, trigger, NONE, h);
}

static bool is_relative(const struct doc *d, uint32_t t) {
    return clause_is(d, t, "who") || clause_is(d, t, "which") || clause_is(d, t, "that") ||
           clause_is(d, t, "whom");
}

/* "... and over 60 injured", "... and the wounding of five": another harm than that of `slot`. */
static bool has_own_harm(const struct counter *k, uint32_t h, uint32_t slot) {
    const struct doc *d = k->d;
    uint32_t q = quantity_of(k, h), next = h + 1;
    if (lex_harm(k->lex, HARM_NOUN, clause_lemma(d, h)) != NONE) return true;
    if (q != NONE) next = ATT_MAX(next, k->m->quantities.v[q].tok_e);
    while (next < clause_sent_e(d, h) &&
           (d->upos[next] == UPOS_ADV || d->upos[next] == UPOS_AUX || clause_is(d, next, "others")))
        next++;
    if (next >= clause_sent_e(d, h)) return false;
    uint32_t own = lex_harm(k->lex, HARM_STATE, d->tok_low[next]);
    return own != NONE && own != slot;
}

/* The harmed and those coordinated with them. A relative pronoun stands for its antecedent. */
static void add_group(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t h) {
    const struct doc *d = k->d;
    if (h == NONE) return;
    if (is_relative(d, h)) {
        uint32_t v = trigger;
        for (int i = 0; i < 4 && v != NONE && d->deprel[v] != DEP_ACL_RELCL; i++) v = d->head[v];
        if (v == NONE || d->head[v] == NONE) return;
        h = d->head[v];
    }
    add_phrase(k, slot, trigger, h);
    for (uint32_t c = d->child_b[h]; c < d->child_b[h + 1]; c++)
        if (d->deprel[d->child[c]] == DEP_CONJ && !clause_is_verb(d, d->child[c]) &&
            d->child[c] != trigger && !has_own_harm(k, d->child[c], slot))
            add_phrase(k, slot, trigger, d->child[c]);
}

/* ---- by word order, where the tree says nothing */

enum { NEAR = 9 };

static bool stops_looking(const struct doc *d, uint32_t t) {
    if (d->upos[t] == UPOS_PUNCT && !clause_is(d, t, ",") && !clause_is(d, t, "-")) return true;
    return false;
}

/* A quantity of people behind the trigger ("killing at least 12"). */
static uint32_t quantity_right(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t e = ATT_MIN(clause_sent_e(d, t), t + 5);
    for (uint32_t i = t + 1; i < e && !stops_looking(d, i); i++) {
        if (k->q_at[i] != NONE)
            return usable(k->d, &k->m->quantities.v[k->q_at[i]]) ? k->q_at[i] : NONE;
        if (clause_is_verb(d, i) || d->upos[i] == UPOS_ADP || d->upos[i] == UPOS_SCONJ ||
            clause_is(d, i, ","))
            return NONE;
    }
    return NONE;
}

/* A quantity before the trigger with nothing but its noun and auxiliaries between. */
static uint32_t quantity_left(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t b = clause_sent_b(d, t);
    for (uint32_t i = t; i-- > b && t - i < NEAR && !stops_looking(d, i);) {
        uint32_t q = k->q_at[i], h = q == NONE ? NONE : k->m->quantities.v[q].of_head;
        if (h != NONE && d->upos[h] == UPOS_NOUN &&
            lex_word(k->lex, clause_lemma(d, h)) & WORD_EVENT)
            return NONE; /* "a bombing killed ..." */
        if (q != NONE) return usable(k->d, &k->m->quantities.v[q]) ? q : NONE;
        if (clause_is_verb(d, i) && d->upos[i] != UPOS_AUX) return NONE;
        if (clause_is(d, i, ",") || lex_harm(k->lex, HARM_STATE, d->tok_low[i]) != NONE)
            return NONE;
    }
    return NONE;
}

static uint32_t counted(const struct counter *k, uint32_t q) {
    return q == NONE ? NONE : k->m->quantities.v[q].of_head;
}

/* ---- triggers */

/* A noun phrase follows, so that the one before does the harm. */
static bool takes_object(const struct doc *d, uint32_t t) {
    if (t + 1 >= clause_sent_e(d, t) || clause_child(d, t, DEP_AUX) != NONE) return false;
    uint8_t next = d->upos[t + 1];
    return next == UPOS_PROPN || next == UPOS_DET || next == UPOS_ADJ || next == UPOS_PRON ||
           (next == UPOS_NOUN && d->xpos[t + 1] != XPOS_NN);
}

/* By its auxiliary; a subject alone is often misread ("the blast killed at least 12"). */
static bool is_passive(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    if (clause_child(d, t, DEP_AUX_PASS) != NONE) return true;
    if (!clause_passive(d, t)) return false;
    return !takes_object(d, t) && (t + 1 >= d->n_tok || k->q_at[t + 1] == NONE);
}

/* "A man stabbed and ran over several people": the quantity q is the one who does it. */
static bool does_it(const struct counter *k, uint32_t t, uint32_t q) {
    const struct doc *d = k->d;
    uint32_t s = clause_own_subject(d, t);
    bool active = d->xpos[t] == XPOS_VBD || takes_object(d, t);
    return s != NONE && active && !is_passive(k, t) && counted(k, q) == s;
}

/* The subject of a participle without object, where it is a number of people: "40 others wounded".
 */
static uint32_t counted_subject(const struct counter *k, uint32_t t) {
    uint32_t s = clause_own_subject(k->d, t);
    return s != NONE && quantity_of(k, s) != NONE && !does_it(k, t, quantity_of(k, s)) ? s : NONE;
}

/* "one was killed and 23 people, including 12 children, injured": the first people counted between
 * the two verbs. */
static uint32_t counted_between(const struct counter *k, uint32_t from, uint32_t t) {
    for (uint32_t i = from + 1; i < t && i < from + 2 * NEAR; i++) {
        uint32_t q = k->q_at[i], h = q == NONE ? NONE : counted(k, q);
        if (h == NONE || h >= t || h <= from || !usable(k->d, &k->m->quantities.v[q])) continue;
        return is_person(k, h) && k->q_of[h] == q ? h : NONE;
    }
    return NONE;
}

static void object_verb(struct counter *k, uint32_t t, uint32_t slot) {
    const struct doc *d = k->d;
    uint32_t before = k->v.n, o = clause_child(d, t, DEP_OBJ), q;
    bool participle = d->xpos[t] == XPOS_VBN || d->xpos[t] == XPOS_VBD;
    bool right = t + 1 < d->n_tok && k->q_at[t + 1] != NONE && d->xpos[t] != XPOS_VBN;
    if (participle && !right && o == NONE && clause_own_subject(d, t) == NONE &&
        (q = quantity_left(k, t)) != NONE && k->m->quantities.v[q].high) {
        add(k, slot, t, q, counted(k, q));
    } else if (is_passive(k, t)) {
        uint32_t own = clause_own_subject(d, t);
        if (own == NONE && d->deprel[t] == DEP_CONJ && d->head[t] != NONE)
            own = counted_between(k, d->head[t], t);
        add_group(k, slot, t, own != NONE ? own : clause_subject(d, t));
    } else if (o == NONE && (q = quantity_right(k, t)) != NONE && counted(k, q) != NONE) {
        add_group(k, slot, t, counted(k, q));
    } else if (o != NONE) {
        add_group(k, slot, t, o);
    } else if (d->deprel[t] == DEP_ACL && d->xpos[t] == XPOS_VBN) {
        add_group(k, slot, t, d->head[t]);
    } else if (d->deprel[t] == DEP_CONJ && participle && d->head[t] != NONE &&
               clause_passive(d, d->head[t])) {
        uint32_t own = clause_own_subject(d, t);
        if (own == NONE) own = counted_between(k, d->head[t], t);
        add_group(k, slot, t, own != NONE ? own : clause_subject(d, d->head[t]));
    } else if (d->deprel[t] == DEP_AMOD && d->head[t] != NONE &&
               quantity_of(k, d->head[t]) != NONE) {
        add_group(k, slot, t, d->head[t]);
    } else if (d->xpos[t] == XPOS_VBN && counted_subject(k, t) != NONE) {
        add_group(k, slot, t, counted_subject(k, t));
    }
    if (k->v.n != before) return;
    if ((q = quantity_right(k, t)) != NONE && !is_passive(k, t))
        add(k, slot, t, q, counted(k, q));
    else if (participle && (q = quantity_left(k, t)) != NONE && !does_it(k, t, q))
        add(k, slot, t, q, counted(k, q));
}

static void subject_verb(struct counter *k, uint32_t t, uint32_t slot) {
    const struct doc *d = k->d;
    uint32_t before = k->v.n, q;
    add_group(k, slot, t, clause_subject(d, t));
    if (k->v.n == before && (q = quantity_left(k, t)) != NONE) add(k, slot, t, q, counted(k, q));
}

/* "two children were among the dead", "among the dead were two children": part of a total. */
static void among(struct counter *k, uint32_t t, uint32_t slot) {
    const struct doc *d = k->d;
    uint32_t from = k->v.n, subj = d->head[t] == NONE ? clause_own_subject(d, t) : NONE;
    if (subj == NONE) subj = clause_subject(d, clause_verb_above(d, t));
    if (subj == NONE) subj = clause_own_subject(d, t);
    if (subj != NONE && subj != t) add_group(k, slot, t, subj);
    for (uint32_t i = from; i < k->v.n; i++) k->v.v[i].part = true;
}

/* "12 dead", "30 wounded", "left 12 people dead", "five were missing". */
static void state_word(struct counter *k, uint32_t t, uint32_t slot) {
    const struct doc *d = k->d;
    if (t > clause_sent_b(d, t) + 1 && clause_is(d, t - 1, "the") && clause_is(d, t - 2, "among")) {
        among(k, t, slot);
        return;
    }
    uint32_t q =
        k->q_of[t] != NONE && usable(k->d, &k->m->quantities.v[k->q_of[t]]) ? k->q_of[t] : NONE;
    uint32_t before = k->v.n, h = d->head[t];
    if (q != NONE && k->m->quantities.v[q].tok_e <= t) {
        add(k, slot, t, q, t);
        return;
    }
    if (d->deprel[t] == DEP_AMOD && h != NONE && h > t) {
        if (quantity_of(k, h) != NONE) add(k, slot, t, quantity_of(k, h), h);
        return;
    }
    bool becomes = d->deprel[t] == DEP_XCOMP && h != NONE &&
                   (lemma_is(d, h, "become") || lemma_is(d, h, "get"));
    if (clause_child(d, t, DEP_COP) != NONE)
        add_group(k, slot, t, clause_own_subject(d, t));
    else if (becomes)
        add_group(k, slot, t, clause_subject(d, h));
    else if (d->deprel[t] == DEP_XCOMP && h != NONE &&
             lex_harm(k->lex, HARM_LEAVE, clause_lemma(d, h)) != NONE)
        add_group(k, slot, t,
                  clause_passive(d, h) ? clause_subject(d, h) : clause_child(d, h, DEP_OBJ));
    else if ((d->deprel[t] == DEP_AMOD || d->deprel[t] == DEP_ACL) && h != NONE && h < t)
        add_group(k, slot, t, h);
    if (k->v.n == before && (q = quantity_left(k, t)) != NONE) add(k, slot, t, q, counted(k, q));
}

/* "12 deaths", "no casualties", "the bodies of 12 people", "deaths: 12". */
static void harm_noun(struct counter *k, uint32_t t, uint32_t slot) {
    const struct doc *d = k->d;
    uint32_t q = quantity_of(k, t), mod = clause_child(d, t, DEP_AMOD);
    if (mod != NONE && (clause_is(d, mod, "attempted") || clause_is(d, mod, "planned"))) return;
    if (q != NONE) {
        add(k, slot, t, q, t);
        return;
    }
    uint32_t of = clause_child_plain(d, t, DEP_NMOD);
    uint32_t p = of == NONE ? NONE : clause_child(d, of, DEP_CASE);
    if (p != NONE && clause_is(d, p, "of") && quantity_of(k, of) != NONE) add_group(k, slot, t, of);
}

/* "no casualties": neither dead nor wounded; a number of casualties says not which. */
static void casualties(struct counter *k, uint32_t t) {
    uint32_t q = quantity_of(k, t);
    if (q == NONE || k->m->quantities.v[q].high) return;
    add(k, SLOT_KILLED, t, q, t);
    add(k, SLOT_WOUNDED, t, q, t);
}

static bool counts_people(const struct counter *k, uint32_t t) {
    if (is_person(k, t) || lex_harm(k->lex, HARM_STATE, k->d->tok_low[t]) != NONE) return true;
    return lexicon_noun_class(k->w->lexicon, clause_lemma(k->d, t)) &
               (LEXC_POPULATION | LEXC_PEOPLE) ||
           lex_harm(k->lex, HARM_NOUN, clause_lemma(k->d, t)) != NONE;
}

enum { TOLL_FAR = 14 };

/* The number a toll is put at: the last one in the clause behind to, at, of, is or a colon. */
static void toll(struct counter *k, uint32_t t, uint32_t slot) {
    const struct doc *d = k->d;
    uint32_t e = ATT_MIN(clause_sent_e(d, t), t + TOLL_FAR), got = NONE, old = NONE;
    static const char *const to[] = {"to", "at",     "of",      "is", "was",
                                     ":",  "stands", "reached", "hit"};
    for (uint32_t i = t + 1; i < e; i++) {
        uint32_t q = k->q_at[i];
        if (stops_looking(d, i) && !clause_is(d, i, ":")) break;
        if (q == NONE || !usable(k->d, &k->m->quantities.v[q]) || q == got || q == old) continue;
        uint32_t of = counted(k, q);
        if (of != NONE && d->upos[of] == UPOS_NOUN && of >= i && !counts_people(k, of)) continue;
        uint32_t b = k->m->quantities.v[q].tok_b;
        if (b && clause_is(d, b - 1, "from"))
            old = q;
        else if (got == NONE && b && one_of(d->tok_low[b - 1], to, COUNT_OF(to)))
            got = q;
    }
    if (old != NONE) add(k, slot, t, old, counted(k, old));
    uint32_t at = k->v.n;
    if (got != NONE) add(k, slot, t, got, counted(k, got));
    if (got != NONE && old != NONE && k->v.n > at && at) k->v.v[at].revises = at - 1;
}

static bool is_toll(const struct counter *k, uint32_t t, uint32_t *slot) {
    const struct doc *d = k->d;
    if (lemma_is(d, t, "toll")) {
        *slot = t && (lemma_is(d, t - 1, "injury") || lemma_is(d, t - 1, "wounded")) ? SLOT_WOUNDED
                                                                                     : SLOT_KILLED;
        return true;
    }
    if (!lemma_is(d, t, "number") || t + 2 >= clause_sent_e(d, t) || !clause_is(d, t + 1, "of"))
        return false;
    for (uint32_t i = t + 2; i < ATT_MIN(t + 5, clause_sent_e(d, t)); i++) {
        *slot = lex_harm(k->lex, HARM_STATE, d->tok_low[i]);
        if (*slot == NONE) *slot = lex_harm(k->lex, HARM_NOUN, clause_lemma(d, i));
        if (*slot != NONE) return true;
    }
    return false;
}

/* "claimed the lives of four", "cost 12 lives", "four lost their lives". */
static void lives(struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t b = clause_sent_b(d, t), verb = NONE;
    for (uint32_t i = t; i-- > b && t - i < 6;)
        if (lex_harm(k->lex, HARM_LIVES, clause_lemma(d, i)) != NONE) {
            verb = i;
            break;
        }
    if (verb == NONE) return;
    if (lemma_is(d, verb, "lose") && quantity_of(k, t) == NONE) {
        subject_verb(k, verb, SLOT_KILLED);
        return;
    }
    uint32_t q = quantity_of(k, t);
    if (q == NONE && t + 2 < clause_sent_e(d, t) && clause_is(d, t + 1, "of"))
        q = quantity_right(k, t + 1);
    if (q == NONE) q = quantity_right(k, verb);
    if (q != NONE) add(k, SLOT_KILLED, t, q, counted(k, q));
}

/* A verb with a particle, a result or a destination far from it: "shot X dead", "took X to
 * hospital". */
static uint32_t far_slot(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    static const char *const carry[] = {"take",     "rush",    "bring",    "admit", "transport",
                                        "transfer", "airlift", "evacuate", "send",  "treat"};
    uint32_t e = ATT_MIN(clause_sent_e(d, t), t + 12);
    bool shoot = lemma_is(d, t, "shoot") || lemma_is(d, t, "stab") || lemma_is(d, t, "beat") ||
                 lemma_is(d, t, "hack") || lemma_is(d, t, "burn") || lemma_is(d, t, "trample");
    bool carried = one_of(clause_lemma(d, t), carry, COUNT_OF(carry));
    bool hostage = lemma_is(d, t, "take") || lemma_is(d, t, "hold");
    for (uint32_t i = t + 1; i < e; i++) {
        if (shoot && t && clause_is(d, t - 1, "fatally")) return SLOT_KILLED;
        if (shoot &&
            (clause_is(d, i, "dead") || (clause_is(d, i, "death") && clause_is(d, i - 1, "to"))))
            return SLOT_KILLED;
        if (carried && (lemma_is(d, i, "hospital") || lemma_is(d, i, "clinic")))
            return SLOT_HOSPITALIZED;
        if (hostage && (clause_is(d, i, "hostage") || clause_is(d, i, "captive")))
            return SLOT_KIDNAPPED;
        if (lemma_is(d, t, "take") && clause_is(d, i, "custody")) return SLOT_DETAINED;
        if (lemma_is(d, t, "gun") && clause_is(d, i, "down")) return SLOT_KILLED;
        if (clause_is_verb(d, i) && d->upos[i] != UPOS_AUX) break;
    }
    return NONE;
}

/* "turned the gun on himself", "committed suicide", "blew himself up": the attacker's own death. */
static bool own_death(struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t e = ATT_MIN(clause_sent_e(d, t), t + 6);
    bool verb = lemma_is(d, t, "kill") || lemma_is(d, t, "shoot") || lemma_is(d, t, "blow") ||
                lemma_is(d, t, "hang") || lemma_is(d, t, "turn") || lemma_is(d, t, "detonate");
    for (uint32_t i = t + 1; i < e && verb; i++) {
        if (!clause_is(d, i, "himself") && !clause_is(d, i, "herself")) continue;
        add(k, SLOT_KILLED, t, NONE, i);
        return true;
    }
    return lemma_is(d, t, "commit") && t + 1 < e && clause_is(d, t + 1, "suicide");
}

static void verb_trigger(struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    struct str lemma = clause_lemma(d, t);
    uint32_t slot = lex_harm(k->lex, HARM_OBJECT, lemma);
    if (not_told_as_fact(d, t) || own_death(k, t)) return;
    uint32_t far = far_slot(k, t), before = k->v.n;
    if (far != NONE) slot = far;
    if (slot != NONE && d->deprel[t] == DEP_XCOMP) state_word(k, t, slot);
    if (k->v.n != before) return;
    if (slot != NONE) {
        if (clause_negated(d, t)) return;
        object_verb(k, t, slot);
        return;
    }
    slot = lex_harm(k->lex, HARM_SUBJECT, lemma);
    if (slot != NONE && !clause_negated(d, t)) subject_verb(k, t, slot);
    bool suffer =
        lemma_is(d, t, "suffer") || lemma_is(d, t, "sustain") || lemma_is(d, t, "receive");
    uint32_t o = suffer ? clause_child(d, t, DEP_OBJ) : NONE;
    if (o != NONE &&
        (lemma_is(d, o, "injury") || lemma_is(d, o, "wound") || lemma_is(d, o, "burn")))
        subject_verb(k, t, SLOT_WOUNDED);
}

static bool is_state(const struct counter *k, uint32_t t, uint32_t *slot) {
    *slot = lex_harm(k->lex, HARM_STATE, k->d->tok_low[t]);
    return *slot != NONE;
}

/* "34 people are still in hospital", "seven people in the hospital". */
static void in_hospital(struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    static const char *const stay[] = {"remain", "be", "stay", "recover"};
    uint32_t in = clause_child(d, t, DEP_CASE), h = d->head[t], subj = clause_own_subject(d, t);
    if (in == NONE || !clause_is(d, in, "in")) return;
    if (subj == NONE && h != NONE && d->deprel[t] == DEP_OBL &&
        one_of(clause_lemma(d, h), stay, COUNT_OF(stay)))
        subj = clause_subject(d, h);
    if (subj == NONE && h != NONE && deprel_plain(d->deprel[t]) == DEP_NMOD) subj = h;
    if (subj != NONE && quantity_of(k, subj) != NONE) add_group(k, SLOT_HOSPITALIZED, t, subj);
}

static void trigger_at(struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t slot, before = k->v.n;
    if (is_toll(k, t, &slot)) {
        toll(k, t, slot);
        return;
    }
    if (lemma_is(d, t, "life") || clause_is(d, t, "lives")) lives(k, t);
    if (lemma_is(d, t, "casualty")) casualties(k, t);
    if (lemma_is(d, t, "hospital")) in_hospital(k, t);
    if (clause_is_verb(d, t)) verb_trigger(k, t);
    if (k->v.n != before) return;
    if (is_state(k, t, &slot))
        state_word(k, t, slot);
    else if (d->upos[t] != UPOS_VERB &&
             (slot = lex_harm(k->lex, HARM_NOUN, clause_lemma(d, t))) != NONE)
        harm_noun(k, t, slot);
}

/* ---- weapons counted: "two drones", "more than a dozen rockets" */

static void weapon_counts(struct counter *k) {
    const struct quantities *q = &k->m->quantities;
    for (uint32_t i = 0; i < q->n; i++) {
        uint32_t h = q->v[i].of_head;
        if (h == NONE || !usable(k->d, &q->v[i])) continue;
        uint32_t m = mention_over(k, h);
        uint32_t cls = lexicon_noun_class(k->w->lexicon, clause_lemma(k->d, h));
        bool weapon = (m != NONE && k->m->mentions.v[m].type == ENTITY_WEAPON) || cls & LEXC_WEAPON;
        if (weapon && q->v[i].high) add(k, SLOT_WEAPON_COUNT, h, i, h);
    }
}

/* ---- relations between figures */

static int by_number(const void *x, const void *y) {
    const struct figure *a = x, *b = y;
    if (a->number.b != b->number.b) return a->number.b < b->number.b ? -1 : 1;
    return (int)a->slot - (int)b->slot;
}

/* Words between two figures that put the second inside the first. */
static bool included(const struct counter *k, const struct figure *f, const struct figure *g) {
    uint32_t b = doc_tok_at(k->d, f->number.e), e = doc_tok_at(k->d, g->number.b);
    if (e < b || e - b > 16) return false;
    for (uint32_t t = b; t < e; t++)
        if (lex_word(k->lex, k->d->tok_low[t]) & WORD_INCLUDE) return true;
    uint32_t after = doc_tok_at(k->d, g->number.e);
    if (after + 1 >= k->d->n_tok || !clause_is(k->d, after, "of")) return false;
    return clause_is(k->d, after + 1, "them") || clause_is(k->d, after + 1, "whom") ||
           clause_is(k->d, after + 1, "those");
}

static void relate_parts(struct counter *k) {
    const struct quantities *q = &k->m->quantities;
    bool told[N_CLAIM_SLOT] = {false};
    for (uint32_t i = 0; i < k->v.n; i++) {
        struct figure *g = &k->v.v[i];
        g->increment &= told[g->slot]; /* "another five" after other harm adds to nothing */
        told[g->slot] |= !g->attackers;
        for (uint32_t j = i; j-- > 0 && g->part_of == NONE;) {
            const struct figure *f = &k->v.v[j];
            if (f->sent + 1 < g->sent) break;
            if (f->slot != g->slot || f->number.e > g->number.b) continue;
            bool inside = g->quantity != NONE && f->quantity != NONE &&
                          q->v[g->quantity].part_of == f->quantity;
            if (inside || (f->sent == g->sent && included(k, f, g)))
                g->part_of = f->part_of == NONE ? j : f->part_of;
        }
    }
}

/* Numbers that stand in an "including ..." list without a harm word of their own are parts. */
static uint32_t words_in(const struct counter *k, uint32_t sent) {
    uint32_t bits = 0;
    for (uint32_t t = k->d->sent_tok[sent]; t < k->d->sent_tok[sent + 1]; t++) {
        bits |= lex_word(k->lex, k->d->tok_low[t]) & (WORD_BEFORE | WORD_AFTER);
        uint32_t low = lex_word(k->lex, clause_lemma(k->d, t));
        if (clause_is_verb(k->d, t)) bits |= low & (WORD_RAISE | WORD_BRING | WORD_RETRACT);
    }
    return bits;
}

/* A figure that is told to take the place of an earlier one. */
static void relate_revisions(struct counter *k) {
    enum { LOOK_BACK = 128 }; /* figures, so that thousands of equal ones stay linear */
    for (uint32_t i = 0; i < k->v.n; i++) {
        struct figure *g = &k->v.v[i];
        uint32_t here = words_in(k, g->sent);
        if (g->revises != NONE || g->part_of != NONE || g->increment) continue;
        for (uint32_t j = i; j-- > 0 && g->revises == NONE && i - j <= LOOK_BACK;) {
            const struct figure *f = &k->v.v[j];
            if (f->slot != g->slot || f->part_of != NONE || f->attackers != g->attackers) continue;
            if (f->low == g->low && f->high == g->high) continue;
            if ((f->quantity == NONE) != (g->quantity == NONE)) continue;
            uint32_t there = f->sent == g->sent ? 0 : words_in(k, f->sent);
            bool raised = here & (WORD_RAISE | WORD_BRING) && g->quantity != NONE &&
                          f->sent != g->sent && g->low >= f->low && here & WORD_AFTER;
            if ((there & WORD_BEFORE && !(here & WORD_BEFORE)) || raised) g->revises = j;
            if (f->sent == g->sent && here & WORD_BEFORE && here & WORD_AFTER) g->revises = j;
            break;
        }
    }
}

/* A quantity without a harm word of its own that goes on a list: "..., seven at the mosque", "12 of
 * them in a critical state". */
static bool goes_on(const struct counter *k, const struct quantity *q) {
    const struct doc *d = k->d;
    uint32_t next = q->tok_e;
    if (!usable(d, q) && !q->share) return false;
    if (q->tok_b == 0 || next + 1 >= clause_sent_e(d, q->tok_b)) return false;
    if (q->of_head != NONE && q->of_head >= next && is_person(k, q->of_head)) next = q->of_head + 1;
    bool of_them = clause_is(d, q->tok_e, "of") &&
                   (clause_is(d, q->tok_e + 1, "them") || clause_is(d, q->tok_e + 1, "whom"));
    struct str before = d->tok_low[q->tok_b - 1];
    static const char *const joins[] = {":", ",", ";", "and"};
    bool listed = next < d->n_tok && one_of(before, joins, COUNT_OF(joins)) &&
                  (clause_is(d, next, "at") || clause_is(d, next, "in"));
    return of_them || listed;
}

static void list_parts(struct counter *k) {
    const struct quantities *q = &k->m->quantities;
    for (uint32_t i = 0, n = k->v.n; i < q->n; i++) {
        uint32_t whole = NONE, sent = k->d->tok_sent[q->v[i].tok_b];
        if (!q->v[i].low || !goes_on(k, &q->v[i])) continue;
        for (uint32_t j = n; j-- > 0 && k->v.v[j].sent >= sent;) {
            const struct figure *f = &k->v.v[j];
            if (f->sent != sent) continue;
            if (tspan_overlap(f->number, q->v[i].span)) break;
            bool people =
                f->slot == SLOT_KILLED || f->slot == SLOT_WOUNDED || f->slot == SLOT_HOSPITALIZED;
            if (!people || f->low < q->v[i].low || f->number.e > q->v[i].span.b) continue;
            whole = j;
            break;
        }
        if (whole == NONE) continue;
        uint8_t slot = k->v.v[whole].slot;
        uint32_t before = k->v.n;
        add(k, slot, q->v[i].tok_b, i, q->v[i].of_head);
        if (k->v.n > before) k->v.v[before].part = true;
    }
}

static void index_quantities(struct counter *k) {
    const struct quantities *q = &k->m->quantities;
    k->q_at = arena_array(k->a, uint32_t, k->d->n_tok);
    k->q_of = arena_array(k->a, uint32_t, k->d->n_tok);
    for (uint32_t t = 0; t < k->d->n_tok; t++) k->q_at[t] = k->q_of[t] = NONE;
    for (uint32_t i = 0; i < q->n; i++) {
        for (uint32_t t = q->v[i].tok_b; t < q->v[i].tok_e; t++) k->q_at[t] = i;
        if (q->v[i].of_head != NONE && k->q_of[q->v[i].of_head] == NONE)
            k->q_of[q->v[i].of_head] = i;
    }
}

static void mark_perpetrators(struct counter *k) {
    const struct meaning *m = k->m;
    k->perpetrator = arena_array(k->a, bool, m->entities.n);
    for (uint32_t i = 0; i < m->events.n; i++)
        for (uint32_t j = 0; j < m->events.v[i].n_part; j++) {
            const struct participant *p = &m->events.v[i].part[j];
            if (p->role == ROLE_PERPETRATOR && p->entity != NONE &&
                event_is_violent(m->events.v[i].type) && m->events.v[i].type != EVENT_CLASH)
                k->perpetrator[p->entity] = true;
        }
    for (uint32_t i = 0; i < m->mentions.n; i++)
        if (lex_word(k->lex, clause_lemma(k->d, m->mentions.v[i].head)) & WORD_ATTACKER)
            k->perpetrator[m->mentions.v[i].entity] = true;
}

void figures_run(const struct claim_lexicon *lex, const struct doc *d, const struct world *w,
                 const struct meaning *m, struct claims_found *c, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    struct counter k = {.lex = lex, .d = d, .w = w, .m = m, .st = &c->statements, .a = scratch};
    subtrees_run(d, &k.sub, scratch);
    index_quantities(&k);
    mark_perpetrators(&k);
    for (uint32_t s = 0; s < d->n_sent; s++) {
        enum zone z = doc_sent_zone(d, s);
        if (z != ZONE_BODY && z != ZONE_TITLE && z != ZONE_HEADING) continue;
        for (uint32_t t = d->sent_tok[s]; t < d->sent_tok[s + 1]; t++) trigger_at(&k, t);
    }
    if (k.v.n) qsort(k.v.v, k.v.n, sizeof *k.v.v, by_number);
    list_parts(&k);
    weapon_counts(&k);
    if (k.v.n) qsort(k.v.v, k.v.n, sizeof *k.v.v, by_number);
    relate_parts(&k);
    relate_revisions(&k);
    c->figures.n = k.v.n;
    c->figures.v = arena_array(d->a, struct figure, k.v.n);
    if (k.v.n) memcpy(c->figures.v, k.v.v, k.v.n * sizeof *k.v.v);
    arena_rewind(scratch, mark);
}
