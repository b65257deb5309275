#include "base/base.h"

#include "language/phrase.h"

#include "language/ner.h"

struct str phrase_words(const struct doc *d, uint32_t b, uint32_t e, char into[128]) {
    uint32_t n = 0;
    for (uint32_t t = b; t < e; t++) {
        struct str w = d->tok_low[t];
        if (n + w.n + 1 > 128) return STR("");
        if (t > b && (d->tok_flags[t] & TOK_SPACE_BEFORE)) into[n++] = ' ';
        memcpy(into + n, w.p, w.n);
        n += w.n;
    }
    return (struct str){into, n};
}

uint32_t phrase_class(const struct doc *d, const struct lexicon *l, uint32_t b, uint32_t e) {
    enum { LONGEST = 4 };
    char into[128];
    for (uint32_t from = e - b > LONGEST ? e - LONGEST : b; from < e; from++) {
        struct str words = phrase_words(d, from, e, into);
        uint32_t c = from + 1 < e ? lexicon_class(l, words) : lexicon_noun_class(l, words);
        if (c) return c;
        if (from + 1 == e || !words.n) continue;
        char lemma[96];
        struct str last = lexicon_noun_lemma(l, d->tok_low[e - 1], lemma);
        uint32_t keep = words.n - d->tok_low[e - 1].n;
        if (keep + last.n > sizeof into || str_eq(last, d->tok_low[e - 1])) continue;
        memcpy(into + keep, last.p, last.n);
        c = lexicon_class(l, (struct str){into, keep + last.n});
        if (c) return c;
    }
    return 0;
}

static enum entity_type type_of_class(uint32_t c) {
    static const struct {
        uint32_t class;
        enum entity_type type;
    } table[] = {{LEXC_OFFICE | LEXC_RANK | LEXC_PERSON | LEXC_HONORIFIC, ENTITY_PERSON},
                 {LEXC_POPULATION | LEXC_PEOPLE, ENTITY_POPULATION},
                 {LEXC_MEDIA, ENTITY_MEDIA},
                 {LEXC_POLICE, ENTITY_POLICE},
                 {LEXC_MILITARY, ENTITY_MILITARY},
                 {LEXC_GOVERNMENT, ENTITY_GOVERNMENT},
                 {LEXC_GROUP, ENTITY_GROUP},
                 {LEXC_ORGANIZATION | LEXC_ORG_SUFFIX, ENTITY_ORGANIZATION},
                 {LEXC_WEAPON, ENTITY_WEAPON},
                 {LEXC_VEHICLE, ENTITY_VEHICLE},
                 {LEXC_FACILITY, ENTITY_FACILITY},
                 {LEXC_PLACE, ENTITY_PLACE}};
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (c & table[i].class) return table[i].type;
    return ENTITY_OTHER;
}

/* "Sons of the North", "Army of the Righteous": no noun for a body stands before "of" at token of.
 */
static bool is_band(const struct doc *d, const struct lexicon *l, uint32_t b, uint32_t of,
                    uint32_t e) {
    bool the = of + 1 < e && str_eq(d->tok_low[of + 1], STR("the"));
    if (of == b || of >= e || !(lexicon_phrase_word(l, d->tok_low[of - 1]) & LEXP_BAND))
        return false;
    return the || !(lexicon_class(l, d->tok_low[of - 1]) & (LEXC_MILITARY | LEXC_POLICE));
}

/* The finer kind of a named organisation: by the whole name, its last words, its first words. */
static enum entity_type type_of_organization(const struct doc *d, const struct lexicon *l,
                                             const struct mention *m) {
    enum {
        KINDS = LEXC_MEDIA | LEXC_POLICE | LEXC_MILITARY | LEXC_GOVERNMENT | LEXC_GROUP |
                LEXC_ORGANIZATION | LEXC_ORG_SUFFIX
    };
    char into[128];
    uint32_t c = lexicon_class(l, phrase_words(d, m->core_b, m->core_e, into)) & KINDS;
    uint32_t of = m->core_b;
    while (of < m->core_e && !str_eq(d->tok_low[of], STR("of")) &&
           !str_eq(d->tok_low[of], STR("for")))
        of++;
    if (!c && is_band(d, l, m->core_b, of, m->core_e)) return ENTITY_GROUP;
    if (!c && of > m->core_b) c = phrase_class(d, l, m->core_b, of) & KINDS;
    if (!c) c = phrase_class(d, l, m->core_b, m->core_e) & KINDS;
    enum entity_type t = type_of_class(c);
    return t == ENTITY_OTHER ? ENTITY_ORGANIZATION : t;
}

enum {
    LEXC_BODIES = LEXC_GOVERNMENT | LEXC_MILITARY | LEXC_POLICE | LEXC_GROUP | LEXC_ORG_SUFFIX,
    LEXC_NAMES = LEXC_GIVEN_MALE | LEXC_GIVEN_FEMALE | LEXC_SURNAME
};

static bool is_demonym(const struct lexicon *l, struct str low) {
    const struct lex_word *w = lexicon_find(l, low);
    return w && (w->flags & LEX_ALWAYS_PROPER) && (w->flags & LEX_PROPER_ADJ);
}

static enum entity_type type_of_name(const struct doc *d, const struct lexicon *l,
                                     struct mention *m) {
    uint32_t last = m->core_e - 1;
    switch (m->type) {
    case NER_PERSON: return ENTITY_PERSON;
    case NER_ORGANIZATION: return type_of_organization(d, l, m);
    case NER_PLACE: {
        bool hyphen = last > m->core_b && d->tok_e[last - 1] - d->tok_b[last - 1] == 1 &&
                      d->text.p[d->tok_b[last - 1]] == '-';
        uint32_t c = hyphen ? 0 : lexicon_class(l, d->tok_low[last]);
        bool built = m->core_e - m->core_b > 1 && (c & LEXC_FACILITY) && !(c & LEXC_PLACE);
        return built ? ENTITY_FACILITY : ENTITY_PLACE;
    }
    default: break;
    }
    m->place_adjective = is_demonym(l, d->tok_low[last]);
    if (m->place_adjective) return ENTITY_POPULATION;
    enum entity_type t = type_of_class(phrase_class(d, l, m->core_b, m->core_e));
    return t == ENTITY_WEAPON || t == ENTITY_VEHICLE || t == ENTITY_POPULATION ? t : ENTITY_OTHER;
}

static uint32_t classes_of_head(const struct doc *d, const struct lexicon *l,
                                const struct mention *m) {
    uint32_t b = m->head;
    while (b > m->tok_b && m->head - b < 3 &&
           (d->deprel[b - 1] == DEP_COMPOUND || d->deprel[b - 1] == DEP_AMOD ||
            d->deprel[b - 1] == DEP_FLAT))
        b--;
    return phrase_class(d, l, b, m->head + 1);
}

/* "dozens of security personnel", "one of the demonstrators": classes of what is counted; a bare
 * plural ("thousands") counts people. */
static uint32_t classes_counted(const struct doc *d, const struct lexicon *l,
                                const struct mention *m) {
    uint32_t head = m->head;
    if (d->upos[head] != UPOS_NUM && !(lexicon_class(l, d->tok_low[head]) & LEXC_QUANTITY))
        return 0;
    for (uint32_t i = d->child_b[head]; i < d->child_b[head + 1]; i++) {
        uint32_t c = d->child[i], first = d->child_b[c];
        bool of = d->deprel[c] == DEP_NMOD && c > head && first < d->child_b[c + 1] &&
                  str_eq(d->tok_low[d->child[first]], STR("of"));
        if (of && c < m->tok_e) return phrase_class(d, l, c > head + 2 ? c - 1 : c, c + 1);
    }
    return d->xpos[head] == XPOS_NNS ? LEXC_POPULATION : 0;
}

static bool is_plural_tag(uint8_t xpos) {
    return xpos == XPOS_NNS || xpos == XPOS_NNPS;
}

/* "three guards", "seven": a numeral that is not one. */
static bool is_counted(const struct doc *d, const struct mention *m) {
    for (uint32_t i = d->child_b[m->head]; i < d->child_b[m->head + 1]; i++) {
        uint32_t c = d->child[i];
        if (d->deprel[c] == DEP_NUMMOD && c < m->head)
            return !str_eq(d->tok_low[c], STR("one")) && !str_eq(d->tok_low[c], STR("1"));
    }
    return d->upos[m->head] == UPOS_NUM && !str_eq(d->tok_low[m->head], STR("one"));
}

static enum gram_number number_of(const struct doc *d, const struct mention *m, uint32_t classes) {
    if (m->number) return (enum gram_number)m->number;
    if (m->kind == MENTION_NAME && m->type == ENTITY_PERSON) return NUMBER_SINGULAR;
    if (is_counted(d, m)) return NUMBER_PLURAL;
    if (m->type == ENTITY_POLICE && str_eq(d->tok_low[m->head], d->lemma[m->head]))
        return NUMBER_UNKNOWN; /* "police" is one and many */
    if (is_plural_tag(d->xpos[m->head]))
        return m->kind == MENTION_NAME && m->type != ENTITY_POPULATION ? NUMBER_UNKNOWN
                                                                       : NUMBER_PLURAL;
    if (classes & (LEXC_COLLECTIVE | LEXC_POPULATION)) return NUMBER_UNKNOWN;
    if (m->kind == MENTION_NAME && m->type != ENTITY_PLACE) return NUMBER_UNKNOWN;
    return d->xpos[m->head] == XPOS_NONE ? NUMBER_UNKNOWN : NUMBER_SINGULAR;
}

/* By a title or given name of a person's phrase, else by the noun. */
static enum gram_gender gender_of(const struct doc *d, const struct lexicon *l,
                                  const struct mention *m, uint32_t classes) {
    if (m->type != ENTITY_PERSON) {
        bool folk = m->type == ENTITY_POPULATION || m->type == ENTITY_OTHER;
        return folk ? GENDER_UNKNOWN : GENDER_NEUTER;
    }
    if (classes & LEXC_MALE) return GENDER_MALE;
    if (classes & LEXC_FEMALE) return GENDER_FEMALE;
    for (uint32_t t = m->tok_b; t < m->core_e; t++) {
        uint32_t c = lexicon_class(l, d->tok_low[t]);
        if (c & (LEXC_GIVEN_FEMALE | LEXC_FEMALE) && !(c & LEXC_GIVEN_MALE)) return GENDER_FEMALE;
        if (c & (LEXC_GIVEN_MALE | LEXC_MALE) && !(c & LEXC_GIVEN_FEMALE)) return GENDER_MALE;
        if (m->kind == MENTION_NOMINAL && t >= m->head) break;
    }
    return GENDER_UNKNOWN;
}

/* "Police", "parliament": a report that says no more of it speaks of the one at hand. */
static bool is_institution(const struct mention *m) {
    if (m->head != m->tok_b || m->tok_e != m->head + 1) return false;
    if (m->type == ENTITY_MILITARY && m->number == NUMBER_PLURAL) return false; /* "troops" */
    return m->type == ENTITY_POLICE || m->type == ENTITY_GOVERNMENT || m->type == ENTITY_MILITARY;
}

static bool definite_of(const struct doc *d, const struct lexicon *l, const struct mention *m) {
    if (m->kind == MENTION_NAME || is_institution(m)) return true;
    for (uint32_t i = d->child_b[m->head]; i < d->child_b[m->head + 1]; i++) {
        uint32_t c = d->child[i];
        if (d->deprel[c] == DEP_NMOD_POSS) return true;
        if (d->deprel[c] != DEP_DET) continue;
        const struct lex_pronoun *p = lexicon_pronoun(l, d->tok_low[c]);
        if (str_eq(d->tok_low[c], STR("the")) || (p && p->demonstrative)) return true;
    }
    return false;
}

static void describe_pronoun(const struct doc *d, const struct lexicon *l, struct mention *m) {
    const struct lex_pronoun *p = lexicon_pronoun(l, d->tok_low[m->head]);
    m->definite = true;
    if (!p) return;
    m->number = p->number;
    m->gender = p->gender;
    bool person = p->person < 3 || p->gender == GENDER_MALE || p->gender == GENDER_FEMALE;
    m->type = person ? ENTITY_PERSON : ENTITY_OTHER;
}

/* "Prime Minister" by itself is an office, no name. */
static bool only_office(const struct doc *d, const struct lexicon *l, const struct mention *m) {
    char into[128];
    uint32_t c = lexicon_class(l, phrase_words(d, m->core_b, m->core_e, into));
    if (c & (LEXC_GIVEN_MALE | LEXC_GIVEN_FEMALE | LEXC_SURNAME)) return false;
    return (c & (LEXC_OFFICE | LEXC_RANK)) && m->core_e <= m->head + 1;
}

/* A phrase whose head is tagged as a name is one, though the namer did not say so. */
static void promote(const struct doc *d, const struct lexicon *l, struct mention *m,
                    uint32_t classes) {
    uint8_t flags = d->tok_flags[m->head];
    if (d->upos[m->head] != UPOS_PROPN || !(flags & (TOK_TITLE | TOK_UPPER))) return;
    if (classes & (LEXC_CALENDAR | LEXC_OFFICE | LEXC_RANK | LEXC_HONORIFIC)) return;
    if (m->number == NUMBER_PLURAL) return; /* a coordination */
    const struct lex_word *word = lexicon_find(l, d->tok_low[m->head]);
    if ((flags & TOK_CASELESS) && word && !(word->flags & LEX_ALWAYS_PROPER)) return;
    uint32_t b = m->head, e = m->head + 1;
    while (b > m->tok_b && d->upos[b - 1] == UPOS_PROPN) b--;
    while (e < m->tok_e && d->upos[e] == UPOS_PROPN) e++;
    m->kind = MENTION_NAME;
    m->core_b = b, m->core_e = e;
}

void phrase_describe(const struct doc *d, const struct world *w, struct mention *m) {
    const struct lexicon *l = w->lexicon;
    if (m->kind == MENTION_PRONOUN) {
        describe_pronoun(d, l, m);
        return;
    }
    uint32_t counted = m->kind == MENTION_NOMINAL ? classes_counted(d, l, m) : 0;
    uint32_t classes = counted ? counted : classes_of_head(d, l, m);
    if (m->kind == MENTION_NAME && only_office(d, l, m)) {
        m->kind = MENTION_NOMINAL;
        m->core_b = m->tok_b, m->core_e = m->tok_e;
        classes |= LEXC_OFFICE;
    }
    if (m->kind == MENTION_NAME)
        m->type = (uint8_t)type_of_name(d, l, m);
    else
        m->type = (uint8_t)type_of_class(classes), promote(d, l, m, classes);
    m->number = (uint8_t)number_of(d, m, classes);
    m->gender = (uint8_t)gender_of(d, l, m, classes);
    m->definite = definite_of(d, l, m);
}
