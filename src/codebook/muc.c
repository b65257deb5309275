/* MUC-4 incident types (MUC-4 conference proceedings, appendix "Incident types"): [muc type/event]
 * by the kind of happening, [muc type/none] what makes no template. */
#include "base/base.h"

#include "codebook/scheme.h"

enum muc_type muc_type_of(enum event_type t) {
    switch (t) {
    case EVENT_BOMBING:
    case EVENT_DRONE_STRIKE:
    case EVENT_AIR_STRIKE: return MUC_BOMBING;
    case EVENT_KIDNAPPING: return MUC_KIDNAPPING;
    case EVENT_ARSON: return MUC_ARSON;
    case EVENT_ROBBERY: return MUC_ROBBERY;
    case EVENT_ATTACK:
    case EVENT_SHOOTING:
    case EVENT_ASSASSINATION:
    case EVENT_SHELLING:
    case EVENT_CLASH:
    case EVENT_DEATH:
    case EVENT_INJURY:
    case EVENT_SABOTAGE: return MUC_ATTACK;
    default: return MUC_NONE;
    }
}
