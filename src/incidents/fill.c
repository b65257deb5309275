#include "base/base.h"

#include "claims/clause.h"
#include "claims/settle.h"
#include "incidents/build.h"
#include "incidents/harmed.h"
#include "language/tags.h"
#include "world/lexicon.h"

enum { MAX_FILLERS = 200, EARLY = 3 };

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

/* A word of the trigger of the event, or of another one before an article ("dead a man"). */
static bool is_trigger_word(const struct build *b, const struct event *e, uint32_t t) {
    if (t >= e->trig_b && t < e->trig_e) return true;
    return b->m->events.of_tok[t] != NONE && t + 1 < b->d->n_tok && b->d->upos[t + 1] == UPOS_DET;
}

/* The most informative words for a participant: a name before a description before nothing. */
static struct tspan best_words(const struct build *b, const struct event *e,
                               const struct participant *p) {
    uint32_t tok_b = p->tok_b; /* "shot dead two teachers": a trigger's words are not theirs */
    while (tok_b < p->tok_e && is_trigger_word(b, e, tok_b)) tok_b++;
    if (tok_b == p->tok_e) tok_b = p->tok_b;
    struct tspan span = tok_b == p->tok_b ? p->span : doc_toks_span(b->d, tok_b, p->tok_e);
    const struct entities *es = &b->m->entities;
    const struct mentions *ms = &b->m->mentions;
    bool pronoun = p->mention != NONE && is_stand_in(b, &ms->v[p->mention]);
    struct tspan whole = settle_words(b->d, b->m, tok_b, p->tok_e, span);
    if (p->entity == NONE) return pronoun ? (struct tspan){0, 0} : whole;
    const struct entity *who = &es->v[p->entity];
    if (who->named && !tspan_empty(who->name)) return who->name;
    if (!pronoun) return whole;
    for (uint32_t i = 0; i < who->n_mention; i++) {
        const struct mention *x = &ms->v[who->mention[i]];
        if (!is_stand_in(b, x)) return doc_toks_span(b->d, x->tok_b, x->tok_e);
    }
    return (struct tspan){0, 0};
}

/* The last word of a phrase before what is said of it: its head, or the last token. */
static uint32_t head_of(const struct build *b, const struct participant *p) {
    if (p->mention != NONE) return b->m->mentions.v[p->mention].head;
    return p->tok_e > p->tok_b ? p->tok_e - 1 : NONE;
}

/* A common noun of that file of WordNet, and no word for people. */
static bool is_noun_of(const struct build *b, uint32_t t, uint32_t file) {
    if (t == NONE || b->d->upos[t] != UPOS_NOUN) return false;
    const struct lex_word *w = lexicon_find(b->w->lexicon, b->d->lemma[t]);
    return w && w->noun_file[0] == file && !(w->isa_any & (LEX_PERSON | LEX_GROUP));
}

static bool is_lifeless(const struct build *b, uint32_t t) {
    return is_noun_of(b, t, LEX_NOUN_ARTIFACT) || is_noun_of(b, t, LEX_NOUN_LOCATION) ||
           is_noun_of(b, t, LEX_NOUN_OBJECT);
}

/* "Shot in the head and chest": a part of somebody, unless it stands for the dead. */
static bool is_body_part(const struct build *b, uint32_t t) {
    return is_noun_of(b, t, LEX_NOUN_BODY) && incident_cue_at(b, t) != CUE_CORPSE;
}

static bool is_place(const struct build *b, uint32_t entity) {
    return entity != NONE && b->m->entities.v[entity].type == ENTITY_PLACE;
}

/* A town or a region does nothing; a country may. */
static bool is_mere_place(const struct build *b, uint32_t entity) {
    const struct places *ps = &b->m->places;
    if (!is_place(b, entity) || !ps->of_entity) return false;
    uint32_t p = ps->of_entity[entity];
    return p != NONE && ps->v[p].kind != PLACE_COUNTRY;
}

static uint32_t filler_role_of(const struct build *b, const struct participant *p, uint8_t kind) {
    uint8_t type = p->entity == NONE ? ENTITY_OTHER : b->m->entities.v[p->entity].type;
    uint32_t head = head_of(b, p);
    bool harmed = p->role == ROLE_VICTIM || p->role == ROLE_TARGET;
    if (harmed && is_body_part(b, head)) return N_FILLER_ROLE;
    if (kind == EVENT_KIDNAPPING && p->role == ROLE_ACTOR) return FILL_PERPETRATOR;
    if (kind == EVENT_KIDNAPPING && harmed && names_people(b, p)) return FILL_VICTIM;
    if (p->role == ROLE_PERPETRATOR && is_mere_place(b, p->entity)) return N_FILLER_ROLE;
    if (p->role == ROLE_VICTIM && type == ENTITY_OTHER && is_lifeless(b, head)) return FILL_TARGET;
    switch (p->role) {
    case ROLE_PERPETRATOR: return type == ENTITY_WEAPON ? FILL_WEAPON : FILL_PERPETRATOR;
    case ROLE_VICTIM:
        return type == ENTITY_FACILITY || type == ENTITY_VEHICLE ? FILL_TARGET : FILL_VICTIM;
    case ROLE_TARGET: return FILL_TARGET;
    case ROLE_WEAPON: return FILL_WEAPON;
    default: return N_FILLER_ROLE;
    }
}

/* Some words of time or of how far, which grammar has in the place of a participant. */
static bool is_no_thing(const struct build *b, struct tspan s) {
    const struct timexes *t = &b->m->times;
    const struct quantities *q = &b->m->quantities;
    uint32_t lo = timex_after(t, s.b), i = 0, hi = q->n;
    if (lo < t->n && tspan_overlap(t->v[lo].span, s)) return true;
    while (i < hi) {
        uint32_t mid = (i + hi) / 2;
        if (q->v[mid].span.b < s.b)
            i = mid + 1;
        else
            hi = mid;
    }
    return i < q->n && q->v[i].span.b == s.b && q->v[i].unit != UNIT_COUNT;
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
        uint32_t role = filler_role_of(b, p, b->facts[e - b->m->events.v].type);
        if (role == N_FILLER_ROLE && p->role == ROLE_ACTOR &&
            (e->type == EVENT_CLASH || e->type == EVENT_RIOT))
            role = FILL_PERPETRATOR;
        if (role == N_FILLER_ROLE || (role == FILL_WEAPON && is_place(b, p->entity))) continue;
        bool harm = e->type == EVENT_DEATH || e->type == EVENT_INJURY;
        if (role == FILL_VICTIM && !harm && is_unharmed(b, p->entity)) role = FILL_TARGET;
        bool sure = e->modality == MODALITY_ASSERTED || e->modality == MODALITY_REPORTED ||
                    e->modality == MODALITY_PLANNED;
        if (role == FILL_PERPETRATOR && !sure) continue;
        uint32_t event = (uint32_t)(e - b->m->events.v);
        if (claims_tells_of(b->claims, event, p->span)) continue;
        if (e->modality == MODALITY_POSSIBLE && e->n_part > 0 && role == FILL_VICTIM) continue;
        struct tspan words = best_words(b, e, p);
        if (is_no_thing(b, words)) continue;
        if (role == FILL_VICTIM && (is_unharmed(b, p->entity) || is_revised(b, e))) continue;
        if (role == FILL_VICTIM && has_filler(b, in, FILL_TARGET, p->entity, words)) continue;
        fill_add(b, in, role, p->entity, words);
    }
}

/* ------------------------------------------------------------------ type and status */

/* What is also done in the course of a killing: it gives the whole its name only where it is told
 * first. */
static bool is_by_act(uint8_t type) {
    return type == EVENT_KIDNAPPING || type == EVENT_ROBBERY || type == EVENT_ARSON ||
           type == EVENT_SEIZURE;
}

/* Types of the title and of the first sentence that tells of an act, a bit each. */
static uint64_t early_types(const struct build *b, const struct group *g) {
    uint64_t types = 0;
    uint32_t first = NONE;
    for (uint32_t i = 0; i < g->n; i++) {
        const struct event_facts *f = &b->facts[g->event[i]];
        uint32_t sent = b->m->events.v[g->event[i]].sent;
        if (event_is_harm(f->type)) continue;
        if (!f->in_title && first == NONE) first = sent;
        if (f->in_title || sent == first) types |= 1ull << f->type;
    }
    return types;
}

/* The report tells early of somebody set free: the kidnapping is what it is about. */
static bool tells_release(const struct build *b) {
    for (uint32_t i = 0; i < b->m->events.n && b->m->events.v[i].sent < EARLY; i++)
        if (b->m->events.v[i].type == EVENT_RELEASE) return true;
    return false;
}

/* The type of the act told first as what its sentence is about, or N_EVENT_TYPE. */
static uint8_t first_type(const struct build *b, const struct group *g) {
    for (uint32_t i = 0; i < g->n; i++) {
        const struct event_facts *f = &b->facts[g->event[i]];
        if (b->m->events.v[g->event[i]].main && !event_is_harm(f->type) && !f->aside)
            return f->type;
    }
    return N_EVENT_TYPE;
}

static uint8_t type_of(const struct build *b, const struct group *g) {
    uint32_t count[N_EVENT_TYPE] = {0};
    uint8_t best = EVENT_ATTACK, first = first_type(b, g);
    uint32_t most = 0;
    uint64_t early = early_types(b, g);
    if (tells_release(b)) early |= 1ull << EVENT_KIDNAPPING;
    bool harm = g->types >> EVENT_DEATH & 1;
    for (uint32_t i = 0; i < g->n; i++)
        if (!b->facts[g->event[i]].aside && !group_loses(b, g, g->event[i]))
            count[b->facts[g->event[i]].type]++;
    for (uint8_t t = 0; t < N_EVENT_TYPE; t++) {
        if (!count[t]) continue;
        if (is_by_act(t) && harm && !(early >> t & 1)) continue;
        uint32_t s = 6u * b->model->rank[t] + 4u * ATT_MIN(count[t], 5u) + (t == first);
        if (s > most) most = s, best = t;
    }
    return best;
}

static uint8_t better_type(const struct build *b, uint32_t tok, uint8_t type) {
    uint32_t x = map_get(&b->model->means, b->d->tok_low[tok]);
    return x != NONE && b->model->rank[x] > b->model->rank[type] ? (uint8_t)x : type;
}

/* "A bomb had wounded six": the subject of the verb is the means. */
static uint8_t type_of_subject(const struct build *b, const struct event *e, uint8_t type) {
    const struct doc *d = b->d;
    uint32_t end = ATT_MIN(d->child_b[e->head + 1], d->child_b[e->head] + 16);
    for (uint32_t i = d->child_b[e->head]; i < end; i++)
        if (d->deprel[d->child[i]] == DEP_NSUBJ) type = better_type(b, d->child[i], type);
    return type;
}

/* A type that the means give where the words of the events say less. */
static uint8_t type_by_means(const struct build *b, const struct group *g, uint8_t type) {
    uint8_t best = type;
    for (uint32_t i = 0; i < g->n; i++) {
        const struct event *e = &b->m->events.v[g->event[i]];
        if (e->trig_b > b->d->sent_tok[e->sent]) best = better_type(b, e->trig_b - 1, best);
        best = type_of_subject(b, e, best);
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
    bool acts = g->types & ~(1ull << EVENT_DEATH | 1ull << EVENT_INJURY);
    for (uint32_t i = 0; i < g->n; i++) {
        const struct event *e = &b->m->events.v[g->event[i]];
        uint8_t cue = incident_outcome(b, e);
        if (e->modality == MODALITY_POSSIBLE || b->facts[g->event[i]].aside) continue;
        bool hurts = event_is_harm(e->type);
        if (hurts && e->modality == MODALITY_DENIED && acts) continue; /* the act is not denied */
        harm += hurts;
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

void fill_from_events(const struct build *b, const struct group *g, struct incident *in) {
    in->type = type_of(b, g);
    if (b->model->compatible[in->type][EVENT_BOMBING]) in->type = type_by_means(b, g, in->type);
    in->status = status_of(b, g);
    for (uint32_t i = 0; i < g->n; i++) {
        const struct event *e = &b->m->events.v[g->event[i]];
        if (!b->facts[g->event[i]].aside && !group_loses(b, g, g->event[i])) fill_event(b, e, in);
    }
    harmed_sides(b, g, in);
    harmed_figures(b, g);
    setting_of_group(b, g, in);
    in->event = arena_array(b->d->a, uint32_t, g->n);
    memcpy(in->event, g->event, g->n * sizeof *g->event);
    in->n_event = g->n;
}
