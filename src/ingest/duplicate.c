#include "base/base.h"

#include "base/shingle.h"
#include "ingest/duplicate.h"

enum { ROWS = DUPLICATE_MINS / DUPLICATE_BANDS, REACH = 8, ARENA_MOST = 64 << 20 };

void duplicates_init(struct duplicates *d, const att_sys *sys) {
    *d = (struct duplicates){0};
    arena_init(&d->now.a, sys, ARENA_MOST);
    arena_init(&d->before.a, sys, ARENA_MOST);
}

void duplicates_release(struct duplicates *d) {
    if (d->now.a.sys) arena_release(&d->now.a);
    if (d->before.a.sys) arena_release(&d->before.a);
}

/* ---- sketches */

static uint64_t scramble(uint64_t v) {
    v = (v ^ v >> 31) * 0x7fb5d329728ea185u;
    return v ^ v >> 27;
}

/* The least of each of 64 orders of the runs: order k is that of hash * (odd number k). */
static void draw(struct sketch *s, struct str text) {
    uint64_t order[DUPLICATE_MINS];
    for (uint32_t k = 0; k < DUPLICATE_MINS; k++) {
        order[k] = scramble(k + 1) | 1;
        s->min[k] = UINT32_MAX;
    }
    struct shingles all = shingles_of(text);
    for (uint64_t h; shingles_next(&all, &h); s->runs++)
        for (uint32_t k = 0; k < DUPLICATE_MINS; k++) {
            uint32_t v = (uint32_t)(h * order[k] >> 32);
            s->min[k] = ATT_MIN(s->min[k], v);
        }
    s->text = str_hash(text);
    s->n = text.n;
}

static bool same_text(const struct sketch *a, const struct sketch *b) {
    return a->text == b->text && a->n == b->n && a->runs == b->runs &&
           !memcmp(a->min, b->min, sizeof a->min);
}

static bool near_text(const struct sketch *a, const struct sketch *b) {
    uint32_t agree = 0;
    if (a->runs < DUPLICATE_LEAST || b->runs < DUPLICATE_LEAST) return false;
    for (uint32_t k = 0; k < DUPLICATE_MINS; k++) agree += a->min[k] == b->min[k];
    return agree * 100 >= DUPLICATE_MINS * DUPLICATE_PERCENT;
}

/* ---- looking up: key 0 is the text, key 1 + b is band b */

static uint64_t key_hash(const struct sketch *s, uint32_t key) {
    if (!key) return s->text;
    uint64_t h = key;
    for (uint32_t i = 0; i < ROWS; i++) h = scramble(h ^ s->min[(key - 1) * ROWS + i]);
    return h;
}

static bool key_equal(const struct sketch *a, const struct sketch *b, uint32_t key) {
    if (!key) return a->text == b->text;
    uint32_t at = (key - 1) * ROWS;
    return !memcmp(a->min + at, b->min + at, ROWS * sizeof *a->min);
}

/* The earliest sketch found under the key that is like s, or NULL. */
static const struct sketch *look(const struct sketches *g, const struct sketch *s, uint32_t key,
                                 bool (*like)(const struct sketch *, const struct sketch *)) {
    if (!g->n_slot) return NULL;
    uint32_t equal = 0, mask = g->n_slot - 1, first = NONE;
    for (uint32_t at = (uint32_t)key_hash(s, key) & mask; g->slot[at]; at = (at + 1) & mask) {
        uint32_t i = g->slot[at] - 1;
        if (!key_equal(g->v[i], s, key)) continue;
        if (i < first && like(g->v[i], s)) first = i;
        if (++equal == REACH) break;
    }
    return first == NONE ? NULL : g->v[first];
}

static const struct sketch *find_near(const struct sketches *g, const struct sketch *s) {
    if (s->runs < DUPLICATE_LEAST) return NULL;
    for (uint32_t b = 1; b <= DUPLICATE_BANDS; b++) {
        const struct sketch *found = look(g, s, b, near_text);
        if (found) return found;
    }
    return NULL;
}

/* ---- remembering */

static void put(struct sketches *g, uint32_t i, uint32_t key) {
    uint32_t mask = g->n_slot - 1, equal = 0, at = (uint32_t)key_hash(g->v[i], key) & mask;
    for (; g->slot[at]; at = (at + 1) & mask)
        if (key_equal(g->v[g->slot[at] - 1], g->v[i], key) && ++equal == REACH) return;
    g->slot[at] = i + 1;
    g->used++;
}

static void put_all(struct sketches *g, uint32_t i) {
    uint32_t keys = g->v[i]->runs < DUPLICATE_LEAST ? 1 : 1 + DUPLICATE_BANDS;
    for (uint32_t key = 0; key < keys; key++) put(g, i, key);
}

static void remember(struct sketches *g, const struct sketch *s) {
    struct sketch *copy = arena_new(&g->a, struct sketch);
    *copy = *s;
    copy->id = arena_str(&g->a, s->id);
    if (g->n == g->cap) g->v = vec_grow(&g->a, g->v, sizeof(struct sketch *), g->n, &g->cap);
    g->v[g->n++] = copy;
    if ((g->used + 1 + DUPLICATE_BANDS) * 2 <= g->n_slot) {
        put_all(g, g->n - 1);
        return;
    }
    uint32_t more = g->n_slot ? g->n_slot * 2 : 256;
    g->slot = arena_array(&g->a, uint32_t, more);
    g->n_slot = more;
    g->used = 0;
    for (uint32_t i = 0; i < g->n; i++) put_all(g, i);
}

/* The younger generation becomes the older one, whose memory is used again. */
static void turn(struct duplicates *d) {
    struct sketches old = d->before;
    d->before = d->now;
    arena_reset(&old.a);
    d->now = (struct sketches){.a = old.a};
}

struct mark_call {
    struct duplicates *d;
    struct att_report *r;
};

static att_status mark(void *ctx) {
    struct mark_call *c = ctx;
    struct duplicates *d = c->d;
    struct att_report *r = c->r;
    struct sketch s = {.id = r->id};
    draw(&s, r->text);
    const struct sketch *same = look(&d->before, &s, 0, same_text);
    if (!same) same = look(&d->now, &s, 0, same_text);
    const struct sketch *near = same ? NULL : find_near(&d->before, &s);
    if (!same && !near) near = find_near(&d->now, &s);
    if (same) r->duplicate.kind = DUPLICATE_EXACT;
    if (near) r->duplicate.kind = DUPLICATE_NEAR;
    if (same || near) r->duplicate.of = arena_str(&r->a, same ? same->id : near->id);
    if (!same) remember(&d->now, &s);
    return ATT_OK;
}

att_status duplicates_mark(struct duplicates *d, struct att_report *r, att_error *err) {
    struct mark_call call = {d, r};
    if (d->now.n == DUPLICATE_KEEP) turn(d);
    return arena_try(&r->a, &d->now.a, mark, &call, err);
}
