#include "base/base.h"

#include "claims/quote.h"

#include "world/lexicon.h"

/* The clause an oblique or adverb belongs to. */
uint32_t quote_clause_of(const struct doc *d, uint32_t t) {
    uint32_t h = d->head[t];
    for (int i = 0; i < 16 && h != NONE; i++) {
        if (clause_is_verb(d, h) || clause_own_subject(d, h) != NONE) return h;
        if (d->head[h] == NONE) return h;
        h = d->head[h];
    }
    return h;
}

static uint32_t root_above(const struct doc *d, uint32_t t) {
    for (int i = 0; i < 64 && d->head[t] != NONE; i++) t = d->head[t];
    return t;
}

/* The phrase [b, e) opens its sentence or closes it behind a comma: it is about the whole. */
static bool frames_sentence(const struct doc *d, uint32_t b, uint32_t e) {
    uint32_t first = clause_sent_b(d, b), last = clause_sent_e(d, b);
    if (b == first) return true;
    return e + 1 >= last && clause_is(d, b - 1, ",") && !(d->tok_flags[b] & TOK_QUOTED);
}

/* Tokens of the longest phrase of the cue list that opens at t ("according to", "in the words of"),
 * or 0. */
static uint32_t preposition_at(const struct quoter *k, uint32_t t) {
    enum { LONGEST = 4 };
    const struct doc *d = k->d;
    char phrase[64];
    uint32_t n = map_get(&k->lex->prep_head, d->tok_low[t]), len = 0, best = 0;
    if (n == NONE) return 0;
    for (uint32_t i = 0; i < ATT_MIN(n, LONGEST) && t + i < clause_sent_e(d, t); i++) {
        struct str w = d->tok_low[t + i];
        if (len + w.n + 1 > sizeof phrase) break;
        if (i) phrase[len++] = ' ';
        memcpy(phrase + len, w.p, w.n), len += w.n;
        if (lex_cue(k->lex, (struct str){phrase, len}) & CUE_PREP) best = i + 1;
    }
    return best;
}

/* Head of the phrase that begins at token b. */
static uint32_t head_behind(const struct quoter *k, uint32_t b) {
    const struct doc *d = k->d;
    uint32_t x = b;
    while (d->head[x] != NONE && d->head[x] >= b && d->head[x] < clause_sent_e(d, b) &&
           k->sub.lo[x] >= b)
        x = d->head[x];
    return x;
}

/* The first comma, semicolon or colon at or behind t, or the end of its sentence. */
static uint32_t stop_behind(const struct doc *d, uint32_t t) {
    uint32_t e = clause_sent_e(d, t);
    while (t < e && !clause_is(d, t, ",") && !clause_is(d, t, ";") && !clause_is(d, t, ":")) t++;
    return t;
}

static bool is_relative(const struct doc *d, uint32_t t) {
    return d->xpos[t] == XPOS_WDT || d->xpos[t] == XPOS_WP || d->xpos[t] == XPOS_WPS;
}

/* Verbs in [b, e), those of a relative clause aside. */
static bool has_clause(const struct doc *d, uint32_t b, uint32_t e) {
    bool relative = false;
    for (uint32_t i = b; i < e; i++) {
        relative |= is_relative(d, i) || clause_is(d, i, "that") || d->xpos[i] == XPOS_VBG ||
                    d->xpos[i] == XPOS_VBN;
        if (!relative && (d->upos[i] == UPOS_VERB || d->upos[i] == UPOS_AUX)) return true;
    }
    return false;
}

/* "The mayor, Claire Fontanel,": the second phrase, from b to its comma at c, names the first. */
static bool names_first(const struct quoter *k, uint32_t src, uint32_t b, uint32_t c) {
    enum { TITLED = LEXC_OFFICE | LEXC_RANK | LEXC_PERSON | LEXC_MEDIA | LEXC_ORGANIZATION };
    const struct doc *d = k->d;
    if (c >= clause_sent_e(d, b) || b >= c || c - b > 8) return false;
    for (uint32_t i = b; i < c; i++)
        if (d->upos[i] != UPOS_PROPN && d->upos[i] != UPOS_ADP && d->upos[i] != UPOS_DET)
            return false;
    return d->upos[src] == UPOS_NOUN && d->upos[b] == UPOS_PROPN &&
           lexicon_noun_class(k->w->lexicon, clause_lemma(d, src)) & TITLED;
}

/* Where the phrase of the holder ends that begins at token b and has its head at x: behind what
 * names or describes it. */
static uint32_t holder_end(const struct quoter *k, uint32_t b, uint32_t x) {
    const struct doc *d = k->d;
    uint32_t c = stop_behind(d, b), e = clause_sent_e(d, b);
    if (c + 1 >= e || !clause_is(d, c, ",")) return c;
    uint32_t next = stop_behind(d, c + 1);
    if (is_relative(d, c + 1) || names_first(k, x, c + 1, next)) return next;
    return c;
}

/* "..., according to a witness who spoke to the Post, but ...": the clause before is what is told.
 */
static bool tells_before(struct quoter *k, struct said *s, uint32_t t, uint32_t end) {
    const struct doc *d = k->d;
    uint32_t b = clause_sent_b(d, t), e = clause_sent_e(d, t), from = b;
    if (t < b + 3 || !clause_is(d, t - 1, ",")) return false;
    for (uint32_t i = b; i < t; i++)
        if (clause_is(d, i, ";")) from = i + 1;
    bool more = end + 1 < e && !clause_is(d, end, ".");
    bool joined = more && (clause_is(d, end, ";") || d->upos[end + 1] == UPOS_CCONJ ||
                           d->upos[end + 1] == UPOS_SCONJ);
    if (!has_clause(d, from, t)) return false;
    if (more && !joined) return false;
    quote_add_part(k, s, from, t - 1);
    return s->n_part > 0;
}

/* "According to the mayor, X, ...": what stands behind the holder's phrase. */
static bool tells_behind(struct quoter *k, struct said *s, uint32_t t, uint32_t end) {
    const struct doc *d = k->d;
    uint32_t b = clause_sent_b(d, t), e = clause_sent_e(d, t);
    if (t != b && !(t == b + 1 && d->upos[b] == UPOS_CCONJ)) return false;
    if (end + 2 >= e || !clause_is(d, end, ",")) return false;
    for (uint32_t i = end; i + 1 < e; i++)
        if (clause_is(d, i, ";")) e = i;
    quote_add_part(k, s, end + 1, e);
    return s->n_part > 0;
}

void preposition_cue(struct quoter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t n = preposition_at(k, t);
    if (!n || t + n >= clause_sent_e(d, t)) return;
    bool according = clause_is(d, t, "according");
    uint32_t x = according ? d->head[t] : head_behind(k, t + n);
    if (x == NONE || x < t + n) return;
    struct said s = {.frame = FRAME_PREP, .cue = t, .cue_b = t, .cue_e = t + n, .src = x};
    s.cites = lex_cue(k->lex, d->tok_low[t]) & CUE_CITE;
    phrase_of(k, x, &s.src_b, &s.src_e);
    s.src_b = ATT_MAX(s.src_b, t + n);
    uint32_t end = holder_end(k, t + n, x);
    bool whole = end > x && !has_clause(d, t + n, end) && end - (t + n) < 24;
    if (whole && s.src_e > end && !has_clause(d, end, s.src_e))
        end = s.src_e; /* an apposition that the tree knows */
    else if (whole)
        s.src_b = t + n, s.src_e = end;
    while (s.src_e > s.src_b + 1 && quote_is_punct(d, s.src_e - 1)) s.src_e--;
    if (s.src_e <= s.src_b) s.src_b = x, s.src_e = x + 1;
    if (!whole || !(tells_before(k, &s, t, end) || tells_behind(k, &s, t, end))) {
        uint32_t h = quote_clause_of(d, x);
        if (h == t) h = quote_clause_of(d, t); /* "citing" is a verb of its own */
        if (h == NONE) return;
        if (frames_sentence(d, t, s.src_e)) h = root_above(d, h);
        quote_parts_of(k, &s, h, according ? x : t);
    }
    if (s.n_part) *vec_push(k->a, &k->said) = s;
}
