/* A slice of bytes with its length; not NUL-terminated, owns nothing. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/base.h"

struct str {
    const char *p;
    uint32_t n; /* bytes */
};

#define STR(lit) ((struct str){(lit), sizeof(lit) - 1})
#define STR_NULL ((struct str){NULL, 0})
/* printf("%.*s", STR_ARG(s)) */
#define STR_ARG(s) (int)(s).n, (s).p

/* Of a NUL-terminated string; NULL gives STR_NULL. Inline, so that a literal costs nothing. */
static inline struct str str_c(const char *c) {
    return c ? (struct str){c, (uint32_t)strlen(c)} : STR_NULL;
}
static inline bool str_eq(struct str a, struct str b) {
    return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n));
}
static inline bool str_eq_c(struct str a, const char *b) {
    return str_eq(a, str_c(b));
}
/* ASCII letters compared without case; other bytes exactly. */
bool str_ieq(struct str a, struct str b);
bool str_ieq_c(struct str a, const char *b);
/* Byte order, shorter first on a tie: <0, 0, >0. */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* s[b, e), clamped to s. */
static inline struct str str_cut(struct str s, uint32_t b, uint32_t e) {
    e = ATT_MIN(e, s.n);
    b = ATT_MIN(b, e);
    return s.p ? (struct str){s.p + b, e - b} : s;
}
/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);
/* Offset of the first `c` at or after `from`, or NONE. */
uint32_t str_find(struct str s, char c, uint32_t from);
/* Offset of the first `needle` at or after `from`, or NONE. */
uint32_t str_find_str(struct str s, struct str needle, uint32_t from);
/* Takes the part of *rest before the next `sep` (or all of it); false when nothing is left. */
bool str_next(struct str *rest, char sep, struct str *part);
/* The same 64 bits on every machine. */
uint64_t str_hash(struct str s);
/* Hash of the ASCII-lower-cased bytes, without a copy. */
uint64_t str_ihash(struct str s);

static inline bool ascii_is_upper(int c) {
    return c >= 'A' && c <= 'Z';
}
static inline bool ascii_is_lower(int c) {
    return c >= 'a' && c <= 'z';
}
static inline bool ascii_is_alpha(int c) {
    return ascii_is_upper(c) || ascii_is_lower(c);
}
static inline bool ascii_is_digit(int c) {
    return c >= '0' && c <= '9';
}
static inline bool ascii_is_space(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline char ascii_lower(char c) {
    return ascii_is_upper(c) ? (char)(c + 32) : c;
}

#endif
