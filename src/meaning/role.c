#include "base/base.h"

#include "meaning/role.h"

#include "meaning/fact.h"
#include "meaning/role_work.h"

/* ---- nouns */

static bool place_adjective(const struct casting *c, uint32_t t) {
    uint32_t at = mention_of_head(&c->m->mentions, t);
    return at != NONE && c->m->mentions.v[at].place_adjective;
}

void role_cast_modifier(struct casting *c, uint32_t k) {
    const struct doc *d = c->d;
    enum deprel r = deprel_plain((enum deprel)d->deprel[k]);
    if (r == DEP_COMPOUND) {
        if (noun_is_weapon(c->lex, d, c->m, k))
            role_cast_one(c, ROLE_WEAPON, k);
        else if (place_adjective(c, k) ||
                 (noun_is_human(c->lex, d, c->m, k) &&
                  mention_of_head(&c->m->mentions, k) != NONE &&
                  c->m->mentions.v[mention_of_head(&c->m->mentions, k)].type != ENTITY_PLACE))
            role_cast_one(c, c->frame->subject, k);
    } else if (r == DEP_AMOD && place_adjective(c, k)) {
        role_cast_one(c, c->frame->subject, k);
    }
}

/* "clashes between the army and the rebels" where the tree joins the rebels to the clashes. */
static void cast_other_side(struct casting *c, uint32_t t) {
    const struct doc *d = c->d;
    uint8_t role = role_behind(c->frame, STR("between"));
    bool between = false;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        if (d->deprel[k] == DEP_NMOD) between |= str_eq(token_case(d, k), STR("between"));
        if (between && d->deprel[k] == DEP_CONJ && noun_is_human(c->lex, d, c->m, k))
            role_cast(c, role, k);
    }
}

static void cast_noun(struct casting *c, uint32_t t) {
    const struct doc *d = c->d;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        enum deprel r = (enum deprel)d->deprel[k];
        if (r == DEP_NMOD_POSS)
            role_cast(c, c->frame->possessive, k);
        else if (r == DEP_NMOD || r == DEP_OBL || r == DEP_NMOD_DESC)
            role_cast_oblique(c, k, true);
        else if (k < c->e->trig_b || k >= c->e->trig_e)
            role_cast_modifier(c, k);
    }
    for (uint32_t k = c->e->trig_b; k < c->e->trig_e; k++)
        if (k != t && noun_is_weapon(c->lex, d, c->m, k)) role_cast_one(c, ROLE_WEAPON, k);
    cast_other_side(c, t);
}

/* The verb that carries an event noun gives it its subject and its prepositions. */
static void cast_carrier(struct casting *c, uint32_t t) {
    const struct doc *d = c->d;
    uint32_t up = d->head[t];
    if (up == NONE || !fact_is_light(c->lex, d, up)) return;
    bool passive = role_is_passive(d, up),
         object = deprel_plain((enum deprel)d->deprel[t]) == DEP_OBJ;
    uint8_t subject = fact_is_undergone(c->lex, d, up) ? c->frame->object : c->frame->subject;
    if (!passive && object) role_cast(c, subject, role_understood_subject(c->lex, d, up));
    for (uint32_t i = d->child_b[up]; i < d->child_b[up + 1]; i++) {
        uint32_t k = d->child[i];
        if (role_is_agent(d, k))
            role_cast(c, c->frame->subject, k);
        else if (d->deprel[k] == DEP_OBL && k != t)
            role_cast_oblique(c, k, passive);
        else if (d->deprel[k] == DEP_IOBJ)
            role_cast(c, FRAME_HUMAN, k);
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
    if (before != NONE) role_cast_one(c, c->frame->subject, before);
    if (after != NONE) role_cast_one(c, c->frame->object, after);
}

/* ---- what has no clause of its own */

/* "Bomb kills 3, wounds 12": the verb of a headline that the tree took for a noun. */
static void cast_headline(struct casting *c, uint32_t t) {
    uint32_t b = c->d->sent_tok[c->d->tok_sent[t]], s = t > b ? t - 1 : NONE;
    bool joined =
        c->d->deprel[t] == DEP_CONJ || c->d->deprel[t] == DEP_APPOS || c->d->deprel[t] == DEP_LIST;
    if (joined && headline_verb(c->d, c->d->head[t])) {
        uint32_t first = c->d->head[t];
        s = first > b ? first - 1 : NONE;
    }
    role_cast(c, c->frame->subject, s);
    role_cast_one(c, c->frame->object, t + 1);
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
    role_cast_one(c, ROLE_VICTIM, t - 1);
    uint32_t s = up == NONE ? NONE : role_understood_subject(c->lex, d, up);
    if (s != NONE && s != t - 1 && !role_is_passive(d, up)) role_cast(c, FRAME_AGENT, s);
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
    if (predicate) role_cast_verb(&c, t);
    bool no_tree = d->head[t] == NONE && d->child_b[t] == d->child_b[t + 1];
    if (!c.part.n && !done && !noun && rule && no_tree) cast_by_order(&c, t);
    e->part = c.part.v;
    e->n_part = c.part.n;
}
