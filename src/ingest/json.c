#include "base/base.h"

#include "base/utf8.h"
#include "ingest/json.h"

void json_pull_init(struct json_pull *j, struct str text) {
    *j = (struct json_pull){.text = text};
}

static char peek(struct json_pull *j) {
    while (j->at < j->text.n && (ascii_is_space(j->text.p[j->at]) || j->text.p[j->at] == ','))
        j->at++;
    return j->at < j->text.n ? j->text.p[j->at] : 0;
}

/* At an opening mark: the string's inside; false where it does not end. */
static bool take_string(struct json_pull *j, struct str *out) {
    uint32_t b = ++j->at;
    for (;;) {
        const char *end =
            j->at < j->text.n ? memchr(j->text.p + j->at, '"', j->text.n - j->at) : NULL;
        if (!end) {
            j->at = j->text.n;
            return false;
        }
        uint32_t e = (uint32_t)(end - j->text.p), escapes = 0;
        while (e - escapes > b && j->text.p[e - 1 - escapes] == '\\') escapes++;
        j->at = e + 1;
        if (escapes & 1) continue;
        *out = str_cut(j->text, b, e);
        return true;
    }
}

static enum json_token open_value(struct json_pull *j, bool array) {
    if (j->depth == JSON_DEPTH) return JSON_END;
    j->key[j->depth] = j->name;
    j->array[j->depth++] = array;
    j->at++;
    return JSON_OPEN;
}

static void skip_plain(struct json_pull *j) {
    while (j->at < j->text.n && !strchr(",]} \t\r\n", j->text.p[j->at])) j->at++;
}

enum json_token json_pull_next(struct json_pull *j) {
    char c = peek(j);
    bool in_object = j->depth && !j->array[j->depth - 1];
    j->name = j->depth ? j->key[j->depth - 1] : STR_NULL;
    if (c == '}' || c == ']') {
        if (!j->depth) return JSON_END;
        j->depth--;
        j->at++;
        return JSON_CLOSE;
    }
    if (in_object) {
        if (c != '"' || !take_string(j, &j->name) || peek(j) != ':') return JSON_END;
        j->at++;
        c = peek(j);
    }
    if (c == '{' || c == '[') return open_value(j, c == '[');
    if (c == '"') return take_string(j, &j->value) ? JSON_STRING : JSON_END;
    uint32_t from = j->at;
    skip_plain(j);
    j->value = str_cut(j->text, from, j->at);
    return j->at > from ? JSON_OTHER : JSON_END;
}

static uint32_t hex4(struct str s, uint32_t at) {
    uint32_t v = 0;
    if (at + 4 > s.n) return NONE;
    for (uint32_t i = at; i < at + 4; i++) {
        char c = ascii_lower(s.p[i]);
        if (!ascii_is_digit(c) && (c < 'a' || c > 'f')) return NONE;
        v = v * 16 + (uint32_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return v;
}

/* The escape at `at`: its length, its code point in *cp. */
static uint32_t escape_at(struct str s, uint32_t at, uint32_t *cp) {
    if (at + 1 >= s.n) return *cp = 0xfffd, 1;
    char c = s.p[at + 1];
    *cp = c == 'n'               ? '\n'
          : c == 't'             ? '\t'
          : c == 'r'             ? '\r'
          : c == 'b' || c == 'f' ? ' '
                                 : (unsigned char)c;
    if (c != 'u') return (unsigned char)c < 0x80 ? 2 : 1;
    uint32_t hi = hex4(s, at + 2);
    if (hi == NONE) return *cp = 0xfffd, 2;
    *cp = hi;
    if (hi >= 0xd800 && hi < 0xdc00 && at + 8 <= s.n && s.p[at + 6] == '\\' && s.p[at + 7] == 'u') {
        uint32_t lo = hex4(s, at + 8);
        if (lo != NONE && lo >= 0xdc00 && lo < 0xe000) {
            *cp = 0x10000 + ((hi - 0xd800) << 10) + (lo - 0xdc00);
            return 12;
        }
    }
    if (hi >= 0xd800 && hi < 0xe000) *cp = 0xfffd;
    return 6;
}

struct str json_decode(struct arena *a, struct str raw, struct omap *map, uint64_t base) {
    char *to = arena_alloc(a, (size_t)raw.n * 2 + 1); /* a lone backslash may become U+FFFD */
    uint32_t n = 0;
    for (uint32_t i = 0; i < raw.n;) {
        uint32_t run = i;
        while (run < raw.n && raw.p[run] != '\\') run++;
        memcpy(to + n, raw.p + i, run - i);
        if (map) omap_add(map, run - i, base + i, run - i);
        n += run - i;
        i = run;
        if (i >= raw.n) break;
        uint32_t cp, len = escape_at(raw, i, &cp), made = utf8_encode(cp ? cp : 0xfffd, to + n);
        if (map) omap_add(map, made, base + i, len);
        n += made;
        i += len;
    }
    return (struct str){to, n};
}
