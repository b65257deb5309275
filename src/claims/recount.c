/* Counts told anew without saying of what: "lowered the figure to 31", "had counted 29". */
#include "base/base.h"

#include "claims/counter.h"

enum { FIGURES_BACK = 8, SENTENCES_BACK = 3, CHANGED_FAR = 22 };

/* The last number of people told before the verb that changes it, or NONE; one of its own sentence
 * ("two more died, raising the toll to 12") only where no other is, unless `near`. Of the slot, or
 * of any (NONE).
 */
static uint32_t figure_before(const struct counter *k, uint32_t sent, uint32_t slot, bool near) {
    uint32_t own = NONE;
    for (uint32_t i = k->v.n; i-- > 0 && k->v.n - i <= FIGURES_BACK;) {
        const struct figure *f = &k->v.v[i];
        if (f->sent + SENTENCES_BACK < sent) break;
        if (slot != NONE && f->slot != slot) continue;
        if (f->quantity == NONE || f->slot == SLOT_WEAPON_COUNT || f->part || f->attackers)
            continue;
        if (near || f->sent != sent) return i;
        if (own == NONE) own = i;
    }
    return own;
}

/* "They later lowered the figure to 31", "corrected it to seven": what was told before, anew. */
static bool changed_figure(struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t o = clause_passive(d, t) ? clause_own_subject(d, t) : clause_child(d, t, DEP_OBJ);
    if (o == NONE || !(lex_word(k->lex, clause_lemma(d, t)) & WORD_RAISE)) return false;
    bool amount = lex_form(k->lex, clause_lemma(d, o), FORM_HEAD) || clause_is(d, o, "it") ||
                  clause_is(d, o, "that") || lex_word(k->lex, clause_lemma(d, o)) & WORD_AMOUNT;
    uint32_t slot = clause_lemma_is(d, o, "toll") ? SLOT_KILLED : NONE;
    uint32_t old = amount ? figure_before(k, d->tok_sent[t], slot, d->upos[o] == UPOS_PRON) : NONE;
    if (old == NONE) return false;
    for (uint32_t i = o + 1; i + 1 < ATT_MIN(clause_sent_e(d, t), t + CHANGED_FAR); i++) {
        uint32_t q = k->q_at[i + 1], n = k->v.n;
        if (clause_is_verb(d, i) && lex_word(k->lex, clause_lemma(d, i)) & WORD_RAISE)
            break; /* "put the number at 86, but revised it to 68" */
        if (!clause_is(d, i, "to") || q == NONE || !counter_usable(k, &k->m->quantities.v[q]))
            continue;
        counter_add(k, k->v.v[old].slot, t, q, beside_counted(k, q));
        if (k->v.n > n) k->v.v[n].revises = old, k->v.v[n].toll = true;
        return true;
    }
    return false;
}

/* "The Red Cross said it had counted 29", "had spoken of 29": a number without a noun behind a verb
 * that counts is of what was counted before. */
static bool bare_count(struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t i = t + 1, e = clause_sent_e(d, t);
    if (!(lex_word(k->lex, clause_lemma(d, t)) & WORD_COUNT) || clause_passive(d, t)) return false;
    bool of = false;
    for (; i < e && i < t + 6 && k->q_at[i] == NONE; i++) {
        of |= clause_is(d, i, "of");
        if (clause_is_verb(d, i) || (d->upos[i] == UPOS_PUNCT)) return false;
    }
    if (i >= e || i >= t + 6 || k->q_at[i] == NONE) return false;
    if (!of && (i != t + 1 || !lex_form(k->lex, clause_lemma(d, t), FORM_TALLY))) return false;
    const struct quantity *q = &k->m->quantities.v[k->q_at[i]];
    bool bare = q->of_head == NONE || q->of_head == t || q->of_head < q->tok_b;
    bool ends = q->tok_e >= e || d->upos[q->tok_e] == UPOS_PUNCT || d->upos[q->tok_e] == UPOS_CCONJ;
    if (!bare || !ends || !counter_usable(k, q) || q->low < 2) return false;
    uint32_t old = figure_before(k, d->tok_sent[t], NONE, true), n = k->v.n;
    if (old == NONE) return false;
    counter_add(k, k->v.v[old].slot, t, k->q_at[i], NONE);
    return k->v.n > n;
}

bool recount_at(struct counter *k, uint32_t t) {
    return changed_figure(k, t) || bare_count(k, t);
}
