#include "base/base.h"

#include "incidents/build.h"
#include "language/tags.h"

enum { SURE = SCORE_ONE / 2, SURE_DESCRIBED = SCORE_ONE / 16, MANY_TOKENS = 60000 };
enum { BESIDE = 3, MENTIONS_READ = 12 };

/* Most words of the body stand in capitals. */
bool wire_is(const struct doc *d) {
    uint32_t upper = 0, words = 0;
    for (uint32_t t = 0; t < d->n_tok; t++) {
        if (d->tok_flags[t] & (TOK_PUNCT | TOK_DIGIT)) continue;
        words++;
        upper += (d->tok_flags[t] & TOK_UPPER) != 0;
    }
    return words > 20 && upper > words / 2 + words / 5;
}

struct wire {
    const struct build *b;
    struct reading reading;
    struct role_view view;
    struct role_scores scores;
    int32_t (*final)[N_MUC_ROLE];
    struct template_view t;
};

static void read_wire(struct wire *x, const struct build *b) {
    struct arena *a = b->scratch;
    const struct role_model *m = &b->model->roles;
    x->b = b;
    reading_run(&x->reading, b->d, b->w, &m->words, a);
    role_view_init(&x->view, &x->reading, a);
    role_scores_run(&x->scores, m->bank, &x->view, a);
    role_scores_rivals(&x->scores, &x->view, a);
    x->final = arena_alloc_array(a, sizeof *x->final, x->reading.n_candidate);
    role_finals(m, &x->view, &x->scores, x->final);
    x->t = (struct template_view){.model = m, .view = &x->view, .scores = &x->scores};
    template_picks(&x->t, x->final);
}

static const struct phrase *phrase_of(const struct wire *x, uint32_t pick) {
    return &x->reading.mention[x->reading.candidate[x->t.pick[pick].c].first];
}

static bool is_organised(uint8_t type) {
    return type == ENTITY_ORGANIZATION || type == ENTITY_GROUP || type == ENTITY_GOVERNMENT ||
           type == ENTITY_MILITARY || type == ENTITY_POLICE || type == ENTITY_MEDIA;
}

/* The entity of the mention that covers the phrase best: same words, then same head, then any
 * inside. A perpetrator's kind, person or organisation, must be the reader's own; others are passed
 * over. */
static uint32_t entity_of(const struct wire *x, const struct phrase *p, uint8_t role) {
    const struct mentions *ms = &x->b->m->mentions;
    uint32_t best = NONE, points = 0;
    for (uint32_t i = 0; i < ms->n && ms->v[i].tok_b < p->e; i++) {
        const struct mention *q = &ms->v[i];
        if (q->tok_e <= p->b || q->entity == NONE) continue;
        uint32_t s = q->tok_b == p->b && q->tok_e == p->e ? 4
                     : q->head == p->head                 ? 3
                     : q->head >= p->b && q->head < p->e  ? 1
                                                          : 0;
        uint8_t type = x->b->m->entities.v[q->entity].type;
        if (role == MUC_PERP_ORG && !is_organised(type) && (s < 3 || type == ENTITY_PLACE))
            continue;
        if (role == MUC_PERP_IND && is_organised(type)) continue;
        if (s > points) points = s, best = q->entity;
    }
    if (role == MUC_PERP_ORG && best != NONE && !is_organised(x->b->m->entities.v[best].type))
        x->b->m->entities.v[best].type = ENTITY_GROUP; /* what acts as a body is one */
    return best;
}

/* "MILITARY uniforms": a word that only describes the noun behind it. */
static bool is_modifier(const struct doc *d, const struct phrase *p) {
    uint32_t up = d->head[p->e - 1];
    enum deprel r = d->deprel[p->e - 1];
    return (r == DEP_AMOD || r == DEP_COMPOUND) && up == p->e && d->upos[up] == UPOS_NOUN;
}

static uint32_t filler_role(uint8_t role) {
    static const uint8_t of[N_MUC_ROLE] = {FILL_PERPETRATOR, FILL_PERPETRATOR, FILL_TARGET,
                                           FILL_VICTIM,      FILL_WEAPON,      FILL_VICTIM};
    return of[role];
}

static uint8_t type_of_topic(uint8_t topic) {
    static const uint8_t of[N_TOPIC] = {EVENT_ATTACK,     EVENT_ATTACK, EVENT_BOMBING,
                                        EVENT_KIDNAPPING, EVENT_ARSON,  EVENT_ROBBERY};
    return of[topic];
}

/* Side by side: "JUDGE MARIELA ESPINOSA", "GALAN, THE PRESIDENTIAL CANDIDATE". */
static bool stand_together(const struct reading *r, const struct phrase *p,
                           const struct phrase *q) {
    uint32_t lo = ATT_MIN(p->e, q->e), hi = ATT_MAX(p->b, q->b);
    if (lo > hi || hi - lo > BESIDE || r->d->tok_sent[p->b] != r->d->tok_sent[q->b]) return false;
    for (uint32_t t = lo; t < hi; t++)
        if (!(r->d->tok_flags[t] & TOK_PUNCT) && r->kind[t] != KIND_DET) return false;
    return true;
}

/* The words of pick i describe somebody whom the template names. */
static bool is_told_by_name(const struct wire *x, uint64_t picks, uint32_t i) {
    const struct reading *r = &x->reading;
    for (uint32_t k = 0; k < x->t.n_pick; k++) {
        if (!(picks >> k & 1) || x->t.pick[k].role != MUC_VICTIM) continue;
        uint32_t a = r->candidate[x->t.pick[i].c].first, n = 0;
        for (; a != NONE && n < MENTIONS_READ; a = r->next[a], n++) {
            uint32_t b = r->candidate[x->t.pick[k].c].first, m = 0;
            for (; b != NONE && m < MENTIONS_READ; b = r->next[b], m++)
                if (stand_together(r, &r->mention[a], &r->mention[b])) return true;
        }
    }
    return false;
}

static void fill_incident(const struct wire *x, const struct made_template *m,
                          struct incident *in) {
    const struct doc *d = x->b->d;
    *in = (struct incident){.type = type_of_topic(m->topic), .time = NONE, .place = NONE};
    uint32_t sent[MAX_PICKS], n = 0;
    for (uint32_t i = 0; i < x->t.n_pick; i++) {
        if (!(m->picks >> i & 1)) continue;
        const struct phrase *p = phrase_of(x, i);
        uint8_t role = x->t.pick[i].role;
        if (role != MUC_PERP_IND && role != MUC_PERP_ORG) sent[n++] = d->tok_sent[p->b];
        if (role == MUC_DESCRIBED &&
            (x->t.pick[i].score < SURE_DESCRIBED || is_told_by_name(x, m->picks, i)))
            continue;
        uint32_t entity = entity_of(x, p, role);
        if (role == MUC_PERP_ORG && entity == NONE && is_modifier(d, p)) continue;
        fill_add(x->b, in, filler_role(role), entity, doc_toks_span(d, p->b, p->e));
    }
    setting_of_sentences(x->b, in, sent, n);
}

/* Every violent event goes to the incident whose fillers stand nearest. */
static void give_events(const struct wire *x, const struct made_template *made,
                        struct incident *out, uint32_t n, uint32_t *of_event) {
    const struct events *ev = &x->b->m->events;
    for (uint32_t i = 0; i < ev->n; i++) {
        if (!group_takes(x->b, &ev->v[i]) || !n) continue;
        uint32_t best = NONE, at = 0;
        for (uint32_t k = 0; k < n; k++)
            for (uint64_t p = made[k].picks; p; p &= p - 1) {
                uint32_t s = x->b->d->tok_sent[phrase_of(x, (uint32_t)__builtin_ctzll(p))->b];
                uint32_t gap = s > ev->v[i].sent ? s - ev->v[i].sent : ev->v[i].sent - s;
                if (gap < best) best = gap, at = k;
            }
        if (best > 1) continue;
        of_event[i] = at;
        out[at].n_event++;
    }
    for (uint32_t k = 0; k < n; k++) {
        out[k].event = arena_array(x->b->d->a, uint32_t, out[k].n_event);
        uint32_t c = 0;
        for (uint32_t i = 0; i < ev->n; i++)
            if (of_event[i] == k) out[k].event[c++] = i;
    }
}

/* The kind by the words of the events, where the reader saw a plain attack and they all say more.
 */
static void settle_type(const struct build *b, struct incident *in) {
    uint8_t type = EVENT_ATTACK;
    bool attack = false;
    for (uint32_t i = 0; i < in->n_event; i++)
        attack |= b->m->events.v[in->event[i]].type == EVENT_ATTACK;
    for (uint32_t i = 0; i < in->n_event; i++) {
        uint8_t t = b->m->events.v[in->event[i]].type;
        if (t == EVENT_ATTACK || t == EVENT_DEATH || t == EVENT_INJURY) continue;
        if (t == EVENT_SABOTAGE && attack) continue; /* the damage that the attack did */
        if (type != EVENT_ATTACK && type != t) return;
        type = t;
    }
    if (in->type == EVENT_ATTACK) in->type = type;
    if (type == EVENT_RIOT || type == EVENT_PROTEST || type == EVENT_SEIZURE) in->muc = MUC_ATTACK;
}

/* Named people whom the events name as harmed, where the reader found none. */
static void fill_named(const struct build *b, struct incident *in) {
    if (in->n_filler[FILL_VICTIM] || in->n_filler[FILL_TARGET]) return;
    for (uint32_t i = 0; i < in->n_event; i++) {
        const struct event *e = &b->m->events.v[in->event[i]];
        bool real = !e->negative && !e->background &&
                    (e->modality == MODALITY_ASSERTED || e->modality == MODALITY_REPORTED);
        for (uint32_t k = 0; k < e->n_part && real; k++) {
            const struct participant *p = &e->part[k];
            if ((p->role != ROLE_VICTIM && p->role != ROLE_TARGET) || p->entity == NONE) continue;
            const struct entity *x = &b->m->entities.v[p->entity];
            if (x->type == ENTITY_PERSON && x->named)
                fill_add(b, in, FILL_VICTIM, p->entity, x->name);
        }
    }
}

/* A report without any event of violence tells of no incident. */
static bool tells_violence(const struct build *b) {
    for (uint32_t i = 0; i < b->m->events.n; i++)
        if (group_takes(b, &b->m->events.v[i])) return true;
    return false;
}

uint32_t wire_run(const struct build *b, struct incident *out, uint32_t room, uint32_t *of_event) {
    struct wire *x = arena_new(b->scratch, struct wire);
    struct made_template made[MAX_MADE];
    read_wire(x, b);
    uint32_t n = templates_run(&x->t, false, made), main_one = 0;
    if (n > room) n = room;
    if (n && !x->t.n_pick && !tells_violence(b)) n = 0;
    for (uint32_t k = 0; k < n; k++) {
        fill_incident(x, &made[k], &out[k]);
        if (made[k].keep > made[main_one].keep) main_one = k;
    }
    give_events(x, made, out, n, of_event);
    for (uint32_t k = 0; k < n; k++) {
        settle_type(b, &out[k]);
        fill_named(b, &out[k]);
        out[k].main = k == main_one;
    }
    return n;
}

static bool in_sentences(const struct build *b, const struct incident *in, uint32_t sent) {
    for (uint32_t i = 0; i < in->n_event; i++)
        if (b->m->events.v[in->event[i]].sent == sent) return true;
    return false;
}

void wire_add(const struct build *b, struct incident *in, uint32_t n) {
    if (!n || b->d->n_tok > MANY_TOKENS) return;
    struct wire *x = arena_new(b->scratch, struct wire);
    read_wire(x, b);
    for (uint32_t i = 0; i < x->t.n_pick; i++) {
        const struct pick *p = &x->t.pick[i];
        const struct phrase *q = phrase_of(x, i);
        uint32_t role = filler_role(p->role), sent = b->d->tok_sent[q->b];
        if (p->score < SURE || role == FILL_PERPETRATOR) continue;
        for (uint32_t k = 0; k < n; k++) {
            if (in[k].n_filler[role] || !in_sentences(b, &in[k], sent)) continue;
            fill_add(b, &in[k], role, entity_of(x, q, p->role), doc_toks_span(b->d, q->b, q->e));
            break;
        }
    }
}
