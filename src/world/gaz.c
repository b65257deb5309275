#include "base/base.h"

#include "world/gaz.h"

#include "base/embed.h"
#include "base/tsv.h"
#include "world/actors.h"
#include "world/gaz_read.h"
#include "world/gaz_table.h"
#include "world/phrases.h"

enum { GAZ_TABLES = 15, GAZ_SHIFT = 28, GAZ_WORDS = 6 };

struct gaz {
    struct gaz_table table[GAZ_TABLES]; /* [n]: users' first, the built-in one last */
    uint32_t n, n_bad;
    uint64_t *seen;     /* a bit for each name of any table, by the upper bits of its hash */
    uint32_t seen_bits; /* 1 << seen_bits bits, eight or more for each name */
    struct map country; /* alpha-3 -> gaz_id */
    struct map words;   /* word -> enum gaz_word */
};

static void index_countries(struct gaz *g, struct arena *a) {
    map_init(&g->country, a, 512);
    for (uint32_t t = 0; t < g->n; t++)
        for (uint32_t i = 0; i < g->table[t].h->n_place; i++) {
            const struct gaz_place *p = &g->table[t].place[i];
            if (p->kind == GAZ_COUNTRY) map_put(&g->country, str_c(p->country), t << GAZ_SHIFT | i);
        }
}

/* Most stretches of text are no name: one bit in a small table says so. */
static void mark_names(struct gaz *g, struct arena *a) {
    uint64_t names = 0;
    for (uint32_t t = 0; t < g->n; t++) names += g->table[t].h->n_name;
    for (g->seen_bits = 6; (uint64_t)1 << g->seen_bits < 8 * names;) g->seen_bits++;
    g->seen = arena_array(a, uint64_t, (size_t)1 << (g->seen_bits - 6));
    for (uint32_t t = 0; t < g->n; t++)
        for (uint32_t i = 0; i < g->table[t].h->n_name; i++) {
            uint64_t bit = g->table[t].name[i].hash >> (64 - g->seen_bits);
            g->seen[bit / 64] |= (uint64_t)1 << bit % 64;
        }
}

static bool may_name(const struct gaz *g, uint64_t hash) {
    uint64_t bit = hash >> (64 - g->seen_bits);
    return g->seen[bit / 64] >> bit % 64 & 1;
}

static void read_words(struct gaz *g, struct arena *a) {
    static const char *const class_name[N_GAZ_WORD] = {
        "locative", "weak",   "near",  "direction", "institution", "feature",
        "area",     "county", "water", "body",      "media",       "team",
        "ship",     "street", "legal", "speak",     "particle"};
    struct tsv t;
    map_init(&g->words, a, 1024);
    tsv_init(&t, embed_find("data/placewords.tsv"));
    while (tsv_next(&t)) {
        struct str list = tsv_cell(&t, 1), one;
        uint32_t bit = 0;
        while (bit < N_GAZ_WORD && !str_eq_c(tsv_cell(&t, 0), class_name[bit])) bit++;
        if (bit == N_GAZ_WORD) continue;
        while (str_next(&list, ';', &one)) {
            uint32_t old = map_get(&g->words, one);
            map_put(&g->words, one, (old == NONE ? 0 : old) | 1u << bit);
        }
    }
}

uint32_t gaz_word(const struct gaz *g, struct str lower) {
    uint32_t v = map_get(&g->words, lower);
    return v == NONE ? 0 : v;
}

att_status gaz_open(const struct gaz **out, struct arena *a, const struct actors *as,
                    const att_options *opt, att_error *err) {
    struct gaz *g = arena_new(a, struct gaz);
    size_t n = opt ? opt->n_gazetteers : 0;
    if (n > GAZ_TABLES - 1)
        return status_set(err, ATT_EUSAGE, 0, "more than %d gazetteers", GAZ_TABLES - 1);
    struct gaz_table known;
    att_status built = gaz_table_open(&known, embed_find("gaz.bin"), "gaz.bin", err);
    if (built) return built;
    for (size_t i = 0; i < n; i++) {
        struct gaz_reading r = {.path = opt->gazetteers[i], .as = as, .opt = opt, .known = &known};
        struct str block;
        att_status st = gaz_read_file(&r, a, &block, err);
        if (!st) st = gaz_table_open(&g->table[g->n++], block, r.path, err);
        if (st) return st;
        g->n_bad += r.n_bad;
    }
    g->table[g->n++] = known;
    index_countries(g, a);
    mark_names(g, a);
    read_words(g, a);
    *out = g;
    return ATT_OK;
}

static uint32_t find_hash(const struct gaz *g, uint64_t hash, struct gaz_hit *out, uint32_t cap) {
    uint32_t n = 0, b, e;
    for (uint32_t t = 0; t < g->n && may_name(g, hash); t++) {
        if (!gaz_table_names(&g->table[t], hash, &b, &e)) continue;
        for (; b < e && n < cap; b++)
            out[n++] = (struct gaz_hit){t << GAZ_SHIFT | g->table[t].name[b].place,
                                        (uint8_t)g->table[t].name[b].flags};
    }
    return n;
}

uint32_t gaz_find(const struct gaz *g, struct str key, struct gaz_hit *out, uint32_t cap) {
    return find_hash(g, namekey_hash(NAMEKEY_SEED, key), out, cap);
}

uint32_t gaz_match(const struct gaz *g, const struct str *key, uint32_t n, uint32_t *len,
                   struct gaz_hit *out, uint32_t cap) {
    uint64_t hash = NAMEKEY_SEED;
    uint32_t found = 0, words = 0, b, e;
    uint64_t best = 0;
    for (uint32_t t = 0; t < n && words < GAZ_WORDS; t++) {
        if (!key[t].n) {
            if (t == 0) return 0;
            if (t + 1 == n || !key[t + 1].n) break;
            continue;
        }
        if (words) hash = namekey_hash(hash, STR(" "));
        hash = namekey_hash(hash, key[t]);
        words++;
        for (uint32_t k = 0; k < g->n && may_name(g, hash); k++)
            if (gaz_table_names(&g->table[k], hash, &b, &e)) {
                *len = t + 1;
                best = hash;
                found = 1;
            }
    }
    return found ? find_hash(g, best, out, cap) : 0;
}

static const struct gaz_table *table_of(const struct gaz *g, gaz_id id) {
    return &g->table[id >> GAZ_SHIFT];
}

const struct gaz_place *gaz_place(const struct gaz *g, gaz_id id) {
    return &table_of(g, id)->place[id & ((1u << GAZ_SHIFT) - 1)];
}

struct str gaz_name(const struct gaz *g, gaz_id id) {
    const struct gaz_place *p = gaz_place(g, id);
    return (struct str){table_of(g, id)->string + p->name, p->name_n};
}

gaz_id gaz_admin1(const struct gaz *g, gaz_id id) {
    uint32_t i = gaz_place(g, id)->admin1;
    return i == NONE ? NONE : (id >> GAZ_SHIFT << GAZ_SHIFT | i);
}

gaz_id gaz_within(const struct gaz *g, gaz_id id) {
    uint32_t i = gaz_place(g, id)->within;
    return i == NONE ? NONE : (id >> GAZ_SHIFT << GAZ_SHIFT | i);
}

gaz_id gaz_country(const struct gaz *g, struct str alpha3) {
    return map_get(&g->country, alpha3);
}
uint32_t gaz_n_bad(const struct gaz *g) {
    return g->n_bad;
}
