#include "base/base.h"

#include "language/repair.h"

#include "language/repair_work.h"

static void note_child(struct hanging *w, const struct doc *d, uint32_t t) {
    uint32_t h = d->head[t];
    switch (deprel_plain((enum deprel)d->deprel[t])) {
    case DEP_NSUBJ:
        if (t < h) w->subject[h] = t;
        w->has[h] |= HAS_LINK;
        break;
    case DEP_MARK: w->has[h] |= HAS_MARK; /* fall through */
    case DEP_CSUBJ:
    case DEP_CC:
    case DEP_EXPL: w->has[h] |= HAS_LINK; break;
    case DEP_CASE:
        if (d->head[h] != NONE && str_eq(d->tok_low[t], STR("by"))) w->has[d->head[h]] |= HAS_AGENT;
        break;
    case DEP_AUX: w->has[h] |= HAS_AUX; /* fall through */
    case DEP_COP:
        if (t < h && finite_tag(d->xpos[t])) w->finite[h] = t;
        break;
    case DEP_OBJ: w->has[h] |= HAS_OBJECT; break;
    case DEP_CCOMP: w->has[h] |= HAS_CLAUSE; break;
    default: break;
    }
}

static bool clause_relation(uint8_t r) {
    enum deprel p = deprel_plain((enum deprel)r);
    return p == DEP_ADVCL || p == DEP_CCOMP || p == DEP_XCOMP || p == DEP_PARATAXIS ||
           p == DEP_CONJ || p == DEP_ACL;
}

/* Something between the two words that may begin or join a clause. */
static bool joined(const struct doc *d, uint32_t b, uint32_t e) {
    for (uint32_t t = b; t < e; t++) {
        uint8_t u = d->upos[t], x = d->xpos[t];
        if (u == UPOS_SCONJ || u == UPOS_CCONJ || u == UPOS_PUNCT) return true;
        if (x == XPOS_WDT || x == XPOS_WP || x == XPOS_WRB) return true;
    }
    return false;
}

/* Is `verb` the verb of the clause that its head, a participle, was taken for? */
static bool changed_places(const struct doc *d, const struct hanging *w, uint32_t verb) {
    uint32_t part = d->head[verb];
    if (part == NONE || part >= verb || part == 0 || !clause_relation(d->deprel[verb]))
        return false;
    if (d->upos[part] != UPOS_VERB || (d->xpos[part] != XPOS_VBN && d->xpos[part] != XPOS_VBD))
        return false;
    bool bare = d->deprel[verb] == DEP_ADVCL && d->xpos[verb] == XPOS_VBN &&
                !(w->has[verb] & (HAS_AUX | HAS_AGENT));
    bool finite = (d->upos[verb] == UPOS_VERB && (d->xpos[verb] == XPOS_VBD || bare)) ||
                  (w->finite[verb] != NONE && w->finite[verb] > part);
    if (!finite || w->has[verb] & HAS_LINK || w->has[part] & (HAS_AUX | HAS_OBJECT)) return false;
    if (w->has[part] & HAS_CLAUSE && d->deprel[verb] != DEP_CCOMP) return false;
    uint32_t noun = w->subject[part];
    if (noun != part - 1) return false;
    bool nominal =
        d->upos[noun] == UPOS_NOUN || d->upos[noun] == UPOS_PROPN || d->upos[noun] == UPOS_NUM;
    return nominal && !joined(d, part + 1, verb);
}

static void change_places(struct doc *d, const struct hanging *w, uint32_t verb, uint32_t e) {
    uint32_t part = d->head[verb], noun = part - 1, finite = w->finite[verb];
    uint32_t b = d->sent_tok[d->tok_sent[verb]];
    if (d->xpos[verb] == XPOS_VBN && finite == NONE) d->xpos[verb] = XPOS_VBD;
    for (uint32_t t = b; t < e; t++)
        if (d->head[t] == part && (t < noun || t > verb)) d->head[t] = verb;
    d->head[verb] = d->head[part], d->deprel[verb] = d->deprel[part];
    d->head[noun] = verb;
    d->head[part] = noun, d->deprel[part] = DEP_ACL, d->xpos[part] = XPOS_VBN;
}

/* "struck the house before dawn": a noun behind a preposition is no clause. */
static void no_clause(struct doc *d, const struct hanging *w, uint32_t mark) {
    uint32_t t = d->head[mark];
    bool marks = d->deprel[mark] == DEP_MARK || d->deprel[mark] == DEP_CASE;
    if (!marks || d->upos[mark] != UPOS_ADP || t == NONE || t < mark) return;
    bool noun = d->upos[t] == UPOS_NOUN || d->upos[t] == UPOS_PROPN || d->upos[t] == UPOS_NUM;
    if (!noun || d->deprel[t] != DEP_ADVCL || w->finite[t] != NONE || w->subject[t] != NONE) return;
    d->deprel[mark] = DEP_CASE, d->deprel[t] = DEP_OBL;
}

/* "the home of Mustafa Kadhimi in Baghdad": of two prepositions that one noun has, the one that
 * stands before another noun, which hangs on what is before both, belongs to that. */
static void own_preposition(struct doc *d, uint32_t t) {
    enum { REACH = 24 };
    uint32_t h = d->head[t];
    if (d->deprel[t] != DEP_CASE || d->upos[t] != UPOS_ADP || h == NONE || h < t) return;
    for (uint32_t n = t + 1; n < h && n <= t + REACH; n++) {
        bool noun = d->upos[n] == UPOS_NOUN || d->upos[n] == UPOS_PROPN || d->upos[n] == UPOS_PRON;
        if (d->deprel[n] == DEP_CASE && d->head[n] < n) return;
        if (!noun || d->head[n] == NONE || d->head[n] >= t) continue;
        d->head[t] = n;
        return;
    }
}

/* ", wounding several guards": a participle behind a comma that hangs on a noun in its place or
 * time tells of the clause, of the verb above. */
static void raise_participle(struct doc *d, uint32_t t, uint32_t b) {
    enum { STEPS = 8 };
    if (d->deprel[t] != DEP_ADVCL || d->xpos[t] != XPOS_VBG || t == b) return;
    if (!str_eq(d->tok_low[t - 1], STR(","))) return;
    uint32_t h = d->head[t];
    for (int i = 0; i < STEPS && h != NONE && h < t; i++, h = d->head[h]) {
        if (d->upos[h] == UPOS_VERB) {
            d->head[t] = h;
            return;
        }
        bool noun = d->upos[h] == UPOS_NOUN || d->upos[h] == UPOS_PROPN;
        enum deprel r = deprel_plain((enum deprel)d->deprel[h]);
        if (!noun || (r != DEP_OBL && r != DEP_NMOD)) return;
    }
}

static bool nominal(const struct doc *d, uint32_t t) {
    return d->upos[t] == UPOS_NOUN || d->upos[t] == UPOS_PROPN;
}

/* A finite verb of more than one: "were killed", "have died", "say". */
static bool is_plural_verb(const struct doc *d, uint32_t v, uint32_t behind) {
    if (d->xpos[v] == XPOS_VBP) return true;
    for (uint32_t t = behind + 1; t < v; t++)
        if (d->head[t] == v && d->upos[t] == UPOS_AUX)
            return d->xpos[t] == XPOS_VBP || str_eq(d->tok_low[t], STR("were"));
    return false;
}

static bool is_one_person(const struct doc *d, const struct lexicon *lex, uint32_t t) {
    if (d->xpos[t] != XPOS_NN) return false;
    const struct lex_word *w = lexicon_find(lex, d->tok_low[t]);
    return w && w->isa_any & LEX_PERSON && !(w->isa_any & LEX_GROUP);
}

/* "The driver of a truck and a passenger were killed": the verb has more than one subject, so what
 * is joined to the noun inside is joined to the subject. */
static void agree(struct doc *d, const struct lexicon *lex, uint32_t t) {
    enum { DEEP = 3, REACH = 12 };
    uint32_t h = d->head[t], s = h;
    if (d->deprel[t] != DEP_CONJ || !nominal(d, t) || h == NONE || h > t) return;
    for (int i = 0; i < DEEP && d->deprel[s] == DEP_NMOD && d->head[s] < s; i++) s = d->head[s];
    if (s == h || deprel_plain((enum deprel)d->deprel[s]) != DEP_NSUBJ) return;
    uint32_t v = d->head[s];
    if (v == NONE || v < t || v - t > REACH || !is_one_person(d, lex, s)) return;
    if (is_plural_verb(d, v, t)) d->head[t] = s;
}

/* The preposition of the noun t, before it, or NONE. */
static uint32_t preposition_of(const struct doc *d, uint32_t t) {
    enum { REACH = 6 };
    for (uint32_t c = t, n = 0; c-- > 0 && n < REACH; n++)
        if (d->head[c] == t && d->deprel[c] == DEP_CASE && d->upos[c] == UPOS_ADP) return c;
    return NONE;
}

static bool has_subject_between(const struct doc *d, uint32_t b, uint32_t v) {
    for (uint32_t t = b + 1; t < v; t++)
        if (d->head[t] == v && deprel_plain((enum deprel)d->deprel[t]) == DEP_NSUBJ) return true;
    return false;
}

/* "A man armed with a knife stabbed two people, police said": what stands behind a preposition is
 * no subject; that is the noun before it, which was given to the verb of saying as a second one. */
static void subject_before_preposition(struct doc *d, uint32_t t, uint32_t b) {
    enum { REACH = 12, FAR = 40 };
    uint32_t v = d->head[t], u = v == NONE ? NONE : d->head[v], c;
    if (deprel_plain((enum deprel)d->deprel[t]) != DEP_NSUBJ || v < t || u == NONE) return;
    if (u < v || u - v > FAR || (d->deprel[v] != DEP_CCOMP && d->deprel[v] != DEP_PARATAXIS))
        return;
    if ((c = preposition_of(d, t)) == NONE || c == b || !has_subject_between(d, v, u)) return;
    for (uint32_t s = c, n = 0; s-- > b && n < REACH; n++) {
        if (!nominal(d, s) || d->head[s] != u || deprel_plain(d->deprel[s]) != DEP_NSUBJ) continue;
        d->head[s] = v, d->deprel[s] = d->deprel[t];
        d->head[t] = c - 1, d->deprel[t] = nominal(d, c - 1) ? DEP_NMOD : DEP_OBL;
        return;
    }
}

/* Does everything between the two words hang on the right one? */
static bool adjacent(const struct doc *d, uint32_t left, uint32_t right) {
    for (uint32_t t = left + 1; t < right; t++)
        if (d->head[t] <= left || d->head[t] > right) return false;
    return true;
}

/* Gives the article and the possessor that `from` has before it to `to`. */
static void pass_on_determiner(struct doc *d, uint32_t from, uint32_t to) {
    for (uint32_t t = from; t-- > 0 && d->head[t] > t && d->head[t] <= from;)
        if (d->head[t] == from && (d->deprel[t] == DEP_DET || d->deprel[t] == DEP_NMOD_POSS))
            d->head[t] = to;
}

/* Two subjects of one verb, side by side, are one: a title before a name, a noun before a noun, or
 * the two halves of a name. */
static void join_subjects(struct doc *d, uint32_t left, uint32_t right) {
    uint32_t verb = d->head[right];
    if (d->upos[left] == UPOS_PROPN && d->upos[right] == UPOS_PROPN) {
        for (uint32_t t = left + 1; t < verb; t++)
            if (d->head[t] == right) d->head[t] = left;
        d->deprel[left] = d->deprel[right];
        d->head[right] = left, d->deprel[right] = DEP_FLAT;
        return;
    }
    if (d->upos[right] == UPOS_NOUN) pass_on_determiner(d, left, right);
    d->head[left] = right;
    d->deprel[left] = d->upos[right] == UPOS_PROPN ? DEP_NMOD_DESC : DEP_COMPOUND;
}

/* One verb has one subject; a name that is called right before it is part of it. `last` [n_tok] is
 * the last nominal subject seen of each word. */
static void one_subject(struct doc *d, uint32_t *last, uint32_t b, uint32_t e) {
    for (uint32_t t = b; t < e; t++) {
        uint32_t h = d->head[t];
        bool called = d->upos[t] == UPOS_PROPN && t + 1 < e && d->upos[t + 1] == UPOS_PROPN &&
                      (d->deprel[t] == DEP_DISCOURSE || d->deprel[t] == DEP_VOCATIVE);
        if (h == NONE) continue;
        if (deprel_plain((enum deprel)d->deprel[t]) != DEP_NSUBJ && !called) continue;
        uint32_t left = last[h];
        last[h] = t;
        if (left == NONE || !nominal(d, left) || !nominal(d, t) || !adjacent(d, left, t)) continue;
        if ((left < h) != (t < h)) continue; /* on two sides of the verb */
        join_subjects(d, left, t);
        if (d->head[t] == left) last[h] = left;
    }
}

static bool has_content(const struct doc *d, const struct lexicon *lex, uint32_t t) {
    char into[96];
    if (!lex || d->upos[t] != UPOS_NOUN) return false;
    return lexicon_class(lex, lexicon_noun_lemma(lex, d->tok_low[t], into)) & LEXC_CONTENT;
}

static bool is_communication(const struct lex_word *w) {
    return w &&
           (w->verb_file[0] == LEX_VERB_COMMUNICATION || w->verb_file[1] == LEX_VERB_COMMUNICATION);
}

/* A form of a verb of saying; lemmas come after the trees. */
static bool is_saying(const struct doc *d, const struct lexicon *lex, uint32_t t) {
    struct str low = d->tok_low[t];
    struct str irregular = lex ? lexicon_irregular_verb(lex, low) : STR_NULL;
    if (!lex || low.n < 3) return false;
    if (irregular.n) return is_communication(lexicon_find(lex, irregular));
    for (uint32_t end = 0; end <= 2; end++)
        if (is_communication(lexicon_find(lex, str_cut(low, 0, low.n - end)))) return true;
    return false;
}

/* What a that-clause below the noun tells the content of: the nearest noun above that can have
 * one ("a report by the newspaper that ..."), else, above a proper name, the verb; where the "that"
 * is tagged a conjunction, also a verb of saying. NONE for none.
 */
static uint32_t teller(const struct doc *d, const struct lexicon *lex, uint32_t noun,
                       bool conjunction) {
    enum { STEPS = 32 };
    uint32_t t = noun;
    for (int i = 0; i < STEPS; i++, t = d->head[t]) {
        if (has_content(d, lex, t)) return t;
        if (d->upos[t] == UPOS_VERB)
            return d->upos[noun] == UPOS_PROPN || (conjunction && is_saying(d, lex, t)) ? t : NONE;
        if (d->head[t] == NONE || d->head[t] > t) break;
    }
    return NONE;
}

/* Is the "that" a mark: so told, a conjunction, or an object of a clause that has another? */
static bool is_mark(const struct doc *d, uint32_t that, uint32_t clause) {
    if (!str_ieq_c(doc_tok(d, that), "that")) return false;
    if (d->deprel[that] == DEP_MARK || d->upos[that] == UPOS_SCONJ) return true;
    if (d->deprel[that] != DEP_OBJ) return false;
    bool has_case = false; /* a preposition before the noun at hand */
    for (uint32_t t = clause + 1; t < d->n_tok && d->tok_sent[t] == d->tok_sent[clause]; t++) {
        has_case |= d->deprel[t] == DEP_CASE;
        if (d->head[t] != clause) continue;
        if (d->deprel[t] == DEP_OBJ || (d->deprel[t] == DEP_OBL && !has_case)) return true;
        has_case = false;
    }
    return false;
}

/* "wrote on the wall that ...": behind a verb of saying that has no content yet, a clause that
 * "that" begins is no adverbial ("so that", "now that" are). */
static void said_clause(struct doc *d, const struct lexicon *lex, const uint8_t *has,
                        uint32_t that) {
    uint32_t clause = d->head[that], v = clause == NONE ? NONE : d->head[clause];
    if (v == NONE || v + 1 >= that || clause < that || d->deprel[clause] != DEP_ADVCL) return;
    if (d->deprel[that] != DEP_MARK || !str_eq(d->tok_low[that], STR("that"))) return;
    enum upos before = (enum upos)d->upos[that - 1];
    if (before == UPOS_ADV || before == UPOS_SCONJ || before == UPOS_ADJ || before == UPOS_VERB)
        return;
    if (d->upos[v] == UPOS_VERB && is_saying(d, lex, v) && !(has[v] & HAS_CLAUSE))
        d->deprel[clause] = DEP_CCOMP;
}

/* "told reporters in Gusau that ...", "denied a report by the Post that ...": the clause, taken
 * for a relative one of the noun beside it, goes to what it is the content of. */
static void content_clause(struct doc *d, const struct lexicon *lex, const uint8_t *has,
                           uint32_t that) {
    uint32_t clause = d->head[that];
    if (clause == NONE || clause < that ||
        deprel_plain((enum deprel)d->deprel[clause]) != DEP_ACL || d->head[clause] >= that ||
        !is_mark(d, that, clause))
        return;
    uint32_t to = teller(d, lex, d->head[clause], d->upos[that] == UPOS_SCONJ);
    if (to == NONE || (d->upos[to] == UPOS_VERB && has[to] & HAS_CLAUSE)) return;
    d->head[clause] = to;
    d->deprel[clause] = d->upos[to] == UPOS_VERB ? DEP_CCOMP : DEP_ACL;
    d->upos[that] = UPOS_SCONJ, d->xpos[that] = XPOS_IN, d->deprel[that] = DEP_MARK;
}

void repair_run(struct doc *d, const struct lexicon *lex, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    struct hanging w = {arena_array(scratch, uint8_t, d->n_tok),
                        arena_array(scratch, uint32_t, d->n_tok),
                        arena_array(scratch, uint32_t, d->n_tok)};
    for (uint32_t t = 0; t < d->n_tok; t++) w.subject[t] = w.finite[t] = NONE;
    for (uint32_t t = 0; t < d->n_tok; t++)
        if (d->head[t] != NONE) note_child(&w, d, t);
    for (uint32_t s = 0; s < d->n_sent; s++) {
        for (uint32_t t = d->sent_tok[s]; t < d->sent_tok[s + 1]; t++) {
            own_preposition(d, t);
            no_clause(d, &w, t);
        }
        for (uint32_t t = d->sent_tok[s]; t < d->sent_tok[s + 1]; t++)
            raise_participle(d, t, d->sent_tok[s]), agree(d, lex, t),
                subject_before_preposition(d, t, d->sent_tok[s]);
        repair_verbs(d, lex, &w, d->sent_tok[s], d->sent_tok[s + 1]);
    }
    for (uint32_t s = 0; s < d->n_sent; s++)
        for (uint32_t t = d->sent_tok[s]; t < d->sent_tok[s + 1]; t++)
            if (changed_places(d, &w, t)) {
                change_places(d, &w, t, d->sent_tok[s + 1]);
                break; /* once a sentence: what hangs where is noted for the tree as it was */
            }
    for (uint32_t t = 0; t < d->n_tok; t++) {
        said_clause(d, lex, w.has, t);
        content_clause(d, lex, w.has, t);
        w.subject[t] = NONE;
    }
    for (uint32_t s = 0; s < d->n_sent; s++)
        one_subject(d, w.subject, d->sent_tok[s], d->sent_tok[s + 1]);
    arena_rewind(scratch, mark);
}
