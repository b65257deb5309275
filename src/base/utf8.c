#include "base/base.h"

#include "base/utf8.h"
#include "base/vec.h"

#include <utf8proc.h>

unsigned utf8_decode(const char *s, size_t n, uint32_t *cp) {
    const unsigned char *p = (const unsigned char *)s;
    if (p[0] < 0x80) {
        *cp = p[0];
        return 1;
    }
    unsigned len = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    if (p[0] < 0xc2 || p[0] > 0xf4 || len > n) return 0;
    uint32_t v = p[0] & (0x7fu >> len);
    for (unsigned i = 1; i < len; i++) {
        if ((p[i] & 0xc0) != 0x80) return 0;
        v = v << 6 | (p[i] & 0x3f);
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (v < least[len] || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff)) return 0;
    *cp = v;
    return len;
}

unsigned utf8_encode(uint32_t cp, char into[4]) {
    if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff)) return 0;
    return (unsigned)utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)into);
}

size_t utf8_check(const char *p, size_t n) {
    size_t i = 0;
    while (i < n) {
        uint32_t cp;
        unsigned len = utf8_decode(p + i, n - i, &cp);
        if (!len) return i;
        i += len;
    }
    return n;
}

bool utf8_boundary(struct str s, uint32_t at) {
    return at == s.n || (at < s.n && ((unsigned char)s.p[at] & 0xc0) != 0x80);
}

static utf8proc_category_t category(uint32_t cp) {
    return utf8proc_category((utf8proc_int32_t)cp);
}

bool utf8_is_letter(uint32_t cp) {
    if (cp < 0x80) return ascii_is_alpha((int)cp);
    utf8proc_category_t c = category(cp);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_digit(uint32_t cp) {
    return cp < 0x80 ? ascii_is_digit((int)cp) : category(cp) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_upper(uint32_t cp) {
    return cp < 0x80 ? ascii_is_upper((int)cp) : category(cp) == UTF8PROC_CATEGORY_LU;
}

bool utf8_is_lower(uint32_t cp) {
    return cp < 0x80 ? ascii_is_lower((int)cp) : category(cp) == UTF8PROC_CATEGORY_LL;
}

bool utf8_is_space(uint32_t cp) {
    if (cp < 0x80) return ascii_is_space((int)cp);
    utf8proc_category_t c = category(cp);
    return c >= UTF8PROC_CATEGORY_ZS && c <= UTF8PROC_CATEGORY_ZP;
}

uint32_t utf8_to_lower(uint32_t cp) {
    if (cp < 0x80) return (uint32_t)ascii_lower((char)cp);
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

/* A code point mapped by fn takes at most 4 bytes; fn writes up to 3 code points. */
typedef unsigned (*map_fn)(uint32_t cp, uint32_t out[3]);

static struct str map_text(struct arena *a, struct str s, map_fn fn) {
    char *to = arena_alloc(a, (size_t)s.n * 4 + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n;) {
        uint32_t cp, out[3];
        unsigned len = utf8_decode(s.p + i, s.n - i, &cp);
        if (!len) {
            to[n++] = s.p[i++];
            continue;
        }
        unsigned k = fn(cp, out);
        for (unsigned j = 0; j < k; j++) n += utf8_encode(out[j], to + n);
        i += len;
    }
    to[n] = 0;
    return (struct str){to, n};
}

static unsigned lower_one(uint32_t cp, uint32_t out[3]) {
    out[0] = utf8_to_lower(cp);
    return 1;
}

struct str utf8_lower(struct arena *a, struct str s) {
    bool ascii = true;
    for (uint32_t i = 0; i < s.n && ascii; i++) ascii = (unsigned char)s.p[i] < 0x80;
    if (!ascii) return map_text(a, s, lower_one);
    char *to = arena_alloc(a, (size_t)s.n + 1);
    for (uint32_t i = 0; i < s.n; i++) to[i] = ascii_lower(s.p[i]);
    return (struct str){to, s.n};
}

static unsigned fold_one(uint32_t cp, uint32_t out[3]) {
    if (cp < 0x80) return lower_one(cp, out);
    switch (cp) {
        /* clang-format off */
    case 0xdf: out[0] = out[1] = 's'; return 2;
    case 0xe6: case 0xc6: out[0] = 'a', out[1] = 'e'; return 2;
    case 0x153: case 0x152: out[0] = 'o', out[1] = 'e'; return 2;
    case 0xf8: case 0xd8: out[0] = 'o'; return 1;
    case 0x142: case 0x141: out[0] = 'l'; return 1;
    case 0x131: out[0] = 'i'; return 1;
    case 0x2018: case 0x2019: case 0x201b: case 0x2bc: case 0x2bf: case 0x2be: case 0x60: case 0xb4:
        out[0] = '\''; return 1;
    case 0x201c: case 0x201d: case 0x201e: case 0xab: case 0xbb: out[0] = '"'; return 1;
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: out[0] = '-'; return 1;
    case 0xa0: case 0x202f: case 0x2009: out[0] = ' '; return 1;
        /* clang-format on */
    default: break;
    }
    utf8proc_int32_t parts[4];
    int last = 0;
    utf8proc_ssize_t k = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 4,
                                                 UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK, &last);
    if (k <= 0 || k > 3) return k == 0 ? 0 : lower_one(cp, out);
    for (utf8proc_ssize_t i = 0; i < k; i++) out[i] = utf8_to_lower((uint32_t)parts[i]);
    return (unsigned)k;
}

struct str utf8_fold(struct arena *a, struct str s) {
    return map_text(a, s, fold_one);
}

enum utf8_case utf8_case_of(struct str s) {
    unsigned upper = 0, lower = 0;
    bool first_upper = false, seen = false;
    for (uint32_t i = 0; i < s.n;) {
        uint32_t cp;
        unsigned len = utf8_decode(s.p + i, s.n - i, &cp);
        i += len ? len : 1;
        if (!len) continue;
        bool up = utf8_is_upper(cp), low = utf8_is_lower(cp);
        if ((up || low) && !seen) first_upper = up, seen = true;
        upper += up;
        lower += low;
    }
    if (!seen) return CASE_NONE;
    if (!upper) return CASE_LOWER;
    if (!lower) return CASE_UPPER;
    return upper == 1 && first_upper ? CASE_TITLE : CASE_MIXED;
}
