#include "base/base.h"

#include "meaning/timex_read.h"

/* ---- units */

const struct time_word *tx_unit_at(const struct finding *f, uint32_t t, bool *plural) {
    const struct time_word *w = word(f, t);
    if (!w || !(w->classes & (TW_UNIT | TW_UNITS))) return NULL;
    if (flags(f, t) & TOK_TITLE && t > f->begin && !(flags(f, t) & TOK_CASELESS)) return NULL;
    *plural = w->classes & TW_UNITS;
    return w;
}

bool tx_read_count(struct finding *f, uint32_t t, uint32_t *e) {
    struct numeral k;
    if (t >= f->end || !numeral_read(f->c, f->d, t, f->end, &k) || k.ordinal) return false;
    if (k.value > 100000) return false;
    f->x.n = k.open ? N_UNKNOWN : (int32_t)k.value, f->x.and_half = k.milli == 500;
    *e = k.end;
    if (is(f, *e, "and") && is(f, *e + 1, "a") && is(f, *e + 2, "half"))
        f->x.and_half = true, *e += 3;
    if (is(f, *e, "1/2")) f->x.and_half = true, ++*e;
    if (near(f, *e, TC_COUNT_FULL)) ++*e;
    *e = tx_count_on(f, t, *e);
    return true;
}

/* Behind "n units": "ago", "earlier", "later", "from now". */
static uint32_t shift_behind(struct finding *f, uint32_t e) {
    uint32_t at = hyphen(f, e) ? e + 1 : e;
    if (is(f, at, "ago")) return f->x.kind = TE_SHIFT, f->x.rel = -1, at + 1;
    if (near(f, at, TC_SHIFT_BACK)) {
        if (is(f, at, "before") && at + 1 < f->end && !(flags(f, at + 1) & TOK_PUNCT)) return e;
        return f->x.kind = TE_SHIFT, f->x.rel = -1, f->x.by_text = true, at + 1;
    }
    if (near(f, at, TC_SHIFT_ON))
        return f->x.kind = TE_SHIFT, f->x.rel = 1, f->x.by_text = true, at + 1;
    if (is(f, at, "from") && is(f, at + 1, "now"))
        return f->x.kind = TE_SHIFT, f->x.rel = 1, at + 2;
    return e;
}

/* "two hours", "two-week", "a week", "half an hour", "22-year" (not of "22-year-old"). */
uint32_t tx_count_units(struct finding *f, uint32_t t) {
    uint32_t e;
    bool plural;
    f->x.kind = TE_DURATION;
    if (is(f, t, "half") && (is(f, t + 1, "a") || is(f, t + 1, "an") || hyphen(f, t + 1)) &&
        tx_unit_at(f, t + 2, &plural)) {
        f->x.n = 0, f->x.and_half = true, f->x.unit = tx_unit_at(f, t + 2, &plural)->unit;
        return t + 3;
    }
    bool the_number = has(f, t, TW_NUMBER | TW_VAGUE | TW_SCALE | TW_MANY) ||
                      flags(f, t) & TOK_DIGIT || is(f, t, "a") || is(f, t, "an");
    if (!the_number || !tx_read_count(f, t, &e)) return 0;
    bool article = e == t + 1 && (is(f, t, "a") || is(f, t, "an"));
    bool joined = hyphen(f, e);
    if (joined)
        e++;
    else if (is(f, e, "-") && !article)
        e++;
    if (near(f, e, TC_DAY_KIND)) e++;
    const struct time_word *w = tx_unit_at(f, e, &plural);
    if (!w || (w->unit == TU_SECOND && article) || w->unit == TU_QUARTER) return 0;
    if (w->unit == TU_WEEKEND || (w->unit == TU_NIGHT && article)) return 0;
    if (article && !plural && is(f, e + 1, "of") && w->unit == TU_DAY) return 0;
    f->x.unit = w->unit, e++;
    if (is(f, e, "and") && is(f, e + 1, "a") && is(f, e + 2, "half")) f->x.and_half = true, e += 3;
    if ((hyphen(f, e) && is(f, e + 1, "old")) || is(f, e, "old")) return 0;
    if (hyphen(f, e) && is(f, e + 1, "long")) return e + 2;
    uint32_t s = shift_behind(f, e);
    if (s == e && article && w->unit <= TU_DAY && t > f->begin) {
        uint32_t n;
        if (near(f, t - 1, TC_RATE) || has(f, t - 1, TW_PERCENT | TW_MONEY | TW_SCALE) ||
            (digits(f, t - 1, &n), n))
            f->x.kind = TE_SET;
    }
    return s;
}

/* Bare plurals that last: "for years", "weeks". And "year-ago", "year-earlier". */
uint32_t tx_bare_units(struct finding *f, uint32_t t) {
    bool plural;
    const struct time_word *w = tx_unit_at(f, t, &plural);
    if (!w) return 0;
    f->x.unit = w->unit;
    if (!plural && hyphen(f, t + 1) && (is(f, t + 2, "ago") || is(f, t + 2, "earlier"))) {
        f->x.kind = TE_SHIFT, f->x.n = 1, f->x.rel = -1, f->x.by_text = is(f, t + 2, "earlier");
        uint32_t e = t + 3;
        bool the = t > f->begin && is(f, t - 1, "the");
        struct texpr keep = f->x;
        uint32_t q = w->unit == TU_YEAR ? tx_quarter_at(f, e) : 0;
        if (q) return f->x.has_rel = true, f->x.rel = -1, f->x.unit = TU_YEAR, q;
        f->x = keep;
        return the && near(f, e, TC_PERIOD) ? e + 1 : e;
    }
    if (!plural && (is(f, t, "year")) && hyphen(f, t + 1) && is(f, t + 2, "end"))
        return f->x.kind = TE_DATE, f->x.month = 12, f->x.day = 31, t + 3;
    if (!plural || w->unit >= TU_QUARTER) return 0;
    uint32_t s = shift_behind(f, t + 1);
    f->x.n = N_UNKNOWN;
    if (s != t + 1 || (t > f->begin && near(f, t - 1, TC_LASTING))) {
        if (s == t + 1) f->x.kind = TE_DURATION;
        return s;
    }
    return 0;
}

/* Behind "last", "this", "next", "past", "that": what it is said of. */
