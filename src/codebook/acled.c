/* ACLED event and sub-event types (ACLED codebook, section "Event types"). Each rule has its tag:
 * [acled SECTION-RULE]; docs/CODEBOOK.md tells them, tests/rule_tags.sh lists their tests. */
#include "base/base.h"

#include "codebook/scheme.h"

static void set(const struct coding *c, struct codes *out, const char *sub) {
    uint32_t i = map_get(&c->cb->acled_of, str_c(sub));
    if (i == NONE) return;
    out->acled_event = c->cb->acled[i].event;
    out->acled_sub_event = c->cb->acled[i].sub;
}

/* [acled explosions/suicide] before [acled explosions/weapon]; [acled explosions/ied] an explosion
 * of unknown make. */
static void explosion(const struct coding *c, struct codes *out) {
    const struct weapon_row *w = coding_weapon(c);
    bool suicide = out->plover_mode && !strcmp(out->plover_mode, "suicide-attack");
    if (suicide)
        set(c, out, "Suicide bomb");
    else
        set(c, out, w && w->acled_sub ? w->acled_sub : "Remote explosive/landmine/IED");
}

/* [acled protests/intervention] force on those who demonstrate is a protest that met it: [acled
 * protests/excessive-force] where it kills or is shots. Forces of a state, or a means of crowd
 * control (CAMEO 175). */
static bool on_demonstrators(const struct coding *c, struct codes *out) {
    bool hit = coding_cue(c, ROLE_VICTIM, &c->cb->demonstrator) ||
               coding_cue(c, ROLE_TARGET, &c->cb->demonstrator);
    bool crowd_control = c->e->type == EVENT_CLASH && str_eq(c->e->cameo, STR("175"));
    bool deadly = c->e->type == EVENT_DEATH || c->e->type == EVENT_SHOOTING;
    if (!sector_is_state(coding_sector(c, ROLE_PERPETRATOR)) || !(hit || crowd_control))
        return false;
    set(c, out, deadly ? "Excessive force against protesters" : "Protest with intervention");
    return true;
}

/* [acled riots/mob] a crowd attacks; [acled civilians/sexual]; [acled battles/armed-clash] two
 * armed sides, or armed people hit by whom nobody names; [acled civilians/attack] else. */
static void attack(const struct coding *c, struct codes *out) {
    const struct weapon_row *w = coding_weapon(c);
    const char *by = coding_sector(c, ROLE_PERPETRATOR), *on = coding_sector(c, ROLE_VICTIM);
    if (!on[0]) on = coding_sector(c, ROLE_TARGET);
    if (out->plover_mode && !strcmp(out->plover_mode, "sexual"))
        set(c, out, "Sexual violence");
    else if (coding_cue(c, ROLE_PERPETRATOR, &c->cb->mob))
        set(c, out, "Mob violence");
    else if (w && w->acled_sub)
        explosion(c, out);
    else if (sector_is_armed(on) && !sector_is_state(by))
        set(c, out, "Armed clash");
    else if (sector_is_armed(by) && sector_is_armed(on))
        set(c, out, "Armed clash");
    else
        set(c, out, "Attack");
}

/* [acled battles/territory] ground that changes hands; [acled strategic/weapons] goods taken. */
static void seizure(const struct coding *c, struct codes *out) {
    bool ground =
        c->e->cameo.n == 3 && (str_eq(c->e->cameo, STR("190")) || str_eq(c->e->cameo, STR("192")));
    if (!ground)
        set(c, out, "Disrupted weapons use");
    else if (sector_is_state(coding_sector(c, ROLE_ACTOR)))
        set(c, out, "Government regains territory");
    else
        set(c, out, "Non-state actor overtakes territory");
}

/* [acled protests/peaceful]; [acled protests/intervention] the same sentence tells of force against
 * it; [acled protests/excessive-force] of deaths or shots. */
static void protest(const struct coding *c, struct codes *out) {
    bool harm = false, force = false;
    uint32_t b, e;
    coding_neighbours(c, &b, &e);
    for (uint32_t i = b; i < e; i++) {
        const struct event *o = &c->m->events.v[i];
        if (i == c->event || o->negative) continue;
        harm |= o->type == EVENT_DEATH || o->type == EVENT_SHOOTING;
        force |= o->type == EVENT_CLASH || o->type == EVENT_ARREST || o->type == EVENT_ATTACK;
    }
    set(c, out,
        harm    ? "Excessive force against protesters"
        : force ? "Protest with intervention"
                : "Peaceful protest");
}

/* [acled strategic/looting] goods and houses; [acled riots/violent-demonstration] those who
 * demonstrate or riot in the same sentence burn or break them. */
static void property(const struct coding *c, struct codes *out) {
    bool crowd = false;
    uint32_t b, e;
    coding_neighbours(c, &b, &e);
    for (uint32_t i = b; i < e; i++) {
        const struct event *o = &c->m->events.v[i];
        crowd |= (o->type == EVENT_PROTEST || o->type == EVENT_RIOT) && !o->negative;
    }
    bool state = sector_is_state(coding_sector(c, ROLE_PERPETRATOR));
    set(c, out, crowd && !state ? "Violent demonstration" : "Looting/property destruction");
}

/* [acled rows/happened] what is planned, demanded, threatened or denied is no row. */
static bool happened(const struct event *e) {
    return !e->negative && (e->modality == MODALITY_ASSERTED || e->modality == MODALITY_REPORTED ||
                            e->modality == MODALITY_POSSIBLE);
}

void acled_code(const struct coding *c, struct codes *out) {
    if (!happened(c->e)) return;
    switch ((enum event_type)c->e->type) {
    /* [acled explosions/air] */
    case EVENT_DRONE_STRIKE:
    case EVENT_AIR_STRIKE: set(c, out, "Air/drone strike"); break;
    /* [acled explosions/shelling] */
    case EVENT_SHELLING: set(c, out, "Shelling/artillery/missile attack"); break;
    case EVENT_BOMBING: explosion(c, out); break;
    case EVENT_ATTACK:
    case EVENT_SHOOTING:
    case EVENT_ASSASSINATION:
    case EVENT_DEATH:
        if (c->e->cameo.n && !on_demonstrators(c, out)) attack(c, out);
        break;
    case EVENT_CLASH:
        if (!on_demonstrators(c, out)) set(c, out, "Armed clash");
        break;
    /* [acled civilians/abduction] */
    case EVENT_KIDNAPPING: set(c, out, "Abduction/forced disappearance"); break;
    case EVENT_ARSON:
    case EVENT_ROBBERY:
    case EVENT_SABOTAGE: property(c, out); break;
    /* [acled riots/violent-demonstration] */
    case EVENT_RIOT: set(c, out, "Violent demonstration"); break;
    case EVENT_PROTEST: protest(c, out); break;
    /* [acled strategic/arrests] */
    case EVENT_ARREST: set(c, out, "Arrests"); break;
    /* [acled strategic/agreement] */
    case EVENT_AGREE:
    case EVENT_CEASEFIRE: set(c, out, "Agreement"); break;
    case EVENT_SEIZURE: seizure(c, out); break;
    /* [acled strategic/transfer] */
    case EVENT_WITHDRAW: set(c, out, "Non-violent transfer of territory"); break;
    /* [acled strategic/other] */
    case EVENT_EXPULSION:
    case EVENT_DEPLOY: set(c, out, "Other"); break;
    default: break;
    }
}
