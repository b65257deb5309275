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

static uint8_t role_for(const struct casting *c, uint8_t role, uint32_t t) {
    if (role == FRAME_HARM)
        return noun_is_person(c->lex, c->d, c->m, t) ? ROLE_VICTIM : ROLE_TARGET;
    if (role == FRAME_HUMAN)
        return noun_is_human(c->lex, c->d, c->m, t) ? ROLE_RECIPIENT : FRAME_NONE;
    bool weapon = noun_is_weapon(c->lex, c->d, c->m, t);
    if (role == FRAME_AGENT) {
        if (weapon) return ROLE_WEAPON;
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
        if (role == FRAME_NONE || role == ROLE_WEAPON) continue;
        p->tok_e = at;
    }
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
    bool inside = p.tok_b < c->e->trig_e && c->e->trig_b < p.tok_e && p.tok_b != t;
    if (inside && p.tok_b <= c->e->head && c->e->head < p.tok_e) return;
    if (cast_already(c, p.tok_b, p.tok_e)) return;
    p.span = doc_toks_span(d, p.tok_b, p.tok_e);
    *vec_push(d->a, &c->part) = p;
}

static bool is_event_token(const struct casting *c, uint32_t t) {
    uint32_t v = c->m->events.of_tok[t];
    return v != NONE && c->m->events.v[v].type != EVENT_OTHER;
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
    if (str_eq(prep, STR("by")) && (passive || d->upos[c->e->head] == UPOS_NOUN)) {
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
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        enum deprel r = (enum deprel)d->deprel[d->child[i]];
        if (r == DEP_AUX_PASS || r == DEP_NSUBJ_PASS) return true;
    }
    bool participle = d->xpos[t] == XPOS_VBN;
    if (participle && d->deprel[t] == DEP_ACL) return true;
    if (participle && d->deprel[t] == DEP_CONJ && d->head[t] != NONE) {
        uint32_t h = d->head[t];
        for (uint32_t i = d->child_b[h]; i < d->child_b[h + 1]; i++)
            if (d->deprel[d->child[i]] == DEP_AUX_PASS) return true;
    }
    return false;
}

static uint32_t subject_child(const struct doc *d, uint32_t t) {
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        enum deprel r = (enum deprel)d->deprel[d->child[i]];
        if (r == DEP_NSUBJ || r == DEP_NSUBJ_PASS || r == DEP_NSUBJ_OUTER) return d->child[i];
    }
    return NONE;
}

/* The subject a verb has by grammar, although it stands with another verb. */
static uint32_t understood_subject(const struct event_lexicon *lex, const struct doc *d,
                                   uint32_t t) {
    for (int i = 0; i < 6; i++) {
        uint32_t s = subject_child(d, t);
        if (s != NONE) return s;
        uint32_t h = d->head[t];
        if (h == NONE) return NONE;
        enum deprel r = (enum deprel)d->deprel[t];
        if (r == DEP_ACL || r == DEP_ACL_RELCL) return h;
        uint32_t mark = child_with(d, t, DEP_MARK);
        bool infinitive = mark != NONE && str_eq(d->tok_low[mark], STR("to"));
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

static void cast_arguments(struct casting *c, uint32_t t, bool passive) {
    const struct doc *d = c->d;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        enum deprel r = deprel_plain((enum deprel)d->deprel[k]);
        if (d->deprel[k] == DEP_OBL_AGENT)
            cast(c, c->frame->subject, k);
        else if (r == DEP_OBJ)
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
    bool passive = is_passive(c->d, t);
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

void role_run(const struct event_lexicon *lex, const struct doc *d, struct meaning *m, uint32_t i,
              const struct trigger_rule *rule) {
    struct event *e = &m->events.v[i];
    struct casting c = {.lex = lex, .d = d, .m = m, .e = e};
    c.frame = &lex->frame.v[rule ? rule->frame : lex->frame_other];
    uint32_t t = e->head;
    bool noun = d->upos[t] == UPOS_NOUN || d->upos[t] == UPOS_PROPN;
    bool predicate = !noun || child_with(d, t, DEP_COP) != NONE;
    if (noun) cast_noun(&c, t), cast_carrier(&c, t);
    if (predicate) cast_verb(&c, t);
    bool no_tree = d->head[t] == NONE && d->child_b[t] == d->child_b[t + 1];
    if (!c.part.n && !noun && rule && no_tree) cast_by_order(&c, t);
    e->part = c.part.v;
    e->n_part = c.part.n;
}
