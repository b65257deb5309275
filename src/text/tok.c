#include "base/base.h"

#include "text/tok.h"

#include "base/utf8.h"
#include "text/text.h"

/* The word being read: bytes [b, e) of the chunk between two spaces that ends at `end`. */
struct chunk {
    const char *p; /* the whole text */
    uint32_t b, end;
    bool caseless;     /* its paragraph does not use case */
    bool single_open;  /* a ' or ‘ was opened in the paragraph and not closed */
    uint32_t text_end; /* end of the paragraph, for a look beyond the chunk */
};

static uint32_t cp_at(const struct chunk *c, uint32_t at, unsigned *n) {
    uint32_t cp = 0;
    if (at >= c->end) {
        *n = 0;
        return 0;
    }
    unsigned char ch = (unsigned char)c->p[at];
    if (ch < 0x80) {
        *n = 1;
        return ch;
    }
    *n = utf8_decode(c->p + at, c->end - at, &cp);
    if (!*n) *n = 1, cp = 0xFFFD;
    return cp;
}

static bool cp_letter(uint32_t cp) {
    return cp < 0x80 ? ascii_is_alpha((int)cp) : utf8_is_letter(cp);
}
static bool cp_digit(uint32_t cp) {
    return cp < 0x80 ? ascii_is_digit((int)cp) : utf8_is_digit(cp);
}
static bool cp_word(uint32_t cp) {
    return cp_letter(cp) || cp_digit(cp) || cp == '_';
}
static bool cp_upper(uint32_t cp) {
    return cp < 0x80 ? ascii_is_upper((int)cp) : utf8_is_upper(cp);
}
static bool cp_apostrophe(uint32_t cp) {
    return cp == '\'' || cp == 0x2019 || cp == '`';
}
static bool cp_space(uint32_t cp) {
    return cp < 0x80 ? ascii_is_space((int)cp) : utf8_is_space(cp) || cp == 0xA0;
}

static bool one_of(uint32_t cp, const char *ascii) {
    return cp && cp < 0x80 && strchr(ascii, (int)cp);
}

bool tok_is_open(struct str s) {
    static const char *const marks[] = {"(", "[", "{", "“", "‘", "«", "``", "<<", "„"};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_eq_c(s, marks[i])) return true;
    return false;
}

bool tok_is_close(struct str s) {
    static const char *const marks[] = {")", "]", "}", "”", "’", "»", "''", ">>", "’’"};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_eq_c(s, marks[i])) return true;
    return false;
}

bool tok_is_dash(struct str s) {
    static const char *const marks[] = {"-", "–", "—", "--", "---", "―"};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_eq_c(s, marks[i])) return true;
    return false;
}

/* ---- flags and lower-cased form */

static uint8_t shape_flags(struct str s) {
    uint32_t letters = 0, upper = 0, digits = 0, others = 0;
    bool first_upper = false;
    for (uint32_t i = 0; i < s.n;) {
        uint32_t cp;
        unsigned n = utf8_decode(s.p + i, s.n - i, &cp);
        if (!n) n = 1, cp = 0xFFFD;
        if (cp_letter(cp)) {
            bool up = cp_upper(cp);
            if (!letters) first_upper = up;
            letters++, upper += up;
        } else if (cp_digit(cp)) {
            digits++;
        } else {
            others++;
        }
        i += n;
    }
    uint8_t f = 0;
    if (letters && first_upper && upper == 1) f |= TOK_TITLE;
    if (letters >= 2 && upper == letters) f |= TOK_UPPER;
    if (digits) f |= TOK_DIGIT;
    if (!letters && !digits && others) f |= TOK_PUNCT;
    return f;
}

/* The lower-cased form; a slice of the text itself where that already is lower case. */
static struct str lower_form(struct doc *d, struct str s) {
    bool plain = true;
    for (uint32_t i = 0; i < s.n && plain; i++)
        plain = (unsigned char)s.p[i] < 0x80 && !ascii_is_upper(s.p[i]) && s.p[i] != '`';
    if (plain) return s;
    char *into = arena_alloc(d->a, (size_t)s.n * 2 + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n;) {
        uint32_t cp;
        unsigned k = utf8_decode(s.p + i, s.n - i, &cp);
        if (!k) k = 1, cp = 0xFFFD;
        cp = cp == 0x2019 || cp == 0x2018 || (cp == '`' && s.n > 1 && s.p[i ? 0 : 1] != '`')
                 ? '\''
                 : utf8_to_lower(cp);
        char one[4];
        unsigned m = utf8_encode(cp, one);
        if (m <= 2 * k) memcpy(into + n, one, m), n += m;
        i += k;
    }
    return (struct str){into, n};
}

static void emit(struct tok_columns *c, uint32_t b, uint32_t e, uint8_t flags) {
    struct doc *d = c->d;
    struct str s = str_cut(d->text, b, e);
    *vec_push(d->a, &c->b) = b;
    *vec_push(d->a, &c->e) = e;
    *vec_push(d->a, &c->flags) = flags | shape_flags(s);
    *vec_push(d->a, &c->low) = lower_form(d, s);
}

/* ---- where a word ends */

static uint32_t digits_end(const struct chunk *c, uint32_t at) {
    while (at < c->end && ascii_is_digit(c->p[at])) at++;
    return at;
}
static uint32_t letters_end(const struct chunk *c, uint32_t at) {
    while (at < c->end && ascii_is_alpha(c->p[at])) at++;
    return at;
}

/* First visible byte after `at` in the paragraph, 0 at its end. */
static char next_visible(const struct chunk *c, uint32_t at) {
    while (at < c->text_end && ascii_is_space(c->p[at])) at++;
    return at < c->text_end ? c->p[at] : 0;
}

/* May the full stop at `dot` after the word begun at `b` belong to it as an abbreviation's? */
static bool stop_belongs(const struct chunk *c, const struct forms *f, uint32_t b, uint32_t dot) {
    struct str word = {c->p + b, dot + 1 - b};
    char next = next_visible(c, dot + 1);
    if (dot + 1 < c->end && c->p[dot + 1] == '.') return false;
    if (dot - b == 1 && ascii_is_alpha(c->p[b])) {
        bool after_space = dot + 1 == c->end;
        if (!ascii_is_upper(c->p[b]) || !after_space) return false;
        return c->p[b] == 'I' || c->p[b] == 'A' ? ascii_is_upper(next) && !c->caseless : next != 0;
    }
    if (dot - b >= 3 && c->p[dot - 2] == '.' && ascii_is_alpha(c->p[dot - 1])) return true;
    if (dot - b == 4 && str_eq_c(word, "Ph.D.")) return true;
    uint32_t bits = forms_get(f, word);
    if (bits & FORM_NUMBER && ascii_is_digit(next)) return true;
    return (bits & (FORM_TITLE | FORM_MONTH | FORM_ABBR)) != 0;
}

/* Inside a word, a full stop between two word characters: part of it ("U.S", "3.5", "enron.com"),
 * or the end of a sentence that lost its space ("Syria.Three")? */
static bool stop_inside(const struct chunk *c, uint32_t b, uint32_t dot) {
    char left = c->p[dot - 1], right = c->p[dot + 1];
    if (ascii_is_digit(left) && ascii_is_digit(right)) return true;
    uint32_t from = dot;
    while (from > b && c->p[from - 1] != '.') from--;
    uint32_t run = letters_end(c, dot + 1) - (dot + 1);
    if (dot - from == 1 && ascii_is_alpha(left)) return run <= 2 || ascii_is_lower(right);
    if (ascii_is_lower(right) || ascii_is_digit(right))
        return ascii_is_alpha(left) || right != left;
    if (ascii_is_upper(left) && ascii_is_upper(right)) return run <= 4 && !c->caseless;
    return dot - from == 2 && c->p[from] == 'P' && right == 'D';
}

/* Digits, a hyphen, digits: a telephone number or date stays whole, a range is cut. */
static bool hyphen_in_number(const struct chunk *c, uint32_t b, uint32_t at) {
    for (uint32_t i = b; i < at; i++)
        if (c->p[i] == '-') return true;
    uint32_t right = digits_end(c, at + 1);
    if (right < c->end && c->p[right] == '-' && right + 1 < c->end &&
        ascii_is_digit(c->p[right + 1]))
        return true;
    return at - b == 3 && right - at - 1 == 4;
}

static bool hyphen_inside(const struct chunk *c, const struct forms *f, uint32_t b, uint32_t at) {
    char left = c->p[at - 1], right = at + 1 < c->end ? c->p[at + 1] : 0;
    if (ascii_is_digit(left) && ascii_is_digit(right) && ascii_is_digit(c->p[b]))
        return hyphen_in_number(c, b, at);
    bool letter = ascii_is_alpha(right) || (unsigned char)right >= 0xC3;
    return letter && forms_get(f, (struct str){c->p + b, at - b}) & FORM_PREFIX;
}

/* Does the mark `cp` at `at` (one byte, or an apostrophe) go on the word begun at b? */
static bool goes_on(const struct chunk *c, const struct forms *f, uint32_t b, uint32_t at,
                    unsigned n) {
    unsigned m;
    uint32_t cp = cp_at(c, at, &m), right = cp_at(c, at + n, &m);
    unsigned char left = (unsigned char)c->p[at - 1];
    bool digits = ascii_is_digit(left) && right < 0x80 && ascii_is_digit((int)right);
    if (cp_apostrophe(cp)) return cp_letter(right) && !ascii_is_digit(left);
    switch (cp) {
    case '.': return cp_word(right) && right != '_' && stop_inside(c, b, at);
    case ',': return digits && digits_end(c, at + 1) - at - 1 == 3;
    case ':': return digits;
    case '/':
        if (digits) return true;
        return at - b == 1 && ascii_is_alpha(left) && letters_end(c, at + 1) == at + 2 &&
               (at + 2 == c->end || !cp_word((unsigned char)c->p[at + 2]));
    case '-': return hyphen_inside(c, f, b, at);
    case '&': return ascii_is_upper(left) && cp_upper(right);
    default: return false;
    }
}

/* "5pm", "50km": true where the unit begins at `at` and ends with the word. */
static bool unit_begins(const struct chunk *c, const struct forms *f, uint32_t b, uint32_t at) {
    if (!ascii_is_digit(c->p[at - 1]) || !ascii_is_digit(c->p[b])) return false;
    uint32_t e = letters_end(c, at);
    if (e < c->end && (ascii_is_digit(c->p[e]) || (unsigned char)c->p[e] >= 0x80)) return false;
    if (e + 1 < c->end && c->p[e] == '.' && ascii_is_alpha(c->p[e + 1])) e = letters_end(c, e + 1);
    return (forms_get(f, (struct str){c->p + at, e - at}) & FORM_UNIT) != 0;
}

static uint32_t word_end(const struct chunk *c, const struct forms *f, uint32_t b) {
    uint32_t at = b;
    unsigned n;
    while (at < c->end) {
        uint32_t cp = cp_at(c, at, &n);
        if (cp_word(cp)) {
            if (at > b && cp < 0x80 && ascii_is_alpha((int)cp) && unit_begins(c, f, b, at)) break;
            at += n;
        } else if (at > b && goes_on(c, f, b, at, n)) {
            at += n;
        } else {
            break;
        }
    }
    if (at < c->end && c->p[at] == '.' && stop_belongs(c, f, b, at)) return at + 1;
    if (at < c->end && c->p[at] == '$' && at - b <= 3 && ascii_is_upper(c->p[b])) return at + 1;
    return at;
}

/* ---- contractions */

/* Where a contraction's last part begins inside [b, e), or e when there is none. */
static uint32_t clitic_begin(const struct chunk *c, uint32_t b, uint32_t e) {
    static const char *const tails[] = {"s", "m", "re", "ve", "ll", "d"};
    uint32_t q = e, tail = e;
    while (q > b && e - q < 6) {
        q--;
        unsigned char ch = (unsigned char)c->p[q];
        if (ch == '\'' || ch == '`') {
            tail = q + 1;
            break;
        }
        if (ch == 0xE2 && q + 3 <= e && memcmp(c->p + q, "’", 3) == 0) {
            tail = q + 3;
            break;
        }
    }
    if (tail == e || q == b) return e;
    struct str t = {c->p + tail, e - tail};
    if (str_ieq_c(t, "t") && ascii_lower(c->p[q - 1]) == 'n' && q - 1 > b) return q - 1;
    for (size_t i = 0; i < COUNT_OF(tails); i++)
        if (str_ieq_c(t, tails[i])) return q;
    return e;
}

static void emit_word(struct tok_columns *c, const struct chunk *k, struct tspan s, uint8_t flags) {
    enum { PARTS = 3 };
    uint32_t cut[PARTS + 1], n = 0;
    uint32_t e = s.e;
    while (n < PARTS) {
        uint32_t at = clitic_begin(k, s.b, e);
        if (at == e) break;
        cut[n++] = at;
        e = at;
    }
    if (!n) {
        uint32_t bits = forms_get(c->forms, (struct str){k->p + s.b, s.e - s.b});
        if (bits & FORM_JOIN) cut[n++] = s.b + (bits >> 8);
    }
    uint32_t from = s.b;
    while (n) {
        emit(c, from, cut[n - 1], flags);
        from = cut[--n];
        flags = TOK_MWT;
    }
    emit(c, from, s.e, flags);
}

/* ---- one chunk */

static bool starts_c(const struct chunk *c, uint32_t at, const char *what) {
    size_t n = strlen(what);
    return c->end - at >= n && str_ieq_c((struct str){c->p + at, (uint32_t)n}, what);
}

/* An address (URL or e-mail) begun at `at`: its end, or `at` when it is none. */
static uint32_t address_end(const struct chunk *c, uint32_t at) {
    enum { LOCAL_PART = 64 }; /* bytes before the @ (RFC 5321, 4.5.3.1.1) */
    bool url = starts_c(c, at, "http://") || starts_c(c, at, "https://") ||
               starts_c(c, at, "www.") || starts_c(c, at, "ftp://") || starts_c(c, at, "mailto:");
    if (!url) {
        uint32_t a = at;
        while (a < c->end && a - at <= LOCAL_PART &&
               (ascii_is_alpha(c->p[a]) || ascii_is_digit(c->p[a]) || strchr("._-+", c->p[a])))
            a++;
        if (a == at || a + 1 >= c->end || c->p[a] != '@' || !ascii_is_alpha(c->p[a + 1])) return at;
    }
    uint32_t e = c->end;
    while (e > at && (strchr(".,;:!?)]}>\"'", c->p[e - 1]) || (unsigned char)c->p[e - 1] >= 0x80))
        e--;
    return e;
}

static uint32_t mark_end(const struct chunk *c, uint32_t at) {
    static const char *const faces[] = {":)", ":(", ";)", ":-)", ":-(", ":D", ":P", ";-)"};
    for (size_t i = 0; i < COUNT_OF(faces); i++)
        if (c->end - at == strlen(faces[i]) && starts_c(c, at, faces[i])) return c->end;
    unsigned n;
    uint32_t cp = cp_at(c, at, &n), e = at + n;
    if (one_of(cp, "!?"))
        while (e < c->end && one_of((unsigned char)c->p[e], "!?")) e++;
    else if (one_of(cp, ".-=*_~#+<>") ||
             ((cp == '\'' || cp == '`') && e < c->end && c->p[e] == c->p[at]))
        while (e < c->end && c->p[e] == c->p[at]) e++;
    return e;
}

static bool apostrophe_after_s(const struct chunk *c, uint32_t at, unsigned *n) {
    uint32_t cp = cp_at(c, at, n);
    if ((cp != '\'' && cp != 0x2019) || !strchr("sSxXzZ", c->p[at - 1])) return false;
    unsigned m;
    uint32_t after = cp_at(c, at + *n, &m);
    return !c->single_open && (!m || (!cp_word(after) && !cp_apostrophe(after)));
}

/* The mark at `at`: emitted, with note taken of single quotation marks. Returns its end. */
static uint32_t run_mark(struct tok_columns *t, struct chunk *c, uint32_t at, uint8_t flags) {
    unsigned n;
    uint32_t cp = cp_at(c, at, &n);
    if (cp_apostrophe(cp) && at > c->b) { /* "1990"'s */
        uint32_t s = at + n;
        bool alone = s + 1 >= c->end || !cp_word((unsigned char)c->p[s + 1]);
        if (s < c->end && (c->p[s] == 's' || c->p[s] == 'S') && alone) {
            emit(t, at, s + 1, TOK_MWT);
            return s + 1;
        }
    }
    uint32_t e = mark_end(c, at);
    if (cp == '\'' || cp == 0x2018 || cp == 0x2019)
        c->single_open = flags & TOK_SPACE_BEFORE && cp != 0x2019;
    emit(t, at, e, flags);
    return e;
}

static void run_chunk(struct tok_columns *t, struct chunk *c) {
    uint8_t flags = TOK_SPACE_BEFORE | (c->caseless ? TOK_CASELESS : 0),
            keep = flags & TOK_CASELESS;
    for (uint32_t at = c->b; at < c->end; flags = keep) {
        unsigned n;
        uint32_t cp = cp_at(c, at, &n), e = address_end(c, at);
        if (e > at) {
            emit(t, at, e, flags);
            at = e;
            continue;
        }
        if (!cp_word(cp) || cp == '_') {
            at = run_mark(t, c, at, flags);
            continue;
        }
        e = word_end(c, t->forms, at);
        emit_word(t, c, (struct tspan){at, e}, flags);
        at = e;
        if (at < c->end && apostrophe_after_s(c, at, &n)) {
            emit(t, at, at + n, TOK_MWT);
            at += n;
        }
    }
}

/* ---- paragraphs */

/* A paragraph in capitals, or a long one without any, does not use case. */
static bool para_caseless(struct str s) {
    uint32_t upper = 0, lower = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        upper += ascii_is_upper(s.p[i]);
        lower += ascii_is_lower(s.p[i]);
    }
    if (upper >= 8 && upper > 9 * lower) return true;
    return !upper && lower > 400;
}

static void run_para(struct tok_columns *t, uint32_t para) {
    struct doc *d = t->d;
    struct tspan s = d->para[para].span;
    struct chunk c = {.p = d->text.p, .end = s.e, .text_end = s.e};
    c.caseless = para_caseless(doc_cut(d, s));
    uint32_t first = t->b.n;
    for (uint32_t at = s.b; at < s.e;) {
        unsigned n;
        c.end = s.e;
        if (cp_space(cp_at(&c, at, &n))) {
            at += n;
            continue;
        }
        c.b = at;
        while (at < s.e && !cp_space(cp_at(&c, at, &n))) at += n;
        c.end = at;
        run_chunk(t, &c);
    }
    if (t->b.n > first) t->flags.v[first] |= TOK_SPACE_BEFORE;
    d->para[para].sent_b = t->sent.n;
    sent_run(t, para, first);
    d->para[para].sent_e = t->sent.n;
}

void tok_sentence(struct tok_columns *c, uint32_t para, uint32_t from, uint32_t to) {
    struct arena *a = c->d->a;
    for (uint32_t t = from; t < to; t++) *vec_push(a, &c->sent_of) = c->sent.n;
    *vec_push(a, &c->first) = from;
    *vec_push(a, &c->para_of) = para;
    *vec_push(a, &c->sent) = (struct tspan){c->b.v[from], c->e.v[to - 1]};
}

void tok_run(struct doc *d, const struct world *w, struct arena *scratch) {
    (void)scratch;
    struct tok_columns c = {.d = d, .forms = w->forms};
    for (uint32_t p = 0; p < d->n_para; p++) run_para(&c, p);
    if (c.n_cut)
        doc_note(d, "sentence_limit", (struct tspan){0, 0},
                 "sentences of more than %d words were cut in %u places", SENT_WORDS, c.n_cut);
    *vec_push(d->a, &c.first) = c.b.n;
    d->n_sent = c.sent.n, d->sent = c.sent.v, d->sent_tok = c.first.v, d->sent_para = c.para_of.v;
    d->n_tok = c.b.n, d->tok_b = c.b.v, d->tok_e = c.e.v, d->tok_sent = c.sent_of.v;
    d->tok_flags = c.flags.v, d->tok_low = c.low.v;
}
