#include "base/base.h"

#include "base/num.h"
#include "record/jsonw.h"

void jsonw_init(struct jsonw *w, struct buf *out) {
    *w = (struct jsonw){.out = out};
}

static void before_value(struct jsonw *w) {
    if (w->comma) buf_char(w->out, ',');
    w->comma = true;
}

void jsonw_open(struct jsonw *w, char bracket) {
    before_value(w);
    buf_char(w->out, bracket);
    w->comma = false;
}

void jsonw_close(struct jsonw *w, char bracket) {
    buf_char(w->out, bracket);
    w->comma = true;
}

/* Some of eight bytes is below 0x20, a quotation mark or a backslash (or seems to be one). */
static bool any_special(const char *p) {
    const uint64_t ones = UINT64_MAX / 255, tops = ones << 7;
    uint64_t v, quote, slash;
    memcpy(&v, p, sizeof v);
    quote = v ^ ones * '"', slash = v ^ ones * '\\';
    return (((v - ones * 0x20) & ~v) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash)) &
           tops;
}

/* The place of the first byte at or after i that needs an escape, or s.n. */
static uint32_t next_special(struct str s, uint32_t i) {
    while (i + 8 <= s.n && !any_special(s.p + i)) i += 8;
    for (; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x20 || c == '"' || c == '\\') break;
    }
    return i;
}

static void escaped(struct buf *out, struct str s) {
    static const char hex[] = "0123456789abcdef";
    uint32_t from = 0;
    buf_char(out, '"');
    for (uint32_t i = next_special(s, 0); i < s.n; i = next_special(s, i + 1)) {
        unsigned char c = (unsigned char)s.p[i];
        buf_put(out, s.p + from, i - from);
        from = i + 1;
        switch (c) {
        case '"': buf_c(out, "\\\""); break;
        case '\\': buf_c(out, "\\\\"); break;
        case '\n': buf_c(out, "\\n"); break;
        case '\t': buf_c(out, "\\t"); break;
        case '\r': buf_c(out, "\\r"); break;
        default: {
            char u[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
            buf_put(out, u, sizeof u);
        }
        }
    }
    buf_put(out, s.p + from, s.n - from);
    buf_char(out, '"');
}

void jsonw_key(struct jsonw *w, const char *key) {
    before_value(w);
    escaped(w->out, str_c(key));
    buf_char(w->out, ':');
    w->comma = false;
}

void jsonw_null(struct jsonw *w) {
    before_value(w);
    buf_c(w->out, "null");
}

void jsonw_raw(struct jsonw *w, struct str json) {
    before_value(w);
    buf_str(w->out, json);
}

void jsonw_str(struct jsonw *w, struct str s) {
    if (!s.p) {
        jsonw_null(w);
        return;
    }
    before_value(w);
    escaped(w->out, s);
}

void jsonw_c(struct jsonw *w, const char *s) {
    jsonw_str(w, str_c(s));
}

void jsonw_u64(struct jsonw *w, uint64_t v) {
    before_value(w);
    buf_u64(w->out, v);
}

void jsonw_bool(struct jsonw *w, bool v) {
    before_value(w);
    buf_c(w->out, v ? "true" : "false");
}

void jsonw_fixed(struct jsonw *w, int64_t v, unsigned places) {
    char digits[NUM_DIGITS];
    before_value(w);
    buf_str(w->out, num_format_fixed(digits, v, places));
}

void jsonw_id(struct jsonw *w, char list, uint32_t index) {
    if (index == NONE) {
        jsonw_null(w);
        return;
    }
    before_value(w);
    char open[] = {'"', list};
    buf_put(w->out, open, sizeof open);
    buf_u64(w->out, (uint64_t)index + 1);
    buf_char(w->out, '"');
}

void jsonw_key_str(struct jsonw *w, const char *key, struct str s) {
    jsonw_key(w, key);
    jsonw_str(w, s);
}

void jsonw_key_c(struct jsonw *w, const char *key, const char *s) {
    jsonw_key(w, key);
    jsonw_c(w, s);
}

void jsonw_key_bool(struct jsonw *w, const char *key, bool v) {
    jsonw_key(w, key);
    jsonw_bool(w, v);
}

void jsonw_key_id(struct jsonw *w, const char *key, char list, uint32_t index) {
    jsonw_key(w, key);
    jsonw_id(w, list, index);
}
