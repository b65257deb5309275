#include "base/base.h"

#include "incidents/join.h"
#include "language/tags.h"

_Static_assert(N_EVENT_TYPE <= 64, "types of a group are bits of a word");
enum { CUE_REACH = 4, SAME_SENT = 16, LEAD = 8 };

uint8_t incident_cue_at(const struct build *b, uint32_t tok) {
    uint32_t c = map_get(&b->model->cues, b->d->tok_low[tok]);
    return c == NONE ? 0 : (uint8_t)c;
}

static const struct event_facts *facts_of(const struct build *b, const struct event *e) {
    return &b->facts[e - b->m->events.v];
}

static bool can_be_incident(uint8_t type) {
    return event_is_violent((enum event_type)type) || type == EVENT_RIOT || type == EVENT_PROTEST ||
           type == EVENT_CLASH || type == EVENT_CYBER;
}

/* Whether words beside the trigger tell that it was stopped or failed. */
uint8_t incident_outcome(const struct build *b, const struct event *e) {
    uint32_t from = b->d->sent_tok[e->sent], end = b->d->sent_tok[e->sent + 1];
    uint32_t lo = e->trig_b > from + 7 ? e->trig_b - 7 : from, hi = ATT_MIN(e->trig_e + 7, end);
    for (uint32_t t = lo; t < hi; t++) {
        uint8_t c = incident_cue_at(b, t);
        if (c == CUE_FOILED || c == CUE_FAILED) return c;
    }
    return 0;
}

/* "15 March 2019": a word of a date is no march. */
static bool in_time_words(const struct build *b, const struct event *e) {
    const struct timexes *t = &b->m->times;
    uint32_t i = timex_after(t, e->trigger.b);
    return i < t->n && t->v[i].type == TIMEX_DATE && tspan_inside(e->trigger, t->v[i].span);
}

bool group_takes(const struct build *b, const struct event *e) {
    enum zone z = doc_sent_zone(b->d, e->sent);
    if (z == ZONE_BOILER || z == ZONE_BYLINE) return false;
    if (!can_be_incident(facts_of(b, e)->type) || in_time_words(b, e)) return false;
    if (facts_of(b, e)->toll || facts_of(b, e)->unreal) return false;
    if (e->negative && incident_outcome(b, e) != CUE_FOILED) return false;
    return e->modality != MODALITY_HYPOTHETICAL && e->modality != MODALITY_ORDERED;
}

/* Can it begin an incident of its own? A mere possibility, or a bare word without any circumstance,
 * not. */
static bool is_specific(const struct build *b, const struct event *e) {
    if (e->modality == MODALITY_POSSIBLE) return false;
    if (e->type == EVENT_PROTEST && (e->background || !e->main)) return false;
    if (e->n_part || e->time != NONE || facts_of(b, e)->place != NONE || e->main) return true;
    if (facts_of(b, e)->plural) return true; /* "two explosions" */
    if (join_is_numbered(b, e)) return true; /* "in a second blast" */
    bool plural = e->trigger.e > e->trigger.b && b->d->text.p[e->trigger.e - 1] == 's';
    return e->sent < 3 && !plural;
}

/* "before the attack": told to place other things in time. */
static bool is_landmark(const struct build *b, const struct event *e) {
    return b->d->upos[e->head] == UPOS_NOUN && join_has_cue(b, e, CUE_BEFORE, CUE_REACH) &&
           join_has_cue(b, e, CUE_DEFINITE, CUE_REACH);
}

/* "The attack followed clashes": the group of the attack, for the clashes; or NONE. */
static uint32_t group_that_followed(const struct build *b, const struct groups *gs, uint32_t i) {
    const struct doc *d = b->d;
    uint32_t t = b->m->events.v[i].head, up = d->head[t];
    if (up == NONE || d->deprel[t] != DEP_OBJ || !str_eq_c(d->lemma[up], "follow")) return NONE;
    uint32_t end = ATT_MIN(d->child_b[up + 1], d->child_b[up] + SAME_SENT);
    for (uint32_t c = d->child_b[up]; c < end; c++) {
        uint32_t v = b->m->events.of_tok[d->child[c]];
        if (d->deprel[d->child[c]] == DEP_NSUBJ && v != NONE) return gs->of_event[v];
    }
    return NONE;
}

/* The group of the landmark in the sentence of event i, which event i lies before; or NONE. */
static uint32_t group_after(const struct build *b, const struct groups *gs, uint32_t i) {
    const struct events *ev = &b->m->events;
    uint32_t lo = i > SAME_SENT ? i - SAME_SENT : 0, hi = ATT_MIN(ev->n, i + SAME_SENT);
    if (event_is_harm(ev->v[i].type) || is_landmark(b, &ev->v[i])) return NONE;
    uint32_t followed = group_that_followed(b, gs, i);
    if (followed != NONE) return followed;
    for (uint32_t k = lo; k < hi; k++)
        if (k != i && ev->v[k].sent == ev->v[i].sent && gs->of_event[k] != NONE &&
            is_landmark(b, &ev->v[k]))
            return gs->of_event[k];
    return NONE;
}

static void take_date(const struct build *b, struct group *g, const struct event *e) {
    const struct timex *t = facts_of(b, e)->day;
    g->undated |= !t && e->time != NONE && b->m->times.v[e->time].type == TIMEX_DATE;
    if (!t) return;
    struct day to = day_known(t->until) ? t->until : t->to;
    if (!day_known(g->from)) g->from = t->from, g->to = to;
    if (day_compare(t->from, g->from) > 0) g->from = t->from;
    if (day_compare(to, g->to) < 0) g->to = to;
}

/* The first sentence of the body that is no heading. */
static uint32_t lead_sentence(const struct build *b) {
    for (uint32_t s = 0; s < b->d->n_sent && s < LEAD; s++)
        if (doc_sent_zone(b->d, s) == ZONE_BODY) return s;
    return NONE;
}

bool group_loses(const struct build *b, const struct group *g, uint32_t i) {
    return g->n > 1 && join_loses(b, &b->m->events.v[i], g);
}

/* Who did it, as the acts tell; where there are none, as the harm does. */
static void take_side(struct group *g, const struct event_facts *f) {
    uint64_t harm = 1ull << EVENT_DEATH | 1ull << EVENT_INJURY;
    if (event_is_harm(f->type) && (g->n > 1 || g->types & ~harm)) return;
    if (g->side == SIDE_UNKNOWN) g->side = f->side;
}

static void join(const struct build *b, struct groups *gs, uint32_t k, uint32_t event) {
    struct group *g = &gs->v[k];
    const struct event *e = &b->m->events.v[event];
    if (g->n == g->cap) g->event = vec_grow(b->scratch, g->event, sizeof *g->event, g->n, &g->cap);
    g->event[g->n++] = event;
    g->last_sent = e->sent;
    gs->of_event[event] = k;
    const struct event_facts *f = facts_of(b, e);
    if (f->aside || (g->n > 1 && join_loses(b, e, g)))
        return; /* it says nothing of how or by whom */
    g->types |= 1ull << f->type;
    if (!event_is_harm(f->type) || f->plural)
        g->plural = f->plural || (g->plural && facts_of(b, e)->place == NONE);
    take_side(g, f);
    bool title = doc_sent_zone(b->d, e->sent) == ZONE_TITLE;
    g->only_title = title && (g->n == 1 || g->only_title);
    g->in_title |= title;
    if (!f->past && !join_by_act(b, e, gs, k)) g->background = false;
    if (!f->history) g->history = false;
    take_date(b, g, e);
    if (facts_of(b, e)->place != NONE &&
        (g->place == NONE || join_place_inside(b, facts_of(b, e)->place, g->place)))
        g->place = facts_of(b, e)->place;
    if (lead_sentence(b) == e->sent) g->in_lead = true;
    int32_t early = e->sent == 0 ? 6 : e->sent < 3 ? 4 : e->sent < 6 ? 2 : 1;
    g->weight += (f->past ? 0 : 2) + early + (e->main ? 1 : 0);
}

/* Bare mentions just before, of the type of the event that begins the new group `gs->n`. */
static void take_forerunners(const struct build *b, struct groups *gs, uint32_t event) {
    const struct events *ev = &b->m->events;
    const struct event *e = &ev->v[event];
    uint32_t from = event;
    while (from > 0 && event - from < SAME_SENT && ev->v[from - 1].sent + 1 >= e->sent) from--;
    for (uint32_t i = from; i < event; i++)
        if (gs->of_event[i] == NONE && ev->v[i].type == e->type && !event_is_harm(e->type) &&
            group_takes(b, &ev->v[i]) && ev->v[i].modality != MODALITY_POSSIBLE)
            join(b, gs, gs->n, i);
}

/* "It was the third attack this month": of the news told of last. */
static bool join_series(const struct build *b, struct groups *gs, uint32_t event) {
    if (!b->facts[event].aside) return false;
    uint32_t at = NONE;
    for (uint32_t k = 0; k < gs->n; k++)
        if (!gs->v[k].background && (at == NONE || gs->v[k].last_sent >= gs->v[at].last_sent))
            at = k;
    if (at == NONE) return false;
    join(b, gs, at, event);
    return true;
}

/* Whether the event can begin a happening of its own. */
static bool can_begin(const struct build *b, const struct groups *gs, uint32_t event, bool after) {
    const struct event *e = &b->m->events.v[event];
    if ((!is_specific(b, e) && !after) || gs->n == MAX_INCIDENTS) return false;
    return !(event_is_harm(e->type) && gs->n && e->background && !facts_of(b, e)->day);
}

uint32_t group_choose(const int16_t weight[N_JOIN_MARK], const struct join_view *v) {
    int32_t best = INT32_MIN;
    uint32_t at = NONE;
    for (uint32_t k = 0; k < v->n; k++) {
        int32_t s = v->fits[k] ? join_score(weight, v->marks[k]) : INT32_MIN;
        if (v->fits[k] && s >= best) best = s, at = k;
    }
    if (at != NONE && best >= weight[JOIN_NEW]) return at;
    return v->can_begin ? v->n : NONE;
}

static void place_event(const struct build *b, struct groups *gs, uint32_t event,
                        const struct group_guide *guide) {
    const struct event *e = &b->m->events.v[event];
    if (join_series(b, gs, event)) return;
    struct join_view v = {.n = gs->n};
    uint32_t after = group_after(b, gs, event);
    for (uint32_t k = 0; k < gs->n; k++) {
        v.fits[k] = join_marks(b, gs, k, event, &v.marks[k]);
        if (k == after) v.marks[k] |= 1ull << JOIN_BEFORE_LANDMARK;
    }
    v.can_begin = can_begin(b, gs, event, after != NONE);
    uint32_t at = guide ? guide->choose(guide->ctx, event, &v) : group_choose(b->model->join, &v);
    if (at == NONE) return;
    if (at == gs->n) {
        gs->v[gs->n] = (struct group){.place = NONE,
                                      .first_sent = e->sent,
                                      .background = facts_of(b, e)->past,
                                      .history = true};
        take_forerunners(b, gs, event);
        gs->n++;
    }
    join(b, gs, at, event);
}

/* "Before the attack gunfire was heard": what the sentence tells besides the attack is earlier. */
static void mark_earlier(const struct build *b, struct groups *gs) {
    for (uint32_t i = 0; i < b->m->events.n; i++) {
        uint32_t g = gs->of_event[i], after = g == NONE ? NONE : group_after(b, gs, i);
        if (after == NONE || g == after || gs->v[g].in_title) continue;
        if (gs->v[g].first_sent >= gs->v[after].first_sent) gs->v[g].background = true;
    }
}

void group_run(const struct build *b, struct groups *gs, const struct group_guide *guide) {
    const struct events *ev = &b->m->events;
    gs->n = 0;
    gs->of_event = arena_array(b->scratch, uint32_t, ev->n);
    for (uint32_t i = 0; i < ev->n; i++) gs->of_event[i] = NONE;
    for (uint32_t i = 0, e; i < ev->n; i = e) { /* acts of a sentence before the harm they did */
        for (e = i; e < ev->n && ev->v[e].sent == ev->v[i].sent;) e++;
        for (int harm = 0; harm < 2; harm++)
            for (uint32_t k = i; k < e; k++)
                if (event_is_harm(ev->v[k].type) == harm && group_takes(b, &ev->v[k]))
                    place_event(b, gs, k, guide);
    }
    mark_earlier(b, gs);
}
