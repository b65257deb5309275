#include "base/base.h"

#include "incidents/build.h"
#include "language/tags.h"

_Static_assert(N_EVENT_TYPE <= 64, "types of a group are bits of a word");
enum { JOIN_AT = 2, NEVER = -1000, CUE_REACH = 4, RECENT = 40, SAME_SENT = 16 };

bool day_known(struct day d) {
    return d.year != 0;
}

int day_compare(struct day a, struct day b) {
    if (a.year != b.year) return a.year < b.year ? -1 : 1;
    if (a.month != b.month) return a.month < b.month ? -1 : 1;
    return a.day < b.day ? -1 : a.day > b.day;
}

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

static bool is_harm(uint8_t type) {
    return type == EVENT_DEATH || type == EVENT_INJURY;
}

static bool can_be_incident(uint8_t type) {
    return event_is_violent((enum event_type)type) || type == EVENT_RIOT || type == EVENT_PROTEST ||
           type == EVENT_CLASH;
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

bool group_takes(const struct build *b, const struct event *e) {
    enum zone z = doc_sent_zone(b->d, e->sent);
    if (z == ZONE_BOILER || z == ZONE_BYLINE) return false;
    if (!can_be_incident(e->type)) return false;
    if (e->negative && incident_outcome(b, e) != CUE_FOILED) return false;
    return e->modality != MODALITY_HYPOTHETICAL && e->modality != MODALITY_ORDERED;
}

/* Can it begin an incident of its own? A mere possibility, or a bare word without any circumstance,
 * not. */
static bool is_specific(const struct build *b, const struct event *e) {
    if (e->modality == MODALITY_POSSIBLE) return false;
    if (e->type == EVENT_PROTEST && (e->background || !e->main)) return false;
    if (e->n_part || e->time != NONE || e->place != NONE || e->main) return true;
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
    if (e->place == NONE || g->place == NONE) return 0;
    if (place_inside(b, e->place, g->place) || place_inside(b, g->place, e->place)) return 2;
    const struct place *p = &b->m->places.v[e->place], *q = &b->m->places.v[g->place];
    if (p->country[0] && q->country[0] && strcmp(p->country, q->country)) return -6;
    return is_point(p) && is_point(q) && p->kind == q->kind ? -4 : 0;
}

static const struct timex *date_of(const struct build *b, const struct event *e) {
    if (e->time == NONE) return NULL;
    const struct timex *t = &b->m->times.v[e->time];
    bool date = t->type == TIMEX_DATE || t->type == TIMEX_TIME;
    return date && !t->relative_to_speech && day_known(t->from) ? t : NULL;
}

static int32_t score_date(const struct build *b, const struct event *e, const struct group *g) {
    const struct timex *t = date_of(b, e);
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
                best = ATT_MAX(best, harmed || sides ? 3 : 1);
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
    if (is_harm(ev->v[i].type) || is_landmark(b, &ev->v[i])) return NONE;
    for (uint32_t k = lo; k < hi; k++)
        if (k != i && ev->v[k].sent == ev->v[i].sent && gs->of_event[k] != NONE &&
            is_landmark(b, &ev->v[k]))
            return gs->of_event[k];
    return NONE;
}

static int32_t score_group(const struct build *b, const struct event *e, const struct groups *gs,
                           uint32_t k) {
    const struct group *g = &gs->v[k];
    int32_t s = 0;
    bool fits = false, same = g->types >> e->type & 1;
    for (uint64_t t = g->types; t; t &= t - 1) {
        uint8_t o = (uint8_t)__builtin_ctzll(t);
        fits |= b->model->compatible[e->type][o];
        if (!b->model->compatible[e->type][o] && b->model->rank[o] > 4) return NEVER;
    }
    if (!fits) return NEVER;
    uint32_t gap = e->sent > g->last_sent ? e->sent - g->last_sent : 0;
    s += gap == 0                                                    ? 3
         : gap == 1                                                  ? 2
         : b->d->sent_para[e->sent] == b->d->sent_para[g->last_sent] ? 1
                                                                     : 0;
    s += score_date(b, e, g) + score_place(b, e, g) + score_people(b, e, g);
    s += same ? 1 : 0;
    if (is_harm(e->type) && gap <= 1) s += 2;
    if (same && gap > 1 && b->model->rank[e->type] >= 5) s += 2;
    bool latest = k + 1 == gs->n;
    if (has_cue(b, e, CUE_DEFINITE, CUE_REACH)) s += !same ? 1 : latest || k == 0 ? 3 : 2;
    if (g->only_title) s += 3; /* the title tells of what the lead tells of */
    if (has_cue(b, e, CUE_OTHER, 3)) s -= 6;
    if (has_cue(b, e, CUE_EARLIER, 2) && !has_cue(b, e, CUE_DEFINITE, 2)) s -= 4;
    if (e->background != g->background) s -= 3;
    if (k == 0 && !g->background && !e->background) s += 1;
    return s;
}

static void take_date(const struct build *b, struct group *g, const struct event *e) {
    const struct timex *t = date_of(b, e);
    if (!t) return;
    if (!day_known(g->from)) g->from = t->from, g->to = t->to;
    if (day_compare(t->from, g->from) > 0) g->from = t->from;
    if (day_compare(t->to, g->to) < 0) g->to = t->to;
}

static void join(const struct build *b, struct groups *gs, uint32_t k, uint32_t event) {
    struct group *g = &gs->v[k];
    const struct event *e = &b->m->events.v[event];
    if (g->n == g->cap) g->event = vec_grow(b->scratch, g->event, sizeof *g->event, g->n, &g->cap);
    g->event[g->n++] = event;
    g->types |= 1ull << e->type;
    g->last_sent = e->sent;
    bool title = doc_sent_zone(b->d, e->sent) == ZONE_TITLE;
    g->only_title = title && (g->n == 1 || g->only_title);
    g->in_title |= title;
    if (!e->background) g->background = false;
    take_date(b, g, e);
    if (e->place != NONE && (g->place == NONE || place_inside(b, e->place, g->place)))
        g->place = e->place;
    gs->of_event[event] = k;
    int32_t early = e->sent == 0 ? 6 : e->sent < 3 ? 4 : e->sent < 6 ? 2 : 1;
    g->weight += (e->background ? 0 : 2) + early + (e->main ? 1 : 0);
}

/* Bare mentions just before, of the type of the event that begins the new group `gs->n`. */
static void take_forerunners(const struct build *b, struct groups *gs, uint32_t event) {
    const struct events *ev = &b->m->events;
    const struct event *e = &ev->v[event];
    uint32_t from = event;
    while (from > 0 && event - from < SAME_SENT && ev->v[from - 1].sent + 1 >= e->sent) from--;
    for (uint32_t i = from; i < event; i++)
        if (gs->of_event[i] == NONE && ev->v[i].type == e->type && !is_harm(e->type) &&
            group_takes(b, &ev->v[i]) && ev->v[i].modality != MODALITY_POSSIBLE)
            join(b, gs, gs->n, i);
}

static void place_event(const struct build *b, struct groups *gs, uint32_t event) {
    const struct event *e = &b->m->events.v[event];
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
    if (is_harm(e->type) && gs->n && e->background) return;
    gs->v[gs->n] =
        (struct group){.place = NONE, .first_sent = e->sent, .background = e->background};
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
                if (is_harm(ev->v[k].type) == harm && group_takes(b, &ev->v[k]))
                    place_event(b, gs, k);
    }
    mark_earlier(b, gs);
}
