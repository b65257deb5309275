#include "base/base.h"

#include "claims/figure.h"

#include "claims/counter.h"

#include <stdlib.h>

#include "world/lexicon.h"

/* ---- weapons counted: "two drones", "more than a dozen rockets" */

static bool is_weapon(const struct counter *k, uint32_t t) {
    uint32_t m = counter_mention(k, t);
    return (m != NONE && k->m->mentions.v[m].type == ENTITY_WEAPON) ||
           lexicon_noun_class(k->w->lexicon, clause_lemma(k->d, t)) & LEXC_WEAPON;
}

/* "A round of talks": many at once of what is no weapon. */
static bool batch_of_another(const struct counter *k, uint32_t h) {
    if (!lex_form(k->lex, clause_lemma(k->d, h), FORM_BATCH)) return false;
    uint32_t of = clause_child(k->d, h, DEP_NMOD);
    return of != NONE && of > h && !is_weapon(k, of);
}

static void weapon_counts(struct counter *k) {
    const struct quantities *q = &k->m->quantities;
    for (uint32_t i = 0; i < q->n; i++) {
        uint32_t h = q->v[i].of_head;
        if (h == NONE || !counter_usable(k, &q->v[i])) continue;
        if (k->d->deprel[h] == DEP_COMPOUND) continue; /* "eleven bullet holes" */
        bool weapon = is_weapon(k, h) && !batch_of_another(k, h);
        if (weapon && q->v[i].high) counter_add(k, SLOT_WEAPON_COUNT, h, i, h);
    }
}

/* ---- relations between figures */

struct ranked {
    struct figure f;
    uint32_t at;
};

static int by_number(const void *x, const void *y) {
    const struct ranked *a = x, *b = y;
    if (a->f.number.b != b->f.number.b) return a->f.number.b < b->f.number.b ? -1 : 1;
    if (a->f.slot != b->f.slot) return a->f.slot < b->f.slot ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* By the place of the number; `revises` goes with its figure. */
static void sort_figures(struct counter *k) {
    uint32_t n = k->v.n, *place = arena_array(k->a, uint32_t, n);
    struct ranked *r = arena_array(k->a, struct ranked, n);
    for (uint32_t i = 0; i < n; i++) r[i] = (struct ranked){k->v.v[i], i};
    if (n) qsort(r, n, sizeof *r, by_number);
    for (uint32_t i = 0; i < n; i++) place[r[i].at] = i;
    for (uint32_t i = 0; i < n; i++) {
        k->v.v[i] = r[i].f;
        if (r[i].f.revises != NONE) k->v.v[i].revises = place[r[i].f.revises];
    }
}

/* Words between two figures that put the second inside the first. */
static bool included(const struct counter *k, const struct figure *f, const struct figure *g) {
    uint32_t b = doc_tok_at(k->d, f->number.e), e = doc_tok_at(k->d, g->number.b);
    if (e < b || e - b > 16) return false;
    for (uint32_t t = b; t < e; t++)
        if (lex_word(k->lex, k->d->tok_low[t]) & WORD_INCLUDE) return true;
    uint32_t after = doc_tok_at(k->d, g->number.e);
    if (after + 1 >= k->d->n_tok || !clause_is(k->d, after, "of")) return false;
    return clause_is(k->d, after + 1, "them") || clause_is(k->d, after + 1, "whom") ||
           clause_is(k->d, after + 1, "those");
}

static void relate_parts(struct counter *k) {
    const struct quantities *q = &k->m->quantities;
    bool told[N_CLAIM_SLOT] = {false};
    for (uint32_t i = 0; i < k->v.n; i++) {
        struct figure *g = &k->v.v[i];
        g->increment &= told[g->slot]; /* "another five" after other harm adds to nothing */
        told[g->slot] |= !g->attackers;
        for (uint32_t j = i; j-- > 0 && g->part_of == NONE;) {
            const struct figure *f = &k->v.v[j];
            if (f->sent + 1 < g->sent) break;
            if (f->slot != g->slot || f->number.e > g->number.b) continue;
            bool inside = g->quantity != NONE && f->quantity != NONE &&
                          q->v[g->quantity].part_of == f->quantity;
            bool whom = g->of.e > g->number.e; /* "48" alone is another toll */
            bool of_toll = f->toll && !g->toll && !g->increment && whom && g->low < f->low;
            if (inside || (f->sent == g->sent && (of_toll || included(k, f, g))))
                g->part_of = f->part_of == NONE ? j : f->part_of;
        }
    }
}

static bool in_sum(const struct figure *f, const struct figure *total) {
    return f->slot == total->slot && f->quantity != NONE && f->low == f->high &&
           f->attackers == total->attackers && f->part_of == NONE && f->low < total->low;
}

/* "The toll rose to 141, 11 of one people and 130 of the other": the others of the sentence and
 * slot add up to the one, and are parts of it. */
static void relate_sums(struct counter *k) {
    enum { MOST = 32, BY_CHANCE = 10 }; /* figures of one sentence; small sums agree by chance */
    for (uint32_t b = 0, e; b < k->v.n; b = e) {
        for (e = b; e < k->v.n && e - b < MOST && k->v.v[e].sent == k->v.v[b].sent;) e++;
        for (uint32_t i = b; i < e; i++) {
            const struct figure *f = &k->v.v[i];
            uint64_t sum = 0;
            uint32_t n = 0;
            if (f->quantity == NONE || f->part_of != NONE || f->low < BY_CHANCE) continue;
            for (uint32_t j = b; j < e; j++)
                if (j != i && in_sum(&k->v.v[j], f)) sum += k->v.v[j].low, n++;
            if (n < 2 || sum != f->low) continue;
            for (uint32_t j = b; j < e; j++)
                if (j != i && in_sum(&k->v.v[j], f)) k->v.v[j].part_of = i;
            break;
        }
    }
}

/* "Initially", "earlier", "first" of what is told or of the harm itself, not of another act
 * ("first tried to disperse"). */
static bool is_of_telling(const struct counter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t h = d->head[t], event = h == NONE ? NONE : k->m->events.of_tok[h];
    if (event != NONE && d->deprel[t] == DEP_AMOD) /* "the first blast" */
        return !event_is_violent(k->m->events.v[event].type);
    if (h == NONE || d->deprel[t] != DEP_ADVMOD || !clause_is_verb(d, h)) return true;
    struct str lemma = clause_lemma(d, h);
    return lex_cue(k->lex, lemma) || lex_word(k->lex, lemma) & (WORD_COUNT | WORD_RAISE) ||
           lex_harm(k->lex, HARM_OBJECT, lemma) != NONE || d->upos[h] == UPOS_AUX ||
           lex_harm(k->lex, HARM_SUBJECT, lemma) != NONE;
}

/* Words of a sentence that tell of a revision. */
static uint32_t words_in(const struct counter *k, uint32_t sent) {
    uint32_t bits = 0;
    for (uint32_t t = k->d->sent_tok[sent]; t < k->d->sent_tok[sent + 1]; t++) {
        uint32_t when = lex_word(k->lex, k->d->tok_low[t]) & (WORD_BEFORE | WORD_AFTER);
        if (when & WORD_BEFORE && !is_of_telling(k, t)) when &= ~(uint32_t)WORD_BEFORE;
        bits |= when;
        uint32_t low = lex_word(k->lex, clause_lemma(k->d, t));
        if (clause_is_verb(k->d, t)) bits |= low & (WORD_RAISE | WORD_BRING | WORD_RETRACT);
    }
    return bits;
}

/* "Two were stabbed. One of them died and the other was wounded": the rest of a group told before.
 */
static bool is_rest(const struct counter *k, const struct figure *g) {
    uint32_t t = doc_tok_at(k->d, g->number.b);
    return g->quantity == NONE && t + 1 < k->d->n_tok && counter_is_the_other(k->d, t + 1);
}

/* The events of f and g are told to be at different times. */
static bool another_time(const struct counter *k, const struct figure *f, const struct figure *g) {
    const struct events *ev = &k->m->events;
    if (f->event == NONE || g->event == NONE || f->event == g->event) return false;
    uint32_t a = ev->v[f->event].time, b = ev->v[g->event].time;
    return b != NONE && a != b;
}

/* "Said earlier that four had died", "had first reported nine": a figure that was told before what
 * the report tells, by the adverb of the verb that tells it. */
static bool told_earlier(const struct counter *k, const struct figure *g) {
    const struct statements *st = k->st;
    const struct doc *d = k->d;
    if (g->statement == NONE || tspan_empty(st->v[g->statement].cue)) return false;
    uint32_t b, e, first = d->sent_tok[g->sent], last = d->sent_tok[g->sent + 1];
    doc_span_toks(d, st->v[g->statement].cue, &b, &e);
    for (uint32_t t = ATT_MAX(first, b ? b - 1 : 0); t < ATT_MIN(last, e + 1); t++)
        if (d->upos[t] == UPOS_ADV && lex_word(k->lex, d->tok_low[t]) & WORD_BEFORE) return true;
    return false;
}

/* "In a separate blast", "a similar attack": the sentence tells of another happening. */
static bool tells_apart(const struct counter *k, uint32_t sent) {
    const struct doc *d = k->d;
    for (uint32_t t = d->sent_tok[sent]; t < d->sent_tok[sent + 1]; t++)
        if (lex_form(k->lex, d->tok_low[t], FORM_APART) && d->deprel[t] == DEP_AMOD &&
            d->head[t] != NONE && k->m->events.of_tok[d->head[t]] != NONE)
            return true;
    return false;
}

/* A figure that is told to take the place of an earlier one. */
static void relate_revisions(struct counter *k) {
    enum {
        LOOK_BACK = 128,
        REVISED_WITHIN = 6
    }; /* figures, so that thousands of equal ones stay linear */
    for (uint32_t i = 0; i < k->v.n; i++) {
        struct figure *g = &k->v.v[i];
        uint32_t here = words_in(k, g->sent);
        if (g->revises != NONE || g->part_of != NONE || g->increment) continue;
        bool former = told_earlier(k, g);
        for (uint32_t j = i; j-- > 0 && g->revises == NONE && i - j <= LOOK_BACK;) {
            const struct figure *f = &k->v.v[j];
            if (f->slot != g->slot || f->part_of != NONE || f->part) continue;
            if (f->attackers != g->attackers) continue;
            if (f->low == g->low && f->high == g->high) continue;
            if (is_rest(k, g)) {
                if (g->sent - f->sent <= 2 && f->low > g->low) g->revises = j;
                break;
            }
            if ((f->quantity == NONE) != (g->quantity == NONE)) continue;
            if (former && f->revises == NONE && g->sent - f->sent <= REVISED_WITHIN) {
                k->v.v[j].revises = i; /* "Harrow said earlier that four had died" */
                break;
            }
            uint32_t there = f->sent == g->sent ? 0 : words_in(k, f->sent);
            bool raised = here & (WORD_RAISE | WORD_BRING) && g->quantity != NONE &&
                          f->sent != g->sent && g->low >= f->low && here & WORD_AFTER &&
                          !(here & WORD_BEFORE);
            if (f->sent != g->sent && tells_apart(k, g->sent)) break;
            bool settled = f->revises != NONE; /* "initially nine, then 21": nine was the first */
            bool first = there & WORD_BEFORE && !(here & WORD_BEFORE) && !settled &&
                         g->sent - f->sent <= REVISED_WITHIN && !another_time(k, f, g);
            if (first || raised) g->revises = j;
            if (f->sent == g->sent && here & WORD_BEFORE && here & WORD_AFTER) g->revises = j;
            break;
        }
    }
}

/* A quantity without a harm word of its own that goes on a list: "..., seven at the mosque", "12 of
 * them in a critical state". */
static bool goes_on(const struct counter *k, const struct quantity *q) {
    const struct doc *d = k->d;
    uint32_t next = q->tok_e;
    if (!counter_usable(k, q) && !q->share) return false;
    if (q->tok_b == 0 || next + 1 >= clause_sent_e(d, q->tok_b)) return false;
    if (q->of_head != NONE && q->of_head >= next && counter_is_person(k, q->of_head))
        next = q->of_head + 1;
    bool of_them = clause_is(d, q->tok_e, "of") &&
                   (clause_is(d, q->tok_e + 1, "them") || clause_is(d, q->tok_e + 1, "whom"));
    uint32_t before = q->tok_b - 1;
    bool joins = clause_is(d, before, ":") || clause_is(d, before, ",") ||
                 clause_is(d, before, ";") || clause_is(d, before, "and");
    bool listed =
        next < d->n_tok && joins && (clause_is(d, next, "at") || clause_is(d, next, "in"));
    return of_them || listed;
}

static void list_parts(struct counter *k) {
    const struct quantities *q = &k->m->quantities;
    for (uint32_t i = 0, n = k->v.n; i < q->n; i++) {
        uint32_t whole = NONE, sent = k->d->tok_sent[q->v[i].tok_b];
        if (!q->v[i].low || !goes_on(k, &q->v[i])) continue;
        for (uint32_t j = n; j-- > 0 && k->v.v[j].sent >= sent;) {
            const struct figure *f = &k->v.v[j];
            if (f->sent != sent) continue;
            if (tspan_overlap(f->number, q->v[i].span)) break;
            bool people =
                f->slot == SLOT_KILLED || f->slot == SLOT_WOUNDED || f->slot == SLOT_HOSPITALIZED;
            if (!people || f->low < q->v[i].low || f->number.e > q->v[i].span.b) continue;
            whole = j;
            break;
        }
        if (whole == NONE) continue;
        uint8_t slot = k->v.v[whole].slot;
        uint32_t before = k->v.n;
        counter_add(k, slot, q->v[i].tok_b, i, q->v[i].of_head);
        if (k->v.n > before) k->v.v[before].part = true;
    }
}

/* The time is the beginning or the whole of a span that is counted over: "since January", "between
 * 3 and 9 May"; with a verb of counting a whole month or more ("in May the mission recorded ...").
 */
static bool is_span(const struct counter *k, const struct figure *f, const struct timex *t) {
    const struct doc *d = k->d;
    bool month = t->precision > PRECISION_WEEK;
    uint32_t since = t->tok_b;
    while (since > d->sent_tok[t->sent] && t->tok_b - since < 4) {
        since--;
        if (clause_is(d, since, "since")) return true;
        if (d->upos[since] == UPOS_VERB || d->upos[since] == UPOS_PUNCT) break;
    }
    if (t->until.year) return true;
    uint32_t at = doc_tok_at(d, f->number.b);
    if (!month || at >= d->n_tok) return false;
    return lex_word(k->lex, clause_lemma(d, clause_verb_above(d, at))) & WORD_COUNT;
}

static void mark_periods(struct counter *k) {
    const struct timexes *t = &k->m->times;
    for (uint32_t i = 0; i < k->v.n; i++) {
        struct figure *f = &k->v.v[i];
        f->period = NONE;
        if (f->slot == SLOT_WEAPON_COUNT) continue;
        uint32_t at = timex_after(t, k->d->sent[f->sent].b);
        for (; at < t->n && t->v[at].sent == f->sent && f->period == NONE; at++)
            if (is_span(k, f, &t->v[at])) f->period = at;
    }
}

static void index_quantities(struct counter *k) {
    const struct quantities *q = &k->m->quantities;
    k->q_at = arena_array(k->a, uint32_t, k->d->n_tok);
    k->q_of = arena_array(k->a, uint32_t, k->d->n_tok);
    for (uint32_t t = 0; t < k->d->n_tok; t++) k->q_at[t] = k->q_of[t] = NONE;
    for (uint32_t i = 0; i < q->n; i++) {
        for (uint32_t t = q->v[i].tok_b; t < q->v[i].tok_e; t++) k->q_at[t] = i;
        uint32_t h = q->v[i].of_head; /* of two, the one beside it: "another and two students" */
        if (h != NONE && (k->q_of[h] == NONE || (q->v[i].tok_e <= h && q->v[i].tok_e + 2 > h)))
            k->q_of[h] = i;
    }
}

static void mark_perpetrators(struct counter *k) {
    const struct meaning *m = k->m;
    k->perpetrator = arena_array(k->a, bool, m->entities.n);
    for (uint32_t i = 0; i < m->events.n; i++)
        for (uint32_t j = 0; j < m->events.v[i].n_part; j++) {
            const struct participant *p = &m->events.v[i].part[j];
            if (p->role == ROLE_PERPETRATOR && p->entity != NONE &&
                event_is_violent(m->events.v[i].type) && m->events.v[i].type != EVENT_CLASH)
                k->perpetrator[p->entity] = true;
        }
    for (uint32_t i = 0; i < m->mentions.n; i++)
        if (lex_word(k->lex, clause_lemma(k->d, m->mentions.v[i].head)) & WORD_ATTACKER)
            k->perpetrator[m->mentions.v[i].entity] = true;
}

void figures_run(const struct claim_lexicon *lex, const struct doc *d, const struct world *w,
                 const struct meaning *m, struct claims_found *c, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    struct counter k = {.lex = lex, .d = d, .w = w, .m = m, .st = &c->statements, .a = scratch};
    subtrees_run(d, &k.sub, scratch);
    index_quantities(&k);
    mark_perpetrators(&k);
    for (uint32_t s = 0; s < d->n_sent; s++) {
        enum zone z = doc_sent_zone(d, s);
        if (z != ZONE_BODY && z != ZONE_TITLE && z != ZONE_HEADING) continue;
        for (uint32_t t = d->sent_tok[s]; t < d->sent_tok[s + 1]; t++) harm_at(&k, t);
    }
    sort_figures(&k);
    list_parts(&k);
    weapon_counts(&k);
    sort_figures(&k);
    relate_parts(&k);
    relate_sums(&k);
    relate_revisions(&k);
    mark_periods(&k);
    c->figures.n = k.v.n;
    c->figures.v = arena_array(d->a, struct figure, k.v.n);
    if (k.v.n) memcpy(c->figures.v, k.v.v, k.v.n * sizeof *k.v.v);
    arena_rewind(scratch, mark);
}
