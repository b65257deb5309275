#include "base/base.h"

#include "text/tok.h"

#include "base/utf8.h"

enum stop { STOP_NONE, STOP_FULL, STOP_ASK, STOP_DOTS, STOP_ABBR };

/* What kind of end of sentence the token may be. */
static enum stop stop_of(const struct tok_columns *c, uint32_t t) {
    struct str s = tok_text(c, t);
    char last = s.p[s.n - 1];
    if (last == '.') {
        if (s.n == 1) return STOP_FULL;
        return c->flags.v[t] & TOK_PUNCT ? STOP_DOTS : STOP_ABBR;
    }
    if (last == '!' || last == '?') return c->flags.v[t] & TOK_PUNCT ? STOP_ASK : STOP_NONE;
    if (str_eq_c(s, "…")) return STOP_DOTS;
    return STOP_NONE;
}

static bool space_before(const struct tok_columns *c, uint32_t t) {
    return (c->flags.v[t] & TOK_SPACE_BEFORE) != 0;
}

/* A mark that closes what stands before it. A mark turned the wrong way is judged by its spaces. */
static bool closes(const struct tok_columns *c, uint32_t t, uint32_t end) {
    struct str s = tok_text(c, t);
    bool tight = t + 1 < end && !space_before(c, t + 1);
    if (str_eq_c(s, "\"") || str_eq_c(s, "'") || str_eq_c(s, "“"))
        return !space_before(c, t) && !tight;
    if (!tok_is_close(s)) return false;
    return !(space_before(c, t) && tight);
}

static bool opens(const struct tok_columns *c, uint32_t t) {
    struct str s = tok_text(c, t);
    return str_eq_c(s, "\"") || str_eq_c(s, "'") || tok_is_open(s) || tok_is_close(s);
}

static uint32_t first_cp(struct str s) {
    uint32_t cp = 0;
    return s.n && utf8_decode(s.p, s.n, &cp) ? cp : 0xFFFD;
}

/* May a sentence begin with token t, after a stop of that kind? */
static bool begins(const struct tok_columns *c, uint32_t t, enum stop kind) {
    uint32_t cp = first_cp(tok_text(c, t));
    bool caseless = (c->flags.v[t] & TOK_CASELESS) != 0;
    if (utf8_is_letter(cp)) return caseless || !utf8_is_lower(cp);
    if (utf8_is_digit(cp)) return kind != STOP_DOTS;
    if (kind == STOP_DOTS) return false;
    return !strchr(",;:)-/'", (int)(cp < 0x80 ? cp : ',')) || cp > 0x2100;
}

static bool initial(struct str s) {
    return s.n == 2 && s.p[1] == '.';
}

/* After an abbreviation a sentence ends only where a word that begins sentences follows. */
static bool abbr_ends(const struct tok_columns *c, uint32_t t, uint32_t next) {
    struct str s = tok_text(c, t), n = tok_text(c, next);
    uint32_t bits = forms_get(c->forms, s);
    if (bits & FORM_TITLE || initial(s)) return false;
    if (bits & FORM_NUMBER && c->flags.v[next] & TOK_DIGIT) return false;
    if (!utf8_is_upper(first_cp(n))) return false;
    return (forms_get(c->forms, c->low.v[next]) & FORM_STARTER) != 0;
}

/* First token after the closing marks that follow the stop at t. */
static uint32_t after_marks(const struct tok_columns *c, uint32_t t, uint32_t end) {
    uint32_t j = t + 1;
    while (j < end && closes(c, j, end)) j++;
    return j;
}

/* Token before which a sentence ends by the stop at t, or NONE. */
static uint32_t end_after(const struct tok_columns *c, uint32_t from, uint32_t t, uint32_t end) {
    enum stop kind = stop_of(c, t);
    if (kind == STOP_NONE) return NONE;
    bool enumerates = t == from + 1 && kind == STOP_FULL && c->flags.v[from] & TOK_DIGIT &&
                      c->e.v[from] - c->b.v[from] <= 3;
    if (enumerates) return NONE;
    uint32_t j = after_marks(c, t, end), k = j;
    while (k < end && opens(c, k)) k++;
    if (k >= end) return NONE;
    if (kind == STOP_ABBR) return abbr_ends(c, t, k) ? j : NONE;
    return begins(c, k, kind) ? j : NONE;
}

/* "TEHRAN (AFP) -": a dateline at the head of the paragraph is a sentence of its own. */
static uint32_t dateline_end(const struct tok_columns *c, uint32_t from, uint32_t end) {
    enum { DATELINE_TOKENS = 14 };
    struct tspan line = c->d->front.dateline;
    if (!tspan_empty(line) && line.b == c->b.v[from]) {
        uint32_t t = from;
        while (t < end && c->b.v[t] < line.e) t++;
        return t < end ? t : NONE;
    }
    if (!(c->flags.v[from] & TOK_UPPER) || c->flags.v[from] & TOK_CASELESS) return NONE;
    for (uint32_t t = from + 1; t + 1 < end && t < from + DATELINE_TOKENS; t++)
        if (tok_is_dash(tok_text(c, t)) && str_eq_c(tok_text(c, t - 1), ")") &&
            space_before(c, t + 1))
            return t + 1;
    return NONE;
}

/* Where a sentence that began at b and has reached token t is cut: after a comma or semicolon among
 * its last words, and never within a word. */
static uint32_t cut_before(const struct tok_columns *c, uint32_t b, uint32_t t) {
    enum { LOOK_BACK = 64 };
    for (uint32_t k = t; k > b + 1 && k + LOOK_BACK > t; k--)
        if (str_eq_c(tok_text(c, k - 1), ",") || str_eq_c(tok_text(c, k - 1), ";")) return k;
    while (t > b + 1 && c->flags.v[t] & TOK_MWT) t--;
    return t;
}

void sent_run(struct tok_columns *c, uint32_t para, uint32_t from) {
    uint32_t end = c->b.n;
    if (from == end) return;
    uint32_t b = from, dateline = dateline_end(c, from, end);
    if (dateline != NONE) {
        tok_sentence(c, para, from, dateline);
        b = dateline;
    }
    for (uint32_t t = b; t < end; t++) {
        uint32_t next = end_after(c, b, t, end);
        if ((next == NONE || next <= b) && t - b == SENT_WORDS) {
            next = cut_before(c, b, t);
            c->n_cut++;
        }
        if (next == NONE || next <= b) continue;
        tok_sentence(c, para, b, next);
        b = next;
        t = next - 1;
    }
    if (b < end) tok_sentence(c, para, b, end);
}
