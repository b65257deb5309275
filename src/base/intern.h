/* Strings to small ids and back: equal strings, equal ids, counted from 0 in order of arrival. */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include "base/map.h"

struct intern {
    struct map ids;
};

void intern_init(struct intern *in, struct arena *a, uint32_t expected);
/* The id of s; a new string is copied into the arena. */
uint32_t intern_put(struct intern *in, struct str s);
struct str intern_str(const struct intern *in, uint32_t id);

#endif
