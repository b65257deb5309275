#include "base/base.h"

#include "meaning/published.h"

#include "base/num.h"
#include "base/vec.h"
#include "world/actors.h"
#include "world/namekey.h"

/*
 * Calendar reasoning. What the text says of its days is kept as bonds between a month and day and a
 * weekday, a holiday or the day of publication; every year of CALENDAR_FROM..CALENDAR_TO is tried.
 */
enum { CALENDAR_FROM = 1950, CALENDAR_TO = 2049, CANDIDATES = 20, SAME_WEEK = 7 };

/* Month and day `date` (an expression) is a weekday, or a holiday. */
struct bond {
    uint8_t month, day, weekday;
    uint32_t holiday; /* NONE = a weekday */
};

/* Days on which a known person held the office the text gives. Days YYYYMMDD, 0 = open. */
struct term {
    uint32_t from, to;
};

struct calendar_case {
    const struct doc *d;
    const struct calendar *c;
    struct texprs x;
    struct arena *a; /* scratch */
    VEC(struct bond) bond;
    VEC(struct term) term; /* groups of alternatives, each ended by from == to == UINT32_MAX */
    uint8_t month, day;    /* publication is `after` days behind this day; 0 = not known */
    int after;
    uint8_t last_month, last_day; /* latest day that the text names without a year */
    int32_t year_floor;           /* a year that the text names as past */
    uint32_t evidence;            /* expression that the answer rests on, or NONE */
};

struct day published_day(struct str value) {
    uint32_t y, m, d;
    struct day none = {0};
    if (value.n < 10 || value.p[4] != '-' || value.p[7] != '-') return none;
    if (!num_parse_u32(str_cut(value, 0, 4), &y) || !num_parse_u32(str_cut(value, 5, 7), &m) ||
        !num_parse_u32(str_cut(value, 8, 10), &d) || !civil_valid((int32_t)y, m, d))
        return none;
    return (struct day){(int16_t)y, (uint8_t)m, (uint8_t)d};
}

static bool published_given(const struct doc *d, struct published *pub) {
    const struct meta_value *m = &d->report->published;
    struct day day = published_day(m->text);
    if (!day.year) return false;
    pub->value = m->text, pub->day = day;
    pub->basis = m->basis == META_GIVEN ? PUBLISHED_GIVEN : PUBLISHED_METADATA;
    return true;
}

static void set_day(const struct doc *d, struct published *pub, struct day day,
                    enum published_basis b) {
    pub->day = day, pub->basis = (uint8_t)b;
    pub->value = arena_printf(d->a, "%04d-%02u-%02u", day.year, day.month, day.day);
}

/* ---- dates before the body */

/* The date inside `span`: found among the expressions. */
static const struct texpr *expr_in(const struct doc *d, const struct texprs *x, struct tspan span) {
    for (uint32_t i = 0; i < x->n && !tspan_empty(span); i++) {
        struct tspan s = doc_toks_span(d, x->v[i].b, x->v[i].e);
        if (tspan_overlap(s, span) && x->v[i].kind == TE_DATE && x->v[i].month && x->v[i].day)
            return &x->v[i];
    }
    return NULL;
}

/* "Updated 7 November 2021", or the dateline with its year; a day without a year goes to the case.
 */
static bool published_printed(struct calendar_case *k, struct published *pub) {
    const struct doc *d = k->d;
    const struct tspan span[] = {d->front.published, d->front.dateline_date};
    for (uint32_t i = 0; i < COUNT_OF(span); i++) {
        const struct texpr *x = expr_in(d, &k->x, span[i]);
        if (!x) continue;
        if (x->year && civil_valid(x->year, x->month, x->day)) {
            struct day day = {(int16_t)x->year, x->month, x->day};
            set_day(d, pub, day, i ? PUBLISHED_DATELINE : PUBLISHED_METADATA);
            pub->span = span[i];
            return true;
        }
        if (!x->year && !k->month) {
            k->month = x->month, k->day = x->day, k->evidence = (uint32_t)(x - k->x.v);
            if (x->weekday)
                *vec_push(k->a, &k->bond) = (struct bond){x->month, x->day, x->weekday, NONE};
        }
    }
    return false;
}

/* ---- bonds */

static bool is_month_day(const struct texpr *x) {
    return x->kind == TE_DATE && x->month && x->day && !x->bc;
}
static bool is_bare_weekday(const struct texpr *x) {
    return x->kind == TE_DATE && x->weekday && !x->day && !x->has_rel;
}

static void add_bond(struct calendar_case *k, const struct texpr *date, uint8_t weekday,
                     uint32_t holiday) {
    if (date->year) return;
    *vec_push(k->a, &k->bond) = (struct bond){date->month, date->day, weekday, holiday};
    if (k->evidence == NONE) k->evidence = (uint32_t)(date - k->x.v);
}

/* Two expressions that stand side by side, only a comma, bracket or small word between them. */
static bool side_by_side(const struct doc *d, const struct texpr *a, const struct texpr *b) {
    if (b->b < a->e || b->b - a->e > 2 || d->tok_sent[a->b] != d->tok_sent[b->b]) return false;
    for (uint32_t t = a->e; t < b->b; t++)
        if (!(d->tok_flags[t] & TOK_PUNCT) && !tok_is(d, t, "on") && !tok_is(d, t, "the"))
            return false;
    return true;
}

/* Publication is `days` after the day of `date`. */
static void bind_published(struct calendar_case *k, const struct texpr *date, int days) {
    if (k->month) return;
    k->month = date->month, k->day = date->day, k->after = days;
    if (k->evidence == NONE) k->evidence = (uint32_t)(date - k->x.v);
}

static void bond_neighbours(struct calendar_case *k, const struct texpr *a, const struct texpr *b) {
    if (!side_by_side(k->d, a, b)) return;
    if (is_month_day(b)) {
        const struct texpr *swap = a;
        a = b, b = swap;
    }
    if (!is_month_day(a)) return;
    if (is_bare_weekday(b))
        add_bond(k, a, b->weekday, NONE);
    else if (b->kind == TE_HOLIDAY)
        add_bond(k, a, 0, b->holiday);
    else if (b->kind == TE_DAYS && !(k->d->tok_flags[b->b] & TOK_QUOTED))
        bind_published(k, a, -b->n);
}

/* The word of a happening, without the plural: "clashes" and "clash". 0 for small words. */
static uint64_t happening(const struct doc *d, uint32_t t) {
    struct str s = d->tok_low[t];
    if (s.n < 5 || d->tok_flags[t] & (TOK_PUNCT | TOK_DIGIT)) return 0;
    if (str_ends(s, STR("es")))
        s.n -= 2;
    else if (str_ends(s, STR("s")) || str_ends(s, STR("e")))
        s.n--;
    return str_hash(s);
}

/* Token of what a weekday is said of: "Friday's clashes", "the clashes on Friday"; NONE. */
static uint32_t said_of(const struct doc *d, const struct texpr *x) {
    uint32_t s = d->tok_sent[x->b], begin = d->sent_tok[s], end = d->sent_tok[s + 1];
    if (x->e + 1 < end && (tok_is(d, x->e, "'s") || tok_is(d, x->e, "'"))) {
        uint32_t t = x->e + 1;
        bool adjective =
            tok_is(d, t, "deadly") || tok_is(d, t, "violent") || tok_is(d, t, "bloody");
        return adjective && t + 1 < end ? t + 1 : t;
    }
    return x->b >= begin + 2 && tok_is(d, x->b - 1, "on") ? x->b - 2 : NONE;
}

/* Bonds a weekday to the one day of the text whose sentence tells of the same happening. */
static void bond_happening(struct calendar_case *k, const struct texpr *w) {
    const struct doc *d = k->d;
    uint32_t of = said_of(d, w);
    uint64_t what = of == NONE ? 0 : happening(d, of);
    const struct texpr *found = NULL;
    for (uint32_t i = 0; what && i < k->x.n; i++) {
        const struct texpr *x = &k->x.v[i];
        if (!is_month_day(x) || x->year) continue;
        uint32_t s = d->tok_sent[x->b], t = d->sent_tok[s];
        while (t < d->sent_tok[s + 1] && (t == of || happening(d, t) != what)) t++;
        if (t == d->sent_tok[s + 1]) continue;
        if (found && (found->month != x->month || found->day != x->day)) return;
        found = x;
    }
    if (found) add_bond(k, found, w->weekday, NONE);
}

/* "last night" in the lead and "the night of November 7": the same night. */
static void bind_nights(struct calendar_case *k) {
    const struct texpr *night = NULL, *date = NULL;
    for (uint32_t i = 0; i < k->x.n; i++) {
        const struct texpr *x = &k->x.v[i];
        if (k->d->tok_flags[x->b] & TOK_QUOTED || !x->part) continue;
        bool deictic =
            (x->kind == TE_CLOCK && x->has_rel && !x->that && x->rel <= 0 && !x->by_text) ||
            x->kind == TE_DAYS;
        if (deictic && !night) night = x;
        if (is_month_day(x) && !x->year && !date) date = x;
    }
    if (!night || !date || night->part != date->part) return;
    int days = night->kind == TE_DAYS ? -night->n : -night->rel;
    bind_published(k, date, days);
}

static void note_days(struct calendar_case *k) {
    for (uint32_t i = 0; i < k->x.n; i++) {
        const struct texpr *x = &k->x.v[i];
        if (is_month_day(x) && !x->year && x->weekday) add_bond(k, x, x->weekday, NONE);
        if (i) bond_neighbours(k, &k->x.v[i - 1], x);
        if (x->kind == TE_DATE && x->year > k->year_floor && x->year <= CALENDAR_TO &&
            !x->quarter &&
            (x->b == 0 || !(tok_is(k->d, x->b - 1, "by") || tok_is(k->d, x->b - 1, "until"))))
            k->year_floor = x->year;
        if (is_month_day(x) && !x->year && !k->last_month)
            k->last_month = x->month, k->last_day = x->day;
    }
    bool any = k->last_month != 0;
    for (uint32_t i = 0, n = 0; any && i < k->x.n && n < 64; i++)
        if (is_bare_weekday(&k->x.v[i])) bond_happening(k, &k->x.v[i]), n++;
    bind_nights(k);
}

/* ---- known persons in office */

enum { OFFICE_WINDOW = 6 }; /* tokens before a name in which its office stands */

/* The words before token t, in lower case, single spaces; in `a`. */
static struct str words_before(const struct calendar_case *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t begin = d->sent_tok[d->tok_sent[t]],
             from = t > begin + OFFICE_WINDOW ? t - OFFICE_WINDOW : begin;
    struct str s = STR("");
    for (; from < t; from++)
        s = arena_printf(k->a, "%.*s %.*s", STR_ARG(s), STR_ARG(d->tok_low[from]));
    return s;
}

/* "British Prime Minister" before the name: the office is held, not left. */
static bool holds_office(struct str words, struct str office) {
    static const char *const left[] = {"former", "ex-", "late", "then", "ousted", "predecessor"};
    for (uint32_t i = 0; i < COUNT_OF(left); i++)
        if (str_find_str(words, str_c(left[i]), 0) != NONE) return false;
    return office.n && str_find_str(words, office, 0) != NONE;
}

static void note_terms_of(struct calendar_case *k, const struct actors *as, uint32_t actor,
                          uint32_t t) {
    const struct actor *who = actors_get(as, actor);
    if (who->kind != ACTOR_PERSON) return;
    struct str words = words_before(k, t);
    uint32_t n, added = 0;
    const struct actor_term *term = actors_terms(as, who, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (!term[i].from || !holds_office(words, term[i].office)) continue;
        *vec_push(k->a, &k->term) = (struct term){term[i].from, term[i].to};
        added++;
    }
    if (added) *vec_push(k->a, &k->term) = (struct term){UINT32_MAX, UINT32_MAX};
}

/* Persons whose office stands before their name, and when they held it. */
static void note_terms(struct calendar_case *k, const struct actors *as) {
    const struct doc *d = k->d;
    const struct str *key = namekey_tokens(k->a, d->text, d->tok_b, d->tok_e, d->n_tok);
    for (uint32_t t = 1, len; t < d->n_tok && k->term.n < 256; t++) {
        if (!(d->tok_flags[t] & (TOK_TITLE | TOK_UPPER))) continue;
        uint32_t end = d->sent_tok[d->tok_sent[t] + 1];
        uint32_t actor = actors_match(as, key + t, NULL, end - t, &len);
        if (actor == NONE || len < 2) continue;
        note_terms_of(k, as, actor, t);
    }
}

static bool terms_allow(const struct calendar_case *k, struct day p) {
    uint32_t at = (uint32_t)p.year * 10000 + p.month * 100u + p.day;
    bool group = false, any = false;
    for (uint32_t i = 0; i < k->term.n; i++) {
        struct term t = k->term.v[i];
        if (t.from == UINT32_MAX) {
            if (!group && any) return false;
            group = any = false;
            continue;
        }
        any = true;
        if (at >= t.from && (!t.to || at <= t.to)) group = true;
    }
    return true;
}

/* ---- solving */

/* The year of a month and day told on day p: the nearest before it, or within a season after. */
static int32_t year_of(uint32_t month, uint32_t day, struct day p) {
    int64_t gap = civil_days(2000, month, day) - civil_days(2000, p.month, p.day);
    return gap > 120 ? p.year - 1 : gap < -245 ? p.year + 1 : p.year;
}

static bool bonds_hold(const struct calendar_case *k, struct day p) {
    for (uint32_t i = 0; i < k->bond.n; i++) {
        const struct bond *b = &k->bond.v[i];
        int32_t y = year_of(b->month, b->day, p);
        if (b->day > civil_month_days(y, b->month)) return false;
        int64_t day = civil_days(y, b->month, b->day);
        if (b->holiday != NONE ? calendar_holiday_day(k->c, b->holiday, y) != day
                               : civil_weekday(day) != b->weekday)
            return false;
    }
    return true;
}

/* Days that hold, in order; the known persons' terms count where `terms` is true. */
struct solution {
    struct str day[CANDIDATES]; /* the first of them, "YYYY-MM-DD" */
    uint32_t n;
    struct day first;
    bool one_year;
};

static void add_candidate(const struct calendar_case *k, bool terms, struct day p,
                          struct solution *s) {
    if (p.year < k->year_floor || !bonds_hold(k, p) || (terms && !terms_allow(k, p))) return;
    if (s->n < CANDIDATES)
        s->day[s->n] = arena_printf(k->d->a, "%04d-%02u-%02u", p.year, p.month, p.day);
    if (!s->n) s->first = p, s->one_year = true;
    if (p.year != s->first.year) s->one_year = false;
    s->n++;
}

/* Every year, with the day of publication or the week that follows the day the text names. */
static void solve(const struct calendar_case *k, bool terms, struct solution *s) {
    uint32_t month = k->month ? k->month : k->last_month, day = k->month ? k->day : k->last_day;
    *s = (struct solution){0};
    if (!month) return;
    for (int32_t y = CALENDAR_FROM; y <= CALENDAR_TO; y++) {
        if (day > civil_month_days(y, month)) continue;
        for (int i = 0; i < (k->month ? 1 : SAME_WEEK); i++) {
            int32_t py;
            uint32_t m, n;
            civil_date(civil_days(y, month, day) + (k->month ? k->after : i), &py, &m, &n);
            add_candidate(k, terms, (struct day){(int16_t)py, (uint8_t)m, (uint8_t)n}, s);
        }
    }
}

/* One day left: it is the day, and the candidates are those that the calendar alone leaves. */
static void conclude(const struct calendar_case *k, struct published *pub) {
    struct solution s, calendar;
    solve(k, true, &s);
    if (!s.n) return;
    if (s.n == 1)
        set_day(k->d, pub, s.first, PUBLISHED_CALENDAR);
    else if (s.one_year)
        pub->day.year = s.first.year;
    if (s.n == 1 && k->term.n) {
        solve(k, false, &calendar);
        s = calendar;
    }
    pub->n_candidate = ATT_MIN(s.n, CANDIDATES);
    pub->candidates = arena_array(k->d->a, struct str, pub->n_candidate);
    memcpy(pub->candidates, s.day, pub->n_candidate * sizeof *s.day);
    if (k->evidence != NONE)
        pub->span = doc_toks_span(k->d, k->x.v[k->evidence].b, k->x.v[k->evidence].e);
}

void published_find(struct doc *d, const struct world *w, const struct texprs *x,
                    struct published *pub, struct arena *scratch) {
    *pub = (struct published){0};
    if (published_given(d, pub)) return;
    struct calendar_case k = {.d = d, .c = w->calendar, .x = *x, .a = scratch, .evidence = NONE};
    if (published_printed(&k, pub)) return;
    note_days(&k);
    if (!k.bond.n && !k.month) return;
    note_terms(&k, w->actors);
    if (!k.bond.n && !k.term.n) return;
    conclude(&k, pub);
    if (!pub->value.n && pub->n_candidate)
        doc_note(d, "published_undecided", pub->span,
                 "The calendar leaves %s%u days of publication; none is chosen.",
                 pub->n_candidate == CANDIDATES ? "at least " : "", pub->n_candidate);
}
