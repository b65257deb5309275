#include "base/base.h"

#include "world/lexicon.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"
#include "base/vec.h"
#include "world/lexicon_table.h"

/* What the readable lists say of a word. */
struct listed {
    uint32_t classes; /* enum lex_class */
    struct str sector;
};

/* A word of synonyms.tsv and one of its lines; the lines of a word follow each other by `next`. */
struct exchange {
    uint32_t line, next;
};

struct lexicon {
    const struct lex_header *head;
    const uint32_t *bucket;                   /* [(1 << bits) + 1] */
    const struct lex_word *word;              /* [head->n_word] */
    const struct lex_irregular *irregular[3]; /* each [head->n_irregular[k]] */
    struct str string;
    uint64_t *word_bit, *irregular_bit; /* a bit for each word and irregular form, by its print */
    struct map listed;                  /* word -> list */
    VEC(struct listed) list;
    struct map pronoun; /* form -> form */
    VEC(struct lex_pronoun) form;
    struct map exchange; /* word -> first of its lines */
    VEC(struct exchange) lines;
    struct map phrase_word; /* word or phrase -> enum lex_phrase_word */
    struct arena *a;        /* where the maps grow; not touched after lexicon_open() */
};

static uint64_t table_size(const struct lex_header *h) {
    uint64_t n = sizeof *h + 4ull * ((1u << LEX_TABLE_BITS) + 1ull);
    n += (uint64_t)h->n_word * sizeof(struct lex_word) + h->n_string;
    for (int k = 0; k < 3; k++) n += (uint64_t)h->n_irregular[k] * sizeof(struct lex_irregular);
    return n;
}

static void map_table(struct lexicon *l, struct str table) {
    l->head = (const void *)table.p;
    l->bucket = (const void *)(table.p + sizeof *l->head);
    l->word = (const void *)(l->bucket + (1u << LEX_TABLE_BITS) + 1);
    const struct lex_irregular *irr = (const void *)(l->word + l->head->n_word);
    for (int k = 0; k < 3; k++) l->irregular[k] = irr, irr += l->head->n_irregular[k];
    l->string = (struct str){(const char *)irr, l->head->n_string};
}

static att_status check_head(struct str table, att_error *err) {
    const struct lex_header *h = (const void *)table.p;
    if (!table.p || table.n < sizeof *h)
        return status_set(err, ATT_EINPUT, table.n, "wordnet.bin: shorter than its header");
    if (h->magic != LEX_TABLE_MAGIC)
        return status_set(err, ATT_EINPUT, 0, "wordnet.bin: not a word table");
    if (h->version != LEX_TABLE_VERSION)
        return status_set(err, ATT_EINPUT, 4, "wordnet.bin: version %u, not %d", h->version,
                          LEX_TABLE_VERSION);
    if (h->entry != sizeof(struct lex_word) || h->bits != LEX_TABLE_BITS)
        return status_set(err, ATT_EINPUT, 28, "wordnet.bin: entries of another shape");
    if (table_size(h) != table.n)
        return status_set(err, ATT_EINPUT, table.n, "wordnet.bin: %u bytes, its header says %llu",
                          table.n, (unsigned long long)table_size(h));
    return ATT_OK;
}

static bool word_in_range(const struct lex_word *w) {
    for (int i = 0; i < 3; i++)
        if (w->noun_file[i] && (w->noun_file[i] < LEX_NOUN_TOPS || w->noun_file[i] > LEX_NOUN_TIME))
            return false;
    for (int i = 0; i < 2; i++)
        if (w->verb_file[i] &&
            (w->verb_file[i] < LEX_VERB_BODY || w->verb_file[i] > LEX_VERB_WEATHER))
            return false;
    return true;
}

att_status lexicon_check_table(struct str table, att_error *err) {
    struct lexicon l = {0};
    att_status st = check_head(table, err);
    if (st) return st;
    map_table(&l, table);
    uint32_t n_bucket = 1u << LEX_TABLE_BITS;
    for (uint32_t b = 0; b < n_bucket; b++)
        if (l.bucket[b] > l.bucket[b + 1])
            return status_set(err, ATT_EINPUT, sizeof *l.head + 4ull * b,
                              "wordnet.bin: bucket %u goes backwards", b);
    if (l.bucket[0] != 0 || l.bucket[n_bucket] != l.head->n_word)
        return status_set(err, ATT_EINPUT, sizeof *l.head, "wordnet.bin: buckets miss words");
    for (uint32_t i = 0; i < l.head->n_word; i++)
        if (!word_in_range(&l.word[i]))
            return status_set(err, ATT_EINPUT, (uint64_t)((const char *)&l.word[i] - table.p),
                              "wordnet.bin: word %u names no lexicographer file", i);
    for (int k = 0; k < 3; k++)
        for (uint32_t i = 0; i < l.head->n_irregular[k]; i++) {
            const struct lex_irregular *x = &l.irregular[k][i];
            if (x->lemma > l.string.n || (x->where & 0xffff) > l.string.n - x->lemma)
                return status_set(err, ATT_EINPUT, (uint64_t)((const char *)x - table.p),
                                  "wordnet.bin: irregular form %u points outside", i);
        }
    return ATT_OK;
}

/* Most words that are asked for are in neither table: a bit of the print says so. */
enum { WORD_BITS = 20, IRREGULAR_BITS = 16 };

static void set_bit(uint64_t *bit, uint32_t i) {
    bit[i / 64] |= (uint64_t)1 << i % 64;
}

static bool has_bit(const uint64_t *bit, uint32_t i) {
    return bit[i / 64] >> i % 64 & 1;
}

static void mark_words(struct lexicon *l, struct arena *a) {
    l->word_bit = arena_array(a, uint64_t, (1u << WORD_BITS) / 64);
    l->irregular_bit = arena_array(a, uint64_t, (1u << IRREGULAR_BITS) / 64);
    for (uint32_t i = 0; i < l->head->n_word; i++)
        set_bit(l->word_bit, l->word[i].print >> (32 - WORD_BITS));
    for (int k = 0; k < 3; k++)
        for (uint32_t i = 0; i < l->head->n_irregular[k]; i++)
            set_bit(l->irregular_bit, l->irregular[k][i].print >> (32 - IRREGULAR_BITS));
}

static uint32_t class_of_name(struct str name) {
    static const char *const names[] = {
        "FUNCTION",   "GIVEN_MALE",   "GIVEN_FEMALE", "HONORIFIC",  "OFFICE",   "RANK",
        "PARTICLE",   "PERSON",       "GROUP",        "GOVERNMENT", "MILITARY", "POLICE",
        "MEDIA",      "ORGANIZATION", "FACILITY",     "WEAPON",     "VEHICLE",  "PLACE",
        "POPULATION", "CALENDAR",     "ORG_SUFFIX",   "FEMALE",     "MALE",     "PEOPLE",
        "COLLECTIVE", "SURNAME",      "GENERIC",      "NAMING",     "QUANTITY", "CONTENT",
        "RESUMING"};
    for (uint32_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq_c(name, names[i])) return 1u << i;
    return 0;
}

static att_status classes_of(struct str cell, uint32_t *classes) {
    struct str name;
    *classes = 0;
    while (str_next(&cell, '+', &name)) {
        uint32_t c = class_of_name(name);
        if (!c) return ATT_EINPUT;
        *classes |= c;
    }
    return *classes ? ATT_OK : ATT_EINPUT;
}

/* The next of "a, b, c". */
static bool next_item(struct str *list, struct str *item) {
    while (str_next(list, ',', item)) {
        *item = str_trim(*item);
        if (item->n) return true;
    }
    return false;
}

static void put_listed(struct lexicon *l, struct str word, uint32_t classes, struct str sector) {
    bool added;
    uint32_t at = map_add(&l->listed, word, l->list.n, &added);
    if (added) vec_push(l->a, &l->list);
    l->list.v[at].classes |= classes;
    if (!l->list.v[at].sector.n) l->list.v[at].sector = sector;
}

static att_status read_classes(struct lexicon *l, const char *file, att_error *err) {
    struct tsv t;
    tsv_init(&t, embed_find(file));
    while (tsv_next(&t)) {
        uint32_t classes;
        if (classes_of(tsv_cell(&t, 0), &classes))
            return status_set(err, ATT_EINTERNAL, t.line, "%s: line %u: no such class", file,
                              t.line);
        struct str list = tsv_cell(&t, 2), item;
        while (next_item(&list, &item)) put_listed(l, item, classes, tsv_cell(&t, 1));
    }
    return ATT_OK;
}

static void read_pronouns(struct lexicon *l) {
    struct tsv t;
    tsv_init(&t, embed_find("data/lexicon/pronouns.tsv"));
    while (tsv_next(&t)) {
        struct lex_pronoun *p = vec_push(l->a, &l->form);
        struct str number = tsv_cell(&t, 2), gender = tsv_cell(&t, 3), kinds = tsv_cell(&t, 4);
        p->person = (uint8_t)(tsv_cell(&t, 1).n ? tsv_cell(&t, 1).p[0] - '0' : 0);
        p->number = str_eq(number, STR("s")) ? 1 : str_eq(number, STR("p")) ? 2 : 0;
        p->gender = str_eq(gender, STR("m")) ? 1 : str_eq(gender, STR("f")) ? 2 : gender.n ? 3 : 0;
        p->possessive = str_find_str(kinds, STR("possessive"), 0) != NONE;
        p->reflexive = str_find_str(kinds, STR("reflexive"), 0) != NONE;
        p->demonstrative = str_find_str(kinds, STR("demonstrative"), 0) != NONE;
        p->relative = str_find_str(kinds, STR("relative"), 0) != NONE;
        map_put(&l->pronoun, tsv_cell(&t, 0), l->form.n - 1);
    }
}

static void read_synonyms(struct lexicon *l) {
    struct tsv t;
    tsv_init(&t, embed_find("data/lexicon/synonyms.tsv"));
    while (tsv_next(&t)) {
        struct str list = tsv_cell(&t, 0), item;
        while (next_item(&list, &item)) {
            uint32_t first = map_get(&l->exchange, item);
            map_put(&l->exchange, item, l->lines.n);
            *vec_push(l->a, &l->lines) = (struct exchange){t.line, first};
        }
    }
}

static att_status read_phrase_words(struct lexicon *l, att_error *err) {
    static const char *const name[] = {"MOTION",  "CIRCUMSTANCE", "SITE", "COMPLEX",
                                       "AGE",     "BAND",         "BODY", "NO_BODY",
                                       "DAYTIME", "KIND",         "LAND", "RESULT"};
    struct tsv t;
    tsv_init(&t, embed_find("data/lexicon/phrase_words.tsv"));
    while (tsv_next(&t)) {
        uint32_t bit = 0;
        for (uint32_t k = 0; k < COUNT_OF(name); k++)
            if (str_eq_c(tsv_cell(&t, 0), name[k])) bit = 1u << k;
        if (!bit)
            return status_set(err, ATT_EINTERNAL, t.line,
                              "phrase_words.tsv: line %u: no such class", t.line);
        struct str list = tsv_cell(&t, 1), item;
        while (next_item(&list, &item)) {
            uint32_t old = map_get(&l->phrase_word, item);
            map_put(&l->phrase_word, item, (old == NONE ? 0 : old) | bit);
        }
    }
    return ATT_OK;
}

att_status lexicon_open(const struct lexicon **out, struct arena *a, att_error *err) {
    static const char *const files[] = {"data/lexicon/function.tsv", "data/lexicon/names.tsv",
                                        "data/lexicon/offices.tsv", "data/lexicon/nouns.tsv"};
    struct lexicon *l = arena_new(a, struct lexicon);
    struct str table = embed_find("wordnet.bin");
    att_status st = lexicon_check_table(table, err);
    if (st) return st;
    map_table(l, table);
    mark_words(l, a);
    l->a = a;
    map_init(&l->listed, a, 4096);
    map_init(&l->pronoun, a, 64);
    map_init(&l->exchange, a, 256);
    map_init(&l->phrase_word, a, 512);
    for (size_t i = 0; i < COUNT_OF(files); i++)
        if ((st = read_classes(l, files[i], err)) != ATT_OK) return st;
    read_pronouns(l);
    read_synonyms(l);
    if ((st = read_phrase_words(l, err)) != ATT_OK) return st;
    *out = l;
    return ATT_OK;
}

const struct lex_word *lexicon_find(const struct lexicon *l, struct str lower) {
    uint64_t h = str_hash(lower);
    if (!has_bit(l->word_bit, (uint32_t)h >> (32 - WORD_BITS))) return NULL;
    uint32_t b = (uint32_t)(h >> 48);
    for (uint32_t i = l->bucket[b]; i < l->bucket[b + 1]; i++)
        if (l->word[i].print == (uint32_t)h) return &l->word[i];
    return NULL;
}

uint32_t lexicon_class(const struct lexicon *l, struct str lower) {
    uint32_t at = map_get(&l->listed, lower);
    return at == NONE ? 0 : l->list.v[at].classes;
}

struct str lexicon_sector(const struct lexicon *l, struct str lower) {
    uint32_t at = map_get(&l->listed, lower);
    return at == NONE ? STR("") : l->list.v[at].sector;
}

static struct str irregular(const struct lexicon *l, int k, struct str lower) {
    uint64_t h = str_hash(lower), key = h >> 48 << 32 | (uint32_t)h;
    if (!has_bit(l->irregular_bit, (uint32_t)h >> (32 - IRREGULAR_BITS))) return STR_NULL;
    uint32_t lo = 0, hi = l->head->n_irregular[k];
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        const struct lex_irregular *x = &l->irregular[k][mid];
        if (((uint64_t)(x->where >> 16) << 32 | x->print) < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == l->head->n_irregular[k]) return STR_NULL;
    const struct lex_irregular *x = &l->irregular[k][lo];
    if (((uint64_t)(x->where >> 16) << 32 | x->print) != key) return STR_NULL;
    return str_cut(l->string, x->lemma, x->lemma + (x->where & 0xffff));
}

struct str lexicon_irregular_noun(const struct lexicon *l, struct str s) {
    return irregular(l, 0, s);
}
struct str lexicon_irregular_verb(const struct lexicon *l, struct str s) {
    return irregular(l, 1, s);
}

bool lexicon_is_verb(const struct lexicon *l, struct str lower) {
    const struct lex_word *w = lexicon_find(l, lower);
    return w && (w->flags & LEX_IS_VERB);
}

/* Endings and what stands in their place in the lemma (the rules of WordNet's morphy). */
struct ending {
    const char *from, *to;
    uint8_t pos; /* enum lex_word_flag that the lemma must have */
};
static const struct ending endings[] = {{"ies", "y", LEX_IS_NOUN | LEX_IS_VERB},
                                        {"men", "man", LEX_IS_NOUN},
                                        {"ches", "ch", LEX_IS_NOUN | LEX_IS_VERB},
                                        {"shes", "sh", LEX_IS_NOUN | LEX_IS_VERB},
                                        {"ses", "s", LEX_IS_NOUN | LEX_IS_VERB},
                                        {"xes", "x", LEX_IS_NOUN | LEX_IS_VERB},
                                        {"zes", "z", LEX_IS_NOUN | LEX_IS_VERB},
                                        {"s", "", LEX_IS_NOUN | LEX_IS_VERB},
                                        {"es", "", LEX_IS_VERB},
                                        {"ied", "y", LEX_IS_VERB},
                                        {"ed", "e", LEX_IS_VERB},
                                        {"ed", "", LEX_IS_VERB},
                                        {"ing", "e", LEX_IS_VERB},
                                        {"ing", "", LEX_IS_VERB},
                                        {"er", "", LEX_IS_ADJ},
                                        {"er", "e", LEX_IS_ADJ},
                                        {"est", "", LEX_IS_ADJ},
                                        {"est", "e", LEX_IS_ADJ},
                                        {"ier", "y", LEX_IS_ADJ},
                                        {"iest", "y", LEX_IS_ADJ}};

/* The stem with its new ending in `into`; empty when the ending does not fit. */
static struct str with_ending(struct str s, const struct ending *e, char into[96]) {
    struct str from = str_c(e->from), to = str_c(e->to);
    if (s.n > 90 || s.n < from.n + 2 || !str_ends(s, from)) return STR_NULL;
    memcpy(into, s.p, s.n - from.n);
    memcpy(into + s.n - from.n, to.p, to.n);
    return (struct str){into, s.n - from.n + to.n};
}

/* Stopped -> stop, running -> run. */
static bool undoubled(const struct lexicon *l, struct str s) {
    uint32_t cut = str_ends(s, STR("ed")) ? 2 : str_ends(s, STR("ing")) ? 3 : 0;
    if (!cut || s.n < cut + 4 || s.p[s.n - cut - 1] != s.p[s.n - cut - 2]) return false;
    return lexicon_is_verb(l, str_cut(s, 0, s.n - cut - 1));
}

bool lexicon_has_word(const struct lexicon *l, struct str lower) {
    char into[96];
    if (!lower.n) return false;
    if (lexicon_find(l, lower) || lexicon_class(l, lower)) return true;
    for (int k = 0; k < 3; k++)
        if (irregular(l, k, lower).p) return true;
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        struct str stem = with_ending(lower, &endings[i], into);
        const struct lex_word *w = stem.p ? lexicon_find(l, stem) : NULL;
        if (w && (w->flags & endings[i].pos) && !(w->flags & LEX_ALWAYS_PROPER)) return true;
    }
    return undoubled(l, lower);
}

static bool is_noun(const struct lexicon *l, struct str s) {
    const struct lex_word *w = lexicon_find(l, s);
    return w && (w->flags & LEX_IS_NOUN);
}

struct str lexicon_noun_lemma(const struct lexicon *l, struct str lower, char into[96]) {
    struct str irr = irregular(l, 0, lower);
    if (irr.p) return irr;
    if (!lower.n || lower.n > 90) return lower;
    if (lower.p[lower.n - 1] != 's' && !str_ends(lower, STR("men"))) return lower;
    if (str_ends(lower, STR("ss")) || str_ends(lower, STR("us"))) return lower;
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        if (!(endings[i].pos & LEX_IS_NOUN)) continue;
        struct str stem = with_ending(lower, &endings[i], into);
        if (stem.p && (is_noun(l, stem) || lexicon_class(l, stem))) return stem;
    }
    return lower;
}

/* The class of a noun that no list has, by its first senses. */
static uint32_t class_of_isa(uint32_t isa) {
    static const struct {
        uint32_t isa, class;
    } table[] = {
        {LEX_PERSON | LEX_SOLDIER | LEX_LEADER | LEX_CRIMINAL, LEXC_PERSON},
        {LEX_POLICE, LEXC_POLICE},
        {LEX_MILITARY_UNIT, LEXC_MILITARY},
        {LEX_GOVERNMENT, LEXC_GOVERNMENT},
        {LEX_MEDIA, LEXC_MEDIA},
        {LEX_ORGANIZATION, LEXC_ORGANIZATION},
        {LEX_WEAPON | LEX_EXPLOSIVE, LEXC_WEAPON},
        {LEX_VEHICLE | LEX_AIRCRAFT, LEXC_VEHICLE},
        {LEX_COUNTRY | LEX_CITY, LEXC_PLACE},
        {LEX_GROUP, LEXC_GROUP},
        {LEX_LOCATION | LEX_REGION | LEX_WATER, LEXC_PLACE},
        {LEX_BUILDING | LEX_FACILITY | LEX_DWELLING, LEXC_FACILITY},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (isa & table[i].isa) return table[i].class;
    return 0;
}

static uint32_t gender_of_isa(uint32_t isa) {
    return (isa & LEX_MALE ? LEXC_MALE : 0) | (isa & LEX_FEMALE ? LEXC_FEMALE : 0);
}

uint32_t lexicon_noun_class(const struct lexicon *l, struct str lower) {
    enum {
        KINDS = LEXC_OFFICE | LEXC_RANK | LEXC_PERSON | LEXC_GROUP | LEXC_GOVERNMENT |
                LEXC_MILITARY | LEXC_POLICE | LEXC_MEDIA | LEXC_ORGANIZATION | LEXC_FACILITY |
                LEXC_WEAPON | LEXC_VEHICLE | LEXC_PLACE | LEXC_POPULATION | LEXC_CALENDAR |
                LEXC_FEMALE | LEXC_MALE | LEXC_PEOPLE | LEXC_COLLECTIVE
    };
    char into[96];
    uint32_t c = lexicon_class(l, lower) & KINDS;
    if (c) return c;
    struct str lemma = lexicon_noun_lemma(l, lower, into);
    c = lexicon_class(l, lemma) & KINDS;
    if (c) return c;
    const struct lex_word *w = lexicon_find(l, lemma);
    if (!w || !(w->flags & LEX_IS_NOUN)) return 0;
    return class_of_isa(w->isa) | gender_of_isa(w->isa);
}

bool lexicon_synonyms(const struct lexicon *l, struct str a, struct str b) {
    if (str_eq(a, b)) return true;
    uint32_t ia = map_get(&l->exchange, a), ib = map_get(&l->exchange, b);
    for (uint32_t i = ia; i != NONE; i = l->lines.v[i].next)
        for (uint32_t k = ib; k != NONE; k = l->lines.v[k].next)
            if (l->lines.v[i].line == l->lines.v[k].line) return true;
    const struct lex_word *x = lexicon_find(l, a), *y = lexicon_find(l, b);
    if (!x || !y) return false;
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 2; k++)
            if (x->synset[i] && x->synset[i] == y->synset[k]) return true;
    return false;
}

const struct lex_pronoun *lexicon_pronoun(const struct lexicon *l, struct str lower) {
    uint32_t at = map_get(&l->pronoun, lower);
    return at == NONE ? NULL : &l->form.v[at];
}

uint32_t lexicon_exchange(const struct lexicon *l, struct str word) {
    uint32_t at = map_get(&l->exchange, word);
    return at == NONE ? NONE : l->lines.v[at].line;
}

uint32_t lexicon_phrase_word(const struct lexicon *l, struct str lower) {
    uint32_t c = map_get(&l->phrase_word, lower);
    return c == NONE ? 0 : c;
}
