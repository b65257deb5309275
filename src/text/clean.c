#include "base/base.h"

#include "text/text.h"

void clean_run(struct doc *d, const struct world *w, struct arena *scratch) {
    (void)w, (void)scratch;
    d->text = arena_str(d->a, d->report->text);
    d->omap = d->report->omap;
}
