#include "base/base.h"

#include "meaning/place_work.h"

#include "base/utf8.h"
#include "language/tags.h"
#include "world/actors.h"
#include "world/lexicon.h"

enum { NAME_TOKENS = 8 };

bool place_cap(const struct place_work *p, uint32_t t) {
    uint32_t cp;
    struct str s = doc_tok(p->d, t);
    return s.n && utf8_decode(s.p, s.n, &cp) && utf8_is_upper(cp);
}

uint32_t place_word(const struct place_work *p, uint32_t t) {
    return gaz_word(p->gaz, p->d->tok_low[t]);
}

bool place_is_punct(const struct place_work *p, uint32_t t) {
    return (p->d->tok_flags[t] & TOK_PUNCT) != 0;
}

uint32_t place_sent_begin(const struct place_work *p, uint32_t t) {
    return p->d->sent_tok[p->d->tok_sent[t]];
}

uint32_t place_sent_end(const struct place_work *p, uint32_t t) {
    return p->d->sent_tok[p->d->tok_sent[t] + 1];
}

bool place_tok_is(const struct place_work *p, uint32_t t, const char *low) {
    return str_eq_c(p->d->tok_low[t], low);
}

/* ---- persons' names of the report, by words before them */

uint32_t place_class_at(const struct place_work *p, uint32_t t) {
    return lexicon_class(p->w->lexicon, p->d->tok_low[t]);
}

bool place_is_given(uint32_t c) {
    return (c & (LEXC_GIVEN_MALE | LEXC_GIVEN_FEMALE)) != 0;
}

/* "Mr. Washington", "Hillary Clinton": the last capitalised words after a given name or honorific.
 */
static void find_persons(struct place_work *p) {
    const struct doc *d = p->d;
    map_init(&p->persons, p->scratch, 64);
    for (uint32_t t = 0; t + 1 < d->n_tok; t++) {
        uint32_t c = place_class_at(p, t);
        if (!place_cap(p, t) || !place_cap(p, t + 1) || d->tok_sent[t] != d->tok_sent[t + 1])
            continue;
        bool caseless = (d->tok_flags[t] & TOK_CASELESS) != 0;
        if (caseless || !(place_is_given(c) || (c & (LEXC_HONORIFIC | LEXC_RANK)))) continue;
        uint32_t e = t + 1;
        while (e < place_sent_end(p, t) && place_cap(p, e) && !place_is_punct(p, e) && e < t + 4)
            e++;
        if (place_word(p, e - 1) & (GAZW_INSTITUTION | GAZW_STREET | GAZW_FEATURE)) continue;
        if (p->key[e - 1].n) map_put(&p->persons, p->key[e - 1], 1);
    }
    for (uint32_t i = 0; i < p->m->n; i++) {
        const struct mention *m = &p->m->v[i];
        if (m->kind != MENTION_NAME || m->type != ENTITY_PERSON || m->core_b >= m->core_e) continue;
        struct str last = p->key[m->core_e - 1];
        if (last.n) map_put(&p->persons, last, 1);
    }
}

/* ---- names */

/* How many tokens from t may belong to one name: capitalised words, particles, area words. */
static uint32_t name_reach(const struct place_work *p, uint32_t t) {
    uint32_t end = ATT_MIN(place_sent_end(p, t), t + NAME_TOKENS), e = t + 1;
    while (e < end) {
        uint32_t w = place_word(p, e);
        bool fits = place_cap(p, e) || (w & (GAZW_PARTICLE | GAZW_FEATURE)) ||
                    (p->d->tok_flags[e] & TOK_DIGIT) || place_tok_is(p, e, ",") ||
                    place_tok_is(p, e, "-") || place_tok_is(p, e, "'s") ||
                    place_tok_is(p, e, "'") || place_tok_is(p, e, ".");
        if (!fits) break;
        e++;
    }
    return e - t;
}

static bool all_upper(const struct place_work *p, uint32_t b, uint32_t e) {
    for (uint32_t t = b; t < e; t++)
        if (!(p->d->tok_flags[t] & (TOK_UPPER | TOK_PUNCT)) && p->key[t].n > 1) return false;
    return true;
}

/* Drops hits that need capitals the text does not have. */
static uint32_t usable_hits(const struct place_work *p, uint32_t b, uint32_t e, struct gaz_hit *hit,
                            uint32_t n, bool *short_only) {
    uint32_t k = 0;
    bool upper = all_upper(p, b, e), caseless = (p->d->tok_flags[b] & TOK_CASELESS) != 0;
    *short_only = true;
    for (uint32_t i = 0; i < n; i++) {
        uint8_t f = hit[i].flags;
        bool code = (f & GAZ_NAME_ACRONYM) && p->key[b].n <= 2 && e == b + 1 &&
                    gaz_place(p->gaz, hit[i].id)->kind == GAZ_ADMIN1;
        bool dotted =
            p->d->tok_e[e - 1] > p->d->tok_b[e - 1] && p->d->text.p[p->d->tok_e[e - 1] - 1] == '.';
        bool letters = dotted && p->key[b].n * 2 == p->d->tok_e[b] - p->d->tok_b[b]; /* "U.S." */
        bool word = lexicon_has_word(p->w->lexicon, p->d->tok_low[b]);
        if ((f & GAZ_NAME_ACRONYM) && (!upper || (caseless && word && !letters))) continue;
        bool short_word = e == b + 1 && p->key[b].n <= 3 && !letters;
        if (caseless && short_word && !(f & GAZ_NAME_ACRONYM)) continue;
        if ((f & GAZ_NAME_SHORT) && !dotted && !(upper && p->key[b].n <= 3)) continue;
        bool initials = dotted && p->key[b].n == 2 && p->d->tok_e[b] - p->d->tok_b[b] == 4;
        if ((!(f & GAZ_NAME_SHORT) && !code) || initials) *short_only = false;
        hit[k++] = hit[i];
    }
    return k;
}

static uint32_t group_of(struct place_work *p, struct str key) {
    bool added;
    uint32_t i = map_add(&p->groups, key, p->group.n, &added);
    if (added) {
        struct place_group *g = vec_push(p->scratch, &p->group);
        g->key = key;
        g->pick = g->held = NONE;
        g->best = INT32_MIN;
    }
    return i;
}

static struct str join_keys(struct place_work *p, uint32_t b, uint32_t e) {
    uint32_t n = 0, at = 0;
    for (uint32_t t = b; t < e; t++) n += p->key[t].n + 1;
    char *s = arena_alloc(p->scratch, n + 1);
    for (uint32_t t = b; t < e; t++) {
        if (!p->key[t].n) continue;
        if (at) s[at++] = ' ';
        memcpy(s + at, p->key[t].p, p->key[t].n);
        at += p->key[t].n;
    }
    return (struct str){s, at};
}

static struct place_occ *push_occ(struct place_work *p, uint32_t b, uint32_t e,
                                  const struct gaz_hit *hit, uint32_t n) {
    uint32_t g = group_of(p, join_keys(p, b, e));
    struct place_group *group = &p->group.v[g];
    if (n > group->n_hit) {
        memcpy(group->hit, hit, n * sizeof *hit);
        group->n_hit = n;
    }
    struct place_occ *o = vec_push(p->scratch, &p->occ);
    *o = (struct place_occ){.tok_b = b, .tok_e = e, .group = g, .entity = NONE, .holder = NONE};
    return o;
}

/* A lower-case phrase that is a place all the same: "green zone". */
static bool is_lower_place(const struct place_work *p, const struct gaz_hit *hit, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        const struct gaz_place *g = gaz_place(p->gaz, hit[i].id);
        if ((g->flags & GAZ_OWN) && g->kind == GAZ_DISTRICT) return true;
    }
    return false;
}

/* The name of the gazetteer that begins at t: its tokens, 0 = none. */
static uint32_t scan_at(struct place_work *p, uint32_t t) {
    struct gaz_hit hit[PLACE_HITS];
    uint32_t len = 0, n;
    bool short_only, cap = place_cap(p, t);
    if (!p->key[t].n || (p->key[t].n < 2)) return 0;
    uint32_t reach = cap ? name_reach(p, t) : ATT_MIN(place_sent_end(p, t) - t, 2u);
    for (; reach > 0; reach = len - 1) {
        len = 0;
        n = gaz_match(p->gaz, p->key + t, reach, &len, hit, PLACE_HITS);
        if (!n) return 0;
        if (!cap && (len < 2 || !is_lower_place(p, hit, n))) return 0;
        bool tail =
            place_cap(p, t + len - 1) || (place_word(p, t + len - 1) & GAZW_FEATURE) || !cap;
        n = tail ? usable_hits(p, t, t + len, hit, n, &short_only) : 0;
        if (!n) continue;
        struct place_occ *o = push_occ(p, t, t + len, hit, n);
        o->short_form = short_only;
        return len;
    }
    return 0;
}

/* "Rapides Parish": a county no table has. Its place is known when its area is. */
static uint32_t scan_county(struct place_work *p, uint32_t t) {
    uint32_t end = place_sent_end(p, t), e = t;
    while (e < end && e < t + 3 && place_cap(p, e) && !place_is_punct(p, e) &&
           !(place_word(p, e) & GAZW_COUNTY))
        e++;
    if (e == t || e == end || !place_cap(p, e) || !(place_word(p, e) & GAZW_COUNTY)) return 0;
    if (e + 1 < end && place_cap(p, e + 1) && !(place_word(p, e + 1) & GAZW_INSTITUTION)) return 0;
    struct place_occ *o = push_occ(p, t, e + 1, NULL, 0);
    o->score = SCORE_TAKEN;
    o->hint |= GAZW_COUNTY;
    return e + 1 - t;
}

/* "Port | Belmont", "Fort | Dix": the capitalised words [b, t) are part of the name, not words
 * about it like "Northern" and "Greater". */
static bool goes_on_name(const struct place_work *p, uint32_t b, uint32_t t) {
    uint32_t w = place_word(p, t - 1);
    bool whole = place_cap(p, t - 1) && !place_is_punct(p, t - 1) && t == b + 1;
    return whole && (w & GAZW_FEATURE) &&
           !(w & (GAZW_DIRECTION | GAZW_AREA | GAZW_COUNTY | GAZW_WATER)) &&
           !(p->d->tok_flags[t] & TOK_CASELESS);
}

/* A name of the gazetteer stands further back in the mention: "the former Hall County". */
static bool later_name(const struct place_work *p, const struct mention *m) {
    struct gaz_hit hit[PLACE_HITS];
    for (uint32_t t = m->core_b + 1; t < m->core_e; t++) {
        uint32_t len = 0;
        bool fits = place_cap(p, t) && !goes_on_name(p, m->core_b, t) &&
                    gaz_match(p->gaz, p->key + t, m->core_e - t, &len, hit, 1);
        if (fits && (t + len == m->core_e || place_tok_is(p, t + len, ","))) return true;
        if (place_word(p, t) & GAZW_COUNTY) return t > m->core_b + 1;
    }
    return false;
}

/* "national territory", "Honduran territory": common words and demonyms make no name. */
static bool plain_words(const struct place_work *p, const struct mention *m) {
    for (uint32_t t = m->core_b; t < m->core_e; t++) {
        const struct lex_word *w = lexicon_find(p->w->lexicon, p->d->tok_low[t]);
        uint32_t len = 0;
        bool proper = w && (w->flags & (LEX_ALWAYS_PROPER | LEX_PROPER));
        bool people = actors_demonym(p->w->actors, p->key + t, 1, &len) != NONE;
        if (!people && (proper || !lexicon_has_word(p->w->lexicon, p->d->tok_low[t]))) return false;
    }
    return true;
}

/* Names that NAMES found and no table has: "Pineville, La." is somewhere in Louisiana. */
static bool push_named(struct place_work *p, uint32_t t, uint32_t *next) {
    uint32_t i = p->mention[t];
    if (i == NONE) return false;
    const struct mention *m = &p->m->v[i];
    if (m->type != ENTITY_PLACE || m->core_b != t || m->place_adjective) return false;
    if (later_name(p, m) || plain_words(p, m)) return false;
    push_occ(p, m->core_b, m->core_e, NULL, 0);
    *next = m->core_e;
    return true;
}

/* An unknown capitalised name before ", La.": some place there. */
static uint32_t scan_unknown(struct place_work *p, uint32_t t) {
    uint32_t end = place_sent_end(p, t), e = t, len = 0;
    struct gaz_hit hit[PLACE_HITS];
    while (e < end && e < t + 3 && place_cap(p, e) && !place_is_punct(p, e)) e++;
    if (e == t || e + 1 >= end || !place_tok_is(p, e, ",") || !place_cap(p, e + 1)) return 0;
    if (p->d->tok_flags[t] & TOK_CASELESS) return 0;
    if (e - t > 1 && (p->d->upos ? p->d->upos[t] : UPOS_X) == UPOS_DET) return 0; /* "A Dearborn" */
    if (e - t == 1 && lexicon_has_word(p->w->lexicon, p->d->tok_low[t])) return 0;
    uint32_t n = gaz_match(p->gaz, p->key + e + 1, name_reach(p, e + 1), &len, hit, PLACE_HITS);
    bool area = false, short_only;
    n = n ? usable_hits(p, e + 1, e + 1 + len, hit, n, &short_only) : 0;
    for (uint32_t i = 0; i < n; i++) area |= gaz_place(p->gaz, hit[i].id)->kind == GAZ_ADMIN1;
    if (!area || place_is_given(place_class_at(p, t))) return 0;
    struct place_occ *o = push_occ(p, t, e, NULL, 0);
    o->score = 2;
    return e - t;
}

static void cover_mentions(struct place_work *p) {
    p->mention = arena_array(p->scratch, uint32_t, p->d->n_tok);
    for (uint32_t t = 0; t < p->d->n_tok; t++) p->mention[t] = NONE;
    for (uint32_t i = 0; i < p->m->n; i++) {
        const struct mention *m = &p->m->v[i];
        if (m->kind != MENTION_NAME) continue;
        for (uint32_t t = m->core_b; t < m->core_e && t < p->d->n_tok; t++)
            if (p->mention[t] == NONE || m->type == ENTITY_PLACE) p->mention[t] = i;
    }
}

void place_find(struct place_work *p) {
    const struct doc *d = p->d;
    map_init(&p->groups, p->scratch, 128);
    p->key = namekey_tokens(p->scratch, d->text, d->tok_b, d->tok_e, d->n_tok);
    find_persons(p);
    cover_mentions(p);
    for (uint32_t t = 0; t < d->n_tok;) {
        uint32_t next = t + 1, len;
        enum zone zone = doc_sent_zone(d, d->tok_sent[t]);
        bool read = zone == ZONE_BODY || zone == ZONE_TITLE || zone == ZONE_HEADING ||
                    tspan_overlap(d->front.dateline, doc_tok_span(d, t));
        if (read && (len = scan_county(p, t)) > 0)
            next = t + len;
        else if (read && (len = scan_at(p, t)) > 0)
            next = t + len;
        else if (read && !push_named(p, t, &next) && (len = scan_unknown(p, t)) > 0)
            next = t + len;
        t = next;
    }
    place_weigh(p);
}
