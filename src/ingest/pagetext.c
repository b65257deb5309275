#include "base/base.h"

#include "base/utf8.h"
#include "ingest/charset.h"
#include "ingest/pagetext.h"

static uint32_t entity_at(const struct page_knowledge *k, struct str s, uint32_t at, uint32_t *cp) {
    uint32_t e = at + 1, v = 0;
    if (e < s.n && s.p[e] == '#') {
        bool hex = e + 1 < s.n && ascii_lower(s.p[e + 1]) == 'x';
        uint32_t digits = 0;
        for (e += 1u + hex; e < s.n && digits < 8; e++, digits++) {
            char c = ascii_lower(s.p[e]);
            if (ascii_is_digit(c))
                v = v * (hex ? 16 : 10) + (uint32_t)(c - '0');
            else if (hex && c >= 'a' && c <= 'f')
                v = v * 16 + (uint32_t)(c - 'a') + 10;
            else
                break;
        }
        if (!digits) return 0;
        if (v >= 0x80 && v < 0xa0) v = charset_cp1252((unsigned char)v);
        char into[4];
        if (!v || !utf8_encode(v, into)) v = 0xfffd;
    } else {
        while (e < s.n && e - at < 12 && (ascii_is_alpha(s.p[e]) || ascii_is_digit(s.p[e]))) e++;
        v = map_get(&k->entities, str_cut(s, at + 1, e));
        bool closed = e < s.n && s.p[e] == ';';
        bool old =
            v == '&' || v == '<' || v == '>' || v == '"' || v == 0xa0 || v == 0xa9 || v == 0xae;
        if (v == NONE || (!closed && !old)) return 0;
    }
    *cp = v;
    return e + (e < s.n && s.p[e] == ';') - at;
}

void page_emit(struct page_writer *o, const char *p, uint32_t n, uint32_t from, uint32_t from_n) {
    if (o->size - o->n < n) {
        o->size = ATT_MAX(o->size * 2, o->n + n + 256);
        char *bigger = arena_alloc(o->a, o->size);
        if (o->n) memcpy(bigger, o->p, o->n);
        o->p = bigger;
    }
    memcpy(o->p + o->n, p, n);
    o->n += n;
    if (o->map) omap_add(o->map, n, from, from_n);
}

static void close_gap(struct page_writer *o) {
    if (o->gap && o->n > o->block) page_emit(o, o->line ? "\n" : " ", 1, o->gap_at, o->gap_n);
    o->gap = o->line = false;
}

void page_space(struct page_writer *o, uint32_t at, uint32_t n, bool line) {
    if (!o->gap) o->gap_at = at;
    o->gap_n = at + n - o->gap_at;
    o->gap = true;
    o->line |= line;
}

void page_write(struct page_writer *o, struct str page, uint32_t b, uint32_t e, bool pre) {
    struct str s = {page.p, e};
    for (uint32_t i = b; i < e;) {
        char c = page.p[i];
        if (ascii_is_space(c)) {
            page_space(o, i++, 1, pre && c == '\n');
            continue;
        }
        if ((unsigned char)c == 0xc2 && i + 1 < e && (unsigned char)page.p[i + 1] == 0xa0) {
            page_space(o, i, 2, false);
            i += 2;
            continue;
        }
        uint32_t cp, len = c == '&' ? entity_at(o->k, s, i, &cp) : 0;
        if (len) {
            char into[4];
            if (cp == 0xa0 || ascii_is_space((int)ATT_MIN(cp, 127u)))
                page_space(o, i, len, false);
            else
                close_gap(o), page_emit(o, into, utf8_encode(cp, into), i, len);
            i += len;
            continue;
        }
        uint32_t run = i + 1;
        while (run < e && !ascii_is_space(page.p[run]) && page.p[run] != '&' &&
               (unsigned char)page.p[run] != 0xc2)
            run++;
        close_gap(o);
        page_emit(o, page.p + i, run - i, i, run - i);
        i = run;
    }
}

struct str page_text(const struct page_knowledge *k, struct arena *a, struct str page, uint32_t b,
                     uint32_t e) {
    struct page_writer o = {.k = k, .a = a};
    page_write(&o, page, b, e, false);
    return arena_str(a, (struct str){o.p, o.n});
}
