#include "base/base.h"

#include "base/utf8.h"
#include "text/lines.h"
#include "world/pagewords.h"

enum {
    HEADING_MOST = 90, /* bytes of a heading inside plain text */
    BOILER_MOST = 400, /* bytes of a paragraph of boilerplate told by its first words */
    BOILER_PART_MOST = 250,
    TAIL_MOST = 80,
    DATELINE_PARAS = 4, /* body paragraphs in which a dateline is looked for */
};

/* ---- closing bytes */

/* Length of the closing mark or space that ends s, 0 when it ends otherwise. */
static uint32_t closing_mark(struct str s) {
    if (!s.n) return 0;
    char c = s.p[s.n - 1];
    if (c == '"' || c == '\'' || c == ')' || c == ']' || ascii_is_space(c)) return 1;
    if (str_ends(s, STR("\xe2\x80\x9d")) || str_ends(s, STR("\xe2\x80\x99")) ||
        str_ends(s, STR("\xe2\x80\x9c")))
        return 3;
    return str_ends(s, STR("\xc2\xbb")) ? 2 : 0;
}

bool ends_sentence(struct str s) {
    for (uint32_t n; (n = closing_mark(s));) s.n -= n;
    if (str_ends(s, STR("\xe2\x80\xa6"))) return true;
    return s.n && strchr(".!?", s.p[s.n - 1]);
}

bool starts_capital(struct str s) {
    uint32_t cp;
    return s.n && utf8_decode(s.p, s.n, &cp) && utf8_is_upper(cp);
}

static void add_para(struct page *p, struct tspan span, enum block_kind block) {
    if (tspan_empty(span)) return;
    *vec_push(p->a, &p->para) = (struct para){.span = span,
                                              .block = (uint8_t)block,
                                              .zone = block == BLOCK_HEADING   ? ZONE_HEADING
                                                      : block == BLOCK_CAPTION ? ZONE_BOILER
                                                                               : ZONE_BODY};
}

static void paras_of_lines(struct page *p) {
    struct lines l = {0};
    lines_find(p, &l);
    for (uint32_t i = 0; i < l.line.n; i++) {
        struct line *at = &l.line.v[i];
        bool inside = i && !at->furniture && !at[-1].furniture;
        if (l.wrapped && inside && !at->blank_before && !at->indented)
            p->para.v[p->para.n - 1].span.e = at->span.e;
        else
            add_para(p, at->span, BLOCK_TEXT);
        if (at->furniture) p->para.v[p->para.n - 1].zone = ZONE_BOILER;
    }
}

/* Where offset `at` of report->text lies in the clean text. */
static uint32_t clean_offset(const struct doc *d, uint32_t at) {
    if (!d->cleaned) return at;
    uint32_t lo = 0, hi = d->cleaned->piece.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        const struct omap_piece *m = &d->cleaned->piece.v[mid];
        if (m->from + m->from_n <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == d->cleaned->piece.n) return d->text.n;
    const struct omap_piece *m = &d->cleaned->piece.v[lo];
    if (at <= m->from) return m->to;
    return m->to_n == m->from_n ? m->to + (uint32_t)(at - m->from) : m->to;
}

static void paras_of_blocks(struct page *p) {
    const struct att_report *r = p->d->report;
    for (uint32_t i = 0; i < r->n_block; i++) {
        struct tspan s = {clean_offset(p->d, r->block[i].span.b),
                          clean_offset(p->d, r->block[i].span.e)};
        struct str cut = str_trim(doc_cut(p->d, s));
        if (cut.n) add_para(p, page_span(p, cut), r->block[i].kind);
    }
}

/* ---- boilerplate */

static bool has_word(struct str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (ascii_is_alpha(s.p[i]) || ascii_is_digit(s.p[i]) || (unsigned char)s.p[i] >= 0xc3)
            return true;
    return false;
}

static bool is_link(struct str s) {
    if (str_find(s, ' ', 0) != NONE) return false;
    return str_starts(s, STR("http://")) || str_starts(s, STR("https://")) ||
           str_starts(s, STR("www.")) ||
           (str_find(s, '@', 0) != NONE && str_find(s, '.', 0) != NONE);
}

static struct str without_colon(struct str s) {
    while (s.n && strchr(":.|>- ", s.p[s.n - 1])) s.n--;
    return s;
}

static bool is_boiler(const struct page *p, struct str s) {
    const struct pagewords *pw = p->w ? p->w->pagewords : NULL;
    if (!has_word(s) || is_link(s) || wire_trailer(s) || page_is(pw, PAGE_WHOLE, s)) return true;
    if (page_is(pw, PAGE_WHOLE, without_colon(s))) return true;
    if (s.n <= BOILER_MOST && page_starts(pw, PAGE_START, s)) return true;
    return s.n <= BOILER_PART_MOST && page_holds(pw, PAGE_PART, s);
}

static bool is_tail(const struct page *p, struct str s) {
    const struct pagewords *pw = p->w ? p->w->pagewords : NULL;
    if (str_eq_c(s, "--")) return true; /* the signature of a mail */
    if (s.n > TAIL_MOST) return false;
    uint32_t n = page_starts(pw, PAGE_TAIL, s);
    if (!n) return false;
    /* A sentence may begin so; a heading does not end like one. */
    return n == s.n || s.p[n - 1] == ':' || !ends_sentence(s);
}

static void mark_boiler(struct page *p) {
    uint32_t end = p->para.n ? p->para.v[p->para.n - 1].span.e : 0;
    bool tail = false;
    for (uint32_t i = 0; i < p->para.n; i++) {
        struct para *q = &p->para.v[i];
        if (q->zone != ZONE_BODY && q->zone != ZONE_HEADING && !tail) continue;
        if (i && q->span.b > end / 3 && is_tail(p, page_cut(p, i))) tail = true;
        if (tail || (p->para.n > 1 && is_boiler(p, page_cut(p, i)))) q->zone = ZONE_BOILER;
    }
}

/* A page of nothing but boilerplate is read after all. */
static void keep_a_body(struct page *p) {
    for (uint32_t i = 0; i < p->para.n; i++)
        if (p->para.v[i].zone == ZONE_BODY) return;
    for (uint32_t i = 0; i < p->para.n; i++)
        if (p->para.v[i].zone == ZONE_BOILER && has_word(page_cut(p, i)))
            p->para.v[i].zone = ZONE_BODY;
}

/* ---- headings */

static bool looks_heading(struct str s) {
    if (s.n > HEADING_MOST || s.n < 3 || !starts_capital(s)) return false;
    return !ends_sentence(s) && !strchr(":;,-\"", s.p[s.n - 1]) &&
           !str_ends(s, STR("\xe2\x80\x9d"));
}

static void mark_headings(struct page *p) {
    bool body = false;
    for (uint32_t i = 0; i + 1 < p->para.n; i++) {
        struct para *q = &p->para.v[i];
        const struct para *next = &p->para.v[i + 1];
        if (q->zone != ZONE_BODY || q->block != BLOCK_TEXT) continue;
        bool before_text = next->zone == ZONE_BODY && next->span.e - next->span.b > HEADING_MOST;
        if (body && before_text && looks_heading(page_cut(p, i))) q->zone = ZONE_HEADING;
        body = true;
    }
}

/* ---- pieces of a paragraph that are no story */

/* The bracketed remark of an editor at or after `from`: [*b, *e). */
static bool next_remark(const struct page *p, struct str s, uint32_t from, uint32_t *b,
                        uint32_t *e) {
    const struct pagewords *pw = p->w ? p->w->pagewords : NULL;
    for (uint32_t at = str_find(s, '[', from); at != NONE; at = str_find(s, '[', at + 1)) {
        uint32_t close = at + 1;
        while (close < s.n && close - at < 64 && s.p[close] != ']' && s.p[close] != '[') close++;
        if (close >= s.n || s.p[close] != ']') continue;
        if (!page_is(pw, PAGE_EDITOR, str_trim(str_cut(s, at + 1, close)))) continue;
        *b = at;
        *e = close + 1;
        return true;
    }
    return false;
}

static void push_part(struct page *out, struct str s, const struct para *like, enum zone zone) {
    s = str_trim(s);
    if (!s.n) return;
    struct para q = *like;
    q.span = page_span(out, s);
    q.zone = (uint8_t)zone;
    *vec_push(out->d->a, &out->para) = q;
}

/* A remark amid a sentence stays; between sentences it parts the paragraph. */
static void push_body(struct page *out, struct str s, const struct para *like) {
    uint32_t done = 0, b, e;
    for (uint32_t at = 0; next_remark(out, s, at, &b, &e); at = e) {
        struct str before = str_trim(str_cut(s, done, b));
        if (before.n && !ends_sentence(before)) continue;
        push_part(out, before, like, ZONE_BODY);
        push_part(out, str_cut(s, b, e), like, ZONE_BOILER);
        done = e;
    }
    uint32_t credit = ATT_MAX(wire_credit(out, s), done);
    push_part(out, str_cut(s, done, credit), like, ZONE_BODY);
    push_part(out, str_cut(s, credit, s.n), like, ZONE_BOILER);
}

/* Marks of the wire before the title are none of it. */
static void push_title(struct page *out, struct str s, const struct para *like) {
    struct tspan title = out->d->front.title;
    uint32_t at = title.b > like->span.b && title.b < like->span.e ? title.b - like->span.b : 0;
    push_part(out, str_cut(s, 0, at), like, ZONE_BYLINE);
    push_part(out, str_cut(s, at, s.n), like, ZONE_TITLE);
}

static void cut_parts(struct page *p, struct page *out) {
    uint32_t bodies = 0;
    for (uint32_t i = 0; i < p->para.n; i++) {
        struct para *q = &p->para.v[i];
        struct str s = page_cut(p, i);
        if (q->zone == ZONE_TITLE) push_title(out, s, q);
        if (q->zone != ZONE_TITLE && q->zone != ZONE_BODY) push_part(out, s, q, (enum zone)q->zone);
        if (q->zone != ZONE_BODY) continue;
        bool look = bodies++ < DATELINE_PARAS && tspan_empty(p->d->front.dateline);
        uint32_t body = look ? front_dateline(p, s) : 0;
        push_part(out, str_cut(s, 0, body), q, ZONE_BYLINE);
        push_body(out, str_cut(s, body, s.n), q);
    }
}

/* A report in another language is kept and not read. */
static void close_other_language(struct doc *d) {
    struct str code = d->report->language.text;
    if (code.n < 2 || str_ieq(str_cut(code, 0, 2), STR("en"))) return;
    for (uint32_t i = 0; i < d->n_para; i++) d->para[i].zone = ZONE_BOILER;
    doc_note(d, "language_not_read", (struct tspan){0, 0},
             "the text is in %.*s; only English is read", STR_ARG(code));
}

void para_run(struct doc *d, const struct world *w, struct arena *scratch) {
    struct page p = {.d = d, .w = w, .a = scratch}, out = {.d = d, .w = w, .a = scratch};
    if (d->report->n_block)
        paras_of_blocks(&p);
    else
        paras_of_lines(&p);
    front_mark(&p);
    mark_boiler(&p);
    keep_a_body(&p);
    mark_headings(&p);
    cut_parts(&p, &out);
    d->para = out.para.v;
    d->n_para = out.para.n;
    close_other_language(d);
}
