#include "base/base.h"

#include "language/coref_state.h"

#include "language/tags.h"
#include "world/lexicon.h"

/* The coref_possessor of a phrase ("his house", "the house of the minister"), or NONE. */
uint32_t coref_possessor(const struct coref *x, const struct mention *m) {
    const struct doc *d = x->c.d;
    for (uint32_t i = d->child_b[m->head]; i < d->child_b[m->head + 1]; i++) {
        uint32_t c = d->child[i];
        bool of = d->deprel[c] == DEP_NMOD && c > m->head && d->child_b[c] < d->child_b[c + 1] &&
                  str_eq(d->tok_low[d->child[d->child_b[c]]], STR("of"));
        if (d->deprel[c] != DEP_NMOD_POSS && !of) continue;
        uint32_t k = mention_of_head(x->c.m, c);
        return k == NONE ? NONE : chain_root(&x->c, k);
    }
    return NONE;
}

/* Every adjective, compound or number of phrase a also stands in phrase b (when b has any). */
static bool modifiers_fit(const struct coref *x, const struct mention *a, const struct mention *b) {
    enum { REACH = 12 };
    const struct doc *d = x->c.d;
    uint32_t from = b->head > b->tok_b + REACH ? b->head - REACH : b->tok_b;
    uint32_t to = ATT_MIN(b->tok_e, b->head + REACH);
    for (uint32_t i = d->child_b[a->head]; i < d->child_b[a->head + 1]; i++) {
        uint32_t c = d->child[i];
        enum deprel r = d->deprel[c];
        if (r != DEP_AMOD && r != DEP_COMPOUND && r != DEP_NUMMOD) continue;
        bool found = false;
        for (uint32_t t = from; t < to && !found; t++) found = str_eq(d->lemma[t], d->lemma[c]);
        if (!found) return false;
    }
    return true;
}

static bool owners_fit(uint32_t a, uint32_t b) {
    return a == NONE || b == NONE || a == b;
}

/* "No group" is nothing that a later phrase speaks of. */
bool coref_is_nothing(const struct coref *x, const struct mention *m) {
    return m->kind == MENTION_NOMINAL && m->tok_b < m->head &&
           str_eq(x->c.d->tok_low[m->tok_b], STR("no"));
}

/* Mention k, an earlier one, can be what the definite phrase i speaks of. */
static bool nouns_fit(const struct coref *x, uint32_t i, uint32_t k, uint32_t owner) {
    const struct mention *m = &x->c.m->v[i], *y = &x->c.m->v[k];
    bool unsure = y->kind == MENTION_NAME && !y->number && /* "the Front" after its name */
                  x->c.d->tok_flags[m->head] & TOK_TITLE;
    if (y->kind == MENTION_PRONOUN || (m->number != y->number && !unsure)) return false;
    if (coref_is_nothing(x, y)) return false;
    if (!modifiers_fit(x, m, y)) return false;
    uint32_t other = coref_possessor(x, y);
    return owners_fit(owner, other);
}

static void join_nouns(struct coref *x) {
    enum { REACH = 160, SENTENCES = 30 };
    const struct doc *d = x->c.d;
    for (uint32_t i = 0; i < x->c.m->n; i++) {
        const struct mention *m = &x->c.m->v[i];
        if (m->kind != MENTION_NOMINAL || x->c.v[chain_root(&x->c, i)].first != i) continue;
        if (!m->definite) continue;
        uint32_t owner = coref_possessor(x, m);
        for (uint32_t k = i, n = 0; k > 0 && n < REACH; k--, n++) {
            const struct mention *y = &x->c.m->v[k - 1];
            if (y->kind == MENTION_PRONOUN ||
                coref_sentence(x, i) - coref_sentence(x, k - 1) > SENTENCES)
                continue;
            if (!str_eq(d->lemma[y->head], d->lemma[m->head]) &&
                !(str_ieq(d->lemma[y->head], d->lemma[m->head]) && y->kind == MENTION_NAME))
                continue;
            if (nouns_fit(x, i, k - 1, owner) && chain_try(&x->c, k - 1, i)) break;
        }
    }
}

static bool worth_synonyms(uint8_t type) {
    return type == ENTITY_FACILITY || type == ENTITY_VEHICLE || type == ENTITY_WEAPON ||
           type == ENTITY_PERSON || type == ENTITY_GROUP || type == ENTITY_ORGANIZATION;
}

/* "the mansion", "the residence of the prime minister" after "his house". */
static void join_synonyms(struct coref *x) {
    enum { REACH = 80, SENTENCES = 8 };
    const struct doc *d = x->c.d;
    for (uint32_t i = 0; i < x->c.m->n; i++) {
        const struct mention *m = &x->c.m->v[i];
        if (m->kind != MENTION_NOMINAL || !m->definite || !worth_synonyms(m->type)) continue;
        if (x->c.v[chain_root(&x->c, i)].first != i) continue;
        uint32_t owner = coref_possessor(x, m);
        for (uint32_t k = i, n = 0; k > 0 && n < REACH; k--, n++) {
            const struct mention *y = &x->c.m->v[k - 1];
            if (y->kind != MENTION_NOMINAL || y->type != m->type) continue;
            if (coref_sentence(x, i) - coref_sentence(x, k - 1) > SENTENCES) break;
            if (!lexicon_synonyms(x->c.w->lexicon, d->lemma[m->head], d->lemma[y->head])) continue;
            if (nouns_fit(x, i, k - 1, owner) && chain_try(&x->c, k - 1, i)) break;
        }
    }
}

/* The last of the mentions before i that stands for a named person in office ("the official") or,
 * for other nouns of persons, for any named person. */
static uint32_t named_person_before(const struct coref *x, uint32_t i, bool office) {
    enum { REACH = 60, SENTENCES = 3 };
    for (uint32_t k = i, n = 0; k > 0 && n < REACH; k--, n++) {
        const struct chain *c = &x->c.v[chain_root(&x->c, k - 1)];
        if (coref_sentence(x, i) - coref_sentence(x, k - 1) > SENTENCES) return NONE;
        if (x->c.m->v[k - 1].tok_e > x->c.m->v[i].tok_b) continue;
        if (c->type != ENTITY_PERSON || !c->named || c->number == NUMBER_PLURAL) continue;
        if (!office || c->office || c->sector[0]) return k - 1;
    }
    return NONE;
}

/* "the official", "the politician", "the man" after the name of one. */
static void join_generic(struct coref *x) {
    const struct doc *d = x->c.d;
    for (uint32_t i = 0; i < x->c.m->n; i++) {
        const struct mention *m = &x->c.m->v[i];
        if (m->kind != MENTION_NOMINAL || m->type != ENTITY_PERSON || m->number != NUMBER_SINGULAR)
            continue;
        if (m->tok_e - m->tok_b != 2 || !str_eq(d->tok_low[m->tok_b], STR("the"))) continue;
        if (x->c.v[chain_root(&x->c, i)].size > 1) continue;
        uint32_t c = lexicon_class(x->c.w->lexicon, d->tok_low[m->head]);
        if (!(c & LEXC_GENERIC)) continue;
        uint32_t k = named_person_before(x, i, !(c & (LEXC_MALE | LEXC_FEMALE)));
        if (k != NONE) chain_try(&x->c, k, i);
    }
}

/* "the 34-year-old", "the 52-year-old nurse": the age stands within the phrase, before its noun. */
static bool tells_age(const struct doc *d, const struct mention *m) {
    uint32_t end = ATT_MIN(m->head + 5, m->tok_e);
    for (uint32_t t = m->tok_b; t + 4 < end; t++)
        if (d->upos[t] == UPOS_NUM && str_eq(d->tok_low[t + 2], STR("year")) &&
            str_eq(d->tok_low[t + 4], STR("old")))
            return true;
    return false;
}

/* A person told by age is the one named last. */
static void join_aged(struct coref *x) {
    const struct doc *d = x->c.d;
    for (uint32_t i = 0; i < x->c.m->n; i++) {
        const struct mention *m = &x->c.m->v[i];
        if (m->kind != MENTION_NOMINAL || m->type != ENTITY_PERSON || m->number == NUMBER_PLURAL)
            continue;
        if (!str_eq(d->tok_low[m->tok_b], STR("the")) || !tells_age(d, m)) continue;
        if (x->c.v[chain_root(&x->c, i)].first != i) continue;
        uint32_t k = named_person_before(x, i, false);
        if (k != NONE) chain_try(&x->c, k, i);
    }
}

/* The last body before i that has a name and can be what its noun says; a firm is no union. */
static uint32_t named_body_before(const struct coref *x, uint32_t i) {
    enum { REACH = 40, SENTENCES = 2 };
    const struct chain *own = &x->c.v[chain_root(&x->c, i)];
    for (uint32_t k = i, n = 0; k > 0 && n < REACH; k--, n++) {
        const struct chain *c = &x->c.v[chain_root(&x->c, k - 1)];
        if (coref_sentence(x, i) - coref_sentence(x, k - 1) > SENTENCES) return NONE;
        if (x->c.m->v[k - 1].tok_e > x->c.m->v[i].tok_b || !c->named) continue;
        if (c->type != ENTITY_GROUP && c->type != ENTITY_ORGANIZATION) continue;
        if (!own->sector[0] || !c->sector[0] || !strcmp(own->sector, c->sector)) return k - 1;
    }
    return NONE;
}

/* "the group", "the armed group": an article, the noun, and at most one word that says of which
 * kind a body is. */
static bool resumes_body(const struct coref *x, const struct mention *m) {
    const struct doc *d = x->c.d;
    const struct lexicon *l = x->c.w->lexicon;
    uint32_t n = m->tok_e - m->tok_b;
    if (n < 2 || n > 3 || m->head + 1 != m->tok_e || !str_eq(d->tok_low[m->tok_b], STR("the")))
        return false;
    if (n == 3 && !(lexicon_phrase_word(l, d->tok_low[m->tok_b + 1]) & LEXP_KIND)) return false;
    return lexicon_class(l, d->lemma[m->head]) & LEXC_RESUMING;
}

/* "the group", "the firm" after the name of one. */
static void join_resuming(struct coref *x) {
    for (uint32_t i = 0; i < x->c.m->n; i++) {
        const struct mention *m = &x->c.m->v[i];
        if (m->kind != MENTION_NOMINAL || x->c.v[chain_root(&x->c, i)].first != i) continue;
        if (m->type != ENTITY_GROUP && m->type != ENTITY_ORGANIZATION) continue;
        uint32_t k = resumes_body(x, m) ? named_body_before(x, i) : NONE;
        if (k != NONE) chain_try(&x->c, k, i);
    }
}

/* The number word that counts the phrase ("two" of "the two men"), lower-cased; or STR_NULL. */
static struct str count_of(const struct doc *d, const struct mention *m) {
    for (uint32_t t = m->tok_b; t < m->head; t++)
        if (d->deprel[t] == DEP_NUMMOD && d->head[t] == m->head) return d->tok_low[t];
    return STR_NULL;
}

/* "The two men", "the two Syrians": nouns that say no more than that they are people. */
static bool is_bare_people(const struct coref *x, const struct mention *m) {
    const struct doc *d = x->c.d;
    uint32_t c = lexicon_class(x->c.w->lexicon, d->lemma[m->head]);
    return (c & (LEXC_GENERIC | LEXC_PEOPLE)) || m->type == ENTITY_POPULATION;
}

/* "The two men" after "two gunmen": as many people, told of just before. */
static void join_counted(struct coref *x) {
    enum { REACH = 24, SENTENCES = 2 };
    const struct doc *d = x->c.d;
    for (uint32_t i = 0; i < x->c.m->n; i++) {
        const struct mention *m = &x->c.m->v[i];
        if (m->kind != MENTION_NOMINAL || !m->definite || !is_bare_people(x, m)) continue;
        struct str count = count_of(d, m);
        if (!count.n || x->c.v[chain_root(&x->c, i)].first != i) continue;
        for (uint32_t k = i, n = 0; k > 0 && n < REACH; k--, n++) {
            const struct mention *y = &x->c.m->v[k - 1];
            if (coref_sentence(x, i) - coref_sentence(x, k - 1) > SENTENCES) break;
            bool people = y->type == ENTITY_PERSON || y->type == ENTITY_POPULATION;
            if (y->kind != MENTION_NOMINAL || !people || !str_eq(count_of(d, y), count)) continue;
            if (chain_try(&x->c, k - 1, i)) break;
        }
    }
}

void coref_join_nouns(struct coref *x) {
    join_nouns(x);
    join_synonyms(x);
    join_generic(x);
    join_aged(x);
    join_counted(x);
    join_resuming(x);
}
