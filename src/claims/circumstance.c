#include "base/base.h"

#include "claims/claimer.h"

#include "world/lexicon.h"

/* The words from token b to the end of their clause: the next stop or joiner, or the end of what
 * its holder says. */
static struct tspan words_from(const struct claimer *k, uint32_t b) {
    const struct doc *d = k->d;
    const uint32_t *of = k->c->statements.of_tok;
    uint32_t e = b + 1;
    while (e < clause_sent_e(d, b) && of[e] == of[b] && d->upos[e] != UPOS_PUNCT &&
           d->upos[e] != UPOS_CCONJ)
        e++;
    return doc_toks_span(d, b, e);
}

static void tell(struct claimer *k, enum claim_slot slot, uint32_t t, struct tspan text) {
    uint32_t ev = claimer_event(k, t);
    if (ev != NONE) claimer_add(k, slot, t, ev)->value.text = text;
}

/* Not told as happened: "may have fled", "did not surrender". */
static bool is_open(const struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    if (clause_negated(d, t)) return true;
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++) {
        uint32_t x = d->child[c];
        if (d->upos[x] == UPOS_AUX && lex_form(k->lex, d->tok_low[x], FORM_MAY)) return true;
        if (d->deprel[x] == DEP_MARK && (clause_is(d, x, "to") || clause_is(d, x, "if")))
            return true;
    }
    return false;
}

/* ---- why */

/* "The motive was revenge for his expulsion"; "the motive is unclear": a claim that nobody knows.
 */
static void motive_is(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t v = d->head[t];
    if (v == NONE || v < t || clause_own_subject(d, v) != t) return;
    uint32_t b = v;
    bool unknown = lex_word(k->lex, d->tok_low[v]) & WORD_UNKNOWN ||
                   (clause_negated(d, v) && clause_lemma_is(d, v, "know"));
    bool is = clause_child(d, v, DEP_COP) != NONE || clause_lemma_is(d, v, "remain");
    if (!is && !unknown) return;
    if (!unknown && clause_negated(d, v)) return;
    for (uint32_t c = d->child_b[v]; !unknown && c < d->child_b[v + 1]; c++) {
        uint32_t x = d->child[c];
        bool own = d->deprel[x] == DEP_AMOD || d->deprel[x] == DEP_DET ||
                   d->deprel[x] == DEP_COMPOUND || d->deprel[x] == DEP_MARK;
        if (own && x < b && x > t) b = x;
    }
    uint32_t not = v; /* "was not known" */
    while (unknown && not > t + 1 && (d->upos[not -1] == UPOS_PART || d->upos[not -1] == UPOS_ADV))
        not --;
    tell(k, SLOT_MOTIVE, t, unknown ? doc_toks_span(d, not, v + 1) : words_from(k, b));
}

/* "in retaliation for the arrest", "was revenge for the strike". */
static void revenge(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    if (t + 1 >= clause_sent_e(d, t) || is_open(k, clause_verb_above(d, t))) return;
    bool why =
        clause_is(d, t + 1, "for") || clause_is(d, t + 1, "over") || clause_is(d, t + 1, "against");
    uint32_t s = clause_own_subject(d, t);
    bool told = s != NONE && lex_form(k->lex, clause_lemma(d, s), FORM_WHY);
    if (why && !told) tell(k, SLOT_MOTIVE, t, words_from(k, t));
}

/* "bombed the embassy to avenge the death of its leader". */
static void avenging(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t h = d->head[t], mark = clause_child(d, t, DEP_MARK);
    if (h == NONE || h > t || mark == NONE || !clause_is(d, mark, "to")) return;
    if (d->deprel[t] != DEP_ADVCL && d->deprel[t] != DEP_XCOMP && d->deprel[t] != DEP_ACL) return;
    uint32_t ev = k->m->events.of_tok[h];
    if (claimer_violent(k, ev) && !is_open(k, h)) tell(k, SLOT_MOTIVE, t, words_from(k, mark));
}

/* ---- how it ended */

/* Violence or a seizure told in the sentence or shortly before. */
static bool is_told_near(const struct claimer *k, uint32_t t) {
    const struct events *ev = &k->m->events;
    uint32_t sent = k->d->tok_sent[t];
    for (uint32_t i = 0; i < ev->n && ev->v[i].sent <= sent; i++)
        if (sent - ev->v[i].sent <= 2 && (claimer_violent(k, i) || ev->v[i].type == EVENT_SEIZURE))
            return true;
    return false;
}

static bool is_kidnapping(const struct claimer *k) {
    for (uint32_t i = 0; i < k->m->events.n; i++)
        if (k->m->events.v[i].type == EVENT_KIDNAPPING) return true;
    return false;
}

/* "The minister escaped unhurt", "fled the fire": no end of those who did it. */
static bool comes_off(const struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    if (clause_child(d, t, DEP_OBJ) != NONE) return true;
    for (uint32_t i = t + 1; i < ATT_MIN(clause_sent_e(d, t), t + 3); i++)
        if (lex_word(k->lex, d->tok_low[i]) & WORD_UNHURT) return true;
    return false;
}

static void outcome(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    struct str lemma = clause_lemma(d, t);
    bool ends = lex_form(k->lex, lemma, FORM_ENDS);
    bool freed = lex_form(k->lex, lemma, FORM_FREED) || lex_form(k->lex, d->tok_low[t], FORM_FREED);
    if ((!ends && !freed) || is_open(k, t) || !is_told_near(k, t)) return;
    if (freed ? !is_kidnapping(k) : comes_off(k, t)) return;
    uint32_t who =
        freed && !clause_passive(d, t) ? clause_child(d, t, DEP_OBJ) : clause_subject(d, t);
    if (who == NONE) return;
    uint32_t cls = lexicon_noun_class(k->w->lexicon, clause_lemma(d, who));
    if (ends && cls & (LEXC_POPULATION | LEXC_PLACE)) return; /* residents flee the fighting */
    uint32_t entity = claimer_entity(k, who), ev = claimer_event(k, t);
    if (entity == NONE) return;
    struct claim *c = claimer_add(k, SLOT_OUTCOME, t, ev);
    c->value.text = words_from(k, t);
    c->value.entity = entity;
}

/* ---- what it broke */

static void damage_of(struct claimer *k, uint32_t t, uint32_t thing) {
    const struct doc *d = k->d;
    if (thing == NONE || d->upos[thing] == UPOS_PRON) return;
    uint32_t ev = claimer_event(k, t);
    if (ev == NONE) return;
    struct claim *c = claimer_add(k, SLOT_DAMAGE, t, ev);
    c->value.entity = claimer_entity(k, thing);
    c->value.text = claimer_phrase(k, thing);
}

/* "The blast shattered windows" read as windows that a blast shattered: the verb's object is its
 * head. */
static bool is_misread(const struct doc *d, uint32_t t) {
    return d->deprel[t] == DEP_AMOD && d->head[t] == t + 1 && clause_own_subject(d, t) != NONE;
}

static void destroyed(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    if (is_misread(d, t)) {
        damage_of(k, t, d->head[t]);
        return;
    }
    uint32_t o = clause_passive(d, t) ? clause_subject(d, t) : clause_child(d, t, DEP_OBJ);
    if (o == NONE && clause_lemma_is(d, t, "collapse")) o = clause_subject(d, t);
    if (!is_open(k, t)) damage_of(k, t, o);
}

/* "set fire to a police station", "set two cars on fire". */
static void set_on_fire(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t o = clause_passive(d, t) ? clause_subject(d, t) : clause_child(d, t, DEP_OBJ);
    if (o == NONE || is_open(k, t)) return;
    uint32_t e = ATT_MIN(clause_sent_e(d, t), t + 8);
    if (clause_is(d, o, "fire") && o + 1 < e && clause_is(d, o + 1, "to")) {
        for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++) {
            uint32_t x = d->child[c], p = clause_child(d, x, DEP_CASE);
            if (x > o && p != NONE && clause_is(d, p, "to")) damage_of(k, t, x);
        }
        return;
    }
    for (uint32_t i = t + 1; i < e; i++)
        if (clause_is(d, i, "ablaze") || clause_is(d, i, "alight") ||
            (clause_is(d, i, "fire") && clause_is(d, i - 1, "on")))
            damage_of(k, t, o);
}

/* "caused severe damage to the town hall"; "caused no damage": a claim that nothing was broken. */
static void damage_noun(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t v = d->head[t], det = clause_child(d, t, DEP_DET);
    if (v == NONE || !lex_form(k->lex, clause_lemma(d, v), FORM_BREAKS) || is_open(k, v)) return;
    if (det != NONE && clause_is(d, det, "no")) {
        tell(k, SLOT_DAMAGE, t, doc_toks_span(d, det, t + 1));
        return;
    }
    for (uint32_t i = 0; i < 2; i++) {
        uint32_t at = i ? v : t;
        for (uint32_t c = d->child_b[at]; c < d->child_b[at + 1]; c++) {
            uint32_t x = d->child[c], p = clause_child(d, x, DEP_CASE);
            if (x > t && p != NONE && clause_is(d, p, "to")) damage_of(k, t, x);
        }
    }
}

void circumstance_at(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    struct str lemma = clause_lemma(d, t);
    if (lex_form(k->lex, lemma, FORM_WHY)) motive_is(k, t);
    if (lex_form(k->lex, lemma, FORM_REVENGE)) revenge(k, t);
    if (lex_form(k->lex, lemma, FORM_BROKEN) && !clause_is_verb(d, t)) damage_noun(k, t);
    if (!clause_is_verb(d, t)) return;
    if (lex_form(k->lex, lemma, FORM_AVENGE)) avenging(k, t);
    if (lex_word(k->lex, lemma) & WORD_DAMAGE) destroyed(k, t);
    if (clause_is(d, t, "set")) set_on_fire(k, t);
    outcome(k, t);
}
