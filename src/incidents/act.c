#include "base/base.h"

#include "incidents/act.h"

#include "language/tags.h"

enum { UP_MAX = 8, CHILDREN_READ = 40, TIME_REACH = 40, ACT_REACH = 20 };

bool act_is(const struct build *b, uint32_t v) {
    return v != NONE && event_is_violent((enum event_type)b->m->events.v[v].type) &&
           !event_is_harm(b->m->events.v[v].type);
}

static bool hangs_below(const struct doc *d, uint32_t t, uint32_t top) {
    for (uint32_t n = 0; n < UP_MAX && t != NONE; n++, t = d->head[t])
        if (t == top) return true;
    return false;
}

bool act_comes_later(const struct build *b, const struct event *e) {
    enum { FAR = 6, NEAR = 3 };
    const struct doc *d = b->d;
    uint32_t end = d->sent_tok[e->sent + 1], hi = ATT_MIN(end, e->trig_e + FAR);
    for (uint32_t t = e->trig_e; t < hi; t++) {
        if (incident_cue_at(b, t) != CUE_BEFORE) continue;
        for (uint32_t k = t + 1; k < ATT_MIN(end, t + 1 + NEAR); k++)
            if (d->upos[k] == UPOS_NOUN && act_is(b, b->m->events.of_tok[k])) return true;
    }
    return false;
}

/* Up its governors, then among its own clauses: "a bomb exploded, killing six", "six died when a
 * bomb exploded". */
static uint32_t act_of_harm(const struct build *b, const struct event *e, bool before) {
    const struct doc *d = b->d;
    const uint32_t *of = b->m->events.of_tok;
    uint32_t t = d->head[e->head], v;
    for (uint32_t n = 0; t != NONE && n < UP_MAX; n++, t = d->head[t])
        if (act_is(b, of[t])) return before ? NONE : of[t]; /* "after a man died" */
    uint32_t end = ATT_MIN(d->child_b[e->head + 1], d->child_b[e->head] + CHILDREN_READ);
    for (uint32_t i = d->child_b[e->head]; i < end; i++) {
        v = of[d->child[i]];
        if (act_is(b, v)) return v;
    }
    uint32_t lo = d->sent_tok[e->sent],
             hi = ATT_MIN(d->sent_tok[e->sent + 1], e->trig_e + ACT_REACH);
    for (t = e->trig_e; t < hi; t++)
        if (act_is(b, of[t]) && hangs_below(d, t, e->head)) return of[t];
    for (t = e->trig_b; !before && t-- > lo && e->trig_b - t < TIME_REACH;)
        if (act_is(b, of[t])) return of[t]; /* no tree tells: the one named last before it */
    return NONE;
}

/* "Rockets hit the town, killing the governor": what the participle tells is done by that act. */
static uint32_t act_of_participle(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    uint32_t up = d->head[e->head];
    if (up == NONE || d->deprel[e->head] != DEP_ADVCL || d->xpos[e->head] != XPOS_VBG) return NONE;
    uint32_t v = b->m->events.of_tok[up];
    return act_is(b, v) ? v : NONE;
}

uint32_t act_of_subject(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    if (d->upos[e->head] != UPOS_VERB) return NONE;
    uint32_t end = ATT_MIN(d->child_b[e->head + 1], d->child_b[e->head] + CHILDREN_READ);
    for (uint32_t i = d->child_b[e->head]; i < end; i++) {
        uint32_t v = b->m->events.of_tok[d->child[i]];
        if (d->deprel[d->child[i]] == DEP_NSUBJ && act_is(b, v) &&
            d->upos[d->child[i]] == UPOS_NOUN)
            return v;
    }
    return NONE;
}

uint32_t act_of(const struct build *b, const struct event *e, bool before) {
    return event_is_harm(e->type) ? act_of_harm(b, e, before) : act_of_participle(b, e);
}
