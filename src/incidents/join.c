#include "base/base.h"

#include "incidents/join.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"
#include "language/tags.h"

_Static_assert(N_JOIN_MARK <= 64, "marks are bits of a word");
#define MARK(id) (1ull << JOIN_##id)
enum { CUE_REACH = 4, RECENT = 40, NEAR_HARM = 4, STALE_DAYS = 3, OLD_DAYS = 21, OPENING = 4 };

const char *join_mark_name(enum join_mark m) {
#define JOIN_NAME_(id, name) name,
    static const char *const names[] = {JOIN_MARKS(JOIN_NAME_)};
#undef JOIN_NAME_
    return names[m];
}

void join_open(int16_t weight[N_JOIN_MARK]) {
    struct tsv t;
    tsv_init(&t, embed_find("data/incidents/join.tsv"));
    while (tsv_next(&t)) {
        struct str w = tsv_cell(&t, 1);
        bool minus = w.n && w.p[0] == '-';
        uint32_t x = 0;
        if (!num_parse_u32(str_cut(w, minus, w.n), &x) || x > INT16_MAX) continue;
        for (uint32_t k = 0; k < N_JOIN_MARK; k++)
            if (str_eq_c(t.cell[0], join_mark_name((enum join_mark)k)))
                weight[k] = (int16_t)(minus ? -(int32_t)x : (int32_t)x);
    }
}

int32_t join_score(const int16_t weight[N_JOIN_MARK], uint64_t marks) {
    int32_t s = 0;
    for (; marks; marks &= marks - 1) s += weight[__builtin_ctzll(marks)];
    return s;
}

static const struct event_facts *facts_of(const struct build *b, const struct event *e) {
    return &b->facts[e - b->m->events.v];
}

static bool is_harmed_role(uint8_t role) {
    return role == ROLE_VICTIM || role == ROLE_TARGET;
}

/* Told of for the first time here: no mention of it in an earlier sentence. */
static bool is_new(const struct build *b, const struct event *e, const struct participant *p) {
    if (p->entity == NONE)
        return p->mention == NONE || b->m->mentions.v[p->mention].kind != MENTION_PRONOUN;
    const struct entity *x = &b->m->entities.v[p->entity];
    return b->d->tok_sent[b->m->mentions.v[x->mention[0]].tok_b] == e->sent;
}

/* ------------------------------------------------------------------ words beside the trigger */

bool join_has_cue(const struct build *b, const struct event *e, uint8_t cue, uint32_t reach) {
    uint32_t from = b->d->sent_tok[e->sent], t = e->trig_b;
    for (uint32_t k = 0; t > from && k < reach; k++) {
        t--;
        if (incident_cue_at(b, t) == cue) return true;
        if (b->d->tok_flags[t] & TOK_PUNCT) return false;
    }
    return false;
}

/* The words before the noun of a trigger that belong to its phrase: back to a verb or preposition.
 */
static uint32_t phrase_reach(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    uint32_t n = 0;
    enum deprel r = d->deprel[e->head];
    bool noun = d->upos[e->head] == UPOS_NOUN || r == DEP_OBJ || r == DEP_OBL || r == DEP_NMOD;
    if (!noun) return CUE_REACH;
    for (uint32_t t = e->trig_b; t-- > d->sent_tok[e->sent] && n < CUE_REACH; n++)
        if (d->upos[t] == UPOS_ADP || d->upos[t] == UPOS_AUX ||
            (d->upos[t] == UPOS_VERB && d->head[t] != e->head))
            break;
    return n;
}

/* "The killing of two herders": the noun is definite for what stands behind it. */
static bool is_of_new(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    if (d->upos[e->head] != UPOS_NOUN || e->trig_e + 1 >= d->sent_tok[e->sent + 1]) return false;
    if (!str_eq_c(d->tok_low[e->trig_e], "of")) return false;
    for (uint32_t i = 0; i < e->n_part; i++)
        if (is_harmed_role(e->part[i].role) && e->part[i].tok_b > e->trig_e &&
            !is_new(b, e, &e->part[i]))
            return false;
    return true;
}

/* "In revenge for the killing", "in response to the strike". */
static bool is_avenged(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    uint32_t n = 0;
    for (uint32_t t = e->trig_b; t-- > d->sent_tok[e->sent] && n < CUE_REACH; n++)
        if (incident_cue_at(b, t) == CUE_AVENGED &&
            (str_eq_c(d->tok_low[t + 1], "for") || str_eq_c(d->tok_low[t + 1], "to")))
            return true;
    return false;
}

bool join_is_definite(const struct build *b, const struct event *e) {
    if (is_of_new(b, e)) return false;
    if (join_has_cue(b, e, CUE_DEFINITE, phrase_reach(b, e))) return true;
    return e->trig_b > b->d->sent_tok[e->sent] && str_eq_c(b->d->tok_low[e->trig_b - 1], "'s");
}

bool join_is_numbered(const struct build *b, const struct event *e) {
    return b->d->upos[e->head] != UPOS_VERB && join_has_cue(b, e, CUE_NTH, 3);
}

/* ------------------------------------------------------------------ where and when */

bool join_place_inside(const struct build *b, uint32_t p, uint32_t q) {
    for (uint32_t k = 0; p != NONE && k < 8; k++, p = b->m->places.v[p].within)
        if (p == q) return true;
    return false;
}

static bool is_point(const struct place *p) {
    return p->resolved && p->kind != PLACE_COUNTRY && p->kind != PLACE_REGION &&
           p->kind != PLACE_FACILITY && p->kind != PLACE_WATER;
}

static bool is_wide(const struct place *p) {
    return p->kind == PLACE_COUNTRY || p->kind == PLACE_REGION || p->kind == PLACE_ADMIN1;
}

static uint64_t marks_of_place(const struct build *b, const struct event *e,
                               const struct group *g) {
    uint32_t a = facts_of(b, e)->place;
    if (a == NONE || g->place == NONE) return 0;
    if (join_place_inside(b, a, g->place) || join_place_inside(b, g->place, a))
        return MARK(PLACE_WITHIN);
    const struct place *p = &b->m->places.v[a], *q = &b->m->places.v[g->place];
    if (p->country[0] && q->country[0] && strcmp(p->country, q->country)) return MARK(PLACE_ABROAD);
    if (is_point(p) && is_point(q) && p->kind == q->kind) return MARK(PLACE_APART);
    return MARK(PLACE_UNLIKE);
}

static uint64_t marks_of_date(const struct build *b, const struct event *e, const struct group *g) {
    const struct timex *t = facts_of(b, e)->day;
    if (t && !day_known(g->from) && g->undated && t->precision == PRECISION_YEAR)
        return MARK(DATE_APART);
    if (!t || !day_known(g->from)) return 0;
    if (day_compare(t->to, g->from) < 0 || day_compare(g->to, t->from) < 0) return MARK(DATE_APART);
    return t->precision <= PRECISION_DAY ? MARK(DATE_DAY) : MARK(DATE_WIDE);
}

/* ------------------------------------------------------------------ who */

static uint64_t marks_of_people(const struct build *b, const struct event *e,
                                const struct group *g) {
    uint64_t best = 0; /* the strongest one holds */
    for (uint32_t k = g->n > RECENT ? g->n - RECENT : 0; k < g->n; k++) {
        const struct event *o = &b->m->events.v[g->event[k]];
        for (uint32_t i = 0; i < e->n_part; i++)
            for (uint32_t j = 0; j < o->n_part; j++) {
                if (e->part[i].entity == NONE || e->part[i].entity != o->part[j].entity) continue;
                bool harmed = is_harmed_role(e->part[i].role) && is_harmed_role(o->part[j].role);
                bool sides = e->type == EVENT_CLASH && o->type == EVENT_CLASH;
                bool did =
                    e->part[i].role == ROLE_PERPETRATOR && o->part[j].role == ROLE_PERPETRATOR;
                if (harmed || sides) return MARK(SAME_HARMED);
                if (did || !best) best = did ? MARK(SAME_DOER) : MARK(SAME_ANYBODY);
            }
    }
    return best;
}

static bool group_has(const struct build *b, const struct group *g, bool harmed) {
    for (uint32_t k = g->n > RECENT ? g->n - RECENT : 0; k < g->n; k++) {
        const struct event *o = &b->m->events.v[g->event[k]];
        for (uint32_t j = 0; j < o->n_part; j++)
            if (harmed ? is_harmed_role(o->part[j].role) : o->part[j].role == ROLE_PERPETRATOR)
                return true;
    }
    return false;
}

/* An act whose doers or victims are all told of for the first time, where the group has some. */
static uint64_t marks_of_newcomers(const struct build *b, const struct event *e,
                                   const struct group *g) {
    uint32_t doers = 0, harmed = 0, new_doers = 0, new_harmed = 0;
    for (uint32_t i = 0; i < e->n_part; i++) {
        bool fresh = is_new(b, e, &e->part[i]);
        if (e->part[i].role == ROLE_PERPETRATOR) doers++, new_doers += fresh;
        if (is_harmed_role(e->part[i].role)) harmed++, new_harmed += fresh;
    }
    uint64_t m = 0;
    if (doers && new_doers == doers && group_has(b, g, false)) m |= MARK(NEW_DOER);
    if (harmed && new_harmed == harmed && group_has(b, g, true)) m |= MARK(NEW_HARMED);
    return m;
}

bool join_harms_doers(const struct build *b, const struct event *e, const struct group *g) {
    uint32_t harmed = 0, doers = 0;
    for (uint32_t i = 0; i < e->n_part; i++) {
        const struct participant *p = &e->part[i];
        bool did = false;
        if (!is_harmed_role(p->role)) continue;
        harmed++;
        for (uint32_t k = g->n > RECENT ? g->n - RECENT : 0; k < g->n && p->entity != NONE; k++) {
            const struct event *o = &b->m->events.v[g->event[k]];
            for (uint32_t j = 0; j < o->n_part; j++)
                did |= o->part[j].role == ROLE_PERPETRATOR && o->part[j].entity == p->entity;
        }
        doers += did;
    }
    return harmed && doers == harmed;
}

bool join_loses(const struct build *b, const struct event *e, const struct group *g) {
    const struct event_facts *f = facts_of(b, e);
    if (g->types & 1ull << EVENT_CLASH) return false;
    if (f->side == SIDE_STATE && !event_is_harm(f->type) && g->side != SIDE_STATE &&
        join_harms_doers(b, e, g))
        return true;
    if (f->loss == LOSS_NONE) return false;
    return f->loss == LOSS_ATTACKERS || g->side == SIDE_OTHER;
}

/* Police who fire at those who burned a court, or the other way round: two happenings. */
static bool other_side(const struct build *b, const struct event *e, const struct group *g) {
    const struct event_facts *f = facts_of(b, e);
    if (f->side == SIDE_UNKNOWN || g->side == SIDE_UNKNOWN || f->side == g->side) return false;
    uint64_t both = 1ull << EVENT_CLASH | 1ull << EVENT_RIOT | 1ull << EVENT_PROTEST;
    return !((g->types | 1ull << f->type) & both) && !join_loses(b, e, g);
}

/* ------------------------------------------------------------------ what */

bool join_by_act(const struct build *b, const struct event *e, const struct groups *gs,
                 uint32_t k) {
    uint32_t act = facts_of(b, e)->act;
    return act != NONE && gs->of_event[act] == k;
}

/* Their types can tell of one happening, or the tree says that they do. */
static bool types_fit(const struct build *b, const struct event *e, const struct groups *gs,
                      uint32_t k) {
    uint8_t type = facts_of(b, e)->type;
    bool fits = join_by_act(b, e, gs, k);
    if (fits) return true;
    for (uint64_t t = gs->v[k].types; t; t &= t - 1) {
        uint8_t o = (uint8_t)__builtin_ctzll(t);
        fits |= b->model->compatible[type][o];
        if (!b->model->compatible[type][o] && b->model->rank[o] > 4) return false;
    }
    return fits;
}

/* Types that say nothing of how it was done. */
static bool all_plain(const struct group *g) {
    return !(g->types & ~(1ull << EVENT_ATTACK | 1ull << EVENT_DEATH | 1ull << EVENT_INJURY));
}

/* Dated some days before the report, and told as something new. */
static bool is_older(const struct build *b, const struct event *e) {
    return facts_of(b, e)->age > STALE_DAYS && !join_is_definite(b, e);
}

/* All that was told so far is one happening in a clause of its own ("ended a siege 30 hours after
 * gunmen stormed the hotel"): it is the news. */
static bool is_lone(const struct groups *gs) {
    return gs->n == 1 && gs->v[0].background && !gs->v[0].history;
}

/* Harm goes to the act that did it, unless their days differ. */
static uint64_t marks_of_harm(const struct build *b, const struct event *e, const struct groups *gs,
                              uint32_t k) {
    const struct event_facts *f = facts_of(b, e);
    if (f->act != NONE && gs->of_event[f->act] != NONE)
        return gs->of_event[f->act] == k ? MARK(HARM_BY_ACT) : MARK(HARM_BY_OTHER);
    if (f->before && gs->v[k].last_sent == e->sent)
        return MARK(HARM_BEFORE); /* "set fire after a man died" */
    if (f->history && !gs->v[k].background) return MARK(HARM_HISTORY);
    bool news = gs->v[k].background && !f->past && !is_lone(gs);
    return news ? MARK(HARM_NEWS) : 0; /* a toll is of the news */
}

/* ------------------------------------------------------------------ marks by kind */

/* How near the event stands to what was told of the group last. */
static uint64_t marks_of_nearness(const struct build *b, const struct event *e,
                                  const struct group *g, uint32_t gap) {
    uint64_t m = 0;
    if (gap < 2)
        m = gap ? MARK(NEXT_SENTENCE) : MARK(SAME_SENTENCE);
    else if (b->d->sent_para[e->sent] == b->d->sent_para[g->last_sent])
        m = MARK(SAME_PARAGRAPH);
    if (gap && b->d->para[b->d->sent_para[e->sent]].sent_b == e->sent) m |= MARK(NEW_PARAGRAPH);
    return m;
}

/* Words that point back at a happening: "the attack", "Sunday's attack", "in the two attacks". */
static uint64_t marks_of_words(const struct build *b, const struct event *e,
                               const struct groups *gs, uint32_t k) {
    const struct event_facts *f = facts_of(b, e);
    const struct group *g = &gs->v[k];
    bool same = g->types >> f->type & 1, latest = k + 1 == gs->n;
    uint64_t m = 0;
    if (join_is_definite(b, e)) {
        m |= same ? MARK(DEFINITE_TYPE) : MARK(DEFINITE);
        if (same && (latest || k == 0)) m |= MARK(DEFINITE_NEAR);
    }
    if (f->plural && f->again && k == 0) m |= MARK(AGAIN_SEVERAL);
    if (e->modality == MODALITY_DENIED && same) m |= MARK(DENIED); /* what is denied was told of */
    if (g->only_title && (same || f->type != EVENT_ARSON || all_plain(g)))
        m |= MARK(TITLE); /* the title tells of what the lead tells of */
    return m;
}

/* "In a separate attack", "Elsewhere ...": the sentence opens with another happening. */
static bool opens_other(const struct build *b, const struct event *e) {
    uint32_t t = b->d->sent_tok[e->sent], end = ATT_MIN(t + OPENING, e->trig_b);
    for (; t < end; t++)
        if (incident_cue_at(b, t) == CUE_OTHER) return true;
    return false;
}

/* "A second bomb in Jalalabad killed", "other armed men robbed": further means or people. */
static bool is_by_others(const struct build *b, const struct event *e) {
    for (uint32_t i = 0; i < e->n_part; i++) {
        const struct participant *p = &e->part[i];
        if (p->role != ROLE_WEAPON && p->role != ROLE_PERPETRATOR) continue;
        for (uint32_t t = p->tok_b; t < p->tok_e && t < p->tok_b + 3; t++) {
            uint8_t cue = incident_cue_at(b, t);
            if (cue == CUE_OTHER || cue == CUE_NTH) return true;
        }
    }
    return false;
}

/* What tells of another happening: another day, another side, "a second blast", earlier history. */
static uint64_t marks_apart(const struct build *b, const struct event *e, const struct groups *gs,
                            uint32_t k, uint32_t gap) {
    const struct group *g = &gs->v[k];
    const struct event_facts *f = facts_of(b, e);
    bool same = g->types >> f->type & 1, harm = event_is_harm(f->type);
    uint64_t m = 0;
    if (!(harm && f->act != NONE) && other_side(b, e, g)) m |= MARK(OTHER_SIDE);
    if (!day_known(g->from) && f->day && (harm ? gap > 1 : is_older(b, e) && gap))
        m |= MARK(OTHER_DAY); /* another day than that of the news */
    if (f->type == EVENT_ARSON && !same && gap && !(g->types >> EVENT_RIOT & 1))
        m |= MARK(FIRE); /* a fire set is no part of a shooting */
    bool other = join_has_cue(b, e, CUE_OTHER, 3) || join_has_cue(b, e, CUE_LIKE, 3) ||
                 join_is_numbered(b, e);
    if (!harm && other) m |= MARK(OTHER_WORD);
    bool wide = g->place == NONE || is_wide(&b->m->places.v[g->place]);
    if (g->plural && f->place != NONE && !f->plural && wide) m |= MARK(ONE_OF_SEVERAL);
    if (join_has_cue(b, e, CUE_EARLIER, 2) && !join_is_definite(b, e)) m |= MARK(EARLIER_WORD);
    if (f->past != g->background && e->modality != MODALITY_DENIED && !is_lone(gs))
        m |= join_is_definite(b, e) && same && !harm ? MARK(PAST_DEFINITE) : MARK(PAST);
    if (f->history && !g->history && !(g->background && day_age(b, g->to) > OLD_DAYS))
        m |= MARK(HISTORY);
    if (gap && opens_other(b, e)) m |= MARK(OTHER_OPENING);
    if (gap && is_by_others(b, e)) m |= MARK(OTHER_MEANS);
    if (is_avenged(b, e)) m |= MARK(AVENGED);
    return m;
}

static uint64_t marks_of_act(const struct build *b, const struct event *e, const struct groups *gs,
                             uint32_t k, uint32_t gap) {
    uint64_t m = 0;
    if (join_by_act(b, e, gs, k)) return MARK(ACT_BY_ACT);
    if (!gap) return 0;
    m |= marks_of_newcomers(b, e, &gs->v[k]);
    if (b->d->upos[e->head] == UPOS_VERB && e->main) m |= MARK(NEW_VERB);
    return m;
}

bool join_marks(const struct build *b, const struct groups *gs, uint32_t k, uint32_t event,
                uint64_t *marks) {
    const struct event *e = &b->m->events.v[event];
    const struct group *g = &gs->v[k];
    const struct event_facts *f = facts_of(b, e);
    bool same = g->types >> f->type & 1, harm = event_is_harm(f->type);
    uint32_t gap = e->sent > g->last_sent ? e->sent - g->last_sent : 0;
    if (!types_fit(b, e, gs, k)) return false;
    uint64_t m = marks_of_nearness(b, e, g, gap) | marks_of_date(b, e, g) |
                 marks_of_place(b, e, g) | marks_of_people(b, e, g) | marks_of_words(b, e, gs, k) |
                 marks_apart(b, e, gs, k, gap);
    if (same) m |= gap > 1 && b->model->rank[f->type] >= 5 ? MARK(SAME_TYPE_FAR) : MARK(SAME_TYPE);
    m |= harm ? marks_of_harm(b, e, gs, k) : marks_of_act(b, e, gs, k, gap);
    if (harm && b->d->upos[e->head] == UPOS_NOUN) m |= marks_of_newcomers(b, e, g);
    if (m & MARK(SAME_DOER)) m &= ~MARK(FIRE); /* "they also burned the market" */
    if (harm && gap <= 1) m |= MARK(HARM_NEAR);
    if (harm && gap <= NEAR_HARM && f->place == NONE && !f->day) m |= MARK(HARM_BARE);
    if (k == 0 && !g->background && !f->past) m |= MARK(FIRST_NEWS);
    *marks = m;
    return true;
}
