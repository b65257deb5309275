#include "base/base.h"

#include "base/intern.h"

void intern_init(struct intern *in, struct arena *a, uint32_t expected) {
    map_init(&in->ids, a, expected);
}

uint32_t intern_put(struct intern *in, struct str s) {
    bool added;
    uint32_t id = map_add(&in->ids, s, in->ids.n, &added);
    if (added) in->ids.v[id].key = arena_str(in->ids.a, s);
    return id;
}

struct str intern_str(const struct intern *in, uint32_t id) {
    assert(id < in->ids.n);
    return in->ids.v[id].key;
}
