#include "base/base.h"

#include "world/world.h"

#include "world/forms.h"
#include "world/lexicon.h"
#include "world/pagewords.h"

att_status world_open(struct world *w, struct arena *a, const att_options *opt, att_error *err) {
    (void)opt;
    *w = (struct world){0};
    w->forms = forms_open(a);
    w->pagewords = pagewords_open(a);
    return lexicon_open(&w->lexicon, a, err);
}
