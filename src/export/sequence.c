#include "base/base.h"

#include "export/sequence.h"

void sequence_init(struct sequence *s, struct str text) {
    *s = (struct sequence){.rest = text, .next = 1};
    s->marked = str_find(text, RECORD_SEPARATOR, 0) != NONE;
}

bool sequence_next(struct sequence *s, struct str *item) {
    struct str part;
    while (str_next(&s->rest, s->marked ? RECORD_SEPARATOR : '\n', &part)) {
        s->unmarked = s->marked && !s->begun;
        s->begun = true;
        s->line = s->next;
        s->next += !s->marked;
        for (uint32_t i = 0; i < part.n; i++) s->next += part.p[i] == '\n';
        *item = str_trim(part);
        if (item->n) return true;
    }
    return false;
}
