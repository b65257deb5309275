#include "base/base.h"

#include "base/str.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

bool str_ieq(struct str a, struct str b) {
    if (a.n != b.n) return false;
    for (uint32_t i = 0; i < a.n; i++)
        if (ascii_lower(a.p[i]) != ascii_lower(b.p[i])) return false;
    return true;
}

bool str_ieq_c(struct str a, const char *b) {
    return str_ieq(a, str_c(b));
}

int str_cmp(struct str a, struct str b) {
    uint32_t n = ATT_MIN(a.n, b.n);
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix) {
    return s.n >= prefix.n && (!prefix.n || !memcmp(s.p, prefix.p, prefix.n));
}

bool str_ends(struct str s, struct str suffix) {
    return s.n >= suffix.n && (!suffix.n || !memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n));
}

struct str str_trim(struct str s) {
    while (s.n && ascii_is_space(s.p[0])) s.p++, s.n--;
    while (s.n && ascii_is_space(s.p[s.n - 1])) s.n--;
    return s;
}

uint32_t str_find(struct str s, char c, uint32_t from) {
    if (from >= s.n) return NONE;
    const char *hit = memchr(s.p + from, c, s.n - from);
    return hit ? (uint32_t)(hit - s.p) : NONE;
}

uint32_t str_find_str(struct str s, struct str needle, uint32_t from) {
    if (from > s.n || needle.n > s.n - from) return NONE;
    if (!needle.n) return from;
    const char *hit = memmem(s.p + from, s.n - from, needle.p, needle.n);
    return hit ? (uint32_t)(hit - s.p) : NONE;
}

bool str_next(struct str *rest, char sep, struct str *part) {
    if (!rest->p) return false;
    uint32_t at = str_find(*rest, sep, 0);
    if (at == NONE) {
        *part = *rest;
        *rest = STR_NULL;
    } else {
        *part = str_cut(*rest, 0, at);
        *rest = str_cut(*rest, at + 1, rest->n);
    }
    return true;
}

uint64_t str_hash(struct str s) {
    return XXH3_64bits(s.n ? s.p : "", s.n);
}

uint64_t str_ihash(struct str s) {
    char low[256];
    if (s.n <= sizeof low) {
        for (uint32_t i = 0; i < s.n; i++) low[i] = ascii_lower(s.p[i]);
        return XXH3_64bits(low, s.n);
    }
    XXH3_state_t st;
    XXH3_64bits_reset(&st);
    for (uint32_t i = 0; i < s.n; i += sizeof low) {
        uint32_t n = ATT_MIN((uint32_t)sizeof low, s.n - i);
        for (uint32_t k = 0; k < n; k++) low[k] = ascii_lower(s.p[i + k]);
        XXH3_64bits_update(&st, low, n);
    }
    return XXH3_64bits_digest(&st);
}
