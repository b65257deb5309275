/* UCDP GED type of violence (UCDP GED codebook, "type_of_violence"). */
#include "base/base.h"

#include "codebook/scheme.h"

static bool any_sector(const struct meaning *m, const struct incident *i, enum filler_role role,
                       bool (*holds)(const char *)) {
    for (uint32_t k = 0; k < i->n_filler[role]; k++) {
        uint32_t e = i->filler[role][k].entity;
        if (e < m->entities.n && holds(m->entities.v[e].sector)) return true;
        if (e < m->entities.n && m->entities.v[e].type == ENTITY_MILITARY && holds("MIL"))
            return true;
        if (e < m->entities.n && m->entities.v[e].type == ENTITY_POLICE && holds("COP"))
            return true;
    }
    return false;
}

/* [ucdp type/none] what is no violence has no type. */
enum ucdp_violence ucdp_violence_of(const struct codebook *cb, const struct doc *d,
                                    const struct meaning *m, const struct incident *i) {
    (void)cb, (void)d;
    if (!event_is_violent((enum event_type)i->type)) return UCDP_NONE;
    bool state_acts = any_sector(m, i, FILL_PERPETRATOR, sector_is_state);
    bool armed_acts =
        any_sector(m, i, FILL_PERPETRATOR, sector_is_armed) || i->n_filler[FILL_PERPETRATOR];
    bool state_hit = any_sector(m, i, FILL_TARGET, sector_is_state) ||
                     any_sector(m, i, FILL_VICTIM, sector_is_state);
    bool armed_hit = any_sector(m, i, FILL_TARGET, sector_is_armed) ||
                     any_sector(m, i, FILL_VICTIM, sector_is_armed);
    /* [ucdp type/state-based] a state is one side, an armed group or a state the other */
    if (state_hit && (armed_acts || i->type == EVENT_CLASH)) return UCDP_STATE_BASED;
    if (state_acts && (armed_hit || i->type == EVENT_CLASH)) return UCDP_STATE_BASED;
    /* [ucdp type/non-state] no state on either side; [ucdp type/one-sided] civilians are hit */
    return armed_hit || i->type == EVENT_CLASH ? UCDP_NON_STATE : UCDP_ONE_SIDED;
}
