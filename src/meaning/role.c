#include "base/base.h"

#include "meaning/role.h"

#include "meaning/fact.h"
#include "world/lexicon.h"

enum { MAX_PARTICIPANTS = 64, MAX_PHRASE = 32, MAX_OTHER = 6 };

struct casting {
    const struct event_lexicon *lex;
    const struct doc *d;
    struct meaning *m;
    const struct event *e;
    const struct frame *frame;
    VEC(struct participant) part; /* in d->a */
    bool within;                  /* what is cast may stand inside another participant */
};

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

static bool is_pronoun_relative(const struct doc *d, uint32_t t) {
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

static bool is_event_token(const struct casting *c, uint32_t t) {
    uint32_t v = c->m->events.of_tok[t];
    return v != NONE && c->m->events.v[v].type != EVENT_OTHER;
}

/* "no group", "nobody", "none of them": a phrase that names no one. */
static bool names_no_one(const struct casting *c, uint32_t t) {
    const struct doc *d = c->d;
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

static bool is_reflexive(const struct doc *d, uint32_t t) {
    struct str s = d->tok_low[t];
    return d->upos[t] == UPOS_PRON && (str_ends(s, STR("self")) || str_ends(s, STR("selves")));
}

/* What can do harm as a subject: a weapon, or a car or plane. */
static bool is_means(const struct casting *c, uint32_t t) {
    if (noun_is_weapon(c->lex, c->d, c->m, t)) return true;
    uint32_t u = c->d->upos[t];
    if (u != UPOS_NOUN && u != UPOS_PROPN) return false;
    const struct lexicon *l = c->lex->world->lexicon;
    return (lexicon_noun_class(l, token_lemma(c->d, t)) & LEXC_VEHICLE) != 0;
}

static uint8_t role_for(const struct casting *c, uint8_t role, uint32_t t) {
    if (role == FRAME_HARM)
        return noun_is_person(c->lex, c->d, c->m, t) ? ROLE_VICTIM : ROLE_TARGET;
    if (role == FRAME_HUMAN)
        return noun_is_human(c->lex, c->d, c->m, t) ? ROLE_RECIPIENT : FRAME_NONE;
    bool weapon = noun_is_weapon(c->lex, c->d, c->m, t);
    if (role == FRAME_AGENT) {
        if (weapon || is_means(c, t)) return ROLE_WEAPON;
        return noun_is_human(c->lex, c->d, c->m, t) ? ROLE_PERPETRATOR : FRAME_NONE;
    }
    bool person_role = role == ROLE_SPEAKER || role == ROLE_ACTOR || role == ROLE_PERPETRATOR;
    if (person_role && weapon) return role == ROLE_PERPETRATOR ? ROLE_WEAPON : FRAME_NONE;
    return role;
}

static uint8_t prep_role(const struct frame *f, struct str prep) {
    for (uint32_t i = 0; i < f->n_prep; i++)
        if (str_eq(f->prep[i].word, prep)) return f->prep[i].role;
    return FRAME_NONE;
}

/* "rockets at the embassy": what the frame reads behind a preposition is no part of the phrase. */
static void cut_tail(const struct casting *c, uint32_t t, struct participant *p) {
    const struct doc *d = c->d;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i], at = k < p->tok_e && k > t ? child_with(d, k, DEP_CASE) : NONE;
        if (at == NONE || at <= t || at >= p->tok_e || d->deprel[k] != DEP_NMOD) continue;
        if (str_eq(d->tok_low[at], STR("of"))) continue;
        uint8_t role = prep_role(c->frame, d->tok_low[at]);
        bool harmed = p->role == ROLE_VICTIM || p->role == ROLE_TARGET;
        if (role == ROLE_WEAPON && !(harmed && noun_is_weapon(c->lex, d, c->m, k))) continue;
        if (role == FRAME_NONE) continue;
        p->tok_e = at;
    }
}

static bool in_time(const struct meaning *m, uint32_t t);

/* Where the phrase at t ends although its mention goes on: "gas | to disperse the crowd", "the
 * mayor | , wounded in the raid", "a leader | in a drone strike", "guests | on Thursday". */
static bool tail_begins(const struct casting *c, uint32_t t, uint32_t k) {
    const struct doc *d = c->d;
    if (k + 1 < d->n_tok && d->tok_flags[k] & TOK_PUNCT && str_eq(d->tok_low[k], STR(",")))
        return d->xpos[k + 1] == XPOS_VBG || d->xpos[k + 1] == XPOS_VBN;
    if (d->xpos[k] == XPOS_TO && d->upos[k] == UPOS_PART) return d->upos[k - 1] != UPOS_VERB;
    uint32_t n = d->deprel[k] == DEP_CASE ? d->head[k] : NONE;
    if (n == NONE || n <= k || str_eq(d->tok_low[k], STR("of")) || d->xpos[k] == XPOS_POS)
        return false;
    uint32_t v = c->m->events.of_tok[n];
    bool happening =
        v != NONE && n != t && event_is_violent((enum event_type)c->m->events.v[v].type);
    return happening || in_time(c->m, n);
}

/* No phrase ends in such a word. */
static bool ends_loose(const struct doc *d, uint32_t t) {
    uint32_t u = d->upos[t];
    return u == UPOS_ADP || u == UPOS_PART || u == UPOS_CCONJ || u == UPOS_SCONJ || u == UPOS_ADV ||
           u == UPOS_VERB || str_eq(d->tok_low[t], STR(","));
}

static void end_phrase(const struct casting *c, uint32_t t, struct participant *p) {
    const struct doc *d = c->d;
    uint32_t b = c->e->trig_b, e = p->tok_e;
    for (uint32_t k = t + 1; k < p->tok_e; k++)
        if (tail_begins(c, t, k)) p->tok_e = k;
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
    if (e - p->tok_b <= MAX_PHRASE && e > n && !is_event_token(c, n)) p->tok_e = e;
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

static bool cast_already(const struct casting *c, uint32_t b, uint32_t e) {
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

/* Inside a time expression; the expressions are in order. */
static bool in_time(const struct meaning *m, uint32_t t) {
    uint32_t lo = 0, hi = m->times.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (m->times.v[mid].tok_e <= t)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < m->times.n && m->times.v[lo].tok_b <= t;
}

static void cast_one(struct casting *c, uint8_t role, uint32_t t) {
    const struct doc *d = c->d;
    if (is_pronoun_relative(d, t)) t = antecedent(d, t);
    if (t == NONE || c->part.n >= MAX_PARTICIPANTS || in_time(c->m, t)) return;
    if (c->e->type == EVENT_OTHER && c->part.n >= MAX_OTHER) return;
    uint32_t u = d->upos[t];
    if (lexicon_class(c->lex->world->lexicon, d->tok_low[t]) & LEXC_CALENDAR) return;
    if (u == UPOS_VERB || u == UPOS_ADV || u == UPOS_PUNCT || u == UPOS_SCONJ) return;
    if (is_reflexive(d, t) || is_stretch_of_time(c, t)) return;
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
    cut_tail(c, t, &p);
    end_phrase(c, t, &p);
    add_of_tail(c, t, &p);
    add_count(c, &p);
    bool inside = p.tok_b < c->e->trig_e && c->e->trig_b < p.tok_e && p.tok_b != t;
    if (inside && p.tok_b <= c->e->head && c->e->head < p.tok_e) return;
    if (!c->within && cast_already(c, p.tok_b, p.tok_e)) return;
    p.span = doc_toks_span(d, p.tok_b, p.tok_e);
    *vec_push(d->a, &c->part) = p;
}

/* The noun at t and what is coordinated with it. Lists share the role. */
static void cast(struct casting *c, uint8_t role, uint32_t t) {
    const struct doc *d = c->d;
    if (role == FRAME_NONE || t == NONE) return;
    if (is_event_token(c, t) && role != ROLE_WEAPON && d->upos[t] != UPOS_PRON) return;
    cast_one(c, role, t);
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        enum deprel r = (enum deprel)d->deprel[k];
        if (r != DEP_CONJ && r != DEP_LIST) continue;
        if (d->upos[k] != UPOS_VERB && !is_event_token(c, k)) cast_one(c, role, k);
    }
}

/* ---- prepositions */

static void cast_weapon(struct casting *c, uint32_t t) {
    if (noun_is_weapon(c->lex, c->d, c->m, t)) cast(c, ROLE_WEAPON, t);
}

/* An oblique or a noun behind a preposition. */
static void cast_oblique(struct casting *c, uint32_t t, bool passive) {
    const struct doc *d = c->d;
    struct str prep = token_case(d, t);
    if (!prep.n) return;
    bool gerund = d->xpos[c->e->head] == XPOS_VBG && noun_is_human(c->lex, d, c->m, t);
    if (str_eq(prep, STR("by")) && (passive || gerund || d->upos[c->e->head] == UPOS_NOUN)) {
        cast(c, c->frame->subject, t);
        return;
    }
    if (str_eq(prep, STR("of")) && d->upos[c->e->head] != UPOS_VERB) {
        cast(c, c->frame->of, t);
        return;
    }
    if (str_eq(prep, STR("with")) || str_eq(prep, STR("by")) || str_eq(prep, STR("in")) ||
        str_eq(prep, STR("from")) || str_eq(prep, STR("using")))
        if (event_is_violent((enum event_type)c->e->type)) cast_weapon(c, t);
    uint8_t role = prep_role(c->frame, prep);
    if (role == ROLE_WEAPON && !noun_is_weapon(c->lex, d, c->m, t)) return;
    cast(c, role, t);
}

/* ---- verbs */

static bool is_passive(const struct doc *d, uint32_t t) {
    bool subject = false, object = false;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        enum deprel r = (enum deprel)d->deprel[d->child[i]];
        if (r == DEP_AUX_PASS) return true;
        subject |= r == DEP_NSUBJ_PASS;
        object |= r == DEP_OBJ;
    }
    if (subject) return !object;
    bool participle = d->xpos[t] == XPOS_VBN;
    if (participle && d->deprel[t] == DEP_ACL) return true;
    if (participle && d->deprel[t] == DEP_CONJ && d->head[t] != NONE) {
        uint32_t h = d->head[t];
        for (uint32_t i = d->child_b[h]; i < d->child_b[h + 1]; i++)
            if (d->deprel[d->child[i]] == DEP_AUX_PASS) return true;
    }
    return false;
}

/* The nearest subject before t, or the first behind it. */
static uint32_t subject_child(const struct doc *d, uint32_t t) {
    uint32_t s = NONE;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        if (deprel_plain((enum deprel)d->deprel[k]) != DEP_NSUBJ) continue;
        if (s == NONE || (k < t && !is_reflexive(d, k))) s = k;
    }
    return s == NONE ? NONE : reduced_subject(d, s);
}

static uint32_t agent_child(const struct doc *d, uint32_t t) {
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        if (d->deprel[k] == DEP_OBL_AGENT) return k;
        if (d->deprel[k] == DEP_OBL && str_eq(token_case(d, k), STR("by"))) return k;
    }
    return NONE;
}

/* "six guards hurt", "two teachers kidnapped in the raid": a past form of a verb that must have an
 * object, with a person before it and none behind it. */
static bool is_bare_passive(const struct casting *c, uint32_t t) {
    const struct doc *d = c->d;
    uint8_t x = d->xpos[t];
    bool past =
        x == XPOS_VBD || x == XPOS_VBN || (x == XPOS_VBP && !str_eq(d->lemma[t], STR("be")));
    if (!past || c->e->type == EVENT_OTHER || d->deprel[t] == DEP_ACL_RELCL) return false;
    bool by = false, person = false;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        enum deprel r = (enum deprel)d->deprel[k];
        if (r == DEP_OBJ || r == DEP_AUX || r == DEP_CCOMP || r == DEP_AUX_PASS) return false;
        if (r == DEP_CONJ && d->upos[k] == UPOS_VERB) return false;
        if (r == DEP_NSUBJ) person = k < t && noun_is_person(c->lex, d, c->m, k);
        by |= r == DEP_XCOMP && k == t + 1;
    }
    by |= agent_child(d, t) != NONE;
    const struct frame *f = c->frame;
    bool needs_object = f->object == ROLE_VICTIM || str_eq(f->name, STR("arrest"));
    return person && (needs_object || (by && f->object == FRAME_HARM));
}

/* "used gas and cannon to disperse": the verb whose object or its coordinate is at t, or NONE. */
static uint32_t tool_of(const struct doc *d, uint32_t t) {
    if (d->deprel[t] == DEP_CONJ) t = d->head[t];
    uint32_t h = t != NONE && d->deprel[t] == DEP_OBJ ? d->head[t] : NONE;
    return h != NONE && str_eq(token_lemma(d, h), STR("use")) ? h : NONE;
}

/* "an air strike killed ten, medics said": the subject of what is said where the tree gives both
 * subjects to the verb that says it; who says it is never the subject. */
static uint32_t lost_subject(const struct doc *d, uint32_t t, uint32_t say) {
    uint32_t lost = NONE, speaker = NONE;
    for (uint32_t i = d->child_b[say]; i < d->child_b[say + 1]; i++) {
        uint32_t k = d->child[i];
        if (deprel_plain((enum deprel)d->deprel[k]) != DEP_NSUBJ) continue;
        if (k < t) lost = k;
        if (k > t) speaker = k;
    }
    return speaker == NONE ? NONE : lost;
}

/* The subject a verb has by grammar, although it stands with another verb. */
static uint32_t understood_subject(const struct event_lexicon *lex, const struct doc *d,
                                   uint32_t t) {
    bool closing = false; /* below a participle that closes a clause */
    for (int i = 0; i < 6; i++) {
        if (closing && is_passive(d, t)) return agent_child(d, t);
        uint32_t s = subject_child(d, t);
        if (s != NONE) return s;
        enum deprel r;
        uint32_t h = governor(lex, d, t, &r);
        if (h == NONE) return NONE;
        uint32_t mark = child_with(d, t, DEP_MARK);
        bool infinitive = mark != NONE && str_eq(d->tok_low[mark], STR("to"));
        if (infinitive && r == DEP_ACL && tool_of(d, h) != NONE) {
            t = tool_of(d, h);
            continue;
        }
        if (r == DEP_ACL || r == DEP_ACL_RELCL) return h;
        const struct cue *say = trigger_cue(lex, CUE_VERB, token_lemma(d, h));
        if (r == DEP_CCOMP && say && say->effect == EFFECT_REPORTED) return lost_subject(d, t, h);
        closing |= r == DEP_ADVCL && d->xpos[t] == XPOS_VBG && mark == NONE;
        const struct cue *k = trigger_cue(lex, CUE_VERB, token_lemma(d, h));
        bool ordered = r == DEP_ADVCL && infinitive && k && k->effect == EFFECT_ORDERED;
        if (r == DEP_XCOMP || ordered) {
            uint32_t o = child_with(d, h, DEP_OBJ);
            if (o != NONE && d->upos[o] != UPOS_PRON) return o;
        } else if (r != DEP_CONJ && r != DEP_ADVCL && r != DEP_CCOMP && r != DEP_PARATAXIS) {
            return NONE;
        }
        t = h;
    }
    return NONE;
}

/* What an event noun as the subject brings along: its perpetrators and weapons. */
static void cast_from_event(struct casting *c, uint32_t t) {
    uint32_t v = t == NONE ? NONE : c->m->events.of_tok[t];
    if (v == NONE || c->e->type > EVENT_SABOTAGE) return;
    const struct event *from = &c->m->events.v[v];
    for (uint32_t i = 0; i < from->n_part; i++) {
        uint8_t role = from->part[i].role;
        if (role != ROLE_PERPETRATOR && role != ROLE_WEAPON) continue;
        if (c->part.n < MAX_PARTICIPANTS &&
            !cast_already(c, from->part[i].tok_b, from->part[i].tok_e))
            *vec_push(c->d->a, &c->part) = from->part[i];
    }
}

static void cast_modifier(struct casting *c, uint32_t k);

/* "Turkish warplanes hit", "coalition planes bombed": whose weapon it is. */
static void cast_owner(struct casting *c, uint32_t s) {
    if (s == NONE || c->e->type > EVENT_SABOTAGE || !is_means(c, s)) return;
    c->within = true;
    for (uint32_t i = c->d->child_b[s]; i < c->d->child_b[s + 1]; i++)
        if (!is_means(c, c->d->child[i])) cast_modifier(c, c->d->child[i]);
    c->within = false;
}

static void cast_subject(struct casting *c, uint32_t t, bool passive) {
    const struct doc *d = c->d;
    uint32_t s = understood_subject(c->lex, d, t);
    if (passive) {
        if (c->frame->object != FRAME_NONE)
            cast(c, c->frame->object, s);
        else
            cast(c, c->frame->subject == ROLE_VICTIM ? ROLE_VICTIM : FRAME_NONE, s);
        return;
    }
    if (s != NONE && is_event_token(c, s) && event_is_violent((enum event_type)c->e->type))
        cast_from_event(c, s);
    cast(c, c->frame->subject, s);
    cast_owner(c, s);
}

/* The object of a relative clause without one is the noun it hangs on: "the man they killed". */
static uint32_t relative_object(const struct doc *d, uint32_t t) {
    bool relative = d->deprel[t] == DEP_ACL_RELCL && child_with(d, t, DEP_OBJ) == NONE;
    uint32_t s = relative ? subject_child(d, t) : NONE;
    return s != NONE && !is_pronoun_relative(d, s) ? d->head[t] : NONE;
}

static void cast_using(struct casting *c, uint32_t t) {
    const struct doc *d = c->d;
    struct str lemma = token_lemma(d, t);
    if (!str_eq(lemma, STR("use")) && !str_eq(lemma, STR("wield"))) return;
    uint32_t o = child_with(d, t, DEP_OBJ);
    if (o != NONE) cast_weapon(c, o);
}

/* The object, and what hangs on it that belongs to the verb: "fired rockets at the embassy". */
static void cast_object(struct casting *c, uint32_t t) {
    const struct doc *d = c->d;
    cast(c, c->frame->object, t);
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        if (d->deprel[k] != DEP_NMOD) continue;
        uint8_t role = prep_role(c->frame, token_case(d, k));
        if (role == ROLE_WEAPON ? noun_is_weapon(c->lex, d, c->m, k) : role != FRAME_NONE)
            cast(c, role, k);
    }
}

/* The token of the preposition of t, or NONE. */
static uint32_t token_case_place(const struct doc *d, uint32_t t) {
    uint32_t k = child_with(d, t, DEP_CASE);
    bool least = k != NONE && k + 1 < d->n_tok && d->xpos[k + 1] == XPOS_JJS;
    return k == NONE || least || d->xpos[k] == XPOS_POS ? 0 : k;
}

/* "injuring at least 28 people", where the tree reads a phrase behind a preposition. */
static bool is_bare_object(const struct casting *c, uint32_t t, uint32_t k) {
    const struct doc *d = c->d;
    if (d->deprel[k] != DEP_OBL || k < t || is_passive(d, t) || token_case_place(d, k))
        return false;
    if (child_with(d, t, DEP_OBJ) != NONE || child_with(d, k, DEP_NUMMOD) == NONE) return false;
    return noun_is_person(c->lex, d, c->m, k);
}

static void cast_arguments(struct casting *c, uint32_t t, bool passive) {
    const struct doc *d = c->d;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        enum deprel r = deprel_plain((enum deprel)d->deprel[k]);
        if (d->deprel[k] == DEP_OBL_AGENT)
            cast(c, c->frame->subject, k);
        else if (r == DEP_OBJ && token_case(d, k).n && token_case_place(d, k) > t)
            cast_oblique(c, k, passive);
        else if (r == DEP_OBJ || is_bare_object(c, t, k))
            cast_object(c, k);
        else if (r == DEP_IOBJ)
            cast(c, c->frame->object == FRAME_NONE ? FRAME_HUMAN : c->frame->object, k);
        else if (r == DEP_OBL || r == DEP_NMOD)
            cast_oblique(c, k, passive);
        else if (r == DEP_ADVCL || r == DEP_XCOMP)
            cast_using(c, k);
    }
}

/* The last phrase before a verb whose subject the tree lost. */
static uint32_t phrase_before(const struct casting *c, uint32_t t) {
    uint32_t b = c->d->sent_tok[c->d->tok_sent[t]];
    for (uint32_t k = t; k > b && k + 10 > t; k--)
        if (mention_of_head(&c->m->mentions, k - 1) != NONE) return k - 1;
    return NONE;
}

static void cast_verb(struct casting *c, uint32_t t) {
    if (misread_verb(c->d, t)) {
        cast(c, c->frame->subject, phrase_before(c, t));
        cast(c, c->frame->object, c->d->head[t]);
    }
    bool passive = is_passive(c->d, t) || is_bare_passive(c, t);
    cast_subject(c, t, passive);
    cast_arguments(c, t, passive);
    if (!passive) cast(c, c->frame->object, relative_object(c->d, t));
    /* "killed and wounded 12": the object stands with the last verb only */
    if (passive || child_with(c->d, t, DEP_OBJ) != NONE) return;
    for (uint32_t i = c->d->child_b[t]; i < c->d->child_b[t + 1]; i++) {
        uint32_t k = c->d->child[i];
        if (c->d->deprel[k] != DEP_CONJ || c->d->upos[k] != UPOS_VERB || k > t + 3) continue;
        cast(c, c->frame->object, child_with(c->d, k, DEP_OBJ));
    }
}

/* ---- nouns */

static bool place_adjective(const struct casting *c, uint32_t t) {
    uint32_t at = mention_of_head(&c->m->mentions, t);
    return at != NONE && c->m->mentions.v[at].place_adjective;
}

static void cast_modifier(struct casting *c, uint32_t k) {
    const struct doc *d = c->d;
    enum deprel r = deprel_plain((enum deprel)d->deprel[k]);
    if (r == DEP_COMPOUND) {
        if (noun_is_weapon(c->lex, d, c->m, k))
            cast_one(c, ROLE_WEAPON, k);
        else if (place_adjective(c, k) ||
                 (noun_is_human(c->lex, d, c->m, k) &&
                  mention_of_head(&c->m->mentions, k) != NONE &&
                  c->m->mentions.v[mention_of_head(&c->m->mentions, k)].type != ENTITY_PLACE))
            cast_one(c, c->frame->subject, k);
    } else if (r == DEP_AMOD && place_adjective(c, k)) {
        cast_one(c, c->frame->subject, k);
    }
}

/* "clashes between the army and the rebels" where the tree joins the rebels to the clashes. */
static void cast_other_side(struct casting *c, uint32_t t) {
    const struct doc *d = c->d;
    uint8_t role = prep_role(c->frame, STR("between"));
    bool between = false;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        if (d->deprel[k] == DEP_NMOD) between |= str_eq(token_case(d, k), STR("between"));
        if (between && d->deprel[k] == DEP_CONJ && noun_is_human(c->lex, d, c->m, k))
            cast(c, role, k);
    }
}

static void cast_noun(struct casting *c, uint32_t t) {
    const struct doc *d = c->d;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        enum deprel r = (enum deprel)d->deprel[k];
        if (r == DEP_NMOD_POSS)
            cast(c, c->frame->possessive, k);
        else if (r == DEP_NMOD || r == DEP_OBL || r == DEP_NMOD_DESC)
            cast_oblique(c, k, true);
        else
            cast_modifier(c, k);
    }
    for (uint32_t k = c->e->trig_b; k < c->e->trig_e; k++)
        if (k != t) cast_modifier(c, k);
    cast_other_side(c, t);
}

/* The verb that carries an event noun gives it its subject and its prepositions. */
static void cast_carrier(struct casting *c, uint32_t t) {
    const struct doc *d = c->d;
    uint32_t up = d->head[t];
    if (up == NONE || !fact_is_light(c->lex, d, up)) return;
    bool passive = is_passive(d, up), object = deprel_plain((enum deprel)d->deprel[t]) == DEP_OBJ;
    if (!passive && object) cast(c, c->frame->subject, understood_subject(c->lex, d, up));
    for (uint32_t i = d->child_b[up]; i < d->child_b[up + 1]; i++) {
        uint32_t k = d->child[i];
        if (d->deprel[k] == DEP_OBL_AGENT)
            cast(c, c->frame->subject, k);
        else if (d->deprel[k] == DEP_OBL && k != t)
            cast_oblique(c, k, passive);
        else if (d->deprel[k] == DEP_IOBJ)
            cast(c, FRAME_HUMAN, k);
    }
}

/* ---- without a tree: the nearest phrases by order */

static void cast_by_order(struct casting *c, uint32_t t) {
    const struct mentions *ms = &c->m->mentions;
    uint32_t sent = c->d->tok_sent[t], b = c->d->sent_tok[sent], e = c->d->sent_tok[sent + 1];
    uint32_t before = NONE, after = NONE;
    for (uint32_t k = t; k > b && k + 8 > t && before == NONE; k--)
        if (mention_of_head(ms, k - 1) != NONE) before = k - 1;
    for (uint32_t k = t + 1; k < e && k < t + 8 && after == NONE; k++)
        if (mention_of_head(ms, k) != NONE) after = k;
    if (before != NONE) cast_one(c, c->frame->subject, before);
    if (after != NONE) cast_one(c, c->frame->object, after);
}

/* ---- what has no clause of its own */

/* "Bomb kills 3, wounds 12": the verb of a headline that the tree took for a noun. */
static void cast_headline(struct casting *c, uint32_t t) {
    uint32_t b = c->d->sent_tok[c->d->tok_sent[t]], s = t > b ? t - 1 : NONE;
    if (c->d->deprel[t] == DEP_CONJ && headline_verb(c->d, c->d->head[t])) {
        uint32_t first = c->d->head[t];
        s = first > b ? first - 1 : NONE;
    }
    cast(c, c->frame->subject, s);
    cast_one(c, c->frame->object, t + 1);
}

/* The verb "leave" that t is the outcome of: "leaving two dead and five wounded". */
static uint32_t leaving(const struct doc *d, uint32_t t) {
    uint32_t up = t;
    for (int i = 0; i < 3 && up != NONE; i++) {
        if (d->upos[up] == UPOS_VERB && str_eq(token_lemma(d, up), STR("leave"))) return up;
        up = d->head[up];
    }
    return NONE;
}

/* "28 hurt", "two dead", "left a man dead": a number or person right before the word is who. */
static bool cast_count(struct casting *c, uint32_t t) {
    const struct doc *d = c->d;
    bool first = t == d->sent_tok[d->tok_sent[t]];
    bool harm = c->e->type == EVENT_DEATH || c->e->type == EVENT_INJURY;
    if (first || !harm || child_with(d, t, DEP_OBJ) != NONE) return false;
    uint32_t up = leaving(d, t);
    bool left = up != NONE && up < t && noun_is_person(c->lex, d, c->m, t - 1);
    if (d->upos[t - 1] != UPOS_NUM && !left) return false;
    cast_one(c, ROLE_VICTIM, t - 1);
    uint32_t s = up == NONE ? NONE : understood_subject(c->lex, d, up);
    if (s != NONE && s != t - 1 && !is_passive(d, up)) cast(c, FRAME_AGENT, s);
    return true;
}

void role_run(const struct event_lexicon *lex, const struct doc *d, struct meaning *m, uint32_t i,
              const struct trigger_rule *rule) {
    struct event *e = &m->events.v[i];
    struct casting c = {.lex = lex, .d = d, .m = m, .e = e};
    c.frame = &lex->frame.v[rule ? rule->frame : lex->frame_other];
    uint32_t t = e->head;
    bool noun = d->upos[t] == UPOS_NOUN || d->upos[t] == UPOS_PROPN;
    bool predicate = !noun || (e->type == EVENT_OTHER && child_with(d, t, DEP_COP) != NONE);
    bool headline = headline_verb(d, t);
    if (headline) cast_headline(&c, t);
    bool done = headline || (!noun && cast_count(&c, t));
    noun &= !done, predicate &= !done;
    if (noun) cast_noun(&c, t), cast_carrier(&c, t);
    if (predicate) cast_verb(&c, t);
    bool no_tree = d->head[t] == NONE && d->child_b[t] == d->child_b[t + 1];
    if (!c.part.n && !done && !noun && rule && no_tree) cast_by_order(&c, t);
    e->part = c.part.v;
    e->n_part = c.part.n;
}
