#include "base/base.h"

#include "incidents/build.h"
#include "language/tags.h"

_Static_assert(N_EVENT_TYPE <= 64, "types of a group are bits of a word");
enum {
    JOIN_AT = 2,
    NEVER = -1000,
    CUE_REACH = 4,
    RECENT = 40,
    SAME_SENT = 16,
    LEAD = 8,
    NEAR_HARM = 4,
    STALE_DAYS = 3
};

uint8_t incident_cue_at(const struct build *b, uint32_t tok) {
    uint32_t c = map_get(&b->model->cues, b->d->tok_low[tok]);
    return c == NONE ? 0 : (uint8_t)c;
}

/* The cue among the few words before the trigger, in its sentence. */
static bool has_cue(const struct build *b, const struct event *e, uint8_t cue, uint32_t reach) {
    uint32_t from = b->d->sent_tok[e->sent], t = e->trig_b;
    for (uint32_t k = 0; t > from && k < reach; k++) {
        t--;
        if (incident_cue_at(b, t) == cue) return true;
        if (b->d->tok_flags[t] & TOK_PUNCT) return false;
    }
    return false;
}

/* "The attack", "Sunday's attack": one spoken of before. */
static bool is_definite(const struct build *b, const struct event *e) {
    if (has_cue(b, e, CUE_DEFINITE, CUE_REACH)) return true;
    return e->trig_b > b->d->sent_tok[e->sent] && str_eq_c(b->d->tok_low[e->trig_b - 1], "'s");
}

/* "In a second blast", "the latest attack": one of several. */
static bool is_numbered(const struct build *b, const struct event *e) {
    return b->d->upos[e->head] != UPOS_VERB && has_cue(b, e, CUE_NTH, 3);
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
    if (facts_of(b, e)->toll) return false;
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
    if (is_numbered(b, e)) return true;      /* "in a second blast" */
    bool plural = e->trigger.e > e->trigger.b && b->d->text.p[e->trigger.e - 1] == 's';
    return e->sent < 3 && !plural;
}

static bool place_inside(const struct build *b, uint32_t p, uint32_t q) {
    for (uint32_t k = 0; p != NONE && k < 8; k++, p = b->m->places.v[p].within)
        if (p == q) return true;
    return false;
}

static bool is_point(const struct place *p) {
    return p->resolved && p->kind != PLACE_COUNTRY && p->kind != PLACE_REGION &&
           p->kind != PLACE_FACILITY && p->kind != PLACE_WATER;
}

static int32_t score_place(const struct build *b, const struct event *e, const struct group *g) {
    if (facts_of(b, e)->place == NONE || g->place == NONE) return 0;
    if (place_inside(b, facts_of(b, e)->place, g->place) ||
        place_inside(b, g->place, facts_of(b, e)->place))
        return 2;
    const struct place *p = &b->m->places.v[facts_of(b, e)->place], *q = &b->m->places.v[g->place];
    if (p->country[0] && q->country[0] && strcmp(p->country, q->country)) return -6;
    return is_point(p) && is_point(q) && p->kind == q->kind ? -4 : 0;
}

static int32_t score_date(const struct build *b, const struct event *e, const struct group *g) {
    const struct timex *t = facts_of(b, e)->day;
    if (t && !day_known(g->from) && g->undated && t->precision == PRECISION_YEAR) return -6;
    if (!t || !day_known(g->from)) return 0;
    if (day_compare(t->to, g->from) < 0 || day_compare(g->to, t->from) < 0) return -6;
    return t->precision <= PRECISION_DAY ? 3 : 1;
}

static bool is_harmed_role(uint8_t role) {
    return role == ROLE_VICTIM || role == ROLE_TARGET;
}

static int32_t score_people(const struct build *b, const struct event *e, const struct group *g) {
    int32_t best = 0;
    for (uint32_t k = g->n > RECENT ? g->n - RECENT : 0; k < g->n; k++) {
        const struct event *o = &b->m->events.v[g->event[k]];
        for (uint32_t i = 0; i < e->n_part; i++)
            for (uint32_t j = 0; j < o->n_part; j++) {
                if (e->part[i].entity == NONE || e->part[i].entity != o->part[j].entity) continue;
                bool harmed = is_harmed_role(e->part[i].role) && is_harmed_role(o->part[j].role);
                bool sides = e->type == EVENT_CLASH && o->type == EVENT_CLASH;
                bool did =
                    e->part[i].role == ROLE_PERPETRATOR && o->part[j].role == ROLE_PERPETRATOR;
                best = ATT_MAX(best, harmed || sides ? 3 : did ? 2 : 1);
            }
    }
    return best;
}

/* "before the attack": told to place other things in time. */
static bool is_landmark(const struct build *b, const struct event *e) {
    return b->d->upos[e->head] == UPOS_NOUN && has_cue(b, e, CUE_BEFORE, CUE_REACH) &&
           has_cue(b, e, CUE_DEFINITE, CUE_REACH);
}

/* The group of the landmark in the sentence of event i, which event i lies before; or NONE. */
static uint32_t group_after(const struct build *b, const struct groups *gs, uint32_t i) {
    const struct events *ev = &b->m->events;
    uint32_t lo = i > SAME_SENT ? i - SAME_SENT : 0, hi = ATT_MIN(ev->n, i + SAME_SENT);
    if (event_is_harm(ev->v[i].type) || is_landmark(b, &ev->v[i])) return NONE;
    for (uint32_t k = lo; k < hi; k++)
        if (k != i && ev->v[k].sent == ev->v[i].sent && gs->of_event[k] != NONE &&
            is_landmark(b, &ev->v[k]))
            return gs->of_event[k];
    return NONE;
}

static bool loses(const struct event_facts *f, const struct group *g) {
    uint64_t both = 1ull << EVENT_CLASH;
    if (g->types & both || f->loss == LOSS_NONE) return false;
    return f->loss == LOSS_ATTACKERS || g->side == SIDE_OTHER;
}

bool group_loses(const struct build *b, const struct group *g, uint32_t i) {
    return g->n > 1 && loses(&b->facts[i], g);
}

/* Police who fire at those who burned a court, or the other way round: two happenings. */
static bool other_side(const struct build *b, const struct event *e, const struct group *g) {
    const struct event_facts *f = facts_of(b, e);
    if (f->side == SIDE_UNKNOWN || g->side == SIDE_UNKNOWN || f->side == g->side) return false;
    uint64_t both = 1ull << EVENT_CLASH | 1ull << EVENT_RIOT | 1ull << EVENT_PROTEST;
    return !((g->types | 1ull << f->type) & both) && !loses(f, g);
}

/* Harm goes to the act that did it, unless their days differ. */
static int32_t score_harm(const struct build *b, const struct event *e, const struct groups *gs,
                          uint32_t k) {
    const struct event_facts *f = facts_of(b, e);
    if (f->act != NONE && gs->of_event[f->act] != NONE) return gs->of_event[f->act] == k ? 4 : -2;
    bool before = f->before && gs->v[k].last_sent == e->sent; /* "set fire after a man died" */
    if (before) return -12;
    if (f->history && !gs->v[k].background) return -4;
    return gs->v[k].background && !f->past ? -2 : 0; /* a toll is of the news */
}

/* The act that did it by grammar is in group k. */
static bool is_by_act(const struct build *b, const struct event *e, const struct groups *gs,
                      uint32_t k) {
    uint32_t act = facts_of(b, e)->act;
    return act != NONE && gs->of_event[act] == k;
}

/* Dated some days before the report, and told as something new. */
static bool is_older(const struct build *b, const struct event *e) {
    return facts_of(b, e)->age > STALE_DAYS && !is_definite(b, e);
}

/* Types that say nothing of how it was done. */
static bool all_plain(const struct group *g) {
    return !(g->types & ~(1ull << EVENT_ATTACK | 1ull << EVENT_DEATH | 1ull << EVENT_INJURY));
}

/* Their types can tell of one happening, or the tree says that they do. */
static bool types_fit(const struct build *b, const struct event *e, const struct groups *gs,
                      uint32_t k) {
    uint8_t type = facts_of(b, e)->type;
    bool fits = is_by_act(b, e, gs, k);
    if (fits) return true;
    for (uint64_t t = gs->v[k].types; t; t &= t - 1) {
        uint8_t o = (uint8_t)__builtin_ctzll(t);
        fits |= b->model->compatible[type][o];
        if (!b->model->compatible[type][o] && b->model->rank[o] > 4) return false;
    }
    return fits;
}

/* How near the event stands to what was told of the group last. */
static int32_t score_nearness(const struct build *b, const struct event *e, const struct group *g,
                              uint32_t gap) {
    if (gap < 2) return gap ? 2 : 3;
    return b->d->sent_para[e->sent] == b->d->sent_para[g->last_sent];
}

/* Words that point back at a happening: "the attack", "Sunday's attack", "in the two attacks". */
static int32_t score_words(const struct build *b, const struct event *e, const struct groups *gs,
                           uint32_t k) {
    const struct event_facts *f = facts_of(b, e);
    const struct group *g = &gs->v[k];
    bool same = g->types >> f->type & 1, latest = k + 1 == gs->n;
    int32_t s = 0;
    if (is_definite(b, e)) s += !same ? 1 : latest || k == 0 ? 3 : 2;
    if (f->plural && f->again && k == 0) s += 3;
    if (e->modality == MODALITY_DENIED && same) s += 3; /* what is denied was told of */
    if (g->only_title && (same || f->type != EVENT_ARSON || all_plain(g)))
        s += 3; /* the title tells of what the lead tells of */
    return s;
}

/* What tells of another happening: another day, another side, "a second blast", earlier history. */
static int32_t score_apart(const struct build *b, const struct event *e, const struct group *g,
                           uint32_t gap) {
    const struct event_facts *f = facts_of(b, e);
    bool same = g->types >> f->type & 1, harm = event_is_harm(f->type);
    int32_t s = 0;
    if (!(harm && f->act != NONE) && other_side(b, e, g)) s -= 6;
    if (!day_known(g->from) && f->day && (harm ? gap > 1 : is_older(b, e) && gap))
        s -= 4; /* another day than that of the news */
    if (f->type == EVENT_ARSON && !same && gap && !(g->types >> EVENT_RIOT & 1))
        s -= 4; /* a fire set is no part of a shooting */
    if (!harm && (has_cue(b, e, CUE_OTHER, 3) || has_cue(b, e, CUE_LIKE, 3) || is_numbered(b, e)))
        s -= 6;
    if (g->plural && f->place != NONE && !f->plural) s -= 6; /* one of them */
    if (has_cue(b, e, CUE_EARLIER, 2) && !is_definite(b, e)) s -= 4;
    if (f->past != g->background && e->modality != MODALITY_DENIED)
        s -= is_definite(b, e) && same && !harm ? 1 : 3;
    if (f->history && !g->history) s -= 4;
    return s;
}

static int32_t score_group(const struct build *b, const struct event *e, const struct groups *gs,
                           uint32_t k) {
    const struct group *g = &gs->v[k];
    const struct event_facts *f = facts_of(b, e);
    bool same = g->types >> f->type & 1, harm = event_is_harm(f->type);
    uint32_t gap = e->sent > g->last_sent ? e->sent - g->last_sent : 0;
    if (!types_fit(b, e, gs, k)) return NEVER;
    int32_t s = score_nearness(b, e, g, gap) + score_date(b, e, g) + score_place(b, e, g) +
                score_people(b, e, g) + score_words(b, e, gs, k) + score_apart(b, e, g, gap);
    if (same) s += gap > 1 && b->model->rank[f->type] >= 5 ? 3 : 1;
    if (!harm && is_by_act(b, e, gs, k)) s += 4;
    if (harm) s += score_harm(b, e, gs, k) + (gap <= 1 ? 2 : 0);
    if (harm && gap <= NEAR_HARM && f->place == NONE && !f->day) s += 2;
    if (k == 0 && !g->background && !f->past) s += 1;
    return s;
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
    if (f->aside || (g->n > 1 && loses(f, g))) return; /* it says nothing of how or by whom */
    g->types |= 1ull << f->type;
    if (!event_is_harm(f->type))
        g->plural = f->plural || (g->plural && facts_of(b, e)->place == NONE);
    take_side(g, f);
    bool title = doc_sent_zone(b->d, e->sent) == ZONE_TITLE;
    g->only_title = title && (g->n == 1 || g->only_title);
    g->in_title |= title;
    if (!f->past && !is_by_act(b, e, gs, k)) g->background = false;
    if (!f->history) g->history = false;
    take_date(b, g, e);
    if (facts_of(b, e)->place != NONE &&
        (g->place == NONE || place_inside(b, facts_of(b, e)->place, g->place)))
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

static void place_event(const struct build *b, struct groups *gs, uint32_t event) {
    const struct event *e = &b->m->events.v[event];
    if (join_series(b, gs, event)) return;
    int32_t best = NEVER;
    uint32_t at = NONE, after = group_after(b, gs, event);
    for (uint32_t k = 0; k < gs->n; k++) {
        int32_t s = score_group(b, e, gs, k) - (k == after ? 8 : 0);
        if (s >= best && s > NEVER) best = s, at = k;
    }
    if (at != NONE && best >= JOIN_AT) {
        join(b, gs, at, event);
        return;
    }
    if ((!is_specific(b, e) && after == NONE) || gs->n == MAX_INCIDENTS) return;
    if (event_is_harm(e->type) && gs->n && e->background && !facts_of(b, e)->day) return;
    gs->v[gs->n] = (struct group){
        .place = NONE, .first_sent = e->sent, .background = facts_of(b, e)->past, .history = true};
    take_forerunners(b, gs, event);
    join(b, gs, gs->n++, event);
}

/* "Before the attack gunfire was heard": what the sentence tells besides the attack is earlier. */
static void mark_earlier(const struct build *b, struct groups *gs) {
    for (uint32_t i = 0; i < b->m->events.n; i++) {
        uint32_t g = gs->of_event[i], after = g == NONE ? NONE : group_after(b, gs, i);
        if (after == NONE || g == after || gs->v[g].in_title) continue;
        if (gs->v[g].first_sent >= gs->v[after].first_sent) gs->v[g].background = true;
    }
}

void group_run(const struct build *b, struct groups *gs) {
    const struct events *ev = &b->m->events;
    gs->n = 0;
    gs->of_event = arena_array(b->scratch, uint32_t, ev->n);
    for (uint32_t i = 0; i < ev->n; i++) gs->of_event[i] = NONE;
    for (uint32_t i = 0, e; i < ev->n; i = e) { /* acts of a sentence before the harm they did */
        for (e = i; e < ev->n && ev->v[e].sent == ev->v[i].sent;) e++;
        for (int harm = 0; harm < 2; harm++)
            for (uint32_t k = i; k < e; k++)
                if (event_is_harm(ev->v[k].type) == harm && group_takes(b, &ev->v[k]))
                    place_event(b, gs, k);
    }
    mark_earlier(b, gs);
}
