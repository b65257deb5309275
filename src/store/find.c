#include "base/base.h"

#include "store/find.h"

#include "base/num.h"
#include "store/link.h"
#include "store/ruling.h"
#include "store/shelve.h"

#include <math.h>

/* ---- conditions */

struct search {
    struct arena *a;
    const struct find_query *q;
    bool near;
    int64_t lat, lon; /* 1e-6 degrees */
    double km;
    find_take take;
    void *ctx;
};

static att_status bad(const char *what, const char *value, att_error *err) {
    return status_set(err, ATT_EUSAGE, 0, "%s: %s", value, what);
}

static bool in_word(char c) {
    return (unsigned char)c >= 0x80 || ascii_is_alpha(c) || ascii_is_digit(c);
}

/* ` {column} : "a" "b"` or, as one phrase, ` {column} : "a b"`; STR_NULL where there is no word. */
static struct str match_of(struct arena *a, const char *column, const char *words, bool phrase) {
    struct str s = str_c(words), out = STR_NULL;
    for (uint32_t i = 0; i < s.n;) {
        uint32_t b = i;
        while (i < s.n && in_word(s.p[i])) i++;
        if (i == b) {
            i++;
            continue;
        }
        struct str word = str_cut(s, b, i);
        out = out.n ? arena_printf(a, "%.*s%s%.*s", STR_ARG(out), phrase ? " " : "\" \"",
                                   STR_ARG(word))
                    : word;
    }
    return out.n ? arena_printf(a, "({%s} : (\"%.*s\"))", column, STR_ARG(out)) : STR_NULL;
}

/* "33.3" as 1e-6 degrees. */
static bool degrees_of(struct str s, int64_t *out) {
    bool minus = s.n && s.p[0] == '-';
    int64_t v = 0, scale = 0;
    if (minus) s = str_cut(s, 1, s.n);
    if (!s.n || s.n > 12) return false;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.' && !scale)
            scale = 1000000;
        else if (ascii_is_digit(s.p[i]) && scale != 1) {
            v = v * 10 + (s.p[i] - '0');
            scale /= scale ? 10 : 1;
        } else if (!ascii_is_digit(s.p[i]))
            return false;
    }
    *out = (minus ? -v : v) * (scale ? scale : 1000000);
    return true;
}

/* "LAT,LON,KM". False where it is a name. */
static bool take_circle(struct search *f, const char *place) {
    struct str rest = str_c(place), part[3], extra;
    int64_t km;
    for (int i = 0; i < 3; i++)
        if (!str_next(&rest, ',', &part[i])) return false;
    if (str_next(&rest, ',', &extra) || !degrees_of(str_trim(part[0]), &f->lat) ||
        !degrees_of(str_trim(part[1]), &f->lon) || !degrees_of(str_trim(part[2]), &km))
        return false;
    f->km = (double)km / 1e6;
    f->near = true;
    return true;
}

static double radians(int64_t v) {
    return (double)v / 1e6 * 3.14159265358979323846 / 180;
}

static double distance_km(const struct search *f, int64_t lat, int64_t lon) {
    double half_lat = sin(radians(lat - f->lat) / 2), half_lon = sin(radians(lon - f->lon) / 2);
    double h = half_lat * half_lat + cos(radians(lat)) * cos(radians(f->lat)) * half_lon * half_lon;
    return 2 * 6371.0 * asin(sqrt(h < 1 ? h : 1));
}

/* The box around the circle: south, north, west, east. */
static void box_of(const struct search *f, struct str box[4]) {
    enum { POLE = 90000000, DATE_LINE = 180000000 };
    double lat = f->km / 110.5 * 1e6, narrow = cos(radians(f->lat));
    double lon = narrow > 0.02 ? lat / narrow * 1.1 : DATE_LINE;
    bool wraps = (double)f->lon - lon < -DATE_LINE || (double)f->lon + lon > DATE_LINE;
    if (lat > POLE) lat = POLE;
    int64_t side = wraps ? DATE_LINE : (int64_t)lon, at = wraps ? 0 : f->lon;
    box[0] = arena_printf(f->a, "%lld", (long long)(f->lat - (int64_t)lat));
    box[1] = arena_printf(f->a, "%lld", (long long)(f->lat + (int64_t)lat));
    box[2] = arena_printf(f->a, "%lld", (long long)(at - side));
    box[3] = arena_printf(f->a, "%lld", (long long)(at + side));
}

/* ---- the query */

/* The JSON of a case is long: where only lines are wanted they are read from an index that has all
 * of the rest (data/store/made.sql). */
#define WHOLE "SELECT c.number, c.id, c.line, c.json, c.lat, c.lon FROM "
#define BRIEF "SELECT c.number, c.id, c.line, NULL, c.lat, c.lon FROM "
#define CASES "casefile c "
#define LINES "casefile c INDEXED BY case_line "
#define DAYS_AND_BOX                                                                               \
    " AND (?2 IS NULL OR c.last >= CAST(?2 AS INTEGER))"                                           \
    " AND (?3 IS NULL OR c.first <= CAST(?3 AS INTEGER))"                                          \
    " AND (?4 IS NULL OR (c.lat BETWEEN CAST(?4 AS INTEGER) AND CAST(?5 AS INTEGER)"               \
    " AND c.lon BETWEEN CAST(?6 AS INTEGER) AND CAST(?7 AS INTEGER))) "
#define BY_WORDS(columns, cases)                                                                   \
    columns "casetext CROSS JOIN " cases                                                           \
            "ON c.number = casetext.rowid WHERE casetext MATCH ?1" DAYS_AND_BOX                    \
            "ORDER BY casetext.rowid"
#define BY_BOX(columns, cases)                                                                     \
    columns "casebox b CROSS JOIN " cases                                                          \
            "ON c.number = b.number WHERE ?1 IS NULL AND b.south >= CAST(?4 AS INTEGER) AND "      \
            "b.north <= CAST(?5 AS INTEGER) AND b.west >= CAST(?6 AS INTEGER) AND "                \
            "b.east <= CAST(?7 AS INTEGER)" DAYS_AND_BOX "ORDER BY c.number"
#define BY_DAYS(columns, cases)                                                                    \
    columns "caseday d CROSS JOIN " cases                                                          \
            "ON c.number = d.number WHERE ?1 IS NULL AND d.last >= coalesce(CAST(?2 AS INTEGER), " \
            "-2147483648) AND d.first <= coalesce(CAST(?3 AS INTEGER), 2147483647)" DAYS_AND_BOX   \
            "ORDER BY c.number"
#define ALL(columns, cases) columns cases "WHERE ?1 IS NULL" DAYS_AND_BOX "ORDER BY c.number"

/* Each whole and brief. */
static const char *const by_words[] = {BY_WORDS(WHOLE, CASES), BY_WORDS(BRIEF, LINES)};
static const char *const by_box[] = {BY_BOX(WHOLE, CASES), BY_BOX(BRIEF, LINES)};
static const char *const by_days[] = {BY_DAYS(WHOLE, CASES), BY_DAYS(BRIEF, LINES)};
static const char *const all[] = {ALL(WHOLE, CASES), ALL(BRIEF, LINES)};
static const char by_number[] = WHOLE CASES "WHERE c.number = ?1";
static const char by_id[] = WHOLE CASES "WHERE c.id >= ?1 AND c.id < ?1 || 'g' ORDER BY c.id";

struct hits {
    struct search *f;
    uint64_t n;
};

static att_status take_hit(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct hits *h = ctx;
    struct search *f = h->f;
    if (f->near && distance_km(f, sqlite3_column_int64(s, 4), sqlite3_column_int64(s, 5)) > f->km)
        return ATT_OK;
    h->n++;
    struct find_hit hit = {book_column(s, 0), book_column(s, 1), book_column(s, 2),
                           book_column(s, 3)};
    return f->take(f->ctx, &hit, err);
}

static att_status day_text(struct search *f, const char *day, struct str *out, att_error *err) {
    *out = STR_NULL;
    if (!day) return ATT_OK;
    int32_t n = shelve_day(str_c(day));
    if (n == NO_DAY) return bad("not a day YYYY-MM-DD", day, err);
    *out = arena_printf(f->a, "%d", n);
    return ATT_OK;
}

static att_status match_all(struct search *f, struct str *match, att_error *err) {
    const struct find_query *q = f->q;
    const struct {
        const char *column, *words;
        bool phrase;
    } part[] = {{"text", q->text, false},
                {"actor", q->actor, true},
                {"place", f->near ? NULL : q->place, true}};
    *match = STR_NULL;
    for (size_t i = 0; i < COUNT_OF(part); i++) {
        if (!part[i].words) continue;
        struct str m = match_of(f->a, part[i].column, part[i].words, part[i].phrase);
        if (!m.n) return bad("no word to look for", part[i].words, err);
        *match = match->n ? arena_printf(f->a, "%.*s AND %.*s", STR_ARG(*match), STR_ARG(m)) : m;
    }
    return ATT_OK;
}

static att_status by_name(struct book *b, struct hits *h, att_error *err) {
    struct str value = str_c(h->f->q->id);
    att_status st = book_all(b, &(struct book_query){by_id, &value, 1}, take_hit, h, err);
    if (st || h->n) return st;
    char number[24];
    st = ruling_case(b, h->f->q->id, number, err);
    value = str_c(number);
    return st ? st : book_all(b, &(struct book_query){by_number, &value, 1}, take_hit, h, err);
}

bool find_by_words(const struct find_query *q) {
    struct search f = {.q = q};
    return q->text || q->actor || (q->place && !take_circle(&f, q->place));
}

att_status find_cases(struct book *b, struct arena *a, const struct find_query *q, find_take take,
                      void *ctx, att_error *err) {
    struct search f = {.a = a, .q = q, .take = take, .ctx = ctx};
    struct hits h = {&f, 0};
    struct str value[7] = {{0}};
    att_status st = book_is_linked(b, err);
    if (st) return st;
    if (q->id) return by_name(b, &h, err);
    if (q->place && take_circle(&f, q->place)) box_of(&f, value + 3);
    st = match_all(&f, &value[0], err);
    if (!st) st = day_text(&f, q->from, &value[1], err);
    if (!st) st = day_text(&f, q->to, &value[2], err);
    if (st) return st;
    bool index = !b->server; /* the copy of a server's cases has none */
    const char *const *sql = value[0].n                    ? by_words
                             : f.near && index             ? by_box
                             : (q->from || q->to) && index ? by_days
                                                           : all;
    return book_all(b, &(struct book_query){sql[q->brief], value, COUNT_OF(value)}, take_hit, &h,
                    err);
}
