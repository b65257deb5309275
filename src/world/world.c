#include "base/base.h"

#include "world/world.h"

att_status world_open(struct world *w, struct arena *a, const att_options *opt, att_error *err) {
    (void)a, (void)opt, (void)err;
    *w = (struct world){0};
    return ATT_OK;
}
