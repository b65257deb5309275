#include "base/base.h"

#include "world/gaz_table.h"

#include <stdlib.h>

uint32_t gaz_weight(const struct gaz_place *p) {
    uint32_t w = p->population;
    if (p->kind == GAZ_COUNTRY) return ATT_MAX(w, 50000000u);
    if (p->kind == GAZ_ADMIN1) return ATT_MAX(w, 1000000u);
    if (p->flags & GAZ_CAPITAL) w = ATT_MAX(w, 3000000u);
    if (p->flags & GAZ_SEAT) w = ATT_MAX(w, 200000u);
    if (p->flags & GAZ_OWN) w = ATT_MAX(w, 500000u);
    return w;
}

uint32_t gaz_build_silent(struct gaz_builder *b, struct gaz_place p, struct str name) {
    p.name = b->n_string;
    p.name_n = (uint16_t)ATT_MIN(name.n, 65535u);
    *vec_push(b->a, &b->string) = str_cut(name, 0, p.name_n);
    b->n_string += p.name_n;
    *vec_push(b->a, &b->place) = p;
    return b->place.n - 1;
}

uint32_t gaz_build_place(struct gaz_builder *b, struct gaz_place p, struct str name) {
    uint32_t i = gaz_build_silent(b, p, name);
    gaz_build_name(b, i, name, GAZ_NAME_MAIN);
    return i;
}

void gaz_build_name(struct gaz_builder *b, uint32_t place, struct str text, uint8_t flags) {
    struct str key = namekey(b->a, str_trim(text));
    if (key.n < 2 || key.n > NAMEKEY_MAX) return;
    if (namekey_is_acronym(text) && key.n <= 4) flags |= GAZ_NAME_ACRONYM;
    struct gaz_name_entry *e = vec_push(b->a, &b->name);
    *e = (struct gaz_name_entry){namekey_hash(NAMEKEY_SEED, key), place, flags};
}

struct order {
    struct gaz_name_entry e;
    uint32_t weight;
};

static int by_hash(const void *x, const void *y) {
    const struct order *a = x, *b = y;
    if (a->e.hash != b->e.hash) return a->e.hash < b->e.hash ? -1 : 1;
    if (a->weight != b->weight) return a->weight > b->weight ? -1 : 1;
    if (a->e.place != b->e.place) return a->e.place < b->e.place ? -1 : 1;
    return (a->e.flags < b->e.flags) - (a->e.flags > b->e.flags);
}

/* Sorts the names and keeps one of each place and hash. */
static void sort_names(struct gaz_builder *b) {
    struct order *o = arena_array(b->a, struct order, b->name.n);
    for (uint32_t i = 0; i < b->name.n; i++)
        o[i] = (struct order){b->name.v[i], gaz_weight(&b->place.v[b->name.v[i].place])};
    if (b->name.n) qsort(o, b->name.n, sizeof *o, by_hash);
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->name.n; i++) {
        if (n && b->name.v[n - 1].hash == o[i].e.hash && b->name.v[n - 1].place == o[i].e.place)
            continue;
        b->name.v[n++] = o[i].e;
    }
    b->name.n = n;
}

static uint32_t check_words(const char *p, size_t n) {
    uint64_t sum = NAMEKEY_SEED;
    for (size_t i = 0; i + 8 <= n; i += 8) {
        uint64_t w;
        memcpy(&w, p + i, 8);
        sum = (sum ^ w) * UINT64_C(1099511628211);
        sum ^= sum >> 29;
    }
    return (uint32_t)(sum ^ sum >> 32);
}

static size_t layout(const struct gaz_header *h, size_t at[4]) {
    at[0] = sizeof *h;
    at[1] = at[0] + (size_t)h->n_place * sizeof(struct gaz_place);
    at[1] = (at[1] + 7) / 8 * 8;
    at[2] = at[1] + (size_t)h->n_name * sizeof(struct gaz_name_entry);
    at[3] = at[2] + (((size_t)1 << h->bits) + 1) * 4;
    return (at[3] + h->n_string + 7) / 8 * 8;
}

void *gaz_build_finish(struct gaz_builder *b, size_t *n) {
    sort_names(b);
    struct gaz_header h = {.magic = GAZ_MAGIC, .version = 1};
    h.n_place = b->place.n, h.n_name = b->name.n, h.n_string = b->n_string;
    while (((uint32_t)1 << h.bits) < b->name.n) h.bits++;
    size_t at[4];
    *n = layout(&h, at);
    char *block = arena_alloc(b->a, *n);
    if (b->place.n) memcpy(block + at[0], b->place.v, b->place.n * sizeof(struct gaz_place));
    if (b->name.n) memcpy(block + at[1], b->name.v, b->name.n * sizeof(struct gaz_name_entry));
    uint32_t *bucket = (uint32_t *)(void *)(block + at[2]);
    for (uint32_t i = 0, k = 0; k <= (uint32_t)1 << h.bits; k++) {
        while (i < b->name.n && (h.bits ? b->name.v[i].hash >> (64 - h.bits) : 0) < k) i++;
        bucket[k] = k == (uint32_t)1 << h.bits ? b->name.n : i;
    }
    char *s = block + at[3];
    for (uint32_t i = 0; i < b->string.n; i++) {
        if (b->string.v[i].n) memcpy(s, b->string.v[i].p, b->string.v[i].n);
        s += b->string.v[i].n;
    }
    h.check = check_words(block + sizeof h, *n - sizeof h);
    memcpy(block, &h, sizeof h);
    return block;
}

static bool indices_hold(const struct gaz_table *t) {
    const struct gaz_header *h = t->h;
    for (uint32_t i = 0; i < h->n_place; i++) {
        const struct gaz_place *p = &t->place[i];
        if (p->name > h->n_string || p->name_n > h->n_string - p->name) return false;
        if (p->admin1 != NONE && p->admin1 >= h->n_place) return false;
        if (p->within != NONE && p->within >= h->n_place) return false;
        if (p->kind >= N_GAZ_KIND || p->country[3]) return false;
    }
    for (uint32_t i = 0; i < h->n_name; i++)
        if (t->name[i].place >= h->n_place) return false;
    for (uint32_t k = 0; k < (uint32_t)1 << h->bits; k++)
        if (t->bucket[k] > t->bucket[k + 1]) return false;
    return t->bucket[(uint32_t)1 << h->bits] == h->n_name;
}

att_status gaz_table_open(struct gaz_table *t, struct str block, const char *what, att_error *err) {
    const struct gaz_header *h = (const void *)block.p;
    if (block.n < sizeof *h || h->magic != GAZ_MAGIC || h->version != 1 || h->bits > 26)
        return status_set(err, ATT_EINPUT, 0, "%s: no table of places", what);
    size_t at[4], n = layout(h, at);
    if (n != block.n)
        return status_set(err, ATT_EINPUT, block.n, "%s: %u bytes where %zu are announced", what,
                          block.n, n);
    if (h->check != check_words(block.p + sizeof *h, n - sizeof *h))
        return status_set(err, ATT_EINPUT, 0, "%s: wrong checksum", what);
    t->h = h;
    t->place = (const void *)(block.p + at[0]);
    t->name = (const void *)(block.p + at[1]);
    t->bucket = (const void *)(block.p + at[2]);
    t->string = block.p + at[3];
    if (!indices_hold(t)) return status_set(err, ATT_EINPUT, 0, "%s: index out of range", what);
    return ATT_OK;
}

bool gaz_table_names(const struct gaz_table *t, uint64_t hash, uint32_t *b, uint32_t *e) {
    uint32_t k = t->h->bits ? (uint32_t)(hash >> (64 - t->h->bits)) : 0;
    uint32_t i = t->bucket[k], end = t->bucket[k + 1];
    while (i < end && t->name[i].hash < hash) i++;
    *b = i;
    while (i < end && t->name[i].hash == hash) i++;
    *e = i;
    return *b < *e;
}
