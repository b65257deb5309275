#include "base/base.h"

#include "language/repair_work.h"

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

/* "... | after crowds burned the embassy, an official said": a clause before who says it belongs to
 * what is said. */
static void own_adjunct(struct doc *d, const struct hanging *w, uint32_t t) {
    uint32_t say = d->head[t];
    if (d->deprel[t] != DEP_ADVCL || !(w->has[t] & HAS_MARK) || say == NONE || say < t) return;
    uint32_t main = d->head[say], speaker = w->subject[say];
    if (d->deprel[say] != DEP_PARATAXIS || main == NONE || main >= t) return;
    if (speaker != NONE && speaker > t) d->head[t] = main;
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

void repair_verbs(struct doc *d, const struct lexicon *lex, struct hanging *w, uint32_t b,
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
        own_adjunct(d, w, t);
        shot_dead(d, t, b, e);
        if ((closed || d->xpos[t] == XPOS_VBD) && is_active(d, w, t)) make_active(d, w, t);
    }
}
