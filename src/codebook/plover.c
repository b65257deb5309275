/*
 * PLOVER (openeventdata, PLOVER_MANUAL.tex at 5e0c24f, February 2024). Each rule has its tag:
 * [plover CATEGORY RULE]; docs/CODEBOOK.md tells them, tests/rule_tags.sh lists their tests.
 */
#include "base/base.h"

#include "codebook/scheme.h"

/* [plover score/table], [plover score/recipient] */
bool plover_score(const struct codebook *cb, const char *event, const char *mode, unsigned *quad,
                  int *tenths, bool *needs_recipient) {
    for (uint32_t i = 0; i < cb->plover.n; i++) {
        const struct plover_row *r = &cb->plover.v[i];
        bool same = (!mode && !r->mode) || (mode && r->mode && !strcmp(mode, r->mode));
        if (strcmp(event, r->event) != 0 || !same) continue;
        *quad = r->quad, *tenths = r->tenths, *needs_recipient = r->needs_recipient;
        return true;
    }
    return false;
}

/* The table's own strings for an event and a mode; the mode is dropped where the event has none. */
static void set_code(const struct coding *c, struct codes *out, struct str event, struct str mode) {
    out->plover_event = out->plover_mode = NULL;
    for (uint32_t i = 0; i < c->cb->plover.n; i++) {
        const struct plover_row *r = &c->cb->plover.v[i];
        if (!str_eq_c(event, r->event)) continue;
        if (!r->mode)
            out->plover_event = r->event;
        else if (mode.n && str_eq_c(mode, r->mode))
            out->plover_mode = r->mode;
    }
}

static bool is(const struct codes *out, const char *event) {
    return out->plover_event && !strcmp(out->plover_event, event);
}

/* [plover category/trigger] what the trigger's rule says, else [plover category/cameo] what the
 * CAMEO code maps to. */
static void base_code(const struct coding *c, struct codes *out) {
    struct str rest = c->e->plover, event, mode = {0};
    if (rest.n && str_next(&rest, '/', &event)) {
        if (rest.n) str_next(&rest, '/', &mode);
        set_code(c, out, event, mode);
        return;
    }
    uint32_t i = c->e->cameo.n ? map_get(&c->cb->cameo_of, c->e->cameo) : NONE;
    if (i == NONE) return;
    const struct cameo_row *r = &c->cb->cameo.v[i];
    if (r->plover_event) set_code(c, out, str_c(r->plover_event), str_c(r->plover_mode));
}

/* [plover ASSAULT/how] */
static bool by_suicide_attacker(const struct coding *c) {
    for (uint32_t i = coding_next(c, ROLE_PERPETRATOR, 0); i != NONE;
         i = coding_next(c, ROLE_PERPETRATOR, i + 1)) {
        const struct weapon_row *w = codebook_weapon(c->cb, c->d, c->e->part[i].span);
        if (w && w->plover_mode && !strcmp(w->plover_mode, "suicide-attack")) return true;
    }
    return false;
}

/* [plover ASSAULT/weapon] the weapon decides: knife and fire are primitive, fists beat, a club
 * beats, a drone is drone. [plover ASSAULT/how] a mode that says how (suicide, torture, abduct,
 * sexual) stays, and a suicide bomber is one, whatever is said of his bomb. */
static void weapon_mode(const struct coding *c, struct codes *out) {
    static const char *const fixed[] = {"abduct",         "torture",       "sexual",
                                        "suicide-attack", "crowd-control", "drone",
                                        "unconventional"};
    for (size_t i = 0; out->plover_mode && i < COUNT_OF(fixed); i++)
        if (!strcmp(out->plover_mode, fixed[i])) return;
    if (by_suicide_attacker(c)) {
        set_code(c, out, STR("ASSAULT"), STR("suicide-attack"));
        return;
    }
    const struct weapon_row *w = coding_weapon(c);
    if (w && w->plover_mode) set_code(c, out, STR("ASSAULT"), str_c(w->plover_mode));
}

/* [plover THREATEN/mode] what is threatened gives the mode. */
static struct str threat_mode(const struct codes *out) {
    static const struct {
        const char *event, *mode, *threat;
    } of[] = {{"ASSAULT", NULL, "violence"},   {"COERCE", "arrest", "arrest"},
              {"COERCE", "deport", "expel"},   {"COERCE", "seize", "territory"},
              {"COERCE", NULL, "restrict"},    {"SANCTION", "expel", "expel"},
              {"SANCTION", NULL, "relations"}, {"PROTEST", "obstruct", "restrict"},
              {"PROTEST", NULL, "relations"},  {"MOBILIZE", NULL, "violence"}};
    for (size_t i = 0; i < COUNT_OF(of); i++) {
        if (strcmp(of[i].event, out->plover_event) != 0) continue;
        if (!of[i].mode || (out->plover_mode && !strcmp(of[i].mode, out->plover_mode)))
            return str_c(of[i].threat);
    }
    return (struct str){"", 0};
}

static bool cue_is(const struct coding *c, const char *word) {
    return !tspan_empty(c->e->cue) && str_ieq_c(doc_cut(c->d, c->e->cue), word);
}

/* [plover ASSAULT/attempt] what is attempted is coded as done. */
static bool attempted(const struct coding *c) {
    if (tspan_empty(c->e->cue)) return false;
    uint32_t t = doc_tok_at(c->d, c->e->cue.b);
    return t < c->d->n_tok && map_get(&c->cb->attempt, c->d->lemma[t]) != NONE;
}

static bool cooperates(const struct codes *out) {
    return is(out, "AID") || is(out, "CONSULT") || is(out, "COOPERATE") || is(out, "SUPPORT") ||
           is(out, "RETREAT") || is(out, "CONCEDE");
}

static bool conflicts(const struct codes *out) {
    return is(out, "ASSAULT") || is(out, "COERCE") || is(out, "SANCTION") || is(out, "PROTEST") ||
           is(out, "MOBILIZE");
}

/* [plover AGREE/future] AID, CONSULT, COOPERATE, SUPPORT, and retreats and concessions to come are
 * AGREE; [plover THREATEN/future] conflict to come is THREATEN; [plover REJECT/refused]
 * cooperation; [plover REQUEST/demanded] what another must do. */
static void told_otherwise(const struct coding *c, struct codes *out) {
    const struct event *e = c->e;
    bool future = e->modality == MODALITY_PLANNED || e->tense == TENSE_FUTURE;
    bool may = e->modality == MODALITY_POSSIBLE && (cue_is(c, "may") || cue_is(c, "might"));
    if (may && (is(out, "SANCTION") || is(out, "COERCE"))) future = true;
    struct str none = {"", 0};
    if (e->modality == MODALITY_ORDERED && (cooperates(out) || is(out, "AGREE"))) {
        set_code(c, out, STR("REQUEST"), is(out, "CONSULT") ? STR("meet") : none);
    } else if (cooperates(out) && e->negative) {
        set_code(c, out, STR("REJECT"), is(out, "CONSULT") ? STR("meet") : none);
    } else if (cooperates(out) && future) {
        set_code(c, out, STR("AGREE"), none);
    } else if (conflicts(out) && future && !cue_is(c, "to") && !attempted(c)) {
        set_code(c, out, STR("THREATEN"), threat_mode(out));
    }
}

/* Somebody, rather than a thing or a change. */
static bool acts(const struct coding *c, uint32_t i) {
    uint32_t e = c->e->part[i].entity;
    if (e >= c->m->entities.n) return false;
    const struct entity *who = &c->m->entities.v[e];
    enum entity_type t = (enum entity_type)who->type;
    return (t >= ENTITY_PERSON && t <= ENTITY_MEDIA) || t == ENTITY_POPULATION || who->country[0];
}

/* A happening of no listed kind: [plover AGREE/willing] somebody plans it, [plover REQUEST/must] or
 * must. */
static void other_code(const struct coding *c, struct codes *out) {
    const struct event *e = c->e;
    struct str none = {"", 0};
    if (e->type != EVENT_OTHER || out->plover_event || !e->main) return;
    uint32_t actor = coding_next(c, ROLE_ACTOR, 0);
    if (actor == NONE || e->negative) return;
    bool willing = e->modality <= MODALITY_REPORTED && e->tense == TENSE_FUTURE && acts(c, actor);
    if (e->modality == MODALITY_ORDERED)
        set_code(c, out, STR("REQUEST"), none);
    else if (willing || (e->modality == MODALITY_PLANNED && e->tense != TENSE_NONE))
        set_code(c, out, STR("AGREE"), none);
}

/* [plover contexts/mapping] the mapping's own contexts, then [plover contexts/words] words of the
 * sentence in order, for the main event. */
static void add_context(struct codes *out, const char *context) {
    if (!context) return;
    for (uint32_t i = 0; i < out->n_context; i++)
        if (!strcmp(out->plover_context[i], context)) return;
    if (out->n_context < MAX_CONTEXTS) out->plover_context[out->n_context++] = context;
}

static void contexts(const struct coding *c, struct codes *out) {
    uint32_t row = c->e->cameo.n ? map_get(&c->cb->cameo_of, c->e->cameo) : NONE;
    const struct cameo_row *r = row == NONE ? NULL : &c->cb->cameo.v[row];
    for (uint32_t i = 0; r && i < r->n_context; i++)
        for (uint32_t k = 0; k < c->cb->context.n; k++)
            if (!strcmp(c->cb->context.v[k], r->context[i])) add_context(out, c->cb->context.v[k]);
    if (!c->e->main) return;
    uint32_t b = c->d->sent_tok[c->e->sent], e = c->d->sent_tok[c->e->sent + 1];
    e = ATT_MIN(e, b + 200);
    for (uint32_t t = b; t < e; t++) {
        uint32_t i = map_get(&c->cb->context_of, c->d->lemma[t]);
        if (i == NONE) i = map_get(&c->cb->context_of, c->d->tok_low[t]);
        if (i != NONE) add_context(out, c->cb->context.v[i]);
    }
}

/* [plover MOBILIZE/assault] moves of forces beside an assault in the sentence are part of it. */
static bool beside_assault(const struct coding *c) {
    uint32_t b, e;
    coding_neighbours(c, &b, &e);
    for (uint32_t i = b; i < e; i++) {
        const struct event *o = &c->m->events.v[i];
        if (i != c->event && !o->negative && o->modality <= MODALITY_REPORTED &&
            event_is_violent((enum event_type)o->type))
            return true;
    }
    return false;
}

void plover_code(const struct coding *c, struct codes *out) {
    base_code(c, out);
    if (is(out, "MOBILIZE") && !c->e->main && beside_assault(c)) {
        out->plover_event = out->plover_mode = NULL;
        return;
    }
    if (is(out, "ASSAULT")) weapon_mode(c, out);
    if (out->plover_event)
        told_otherwise(c, out);
    else
        other_code(c, out);
    if (out->plover_event) contexts(c, out);
}
