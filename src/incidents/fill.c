#include "base/base.h"

#include "claims/clause.h"
#include "claims/settle.h"
#include "incidents/build.h"

enum { MAX_FILLERS = 200, LOCATED_REACH = 24, LOCATED_MAX = 8 };

/* ------------------------------------------------------------------ fillers */

static bool has_filler(const struct build *b, const struct incident *in, uint32_t role,
                       uint32_t entity, struct tspan span) {
    for (uint32_t i = 0; i < in->n_filler[role]; i++) {
        const struct filler *f = &in->filler[role][i];
        if (entity != NONE && f->entity == entity) return true;
        if (tspan_overlap(f->span, span)) return true;
        if (str_ieq(doc_cut(b->d, f->span), doc_cut(b->d, span))) return true;
    }
    return false;
}

void fill_add(const struct build *b, struct incident *in, uint32_t role, uint32_t entity,
              struct tspan span) {
    if (in->n_filler[role] == MAX_FILLERS || tspan_empty(span) ||
        has_filler(b, in, role, entity, span))
        return;
    uint32_t n = in->n_filler[role];
    struct filler *v = arena_array(b->d->a, struct filler, n + 1);
    if (n) memcpy(v, in->filler[role], n * sizeof *v);
    v[n] = (struct filler){.entity = entity, .span = span};
    in->filler[role] = v;
    in->n_filler[role] = n + 1;
}

/* A pronoun, or a word for a noun told before ("the second"): no words for a record. */
static bool is_stand_in(const struct build *b, const struct mention *x) {
    if (x->kind == MENTION_PRONOUN) return true;
    return x->tok_e == x->head + 1 && x->tok_e - x->tok_b <= 2 &&
           incident_cue_at(b, x->head) == CUE_OTHER;
}

/* The most informative words for a participant: a name before a description before nothing. */
static struct tspan best_words(const struct build *b, const struct participant *p) {
    const struct entities *es = &b->m->entities;
    const struct mentions *ms = &b->m->mentions;
    bool pronoun = p->mention != NONE && is_stand_in(b, &ms->v[p->mention]);
    struct tspan whole = settle_words(b->d, b->m, p->tok_b, p->tok_e, p->span);
    if (p->entity == NONE) return pronoun ? (struct tspan){0, 0} : whole;
    const struct entity *e = &es->v[p->entity];
    if (e->named && !tspan_empty(e->name)) return e->name;
    if (!pronoun) return whole;
    for (uint32_t i = 0; i < e->n_mention; i++) {
        const struct mention *x = &ms->v[e->mention[i]];
        if (!is_stand_in(b, x)) return doc_toks_span(b->d, x->tok_b, x->tok_e);
    }
    return (struct tspan){0, 0};
}

static uint32_t filler_role_of(const struct build *b, const struct participant *p) {
    uint8_t type = p->entity == NONE ? ENTITY_OTHER : b->m->entities.v[p->entity].type;
    switch (p->role) {
    case ROLE_PERPETRATOR: return type == ENTITY_WEAPON ? FILL_WEAPON : FILL_PERPETRATOR;
    case ROLE_VICTIM:
        return type == ENTITY_FACILITY || type == ENTITY_VEHICLE ? FILL_TARGET : FILL_VICTIM;
    case ROLE_TARGET: return FILL_TARGET;
    case ROLE_WEAPON: return FILL_WEAPON;
    default: return N_FILLER_ROLE;
    }
}

/* Some words of time or of how many, which grammar has in the place of a participant. */
static bool is_no_thing(const struct build *b, struct tspan s) {
    const struct timexes *t = &b->m->times;
    uint32_t lo = timex_after(t, s.b);
    return lo < t->n && tspan_overlap(t->v[lo].span, s);
}

bool *fill_unharmed(const struct meaning *m, struct arena *a) {
    bool *unharmed = arena_array(a, bool, m->entities.n);
    for (uint32_t i = 0; i < m->events.n; i++) {
        const struct event *e = &m->events.v[i];
        if (!e->negative || e->modality == MODALITY_HYPOTHETICAL ||
            e->modality == MODALITY_POSSIBLE)
            continue;
        if (e->type != EVENT_INJURY && e->type != EVENT_DEATH) continue;
        for (uint32_t k = 0; k < e->n_part; k++)
            if (e->part[k].role == ROLE_VICTIM && e->part[k].entity != NONE)
                unharmed[e->part[k].entity] = true;
    }
    return unharmed;
}

static bool is_unharmed(const struct build *b, uint32_t entity) {
    return entity != NONE && b->unharmed[entity];
}

/* Hearsay that the report itself calls a first version. */
static bool is_revised(const struct build *b, const struct event *e) {
    if (e->modality != MODALITY_REPORTED) return false;
    for (uint32_t t = b->d->sent_tok[e->sent]; t < e->trig_b; t++)
        if (incident_cue_at(b, t) == CUE_REVISED) return true;
    return false;
}

/* A side of a clash or a riot: its actors are named where nobody is told to have begun it. */
static void fill_event(const struct build *b, const struct event *e, struct incident *in) {
    for (uint32_t i = 0; i < e->n_part; i++) {
        const struct participant *p = &e->part[i];
        uint32_t role = filler_role_of(b, p);
        if (role == N_FILLER_ROLE && p->role == ROLE_ACTOR &&
            (e->type == EVENT_CLASH || e->type == EVENT_RIOT))
            role = FILL_PERPETRATOR;
        if (role == N_FILLER_ROLE) continue;
        bool harm = e->type == EVENT_DEATH || e->type == EVENT_INJURY;
        if (role == FILL_VICTIM && !harm && is_unharmed(b, p->entity)) role = FILL_TARGET;
        bool sure = e->modality == MODALITY_ASSERTED || e->modality == MODALITY_REPORTED ||
                    e->modality == MODALITY_PLANNED;
        if (role == FILL_PERPETRATOR && !sure) continue;
        uint32_t event = (uint32_t)(e - b->m->events.v);
        if (role == FILL_PERPETRATOR && claims_tells_of(b->claims, event, p->span)) continue;
        if (e->modality == MODALITY_POSSIBLE && e->n_part > 0 && role == FILL_VICTIM) continue;
        struct tspan words = best_words(b, p);
        if (is_no_thing(b, words)) continue;
        if (role == FILL_VICTIM && (is_unharmed(b, p->entity) || is_revised(b, e))) continue;
        fill_add(b, in, role, p->entity, words);
    }
}

/* ------------------------------------------------------------------ type and status */

static uint8_t type_of(const struct build *b, const struct group *g) {
    uint32_t count[N_EVENT_TYPE] = {0};
    uint8_t best = EVENT_ATTACK;
    uint32_t most = 0;
    for (uint32_t i = 0; i < g->n; i++) count[b->m->events.v[g->event[i]].type]++;
    for (uint8_t t = 0; t < N_EVENT_TYPE; t++) {
        if (!count[t]) continue;
        uint32_t s = 3u * b->model->rank[t] + 2u * ATT_MIN(count[t], 5u);
        if (s > most) most = s, best = t;
    }
    return best;
}

static uint8_t better_type(const struct build *b, uint32_t tok, uint8_t type) {
    uint32_t x = map_get(&b->model->means, b->d->tok_low[tok]);
    return x != NONE && b->model->rank[x] > b->model->rank[type] ? (uint8_t)x : type;
}

/* A type that the means give where the words of the events say less. */
static uint8_t type_by_means(const struct build *b, const struct group *g, uint8_t type) {
    uint8_t best = type;
    for (uint32_t i = 0; i < g->n; i++) {
        const struct event *e = &b->m->events.v[g->event[i]];
        if (e->trig_b > b->d->sent_tok[e->sent]) best = better_type(b, e->trig_b - 1, best);
        for (uint32_t k = 0; k < e->n_part; k++) {
            const struct participant *p = &e->part[k];
            if (p->role != ROLE_WEAPON && p->role != ROLE_PERPETRATOR) continue;
            for (uint32_t t = p->tok_b; t < p->tok_e && t < p->tok_b + 8; t++)
                best = better_type(b, t, best);
        }
    }
    return best;
}

static uint8_t status_of(const struct build *b, const struct group *g) {
    uint32_t happened = 0, planned = 0, denied = 0, foiled = 0, failed = 0, harm = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        const struct event *e = &b->m->events.v[g->event[i]];
        uint8_t cue = incident_outcome(b, e);
        if (e->modality == MODALITY_POSSIBLE) continue;
        if (e->type == EVENT_DEATH || e->type == EVENT_INJURY) harm++;
        if (e->modality == MODALITY_PLANNED)
            planned++;
        else if (e->modality == MODALITY_DENIED)
            denied++;
        else
            happened++;
        if (cue == CUE_FOILED) foiled++;
        if (cue == CUE_FAILED) failed++;
    }
    if (denied) return STATUS_DISPUTED;
    if (!harm && foiled && 2 * foiled >= happened + planned) return STATUS_FOILED;
    if (!harm && failed && 2 * failed >= happened + planned) return STATUS_FAILED;
    if (planned && !happened) return STATUS_PLANNED;
    return STATUS_HAPPENED;
}

/* ------------------------------------------------------------------ date and place */

static bool is_date(const struct timex *t) {
    return (t->type == TIMEX_DATE || t->type == TIMEX_TIME) && day_known(t->from) &&
           !t->relative_to_speech;
}

static void take_time(const struct build *b, struct incident *in, uint32_t time) {
    const struct timex *t = &b->m->times.v[time];
    if (!is_date(t)) return;
    bool finer = in->time == NONE ||
                 (t->precision && t->precision < in->date_precision &&
                  day_compare(t->from, in->from) >= 0 && day_compare(t->to, in->to) <= 0);
    if (!finer) return;
    in->time = time, in->from = t->from, in->to = t->until.year ? t->until : t->to;
    in->date_precision = t->precision;
}

static bool is_event_place(const struct place *p) {
    return !p->legal_notice;
}

static uint32_t finer_place(const struct build *b, uint32_t a, uint32_t p) {
    if (p == NONE || !is_event_place(&b->m->places.v[p])) return a;
    if (a == NONE) return p;
    for (uint32_t x = b->m->places.v[p].within, k = 0; x != NONE && k < 8;
         k++, x = b->m->places.v[x].within)
        if (x == a) return p;
    return a;
}

static bool is_wide(const struct build *b, uint32_t place) {
    uint8_t k = b->m->places.v[place].kind;
    return k == PLACE_COUNTRY || k == PLACE_REGION;
}

/* Where the events name none: the times and places that stand in the given sentences. */
void fill_date_place(const struct build *b, struct incident *in, const uint32_t *sent, uint32_t n) {
    const struct meaning *m = b->m;
    for (uint32_t k = 0; k < n && in->time == NONE; k++)
        for (uint32_t i = 0; i < m->times.n && in->time == NONE; i++)
            if (m->times.v[i].sent == sent[k] && m->times.v[i].precision <= PRECISION_MONTH)
                take_time(b, in, i);
    for (uint32_t k = 0; k < n && (in->place == NONE || is_wide(b, in->place)); k++) {
        struct tspan s = b->d->sent[sent[k]];
        for (uint32_t i = 0; i < m->mentions.n; i++) {
            const struct mention *x = &m->mentions.v[i];
            if (x->place_adjective || b->d->tok_b[x->tok_b] < s.b || b->d->tok_b[x->tok_b] >= s.e)
                continue;
            if (x->entity == NONE || m->places.of_entity == NULL) continue;
            uint32_t p = m->places.of_entity[x->entity];
            if (p != NONE) in->place = finer_place(b, in->place, p);
        }
    }
}

/* Whether token t hangs below `top` by a few steps. */
static bool hangs_below(const struct doc *d, uint32_t t, uint32_t top) {
    for (int up = 0; up < 6 && t != NONE; up++, t = d->head[t])
        if (t == top) return true;
    return false;
}

/* "The house is located in the old town of Homs": the finest place that the sentence of mention
 * `mention` of a target tells for it. */
static bool place_of_target(const struct build *b, struct incident *in, uint32_t mention) {
    const struct doc *d = b->d;
    const struct mentions *ms = &b->m->mentions;
    uint32_t h = ms->v[mention].head, v = d->head[h];
    if (v == NONE || incident_cue_at(b, v) != CUE_LOCATED) return false;
    enum deprel r = d->deprel[h];
    if (r != DEP_NSUBJ && r != DEP_NSUBJ_PASS) return false;
    uint32_t end = ATT_MIN(d->sent_tok[d->tok_sent[h] + 1], v + LOCATED_REACH);
    struct tspan s = doc_toks_span(d, v, end);
    for (uint32_t p = 0; p < b->m->places.n; p++) {
        const struct place *x = &b->m->places.v[p];
        if (x->kind == PLACE_COUNTRY) continue;
        for (uint32_t i = 0; i < x->n_mention && x->mention[i].b < s.e; i++)
            if (x->mention[i].b >= s.b && hangs_below(d, doc_tok_at(d, x->mention[i].b), v))
                in->place = finer_place(b, in->place, p);
    }
    return true;
}

/* The few sentences that tell where the targets of the incident stand. */
static void fill_place_of_targets(const struct build *b, struct incident *in) {
    uint32_t told = 0;
    for (uint32_t i = 0; i < in->n_filler[FILL_TARGET]; i++) {
        uint32_t who = in->filler[FILL_TARGET][i].entity;
        if (who == NONE) continue;
        const struct entity *e = &b->m->entities.v[who];
        if (e->type == ENTITY_PERSON) continue;
        for (uint32_t k = 0; k < e->n_mention && told < LOCATED_MAX; k++)
            told += place_of_target(b, in, e->mention[k]);
    }
}

void fill_from_events(const struct build *b, const struct group *g, struct incident *in) {
    in->type = type_of(b, g);
    if (b->model->compatible[in->type][EVENT_BOMBING]) in->type = type_by_means(b, g, in->type);
    in->status = status_of(b, g);
    in->time = in->place = NONE;
    uint32_t *sent = arena_array(b->scratch, uint32_t, g->n), n = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        const struct event *e = &b->m->events.v[g->event[i]];
        fill_event(b, e, in);
        if (e->time != NONE) take_time(b, in, e->time);
        in->place = finer_place(b, in->place, e->place);
        bool harm = e->type == EVENT_DEATH || e->type == EVENT_INJURY;
        if (!harm && (!n || sent[n - 1] != e->sent)) sent[n++] = e->sent;
    }
    if (in->time == NONE || in->place == NONE || is_wide(b, in->place))
        fill_date_place(b, in, sent, n);
    fill_place_of_targets(b, in);
    in->event = arena_array(b->d->a, uint32_t, g->n);
    memcpy(in->event, g->event, g->n * sizeof *g->event);
    in->n_event = g->n;
}

/* ------------------------------------------------------------------ the same people twice */

/* The figure that counts the words of a victim, or NONE. */
static uint32_t figure_of_words(const struct build *b, struct tspan words) {
    const struct figures *f = &b->claims->figures;
    for (uint32_t i = 0; i < f->n; i++)
        if (tspan_overlap(f->v[i].number, words) && tspan_inside(f->v[i].number, words) &&
            f->v[i].quantity != NONE)
            return i;
    return NONE;
}

/* "Several people": a bound on nobody in particular. */
static bool is_anybody(const struct build *b, struct tspan words, const struct figure *f) {
    uint32_t t = doc_tok_at(b->d, words.e - 1);
    if (t >= b->d->n_tok || b->d->tok_b[t] >= words.e) t--;
    return b->m->quantities.v[f->quantity].vague && incident_cue_at(b, t) == CUE_ANYBODY;
}

/* "Several of his guards were wounded. ... Several people were injured": those counted alike
 * without being told apart are the group that was told of before. */
void fill_drop_anybody(const struct build *b, struct incident *in) {
    struct filler *v = in->filler[FILL_VICTIM];
    uint32_t n = 0, of[MAX_FILLERS];
    for (uint32_t i = 0; i < in->n_filler[FILL_VICTIM]; i++) {
        uint32_t f = figure_of_words(b, v[i].span);
        bool same = false;
        const struct figure *x = f == NONE ? NULL : &b->claims->figures.v[f];
        for (uint32_t k = 0; x && is_anybody(b, v[i].span, x) && k < n && !same; k++) {
            const struct figure *y = of[k] == NONE ? NULL : &b->claims->figures.v[of[k]];
            same = y && y->slot == x->slot && y->sent != x->sent && y->low >= x->low;
        }
        if (!same) of[n] = f, v[n++] = v[i];
    }
    in->n_filler[FILL_VICTIM] = n;
}
