#include "base/base.h"

#include "store/link.h"

#include "base/vec.h"
#include "store/crowd.h"

#include <stdlib.h>

enum {
    ACCEPT = 28,      /* least score of a pair that is joined */
    MOST_WORDS = 100, /* what words in common can give */
    SAME_DAY = 25,    /* both say the same day */
    NEXT_DAY = 15,    /* a night, a time zone */
    NEAR_DAYS = 3,    /* still no clash */
    FAR_DAYS = 7,     /* a different happening */
    DAYS_NEAR = -25,  /* two or three days apart, not done in one way */
    DAYS_CLASH = -40,
    IN_WINDOW = 8,    /* a month or year that holds the other's day */
    SAME_NEWS = 10,   /* no day told, published when the other happened */
    NAMED_DAY = 18,   /* no day told, but the other's day is named */
    OLD_NEWS = -6,    /* ... or up to a month later */
    STALE_NEWS = -15, /* ... or later still */
    UNDATED = -12,    /* told in passing, without a day */
    MONTH = 31,
    SAME_CITY = 15,
    CITY_NAMED = 8,  /* the other report names the city elsewhere */
    IN_CITY = 8,     /* one says the city, the other a quarter of it */
    CITY_REACH = 20, /* 1e-2 degrees from the middle of a city to its quarters */
    CITY_BOTH = 5,   /* both reports name one city, neither puts it there */
    SAME_COUNTRY = 3,
    COUNTRY_CLASH = -25,
    OTHER_MEANS = -8,
    OTHER_FAMILY = -30,
    BARE = -6,        /* a report in which no incident was found */
    COMMON_WORD = 64, /* a word of more units blocks only inside its weeks */
    RARE_WORDS = 12,  /* rarest words of a unit that block */
    BLOCK_REACH = 48, /* neighbours compared inside one block */
    BLOCK_SPOTS = 4,  /* places of a unit that block, with its day */
    WEEK = 7
};

/* ---- the frame: day, place, kind */

static int64_t gap(int64_t from, int64_t to, int64_t other_from, int64_t other_to) {
    if (other_from > to) return other_from - to;
    return from > other_to ? from - other_to : 0;
}

static bool is_day(const struct link_unit *u) {
    return u->from != NO_DAY && u->to - u->from <= 1;
}

/* True where the ascending lists share an id. */
static bool share(const uint32_t *a, uint32_t n_a, const uint32_t *b, uint32_t n_b) {
    uint32_t i = 0, k = 0;
    while (i < n_a && k < n_b) {
        if (a[i] == b[k]) return true;
        if (a[i] < b[k])
            i++;
        else
            k++;
    }
    return false;
}

/* Both windows are known. */
static int windows_score(const struct link_unit *a, const struct link_unit *b) {
    int64_t days = gap(a->from, a->to, b->from, b->to);
    if (days >= FAR_DAYS) return LINK_NEVER;
    if (!is_day(a) || !is_day(b)) return days ? 0 : IN_WINDOW;
    if (days == 0) return SAME_DAY;
    if (days == 1) return NEXT_DAY;
    if (days > NEAR_DAYS) return DAYS_CLASH;
    return a->sharp != NONE && a->sharp == b->sharp ? 0 : DAYS_NEAR;
}

static int lag_score(int64_t days) {
    if (days <= NEAR_DAYS) return SAME_NEWS;
    return days <= MONTH ? OLD_NEWS : STALE_NEWS;
}

/* `known` tells its days, `other` none: news is of what happened shortly before it. */
static int news_score(const struct link_unit *known, const struct link_unit *other) {
    if (other->published == NO_DAY) return 0;
    int64_t lag = other->published - (int64_t)known->from;
    if (lag < -1) return LINK_NEVER;
    if (!other->main) return UNDATED;
    if (!is_day(known)) return 0;
    uint32_t day = (uint32_t)known->from;
    return share(&day, 1, other->day, other->n_day) ? NAMED_DAY : lag_score(lag);
}

static int days_score(const struct link_unit *a, const struct link_unit *b) {
    if (a->from != NO_DAY && b->from != NO_DAY) return windows_score(a, b);
    if (a->from != NO_DAY) return news_score(a, b);
    if (b->from != NO_DAY) return news_score(b, a);
    if (!a->main || !b->main) return UNDATED;
    if (a->published == NO_DAY || b->published == NO_DAY) return 0;
    return lag_score(gap(a->published, a->published, b->published, b->published));
}

/* One is put at a city, the other at a quarter so near that it is likely one of the city. */
static bool is_inside(const struct link_unit *a, const struct link_unit *b) {
    return a->located && b->located && a->n_city && b->n_city && a->quarter != b->quarter &&
           abs(a->lat - b->lat) <= CITY_REACH && abs(a->lon - b->lon) <= CITY_REACH;
}

static int place_score(const struct link_unit *a, const struct link_unit *b) {
    if (share(a->city, a->n_city, b->city, b->n_city)) return SAME_CITY;
    bool known = share(a->city, a->n_city, b->nearby, b->n_nearby) ||
                 share(b->city, b->n_city, a->nearby, a->n_nearby);
    if (known) return CITY_NAMED;
    if (is_inside(a, b)) return IN_CITY;
    if (a->n_city && b->n_city) return LINK_NEVER;
    int both = share(a->nearby, a->n_nearby, b->nearby, b->n_nearby) ? CITY_BOTH : 0;
    if (a->country == NONE || b->country == NONE) return both;
    return both + (a->country == b->country ? SAME_COUNTRY : both ? 0 : COUNTRY_CLASH);
}

static int kind_score(const struct link_unit *a, const struct link_unit *b) {
    if (a->families && b->families && !(a->families & b->families)) return OTHER_FAMILY;
    return a->sharp != NONE && b->sharp != NONE && a->sharp != b->sharp ? OTHER_MEANS : 0;
}

int link_frame_score(const struct link_unit *a, const struct link_unit *b) {
    if (a->report == b->report || (a->bare && b->bare)) return LINK_NEVER;
    int days = days_score(a, b), place = place_score(a, b);
    if (days == LINK_NEVER || place == LINK_NEVER) return LINK_NEVER;
    return days + place + kind_score(a, b) + (a->bare || b->bare ? BARE : 0);
}

/* ---- the words */

struct pair {
    int32_t score;
    uint32_t a, b; /* a < b */
};

struct linking {
    struct arena *a;
    struct link_unit *unit; /* [n] */
    uint32_t n, n_words;
    uint32_t *frequency; /* [n_words] units with the word */
    uint32_t *weight;    /* [n_words] 0 for a word of one unit */
    uint64_t *norm;      /* [n] root of the sum of squared weights */
    struct crowd crowd;
    VEC(struct pair) pairs;
    struct link_rulings rulings;
    struct link_ruling *apart; /* [n_apart] splits that hold */
    uint32_t n_apart;
};

/* 16 * log2(v), rounded down, for v >= 1. */
static uint32_t log16(uint32_t v) {
    uint32_t whole = 31 - (uint32_t)__builtin_clz(v);
    uint64_t rest = ((uint64_t)v << 32) >> whole; /* 1.0 .. 2.0 with 32 binary places */
    uint32_t out = whole * 16;
    for (uint32_t bit = 8; bit; bit >>= 1) {
        rest = (rest >> 16) * (rest >> 16);
        if (rest >> 33) {
            out += bit;
            rest >>= 1;
        }
    }
    return out;
}

static uint64_t root(uint64_t v) {
    uint64_t r = 0;
    for (uint64_t bit = (uint64_t)1 << 31; bit; bit >>= 1)
        if ((r + bit) * (r + bit) <= v) r += bit;
    return r;
}

static void weigh(struct linking *l, uint32_t n_words) {
    enum { SMOOTH = 48 }; /* in a book of few reports a word of all of them still tells */
    l->frequency = arena_array(l->a, uint32_t, n_words + 1);
    l->weight = arena_array(l->a, uint32_t, n_words + 1);
    l->norm = arena_array(l->a, uint64_t, l->n + 1);
    for (uint32_t i = 0; i < l->n; i++)
        for (uint32_t k = 0; k < l->unit[i].n_word; k++) l->frequency[l->unit[i].word[k]]++;
    for (uint32_t w = 0; w < n_words; w++)
        l->weight[w] =
            l->frequency[w] ? log16(ATT_MAX((l->n + SMOOTH) / (l->frequency[w] + 1), 1)) : 0;
    for (uint32_t i = 0; i < l->n; i++) {
        uint64_t sum = 0;
        for (uint32_t k = 0; k < l->unit[i].n_word; k++) {
            uint64_t w = l->weight[l->unit[i].word[k]];
            sum += w * w;
        }
        l->norm[i] = root(sum);
    }
}

/* Cosine of two units' words in percent. */
static int words_score(const struct linking *l, uint32_t i, uint32_t k) {
    const struct link_unit *a = &l->unit[i], *b = &l->unit[k];
    uint64_t dot = 0;
    for (uint32_t x = 0, y = 0; x < a->n_word && y < b->n_word;) {
        uint32_t u = a->word[x], v = b->word[y];
        if (u == v) dot += (uint64_t)l->weight[u] * l->weight[u];
        x += u <= v;
        y += v <= u;
    }
    uint64_t both = l->norm[i] * l->norm[k];
    return both ? (int)(dot * 100 / both) : 0;
}

/* ---- blocks */

struct posting {
    uint32_t word;
    int32_t week; /* 0 for a rare word; the day for a place */
    uint32_t unit;
};

static int by_block(const void *a, const void *b) {
    const struct posting *x = a, *y = b;
    if (x->word != y->word) return x->word < y->word ? -1 : 1;
    if (x->week != y->week) return x->week < y->week ? -1 : 1;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

static int by_id(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* The rarest words that another unit has too: an insertion into a short list. */
static uint32_t rarest(const struct linking *l, const struct link_unit *u,
                       uint32_t out[RARE_WORDS]) {
    uint32_t n = 0;
    for (uint32_t k = 0; k < u->n_word; k++) {
        uint32_t w = u->word[k];
        if (l->frequency[w] < 2) continue;
        uint32_t at = n < RARE_WORDS ? n++ : RARE_WORDS;
        if (at == RARE_WORDS && l->frequency[out[at - 1]] <= l->frequency[w]) continue;
        at = at == RARE_WORDS ? at - 1 : at;
        for (; at && l->frequency[out[at - 1]] > l->frequency[w]; at--) out[at] = out[at - 1];
        out[at] = w;
    }
    return n;
}

static void post_weeks(struct linking *l, struct posting **to, uint32_t word, uint32_t i) {
    const struct link_unit *u = &l->unit[i];
    int32_t day = u->from != NO_DAY ? u->from : u->published;
    int32_t week = day == NO_DAY ? INT32_MAX : day / WEEK;
    *(*to)++ = (struct posting){word, week, i};
    if (week != INT32_MAX) *(*to)++ = (struct posting){word, week + 1, i};
}

/* Place and day: the rare words of copies are those that only the copies share. */
static void post_spots(const struct linking *l, struct posting **to, uint32_t i) {
    const struct link_unit *u = &l->unit[i];
    const uint32_t *spot = u->n_city ? u->city : u->nearby;
    uint32_t n = ATT_MIN(u->n_city ? u->n_city : u->n_nearby, (uint32_t)BLOCK_SPOTS);
    int32_t day = u->from != NO_DAY ? u->from : u->published;
    for (uint32_t k = 0; day != NO_DAY && k < n; k++)
        for (int32_t later = 0; later < 2; later++)
            *(*to)++ = (struct posting){l->n_words + spot[k], day + later, i};
}

static struct posting *post_all(struct linking *l, size_t *n) {
    size_t most = (RARE_WORDS + BLOCK_SPOTS) * 2;
    struct posting *all = arena_array_raw(l->a, struct posting, l->n * most + 1);
    struct posting *to = all;
    for (uint32_t i = 0; i < l->n; i++) {
        uint32_t word[RARE_WORDS], words = rarest(l, &l->unit[i], word);
        for (uint32_t k = 0; k < words; k++) {
            if (l->frequency[word[k]] > COMMON_WORD)
                post_weeks(l, &to, word[k], i);
            else
                *to++ = (struct posting){word[k], 0, i};
        }
        post_spots(l, &to, i);
    }
    *n = (size_t)(to - all);
    qsort(all, *n, sizeof *all, by_block);
    return all;
}

static int by_members(const void *a, const void *b) {
    const struct pair *x = a, *y = b;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static int by_score(const void *a, const void *b) {
    const struct pair *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return by_members(a, b);
}

/* Where the postings of each unit stand: place[first[i] .. first[i + 1]) of unit i. */
static uint32_t *places_of(struct linking *l, const struct posting *all, uint32_t n,
                           uint32_t **first) {
    uint32_t *place = arena_array_raw(l->a, uint32_t, n + 1);
    uint32_t *at = arena_array(l->a, uint32_t, l->n + 2);
    for (uint32_t p = 0; p < n; p++) at[all[p].unit + 2]++;
    for (uint32_t i = 2; i < l->n + 2; i++) at[i] += at[i - 1];
    for (uint32_t p = 0; p < n; p++) place[at[all[p].unit + 1]++] = p;
    *first = at;
    return place;
}

/* Keeps the pair where it is accepted. */
static void weigh_pair(struct linking *l, uint32_t i, uint32_t k) {
    struct pair p = {link_frame_score(&l->unit[i], &l->unit[k]), i, k};
    if (p.score == LINK_NEVER || p.score + MOST_WORDS < ACCEPT) return;
    p.score += words_score(l, i, k) - crowd_loss(&l->crowd, &l->unit[i], &l->unit[k]);
    if (p.score >= ACCEPT) *vec_push(l->a, &l->pairs) = p;
}

/* Each unit against those behind it in its blocks, each once. */
static void find_pairs(struct linking *l) {
    size_t n;
    uint32_t *first, *seen = arena_array(l->a, uint32_t, l->n + 1); /* by the last unit + 1 */
    const struct posting *all = post_all(l, &n);
    const uint32_t *place = places_of(l, all, (uint32_t)n, &first);
    for (uint32_t i = 0; i < l->n; i++)
        for (uint32_t at = first[i]; at < first[i + 1]; at++) {
            size_t from = place[at], end = ATT_MIN(n, from + BLOCK_REACH + 1);
            for (size_t k = from + 1; k < end; k++) {
                if (all[k].word != all[from].word || all[k].week != all[from].week) break;
                uint32_t other = all[k].unit;
                if (seen[other] == i + 1) continue;
                seen[other] = i + 1;
                weigh_pair(l, i, other);
            }
        }
    if (l->pairs.n) qsort(l->pairs.v, l->pairs.n, sizeof *l->pairs.v, by_score);
}

/* ---- clusters */

/* What a cluster is pinned to by its members that tell a day or a city. */
struct pinned {
    int32_t first, last; /* days, NO_DAY where none is told */
    uint32_t next, tail; /* list of members */
    uint32_t size;
    bool ruled; /* a person joined some of them, whatever their days and places */
};

enum {
    VETO_PAIRS = 64 /* members of each side looked at for a clash */
};

static uint32_t find(uint32_t *up, uint32_t i) {
    while (up[i] != i) i = up[i] = up[up[i]];
    return i;
}

/* True where a person ruled that the clusters of roots a and b are two. */
static bool ruled_apart(const struct linking *l, uint32_t *up, uint32_t a, uint32_t b) {
    for (uint32_t i = 0; i < l->n_apart; i++) {
        uint32_t x = find(up, l->apart[i].a), y = find(up, l->apart[i].b);
        if ((x == a && y == b) || (x == b && y == a)) return true;
    }
    return false;
}

static bool clash(const struct linking *l, const struct pinned *pin, uint32_t a, uint32_t b) {
    const struct pinned *x = &pin[a], *y = &pin[b];
    if (x->ruled || y->ruled) return false;
    if (x->first != NO_DAY && y->first != NO_DAY &&
        ATT_MAX(x->last, y->last) - (int64_t)ATT_MIN(x->first, y->first) >= FAR_DAYS)
        return true;
    uint32_t i = a, same = 0, other = 0; /* pairs put at one place, at places that are two */
    for (uint32_t m = 0; i != NONE && m < VETO_PAIRS; i = pin[i].next, m++) {
        uint32_t k = b;
        for (uint32_t j = 0; k != NONE && j < VETO_PAIRS; k = pin[k].next, j++) {
            if (l->unit[i].report == l->unit[k].report) return true;
            int place = place_score(&l->unit[i], &l->unit[k]);
            same += place == SAME_CITY;
            other += place == LINK_NEVER;
        }
    }
    return other > same;
}

static void join(struct pinned *pin, uint32_t *up, uint32_t a, uint32_t b) {
    uint32_t low = ATT_MIN(a, b), high = ATT_MAX(a, b);
    struct pinned *x = &pin[low], *y = &pin[high];
    up[high] = low;
    if (x->first == NO_DAY || (y->first != NO_DAY && y->first < x->first)) x->first = y->first;
    if (x->last == NO_DAY || (y->last != NO_DAY && y->last > x->last)) x->last = y->last;
    pin[x->tail].next = high;
    x->tail = y->tail;
    x->size += y->size;
    x->ruled |= y->ruled;
}

/* A report without an incident joins its best case and never ties two cases together. */
static bool is_settled(const struct linking *l, const struct pinned *pin, uint32_t unit,
                       uint32_t cluster) {
    return l->unit[unit].bare && pin[cluster].size > 1;
}

/* Latest first: an earlier ruling that contradicts a later one is void. */
static void apply_rulings(struct linking *l, struct pinned *pin, uint32_t *up) {
    l->apart = arena_array(l->a, struct link_ruling, l->rulings.n + 1);
    for (uint32_t i = 0; i < l->rulings.n; i++) {
        const struct link_ruling *r = &l->rulings.v[i];
        uint32_t a = find(up, r->a), b = find(up, r->b);
        if (a == b) continue;
        if (!r->join)
            l->apart[l->n_apart++] = *r;
        else if (!ruled_apart(l, up, a, b)) {
            join(pin, up, a, b);
            pin[ATT_MIN(a, b)].ruled = true;
        }
    }
}

static void cluster_all(struct linking *l, uint32_t *up) {
    struct pinned *pin = arena_array(l->a, struct pinned, l->n + 1);
    for (uint32_t i = 0; i < l->n; i++) {
        const struct link_unit *u = &l->unit[i];
        up[i] = i;
        bool day = is_day(u);
        pin[i] = (struct pinned){
            .first = day ? u->from : NO_DAY, .last = day ? u->to : NO_DAY, NONE, i, 1};
    }
    apply_rulings(l, pin, up);
    for (uint32_t i = 0; i < l->pairs.n; i++) {
        const struct pair *p = &l->pairs.v[i];
        uint32_t a = find(up, p->a), b = find(up, p->b);
        if (a == b || is_settled(l, pin, p->a, a) || is_settled(l, pin, p->b, b)) continue;
        if (!clash(l, pin, a, b) && !ruled_apart(l, up, a, b)) join(pin, up, a, b);
    }
    for (uint32_t i = 0; i < l->n; i++) up[i] = find(up, i);
}

void link_run(struct arena *a, const struct link_input *in, uint32_t *cluster) {
    struct link_unit *unit = in->unit;
    struct linking l = {
        .a = a, .unit = unit, .n = in->n, .n_words = in->n_words, .rulings = in->rulings};
    for (uint32_t i = 0; i < in->n; i++)
        if (unit[i].n_word) qsort(unit[i].word, unit[i].n_word, sizeof *unit[i].word, by_id);
    weigh(&l, in->n_words);
    crowd_count(a, unit, in->n, &l.crowd);
    find_pairs(&l);
    cluster_all(&l, cluster);
}
