#include "base/base.h"

#include "claims/counter.h"

#include "world/lexicon.h"

enum { NEAR = 9 };

bool beside_counts_people(const struct counter *k, uint32_t t) {
    if (counter_is_person(k, t) || lex_harm(k->lex, HARM_STATE, k->d->tok_low[t]) != NONE)
        return true;
    return lexicon_noun_class(k->w->lexicon, clause_lemma(k->d, t)) &
               (LEXC_POPULATION | LEXC_PEOPLE) ||
           lex_harm(k->lex, HARM_NOUN, clause_lemma(k->d, t)) != NONE;
}

bool beside_stops(const struct doc *d, uint32_t t) {
    if (d->upos[t] == UPOS_PUNCT && !clause_is(d, t, ",") && !clause_is(d, t, "-")) return true;
    return false;
}

/* A quantity of people behind the trigger ("killing at least 12"). */
uint32_t beside_right(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t e = ATT_MIN(clause_sent_e(d, t), t + 5);
    for (uint32_t i = t + 1; i < e && !beside_stops(d, i); i++) {
        if (k->q_at[i] != NONE)
            return counter_usable(k, &k->m->quantities.v[k->q_at[i]]) ? k->q_at[i] : NONE;
        if (clause_is_verb(d, i) || d->upos[i] == UPOS_ADP || d->upos[i] == UPOS_SCONJ ||
            d->upos[i] == UPOS_CCONJ || clause_is(d, i, ","))
            return NONE;
    }
    return NONE;
}

/* "Three of the four members of a family": the number that the others stand behind with "of". */
static uint32_t of_more(const struct counter *k, uint32_t q, uint32_t b) {
    const struct quantity *v = &k->m->quantities.v[q];
    uint32_t i = v->tok_b, far = i;
    while (i > b + 1 && far - i < NEAR && clause_is(k->d, i - 1, "of")) {
        uint32_t j = i - 1;
        while (j > b && far - j < NEAR && k->q_at[j - 1] == NONE &&
               (k->d->upos[j - 1] == UPOS_NOUN || k->d->upos[j - 1] == UPOS_ADJ))
            j--;
        if (j == b || k->q_at[j - 1] == NONE) break;
        if (!counter_usable(k, &k->m->quantities.v[k->q_at[j - 1]])) break;
        q = k->q_at[j - 1], i = k->m->quantities.v[q].tok_b;
    }
    return q;
}

/* A quantity before the trigger with nothing but its noun and auxiliaries between. */
uint32_t beside_left(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t b = clause_sent_b(d, t);
    bool told = false; /* by a verb of their own, not as what kind of people they are */
    for (uint32_t i = t; i-- > b && t - i < NEAR && !beside_stops(d, i);) {
        told |= d->upos[i] == UPOS_AUX;
        uint32_t q = k->q_at[i], h = q == NONE ? NONE : k->m->quantities.v[q].of_head;
        if (h != NONE && d->upos[h] == UPOS_NOUN &&
            lex_word(k->lex, clause_lemma(d, h)) & WORD_EVENT)
            return NONE; /* "a bombing killed ..." */
        if (q != NONE && !counter_usable(k, &k->m->quantities.v[q])) return NONE;
        if (q != NONE) return told ? of_more(k, q, b) : q;
        if (clause_is_verb(d, i) && d->upos[i] != UPOS_AUX) return NONE;
        if (clause_is(d, i, ",") || lex_harm(k->lex, HARM_STATE, d->tok_low[i]) != NONE)
            return NONE;
    }
    return NONE;
}

uint32_t beside_counted(const struct counter *k, uint32_t q) {
    return q == NONE ? NONE : k->m->quantities.v[q].of_head;
}

/* "one was killed and 23 people, including 12 children, injured": the first people counted between
 * the two verbs. */
uint32_t beside_between(const struct counter *k, uint32_t from, uint32_t t) {
    for (uint32_t i = from + 1; i < t && i < from + 2 * NEAR; i++) {
        uint32_t q = k->q_at[i], h = q == NONE ? NONE : beside_counted(k, q);
        if (h == NONE || h >= t || h <= from || !counter_usable(k, &k->m->quantities.v[q]))
            continue;
        return beside_counts_people(k, h) && k->q_of[h] == q ? h : NONE;
    }
    return NONE;
}

/* The people counted directly before the auxiliary of a passive, or before what is told of them
 * between commas ("eight people, including four guards, were killed"). */
uint32_t beside_auxiliary(const struct counter *k, uint32_t t) {
    enum { ASIDE = 16 };
    const struct doc *d = k->d;
    uint32_t b = clause_sent_b(d, t), i = t;
    while (i > b && (d->upos[i - 1] == UPOS_AUX || d->upos[i - 1] == UPOS_ADV)) i--;
    if (i == t || i == b) return NONE;
    if (clause_is(d, i - 1, ",")) {
        uint32_t j = i - 1;
        while (j > b && i - j < ASIDE && !clause_is(d, j - 1, ",")) j--;
        if (j == b || i - j >= ASIDE) return NONE;
        if (!(lex_word(k->lex, d->tok_low[j]) & WORD_INCLUDE) && k->q_at[j] == NONE) return NONE;
        i = j - 1;
    }
    uint32_t q = i > b ? counter_quantity(k, i - 1) : NONE;
    return q != NONE && beside_counts_people(k, i - 1) ? i - 1 : NONE;
}

/* "Was", "have been", with adverbs, directly before the verb. */
static bool has_auxiliary(const struct doc *d, uint32_t t) {
    if (clause_child(d, t, DEP_AUX_PASS) != NONE) return true;
    uint32_t b = clause_sent_b(d, t);
    while (t > b && d->upos[t - 1] == UPOS_ADV) t--;
    return t > b && d->upos[t - 1] == UPOS_AUX && !clause_is(d, t - 1, "has") &&
           !clause_is(d, t - 1, "have") && !clause_is(d, t - 1, "had");
}

/* The number that stands directly behind a verb without auxiliary ("injured at least 94"), whatever
 * the tree makes of them; not one with a harm of its own ("12 killed, 30 injured"), nor one of
 * something else. */
uint32_t beside_behind(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t e = clause_sent_e(d, t), q = t + 1 < e ? k->q_at[t + 1] : NONE;
    if (q == NONE || has_auxiliary(d, t)) return NONE;
    const struct quantity *v = &k->m->quantities.v[q];
    if (v->tok_b != t + 1 || !counter_usable(k, v)) return NONE;
    uint32_t next = v->of_head != NONE && v->of_head >= v->tok_e ? v->of_head + 1 : v->tok_e;
    if (next < e && lex_harm(k->lex, HARM_STATE, d->tok_low[next]) != NONE) return NONE;
    uint32_t of = v->of_head;
    bool people = of == NONE || of == t || beside_counts_people(k, of) ||
                  lex_word(k->lex, clause_lemma(d, of)) & WORD_MORE;
    return people ? q : NONE;
}

uint32_t beside_whole(const struct counter *k, uint32_t t) {
    enum { LIST = 24 };
    const struct doc *d = k->d;
    uint32_t b = clause_sent_b(d, t);
    for (uint32_t i = t; i-- > b && t - i < LIST;) {
        if (clause_is_verb(d, i) && !(lex_word(k->lex, d->tok_low[i]) & WORD_INCLUDE)) return NONE;
        bool includes = lex_word(k->lex, d->tok_low[i]) & WORD_INCLUDE && i > b + 1;
        if (!includes || !clause_is(d, i - 1, ",")) continue;
        uint32_t q = counter_quantity(k, i - 2);
        return q != NONE && beside_counts_people(k, i - 2) ? i - 2 : NONE;
    }
    return NONE;
}

uint32_t beside_object(const struct doc *d, uint32_t t) {
    enum { PHRASE = 5 };
    uint32_t e = clause_sent_e(d, t);
    if (d->xpos[t] != XPOS_VBD || clause_own_subject(d, t) == NONE) return NONE;
    if (clause_child(d, t, DEP_OBJ) != NONE || t + 2 >= e || d->upos[t + 1] != UPOS_DET)
        return NONE;
    for (uint32_t i = t + 2; i + 1 < e && i < t + PHRASE; i++) {
        if (d->upos[i] == UPOS_ADJ) continue;
        if (d->upos[i] != UPOS_NOUN && d->upos[i] != UPOS_PROPN) return NONE;
        if (d->upos[i + 1] == UPOS_NOUN || d->upos[i + 1] == UPOS_PROPN) continue;
        uint32_t up = d->head[i];
        bool carried = up != NONE && up > i && d->head[up] != NONE && d->head[up] > up &&
                       deprel_plain(d->deprel[up]) == DEP_NSUBJ;
        return d->upos[i + 1] == UPOS_CCONJ && carried ? i : NONE;
    }
    return NONE;
}
