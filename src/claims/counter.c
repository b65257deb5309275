#include "base/base.h"

#include "claims/counter.h"

#include "world/lexicon.h"

/* "three of her colleagues" is a number, "some of them" is none. */
bool counter_usable(const struct counter *k, const struct quantity *q) {
    const struct doc *d = k->d;
    if (q->unit != UNIT_COUNT) return false;
    if (q->of_head != NONE && str_eq_c(d->lemma[q->of_head], "time")) return false;
    if (q->tok_b && clause_is(d, q->tok_b - 1, "how")) return false; /* "how many people died?" */
    if (!q->low && !q->high && q->of_head != NONE &&
        lex_word(k->lex, clause_lemma(d, q->of_head)) & WORD_AMOUNT)
        return false; /* "gave no figure for the dead" */
    return !q->share || (q->low && !lex_form(k->lex, d->tok_low[q->num_b], FORM_SHARE));
}

uint32_t counter_quantity(const struct counter *k, uint32_t t) {
    uint32_t q = k->q_of[t] != NONE ? k->q_of[t] : k->q_at[t];
    if (q == NONE || !counter_usable(k, &k->m->quantities.v[q])) return NONE;
    bool joined = k->m->quantities.v[q].tok_b == t + 2 && k->d->upos[t + 1] == UPOS_CCONJ;
    return joined ? NONE : q; /* "the consul and two guards" */
}

static bool is_nobody(const struct doc *d, uint32_t t) {
    if (clause_is(d, t, "nobody") || clause_is(d, t, "none")) return true;
    return clause_is(d, t, "one") && t && clause_is(d, t - 1, "no");
}

bool counter_is_the_other(const struct doc *d, uint32_t t) {
    return t && (clause_is(d, t, "other") || clause_is(d, t, "others")) &&
           clause_is(d, t - 1, "the");
}

uint32_t counter_mention(const struct counter *k, uint32_t t) {
    const struct mentions *v = &k->m->mentions;
    uint32_t m = mention_of_head(v, t);
    if (m != NONE || k->d->upos[t] != UPOS_PROPN) return m;
    uint32_t after = mention_first_at(v, t + 1);
    for (uint32_t i = after; i-- > 0 && after - i < 8;)
        if (v->v[i].tok_e > t && v->v[i].kind == MENTION_NAME) return i;
    return NONE;
}

bool counter_is_person(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t cls = lexicon_noun_class(k->w->lexicon, clause_lemma(d, t));
    uint32_t m = counter_mention(k, t);
    bool name = m != NONE && (k->m->mentions.v[m].kind == MENTION_NAME || d->upos[t] == UPOS_PROPN);
    if (d->upos[t] == UPOS_NOUN && cls & (LEXC_PERSON | LEXC_OFFICE | LEXC_RANK)) return true;
    if (name) {
        const struct mention *v = &k->m->mentions.v[m];
        return v->type == ENTITY_PERSON || v->type == ENTITY_OTHER ||
               k->m->entities.v[v->entity].type == ENTITY_PERSON;
    }
    if (d->upos[t] != UPOS_NOUN) return false;
    if (lex_form(k->lex, clause_lemma(d, t), FORM_HEAD)) return false;
    if (cls & (LEXC_GROUP | LEXC_ORGANIZATION | LEXC_GOVERNMENT | LEXC_MILITARY | LEXC_POLICE))
        return false;
    const struct lex_word *word = lexicon_find(k->w->lexicon, clause_lemma(d, t));
    return word && word->isa_any & LEX_PERSON && !(word->isa & (LEX_ACT | LEX_EVENT | LEX_TIME));
}

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
    if (said != NONE && clause_lemma_is(d, said, "suspect")) return true;
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

/* A further act of the same story: "then killed", "before killing"; in the passive only of a number
 * ("four more were also killed"), for one person is often told of twice. */
static bool is_sequel(const struct counter *k, uint32_t t, bool number) {
    const struct doc *d = k->d;
    bool passive = clause_passive(d, t) || (d->deprel[t] == DEP_CONJ && d->xpos[t] == XPOS_VBN);
    if (passive ? !number : clause_child(d, t, DEP_OBJ) == NONE) return false;
    for (int up = 0; up < 3 && t != NONE; up++) {
        for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++) {
            uint32_t x = d->child[c];
            if (d->deprel[x] == DEP_ADVMOD && lex_form(k->lex, d->tok_low[x], FORM_THEN))
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

/* "Two of the wounded died", "one of the nine": of people told before. */
static bool is_of_harmed(const struct counter *k, const struct quantity *q) {
    const struct doc *d = k->d;
    uint32_t t = q->num_e + 2;
    if (t >= clause_sent_e(d, q->tok_b) || !clause_is(d, q->num_e, "of")) return false;
    if (!clause_is(d, t - 1, "the") && !clause_is(d, t - 1, "those")) return false;
    if (k->q_at[t] != NONE)
        return t + 1 < d->n_tok && d->upos[t + 1] != UPOS_NOUN && d->upos[t + 1] != UPOS_ADJ;
    return lex_harm(k->lex, HARM_STATE, d->tok_low[t]) != NONE;
}

/* "Four of the dead", "two of the victims": inside a total that stands elsewhere. */
static bool is_share_of_harmed(const struct counter *k, const struct quantity *q, uint32_t head,
                               uint32_t slot) {
    const struct doc *d = k->d;
    bool whom = clause_is(d, q->num_e, "of") &&
                (clause_is(d, q->num_e + 1, "whom") || clause_is(d, q->num_e + 1, "them"));
    for (uint32_t i = 0; i < k->v.n && whom; i++)
        if (k->v.v[i].slot == slot) return true;
    if (slot == SLOT_KILLED && is_of_harmed(k, q)) return true;
    if (head < q->tok_e || head - q->num_e > 3) return false;
    bool of = clause_is(d, q->num_e, "of") &&
              (clause_is(d, q->num_e + 1, "the") || clause_is(d, q->num_e + 1, "those"));
    return of && (lex_harm(k->lex, HARM_STATE, d->tok_low[head]) != NONE ||
                  lex_form(k->lex, clause_lemma(d, head), FORM_VICTIM));
}

/* "No casualties among the escort": of some alone. */
static bool is_among(const struct doc *d, uint32_t head) {
    for (uint32_t c = d->child_b[head]; c < d->child_b[head + 1]; c++) {
        uint32_t p = clause_child(d, d->child[c], DEP_CASE);
        if (d->child[c] > head && p != NONE && clause_is(d, p, "among")) return true;
    }
    return false;
}

/* "No one in the family": of some alone. */
static bool is_among_people(const struct counter *k, uint32_t head) {
    const struct doc *d = k->d;
    for (uint32_t c = d->child_b[head]; c < d->child_b[head + 1]; c++) {
        uint32_t x = d->child[c], p = clause_child(d, x, DEP_CASE);
        if (x > head && p != NONE && d->upos[x] == UPOS_NOUN &&
            (beside_counts_people(k, x) ||
             lexicon_noun_class(k->w->lexicon, clause_lemma(d, x)) & LEXC_COLLECTIVE))
            return true;
    }
    return false;
}

static struct tspan phrase_at(const struct counter *k, uint32_t head) {
    uint32_t m = counter_mention(k, head);
    if (m == NONE) return doc_tok_span(k->d, head);
    return doc_toks_span(k->d, k->m->mentions.v[m].tok_b, k->m->mentions.v[m].tok_e);
}

/* "The first blast killed 14", "the second killed 33". */
static bool is_one_act(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t s = clause_own_subject(d, t);
    bool beside = t > clause_sent_b(d, t) + 1 && clause_is(d, t - 2, "the");
    if (beside && lex_word(k->lex, d->tok_low[t - 1]) & WORD_STANDIN) return true;
    if (s == NONE || s > t) return false;
    if (lex_word(k->lex, d->tok_low[s]) & WORD_STANDIN && d->upos[s] != UPOS_PRON)
        return d->deprel[s] == DEP_NSUBJ;
    uint32_t nth = clause_child(d, s, DEP_AMOD);
    return nth != NONE && lex_word(k->lex, d->tok_low[nth]) & WORD_STANDIN &&
           k->m->events.of_tok[s] != NONE;
}

/* Adds f to what the trigger tells, unless its number was added there already. */
static void push(struct counter *k, struct figure *f, uint32_t trigger) {
    const struct doc *d = k->d;
    for (uint32_t i = k->v.n; i-- > 0;) {
        if (k->v.v[i].sent != d->tok_sent[trigger]) break;
        if (k->v.v[i].slot == f->slot && tspan_overlap(k->v.v[i].number, f->number)) return;
    }
    f->one_act = is_one_act(k, trigger);
    f->evidence = clause_span(k, trigger, f->number);
    f->event = event_of(k, trigger);
    f->sent = d->tok_sent[trigger];
    f->statement = k->st->of_tok[trigger];
    *vec_push(k->a, &k->v) = *f;
}

void counter_add_none(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t word) {
    struct figure f = {.slot = (uint8_t)slot,
                       .quantity = NONE,
                       .part_of = NONE,
                       .revises = NONE,
                       .number = doc_tok_span(k->d, word),
                       .of = doc_tok_span(k->d, trigger)};
    push(k, &f, trigger);
}

static void add_single(struct counter *k, struct figure *f, uint32_t trigger, uint32_t head) {
    const struct doc *d = k->d;
    bool none = is_nobody(d, head), the_other = counter_is_the_other(d, head);
    if (!the_other && lex_word(k->lex, clause_lemma(d, head)) & WORD_MORE && d->tok_low[head].n > 4)
        return;
    f->low = f->high = none ? 0 : 1;
    f->of = phrase_at(k, head);
    f->number = none && head && clause_is(d, head, "one") ? doc_toks_span(d, head - 1, head + 1)
                : the_other                               ? doc_toks_span(d, head - 1, head + 1)
                                                          : f->of;
    f->attackers = is_attacker(k, head) || is_perpetrator(k, head);
    f->sequel = is_sequel(k, trigger, false);
    f->part = none && is_among_people(k, head);
    push(k, f, trigger);
}

/* "An elderly couple". */
static bool is_pair(const struct counter *k, uint32_t h) {
    return h != NONE && lex_form(k->lex, clause_lemma(k->d, h), FORM_PAIR) &&
           clause_child_plain(k->d, h, DEP_NMOD) == NONE;
}

/* "Seized 40 rifles", "a quantity of weapons": no people are counted. */
static bool counts_things(const struct counter *k, uint32_t h) {
    const struct doc *d = k->d;
    if (h == NONE || d->upos[h] != UPOS_NOUN) return false;
    uint32_t of = clause_child_plain(d, h, DEP_NMOD);
    uint32_t things = LEXC_WEAPON | LEXC_VEHICLE;
    uint32_t cls = lexicon_noun_class(k->w->lexicon, clause_lemma(d, h));
    if (cls & things) return !(cls & (LEXC_PERSON | LEXC_OFFICE | LEXC_RANK));
    return of != NONE && of > h && lex_form(k->lex, clause_lemma(d, h), FORM_LOAD) &&
           lexicon_noun_class(k->w->lexicon, clause_lemma(d, of)) & things;
}

void counter_add(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t q, uint32_t head) {
    struct figure f = {.slot = (uint8_t)slot, .quantity = q, .part_of = NONE, .revises = NONE};
    if (q == NONE) {
        add_single(k, &f, trigger, head);
        return;
    }
    const struct quantity *v = &k->m->quantities.v[q];
    if (v->of_head != NONE && lex_word(k->lex, clause_lemma(k->d, v->of_head)) & WORD_ANIMAL)
        return;
    f.low = v->low, f.high = v->high, f.number = v->span, f.increment = v->increment;
    if (is_more_than(k->d, v) && f.low) f.low--;
    if (f.low == 1 && f.high == 1 && is_pair(k, head)) {
        f.low = f.high = 2;
        f.number = doc_tok_span(k->d, head);
    }
    if (head != NONE && v->tok_e <= trigger && head > trigger)
        head = NONE; /* "100 injured when a bomber ..." */
    if (slot != SLOT_WEAPON_COUNT && counts_things(k, head)) return;
    if (head != NONE) {
        f.of = phrase_at(k, head);
        f.attackers = f.fighters = is_attacker(k, head);
        f.part =
            is_share_of_harmed(k, v, head, slot) || (!f.low && !f.high && is_among(k->d, head));
    }
    f.sequel = f.low == f.high && is_sequel(k, trigger, true);
    push(k, &f, trigger);
}

bool counter_is_single(const struct counter *k, uint32_t h) {
    const struct doc *d = k->d;
    if (is_nobody(d, h)) return true;
    if (counter_is_the_other(d, h) && clause_is(d, h, "other")) return true;
    if (d->upos[h] == UPOS_NOUN && lex_word(k->lex, clause_lemma(d, h)) & WORD_EVENT) return false;
    if (k->m->events.of_tok[h] != NONE) return false;
    if (d->upos[h] == UPOS_PRON) return lex_form(k->lex, d->tok_low[h], FORM_ONE);
    uint32_t m = counter_mention(k, h);
    if (m != NONE && k->m->mentions.v[m].number == NUMBER_PLURAL) return false;
    if (d->xpos[h] == XPOS_NNS || d->xpos[h] == XPOS_NNPS) return false;
    if (d->upos[h] == UPOS_NOUN &&
        lexicon_class(k->w->lexicon, d->tok_low[h]) & (LEXC_COLLECTIVE | LEXC_POPULATION))
        return false;
    return counter_is_person(k, h);
}

bool counter_is_no_being(const struct counter *k, uint32_t h) {
    if (k->d->upos[h] != UPOS_NOUN) return false;
    struct str lemma = clause_lemma(k->d, h);
    uint32_t things = LEXC_FACILITY | LEXC_PLACE | LEXC_VEHICLE | LEXC_WEAPON;
    return lex_word(k->lex, lemma) & (WORD_EVENT | WORD_ANIMAL) ||
           (lexicon_noun_class(k->w->lexicon, lemma) & things && !counter_is_person(k, h));
}

/* "Shot all three people in the head, killing them": the people counted last before the pronoun in
 * its sentence, or NONE. */
static uint32_t counted_before(const struct counter *k, uint32_t t) {
    enum { BACK = 24 };
    uint32_t b = clause_sent_b(k->d, t);
    for (uint32_t i = t; i-- > b && t - i < BACK;) {
        uint32_t q = k->q_of[i];
        if (q != NONE && counter_usable(k, &k->m->quantities.v[q]) && beside_counts_people(k, i))
            return k->m->quantities.v[q].low > 1 ? q : NONE;
    }
    return NONE;
}

/* "Both policemen", "killing them both": two. */
static bool add_both(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t h) {
    const struct doc *d = k->d;
    uint32_t at = NONE, e = clause_sent_e(d, h);
    for (uint32_t c = d->child_b[h]; c < d->child_b[h + 1]; c++)
        if (clause_is(d, d->child[c], "both")) at = d->child[c];
    if (at == NONE && clause_is(d, h, "both")) at = h;
    if (at == NONE && h + 1 < e && d->upos[h] == UPOS_PRON && clause_is(d, h + 1, "both"))
        at = h + 1;
    if (at == NONE || !(d->xpos[h] == XPOS_NNS || d->upos[h] == UPOS_PRON || at == h)) return false;
    if (d->upos[h] == UPOS_NOUN && !counter_is_person(k, h)) return false;
    struct figure f = {.slot = (uint8_t)slot,
                       .low = 2,
                       .high = 2,
                       .quantity = NONE,
                       .part_of = NONE,
                       .revises = NONE,
                       .number = doc_tok_span(d, at),
                       .of = phrase_at(k, h)};
    f.attackers = is_attacker(k, h);
    push(k, &f, trigger);
    return true;
}

/* One noun phrase of the harmed, by its head. */
static void add_phrase(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t h) {
    const struct doc *d = k->d;
    uint32_t q = counter_quantity(k, h);
    if (counter_is_no_being(k, h)) return;
    uint32_t of = clause_child_plain(d, h, DEP_NMOD);
    bool family = q != NONE && of != NONE && of > h && k->m->quantities.v[q].low == 1 &&
                  lexicon_class(k->w->lexicon, d->tok_low[h]) & (LEXC_COLLECTIVE | LEXC_POPULATION);
    if (q != NONE && !(family && counter_quantity(k, of) != NONE)) {
        counter_add(k, slot, trigger, q, h);
        return;
    }
    bool his = counter_is_single(k, h) && of != NONE && !beside_counts_people(k, of);
    if (of != NONE && !his && counter_quantity(k, of) != NONE &&
        clause_child(d, of, DEP_CASE) != NONE &&
        clause_is(d, clause_child(d, of, DEP_CASE), "of")) {
        counter_add(k, slot, trigger, counter_quantity(k, of), of);
        if (family) listing_go_on(k, slot, trigger, of);
        return;
    }
    if (add_both(k, slot, trigger, h)) return;
    if (clause_is(d, h, "them") && (q = counted_before(k, h)) != NONE) {
        counter_add(k, slot, trigger, q, k->m->quantities.v[q].of_head);
        return;
    }
    if (counter_is_single(k, h)) counter_add(k, slot, trigger, NONE, h);
}

static bool is_relative(const struct doc *d, uint32_t t) {
    return clause_is(d, t, "who") || clause_is(d, t, "which") || clause_is(d, t, "that") ||
           clause_is(d, t, "whom");
}

/* "... and over 60 injured", "... and injured 60", "... and the wounding of five": another harm
 * than that of `slot`. */
static bool has_own_harm(const struct counter *k, uint32_t h, uint32_t slot) {
    const struct doc *d = k->d;
    uint32_t q = counter_quantity(k, h), next = h + 1;
    if (lex_harm(k->lex, HARM_NOUN, clause_lemma(d, h)) != NONE) return true;
    uint32_t first = q != NONE ? ATT_MIN(h, k->m->quantities.v[q].tok_b) : h;
    if (first > clause_sent_b(d, h)) {
        uint32_t verb = lex_harm(k->lex, HARM_OBJECT, clause_lemma(d, first - 1));
        if (verb != NONE && verb != slot) return true;
    }
    if (q != NONE) next = ATT_MAX(next, k->m->quantities.v[q].tok_e);
    while (next < clause_sent_e(d, h) &&
           (d->upos[next] == UPOS_ADV || d->upos[next] == UPOS_AUX || clause_is(d, next, "others")))
        next++;
    if (next >= clause_sent_e(d, h)) return false;
    uint32_t own = lex_harm(k->lex, HARM_STATE, d->tok_low[next]);
    return own != NONE && own != slot;
}

static void add_conjuncts(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t h) {
    const struct doc *d = k->d;
    for (uint32_t c = d->child_b[h]; c < d->child_b[h + 1]; c++)
        if (d->deprel[d->child[c]] == DEP_CONJ && !clause_is_verb(d, d->child[c]) &&
            d->child[c] != trigger && !has_own_harm(k, d->child[c], slot))
            add_phrase(k, slot, trigger, d->child[c]);
}

void counter_add_group(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t h) {
    const struct doc *d = k->d;
    if (h == NONE) return;
    if (is_relative(d, h)) {
        uint32_t v = trigger;
        for (int i = 0; i < 4 && v != NONE && d->deprel[v] != DEP_ACL_RELCL; i++) v = d->head[v];
        if (v == NONE || d->head[v] == NONE) return;
        h = d->head[v];
    }
    uint32_t before = k->v.n;
    add_phrase(k, slot, trigger, h);
    if (k->v.n > before && listing_go_on(k, slot, trigger, h)) return;
    add_conjuncts(k, slot, trigger, h);
}
