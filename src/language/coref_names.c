#include "base/base.h"

#include "language/coref_state.h"

#include "language/spelling.h"
#include "world/lexicon.h"

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
            h = coref_mix(h, str_hash(x->c.key[t]));
    return h;
}

/* Hash of the initials of the words with capitals, 0 for fewer than two. */
uint64_t coref_initials(const struct coref *x, const struct mention *m, uint64_t salt) {
    char into[8];
    uint32_t n = 0;
    for (uint32_t t = m->core_b; t < m->core_e; t++) {
        struct str s = doc_tok(x->c.d, t);
        if (s.n && ascii_is_upper(s.p[0]) && n < sizeof into) into[n++] = s.p[0];
    }
    return n < 2 ? 0 : coref_mix(salt, str_hash((struct str){into, n}));
}

uint64_t coref_acronym(const struct coref *x, const struct mention *m, uint64_t salt) {
    char into[8];
    uint32_t n = 0;
    struct str s = doc_tok(x->c.d, m->core_b);
    if (m->core_e - m->core_b != 1 || s.n < 2 || s.n > 8) return 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.') continue;
        if (!ascii_is_upper(s.p[i])) return 0;
        into[n++] = s.p[i];
    }
    return n < 2 ? 0 : coref_mix(salt, str_hash((struct str){into, n}));
}

/* Joins mention i with the one last seen under `key`, when it fits, and takes its place. */
static bool meet(struct coref *x, struct seen *s, uint64_t key, uint32_t i) {
    uint32_t *at = coref_seen(s, key);
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

/* The shorter name is the end of the longer: "Herrera-Mora" after "Salma Herrera-Mora". */
static bool is_end_of(const struct coref *x, const struct mention *a, const struct mention *b) {
    bool swap = a->core_e - a->core_b > b->core_e - b->core_b;
    const struct mention *shorter = swap ? b : a, *longer = swap ? a : b;
    uint32_t n = shorter->core_e - shorter->core_b;
    if (n < 2 || n == longer->core_e - longer->core_b) return false;
    return near_tokens(x, shorter->core_b, longer->core_e - n);
}

/* Persons: a part of a fuller name, or the same name spelt otherwise. */
static void meet_person(struct coref *x, uint32_t i) {
    const struct mention *m = &x->c.m->v[i];
    uint32_t last = last_word(x, m), first = first_word(x, m), n = words_of_name(x, m);
    uint32_t *at = coref_seen(&x->part, coref_mix(1, skeleton_key(x, last)));
    if (*at) {
        const struct mention *y = &x->c.m->v[*at - 1];
        uint32_t other = last_word(x, y), other_first = first_word(x, y);
        bool same = near_tokens(x, last, other);
        if (same && n > 1 && words_of_name(x, y) > 1)
            same = near_tokens(x, first, other_first) || is_end_of(x, m, y) ||
                   ((x->c.d->tok_e[first] - x->c.d->tok_b[first] <= 2 ||
                     x->c.d->tok_e[other_first] - x->c.d->tok_b[other_first] <= 2) &&
                    x->c.key[first].n && x->c.key[other_first].n &&
                    x->c.key[first].p[0] == x->c.key[other_first].p[0]);
        if (same) chain_try(&x->c, *at - 1, i);
    }
    if (n > 1 || !*at) *at = i + 1;
    if (n == 1) {
        uint32_t *given = coref_seen(&x->part, coref_mix(2, str_hash(x->c.key[last])));
        if (*given) chain_try(&x->c, *given - 1, i);
    } else {
        *coref_seen(&x->part, coref_mix(2, str_hash(x->c.key[first]))) = i + 1;
    }
}

/* A single word that is the last name of a person told of before is that person; so is one of no
 * kind that is the first name. */
static bool meet_surname(struct coref *x, uint32_t i) {
    const struct mention *m = &x->c.m->v[i];
    uint32_t last = last_word(x, m), *at;
    struct chain *own = &x->c.v[chain_root(&x->c, i)];
    if (words_of_name(x, m) != 1 || own->known != NONE || own->size > 1 || m->place_adjective)
        return false;
    at = coref_seen(&x->part, coref_mix(1, skeleton_key(x, last)));
    if (!*at || words_of_name(x, &x->c.m->v[*at - 1]) < 2 ||
        !near_tokens(x, last, last_word(x, &x->c.m->v[*at - 1]))) {
        at = coref_seen(&x->part, coref_mix(2, str_hash(x->c.key[last])));
        if (!*at || own->type != ENTITY_OTHER) return false;
    }
    own->type = x->c.m->v[i].type = ENTITY_PERSON;
    own->gender = own->number = 0;
    return chain_try(&x->c, *at - 1, i);
}

/* Bodies and places: an acronym with its long form, the first word of a company. */
static void meet_body(struct coref *x, uint32_t i) {
    const struct mention *m = &x->c.m->v[i];
    uint64_t acronym = coref_acronym(x, m, 3), initials = coref_initials(x, m, 3);
    if (acronym) meet(x, &x->part, acronym, i);
    if (!acronym && initials && m->core_e - m->core_b > 1) meet(x, &x->part, initials, i);
}

void coref_join_names(struct coref *x) {
    for (uint32_t i = 0; i < x->c.m->n; i++) {
        const struct mention *m = &x->c.m->v[i];
        if (m->kind != MENTION_NAME) continue;
        meet(x, &x->name, coref_mix(m->place_adjective, whole_key(x, m)), i);
        uint32_t known = x->c.v[chain_root(&x->c, i)].known;
        if (known != NONE && !m->place_adjective) meet(x, &x->name, coref_mix(77, known), i);
        if (m->type == ENTITY_PERSON)
            meet_person(x, i);
        else if (meet_surname(x, i))
            continue;
        else if (m->type != ENTITY_OTHER && m->type != ENTITY_POPULATION)
            meet_body(x, i);
    }
}
