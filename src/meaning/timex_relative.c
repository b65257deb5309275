#include "base/base.h"

#include "meaning/timex_read.h"

/* "last" before a weekday, month, season, holiday or part of the day. */
static uint32_t named_behind(struct finding *f, uint32_t t) {
    uint32_t e;
    struct texpr keep = f->x;
    if ((e = tx_weekday_date(f, t))) return e;
    f->x = keep;
    uint8_t m = tx_month_at(f, t);
    if (m)
        return f->x.kind = TE_DATE, f->x.month = m,
               is(f, t + 1, "'s") ? t + 1
                                  : (f->x.has_rel = true, f->x.rel = keep.rel,
                                     (e = tx_date_core(f, t)) ? e : t + 1);
    f->x = keep;
    if ((e = tx_season_at(f, t))) return e;
    f->x = keep;
    if ((e = tx_holiday_at(f, t))) return e;
    f->x = keep;
    uint8_t p = tx_part_at(f, t);
    if (p) return f->x.kind = TE_CLOCK, f->x.part = p, t + 1;
    return 0;
}

/* Behind "last", "this", "next", "past", "that": what it is said of. */
static uint32_t rel_behind(struct finding *f, uint32_t t, bool past) {
    uint32_t e;
    bool plural;
    const struct time_word *w;
    struct texpr keep = f->x;
    if (!past && (e = named_behind(f, t))) return e;
    f->x = keep;
    if (near(f, t, TC_YEAR_KIND)) t++;
    if (is(f, t, "few") || is(f, t, "several") || is(f, t, "couple") || has(f, t, TW_NUMBER) ||
        flags(f, t) & TOK_DIGIT) {
        if (!tx_read_count(f, t, &e)) return 0;
        if (is(f, e, "of") || hyphen(f, e)) e++;
        w = tx_unit_at(f, e, &plural);
        if (!w) return 0;
        f->x.kind = TE_DURATION, f->x.unit = w->unit;
        return e + 1;
    }
    w = tx_unit_at(f, t, &plural);
    if (!w || (w->unit == TU_SECOND && !plural)) return 0;
    f->x.unit = w->unit;
    if (plural) return f->x.kind = TE_DURATION, f->x.n = N_UNKNOWN, t + 1;
    if (past && w->unit == TU_DECADE) return f->x.kind = TE_DURATION, f->x.n = 1, t + 1;
    f->x.kind = TE_UNIT;
    if (w->unit == TU_YEAR && is(f, t + 1, "'s")) {
        keep = f->x, keep.kind = TE_DATE;
        uint32_t q;
        struct texpr unit = f->x;
        f->x = keep;
        if ((q = tx_quarter_at(f, t + 2))) return f->x.has_rel = true, f->x.rel = keep.rel, q;
        f->x = unit;
    }
    return t + 1;
}

/* "that day", "the same week": at the pronoun. */
static uint32_t that_at(struct finding *f, uint32_t at) {
    if (is(f, at, "that") && is(f, at + 1, "same")) at++;
    const struct time_word *u = word(f, at + 1);
    if (!u || !(u->classes & (TW_UNIT | TW_PART)) || u->unit == TU_SECOND) return 0;
    f->x.that = f->x.by_text = true, f->x.has_rel = true;
    f->x.kind = u->classes & TW_PART ? TE_CLOCK : TE_UNIT, f->x.unit = u->unit, f->x.part = u->part;
    return at + 2;
}

/* "the day before", "the day after" where no noun follows: behind the article. */
static uint32_t day_beside(struct finding *f, uint32_t at) {
    const struct time_word *u = word(f, at);
    bool back = near(f, at + 1, TC_SHIFT_BACK);
    if (!u || u->unit != TU_DAY || !(back || is(f, at + 1, "after"))) return 0;
    if (at + 2 < f->end && !(flags(f, at + 2) & TOK_PUNCT)) return 0;
    f->x.kind = TE_UNIT, f->x.unit = TU_DAY, f->x.has_rel = f->x.by_text = true;
    f->x.rel = back ? -1 : 1;
    return at + 2;
}

uint32_t tx_relative_at(struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    uint32_t at = t;
    bool the = false;
    if (is(f, at, "the")) the = true, at++, w = word(f, at);
    if (w && w->classes & TW_PAST) {
        f->x.has_rel = true, f->x.rel = -1;
        return rel_behind(f, at + 1, true);
    }
    if (w && w->classes & TW_RELATIVE && !is(f, at, "current") && !is(f, at, "following")) {
        f->x.has_rel = true, f->x.rel = w->relative;
        if ((the && w->relative == 1) || near(f, at, TC_OF_TEXT)) f->x.by_text = true;
        return rel_behind(f, at + 1, false);
    }
    if (the && is(f, at, "following")) {
        f->x.has_rel = f->x.by_text = true, f->x.rel = 1;
        return rel_behind(f, at + 1, false);
    }
    if (is(f, at, "current") && (has(f, at + 1, TW_UNIT) || is(f, at + 1, "fiscal"))) {
        f->x.has_rel = true;
        return rel_behind(f, at + 1, false);
    }
    if (is(f, at, "that") || is(f, at, "same")) return that_at(f, at);
    uint32_t beside = the ? day_beside(f, at) : 0;
    if (beside) return beside;
    if (the && has(f, at, TW_UNIT)) {
        const struct time_word *u = word(f, at);
        if (u->unit != TU_QUARTER && u->unit != TU_WEEKEND && u->unit != TU_YEAR &&
            u->unit != TU_WEEK)
            return 0;
        if (near(f, at + 1, TC_PLAIN)) return 0;
        f->x.kind = TE_UNIT, f->x.unit = u->unit, f->x.has_rel = true,
        f->x.that = u->unit != TU_WEEKEND;
        f->x.by_text = true;
        return at + 1;
    }
    if (the && (near(f, at, TC_YEAR_KIND) || is(f, at, "full")) && is(f, at + 1, "year")) {
        f->x.kind = TE_UNIT, f->x.unit = TU_YEAR, f->x.has_rel = f->x.that = f->x.by_text = true;
        return at + 2;
    }
    if (the && is(f, at, "latest") && near(f, at + 1, TC_PERIOD)) {
        f->x.kind = TE_UNIT, f->x.unit = TU_QUARTER, f->x.has_rel = f->x.that = f->x.by_text = true;
        return at + 2;
    }
    return 0;
}

/* ---- sets and references */

uint32_t tx_set_at(struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    if (!w) return 0;
    f->x.kind = TE_SET;
    if (w->classes & TW_SET) {
        if (flags(f, t) & TOK_TITLE && t > f->begin) return 0;
        return f->x.set = w->value, t + 1;
    }
    if (w->classes & TW_WEEKDAYS) return f->x.weekday = w->weekday, t + 1;
    if (!(w->classes & TW_SET_WORD)) return 0;
    uint32_t e = t + 1;
    bool plural;
    f->x.n = 1;
    uint8_t wd = tx_weekday_at(f, e);
    if (tx_month_at(f, e)) return f->x.month = tx_month_at(f, e), e + 1;
    if (wd) return f->x.weekday = wd, tx_part_behind(f, e + 1);
    const struct time_word *u = tx_unit_at(f, e, &plural);
    if (!u) {
        struct texpr keep = f->x;
        if (tx_part_at(f, e)) return f->x.part = tx_part_at(f, e), f->x.unit = TU_DAY, e + 1;
        if (!tx_read_count(f, e, &e) || !(u = tx_unit_at(f, e, &plural))) return f->x = keep, 0;
    }
    f->x.unit = u->unit;
    return e + 1;
}

uint32_t tx_ref_at(struct finding *f, uint32_t t) {
    const struct time_word *w = word(f, t);
    if (!w || !(w->classes & (TW_REF | TW_ADJREF))) {
        bool the = is(f, t, "the");
        if (the && (is(f, t + 1, "past") || is(f, t + 1, "future") || is(f, t + 1, "present")) &&
            t + 2 <= f->end && (t + 2 == f->end || !word(f, t + 2)) &&
            (t + 2 == f->end || flags(f, t + 2) & TOK_PUNCT ||
             !ascii_is_alpha(low(f, t + 2).p[0]) || is(f, t + 2, "of") || is(f, t + 2, "and") ||
             is(f, t + 2, "to"))) {
            f->x.kind = TE_REF;
            f->x.ref = is(f, t + 1, "past")     ? TR_PAST
                       : is(f, t + 1, "future") ? TR_FUTURE
                                                : TR_PRESENT;
            return t + 2;
        }
        return 0;
    }
    f->x.kind = TE_REF, f->x.ref = w->ref;
    bool plural;
    if (is(f, t, "recent") && tx_unit_at(f, t + 1, &plural) && plural) {
        f->x.kind = TE_DURATION, f->x.n = N_UNKNOWN, f->x.unit = word(f, t + 1)->unit;
        return t + 2;
    }
    if (w->classes & TW_ADJREF && flags(f, t) & TOK_TITLE && t > f->begin) return 0;
    if (is(f, t, "now") && is(f, t + 1, "that")) return 0;
    if (is(f, t, "future") && !(t > f->begin && (is(f, t - 1, "near") || is(f, t - 1, "in"))))
        return 0;
    return t + 1;
}
