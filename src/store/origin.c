#include "base/base.h"

#include "store/origin.h"

#include "base/shingle.h"
#include "base/vec.h"

#include <stdlib.h>

enum { FEW = 8, SAMPLE_ABOVE = 400, SAMPLE = 4, REACH = 32 };

struct shingle {
    uint64_t hash;
    uint32_t text;
};

struct shared {
    uint32_t a, b; /* a < b */
};

struct copies {
    struct arena *a;
    VEC(struct shingle) all;
    uint32_t *size; /* [n] runs of a text that were kept */
    VEC(struct shared) pair;
};

static int by_hash(const void *a, const void *b) {
    const struct shingle *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return x->text < y->text ? -1 : x->text > y->text;
}

static int by_pair(const void *a, const void *b) {
    const struct shared *x = a, *y = b;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

/* The runs of five words of a text; of a long one, every fourth by hash. */
static void cut(struct copies *c, struct str text, uint32_t id) {
    uint32_t sample = text.n > SAMPLE_ABOVE * 6 ? SAMPLE : 1;
    struct shingles s = shingles_of(text);
    for (uint64_t h; shingles_next(&s, &h);)
        if (h % sample == 0) *vec_push(c->a, &c->all) = (struct shingle){h, id};
}

/* Sorts the runs and drops those that a text repeats. */
static void tidy(struct copies *c) {
    uint32_t kept = 0;
    if (c->all.n) qsort(c->all.v, c->all.n, sizeof *c->all.v, by_hash);
    for (uint32_t i = 0; i < c->all.n; i++) {
        if (kept && !by_hash(&c->all.v[kept - 1], &c->all.v[i])) continue;
        c->all.v[kept++] = c->all.v[i];
        c->size[c->all.v[i].text]++;
    }
    c->all.n = kept;
}

static void pair_up(struct copies *c) {
    for (uint32_t i = 0; i < c->all.n; i++)
        for (uint32_t k = i + 1; k < c->all.n && k <= i + REACH; k++) {
            if (c->all.v[k].hash != c->all.v[i].hash) break;
            *vec_push(c->a, &c->pair) = (struct shared){c->all.v[i].text, c->all.v[k].text};
        }
    if (c->pair.n) qsort(c->pair.v, c->pair.n, sizeof *c->pair.v, by_pair);
}

static uint32_t first_of(const uint32_t *origin, uint32_t i) {
    while (origin[i] != i) i = origin[i];
    return i;
}

static void join(uint32_t *origin, uint32_t a, uint32_t b) {
    a = first_of(origin, a);
    b = first_of(origin, b);
    origin[ATT_MAX(a, b)] = ATT_MIN(a, b);
}

void origin_find(struct arena *a, const struct str *text, uint32_t n, uint32_t *origin) {
    struct copies c = {.a = a, .size = arena_array(a, uint32_t, n + 1)};
    for (uint32_t i = 0; i < n; i++) {
        origin[i] = i;
        cut(&c, text[i], i);
    }
    tidy(&c);
    pair_up(&c);
    for (uint32_t i = 0, end; i < c.pair.n; i = end) {
        struct shared p = c.pair.v[i];
        for (end = i; end < c.pair.n && !by_pair(&c.pair.v[end], &p);) end++;
        uint32_t least = ATT_MIN(c.size[p.a], c.size[p.b]);
        bool equal = str_eq(text[p.a], text[p.b]);
        if (equal || (least >= FEW && (uint64_t)(end - i) * 100 >= (uint64_t)least * COPY_PERCENT))
            join(origin, p.a, p.b);
    }
    for (uint32_t i = 0; i < n; i++) origin[i] = first_of(origin, i);
}
