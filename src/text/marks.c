#include "base/base.h"

#include "text/text.h"

void marks_run(struct doc *d, const struct world *w, struct arena *scratch) {
    (void)d, (void)w, (void)scratch;
}
