#include "base/base.h"

#include "incidents/event_facts.h"

#include "incidents/act.h"
#include "incidents/build.h"
#include "incidents/scene.h"
#include "incidents/unreal.h"
#include "language/tags.h"
#include "base/civil.h"
#include "world/lexicon.h"

enum { NEWS_DAYS = 21, SERIES_BACK = 40, SERIES_AHEAD = 12, CLOCK_WORDS = 3, UP_MAX = 8 };
enum { CHILDREN_READ = 40, TIME_REACH = 40, KIND_FROM = 3, LONG_SENTENCE = 200 };

bool day_known(struct day d) {
    return d.year != 0;
}

int day_compare(struct day a, struct day b) {
    if (a.year != b.year) return a.year < b.year ? -1 : 1;
    if (a.month != b.month) return a.month < b.month ? -1 : 1;
    return a.day < b.day ? -1 : a.day > b.day;
}

bool event_is_harm(uint8_t type) {
    return type == EVENT_DEATH || type == EVENT_INJURY;
}

/* ------------------------------------------------------------------ when */

/* "shortly after 9 p.m.": an hour of whatever day is told of. */
static bool is_clock_only(const struct doc *d, const struct timex *t) {
    if (t->type != TIMEX_TIME || t->tok_e - t->tok_b > CLOCK_WORDS) return false;
    if (!(d->tok_flags[t->tok_b] & TOK_DIGIT)) return false;
    for (uint32_t i = t->tok_b + 1; i < t->tok_e; i++)
        if (d->tok_flags[i] & (TOK_DIGIT | TOK_TITLE)) return false;
    return true;
}

bool timex_is_day(const struct doc *d, const struct timex *t) {
    bool date = t->type == TIMEX_DATE || t->type == TIMEX_TIME;
    return date && !t->relative_to_speech && day_known(t->from) && !is_clock_only(d, t);
}

/* A count of happenings after a form of "be" among the tokens [lo, hi). */
static bool counts_series(const struct build *b, uint32_t lo, uint32_t hi) {
    const struct doc *d = b->d;
    for (uint32_t t = lo + 1; t < hi; t++) {
        if (incident_cue_at(b, t) != CUE_NTH) continue;
        for (uint32_t k = t, n = 0; k-- > lo + 1 && n < 4; n++) {
            if (str_eq_c(d->lemma[k], "be")) return true;
            if (d->upos[k] == UPOS_VERB || d->upos[k] == UPOS_ADP) break;
        }
    }
    return false;
}

/* "It was the third attack this month." */
static bool is_series(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    uint32_t lo = d->sent_tok[e->sent], end = d->sent_tok[e->sent + 1];
    uint32_t hi = ATT_MIN(end, e->trig_b + SERIES_AHEAD);
    if (e->trig_b > lo + SERIES_BACK) lo = e->trig_b - SERIES_BACK;
    for (uint32_t t = e->trig_b; t-- > lo;)
        if (d->tok_flags[t] & TOK_PUNCT) lo = t + 1;
    for (uint32_t t = e->trig_b; t < hi; t++)
        if (d->tok_flags[t] & TOK_PUNCT) hi = t;
    return counts_series(b, lo, hi);
}

static bool is_toll(const struct build *b, const struct event *e) {
    if (e->time == NONE || !event_is_harm(e->type)) return false;
    uint32_t t = b->m->times.v[e->time].tok_b;
    return t > b->d->sent_tok[e->sent] && str_eq_c(b->d->tok_low[t - 1], "since");
}

/* A plural noun with a number or a word for several before it. */
static bool is_counted(const struct build *b, uint32_t t, uint32_t lo) {
    const struct doc *d = b->d;
    if (d->xpos[t] != XPOS_NNS && d->xpos[t] != XPOS_NNPS) return false;
    for (uint32_t n = 0; t-- > lo && n < 5; n++)
        if (incident_cue_at(b, t) == CUE_SEVERAL || d->upos[t] == UPOS_NUM) return true;
    return false;
}

/* "Two bombings", "twin attacks", "a series of blasts"; "three bombs killed". */
static bool is_plural(const struct build *b, const struct event *e) {
    uint32_t lo = b->d->sent_tok[e->sent];
    if (is_counted(b, e->head, lo)) return true;
    for (uint32_t i = 0; i < e->n_part; i++) {
        const struct participant *p = &e->part[i];
        if (p->role != ROLE_WEAPON && p->role != ROLE_PERPETRATOR) continue;
        for (uint32_t t = p->tok_b; t < p->tok_e && t < p->tok_b + 8; t++)
            if (map_get(&b->model->means, b->d->tok_low[t]) == EVENT_BOMBING &&
                !names_attacker(b, t, t + 1) && is_counted(b, t, lo))
                return true;
    }
    return false;
}

static int64_t number_of(struct day x) {
    return civil_days(x.year, ATT_MAX(x.month, 1), ATT_MAX(x.day, 1));
}

int32_t day_age(const struct build *b, struct day d) {
    struct day now = b->m->published.day;
    return day_known(d) && day_known(now) ? (int32_t)(number_of(now) - number_of(d)) : 0;
}

static bool has_had(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    uint32_t end = ATT_MIN(d->child_b[e->head + 1], d->child_b[e->head] + CHILDREN_READ);
    for (uint32_t i = d->child_b[e->head]; i < end; i++)
        if (d->deprel[d->child[i]] == DEP_AUX && str_eq_c(d->tok_low[d->child[i]], "had"))
            return true;
    return false;
}

static bool is_history(const struct build *b, const struct event *e, int32_t age) {
    if (!e->background) return false;
    if (age > NEWS_DAYS) return true;
    if (e->modality != MODALITY_ASSERTED) return false; /* "denied it had": no step back in time */
    return has_had(b, e);
}

static bool is_told_again(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    if (d->upos[e->head] != UPOS_NOUN || e->n_part) return false;
    for (uint32_t t = e->trig_b, n = 0; t-- > d->sent_tok[e->sent] && n < 3; n++)
        if (incident_cue_at(b, t) == CUE_DEFINITE) return true;
    return false;
}

/* "Years after a bus was burnt": a stretch of time stands before the word that joins what the event
 * tells. "Two days after the attack" tells of the news. */
static bool is_long_after(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    uint32_t end = ATT_MIN(d->child_b[e->head + 1], d->child_b[e->head] + CHILDREN_READ);
    if (d->upos[e->head] != UPOS_VERB && is_told_again(b, e)) return false;
    for (uint32_t i = d->child_b[e->head]; i < end; i++) {
        uint32_t c = d->child[i];
        bool joins = str_eq_c(d->tok_low[c], "after") || str_eq_c(d->tok_low[c], "since");
        if (!joins || c == d->sent_tok[e->sent]) continue;
        if (incident_cue_at(b, c - 1) == CUE_SPAN) return true;
    }
    return false;
}

/* "A similar strike", "a similar explosion". */
static bool is_likened(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    if (d->upos[e->head] == UPOS_VERB) return false;
    for (uint32_t t = e->trig_b, n = 0; t-- > d->sent_tok[e->sent] && n < 3; n++)
        if (incident_cue_at(b, t) == CUE_LIKE) return true;
    return false;
}

/* "A faction which killed nine policemen in 2016": an aside with a year of its own. */
static bool is_dated_aside(const struct build *b, const struct event *e, const struct timex *day) {
    return day && day->precision == PRECISION_YEAR && b->d->deprel[e->head] == DEP_ACL_RELCL;
}

/* ------------------------------------------------------------------ who */

bool names_attacker(const struct build *b, uint32_t tok_b, uint32_t tok_e) {
    for (uint32_t t = tok_b; t < tok_e; t++)
        if (incident_cue_at(b, t) == CUE_ATTACKER) return true;
    return false;
}

static bool is_harmed(const struct participant *p) {
    return p->role == ROLE_VICTIM || p->role == ROLE_TARGET;
}

static uint8_t type_of_part(const struct build *b, const struct participant *p) {
    if (p->entity != NONE) return b->m->entities.v[p->entity].type;
    return p->mention == NONE ? ENTITY_OTHER : b->m->mentions.v[p->mention].type;
}

bool names_people(const struct build *b, const struct participant *p) {
    if (p->tok_e <= p->tok_b) return false;
    uint32_t h = p->mention == NONE ? p->tok_e - 1 : b->m->mentions.v[p->mention].head;
    uint8_t t = type_of_part(b, p);
    if (t == ENTITY_PERSON || t == ENTITY_POPULATION) return true;
    const struct lex_word *w = lexicon_find(b->w->lexicon, b->d->lemma[h]);
    return t == ENTITY_OTHER && w && w->isa & LEX_PERSON;
}

static bool is_of_state(const struct build *b, const struct participant *p) {
    uint8_t t = type_of_part(b, p);
    if (t == ENTITY_POLICE || t == ENTITY_MILITARY || t == ENTITY_GOVERNMENT) return true;
    for (uint32_t i = p->tok_b; i < p->tok_e && i < p->tok_b + 6; i++) {
        const struct lex_word *w = lexicon_find(b->w->lexicon, b->d->lemma[i]);
        if (lexicon_noun_class(b->w->lexicon, b->d->lemma[i]) & (LEXC_POLICE | LEXC_MILITARY))
            return true;
        if (w && w->isa & (LEX_SOLDIER | LEX_POLICE)) return true;
    }
    return false;
}

static uint8_t side_of(const struct build *b, const struct event *e) {
    uint8_t side = SIDE_UNKNOWN;
    if (e->type == EVENT_AIR_STRIKE) return SIDE_STATE;
    for (uint32_t i = 0; i < e->n_part; i++) {
        const struct participant *p = &e->part[i];
        if (p->role != ROLE_PERPETRATOR) continue;
        if (is_of_state(b, p)) return SIDE_STATE;
        if (p->mention != NONE && b->m->mentions.v[p->mention].place_adjective) continue;
        if (type_of_part(b, p) == ENTITY_GROUP || names_people(b, p)) side = SIDE_OTHER;
    }
    if (side == SIDE_UNKNOWN && e->type == EVENT_DRONE_STRIKE) return SIDE_STATE;
    return side;
}

static bool counts_attackers(const struct build *b, struct tspan words) {
    const struct figures *f = &b->claims->figures;
    uint32_t lo = 0, hi = f->n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (f->v[mid].number.e <= words.b)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < f->n && tspan_inside(f->v[lo].number, words) && f->v[lo].attackers;
}

/* "The two men" who were told of as "two gunmen" first. */
static bool first_named_attacker(const struct build *b, const struct participant *p) {
    if (p->entity == NONE) return false;
    const struct entity *e = &b->m->entities.v[p->entity];
    const struct mention *first = &b->m->mentions.v[e->mention[0]];
    return !e->named && first->kind == MENTION_NOMINAL &&
           names_attacker(b, first->tok_b, first->tok_e);
}

static uint8_t loss_of(const struct build *b, const struct event *e) {
    uint8_t loss = LOSS_NONE;
    for (uint32_t i = 0; i < e->n_part; i++) {
        const struct participant *p = &e->part[i];
        if (!is_harmed(p)) continue;
        bool sure = names_attacker(b, p->tok_b, p->tok_e) || first_named_attacker(b, p);
        if (!sure && !counts_attackers(b, p->span)) return LOSS_NONE;
        loss = sure && loss != LOSS_FIGHTERS ? LOSS_ATTACKERS : LOSS_FIGHTERS;
    }
    return loss;
}

/* ------------------------------------------------------------------ what */

static bool harms_people(const struct build *b, const struct event *e) {
    for (uint32_t i = 0; i < e->n_part; i++) {
        if (is_harmed(&e->part[i]) && names_people(b, &e->part[i])) return true;
    }
    return false;
}

static bool harms_place(const struct build *b, const struct event *e) {
    for (uint32_t i = 0; i < e->n_part; i++)
        if (is_harmed(&e->part[i]) && type_of_part(b, &e->part[i]) == ENTITY_PLACE) return true;
    return false;
}

/* "Burned his body": what was done to the dead is no fire set. */
static bool harms_corpse(const struct build *b, const struct event *e) {
    for (uint32_t i = 0; i < e->n_part; i++)
        for (uint32_t t = e->part[i].tok_b; is_harmed(&e->part[i]) && t < e->part[i].tok_e; t++)
            if (incident_cue_at(b, t) == CUE_CORPSE) return true;
    return false;
}

/* "The strike" after one from the air: no strike of workers. */
static uint8_t strike_meant(const struct build *b, const struct event *e) {
    enum { BACK = 60 };
    const struct events *ev = &b->m->events;
    uint32_t i = (uint32_t)(e - ev->v), lo = i > BACK ? i - BACK : 0;
    if (!str_eq_c(b->d->lemma[e->head], "strike") || e->n_part) return e->type;
    while (i-- > lo) {
        uint8_t t = ev->v[i].type;
        if (t == EVENT_AIR_STRIKE || t == EVENT_DRONE_STRIKE || t == EVENT_SHELLING) return t;
    }
    return e->type;
}

static uint8_t type_meant(const struct build *b, const struct event *e, uint8_t side) {
    if (e->type == EVENT_PROTEST && b->d->upos[e->head] == UPOS_NOUN) return strike_meant(b, e);
    if (e->type == EVENT_ARSON && harms_corpse(b, e)) return EVENT_ATTACK;
    if (e->type == EVENT_SEIZURE && side != SIDE_STATE && harms_people(b, e))
        return EVENT_KIDNAPPING;
    if (e->type == EVENT_KIDNAPPING && harms_place(b, e)) return EVENT_SEIZURE;
    return e->type;
}

static bool has_perpetrator(const struct event *e) {
    for (uint32_t i = 0; i < e->n_part; i++)
        if (e->part[i].role == ROLE_PERPETRATOR) return true;
    return false;
}

/* "Knife attacks have happened before": a kind of happening. "Clashes between police and students"
 * are one. */
static bool is_kind(const struct build *b, const struct event *e, bool dated) {
    const struct doc *d = b->d;
    if (dated || e->sent < KIND_FROM || d->xpos[e->head] != XPOS_NNS) return false;
    if (has_perpetrator(e)) return false;
    for (uint32_t i = d->child_b[e->head]; i < d->child_b[e->head + 1]; i++) {
        enum deprel r = d->deprel[d->child[i]];
        if (r == DEP_DET || r == DEP_NUMMOD || r == DEP_NMOD_POSS) return false;
    }
    return true;
}

/* "Marked ten years since a gunman killed 69": the day is that of the memory. */
static bool is_remembered(const struct build *b, const struct event *e) {
    uint32_t t = b->d->head[e->head];
    for (uint32_t n = 0; t != NONE && n < UP_MAX; n++, t = b->d->head[t])
        if (incident_cue_at(b, t) == CUE_MARKED) return true;
    return false;
}

/* "Gave a toll of 24 dead on Wednesday": the day of the telling. */
static bool is_in_toll(const struct build *b, const struct event *e) {
    uint32_t t = b->d->head[e->head];
    for (uint32_t n = 0; t != NONE && n < 2 && event_is_harm(e->type); n++, t = b->d->head[t])
        if (incident_cue_at(b, t) == CUE_TOLL) return true;
    return false;
}

/* "On 9 May a man was shot, while an attack on 13 May ...": a date that another act took before is
 * not this one's where one of its own follows. */
static uint32_t own_time(const struct build *b, const struct event *e) {
    const struct timexes *ts = &b->m->times;
    const uint32_t *of = b->m->events.of_tok;
    if (e->time == NONE) return NONE;
    uint32_t t = ts->v[e->time].tok_e, end = b->d->sent_tok[e->sent + 1], next = e->time + 1;
    uint32_t own = timex_is_day(b->d, &ts->v[e->time]) ? e->time : NONE;
    if ((t <= e->trig_b && is_remembered(b, e)) || is_in_toll(b, e)) return NONE;
    if (t > e->trig_b || e->trig_b - t > TIME_REACH || event_is_harm(e->type)) return own;
    bool taken = false;
    for (; t < e->trig_b && !taken; t++) taken = act_is(b, of[t]);
    if (!taken || next >= ts->n || ts->v[next].tok_b >= end) return own;
    if (ts->v[next].tok_b < e->trig_e || ts->v[next].tok_b - e->trig_e > TIME_REACH) return own;
    for (t = e->trig_e; t < ts->v[next].tok_b; t++)
        if (act_is(b, of[t])) return own;
    return timex_is_day(b->d, &ts->v[next]) ? next : own;
}

/* "The spokesman said on Monday": the day of the talk, not of what it is about. */
bool time_is_talks(const struct build *b, uint32_t sent, uint32_t time) {
    for (uint32_t t = b->d->sent_tok[sent]; t < b->d->sent_tok[sent + 1]; t++) {
        uint32_t v = b->m->events.of_tok[t];
        if (v == NONE || b->m->events.v[v].time != time) continue;
        if (b->m->events.v[v].type >= EVENT_STATEMENT && b->m->events.v[v].type <= EVENT_DEMAND)
            return true;
    }
    return false;
}

/* The only date of its sentence, where grammar hangs it on a word that is no act of violence. */
static uint32_t only_date(const struct build *b, const struct event *e) {
    const struct timexes *t = &b->m->times;
    uint32_t found = NONE, end = b->d->sent[e->sent].e;
    for (uint32_t i = timex_after(t, b->d->sent[e->sent].b); i < t->n && t->v[i].span.b < end;
         i++) {
        if (!timex_is_day(b->d, &t->v[i])) continue;
        bool again = incident_cue_at(b, t->v[i].tok_b) == CUE_DEFINITE; /* "that day" */
        if (found != NONE || again) return NONE;
        found = i;
    }
    if (found == NONE || t->v[found].precision > PRECISION_DAY) return NONE;
    if (is_remembered(b, e)) return NONE;
    uint32_t lo = b->d->sent_tok[e->sent], hi = b->d->sent_tok[e->sent + 1];
    if (hi - lo > LONG_SENTENCE) return NONE;
    for (uint32_t k = lo; k < hi; k++) {
        uint32_t v = b->m->events.of_tok[k];
        if (v == NONE || b->m->events.v[v].time != found) continue;
        uint8_t type = b->m->events.v[v].type;
        bool unrest = type == EVENT_CLASH || type == EVENT_RIOT || type == EVENT_PROTEST;
        if (unrest || event_is_violent((enum event_type)type)) return NONE;
    }
    return time_is_talks(b, e->sent, found) ? NONE : found;
}

/* "Four men were arrested in raids." */
static bool is_police_raid(const struct build *b, const struct event *e) {
    uint32_t up = b->d->head[e->head];
    if (up == NONE || b->d->upos[e->head] != UPOS_NOUN) return false;
    uint32_t v = b->m->events.of_tok[up];
    return v != NONE && b->m->events.v[v].type == EVENT_ARREST;
}

/* "Two of the drones were shot down", "the second was intercepted and detonated": the end of a
 * weapon. */
static bool is_interception(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    uint32_t joined = d->deprel[e->head] == DEP_CONJ ? d->head[e->head] : NONE;
    if (joined != NONE && e->type == EVENT_BOMBING && incident_cue_at(b, joined) == CUE_FOILED)
        return true;
    uint32_t end = d->sent_tok[e->sent + 1];
    bool down = str_eq_c(d->tok_low[e->trig_e - 1], "down") ||
                (e->trig_e < end && str_eq_c(d->tok_low[e->trig_e], "down"));
    return down && e->type == EVENT_SHOOTING && e->n_part && !harms_people(b, e);
}

struct event_facts *event_facts_run(const struct build *b) {
    const struct events *ev = &b->m->events;
    struct event_facts *f = arena_array(b->scratch, struct event_facts, ev->n + 1);
    const bool *unreal = unreal_run(b);
    bool acts = false; /* something was told before that a label can name */
    for (uint32_t i = 0; i < ev->n; i++) {
        const struct event *e = &ev->v[i];
        f[i].aside = is_series(b, e) || is_interception(b, e) || is_police_raid(b, e) ||
                     (acts && unreal_is_label(b, e));
        acts |= event_is_violent((enum event_type)e->type) && !unreal[i] && !e->negative;
        f[i].time = f[i].aside ? NONE : own_time(b, e);
        if (f[i].time == NONE && e->time == NONE && act_is(b, i) && !f[i].aside)
            f[i].time = only_date(b, e);
        f[i].day = f[i].time == NONE ? NULL : &b->m->times.v[f[i].time];
        f[i].aside |= is_kind(b, e, f[i].day != NULL);
        f[i].again = is_told_again(b, e);
        f[i].age = f[i].day ? day_age(b, f[i].day->to) : 0;
        f[i].history = is_history(b, e, f[i].age);
        f[i].past = e->background || is_likened(b, e) || is_long_after(b, e) ||
                    is_dated_aside(b, e, f[i].day);
        f[i].side = side_of(b, e);
        f[i].type = type_meant(b, e, f[i].side);
        f[i].loss = loss_of(b, e);
        bool told = e->modality == MODALITY_REPORTED && has_had(b, e); /* "said it had killed 20" */
        f[i].before = (e->background && !f[i].history && !told) || act_comes_later(b, e);
        uint32_t subject = act_of_subject(b, e);
        f[i].act = act_of(b, e, f[i].before);
        if (!event_is_harm(e->type) && subject != NONE) {
            f[i].act = subject;
            f[i].past = f[i].history = false; /* "had hit" steps back to the act itself */
        }
        f[i].place = scene_of(b, e);
        f[i].unreal = unreal[i];
        f[i].toll = is_toll(b, e);
        f[i].plural = is_plural(b, e);
        f[i].in_title = doc_sent_zone(b->d, e->sent) == ZONE_TITLE;
    }
    return f;
}
