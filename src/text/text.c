#include "base/base.h"

#include "text/text.h"

void text_run(struct doc *d, const struct att_report *r, const struct world *w,
              struct arena *scratch) {
    d->report = r;
    clean_run(d, w, scratch);
    para_run(d, w, scratch);
    tok_run(d, w, scratch);
    marks_run(d, w, scratch);
}
