#include "base/base.h"

#include "base/civil.h"
#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"
#include "ingest/date.h"

struct moment {
    int year, month, day, hour, minute, second;
    int zone; /* minutes east of UTC */
    bool time, zoned;
};

void date_words_open(struct date_words *w, struct arena *a) {
    struct tsv t;
    *w = (struct date_words){0};
    tsv_init(&t, embed_find("data/page/dates.tsv"));
    while (tsv_next(&t)) {
        struct str number = tsv_cell(&t, 2);
        bool east = !str_starts(number, STR("-"));
        uint32_t v;
        if (!num_parse_u32(str_cut(number, !east, number.n), &v)) continue;
        struct date_word word = {tsv_cell(&t, 1), east ? (int32_t)v : -(int32_t)v};
        if (str_eq_c(tsv_cell(&t, 0), "month")) *vec_push(a, &w->month) = word;
        if (str_eq_c(tsv_cell(&t, 0), "zone")) *vec_push(a, &w->zone) = word;
    }
}

static int days_in(int year, int month) {
    return (int)civil_month_days(year, (uint32_t)month);
}

static bool valid(const struct moment *m) {
    return m->year >= 1800 && m->year < 2200 && m->month >= 1 && m->month <= 12 && m->day >= 1 &&
           m->day <= days_in(m->year, m->month);
}

static void next_day(struct moment *m, int step) {
    m->day += step;
    if (m->day < 1) {
        m->month = m->month == 1 ? 12 : m->month - 1;
        m->year -= m->month == 12;
        m->day = days_in(m->year, m->month);
    } else if (m->day > days_in(m->year, m->month)) {
        m->day = 1;
        m->month = m->month == 12 ? 1 : m->month + 1;
        m->year += m->month == 1;
    }
}

static struct str write_moment(struct arena *a, struct moment m) {
    if (!valid(&m)) return STR_NULL;
    bool clock = m.time && m.zoned && m.hour >= 0 && m.hour < 24 && m.minute < 60 &&
                 m.second < 61 && m.zone > -1440 && m.zone < 1440;
    if (!clock) return arena_printf(a, "%04d-%02d-%02d", m.year, m.month, m.day);
    int minutes = m.hour * 60 + m.minute - m.zone;
    if (minutes < 0) minutes += 1440, next_day(&m, -1);
    if (minutes >= 1440) minutes -= 1440, next_day(&m, 1);
    return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", m.year, m.month, m.day, minutes / 60,
                        minutes % 60, m.second > 59 ? 59 : m.second);
}

struct reader {
    const struct date_words *w;
    struct str s;
    uint32_t at;
};

static bool digit_at(const struct reader *r, uint32_t at) {
    return at < r->s.n && ascii_is_digit(r->s.p[at]);
}

/* Up to `most` digits; their count in *n. */
static int take_number(struct reader *r, uint32_t most, uint32_t *n) {
    int v = 0;
    *n = 0;
    while (*n < most && digit_at(r, r->at)) v = v * 10 + (r->s.p[r->at++] - '0'), ++*n;
    return v;
}

static bool take(struct reader *r, char c) {
    if (r->at >= r->s.n || r->s.p[r->at] != c) return false;
    r->at++;
    return true;
}

static void skip_blank(struct reader *r) {
    while (r->at < r->s.n && (r->s.p[r->at] == ' ' || r->s.p[r->at] == ',')) r->at++;
}

static bool word_at(const struct reader *r, struct str w) {
    return r->at + w.n <= r->s.n && str_ieq(str_cut(r->s, r->at, r->at + w.n), w);
}

/* "Z", "+01:00", "-0600", "GMT", "EST". */
static void take_zone(struct reader *r, struct moment *m) {
    skip_blank(r);
    for (uint32_t i = 0; i < r->w->zone.n; i++)
        if (word_at(r, r->w->zone.v[i].word)) {
            m->zone = r->w->zone.v[i].value;
            m->zoned = true;
            return;
        }
    bool minus = r->at < r->s.n && r->s.p[r->at] == '-';
    if (!minus && !(r->at < r->s.n && r->s.p[r->at] == '+')) return;
    uint32_t n, k;
    r->at++;
    int hours = take_number(r, 2, &n);
    take(r, ':');
    int minutes = take_number(r, 2, &k);
    if (n != 2) return;
    m->zone = (hours * 60 + minutes) * (minus ? -1 : 1);
    m->zoned = true;
}

/* "08:59[:30[.123]] [pm] [zone]", "T085930Z" */
static void take_time(struct reader *r, struct moment *m) {
    uint32_t n, start = r->at;
    int hour = take_number(r, 2, &n);
    bool compact = start && r->s.p[start - 1] == 'T' && n == 2 && digit_at(r, r->at);
    if (!n || (!compact && !take(r, ':') && !take(r, '.'))) {
        r->at = start;
        return;
    }
    m->hour = hour;
    m->minute = take_number(r, 2, &n);
    m->time = n > 0;
    if (take(r, ':') || (compact && digit_at(r, r->at))) m->second = take_number(r, 2, &n);
    if (take(r, '.'))
        while (digit_at(r, r->at)) r->at++;
    skip_blank(r);
    bool am = word_at(r, STR("am")) || word_at(r, STR("a.m")),
         pm = word_at(r, STR("pm")) || word_at(r, STR("p.m"));
    if (pm && m->hour < 12) m->hour += 12;
    if (am && m->hour == 12) m->hour = 0;
    if (am || pm)
        while (r->at < r->s.n && (ascii_is_alpha(r->s.p[r->at]) || r->s.p[r->at] == '.')) r->at++;
    take_zone(r, m);
}

static int month_at(const struct reader *r) {
    for (uint32_t i = 0; i < r->w->month.n; i++)
        if (word_at(r, r->w->month.v[i].word)) return r->w->month.v[i].value;
    return 0;
}

static void skip_word(struct reader *r) {
    while (r->at < r->s.n && (ascii_is_alpha(r->s.p[r->at]) || r->s.p[r->at] == '.')) r->at++;
}

/* 2021-11-07, 2021/11/07, 20211107 */
static bool take_iso(struct reader *r, struct moment *m) {
    uint32_t n, start = r->at;
    m->year = take_number(r, 4, &n);
    if (n == 4) {
        char mark = r->at < r->s.n ? r->s.p[r->at] : 0;
        bool marked = mark == '-' || mark == '/' || mark == '.';
        r->at += marked;
        uint32_t k, l;
        m->month = take_number(r, 2, &k);
        bool second = !marked || take(r, mark);
        m->day = take_number(r, 2, &l);
        if (second && k && l && (marked || (k == 2 && l == 2)) && valid(m)) return true;
    }
    r->at = start;
    return false;
}

/* Two numbers and a month's name in any usual order, from anywhere in the text. */
static bool take_worded(struct reader *r, struct moment *m) {
    bool month = false;
    m->day = m->year = 0;
    while (r->at < r->s.n && !(month && m->day && m->year)) {
        uint32_t n;
        if (ascii_is_digit(r->s.p[r->at])) {
            uint32_t start = r->at;
            int v = take_number(r, 4, &n);
            if (r->at < r->s.n && r->s.p[r->at] == ':') { /* a time stands before the date */
                r->at = start;
                take_time(r, m);
                if (r->at == start) r->at++;
                continue;
            }
            if (n == 4 && !m->year)
                m->year = v;
            else if (n <= 2 && !m->day)
                m->day = v;
            else if (n == 2 && m->day && !m->year)
                m->year = v < 70 ? 2000 + v : 1900 + v;
            if (n <= 2) skip_word(r); /* 7th */
            continue;
        }
        bool fresh = !r->at || !ascii_is_alpha(r->s.p[r->at - 1]);
        int v = fresh ? month_at(r) : 0;
        if (v && !month)
            m->month = v, month = true, skip_word(r);
        else
            r->at++;
    }
    return month && valid(m);
}

/* Seconds or milliseconds since 1970. */
static bool take_unix(struct str s, struct moment *m) {
    uint64_t v;
    if ((s.n != 10 && s.n != 13) || !num_parse_u64(s, &v)) return false;
    if (s.n == 13) v /= 1000;
    int32_t year;
    uint32_t month, day;
    civil_date((int64_t)(v / 86400), &year, &month, &day);
    m->year = year, m->month = (int)month, m->day = (int)day;
    m->hour = (int)(v % 86400 / 3600), m->minute = (int)(v % 3600 / 60), m->second = (int)(v % 60);
    m->time = m->zoned = true;
    return valid(m);
}

struct str date_read(const struct date_words *w, struct arena *a, struct str s) {
    struct moment m = {0};
    s = str_trim(s);
    if (s.n < 6 || s.n > 120) return STR_NULL;
    struct reader r = {w, s, 0};
    if (take_unix(s, &m)) return write_moment(a, m);
    m = (struct moment){0};
    bool found = take_iso(&r, &m);
    if (!found) {
        m = (struct moment){0};
        found = take_worded(&r, &m);
    }
    if (!found) return STR_NULL;
    skip_blank(&r);
    if (take(&r, 'T') || take(&r, '-') || take(&r, '|')) skip_blank(&r);
    if (word_at(&r, STR("at "))) r.at += 3;
    if (!m.time)
        take_time(&r, &m);
    else if (!m.zoned)
        take_zone(&r, &m);
    return write_moment(a, m);
}

struct str date_of_url(const struct date_words *w, struct arena *a, struct str url) {
    for (uint32_t i = str_find(url, '/', 0); i != NONE; i = str_find(url, '/', i + 1)) {
        struct moment m = {0};
        struct reader r = {w, url, i + 1};
        uint32_t n;
        if (take_iso(&r, &m) && !digit_at(&r, r.at)) return write_moment(a, m);
        r.at = i + 1;
        m.year = take_number(&r, 4, &n);
        if (n != 4 || !take(&r, '/')) continue;
        m.month = month_at(&r);
        skip_word(&r);
        if (!m.month || !take(&r, '/')) continue;
        m.day = take_number(&r, 2, &n);
        if (valid(&m)) return write_moment(a, m);
    }
    return STR_NULL;
}
