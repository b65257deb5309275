#include "base/base.h"

#include "language/ner.h"

#include "base/utf8.h"
#include "world/actors.h"
#include "world/gaz.h"
#include "world/lexicon.h"

/* ---- tokens */

static uint64_t mix(uint64_t a, uint64_t b) {
    uint64_t h = (a ^ (b + 0x9e3779b97f4a7c15ull + (a << 6) + (a >> 2))) * 0xff51afd7ed558ccdull;
    return h ^ (h >> 32);
}

static char shape_char(uint32_t cp) {
    if (cp < 0x80) {
        if (ascii_is_upper((int)cp)) return 'X';
        if (ascii_is_lower((int)cp)) return 'x';
        return ascii_is_digit((int)cp) ? 'd' : (char)cp;
    }
    if (utf8_is_upper(cp)) return 'X';
    return utf8_is_letter(cp) ? 'x' : '~';
}

/* The pattern of a form, runs of more than two cut to two; of caseless text only digits count. */
static uint32_t shape_of(struct str s, bool caseless) {
    char out[12];
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n && n < sizeof out;) {
        uint32_t cp = 0;
        unsigned k = utf8_decode(s.p + i, s.n - i, &cp);
        char c = shape_char(cp);
        if (caseless && (c == 'X' || c == 'x')) c = 'c';
        if (n < 2 || out[n - 1] != c || out[n - 2] != c) out[n++] = c;
        i += k ? k : 1;
    }
    return (uint32_t)str_hash((struct str){out, n});
}

static bool has_upper(struct str s) {
    for (uint32_t i = 0; i < s.n;) {
        uint32_t cp = 0;
        unsigned k = utf8_decode(s.p + i, s.n - i, &cp);
        if (cp < 0x80 ? ascii_is_upper((int)cp) : utf8_is_upper(cp)) return true;
        i += k ? k : 1;
    }
    return false;
}

static uint32_t wordnet_of(const struct lex_word *w) {
    enum {
        KEPT = LEX_PERSON | LEX_GROUP | LEX_ORGANIZATION | LEX_LOCATION | LEX_COUNTRY | LEX_CITY |
               LEX_WATER | LEX_TIME | LEX_LEADER | LEX_BUILDING | LEX_INHABITANT
    };
    return w ? (uint32_t)mix((w->isa & KEPT) | 1, w->flags) | 1 : 0;
}

/* Kind of a known name by WordNet: an instance of a person, place or group. */
static int known_kind(const struct lex_word *w) {
    if (!w || !(w->flags & LEX_PROPER)) return -1;
    if (w->isa & LEX_LOCATION) return NER_PLACE;
    if (w->isa & LEX_PERSON) return w->isa & LEX_INHABITANT ? NER_OTHER : NER_PERSON;
    if (w->isa & (LEX_ORGANIZATION | LEX_GROUP))
        return w->isa & LEX_COUNTRY ? NER_PLACE : NER_ORGANIZATION;
    return NER_OTHER;
}

static void mark_gaz(struct ner_token *tok, uint32_t b, uint32_t e, int kind) {
    for (uint32_t t = b; t < e; t++) tok[t].gaz |= (t == b ? 1u : t + 1 == e ? 4u : 2u) << 3 * kind;
}

/* Known names of two to four words that begin at t. */
static void mark_phrases(const struct doc *d, const struct world *w, struct ner_token *tok,
                         uint32_t t, uint32_t end) {
    char into[96];
    uint32_t n = 0;
    for (uint32_t k = t; k < end && k < t + 4; k++) {
        struct str word = d->tok_low[k];
        if (n + word.n + 1 > sizeof into) return;
        if (k > t) into[n++] = ' ';
        memcpy(into + n, word.p, word.n);
        n += word.n;
        if (k == t || !tok[k].live) continue;
        int kind = known_kind(lexicon_find(w->lexicon, (struct str){into, n}));
        if (kind >= 0) mark_gaz(tok, t, k + 1, kind);
    }
}

enum { GAZ_BIG = N_NER_KIND, GAZ_LITTLE, GAZ_BODY, GAZ_WHO, N_GAZ };

static uint32_t gaz_kind_of(const struct gaz *g, const struct gaz_hit *hit) {
    enum { BIG = 200000 };
    const struct gaz_place *p = gaz_place(g, hit->id);
    bool city = p->kind == GAZ_CITY || p->kind == GAZ_DISTRICT || p->kind == GAZ_ADMIN2;
    return city && p->population < BIG && !(p->flags & (GAZ_CAPITAL | GAZ_OWN)) ? GAZ_LITTLE
                                                                                : GAZ_BIG;
}

/* The longest place and actor names that begin at t. */
static void mark_world(const struct world *w, struct ner_token *tok, const struct str *key,
                       const bool *upper, struct tspan at) {
    struct gaz_hit hit[1];
    uint32_t len = 0, n = ATT_MIN(at.e - at.b, 6u), t = at.b;
    if (w->gaz && gaz_match(w->gaz, key + t, n, &len, hit, 1) && len &&
        (!(hit[0].flags & GAZ_NAME_ACRONYM) || upper[t]))
        mark_gaz(tok, t, t + len, (int)gaz_kind_of(w->gaz, &hit[0]));
    uint32_t a = w->actors ? actors_match(w->actors, key + t, upper + t, n, &len) : NONE;
    if (a == NONE || !len) return;
    uint8_t kind = actors_get(w->actors, a)->kind;
    if (kind == ACTOR_STATE) return;
    mark_gaz(tok, t, t + len, kind == ACTOR_PERSON ? GAZ_WHO : GAZ_BODY);
}

enum { CLASSES = 2 * LEXC_SURNAME - 1 }; /* what a word is; how it is used in chains is left out */

static void fill_token(const struct doc *d, const struct world *w, struct ner_token *x,
                       uint32_t t) {
    struct str low = d->tok_low[t];
    uint8_t flags = d->tok_flags[t];
    bool caseless = flags & TOK_CASELESS;
    const struct lex_word *word = flags & TOK_PUNCT ? NULL : lexicon_find(w->lexicon, low);
    x->word = str_hash(low);
    x->shape = shape_of(doc_tok(d, t), caseless);
    x->classes = flags & TOK_PUNCT ? 0 : lexicon_class(w->lexicon, low) & CLASSES;
    x->wordnet = wordnet_of(word);
    if (flags & TOK_PUNCT) return;
    x->cap = !caseless && ((flags & (TOK_TITLE | TOK_UPPER)) || has_upper(doc_tok(d, t)));
    int kind = known_kind(word);
    if (kind >= 0 && (x->cap || caseless)) mark_gaz(x, 0, 1, kind);
    bool common =
        word || (x->classes & ~(uint32_t)(LEXC_GIVEN_MALE | LEXC_GIVEN_FEMALE | LEXC_SURNAME));
    x->live = x->cap || (caseless && !(x->classes & LEXC_FUNCTION)) ||
              (!common && !(flags & TOK_DIGIT) && !lexicon_has_word(w->lexicon, low));
    if (!x->live && word && (word->flags & LEX_ALWAYS_PROPER)) x->live = 1;
}

struct ner_token *ner_tokens(const struct doc *d, const struct world *w, struct arena *scratch) {
    struct ner_token *tok = arena_array(scratch, struct ner_token, (size_t)d->n_tok + 1);
    for (uint32_t t = 0; t < d->n_tok; t++) fill_token(d, w, &tok[t], t);
    struct str *key = namekey_tokens(scratch, d->text, d->tok_b, d->tok_e, d->n_tok);
    bool *upper = arena_array(scratch, bool, (size_t)d->n_tok + 1);
    for (uint32_t t = 0; t < d->n_tok; t++) upper[t] = (d->tok_flags[t] & TOK_UPPER) != 0;
    for (uint32_t s = 0; s < d->n_sent; s++)
        for (uint32_t t = d->sent_tok[s]; t < d->sent_tok[s + 1]; t++) {
            if (!tok[t].live || (tok[t].classes & LEXC_FUNCTION)) continue;
            mark_phrases(d, w, tok, t, d->sent_tok[s + 1]);
            mark_world(w, tok, key, upper, (struct tspan){t, d->sent_tok[s + 1]});
        }
    return tok;
}

bool ner_stretch(const struct doc *d, const struct ner_token *tok, uint32_t from, uint32_t *b,
                 uint32_t *e) {
    enum { GAP = 2 };
    uint32_t t = from;
    while (t < d->n_tok && !tok[t].live) t++;
    if (t == d->n_tok) return false;
    uint32_t end = d->sent_tok[d->tok_sent[t] + 1], last = t;
    *b = t > from && d->tok_sent[t - 1] == d->tok_sent[t] ? t - 1 : t;
    for (uint32_t k = t + 1; k < end && k <= last + GAP + 1; k++)
        if (tok[k].live) last = k;
    *e = ATT_MIN(last + 2, end);
    return true;
}

/* ---- features */

struct collect {
    uint32_t *row;
    uint32_t n;
};

static void put(struct collect *c, uint32_t template, uint64_t a, uint64_t b) {
    if (c->n < NER_MAX_FEATURES)
        c->row[c->n++] =
            (uint32_t)(mix(mix(template * 0x9e3779b9ull + 7, a), b) >> (64 - NER_ROW_BITS));
}

static void put_affixes(struct collect *c, struct str low) {
    for (uint32_t n = 2; n <= 4; n++) {
        if (low.n <= n) return;
        put(c, 20 + n, str_hash(str_cut(low, 0, n)), 0);
        put(c, 24 + n, str_hash(str_cut(low, low.n - n, low.n)), 0);
    }
}

static void put_bits(struct collect *c, uint32_t template, uint32_t bits) {
    for (; bits; bits &= bits - 1) put(c, template, (uint64_t)__builtin_ctz(bits), 0);
}

/* The run of capitalised words around t and what stands beside it. */
static void put_run(struct collect *c, const struct ner_token *tok, uint32_t t, struct tspan sent) {
    enum { REACH = 8 };
    uint32_t b = t, e = t + 1;
    while (b > sent.b && t - b < REACH && tok[b - 1].cap) b--;
    while (e < sent.e && e - t < REACH && tok[e].cap) e++;
    uint64_t before = b > sent.b ? tok[b - 1].word : 1, after = e < sent.e ? tok[e].word : 2;
    put(c, 40, before, 0);
    put(c, 41, after, 0);
    put(c, 42, tok[b].word, b == t);
    put(c, 43, tok[e - 1].word, e - 1 == t);
    put(c, 44, e - b, t - b);
    put_bits(c, 45, tok[e - 1].classes);
    put_bits(c, 46, tok[b].classes);
    put_bits(c, 47, b > sent.b ? tok[b - 1].classes : 0);
}

uint32_t ner_features(const struct doc *d, const struct ner_token *tok, uint32_t t,
                      uint32_t row[NER_MAX_FEATURES]) {
    static const struct ner_token outside = {.word = 1, .shape = 1};
    struct collect c = {row, 0};
    uint32_t s = d->tok_sent[t];
    struct tspan sent = {d->sent_tok[s], d->sent_tok[s + 1]};
    const struct ner_token *x[5];
    for (uint32_t k = 0; k < 5; k++)
        x[k] = t + k >= sent.b + 2 && t + k < sent.e + 2 ? &tok[t + k - 2] : &outside;
    const struct ner_token *l = x[1], *m = x[2], *r = x[3];
    put(&c, 0, 0, t == sent.b);
    for (uint32_t k = 0; k < 5; k++) put(&c, 1 + k, x[k]->word, 0);
    put(&c, 6, l->word, m->word);
    put(&c, 7, m->word, r->word);
    put(&c, 8, m->shape, t == sent.b);
    put(&c, 9, l->shape, m->shape);
    put(&c, 10, m->shape, r->shape);
    put(&c, 11, mix(l->shape, r->shape), m->shape);
    put(&c, 12, m->wordnet, m->cap);
    put(&c, 13, l->wordnet, m->wordnet);
    put(&c, 14, r->wordnet, m->wordnet);
    put(&c, 15, l->word, m->shape);
    put(&c, 16, r->word, m->shape);
    put(&c, 17, m->gaz, 0);
    put(&c, 18, m->gaz, m->shape);
    put(&c, 19, mix(l->gaz, r->gaz), m->gaz);
    put_affixes(&c, d->tok_low[t]);
    put_bits(&c, 30, m->classes);
    put_bits(&c, 31, l->classes);
    put_bits(&c, 32, r->classes);
    put(&c, 33, m->classes, l->classes);
    put(&c, 34, m->classes, r->classes);
    put_bits(&c, 35, m->gaz);
    if (m->cap) put_run(&c, tok, t, sent);
    return c.n;
}
