#include "base/base.h"

#include "language/repair.h"

#include "language/tags.h"

/* What hangs on each word, as far as the rule asks; [n_tok] each. */
struct hanging {
    uint8_t *has;      /* enum has */
    uint32_t *subject; /* the last nominal subject before the word, or NONE */
    uint32_t *finite;  /* the last finite auxiliary before the word, or NONE */
};

enum has {
    HAS_LINK = 1,
    HAS_AUX = 2,
    HAS_OBJECT = 4,
    HAS_CLAUSE = 8,
    HAS_AGENT = 16,
    HAS_MARK = 32
};

static bool finite_tag(uint8_t x) {
    return x == XPOS_VBD || x == XPOS_VBZ || x == XPOS_VBP || x == XPOS_MD;
}

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

/* ---- finite verbs taken for participles, and the other way */

/* A sentence that is closed by its mark, unlike a headline. */
static bool is_closed(const struct doc *d, uint32_t b, uint32_t e) {
    for (uint32_t t = e; t-- > b && t + 4 > e;) {
        uint8_t x = d->xpos[t];
        if (x == XPOS_STOP) return true;
        if (!(d->tok_flags[t] & TOK_PUNCT)) return false;
    }
    return false;
}

/* "taken", "shown": a form that is a participle and nothing else. */
static bool only_participle(struct str low) {
    return low.n > 3 && low.p[low.n - 1] == 'n' && !str_ends(low, STR("an"));
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

static bool passive_clause(const struct doc *d, const struct hanging *w, uint32_t t) {
    return t != NONE && d->xpos[t] == XPOS_VBN && w->has[t] & HAS_AUX;
}

/* "Turkey proposed to host talks.": a closed sentence has no passive without its auxiliary, unless
 * another verb lends it one, or a number is the subject ("12 killed."). */
static bool is_active(const struct doc *d, const struct hanging *w, uint32_t t) {
    uint32_t s = w->subject[t];
    if (s == NONE || d->deprel[s] != DEP_NSUBJ_PASS || w->has[t] & (HAS_AUX | HAS_AGENT))
        return false;
    if (d->upos[t] != UPOS_VERB || only_participle(d->tok_low[t])) return false;
    if (d->xpos[t] == XPOS_VBD || d->xpos[t] == XPOS_VBZ || d->xpos[t] == XPOS_VBP) return true;
    if (d->xpos[t] != XPOS_VBN || d->upos[s] == UPOS_NUM) return false;
    switch (deprel_plain((enum deprel)d->deprel[t])) {
    case DEP_ROOT:
    case DEP_CCOMP:
    case DEP_PARATAXIS: return true;
    case DEP_ADVCL: return (w->has[t] & HAS_MARK) != 0;
    case DEP_CONJ: return !passive_clause(d, w, d->head[t]);
    default: return d->deprel[t] == DEP_ACL_RELCL;
    }
}

static void make_active(struct doc *d, const struct hanging *w, uint32_t t) {
    d->deprel[w->subject[t]] = DEP_NSUBJ;
    if (d->xpos[t] == XPOS_VBN) d->xpos[t] = XPOS_VBD;
}

/* "A car | packed with explosives blew up": the participle that was taken for the subject, or for
 * a clause beside a verb that has none, gives its noun to the verb. */
static void lend_subject(struct doc *d, const struct hanging *w, uint32_t t) {
    enum deprel r = deprel_plain((enum deprel)d->deprel[t]);
    uint32_t noun = w->subject[t];
    if (d->upos[t] != UPOS_VERB || d->xpos[t] != XPOS_VBN || w->has[t] & HAS_AUX) return;
    bool bare = r == DEP_ADVCL && !(w->has[t] & HAS_MARK) && d->head[t] != NONE &&
                !(w->has[d->head[t]] & HAS_LINK);
    if ((r != DEP_CSUBJ && r != DEP_NSUBJ && !bare) || t == 0 || noun != t - 1) return;
    if (d->head[t] < t) return;
    d->head[noun] = d->head[t], d->deprel[noun] = DEP_NSUBJ;
    d->head[t] = noun, d->deprel[t] = DEP_ACL;
}

/* Gives what stands before the noun in its phrase to the noun. */
static void own_modifiers(struct doc *d, uint32_t b, uint32_t noun) {
    for (uint32_t k = b; k < noun; k++) {
        enum deprel r = deprel_plain((enum deprel)d->deprel[k]);
        bool before = r == DEP_DET || r == DEP_AMOD || r == DEP_NUMMOD || r == DEP_COMPOUND;
        if (before && d->head[k] > noun && d->head[k] != NONE) d->head[k] = noun;
    }
}

/* "a sniper shot dead a guard", where "shot" was taken for a noun. */
static void shot_dead(struct doc *d, uint32_t t, uint32_t b, uint32_t e) {
    if (t + 1 >= e || d->upos[t] != UPOS_NOUN || !str_eq(d->tok_low[t], STR("shot")) ||
        !str_eq(d->tok_low[t + 1], STR("dead")))
        return;
    uint32_t dead = t + 1, subject = NONE, object = NONE;
    if (d->head[t] == dead)
        d->head[t] = d->head[dead], d->deprel[t] = d->deprel[dead];
    else if (d->head[dead] != t)
        return;
    for (uint32_t k = b; k < e; k++) {
        if (d->head[k] == dead) d->head[k] = t;
        if (d->head[k] != t || k == dead) continue;
        if (k < t && d->deprel[k] == DEP_COMPOUND) subject = k;
        bool noun = d->upos[k] == UPOS_NOUN || d->upos[k] == UPOS_PROPN || d->upos[k] == UPOS_NUM;
        bool loose = d->deprel[k] == DEP_APPOS || d->deprel[k] == DEP_CCOMP ||
                     d->deprel[k] == DEP_FLAT || d->deprel[k] == DEP_OBJ;
        if (k > dead && object == NONE && noun && loose) object = k;
    }
    if (subject != NONE) d->deprel[subject] = DEP_NSUBJ, own_modifiers(d, b, subject);
    if (object != NONE) d->deprel[object] = DEP_OBJ;
    d->head[dead] = t, d->deprel[dead] = DEP_XCOMP;
    d->upos[t] = UPOS_VERB, d->xpos[t] = XPOS_VBD;
    d->lemma[t] = STR("shoot");
}

/* "Troops free | 20 hostages": a noun joined to the verb before it by nothing is its object. */
static void unjoined_object(struct doc *d, const struct hanging *w, uint32_t t) {
    uint32_t up = d->head[t];
    bool noun = d->upos[t] == UPOS_NOUN || d->upos[t] == UPOS_PROPN;
    if (!noun || d->deprel[t] != DEP_CONJ || up == NONE || up >= t || t > up + 6) return;
    if (d->upos[up] != UPOS_VERB || w->has[up] & HAS_OBJECT || w->has[t] & HAS_LINK) return;
    for (uint32_t k = up + 1; k < t; k++)
        if (d->upos[k] == UPOS_CCONJ || d->upos[k] == UPOS_PUNCT || d->head[k] == up) return;
    d->deprel[t] = DEP_OBJ;
}

/* "strafed the jungle and jets | bombed a camp": the noun right before a verb without a subject,
 * joined to the object of the verb above, is its subject. */
static void second_clause(struct doc *d, struct hanging *w, uint32_t t) {
    uint32_t up = d->head[t], noun = t ? t - 1 : NONE;
    if (d->upos[t] != UPOS_VERB || d->xpos[t] != XPOS_VBD || up == NONE || up >= t) return;
    if (w->has[t] & HAS_LINK || noun == NONE || d->deprel[noun] != DEP_CONJ) return;
    uint32_t object = d->head[noun];
    bool nominal = d->upos[noun] == UPOS_NOUN || d->upos[noun] == UPOS_PROPN;
    if (!nominal || object == NONE || object >= noun || d->head[object] != up) return;
    if (d->deprel[object] != DEP_OBJ || d->upos[up] != UPOS_VERB) return;
    for (uint32_t k = object + 1; k < noun; k++)
        if (d->deprel[k] == DEP_CC && d->head[k] == noun) d->head[k] = t;
    d->head[noun] = t, d->deprel[noun] = DEP_NSUBJ;
    d->deprel[t] = DEP_CONJ;
    w->subject[t] = noun, w->has[t] |= HAS_LINK;
}

/* ---- headlines */

static bool any_finite(const struct doc *d, uint32_t b, uint32_t e) {
    for (uint32_t t = b; t < e; t++)
        if (finite_tag(d->xpos[t])) return true;
    return false;
}

static bool is_acting(const struct doc *d, const struct lexicon *lex, uint32_t t) {
    enum {
        ACTING =
            LEXC_PERSON | LEXC_GROUP | LEXC_MILITARY | LEXC_POLICE | LEXC_POPULATION | LEXC_VEHICLE
    };
    char into[96];
    struct str low = d->tok_low[t];
    uint8_t x = d->xpos[t];
    bool plural = x == XPOS_NNS || x == XPOS_NNPS ||
                  (x == XPOS_NNP && !str_eq(lexicon_noun_lemma(lex, low, into), low));
    if (str_eq(low, STR("police")))
        plural = t == d->sent_tok[d->tok_sent[t]] || d->upos[t - 1] == UPOS_ADJ;
    return plural && lexicon_noun_class(lex, d->tok_low[t]) & ACTING;
}

static bool has_case(const struct doc *d, uint32_t b, uint32_t noun) {
    for (uint32_t t = b; t < noun; t++)
        if (d->head[t] == noun && d->deprel[t] == DEP_CASE) return true;
    return false;
}

/* The noun at t is the verb of its sentence, the word before it the subject, the root (where it
 * stands behind t) the object. */
static void make_headline_verb(struct doc *d, uint32_t t, uint32_t b, uint32_t e) {
    uint32_t root = b, subject = t - 1;
    while (root < e && d->head[root] != NONE) root++;
    for (uint32_t k = b; k < e; k++) {
        if (d->head[k] == NONE || k == t || k == subject) continue;
        if (k < subject && d->head[k] >= subject) d->head[k] = subject;
        if (k > t && d->head[k] <= t) {
            d->head[k] = t;
            if (d->deprel[k] == DEP_NMOD) d->deprel[k] = DEP_OBL;
            if (d->upos[k] == UPOS_NUM && k == t + 1) d->deprel[k] = DEP_OBJ;
        }
    }
    if (root < e && root > t) {
        d->head[root] = t;
        d->deprel[root] = has_case(d, t, root) ? DEP_OBL : DEP_OBJ;
    }
    d->head[subject] = t, d->deprel[subject] = DEP_NSUBJ;
    d->head[t] = NONE, d->deprel[t] = DEP_ROOT;
    if (d->upos[t] != UPOS_VERB) d->lemma[t] = d->tok_low[t];
    d->xpos[t] = d->upos[t] == UPOS_VERB ? XPOS_VBD : XPOS_VBP, d->upos[t] = UPOS_VERB;
}

/* "Gunmen | attack police station", "Israeli tanks | fire on camp": a headline without any finite
 * verb, whose first noun is plural and acts, and the next word can be a verb. */
static void headline_verbs(struct doc *d, const struct lexicon *lex, uint32_t b, uint32_t e) {
    enum { FIRST_WORDS = 5 };
    uint32_t end = ATT_MIN(e, b + FIRST_WORDS);
    if (!lex || any_finite(d, b, e)) return;
    for (uint32_t t = b + 1; t + 1 < end; t++) {
        if (d->upos[t - 1] == UPOS_ADP || d->upos[t - 1] == UPOS_PUNCT) return;
        uint8_t x = d->xpos[t];
        bool counted = x == XPOS_JJ && d->upos[t + 1] == UPOS_NUM; /* "free 20 hostages" */
        if (x != XPOS_NN && x != XPOS_VB && x != XPOS_NNP && !counted) continue;
        if (!is_acting(d, lex, t - 1) || !lexicon_is_verb(lex, d->tok_low[t])) continue;
        if (d->tok_flags[t + 1] & TOK_PUNCT || d->xpos[t + 1] == XPOS_POS) return;
        make_headline_verb(d, t, b, e);
        return;
    }
}

/* "The militia | fired rockets.": a closed sentence without any finite verb, whose participle
 * stands between two nouns. */
static void lost_verb(struct doc *d, uint32_t b, uint32_t e) {
    if (any_finite(d, b, e)) return;
    for (uint32_t t = b + 1; t + 1 < e; t++) {
        bool participle = d->upos[t] == UPOS_VERB && d->xpos[t] == XPOS_VBN;
        if (!participle || d->deprel[t] != DEP_AMOD || d->head[t] == NONE || d->head[t] < t)
            continue;
        uint8_t before = d->upos[t - 1];
        bool noun = before == UPOS_NOUN || before == UPOS_PROPN;
        if (!noun || d->head[d->head[t]] != NONE || only_participle(d->tok_low[t])) continue;
        make_headline_verb(d, t, b, e);
        return;
    }
}

static void repair_verbs(struct doc *d, const struct lexicon *lex, struct hanging *w, uint32_t b,
                         uint32_t e) {
    bool closed = is_closed(d, b, e);
    if (closed)
        lost_verb(d, b, e);
    else
        headline_verbs(d, lex, b, e);
    for (uint32_t t = b; t < e; t++) {
        lend_subject(d, w, t);
        second_clause(d, w, t);
        unjoined_object(d, w, t);
        shot_dead(d, t, b, e);
        if ((closed || d->xpos[t] == XPOS_VBD) && is_active(d, w, t)) make_active(d, w, t);
    }
}

/* ---- phrases */

static bool nominal(const struct doc *d, uint32_t t) {
    return d->upos[t] == UPOS_NOUN || d->upos[t] == UPOS_PROPN;
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
            raise_participle(d, t, d->sent_tok[s]);
        repair_verbs(d, lex, &w, d->sent_tok[s], d->sent_tok[s + 1]);
    }
    for (uint32_t s = 0; s < d->n_sent; s++)
        for (uint32_t t = d->sent_tok[s]; t < d->sent_tok[s + 1]; t++)
            if (changed_places(d, &w, t)) {
                change_places(d, &w, t, d->sent_tok[s + 1]);
                break; /* once a sentence: what hangs where is noted for the tree as it was */
            }
    for (uint32_t t = 0; t < d->n_tok; t++) content_clause(d, lex, w.has, t), w.subject[t] = NONE;
    for (uint32_t s = 0; s < d->n_sent; s++)
        one_subject(d, w.subject, d->sent_tok[s], d->sent_tok[s + 1]);
    arena_rewind(scratch, mark);
}
