/* Numbers in and out without the locale. */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include "base/str.h"

enum { NUM_DIGITS = 32 };

/* Decimal digits of v into `into`, which the result points into. */
struct str num_format_u64(char into[NUM_DIGITS], uint64_t v);
struct str num_format_i64(char into[NUM_DIGITS], int64_t v);
/* A decimal fraction of v / 10^places without trailing zeros: (-3312345, 5) gives "-33.12345". */
struct str num_format_fixed(char into[NUM_DIGITS], int64_t v, unsigned places);
/* Whole of s is digits and fits: true and the value. No sign, no space. */
bool num_parse_u64(struct str s, uint64_t *out);
bool num_parse_u32(struct str s, uint32_t *out);
/* "-12.5" as round(v * 10^places); at most 18 digits in all. */
bool num_parse_fixed(struct str s, unsigned places, int64_t *out);

#endif
