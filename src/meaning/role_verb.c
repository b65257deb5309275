#include "base/base.h"

#include "meaning/role_work.h"

#include "meaning/fact.h"

/* ---- prepositions */

static void cast_weapon(struct casting *c, uint32_t t) {
    if (noun_is_weapon(c->lex, c->d, c->m, t)) role_cast(c, ROLE_WEAPON, t);
}

/* An oblique or a noun behind a preposition. */
void role_cast_oblique(struct casting *c, uint32_t t, bool passive) {
    const struct doc *d = c->d;
    struct str prep = token_case(d, t);
    if (!prep.n) return;
    bool gerund = d->xpos[c->e->head] == XPOS_VBG && noun_is_human(c->lex, d, c->m, t);
    if (str_eq(prep, STR("by")) && (passive || gerund || d->upos[c->e->head] == UPOS_NOUN)) {
        role_cast(c, c->frame->subject, t);
        role_cast_owner(c, t);
        return;
    }
    if (str_eq(prep, STR("of")) && d->upos[c->e->head] != UPOS_VERB) {
        role_cast(c, c->frame->of, t);
        return;
    }
    if (str_eq(prep, STR("with")) || str_eq(prep, STR("by")) || str_eq(prep, STR("in")) ||
        str_eq(prep, STR("from")) || str_eq(prep, STR("using")))
        if (event_is_violent((enum event_type)c->e->type)) {
            cast_weapon(c, t);
            if (str_eq(prep, STR("by"))) role_cast_owner(c, t);
        }
    uint8_t role = role_behind(c->frame, prep);
    if (role == ROLE_WEAPON && !noun_is_weapon(c->lex, d, c->m, t)) return;
    role_cast(c, role, t);
}

/* ---- verbs */

bool role_is_passive(const struct doc *d, uint32_t t) {
    bool subject = false, object = false, aux = false;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        enum deprel r = (enum deprel)d->deprel[d->child[i]];
        if (r == DEP_AUX_PASS) return true;
        subject |= r == DEP_NSUBJ_PASS;
        object |= r == DEP_OBJ;
        aux |= r == DEP_AUX || r == DEP_MARK;
    }
    if (subject) return !object;
    bool participle = d->xpos[t] == XPOS_VBN;
    if (participle && d->deprel[t] == DEP_ACL) return true;
    /* "are feared killed" */
    if (participle && d->deprel[t] == DEP_XCOMP && !object && !aux) return true;
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
        if (s == NONE || (k < t && !role_is_reflexive(d, k))) s = k;
    }
    return s == NONE ? NONE : reduced_subject(d, s);
}

/* Who does what a passive says stands behind a preposition: "by the police". */
bool role_is_agent(const struct doc *d, uint32_t t) {
    return d->deprel[t] == DEP_OBL_AGENT && token_case(d, t).n;
}

static uint32_t role_agent_child(const struct doc *d, uint32_t t) {
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        if (role_is_agent(d, k)) return k;
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
        by |= k == t + 1 && k < c->e->trig_e; /* "shot dead" */
    }
    by |= role_agent_child(d, t) != NONE;
    const struct frame *f = c->frame;
    bool needs_object =
        f->object == ROLE_VICTIM || str_eq(f->name, STR("arrest")) || str_eq(f->name, STR("take"));
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
uint32_t role_understood_subject(const struct event_lexicon *lex, const struct doc *d, uint32_t t) {
    bool closing = false; /* below a participle that closes a clause */
    for (int i = 0; i < 6; i++) {
        if (closing && role_is_passive(d, t)) return role_agent_child(d, t);
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
        bool gerund = r == DEP_ADVCL && d->xpos[t] == XPOS_VBG && mark != NONE;
        if (gerund && k && k->on_gerund) { /* "accused the army of shelling" */
            uint32_t o = child_with(d, h, DEP_OBJ);
            return o != NONE ? o : subject_child(d, h);
        }
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
            !role_cast_already(c, from->part[i].tok_b, from->part[i].tok_e))
            *vec_push(c->d->a, &c->part) = from->part[i];
    }
}

static void cast_subject(struct casting *c, uint32_t t, bool passive) {
    const struct doc *d = c->d;
    uint32_t s = role_understood_subject(c->lex, d, t);
    if (passive) {
        if (c->frame->object != FRAME_NONE)
            role_cast(c, c->frame->object, s);
        else
            role_cast(c, c->frame->subject == ROLE_VICTIM ? ROLE_VICTIM : FRAME_NONE, s);
        return;
    }
    if (s != NONE && role_takes_event(c, s) && event_is_violent((enum event_type)c->e->type))
        cast_from_event(c, s);
    role_cast(c, c->frame->subject, s);
    role_cast_owner(c, s);
}

/* The object of a relative clause without one is the noun it hangs on: "the man they killed". */
static uint32_t relative_object(const struct doc *d, uint32_t t) {
    bool relative = d->deprel[t] == DEP_ACL_RELCL && child_with(d, t, DEP_OBJ) == NONE;
    uint32_t s = relative && child_with(d, t, DEP_CCOMP) == NONE ? subject_child(d, t) : NONE;
    return s != NONE && !role_is_relative(d, s) ? d->head[t] : NONE;
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
    role_cast(c, c->frame->object, t);
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        struct str prep = token_case(d, k);
        if (d->deprel[k] != DEP_NMOD || str_eq(prep, STR("of"))) continue;
        uint8_t role = role_behind(c->frame, prep);
        if (role == ROLE_WEAPON ? noun_is_weapon(c->lex, d, c->m, k) : role != FRAME_NONE)
            role_cast(c, role, k);
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
    if (d->deprel[k] != DEP_OBL || k < t || role_is_passive(d, t) || token_case_place(d, k))
        return false;
    if (child_with(d, t, DEP_OBJ) != NONE || child_with(d, k, DEP_NUMMOD) == NONE) return false;
    return noun_is_person(c->lex, d, c->m, k);
}

static void role_cast_arguments(struct casting *c, uint32_t t, bool passive) {
    const struct doc *d = c->d;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        enum deprel r = deprel_plain((enum deprel)d->deprel[k]);
        if (role_is_agent(d, k))
            role_cast(c, c->frame->subject, k), role_cast_owner(c, k);
        else if (r == DEP_OBJ && token_case(d, k).n && token_case_place(d, k) > t)
            role_cast_oblique(c, k, passive);
        else if (r == DEP_OBJ || is_bare_object(c, t, k))
            cast_object(c, k);
        else if (r == DEP_IOBJ)
            role_cast(c, c->frame->object == FRAME_NONE ? FRAME_HUMAN : c->frame->object, k);
        else if (r == DEP_OBL || r == DEP_NMOD)
            role_cast_oblique(c, k, passive);
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

void role_cast_verb(struct casting *c, uint32_t t) {
    if (c->d->deprel[t] == DEP_AMOD && c->d->xpos[t] == XPOS_VBN && !misread_verb(c->d, t)) {
        c->within = true; /* "a kidnapped priest" */
        role_cast_one(c, c->frame->object, c->d->head[t]);
        c->within = false;
        return;
    }
    if (misread_verb(c->d, t)) {
        role_cast(c, c->frame->subject, phrase_before(c, t));
        cast_object(c, c->d->head[t]);
    }
    bool passive = role_is_passive(c->d, t) || is_bare_passive(c, t);
    cast_subject(c, t, passive);
    role_cast_arguments(c, t, passive);
    if (!passive) role_cast(c, c->frame->object, relative_object(c->d, t));
    /* "killed and wounded 12": the object stands with the last verb only */
    if (passive || child_with(c->d, t, DEP_OBJ) != NONE) return;
    for (uint32_t i = c->d->child_b[t]; i < c->d->child_b[t + 1]; i++) {
        uint32_t k = c->d->child[i];
        if (c->d->deprel[k] != DEP_CONJ || c->d->upos[k] != UPOS_VERB || k > t + 3) continue;
        role_cast(c, c->frame->object, child_with(c->d, k, DEP_OBJ));
    }
}
