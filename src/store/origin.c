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

/* ---- whom reports are taken from */

/* The same for all reports that print the wire of the same agencies, or stand in one outlet. */
static struct str origin_key(struct arena *a, const struct credit *whole, struct str outlet) {
    if (!whole->n) return outlet.n ? arena_printf(a, "o%.*s", STR_ARG(outlet)) : STR_NULL;
    struct str key = STR("a");
    for (uint32_t i = 0; i < whole->n; i++)
        key = arena_printf(a, "%.*s,%u", STR_ARG(key), whole->agency[i]);
    return key;
}

static bool same_credit(const struct credit *x, const struct credit *y) {
    bool same = x->n == y->n;
    for (uint32_t i = 0; i < x->n && same; i++) same = x->agency[i] == y->agency[i];
    return same;
}

/* Copies take the credit of those they are copies of; one that credits another agency is none. */
static void share_credit(struct origins *o) {
    for (uint32_t i = 0; i < o->n; i++)
        if (!o->whole[o->of[i]].n) o->whole[o->of[i]] = o->whole[i];
    for (uint32_t i = 0; i < o->n; i++) {
        const struct credit *shared = &o->whole[o->of[i]];
        if (!o->whole[i].n)
            o->whole[i] = *shared;
        else if (!same_credit(&o->whole[i], shared))
            o->of[i] = i;
    }
}

void origins_find(struct arena *a, struct origins *o) {
    struct str *text = arena_array(a, struct str, o->n + 1);
    struct map first;
    map_init(&first, a, o->n + 1);
    o->of = arena_array(a, uint32_t, o->n + 1);
    o->whole = arena_array(a, struct credit, o->n + 1);
    o->part = arena_array(a, struct credit, o->n + 1);
    for (uint32_t i = 0; i < o->n; i++) {
        text[i] = o->report[i].text;
        credit_of_report(o->credits, &o->report[i], &o->whole[i], &o->part[i]);
    }
    origin_find(a, text, o->n, o->of);
    share_credit(o);
    for (uint32_t i = 0; i < o->n; i++) {
        if (o->of[i] != i) continue;
        struct str key = origin_key(a, &o->whole[i], o->report[i].outlet);
        if (key.p) join(o->of, map_add(&first, key, i, NULL), i);
    }
    for (uint32_t i = 0; i < o->n; i++) o->of[i] = first_of(o->of, i);
    o->last.sentence = STR_NULL;
}

/* What the sentence of its evidence says. */
static void said_in_sentence(struct origins *o, uint32_t r, const struct flat_node *claim,
                             struct credit *out) {
    const struct flat_node *span = flat_get(flat_get(claim, KEY_evidence), KEY_span);
    if (!span) return;
    uint32_t b = (uint32_t)flat_int(flat_item(span, 0), 0);
    uint32_t e = (uint32_t)flat_int(flat_item(span, 1), 0);
    struct str s = credit_sentence(o->report[r].text, b, e);
    if (s.p != o->last.sentence.p || s.n != o->last.sentence.n) {
        o->last.sentence = s;
        credit_of_sentence(o->credits, s, &o->last.said);
    }
    *out = o->last.said;
}

void origins_of_claim(struct origins *o, uint32_t r, const struct flat_node *claim,
                      struct credit *out, struct origin_set *set) {
    credit_of_claim(o->credits, claim, out);
    if (!out->n) said_in_sentence(o, r, claim, out);
    bool own = !out->n && !o->whole[r].n;
    if (!out->n) *out = own ? o->part[r] : o->whole[r];
    *set = (struct origin_set){.n = 0};
    for (uint32_t i = 0; i < out->n; i++) set->id[set->n++] = out->agency[i];
    if (own) set->id[set->n++] = o->credits->n + o->of[r];
}

uint32_t origins_count(struct arena *a, const struct origin_set *set, uint32_t n) {
    uint32_t most = 0, count = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < set[i].n; k++) most = ATT_MAX(most, set[i].id[k]);
    bool *counted = arena_array(a, bool, most + 1);
    for (int several = 0; several < 2; several++)
        for (uint32_t i = 0; i < n; i++) {
            const struct origin_set *s = &set[i];
            bool known = (s->n > 1) != several;
            for (uint32_t k = 0; k < s->n && !known; k++) known = counted[s->id[k]];
            if (known) continue;
            count++;
            for (uint32_t k = 0; k < s->n; k++) counted[s->id[k]] = true;
        }
    return count;
}

void origins_names(struct jsonw *w, const struct origins *o, const struct credit *c) {
    jsonw_open(w, '[');
    for (uint32_t i = 0; i < c->n; i++) jsonw_str(w, o->credits->agency[c->agency[i]]);
    jsonw_close(w, ']');
}
