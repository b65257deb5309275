#include "base/base.h"

#include "meaning/timex_read.h"

/* ---- all of them */

typedef uint32_t reader(struct finding *, uint32_t);

static uint32_t core(struct finding *f, uint32_t t, struct texpr *best) {
    static reader *const readers[] = {
        tx_date_or_weekday, tx_clock_date,  tx_part_date,  tx_days_at,     tx_relative_at,
        tx_quarter_at,      tx_fiscal_year, tx_century_at, tx_decade_at,   tx_year_alone,
        tx_year_words,      tx_season_at,   tx_holiday_at, tx_count_units, tx_bare_units,
        tx_set_at,          tx_range_begin, tx_ref_at};
    uint32_t longest = 0;
    struct texpr blank = {.b = t, .hour = -1, .minute = -1, .second = -1};
    if (t >= f->end) return 0;
    for (uint32_t i = 0; i < COUNT_OF(readers); i++) {
        f->x = blank;
        uint32_t e = readers[i](f, t);
        if (e > longest && f->x.kind != TE_NONE) longest = e, *best = f->x;
    }
    return longest;
}

/* A token that can begin an expression. */
static bool opens(const struct texpr_text *x, uint32_t t) {
    static const uint32_t no = TW_PERCENT | TW_MONEY | TW_MEASURE | TW_FUTURE | TW_ZONE | TW_PAPER;
    if (x->word[t] && x->word[t]->classes & ~no) return true;
    uint8_t flags = x->d->tok_flags[t];
    if (flags & TOK_DIGIT) return true;
    if (flags & TOK_PUNCT) return tok_is(x->d, t, "'") || tok_is(x->d, t, "\xe2\x80\x99");
    struct str s = x->d->tok_low[t];
    switch (s.n) {
    case 1: return s.p[0] == 'a';
    case 2: return !memcmp(s.p, "an", 2);
    case 3:
        if (!memcmp(s.p, "the", 3)) return true;
        break;
    case 4:
        if (!memcmp(s.p, "that", 4) || !memcmp(s.p, "same", 4) || !memcmp(s.p, "half", 4))
            return true;
        break;
    default:
        if (s.n > 4 && !memcmp(s.p, "mid-", 4)) return true;
        if (str_eq(s, STR("fiscal"))) return true;
    }
    return flags & (TOK_TITLE | TOK_UPPER) && calendar_holiday_starts(x->c, s);
}

void texpr_text_init(struct texpr_text *x, const struct calendar *c, const struct doc *d,
                     struct arena *a) {
    x->c = c, x->d = d;
    x->word = arena_array(a, const struct time_word *, d->n_tok);
    for (uint32_t t = 0; t < d->n_tok; t++)
        if (!(d->tok_flags[t] & TOK_PUNCT) || d->tok_low[t].p[0] == '$' ||
            d->tok_low[t].p[0] == '%' || (unsigned char)d->tok_low[t].p[0] >= 0x80)
            x->word[t] = calendar_word(c, d->tok_low[t]);
}

/* "mid-November" is one token: what stands behind the hyphen. */
static bool mid_token(struct finding *f, uint32_t t, struct texpr *best) {
    struct str s = f->d->tok_low[t];
    if (s.n < 6 || memcmp(s.p, "mid-", 4) != 0) return false;
    struct str rest = str_cut(s, 4, s.n);
    struct texpr x = {.b = t, .hour = -1, .minute = -1, .second = -1, .kind = TE_DATE};
    const struct time_word *w = calendar_word(f->c, rest);
    uint32_t v;
    if (w && w->classes & TW_MONTH)
        x.month = w->month;
    else if (w && w->classes & TW_SEASON)
        x.season = w->season;
    else if (rest.n == 4 && num_parse_u32(rest, &v) && v >= 1000 && v < 3000)
        x.year = (int32_t)v;
    else if (rest.n == 5 && rest.p[4] == 's' && num_parse_u32(str_cut(rest, 0, 4), &v))
        x.kind = TE_DECADE, x.year = (int32_t)v;
    else
        return false;
    f->x = x;
    x.e = x.month && !x.year ? tx_year_behind(f, t + 1, false) : t + 1;
    x.year = f->x.year ? f->x.year : x.year;
    *best = x;
    return true;
}

/* Tokens of "the end of", "early", "late", "earlier" before an expression that takes them. */
static uint32_t prefix(struct finding *f, uint32_t t) {
    uint32_t at = t;
    if (is(f, at, "the")) at++;
    if (has(f, at, TW_MODIFIER)) {
        at++;
        if (hyphen(f, at)) return at + 1;
        if (is(f, at, "in")) return at + 1;
        if (is(f, at, "of"))
            at++;
        else if (!has(f, t, TW_MODIFIER) && !is(f, at - 1, "early") && !is(f, at - 1, "late"))
            return 0;
        return at;
    }
    if (at == t && has(f, at, TW_EARLIER)) return at + 1;
    return 0;
}

static bool takes_prefix(const struct texpr *x) {
    switch (x->kind) {
    case TE_DATE: return true;
    case TE_DECADE:
    case TE_CENTURY:
    case TE_UNIT:
    case TE_DAYS:
    case TE_HOLIDAY: return true;
    case TE_CLOCK: return x->part && x->hour < 0;
    default: return false;
    }
}

bool texpr_find(const struct texpr_text *text, uint32_t begin, uint32_t t, uint32_t end,
                struct texpr *out) {
    if (!opens(text, t)) return false;
    struct finding f = {
        .c = text->c, .d = text->d, .words = text->word, .begin = begin, .end = end};
    if (mid_token(&f, t, out)) return true;
    uint32_t e = core(&f, t, out), p = prefix(&f, t);
    if (p) {
        struct texpr x = {0};
        uint32_t pe = core(&f, p, &x);
        if (!pe && is(&f, p, "the")) pe = core(&f, p + 1, &x);
        if (pe > e && takes_prefix(&x)) e = pe, *out = x;
    }
    if (!e && is(&f, t, "the")) { /* an article that belongs to it */
        struct texpr x = {0};
        e = core(&f, t + 1, &x);
        bool article =
            x.kind == TE_DECADE || x.kind == TE_CENTURY || x.kind == TE_DURATION ||
            (x.kind == TE_CLOCK && x.part) || x.kind == TE_SHIFT ||
            (x.kind == TE_DATE && (x.quarter || x.season || x.part || x.day || x.half || x.fiscal));
        if (!e || !article || (x.kind == TE_DURATION && (x.n == 1 || hyphen(&f, e - 2))))
            return false;
        if (x.kind == TE_CLOCK && !has(&f, t + 1, TW_PART)) return false;
        *out = x;
    }
    if (!e) return false;
    out->b = t, out->e = e;
    tx_range_lend(&f, out);
    return true;
}

bool texpr_go_on(const struct texpr_text *text, const struct texpr *x, uint32_t begin, uint32_t end,
                 struct texpr *out) {
    struct finding f = {
        .c = text->c, .d = text->d, .words = text->word, .begin = begin, .end = end};
    uint32_t e = tx_range_end(&f, x);
    if (!e) return false;
    *out = f.x, out->e = e;
    return true;
}

bool texpr_follows(const struct texpr_text *text, const struct texpr *before,
                   const struct texpr *x) {
    struct finding f = {
        .c = text->c, .d = text->d, .words = text->word, .begin = before->b, .end = x->e};
    return tx_range_follows(&f, before, x);
}
