#include "base/base.h"

#include "claims/counter.h"

#include "world/lexicon.h"

/* Nothing happened yet, or perhaps never: "could kill", "threatened to kill", "if he is killed". */
static bool not_told_as_fact(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++) {
        uint32_t x = d->child[c];
        if (d->upos[x] == UPOS_AUX && lex_form(k->lex, d->tok_low[x], FORM_MAY)) return true;
        if (d->deprel[x] == DEP_MARK && (clause_is(d, x, "if") || clause_is(d, x, "unless")))
            return true;
    }
    uint32_t h = d->head[t];
    if (h == NONE) return false;
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++)
        if (d->deprel[d->child[c]] == DEP_MARK && clause_is(d, d->child[c], "to"))
            return !lex_form(k->lex, clause_lemma(d, h), FORM_TELL);
    if (d->deprel[t] != DEP_XCOMP && d->deprel[t] != DEP_ACL) return false;
    return d->xpos[t] == XPOS_VB && lex_form(k->lex, clause_lemma(d, h), FORM_PLAN);
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
    return s != NONE && active && !is_passive(k, t) && beside_counted(k, q) == s;
}

/* The subject of a participle without object, where it is a number of people: "40 others wounded".
 */
static uint32_t counted_subject(const struct counter *k, uint32_t t) {
    uint32_t s = clause_own_subject(k->d, t);
    return s != NONE && counter_quantity(k, s) != NONE && !does_it(k, t, counter_quantity(k, s))
               ? s
               : NONE;
}

/* "was stabbed and later died": told of as dead, not as wounded. */
static bool dies_of_it(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++) {
        uint32_t x = d->child[c];
        if (d->deprel[x] != DEP_CONJ || clause_own_subject(d, x) != NONE) continue;
        if (lex_harm(k->lex, HARM_SUBJECT, clause_lemma(d, x)) == SLOT_KILLED) return true;
    }
    return false;
}

/* Of two subjects of one verb the one that is counted: "According to the mayor, X, two were
 * killed".
 */
static uint32_t counted_subject_of(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t own = clause_own_subject(d, t);
    if (own == NONE || counter_quantity(k, own) != NONE) return own;
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++) {
        uint32_t x = d->child[c];
        if (deprel_plain(d->deprel[x]) == DEP_NSUBJ && x > own && x < t &&
            counter_quantity(k, x) != NONE)
            return x;
    }
    return own;
}

/* The subject of a passive; where the tree gives it to a happening ("a shootout in which eight
 * people, four of them guards, were killed"), the first people counted between. */
static uint32_t passive_subject(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t own = counted_subject_of(k, t), s = own != NONE ? own : clause_subject(d, t), q;
    if (own != NONE && own < t && (q = beside_whole(k, own)) != NONE) return q;
    if (own == NONE && d->deprel[t] == DEP_CONJ && d->head[t] != NONE &&
        (q = beside_between(k, d->head[t], t)) != NONE)
        return q;
    if (own == NONE && (q = beside_auxiliary(k, t)) != NONE) return q;
    if (s == NONE || s > t || d->upos[s] != UPOS_NOUN) return s;
    if (!(lex_word(k->lex, clause_lemma(d, s)) & WORD_EVENT) && k->m->events.of_tok[s] == NONE)
        return s;
    q = beside_between(k, s, t);
    return q != NONE ? q : s;
}

/* The quantity q behind the verb and who it counts, though the noun has another count before. */
static void add_counted(struct counter *k, uint32_t slot, uint32_t t, uint32_t q) {
    uint32_t h = beside_counted(k, q);
    if (h != NONE && k->q_of[h] == q)
        counter_add_group(k, slot, t, h);
    else
        counter_add(k, slot, t, q, h);
}

/* A person by the noun, whatever tag it has ("the Consul"). */
static bool is_somebody(const struct counter *k, uint32_t t) {
    uint32_t people = LEXC_PERSON | LEXC_OFFICE | LEXC_RANK;
    return counter_is_person(k, t) || lexicon_noun_class(k->w->lexicon, k->d->tok_low[t]) & people;
}

static void object_verb(struct counter *k, uint32_t t, uint32_t slot) {
    const struct doc *d = k->d;
    if (slot == SLOT_WOUNDED && dies_of_it(k, t)) return;
    uint32_t before = k->v.n, o = clause_child(d, t, DEP_OBJ), q = beside_behind(k, t);
    bool participle = d->xpos[t] == XPOS_VBN || d->xpos[t] == XPOS_VBD;
    bool right = t + 1 < d->n_tok && k->q_at[t + 1] != NONE && d->xpos[t] != XPOS_VBN;
    if (q != NONE) {
        add_counted(k, slot, t, q);
    } else if (participle && !right && o == NONE && clause_own_subject(d, t) == NONE &&
               (q = beside_left(k, t)) != NONE && k->m->quantities.v[q].high) {
        counter_add(k, slot, t, q, beside_counted(k, q));
    } else if (is_passive(k, t)) {
        uint32_t who = passive_subject(k, t);
        counter_add_group(k, slot, t, who);
        if (who != NONE && who < t && k->v.n > before) listing_go_back(k, slot, t, who);
    } else if (o == NONE && (q = beside_right(k, t)) != NONE && beside_counted(k, q) != NONE) {
        add_counted(k, slot, t, q);
    } else if (o != NONE) {
        counter_add_group(k, slot, t, o);
    } else if (d->deprel[t] == DEP_ACL && d->xpos[t] == XPOS_VBN) {
        counter_add_group(k, slot, t, d->head[t]);
    } else if (d->deprel[t] == DEP_CONJ && participle && d->head[t] != NONE &&
               clause_passive(d, d->head[t])) {
        uint32_t own = clause_own_subject(d, t);
        if (own == NONE) own = beside_between(k, d->head[t], t);
        counter_add_group(k, slot, t, own != NONE ? own : clause_subject(d, d->head[t]));
    } else if (d->deprel[t] == DEP_AMOD && d->head[t] != NONE &&
               counter_quantity(k, d->head[t]) != NONE) {
        counter_add_group(k, slot, t, d->head[t]);
    } else if (d->xpos[t] == XPOS_VBN && counted_subject(k, t) != NONE) {
        counter_add_group(k, slot, t, counted_subject(k, t));
    }
    uint32_t next = k->v.n == before && o == NONE ? beside_object(d, t) : NONE;
    q = next == NONE ? NONE : counter_quantity(k, next);
    if (next != NONE && (q != NONE || is_somebody(k, next))) counter_add(k, slot, t, q, next);
    if (k->v.n != before) return;
    if ((q = beside_right(k, t)) != NONE && !is_passive(k, t))
        counter_add(k, slot, t, q, beside_counted(k, q));
    else if (participle && (q = beside_left(k, t)) != NONE && !does_it(k, t, q))
        counter_add(k, slot, t, q, beside_counted(k, q));
}

static void subject_verb(struct counter *k, uint32_t t, uint32_t slot) {
    const struct doc *d = k->d;
    uint32_t before = k->v.n, q;
    uint32_t who = clause_subject(d, t);
    if (clause_own_subject(d, t) == NONE && (q = beside_left(k, t)) != NONE) {
        counter_add(k, slot, t, q, beside_counted(k, q)); /* ", five more received wounds" */
        return;
    }
    counter_add_group(k, slot, t, who);
    if (who != NONE && who < t && k->v.n > before) listing_go_back(k, slot, t, who);
    if (k->v.n == before && (q = beside_left(k, t)) != NONE)
        counter_add(k, slot, t, q, beside_counted(k, q));
}

/* "two children were among the dead", "among the dead were two children": part of a total. */
static void among(struct counter *k, uint32_t t, uint32_t slot) {
    const struct doc *d = k->d;
    uint32_t from = k->v.n, subj = clause_own_subject(d, t), is = t - 2;
    while (is > clause_sent_b(d, t) && (d->upos[is - 1] == UPOS_AUX || d->upos[is - 1] == UPOS_ADV))
        is--;
    uint32_t q = is < t - 2 ? beside_left(k, is) : NONE; /* by the order of the words first */
    uint32_t counted = q == NONE ? NONE : beside_counted(k, q);
    bool joined = counted != NONE && subj != NONE && d->head[counted] == subj &&
                  d->deprel[counted] == DEP_CONJ; /* "his wife and two daughters" */
    if (counted != NONE && !joined) subj = counted;
    if (subj == NONE) subj = clause_subject(d, clause_verb_above(d, t));
    if (subj != NONE && subj != t) counter_add_group(k, slot, t, subj);
    for (uint32_t i = from; i < k->v.n; i++) k->v.v[i].part = true;
}

/* "12 dead", "30 wounded", "left 12 people dead", "five were missing". */
static void state_word(struct counter *k, uint32_t t, uint32_t slot) {
    const struct doc *d = k->d;
    if (t > clause_sent_b(d, t) + 1 && clause_is(d, t - 1, "the") && clause_is(d, t - 2, "among")) {
        among(k, t, slot);
        return;
    }
    if (t > clause_sent_b(d, t) && clause_is(d, t - 1, "for")) return; /* "left for dead" */
    uint32_t q = k->q_of[t] != NONE && counter_usable(k, &k->m->quantities.v[k->q_of[t]])
                     ? k->q_of[t]
                     : NONE;
    uint32_t before = k->v.n, h = d->head[t], e = clause_sent_e(d, t);
    uint32_t beside = t > clause_sent_b(d, t) ? k->q_at[t - 1] : NONE;
    bool alone = t + 1 == e || d->upos[t + 1] == UPOS_CCONJ || d->upos[t + 1] == UPOS_PUNCT ||
                 d->upos[t + 1] == UPOS_ADP; /* "30 dead and 12 injured", no "dead man" */
    if (q == NONE && alone && beside != NONE && counter_usable(k, &k->m->quantities.v[beside]) &&
        k->m->quantities.v[beside].tok_e == t && k->m->quantities.v[beside].low > 1) {
        counter_add(k, slot, t, beside, beside_counted(k, beside));
        return;
    }
    if (q != NONE && k->m->quantities.v[q].tok_e <= t) {
        counter_add(k, slot, t, q, t);
        return;
    }
    if (d->deprel[t] == DEP_AMOD && h != NONE && h > t) {
        if (counter_quantity(k, h) != NONE) counter_add(k, slot, t, counter_quantity(k, h), h);
        return;
    }
    bool becomes = d->deprel[t] == DEP_XCOMP && h != NONE &&
                   (clause_lemma_is(d, h, "become") || clause_lemma_is(d, h, "get"));
    if (clause_child(d, t, DEP_COP) != NONE)
        counter_add_group(k, slot, t, clause_own_subject(d, t));
    else if (becomes)
        counter_add_group(k, slot, t, clause_subject(d, h));
    else if (d->deprel[t] == DEP_XCOMP && h != NONE &&
             lex_harm(k->lex, HARM_LEAVE, clause_lemma(d, h)) != NONE)
        counter_add_group(
            k, slot, t, clause_passive(d, h) ? clause_subject(d, h) : clause_child(d, h, DEP_OBJ));
    else if ((d->deprel[t] == DEP_AMOD || d->deprel[t] == DEP_ACL) && h != NONE && h < t)
        counter_add_group(k, slot, t, h);
    if (k->v.n == before && (q = beside_left(k, t)) != NONE)
        counter_add(k, slot, t, q, beside_counted(k, q));
    if (k->v.n == before && d->deprel[t] == DEP_CONJ && clause_child(d, t, DEP_COP) != NONE &&
        clause_own_subject(d, t) == NONE) /* "two jumped overboard and are missing" */
        counter_add_group(k, slot, t, clause_subject(d, t));
}

/* "12 deaths", "no casualties", "the bodies of 12 people", "deaths: 12". */
static void harm_noun(struct counter *k, uint32_t t, uint32_t slot) {
    const struct doc *d = k->d;
    uint32_t q = counter_quantity(k, t), mod = clause_child(d, t, DEP_AMOD);
    if (mod != NONE && (clause_is(d, mod, "attempted") || clause_is(d, mod, "planned"))) return;
    bool one_wound = slot == SLOT_WOUNDED && q != NONE && d->xpos[t] == XPOS_NN &&
                     k->m->quantities.v[q].low == 1; /* "a gunshot wound in the leg" */
    uint32_t verb = clause_verb_above(d, t);
    if (slot == SLOT_KIDNAPPED && lex_form(k->lex, clause_lemma(d, verb), FORM_FREED)) return;
    bool tells = lex_form(k->lex, clause_lemma(d, verb), FORM_TELL); /* "could confirm 11 deaths" */
    if (one_wound || (!tells && not_told_as_fact(k, verb))) return;
    if (q != NONE) {
        counter_add(k, slot, t, q, t);
        return;
    }
    uint32_t of = clause_child_plain(d, t, DEP_NMOD);
    uint32_t p = of == NONE ? NONE : clause_child(d, of, DEP_CASE);
    if (p != NONE && clause_is(d, p, "of") && counter_quantity(k, of) != NONE)
        counter_add_group(k, slot, t, of);
}

/* "no casualties": neither dead nor wounded; a number of casualties says not which. */
static void casualties(struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t q = counter_quantity(k, t), b = clause_sent_b(d, t);
    for (uint32_t i = t; q == NONE && i-- > b && t - i < 4;) {
        if (!clause_is(d, i, "without")) continue;
        counter_add_none(k, SLOT_KILLED, t, i);
        counter_add_none(k, SLOT_WOUNDED, t, i);
        return;
    }
    if (q == NONE || k->m->quantities.v[q].high) return;
    counter_add(k, SLOT_KILLED, t, q, t);
    counter_add(k, SLOT_WOUNDED, t, q, t);
}

enum { TOLL_FAR = 22 };

static bool is_article(const struct doc *d, const struct quantity *q) {
    return q->tok_e == q->tok_b + 1 &&
           (clause_is(d, q->tok_b, "a") || clause_is(d, q->tok_b, "an"));
}

/* At "well over 100". */
static bool is_beside_number(const struct doc *d, uint32_t t) {
    uint8_t u = d->upos[t];
    return (u == UPOS_PUNCT && !clause_is(d, t, ":")) || u == UPOS_ADV || u == UPOS_INTJ;
}

/* The number a toll is put at: the last one in the clause behind to, at, of, is or a colon. */
static void toll(struct counter *k, uint32_t t, uint32_t slot) {
    const struct doc *d = k->d;
    uint32_t e = ATT_MIN(clause_sent_e(d, t), t + TOLL_FAR), got = NONE, old = NONE;
    for (uint32_t i = t + 1; i < e; i++) {
        uint32_t q = k->q_at[i];
        bool opens = d->xpos[i] == XPOS_OPEN_QUOTE;
        if (beside_stops(d, i) && !clause_is(d, i, ":") && !opens) break;
        if (q == NONE || !counter_usable(k, &k->m->quantities.v[q]) || q == got || q == old)
            continue;
        uint32_t of = beside_counted(k, q);
        if (is_article(d, &k->m->quantities.v[q])) continue; /* "from a bomb at a market" */
        if (of != NONE && d->upos[of] == UPOS_NOUN && of >= i && !beside_counts_people(k, of) &&
            k->q_at[of ? of - 1 : 0] == q)
            continue;
        uint32_t b = k->m->quantities.v[q].tok_b;
        while (b > t + 1 && is_beside_number(d, b - 1)) b--;
        if (b && clause_is(d, b - 1, "from"))
            old = q;
        else if (got == NONE && b && lex_form(k->lex, d->tok_low[b - 1], FORM_PUT))
            got = q;
    }
    if (old != NONE) counter_add(k, slot, t, old, beside_counted(k, old));
    uint32_t at = k->v.n;
    if (got != NONE) counter_add(k, slot, t, got, beside_counted(k, got));
    if (k->v.n > at) k->v.v[at].toll = true;
    if (got != NONE && old != NONE && k->v.n > at && at) k->v.v[at].revises = at - 1;
}

static bool is_toll(const struct counter *k, uint32_t t, uint32_t *slot) {
    const struct doc *d = k->d;
    if (clause_lemma_is(d, t, "toll")) {
        *slot = t && (clause_lemma_is(d, t - 1, "injury") || clause_lemma_is(d, t - 1, "wounded"))
                    ? SLOT_WOUNDED
                    : SLOT_KILLED;
        return true;
    }
    if (!clause_lemma_is(d, t, "number") || t + 2 >= clause_sent_e(d, t) ||
        !clause_is(d, t + 1, "of"))
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
    if (clause_lemma_is(d, verb, "lose") && counter_quantity(k, t) == NONE) {
        subject_verb(k, verb, SLOT_KILLED);
        return;
    }
    uint32_t q = counter_quantity(k, t);
    if (q == NONE && t + 2 < clause_sent_e(d, t) && clause_is(d, t + 1, "of"))
        q = beside_right(k, t + 1);
    if (q == NONE) q = beside_right(k, verb);
    if (q != NONE) counter_add(k, SLOT_KILLED, t, q, beside_counted(k, q));
}

enum { RESULT_FAR = 18 };

/* A verb with a particle, a result or a destination far from it: "shot X dead", "took X to
 * hospital". */
static uint32_t far_slot(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t e = ATT_MIN(clause_sent_e(d, t), t + RESULT_FAR);
    bool shoot = lex_form(k->lex, clause_lemma(d, t), FORM_HIT);
    bool carried = lex_form(k->lex, clause_lemma(d, t), FORM_CARRY);
    bool hostage = clause_lemma_is(d, t, "take") || clause_lemma_is(d, t, "hold");
    for (uint32_t i = t + 1; i < e; i++) {
        if (shoot && t && clause_is(d, t - 1, "fatally")) return SLOT_KILLED;
        if (shoot &&
            (clause_is(d, i, "dead") || (clause_is(d, i, "death") && clause_is(d, i - 1, "to"))))
            return SLOT_KILLED;
        if (carried && (clause_lemma_is(d, i, "hospital") || clause_lemma_is(d, i, "clinic")))
            return SLOT_HOSPITALIZED;
        if (hostage && (clause_is(d, i, "hostage") || clause_is(d, i, "captive")))
            return SLOT_KIDNAPPED;
        if (clause_lemma_is(d, t, "take") && clause_is(d, i, "custody")) return SLOT_DETAINED;
        if (clause_lemma_is(d, t, "gun") && clause_is(d, i, "down")) return SLOT_KILLED;
        if (clause_is_verb(d, i) && d->upos[i] != UPOS_AUX) break;
    }
    return NONE;
}

/* "turned the gun on himself", "committed suicide", "blew himself up": the attacker's own death. */
static bool own_death(struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t e = ATT_MIN(clause_sent_e(d, t), t + 6);
    bool verb = lex_form(k->lex, clause_lemma(d, t), FORM_OWN);
    for (uint32_t i = t + 1; i < e && verb; i++) {
        if (!clause_is(d, i, "himself") && !clause_is(d, i, "herself")) continue;
        counter_add(k, SLOT_KILLED, t, NONE, i);
        return true;
    }
    return clause_lemma_is(d, t, "commit") && t + 1 < e && clause_is(d, t + 1, "suicide");
}

static void verb_trigger(struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    struct str lemma = clause_lemma(d, t);
    uint32_t slot = lex_harm(k->lex, HARM_OBJECT, lemma);
    if (not_told_as_fact(k, t) || own_death(k, t)) return;
    uint32_t far = far_slot(k, t), before = k->v.n;
    if (far != NONE) slot = far;
    if (slot != NONE && d->deprel[t] == DEP_XCOMP) state_word(k, t, slot);
    if (k->v.n != before) return;
    if (slot != NONE) {
        if (clause_negated(d, t)) return;
        object_verb(k, t, slot);
        return;
    }
    uint32_t lost = clause_lemma_is(d, t, "lose") ? clause_child(d, t, DEP_OBJ) : NONE;
    if (lost != NONE && lex_form(k->lex, clause_lemma(d, lost), FORM_LOST) &&
        counter_quantity(k, lost) != NONE)
        counter_add_group(k, SLOT_KILLED, t, lost);
    uint32_t side = clause_own_subject(d, t);
    for (uint32_t i = before; lost != NONE && side != NONE && i < k->v.n; i++)
        k->v.v[i].attackers |= (lex_word(k->lex, clause_lemma(d, side)) & WORD_ATTACKER) != 0;
    slot = lex_harm(k->lex, HARM_SUBJECT, lemma);
    if (slot != NONE && !clause_negated(d, t)) subject_verb(k, t, slot);
    bool suffer = lex_form(k->lex, clause_lemma(d, t), FORM_SUFFER);
    uint32_t o = suffer ? clause_child(d, t, DEP_OBJ) : NONE;
    if (o != NONE && lex_form(k->lex, clause_lemma(d, o), FORM_HARM))
        subject_verb(k, t, SLOT_WOUNDED);
}

static bool is_state(const struct counter *k, uint32_t t, uint32_t *slot) {
    *slot = lex_harm(k->lex, HARM_STATE, k->d->tok_low[t]);
    return *slot != NONE;
}

/* "34 people are still in hospital", "seven people in the hospital". */
static void in_hospital(struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t in = clause_child(d, t, DEP_CASE), h = d->head[t], subj = clause_own_subject(d, t);
    if (in == NONE || !clause_is(d, in, "in")) return;
    if (subj == NONE && h != NONE && d->deprel[t] == DEP_OBL &&
        lex_form(k->lex, clause_lemma(d, h), FORM_STAY))
        subj = clause_subject(d, h);
    if (subj == NONE && h != NONE && deprel_plain(d->deprel[t]) == DEP_NMOD) subj = h;
    if (subj != NONE && counter_quantity(k, subj) != NONE)
        counter_add_group(k, SLOT_HOSPITALIZED, t, subj);
}

/* "A gunman killed the ambassador": a verb with its own subject and object, no state of the
 * subject.
 */
static bool does_harm(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    return d->xpos[t] == XPOS_VBD && clause_own_subject(d, t) != NONE &&
           (clause_child(d, t, DEP_OBJ) != NONE || beside_object(d, t) != NONE) &&
           !is_passive(k, t);
}

void harm_at(struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t slot, before = k->v.n;
    if (is_toll(k, t, &slot)) {
        toll(k, t, slot);
        return;
    }
    if (clause_is_verb(d, t) && recount_at(k, t)) return;
    if (clause_lemma_is(d, t, "life") || clause_is(d, t, "lives")) lives(k, t);
    if (clause_lemma_is(d, t, "casualty")) casualties(k, t);
    if (clause_lemma_is(d, t, "hospital")) in_hospital(k, t);
    if (clause_is_verb(d, t)) verb_trigger(k, t);
    if (k->v.n != before) return;
    if (is_state(k, t, &slot) && !does_harm(k, t))
        state_word(k, t, slot);
    else if (d->upos[t] != UPOS_VERB &&
             (slot = lex_harm(k->lex, HARM_NOUN, clause_lemma(d, t))) != NONE)
        harm_noun(k, t, slot);
}
