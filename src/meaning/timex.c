#include "base/base.h"

#include "meaning/timex.h"

const char *timex_type_name(enum timex_type t) {
    static const char *const name[] = {"DATE", "TIME", "DURATION", "SET"};
    return name[t];
}

const char *time_precision_name(enum time_precision p) {
    static const char *const name[] = {"unknown", "time", "day", "week", "month", "year"};
    return name[p];
}

const char *published_basis_name(enum published_basis b) {
    static const char *const name[] = {NULL, "given", "metadata", "dateline", "calendar"};
    return name[b];
}

void timex_run(const struct doc *d, const struct world *w, struct published *pub,
               struct timexes *out, struct arena *scratch) {
    (void)w, (void)scratch;
    *out = (struct timexes){0};
    *pub = (struct published){0};
    if (d->report->published.text.n)
        pub->value = d->report->published.text, pub->basis = PUBLISHED_GIVEN;
}
