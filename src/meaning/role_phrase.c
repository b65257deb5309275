#include "base/base.h"

#include "meaning/role_work.h"

#include "world/lexicon.h"

enum { MAX_PHRASE = 32, MAX_OTHER = 6 };

/* ---- phrases */

static bool phrase_child(const struct doc *d, uint32_t c) {
    switch (deprel_plain((enum deprel)d->deprel[c])) {
    case DEP_DET:
    case DEP_AMOD:
    case DEP_COMPOUND:
    case DEP_NUMMOD:
    case DEP_FLAT:
    case DEP_FIXED: return true;
    default: return false;
    }
}

/* The words around t that belong to its phrase without what hangs behind it. */
static void phrase_of(const struct doc *d, uint32_t t, uint32_t *b, uint32_t *e) {
    *b = t, *e = t + 1;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t c = d->child[i];
        if (!phrase_child(d, c)) continue;
        *b = ATT_MIN(*b, c);
        if (c > t && c + 1 > *e) *e = c + 1;
    }
}

bool role_is_relative(const struct doc *d, uint32_t t) {
    uint32_t p = d->xpos[t];
    return p == XPOS_WP || p == XPOS_WDT || p == XPOS_WPS;
}

/* The antecedent of a relative pronoun: the noun its clause hangs on. */
static uint32_t antecedent(const struct doc *d, uint32_t t) {
    uint32_t at = t;
    for (int i = 0; i < 6 && at != NONE; i++) {
        if (d->deprel[at] == DEP_ACL_RELCL) return d->head[at];
        at = d->head[at];
    }
    return NONE;
}

bool role_takes_event(const struct casting *c, uint32_t t) {
    uint32_t v = c->m->events.of_tok[t];
    return v != NONE && c->m->events.v[v].type != EVENT_OTHER;
}

/* The first phrase of what a pronoun stands for, else t. */
static uint32_t first_phrase(const struct casting *c, uint32_t t) {
    uint32_t at = mention_of_head(&c->m->mentions, t);
    if (at == NONE || c->m->mentions.v[at].kind != MENTION_PRONOUN) return t;
    uint32_t of = c->m->mentions.v[at].entity;
    return of == NONE ? t : c->m->mentions.v[c->m->entities.v[of].mention[0]].head;
}

/* "no group", "nobody", "none of them", and "it" for one of these: a phrase that names no one. */
static bool names_no_one(const struct casting *c, uint32_t t) {
    const struct doc *d = c->d;
    t = first_phrase(c, t);
    uint32_t det = child_with(d, t, DEP_DET);
    return (det != NONE && trigger_cue(c->lex, CUE_NEGATION, d->tok_low[det])) ||
           trigger_cue(c->lex, CUE_NEGATION, d->tok_low[t]);
}

/* A stretch of time ("hours after the raid") takes part in nothing. */
static bool is_stretch_of_time(const struct casting *c, uint32_t t) {
    if (c->d->upos[t] != UPOS_NOUN) return false;
    const struct lex_word *w = lexicon_find(c->lex->world->lexicon, token_lemma(c->d, t));
    return w && w->noun_file[0] == LEX_NOUN_TIME;
}

bool role_is_reflexive(const struct doc *d, uint32_t t) {
    struct str s = d->tok_low[t];
    return d->upos[t] == UPOS_PRON && (str_ends(s, STR("self")) || str_ends(s, STR("selves")));
}

/* What can do harm as a subject: a weapon, or a car or plane. */
bool role_is_means(const struct casting *c, uint32_t t) {
    if (noun_is_weapon(c->lex, c->d, c->m, t)) return true;
    uint32_t u = c->d->upos[t];
    if (u != UPOS_NOUN && u != UPOS_PROPN) return false;
    const struct lexicon *l = c->lex->world->lexicon;
    return (lexicon_noun_class(l, token_lemma(c->d, t)) & LEXC_VEHICLE) != 0;
}

/* What is asked for or told, and no one who is asked: "demanded a ransom", "the nationalization".
 */
static bool is_matter(const struct casting *c, uint32_t t) {
    if (c->d->upos[t] != UPOS_NOUN || noun_is_human(c->lex, c->d, c->m, t)) return false;
    const struct lex_word *w = lexicon_find(c->lex->world->lexicon, token_lemma(c->d, t));
    if (!w) return role_takes_event(c, t);
    switch (w->noun_file[0]) {
    case LEX_NOUN_ACT:
    case LEX_NOUN_EVENT:
    case LEX_NOUN_POSSESSION:
    case LEX_NOUN_COMMUNICATION:
    case LEX_NOUN_COGNITION:
    case LEX_NOUN_STATE:
    case LEX_NOUN_ATTRIBUTE:
    case LEX_NOUN_PROCESS: return true;
    default: return false;
    }
}

static uint8_t role_for(const struct casting *c, uint8_t role, uint32_t t) {
    if (role == FRAME_HARM)
        return noun_is_person(c->lex, c->d, c->m, t) ? ROLE_VICTIM : ROLE_TARGET;
    if (role == FRAME_HUMAN)
        return noun_is_human(c->lex, c->d, c->m, t) ? ROLE_RECIPIENT : FRAME_NONE;
    if (role == ROLE_ADDRESSEE && is_matter(c, t)) return FRAME_NONE;
    bool weapon = noun_is_weapon(c->lex, c->d, c->m, t);
    if (role == FRAME_AGENT) {
        if (weapon || role_is_means(c, t)) return ROLE_WEAPON;
        return noun_is_human(c->lex, c->d, c->m, t) ? ROLE_PERPETRATOR : FRAME_NONE;
    }
    bool person_role = role == ROLE_SPEAKER || role == ROLE_ACTOR || role == ROLE_PERPETRATOR;
    if (person_role && weapon) return role == ROLE_PERPETRATOR ? ROLE_WEAPON : FRAME_NONE;
    return role;
}

uint8_t role_behind(const struct frame *f, struct str prep) {
    for (uint32_t i = 0; i < f->n_prep; i++)
        if (str_eq(f->prep[i].word, prep)) return f->prep[i].role;
    return FRAME_NONE;
}

/* A preposition that the frame names without a role: "accused the mayor | of murder". */
static bool frame_ends(const struct frame *f, struct str prep) {
    for (uint32_t i = 0; i < f->n_prep; i++)
        if (str_eq(f->prep[i].word, prep)) return f->prep[i].role == FRAME_NONE;
    return false;
}

/* "rockets at the embassy": what the frame reads behind a preposition is no part of the phrase. */
static void cut_tail(const struct casting *c, uint32_t t, struct participant *p) {
    const struct doc *d = c->d;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i], at = k < p->tok_e && k > t ? child_with(d, k, DEP_CASE) : NONE;
        if (at == NONE || at <= t || at >= p->tok_e || d->deprel[k] != DEP_NMOD) continue;
        bool ends = frame_ends(c->frame, d->tok_low[at]);
        if (str_eq(d->tok_low[at], STR("of")) && !ends) continue;
        uint8_t role = role_behind(c->frame, d->tok_low[at]);
        bool harmed = p->role == ROLE_VICTIM || p->role == ROLE_TARGET;
        if (role == ROLE_WEAPON && !(harmed && noun_is_weapon(c->lex, d, c->m, k))) continue;
        if (role == FRAME_NONE && !ends) continue;
        p->tok_e = at;
    }
}

/* Where the phrase at t ends although its mention goes on: "gas | to disperse the crowd", "the
 * mayor | , wounded in the raid", "a leader | in a drone strike", "guests | on Thursday". */
static bool tail_begins(const struct casting *c, uint32_t t, uint32_t k, uint8_t role) {
    const struct doc *d = c->d;
    if (k + 1 < d->n_tok && d->tok_flags[k] & TOK_PUNCT && str_eq(d->tok_low[k], STR(",")))
        return d->xpos[k + 1] == XPOS_VBG || d->xpos[k + 1] == XPOS_VBN ||
               is_stretch_of_time(c, k + 1);
    if (d->xpos[k] == XPOS_TO && d->upos[k] == UPOS_PART) return d->upos[k - 1] != UPOS_VERB;
    uint32_t n = d->deprel[k] == DEP_CASE || d->deprel[k] == DEP_MARK ? d->head[k] : NONE;
    bool gerund = n != NONE && n > k && d->xpos[n] == XPOS_VBG && d->upos[n] == UPOS_VERB;
    if (gerund && (d->head[n] == t || d->head[n] == c->e->head)) return true;
    if (n == NONE || n <= k || str_eq(d->tok_low[k], STR("of")) || d->xpos[k] == XPOS_POS)
        return false;
    bool harmed = role == ROLE_VICTIM || role == ROLE_TARGET;
    if (harmed && str_eq(d->tok_low[k], STR("by")) && noun_is_human(c->lex, d, c->m, n))
        return true;
    bool with = str_eq(d->tok_low[k], STR("with")) || str_eq(d->tok_low[k], STR("for"));
    if (role == ROLE_WEAPON && d->deprel[k] == DEP_CASE && !with) return true;
    uint32_t v = c->m->events.of_tok[n];
    bool happening =
        v != NONE && n != t && event_is_violent((enum event_type)c->m->events.v[v].type);
    return happening || token_in_time(c->m, n);
}

/* No phrase ends in such a word. */
static bool ends_loose(const struct doc *d, uint32_t t) {
    uint32_t u = d->upos[t];
    return u == UPOS_ADP || u == UPOS_PART || u == UPOS_CCONJ || u == UPOS_SCONJ || u == UPOS_ADV ||
           u == UPOS_VERB || str_eq(d->tok_low[t], STR(","));
}

/* "On 4 May | insurgents", "minutes later | hooded men": where the tree made one phrase of two. */
static void begin_phrase(const struct casting *c, uint32_t t, struct participant *p) {
    uint32_t b = p->tok_b + (c->d->upos[p->tok_b] == UPOS_ADP), k = b;
    while (k < t && token_in_time(c->m, k)) k++;
    while (k > b && k < t && c->d->tok_flags[k] & TOK_PUNCT) k++;
    if (k > b && c->d->xpos[k] != XPOS_POS) p->tok_b = k;
}

static void end_phrase(const struct casting *c, uint32_t t, struct participant *p) {
    const struct doc *d = c->d;
    uint32_t b = c->e->trig_b, e = p->tok_e;
    for (uint32_t k = t + 1; k < p->tok_e; k++)
        if (tail_begins(c, t, k, p->role)) p->tok_e = k;
    if (p->tok_b <= t && t < b && b < p->tok_e) p->tok_e = b;
    if (p->tok_e == e) return;
    while (p->tok_e > t + 1 && ends_loose(d, p->tok_e - 1)) p->tok_e--;
}

/* "several of his guards": what "of" adds to the phrase at t. */
static void add_of_tail(const struct casting *c, uint32_t t, struct participant *p) {
    const struct doc *d = c->d;
    uint32_t of = p->tok_e, n = of < d->n_tok ? d->head[of] : NONE;
    if (n == NONE || n <= of || d->deprel[of] != DEP_CASE || !str_eq(d->tok_low[of], STR("of")))
        return;
    uint32_t b, e, at = mention_of_head(&c->m->mentions, n);
    bool nmod = d->head[n] == t || deprel_plain((enum deprel)d->deprel[n]) == DEP_NMOD;
    if (!nmod && noun_is_human(c->lex, d, c->m, t)) return;
    phrase_of(d, n, &b, &e);
    if (at != NONE) e = ATT_MAX(e, c->m->mentions.v[at].tok_e);
    if (e - p->tok_b <= MAX_PHRASE && e > n && !role_takes_event(c, n)) p->tok_e = e;
}

/* "dozens of | guards" where the tree made the guards the head. */
static void add_count(const struct casting *c, struct participant *p) {
    const struct doc *d = c->d;
    uint32_t b = d->sent_tok[d->tok_sent[p->tok_b]];
    if (p->tok_b < b + 2 || !str_eq(d->tok_low[p->tok_b - 1], STR("of"))) return;
    uint32_t q = p->tok_b - 2;
    const struct lexicon *l = c->lex->world->lexicon;
    if (d->upos[q] == UPOS_NUM || lexicon_class(l, d->tok_low[q]) & LEXC_QUANTITY) p->tok_b = q;
}

bool role_cast_already(const struct casting *c, uint32_t b, uint32_t e) {
    for (uint32_t i = 0; i < c->part.n; i++)
        if (b < c->part.v[i].tok_e && c->part.v[i].tok_b < e) return true;
    return false;
}

/* The widest mention of t that does not run over what is coordinated with it, or the widest. */
static uint32_t mention_alone(const struct casting *c, uint32_t t) {
    const struct mentions *m = &c->m->mentions;
    uint32_t wide = mention_widest_of_head(m, t), narrow = mention_of_head(m, t);
    if (wide == NONE || wide == narrow) return wide;
    for (uint32_t i = c->d->child_b[t]; i < c->d->child_b[t + 1]; i++) {
        uint32_t k = c->d->child[i];
        if (c->d->deprel[k] == DEP_CONJ && k > t && k < m->v[wide].tok_e && k >= m->v[narrow].tok_e)
            return narrow;
    }
    return wide;
}

void role_cast_one(struct casting *c, uint8_t role, uint32_t t) {
    const struct doc *d = c->d;
    if (role_is_relative(d, t)) t = antecedent(d, t);
    if (t == NONE || c->part.n >= MAX_PARTICIPANTS || token_in_time(c->m, t)) return;
    if (c->e->type == EVENT_OTHER && c->part.n >= MAX_OTHER) return;
    uint32_t u = d->upos[t];
    if (lexicon_class(c->lex->world->lexicon, d->tok_low[t]) & LEXC_CALENDAR) return;
    if (u == UPOS_VERB || u == UPOS_ADV || u == UPOS_PUNCT || u == UPOS_SCONJ) return;
    if (role_is_reflexive(d, t) || is_stretch_of_time(c, t)) return;
    if (!c->e->negative && names_no_one(c, t)) return;
    role = role_for(c, role, t);
    if (role >= N_EVENT_ROLE) return;
    struct participant p = {.role = role, .mention = mention_alone(c, t)};
    phrase_of(d, t, &p.tok_b, &p.tok_e);
    if (p.tok_e - p.tok_b > MAX_PHRASE) p.tok_b = t, p.tok_e = t + 1;
    p.entity = NONE;
    if (p.mention != NONE) {
        const struct mention *q = &c->m->mentions.v[p.mention];
        if (q->tok_e - q->tok_b <= MAX_PHRASE) p.tok_b = q->tok_b, p.tok_e = q->tok_e;
        p.entity = q->entity;
    }
    begin_phrase(c, t, &p);
    cut_tail(c, t, &p);
    end_phrase(c, t, &p);
    add_of_tail(c, t, &p);
    add_count(c, &p);
    bool inside = p.tok_b < c->e->trig_e && c->e->trig_b < p.tok_e && p.tok_b != t;
    if (inside && !c->within && p.tok_b <= c->e->head && c->e->head < p.tok_e) return;
    if (!c->within && role_cast_already(c, p.tok_b, p.tok_e)) return;
    p.span = doc_toks_span(d, p.tok_b, p.tok_e);
    *vec_push(d->a, &c->part) = p;
}

/* The noun at t and what is coordinated with it. Lists share the role. */
void role_cast(struct casting *c, uint8_t role, uint32_t t) {
    const struct doc *d = c->d;
    if (role == FRAME_NONE || t == NONE) return;
    if (role_takes_event(c, t) && role != ROLE_WEAPON && d->upos[t] != UPOS_PRON) return;
    role_cast_one(c, role, t);
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        enum deprel r = (enum deprel)d->deprel[k];
        if (r != DEP_CONJ && r != DEP_LIST) continue;
        if (d->upos[k] != UPOS_VERB && !role_takes_event(c, k)) role_cast_one(c, role, k);
    }
}
