#include "base/base.h"

#include "incidents/harmed.h"

enum { VICTIMS_READ = 200, EVENTS_READ = 100 };

/* ------------------------------------------------------------------ sides */

static void remove_filler(struct incident *in, uint32_t role, uint32_t at) {
    struct filler *v = in->filler[role];
    uint32_t n = --in->n_filler[role];
    memmove(v + at, v + at + 1, (n - at) * sizeof *v);
}

/* An event of the body tells that the entity did it. */
static bool body_accuses(const struct build *b, const struct group *g, uint32_t entity) {
    for (uint32_t i = 0; i < g->n; i++) {
        const struct event *e = &b->m->events.v[g->event[i]];
        if (b->facts[g->event[i]].in_title || event_is_harm(e->type)) continue;
        for (uint32_t k = 0; k < e->n_part; k++)
            if (e->part[k].role == ROLE_PERPETRATOR && e->part[k].entity == entity) return true;
    }
    return false;
}

void harmed_sides(const struct build *b, const struct group *g, struct incident *in) {
    if (g->types >> EVENT_CLASH & 1) return;
    for (uint32_t i = in->n_filler[FILL_PERPETRATOR]; i-- > 0;) {
        uint32_t who = in->filler[FILL_PERPETRATOR][i].entity, at = NONE;
        for (uint32_t k = 0; k < in->n_filler[FILL_VICTIM] && who != NONE; k++)
            if (in->filler[FILL_VICTIM][k].entity == who) at = k;
        if (at == NONE) continue;
        bool others = in->n_filler[FILL_VICTIM] > 1 || in->n_filler[FILL_TARGET];
        if (others && body_accuses(b, g, who))
            remove_filler(in, FILL_VICTIM, at);
        else
            remove_filler(in, FILL_PERPETRATOR, i);
    }
}

/* ------------------------------------------------------------------ figures */

/* The first figure whose number ends behind byte `at`, or f->n. */
static uint32_t figure_after(const struct figures *f, uint32_t at) {
    uint32_t lo = 0, hi = f->n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (f->v[mid].number.e <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

void harmed_figures(const struct build *b, const struct group *g) {
    struct figures *f = &b->claims->figures;
    if (g->side != SIDE_STATE) return;
    for (uint32_t i = 0; i < g->n; i++) {
        const struct event *e = &b->m->events.v[g->event[i]];
        if (!event_is_harm(e->type) || group_loses(b, g, g->event[i])) continue;
        for (uint32_t k = 0; k < e->n_part; k++) {
            const struct participant *p = &e->part[k];
            if (p->role != ROLE_VICTIM || names_attacker(b, p->tok_b, p->tok_e)) continue;
            for (uint32_t x = figure_after(f, p->span.b); x < f->n; x++) {
                if (!tspan_inside(f->v[x].number, p->span)) break;
                f->v[x].attackers = false;
            }
        }
    }
}

static bool harms(const struct event *e, const struct figure *f) {
    for (uint32_t k = 0; k < e->n_part; k++)
        if (e->part[k].role == ROLE_VICTIM && tspan_inside(f->number, e->part[k].span)) return true;
    return false;
}

uint32_t harmed_event(const struct build *b, const struct figure *f) {
    const struct events *ev = &b->m->events;
    uint32_t lo = 0, hi = ev->n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (ev->v[mid].sent < f->sent)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t n = 0; lo < ev->n && ev->v[lo].sent == f->sent && n < EVENTS_READ; lo++, n++)
        if (event_is_harm(ev->v[lo].type) && harms(&ev->v[lo], f)) return lo;
    return NONE;
}

/* ------------------------------------------------------------------ the same people twice */

/* The figure that counts the words of a victim, or NONE. */
static uint32_t figure_of_words(const struct build *b, struct tspan words) {
    const struct figures *f = &b->claims->figures;
    for (uint32_t i = figure_after(f, words.b); i < f->n && f->v[i].number.b < words.e; i++)
        if (tspan_inside(f->v[i].number, words) && f->v[i].quantity != NONE) return i;
    return NONE;
}

static uint32_t last_tok(const struct build *b, struct tspan words) {
    uint32_t t = doc_tok_at(b->d, words.e - 1);
    return t >= b->d->n_tok || b->d->tok_b[t] >= words.e ? t - 1 : t;
}

/* "Several people": a bound on nobody in particular. */
static bool is_anybody(const struct build *b, struct tspan words) {
    return incident_cue_at(b, last_tok(b, words)) == CUE_ANYBODY;
}

/* One victim's words and the figure x tell no more than another's words and the figure y. */
static bool says_no_more(const struct build *b, const struct filler *v, const struct figure *x,
                         const struct figure *y) {
    if (!x || !y || x->slot != y->slot || x->sent == y->sent) return false;
    bool vague = b->m->quantities.v[x->quantity].vague;
    bool bare = v->span.e == x->number.e;
    if (vague && is_anybody(b, v->span)) return y->low >= x->low;
    return (bare || is_anybody(b, v->span)) && x->low == y->low && x->high == y->high && !vague;
}

void harmed_drop_twice(const struct build *b, struct incident *in) {
    struct filler *v = in->filler[FILL_VICTIM];
    uint32_t n = in->n_filler[FILL_VICTIM], kept = 0;
    const struct figure *of[VICTIMS_READ];
    if (n > VICTIMS_READ) return;
    bool gone[VICTIMS_READ] = {0};
    for (uint32_t i = 0; i < n; i++) {
        uint32_t f = figure_of_words(b, v[i].span);
        of[i] = f == NONE ? NULL : &b->claims->figures.v[f];
    }
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < n && !gone[i]; k++)
            if (k != i && !gone[k] && says_no_more(b, &v[i], of[i], of[k])) {
                bool vague = b->m->quantities.v[of[i]->quantity].vague;
                gone[i] = k < i || !vague;
            }
    for (uint32_t i = 0; i < n; i++)
        if (!gone[i]) v[kept++] = v[i];
    in->n_filler[FILL_VICTIM] = kept;
}
