#include "base/base.h"

#include "claims/quote.h"

#include "world/lexicon.h"

enum { PHRASE = 64 }; /* bytes of "lemma preposition" */

/* ---- content */

bool quote_is_punct(const struct doc *d, uint32_t t) {
    return d->upos[t] == UPOS_PUNCT;
}

/* A mark of quotation as a token of its own. */
bool quote_is_mark(const struct doc *d, uint32_t t) {
    struct str s = doc_tok(d, t);
    static const char *const marks[] = {"\"", "“", "”", "``", "''", "‘", "’", "«", "»", "„"};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_eq_c(s, marks[i])) return true;
    return false;
}

/* Stamps the subtree of c, without the subtree of `without`. */
static void stamp_subtree(struct quoter *k, uint32_t c, uint32_t without) {
    const struct doc *d = k->d;
    uint32_t yes = ++k->now, no = ++k->now;
    for (uint32_t t = k->sub.lo[c]; t < k->sub.hi[c]; t++) {
        uint32_t u = t, steps = 0, what = no;
        for (; u != NONE && steps < 256; steps++) {
            if (u == c) what = yes;
            if (u == without) what = no;
            if (u == c || u == without) break;
            if (k->stamp[u] == yes || k->stamp[u] == no) {
                what = k->stamp[u];
                break;
            }
            u = d->head[u];
        }
        k->stamp[t] = what;
    }
    k->now = no;
}

void quote_add_part(struct quoter *k, struct said *s, uint32_t b, uint32_t e) {
    const struct doc *d = k->d;
    while (b < e && quote_is_punct(d, b) && !quote_is_mark(d, b)) b++;
    while (b < e && quote_is_punct(d, e - 1) && !quote_is_mark(d, e - 1)) e--;
    if (b >= e || s->n_part == COUNT_OF(s->part)) return;
    if (e - b == 1 && (quote_is_punct(d, b) || clause_is(d, b, "that"))) return;
    s->part[s->n_part++] = doc_toks_span(d, b, e);
}

/* The runs of stamped tokens of c's range as parts. Stray punctuation does not break a run. */
void quote_parts_of(struct quoter *k, struct said *s, uint32_t c, uint32_t without) {
    const struct doc *d = k->d;
    stamp_subtree(k, c, without);
    uint32_t yes = k->now - 1, b = NONE, last = 0;
    for (uint32_t t = k->sub.lo[c]; t < k->sub.hi[c]; t++) {
        bool cue = t >= s->cue_b && t < s->cue_e;
        bool src = s->src != NONE && t >= s->src_b && t < s->src_e;
        if (k->stamp[t] == yes && !cue && !src) {
            if (b == NONE) b = t;
            last = t + 1;
        } else if (b != NONE && (!quote_is_punct(d, t) || cue || src)) {
            quote_add_part(k, s, b, last);
            b = NONE;
        }
    }
    if (b != NONE) quote_add_part(k, s, b, last);
}

/* ---- the cue's own tokens */

static bool joins_cue(const struct doc *d, uint32_t t, uint32_t verb) {
    if (d->tok_flags[t] & TOK_TITLE && t > clause_sent_b(d, t)) return false;
    if (d->upos[t] == UPOS_AUX || d->upos[t] == UPOS_PART) return true;
    return d->upos[t] == UPOS_ADV && (d->head[t] == verb || d->head[t] == d->head[verb]);
}

static void cue_span(const struct quoter *k, uint32_t t, struct said *s) {
    const struct doc *d = k->d;
    uint32_t first = clause_sent_b(d, t), top = t;
    for (int i = 0; i < 3 && d->deprel[top] == DEP_XCOMP && d->head[top] < top; i++) {
        uint32_t h = d->head[top];
        if (top - h > 6 || !clause_is_verb(d, h)) break;
        if (lex_cue(k->lex, clause_lemma(d, h)) & (CUE_THINK | CUE_REACT | CUE_SAY)) break;
        top = h;
    }
    s->cue_b = top, s->cue_e = t + 1;
    while (s->cue_b > first && joins_cue(d, s->cue_b - 1, top)) s->cue_b--;
    uint32_t prt = clause_child(d, t, DEP_COMPOUND_PRT);
    if (prt != NONE && prt >= s->cue_e && prt < s->cue_e + 3) s->cue_e = prt + 1;
}

/* ---- verbs */

/* Verbs whose object is the one spoken to. */
bool cue_has_addressee(struct str lemma) {
    static const char *const verbs[] = {"tell",  "ask",  "inform",   "remind",  "assure", "advise",
                                        "urge",  "warn", "notify",   "order",   "text",   "email",
                                        "press", "beg",  "convince", "persuade"};
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (str_eq_c(lemma, verbs[i])) return true;
    return false;
}

static uint32_t agent_of(const struct doc *d, uint32_t t) {
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++) {
        uint32_t x = d->child[c];
        if (d->deprel[x] == DEP_OBL_AGENT) return x;
        uint32_t p = d->deprel[x] == DEP_OBL ? clause_child(d, x, DEP_CASE) : NONE;
        if (p != NONE && clause_is(d, p, "by") && clause_passive(d, t)) return x;
    }
    return NONE;
}

/* The oblique of t that a phrase of the cue list opens ("call for"), or NONE. */
static uint32_t oblique_of(const struct quoter *k, uint32_t t, uint32_t *prep) {
    const struct doc *d = k->d;
    char phrase[PHRASE];
    struct str lemma = clause_lemma(d, t);
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++) {
        uint32_t x = d->child[c];
        enum deprel r = d->deprel[x];
        uint32_t p = r == DEP_OBL     ? clause_child(d, x, DEP_CASE)
                     : r == DEP_ADVCL ? clause_child(d, x, DEP_MARK)
                                      : NONE;
        uint32_t o = clause_child(d, t, DEP_OBJ);
        if (o != NONE && o > t && p != NONE && o < p)
            continue; /* "call the number on the screen" */
        if (p == NONE || p <= t || lemma.n + d->tok_low[p].n + 2 > PHRASE) continue;
        memcpy(phrase, lemma.p, lemma.n), phrase[lemma.n] = ' ';
        memcpy(phrase + lemma.n + 1, d->tok_low[p].p, d->tok_low[p].n);
        if (!lex_cue(k->lex, (struct str){phrase, lemma.n + 1 + d->tok_low[p].n})) continue;
        *prep = p;
        return x;
    }
    return NONE;
}

static uint32_t xcomp_of(const struct doc *d, uint32_t t) {
    return clause_child(d, t, DEP_XCOMP);
}

void quote_set_source(const struct quoter *k, struct said *s, uint32_t head) {
    bool self = head != NONE && head && str_ends(k->d->tok_low[head], STR("self"));
    if (self && (k->d->upos[head - 1] == UPOS_PROPN || k->d->upos[head - 1] == UPOS_NOUN))
        head--; /* "Belik himself" */
    s->src = head;
    if (head != NONE) phrase_of(k, head, &s->src_b, &s->src_e);
}

/* The content of an aside ("..., he said"; "as he said"): the clause it stands beside. */
static uint32_t aside_of(const struct quoter *k, uint32_t t) {
    const struct doc *d = k->d;
    enum deprel r = d->deprel[t];
    if (d->head[t] == NONE) return NONE;
    if (r == DEP_PARATAXIS || r == DEP_DISCOURSE) return d->head[t];
    uint32_t mark = clause_child(d, t, DEP_MARK);
    if (r == DEP_ADVCL && mark != NONE && clause_is(d, mark, "as")) return d->head[t];
    return NONE;
}

static void passive_content(struct quoter *k, struct said *s, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t subj = clause_own_subject(d, t), x = xcomp_of(d, t), b, e;
    if (subj != NONE && d->deprel[t] != DEP_ACL_RELCL) {
        phrase_of(k, subj, &b, &e);
        quote_add_part(k, s, b, e);
    }
    if (x != NONE) quote_parts_of(k, s, x, NONE);
    s->frame = x != NONE ? FRAME_XCOMP : FRAME_OBJECT;
}

/* The clause that says what a noun of speech holds ("the opinion that ..."), or NONE. */
static uint32_t that_clause(const struct doc *d, uint32_t noun) {
    static const uint8_t rels[] = {DEP_ACL, DEP_CCOMP, DEP_ACL_RELCL};
    for (size_t i = 0; i < COUNT_OF(rels); i++) {
        uint32_t c = clause_child(d, noun, (enum deprel)rels[i]);
        if (c == NONE || c < noun) continue;
        uint32_t mark = clause_child(d, c, DEP_MARK);
        if (mark != NONE && clause_is(d, mark, "that")) return c;
        for (uint32_t j = d->child_b[c]; j < d->child_b[c + 1]; j++)
            if (d->deprel[c] == DEP_ACL_RELCL && clause_is(d, d->child[j], "that")) return c;
    }
    return NONE;
}

/* A that-clause that the tree hangs on the addressee or the medium ("told reporters that ..."), or
 * a bare one on the document ("said in a statement it was ..."). */
static uint32_t stray_clause(const struct quoter *k, uint32_t t) {
    const struct doc *d = k->d;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t x = d->child[i];
        if (x < t ||
            (d->deprel[x] != DEP_OBJ && d->deprel[x] != DEP_OBL && d->deprel[x] != DEP_IOBJ))
            continue;
        for (uint32_t j = d->child_b[x]; j < d->child_b[x + 1]; j++) {
            uint32_t c = d->child[j], mark = clause_child(d, c, DEP_MARK);
            if (c > x && mark != NONE && clause_is(d, mark, "that")) return c;
            bool bare = d->deprel[c] == DEP_ACL_RELCL && k->sub.lo[c] == x + 1 &&
                        clause_own_subject(d, c) == x + 1;
            if (bare && lex_cue(k->lex, clause_lemma(d, x)) & CUE_DOC) return c;
        }
    }
    return NONE;
}

/* "“We know nobody” – said the clerk": the speech before a verb without a subject. */
static uint32_t speech_behind(const struct doc *d, uint32_t t) {
    uint32_t c = clause_child(d, t, DEP_PARATAXIS);
    return c != NONE && c < t && clause_own_subject(d, t) == NONE ? c : NONE;
}

/* ", as the ministry put it, ": what stands around the aside whose verb is t. */
static bool parts_around(struct quoter *k, struct said *s, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t mark = clause_child(d, t, DEP_MARK), b = clause_sent_b(d, t), e = clause_sent_e(d, t);
    if (mark == NONE || mark <= b + 1 || !clause_is(d, mark, "as") || !clause_is(d, mark - 1, ","))
        return false;
    uint32_t close = t + 1;
    while (close < e && !clause_is(d, close, ",")) close++;
    if (close + 1 >= e) return false;
    quote_add_part(k, s, b, mark - 1);
    quote_add_part(k, s, close + 1, e);
    return s->n_part == 2;
}

/* The object o and what is said of it (x, or NONE), as one part where they stand together. */
static void object_content(struct quoter *k, struct said *s, uint32_t o, uint32_t x) {
    quote_parts_of(k, s, o, NONE);
    if (x != NONE) quote_parts_of(k, s, x, NONE);
    if (s->n_part == 2 && s->part[1].b <= s->part[0].e + 1 && s->part[1].b >= s->part[0].e)
        s->part[0].e = s->part[1].e, s->n_part = 1;
}

static uint8_t content_of(struct quoter *k, struct said *s, uint32_t t, uint32_t bits) {
    const struct doc *d = k->d;
    uint32_t prep = NONE, c = clause_child(d, t, DEP_CCOMP), aside = aside_of(k, t);
    if (c != NONE) {
        quote_parts_of(k, s, c, t);
        return FRAME_CLAUSE;
    }
    if (aside == NONE && bits & CUE_SAY) aside = speech_behind(d, t);
    if (aside != NONE && (bits & (CUE_SAY | CUE_SHOW | CUE_THINK))) {
        if (!parts_around(k, s, t)) quote_parts_of(k, s, aside, t);
        return FRAME_ASIDE;
    }
    if ((c = stray_clause(k, t)) != NONE && bits & (CUE_SAY | CUE_SHOW | CUE_THINK)) {
        quote_parts_of(k, s, c, NONE);
        return FRAME_CLAUSE;
    }
    uint32_t x = xcomp_of(d, t), o = clause_child(d, t, DEP_OBJ);
    uint32_t q = oblique_of(k, t, &prep);
    if (q != NONE) {
        s->cue_e = ATT_MAX(s->cue_e, prep < s->cue_e + 2 ? prep + 1 : s->cue_e);
        quote_parts_of(k, s, q, NONE);
        return s->n_part ? FRAME_OBLIQUE : FRAME_NONE;
    }
    if (o != NONE && lex_cue(k->lex, clause_lemma(d, o)) & CUE_NOUN &&
        (c = that_clause(d, o)) != NONE) {
        s->cue_e = o > s->cue_e && o < s->cue_e + 4 ? o + 1 : s->cue_e;
        quote_parts_of(k, s, c, NONE);
        return FRAME_CLAUSE;
    }
    if (o != NONE && !(x != NONE && cue_has_addressee(clause_lemma(d, t)))) {
        if (cue_has_addressee(clause_lemma(d, t)) && (bits & CUE_SAY)) return FRAME_QUOTE;
        object_content(k, s, o, x);
        return FRAME_OBJECT;
    }
    if (x != NONE) {
        quote_parts_of(k, s, x, NONE);
        return FRAME_XCOMP;
    }
    return FRAME_QUOTE;
}

/* First-person speech inside marks tells nothing of its own. */
static bool speaks_of_self(const struct doc *d, uint32_t src) {
    if (src == NONE || !(d->tok_flags[src] & TOK_QUOTED)) return false;
    struct str w = d->tok_low[src];
    return str_eq_c(w, "i") || str_eq_c(w, "we") || str_eq_c(w, "you") || str_eq_c(w, "it") ||
           str_eq_c(w, "they") || str_eq_c(w, "he") || str_eq_c(w, "she");
}

/* Inverted speech ("says the statement of ..."): the object behind the verb is the speaker. */
static uint32_t inverted_speaker(const struct doc *d, uint32_t t) {
    uint32_t o = clause_child(d, t, DEP_OBJ), c = clause_child(d, t, DEP_CCOMP);
    if (o == NONE || o < t || clause_own_subject(d, t) != NONE) return NONE;
    if (c != NONE) return c < t ? o : NONE;
    if (speech_behind(d, t) != NONE) return o;
    return d->deprel[t] == DEP_PARATAXIS && d->head[t] < t ? o : NONE;
}

bool cue_is_nobody(const struct doc *d, const struct said *s) {
    return s->src != NONE && (clause_is(d, s->src_b, "no") || clause_is(d, s->src_b, "nobody") ||
                              clause_is(d, s->src_b, "none"));
}

static bool accepts(const struct quoter *k, const struct said *s, uint32_t bits) {
    const struct doc *d = k->d;
    struct str src = s->src == NONE ? STR_NULL : d->tok_low[s->src];
    if (speaks_of_self(d, s->src)) return false;
    if (cue_is_nobody(d, s)) return false;
    if (str_eq_c(src, "it") && s->frame != FRAME_CLAUSE) return false;
    switch (s->frame) {
    case FRAME_CLAUSE:
    case FRAME_ASIDE:
        if (bits & (CUE_SAY | CUE_THINK | CUE_SHOW | CUE_REACT)) return true;
        return false;
    case FRAME_XCOMP: return bits & (CUE_THINK | CUE_SEEM | CUE_REACT | CUE_SAY);
    case FRAME_OBJECT: return bits & CUE_REACT && s->src != NONE;
    case FRAME_OBLIQUE: return true;
    case FRAME_QUOTE: return bits & CUE_SAY;
    default: return false;
    }
}

/* The mention that stands directly before the cue, where the tree gives it no subject. */
static void source_beside(const struct quoter *k, struct said *s) {
    const struct doc *d = k->d;
    if (s->cue_b == clause_sent_b(d, s->cue)) return;
    uint32_t t = s->cue_b - 1, m = mention_widest_of_head(&k->m->mentions, t);
    if (m != NONE) {
        const struct mention *v = &k->m->mentions.v[m];
        if (v->tok_e == s->cue_b) s->src = v->head, s->src_b = v->tok_b, s->src_e = v->tok_e;
    } else if (d->tok_flags[t] & (TOK_TITLE | TOK_UPPER) && d->upos[t] != UPOS_ADV &&
               d->upos[t] != UPOS_PRON) {
        s->src = t, s->src_b = t, s->src_e = t + 1;
    }
}

void cue_verb(struct quoter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t bits = lex_cue(k->lex, clause_lemma(d, t));
    uint32_t act = k->m->events.of_tok[t];
    if (act != NONE && event_is_violent(k->m->events.v[act].type)) bits &= ~(uint32_t)CUE_REACT;
    if (!bits) return;
    struct said s = {.cue = t, .src = NONE};
    bool passive = clause_child(d, t, DEP_AUX_PASS) != NONE;
    cue_span(k, t, &s);
    uint32_t inverted = inverted_speaker(d, t);
    quote_set_source(k, &s,
                     passive            ? agent_of(d, t)
                     : inverted != NONE ? inverted
                                        : clause_subject(d, t));
    if (s.src != NONE && s.src == t) return;
    if (passive && clause_child(d, t, DEP_CCOMP) == NONE) {
        passive_content(k, &s, t);
        if (s.src == NONE && !(bits & (CUE_SAY | CUE_THINK | CUE_SEEM))) return;
        if (s.src == NONE && s.frame == FRAME_OBJECT) return;
    } else {
        s.frame = content_of(k, &s, t, bits);
    }
    if (aside_after_semicolon(d, &s)) s.n_part = 0, s.frame = FRAME_QUOTE;
    if (s.src == NONE && bits & CUE_SAY && !passive) source_beside(k, &s);
    if (s.src == NONE && bits & CUE_SAY && !passive) aside_all_before(k, &s, t);
    if (s.src == NONE && !passive && t > clause_sent_b(d, t)) aside_name_before(k, &s, t);
    if (bits & CUE_SAY && !passive && !aside_inserted(k, &s, t)) {
        aside_closing(k, &s, t);
        aside_inverted(k, &s, t);
        aside_at_marks(k, &s, t);
        if (bits & CUE_BARE) aside_bare_clause(k, &s, t);
        aside_that_clause(k, &s, t);
        aside_colon(k, &s, t);
    }
    aside_and_that(k, &s);
    if (!accepts(k, &s, bits)) return;
    if (bits & CUE_SAY && !passive && s.n_part < 2) aside_whole_before(k, &s);
    if (!s.n_part && s.frame != FRAME_QUOTE) return;
    *vec_push(k->a, &k->said) = s;
}
