#include "base/base.h"

#include "store/crowd.h"

#include <stdlib.h>

enum { SHORTEST = 365 }; /* days: news of a few weeks does not tell how much happens at a place */

struct spot_day {
    uint32_t spot;
    int32_t day;
};

static int by_spot(const void *a, const void *b) {
    const struct spot_day *x = a, *y = b;
    if (x->spot != y->spot) return x->spot < y->spot ? -1 : 1;
    return x->day < y->day ? -1 : x->day > y->day;
}

/* Days from the first to the last of `n` ascending days, a sixteenth of them at each end left out
 * (a misread year is no sign of a quiet place) and made up for. */
static uint32_t reach(const struct spot_day *of, size_t n) {
    size_t out = n / 16;
    int64_t days = of[n - 1 - out].day - (int64_t)of[out].day + 1;
    return (uint32_t)ATT_MAX(days * (int64_t)n / (int64_t)(n - 2 * out), (int64_t)SHORTEST);
}

/* `of` are the n days of one place, each once and ascending. */
static void weigh_place(const struct spot_day *of, size_t n, struct crowd *c) {
    static const struct {
        uint32_t one_in; /* a day in so many has news of the place */
        uint8_t loss;
    } steps[] = {{2, 40}, {4, 34}, {8, 28}, {16, 22}, {32, 16}, {64, 10}, {128, 5}};
    uint32_t span = reach(of, n);
    for (size_t s = 0; s < COUNT_OF(steps); s++)
        if ((uint64_t)n * steps[s].one_in >= span) {
            c->loss[of->spot] = steps[s].loss;
            return;
        }
}

void crowd_count(struct arena *a, const struct link_unit *unit, uint32_t n, struct crowd *c) {
    size_t most = 0, count = 0, kept = 0;
    *c = (struct crowd){0};
    for (uint32_t i = 0; i < n; i++) most += unit[i].n_city;
    struct spot_day *all = arena_array_raw(a, struct spot_day, most + 1);
    for (uint32_t i = 0; i < n; i++) {
        const struct link_unit *u = &unit[i];
        if (u->from == NO_DAY || u->to - u->from > 1) continue;
        for (uint32_t k = 0; k < u->n_city; k++)
            all[count++] = (struct spot_day){u->city[k], u->from};
    }
    if (!count) return;
    qsort(all, count, sizeof *all, by_spot);
    for (size_t i = 0; i < count; i++)
        if (!kept || by_spot(&all[kept - 1], &all[i])) all[kept++] = all[i];
    c->n = all[kept - 1].spot + 1;
    c->loss = arena_array(a, uint8_t, c->n);
    for (size_t i = 0, end; i < kept; i = end) {
        for (end = i + 1; end < kept && all[end].spot == all[i].spot; end++) {
        }
        weigh_place(all + i, end - i, c);
    }
}

int crowd_loss(const struct crowd *c, const struct link_unit *a, const struct link_unit *b) {
    int least = -1;
    for (uint32_t i = 0, k = 0; i < a->n_city && k < b->n_city;) {
        uint32_t u = a->city[i], v = b->city[k];
        int loss = u < c->n ? c->loss[u] : 0;
        if (u == v && (least < 0 || loss < least)) least = loss;
        i += u <= v;
        k += v <= u;
    }
    return ATT_MAX(least, 0);
}
