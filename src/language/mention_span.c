#include "base/base.h"

#include "language/mention_work.h"

#include "language/tags.h"

/* ---- words of time */

static uint32_t time_classes(const struct finder *f, uint32_t t) {
    const struct time_word *w = f->cal ? calendar_word(f->cal, f->d->tok_low[t]) : NULL;
    return w ? w->classes : 0;
}

static bool context_at(const struct finder *f, uint32_t t, enum time_context c) {
    return t < f->d->n_tok && calendar_context(f->cal, c, f->d->tok_low[t]);
}

static bool only_digits(const struct finder *f, uint32_t t, uint32_t n) {
    struct str s = f->d->tok_low[t];
    for (uint32_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n == n;
}

static bool is_year(const struct finder *f, uint32_t t) {
    char c = f->d->tok_low[t].n ? f->d->tok_low[t].p[0] : 0;
    return (c == '1' || c == '2') && only_digits(f, t, 4);
}

/* "5:40", "11" before "a.m." */
static bool is_clock(const struct finder *f, uint32_t t) {
    if (!(f->d->tok_flags[t] & TOK_DIGIT)) return false;
    if (context_at(f, t + 1, TC_AM) || context_at(f, t + 1, TC_PM)) return true;
    struct str s = f->d->tok_low[t];
    return s.n >= 4 && s.n <= 5 && (s.p[1] == ':' || s.p[2] == ':');
}

static bool is_weekday(const struct finder *f, uint32_t t) {
    uint32_t c = time_classes(f, t);
    bool cap = f->d->tok_flags[t] & (TOK_TITLE | TOK_UPPER);
    return (c & (TW_WEEKDAY | TW_WEEKDAYS)) && cap && f->d->tok_low[t].n > 4;
}

/* "on", "shortly before", "around": first of the words [b, t) that lead to a time at t. */
static uint32_t time_lead(const struct finder *f, uint32_t b, uint32_t t) {
    while (t > b) {
        uint32_t p = f->d->upos[t - 1], c = time_classes(f, t - 1);
        if (p != UPOS_ADP && p != UPOS_SCONJ && p != UPOS_DET && p != UPOS_ADV &&
            !(c & TW_MODIFIER))
            break;
        t--;
    }
    return t;
}

/* A time begins at token t, which stands behind the head of a phrase: [b, t) lies between. */
static bool time_begins(const struct finder *f, uint32_t b, uint32_t t) {
    const struct doc *d = f->d;
    uint32_t c = time_classes(f, t), next = t + 1 < d->n_tok ? time_classes(f, t + 1) : 0;
    bool led = t > b && (d->upos[t - 1] == UPOS_ADP || d->upos[t - 1] == UPOS_SCONJ ||
                         d->upos[t - 1] == UPOS_ADV || d->upos[t - 1] == UPOS_DET);
    bool of = t > b && str_eq(d->tok_low[t - 1], STR("of"));
    if (f->name_of[t] != NONE || of) return false;
    if (is_weekday(f, t) || c & (TW_DAY | TW_TONIGHT)) return true;
    if ((c & TW_RELATIVE) && next & (TW_UNIT | TW_PART | TW_MONTH | TW_WEEKDAY))
        return !str_eq(d->tok_low[t], STR("following"));
    if (!led) return false;
    if (lexicon_phrase_word(f->lex, d->tok_low[t]) & LEXP_DAYTIME) return true;
    bool named = (c & TW_MONTH) && !context_at(f, t, TC_ALSO_VERB);
    return named || c & (TW_PART | TW_CLOCK) || is_clock(f, t) ||
           (is_year(f, t) && calendar_context(f->cal, TC_YEAR_BEFORE, d->tok_low[t - 1]));
}

/* Where words of time end the phrase: "a market in the town | on Monday morning". */
static uint32_t before_time(const struct finder *f, uint32_t t, uint32_t e) {
    const struct doc *d = f->d;
    for (uint32_t k = t + 1; k < e; k++) {
        bool calendar = k + 1 < e && d->upos[k] == UPOS_ADP &&
                        lexicon_class(f->lex, d->tok_low[k + 1]) == LEXC_CALENDAR;
        if (calendar) return k;
        if (f->cal && time_begins(f, t + 1, k)) return time_lead(f, t + 1, k);
    }
    return e;
}

/* "7" of "7 to 8 November". */
static bool before_month(const struct finder *f, uint32_t t) {
    uint32_t end = ATT_MIN(f->d->sent_tok[f->d->tok_sent[t] + 1], t + 4);
    for (uint32_t k = t + 1; k < end; k++) {
        if (time_classes(f, k) & TW_MONTH) return !context_at(f, k, TC_ALSO_VERB) || k == t + 1;
        if (!(f->d->tok_flags[k] & TOK_DIGIT) && !context_at(f, k, TC_RANGE_TO) &&
            !context_at(f, k, TC_LIST_AND))
            return false;
    }
    return false;
}

bool mention_is_time(const struct finder *f, uint32_t t) {
    const struct doc *d = f->d;
    if (!f->cal || (d->upos[t] != UPOS_NOUN && d->upos[t] != UPOS_NUM && d->upos[t] != UPOS_PROPN))
        return false;
    uint32_t c = time_classes(f, t), prev = t ? t - 1 : t;
    bool led = t > d->sent_tok[d->tok_sent[t]] && d->upos[prev] == UPOS_ADP;
    if (f->name_of[t] != NONE && !(c & (TW_MONTH | TW_WEEKDAY))) return false;
    if (context_at(f, t, TC_AM) || context_at(f, t, TC_PM)) return d->tok_low[t].n > 2;
    if (is_clock(f, t)) return true;
    if (is_year(f, t))
        return (led || d->tok_flags[prev] & TOK_PUNCT) &&
               calendar_context(f->cal, TC_YEAR_BEFORE, d->tok_low[prev]);
    if (d->upos[t] == UPOS_NUM) return before_month(f, t);
    if (lexicon_phrase_word(f->lex, d->tok_low[t]) & LEXP_DAYTIME) return true;
    if (c & (TW_UNIT | TW_UNITS)) return calendar_word(f->cal, d->tok_low[t])->unit != TU_QUARTER;
    bool day = t > 0 && d->upos[prev] == UPOS_NUM && (d->tok_flags[prev] & TOK_DIGIT);
    day |= t + 1 < d->n_tok && d->upos[t + 1] == UPOS_NUM && (d->tok_flags[t + 1] & TOK_DIGIT);
    if (c & TW_MONTH && day) return true;
    if (c & TW_MONTH) return led && calendar_context(f->cal, TC_DATE_BEFORE, d->tok_low[prev]);
    return (c & (TW_PART | TW_CLOCK | TW_WEEKDAY | TW_WEEKDAYS | TW_TONIGHT)) != 0;
}

bool mention_is_age(const struct finder *f, uint32_t t) {
    const struct doc *d = f->d;
    uint32_t h = d->deprel[t] == DEP_CONJ ? phrase_head(d, t) : t;
    if (d->upos[t] != UPOS_NUM || h == NONE) return false;
    uint32_t up = phrase_head(d, h);
    bool aged = up != NONE && lexicon_phrase_word(f->lex, d->tok_low[up]) & LEXP_AGE;
    return aged || (h > 0 && lexicon_phrase_word(f->lex, d->tok_low[h - 1]) & LEXP_AGE) ||
           (d->deprel[t] == DEP_APPOS && only_digits(f, t, 2));
}

bool mention_in_preposition(const struct finder *f, uint32_t t) {
    const struct doc *d = f->d;
    char into[128];
    uint32_t first = d->sent_tok[d->tok_sent[t]], end = d->sent_tok[d->tok_sent[t] + 1];
    for (uint32_t b = t; b > first && b + 2 > t;) {
        b--;
        if (d->upos[b] == UPOS_ADJ || d->upos[b] == UPOS_DET) continue;
        if (d->upos[b] != UPOS_ADP) return false;
        for (uint32_t e = t + 1; e <= ATT_MIN(end, t + 2); e++)
            if (lexicon_phrase_word(f->lex, phrase_words(d, b, e, into)) & LEXP_COMPLEX)
                return true;
        return false;
    }
    return false;
}

/* ---- how far a phrase reaches */

/* A dependent that stays in the phrase of its head. */
static bool inside_phrase(const struct doc *d, uint32_t c) {
    switch ((enum deprel)d->deprel[c]) {
    case DEP_DET:
    case DEP_DET_PREDET:
    case DEP_AMOD:
    case DEP_NUMMOD:
    case DEP_COMPOUND:
    case DEP_FLAT:
    case DEP_FIXED:
    case DEP_GOESWITH:
    case DEP_NMOD:
    case DEP_NMOD_POSS:
    case DEP_NMOD_NPMOD:
    case DEP_NMOD_DESC:
    case DEP_ACL: return true;
    case DEP_ADVMOD: return c < d->head[c] && d->head[c] - c <= 3;
    default: return false;
    }
}

/* "among them" of "among them four children": a phrase with a preposition does not begin another.
 */
static bool leads_outside(const struct finder *f, uint32_t c) {
    return f->d->deprel[c] == DEP_NMOD && f->d->upos[f->left[c]] == UPOS_ADP;
}

static bool is_thing(const struct finder *f, uint32_t t, uint32_t *classes) {
    const uint32_t things = LEXC_WEAPON | LEXC_VEHICLE;
    const uint32_t concrete = things | LEXC_PERSON | LEXC_OFFICE | LEXC_RANK | LEXC_POPULATION |
                              LEXC_GROUP | LEXC_MILITARY | LEXC_POLICE | LEXC_FACILITY;
    uint32_t b = t > 0 && f->d->deprel[t - 1] == DEP_COMPOUND ? t - 1 : t;
    *classes = phrase_class(f->d, f->lex, b, t + 1) & concrete;
    return *classes != 0;
}

/* "police | of using force", behind a verb that accuses: the charge is no part of who is spoken
 * of. Nor is "the rebels | for the attacks". */
static bool is_charge(const struct finder *f, uint32_t c) {
    const struct doc *d = f->d;
    uint32_t first = f->left[c], h = phrase_head(d, c), classes;
    bool led = d->upos[first] == UPOS_SCONJ || d->upos[first] == UPOS_ADP;
    if (d->deprel[c] == DEP_ACL) return led;
    bool object = h != NONE && d->deprel[h] == DEP_OBJ && d->deprel[c] == DEP_NMOD;
    return led && object && str_eq(d->tok_low[first], STR("for")) && is_thing(f, h, &classes) &&
           !(classes & (LEXC_OFFICE | LEXC_WEAPON | LEXC_VEHICLE | LEXC_FACILITY));
}

/* A participle of the passive has no object: "motorcycles | killed nine farmers". */
static bool is_clause(const struct doc *d, uint32_t c) {
    if (d->deprel[c] != DEP_ACL || (d->xpos[c] != XPOS_VBN && d->xpos[c] != XPOS_VBD)) return false;
    for (uint32_t i = d->child_b[c]; i < d->child_b[c + 1]; i++)
        if (d->deprel[d->child[i]] == DEP_OBJ && d->child[i] > c) return true;
    return false;
}

/* What stands behind a comma is an apposition or a clause: "14 people, | among them four
 * children", "the jail, | built for 800 men". */
static bool set_off(const struct finder *f, uint32_t c) {
    const struct doc *d = f->d;
    uint32_t b = f->left[c];
    bool inside = d->xpos[b] == XPOS_COMMA, before = b > 0 && d->xpos[b - 1] == XPOS_COMMA;
    return (inside || before) && (d->deprel[c] == DEP_ACL || d->upos[b + inside] == UPOS_ADP);
}

/* "the men | toward the border", "rockets | at the gate": it belongs to the verb. */
static bool tells_the_act(const struct finder *f, uint32_t t, uint32_t c) {
    const struct doc *d = f->d;
    uint32_t b = f->left[c], classes;
    if (d->deprel[c] != DEP_NMOD || b <= t || d->upos[b] != UPOS_ADP) return false;
    uint32_t p = lexicon_phrase_word(f->lex, d->tok_low[b]);
    if (!(p & (LEXP_MOTION | LEXP_CIRCUMSTANCE | LEXP_SITE)) || !is_thing(f, t, &classes))
        return false;
    return !(p & LEXP_SITE) || classes & (LEXC_WEAPON | LEXC_VEHICLE);
}

static bool ends_phrase(const struct finder *f, uint32_t t, uint32_t c) {
    return is_clause(f->d, c) || set_off(f, c) || tells_the_act(f, t, c) || is_charge(f, c);
}

/* A phrase ends in no mark, preposition or conjunction, nor in a word that says when. */
static uint32_t trimmed(const struct finder *f, uint32_t t, uint32_t e) {
    const struct doc *d = f->d;
    for (; e > t + 1; e--) {
        uint32_t p = d->upos[e - 1];
        bool mark = d->xpos[e - 1] == XPOS_COMMA || d->xpos[e - 1] == XPOS_COLON ||
                    d->xpos[e - 1] == XPOS_LRB;
        bool when = f->cal && time_classes(f, e - 1) & TW_MODIFIER && p != UPOS_NOUN;
        if (f->name_of[e - 1] != NONE) break;
        if (!mark && !when && p != UPOS_ADP && p != UPOS_CCONJ && p != UPOS_SCONJ) break;
    }
    return e;
}

/* "among them | four children", "on Friday released | Spanish journalist": no phrase begins with a
 * preposition that has a noun of its own. */
static uint32_t behind_preposition(const struct finder *f, uint32_t b, uint32_t t) {
    const struct doc *d = f->d;
    while (b < t && (d->upos[b] == UPOS_ADP || d->upos[b] == UPOS_SCONJ)) {
        uint32_t h = phrase_head(d, b);
        bool own = h != NONE && h > b && h < t && d->deprel[b] == DEP_CASE &&
                   (d->upos[h] == UPOS_NOUN || d->upos[h] == UPOS_PROPN || d->upos[h] == UPOS_PRON);
        if (h == t && d->deprel[b] == DEP_CASE) own = true, h = b;
        if (!own) break;
        b = h + 1;
    }
    return b;
}

/* "Shot dead | two protesters": what became of them is no part of their phrase. */
static uint32_t behind_result(const struct finder *f, uint32_t b, uint32_t t) {
    const struct doc *d = f->d;
    if (b + 1 >= t || !(lexicon_phrase_word(f->lex, d->tok_low[b]) & LEXP_RESULT)) return b;
    return d->upos[b + 1] == UPOS_NUM || d->upos[b + 1] == UPOS_DET ? b + 1 : b;
}

/* A dependent that also stays in a phrase that is inside another: "supporters of A and B",
 * "villages that it suspected", but not ", where he lives". */
static bool stays_nested(const struct finder *f, uint32_t t, uint32_t c) {
    const struct doc *d = f->d;
    uint32_t first = f->left[c], before = first > 0 ? first - 1 : first;
    switch ((enum deprel)d->deprel[c]) {
    case DEP_CONJ:
    case DEP_CC: return true;
    case DEP_APPOS: return c > t + 1 && d->xpos[before] == XPOS_LRB;
    case DEP_ACL_RELCL: return d->xpos[first] != XPOS_COMMA && d->xpos[before] != XPOS_COMMA;
    default: return inside_phrase(d, c) && !ends_phrase(f, t, c);
    }
}

/* End of the phrase of t, of which the dependents behind it are measured. */
static uint32_t end_of(const struct finder *f, uint32_t t, bool nested) {
    const struct doc *d = f->d;
    uint32_t e = t + 1;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t c = d->child[i];
        if (c < t) continue;
        bool stays = nested ? stays_nested(f, t, c) : inside_phrase(d, c) && !ends_phrase(f, t, c);
        bool mark = d->deprel[c] == DEP_PUNCT;
        if (stays && f->left[c] >= e)
            e = ATT_MAX(e, f->right[c] + 1);
        else if (mark && nested && d->xpos[c] == XPOS_RRB)
            e = ATT_MAX(e, c + 1);
        else if (!mark && d->deprel[c] != DEP_CASE)
            break;
    }
    return e;
}

/* Last token of what t heads, inside the phrase of another. */
static uint32_t nested_reach(const struct finder *f, uint32_t t) {
    const struct doc *d = f->d;
    switch ((enum upos)d->upos[t]) {
    case UPOS_NOUN:
    case UPOS_PROPN:
    case UPOS_PRON:
    case UPOS_NUM: return end_of(f, t, true) - 1;
    default: return f->right[t];
    }
}

/* Leaves first. A token whose head lies outside its own sentence is treated as a root. */
void mention_measure(struct finder *f) {
    const struct doc *d = f->d;
    uint32_t n = d->n_tok, b = 0, e = 0;
    uint32_t *open = arena_array(f->scratch, uint32_t, (size_t)n + 1);
    uint32_t *queue = arena_array(f->scratch, uint32_t, (size_t)n + 1);
    for (uint32_t t = 0; t < n; t++) {
        f->left[t] = f->right[t] = t;
        if (phrase_head(d, t) != NONE) open[d->head[t]]++;
    }
    for (uint32_t t = 0; t < n; t++)
        if (!open[t]) queue[e++] = t;
    for (; b < e; b++) {
        uint32_t t = queue[b], h = phrase_head(d, t);
        f->right[t] = nested_reach(f, t);
        if (h == NONE) continue;
        f->left[h] = ATT_MIN(f->left[h], f->left[t]);
        f->right[h] = ATT_MAX(f->right[h], f->right[t]);
        if (!--open[h]) queue[e++] = h;
    }
}

struct tspan mention_span(const struct finder *f, uint32_t t) {
    const struct doc *d = f->d;
    uint32_t b = t;
    bool predicate = false;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++)
        predicate |= d->deprel[d->child[i]] == DEP_COP;
    for (uint32_t i = d->child_b[t + 1]; i > d->child_b[t]; i--) {
        uint32_t c = d->child[i - 1];
        if (c > t) continue;
        if (predicate && d->deprel[c] == DEP_ADVMOD) break;
        if (inside_phrase(d, c) && !leads_outside(f, c))
            b = ATT_MIN(b, f->left[c]);
        else if (d->deprel[c] != DEP_PUNCT)
            break;
    }
    uint32_t e = end_of(f, t, false);
    b = behind_result(f, behind_preposition(f, b, t), t);
    while (b < t && d->tok_flags[b] & TOK_PUNCT && !(d->tok_flags[b] & TOK_QUOTED)) b++;
    return (struct tspan){b, trimmed(f, t, before_time(f, t, e))};
}
