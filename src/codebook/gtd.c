/* GTD attack, target and weapon types (GTD codebook, attacktype1, targtype1, weaptype1). */
#include "base/base.h"

#include "codebook/scheme.h"

#include "language/tags.h"

enum {
    GTD_ASSASSINATION = 1,
    GTD_TARGET_GOVERNMENT = 2,
    GTD_TARGET_DIPLOMATIC = 7,
    GTD_TARGET_PRESS = 10,
    GTD_TARGET_CITIZENS = 14,
    GTD_TARGET_RELIGIOUS = 15,
    GTD_TARGET_UNKNOWN = 20,
    GTD_WEAPON_UNKNOWN = 13,
    GTD_EXPLOSIVES = 6,
    GTD_INCENDIARY = 8
};

/* Whether a word that names an event of the incident is in the list of cues. */
static bool named_by(const struct doc *d, const struct meaning *m, const struct incident *i,
                     const struct map *cues) {
    for (uint32_t k = 0; k < i->n_event; k++) {
        const struct event *e = &m->events.v[i->event[k]];
        for (uint32_t t = e->trig_b; t < e->trig_e; t++)
            if (map_get(cues, d->lemma[t]) != NONE) return true;
    }
    return false;
}

/* [gtd attacktype1/kind] by the kind of happening; [gtd attacktype1/hijacking] of a vehicle. */
static uint8_t attack_type(const struct incident *i, bool hijacked) {
    switch ((enum event_type)i->type) {
    case EVENT_ASSASSINATION: return GTD_ASSASSINATION;
    case EVENT_ATTACK:
    case EVENT_SHOOTING:
    case EVENT_CLASH:
    case EVENT_DEATH: return 2;
    case EVENT_BOMBING:
    case EVENT_DRONE_STRIKE:
    case EVENT_AIR_STRIKE:
    case EVENT_SHELLING: return 3;
    case EVENT_KIDNAPPING: return hijacked ? 4 : 6;
    case EVENT_ARSON:
    case EVENT_SABOTAGE: return 7;
    case EVENT_RIOT: return 8;
    default: return 9;
    }
}

enum { NAME_WORDS = 8 };

/* A word of a name behind a preposition of place ("a shop in the West Bank", "in Port-au-Prince")
 * shows no target; "of the Prime Minister" tells whose it is. b is the span's first token. */
static bool in_other_name(const struct doc *d, uint32_t t, uint32_t b) {
    if (d->upos[t] != UPOS_PROPN) return false;
    for (uint32_t n = 0; n < NAME_WORDS && t > b; n++, t--)
        if (d->upos[t - 1] != UPOS_PROPN && d->upos[t - 1] != UPOS_DET) break;
    return t > b && d->upos[t - 1] == UPOS_ADP && !str_eq_c(d->lemma[t - 1], "of");
}

/* The narrowest type that a word of the span shows, and its row among the types. */
static uint32_t type_of_span(const struct codebook *cb, const struct doc *d, struct tspan span) {
    uint32_t b, e, best = UINT32_MAX, type = GTD_TARGET_UNKNOWN;
    doc_span_toks(d, span, &b, &e);
    for (uint32_t t = b; t < e; t++) {
        struct str word =
            map_get(&cb->gtd_rank_of, d->lemma[t]) != NONE ? d->lemma[t] : d->tok_low[t];
        uint32_t row = map_get(&cb->gtd_rank_of, word);
        if (row < best && !in_other_name(d, t, b))
            best = row, type = map_get(&cb->gtd_target_of, word);
    }
    return type;
}

/* [gtd targtype1/narrowest] of the first target, else the first victim, of a type of its own; the
 * narrowest one that a word of it shows. Private citizens where no other is. */
static uint8_t target_type(const struct codebook *cb, const struct doc *d,
                           const struct incident *i) {
    static const uint8_t roles[] = {FILL_TARGET, FILL_VICTIM};
    uint32_t type = GTD_TARGET_UNKNOWN;
    for (size_t r = 0; r < COUNT_OF(roles); r++)
        for (uint32_t k = 0; k < i->n_filler[roles[r]]; k++) {
            uint32_t of = type_of_span(cb, d, i->filler[roles[r]][k].span);
            if (of != GTD_TARGET_UNKNOWN && of != GTD_TARGET_CITIZENS) return (uint8_t)of;
            if (of == GTD_TARGET_CITIZENS) type = of;
        }
    return (uint8_t)type;
}

/* The word of the span that the others hang on is singular. */
static bool is_one(const struct doc *d, struct tspan span) {
    uint32_t b, e;
    doc_span_toks(d, span, &b, &e);
    for (uint32_t t = b; t < e; t++)
        if (d->head[t] < b || d->head[t] >= e)
            return d->upos[t] == UPOS_PROPN ||
                   (d->upos[t] == UPOS_NOUN && str_eq(d->lemma[t], d->tok_low[t]));
    return false;
}

/* [gtd attacktype1/prominent] one person of office, of the press, of diplomacy or of religion is
 * shot, attacked or killed: an assassination. */
static bool of_one_prominent(const struct codebook *cb, const struct doc *d,
                             const struct meaning *m, const struct incident *i) {
    static const uint8_t roles[] = {FILL_VICTIM, FILL_TARGET};
    if (i->type != EVENT_SHOOTING && i->type != EVENT_ATTACK && i->type != EVENT_DEATH)
        return false;
    for (size_t r = 0; r < COUNT_OF(roles); r++) {
        if (!i->n_filler[roles[r]]) continue;
        const struct filler *f = &i->filler[roles[r]][0];
        uint32_t type = type_of_span(cb, d, f->span);
        bool person = f->entity < m->entities.n && m->entities.v[f->entity].type == ENTITY_PERSON;
        return person && is_one(d, f->span) &&
               (type == GTD_TARGET_GOVERNMENT || type == GTD_TARGET_DIPLOMATIC ||
                type == GTD_TARGET_PRESS || type == GTD_TARGET_RELIGIOUS);
    }
    return false;
}

/* [gtd weaptype1/named] what is named, else [gtd weaptype1/implied] what the kind of attack says.
 */
static uint8_t weapon_type(const struct codebook *cb, const struct doc *d,
                           const struct incident *i) {
    for (uint32_t k = 0; k < i->n_filler[FILL_WEAPON]; k++) {
        const struct weapon_row *w = codebook_weapon(cb, d, i->filler[FILL_WEAPON][k].span);
        if (w) return w->gtd;
    }
    switch ((enum event_type)i->type) {
    case EVENT_BOMBING:
    case EVENT_DRONE_STRIKE:
    case EVENT_AIR_STRIKE:
    case EVENT_SHELLING: return GTD_EXPLOSIVES;
    case EVENT_SHOOTING: return 5;
    case EVENT_ARSON: return GTD_INCENDIARY;
    default: return GTD_WEAPON_UNKNOWN;
    }
}

/* [gtd outcome/success] unless it failed or was foiled; [gtd outcome/suicide] */
struct gtd_codes gtd_codes_of(const struct codebook *cb, const struct doc *d,
                              const struct meaning *m, const struct incident *i) {
    struct gtd_codes g = {attack_type(i, named_by(d, m, i, &cb->hijack)), target_type(cb, d, i),
                          weapon_type(cb, d, i), false,
                          i->status != STATUS_FAILED && i->status != STATUS_FOILED};
    if (of_one_prominent(cb, d, m, i)) g.attack = GTD_ASSASSINATION;
    for (uint32_t k = 0; k < i->n_event; k++) {
        const struct event *e = &m->events.v[i->event[k]];
        if (str_eq(e->cameo, STR("1831"))) g.suicide = true;
    }
    for (uint32_t k = 0; k < i->n_filler[FILL_PERPETRATOR] && !g.suicide; k++) {
        const struct weapon_row *w = codebook_weapon(cb, d, i->filler[FILL_PERPETRATOR][k].span);
        g.suicide = w && w->plover_mode && !strcmp(w->plover_mode, "suicide-attack");
    }
    return g;
}
