#include "base/base.h"

#include "claims/claimer.h"

#include "claims/settle.h"

/* "Police denied a report by the Post that three had died": the statement around the innermost one
 * at t that says it is not so, or NONE. */
uint32_t denial_around(const struct claimer *k, uint32_t t) {
    const struct statements *st = &k->c->statements;
    uint32_t s = claimer_said(k, t);
    if (s == NONE || (s = st->v[s].inside) == NONE || settle_nobody(&st->v[s].holder)) return NONE;
    return lex_word(k->lex, st->v[s].cue_lemma) & WORD_DENY ? s : NONE;
}

/* Claim i, which somebody else makes, and its denial by the holder of statement s. */
void denial_by(struct claimer *k, uint32_t i, uint32_t s) {
    const struct statement *v = &k->c->statements.v[s];
    struct claim *inner = &k->v.v[i];
    inner->stance = inner->holder.outlet ? STANCE_REPORTS : STANCE_ASSERTS;
    struct claim c = *inner;
    c.stance = STANCE_DENIES, c.certainty = CERTAIN, c.supersedes = NONE;
    c.holder = v->holder, c.time = v->time;
    settle_chain(&k->c->statements, s, &c, k->d->a);
    *vec_push(k->a, &k->v) = c;
}

/* "Reports that two had died were false": the event is told in an account that is said to be
 * untrue. */
bool denial_of_account(const struct claimer *k, uint32_t event) {
    enum { DEEP = 4 };
    if (event == NONE || !k->m->events.v[event].negative) return false;
    uint32_t t = k->d->head[k->m->events.v[event].head];
    for (uint32_t i = 0; i < DEEP && t != NONE; i++, t = k->d->head[t])
        if (lex_form(k->lex, clause_lemma(k->d, t), FORM_ACCOUNT)) return true;
    return false;
}

/* "The army denied an attack on the school": claims `from` on are of that event, and where nobody
 * else was found to make them, it is the army that denies them. */
void denial_held(struct claimer *k, const struct event *ev, uint32_t from) {
    const struct doc *d = k->d;
    if (ev->modality != MODALITY_DENIED || tspan_empty(ev->cue)) return;
    uint32_t t = doc_tok_at(d, ev->cue.b);
    if (t >= d->n_tok || !clause_is_verb(d, t)) return;
    uint32_t who = clause_passive(d, t) ? claimer_agent(d, t) : clause_subject(d, t);
    if (who == NONE) return;
    for (uint32_t i = from; i < k->v.n; i++) {
        struct claim *c = &k->v.v[i];
        if (!c->holder.outlet) continue;
        c->stance = STANCE_DENIES;
        claimer_hold(k, c, who);
    }
}

/* What is told in the subtree of a denied account is not what the outlet says itself. */
static void only_reported(struct claimer *k, uint32_t event) {
    for (uint32_t i = 0; i < k->v.n; i++) {
        struct claim *c = &k->v.v[i];
        if (c->event == event && c->holder.outlet && c->stance == STANCE_ASSERTS)
            c->stance = STANCE_REPORTS;
    }
}

/* The event's own claims say so: by its modality, or the statement around it. */
static bool is_denied_already(const struct claimer *k, uint32_t event) {
    const struct event *ev = &k->m->events.v[event];
    return ev->negative || ev->modality == MODALITY_DENIED || denial_around(k, ev->head) != NONE;
}

/* "The ministry rejected the reports", "denied accounts of a raid": the subject says that it did
 * not happen. An account of something else ("reports about its reserves") denies nothing. */
void denial_at(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    if (!clause_is_verb(d, t) || !(lex_word(k->lex, clause_lemma(d, t)) & WORD_DENY)) return;
    bool passive = clause_passive(d, t);
    uint32_t o = passive ? clause_own_subject(d, t) : clause_child(d, t, DEP_OBJ);
    uint32_t who = passive ? claimer_agent(d, t) : clause_subject(d, t);
    if (o == NONE || who == NONE || clause_negated(d, t)) return;
    if (!lex_form(k->lex, clause_lemma(d, o), FORM_ACCOUNT)) return;
    uint32_t told = NONE;
    for (uint32_t x = o + 1; x < k->sub.hi[o] && told == NONE; x++)
        if (claimer_violent(k, k->m->events.of_tok[x])) told = k->m->events.of_tok[x];
    uint32_t next = o + 1;
    bool bare = clause_child(d, o, DEP_NMOD) == NONE && clause_child(d, o, DEP_ACL) == NONE &&
                (next >= d->n_tok || d->upos[next] != UPOS_ADP || clause_is(d, next, "as"));
    uint32_t about = told == NONE && bare ? claimer_event(k, t) : told;
    if (about == NONE || (told != NONE && is_denied_already(k, told))) return;
    if (told != NONE) only_reported(k, told);
    uint32_t at = told == NONE ? t : k->m->events.v[told].head;
    struct claim *c = claimer_add(k, SLOT_OCCURRED, at, about);
    c->value.occurred = OCCURRED_REAL;
    c->value.text = doc_tok_span(d, at);
    c->stance = STANCE_DENIES;
    c->evidence = claimer_evidence(k, t);
    claimer_hold(k, c, who);
}
