#include "base/base.h"

#include "claims/claimer.h"

/* The phrase's lemmas stand at t; "*" skips up to four words. Gives the token behind them. */
static bool phrase_at(const struct doc *d, struct str phrase_, uint32_t t, uint32_t end,
                      uint32_t *e) {
    struct str rest = phrase_, word;
    bool skip = false;
    while (str_next(&rest, ' ', &word)) {
        if (str_eq_c(word, "*")) {
            skip = true;
            continue;
        }
        uint32_t last = ATT_MIN(end, t + (skip ? 5u : 1u));
        while (t < last && !str_eq(clause_lemma(d, t), word) && !str_eq(d->tok_low[t], word)) t++;
        if (t >= last) return false;
        t++, skip = false;
    }
    *e = t;
    return true;
}

uint32_t claimer_referent(const struct doc *d, uint32_t t) {
    if (t == NONE) return NONE;
    if (!clause_is(d, t, "which") && !clause_is(d, t, "who") && !clause_is(d, t, "that")) return t;
    uint32_t v = d->head[t];
    for (int i = 0; i < 4 && v != NONE && d->deprel[v] != DEP_ACL_RELCL; i++) v = d->head[v];
    return v == NONE || d->head[v] == NONE ? t : d->head[v];
}

static bool names_nobody(const struct claimer *k, uint32_t subj) {
    const struct doc *d = k->d;
    if (subj == NONE) return true;
    if (lex_word(k->lex, d->tok_low[subj]) & WORD_NOBODY) return true;
    for (uint32_t t = k->sub.lo[subj]; t < subj + 1; t++)
        if (clause_is(d, t, "no") || clause_is(d, t, "neither") || clause_is(d, t, "none"))
            return true;
    return false;
}

static void responsibility_claim(struct claimer *k, uint32_t t, uint32_t e, uint8_t what) {
    const struct doc *d = k->d;
    uint32_t v = clause_verb_above(d, t);
    uint32_t subj =
        clause_passive(d, v) ? claimer_agent(d, v) : claimer_referent(d, clause_subject(d, v));
    bool nobody = what == RESP_NOCLAIM || names_nobody(k, subj) || clause_negated(d, v);
    struct claim *c = claimer_add(k, SLOT_RESPONSIBILITY, t, claimer_event(k, t));
    c->value.text = doc_toks_span(d, t, e);
    if (nobody && what != RESP_DENY) {
        if (subj != NONE && what != RESP_NOCLAIM) {
            struct tspan s = claimer_phrase(k, subj);
            c->value.text.b = ATT_MIN(s.b, c->value.text.b);
            c->value.text.e = ATT_MAX(s.e, c->value.text.e);
        }
        return;
    }
    if (subj == NONE || names_nobody(k, subj)) {
        k->v.n--;
        return;
    }
    c->value.entity = claimer_entity(k, subj);
    c->value.text = claimer_phrase(k, subj);
    if (what == RESP_DENY) c->stance = STANCE_DENIES;
    claimer_hold(k, c, subj);
}

static void responsibility(struct claimer *k, uint32_t t) {
    uint32_t e, end = clause_sent_e(k->d, t);
    struct str low = k->d->tok_low[t], lemma = clause_lemma(k->d, t);
    for (uint32_t i = 0; i < k->lex->responsibility.n; i++) {
        const struct responsibility_phrase *p = &k->lex->responsibility.v[i];
        if (p->first.n && !str_eq(p->first, low) && !str_eq(p->first, lemma)) continue;
        if (!phrase_at(k->d, p->phrase, t, end, &e)) continue;
        responsibility_claim(k, t, e, p->what);
        return;
    }
}

/* "The Front claimed the bombing", "the attack was claimed by X". */
static void claims_event(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    if (!clause_is_verb(d, t) || !clause_lemma_is(d, t, "claim")) return;
    uint32_t o = clause_passive(d, t) ? clause_own_subject(d, t) : clause_child(d, t, DEP_OBJ);
    if (o == NONE || !(lex_word(k->lex, clause_lemma(d, o)) & WORD_EVENT)) return;
    responsibility_claim(k, t, t + 1, RESP_CLAIM);
}

static bool says_so(const struct claimer *k, const struct statement *s, uint32_t subj) {
    uint32_t e = claimer_entity(k, subj);
    if (s->holder.entity != NONE && s->holder.entity == e) return true;
    return lex_word(k->lex, s->cue_lemma) & WORD_DENY;
}

/* "The group said it was behind the bombing", "denied that it carried out the raid": of itself a
 * responsibility; of somebody else a perpetrator on the word of who says so. */
static void behind(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t p = clause_child(d, t, DEP_CASE), s = clause_own_subject(d, t), said, ev;
    if (p == NONE || !clause_is(d, p, "behind") || clause_child(d, t, DEP_COP) == NONE) return;
    if (s == NONE || !(lex_word(k->lex, clause_lemma(d, t)) & WORD_EVENT)) return;
    if ((said = claimer_said(k, t)) == NONE || (ev = claimer_event(k, t)) == NONE) return;
    bool own = says_so(k, &k->c->statements.v[said], s);
    struct claim *c = claimer_add(k, own ? SLOT_RESPONSIBILITY : SLOT_PERPETRATOR, t, ev);
    c->value.entity = claimer_entity(k, s);
    c->value.text = own && d->upos[s] == UPOS_PRON ? c->holder.span : claimer_phrase(k, s);
    if (clause_negated(d, t)) c->stance = STANCE_DENIES;
    if (!own) c->certainty = ATT_MAX(c->certainty, PROBABLE);
}

/* The "of" behind which stands what the one named is accused of by the verb at t, or NONE. */
static uint32_t charge_of(const struct doc *d, uint32_t t, uint32_t named) {
    uint32_t e = ATT_MIN(clause_sent_e(d, t), named + 12);
    if (!clause_lemma_is(d, t, "accuse")) return NONE;
    for (uint32_t i = named + 1; i + 1 < e; i++)
        if (clause_is(d, i, "of") && d->upos[i + 1] != UPOS_PROPN) return i;
    return NONE;
}

/* The words behind the "of" at token `of` are about violence. */
static bool is_violence(const struct claimer *k, uint32_t of) {
    const struct doc *d = k->d;
    uint32_t e = ATT_MIN(clause_sent_e(d, of), of + 10);
    for (uint32_t i = of + 1; i < e && !clause_is(d, i, ","); i++)
        if (claimer_violent(k, k->m->events.of_tok[i]) ||
            lex_word(k->lex, clause_lemma(d, i)) & WORD_EVENT)
            return true;
    return false;
}

/* "X blamed Y for the attack": Y as perpetrator, on the word of X. */
static void blame(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    if (!(lex_word(k->lex, clause_lemma(d, t)) & WORD_BLAME) || !clause_is_verb(d, t)) return;
    if (clause_negated(d, t)) return;
    bool passive = clause_passive(d, t);
    uint32_t named =
        passive ? claimer_referent(d, clause_subject(d, t)) : clause_child(d, t, DEP_OBJ);
    uint32_t by = passive ? claimer_agent(d, t) : claimer_referent(d, clause_subject(d, t));
    uint32_t x = named == NONE && !passive ? clause_child(d, t, DEP_XCOMP) : NONE;
    if (x == t + 1) named = clause_child(d, x, DEP_OBJ); /* "accused neighbouring Sudovia" */
    bool on = clause_is(d, t, "blamed") || clause_lemma_is(d, t, "attribute");
    for (uint32_t c = d->child_b[t]; on && !passive && c < d->child_b[t + 1]; c++) {
        uint32_t y = d->child[c], p = clause_child(d, y, DEP_CASE);
        if (p != NONE && (clause_is(d, p, "on") || clause_is(d, p, "to"))) named = y;
    }
    if (named == NONE || d->upos[named] == UPOS_VERB) return;
    uint32_t charge = charge_of(d, t, named);
    if (charge != NONE && !is_violence(k, charge)) return; /* "accused the city of neglect" */
    uint32_t ev = claimer_event(k, t);
    if (ev == NONE) return;
    struct claim *c = claimer_add(k, SLOT_PERPETRATOR, t, ev);
    c->value.entity = claimer_entity(k, named);
    c->value.text = claimer_phrase(k, named);
    if (charge != NONE && charge > named + 1 && c->value.text.e > d->tok_b[charge])
        c->value.text.e = d->tok_e[charge - 1];
    c->certainty = ATT_MAX(c->certainty, PROBABLE);
    if (by != NONE && by != named)
        claimer_hold(k, c, by);
    else
        c->stance = STANCE_REPORTS;
}

/* "The kidnapping was the work of common criminals": they did it, on the word of who says so. */
static void work_of(struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    if (!lex_form(k->lex, clause_lemma(d, t), FORM_DEED)) return;
    uint32_t s = clause_own_subject(d, t), by = clause_child(d, t, DEP_NMOD), ev;
    if (s == NONE || by == NONE || clause_child(d, t, DEP_COP) == NONE) return;
    uint32_t of = clause_child(d, by, DEP_CASE);
    bool happened = lex_word(k->lex, clause_lemma(d, s)) & WORD_EVENT ||
                    claimer_violent(k, k->m->events.of_tok[s]);
    if (of == NONE || !clause_is(d, of, "of") || !happened || names_nobody(k, by)) return;
    if ((ev = claimer_event(k, t)) == NONE || claimer_entity(k, by) == NONE) return;
    struct claim *c = claimer_add(k, SLOT_PERPETRATOR, t, ev);
    c->value.entity = claimer_entity(k, by);
    c->value.text = claimer_phrase(k, by);
    c->certainty = ATT_MAX(c->certainty, PROBABLE);
    if (clause_negated(d, t)) c->stance = STANCE_DENIES;
}

void responsibility_at(struct claimer *k, uint32_t t) {
    responsibility(k, t);
    claims_event(k, t);
    behind(k, t);
    blame(k, t);
    work_of(k, t);
}
