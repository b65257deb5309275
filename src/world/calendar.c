#include "base/base.h"

#include "world/calendar.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"
#include "base/vec.h"

struct holiday {
    uint8_t rule; /* 0 fixed, 1 nth weekday, 2 from Easter */
    int16_t a, b, c;
};

struct calendar {
    struct map words;
    VEC(struct time_word) word;
    struct map names, firsts;
    VEC(struct holiday) holiday;
    struct map context; /* word -> bits of enum time_context */
    VEC(struct bounding) bound;
};

static uint8_t code_of(const char *const *codes, uint32_t n, struct str s) {
    for (uint32_t i = 1; i < n; i++)
        if (str_eq_c(s, codes[i])) return (uint8_t)i;
    return 0;
}

static int32_t int_of(struct str s) {
    uint32_t v = 0;
    bool minus = s.n && s.p[0] == '-';
    num_parse_u32(minus ? str_cut(s, 1, s.n) : s, &v);
    return minus ? -(int32_t)v : (int32_t)v;
}

static void word_set(struct time_word *w, uint32_t bit, struct str v) {
    static const char *const unit[] = {"",  "Y", "M", "W",  "D", "TH", "TM", "TS",
                                       "E", "C", "Q", "WE", "N", "F",  "K"};
    static const char *const part[] = {"", "MO", "AF", "EV", "NI", "MI", "DT"};
    static const char *const season[] = {"", "SP", "SU", "FA", "WI"};
    static const char *const ref[] = {"", "PRESENT_REF", "PAST_REF", "FUTURE_REF"};
    w->classes |= 1u << bit;
    switch ((int)(1u << bit)) {
    case TW_MONTH: w->month = (uint8_t)int_of(v); break;
    case TW_WEEKDAY:
    case TW_WEEKDAYS: w->weekday = (uint8_t)int_of(v); break;
    case TW_UNIT:
    case TW_UNITS: w->unit = code_of(unit, COUNT_OF(unit), v); break;
    case TW_PART: w->part = code_of(part, COUNT_OF(part), v); break;
    case TW_SEASON: w->season = code_of(season, COUNT_OF(season), v); break;
    case TW_REF:
    case TW_ADJREF: w->ref = code_of(ref, COUNT_OF(ref), v); break;
    case TW_CLOCK: w->clock = (uint8_t)int_of(v); break;
    case TW_DAY: w->day = (int8_t)int_of(v); break;
    case TW_RELATIVE:
    case TW_PAST:
    case TW_EARLIER: w->relative = (int8_t)int_of(v); break;
    case TW_ORDINAL: w->ordinal = (uint8_t)int_of(v); break;
    case TW_SET:
    case TW_MODIFIER: w->value = v; break;
    default: num_parse_u64(v, &w->number); break;
    }
}

static void read_words(struct calendar *c, struct arena *a) {
    static const char *const name[] = {
#define X(id, text) text,
        CALENDAR_CLASSES(X)
#undef X
    };
    struct tsv t;
    tsv_init(&t, embed_find("data/time/words.tsv"));
    while (tsv_next(&t)) {
        uint32_t bit = 0;
        while (bit < N_TIME_CLASS && !str_eq_c(t.cell[0], name[bit])) bit++;
        struct str rest = tsv_cell(&t, 2), word;
        while (bit < N_TIME_CLASS && str_next(&rest, ',', &word)) {
            bool added;
            uint32_t at = map_add(&c->words, str_trim(word), c->word.n, &added);
            if (added) vec_push(a, &c->word);
            word_set(&c->word.v[at], bit, t.cell[1]);
        }
    }
}

static void read_holidays(struct calendar *c, struct arena *a) {
    struct tsv t;
    tsv_init(&t, embed_find("data/time/holidays.tsv"));
    while (tsv_next(&t)) {
        struct str name = tsv_cell(&t, 0), rule = tsv_cell(&t, 1), v = tsv_cell(&t, 2), part;
        struct str rest = name;
        if (!str_next(&rest, ' ', &part)) continue;
        map_put(&c->firsts, part, 1);
        map_put(&c->names, name, c->holiday.n);
        struct holiday *h = vec_push(a, &c->holiday);
        h->rule = str_eq_c(rule, "fixed") ? 0 : str_eq_c(rule, "nth") ? 1 : 2;
        if (h->rule == 2) {
            h->a = (int16_t)int_of(v);
            continue;
        }
        if (str_next(&v, '-', &part)) h->a = (int16_t)int_of(part);
        if (str_next(&v, '-', &part)) h->b = (int16_t)int_of(part);
        if (str_next(&v, '-', &part)) h->c = (int16_t)int_of(part);
    }
}

static void read_contexts(struct calendar *c) {
    static const char *const name[] = {
#define X(id, text) text,
        CALENDAR_CONTEXTS(X)
#undef X
    };
    struct tsv t;
    tsv_init(&t, embed_find("data/time/context.tsv"));
    while (tsv_next(&t)) {
        uint32_t k = 0;
        while (k < N_TIME_CONTEXT && !str_eq_c(t.cell[0], name[k])) k++;
        struct str rest = tsv_cell(&t, 1), word;
        while (k < N_TIME_CONTEXT && str_next(&rest, ',', &word)) {
            uint32_t had = map_add(&c->context, str_trim(word), 0, NULL);
            map_put(&c->context, str_trim(word), had | 1u << k);
        }
    }
}

static void read_bounds(struct calendar *c, struct arena *a) {
    static const char *const name[] = {"none", "low", "above", "high", "below", "about"};
    struct tsv t;
    tsv_init(&t, embed_find("data/time/bounds.tsv"));
    while (tsv_next(&t)) {
        struct bounding b = {.bound = (enum bound)code_of(name, COUNT_OF(name), t.cell[0])};
        struct str rest = tsv_cell(&t, 1), word;
        while (b.n < BOUND_WORDS && str_next(&rest, ' ', &word)) b.word[b.n++] = word;
        *vec_push(a, &c->bound) = b;
    }
}

const struct calendar *calendar_open(struct arena *a) {
    struct calendar *c = arena_new(a, struct calendar);
    map_init(&c->words, a, 512);
    map_init(&c->names, a, 64);
    map_init(&c->firsts, a, 64);
    map_init(&c->context, a, 256);
    read_words(c, a);
    read_contexts(c);
    read_bounds(c, a);
    read_holidays(c, a);
    return c;
}

const struct time_word *calendar_word(const struct calendar *c, struct str lower) {
    if (lower.n > 16) return NULL;
    uint32_t at = map_get(&c->words, lower);
    return at == NONE ? NULL : &c->word.v[at];
}

bool calendar_context(const struct calendar *c, enum time_context k, struct str lower) {
    uint32_t bits = map_get(&c->context, lower);
    return bits != NONE && bits & 1u << k;
}

const struct bounding *calendar_bounds(const struct calendar *c, uint32_t *n) {
    *n = c->bound.n;
    return c->bound.v;
}

bool calendar_holiday_starts(const struct calendar *c, struct str lower) {
    return lower.n < 16 && map_get(&c->firsts, lower) != NONE;
}

uint32_t calendar_holiday(const struct calendar *c, struct str lower) {
    return map_get(&c->names, lower);
}

int64_t calendar_holiday_day(const struct calendar *c, uint32_t h, int32_t year) {
    const struct holiday *y = &c->holiday.v[h];
    if (y->rule == 0) return civil_days(year, (uint32_t)y->a, (uint32_t)y->b);
    if (y->rule == 2) return calendar_easter(year) + y->a;
    uint32_t last = civil_month_days(year, (uint32_t)y->a);
    int64_t first = civil_days(year, (uint32_t)y->a, 1);
    int64_t day = first + (y->b + 7 - (int64_t)civil_weekday(first)) % 7;
    if (y->c) return day + 7 * (y->c - 1);
    while (day + 7 < first + last) day += 7;
    return day;
}

int64_t calendar_easter(int32_t y) {
    int32_t a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
    int32_t g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    int32_t l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    int32_t n = h + l - 7 * m + 114;
    return civil_days(y, (uint32_t)(n / 31), (uint32_t)(n % 31 + 1));
}
