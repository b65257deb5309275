#include "base/base.h"

#include "language/coref_state.h"

#include "language/phrase.h"
#include "world/lexicon.h"

static void seen_init(struct seen *s, struct arena *a, uint32_t n) {
    uint32_t size = 16;
    while (size < 2 * n) size *= 2;
    s->key = arena_array(a, uint64_t, size);
    s->mention = arena_array(a, uint32_t, size);
    s->mask = size - 1;
}

uint32_t *coref_seen(struct seen *s, uint64_t key) {
    uint32_t i = (uint32_t)(key >> 20) & s->mask;
    while (s->mention[i] && s->key[i] != key) i = (i + 1) & s->mask;
    s->key[i] = key;
    return &s->mention[i];
}

uint64_t coref_mix(uint64_t a, uint64_t b) {
    uint64_t h = (a ^ (b + 0x9e3779b97f4a7c15ull + (a << 6))) * 0xff51afd7ed558ccdull;
    return h ^ (h >> 29);
}

uint32_t coref_sentence(const struct coref *x, uint32_t i) {
    return x->c.d->tok_sent[x->c.m->v[i].head];
}

/* ---- appositions, copulas, acronyms in brackets */

static bool has_child(const struct doc *d, uint32_t t, enum deprel r) {
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++)
        if (d->deprel[d->child[i]] == r) return true;
    return false;
}

static bool negated(const struct doc *d, uint32_t t) {
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        struct str low = d->tok_low[d->child[i]];
        if (str_eq(low, STR("not")) || str_eq(low, STR("n't")) || str_eq(low, STR("no")))
            return true;
    }
    return false;
}

/* "the handover, the bishop of X said": a common noun for no person is nobody's. */
static bool names_nobody(const struct coref *x, uint32_t i, uint32_t k) {
    const struct mention *m = &x->c.m->v[i];
    const struct lex_word *w = lexicon_find(x->c.w->lexicon, x->c.d->lemma[m->head]);
    if (m->type != ENTITY_OTHER || m->kind != MENTION_NOMINAL || !w) return false;
    return !(w->isa_any & (LEX_PERSON | LEX_GROUP)) &&
           x->c.v[chain_root(&x->c, k)].type == ENTITY_PERSON;
}

/* "The governor of X, Musa Idris": the name behind the body or place tells who holds the office. */
static uint32_t office_above(const struct coref *x, uint32_t h, uint32_t k) {
    const struct doc *d = x->c.d;
    const struct mention *name = &x->c.m->v[k];
    uint32_t up = d->deprel[h] == DEP_NMOD ? phrase_head(d, h) : NONE;
    uint32_t i = up == NONE ? NONE : mention_of_head(x->c.m, up);
    if (i == NONE || name->kind != MENTION_NAME || name->type != ENTITY_PERSON) return NONE;
    const struct mention *m = &x->c.m->v[i];
    bool one = m->type == ENTITY_PERSON && m->number != NUMBER_PLURAL && up < h;
    return one && m->kind == MENTION_NOMINAL ? i : NONE;
}

/* The mention that token h heads, or the name inside which it stands: "the Sons of the Valley". */
static uint32_t mention_around(const struct coref *x, uint32_t h) {
    enum { REACH = 3 };
    uint32_t own = mention_of_head(x->c.m, h), up = h;
    for (uint32_t n = 0; n < REACH && own == NONE && up != NONE; n++) {
        up = phrase_head(x->c.d, up);
        uint32_t i = up == NONE ? NONE : mention_of_head(x->c.m, up);
        if (i == NONE || x->c.m->v[i].kind != MENTION_NAME) continue;
        if (x->c.m->v[i].type == ENTITY_PERSON || x->c.m->v[i].type == ENTITY_PLACE) continue;
        if (x->c.m->v[i].core_b <= h && h < x->c.m->v[i].core_e) return i;
    }
    return own;
}

/* "The Army of the Hills, Fajr, Saraya al-Wadi": names side by side are a list. One that says the
 * other again has an article ("Hamas, the Islamic Resistance Movement") or stands in brackets. */
static bool are_listed(const struct coref *x, uint32_t i, uint32_t k) {
    const struct doc *d = x->c.d;
    const struct mention *a = &x->c.m->v[i], *b = &x->c.m->v[k];
    if (a->kind != MENTION_NAME || b->kind != MENTION_NAME || !b->tok_b) return false;
    return d->upos[b->tok_b] == UPOS_PROPN && str_eq(d->tok_low[b->tok_b - 1], STR(","));
}

static void join_apposition(struct coref *x, uint32_t t) {
    uint32_t h = phrase_head(x->c.d, t);
    if (h == NONE) return;
    uint32_t i = mention_around(x, h), k = mention_of_head(x->c.m, t);
    if (k == NONE || i == k) return;
    bool fits = i != NONE && chain_compatible(&x->c, i, k);
    if (fits && are_listed(x, i, k)) return;
    if (!fits) i = office_above(x, h, k);
    if (i == NONE || names_nobody(x, i, k) || !chain_compatible(&x->c, i, k)) return;
    chain_join(&x->c, i, k);
}

static void join_copula(struct coref *x, uint32_t t) {
    const struct doc *d = x->c.d;
    if (!has_child(d, t, DEP_COP) || has_child(d, t, DEP_CASE) || negated(d, t)) return;
    uint32_t k = mention_of_head(x->c.m, t);
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1] && k != NONE; i++) {
        uint32_t s = d->child[i];
        if (d->deprel[s] != DEP_NSUBJ) continue;
        uint32_t m = mention_widest_of_head(x->c.m, s);
        if (m != NONE && x->c.m->v[m].kind != MENTION_PRONOUN) chain_try(&x->c, m, k);
    }
}

/* "Popular Mobilization Forces (PMF)" */
static void join_bracketed(struct coref *x, uint32_t i) {
    const struct doc *d = x->c.d;
    const struct mention *m = &x->c.m->v[i];
    uint64_t acronym = coref_acronym(x, m, 3);
    if (!acronym || m->core_b < 2 || !str_eq(d->tok_low[m->core_b - 1], STR("("))) return;
    for (uint32_t k = i, n = 0; k > 0 && n < 8; k--, n++) {
        const struct mention *y = &x->c.m->v[k - 1];
        if (y->tok_e == m->core_b - 1 && y->kind == MENTION_NAME) {
            uint64_t initials = coref_initials(x, y, 3);
            if (initials == acronym || chain_types_fit(m->type, y->type))
                chain_join(&x->c, k - 1, i);
            return;
        }
    }
}

/* First of the titles that stand right before token t. */
static uint32_t behind_titles(const struct coref *x, uint32_t t, uint32_t first) {
    const uint32_t title = LEXC_HONORIFIC | LEXC_RANK;
    while (t > first && lexicon_class(x->c.w->lexicon, x->c.d->tok_low[t - 1]) & title) t--;
    return t;
}

/* "a group calling itself X", "a man known as Mullah X": the name is of the noun's kind. */
static void join_naming(struct coref *x, uint32_t i) {
    enum { REACH = 4 };
    const struct doc *d = x->c.d;
    struct mention *m = &x->c.m->v[i];
    uint32_t t = m->core_b, first = d->sent_tok[d->tok_sent[t]];
    bool says = false;
    t = behind_titles(x, t, first);
    for (uint32_t n = 0; t > first && n < REACH; t--, n++) {
        uint32_t c = lexicon_class(x->c.w->lexicon, d->tok_low[t - 1]);
        if (!(c & LEXC_NAMING)) break;
        says |= !(c & LEXC_FUNCTION);
    }
    uint32_t k = says && t > first ? mention_of_head(x->c.m, t - 1) : NONE;
    if (k == NONE || k == i || x->c.m->v[k].kind != MENTION_NOMINAL) return;
    struct chain *own = &x->c.v[chain_root(&x->c, i)];
    if (own->known == NONE && x->c.m->v[k].type != ENTITY_OTHER)
        own->type = m->type = x->c.m->v[k].type;
    if (chain_compatible(&x->c, i, k)) chain_join(&x->c, i, k);
}

static void join_constructions(struct coref *x) {
    const struct doc *d = x->c.d;
    for (uint32_t t = 0; t < d->n_tok; t++) {
        if (d->deprel[t] == DEP_APPOS) join_apposition(x, t);
        if (d->upos[t] == UPOS_NOUN || d->upos[t] == UPOS_PROPN) join_copula(x, t);
    }
    for (uint32_t i = 0; i < x->c.m->n; i++)
        if (x->c.m->v[i].kind == MENTION_NAME) join_bracketed(x, i), join_naming(x, i);
}

/* ---- offices */

/* Start of the longest office or rank that ends at e, not before b; NONE for none. */
uint32_t coref_office_start(const struct coref *x, uint32_t b, uint32_t e) {
    enum { LONGEST = 4 };
    char into[128];
    for (uint32_t from = e > b + LONGEST ? e - LONGEST : b; from < e; from++) {
        struct str words = phrase_words(x->c.d, from, e, into);
        if (lexicon_class(x->c.w->lexicon, words) & (LEXC_OFFICE | LEXC_RANK)) return from;
    }
    return NONE;
}

/* Where the titles of a mention can begin: before a name they may stand outside its phrase. */
uint32_t coref_titles_begin(const struct coref *x, const struct mention *m) {
    enum { REACH = 6 };
    uint32_t first = x->c.d->sent_tok[x->c.d->tok_sent[m->core_b]];
    if (m->kind != MENTION_NAME) return m->tok_b;
    return m->core_b > first + REACH ? m->core_b - REACH : first;
}

uint32_t coref_titles_end(const struct mention *m) {
    return m->kind == MENTION_NAME ? m->core_b : m->head + 1;
}

/* Number of the office that the words before e name, ranks passed over: one for all its synonyms,
 * 0 for none. */
static uint32_t office_of_words(const struct coref *x, uint32_t b, uint32_t e) {
    char into[128];
    const struct lexicon *l = x->c.w->lexicon;
    for (uint32_t from; (from = coref_office_start(x, b, e)) != NONE; e = from) {
        struct str words = phrase_words(x->c.d, from, e, into);
        if (!(lexicon_class(l, words) & LEXC_OFFICE)) continue;
        uint32_t line = lexicon_exchange(l, words);
        return line == NONE ? (uint32_t)str_hash(words) | 0x80000000u : line + 1;
    }
    return 0;
}

/* "the head of the Iraqi government": head noun, "of", noun. */
static uint32_t office_with_of(const struct coref *x, uint32_t head) {
    const struct doc *d = x->c.d;
    char into[128];
    for (uint32_t i = d->child_b[head]; i < d->child_b[head + 1]; i++) {
        uint32_t c = d->child[i];
        struct str a = d->tok_low[head], b = d->tok_low[c];
        if (d->deprel[c] != DEP_NMOD || c < head || a.n + b.n + 4 > sizeof into) continue;
        memcpy(into, a.p, a.n);
        memcpy(into + a.n, " of ", 4);
        memcpy(into + a.n + 4, b.p, b.n);
        uint32_t line = lexicon_exchange(x->c.w->lexicon, (struct str){into, a.n + 4 + b.n});
        if (line != NONE) return line + 1;
    }
    return 0;
}

static uint32_t office_of(const struct coref *x, const struct mention *m) {
    if (m->kind == MENTION_NOMINAL && m->number == NUMBER_PLURAL) return 0;
    uint32_t with_of = m->kind == MENTION_NOMINAL ? office_with_of(x, m->head) : 0;
    return with_of ? with_of : office_of_words(x, coref_titles_begin(x, m), coref_titles_end(m));
}

/* Offices of two different bodies are two persons. */
static bool owners_differ(const struct coref *x, uint32_t i, uint32_t k) {
    uint32_t a = coref_possessor(x, &x->c.m->v[i]), b = coref_possessor(x, &x->c.m->v[k]);
    return a != NONE && b != NONE && a != b;
}

static bool countries_fit(const struct coref *x, uint32_t i, uint32_t k) {
    const struct chain *a = &x->c.v[chain_root(&x->c, i)], *b = &x->c.v[chain_root(&x->c, k)];
    return !a->country[0] || !b->country[0] || !strcmp(a->country, b->country);
}

static void join_offices(struct coref *x) {
    for (uint32_t i = 0; i < x->c.m->n; i++) {
        const struct mention *m = &x->c.m->v[i];
        if (m->type != ENTITY_PERSON || m->kind == MENTION_PRONOUN) continue;
        uint32_t office = office_of(x, m);
        if (!office) continue;
        struct chain *own = &x->c.v[chain_root(&x->c, i)];
        if (!own->office) own->office = office;
        uint32_t *at = coref_seen(&x->office, office);
        if (*at && m->kind == MENTION_NOMINAL && m->definite && countries_fit(x, *at - 1, i) &&
            !owners_differ(x, *at - 1, i))
            chain_try(&x->c, *at - 1, i);
        *at = i + 1;
    }
}

void coref_run(const struct doc *d, const struct world *w, struct mentions *m, struct entities *e,
               struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    struct coref x = {.scratch = scratch};
    coref_name_again(d, m, scratch);
    chains_init(&x.c, d, w, m, scratch);
    seen_init(&x.name, scratch, 2 * m->n);
    seen_init(&x.part, scratch, 3 * m->n);
    seen_init(&x.office, scratch, m->n);
    seen_init(&x.noun, scratch, m->n);
    coref_join_names(&x);
    x.c.persons_apart = true;
    join_constructions(&x);
    join_offices(&x);
    coref_join_pronouns(&x);
    coref_join_nouns(&x);
    coref_entities(&x, e);
    arena_rewind(scratch, mark);
}
