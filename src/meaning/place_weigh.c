#include "base/base.h"

#include "meaning/place_work.h"

#include "language/tags.h"
#include "world/actors.h"
#include "world/lexicon.h"

enum { SCORE_SURE = 4, SCORE_NEVER = -20 };

static int32_t prior_of(const struct place_work *p, const struct place_group *g) {
    int32_t best = -4;
    for (uint32_t i = 0; i < g->n_hit; i++) {
        const struct gaz_place *q = gaz_place(p->gaz, g->hit[i].id);
        int32_t v = q->population >= 1000000  ? 2
                    : q->population >= 150000 ? 1
                    : q->population >= 40000  ? 0
                    : q->population >= 5000   ? -1
                                              : -2;
        if (q->kind == GAZ_COUNTRY) v = 3;
        if (q->kind == GAZ_ADMIN1) v = ATT_MAX(v, (q->flags & GAZ_OWN) || q->population ? 2 : 0);
        if (q->flags & GAZ_CAPITAL) v = ATT_MAX(v, 2);
        if ((q->flags & (GAZ_OWN | GAZ_WIDE)) && q->kind >= GAZ_DISTRICT) v = 2;
        if ((q->flags & GAZ_OWN) && q->kind == GAZ_CITY) v = ATT_MAX(v, 1);
        if (q->kind == GAZ_FACILITY && !(q->flags & GAZ_OWN)) v = -3;
        best = ATT_MAX(best, v);
    }
    return best;
}

static bool is_country(const struct place_work *p, const struct place_group *g) {
    return g->n_hit && gaz_place(p->gaz, g->hit[0].id)->kind == GAZ_COUNTRY;
}

/* What kind of word the name itself is. */
static int32_t word_score(const struct place_work *p, const struct place_occ *o) {
    if (o->tok_e - o->tok_b > 1) return 1;
    if (p->key[o->tok_b].n <= 4 && namekey_is_acronym(doc_tok(p->d, o->tok_b))) {
        uint8_t flags = 0;
        const struct place_group *g = &p->group.v[o->group];
        for (uint32_t i = 0; i < g->n_hit; i++) flags |= g->hit[i].flags;
        if (flags & GAZ_NAME_ACRONYM) return 0;
    }
    if (place_word(p, o->tok_b) & GAZW_DIRECTION) return -6;
    uint8_t pos = p->d->upos ? p->d->upos[o->tok_b] : UPOS_PROPN;
    bool other_pos = pos == UPOS_ADJ || pos == UPOS_VERB || pos == UPOS_ADV || pos == UPOS_AUX;
    struct str low = p->d->tok_low[o->tok_b];
    uint32_t c = lexicon_class(p->w->lexicon, low);
    const struct lex_word *w = lexicon_find(p->w->lexicon, low);
    int32_t v = 0, least = is_country(p, &p->group.v[o->group]) ? -2 : -9;
    bool proper = w && (w->flags & (LEX_ALWAYS_PROPER | LEX_PROPER)) != 0;
    if (!proper && lexicon_has_word(p->w->lexicon, low)) v -= 2;
    if (other_pos && lexicon_has_word(p->w->lexicon, low)) v -= 3;
    bool caseless = (p->d->tok_flags[o->tok_b] & TOK_CASELESS) != 0;
    if (caseless && !proper && lexicon_has_word(p->w->lexicon, low)) v -= 4;
    if (w && (w->flags & LEX_COMMON) && !proper && o->tok_b == place_sent_begin(p, o->tok_b))
        v -= 2;
    if (c & LEXC_FUNCTION) v -= 4;
    if (c & LEXC_CALENDAR) v -= 4;
    if (place_is_given(c)) v -= 1;
    if (c & LEXC_SURNAME) v -= 1;
    if (w && (w->isa & (LEX_CITY | LEX_COUNTRY | LEX_REGION | LEX_LOCATION)) && proper) v += 1;
    if (map_get(&p->persons, p->key[o->tok_b]) != NONE) v -= 4;
    if (!v && !lexicon_has_word(p->w->lexicon, low)) v = 1;
    return ATT_MAX(v, least);
}

/* Words before "of": "University of Oxford", "Battle of Hastings". */
static bool body_before(const struct place_work *p, uint32_t t) {
    uint32_t b = place_sent_begin(p, t);
    if (t < b + 2) return false;
    bool link = place_tok_is(p, t - 1, "of") || place_tok_is(p, t - 1, "at");
    return link && place_cap(p, t - 2) && (place_word(p, t - 2) & (GAZW_BODY | GAZW_MEDIA));
}

static int32_t before_score(const struct place_work *p, struct place_occ *o) {
    uint32_t b = place_sent_begin(p, o->tok_b), t = o->tok_b;
    if (t == b) return 0;
    if (body_before(p, t)) return -6;
    uint32_t q = t - 1;
    if (q > b && (place_tok_is(p, q, "the") || place_tok_is(p, q, "\"") || place_tok_is(p, q, "“")))
        q--;
    uint32_t w = place_word(p, q), c = place_class_at(p, q);
    if (place_is_punct(p, q)) return 0;
    if (w & GAZW_SHIP) return -6;
    if (w & GAZW_NEAR) o->near = true;
    if (w & GAZW_LOCATIVE) return 3;
    if (w & GAZW_DIRECTION) return 2;
    if (w & GAZW_WEAK) {
        uint32_t up = q > b ? place_word(p, q - 1) : 0;
        if (place_tok_is(p, q, "of") &&
            (up & (GAZW_FEATURE | GAZW_DIRECTION | GAZW_INSTITUTION | GAZW_LOCATIVE))) {
            if (up & GAZW_AREA) o->hint |= GAZW_AREA;
            return 3;
        }
        return 1;
    }
    if (!place_cap(p, q) || (p->d->tok_flags[q] & TOK_CASELESS)) return 0;
    if (c & (LEXC_HONORIFIC | LEXC_RANK)) return -5;
    if (place_is_given(c)) return -5;
    if (c & LEXC_OFFICE) return q == b || !place_cap(p, o->tok_e) ? -3 : -1;
    if (c & (LEXC_FUNCTION | LEXC_CALENDAR)) return 0;
    if (w & (GAZW_INSTITUTION | GAZW_FEATURE)) return -1;
    if (!lexicon_has_word(p->w->lexicon, p->d->tok_low[q])) return q + 1 == t ? -7 : -1;
    return q == b ? -1 : -3;
}

/* Words of the last capitalised one in a row: "Sydney Morning Herald" is a newspaper. */
static uint32_t run_end_word(const struct place_work *p, uint32_t t, uint32_t end) {
    uint32_t last = t;
    while (last + 1 < end && last < t + 4 && place_cap(p, last + 1) && !place_is_punct(p, last + 1))
        last++;
    return place_word(p, last);
}

static int32_t after_score(const struct place_work *p, struct place_occ *o) {
    uint32_t t = o->tok_e, end = place_sent_end(p, o->tok_b);
    if (t >= end) return 0;
    uint32_t w = place_word(p, t), c = place_class_at(p, t);
    bool cap = place_cap(p, t), caseless = (p->d->tok_flags[t] & TOK_CASELESS) != 0;
    if (w & GAZW_AREA) o->hint |= GAZW_AREA;
    if (place_tok_is(p, t, "'s")) return 1;
    if (place_tok_is(p, t, "-")) return 0;
    if (!cap || caseless) return (w & (GAZW_INSTITUTION | GAZW_AREA)) ? 2 : 0;
    uint32_t last = run_end_word(p, t, end);
    if ((w & GAZW_MEDIA) && !(w & GAZW_INSTITUTION)) return SCORE_NEVER;
    if (last != w && (last & (GAZW_MEDIA | GAZW_STREET)) && !(last & GAZW_INSTITUTION))
        return SCORE_NEVER;
    if (w & GAZW_TEAM) return SCORE_NEVER;
    if ((w & (GAZW_STREET | GAZW_WATER)) && !(w & GAZW_INSTITUTION)) return SCORE_NEVER;
    if (w & (GAZW_INSTITUTION | GAZW_AREA)) return 2;
    if (w & GAZW_FEATURE) return -3;
    uint32_t own = place_class_at(p, o->tok_e - 1);
    if (c & (LEXC_OFFICE | LEXC_HONORIFIC | LEXC_RANK)) return 1;
    if (c & (LEXC_FUNCTION | LEXC_CALENDAR)) return 0;
    if (place_is_given(own)) return -5;
    if (c & LEXC_SURNAME) return o->tok_e == o->tok_b + 1 ? -8 : -4;
    if (c & LEXC_PEOPLE) return 0;
    bool one = o->tok_e == o->tok_b + 1;
    if (place_is_given(c)) return one ? -6 : -3;
    if (lexicon_has_word(p->w->lexicon, p->d->tok_low[t])) return -1;
    return one ? -7 : -3;
}

/* "banned in Russia": a remark, no place of the news. */
static bool legal_remark(const struct place_work *p, const struct place_occ *o) {
    uint32_t b = place_sent_begin(p, o->tok_b), t = o->tok_b;
    if (t <= b || !(place_tok_is(p, t - 1, "in") || place_tok_is(p, t - 1, "the"))) return false;
    for (uint32_t k = 0; k < 4 && t > b; k++)
        if (place_word(p, --t) & GAZW_LEGAL) return true;
    return false;
}

/* What NAMES says of the words. */
static int32_t named_score(const struct place_work *p, struct place_occ *o) {
    uint32_t i = p->mention[o->tok_b];
    if (i == NONE) return 0;
    const struct mention *m = &p->m->v[i];
    if (m->type == ENTITY_PLACE) {
        o->entity = m->entity;
        o->named = true;
        return m->place_adjective ? -8 : 4;
    }
    bool whole = m->core_b == o->tok_b && m->core_e == o->tok_e;
    bool first = m->core_b == o->tok_b && m->core_e > o->tok_e;
    bool country = is_country(p, &p->group.v[o->group]);
    if (m->core_b + 1 < o->tok_b && place_tok_is(p, o->tok_b - 1, "of") &&
        (place_word(p, o->tok_b - 2) & GAZW_FEATURE))
        return 0; /* "City of Paris" acts, and is the place */
    bool of_place =
        m->core_b < o->tok_b && m->core_e == o->tok_e && place_tok_is(p, o->tok_b - 1, "of");
    bool armed =
        m->type == ENTITY_GROUP || m->type == ENTITY_MILITARY || m->type == ENTITY_GOVERNMENT;
    if (of_place && armed) return 0; /* "Movement for the Liberation of Adrar" */
    if (m->type == ENTITY_PERSON) return whole ? (country ? -2 : -3) : -6;
    if (m->type == ENTITY_MEDIA || m->type == ENTITY_VEHICLE) return whole ? -1 : -4;
    return first ? 0 : whole ? (country ? 0 : -1) : -3;
}

/* "Eastern District", "Central Region": many lands have one. */
static bool is_generic(const struct place_work *p, const struct place_occ *o) {
    bool feature = false;
    for (uint32_t t = o->tok_b; t < o->tok_e; t++) {
        uint32_t w = place_word(p, t);
        if (!(w & (GAZW_DIRECTION | GAZW_FEATURE)) && !place_is_punct(p, t)) return false;
        feature |= (w & GAZW_FEATURE) != 0;
    }
    return feature && !is_country(p, &p->group.v[o->group]);
}

/* "the Republic", "Eastern District of X" without an area that has one: no place by itself. */
static int32_t generic_score(const struct place_work *p, const struct place_occ *o) {
    bool the = o->tok_b > place_sent_begin(p, o->tok_b) && place_tok_is(p, o->tok_b - 1, "the");
    bool noun = o->tok_e == o->tok_b + 1 &&
                lexicon_phrase_word(p->w->lexicon, p->d->tok_low[o->tok_b]) & LEXP_NO_BODY;
    if (the && noun) return SCORE_NEVER;
    bool of = o->tok_e < place_sent_end(p, o->tok_b) && place_tok_is(p, o->tok_e, "of");
    return of && is_generic(p, o) ? -6 : 0;
}

static void find_holders(struct place_work *p) {
    for (uint32_t i = 0; i + 1 < p->occ.n; i++) {
        struct place_occ *o = &p->occ.v[i], *next = &p->occ.v[i + 1];
        uint32_t gap = next->tok_b - o->tok_e;
        if (p->d->tok_sent[o->tok_b] != p->d->tok_sent[next->tok_b]) continue;
        bool comma = gap == 1 && place_tok_is(p, o->tok_e, ",");
        bool bracket = gap == 1 && place_tok_is(p, o->tok_e, "(");
        bool beside = gap == 0 && next->short_form;
        bool possessive = gap == 1 && place_tok_is(p, o->tok_e, "'s");
        bool in = gap == 1 && (place_tok_is(p, o->tok_e, "in") ||
                               (place_tok_is(p, o->tok_e, "of") && is_generic(p, o)));
        if (possessive) {
            next->holder = i;
        } else if (comma || bracket || beside || in) {
            o->holder = i + 1;
        }
    }
}

static bool can_hold(const struct place_work *p, const struct place_occ *o) {
    const struct place_group *g = &p->group.v[o->group];
    for (uint32_t i = 0; i < g->n_hit; i++) {
        uint8_t kind = gaz_place(p->gaz, g->hit[i].id)->kind;
        if (kind == GAZ_COUNTRY || kind == GAZ_ADMIN1) return true;
    }
    return false;
}

/* Some hit of `in` lies in some hit of `of`. */
static bool holds(const struct place_work *p, const struct place_group *of,
                  const struct place_group *in) {
    for (uint32_t i = 0; i < in->n_hit; i++) {
        const struct gaz_place *q = gaz_place(p->gaz, in->hit[i].id);
        gaz_id area = gaz_admin1(p->gaz, in->hit[i].id);
        for (uint32_t k = 0; k < of->n_hit; k++) {
            const struct gaz_place *r = gaz_place(p->gaz, of->hit[k].id);
            if (memcmp(q->country, r->country, 4) != 0 || !q->country[0]) continue;
            if (r->kind == GAZ_COUNTRY && q->kind != GAZ_COUNTRY) return true;
            if (r->kind == GAZ_ADMIN1 && area != NONE &&
                (area == of->hit[k].id || gaz_distance_km(gaz_place(p->gaz, area), r) < 60))
                return true;
        }
    }
    return false;
}

/* The words name an actor that is no state ("White House", "Hamas"): a village of that name is not
 * meant. */
static int32_t actor_score(const struct place_work *p, const struct place_occ *o) {
    uint32_t len = 0, n = o->tok_e - o->tok_b;
    uint32_t a = actors_match(p->w->actors, p->key + o->tok_b, NULL, n, &len);
    bool is_actor = a != NONE && len == n && actors_get(p->w->actors, a)->kind != ACTOR_STATE;
    uint32_t m = actors_metonym(p->w->actors, p->key + o->tok_b, n, &len);
    return is_actor || (m != NONE && len == n) ? -6 : 0;
}

static void score_occ(struct place_work *p, struct place_occ *o) {
    if (o->hint & GAZW_COUNTY) return;
    int32_t prior = prior_of(p, &p->group.v[o->group]);
    if (prior <= 0) o->score += actor_score(p, o);
    o->legal = legal_remark(p, o);
    o->score += prior + word_score(p, o);
    o->score += before_score(p, o) + after_score(p, o) + named_score(p, o);
    o->score += generic_score(p, o);
    struct tspan at = p->d->front.dateline_place;
    if (!tspan_empty(at) && tspan_overlap(at, doc_toks_span(p->d, o->tok_b, o->tok_e))) {
        o->dateline = true;
        o->score += 6;
    }
}

/* "X, Y": each makes the other likely; an abbreviation counts only so. */
static void score_holders(struct place_work *p) {
    for (uint32_t i = 0; i < p->occ.n; i++) {
        struct place_occ *o = &p->occ.v[i];
        if (o->holder == NONE) continue;
        struct place_occ *h = &p->occ.v[o->holder];
        if (!can_hold(p, h) && !(o->holder < i)) {
            o->holder = NONE;
            continue;
        }
        if (o->holder < i) continue;
        bool fits = holds(p, &p->group.v[h->group], &p->group.v[o->group]);
        bool tight = p->d->tok_low[o->tok_e].n && !place_tok_is(p, o->tok_e, "in") &&
                     !place_tok_is(p, o->tok_e, "of");
        if (fits) {
            o->score += 5, h->score += 4;
            h->short_form = false;
        } else if (tight && !p->group.v[o->group].n_hit) {
            o->score += 5, h->score += 1;
            if (o->tok_e == o->tok_b + 1) o->score = ATT_MAX(o->score, (int32_t)SCORE_TAKEN);
            h->short_form = false;
        } else if (tight && (h->short_form || (o->hint & GAZW_COUNTY))) {
            h->score += 3, o->score += 2;
            h->short_form = false;
        } else if (!tight) {
            o->holder = NONE;
        }
    }
}

static void take(struct place_work *p) {
    for (uint32_t i = 0; i < p->occ.n; i++) {
        struct place_occ *o = &p->occ.v[i];
        struct place_group *g = &p->group.v[o->group];
        if (!o->short_form) g->best = ATT_MAX(g->best, o->score);
    }
    for (uint32_t i = 0; i < p->occ.n; i++) {
        struct place_occ *o = &p->occ.v[i];
        struct place_group *g = &p->group.v[o->group];
        int32_t need = g->best >= SCORE_SURE ? 0 : SCORE_TAKEN;
        o->taken = !o->short_form && o->score >= need;
        if (o->taken) g->used = true;
    }
}

void place_weigh(struct place_work *p) {
    find_holders(p);
    for (uint32_t i = 0; i < p->occ.n; i++) score_occ(p, &p->occ.v[i]);
    score_holders(p);
    take(p);
}
