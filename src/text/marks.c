#include "base/base.h"

#include "text/marks.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "text/text.h"

/* ---- one mark */

static const struct {
    const char *bytes;
    uint8_t kind, shape;
} mark_form[] = {
    {"``", '"', MARK_OPENS},  {"''", '"', MARK_CLOSES}, {"\"", '"', MARK_EITHER},
    {"“", '"', MARK_OPENS},   {"”", '"', MARK_CLOSES},  {"„", '"', MARK_OPENS},
    {"‟", '"', MARK_OPENS},   {"«", '"', MARK_OPENS},   {"»", '"', MARK_CLOSES},
    {"＂", '"', MARK_EITHER}, {"‘", '\'', MARK_OPENS},  {"’", '\'', MARK_CLOSES},
    {"‚", '\'', MARK_OPENS},  {"‛", '\'', MARK_OPENS},  {"‹", '\'', MARK_OPENS},
    {"›", '\'', MARK_CLOSES}, {"'", '\'', MARK_EITHER}, {"`", '\'', MARK_OPENS},
};

static bool may_begin_mark(unsigned char c) {
    return c == '"' || c == '\'' || c == '`' || c == 0xE2 || c == 0xC2 || c == 0xEF;
}

static int form_at(struct str text, uint32_t at, uint32_t end, uint32_t *n) {
    if (!may_begin_mark((unsigned char)text.p[at])) return -1;
    for (size_t i = 0; i < COUNT_OF(mark_form); i++) {
        uint32_t len = (uint32_t)strlen(mark_form[i].bytes);
        if (at + len <= end && !memcmp(text.p + at, mark_form[i].bytes, len)) {
            *n = len;
            return (int)i;
        }
    }
    return -1;
}

/* What stands beside a mark: a word, punctuation, or white space (nothing). */
enum side { SIDE_SPACE, SIDE_WORD, SIDE_STOP, SIDE_BRACKET, SIDE_DASH };

static enum side side_of(uint32_t cp) {
    if (cp < 0x80) {
        if (ascii_is_alpha((int)cp) || ascii_is_digit((int)cp)) return SIDE_WORD;
        if (strchr("$%#@&*", (int)cp)) return SIDE_WORD;
        if (cp == '(' || cp == '[' || cp == '{') return SIDE_BRACKET;
        if (cp == '-' || cp == '/') return SIDE_DASH;
        return ascii_is_space((int)cp) ? SIDE_SPACE : SIDE_STOP;
    }
    if (utf8_is_letter(cp) || utf8_is_digit(cp)) return SIDE_WORD;
    if (cp == 0x2013 || cp == 0x2014 || cp == 0x2010) return SIDE_DASH;
    return utf8_is_space(cp) || cp == 0xA0 ? SIDE_SPACE : SIDE_STOP;
}

static enum side side_before(struct str text, uint32_t begin, uint32_t at) {
    uint32_t b = at, cp;
    if (b == begin) return SIDE_SPACE;
    do b--;
    while (b > begin && ((unsigned char)text.p[b] & 0xC0) == 0x80);
    return utf8_decode(text.p + b, at - b, &cp) ? side_of(cp) : SIDE_STOP;
}

static enum side side_after(struct str text, uint32_t at, uint32_t end) {
    uint32_t cp;
    if (at >= end) return SIDE_SPACE;
    return utf8_decode(text.p + at, end - at, &cp) ? side_of(cp) : SIDE_STOP;
}

/* Dots before a word ("...I") lead in, they do not end. */
static bool dots_lead_in(struct str text, uint32_t at, uint32_t end) {
    uint32_t i = at;
    while (i < end && text.p[i] == '.') i++;
    return i > at + 1 && side_after(text, i, end) == SIDE_WORD;
}

bool mark_at(struct str text, struct tspan para, uint32_t at, struct mark *out) {
    uint32_t n;
    int f = form_at(text, at, para.e, &n);
    if (f < 0) return false;
    *out = (struct mark){at,    at + n, mark_form[f].shape, mark_form[f].kind, false, false, false,
                         false, false};
    for (int g; out->e < para.e && (g = form_at(text, out->e, para.e, &n)) >= 0;) {
        if (mark_form[g].kind != out->kind || mark_form[g].kind == '\'') break;
        if (mark_form[g].shape != mark_form[f].shape) break;
        out->e += n, out->doubled = true;
    }
    enum side before = side_before(text, para.b, out->b), after = side_after(text, out->e, para.e);
    out->left = before == SIDE_WORD;
    out->right = after == SIDE_WORD || after == SIDE_BRACKET || dots_lead_in(text, out->e, para.e);
    out->stop_before = before == SIDE_STOP;
    out->stop_after = after == SIDE_STOP && !out->right;
    return true;
}

/* ---- the marks of one paragraph */

struct marker {
    struct doc *d;
    VEC(struct quotation) found; /* in `a` */
    VEC(struct mark) mark;       /* double marks of the paragraph */
    VEC(struct mark) single;
    struct arena *a;
    struct tspan para;
    uint32_t left_open; /* quotation of the paragraph before that was not closed, or NONE */
};

/* The minutes and inches of 5'10", or feet: a straight mark behind a digit while nothing is open.
 */
static bool is_measure(struct str text, const struct mark *m, uint32_t begin) {
    return m->shape == MARK_EITHER && m->b > begin && ascii_is_digit(text.p[m->b - 1]);
}

/* By what stands beside it: opens before a word, closes behind a word or a stop. */
static enum mark_shape by_sides(const struct mark *m) {
    bool word_or_stop = m->left || m->stop_before;
    if (m->right && !word_or_stop) return MARK_OPENS;
    if (word_or_stop && !m->right) return MARK_CLOSES;
    if (m->stop_after) return MARK_CLOSES;
    return MARK_EITHER;
}

/* Direction of a double mark where no quotation is open. */
static enum mark_shape when_closed(struct str text, const struct mark *m, uint32_t begin) {
    enum mark_shape sides = by_sides(m);
    if (is_measure(text, m, begin)) return MARK_EITHER;
    if (m->shape == MARK_OPENS && sides != MARK_CLOSES) return MARK_OPENS;
    if (m->shape == MARK_CLOSES && sides != MARK_OPENS) return MARK_CLOSES;
    if (m->shape == MARK_CLOSES && (m->b > begin + 1) && strchr(",.!?", text.p[m->b - 2]) &&
        text.p[m->b - 1] == ' ')
        return MARK_CLOSES; /* "to them, ”he said": the space went to the wrong side */
    if (sides != MARK_EITHER) return sides;
    return m->stop_before && !m->right ? MARK_CLOSES : MARK_OPENS;
}

/* Direction of a double mark inside an open quotation. */
static enum mark_shape when_open(const struct mark *m) {
    enum mark_shape sides = by_sides(m);
    if (m->shape == MARK_CLOSES) return MARK_CLOSES;
    if (m->shape == MARK_OPENS) return sides == MARK_CLOSES ? MARK_CLOSES : MARK_OPENS;
    return sides == MARK_OPENS ? MARK_OPENS : MARK_CLOSES;
}

static struct tspan sentence_of(const struct doc *d, uint32_t at) {
    uint32_t lo = 0, hi = d->n_sent;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->sent[mid].e <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < d->n_sent ? d->sent[lo] : (struct tspan){at, at};
}

static struct tspan trimmed(struct str text, struct tspan s) {
    while (s.b < s.e && ascii_is_space(text.p[s.b])) s.b++;
    while (s.b < s.e && ascii_is_space(text.p[s.e - 1])) s.e--;
    return s;
}

static void add(struct marker *k, struct quotation q) {
    q.inner = trimmed(k->d->text, q.inner);
    if (tspan_empty(q.inner)) return;
    *vec_push(k->a, &k->found) = q;
}

static uint32_t unclosed_end(const struct marker *k, const struct mark *open, uint32_t limit) {
    struct tspan s = sentence_of(k->d, open->e);
    uint32_t e = s.e > open->e ? ATT_MIN(s.e, limit) : limit;
    return ATT_MAX(ATT_MIN(e, k->para.e), open->e);
}

static void close_at(struct marker *k, const struct mark *open, const struct mark *m,
                     uint32_t continues) {
    bool wrong = open->doubled || m->doubled || open->shape == MARK_CLOSES ||
                 m->shape == MARK_OPENS || (m->right && !m->left && !m->stop_before);
    add(k, (struct quotation){.outer = {open->b, m->e},
                              .inner = {open->e, m->b},
                              .mark = open->kind,
                              .open_missing = open->b == open->e,
                              .wrong_mark = wrong,
                              .continues = continues});
}

static void leave_open(struct marker *k, const struct mark *open, uint32_t end,
                       uint32_t continues) {
    add(k, (struct quotation){.outer = {open->b, end},
                              .inner = {open->e, end},
                              .mark = open->kind,
                              .open_missing = open->b == open->e,
                              .close_missing = true,
                              .wrong_mark = open->doubled || open->shape == MARK_CLOSES,
                              .continues = continues});
}

/* A second opening mark inside a quotation is nested when two closing marks follow. */
static bool opens_nested(const struct marker *k, uint32_t i) {
    return i + 2 < k->mark.n && when_open(&k->mark.v[i + 1]) == MARK_CLOSES &&
           when_open(&k->mark.v[i + 2]) == MARK_CLOSES && k->mark.v[i + 2].shape != MARK_EITHER;
}

/* Where a quotation begins whose closing mark alone is there. */
static struct mark missing_open(struct marker *k, const struct mark *m, uint32_t from) {
    uint32_t b = sentence_of(k->d, m->b > k->para.b ? m->b - 1 : m->b).b;
    b = ATT_MAX(ATT_MAX(b, from), k->para.b);
    return (struct mark){.b = b, .e = b, .kind = '"', .shape = MARK_OPENS};
}

/* The quotation left open before goes on in this paragraph: behind a new opening mark, or without
 * one where the first mark closes. */
static uint32_t continued(const struct marker *k, const struct mark *first) {
    if (k->left_open == NONE || !first) return NONE;
    return first->b == trimmed(k->d->text, k->para).b ? k->left_open : NONE;
}

static void double_marks(struct marker *k) {
    struct str text = k->d->text;
    struct mark open = {0};
    bool is_open = false;
    uint32_t continues = NONE, last = k->para.b;
    for (uint32_t i = 0; i < k->mark.n; i++) {
        const struct mark *m = &k->mark.v[i];
        if (!is_open) {
            continues = i ? NONE : continued(k, m);
            switch (when_closed(text, m, k->para.b)) {
            case MARK_OPENS: open = *m, is_open = true; break;
            case MARK_CLOSES:
                open = missing_open(k, m, last);
                if (!i && k->left_open != NONE) {
                    open.b = open.e = trimmed(text, k->para).b;
                    continues = k->left_open;
                }
                close_at(k, &open, m, continues);
                last = m->e;
                break;
            default: break;
            }
        } else if (when_open(m) == MARK_CLOSES) {
            close_at(k, &open, m, continues);
            is_open = false, last = m->e;
        } else if (opens_nested(k, i)) {
            close_at(k, m, &k->mark.v[i + 1], NONE);
            i++;
        } else {
            leave_open(k, &open, unclosed_end(k, &open, m->b), continues);
            open = *m, continues = NONE;
        }
    }
    k->left_open = NONE;
    if (!is_open) return;
    leave_open(k, &open, k->para.e, continues);
    k->left_open = k->found.n - 1;
}

/* A single mark can open before a word unless it is an apostrophe ('em, '90s, o'clock). */
static bool single_opens(struct str text, const struct mark *m, uint32_t end) {
    if (m->left || !m->right || m->stop_before || m->shape == MARK_CLOSES) return false;
    return !(m->e < end && ascii_is_digit(text.p[m->e]) && m->shape == MARK_EITHER &&
             m->e + 2 < end && text.p[m->e + 2] == 's');
}

static bool single_closes(const struct mark *m) {
    return (m->left || m->stop_before) && !m->right && m->shape != MARK_OPENS;
}

/* "the guards' house": a plural genitive, as far as the letters show. */
static bool may_be_genitive(struct str text, const struct mark *m, uint32_t end) {
    return m->left && m->b && (text.p[m->b - 1] == 's' || text.p[m->b - 1] == 'S') &&
           m->e + 1 < end && text.p[m->e] == ' ' && ascii_is_lower(text.p[m->e + 1]);
}

static void single_marks(struct marker *k) {
    struct str text = k->d->text;
    const struct mark *open = NULL, *maybe = NULL;
    for (uint32_t i = 0; i < k->single.n; i++) {
        const struct mark *m = &k->single.v[i];
        if (single_opens(text, m, k->para.e)) {
            if (open && maybe) close_at(k, open, maybe, NONE);
            if (!open || maybe) open = m, maybe = NULL;
        } else if (open && single_closes(m)) {
            if (may_be_genitive(text, m, k->para.e)) {
                if (!maybe) maybe = m;
            } else {
                close_at(k, open, m, NONE);
                open = maybe = NULL;
            }
        }
    }
    if (open && maybe) close_at(k, open, maybe, NONE);
}

static void collect(struct marker *k) {
    struct mark m;
    k->mark.n = k->single.n = 0;
    for (uint32_t at = k->para.b; at < k->para.e;) {
        if (!mark_at(k->d->text, k->para, at, &m)) {
            at++;
            continue;
        }
        if (m.kind == '"')
            *vec_push(k->a, &k->mark) = m;
        else
            *vec_push(k->a, &k->single) = m;
        at = m.e;
    }
}

/* ---- the document */

static bool ends_paragraph(const struct marker *k, const struct para *next) {
    struct mark m;
    uint32_t b = trimmed(k->d->text, next->span).b;
    return !mark_at(k->d->text, next->span, b, &m) || m.kind != '"' || m.shape == MARK_CLOSES;
}

/* A quotation left open that the next paragraph does not take up ends with its sentence. */
static void settle_left_open(struct marker *k, const struct para *next) {
    if (k->left_open == NONE || (next && !ends_paragraph(k, next))) {
        if (k->left_open != NONE) k->found.v[k->left_open].close_missing = false;
        return;
    }
    struct quotation *q = &k->found.v[k->left_open];
    if (next) {
        for (uint32_t at = next->span.b; at < next->span.e; at++) {
            struct mark m;
            if (!mark_at(k->d->text, next->span, at, &m)) continue;
            if (m.kind == '"' && when_closed(k->d->text, &m, next->span.b) == MARK_CLOSES) return;
            if (m.kind == '"') break;
            at = m.e - 1;
        }
    }
    uint32_t e = sentence_of(k->d, q->inner.b).e;
    if (e > q->inner.b && e < q->inner.e) q->inner.e = q->outer.e = e;
    k->left_open = NONE;
}

static int by_begin(const struct quotation *x, const struct quotation *y) {
    if (x->outer.b != y->outer.b) return x->outer.b < y->outer.b ? -1 : 1;
    if (x->outer.e != y->outer.e) return x->outer.e > y->outer.e ? -1 : 1;
    return 0;
}

/* Insertion from the back: quotations of a paragraph come nearly in order. `place` follows. */
static void sort_found(struct marker *k, uint32_t from) {
    struct quotation *v = k->found.v;
    for (uint32_t i = from + 1; i < k->found.n; i++) {
        struct quotation q = v[i];
        uint32_t j = i;
        while (j > from && by_begin(&q, &v[j - 1]) < 0) v[j] = v[j - 1], j--;
        v[j] = q;
        if (k->left_open != NONE && k->left_open >= from) {
            if (k->left_open == i)
                k->left_open = j;
            else if (k->left_open >= j && k->left_open < i)
                k->left_open++;
        }
    }
}

static int compare_found(const void *x, const void *y) {
    return by_begin(x, y);
}

/* Puts the found quotations of one paragraph in order. Many single marks in one paragraph are
 * sorted by qsort with the full key; then the one left open is the last that reaches the end. */
static void order_found(struct marker *k, uint32_t from) {
    if (k->found.n - from <= 64) {
        sort_found(k, from);
        return;
    }
    struct quotation open = {0};
    if (k->left_open != NONE) open = k->found.v[k->left_open];
    qsort(k->found.v + from, k->found.n - from, sizeof *k->found.v, compare_found);
    for (uint32_t i = from; i < k->found.n && k->left_open != NONE; i++)
        if (!by_begin(&open, &k->found.v[i])) k->left_open = i;
}

enum { SCARE_WORDS = 4 };

/* Few words, none of them a whole sentence between its marks. */
static bool is_scare(const struct doc *d, const struct quotation *q) {
    uint32_t b, e, words = 0;
    if (q->open_missing || q->close_missing || q->continues != NONE) return false;
    doc_span_toks(d, q->inner, &b, &e);
    for (uint32_t t = b; t < e && words <= SCARE_WORDS; t++)
        words += !(d->tok_flags[t] & TOK_PUNCT);
    if (words > SCARE_WORDS) return false;
    char last = d->text.p[q->inner.e - 1];
    bool begins = b < e && d->sent_tok[d->tok_sent[b]] + 1 >= b && (d->tok_flags[b] & TOK_TITLE);
    return !(begins && strchr(",.!?", last));
}

static void publish(struct marker *k) {
    struct doc *d = k->d;
    d->n_quotation = k->found.n;
    d->quotation = arena_array(d->a, struct quotation, k->found.n);
    for (uint32_t i = 0; i < k->found.n; i++) {
        struct quotation *q = &d->quotation[i];
        *q = k->found.v[i];
        q->scare = is_scare(d, q);
        uint32_t b, e;
        doc_span_toks(d, q->inner, &b, &e);
        if (i && q->inner.b < d->quotation[i - 1].inner.e && q->mark == '\'') continue;
        for (uint32_t t = b; t < e; t++) d->tok_flags[t] |= TOK_QUOTED;
    }
}

void marks_run(struct doc *d, const struct world *w, struct arena *scratch) {
    (void)w;
    struct arena_mark m = arena_mark(scratch);
    struct marker k = {.d = d, .a = scratch, .left_open = NONE};
    for (uint32_t p = 0; p < d->n_para; p++) {
        uint32_t from = k.found.n;
        k.para = d->para[p].span;
        collect(&k);
        double_marks(&k);
        single_marks(&k);
        order_found(&k, from);
        settle_left_open(&k, p + 1 < d->n_para ? &d->para[p + 1] : NULL);
    }
    publish(&k);
    arena_rewind(scratch, m);
}
