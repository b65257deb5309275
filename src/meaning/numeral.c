#include "base/base.h"

#include "meaning/numeral.h"

#include "base/num.h"

enum { NUMERAL_TOKENS = 16 }; /* longest run of number words that is read */
#define NUMERAL_MAX UINT64_C(1000000000000000)

bool tok_hyphen(const struct doc *d, uint32_t t) {
    return t > 0 && t + 1 < d->n_tok &&
           (tok_is(d, t, "-") || tok_is(d, t, "\xe2\x80\x93") || tok_is(d, t, "\xe2\x80\x91")) &&
           !(d->tok_flags[t] & TOK_SPACE_BEFORE) && !(d->tok_flags[t + 1] & TOK_SPACE_BEFORE);
}

/* "1,200", "12", "3.5": whole part and thousandths. */
static bool read_digits(struct str s, uint64_t *value, uint32_t *milli) {
    uint64_t v = 0;
    uint32_t i = 0, since = 0, digits = 0;
    bool comma = false;
    for (; i < s.n; i++) {
        if (ascii_is_digit(s.p[i])) {
            if (++digits > 15) return false;
            v = v * 10 + (uint64_t)(s.p[i] - '0'), since++;
        } else if (s.p[i] == ',' && digits && (comma ? since == 3 : since <= 3)) {
            comma = true, since = 0;
        } else
            break;
    }
    if (!digits || (comma && since != 3)) return false;
    *value = v, *milli = 0;
    if (i == s.n) return true;
    if (s.p[i++] != '.' || i == s.n || s.n - i > 9) return false;
    for (uint32_t place = 100; i < s.n; i++, place /= 10) {
        if (!ascii_is_digit(s.p[i])) return false;
        *milli += (uint32_t)(s.p[i] - '0') * place;
    }
    return true;
}

/* "21st", "7th". */
static bool read_ordinal_digits(struct str s, uint64_t *value) {
    if (s.n < 3) return false;
    static const char *const tail[] = {"st", "nd", "rd", "th"};
    struct str end = str_cut(s, s.n - 2, s.n);
    uint32_t v, k = 0;
    while (k < 4 && !str_ieq_c(end, tail[k])) k++;
    if (k == 4 || !num_parse_u32(str_cut(s, 0, s.n - 2), &v)) return false;
    *value = v;
    return true;
}

static const struct time_word *word_at(const struct calendar *c, const struct doc *d, uint32_t t,
                                       uint32_t end) {
    return t < end ? calendar_word(c, d->tok_low[t]) : NULL;
}

static void scale_by(struct numeral *n, uint64_t scale) {
    if (n->value > NUMERAL_MAX / scale) return;
    n->value = n->value * scale + n->milli * scale / 1000;
    n->milli = 0;
}

/* Words after a first part: total is of closed groups (thousands), n->value of the open one. */
static void read_words_on(const struct calendar *c, const struct doc *d, uint32_t end,
                          struct numeral *n) {
    uint64_t total = 0, last = n->digits ? 1 : n->value;
    end = ATT_MIN(end, n->end + NUMERAL_TOKENS);
    while (n->end < end) {
        uint32_t t = n->end;
        bool joined = tok_hyphen(d, t) || (tok_is(d, t, "and") && last >= 100);
        const struct time_word *w = word_at(c, d, joined ? t + 1 : t, end);
        if (!w) break;
        if (w->classes & (TW_SCALE | TW_DOZEN)) {
            if (joined && tok_is(d, t, "and")) break;
            uint64_t scale = w->number;
            scale_by(n, scale), last = scale;
            if (scale >= 1000) total += n->value, n->value = 0;
        } else if (w->classes & TW_NUMBER && !n->digits) {
            if (!(last >= 100 || (last >= 20 && last % 10 == 0 && w->number < 10))) break;
            if (total > NUMERAL_MAX) break;
            n->value += w->number, last = w->number;
        } else if (w->classes & TW_ORDINAL && w->ordinal < 10 && last >= 20 && last < 100 &&
                   last % 10 == 0 && !n->digits) {
            n->value += w->ordinal, n->ordinal = true;
            n->end = joined ? t + 2 : t + 1;
            break;
        } else
            break;
        n->end = joined ? t + 2 : t + 1;
    }
    n->value += total;
}

/* "a", "an", "the", "another" before hundred, dozen, few, couple. */
static bool read_article(const struct calendar *c, const struct doc *d, uint32_t t, uint32_t end,
                         struct numeral *n) {
    const struct time_word *w = word_at(c, d, t + 1, end);
    n->value = 1, n->end = t + 1, n->article = true;
    if (w && w->classes & (TW_SCALE | TW_DOZEN)) {
        n->article = false;
        read_words_on(c, d, end, n);
    } else if (w && w->classes & TW_VAGUE) {
        n->article = false, n->vague = w->number != 2, n->value = w->number, n->end = t + 2;
        n->open = n->vague;
        if (tok_is(d, n->end, "of") && n->end + 1 < end && !tok_is(d, n->end + 1, "the")) n->end++;
        const struct time_word *s = word_at(c, d, n->end, end);
        if (s && s->classes & (TW_DOZEN | TW_SCALE)) scale_by(n, s->number), n->end++;
    }
    return true;
}

static bool read_word(const struct calendar *c, const struct doc *d, uint32_t t, uint32_t end,
                      struct numeral *n) {
    const struct time_word *w = calendar_word(c, d->tok_low[t]);
    if (!w) return false;
    if (w->classes & TW_NUMBER) {
        n->value = w->number, n->end = t + 1;
        read_words_on(c, d, end, n);
        return true;
    }
    if (w->classes & (TW_MANY | TW_VAGUE)) {
        n->value = w->number, n->end = t + 1;
        n->open = w->number != 2, n->vague = n->open;
        const struct time_word *s = word_at(c, d, t + 1, end);
        if (s && s->classes & (TW_SCALE | TW_DOZEN)) scale_by(n, s->number), n->end++;
        return true;
    }
    if (w->classes & (TW_SCALE | TW_DOZEN)) {
        n->value = w->number, n->end = t + 1;
        return true;
    }
    if (w->classes & TW_ORDINAL) {
        n->value = w->ordinal, n->end = t + 1, n->ordinal = true;
        return true;
    }
    return false;
}

bool numeral_read(const struct calendar *c, const struct doc *d, uint32_t t, uint32_t end,
                  struct numeral *out) {
    *out = (struct numeral){0};
    if (t >= end) return false;
    struct str s = d->tok_low[t];
    if (d->tok_flags[t] & TOK_DIGIT) {
        out->digits = true, out->end = t + 1;
        if (read_ordinal_digits(s, &out->value)) {
            out->ordinal = true;
            return true;
        }
        if (!read_digits(s, &out->value, &out->milli)) return false;
        read_words_on(c, d, end, out);
        return true;
    }
    if (str_eq_c(s, "a") || str_eq_c(s, "an")) return read_article(c, d, t, end, out);
    return read_word(c, d, t, end, out);
}

uint32_t numeral_bound(const struct calendar *c, const struct doc *d, uint32_t begin, uint32_t t,
                       enum bound *b) {
    uint32_t n_row;
    const struct bounding *row = calendar_bounds(c, &n_row);
    *b = BOUND_NONE;
    for (uint32_t i = 0; i < n_row; i++) {
        uint32_t n = row[i].n, k = 0;
        if (t < begin + n) continue;
        while (k < n && str_eq(d->tok_low[t - n + k], row[i].word[k])) k++;
        if (k < n) continue;
        *b = row[i].bound;
        return t - n;
    }
    return t;
}
