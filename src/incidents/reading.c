#include "base/base.h"

#include "incidents/reading.h"

#include "base/embed.h"
#include "base/tsv.h"

enum { MAX_BASE = 20, MAX_PHRASE = 12, MAX_TAILED = 14 };

/* ------------------------------------------------------------------ word lists */

static const struct {
    const char *name;
    enum word_kind kind;
} kind_name[] = {{"det", KIND_DET}, {"prep", KIND_PREP}, {"conj", KIND_CONJ}, {"pron", KIND_PRON},
                 {"aux", KIND_AUX}, {"sub", KIND_SUB},   {"to", KIND_TO},     {"adv", KIND_ADV},
                 {"num", KIND_NUM}, {"name", KIND_NAME}};

void reading_words_open(struct reading_words *w, struct arena *a) {
    map_init(&w->kind_of, a, 512);
    map_init(&w->violence_of, a, 512);
    w->n_violence = 0;
    struct tsv t;
    tsv_init(&t, embed_find("data/incidents/phrase_words.tsv"));
    while (tsv_next(&t))
        for (size_t i = 0; i < COUNT_OF(kind_name); i++)
            if (str_eq_c(tsv_cell(&t, 1), kind_name[i].name))
                map_add(&w->kind_of, t.cell[0], kind_name[i].kind, NULL);
    struct map classes;
    map_init(&classes, a, 64);
    tsv_init(&t, embed_find("data/incidents/violence_words.tsv"));
    while (tsv_next(&t)) {
        uint32_t c = map_add(&classes, tsv_cell(&t, 1), classes.n + 1, NULL);
        if (c < MAX_VIOLENCE_CLASS) map_add(&w->violence_of, t.cell[0], c, NULL);
    }
    w->n_violence = ATT_MIN(classes.n, (uint32_t)MAX_VIOLENCE_CLASS - 1);
}

/* ------------------------------------------------------------------ kinds of words */

/* What the dictionary says about one form. */
struct form {
    bool noun, verb, adj, adv, past, ing, third;
    struct str lemma;
    const struct lex_word *lex;
};

static struct str copy(char *into, struct str s, uint32_t n, const char *end) {
    uint32_t m = (uint32_t)strlen(end);
    memcpy(into, s.p, n);
    memcpy(into + n, end, m);
    return (struct str){into, n + m};
}

/* Verb lemma of a form with an ending of n bytes taken off; STR_NULL when there is none. */
static struct str verb_stem(const struct lexicon *l, struct str s, uint32_t n, char into[96]) {
    uint32_t k = s.n - n;
    if (k < 2 || k > 80) return STR_NULL;
    struct str t = copy(into, s, k, "");
    if (k > 3 && t.p[k - 1] == t.p[k - 2] && lexicon_is_verb(l, (struct str){t.p, k - 1}))
        return (struct str){t.p, k - 1};
    if (lexicon_is_verb(l, t)) return t;
    t = copy(into, s, k, "e");
    if (lexicon_is_verb(l, t)) return t;
    if (s.p[k - 1] == 'i') {
        t = copy(into, s, k - 1, "y");
        if (lexicon_is_verb(l, t)) return t;
    }
    return STR_NULL;
}

static struct str verb_lemma(const struct lexicon *l, struct str s, struct form *f, char into[96]) {
    struct str v = lexicon_irregular_verb(l, s);
    if (v.n) {
        f->past = true;
        return v;
    }
    if (s.n > 3 && str_ends(s, STR("ed"))) {
        v = verb_stem(l, s, 2, into);
        if (v.n) f->past = true;
        if (v.n) return v;
    }
    if (s.n > 4 && str_ends(s, STR("ing"))) {
        v = verb_stem(l, s, 3, into);
        if (v.n) f->ing = true;
        if (v.n) return v;
    }
    if (s.n > 2 && s.p[s.n - 1] == 's' && s.p[s.n - 2] != 's') {
        v = verb_stem(l, s, 1, into);
        if (!v.n && str_ends(s, STR("es"))) v = verb_stem(l, s, 2, into);
        if (v.n) f->third = true;
        if (v.n) return v;
    }
    return lexicon_is_verb(l, s) ? s : STR_NULL;
}

static void form_read(const struct lexicon *l, struct str s, struct form *f, char into[96]) {
    *f = (struct form){.lemma = s};
    char verb[96], noun[96];
    struct str v = verb_lemma(l, s, f, verb);
    struct str n = lexicon_noun_lemma(l, s, noun);
    const struct lex_word *w = lexicon_find(l, n), *same = lexicon_find(l, s);
    f->verb = v.n > 0;
    f->noun = w && (w->flags & LEX_IS_NOUN);
    f->adj = same && (same->flags & LEX_IS_ADJ);
    f->adv = same && (same->flags & LEX_IS_ADV);
    f->lex = f->noun ? w : v.n ? lexicon_find(l, v) : same;
    struct str lemma = v.n && (f->past || f->ing || !f->noun) ? v : f->noun ? n : s;
    if (lemma.n < 96) f->lemma = copy(into, lemma, lemma.n, "");
}

static bool is_nominal(uint8_t k) {
    return k == KIND_NOUN || k == KIND_NAME;
}
static bool opens_noun(uint8_t k) {
    return k == KIND_DET || k == KIND_ADJ || k == KIND_NUM || k == KIND_POSS || k == KIND_PREP;
}

static uint8_t kind_of_verb_form(const struct form *f, uint8_t prev, const struct form *next) {
    if (prev == KIND_HYPHEN) return f->noun ? KIND_NOUN : KIND_ADJ;
    if (f->past) {
        bool before_noun = next && (next->noun || next->adj) && !next->past;
        if (opens_noun(prev) && before_noun) return KIND_ADJ;
        if (f->adj && before_noun && !is_nominal(prev) && prev != KIND_AUX) return KIND_ADJ;
        return KIND_VERB;
    }
    if (f->ing) return f->noun && opens_noun(prev) && prev != KIND_PREP ? KIND_NOUN : KIND_ING;
    if (!f->noun) return KIND_VERB;
    if (prev == KIND_TO || prev == KIND_AUX || prev == KIND_PRON) return KIND_VERB;
    return KIND_NOUN;
}

static uint8_t kind_of(const struct form *f, uint8_t prev, const struct form *next) {
    if (f->verb) {
        uint8_t k = kind_of_verb_form(f, prev, next);
        if (k != KIND_NOUN) return k;
    }
    if (f->adj && f->noun && next && next->noun && !next->verb) return KIND_ADJ;
    if (f->noun) return KIND_NOUN;
    if (f->adj) return KIND_ADJ;
    if (f->adv) return KIND_ADV;
    return KIND_NAME;
}

static uint32_t hash32(struct str s) {
    uint64_t h = str_hash(s);
    return (uint32_t)(h ^ h >> 32);
}

static uint8_t punct_kind(struct str s) {
    if (s.n == 1 && s.p[0] == ',') return KIND_COMMA;
    if (s.p[0] == '"' || s.p[0] == '\'' || s.p[0] == '`' || str_eq_c(s, "“") || str_eq_c(s, "”"))
        return KIND_QUOTE;
    return KIND_PUNCT;
}

/* A hyphen inside a word that the tokens keep apart. */
static bool joins_words(const struct doc *d, uint32_t t) {
    return str_eq_c(d->tok_low[t], "-") && !(d->tok_flags[t] & TOK_SPACE_BEFORE) &&
           t + 1 < d->n_tok && !(d->tok_flags[t + 1] & TOK_SPACE_BEFORE);
}

static void read_words(struct reading *r, const struct world *w,
                       const struct reading_words *words) {
    const struct doc *d = r->d;
    uint8_t prev = KIND_PUNCT;
    struct form f, next = {0};
    char buf_f[96], buf_next[96];
    bool have_next = false;
    for (uint32_t t = 0; t < r->n; t++) {
        struct str s = d->tok_low[t];
        if (t == d->sent_tok[d->tok_sent[t]]) prev = KIND_PUNCT;
        if (have_next)
            f = next, memcpy(buf_f, buf_next, sizeof buf_f),
            f.lemma.p = f.lemma.p == buf_next ? buf_f : f.lemma.p;
        else
            form_read(w->lexicon, s, &f, buf_f);
        have_next = t + 1 < r->n && d->tok_sent[t + 1] == d->tok_sent[t];
        if (have_next) form_read(w->lexicon, d->tok_low[t + 1], &next, buf_next);
        uint32_t fixed = map_get(&words->kind_of, s);
        uint8_t k;
        if (d->tok_flags[t] & TOK_PUNCT)
            k = joins_words(d, t) ? KIND_HYPHEN : punct_kind(s);
        else if (str_eq_c(s, "'s") || str_eq_c(s, "'") || str_eq_c(s, "’s"))
            k = KIND_POSS;
        else if (fixed != NONE)
            k = (uint8_t)fixed;
        else if (d->tok_flags[t] & TOK_DIGIT && ascii_is_digit(s.p[0]))
            k = KIND_NUM;
        else
            k = kind_of(&f, prev, have_next ? &next : NULL);
        bool open = fixed == NONE && k != KIND_HYPHEN && k != KIND_PUNCT && k != KIND_COMMA &&
                    k != KIND_QUOTE;
        r->kind[t] = k;
        r->past[t] = open && f.past && k == KIND_VERB;
        r->word[t] = hash32(s);
        r->lemma[t] = hash32(f.lemma);
        r->lex[t] = open ? f.lex : NULL;
        r->classes[t] = open ? lexicon_noun_class(w->lexicon, s) : 0;
        uint32_t v = open ? map_get(&words->violence_of, f.lemma) : NONE;
        if (open && v == NONE) v = map_get(&words->violence_of, s);
        r->violence[t] = v == NONE ? 0 : (uint8_t)v;
        prev = k == KIND_QUOTE ? prev : k;
    }
}

static void read_verbs(struct reading *r) {
    const struct doc *d = r->d;
    for (uint32_t s = 0; s < d->n_sent; s++) {
        uint32_t b = d->sent_tok[s], e = d->sent_tok[s + 1], last = NONE;
        for (uint32_t t = b; t < e; t++) {
            r->verb_left[t] = last;
            if (r->kind[t] == KIND_VERB || r->kind[t] == KIND_ING) last = t;
        }
        last = NONE;
        for (uint32_t t = e; t-- > b;) {
            r->verb_right[t] = last;
            if (r->kind[t] == KIND_VERB || r->kind[t] == KIND_ING) last = t;
        }
    }
}

/* ------------------------------------------------------------------ normalised strings */

static bool is_article(const char *p, uint32_t n) {
    return (n == 1 && p[0] == 'a') || (n == 2 && p[0] == 'a' && p[1] == 'n') ||
           (n == 3 && p[0] == 't' && p[1] == 'h' && p[2] == 'e');
}

uint64_t reading_key(struct str s) {
    uint64_t h = 1469598103934665603ull;
    char word[64];
    uint32_t n = 0;
    bool any = false;
    for (uint32_t i = 0; i <= s.n; i++) {
        char c = i < s.n ? s.p[i] : ' ';
        if (ascii_is_space(c)) {
            if (n && !is_article(word, n)) {
                if (any) h = (h ^ ' ') * 1099511628211ull;
                for (uint32_t k = 0; k < n; k++) h = (h ^ (uint8_t)word[k]) * 1099511628211ull;
                any = true;
            }
            n = 0;
        } else if ((uint8_t)c >= 128 || ascii_is_alpha(c) || ascii_is_digit(c)) {
            if (n < sizeof word) word[n++] = ascii_lower(c);
        }
    }
    return any ? h : 0;
}

/* ------------------------------------------------------------------ phrases */

struct finder {
    struct reading *r;
    struct arena *a;
    VEC(struct phrase) mention;
    VEC(uint32_t) next;
    VEC(struct candidate) candidate;
    uint32_t *slot; /* open addressing by key -> candidate + 1 */
    uint32_t n_slot;
};

static uint32_t find_slot(const struct finder *f, uint64_t key) {
    uint32_t i = (uint32_t)(key ^ key >> 32) & (f->n_slot - 1);
    while (f->slot[i] && f->candidate.v[f->slot[i] - 1].key != key) i = (i + 1) & (f->n_slot - 1);
    return i;
}

static void add(struct finder *f, struct phrase p) {
    const struct doc *d = f->r->d;
    uint64_t key = reading_key(doc_cut(d, doc_toks_span(d, p.b, p.e)));
    if (!key) return;
    uint32_t i = find_slot(f, key), m = f->mention.n;
    if (!f->slot[i]) {
        if (f->candidate.n >= READING_MAX_CANDIDATES) return;
        *vec_push(f->a, &f->candidate) = (struct candidate){key, m, 1, m};
        f->slot[i] = f->candidate.n;
    } else {
        struct candidate *c = &f->candidate.v[f->slot[i] - 1];
        struct phrase *l = &f->mention.v[c->last];
        if (l->b == p.b && l->e == p.e) return;
        if (l->e > p.b && l->b < p.e) return;
        f->next.v[c->last] = m;
        c->last = m;
        c->n++;
    }
    *vec_push(f->a, &f->mention) = p;
    *vec_push(f->a, &f->next) = NONE;
}

static bool in_phrase(uint8_t k) {
    return k == KIND_DET || k == KIND_NUM || k == KIND_ADJ || k == KIND_NOUN || k == KIND_NAME ||
           k == KIND_POSS || k == KIND_QUOTE || k == KIND_HYPHEN;
}

/* The base noun phrase that begins at t: its end, and in *core where its article ends. */
static uint32_t base_end(const struct reading *r, uint32_t t, uint32_t end, uint32_t *core) {
    uint32_t e = t, last = t;
    while (e < end && e - t < MAX_BASE && in_phrase(r->kind[e])) {
        if (e > t && r->kind[e] == KIND_DET && is_nominal(r->kind[e - 1])) break;
        if (is_nominal(r->kind[e])) last = e + 1;
        e++;
    }
    uint32_t c = t;
    while (c < last &&
           (r->kind[c] == KIND_DET || r->kind[c] == KIND_QUOTE || r->kind[c] == KIND_POSS))
        c++;
    *core = c;
    return last;
}

static bool starts_phrase(uint8_t k) {
    return k == KIND_NOUN || k == KIND_NAME || k == KIND_ADJ || k == KIND_NUM;
}

/* Tails "of X", "for X", "in X of Y" after a phrase: their ends into end[], at most two. */
static uint32_t tails(const struct reading *r, uint32_t e, uint32_t sent_e, uint32_t end[4]) {
    uint32_t n = 0, at = e;
    while (n < 3 && at + 1 < sent_e && (r->kind[at] == KIND_PREP || r->kind[at] == KIND_TO)) {
        uint32_t core, next = base_end(r, at + 1, sent_e, &core);
        if (next <= at + 1) break;
        end[n++] = next;
        at = next;
    }
    return n;
}

static void add_spans(struct finder *f, uint32_t outer_b, uint32_t core, uint32_t e,
                      uint32_t sent_e) {
    const struct reading *r = f->r;
    uint32_t tail[4], n_tail = tails(r, e, sent_e, tail);
    bool small = e - core <= 5;
    for (uint32_t b = core; b < e; b++) {
        if (!starts_phrase(r->kind[b]) || (b > core && e - b > MAX_PHRASE)) continue;
        for (uint32_t x = b + 1; x <= e; x++) {
            if (!is_nominal(r->kind[x - 1]) && !(r->kind[x - 1] == KIND_NUM && x > b + 1)) continue;
            if (x < e && !small && b != core && x != b + 1) continue;
            add(f, (struct phrase){b, x, x - 1, outer_b, e});
        }
        for (uint32_t i = 0; i < n_tail; i++)
            if (tail[i] - b <= MAX_TAILED) add(f, (struct phrase){b, tail[i], e - 1, outer_b, e});
    }
}

static void find_phrases(struct finder *f) {
    struct reading *r = f->r;
    const struct doc *d = r->d;
    for (uint32_t s = 0; s < d->n_sent; s++) {
        enum zone z = doc_sent_zone(d, s);
        if (z == ZONE_BOILER || z == ZONE_BYLINE) continue;
        uint32_t end = d->sent_tok[s + 1];
        for (uint32_t t = d->sent_tok[s]; t < end;) {
            if (!in_phrase(r->kind[t])) {
                t++;
                continue;
            }
            uint32_t core, e = base_end(r, t, end, &core);
            if (e <= t || core >= e) {
                t++;
                continue;
            }
            add_spans(f, t, core, e, end);
            t = e;
        }
    }
}

/* ------------------------------------------------------------------ short forms */

static bool is_open_bracket(struct str s) {
    return s.n == 1 && (s.p[0] == '(' || s.p[0] == '[');
}

/* Long forms end before a bracket that holds the short form alone: the longest phrase whose first
 * letter is that of the short form, else the longest. */
static void find_aliases(struct reading *r, struct arena *a) {
    const struct doc *d = r->d;
    uint32_t *single = arena_array(a, uint32_t, r->n);
    uint32_t *best = arena_array(a, uint32_t, r->n);
    for (uint32_t t = 0; t < r->n; t++) single[t] = best[t] = NONE;
    for (uint32_t m = 0; m < r->n_mention; m++)
        if (r->mention[m].e == r->mention[m].b + 1) single[r->mention[m].b] = r->of[m];
    for (uint32_t m = 0; m < r->n_mention; m++) {
        const struct phrase *p = &r->mention[m];
        uint32_t s = p->e + 1;
        if (p->e - p->b < 2 || s + 1 >= r->n || single[s] == NONE ||
            !is_open_bracket(d->tok_low[p->e]))
            continue;
        if (r->kind[s + 1] != KIND_PUNCT) continue;
        bool first = d->tok_low[p->b].p[0] == d->tok_low[s].p[0];
        const struct phrase *old = best[s] == NONE ? NULL : &r->mention[best[s]];
        bool old_first = old && d->tok_low[old->b].p[0] == d->tok_low[s].p[0];
        if (!old || (first && !old_first) || (first == old_first && p->e - p->b > old->e - old->b))
            best[s] = m;
    }
    for (uint32_t t = 0; t < r->n; t++) {
        if (best[t] == NONE) continue;
        r->alias[single[t]] = r->of[best[t]];
        r->alias[r->of[best[t]]] = single[t];
    }
}

void reading_run(struct reading *r, const struct doc *d, const struct world *w,
                 const struct reading_words *words, struct arena *a) {
    *r = (struct reading){.d = d, .n = d->n_tok};
    r->kind = arena_array(a, uint8_t, r->n);
    r->violence = arena_array(a, uint8_t, r->n);
    r->past = arena_array(a, bool, r->n);
    r->word = arena_array(a, uint32_t, r->n);
    r->lemma = arena_array(a, uint32_t, r->n);
    r->lex = arena_array(a, const struct lex_word *, r->n);
    r->classes = arena_array(a, uint32_t, r->n);
    r->verb_left = arena_array(a, uint32_t, r->n);
    r->verb_right = arena_array(a, uint32_t, r->n);
    read_words(r, w, words);
    read_verbs(r);
    struct finder f = {.r = r, .a = a};
    uint32_t want = ATT_MIN(8 * r->n + 64, (uint32_t)READING_MAX_CANDIDATES * 2);
    for (f.n_slot = 64; f.n_slot < want; f.n_slot *= 2) {
    }
    f.slot = arena_array(a, uint32_t, f.n_slot);
    find_phrases(&f);
    r->mention = f.mention.v, r->next = f.next.v, r->n_mention = f.mention.n;
    r->candidate = f.candidate.v, r->n_candidate = f.candidate.n;
    r->para_of_sent = d->sent_para;
    r->of = arena_array(a, uint32_t, r->n_mention);
    r->alias = arena_array(a, uint32_t, r->n_candidate);
    for (uint32_t c = 0; c < r->n_candidate; c++) {
        r->alias[c] = NONE;
        for (uint32_t m = r->candidate[c].first; m != NONE; m = r->next[m]) r->of[m] = c;
    }
    find_aliases(r, a);
}
