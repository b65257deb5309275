#include "base/base.h"

#include "base/num.h"
#include "base/utf8.h"
#include "record/ink.h"

void ink_init(struct ink *k, struct buf *out, const att_pretty_options *opt) {
    *k = (struct ink){.out = out, .width = 80};
    if (!opt) return;
    k->colour = opt->colour;
    if (opt->width >= 40) k->width = (unsigned)opt->width;
}

static void begin(struct ink *k, enum ink_style style) {
    static const char *const code[] = {"",         "\x1b[1m",  "\x1b[2m", "\x1b[31m",
                                       "\x1b[32m", "\x1b[33m", "\x1b[36m"};
    if (k->colour && style) buf_c(k->out, code[style]);
}

static void end(struct ink *k, enum ink_style style) {
    if (k->colour && style) buf_c(k->out, "\x1b[0m");
}

/* Control characters of a report must not reach the terminal. */
static void plain(struct ink *k, struct str s) {
    for (uint32_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool c1 = c == 0xc2 && i + 1 < s.n && (unsigned char)s.p[i + 1] < 0xa0;
        buf_char(k->out, c < 0x20 || c == 0x7f ? ' ' : c1 ? '?' : (char)c);
        i += c1;
    }
}

void ink_put(struct ink *k, enum ink_style style, struct str s) {
    begin(k, style);
    plain(k, s);
    end(k, style);
}

void ink_c(struct ink *k, enum ink_style style, const char *s) {
    begin(k, style);
    buf_c(k->out, s);
    end(k, style);
}

void ink_spaces(struct ink *k, unsigned n) {
    for (; n; n--) buf_char(k->out, ' ');
}

unsigned ink_columns(struct str s) {
    unsigned n = 0;
    for (uint32_t i = 0; i < s.n; i++) n += utf8_boundary(s, i);
    return n;
}

/* Bytes of the first `columns` code points. */
static uint32_t bytes_of(struct str s, unsigned columns) {
    uint32_t i = 0;
    for (; i < s.n; i++)
        if (utf8_boundary(s, i) && columns-- == 0) break;
    return i;
}

void ink_cell(struct ink *k, enum ink_style style, struct str s, unsigned columns) {
    unsigned n = ink_columns(s);
    if (n <= columns) {
        ink_put(k, style, s);
        ink_spaces(k, columns - n);
        return;
    }
    begin(k, style);
    plain(k, str_cut(s, 0, bytes_of(s, columns - 1)));
    buf_c(k->out, "\xe2\x80\xa6");
    end(k, style);
}

/* Bytes of s that fit into `columns`, cut at a space where there is one. */
static uint32_t fit(struct str s, unsigned columns) {
    uint32_t most = bytes_of(s, columns), cut = most;
    if (most == s.n) return s.n;
    while (cut && !ascii_is_space(s.p[cut])) cut--;
    return cut ? cut : most;
}

struct str ink_cut(struct str s, unsigned columns) {
    return str_trim(str_cut(s, 0, fit(s, columns)));
}

void ink_wrap(struct ink *k, enum ink_style style, struct str s, unsigned indent) {
    unsigned columns = k->width > indent + 20 ? k->width - indent : 20;
    s = str_trim(s);
    while (s.n) {
        uint32_t n = fit(s, columns);
        ink_spaces(k, indent);
        ink_put(k, style, str_cut(s, 0, n));
        buf_char(k->out, '\n');
        s = str_trim(str_cut(s, n, s.n));
    }
}

/* What is left to write of a column. */
struct left {
    unsigned piece;
    struct str rest;
};

static bool has_more(const struct ink_column *c, struct left *l) {
    while (!l->rest.n && l->piece < c->n_piece) l->rest = str_trim(c->piece[l->piece++].s);
    return l->rest.n;
}

/* The column's next line; the columns it takes. */
static unsigned put_line(struct ink *k, const struct ink_column *c, struct left *l) {
    uint32_t n = fit(l->rest, c->columns);
    struct str line = str_cut(l->rest, 0, n);
    ink_put(k, c->piece[l->piece - 1].style, line);
    l->rest = str_trim(str_cut(l->rest, n, l->rest.n));
    return ink_columns(line);
}

void ink_row(struct ink *k, unsigned indent, const struct ink_column *column, unsigned n) {
    struct left left[INK_MOST] = {0};
    assert(n <= INK_MOST);
    for (;;) {
        unsigned blank = indent;
        bool any = false;
        for (unsigned i = 0; i < n; i++) {
            unsigned taken = 0;
            if (has_more(&column[i], &left[i])) {
                ink_spaces(k, blank);
                blank = 0;
                taken = put_line(k, &column[i], &left[i]);
                any = true;
            }
            blank += column[i].columns + column[i].gap - taken;
        }
        if (!any) return;
        buf_char(k->out, '\n');
    }
}

struct str ink_member(const json_t *o, const char *key) {
    const json_t *v = json_object_get(o, key);
    if (!json_is_string(v)) return STR("");
    return (struct str){json_string_value(v), (uint32_t)json_string_length(v)};
}

/* The place that an id like "c12" has where they are counted from 1. */
static size_t place_of(const char *id) {
    uint32_t n;
    return id[0] && num_parse_u32(str_c(id + 1), &n) && n ? n - 1 : SIZE_MAX;
}

const json_t *ink_find(const json_t *list, const char *id) {
    const json_t *at = id ? json_array_get(list, place_of(id)) : NULL;
    const char *there = json_string_value(json_object_get(at, "id"));
    if (there && !strcmp(there, id)) return at;
    for (size_t i = 0; id && i < json_array_size(list); i++) {
        const json_t *o = json_array_get(list, i);
        const char *mine = json_string_value(json_object_get(o, "id"));
        if (mine && !strcmp(mine, id)) return o;
    }
    return NULL;
}
