/* Cases: the incidents of a book grouped, and what their reports say side by side. */
#ifndef STORE_CASEFILE_H
#define STORE_CASEFILE_H

#include "base/arena.h"
#include "store/book.h"

/* Links the whole book anew in one transaction: all cases are replaced. *cases = how many there
 * are. */
att_status casefile_link(struct book *b, struct arena *a, uint64_t *cases, att_error *err);

#endif
