/* Claims of one slot put together by the position they take: the faces show them so. */
#ifndef RECORD_POSITION_H
#define RECORD_POSITION_H

#include "base/buf.h"

#include <jansson.h>

/* One claim of one record; `record` and `claim` are the caller's. */
struct stand {
    const json_t *record, *claim;
    uint32_t position;         /* index of the first stand of the same position */
    uint32_t words_b, words_e; /* in the caller's buffer: its holder in words */
};

/* Sets `position` of each. Claims take one position where their values are the same and they are
 * of one kind (asserted or denied, whole or a part, of victims or of the attackers). Figures of one
 * record that count different people stand apart; over several records bounds alone decide.
 * O(n * positions). */
void position_group(struct stand *v, size_t n);
/* Two positions cannot both be true: bounds that do not meet, real against staged. */
bool position_excludes(const struct stand *a, const struct stand *b);

#endif
