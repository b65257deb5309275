#include "base/base.h"

#include "meaning/timex_read.h"

/* ---- clock */

uint32_t tx_am_pm(const struct finding *f, uint32_t t, int *half) {
    if (near(f, t, TC_AM)) return *half = 0, t + 1;
    if (near(f, t, TC_PM)) return *half = 1, t + 1;
    return 0;
}

static uint32_t zone(struct finding *f, uint32_t t) {
    if (!has(f, t, TW_ZONE)) return t;
    f->x.zulu = near(f, t, TC_ZULU);
    return t + 1;
}

bool tx_set_clock(struct finding *f, uint32_t h, uint32_t m, int s) {
    if (h > 24 || m > 59 || s > 59 || (h == 24 && m)) return false;
    f->x.hour = (int8_t)h, f->x.minute = (int8_t)m, f->x.second = (int8_t)s;
    return true;
}

/* "10:30", "10:30:15", "10.30": fields of a clock. */
bool tx_split_clock(struct str s, uint32_t *h, uint32_t *m, int *sec) {
    struct str part;
    uint32_t v;
    *sec = -1;
    if (!str_next(&s, ':', &part) || part.n > 2 || !num_parse_u32(part, h)) return false;
    if (!str_next(&s, ':', &part) || part.n != 2 || !num_parse_u32(part, m)) return false;
    if (!s.n) return true;
    if (s.n != 2 || !num_parse_u32(s, &v)) return false;
    *sec = (int)v;
    return true;
}

static uint32_t clock_number(struct finding *f, uint32_t t) {
    uint32_t n, h = digits(f, t, &n), m = 0, e = t + 1;
    int half, sec = -1;
    struct str s = low(f, t);
    if (n == 4) { /* 1630 GMT, 1630 hours */
        bool zoned = has(f, t + 1, TW_ZONE), hours = near(f, t + 1, TC_HOURS);
        if (!(zoned || hours) || !tx_set_clock(f, h / 100, h % 100, -1)) return 0;
        return zoned ? zone(f, t + 1) : t + 2;
    }
    if (!n && s.n == 7 && str_ends(s, STR("gmt")) && num_parse_u32(str_cut(s, 0, 4), &h)) {
        f->x.zulu = true;
        return tx_set_clock(f, h / 100, h % 100, -1) ? e : 0;
    }
    bool colon = !n && tx_split_clock(s, &h, &m, &sec);
    struct numeral k;
    if (!n && !colon) {
        if (!has(f, t, TW_NUMBER) || !numeral_read(f->c, f->d, t, f->end, &k)) return 0;
        h = (uint32_t)k.value, e = k.end;
        if (!is(f, e, "o'clock") && !tx_am_pm(f, e, &half)) return 0;
    }
    if (is(f, e, "o'clock")) e++, colon = true;
    uint32_t behind = tx_am_pm(f, e, &half);
    bool in_the = is(f, e, "in") && is(f, e + 1, "the") && tx_part_at(f, e + 2);
    if (behind) {
        if (h < 1 || h > 12) return 0;
        h = h % 12 + (half ? 12 : 0), e = behind;
    } else if (in_the && h >= 1 && h <= 12) {
        if (tx_part_at(f, e + 2) != TP_MORNING && h < 12) h += 12;
        e += 3;
    } else if (!colon)
        return 0;
    if (!tx_set_clock(f, h, m, sec)) return 0;
    return zone(f, e);
}

uint32_t tx_clock_at(struct finding *f, uint32_t t) {
    if (t >= f->end) return 0;
    const struct time_word *w = word(f, t);
    if (w && w->classes & TW_CLOCK) {
        f->x.part = is(f, t, "midnight") ? TP_MIDNIGHT : 0;
        return tx_set_clock(f, w->clock, 0, -1) ? t + 1 : 0;
    }
    if (!(flags(f, t) & TOK_DIGIT) && !(w && w->classes & TW_NUMBER)) return 0;
    return clock_number(f, t);
}
