/* UTF-8: decoding, checking, case and classes. Tables beyond ASCII come from utf8proc. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/arena.h"

/* Decodes the code point at p (n bytes left, n > 0): its length 1..4, or 0 where the bytes are not
 * UTF-8 (overlong, surrogate, cut short, above U+10FFFF). */
unsigned utf8_decode(const char *p, size_t n, uint32_t *cp);
/* Writes cp to `into`; returns its length, or 0 for what is no code point. */
unsigned utf8_encode(uint32_t cp, char into[4]);
/* Offset of the first byte that is not UTF-8, or n when all is well. O(n). */
size_t utf8_check(const char *p, size_t n);
/* True where offset `at` of s (<= s.n) is the start of a code point or the end. */
bool utf8_boundary(struct str s, uint32_t at);

bool utf8_is_letter(uint32_t cp); /* L* and M* */
bool utf8_is_digit(uint32_t cp);  /* Nd */
bool utf8_is_upper(uint32_t cp);
bool utf8_is_lower(uint32_t cp);
bool utf8_is_space(uint32_t cp); /* Z*, and the ASCII ones */
uint32_t utf8_to_lower(uint32_t cp);
/* Lower-cased copy. */
struct str utf8_lower(struct arena *a, struct str s);
/* Folded for look-up of names: lower case, accents dropped, typographic marks to ASCII, "ß" as
 * "ss". */
struct str utf8_fold(struct arena *a, struct str s);
/* How the letters of s are cased. */
enum utf8_case { CASE_NONE, CASE_LOWER, CASE_UPPER, CASE_TITLE, CASE_MIXED };
enum utf8_case utf8_case_of(struct str s);

#endif
