#include "base/base.h"

#include "claims/counter.h"

#include "world/lexicon.h"

enum { LISTED = 12 }; /* members of one list */

/* One noun phrase of a list, by the tags of its words. */
struct member {
    uint32_t b, e; /* tokens */
    uint32_t head;
    uint32_t quantity; /* NONE: one person */
    bool joined;       /* a word of joining stands before it, which ends the list */
};

static bool in_phrase(const struct doc *d, uint32_t t) {
    uint8_t u = d->upos[t];
    return u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_ADJ || u == UPOS_DET || u == UPOS_NUM ||
           d->xpos[t] == XPOS_PRPS || d->xpos[t] == XPOS_POS;
}

/* "Brother-in-law", "passers-by": the token behind the parts that hyphens join to the word at t. */
static uint32_t behind_hyphens(const struct doc *d, uint32_t t, uint32_t end) {
    uint32_t e = t + 1;
    while (e + 1 < end && clause_is(d, e, "-") && d->tok_e[e - 1] == d->tok_b[e] &&
           d->tok_e[e] == d->tok_b[e + 1])
        e += 2;
    return e;
}

enum {
    PEOPLE = LEXC_PERSON | LEXC_POPULATION | LEXC_OFFICE | LEXC_RANK,
    THINGS = LEXC_FACILITY | LEXC_PLACE | LEXC_VEHICLE | LEXC_WEAPON | LEXC_CALENDAR,
    ANYBODY = LEXC_POPULATION | LEXC_GENERIC | LEXC_MALE | LEXC_FEMALE,
};

/* A noun, or a word for people taken for an adjective ("a civilian", "a Swiss"). */
static bool can_head(const struct counter *k, uint32_t t, uint32_t next) {
    const struct doc *d = k->d;
    if (d->upos[t] == UPOS_NOUN || d->upos[t] == UPOS_PROPN) return true;
    if (d->upos[t] != UPOS_ADJ || (next < clause_sent_e(d, t) && in_phrase(d, next))) return false;
    return d->tok_flags[t] & TOK_TITLE ||
           lexicon_noun_class(k->w->lexicon, clause_lemma(d, t)) & PEOPLE;
}

/* The noun phrase that begins at token t and stays before `end`; false where there is none. */
static bool phrase_from(const struct counter *k, uint32_t t, uint32_t end, struct member *m) {
    const struct doc *d = k->d;
    *m = (struct member){.b = t, .head = NONE, .quantity = k->q_at[t]};
    uint32_t e = t;
    if (d->xpos[t] == XPOS_PRPS && t + 1 < end && k->q_at[t + 1] != NONE) { /* "their two sons" */
        m->quantity = k->q_at[t + 1];
        t++;
    }
    if (m->quantity != NONE) {
        const struct quantity *q = &k->m->quantities.v[m->quantity];
        if (q->tok_b != t || q->increment || !counter_usable(k, q)) return false;
        e = q->tok_e;
    }
    while (e < end && in_phrase(d, e)) {
        uint32_t next = behind_hyphens(d, e, end);
        if (k->q_at[e] != NONE && k->q_at[e] != m->quantity) return false;
        if (can_head(k, e, next)) m->head = e;
        e = next;
    }
    m->e = e;
    return m->head != NONE;
}

/* A person, or people where they are counted. */
static bool is_harmed(const struct counter *k, const struct member *m) {
    const struct doc *d = k->d;
    if (m->quantity == NONE)
        return counter_is_single(k, m->head) && counter_is_person(k, m->head) &&
               d->xpos[m->head] != XPOS_NNS;
    uint32_t cls = lexicon_noun_class(k->w->lexicon, clause_lemma(d, m->head));
    bool national = d->tok_flags[m->head] & TOK_TITLE && m->head == m->e - 1;
    bool many = d->xpos[m->head] == XPOS_NNS && !(cls & THINGS) &&
                k->m->events.of_tok[m->head] == NONE && !counter_is_no_being(k, m->head);
    return national || many || cls & PEOPLE || counter_is_person(k, m->head);
}

/* What may stand behind a member: a mark, a joiner, a preposition, the verb of its passive. */
static bool ends_well(const struct doc *d, const struct member *m, uint32_t slot,
                      const struct counter *k, uint32_t trigger) {
    if (m->e >= clause_sent_e(d, m->b)) return true;
    uint32_t own = lex_harm(k->lex, HARM_STATE, d->tok_low[m->e]);
    if (own != NONE && own != slot) return false;
    if (lex_word(k->lex, d->tok_low[m->e]) & WORD_INCLUDE) return false;
    uint8_t u = d->upos[m->e];
    if (m->e <= trigger && (u == UPOS_AUX || u == UPOS_VERB || u == UPOS_ADV)) return true;
    return u == UPOS_PUNCT || u == UPOS_CCONJ || u == UPOS_ADP || u == UPOS_SCONJ;
}

/* Members behind token t into v[LISTED]: those up to the one that a joiner brings in. */
static uint32_t read_members(const struct counter *k, uint32_t slot, uint32_t trigger, uint32_t t,
                             struct member *v) {
    const struct doc *d = k->d;
    uint32_t end = t <= trigger ? trigger : clause_sent_e(d, t), n = 0, closed = 0;
    while (n < LISTED && t + 1 < end) {
        uint32_t from = t;
        bool joined = false;
        if (clause_is(d, t, ",")) t++;
        if (t < end && (clause_is(d, t, "and") || clause_is(d, t, "or"))) t++, joined = true;
        if (t == from || t >= end || !phrase_from(k, t, end, &v[n])) break;
        if (!is_harmed(k, &v[n]) || !ends_well(d, &v[n], slot, k, trigger)) break;
        v[n].joined = joined;
        t = v[n++].e;
        if (joined) closed = n;
    }
    return closed;
}

static bool is_one(const struct counter *k, const struct member *m) {
    return m->quantity == NONE || k->m->quantities.v[m->quantity].low == 1;
}

/* "Two men, a teacher and a doctor": the members are the ones counted before, by a noun that tells
 * nothing of them. */
static bool spells_out(const struct counter *k, uint32_t h, const struct member *v, uint32_t n) {
    uint32_t q = counter_quantity(k, h), names = 0;
    if (n < 2 || q == NONE || k->m->quantities.v[q].low != n || v[0].joined) return false;
    for (uint32_t i = 0; i < n; i++) {
        if (!is_one(k, &v[i])) return false;
        names += k->d->xpos[v[i].head] == XPOS_NNP && v[i].quantity == NONE;
    }
    return names == n || lexicon_noun_class(k->w->lexicon, clause_lemma(k->d, h)) & ANYBODY;
}

/* "John Smith, a teacher, and his wife": a man is named and told of. */
static bool describes(const struct counter *k, uint32_t named, const struct member *m) {
    const struct doc *d = k->d;
    return !m->joined && is_one(k, m) && d->xpos[named] == XPOS_NNP && k->q_of[named] == NONE &&
           d->upos[m->head] == UPOS_NOUN;
}

bool listing_go_on(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t h) {
    struct member v[LISTED];
    const struct doc *d = k->d;
    uint32_t end = clause_sent_e(d, h), t = behind_hyphens(d, h, end);
    if (d->upos[h] == UPOS_NUM || h == trigger) return false;
    uint32_t n = read_members(k, slot, trigger, t, v);
    if (spells_out(k, h, v, n)) return true;
    for (uint32_t i = 0; i < n; i++) {
        if (describes(k, i ? v[i - 1].head : h, &v[i])) continue;
        bool one = v[i].quantity != NONE && k->m->quantities.v[v[i].quantity].low == 1 &&
                   k->m->quantities.v[v[i].quantity].of_head != v[i].head;
        counter_add(k, slot, trigger, one ? NONE : v[i].quantity, v[i].head);
    }
    return false;
}

void listing_go_back(struct counter *k, uint32_t slot, uint32_t trigger, uint32_t h) {
    const struct doc *d = k->d;
    uint32_t b = clause_sent_b(d, h), q = counter_quantity(k, h);
    for (int i = 0; i < LISTED && q != NONE; i++) {
        uint32_t t = k->m->quantities.v[q].tok_b;
        if (t < b + 3 || !(clause_is(d, t - 1, "and") || (i && clause_is(d, t - 1, ",")))) return;
        t--;
        if (clause_is(d, t - 1, ",")) t--;
        h = t - 1, q = counter_quantity(k, h);
        if (q == NONE || d->upos[h] != UPOS_NOUN || !beside_counts_people(k, h)) return;
        uint32_t first = k->m->quantities.v[q].tok_b;
        bool own = first > b && lex_harm(k->lex, HARM_OBJECT, clause_lemma(d, first - 1)) != NONE;
        if (own || lex_harm(k->lex, HARM_STATE, d->tok_low[h]) != NONE) return;
        counter_add(k, slot, trigger, q, h);
    }
}
