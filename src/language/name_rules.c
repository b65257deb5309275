#include "base/base.h"

#include "language/name_rules.h"

#include "base/vec.h"
#include "language/tags.h"
#include "world/lexicon.h"

struct labels {
    const struct ner_token *tok; /* [n_tok] */
    uint8_t *label;              /* [n_tok] */
};

static bool joined(const struct doc *d, uint32_t t) {
    return t > 0 && d->tok_sent[t - 1] == d->tok_sent[t] && d->tok_e[t - 1] == d->tok_b[t];
}

static bool is_hyphen(const struct doc *d, uint32_t t) {
    return d->tok_e[t] - d->tok_b[t] == 1 && d->text.p[d->tok_b[t]] == '-';
}

/* The words al - Kazimi are one: the name takes in the article before its hyphen. */
static uint32_t with_article(const struct labels *x, const struct doc *d, uint32_t b) {
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

/* "Army soldiers and Mexican Navy": the conjunction behind a common noun joins two names. */
static bool joins_names(const struct labels *x, const struct doc *d, uint32_t t) {
    return t > 0 && d->upos[t] == UPOS_CCONJ && d->upos[t - 1] == UPOS_NOUN && !x->tok[t - 1].cap;
}

/* In text that uses case a name holds no lower-case verb: it ends there, and what follows begins
 * anew. */
static void end_at_verbs(const struct labels *x, const struct doc *d) {
    for (uint32_t t = 0; t < d->n_tok; t++) {
        bool ends = d->upos[t] == UPOS_VERB || d->upos[t] == UPOS_AUX;
        bool other = x->label[t] == 2 + 2 * NER_OTHER; /* of no kind: capitals alone made it one */
        ends |= other && d->upos[t] == UPOS_NOUN;
        ends |= joins_names(x, d, t);
        if (!x->label[t] || !ends || x->tok[t].cap || (d->tok_flags[t] & TOK_CASELESS)) continue;
        x->label[t] = NER_O;
        if (t + 1 < d->n_tok && x->label[t + 1] && x->label[t + 1] % 2 == 0) x->label[t + 1]--;
    }
}

/* Capitalised words [t, end) that can be the name of whoever holds the office before them. */
static uint32_t titled_run(const struct labels *x, const struct doc *d, uint32_t t) {
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
static void name_titled(const struct labels *x, const struct doc *d) {
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

static bool is_body_noun(const struct labels *x, uint32_t t) {
    const uint32_t body =
        LEXC_GOVERNMENT | LEXC_MILITARY | LEXC_POLICE | LEXC_ORGANIZATION | LEXC_MEDIA;
    const uint32_t named = LEXC_GIVEN_MALE | LEXC_GIVEN_FEMALE | LEXC_SURNAME;
    return x->tok[t].classes & body && !(x->tok[t].classes & named);
}

/* Token of the name [b, e) at which a person's name begins behind that of a body; e for none. */
static uint32_t person_behind_body(const struct labels *x, uint32_t b, uint32_t e) {
    uint32_t at = e;
    for (uint32_t t = b + 1; t < e; t++) {
        bool given = x->tok[t].classes & (LEXC_GIVEN_MALE | LEXC_GIVEN_FEMALE);
        if (at == e && given && is_body_noun(x, t - 1) && !is_body_noun(x, t)) at = t;
        if (at < e && is_body_noun(x, t)) return e;
    }
    return at + 1 < e ? at : e;
}

/* "State Department Ned Price", "Interior Ministry Khalid al-Mahna": the words up to a noun for a
 * body are one name, the person's behind them is another. */
static void part_bodies(const struct labels *x, const struct doc *d) {
    enum { REACH = 3 };
    for (uint32_t b = 0, e; b < d->n_tok; b = e) {
        e = b + 1;
        if (!x->label[b]) continue;
        while (e < d->n_tok && x->label[e] && x->label[e] % 2 == 0) e++;
        uint32_t at = person_behind_body(x, b, e), from = b, first = d->sent_tok[d->tok_sent[b]];
        if (at == e) continue;
        while (from > first && from + REACH > b && x->tok[from - 1].cap &&
               !(x->tok[from - 1].classes & LEXC_FUNCTION))
            from--;
        for (uint32_t t = from; t < e; t++)
            x->label[t] = (uint8_t)(t < at ? 1 + 2 * NER_ORGANIZATION + (t > from)
                                           : 1 + 2 * NER_PERSON + (t > at));
    }
}

/* A sentence that is no headline in title case: a word of content stands in small letters. */
static bool is_running_text(const struct labels *x, const struct doc *d, uint32_t s) {
    for (uint32_t t = d->sent_tok[s]; t < d->sent_tok[s + 1]; t++) {
        bool content = d->upos[t] == UPOS_VERB || d->upos[t] == UPOS_NOUN || d->upos[t] == UPOS_ADJ;
        if (content && !x->tok[t].cap && !(d->tok_flags[t] & (TOK_CASELESS | TOK_DIGIT)))
            return true;
    }
    return false;
}

/* "Interior Ministry", "Health Department": the capitalised word before a noun for an organ of the
 * state is part of its name. */
static void name_organs(const struct labels *x, const struct doc *d) {
    const uint32_t organ = LEXC_GOVERNMENT | LEXC_POLICE | LEXC_MILITARY;
    const uint32_t apart = LEXC_FUNCTION | LEXC_CALENDAR | LEXC_OFFICE | LEXC_RANK |
                           LEXC_HONORIFIC | LEXC_PEOPLE | organ;
    for (uint32_t t = 1; t < d->n_tok; t++) {
        const struct ner_token *noun = &x->tok[t], *before = &x->tok[t - 1];
        bool organs = noun->cap && noun->classes & organ && is_body_noun(x, t);
        bool named = before->cap && !(before->classes & apart) && d->upos[t - 1] != UPOS_VERB;
        bool goes_on = t + 1 < d->n_tok && x->label[t + 1] && x->label[t + 1] % 2 == 0;
        if (!organs || !named || goes_on || d->tok_sent[t - 1] != d->tok_sent[t]) continue;
        if (x->label[t - 1] && (!x->label[t] || x->label[t] % 2)) continue; /* two names */
        if (!is_running_text(x, d, d->tok_sent[t])) continue;
        uint32_t from = t - 1;
        while (x->label[from] && x->label[from] % 2 == 0) from--;
        for (uint32_t k = from; k <= t; k++)
            x->label[k] = (uint8_t)(1 + 2 * NER_ORGANIZATION + (k > from));
    }
}

/* "Radio Sana": a noun for a medium before the name of a place is the first word of a name. */
static void name_channels(const struct labels *x, const struct doc *d) {
    for (uint32_t t = 0; t + 1 < d->n_tok; t++) {
        bool medium = x->tok[t].cap && x->tok[t].classes & LEXC_MEDIA && !x->label[t];
        if (!medium || x->label[t + 1] != 1 + 2 * NER_PLACE || d->deprel[t] != DEP_COMPOUND)
            continue;
        uint32_t e = t + 2;
        while (e < d->n_tok && x->label[e] == 2 + 2 * NER_PLACE) e++;
        if (d->head[t] >= e || d->head[t] < t) continue;
        for (uint32_t k = t; k < e; k++)
            x->label[k] = (uint8_t)(1 + 2 * NER_ORGANIZATION + (k > t));
    }
}

/* The person behind the name of a body, where no label said so: two and more capitalised words, of
 * which the first is a given name or no common word. */
static void name_behind_bodies(const struct labels *x, const struct doc *d, const struct world *w) {
    for (uint32_t t = 1; t + 2 < d->n_tok; t++) {
        bool body = x->label[t - 1] && is_body_noun(x, t - 1) && x->tok[t - 1].cap;
        if (!body || x->label[t] || !x->tok[t].cap) continue;
        bool given = x->tok[t].classes & (LEXC_GIVEN_MALE | LEXC_GIVEN_FEMALE);
        if (!given && (x->tok[t].classes || lexicon_has_word(w->lexicon, d->tok_low[t]))) continue;
        uint32_t e = titled_run(x, d, t);
        for (uint32_t k = t; e >= t + 2 && k < e; k++)
            x->label[k] = (uint8_t)(1 + 2 * NER_PERSON + (k > t));
    }
}

/* "Militia doubts attack": the one word with which a sentence begins is a noun for many people,
 * a weapon or a vehicle. */
static bool common_opening(const struct labels *x, const struct doc *d, uint32_t b, uint32_t e) {
    const uint32_t common =
        LEXC_GROUP | LEXC_MILITARY | LEXC_POLICE | LEXC_POPULATION | LEXC_WEAPON | LEXC_VEHICLE;
    return e == b + 1 && b == d->sent_tok[d->tok_sent[b]] && x->tok[b].cap &&
           x->tok[b].classes & common && !(d->tok_flags[b] & TOK_UPPER);
}

/* ---- names of bodies with "of" and "for" */

static bool links_name(const struct doc *d, uint32_t t) {
    return str_eq(d->tok_low[t], STR("of")) || str_eq(d->tok_low[t], STR("for"));
}

/* A capitalised word of content. */
static bool is_name_word(const struct labels *x, const struct doc *d, uint32_t t) {
    return x->tok[t].cap && !(x->tok[t].classes & (LEXC_FUNCTION | LEXC_CALENDAR)) &&
           !(d->tok_flags[t] & (TOK_PUNCT | TOK_DIGIT));
}

/* First capitalised word behind "of" or "for" at t, which may have an article; NONE for none. */
static uint32_t behind_link(const struct labels *x, const struct doc *d, const struct world *w,
                            uint32_t t, uint32_t end) {
    if (t >= end || !links_name(d, t)) return NONE;
    t += 1 + (t + 1 < end && str_eq(d->tok_low[t + 1], STR("the")));
    bool fits = t < end && is_name_word(x, d, t) &&
                !(lexicon_phrase_word(w->lexicon, d->tok_low[t]) & LEXP_NO_BODY);
    return fits ? t : NONE;
}

/* The word at t can begin "Front for X", "Sons of the Y". */
static bool begins_body(const struct labels *x, const struct doc *d, const struct world *w,
                        uint32_t t) {
    const uint32_t body =
        LEXC_GROUP | LEXC_GOVERNMENT | LEXC_MILITARY | LEXC_POLICE | LEXC_ORGANIZATION;
    uint32_t c = lexicon_phrase_word(w->lexicon, d->tok_low[t]),
             first = d->sent_tok[d->tok_sent[t]];
    if (!is_name_word(x, d, t) || c & LEXP_NO_BODY || d->tok_flags[t] & TOK_CASELESS) return false;
    if (t == first && d->xpos[t] == XPOS_NNS) return false;
    if (c & LEXP_BAND) return t > first && str_eq(d->tok_low[t - 1], STR("the"));
    return (c & LEXP_BODY) || x->tok[t].classes & body;
}

/* Tokens of the name that begins at t, 0 where none does. */
static uint32_t named_length(const struct labels *x, const struct doc *d, uint32_t t) {
    uint32_t e = t + 1;
    if (!x->label[t] || x->label[t] % 2 == 0) return 0;
    while (e < d->n_tok && x->label[e] && x->label[e] % 2 == 0) e++;
    return e - t;
}

/* A name of its own begins at t, behind the name of a body that has `before` words: "the Hockey
 * League of | the Dallas Stars", "Standard Oil Company of | New York". */
static bool names_another(const struct labels *x, const struct doc *d, uint32_t t,
                          uint32_t before) {
    uint32_t n = named_length(x, d, t);
    if (x->label[t] == 1 + 2 * NER_ORGANIZATION) return n > 1;
    return n && before > 1 && x->label[t] != 1 + 2 * NER_OTHER;
}

/* End of the name that begins before the link at t. */
static uint32_t end_of_body(const struct labels *x, const struct doc *d, const struct world *w,
                            uint32_t t, uint32_t before) {
    enum { LONGEST = 12 };
    uint32_t end = d->sent_tok[d->tok_sent[t] + 1], e = t, next, stop = ATT_MIN(end, t + LONGEST);
    while ((next = behind_link(x, d, w, e, stop)) != NONE && !names_another(x, d, next, before)) {
        for (e = next + 1; e < stop && is_name_word(x, d, e); e++)
            if (x->label[e] == 1 + 2 * NER_PERSON) return e;
    }
    while (e > t && e < end && x->label[e] && x->label[e] % 2 == 0) e++;
    return e;
}

/* First token of the name of the body at t: of its label, and with what modifies it. */
static uint32_t begin_of_body(const struct labels *x, const struct doc *d, uint32_t t) {
    const uint32_t apart = LEXC_OFFICE | LEXC_HONORIFIC | LEXC_PEOPLE;
    uint32_t b = t, first = d->sent_tok[d->tok_sent[t]];
    while (b > first && (x->label[b] && x->label[b] % 2 == 0)) b--;
    while (b > first + 1 && is_name_word(x, d, b - 1) && !(x->tok[b - 1].classes & apart) &&
           !x->label[b - 1] && d->head[b - 1] == t)
        b--;
    return b;
}

/* "the Sons of the North", "Front for the Freedom of X", "General Directorate for Y": one name. */
static void name_bodies_of(const struct labels *x, const struct doc *d, const struct world *w) {
    for (uint32_t t = 0; t + 2 < d->n_tok; t++) {
        if (!begins_body(x, d, w, t) || !links_name(d, t + 1)) continue;
        if (d->tok_sent[t + 2] != d->tok_sent[t] || !is_running_text(x, d, d->tok_sent[t]))
            continue;
        uint32_t b = begin_of_body(x, d, t);
        uint32_t e = end_of_body(x, d, w, t + 1, x->label[b] ? t + 1 - b : 1);
        if (e == t + 1) continue;
        for (uint32_t k = b; k < e; k++)
            x->label[k] = (uint8_t)(1 + 2 * NER_ORGANIZATION + (k > b));
        t = e - 1;
    }
}

/* "A" of "A Dearborn man", which opens a sentence. */
static bool begins_with_article(const struct doc *d, uint32_t b) {
    return b == d->sent_tok[d->tok_sent[b]] && d->upos && d->upos[b] == UPOS_DET &&
           !str_eq(d->tok_low[b], STR("the"));
}

/* The place of the dateline, and the same one word further on, is no person. */
static void name_dateline(const struct labels *x, const struct doc *d) {
    struct tspan at = d->front.dateline_place;
    uint32_t b = doc_tok_at(d, at.b), e = doc_tok_at(d, at.e), last = e;
    if (tspan_empty(at) || b >= d->n_tok || e <= b) return;
    for (uint32_t t = b; t < e && last == e; t++)
        if (d->tok_flags[t] & TOK_PUNCT) last = t; /* the town of "Springfield, Ill." */
    for (uint32_t t = b; t < last; t++) x->label[t] = (uint8_t)(1 + 2 * NER_PLACE + (t > b));
    for (uint32_t t = last; t < d->n_tok && last == b + 1; t++) {
        bool one = t + 1 == d->n_tok || !x->label[t + 1] || x->label[t + 1] % 2;
        if (one && x->label[t] == 1 + 2 * NER_PERSON && str_eq(d->tok_low[t], d->tok_low[b]))
            x->label[t] = 1 + 2 * NER_PLACE;
    }
}

static void collect_names(const struct labels *x, const struct doc *d, const struct world *w,
                          struct names *out) {
    VEC(struct name_span) v = {0};
    for (uint32_t t = 0, e; t < d->n_tok; t = e) {
        e = t + 1;
        if (!x->label[t]) continue;
        uint32_t kind = (uint32_t)(x->label[t] - 1) / 2, b = t;
        while (e < d->n_tok && x->label[e] == 2 + 2 * kind && d->tok_sent[e] == d->tok_sent[t]) e++;
        while (e + 1 < d->n_tok && is_hyphen(d, e) && joined(d, e) && joined(d, e + 1) &&
               x->tok[e + 1].cap &&
               (x->tok[e - 1].classes & LEXC_PARTICLE ||
                (kind == NER_PERSON && (!x->label[e + 1] || x->label[e + 1] == x->label[b]))))
            e += 2;
        uint32_t to = e;
        if (kind == NER_PERSON && b < to) b = behind_office(d, w, b, to);
        if (to > b + 1 && begins_with_article(d, b)) b++;
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

void names_of_labels(const struct doc *d, const struct world *w, const struct ner_token *tok,
                     uint8_t *label, struct names *out) {
    const struct labels x = {tok, label};
    part_bodies(&x, d);
    if (d->upos) { /* texts without tags are read too */
        end_at_verbs(&x, d);
        name_organs(&x, d);
        name_channels(&x, d);
        name_behind_bodies(&x, d, w);
        name_titled(&x, d);
        name_bodies_of(&x, d, w);
    }
    name_dateline(&x, d);
    collect_names(&x, d, w, out);
}
