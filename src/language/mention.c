#include "base/base.h"

#include "language/mention.h"

const char *entity_type_name(enum entity_type t) {
    static const char *const name[N_ENTITY_TYPE] = {
        "other",    "person",   "organization", "group",   "government", "military", "police",
        "media",    "facility", "vehicle",      "weapon",  "population", "place"};
    return name[t];
}

const char *mention_kind_name(enum mention_kind k) {
    static const char *const name[] = {"name", "nominal", "pronoun"};
    return name[k];
}

static uint32_t of_head(const struct mentions *m, uint32_t t, bool widest) {
    uint32_t best = NONE;
    for (uint32_t i = 0; i < m->n && m->v[i].tok_b <= t; i++) {
        if (m->v[i].head != t) continue;
        uint32_t n = m->v[i].tok_e - m->v[i].tok_b;
        if (best == NONE || (n < m->v[best].tok_e - m->v[best].tok_b) != widest) best = i;
    }
    return best;
}

uint32_t mention_of_head(const struct mentions *m, uint32_t t) { return of_head(m, t, false); }

uint32_t mention_widest_of_head(const struct mentions *m, uint32_t t) { return of_head(m, t, true); }
