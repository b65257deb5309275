#include "base/base.h"

#include "claims/claimer.h"

#include "claims/settle.h"

static bool about_event(const struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    if (t == NONE) return false;
    if (lex_word(k->lex, clause_lemma(d, t)) & WORD_EVENT) return true;
    uint32_t v = k->m->events.of_tok[t];
    return claimer_violent(k, v) || clause_is(d, t, "it") || clause_is(d, t, "this") ||
           clause_is(d, t, "that");
}

static void occurred(struct claimer *k, uint32_t t, uint8_t value) {
    struct claim *c = claimer_add(k, SLOT_OCCURRED, t, claimer_event(k, t));
    c->value.occurred = value;
    c->value.text = doc_tok_span(k->d, t);
    if (clause_negated(k->d, t)) c->stance = STANCE_DENIES;
}

static void staged(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t bits = lex_word(k->lex, clause_lemma(d, t)) | lex_word(k->lex, d->tok_low[t]);
    uint32_t subj = clause_own_subject(d, t), h = d->head[t];
    bool verb = clause_is_verb(d, t), yes = false;
    if (bits & WORD_STAGED && verb) {
        uint32_t what = clause_passive(d, t) ? clause_subject(d, t) : clause_child(d, t, DEP_OBJ);
        bool acted = clause_lemma_is(d, t, "stage") && !clause_passive(d, t);
        yes = about_event(k, what) && !acted;
    }
    if (bits & WORD_STAGED_ADJ) {
        bool modifies = d->deprel[t] == DEP_AMOD && h != NONE && about_event(k, h);
        yes |= modifies || (subj != NONE && about_event(k, subj));
    }
    if (bits & WORD_STAGED_NOUN && d->upos[t] == UPOS_NOUN)
        yes |= subj != NONE && about_event(k, subj);
    if (yes) occurred(k, t, OCCURRED_STAGED);
}

/* A noun of one or two words for what is no real attack: "hoax", "false flag", "inside job". */
static bool is_staging_noun(const struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    char two[64];
    if (lex_word(k->lex, clause_lemma(d, t)) & WORD_STAGED_NOUN) return true;
    if (t == clause_sent_b(d, t)) return false;
    struct str a = d->tok_low[t - 1], b = clause_lemma(d, t);
    if (a.n + b.n + 1 > sizeof two) return false;
    memcpy(two, a.p, a.n), two[a.n] = ' ';
    memcpy(two + a.n + 1, b.p, b.n);
    return lex_word(k->lex, (struct str){two, a.n + b.n + 1}) & WORD_STAGED_NOUN;
}

/* "Activists called the explosion an inside job", "dismissed the shelling as a hoax": the subject
 * of the verb holds it. */
static void said_to_be_staged(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    if (clause_is_verb(d, t) || !is_staging_noun(k, t)) return;
    uint32_t n = t, v = d->head[t];
    if (v != NONE && d->deprel[t] == DEP_COMPOUND) n = v, v = d->head[v];
    if (v == NONE || v > n || !clause_is_verb(d, v)) return;
    uint32_t o = clause_passive(d, v) ? clause_own_subject(d, v) : clause_child(d, v, DEP_OBJ);
    if (o == NONE || o == n || o > n || !about_event(k, o) || clause_negated(d, v)) return;
    occurred(k, t, OCCURRED_STAGED);
    uint32_t who = clause_passive(d, v) ? claimer_agent(d, v) : clause_subject(d, v);
    if (who != NONE) claimer_hold(k, &k->v.v[k->v.n - 1], who);
}

/* "The attack never took place": what is denied is that it happened. */
static void never_happened(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t o = clause_child(d, t, DEP_OBJ), s = clause_own_subject(d, t);
    bool takes_place = clause_lemma_is(d, t, "take") && o != NONE && clause_is(d, o, "place");
    if (!takes_place && !lex_form(k->lex, clause_lemma(d, t), FORM_NEVER)) return;
    if (!clause_is_verb(d, t) || !clause_negated(d, t) || s == NONE || !about_event(k, s)) return;
    occurred(k, t, OCCURRED_REAL);
}

static void foiled(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t bits = lex_word(k->lex, clause_lemma(d, t));
    if (!clause_is_verb(d, t) || !(bits & (WORD_FOILED | WORD_FAILED))) return;
    uint32_t what = clause_passive(d, t) ? clause_subject(d, t) : clause_child(d, t, DEP_OBJ);
    if (bits & WORD_FAILED) what = clause_subject(d, t);
    if (what == NONE || !(lex_word(k->lex, clause_lemma(d, what)) & WORD_EVENT)) return;
    occurred(k, t, bits & WORD_FOILED ? OCCURRED_FOILED : OCCURRED_FAILED);
}

/* One entity, or two that the text calls by one name. */
static bool same_name(const struct claimer *k, uint32_t x, uint32_t y) {
    if (x == NONE || y == NONE) return false;
    if (x == y) return true;
    const struct entities *e = &k->m->entities;
    return e->v[x].name.e > e->v[x].name.b + 4 &&
           str_ieq(doc_cut(k->d, e->v[x].name), doc_cut(k->d, e->v[y].name));
}

/* "He was not injured", "I am fine": the person is no victim. */
static void unhurt(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    bool harm = lex_harm(k->lex, HARM_OBJECT, clause_lemma(d, t)) != NONE ||
                lex_harm(k->lex, HARM_STATE, d->tok_low[t]) != NONE;
    bool well = lex_word(k->lex, d->tok_low[t]) & WORD_UNHURT && !clause_negated(d, t);
    if (!(harm && clause_negated(d, t)) && !well) return;
    uint32_t subj = clause_own_subject(d, t);
    if (subj == NONE) return;
    uint32_t who = claimer_entity(k, subj), said = claimer_said(k, t);
    if ((clause_is(d, subj, "i") || clause_is(d, subj, "me")) && said != NONE)
        who = k->c->statements.v[said].holder.entity;
    if (who == NONE || k->m->entities.v[who].type != ENTITY_PERSON) return;
    for (uint32_t i = k->v.n; i-- > 0;)
        if (k->v.v[i].slot == SLOT_VICTIM && k->v.v[i].value.entity == who &&
            k->v.v[i].stance == STANCE_DENIES &&
            tspan_eq(k->v.v[i].evidence, claimer_evidence(k, t)))
            return;
    struct claim *c = claimer_add(k, SLOT_VICTIM, t, claimer_event(k, t));
    c->value.entity = who;
    c->value.text = claimer_phrase(k, subj);
    c->stance = STANCE_DENIES;
    for (uint32_t i = k->v.n - 1; i-- > 0;) {
        const struct claim *o = &k->v.v[i];
        if (o->figure == NONE || o->value.low != 1 || !same_name(k, o->value.entity, who)) continue;
        if (o->slot != SLOT_WOUNDED && o->slot != SLOT_HOSPITALIZED) continue;
        c->supersedes = i;
        break;
    }
}

/* "Their exact number is unknown": no figure, and no zero either. */
static void unknown_figure(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    bool known = clause_lemma_is(d, t, "know") || clause_lemma_is(d, t, "clear");
    if (!(known && clause_negated(d, t)) && !(lex_word(k->lex, d->tok_low[t]) & WORD_UNKNOWN))
        return;
    uint32_t subj = clause_own_subject(d, t);
    if (subj == NONE || !(lex_word(k->lex, clause_lemma(d, subj)) & WORD_AMOUNT)) return;
    struct tspan said = doc_toks_span(d, k->sub.lo[subj], t + 1);
    /* notes are the one column of a document that every floor adds to */
    doc_note((struct doc *)(uintptr_t)d, "figure_unknown", settle_evidence(d, said, said),
             "the report says that the number is not known");
}

void happened_at(struct claimer *k, uint32_t t) {
    staged(k, t);
    foiled(k, t);
    unhurt(k, t);
    never_happened(k, t);
    said_to_be_staged(k, t);
    unknown_figure(k, t);
}
