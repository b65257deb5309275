#include "base/base.h"

#include "world/world.h"

#include "world/actors.h"
#include "world/calendar.h"
#include "world/forms.h"
#include "world/gaz.h"
#include "world/lexicon.h"
#include "world/pagewords.h"

att_status world_open(struct world *w, struct arena *a, const att_options *opt, att_error *err) {
    *w = (struct world){0};
    w->forms = forms_open(a);
    w->calendar = calendar_open(a);
    w->pagewords = pagewords_open(a);
    att_status st = actors_open(&w->actors, a, opt, err);
    if (!st) st = gaz_open(&w->gaz, a, w->actors, opt, err);
    return st ? st : lexicon_open(&w->lexicon, a, err);
}
