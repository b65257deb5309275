#include "base/base.h"

#include "claims/claim.h"
#include "claims/claimer.h"
#include "claims/settle.h"

#include <stdlib.h>

/* ---- holder, chain, stance, certainty */

uint32_t claimer_said(const struct claimer *k, uint32_t t) {
    return settle_said_at(&k->c->statements, t);
}

static const struct holder outlet_itself = {.outlet = true, .entity = NONE};

/* "An earlier version of this story said ...": the outlet takes it back. */
static bool is_former_version(const struct claimer *k, const struct holder *h) {
    uint32_t b, e;
    if (!h->outlet || tspan_empty(h->span)) return false;
    doc_span_toks(k->d, h->span, &b, &e);
    for (uint32_t t = b; t < e; t++)
        if (lex_word(k->lex, k->d->tok_low[t]) & WORD_BEFORE) return true;
    return false;
}

static void set_stance(const struct claimer *k, struct claim *c, const struct statement *s) {
    uint32_t bits = lex_word(k->lex, s->cue_lemma);
    if (bits & WORD_DENY)
        c->stance = STANCE_DENIES;
    else if (bits & WORD_DOUBT)
        c->stance = STANCE_DOUBTS;
    else if (bits & WORD_RETRACT || is_former_version(k, &s->holder))
        c->stance = STANCE_RETRACTS;
    if (bits & (WORD_POSSIBLE))
        c->certainty = POSSIBLE;
    else if (bits & WORD_PROBABLE)
        c->certainty = ATT_MAX(c->certainty, PROBABLE);
}

static void set_holder(struct claimer *k, struct claim *c, uint32_t t) {
    const struct statements *st = &k->c->statements;
    uint32_t s = claimer_said(k, t);
    c->holder = outlet_itself;
    c->time = NONE;
    if (s == NONE) return;
    c->time = st->v[s].time;
    if (settle_nobody(&st->v[s].holder)) {
        c->stance = STANCE_REPORTS;
        if (st->v[s].cue.e) set_stance(k, c, &st->v[s]);
        return;
    }
    c->holder = st->v[s].holder;
    set_stance(k, c, &st->v[s]);
    settle_chain(&k->c->statements, s, c, k->d->a);
}

/* What the words beside the head of a clause say of its certainty. */
static uint8_t certainty_at(const struct claimer *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t v = clause_verb_above(d, t);
    uint8_t best = CERTAIN;
    for (int up = 0; up < 2 && v != NONE; up++) {
        bool says = lex_cue(k->lex, clause_lemma(d, v)); /* "can confirm" says that it is so */
        for (uint32_t c = d->child_b[v]; c < d->child_b[v + 1]; c++) {
            uint32_t x = d->child[c], bits = lex_word(k->lex, d->tok_low[x]);
            if (d->upos[x] != UPOS_AUX && d->upos[x] != UPOS_ADV && d->upos[x] != UPOS_ADJ)
                continue;
            if (says && d->upos[x] == UPOS_AUX) continue;
            if (bits & WORD_UNLIKELY)
                best = ATT_MAX(best, UNLIKELY);
            else if (bits & WORD_POSSIBLE)
                best = ATT_MAX(best, POSSIBLE);
            else if (bits & WORD_PROBABLE)
                best = ATT_MAX(best, PROBABLE);
        }
        if (d->deprel[v] != DEP_XCOMP) break;
        v = d->head[v];
        if (v != NONE && lex_word(k->lex, clause_lemma(d, v)) & (WORD_PROBABLE | WORD_POSSIBLE))
            best = ATT_MAX(best, PROBABLE);
    }
    return best;
}

struct tspan claimer_evidence(const struct claimer *k, uint32_t t) {
    return k->d->sent[k->d->tok_sent[t]];
}

/* "The government accused its neighbour of firing a missile": who accuses of what the verb at t
 * says, or NONE. */
static uint32_t accuser_at(const struct claimer *k, uint32_t t) {
    enum { FAR = 14 };
    const struct doc *d = k->d;
    uint32_t b = clause_sent_b(d, t);
    if (t < b + 3 || d->xpos[t] != XPOS_VBG || !clause_is(d, t - 1, "of")) return NONE;
    for (uint32_t v = t - 1; v-- > b && t - v < FAR;) {
        if (!clause_is_verb(d, v) || d->xpos[v] == XPOS_VBG) continue; /* "neighbouring" */
        bool accuses = clause_lemma_is(d, v, "accuse") && !clause_passive(d, v);
        return accuses ? claimer_referent(d, clause_subject(d, v)) : NONE;
    }
    return NONE;
}

/* A claim about what token t says, held by whoever says it. */
struct claim *claimer_add(struct claimer *k, enum claim_slot slot, uint32_t t, uint32_t event) {
    struct claim *c = vec_push(k->a, &k->v);
    *c = (struct claim){.slot = (uint8_t)slot,
                        .event = event,
                        .incident = NONE,
                        .time = NONE,
                        .supersedes = NONE,
                        .figure = NONE};
    c->value.entity = c->value.place = c->value.time = NONE;
    c->evidence = claimer_evidence(k, t);
    c->certainty = certainty_at(k, t);
    set_holder(k, c, t);
    if (accuser_at(k, t) != NONE) c->certainty = ATT_MAX(c->certainty, PROBABLE);
    return c;
}

struct tspan claimer_phrase(const struct claimer *k, uint32_t t) {
    uint32_t m = mention_widest_of_head(&k->m->mentions, t);
    if (m == NONE) return doc_tok_span(k->d, t);
    const struct mention *v = &k->m->mentions.v[m];
    return doc_toks_span(k->d, v->tok_b, v->tok_e);
}

uint32_t claimer_entity(const struct claimer *k, uint32_t t) {
    uint32_t m = mention_widest_of_head(&k->m->mentions, t);
    return m == NONE ? NONE : k->m->mentions.v[m].entity;
}

bool claimer_violent(const struct claimer *k, uint32_t v) {
    return v != NONE && event_is_violent(k->m->events.v[v].type);
}

/* "Officials blamed a faction which killed nine in 2016": what a relative clause tells besides is
 * not what the token outside it speaks of. */
static bool is_told_besides(const struct doc *d, uint32_t head, uint32_t t) {
    enum { DEEP = 32 };
    if (d->deprel[head] != DEP_ACL_RELCL) return false;
    for (uint32_t i = 0; i < DEEP && t != NONE; i++, t = d->head[t])
        if (t == head) return false;
    return true;
}

/* The violent event that words at token t are about: in the sentence, else the last before, else
 * the first after. */
uint32_t claimer_event(const struct claimer *k, uint32_t t) {
    const struct events *ev = &k->m->events;
    uint32_t sent = k->d->tok_sent[t], before = NONE, best = NONE, far = 0;
    for (uint32_t i = 0; i < ev->n; i++) {
        if (!claimer_violent(k, i)) continue;
        if (ev->v[i].sent > sent) {
            if (best == NONE && before == NONE) best = i;
            break;
        }
        if (ev->v[i].sent < sent) {
            if (before == NONE || ev->v[i].main || !ev->v[before].main) before = i;
            continue;
        }
        if (before != NONE && is_told_besides(k->d, ev->v[i].head, t)) continue;
        uint32_t dist = ev->v[i].head > t ? ev->v[i].head - t : t - ev->v[i].head;
        if (best == NONE || dist < far) best = i, far = dist;
    }
    return best != NONE ? best : before;
}

/* ---- figures */

void claimer_hold(const struct claimer *k, struct claim *c, uint32_t subj) {
    c->holder = (struct holder){.entity = claimer_entity(k, subj), .span = claimer_phrase(k, subj)};
    if (c->holder.entity != NONE) c->holder.named = k->m->entities.v[c->holder.entity].named;
    c->via = arena_new(k->d->a, struct holder);
    c->via[0] = outlet_itself;
    c->n_via = 1;
}

uint32_t claimer_agent(const struct doc *d, uint32_t v) {
    uint32_t a = clause_child(d, v, DEP_OBL_AGENT);
    for (uint32_t c = d->child_b[v]; a == NONE && c < d->child_b[v + 1]; c++) {
        uint32_t x = d->child[c], p = clause_child(d, x, DEP_CASE);
        if (p != NONE && clause_is(d, p, "by")) a = x;
    }
    return a;
}

/* "Doctors put the toll at 15", "officials count two dead": who counts holds the figure. */
static void counted_by(struct claimer *k, struct claim *c, uint32_t t) {
    const struct doc *d = k->d;
    for (int up = 0; up < 5 && t != NONE; up++, t = d->head[t]) {
        bool verb = clause_is_verb(d, t);
        if (verb && !(lex_word(k->lex, clause_lemma(d, t)) & WORD_COUNT) && d->xpos[t] != XPOS_VBN)
            return; /* the number is that of another verb */
        if (!verb || !(lex_word(k->lex, clause_lemma(d, t)) & WORD_COUNT)) continue;
        uint32_t up_verb = d->head[t]; /* "a driver also died, raising the toll to six" */
        if (d->xpos[t] == XPOS_VBG && up_verb != NONE &&
            (lex_harm(k->lex, HARM_SUBJECT, clause_lemma(d, up_verb)) != NONE ||
             lex_harm(k->lex, HARM_OBJECT, clause_lemma(d, up_verb)) != NONE))
            return;
        uint32_t s = clause_passive(d, t) ? NONE : claimer_referent(d, clause_subject(d, t));
        uint32_t m = s == NONE ? NONE : mention_widest_of_head(&k->m->mentions, s);
        if (m == NONE) return;
        uint8_t type = k->m->mentions.v[m].type;
        if ((type >= ENTITY_PERSON && type <= ENTITY_MEDIA) || type == ENTITY_POPULATION ||
            lex_cue(k->lex, clause_lemma(d, s)) & CUE_DOC)
            claimer_hold(k, c, s);
        return;
    }
}

enum { FIRST_BACK = 2 };

/* "First the channel X told it. A drone fell ... Later the ministry clarified ...": what is revised
 * later belongs to who told it first. */
static void told_first(struct claimer *k, struct claim *c, uint32_t sent) {
    const struct statements *st = &k->c->statements;
    uint32_t last = ATT_MIN(sent + 1, k->d->n_sent - 1), lo = 0, hi = st->n;
    uint32_t from = k->d->sent[sent > FIRST_BACK ? sent - FIRST_BACK - 1 : 0].b;
    if (!c->holder.outlet) return;
    while (lo <
           hi) { /* the statements are in order of their content, which is beside the sentence */
        uint32_t mid = lo + (hi - lo) / 2;
        if (st->v[mid].content.b < from)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t i = lo; i < st->n && st->v[i].content.b < k->d->sent[last].e; i++) {
        const struct statement *s = &st->v[i];
        if (!s->first || s->sent > sent || s->sent + FIRST_BACK < sent) continue;
        c->holder = s->holder;
        settle_chain(&k->c->statements, i, c, k->d->a);
    }
}

static void figure_claims(struct claimer *k) {
    const struct figures *f = &k->c->figures;
    k->of_figure = arena_array(k->a, uint32_t, f->n);
    for (uint32_t i = 0; i < f->n; i++) {
        const struct figure *g = &f->v[i];
        uint32_t t = doc_tok_at(k->d, g->number.b);
        if (t && t < k->d->n_tok && k->d->tok_b[t] > g->number.b) t--;
        if (t >= k->d->n_tok) t = k->d->n_tok - 1;
        struct claim *c = claimer_add(k, (enum claim_slot)g->slot, t, g->event);
        k->of_figure[i] = k->v.n - 1;
        c->value.low = g->low, c->value.high = g->high;
        c->value.of = g->of, c->value.text = g->number;
        c->evidence = g->evidence;
        if (c->holder.outlet) counted_by(k, c, t);
        c->figure = i;
        c->partial = g->part_of != NONE || g->increment || g->part;
        if (g->quantity == NONE && g->low == 1) {
            uint32_t b, e;
            doc_span_toks(k->d, g->number, &b, &e);
            for (uint32_t x = b; x < e && c->value.entity == NONE; x++)
                if (k->d->xpos[x] != XPOS_PRPS) c->value.entity = claimer_entity(k, x);
        }
        if (c->event == NONE) c->event = claimer_event(k, t);
        if (g->low && denial_of_account(k, g->event)) c->stance = STANCE_DENIES;
        uint32_t s = denial_around(k, t);
        if (s != NONE) denial_by(k, k->of_figure[i], s);
    }
    for (uint32_t i = 0; i < f->n; i++) {
        if (f->v[i].revises == NONE) continue;
        uint32_t old = k->of_figure[f->v[i].revises];
        k->v.v[k->of_figure[i]].supersedes = old;
        told_first(k, &k->v.v[old], f->v[f->v[i].revises].sent);
    }
}

/* One person told of beside a counted total of another sentence is a part of it, unless the story
 * adds up or a revision links them. */
static void settle_singles(struct claimer *k) {
    const struct figures *f = &k->c->figures;
    uint64_t most[N_CLAIM_SLOT] = {0};
    uint32_t sent[N_CLAIM_SLOT];
    for (uint32_t i = 0; i < f->n; i++) {
        const struct figure *g = &f->v[i];
        if (g->quantity == NONE || g->attackers || g->low <= most[g->slot]) continue;
        most[g->slot] = g->low, sent[g->slot] = g->sent;
    }
    for (uint32_t i = 0; i < f->n; i++) {
        const struct figure *g = &f->v[i];
        if (g->quantity != NONE || g->low != 1 || most[g->slot] < 2) continue;
        bool pronoun = f->v[i].number.e - f->v[i].number.b < 4;
        if (g->sent != sent[g->slot] || pronoun) k->v.v[k->of_figure[i]].partial = true;
    }
}

/* ---- participants, place and time of violent events */

static enum claim_slot slot_of_role(uint8_t role) {
    switch (role) {
    case ROLE_PERPETRATOR: return SLOT_PERPETRATOR;
    case ROLE_VICTIM: return SLOT_VICTIM;
    case ROLE_TARGET: return SLOT_TARGET;
    case ROLE_WEAPON: return SLOT_WEAPON;
    default: return N_CLAIM_SLOT;
    }
}

/* "The second", "the other": a word for a noun told before, and no more. */
static bool stands_in(const struct claimer *k, const struct participant *p) {
    return p->tok_e - p->tok_b <= 2 && p->tok_e > p->tok_b &&
           lex_word(k->lex, k->d->tok_low[p->tok_e - 1]) & WORD_STANDIN;
}

/* A pronoun that stands for nobody known ("this", "one of them"). */
static bool says_nothing(const struct claimer *k, const struct participant *p) {
    const struct doc *d = k->d;
    if (p->mention == NONE) return tspan_empty(p->span) || stands_in(k, p);
    const struct mention *m = &k->m->mentions.v[p->mention];
    bool words = m->kind != MENTION_PRONOUN && d->upos[m->head] != UPOS_PRON &&
                 d->upos[m->head] != UPOS_NUM && !stands_in(k, p);
    if (words) return false;
    if (p->entity == NONE) return true;
    const struct entity *e = &k->m->entities.v[p->entity];
    return !e->named && (e->type == ENTITY_OTHER || e->n_mention < 2);
}

/* "Suspected rebels", "gunmen believed to belong to the Front": the words that make it a guess. */
static uint8_t suspected(const struct claimer *k, uint32_t b, uint32_t e) {
    uint8_t best = CERTAIN;
    for (uint32_t t = b; t < e; t++) {
        uint32_t bits = lex_word(k->lex, k->d->tok_low[t]);
        if (k->d->upos[t] != UPOS_VERB && k->d->upos[t] != UPOS_ADJ && k->d->upos[t] != UPOS_ADV)
            continue;
        if (bits & WORD_POSSIBLE) best = ATT_MAX(best, POSSIBLE);
        if (bits & WORD_PROBABLE) best = ATT_MAX(best, PROBABLE);
    }
    return best;
}

/* "An air strike on a school where families slept killed 10": words that begin with a happening
 * name it, not who did it. */
static bool names_event(const struct claimer *k, const struct participant *p) {
    if (p->mention == NONE) return false;
    uint32_t head = k->m->mentions.v[p->mention].head;
    for (uint32_t t = p->tok_b; t < head; t++) {
        uint32_t v = k->m->events.of_tok[t];
        bool noun = k->d->upos[t] == UPOS_NOUN;
        if (noun && v != NONE && event_is_violent(k->m->events.v[v].type) &&
            k->d->deprel[t] != DEP_NMOD_POSS && t + 1 < head && k->d->upos[t + 1] == UPOS_ADP)
            return true;
    }
    return false;
}

/* "The number of people killed": an amount does nothing. */
static bool is_amount(const struct claimer *k, const struct participant *p) {
    if (p->mention == NONE) return false;
    struct str lemma = clause_lemma(k->d, k->m->mentions.v[p->mention].head);
    return lex_word(k->lex, lemma) & WORD_AMOUNT && lex_form(k->lex, lemma, FORM_HEAD);
}

static void participant_claims(struct claimer *k, uint32_t v) {
    const struct event *ev = &k->m->events.v[v];
    for (uint32_t i = 0; i < ev->n_part; i++) {
        const struct participant *p = &ev->part[i];
        enum claim_slot slot = slot_of_role(p->role);
        if (slot == N_CLAIM_SLOT || says_nothing(k, p) || names_event(k, p)) continue;
        if (slot == SLOT_PERPETRATOR && claims_tells_of(k->c, v, p->span)) continue;
        if (slot == SLOT_PERPETRATOR && is_amount(k, p)) continue;
        uint32_t accuser = accuser_at(k, ev->head);
        if (slot == SLOT_PERPETRATOR && accuser != NONE && accuser >= p->tok_b &&
            accuser < p->tok_e)
            continue;
        struct tspan words = settle_words(k->d, k->m, p->tok_b, p->tok_e, p->span);
        if (tspan_empty(words)) continue;
        bool harm = ev->type == EVENT_DEATH || ev->type == EVENT_INJURY;
        if (slot == SLOT_VICTIM && !harm && p->entity != NONE && k->unharmed[p->entity])
            slot = SLOT_TARGET;
        struct claim *c = claimer_add(k, slot, ev->head, v);
        c->value.entity = p->entity;
        c->value.text = words;
        if (ev->negative) c->stance = STANCE_DENIES;
        if (slot == SLOT_PERPETRATOR)
            c->certainty = ATT_MAX(c->certainty, suspected(k, p->tok_b, p->tok_e));
    }
}

/* "The order prohibiting shooting at the crowd": nobody denies that anything happened. */
static bool is_forbidden(const struct claimer *k, const struct event *ev) {
    if (!ev->negative || ev->modality == MODALITY_DENIED || tspan_empty(ev->cue)) return false;
    uint32_t t = doc_tok_at(k->d, ev->cue.b);
    return t < k->d->n_tok && t != ev->head && clause_is_verb(k->d, t);
}

/* "He was not injured": the attack was on him, and he is no victim of it. */
static void mark_unharmed(struct claimer *k) {
    const struct events *ev = &k->m->events;
    k->unharmed = arena_array(k->a, bool, k->m->entities.n + 1);
    for (uint32_t i = 0; i < ev->n; i++) {
        const struct event *e = &ev->v[i];
        if (!e->negative || (e->type != EVENT_INJURY && e->type != EVENT_DEATH)) continue;
        if (e->modality == MODALITY_HYPOTHETICAL || e->modality == MODALITY_POSSIBLE) continue;
        uint32_t subj = clause_own_subject(k->d, e->head);
        uint32_t who = subj == NONE ? NONE : claimer_entity(k, subj);
        if (who != NONE) k->unharmed[who] = true;
        for (uint32_t j = 0; j < e->n_part; j++)
            if (e->part[j].role == ROLE_VICTIM && e->part[j].entity != NONE)
                k->unharmed[e->part[j].entity] = true;
    }
}

/* "Police tried to disperse the crowd": an attempt that was made is no plan. */
static bool is_attempt(const struct doc *d, uint32_t t) {
    uint32_t h = d->head[t];
    if (h == NONE || d->deprel[t] != DEP_XCOMP) return false;
    bool made = d->xpos[h] == XPOS_VBD || d->xpos[h] == XPOS_VBN;
    return made && (clause_lemma_is(d, h, "try") || clause_lemma_is(d, h, "attempt"));
}

/* That the event happened, where and when. */
static void setting_claims(struct claimer *k, uint32_t v) {
    const struct event *ev = &k->m->events.v[v];
    struct claim *c = claimer_add(k, SLOT_OCCURRED, ev->head, v);
    bool planned = ev->modality == MODALITY_PLANNED || ev->modality == MODALITY_ORDERED;
    c->value.occurred = planned && !is_attempt(k->d, ev->head) ? OCCURRED_PLANNED : OCCURRED_REAL;
    c->value.text = ev->trigger;
    if (ev->negative || ev->modality == MODALITY_DENIED) c->stance = STANCE_DENIES;
    if (ev->modality == MODALITY_POSSIBLE) c->certainty = ATT_MAX(c->certainty, POSSIBLE);
    uint32_t s = denial_around(k, ev->head);
    if (s != NONE) denial_by(k, k->v.n - 1, s);
    if (ev->place != NONE) {
        c = claimer_add(k, SLOT_PLACE, ev->head, v);
        c->value.place = ev->place, c->value.text = k->m->places.v[ev->place].span;
    }
    if (ev->time != NONE && k->m->times.v[ev->time].type != TIMEX_DURATION) {
        c = claimer_add(k, SLOT_DATE, ev->head, v);
        c->value.time = ev->time, c->value.text = k->m->times.v[ev->time].span;
    }
}

static void event_claims(struct claimer *k) {
    mark_unharmed(k);
    for (uint32_t v = 0; v < k->m->events.n; v++) {
        const struct event *ev = &k->m->events.v[v];
        if (!claimer_violent(k, v) || ev->modality == MODALITY_HYPOTHETICAL) continue;
        if (is_forbidden(k, ev)) continue;
        uint32_t from = k->v.n;
        participant_claims(k, v);
        if (ev->type != EVENT_DEATH && ev->type != EVENT_INJURY) setting_claims(k, v);
        denial_held(k, ev, from);
    }
}

/* ---- order */

static void publish(struct claimer *k) {
    for (uint32_t i = 0; i < k->v.n; i++) {
        struct claim *c = &k->v.v[i];
        c->evidence = settle_evidence(k->d, c->evidence, c->value.text);
    }
    settle_order(k->c, k->v.v, k->v.n, k->d->a, k->a);
}

void claims_make(const struct claim_lexicon *lex, const struct doc *d, const struct world *w,
                 const struct meaning *m, struct claims_found *c, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    struct claimer k = {.lex = lex, .d = d, .w = w, .m = m, .c = c, .a = scratch};
    subtrees_run(d, &k.sub, scratch);
    if (d->n_tok) {
        figure_claims(&k);
        settle_singles(&k);
        event_claims(&k);
    }
    for (uint32_t t = 0; t < d->n_tok; t++) {
        enum zone z = doc_sent_zone(d, d->tok_sent[t]);
        if (z != ZONE_BODY && z != ZONE_TITLE && z != ZONE_HEADING) continue;
        responsibility_at(&k, t);
        happened_at(&k, t);
        denial_at(&k, t);
        circumstance_at(&k, t);
    }
    if (d->n_tok) settle_doubters(d, m, k.v.v, k.v.n, scratch);
    publish(&k);
    arena_rewind(scratch, mark);
}
