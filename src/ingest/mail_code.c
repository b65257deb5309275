#include "base/base.h"

#include "ingest/charset.h"
#include "ingest/mail_code.h"

static int hex_value(char c) {
    c = ascii_lower(c);
    return ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Length of a soft line break "=\n" at s[at], 0 = none. */
static uint32_t soft_break(struct str s, uint32_t at) {
    uint32_t e = at + 1;
    while (e < s.n && (s.p[e] == ' ' || s.p[e] == '\t' || s.p[e] == '\r')) e++;
    return e == s.n ? e - at : s.p[e] == '\n' ? e + 1 - at : 0;
}

struct str mail_quoted(struct arena *a, struct str s, bool word, struct omap *map, uint64_t base) {
    char *out = arena_array(a, char, s.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n;) {
        uint32_t take = 1;
        char c = word && s.p[i] == '_' ? ' ' : s.p[i];
        uint32_t skip = c == '=' ? soft_break(s, i) : 0;
        int high = c == '=' && i + 2 < s.n ? hex_value(s.p[i + 1]) : -1;
        int low = high >= 0 ? hex_value(s.p[i + 2]) : -1;
        if (low >= 0) take = 3, c = (char)(high * 16 + low);
        if (!skip) {
            out[n++] = c;
            if (map) omap_add(map, 1, base + i, take);
        }
        i += skip ? skip : take;
    }
    return (struct str){out, n};
}

static int base64_value(char c) {
    if (ascii_is_upper(c)) return c - 'A';
    if (ascii_is_lower(c)) return c - 'a' + 26;
    if (ascii_is_digit(c)) return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

struct str mail_base64(struct arena *a, struct str s, struct omap *map, uint64_t base) {
    char *out = arena_array(a, char, s.n + 1);
    uint32_t n = 0, have = 0, bits = 0, first = 0;
    for (uint32_t i = 0; i < s.n && s.p[i] != '='; i++) {
        int v = base64_value(s.p[i]);
        if (v < 0) continue;
        if (!have) first = i;
        bits = bits << 6 | (uint32_t)v;
        if (++have < 4) continue;
        for (uint32_t k = 0; k < 3; k++) out[n++] = (char)(bits >> (16 - 8 * k));
        if (map) omap_add(map, 3, base + first, i + 1 - first);
        have = bits = 0;
    }
    uint32_t rest = have > 1 ? have - 1 : 0;
    for (uint32_t k = 0; k < rest; k++) out[n++] = (char)(bits >> (6 * have - 8 * (k + 1)));
    if (map && rest) omap_add(map, rest, base + first, s.n - first);
    return (struct str){out, n};
}

/* The encoded word at the start of s: its length, 0 = none; its text in *text. */
static uint32_t encoded_word(struct arena *a, struct str s, struct str *text) {
    uint32_t set = str_find(s, '?', 2);
    if (set == NONE || set + 2 >= s.n || s.p[set + 2] != '?') return 0;
    uint32_t end = str_find_str(s, STR("?="), set + 3);
    if (end == NONE) return 0;
    struct str body = str_cut(s, set + 3, end), bytes;
    char code = ascii_lower(s.p[set + 1]);
    if (code == 'b')
        bytes = mail_base64(a, body, NULL, 0);
    else
        bytes = mail_quoted(a, body, true, NULL, 0);
    struct charset_text t;
    att_error err;
    if (charset_convert(a, bytes, str_cut(s, 2, set), true, &t, &err)) return 0;
    *text = t.text;
    return end + 2;
}

/* A line break with the blanks around it is one blank. */
static struct str unfold(struct arena *a, struct str s) {
    char *out = arena_array(a, char, s.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        bool blank = ascii_is_space(s.p[i]);
        if (!blank || (n && out[n - 1] != ' ')) out[n++] = blank ? ' ' : s.p[i];
    }
    return (struct str){out, n};
}

struct str mail_header_text(struct arena *a, struct str s) {
    struct str made = STR_NULL;
    bool word_before = false;
    s = unfold(a, s);
    for (uint32_t i = 0; i < s.n;) {
        struct str rest = str_cut(s, i, s.n), text = STR_NULL;
        uint32_t at = str_find_str(rest, STR("=?"), 0);
        uint32_t plain = at == NONE ? rest.n : at;
        uint32_t n = at == NONE ? 0 : encoded_word(a, str_cut(rest, at, rest.n), &text);
        if (at != NONE && !n) plain = rest.n; /* what looks like one and is none ends the looking */
        struct str gap = str_cut(rest, 0, plain);
        if (word_before && n && !str_trim(gap).n) gap.n = 0; /* blanks between two words */
        made = arena_printf(a, "%.*s%.*s%.*s", STR_ARG(made), STR_ARG(gap), STR_ARG(text));
        word_before = n > 0;
        i += plain + n;
    }
    return made;
}
