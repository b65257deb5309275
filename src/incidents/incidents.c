#include "base/base.h"

#include "incidents/incidents.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"
#include "incidents/build.h"
#include "incidents/conflict.h"
#include "incidents/harmed.h"
#include "incidents/join.h"
#include "incidents/merge.h"
#include "incidents/vouch.h"
#include "language/tags.h"

const char *incident_status_name(enum incident_status s) {
    static const char *const name[] = {"happened", "failed", "foiled", "planned", "disputed"};
    return name[s];
}

const char *muc_type_name(enum muc_type t) {
    static const char *const name[] = {NULL,    "attack",  "bombing",  "kidnapping",
                                       "arson", "robbery", "hijacking"};
    return name[t];
}

const char *conflict_kind_name(enum conflict_kind k) {
    static const char *const name[] = {"value", "existence", "attribution", "revision"};
    return name[k];
}

/* ------------------------------------------------------------------ opening */

static uint32_t type_named(struct str s) {
    for (uint32_t t = 0; t < N_EVENT_TYPE; t++)
        if (str_eq_c(s, event_type_name((enum event_type)t))) return t;
    return N_EVENT_TYPE;
}

static void open_types(struct incident_model *m) {
    struct tsv t;
    tsv_init(&t, embed_find("data/incidents/compatible.tsv"));
    while (tsv_next(&t)) {
        uint32_t a = type_named(tsv_cell(&t, 1)), b = type_named(tsv_cell(&t, 2)), rank = 0;
        if (a == N_EVENT_TYPE) continue;
        if (str_eq_c(t.cell[0], "pair") && b < N_EVENT_TYPE)
            m->compatible[a][b] = m->compatible[b][a] = true;
        if (str_eq_c(t.cell[0], "rank") && num_parse_u32(tsv_cell(&t, 2), &rank))
            m->rank[a] = (uint8_t)rank;
    }
    static const uint8_t with_all[] = {EVENT_ATTACK, EVENT_DEATH, EVENT_INJURY};
    for (uint32_t a = 0; a < N_EVENT_TYPE; a++) {
        m->compatible[a][a] = true;
        for (size_t k = 0; k < COUNT_OF(with_all); k++)
            m->compatible[a][with_all[k]] = m->compatible[with_all[k]][a] = true;
    }
}

static void open_cues(struct incident_model *m, struct arena *a) {
    static const char *const name[] = {
        "",         "foiled",  "failed", "other",    "definite", "earlier", "revised", "before",
        "located",  "anybody", "nth",    "attacker", "corpse",   "several", "like",    "span",
        "speaking", "naming",  "story",  "game",     "drill",    "marked",  "avenged", "toll"};
    map_init(&m->cues, a, 128);
    struct tsv t;
    tsv_init(&t, embed_find("data/incidents/cues.tsv"));
    while (tsv_next(&t))
        for (uint32_t k = 1; k < COUNT_OF(name); k++)
            if (str_eq_c(tsv_cell(&t, 1), name[k])) map_add(&m->cues, t.cell[0], k, NULL);
}

static void open_means(struct incident_model *m, struct arena *a) {
    map_init(&m->means, a, 128);
    struct tsv t;
    tsv_init(&t, embed_find("data/incidents/means.tsv"));
    while (tsv_next(&t)) {
        uint32_t type = type_named(tsv_cell(&t, 1));
        if (type < N_EVENT_TYPE) map_add(&m->means, t.cell[0], type, NULL);
    }
}

att_status incident_model_open(const struct incident_model **out, const struct world *w,
                               struct arena *a, const att_options *opt, att_error *err) {
    (void)w, (void)opt;
    struct incident_model *m = arena_new(a, struct incident_model);
    *out = m;
    open_types(m);
    open_cues(m, a);
    open_means(m, a);
    join_open(m->join);
    struct str bytes = embed_find("models/incident.bin");
    if (!bytes.p) return ATT_OK;
    m->trained = true;
    return role_model_open(&m->roles, bytes, a, err);
}

/* ------------------------------------------------------------------ incidents out of groups */

enum { WEIGHT_MAX = 14, RECENT_DAYS = 21 };

/* Group k tells only of how those ended who acted in another group of the news ("police shot a man
 * who stabbed three people"): that group, or NONE. */
static uint32_t ends_of(const struct build *b, const struct groups *gs, uint32_t k) {
    const struct group *g = &gs->v[k];
    if (g->side != SIDE_STATE) return NONE;
    for (uint32_t j = 0; j < gs->n; j++) {
        const struct group *o = &gs->v[j];
        bool apart = day_known(o->to) && day_known(g->from) && day_compare(o->to, g->from) < 0;
        if (j == k || o->side == SIDE_STATE || o->history || apart) continue;
        if (o->first_sent > g->last_sent + 1) continue;
        uint32_t acts = 0, ends = 0;
        for (uint32_t i = 0; i < g->n; i++) {
            if (b->facts[g->event[i]].aside || event_is_harm(b->facts[g->event[i]].type)) continue;
            acts++;
            ends += join_harms_doers(b, &b->m->events.v[g->event[i]], o);
        }
        if (acts && ends == acts) return j;
    }
    return NONE;
}

/* A theft that harmed nobody, where the news tells of killing too ("stole a car ... began
 * shooting"). */
static bool is_mere_theft(const struct groups *gs, uint32_t k) {
    if (gs->v[k].types != 1ull << EVENT_ROBBERY) return false;
    for (uint32_t j = 0; j < gs->n; j++)
        if (j != k && !gs->v[j].background && gs->v[j].types >> EVENT_DEATH & 1) return true;
    return false;
}

static uint32_t main_group(const struct build *b, struct groups *gs) {
    uint32_t at = 0;
    int32_t best = INT32_MIN;
    for (uint32_t k = 0; k < gs->n; k++) {
        const struct group *g = &gs->v[k];
        bool past = g->in_title ? g->history : g->background;
        int32_t s = ATT_MIN(g->weight, WEIGHT_MAX) + (g->in_title ? 8 : 0) + (g->in_lead ? 6 : 0) -
                    (past ? 20 : 0) - (is_mere_theft(gs, k) ? 12 : 0);
        if (s > best) best = s, at = k;
    }
    uint32_t act = ends_of(b, gs, at);
    if (act == NONE) return at;
    gs->v[act].background = false;
    return act;
}

/* Told as earlier history: by the grammar, or because it lies days before the main one. */
static bool is_earlier(const struct incident *in, const struct incident *news) {
    return day_known(in->to) && day_known(news->from) && day_compare(in->to, news->from) < 0;
}

static uint32_t run_groups(const struct build *b, struct incident *out, uint32_t *of_event) {
    struct groups *gs = arena_new(b->scratch, struct groups);
    group_run(b, gs, NULL);
    if (!gs->n) return 0;
    uint32_t news = main_group(b, gs);
    for (uint32_t k = 0; k < gs->n; k++) {
        out[k] = (struct incident){.time = NONE, .place = NONE};
        fill_from_events(b, &gs->v[k], &out[k]);
        out[k].main = k == news;
    }
    for (uint32_t k = 0; k < gs->n; k++)
        out[k].background = k != news && (gs->v[k].background || is_earlier(&out[k], &out[news]));
    for (uint32_t i = 0; i < b->m->events.n; i++) of_event[i] = gs->of_event[i];
    return gs->n;
}

/* ------------------------------------------------------------------ claims */

static uint32_t sentence_at(const struct doc *d, uint32_t at) {
    uint32_t t = doc_tok_at(d, at);
    return t < d->n_tok ? d->tok_sent[t] : d->n_sent ? d->n_sent - 1 : 0;
}

/* The incident told of in the sentence, else in the nearest one before it, else the main one. What
 * is told as history has to be nearer than the news. */
static uint32_t incident_near(const struct build *b, const struct incidents *in, uint32_t sent) {
    enum { REACH = 2, HISTORY = 3 };
    uint32_t best = NONE, at = 0;
    for (uint32_t k = 0; k < in->n; k++)
        if (in->v[k].main) at = k;
    for (uint32_t i = 0; i < b->m->events.n; i++) {
        uint32_t k = in->of_event[i], s = b->m->events.v[i].sent;
        if (k == NONE || s > sent || sent - s > REACH) continue;
        uint32_t far = 2 * (sent - s) + (in->v[k].background ? HISTORY : 0);
        if (far < best) best = far, at = k;
    }
    return at;
}

/* "Police said that 12 people had been killed": the pluperfect that a past verb of speech asks for
 * tells the news. */
static bool is_backshifted(const struct build *b, uint32_t event) {
    const struct event_facts *f = &b->facts[event];
    uint32_t s = b->claims->event_statement[event];
    if (s == NONE || f->toll || f->age > RECENT_DAYS) return false;
    const struct statement *v = &b->claims->statements.v[s];
    if (v->kind != STATEMENT_INDIRECT || tspan_empty(v->cue)) return false;
    const struct doc *d = b->d;
    uint32_t t = b->m->events.v[event].head;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++)
        if (d->deprel[d->child[i]] == DEP_AUX && str_eq_c(d->tok_low[d->child[i]], "had"))
            return true;
    return false;
}

/* The figure counts over a span of time that begins before the incident did. */
static bool counts_longer(const struct build *b, const struct incident *n, const struct figure *f) {
    if (f->period == NONE || !day_known(n->from)) return false;
    const struct timex *t = &b->m->times.v[f->period];
    bool one_day = day_known(n->to) && n->from.year == n->to.year && n->from.month == n->to.month &&
                   n->to.day - n->from.day <= 1;
    return one_day && day_known(t->from) && day_compare(t->from, n->from) < 0;
}

static void give_claims(const struct build *b, struct incidents *in) {
    struct claims_found *c = b->claims;
    for (uint32_t i = 0; i < c->n_claim; i++) {
        struct claim *x = &c->claim[i];
        uint32_t harm = x->figure == NONE ? NONE : harmed_event(b, &c->figures.v[x->figure]);
        bool left_out = harm != NONE && in->of_event[harm] == NONE;
        bool past = left_out && (b->m->events.v[harm].background || b->facts[harm].toll);
        if (past && !is_backshifted(b, harm)) {
            x->incident = NONE; /* harm of another time */
            continue;
        }
        uint32_t event = harm == NONE || left_out ? x->event : harm;
        x->incident = event != NONE ? in->of_event[event] : NONE;
        if (x->incident == NONE && in->n)
            x->incident = incident_near(b, in, sentence_at(b->d, x->evidence.b));
        if (x->incident != NONE && x->figure != NONE &&
            counts_longer(b, &in->v[x->incident], &c->figures.v[x->figure]))
            x->incident = NONE;
    }
    vouch_run(b, in);
    claims_merge(b);
    for (uint32_t i = 0; i < c->n_claim; i++)
        if (c->claim[i].incident != NONE) in->v[c->claim[i].incident].n_claim++;
    for (uint32_t k = 0; k < in->n; k++) {
        struct incident *v = &in->v[k];
        v->claim = arena_array(b->d->a, uint32_t, v->n_claim);
        v->n_claim = 0;
    }
    for (uint32_t i = 0; i < c->n_claim; i++) {
        if (c->claim[i].incident == NONE) continue;
        struct incident *v = &in->v[c->claim[i].incident];
        v->claim[v->n_claim++] = i;
    }
}

/* Somebody calls it staged, doubts or denies it. */
static void settle_status(const struct build *b, struct incident *in) {
    for (uint32_t i = 0; i < in->n_claim; i++) {
        const struct claim *c = &b->claims->claim[in->claim[i]];
        if (c->slot != SLOT_OCCURRED) continue;
        bool against = c->value.occurred == OCCURRED_STAGED || c->stance == STANCE_DENIES ||
                       c->stance == STANCE_DOUBTS;
        if (against && in->status == STATUS_HAPPENED) in->status = STATUS_DISPUTED;
    }
}

static void link_filler(const struct build *b, const struct incident *in, uint32_t role,
                        struct filler *f) {
    uint32_t n = 0;
    for (uint32_t k = 0; k < in->n_claim; k++)
        n += filler_given_by(f, role, &b->claims->claim[in->claim[k]]);
    f->claim = arena_array(b->d->a, uint32_t, n);
    for (uint32_t k = 0; k < in->n_claim; k++)
        if (filler_given_by(f, role, &b->claims->claim[in->claim[k]]))
            f->claim[f->n_claim++] = in->claim[k];
}

static void link_fillers(const struct build *b, struct incident *in) {
    for (uint32_t r = 0; r < N_FILLER_ROLE; r++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < in->n_filler[r]; i++) {
            link_filler(b, in, r, &in->filler[r][i]);
            bool nobody = r == FILL_PERPETRATOR && !in->filler[r][i].n_claim; /* merged away */
            if (!nobody) in->filler[r][n++] = in->filler[r][i];
        }
        in->n_filler[r] = n;
    }
}

/* Notes are the one column of a document that every floor adds to. */
static void note_none(const struct doc *d) {
    doc_note((struct doc *)(uintptr_t)d, "no_incident", (struct tspan){0, 0},
             "no act of violence is told as having happened or planned");
}

void incident_build(struct build *b) {
    const struct claims_found *c = b->claims;
    bool *unharmed = fill_unharmed(b->m, b->scratch);
    b->facts = event_facts_run(b);
    for (uint32_t i = 0; i < c->n_claim; i++) /* "He himself was not injured", "I am fine" */
        if (c->claim[i].slot == SLOT_VICTIM && c->claim[i].stance == STANCE_DENIES &&
            c->claim[i].value.entity != NONE)
            unharmed[c->claim[i].value.entity] = true;
    b->unharmed = unharmed;
}

void incidents_run(const struct incident_model *model, const struct doc *d, const struct world *w,
                   const struct meaning *m, struct claims_found *c, struct incidents *out,
                   struct conflicts *conflicts, struct arena *scratch) {
    struct build b = {model, d, m, c, w, scratch, NULL, NULL};
    incident_build(&b);
    *out = (struct incidents){0};
    *conflicts = (struct conflicts){0};
    out->v = arena_array(d->a, struct incident, MAX_INCIDENTS);
    out->of_event = arena_array(d->a, uint32_t, m->events.n);
    for (uint32_t i = 0; i < m->events.n; i++) out->of_event[i] = NONE;
    if (model->trained && wire_is(d)) {
        out->n = wire_run(&b, out->v, MAX_INCIDENTS, out->of_event);
    } else {
        out->n = run_groups(&b, out->v, out->of_event);
        if (model->trained) wire_add(&b, out->v, out->n);
    }
    if (!out->n) note_none(d);
    for (uint32_t k = 0; k < out->n; k++) harmed_drop_twice(&b, &out->v[k]);
    give_claims(&b, out);
    for (uint32_t k = 0; k < out->n; k++) {
        settle_status(&b, &out->v[k]);
        link_fillers(&b, &out->v[k]);
    }
    conflicts_run(d, m, c, out, conflicts, scratch);
}
