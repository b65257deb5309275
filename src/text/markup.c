#include "base/base.h"

#include "text/pass.h"

/* ---- the marks of quoted lines in mails and forums */

void markup_quoted(struct pass *p) {
    struct str s = p->in;
    for (uint32_t b = 0, e; b < s.n; b = e + 1) {
        e = str_find(s, '\n', b);
        if (e == NONE) e = s.n;
        if (s.p[b] != '>') continue;
        uint32_t at = b;
        while (at < e && (s.p[at] == '>' || s.p[at] == ' ')) at++;
        pass_replace(p, b, at - b, STR(""));
    }
}

/* ---- Markdown */

enum {
    MARKDOWN_LEAST = 2, /* marks that only Markdown has */
    HEADING_LEVELS = 6,
    LABEL_MOST = 300, /* bytes of the text of a link or of emphasis */
    ADDRESS_MOST = 600,
    EMPHASIS_MOST = 3, /* marks around strong emphasis */
    OPEN_MOST = 8,     /* marks opened on a line and not yet closed */
};

struct markdown {
    struct pass *p;
    uint32_t close[OPEN_MOST], close_n[OPEN_MOST]; /* [n_close] what closes: offset, bytes */
    uint32_t n_close;
};

/* Length of "## " at the start of a line, 0 = none. */
static uint32_t heading_mark(struct str line) {
    uint32_t n = 0;
    while (n < line.n && line.p[n] == '#') n++;
    if (!n || n > HEADING_LEVELS || n + 1 >= line.n || line.p[n] != ' ') return 0;
    return n + 1;
}

/* Bytes like the one at `at` from there on, counted up to one more than emphasis has. */
static uint32_t run_of(struct str line, uint32_t at) {
    uint32_t n = 1;
    while (n <= EMPHASIS_MOST && at + n < line.n && line.p[at + n] == line.p[at]) n++;
    return n;
}

/* The address of a link whose text ends before `at`, "](...)": its length, 0 = none. */
static uint32_t link_tail(struct str line, uint32_t at) {
    if (!str_starts(str_cut(line, at, line.n), STR("]("))) return 0;
    uint32_t e = at + 2;
    while (e < line.n && e - at < ADDRESS_MOST && !strchr(") <>", line.p[e])) e++;
    return e < line.n && line.p[e] == ')' && e > at + 2 ? e + 1 - at : 0;
}

/* Marks that hardly stand in other text: headings, links, bold words. */
static uint32_t count_marks(struct str s) {
    uint32_t n = 0;
    struct str line;
    while (n < MARKDOWN_LEAST && str_next(&s, '\n', &line)) {
        n += heading_mark(line) > 0;
        for (uint32_t at = str_find_str(line, STR("]("), 0); at != NONE && n < MARKDOWN_LEAST;
             at = str_find_str(line, STR("]("), at + 1))
            n += link_tail(line, at) > 0;
        uint32_t bold = str_find_str(line, STR("**"), 0);
        n += bold != NONE && str_find_str(line, STR("**"), bold + 3) != NONE;
    }
    return n;
}

static bool is_gap(struct str line, uint32_t at) {
    return at >= line.n || strchr(" \t.,;:!?()[]|\"'", line.p[at]) ||
           (unsigned char)line.p[at] >= 0x80;
}

/* The run that closes the emphasis of n marks opened at `at`, or NONE. */
static uint32_t closing_run(struct str line, uint32_t at, uint32_t n) {
    uint32_t most = ATT_MIN(line.n, at + n + LABEL_MOST);
    for (uint32_t i = at + n; i < most; i++) {
        if (line.p[i] != line.p[at]) continue;
        uint32_t run = run_of(line, i);
        if (run == n && line.p[i - 1] != ' ' && is_gap(line, i + n)) return i;
        i += run - 1;
    }
    return NONE;
}

static void push_close(struct markdown *m, uint32_t at, uint32_t n) {
    m->close[m->n_close] = at;
    m->close_n[m->n_close++] = n;
}

/* Bytes to leave out at `at` of the line. */
static uint32_t marks_at(struct markdown *m, struct str line, uint32_t at) {
    for (uint32_t i = 0; i < m->n_close; i++)
        if (m->close[i] == at) return m->close_n[i];
    if (m->n_close == OPEN_MOST) return 0;
    char c = line.p[at];
    bool picture = c == '!' && at + 1 < line.n && line.p[at + 1] == '[';
    if (c == '[' || picture) {
        uint32_t most = ATT_MIN(line.n, at + LABEL_MOST), end = at + 1u + picture;
        while (end < most && line.p[end] != ']') end++;
        uint32_t tail = link_tail(line, end);
        if (!tail) return 0;
        if (picture) return end + tail - at;
        push_close(m, end, tail);
        return 1;
    }
    uint32_t n = c == '*' || c == '_' ? run_of(line, at) : 0;
    bool opens = n && n <= EMPHASIS_MOST && (!at || is_gap(line, at - 1)) && at + n < line.n &&
                 line.p[at + n] != ' ';
    uint32_t end = opens ? closing_run(line, at, n) : NONE;
    if (end == NONE) return 0;
    push_close(m, end, n);
    return n;
}

void markup_markdown(struct pass *p) {
    struct markdown m = {.p = p};
    struct str rest = p->in, line;
    if (count_marks(p->in) < MARKDOWN_LEAST) return;
    while (str_next(&rest, '\n', &line)) {
        uint32_t b = (uint32_t)(line.p - p->in.p), at = heading_mark(line);
        if (at) pass_replace(p, b, at, STR(""));
        m.n_close = 0;
        while (at < line.n) {
            uint32_t n = strchr("[!*_]", line.p[at]) ? marks_at(&m, line, at) : 0;
            if (n) pass_replace(p, b + at, n, STR(""));
            at += n ? n : 1;
        }
    }
}
