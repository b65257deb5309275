#include "base/base.h"

#include "incidents/build.h"
#include "incidents/scene.h"
#include "language/tags.h"

enum { LOCATED_REACH = 24, LOCATED_MAX = 8, UP_MAX = 6, SENTENCES_READ = 12 };

/* ------------------------------------------------------------------ when */

static void take_time(const struct build *b, struct incident *in, uint32_t time) {
    const struct timex *t = &b->m->times.v[time];
    if (!timex_is_day(b->d, t)) return;
    bool finer = in->time == NONE ||
                 (t->precision && t->precision < in->date_precision &&
                  day_compare(t->from, in->from) >= 0 && day_compare(t->to, in->to) <= 0);
    if (!finer) return;
    in->time = time, in->from = t->from, in->to = t->until.year ? t->until : t->to;
    in->date_precision = t->precision;
}

/* The date of the first event that has one, and finer ones inside it. */
static void time_of_group(const struct build *b, const struct group *g, struct incident *in) {
    for (uint32_t i = 0; i < g->n; i++)
        if (b->facts[g->event[i]].day) take_time(b, in, b->facts[g->event[i]].time);
}

/* ------------------------------------------------------------------ where */

static bool is_wide(const struct build *b, uint32_t place) {
    uint8_t k = b->m->places.v[place].kind;
    return k == PLACE_COUNTRY || k == PLACE_REGION;
}

static bool lies_within(const struct build *b, uint32_t p, uint32_t q) {
    for (uint32_t k = 0; p != NONE && k < 8; k++, p = b->m->places.v[p].within)
        if (p == q) return true;
    return false;
}

/* The finer one of a and p, where p lies in a; a narrow place goes before a wide one. */
static uint32_t finer_place(const struct build *b, uint32_t a, uint32_t p) {
    if (p == NONE || b->m->places.v[p].legal_notice) return a;
    if (a == NONE || (p != a && lies_within(b, p, a))) return p;
    return is_wide(b, a) && !is_wide(b, p) ? p : a;
}

/* Names that no happening is at: the one the report is sent from, a government called after its
 * town ("Washington condemned the attack"), a nationality ("Iraqi", "US forces"), a possessor that
 * is no country. */
static bool is_no_scene(const struct build *b, const struct place *p, uint32_t t) {
    const struct doc *d = b->d;
    if (tspan_inside(doc_tok_span(d, t), d->front.dateline)) return true;
    if (d->upos[t] == UPOS_ADJ) return true;
    switch ((enum deprel)d->deprel[t]) {
    case DEP_NSUBJ:
    case DEP_NSUBJ_PASS: return true;
    case DEP_COMPOUND: return p->kind == PLACE_COUNTRY;
    default: return false;
    }
}

/* The place of the sentence that is named first, and finer ones inside it. */
static void place_of_sentence(const struct build *b, struct incident *in, uint32_t sent) {
    struct tspan s = b->d->sent[sent];
    uint32_t best = NONE, first = NONE;
    for (uint32_t k = 0; k < b->m->places.n; k++) {
        const struct place *p = &b->m->places.v[k];
        uint32_t i = place_name_after(p, s.b);
        if (p->legal_notice || i == p->n_mention || p->mention[i].b >= s.e) continue;
        uint32_t t = doc_tok_at(b->d, p->mention[i].b);
        if (t >= b->d->n_tok || is_no_scene(b, p, t)) continue;
        bool sooner =
            best == NONE || (is_wide(b, best) && !is_wide(b, k)) || lies_within(b, k, best);
        if (!sooner && (p->mention[i].b > first || is_wide(b, k) || lies_within(b, best, k)))
            continue;
        best = k, first = p->mention[i].b;
    }
    if (in->place == NONE || (best != NONE && lies_within(b, best, in->place)))
        in->place = best == NONE ? in->place : best;
}

void setting_of_sentences(const struct build *b, struct incident *in, const uint32_t *sent,
                          uint32_t n) {
    const struct timexes *t = &b->m->times;
    for (uint32_t k = 0; k < n && in->time == NONE; k++) {
        struct tspan s = b->d->sent[sent[k]];
        for (uint32_t i = timex_after(t, s.b); i < t->n && t->v[i].span.b < s.e; i++)
            if (in->time == NONE && t->v[i].precision <= PRECISION_MONTH &&
                !time_is_talks(b, sent[k], i))
                take_time(b, in, i);
    }
    for (uint32_t k = 0; k < n && (in->place == NONE || is_wide(b, in->place)); k++)
        place_of_sentence(b, in, sent[k]);
}

/* Whether token t hangs below `top` by a few steps. */
static bool hangs_below(const struct doc *d, uint32_t t, uint32_t top) {
    for (int up = 0; up < UP_MAX && t != NONE; up++, t = d->head[t])
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

/* "A school in Kagara" told of once, "the school" in the attack: where no event tells a place. */
static void place_beside_targets(const struct build *b, struct incident *in) {
    enum { MENTIONS = 12 };
    for (uint32_t i = 0; i < in->n_filler[FILL_TARGET]; i++) {
        uint32_t who = in->filler[FILL_TARGET][i].entity;
        if (who == NONE || b->m->entities.v[who].type == ENTITY_PERSON) continue;
        const struct entity *e = &b->m->entities.v[who];
        for (uint32_t k = 0; k < e->n_mention && k < MENTIONS && in->place == NONE; k++)
            in->place = finer_place(b, in->place, scene_beside(b, e->mention[k], false));
    }
}

/* The few sentences that tell where the targets of the incident stand. */
static void place_of_targets(const struct build *b, struct incident *in) {
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

/* Places that grammar gives the events: those of the body before those of the title. */
static void place_of_events(const struct build *b, const struct group *g, struct incident *in,
                            bool title) {
    for (uint32_t i = 0; i < g->n; i++) {
        const struct event_facts *f = &b->facts[g->event[i]];
        if (f->in_title != title || f->aside) continue;
        in->place = finer_place(b, in->place, f->place);
    }
}

/* The sentences of the acts of the group that bring something new: not "the attack" once more. */
static uint32_t sentences_of(const struct build *b, const struct group *g, uint32_t *sent) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n && n < SENTENCES_READ; i++) {
        const struct event *e = &b->m->events.v[g->event[i]];
        const struct event_facts *f = &b->facts[g->event[i]];
        if (f->aside || event_is_harm(f->type) || (f->again && n)) continue;
        if (!n || sent[n - 1] != e->sent) sent[n++] = e->sent;
    }
    return n;
}

void setting_of_group(const struct build *b, const struct group *g, struct incident *in) {
    in->time = in->place = NONE;
    time_of_group(b, g, in);
    uint32_t *sent = arena_array(b->scratch, uint32_t, g->n), n = sentences_of(b, g, sent);
    place_of_events(b, g, in, false);
    if (in->time == NONE || in->place == NONE || is_wide(b, in->place))
        setting_of_sentences(b, in, sent, n);
    place_of_events(b, g, in, true);
    if (in->place == NONE) place_beside_targets(b, in);
    place_of_targets(b, in);
}
