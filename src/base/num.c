#include "base/base.h"

#include "base/num.h"

struct str num_format_u64(char into[NUM_DIGITS], uint64_t v) {
    char *at = into + NUM_DIGITS;
    do *--at = (char)('0' + v % 10);
    while (v /= 10);
    return (struct str){at, (uint32_t)(into + NUM_DIGITS - at)};
}

struct str num_format_i64(char into[NUM_DIGITS], int64_t v) {
    struct str s = num_format_u64(into, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
    if (v >= 0) return s;
    char *at = into + (s.p - into) - 1;
    *at = '-';
    return (struct str){at, s.n + 1};
}

struct str num_format_fixed(char into[NUM_DIGITS], int64_t v, unsigned places) {
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    char *at = into + NUM_DIGITS;
    bool kept = false;
    for (unsigned i = 0; i < places; i++, u /= 10) {
        kept = kept || u % 10;
        if (kept) *--at = (char)('0' + u % 10);
    }
    if (kept) *--at = '.';
    do *--at = (char)('0' + u % 10);
    while (u /= 10);
    if (v < 0) *--at = '-';
    return (struct str){at, (uint32_t)(into + NUM_DIGITS - at)};
}

bool num_parse_u64(struct str s, uint64_t *out) {
    if (!s.n) return false;
    uint64_t v = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (!ascii_is_digit(s.p[i])) return false;
        uint64_t d = (uint64_t)(s.p[i] - '0');
        if (v > (UINT64_MAX - d) / 10) return false;
        v = v * 10 + d;
    }
    *out = v;
    return true;
}

bool num_parse_u32(struct str s, uint32_t *out) {
    uint64_t v;
    if (!num_parse_u64(s, &v) || v > UINT32_MAX) return false;
    *out = (uint32_t)v;
    return true;
}

bool num_parse_fixed(struct str s, unsigned places, int64_t *out) {
    bool minus = s.n && s.p[0] == '-';
    uint32_t i = minus || (s.n && s.p[0] == '+');
    int64_t v = 0;
    unsigned digits = 0, after = 0;
    bool point = false;
    for (; i < s.n; i++) {
        if (s.p[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (!ascii_is_digit(s.p[i]) || (!point && ++digits > 18 - places)) return false;
        if (point && after == places) continue;
        v = v * 10 + (s.p[i] - '0');
        after += point;
        digits += point;
    }
    if (!digits) return false;
    for (; after < places; after++) v *= 10;
    *out = minus ? -v : v;
    return true;
}
