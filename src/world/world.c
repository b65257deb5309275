#include "base/base.h"

#include "world/world.h"

#include "world/forms.h"

att_status world_open(struct world *w, struct arena *a, const att_options *opt, att_error *err) {
    (void)opt, (void)err;
    *w = (struct world){0};
    w->forms = forms_open(a);
    return ATT_OK;
}
