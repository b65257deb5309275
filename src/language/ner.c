#include "base/base.h"

#include "language/ner.h"

#include "language/tags.h"

#include "base/map.h"
#include "base/utf8.h"
#include "language/model.h"
#include "world/actors.h"
#include "world/gaz.h"
#include "world/lexicon.h"

/* ---- the file */

/* The numbers of a matrix: as they lie in the file, or a copy where the machine cannot read them
 * so. */
static const int16_t *numbers(const struct tensor *x, struct arena *a) {
    const uint16_t one = 1;
    unsigned char low;
    memcpy(&low, &one, 1);
    if (low && (uintptr_t)x->data % sizeof(int16_t) == 0) return (const void *)x->data;
    size_t n = (size_t)x->rows * x->cols;
    int16_t *copy = arena_array(a, int16_t, n);
    for (size_t i = 0; i < n; i++) copy[i] = (int16_t)tensor_i16(x, i);
    return copy;
}

att_status ner_open(struct ner_model *m, struct arena *a, const att_options *opt, att_error *err) {
    struct model file;
    struct tensor weight, step;
    att_status st = model_load(&file, "models/ner.bin", a, opt, err);
    if (!st) st = model_shape(&file, "weights", MODEL_I16, NER_ROWS, NER_LABELS, &weight, err);
    if (!st) st = model_shape(&file, "steps", MODEL_I16, NER_LABELS + 1, NER_LABELS, &step, err);
    if (st) return st;
    m->weight = numbers(&weight, a);
    m->step = numbers(&step, a);
    return ATT_OK;
}

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

/* ---- decoding */

bool ner_step_allowed(uint32_t from, uint32_t to) {
    if (to == NER_O || (to & 1)) return true;
    return from == to || from + 1 == to;
}

struct lattice {
    const struct ner_model *m;
    const struct ner_token *tok;
    int32_t (*em)[NER_LABELS]; /* [n_tok] scores of live stretches by features alone */
    const int16_t *lean;       /* [n_tok][N_NER_KIND] votes of the same word elsewhere, or NULL */
    uint8_t *label;            /* [n_tok] */
};

/* The rows of features of two tokens: one is added up while the other is on its way. */
struct ner_rows {
    uint32_t row[2][NER_MAX_FEATURES], n[2];
};

static const int16_t *weights_of(const struct lattice *x, uint32_t row) {
    return x->m->weight + (size_t)row * NER_LABELS;
}

static void call_rows(const struct lattice *x, const struct doc *d, uint32_t t, uint32_t *row,
                      uint32_t *n) {
    *n = ner_features(d, x->tok, t, row);
    for (uint32_t i = 0; i < *n; i++) __builtin_prefetch(weights_of(x, row[i]));
}

/* All labels but the last at once. */
typedef int16_t label_weights __attribute__((vector_size(16)));
typedef int32_t label_sums __attribute__((vector_size(32)));

static void add_rows(const struct lattice *x, const uint32_t *row, uint32_t n,
                     int32_t sum[NER_LABELS]) {
    enum { LAST = NER_LABELS - 1 };
    _Static_assert(sizeof(label_sums) == LAST * sizeof *sum, "eight labels and one");
    label_sums most = {0};
    int32_t last = 0;
    for (uint32_t i = 0; i < n; i++) {
        label_weights w;
        memcpy(&w, weights_of(x, row[i]), sizeof w);
        most += __builtin_convertvector(w, label_sums);
        last += weights_of(x, row[i])[LAST];
    }
    memcpy(sum, &most, sizeof most);
    sum[LAST] = last;
}

/* Scores of the features of tokens [b, e). */
static void score_features(const struct lattice *x, const struct doc *d, uint32_t b, uint32_t e) {
    struct ner_rows r;
    call_rows(x, d, b, r.row[b & 1], &r.n[b & 1]);
    for (uint32_t t = b; t < e; t++) {
        uint32_t now = t & 1, next = !now;
        if (t + 1 < e) call_rows(x, d, t + 1, r.row[next], &r.n[next]);
        add_rows(x, r.row[now], r.n[now], x->em[t]);
    }
}

static void emission(const struct lattice *x, uint32_t t, int32_t score[NER_LABELS]) {
    memcpy(score, x->em[t], NER_LABELS * sizeof *score);
    if (!x->lean) return;
    for (uint32_t k = 0; k < N_NER_KIND; k++) {
        score[1 + 2 * k] += x->lean[t * N_NER_KIND + k];
        score[2 + 2 * k] += x->lean[t * N_NER_KIND + k];
    }
}

enum { WORST = -100000000 };

/* The first token of a stretch: an inside label cannot stand there. */
static void begin(const struct lattice *x, const int32_t em[NER_LABELS], int32_t best[NER_LABELS]) {
    const int16_t *step = x->m->step + NER_LABELS * NER_LABELS;
    for (uint32_t to = 0; to < NER_LABELS; to++)
        best[to] = ner_step_allowed(NER_O, to) ? step[to] + em[to] : WORST;
}

/* One token on: the best way into each label, scores kept near zero. */
static void advance(const struct lattice *x, const int32_t em[NER_LABELS], int32_t best[NER_LABELS],
                    uint8_t back[NER_LABELS]) {
    int32_t next[NER_LABELS], most = WORST;
    for (uint32_t to = 0; to < NER_LABELS; to++) {
        bool inside = to != NER_O && !(to & 1);
        uint32_t f = inside ? to - 1 : 0, end = inside ? to + 1 : NER_LABELS;
        next[to] = INT32_MIN;
        for (; f < end; f++) {
            int32_t v = best[f] + x->m->step[f * NER_LABELS + to];
            if (v > next[to]) next[to] = v, back[to] = (uint8_t)f;
        }
        next[to] += em[to];
        most = ATT_MAX(most, next[to]);
    }
    for (uint32_t to = 0; to < NER_LABELS; to++) best[to] = ATT_MAX(next[to] - most, WORST);
}

static void decode(const struct lattice *x, const struct doc *d, uint32_t b, uint32_t e,
                   struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    uint8_t(*back)[NER_LABELS] = arena_alloc_array(scratch, NER_LABELS, e - b);
    int32_t best[NER_LABELS], em[NER_LABELS];
    if (!x->lean) score_features(x, d, b, e);
    for (uint32_t t = b; t < e; t++) {
        emission(x, t, em);
        if (t == b)
            begin(x, em, best);
        else
            advance(x, em, best, back[t - b]);
    }
    uint32_t l = 0;
    for (uint32_t k = 1; k < NER_LABELS; k++)
        if (best[k] > best[l]) l = k;
    for (uint32_t t = e; t > b; t--) {
        x->label[t - 1] = (uint8_t)l;
        l = back[t - 1 - b][l];
    }
    arena_rewind(scratch, mark);
}

/* Nothing was learnt from elsewhere about the stretch: its labels stand. */
static bool unmoved(const struct lattice *x, uint32_t b, uint32_t e) {
    static const int16_t none[N_NER_KIND];
    for (uint32_t t = b; t < e; t++)
        if (memcmp(x->lean + (size_t)t * N_NER_KIND, none, sizeof none)) return false;
    return true;
}

static void decode_all(const struct lattice *x, const struct doc *d, struct arena *scratch) {
    uint32_t from = 0, b, e;
    while (ner_stretch(d, x->tok, from, &b, &e)) {
        if (!x->lean || !unmoved(x, b, e)) decode(x, d, b, e, scratch);
        from = e;
    }
}

/* What the first pass said of each capitalised word, as votes for the second. */
static int16_t *votes(const struct lattice *x, const struct doc *d, struct arena *scratch) {
    enum { WEIGHT = 64, SEEN = 2 };
    struct map ids;
    uint32_t n_live = 0;
    for (uint32_t t = 0; t < d->n_tok; t++) n_live += x->tok[t].live;
    map_init(&ids, scratch, n_live + 1);
    uint16_t(*count)[N_NER_KIND + 1] = arena_alloc_array(scratch, sizeof *count, n_live + 1);
    uint32_t *id = arena_array(scratch, uint32_t, (size_t)d->n_tok + 1), n = 0;
    for (uint32_t t = 0; t < d->n_tok; t++) {
        if (!x->tok[t].live) continue;
        bool added;
        id[t] = map_add(&ids, d->tok_low[t], n, &added);
        n += added;
        uint32_t k = x->label[t] ? (uint32_t)(x->label[t] - 1) / 2 : N_NER_KIND;
        if (count[id[t]][k] < UINT16_MAX) count[id[t]][k]++;
    }
    int16_t *lean = arena_array(scratch, int16_t, ((size_t)d->n_tok + 1) * N_NER_KIND);
    for (uint32_t t = 0; t < d->n_tok; t++) {
        if (!x->tok[t].live || (x->tok[t].classes & LEXC_FUNCTION)) continue;
        uint32_t all = 0;
        for (uint32_t k = 0; k <= N_NER_KIND; k++) all += count[id[t]][k];
        if (all < SEEN) continue;
        for (uint32_t k = 0; k < N_NER_KIND; k++)
            lean[(size_t)t * N_NER_KIND + k] = (int16_t)(WEIGHT * 2 * count[id[t]][k] / all);
    }
    return lean;
}

static bool joined(const struct doc *d, uint32_t t) {
    return t > 0 && d->tok_sent[t - 1] == d->tok_sent[t] && d->tok_e[t - 1] == d->tok_b[t];
}

static bool is_hyphen(const struct doc *d, uint32_t t) {
    return d->tok_e[t] - d->tok_b[t] == 1 && d->text.p[d->tok_b[t]] == '-';
}

/* The words al - Kazimi are one: the name takes in the article before its hyphen. */
static uint32_t with_article(const struct lattice *x, const struct doc *d, uint32_t b) {
    bool hyphen = b >= 2 && joined(d, b) && is_hyphen(d, b - 1) && joined(d, b - 1);
    return hyphen && (x->tok[b - 2].classes & LEXC_PARTICLE) ? b - 2 : b;
}

/* Titles and peoples before a person's name are no part of it. */
uint32_t ner_skip_title(const struct doc *d, const struct world *w, uint32_t b, uint32_t e) {
    enum { LONGEST = 4 };
    char into[96];
    for (bool again = true; again && b + 1 < e;) {
        again = false;
        for (uint32_t n = ATT_MIN((uint32_t)LONGEST, e - b - 1); n > 0 && !again; n--) {
            uint32_t k = 0;
            for (uint32_t t = b; t < b + n && k + d->tok_low[t].n + 1 < sizeof into; t++) {
                if (t > b) into[k++] = ' ';
                memcpy(into + k, d->tok_low[t].p, d->tok_low[t].n);
                k += d->tok_low[t].n;
            }
            const struct lex_word *word = lexicon_find(w->lexicon, (struct str){into, k});
            uint32_t c = lexicon_class(w->lexicon, (struct str){into, k});
            bool people =
                word && (word->flags & LEX_ALWAYS_PROPER) && (word->flags & LEX_PROPER_ADJ);
            bool named = c & (LEXC_GIVEN_MALE | LEXC_GIVEN_FEMALE | LEXC_SURNAME);
            if (people || (!named && (c & (LEXC_OFFICE | LEXC_RANK | LEXC_HONORIFIC))))
                b += n, again = true;
        }
    }
    return b;
}

/* "Minister for the Middle East Tobias Ellwood": behind an office that is told with its matter the
 * name begins with a given name, where one is known. */
static uint32_t behind_office(const struct doc *d, const struct world *w, uint32_t b, uint32_t e) {
    const uint32_t given = LEXC_GIVEN_MALE | LEXC_GIVEN_FEMALE;
    uint32_t first = ner_skip_title(d, w, b, e);
    uint32_t c = first > b && first < e ? lexicon_class(w->lexicon, d->tok_low[first]) : 0;
    if (!(c & LEXC_FUNCTION) || c & LEXC_PARTICLE) return first;
    for (uint32_t t = first + 1; t < e; t++)
        if (lexicon_class(w->lexicon, d->tok_low[t]) & given) return t;
    return first;
}

/* In text that uses case a name holds no lower-case verb: it ends there, and what follows begins
 * anew. */
static void end_at_verbs(const struct lattice *x, const struct doc *d) {
    if (!d->upos) return; /* text that was not tagged */
    for (uint32_t t = 0; t < d->n_tok; t++) {
        bool verb = d->upos[t] == UPOS_VERB || d->upos[t] == UPOS_AUX;
        bool other = x->label[t] == 2 + 2 * NER_OTHER; /* of no kind: capitals alone made it one */
        verb |= other && d->upos[t] == UPOS_NOUN;
        if (!x->label[t] || !verb || x->tok[t].cap || (d->tok_flags[t] & TOK_CASELESS)) continue;
        x->label[t] = NER_O;
        if (t + 1 < d->n_tok && x->label[t + 1] && x->label[t + 1] % 2 == 0) x->label[t + 1]--;
    }
}

/* Capitalised words [t, end) that can be the name of whoever holds the office before them. */
static uint32_t titled_run(const struct lattice *x, const struct doc *d, uint32_t t) {
    enum { LONGEST = 5 };
    const uint32_t no_name = LEXC_FUNCTION | LEXC_CALENDAR | LEXC_OFFICE | LEXC_RANK | LEXC_PEOPLE |
                             LEXC_GOVERNMENT | LEXC_MILITARY | LEXC_ORGANIZATION | LEXC_MEDIA;
    uint32_t e = t;
    for (; e < d->n_tok && e < t + LONGEST && d->tok_sent[e] == d->tok_sent[t]; e++) {
        uint32_t c = x->tok[e].classes;
        bool named = c & (LEXC_GIVEN_MALE | LEXC_GIVEN_FEMALE | LEXC_SURNAME | LEXC_PARTICLE);
        if (!x->tok[e].cap || d->upos[e] == UPOS_PUNCT || (!named && (c & no_name))) break;
    }
    return e;
}

/* "President Vojislav Kostunica", "leader Yasser Arafat": the words behind an office are a person.
 */
static void name_titled(const struct lattice *x, const struct doc *d) {
    for (uint32_t t = 0; t + 2 < d->n_tok; t++) {
        if (!(x->tok[t].classes & (LEXC_OFFICE | LEXC_RANK | LEXC_HONORIFIC))) continue;
        if (d->tok_sent[t + 1] != d->tok_sent[t] || d->xpos[t] == XPOS_NNS) continue;
        uint32_t e = titled_run(x, d, t + 1);
        if (e < t + 3) continue;
        if (e < d->n_tok && x->label[e] && x->label[e] % 2 == 0) continue; /* a longer name */
        for (uint32_t k = t + 1; k < e; k++)
            x->label[k] = (uint8_t)(1 + 2 * NER_PERSON + (k > t + 1));
    }
}

/* "Militia doubts attack": the one word with which a sentence begins is a noun for many people,
 * a weapon or a vehicle. */
static bool common_opening(const struct lattice *x, const struct doc *d, uint32_t b, uint32_t e) {
    const uint32_t common =
        LEXC_GROUP | LEXC_MILITARY | LEXC_POLICE | LEXC_POPULATION | LEXC_WEAPON | LEXC_VEHICLE;
    return e == b + 1 && b == d->sent_tok[d->tok_sent[b]] && x->tok[b].cap &&
           x->tok[b].classes & common && !(d->tok_flags[b] & TOK_UPPER);
}

static void collect_names(const struct lattice *x, const struct doc *d, const struct world *w,
                          struct names *out) {
    VEC(struct name_span) v = {0};
    for (uint32_t t = 0, e; t < d->n_tok; t = e) {
        e = t + 1;
        if (!x->label[t]) continue;
        uint32_t kind = (uint32_t)(x->label[t] - 1) / 2, b = t;
        while (e < d->n_tok && x->label[e] == 2 + 2 * kind && d->tok_sent[e] == d->tok_sent[t]) e++;
        while (e + 1 < d->n_tok && is_hyphen(d, e) && joined(d, e) && joined(d, e + 1) &&
               x->tok[e + 1].cap && x->tok[e - 1].classes & LEXC_PARTICLE)
            e += 2;
        uint32_t to = e;
        if (kind == NER_PERSON && b < to) b = behind_office(d, w, b, to);
        if (b < to) b = with_article(x, d, b);
        if (v.n && b < to && b < v.v[v.n - 1].tok_e) b = v.v[--v.n].tok_b;
        bool pieces = v.n && kind == NER_ORGANIZATION && v.v[v.n - 1].tok_e == b &&
                      v.v[v.n - 1].kind == kind &&
                      d->tok_sent[v.v[v.n - 1].tok_b] == d->tok_sent[b];
        if (pieces) b = v.v[--v.n].tok_b;
        bool particle = to == b + 1 && d->tok_low[b].n == 2 &&
                        (x->tok[b].classes & LEXC_PARTICLE) &&
                        !(x->tok[b].classes & ~(uint32_t)LEXC_PARTICLE);
        if (b < to && !particle && !common_opening(x, d, b, to))
            *vec_push(d->a, &v) = (struct name_span){b, to, (uint8_t)kind};
    }
    *out = (struct names){v.v, v.n};
}

void ner_run(const struct ner_model *m, const struct doc *d, const struct world *w,
             struct names *out, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    struct lattice x = {m, ner_tokens(d, w, scratch), NULL, NULL, NULL};
    x.em = arena_alloc_array(scratch, sizeof *x.em, (size_t)d->n_tok + 1);
    x.label = arena_array(scratch, uint8_t, (size_t)d->n_tok + 1);
    decode_all(&x, d, scratch);
    x.lean = votes(&x, d, scratch);
    decode_all(&x, d, scratch);
    if (d->upos) { /* texts without tags are read too */
        end_at_verbs(&x, d);
        name_titled(&x, d);
    }
    collect_names(&x, d, w, out);
    arena_rewind(scratch, mark);
}
