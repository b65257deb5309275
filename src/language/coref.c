#include "base/base.h"

#include "language/coref.h"

#include "base/map.h"
#include "base/utf8.h"
#include "language/chain.h"
#include "language/phrase.h"
#include "language/spelling.h"
#include "world/lexicon.h"

/* Chains seen so far, by a 64-bit key: the last mention that had it. Open addressing. */
struct seen {
    uint64_t *key;
    uint32_t *mention; /* + 1 */
    uint32_t mask;
};

struct coref {
    struct chains c;
    struct seen name, part, office, noun;
    struct arena *scratch;
};

static void seen_init(struct seen *s, struct arena *a, uint32_t n) {
    uint32_t size = 16;
    while (size < 2 * n) size *= 2;
    s->key = arena_array(a, uint64_t, size);
    s->mention = arena_array(a, uint32_t, size);
    s->mask = size - 1;
}

static uint32_t *seen_at(struct seen *s, uint64_t key) {
    uint32_t i = (uint32_t)(key >> 20) & s->mask;
    while (s->mention[i] && s->key[i] != key) i = (i + 1) & s->mask;
    s->key[i] = key;
    return &s->mention[i];
}

static uint64_t mix(uint64_t a, uint64_t b) {
    uint64_t h = (a ^ (b + 0x9e3779b97f4a7c15ull + (a << 6))) * 0xff51afd7ed558ccdull;
    return h ^ (h >> 29);
}

static uint32_t sentence(const struct coref *x, uint32_t i) {
    return x->c.d->tok_sent[x->c.m->v[i].head];
}

/* ---- names */

static bool is_word(const struct doc *d, uint32_t t) {
    return !(d->tok_flags[t] & TOK_PUNCT);
}

static uint64_t skeleton_key(const struct coref *x, uint32_t t) {
    char into[SPELLING_MAX];
    return spelling_skeleton(spelling_plain(x->c.d->tok_low[t], into));
}

static bool near_tokens(const struct coref *x, uint32_t a, uint32_t b) {
    char ia[SPELLING_MAX], ib[SPELLING_MAX];
    return spelling_near(spelling_plain(x->c.d->tok_low[a], ia),
                         spelling_plain(x->c.d->tok_low[b], ib));
}

/* Last word of a name that is no article, mark or suffix of a company. */
static uint32_t last_word(const struct coref *x, const struct mention *m) {
    uint32_t t = m->core_e;
    while (t > m->core_b + 1 && !is_word(x->c.d, t - 1)) t--;
    return t - 1;
}

static uint32_t first_word(const struct coref *x, const struct mention *m) {
    uint32_t t = m->core_b;
    while (t + 1 < m->core_e && (!is_word(x->c.d, t) || str_eq(x->c.d->tok_low[t], STR("the"))))
        t++;
    return t;
}

static bool is_article(struct str s) {
    return str_eq(s, STR("al")) || str_eq(s, STR("el")) || str_eq(s, STR("the"));
}

static uint64_t whole_key(const struct coref *x, const struct mention *m) {
    uint64_t h = 1;
    for (uint32_t t = m->core_b; t < m->core_e; t++)
        if (is_word(x->c.d, t) && !is_article(x->c.d->tok_low[t]) &&
            !(lexicon_class(x->c.w->lexicon, x->c.d->tok_low[t]) & LEXC_ORG_SUFFIX))
            h = mix(h, str_hash(x->c.key[t]));
    return h;
}

/* Hash of the initials of the words with capitals, 0 for fewer than two. */
static uint64_t initials_key(const struct coref *x, const struct mention *m, uint64_t salt) {
    char into[8];
    uint32_t n = 0;
    for (uint32_t t = m->core_b; t < m->core_e; t++) {
        struct str s = doc_tok(x->c.d, t);
        if (s.n && ascii_is_upper(s.p[0]) && n < sizeof into) into[n++] = s.p[0];
    }
    return n < 2 ? 0 : mix(salt, str_hash((struct str){into, n}));
}

static uint64_t acronym_key(const struct coref *x, const struct mention *m, uint64_t salt) {
    char into[8];
    uint32_t n = 0;
    struct str s = doc_tok(x->c.d, m->core_b);
    if (m->core_e - m->core_b != 1 || s.n < 2 || s.n > 8) return 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.') continue;
        if (!ascii_is_upper(s.p[i])) return 0;
        into[n++] = s.p[i];
    }
    return n < 2 ? 0 : mix(salt, str_hash((struct str){into, n}));
}

/* Joins mention i with the one last seen under `key`, when it fits, and takes its place. */
static bool meet(struct coref *x, struct seen *s, uint64_t key, uint32_t i) {
    uint32_t *at = seen_at(s, key);
    bool joined = *at && chain_try(&x->c, *at - 1, i);
    *at = i + 1;
    return joined;
}

static uint32_t words_of_name(const struct coref *x, const struct mention *m) {
    uint32_t n = 0;
    for (uint32_t t = m->core_b; t < m->core_e; t++)
        n += is_word(x->c.d, t) && !is_article(x->c.d->tok_low[t]);
    return n;
}

/* Persons: a part of a fuller name, or the same name spelt otherwise. */
static void meet_person(struct coref *x, uint32_t i) {
    const struct mention *m = &x->c.m->v[i];
    uint32_t last = last_word(x, m), first = first_word(x, m), n = words_of_name(x, m);
    uint32_t *at = seen_at(&x->part, mix(1, skeleton_key(x, last)));
    if (*at) {
        const struct mention *y = &x->c.m->v[*at - 1];
        uint32_t other = last_word(x, y), other_first = first_word(x, y);
        bool same = near_tokens(x, last, other);
        if (same && n > 1 && words_of_name(x, y) > 1)
            same = near_tokens(x, first, other_first) ||
                   ((x->c.d->tok_e[first] - x->c.d->tok_b[first] <= 2 ||
                     x->c.d->tok_e[other_first] - x->c.d->tok_b[other_first] <= 2) &&
                    x->c.key[first].n && x->c.key[other_first].n &&
                    x->c.key[first].p[0] == x->c.key[other_first].p[0]);
        if (same) chain_try(&x->c, *at - 1, i);
    }
    if (n > 1 || !*at) *at = i + 1;
    if (n == 1) {
        uint32_t *given = seen_at(&x->part, mix(2, str_hash(x->c.key[last])));
        if (*given) chain_try(&x->c, *given - 1, i);
    } else {
        *seen_at(&x->part, mix(2, str_hash(x->c.key[first]))) = i + 1;
    }
}

/* A single word that is the last name of a person told of before is that person. */
static bool meet_surname(struct coref *x, uint32_t i) {
    const struct mention *m = &x->c.m->v[i];
    uint32_t last = last_word(x, m), *at;
    struct chain *own = &x->c.v[chain_root(&x->c, i)];
    if (words_of_name(x, m) != 1 || own->known != NONE || own->size > 1 || m->place_adjective)
        return false;
    at = seen_at(&x->part, mix(1, skeleton_key(x, last)));
    if (!*at || words_of_name(x, &x->c.m->v[*at - 1]) < 2) return false;
    if (!near_tokens(x, last, last_word(x, &x->c.m->v[*at - 1]))) return false;
    own->type = x->c.m->v[i].type = ENTITY_PERSON;
    own->gender = own->number = 0;
    return chain_try(&x->c, *at - 1, i);
}

/* Bodies and places: an acronym with its long form, the first word of a company. */
static void meet_body(struct coref *x, uint32_t i) {
    const struct mention *m = &x->c.m->v[i];
    uint64_t acronym = acronym_key(x, m, 3), initials = initials_key(x, m, 3);
    if (acronym) meet(x, &x->part, acronym, i);
    if (!acronym && initials && m->core_e - m->core_b > 1) meet(x, &x->part, initials, i);
}

static void join_names(struct coref *x) {
    for (uint32_t i = 0; i < x->c.m->n; i++) {
        const struct mention *m = &x->c.m->v[i];
        if (m->kind != MENTION_NAME) continue;
        meet(x, &x->name, mix(m->place_adjective, whole_key(x, m)), i);
        uint32_t known = x->c.v[chain_root(&x->c, i)].known;
        if (known != NONE && !m->place_adjective) meet(x, &x->name, mix(77, known), i);
        if (m->type == ENTITY_PERSON)
            meet_person(x, i);
        else if (meet_surname(x, i))
            continue;
        else if (m->type != ENTITY_OTHER && m->type != ENTITY_POPULATION)
            meet_body(x, i);
    }
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

static void join_apposition(struct coref *x, uint32_t t) {
    uint32_t h = phrase_head(x->c.d, t);
    if (h == NONE) return;
    uint32_t i = mention_of_head(x->c.m, h), k = mention_of_head(x->c.m, t);
    if (i == NONE || k == NONE || i == k) return;
    if (chain_compatible(&x->c, i, k)) chain_join(&x->c, i, k);
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
    uint64_t acronym = acronym_key(x, m, 3);
    if (!acronym || m->core_b < 2 || !str_eq(d->tok_low[m->core_b - 1], STR("("))) return;
    for (uint32_t k = i, n = 0; k > 0 && n < 8; k--, n++) {
        const struct mention *y = &x->c.m->v[k - 1];
        if (y->tok_e == m->core_b - 1 && y->kind == MENTION_NAME) {
            uint64_t initials = initials_key(x, y, 3);
            if (initials == acronym || chain_types_fit(m->type, y->type))
                chain_join(&x->c, k - 1, i);
            return;
        }
    }
}

/* "a group calling itself X", "a man named X": the name is of the noun's kind. */
static void join_naming(struct coref *x, uint32_t i) {
    enum { REACH = 4 };
    const struct doc *d = x->c.d;
    struct mention *m = &x->c.m->v[i];
    uint32_t t = m->core_b, first = d->sent_tok[d->tok_sent[t]];
    bool says = false;
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
static uint32_t office_start(const struct coref *x, uint32_t b, uint32_t e) {
    enum { LONGEST = 4 };
    char into[128];
    for (uint32_t from = e > b + LONGEST ? e - LONGEST : b; from < e; from++) {
        struct str words = phrase_words(x->c.d, from, e, into);
        if (lexicon_class(x->c.w->lexicon, words) & (LEXC_OFFICE | LEXC_RANK)) return from;
    }
    return NONE;
}

/* Where the titles of a mention can begin: before a name they may stand outside its phrase. */
static uint32_t titles_begin(const struct coref *x, const struct mention *m) {
    enum { REACH = 6 };
    uint32_t first = x->c.d->sent_tok[x->c.d->tok_sent[m->core_b]];
    if (m->kind != MENTION_NAME) return m->tok_b;
    return m->core_b > first + REACH ? m->core_b - REACH : first;
}

static uint32_t titles_end(const struct mention *m) {
    return m->kind == MENTION_NAME ? m->core_b : m->head + 1;
}

/* Number of the office that the words before e name, ranks passed over: one for all its synonyms,
 * 0 for none. */
static uint32_t office_of_words(const struct coref *x, uint32_t b, uint32_t e) {
    char into[128];
    const struct lexicon *l = x->c.w->lexicon;
    for (uint32_t from; (from = office_start(x, b, e)) != NONE; e = from) {
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
    return with_of ? with_of : office_of_words(x, titles_begin(x, m), titles_end(m));
}

static uint32_t possessor(const struct coref *x, const struct mention *m);

/* Offices of two different bodies are two persons. */
static bool owners_differ(const struct coref *x, uint32_t i, uint32_t k) {
    uint32_t a = possessor(x, &x->c.m->v[i]), b = possessor(x, &x->c.m->v[k]);
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
        uint32_t *at = seen_at(&x->office, office);
        if (*at && m->kind == MENTION_NOMINAL && m->definite && countries_fit(x, *at - 1, i) &&
            !owners_differ(x, *at - 1, i))
            chain_try(&x->c, *at - 1, i);
        *at = i + 1;
    }
}

/* ---- pronouns */

static bool is_subject(const struct doc *d, uint32_t t) {
    return deprel_plain_fast(d->deprel[t]) == DEP_NSUBJ;
}

static bool is_coordination(const struct doc *d, const struct mention *m) {
    return m->head + 1 < m->tok_e && d->deprel[m->tok_e - 1] == DEP_CONJ &&
           d->head[m->tok_e - 1] == m->head;
}

static bool speaks(const struct coref *x, uint32_t t) {
    const struct lex_word *w = lexicon_find(x->c.w->lexicon, x->c.d->lemma[t]);
    return w &&
           (w->verb_file[0] == LEX_VERB_COMMUNICATION || w->verb_file[1] == LEX_VERB_COMMUNICATION);
}

/* Somebody who can say something. */
static bool can_speak(enum entity_type t) {
    return (t >= ENTITY_PERSON && t <= ENTITY_MEDIA) || t == ENTITY_POPULATION || t == ENTITY_PLACE;
}

/* How likely mention k is what a pronoun i of the third person stands for; below 0: not at all. */
static int32_t salience(const struct coref *x, uint32_t i, uint32_t k,
                        const struct lex_pronoun *p) {
    const struct doc *d = x->c.d;
    const struct mention *m = &x->c.m->v[i], *y = &x->c.m->v[k];
    const struct chain *chain = &x->c.v[chain_root(&x->c, k)];
    bool person = p->gender == GENDER_MALE || p->gender == GENDER_FEMALE;
    if (y->tok_e > m->tok_b) return -1;
    if (person && chain->type != ENTITY_PERSON) return -1;
    if (p->gender == GENDER_NEUTER && chain->type == ENTITY_PERSON) return -1;
    if (!chain_compatible(&x->c, i, k)) return -1;
    if (y->kind == MENTION_PRONOUN) {
        const struct lex_pronoun *q = lexicon_pronoun(x->c.w->lexicon, d->tok_low[y->head]);
        if (!q || q->person != 3) return -1;
    }
    uint32_t distance = sentence(x, i) - sentence(x, k);
    if (distance > 3) return -1;
    bool says = is_subject(d, m->head) && d->head[m->head] != NONE && speaks(x, d->head[m->head]);

    if (p->number == NUMBER_PLURAL && chain->type == ENTITY_PLACE) return -1;
    int32_t s = 100 - 22 * (int32_t)distance;
    if (!p->reflexive && !p->possessive && distance == 0 && d->head[y->head] == d->head[m->head] &&
        is_subject(d, y->head) && !is_subject(d, m->head))
        return -1;
    if (is_subject(d, y->head)) s += 30;
    if (says && !can_speak((enum entity_type)chain->type)) s -= 40;
    if (p->number == NUMBER_PLURAL && y->number == NUMBER_PLURAL) s += 20;
    if (p->number == NUMBER_PLURAL && d->deprel[y->head] == DEP_CONJ) s -= 15;
    if (p->number == NUMBER_PLURAL && is_coordination(d, y)) s += 10;
    if (y->kind == MENTION_NAME) s += 8;
    if (y->kind == MENTION_PRONOUN) s += 15;
    if (chain->named) s += 6;
    if (person && chain->gender == p->gender) s += 15;
    s += 2 * (int32_t)ATT_MIN(chain->size, 10u);
    if (d->deprel[y->head] == DEP_NMOD || d->deprel[y->head] == DEP_NMOD_POSS) s -= 12;
    s -= (int32_t)ATT_MIN(m->tok_b - y->tok_b, 60u) / 3;
    return s;
}

static void join_third_person(struct coref *x, uint32_t i, const struct lex_pronoun *p) {
    enum { REACH = 60 };
    uint32_t best = NONE;
    int32_t top = -1;
    for (uint32_t k = i, n = 0; k > 0 && n < REACH; k--, n++) {
        int32_t s = salience(x, i, k - 1, p);
        if (s > top) top = s, best = k - 1;
    }
    if (best != NONE) chain_try(&x->c, best, i);
}

/* The quotation that byte `at` lies in, or NONE; `from` moves forward with the mentions. */
static uint32_t quotation_at(const struct doc *d, uint32_t at, uint32_t *from) {
    while (*from < d->n_quotation && d->quotation[*from].outer.e <= at) ++*from;
    if (*from == d->n_quotation || d->quotation[*from].outer.b > at) return NONE;
    return d->quotation[*from].scare ? NONE : *from;
}

/* The subject of a verb of saying beside the quotation. */
static uint32_t speaker_of(const struct coref *x, const struct quotation *q) {
    enum { REACH = 16 };
    const struct doc *d = x->c.d;
    uint32_t after = doc_tok_at(d, q->outer.e), before = doc_tok_at(d, q->outer.b);
    for (uint32_t n = 0; n < REACH; n++) {
        uint32_t t = after + n;
        if (t < d->n_tok && is_subject(d, t) && phrase_head(d, t) != NONE &&
            speaks(x, d->head[t])) {
            uint32_t m = mention_of_head(x->c.m, t);
            if (m != NONE) return m;
        }
        t = before - 1 - n;
        if (t < before && is_subject(d, t) && phrase_head(d, t) != NONE && speaks(x, d->head[t])) {
            uint32_t m = mention_of_head(x->c.m, t);
            if (m != NONE) return m;
        }
    }
    return NONE;
}

/* I, we and you: one speaker a quotation, one writer outside. */
static void join_speaker(struct coref *x, uint32_t i, const struct lex_pronoun *p, uint32_t q) {
    uint64_t where = q == NONE ? 1 : 2 + (uint64_t)q;
    uint64_t key = mix(mix(where, p->person), p->person == 1 ? p->number : 0);
    uint32_t *at = seen_at(&x->noun, mix(key, 99));
    if (*at) {
        chain_try(&x->c, *at - 1, i);
    } else if (q != NONE && p->person == 1 && p->number == NUMBER_SINGULAR) {
        uint32_t s = speaker_of(x, &x->c.d->quotation[q]);
        if (s != NONE) chain_try(&x->c, s, i);
    }
    *at = i + 1;
}

static void join_pronouns(struct coref *x) {
    uint32_t from = 0;
    for (uint32_t i = 0; i < x->c.m->n; i++) {
        const struct mention *m = &x->c.m->v[i];
        if (m->kind != MENTION_PRONOUN) continue;
        const struct lex_pronoun *p = lexicon_pronoun(x->c.w->lexicon, x->c.d->tok_low[m->head]);
        if (!p || p->demonstrative) continue;
        if (p->person < 3)
            join_speaker(x, i, p, quotation_at(x->c.d, x->c.d->tok_b[m->head], &from));
        else
            join_third_person(x, i, p);
    }
}

/* ---- common nouns */

/* The possessor of a phrase ("his house", "the house of the minister"), or NONE. */
static uint32_t possessor(const struct coref *x, const struct mention *m) {
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

/* Mention k, an earlier one, can be what the definite phrase i speaks of. */
static bool nouns_fit(const struct coref *x, uint32_t i, uint32_t k, uint32_t owner) {
    const struct mention *m = &x->c.m->v[i], *y = &x->c.m->v[k];
    if (y->kind == MENTION_PRONOUN || m->number != y->number) return false;
    if (!modifiers_fit(x, m, y)) return false;
    uint32_t other = possessor(x, y);
    return owners_fit(owner, other);
}

static void join_nouns(struct coref *x) {
    enum { REACH = 160, SENTENCES = 30 };
    const struct doc *d = x->c.d;
    for (uint32_t i = 0; i < x->c.m->n; i++) {
        const struct mention *m = &x->c.m->v[i];
        if (m->kind != MENTION_NOMINAL || x->c.v[chain_root(&x->c, i)].first != i) continue;
        if (!m->definite) continue;
        uint32_t owner = possessor(x, m);
        for (uint32_t k = i, n = 0; k > 0 && n < REACH; k--, n++) {
            const struct mention *y = &x->c.m->v[k - 1];
            if (y->kind == MENTION_PRONOUN || sentence(x, i) - sentence(x, k - 1) > SENTENCES)
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
        uint32_t owner = possessor(x, m);
        for (uint32_t k = i, n = 0; k > 0 && n < REACH; k--, n++) {
            const struct mention *y = &x->c.m->v[k - 1];
            if (y->kind != MENTION_NOMINAL || y->type != m->type) continue;
            if (sentence(x, i) - sentence(x, k - 1) > SENTENCES) break;
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
        if (sentence(x, i) - sentence(x, k - 1) > SENTENCES) return NONE;
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

/* ---- entities */

static void add_name(const struct doc *d, struct entity *e, struct tspan s, uint32_t cap) {
    struct str text = doc_cut(d, s);
    if (str_ieq(text, doc_cut(d, e->name))) return;
    for (uint32_t k = 0; k < e->n_alias; k++)
        if (str_ieq(text, doc_cut(d, e->alias[k]))) return;
    if (e->n_alias < cap) e->alias[e->n_alias++] = s;
}

static void add_role(const struct coref *x, struct entity *e, struct tspan s) {
    enum { MOST = 6 };
    for (uint32_t k = 0; k < e->n_role; k++)
        if (str_ieq(doc_cut(x->c.d, s), doc_cut(x->c.d, e->role[k]))) return;
    if (e->n_role == MOST) return;
    if (!e->role) e->role = arena_array(x->c.d->a, struct tspan, MOST);
    e->role[e->n_role++] = s;
}

/* The roles that stand before a name, or the common noun that is one. */
static void add_roles(const struct coref *x, struct entity *e, const struct mention *m) {
    if (m->type != ENTITY_PERSON || m->kind == MENTION_PRONOUN) return;
    uint32_t b = titles_begin(x, m), to = titles_end(m);
    for (uint32_t from; (from = office_start(x, b, to)) != NONE; to = from) {
        char into[128];
        struct str sector = lexicon_sector(x->c.w->lexicon, phrase_words(x->c.d, from, to, into));
        if (!e->sector[0] && sector.n && sector.n < sizeof e->sector)
            memcpy(e->sector, sector.p, sector.n);
        add_role(x, e, doc_toks_span(x->c.d, from, to));
    }
}

/* Rank of a mention as the name of its entity: a name before a phrase before a pronoun, the
 * longer name first. */
static uint32_t name_rank(const struct mention *m) {
    uint32_t words = ATT_MIN(m->core_e - m->core_b, 8u);
    return m->kind == MENTION_NAME ? 100 + words : m->kind == MENTION_NOMINAL ? 10 : 0;
}

static void fill_entity(const struct coref *x, struct entity *e) {
    const struct doc *d = x->c.d;
    uint32_t best = e->mention[0], names = 0;
    for (uint32_t k = 0; k < e->n_mention; k++) {
        const struct mention *m = &x->c.m->v[e->mention[k]];
        if (name_rank(m) > name_rank(&x->c.m->v[best])) best = e->mention[k];
        names += m->kind == MENTION_NAME;
        add_roles(x, e, m);
    }
    const struct mention *b = &x->c.m->v[best];
    e->name = doc_toks_span(d, b->core_b, b->core_e);
    if (!names) return;
    uint32_t cap = ATT_MIN(names, 16u);
    e->alias = arena_array(d->a, struct tspan, cap);
    for (uint32_t k = 0; k < e->n_mention; k++) {
        const struct mention *m = &x->c.m->v[e->mention[k]];
        if (m->kind == MENTION_NAME) add_name(d, e, doc_toks_span(d, m->core_b, m->core_e), cap);
    }
}

static void build_entities(const struct coref *x, struct entities *out) {
    const struct doc *d = x->c.d;
    struct mentions *m = x->c.m;
    uint32_t *id = arena_array(x->scratch, uint32_t, (size_t)m->n + 1), n = 0;
    for (uint32_t i = 0; i < m->n; i++)
        if (x->c.v[chain_root(&x->c, i)].first == i) id[i] = n++;
    out->v = arena_array(d->a, struct entity, n);
    out->n = n;
    for (uint32_t i = 0; i < m->n; i++) {
        const struct chain *c = &x->c.v[chain_root(&x->c, i)];
        struct entity *e = &out->v[m->v[i].entity = id[c->first]];
        if (!e->mention) {
            e->mention = arena_array(d->a, uint32_t, c->size);
            e->type = c->type, e->named = c->named, e->known = c->known;
            memcpy(e->country, c->country, sizeof e->country);
            memcpy(e->sector, c->sector, sizeof e->sector);
        }
        e->mention[e->n_mention++] = i;
    }
    for (uint32_t i = 0; i < n; i++) fill_entity(x, &out->v[i]);
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
    join_names(&x);
    join_constructions(&x);
    join_offices(&x);
    join_pronouns(&x);
    join_nouns(&x);
    join_synonyms(&x);
    join_generic(&x);
    build_entities(&x, e);
    arena_rewind(scratch, mark);
}
