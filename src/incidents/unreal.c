#include "base/base.h"

#include "incidents/unreal.h"

#include "language/tags.h"
#include "world/lexicon.h"

enum { LEAD_SENTENCES = 4, SENTENCE_READ = 120, CHILDREN_READ = 40, NEAR = 4, UP_MAX = 3 };

static bool is_harmed(const struct participant *p) {
    return p->role == ROLE_VICTIM || p->role == ROLE_TARGET;
}

static uint32_t children_end(const struct doc *d, uint32_t t) {
    return ATT_MIN(d->child_b[t + 1], d->child_b[t] + CHILDREN_READ);
}

static uint32_t sentence_end(const struct doc *d, uint32_t sent) {
    return ATT_MIN(d->sent_tok[sent + 1], d->sent_tok[sent] + SENTENCE_READ);
}

/* ------------------------------------------------------------------ figures of speech */

/* A common noun that is a thought, a feeling or a quality in all its senses ("hopes", "ideas"). */
static bool is_abstract(const struct build *b, const struct participant *p) {
    if (p->tok_e <= p->tok_b) return false;
    uint32_t h = p->mention == NONE ? p->tok_e - 1 : b->m->mentions.v[p->mention].head;
    if (b->d->upos[h] != UPOS_NOUN || b->m->events.of_tok[h] != NONE) return false;
    const struct lex_word *w = lexicon_find(b->w->lexicon, b->d->lemma[h]);
    if (!w || w->isa_any & (LEX_PERSON | LEX_GROUP)) return false;
    for (int i = 0; i < 3; i++) switch (w->noun_file[i]) {
        case LEX_FILE_NONE:
        case LEX_NOUN_COGNITION:
        case LEX_NOUN_FEELING:
        case LEX_NOUN_ATTRIBUTE:
        case LEX_NOUN_MOTIVE: break;
        default: return false;
        }
    return w->noun_file[0] != LEX_FILE_NONE;
}

/* "Killed hopes of a deal", "attacked her ideas": nothing that can be harmed. */
static bool is_figurative(const struct build *b, const struct event *e) {
    uint32_t harmed = 0;
    for (uint32_t i = 0; i < e->n_part; i++) {
        if (e->part[i].role == ROLE_WEAPON) return false;
        if (!is_harmed(&e->part[i])) continue;
        if (!is_abstract(b, &e->part[i])) return false;
        harmed++;
    }
    return harmed > 0;
}

/* "Exploded like a bomb". */
static bool is_simile(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    return e->trig_e < d->sent_tok[e->sent + 1] && str_eq_c(d->tok_low[e->trig_e], "like");
}

/* "Killed off an early vote", where no people are told of; "the mayor hit back". */
static bool is_idiom(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    uint32_t end = d->sent_tok[e->sent + 1], people = 0, harmed = 0;
    if (e->trig_e >= end) return false;
    for (uint32_t i = 0; i < e->n_part; i++) {
        if (e->part[i].role == ROLE_WEAPON) return false;
        if (!is_harmed(&e->part[i])) continue;
        harmed++;
        people += names_people(b, &e->part[i]);
    }
    if (e->type == EVENT_DEATH && str_eq_c(d->tok_low[e->trig_e], "off")) return !people;
    if (harmed || !str_eq_c(d->tok_low[e->trig_e], "back")) return false;
    for (uint32_t i = 0; i < e->n_part; i++)
        if (e->part[i].role == ROLE_PERPETRATOR && names_people(b, &e->part[i])) return true;
    return false;
}

/* A person called by name ("Senator Laura Beck") or by an office. */
static bool names_somebody(const struct build *b, uint32_t t) {
    if (lexicon_class(b->w->lexicon, b->d->tok_low[t]) & LEXC_OFFICE) return true;
    uint32_t m = mention_of_head(&b->m->mentions, t);
    return m != NONE && b->m->mentions.v[m].kind == MENTION_NAME &&
           b->m->mentions.v[m].type == ENTITY_PERSON;
}

/* "Launched an attack on the mayor, calling his plan a disaster": words against somebody. */
static bool is_verbal(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    uint32_t v = e->head, n = 0;
    if (e->type != EVENT_ATTACK) return false;
    for (; v != NONE && d->upos[v] != UPOS_VERB && n < UP_MAX; n++) v = d->head[v];
    if (v == NONE || d->upos[v] != UPOS_VERB) return false;
    bool named = false, speaks = false;
    for (uint32_t i = d->child_b[v]; i < children_end(d, v); i++) {
        uint32_t c = d->child[i];
        named |= d->deprel[c] == DEP_NSUBJ && names_somebody(b, c);
        speaks |= c > e->trig_e && incident_cue_at(b, c) == CUE_SPEAKING;
    }
    return named && speaks;
}

/* ------------------------------------------------------------------ plots of films and books */

/* A noun that stands for a story, not before another noun ("film festival"). */
static uint32_t story_in(const struct build *b, uint32_t sent) {
    const struct doc *d = b->d;
    for (uint32_t t = d->sent_tok[sent]; t < sentence_end(d, sent); t++)
        if (incident_cue_at(b, t) == CUE_STORY && d->upos[t] == UPOS_NOUN &&
            d->deprel[t] != DEP_COMPOUND &&
            !(d->head[t] != NONE && str_eq_c(d->lemma[d->head[t]], "show")))
            return t;
    return NONE;
}

/* "About" between the story and a noun for what it is about. */
static bool is_about(const struct build *b, uint32_t story, const struct event *e) {
    for (uint32_t t = story; t < e->trig_b; t++)
        if (str_eq_c(b->d->tok_low[t], "about")) return true;
    return false;
}

/* Told in the present beside the word for a story, or what a story is about. */
static bool is_plot(const struct build *b, const struct event *e) {
    uint32_t story = story_in(b, e->sent);
    bool verb = b->d->upos[e->head] == UPOS_VERB;
    if (story != NONE && is_about(b, story, e)) return true;
    if (story != NONE && !verb && e->tense == TENSE_PRESENT) return true;
    if (!verb || e->tense != TENSE_PRESENT) return false;
    return story != NONE || (e->sent && story_in(b, e->sent - 1) != NONE);
}

/* ------------------------------------------------------------------ games */

static bool is_score(const struct doc *d, uint32_t t, uint32_t end) {
    if (t + 2 >= end || !(d->tok_flags[t] & TOK_DIGIT) || !(d->tok_flags[t + 2] & TOK_DIGIT))
        return false;
    if (d->tok_e[t] - d->tok_b[t] > 3 || d->tok_e[t + 2] - d->tok_b[t + 2] > 3) return false;
    bool tight = d->tok_e[t] == d->tok_b[t + 1] && d->tok_e[t + 1] == d->tok_b[t + 2];
    return tight && (str_eq_c(d->tok_low[t + 1], "-") || str_eq_c(d->tok_low[t + 1], "–"));
}

/* The lead tells a score and who won, or several words of a game and no weapon. */
static bool is_game(const struct build *b) {
    const struct doc *d = b->d;
    for (uint32_t s = 0; s < d->n_sent && s < LEAD_SENTENCES; s++) {
        uint32_t words = 0, end = sentence_end(d, s);
        bool score = false;
        for (uint32_t t = d->sent_tok[s]; t < end; t++) {
            words += incident_cue_at(b, t) == CUE_GAME;
            score |= is_score(d, t, end);
        }
        if (score && words) return true;
    }
    return false;
}

/* In the report of a game nobody attacks, hits or kills but with a weapon. */
static bool is_of_game(const struct event *e) {
    switch (e->type) {
    case EVENT_BOMBING:
    case EVENT_KIDNAPPING:
    case EVENT_ARSON:
    case EVENT_RIOT:
    case EVENT_DRONE_STRIKE: return false;
    default: break;
    }
    for (uint32_t i = 0; i < e->n_part; i++)
        if (e->part[i].role == ROLE_WEAPON) return false;
    return true;
}

/* ------------------------------------------------------------------ drills */

/* "In the exercise, a bomb exploded", "practised for an attack", "a mock attack". */
static bool is_drilled(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    uint32_t lo = d->sent_tok[e->sent], t = e->trig_b;
    for (uint32_t n = 0; t-- > lo && n < 2 && !(d->tok_flags[t] & TOK_PUNCT); n++)
        if (incident_cue_at(b, t) == CUE_DRILL && d->upos[t + 1] != UPOS_DET) return true;
    for (t = d->head[e->head]; t != NONE && t >= lo; t = NONE)
        if (incident_cue_at(b, t) == CUE_DRILL) return true;
    for (t = lo + 1; t < lo + NEAR && t < e->trig_b; t++)
        if (incident_cue_at(b, t) == CUE_DRILL && str_eq_c(d->tok_low[lo], "in")) return true;
    return false;
}

/* Where acts are only drilled, so is the harm that no act did. */
static void spread_drill(const struct build *b, bool *unreal) {
    const struct events *ev = &b->m->events;
    bool drill = false;
    for (uint32_t i = 0; i < ev->n; i++) {
        if (!event_is_violent((enum event_type)ev->v[i].type) || event_is_harm(ev->v[i].type))
            continue;
        if (!unreal[i]) return;
        drill |= is_drilled(b, &ev->v[i]);
    }
    for (uint32_t i = 0; drill && i < ev->n; i++) unreal[i] |= event_is_harm(ev->v[i].type);
}

bool *unreal_run(const struct build *b) {
    const struct events *ev = &b->m->events;
    bool *unreal = arena_array(b->scratch, bool, ev->n + 1), game = is_game(b);
    for (uint32_t i = 0; i < ev->n; i++) {
        const struct event *e = &ev->v[i];
        if (!event_is_violent((enum event_type)e->type)) continue;
        unreal[i] = is_figurative(b, e) || is_simile(b, e) || is_idiom(b, e) || is_verbal(b, e) ||
                    is_plot(b, e) || is_drilled(b, e) || (game && is_of_game(e));
    }
    spread_drill(b, unreal);
    return unreal;
}

/* ------------------------------------------------------------------ names for what was told */

bool unreal_is_label(const struct build *b, const struct event *e) {
    const struct doc *d = b->d;
    uint32_t up = d->head[e->head];
    bool indefinite = false, it = false;
    if (d->upos[e->head] != UPOS_NOUN || e->time != NONE) return false;
    for (uint32_t i = d->child_b[e->head]; i < children_end(d, e->head); i++) {
        uint32_t c = d->child[i];
        enum deprel r = d->deprel[c];
        indefinite |=
            r == DEP_DET && (str_eq_c(d->tok_low[c], "a") || str_eq_c(d->tok_low[c], "an"));
        it |= r == DEP_NSUBJ && d->upos[c] == UPOS_PRON;
    }
    if (!indefinite) return false;
    return it || (up != NONE && incident_cue_at(b, up) == CUE_NAMING);
}
